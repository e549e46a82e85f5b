"""RSS 2.0 with the modules that news partners read: Dublin Core, content:encoded, Atom's self link and PRISM.

Written so that the W3C feed validator has nothing to say: no relative address, no markup in a title, no character
that HTML forbids, descriptions before contents, metadata before items.
"""

from __future__ import annotations

import re
from email.utils import format_datetime
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from newsml_export.formats.base import Document, FormatInfo, IdentifiedStory
from newsml_export.formats.feed_parts import FeedFrame, description_of, distinct, html_of, item_title, title_text
from newsml_export.formats.shown import is_shown

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence
    from typing import BinaryIO

    from lxml.etree._serializer import _IncrementalFileWriter

    from newsml_export.formats.base import WriteContext
    from newsml_export.model.edition import Edition
    from newsml_export.model.story import Story

_MEDIA_TYPE = "application/rss+xml"
_SPECIFICATION = "https://www.rssboard.org/rss-specification"
_NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "prism": "http://prismstandard.org/namespaces/basic/3.0/",
}
_ATOM, _CONTENT, _DC, _PRISM = (f"{{{uri}}}" for uri in _NAMESPACES.values())
_ISSUE_NUMBER = re.compile(r"第?\s*(\d+)\s*期?")


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
        self._context = context
        self._frame = FeedFrame(edition, context)

    def story_documents(self, story: Story) -> Iterable[Document]:
        """Write nothing: a feed is about the whole issue."""
        return ()

    def issue_documents(self, stories: Sequence[Story]) -> Iterator[Document]:
        """Write the feed.

        Stories that are withheld, canceled, or embargoed at the time of the context's clock are left out: whoever
        holds a feed can read it.
        """
        context = self._context
        items = [
            IdentifiedStory(story=story, guid=context.guids[story.local_id], version=context.version(story))
            for story in stories
            if is_shown(story, context.now)
        ]
        buffer = BytesIO()
        _write(buffer, self._frame, items, self._frame.last_change(item.version for item in items))
        yield Document(path="rss.xml", media_type=_MEDIA_TYPE, content=buffer.getvalue())


def stream_rss(
    file: BinaryIO,
    edition: Edition,
    context: WriteContext,
    stories: Iterable[IdentifiedStory],
    *,
    last_change: dt.datetime,
) -> None:
    """Write ``stories`` as one feed; one of them is held at a time, so memory does not grow with their number.

    Args:
        file: open for writing; is not closed.
        edition: names the newspaper and the issue; its own stories are not looked at.
        context: says who publishes; guids and versions of stories are not taken from it.
        stories: in the order to show them in; those that may not be shown at the context's clock are left out.
        last_change: when the youngest of them changed, which stands in front of them; with a time zone.

    Raises:
        SettingsError: an address of the feed is not a whole ``http`` or ``https`` address.
        OSError: ``file`` refuses.
    """
    shown = (item for item in stories if is_shown(item.story, context.now))
    _write(file, FeedFrame(edition, context), shown, last_change.astimezone(context.publisher.time_zone))


def _write(target: BinaryIO, frame: FeedFrame, items: Iterable[IdentifiedStory], last_change: dt.datetime) -> None:
    with etree.xmlfile(target, encoding="utf-8") as file:
        file.write_declaration()
        with file.element("rss", {"version": "2.0"}, nsmap=_NAMESPACES), file.element("channel"):
            _write_channel(file, frame, last_change)
            for item in items:
                with file.element("item"):
                    _write_item(file, frame, item)
                file.write("\n")


def _write_channel(file: _IncrementalFileWriter, frame: FeedFrame, last_change: dt.datetime) -> None:
    publisher, feed = frame.context.publisher, frame.context.feed
    _leaf(file, "title", frame.title)
    _leaf(file, "link", frame.link)
    _leaf(file, "description", frame.description)
    if frame.self_url:
        _leaf(file, _ATOM + "link", "", href=frame.self_url, rel="self", type=_MEDIA_TYPE)
    language = _language(frame.edition.info.language)
    if language:
        _leaf(file, "language", language)
    rights = title_text(publisher.copyright_notice or "")
    if rights:
        _leaf(file, "copyright", rights)
    _leaf(file, "pubDate", format_datetime(frame.published))
    _leaf(file, "lastBuildDate", format_datetime(last_change))
    _leaf(file, "generator", title_text(frame.context.generator))
    _leaf(file, "docs", _SPECIFICATION)
    if feed.ttl > 0:
        _leaf(file, "ttl", str(feed.ttl))
    file.write("\n")


def _write_item(file: _IncrementalFileWriter, frame: FeedFrame, item: IdentifiedStory) -> None:
    story = item.story
    description = description_of(story)
    title = item_title(story, description)
    _leaf(file, "title", title)
    address = frame.story_address(story)
    if address:
        _leaf(file, "link", address)
    _leaf(file, "guid", item.guid, isPermaLink="false")
    _leaf(file, "pubDate", format_datetime(frame.moment(story)))
    _leaf(file, "description", escape(description or title, quote=False))
    html = html_of(story)
    if html:
        _leaf(file, _CONTENT + "encoded", html)
    for name in distinct(title_text(byline.name) for byline in story.bylines):
        _leaf(file, _DC + "creator", name)
    for domain, name in dict.fromkeys((scheme, words) for scheme, _, words in frame.categories(story)):
        _leaf(file, "category", name, **({"domain": domain} if domain else {}))
    _write_prism(file, frame, story)


def _write_prism(file: _IncrementalFileWriter, frame: FeedFrame, story: Story) -> None:
    info, first = frame.edition.info, story.parts[0]
    number = _ISSUE_NUMBER.fullmatch(info.number or "")
    for name, value in (
        ("publicationName", info.publication),
        ("section", first.section),
        ("startingPage", first.page),
        ("number", number[1] if number else info.number),
    ):
        text = title_text(value or "")
        if text:
            _leaf(file, _PRISM + name, text)


def _leaf(file: _IncrementalFileWriter, name: str, text: str, **attributes: str) -> None:
    file.write("\n")
    with file.element(name, attributes):
        if text:
            file.write(text)


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
