"""The publisher's settings: ``newsml-export.toml``, typed and checked once, before anything is read or written."""

from __future__ import annotations

import base64
import datetime as dt
import difflib
import hashlib
import re
import string
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

import msgspec

from newsml_export.errors import Location, SettingsError
from newsml_export.findings import Finding, Severity
from newsml_export.formats.base import FeedOptions, MessageOptions
from newsml_export.model.publisher import Publisher
from newsml_export.plugins import FORMATS, names
from newsml_export.profiles import Profile, load_profile
from newsml_export.readers.typed_toml import load_toml, nearest, place

FILE_NAME = "newsml-export.toml"
DEFAULT_FORMATS = ("newsml-g2", "rss", "html")
#: where a newspaper in the default language, zh-Hans, appears
DEFAULT_TIME_ZONE = "Asia/Shanghai"
#: reserved so that it never belongs to anybody (RFC 6761, section 6.4)
_NOBODYS = "invalid"
_LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
#: RFC 1123, section 2.1; a last label of digits would make it an IP address
_HOST_NAME = re.compile(rf"(?=.{{1,253}}\Z)(?:{_LABEL}\.)+(?![0-9]+\Z){_LABEL}")
_PROVIDER = re.compile(r"nprov:[A-Za-z0-9._-]+")
_PLACEHOLDERS = ("local_id", "date")


class _PublisherTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str | None = None
    domain: str | None = None
    site_url: str | None = None
    provider_qcode: str | None = None
    time_zone: str | None = None
    #: a TOML time, or text such as 05:30
    press_time: Any = None
    copyright_holder: str | None = None
    copyright_notice: str | None = None
    usage_terms: str | None = None


class _FeedTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str | None = None
    description: str | None = None
    self_url: str | None = None
    atom_url: str | None = None
    link: str | None = None
    story_url: str | None = None
    ttl: int = FeedOptions().ttl


class _ExportTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    formats: tuple[str, ...] | None = None
    bundle: bool = False
    text: Literal["xhtml", "nitf"] = "xhtml"
    message_items: int | None = None
    message_bytes: int | None = None
    for_: str | None = msgspec.field(name="for", default=None)


