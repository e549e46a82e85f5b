"""One document in the codings that clients ask for, and whether they have it already."""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

#: in the order of preference where a client accepts several equally
CODINGS = ("zstd", "br", "gzip")
_LEAST_BYTES = 512
_GZIP_LEVEL, _BROTLI_QUALITY, _ZSTD_LEVEL = 6, 5, 9


#: headers as ASGI wants them
Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A document in one coding, ready to be sent."""

    body: bytes
    headers: Headers
    #: for a client that has it already (RFC 9110, section 15.4.5)
    known_headers: Headers


@dataclass(slots=True)
class Representation:
    """A document and its compressed forms, each made when it is first asked for."""

    content: bytes
    media_type: str
    #: when it changed last, whole seconds
    modified: dt.datetime | None = None
    #: further headers, such as ``link``
    headers: Mapping[str, str] = field(default_factory=dict)
    #: when it must be made anew; ``None``: when something is published
    until: dt.datetime | None = None
    _coded: dict[tuple[str, bytes], Coded] = field(default_factory=dict)
    _digest: str = ""

    @property
    def digest(self) -> str:
        """Fingerprint of the content, for entity tags."""
        if not self._digest:
            hashed = hashlib.blake2b(self.content, digest_size=12).digest()
            self._digest = base64.urlsafe_b64encode(hashed).decode().rstrip("=")
        return self._digest

    def coded(self, coding: str, caching: bytes) -> Coded:
        """Return the document in ``coding`` (empty: as it is) with its headers.

        The entity tag is strong and differs by coding (RFC 9110, section 8.8.3).

        Args:
            coding: one of ``CODINGS``, or empty.
            caching: value of ``Cache-Control``, unless the document has one of its own.
        """
        found = self._coded.get((coding, caching))
        if found is None:
            found = self._coded[coding, caching] = self._made(coding, caching)
        return found

    def _made(self, coding: str, caching: bytes) -> Coded:
        body, given = _compressed(self.content, coding), dict(self.headers)
        vary = ", ".join(filter(None, ("authorization, accept-encoding", given.pop("vary", ""))))
        headers = [
            (b"etag", f'"{self.digest}{"-" + coding if coding else ""}"'.encode()),
            (b"cache-control", given.pop("cache-control", "").encode() or caching),
            (b"vary", vary.encode()),
            (b"x-content-type-options", b"nosniff"),
        ]
        modified = self.last_modified()
        if modified is not None:
            headers.append((b"last-modified", modified.encode()))
        headers += [(name.encode(), value.encode()) for name, value in given.items()]
        whole = [
            *headers, (b"content-type", self.media_type.encode()), (b"content-length", str(len(body)).encode()),
        ]  # fmt: skip
        if coding:
            whole.append((b"content-encoding", coding.encode()))
        return Coded(body=body, headers=whole, known_headers=headers)

    def coding_for(self, accepted: bytes) -> str:
        """Return the coding for an ``Accept-Encoding`` header (RFC 9110, section 12.5.3); empty: none."""
        if not accepted or len(self.content) < _LEAST_BYTES:
            return ""
        return _coding(accepted)

    def is_known(self, none_match: bytes, modified_since: bytes) -> bool:
        """Return whether a client has the document already (RFC 9110, section 13.2.2).

        Args:
            none_match: ``If-None-Match``; where it is given, it alone decides.
            modified_since: ``If-Modified-Since``.
        """
        if none_match:
            tags = {tag.strip().removeprefix("W/").strip('"') for tag in none_match.decode("latin-1").split(",")}
            return "*" in tags or not tags.isdisjoint(self._tags())
        if modified_since and self.modified is not None:
            try:
                return self.modified.replace(microsecond=0) <= parsedate_to_datetime(modified_since.decode("latin-1"))
            except (ValueError, TypeError):
                return False
        return False

    def _tags(self) -> tuple[str, ...]:
        return (self.digest, *(f"{self.digest}-{coding}" for coding in CODINGS))

    def last_modified(self) -> str | None:
        """Return the value of ``Last-Modified``."""
        if self.modified is None:
            return None
        import datetime

        return format_datetime(self.modified.astimezone(datetime.UTC), usegmt=True)


def _compressed(content: bytes, coding: str) -> bytes:
    if coding == "gzip":
        return gzip.compress(content, _GZIP_LEVEL, mtime=0)
    if coding == "br":
        import brotli

        return bytes(brotli.compress(content, quality=_BROTLI_QUALITY))
    if coding == "zstd":
        import zstandard

        return bytes(zstandard.ZstdCompressor(level=_ZSTD_LEVEL).compress(content))
    return content


@lru_cache(maxsize=256)
def _coding(accepted: bytes) -> str:
    offers: dict[str, float] = {}
    for part in accepted.decode("latin-1").lower().split(","):
        name, _, parameters = part.partition(";")
        quality = 1.0
        if parameters.strip().startswith("q="):
            try:
                quality = float(parameters.strip()[2:])
            except ValueError:
                quality = 0.0
        offers[name.strip()] = quality
    rest = offers.get("*", 0.0)
    best = max(CODINGS, key=lambda name: offers.get(name, rest))
    quality = offers.get(best, rest)
    return best if quality > 0 and quality >= offers.get("identity", 0.0) else ""
