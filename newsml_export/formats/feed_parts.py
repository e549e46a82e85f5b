"""What feeds of every form say alike: addresses, titles, descriptions, HTML, categories, when something changed."""

from __future__ import annotations

import re
from html import escape
from html.entities import name2codepoint
from typing import TYPE_CHECKING
from urllib.parse import quote

from lxml import etree

from newsml_export.errors import Location, SettingsError
from newsml_export.formats.excerpt import excerpt, one_line
from newsml_export.formats.shown import publication_moment, web_address
from newsml_export.formats.xml_text import clean
from newsml_export.model.story import HeadlineRole
from newsml_export.vocabularies.schemes import IPTC_SCHEMES, own_schemes

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from newsml_export.formats.base import WriteContext
    from newsml_export.model.edition import Edition
    from newsml_export.model.identity import Version
    from newsml_export.model.story import Story

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


class FeedFrame:
    """What a feed of one edition says whatever its form is."""

    def __init__(self, edition: Edition, context: WriteContext) -> None:
        """Prepare a feed.

        Raises:
            SettingsError: an address of the feed is not a whole ``http`` or ``https`` address.
        """
        self.edition, self.context = edition, context
        publisher, feed = context.publisher, context.feed
        #: home page that the feed belongs to
        self.link = whole_address(feed.link or publisher.site_url or f"https://{publisher.domain}/", "feed.link")
        #: address that the settings name for the feed
        self.self_url = whole_address(feed.self_url, "feed.self_url") if feed.self_url else None
        if feed.story_url:
            whole_address(self._filled(feed.story_url, "0"), "feed.story_url")
        #: when the issue appeared
        self.published = publisher.published(edition.info.date)
        self._schemes = {scheme.alias: scheme.uri for scheme in (*IPTC_SCHEMES, *own_schemes(publisher.domain))}

    def beside(self, name: str) -> str | None:
        """Return the address of the file ``name`` in the folder of the feed that the settings name."""
        return f"{self.self_url.rpartition('/')[0]}/{name}" if self.self_url else None

    @property
    def title(self) -> str:
        """The feed's title; never empty."""
        publisher = self.context.publisher
        title = title_text(self.context.feed.title or self.edition.info.publication)
        return title or title_text(publisher.name) or publisher.domain

    @property
    def description(self) -> str:
        """What the feed is, in one line; never empty."""
        info = self.edition.info
        named = " ".join(filter(None, (info.publication, f"{info.date:%Y-%m-%d}", info.number, info.edition)))
        return title_text(self.context.feed.description or named) or self.title

    def last_change(self, shown: Iterable[Version]) -> dt.datetime:
        """Return when what the feed shows last changed.

        Never the clock, so that a feed without news stays the same.

        Args:
            shown: versions of the stories that the feed shows.
        """
        moments = [version.version_created for version in shown]
        package = self.context.versions.get(self.context.package_guid)
        if package:
            moments.append(package.version_created)
        return max(moments, default=self.published).astimezone(self.context.publisher.time_zone)

    def moment(self, story: Story) -> dt.datetime:
        """Return when ``story`` became readable: with the issue, or when its embargo ended."""
        return publication_moment(story, self.published, self.context.publisher.time_zone)

    def story_address(self, story: Story) -> str | None:
        """Return the address of ``story`` on the publisher's site, where the settings name one.

        Raises:
            SettingsError: it is not a whole ``http`` or ``https`` address.
        """
        pattern = self.context.feed.story_url
        return whole_address(self._filled(pattern, story.local_id), "feed.story_url") if pattern else None

    def _filled(self, pattern: str, local_id: str) -> str:
        # Not str.format: a pattern is a setting, and must not reach into our objects.
        date = self.edition.info.date.isoformat()
        return pattern.replace("{date}", date).replace("{local_id}", quote(local_id, safe=""))

    def categories(self, story: Story) -> Iterator[tuple[str | None, str | None, str]]:
        """Yield what ``story`` is filed under: address of the scheme, code in it, and words."""
        named: list[tuple[str | None, str | None]] = [(None, story.parts[0].section)]
        if story.genre:
            named.append((story.genre.qcode, story.genre.name))
        named += [(subject.qcode, subject.name) for subject in story.subjects]
        named += [(None, keyword.text) for keyword in story.keywords]
        if story.derived_headline:
            named.append((f"hlrole:{HeadlineRole.DERIVED}", HeadlineRole.DERIVED))
        pairs = ((self._scheme(qcode), _code(qcode), title_text(name or "")) for qcode, name in named)
        return (pair for pair in dict.fromkeys(pairs) if pair[2])

    def _scheme(self, qcode: str | None) -> str | None:
        return self._schemes.get(qcode.partition(":")[0]) if qcode else None