class _SettingsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    publisher: _PublisherTable = _PublisherTable()
    feed: _FeedTable = _FeedTable()
    export: _ExportTable = _ExportTable()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the publisher set, with defaults for the rest."""

    publisher: Publisher
    feed: FeedOptions = field(default_factory=FeedOptions)
    #: names of formats, each once
    formats: tuple[str, ...] = DEFAULT_FORMATS
    #: deliver stories only inside one larger document
    bundle: bool = False
    #: how much a message carries
    #: newsItems carry their text as NITF, not as XHTML
    text_as_nitf: bool = False
    message: MessageOptions = field(default_factory=MessageOptions)
    #: the importer that the documents are for
    profile: Profile | None = None
    #: what had to be assumed
    findings: tuple[Finding, ...] = ()
    #: the file that they come from; ``None``: all are defaults
    file: str | None = None


def find_settings(start: Path) -> Path | None:
    """Return the ``newsml-export.toml`` that is nearest to ``start``, or ``None``.

    Args:
        start: an issue folder or a file; the folder itself is looked at, then those above it.
    """
    try:
        folder = start.resolve()
    except (OSError, ValueError, RuntimeError):
        return None
    for candidate in (folder, *folder.parents):
        try:
            if (candidate / FILE_NAME).is_file():
                return candidate / FILE_NAME
        except OSError:
            # A folder that we may not look into has no settings for us.
            continue
    return None


def load_settings(path: Path | None, *, publication: str | None = None) -> Settings:
    """Read and check the settings file at ``path``.

    Args:
        path: UTF-8; ``None`` gives defaults.
        publication: name of the newspaper; stands for the publisher's name where that is not set.

    Raises:
        InputError: the file cannot be read.
        SettingsError: it is no TOML, a key is unknown, or a value is wrong; names file and key and says what to write.
    """
    file = load_toml(path, _SettingsFile, SettingsError) if path is not None else _SettingsFile()
    checks = _Checks(path)
    publisher = checks.publisher(file.publisher, publication)
    return Settings(
        publisher=publisher,
        feed=checks.feed(file.feed),
        formats=checks.formats(file.export.formats),
        bundle=file.export.bundle,
        text_as_nitf=file.export.text == "nitf",
        message=MessageOptions(
            most_items=checks.count(file.export.message_items, "export.message_items", 1_000_000),
            most_bytes=checks.count(file.export.message_bytes, "export.message_bytes", 1_000_000_000_000),
        ),
        profile=checks.profile(file.export.for_),
        findings=tuple(checks.findings),
        file=str(path) if path is not None else None,
    )


def default_domain(publication: str) -> str:
    """Return a domain that belongs to nobody, made from ``publication``; the same name gives the same domain."""
    slug = re.sub(r"[\W_]+", "-", unicodedata.normalize("NFKC", publication).lower()).strip("-")
    if not slug.isascii():
        # The ASCII form of a host label (RFC 5891, section 4.4).
        slug = "xn--" + slug.encode("punycode", "replace").decode("ascii", "replace").lower()
    domain = f"{slug}.{_NOBODYS}"
    if _HOST_NAME.fullmatch(domain):
        return domain
    digest = hashlib.sha256(publication.encode("utf-8", "surrogatepass")).digest()
    return f"p-{base64.b32encode(digest).decode('ascii').lower()[:12]}.{_NOBODYS}"


class _Checks:
    """Checks the values of one file."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.findings: list[Finding] = []

    def publisher(self, table: _PublisherTable, publication: str | None) -> Publisher:
        """Return the publisher."""
        name = self._text(table.name, "publisher.name") or (publication or "").strip()
        if not name:
            raise self._error("the publisher has no name.", "publisher.name", 'Write name = "…" under [publisher].')
        return Publisher(
            name=name,
            domain=self._domain(table.domain, publication or name),
            time_zone=self._time_zone(table.time_zone),
            press_time=self._press_time(table.press_time),
            site_url=self._address(table.site_url, "publisher.site_url"),
            provider_qcode=self._provider(table.provider_qcode),
            copyright_holder=self._text(table.copyright_holder, "publisher.copyright_holder"),
            copyright_notice=self._text(table.copyright_notice, "publisher.copyright_notice"),
            usage_terms=self._text(table.usage_terms, "publisher.usage_terms"),
        )

    def feed(self, table: _FeedTable) -> FeedOptions:
        """Return what the feed says of itself."""
        if not 1 <= table.ttl <= 525_600:
            raise self._error(f"{table.ttl} minutes is no time to live.", "feed.ttl", "Write 1 to 525600 minutes.")
        return FeedOptions(
            title=self._text(table.title, "feed.title"),
            description=self._text(table.description, "feed.description"),
            self_url=self._address(table.self_url, "feed.self_url"),
            atom_url=self._address(table.atom_url, "feed.atom_url"),
            link=self._address(table.link, "feed.link"),
            story_url=self._story_url(table.story_url),
            ttl=table.ttl,
        )

    def formats(self, given: tuple[str, ...] | None) -> tuple[str, ...]:
        """Return the names of formats, each once."""
        if given is None:
            return DEFAULT_FORMATS
        known = list(names(FORMATS))
        for name in given:
            if name not in known:
                raise self._error(f"there is no format “{name}”.", "export.formats", nearest(name, known))
        if not given:
            raise self._error("no format is named.", "export.formats", f"Known: {', '.join(known)}.")
        return tuple(dict.fromkeys(given))

    def count(self, given: int | None, key: str, most: int) -> int | None:
        """Return a number that is 1 to ``most``, or ``None`` where none is given."""
        if given is not None and not 1 <= given <= most:
            mend = f"Write a whole number of 1 to {most}, or leave the key out."
            raise self._error(f"{given} is not possible.", key, mend)
        return given

    def profile(self, given: str | None) -> Profile | None:
        """Return the profile of the importer; the path of a file starts from the folder of the settings."""
        key = "export.for"
        name = self._text(given, key)
        if name is None:
            return None
        try:
            return load_profile(name, self.path.parent if self.path is not None else None)
        except SettingsError as error:
            if error.location.file is not None:
                raise
            raise self._error(error.message, key, error.next_step) from error

    def _domain(self, given: str | None, publication: str) -> str:
        key = "publisher.domain"
        domain = self._text(given, key)
        if domain is None:
            domain = default_domain(publication)
            self._assumed(
                "publisher-domain-unknown",
                Severity.WARNING,
                f"No domain is set; GUIDs are made with “{domain}” and are not the publisher's own.",
                key,
                'Write domain = "your-newspaper.example" under [publisher] before you deliver to anybody.',
            )
            return domain
        lowered = domain.lower()
        if not _HOST_NAME.fullmatch(lowered):
            raise self._error(f"“{domain}” is not a domain name.", key, _domain_mend(lowered))
        return lowered

    def _time_zone(self, given: str | None) -> ZoneInfo:
        key = "publisher.time_zone"
        name = self._text(given, key)
        if name is None:
            self._assumed(
                "time-zone-assumed",
                Severity.INFO,
                f"No time zone is set; {DEFAULT_TIME_ZONE} is assumed.",
                key,
                'Write time_zone = "Asia/Shanghai" under [publisher].',
            )
            return ZoneInfo(DEFAULT_TIME_ZONE)
        try:
            return ZoneInfo(name)
        except (KeyError, ValueError, OSError) as error:
            # The name of a folder of zones, such as Asia, is an OSError.
            zones = {zone.lower(): zone for zone in available_timezones()}
            close = difflib.get_close_matches(name.lower(), zones, n=1)
            mend = f"Did you mean “{zones[close[0]]}”?" if close else "Write an IANA name, such as Asia/Shanghai."
            raise self._error(f"there is no time zone “{name}”.", key, mend) from error

    def _press_time(self, given: object) -> dt.time:
        time = given
        if isinstance(given, str):
            try:
                time = dt.time.fromisoformat(given)
            except ValueError:
                time = None
        elif given is None:
            time = dt.time(0, 0)
        if not isinstance(time, dt.time) or time.tzinfo is not None or time.microsecond:
            mend = "Write hours, minutes and seconds without a zone, such as 05:30:00."
            raise self._error(f"“{given}” is not a time of the day.", "publisher.press_time", mend)
        return time

    def _provider(self, given: str | None) -> str | None:
        key = "publisher.provider_qcode"
        code = self._text(given, key)
        if code is not None and not _PROVIDER.fullmatch(code):
            mend = "Write it as nprov:YourCode, as IPTC registered it, or leave the key out."
            raise self._error(f"“{code}” is not the QCode of a provider.", key, mend)
        return code

    def _address(self, given: str | None, key: str) -> str | None:
        address = self._text(given, key)
        if address is not None and not _is_web_address(address):
            mend = "Write it with https:// and the name of the host."
            raise self._error(f"“{address}” is not a whole web address.", key, mend)
        return address

    def _story_url(self, given: str | None) -> str | None:
        key = "feed.story_url"
        pattern = self._text(given, key)
        if pattern is None:
            return None
        mend = "Write it as https://your-newspaper.example/{date}/{local_id}."
        try:
            parts = list(string.Formatter().parse(pattern))
        except ValueError as error:
            raise self._error(f"the braces in “{pattern}” do not pair ({error}).", key, mend) from error
        fields = [name for _, name, _, _ in parts if name is not None]
        plain = all(not spec and not conversion for _, name, spec, conversion in parts if name is not None)
        if "local_id" not in fields or not plain or not set(fields) <= set(_PLACEHOLDERS):
            raise self._error(f"“{pattern}” must hold {{local_id}}, may hold {{date}}, and no other.", key, mend)
        self._address(pattern.format(local_id="s", date="2023-03-08"), key)
        return pattern

    def _text(self, given: str | None, key: str) -> str | None:
        if given is None:
            return None
        text = given.strip()
        if not text:
            raise self._error("the value is empty.", key, "Write one, or leave the key out.")
        return text

    def _assumed(self, code: str, severity: Severity, message: str, key: str, mend: str) -> None:
        where = Location(file=str(self.path) if self.path else None, path=key)
        self.findings.append(Finding(code=code, severity=severity, message=message, location=where, mend=mend))

    def _error(self, message: str, key: str, mend: str) -> SettingsError:
        where = place(self.path, key) if self.path is not None else Location(path=key)
        return SettingsError(message, location=where, next_step=mend)


def _domain_mend(domain: str) -> str:
    if "://" in domain or "/" in domain:
        try:
            host = urlsplit(domain if "://" in domain else f"//{domain}").hostname
        except ValueError:
            host = None
        if host and _HOST_NAME.fullmatch(host):
            return f"Write the name of the host alone: {host}."
    if not domain.isascii():
        try:
            ascii_form = domain.encode("idna").decode("ascii")
        except UnicodeError:
            ascii_form = ""
        if _HOST_NAME.fullmatch(ascii_form):
            return f"Write its ASCII form: {ascii_form}."
    return "Write one that you own, such as your-newspaper.example."


def _is_web_address(address: str) -> bool:
    if any(sign.isspace() or not sign.isprintable() for sign in address):
        return False
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
        host = host.encode("idna").decode("ascii") if host else ""
    except (UnicodeError, ValueError):
        return False
    return parts.scheme in {"http", "https"} and (host == "localhost" or _HOST_NAME.fullmatch(host.lower()) is not None)
