"""The values of ``newsml-export.toml``, checked before anything is read or written."""

from __future__ import annotations

import base64
import datetime as dt
import difflib
import hashlib
import re
import string
import unicodedata
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from newsml_export.errors import Location, SettingsError
from newsml_export.findings import Finding, Severity
from newsml_export.formats.base import FeedOptions
from newsml_export.model.lexicon import Lexicon
from newsml_export.model.publisher import Publisher
from newsml_export.plugins import ENRICHERS, FORMATS, names
from newsml_export.profiles import Profile, load_profile
from newsml_export.readers.lexicon_toml import read_lexicon
from newsml_export.readers.typed_toml import nearest, place
from newsml_export.settings.enrich_options import EnrichOptions
from newsml_export.settings.tables import EnrichTable, FeedTable, PublisherTable

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


class Checks:
    """Checks the values of one file."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.findings: list[Finding] = []

    def publisher(self, table: PublisherTable, publication: str | None) -> Publisher:
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

    def feed(self, table: FeedTable) -> FeedOptions:
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
            prism=table.prism,
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

    def enrich(self, table: EnrichTable) -> EnrichOptions:
        """Return which metadata programs add; the path of the lexicon starts from the folder of the settings."""
        known = list(names(ENRICHERS))
        for name in table.enrichers or ():
            if name not in known:
                raise self._error(f"there is no enricher “{name}”.", "enrich.enrichers", nearest(name, known))
        lexicon, given = Lexicon(), self._text(table.lexicon, "enrich.lexicon")
        if given is not None:
            file = Path(given) if self.path is None else self.path.parent / given
            lexicon = read_lexicon(file)
        return EnrichOptions(
            enabled=table.enabled,
            enrichers=tuple(dict.fromkeys(table.enrichers)) if table.enrichers else None,
            lexicon=lexicon,
            engine=table.engine,
        )

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
