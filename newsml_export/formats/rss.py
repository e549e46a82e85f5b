"""RSS 2.0 with the modules that news partners read: Dublin Core, content:encoded, Atom's self link and PRISM.

Written so that the W3C feed validator has nothing to say: no relative address, no markup in a title, no character
that HTML forbids, descriptions before contents, metadata before items.
"""

from __future__ import annotations

import re
from email.utils import format_datetime
from html import escape
from html.entities import name2codepoint
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

from lxml import etree

from newsml_export.errors import Location, SettingsError
from newsml_export.formats.base import Document, FormatInfo, WriteContext
from newsml_export.formats.excerpt import excerpt, one_line
from newsml_export.formats.xml_text import clean
from newsml_export.model.story import HeadlineRole, PubStatus, Story
from newsml_export.vocabularies.schemes import IPTC_SCHEMES, own_schemes

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.etree._serializer import _IncrementalFileWriter

    from newsml_export.model.edition import Edition

_MEDIA_TYPE = "application/rss+xml"
_SPECIFICATION = "https://www.rssboard.org/rss-specification"
_NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "prism": "http://prismstandard.org/namespaces/basic/3.0/",
}
_ATOM, _CONTENT, _DC, _PRISM = (f"{{{uri}}}" for uri in _NAMESPACES.values())

#: characters of a description that was made from the text
_DESCRIPTION = 200
#: characters that XML allows and HTML does not (HTML, “control” and “noncharacter”)
_NOT_IN_HTML = re.compile(
    "[\x7f-\x9f\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF))
    + "]"
)
#: what stands for a character that is lost, in Chinese print (GB/T 15834—2011, 4.16)
_LOST_CHARACTER = "□"
_TAG_LIKE = re.compile(r"<(?=[A-Za-z/!?])([^<>]*)>")
_ENTITY_LIKE = re.compile(r"&(#?\w+)", re.ASCII)
_ISSUE_NUMBER = re.compile(r"第?\s*(\d+)\s*期?")
_URI_CHARACTERS = "%:/?@!$&'()*+,;=~"
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")


def _plain(text: str) -> str:
    """Return ``text`` without the characters that XML or HTML forbids."""
    return _NOT_IN_HTML.sub("", clean(text)).replace("\ufffd", _LOST_CHARACTER)


def _title(text: str) -> str:
    """Return ``text`` as one line that no reader takes for HTML, although some read titles as such.

    Angle brackets and ampersands become their full-width forms, but only where they would be read as a tag or entity.
    """
    return _ENTITY_LIKE.sub(_full_width_entity, _TAG_LIKE.sub(r"＜\1＞", one_line(_plain(text))))


def _full_width_entity(match: re.Match[str]) -> str:
    name = match[1]
    harmless = name.isalpha() and name not in name2codepoint and name != "apos"
    return match[0] if harmless else "＆" + name


class RssWriter:
    """Writes one feed an issue, ``rss.xml``."""

    info = FormatInfo(
        name="rss",
        title="RSS 2.0",
        media_type=_MEDIA_TYPE,
        summary="one feed with the whole text of every story that may be shown",
    )

    def open(self, edition: Edition, context: WriteContext) -> RssSession:
        """Begin to write ``edition``.

        Raises:
            SettingsError: an address of the feed is not a whole ``http`` or ``https`` address.
        """
        return RssSession(edition, context)


