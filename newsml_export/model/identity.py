"""Identity and version of what is exported: they must hold when an issue is exported again."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from newsml_export.model.issue import IssueInfo
from newsml_export.model.story import Guid, LocalId

_NOT_IN_NAME = re.compile(r"[^A-Za-z0-9_.-]+")
_OPENING = 48


def local_id(publication: str, headline: str, text: str) -> LocalId:
    """Return the local id of a story from its own content alone, so that it does not move with its neighbours.

    Args:
        publication: name of the newspaper.
        headline: the stack as printed; empty where there is none.
        text: the text where it must tell the story from others, else empty. Only its opening counts, so that
            corrections further down change the version and not the identity.

    Returns:
        An XML name (NCName) of 14 characters. White space does not count.
    """
    key = "\n".join("".join(part.split())[: _OPENING * 4] for part in (publication, headline, text[:_OPENING]))
    return LocalId("s-" + _digest(key.encode("utf-8", "surrogatepass"))[:12])


def given_local_id(identifier: str) -> LocalId:
    """Return the local id for an identifier that the deliverer gave, changed only where XML or a GUID demands it."""
    name = _NOT_IN_NAME.sub("-", identifier).strip("-.")
    if name == identifier and re.match(r"[A-Za-z_]", name):
        return LocalId(name)
    suffix = "" if name == identifier else "-" + _digest(identifier.encode("utf-8", "surrogatepass"))[:6]
    return LocalId("a-" + name + suffix)


def guid(domain: str, info: IssueInfo, local: str) -> Guid:
    """Return ``urn:newsml:{domain}:{yyyymmdd}:{local}`` (RFC 3085, section 3)."""
    return Guid(f"urn:newsml:{domain}:{info.date:%Y%m%d}:{local}")


def content_hash(*values: object) -> str:
    """Return a short fingerprint of ``values``; only their ``repr`` counts."""
    return _digest("\n".join(map(repr, values)).encode("utf-8", "surrogatepass"))[:24]


def _digest(data: bytes) -> str:
    return base64.b32encode(hashlib.sha256(data).digest()).decode("ascii").lower().rstrip("=")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The state in which something is exported."""

    number: int
    #: when the first version was made; time zone aware, whole seconds
    first_created: dt.datetime
    #: when this version was made
    version_created: dt.datetime
    #: fingerprint of the content; another content means a higher number
    content_hash: str


def next_version(previous: Mapping[str, Version], key: str, content: str, now: dt.datetime) -> Version:
    """Return the version to export for ``key``.

    Args:
        previous: versions that were exported before, by guid.
        key: the guid.
        content: fingerprint of the content as it is now.
        now: the clock, with a time zone.

    Returns:
        The previous version where the content is the same, the next number where it is not, else version 1.
    """
    before = previous.get(key)
    if before is None:
        return Version(number=1, first_created=now, version_created=now, content_hash=content)
    if before.content_hash == content:
        return before
    return Version(
        number=before.number + 1, first_created=before.first_created, version_created=now, content_hash=content
    )