def _code(qcode: str | None) -> str | None:
    return qcode.partition(":")[2] or None if qcode else None


def plain(text: str) -> str:
    """Return ``text`` without the characters that XML or HTML forbids."""
    # Nearly every text is printable, and what is printable is allowed.
    if text.isprintable() and "\ufffd" not in text:
        return text
    return _NOT_IN_HTML.sub("", clean(text)).replace("\ufffd", _LOST_CHARACTER)


def title_text(text: str) -> str:
    """Return ``text`` as one line that no reader takes for HTML, although some read titles as such.

    Angle brackets and ampersands become their full-width forms, but only where they would be read as a tag or entity.
    """
    line = one_line(plain(text))
    if "<" not in line and "&" not in line:
        return line
    return _ENTITY_LIKE.sub(_full_width_entity, _TAG_LIKE.sub(r"＜\1＞", line))


def _full_width_entity(match: re.Match[str]) -> str:
    name = match[1]
    harmless = name.isalpha() and name not in name2codepoint and name != "apos"
    return match[0] if harmless else "＆" + name


def item_title(story: Story, description: str) -> str:
    """Return the title of an item: the main headline, or what else there is; never empty."""
    return title_text(story.main_headline) or title_text(excerpt(description, 40)) or str(story.local_id)


def description_of(story: Story) -> str:
    """Return the summary, or the beginning of the text, as plain text of one line; may be empty."""
    candidates = (story.summary or "", *story.paragraphs, *(picture.caption or "" for picture in story.pictures))
    for number, candidate in enumerate(candidates):
        # A slice spares the cleaning of a paragraph of a megabyte; a summary is somebody's own choice of length.
        text = one_line(plain(candidate if number == 0 else candidate[: _DESCRIPTION * 4]))
        if text:
            return text if number == 0 else excerpt(text, _DESCRIPTION)
    return ""


def html_of(story: Story) -> str:
    """Return the story as HTML paragraphs: what stands around the main headline, the text, the pictures.

    A picture is shown only if its address is a whole one; a feed reader could not find any other.
    """
    blocks: list[tuple[str | None, str]] = []
    for role in (HeadlineRole.SERIES, HeadlineRole.KICKER, HeadlineRole.DECK):
        blocks += [("strong", line.text) for line in story.headline if line.role is role]
    blocks += [(None, paragraph) for paragraph in story.paragraphs]
    html = [_paragraph(text, tag) for tag, text in ((tag, plain(text).strip()) for tag, text in blocks) if text]
    for picture in story.pictures:
        source = web_address(picture.href)
        if source:
            html.append(_figure(source, one_line(plain(picture.caption or ""))))
    return "\n".join(html)


def _paragraph(text: str, tag: str | None) -> str:
    if tag is None and text.isprintable():
        return f"<p>{escape(text, quote=False)}</p>"
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


def distinct(names: Iterable[str]) -> Iterator[str]:
    """Yield every name once, in order, without empty ones."""
    return (name for name in dict.fromkeys(names) if name)


def whole_address(address: str, setting: str) -> str:
    """Return ``address`` as a URI (RFC 3986).

    Raises:
        SettingsError: it is not a whole ``http`` or ``https`` address.
    """
    uri = web_address(address)
    if uri is None:
        raise SettingsError(
            f"“{address}” is not a whole web address.",
            location=Location(path=setting),
            next_step="Write it with https:// and the name of the host.",
        )
    return uri