class RssSession:
    """Writes the feed of one edition."""

    def __init__(self, edition: Edition, context: WriteContext) -> None:
        self._edition = edition
        self._context = context
        publisher, feed = context.publisher, context.feed
        self._link = _address(feed.link or publisher.site_url or f"https://{publisher.domain}/", "feed.link")
        self._self_url = _address(feed.self_url, "feed.self_url") if feed.self_url else None
        self._story_url = feed.story_url
        if feed.story_url:
            _address(self._filled(feed.story_url, "0"), "feed.story_url")
        self._published = publisher.published(edition.info.date)
        self._schemes = {scheme.alias: scheme.uri for scheme in (*IPTC_SCHEMES, *own_schemes(publisher.domain))}

    def story_documents(self, story: Story) -> Iterable[Document]:
        """Write nothing: a feed is about the whole issue."""
        return ()

    def issue_documents(self, stories: Sequence[Story]) -> Iterator[Document]:
        """Write the feed.

        Stories that are withheld, canceled, or embargoed at the time of the context's clock are left out: whoever
        holds a feed can read it.
        """
        shown = [story for story in stories if _may_be_shown(story, self._context.now)]
        buffer = BytesIO()
        with etree.xmlfile(buffer, encoding="utf-8") as file:
            file.write_declaration()
            with file.element("rss", {"version": "2.0"}, nsmap=_NAMESPACES), file.element("channel"):
                self._write_channel(file, shown)
                for story in shown:
                    with file.element("item"):
                        self._write_item(file, story)
                    file.write("\n")
        yield Document(path="rss.xml", media_type=_MEDIA_TYPE, content=buffer.getvalue())

    def _write_channel(self, file: _IncrementalFileWriter, shown: Sequence[Story]) -> None:
        info, publisher, feed = self._edition.info, self._context.publisher, self._context.feed
        title = _title(feed.title or info.publication) or _title(publisher.name) or publisher.domain
        named = " ".join(filter(None, (info.publication, f"{info.date:%Y-%m-%d}", info.number, info.edition)))
        _leaf(file, "title", title)
        _leaf(file, "link", self._link)
        _leaf(file, "description", _title(feed.description or named) or title)
        if self._self_url:
            _leaf(file, _ATOM + "link", "", href=self._self_url, rel="self", type=_MEDIA_TYPE)
        language = _language(info.language)
        if language:
            _leaf(file, "language", language)
        rights = _title(publisher.copyright_notice or "")
        if rights:
            _leaf(file, "copyright", rights)
        _leaf(file, "pubDate", format_datetime(self._published))
        _leaf(file, "lastBuildDate", format_datetime(self._last_change(shown)))
        _leaf(file, "generator", _title(self._context.generator))
        _leaf(file, "docs", _SPECIFICATION)
        if feed.ttl > 0:
            _leaf(file, "ttl", str(feed.ttl))
        file.write("\n")

    def _last_change(self, shown: Sequence[Story]) -> dt.datetime:
        """Return when what the feed shows last changed: never the clock, so that a feed without news stays the same."""
        moments = [self._context.version(story).version_created for story in shown]
        package = self._context.versions.get(self._context.package_guid)
        if package:
            moments.append(package.version_created)
        return max(moments, default=self._published).astimezone(self._context.publisher.time_zone)

    def _write_item(self, file: _IncrementalFileWriter, story: Story) -> None:
        description = _description(story)
        title = _title(story.main_headline) or _title(excerpt(description, 40)) or str(story.local_id)
        _leaf(file, "title", title)
        if self._story_url:
            _leaf(file, "link", _address(self._filled(self._story_url, story.local_id), "feed.story_url"))
        _leaf(file, "guid", self._context.guids[story.local_id], isPermaLink="false")
        _leaf(file, "pubDate", format_datetime(self._moment(story)))
        _leaf(file, "description", escape(description or title, quote=False))
        html = _html(story)
        if html:
            _leaf(file, _CONTENT + "encoded", html)
        for name in _unique(_title(byline.name) for byline in story.bylines):
            _leaf(file, _DC + "creator", name)
        for domain, name in self._categories(story):
            _leaf(file, "category", name, **({"domain": domain} if domain else {}))
        self._write_prism(file, story)

    def _write_prism(self, file: _IncrementalFileWriter, story: Story) -> None:
        info, first = self._edition.info, story.parts[0]
        number = _ISSUE_NUMBER.fullmatch(info.number or "")
        for name, value in (
            ("publicationName", info.publication),
            ("section", first.section),
            ("startingPage", first.page),
            ("number", number[1] if number else info.number),
        ):
            text = _title(value or "")
            if text:
                _leaf(file, _PRISM + name, text)

    def _moment(self, story: Story) -> dt.datetime:
        """Return when the story became readable: with the issue, or when its embargo ended."""
        if story.embargoed is None or story.embargoed <= self._published:
            return self._published
        return story.embargoed.astimezone(self._context.publisher.time_zone)

    def _filled(self, pattern: str, local_id: str) -> str:
        # Not str.format: a pattern is a setting, and must not reach into our objects.
        date = self._edition.info.date.isoformat()
        return pattern.replace("{date}", date).replace("{local_id}", quote(local_id, safe=""))

    def _categories(self, story: Story) -> Iterator[tuple[str | None, str]]:
        named: list[tuple[str | None, str | None]] = [(None, story.parts[0].section)]
        if story.genre:
            named.append((story.genre.qcode, story.genre.name))
        named += [(subject.qcode, subject.name) for subject in story.subjects]
        named += [(None, keyword.text) for keyword in story.keywords]
        if story.derived_headline:
            named.append((f"hlrole:{HeadlineRole.DERIVED}", HeadlineRole.DERIVED))
        pairs = ((self._scheme(qcode), _title(name or "")) for qcode, name in named)
        return (pair for pair in dict.fromkeys(pairs) if pair[1])

    def _scheme(self, qcode: str | None) -> str | None:
        return self._schemes.get(qcode.partition(":")[0]) if qcode else None


def _may_be_shown(story: Story, now: dt.datetime) -> bool:
    return story.pub_status is PubStatus.USABLE and (story.embargoed is None or story.embargoed <= now)


def _leaf(file: _IncrementalFileWriter, name: str, text: str, **attributes: str) -> None:
    file.write("\n")
    with file.element(name, attributes):
        if text:
            file.write(text)


def _unique(names: Iterable[str]) -> Iterator[str]:
    return (name for name in dict.fromkeys(names) if name)


def _description(story: Story) -> str:
    """Return the summary, or the beginning of the text, as plain text of one line; may be empty."""
    candidates = (story.summary or "", *story.paragraphs, *(picture.caption or "" for picture in story.pictures))
    for number, candidate in enumerate(candidates):
        # A slice spares the cleaning of a paragraph of a megabyte; a summary is somebody's own choice of length.
        text = one_line(_plain(candidate if number == 0 else candidate[: _DESCRIPTION * 4]))
        if text:
            return text if number == 0 else excerpt(text, _DESCRIPTION)
    return ""


def _html(story: Story) -> str:
    """Return the story as HTML paragraphs: what stands around the main headline, the text, the pictures.

    A picture is shown only if its address is a whole one; a feed reader could not find any other.
    """
    blocks: list[tuple[str | None, str]] = []
    for role in (HeadlineRole.SERIES, HeadlineRole.KICKER, HeadlineRole.DECK):
        blocks += [("strong", line.text) for line in story.headline if line.role is role]
    blocks += [(None, paragraph) for paragraph in story.paragraphs]
    html = [_paragraph(text, tag) for tag, text in ((tag, _plain(text).strip()) for tag, text in blocks) if text]
    for picture in story.pictures:
        source = _uri(picture.href)
        if source:
            html.append(_figure(source, one_line(_plain(picture.caption or ""))))
    return "\n".join(html)


def _paragraph(text: str, tag: str | None) -> str:
    element = etree.Element("p")
    target = element if tag is None else etree.SubElement(element, tag)
    target.text = text
    return etree.tostring(element, encoding="unicode", method="html")


def _figure(source: str, caption: str) -> str:
    element = etree.Element("p")
    etree.SubElement(element, "img", src=source, alt=caption)
    if caption:
        etree.SubElement(element, "br").tail = caption
    return etree.tostring(element, encoding="unicode", method="html")


def _address(address: str, setting: str) -> str:
    """Return ``address`` as a URI (RFC 3986).

    Raises:
        SettingsError: it is not a whole ``http`` or ``https`` address.
    """
    uri = _uri(address)
    if uri is None:
        raise SettingsError(
            f"“{address}” is not a whole web address.",
            location=Location(path=setting),
            next_step="Write it with https:// and the name of the host.",
        )
    return uri


def _uri(address: str) -> str | None:
    """Return a whole ``http(s)`` address with everything outside ASCII encoded, or ``None`` where it is none."""
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname, parts.port
        # The ASCII form of a name of other letters; a name in ASCII stays as it is (RFC 5891, section 4).
        host = host.encode("idna").decode("ascii") if host else ""
        path, query, fragment = (
            quote(part, safe=_URI_CHARACTERS) for part in (parts.path or "/", parts.query, parts.fragment)
        )
    except (UnicodeError, ValueError):
        return None
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(host):
        return None
    return urlunsplit((parts.scheme, f"{host}:{port}" if port else host, path, query, fragment))


def _language(tag: str) -> str | None:
    """Return the RSS language code for a BCP 47 tag, or ``None`` where there is none.

    RSS knows language and region only, so that the script of a Chinese text is told by the region it is used in
    (RSS Advisory Board, “RSS language codes”).
    """
    language, *others = tag.replace("_", "-").lower().split("-")
    if not re.fullmatch("[a-z]{2,3}", language):
        return None
    region = next((part for part in others if re.fullmatch("[a-z]{2}", part)), None)
    if language in {"zh", "cmn"}:
        language, region = "zh", region or ("tw" if "hant" in others else "cn")
    return f"{language}-{region}" if region else language


WRITER = RssWriter()
