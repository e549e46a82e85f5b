"""RSS 2.0 with the modules that news partners read: Dublin Core, content:encoded, Atom's self link and PRISM.

Written so that the W3C feed validator has nothing to say: no relative address, no markup in a title, no character
that HTML forbids, descriptions before contents, metadata before items.
"""

from __future__ import annotations

import re
from email.utils import format_datetime
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from lxml import etree

from newsml_export.formats.base import Document, FormatInfo
from newsml_export.formats.feeds import text
from newsml_export.formats.feeds.addresses import whole_address
from newsml_export.formats.feeds.issue import FeedIssue
from newsml_export.formats.feeds.items import FeedMark, attribute_list, identifier, item, leaf, write_mark

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.etree._serializer import _IncrementalFileWriter

    from newsml_export.formats.base import IdentifiedStory, WriteContext
    from newsml_export.formats.feeds.issue import Category
    from newsml_export.model.edition import Edition
    from newsml_export.model.story import Story

_MEDIA_TYPE = "application/rss+xml"
_SPECIFICATION = "https://www.rssboard.org/rss-specification"
_NAMESPACES: dict[str | None, str] = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "prism": "http://prismstandard.org/namespaces/basic/3.0/",
}
_SELF_LINK = "{http://www.w3.org/2005/Atom}link"
_NO_ADDRESS = attribute_list({"isPermaLink": "false"})


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
        self._feed = RssFeed(edition, context)

    def story_documents(self, story: Story) -> Iterable[Document]:
        """Write nothing: a feed is about the whole issue."""
        return ()

    def issue_documents(self, stories: Sequence[Story]) -> Iterator[Document]:
        """Write the feed.

        Stories that are withheld, canceled, or embargoed at the time of the context's clock are left out: whoever
        holds a feed can read it.
        """
        shown = self._feed.issue.identified(stories)
        buffer = BytesIO()
        self._feed.write(buffer, map(self._feed.item, shown), self._feed.issue.last_change(shown))
        yield Document(path="rss.xml", media_type=_MEDIA_TYPE, content=buffer.getvalue())


def stream_rss(
    file: BinaryIO,
    edition: Edition,
    context: WriteContext,
    stories: Iterable[IdentifiedStory],
    *,
    last_change: dt.datetime | None = None,
) -> None:
    """Write any number of ``stories`` as one RSS feed.

    No more than one story is held at a time, so the memory that it takes does not grow with their number.

    Args:
        file: open for writing; is not closed.
        edition: says when and where the newspaper appeared; its own stories are not looked at.
        context: says who publishes, under which addresses, and when; guids and versions of stories are not taken
            from it.
        stories: in the order to write them in; each guid once. Those that may not be shown at the time of the
            context's clock are left out.
        last_change: when what the feed shows last changed, with a time zone. ``None``: at the time of the context's
            clock.

    Raises:
        SettingsError: an address of the feed is not a whole ``http`` or ``https`` address; nothing is written.
        OSError: ``file`` refuses.
    """
    feed = RssFeed(edition, context)
    moment = (last_change or context.now).astimezone(context.publisher.time_zone)
    feed.write(file, map(feed.item, feed.issue.shown(stories)), moment)


class RssFeed:
    """A feed, for whatever stories: its frame, and items of one issue that may stand in any frame."""

    def __init__(self, edition: Edition, context: WriteContext) -> None:
        self.issue = FeedIssue(edition, context)
        address = context.feed.self_url
        self._self_url = whole_address(address, "feed.self_url") if address else None
        self._published = format_datetime(self.issue.published)
        self._prism = context.feed.prism
        self._namespaces = {name: uri for name, uri in _NAMESPACES.items() if self._prism or name != "prism"}

    def write(
        self, file: BinaryIO, items: Iterable[bytes], changed: dt.datetime, marks: Iterable[FeedMark] = ()
    ) -> None:
        """Write the feed.

        Args:
            file: open for writing.
            items: what ``item`` returned, of this issue or of others.
            changed: when the feed changed.
            marks: further links and signs in the channel.
        """
        with etree.xmlfile(file, encoding="utf-8") as xml:
            xml.write_declaration()
            with xml.element("rss", {"version": "2.0"}, nsmap=self._namespaces), xml.element("channel"):
                self._write_channel(xml, changed)
                for mark in marks:
                    write_mark(xml, mark)
                # Items go to the file as bytes; what xmlfile still holds must be there before them.
                xml.flush()
                for one in items:
                    file.write(one)

    def _write_channel(self, xml: _IncrementalFileWriter, changed: dt.datetime) -> None:
        issue, context = self.issue, self.issue.context
        _write_leaf(xml, "title", issue.title)
        _write_leaf(xml, "link", issue.link)
        _write_leaf(xml, "description", issue.description)
        if self._self_url:
            _write_leaf(xml, _SELF_LINK, "", href=self._self_url, rel="self", type=_MEDIA_TYPE)
        language = _language(issue.info.language)
        if language:
            _write_leaf(xml, "language", language)
        if issue.rights:
            _write_leaf(xml, "copyright", issue.rights)
        _write_leaf(xml, "pubDate", self._published)
        _write_leaf(xml, "lastBuildDate", format_datetime(changed))
        _write_leaf(xml, "generator", text.title(context.generator))
        _write_leaf(xml, "docs", _SPECIFICATION)
        if context.feed.ttl > 0:
            _write_leaf(xml, "ttl", str(context.feed.ttl))
        xml.write("\n")

    def item(self, one: IdentifiedStory) -> bytes:
        """Return the item of a story of this issue."""
        story, issue = one.story, self.issue
        described = text.description(story)
        title = text.item_title(story, described)
        moment = issue.moment(story)
        children = [leaf("title", title)]
        if issue.stories:
            children.append(leaf("link", issue.stories.of(story.local_id)))
        children += (
            leaf("guid", identifier(one.guid), _NO_ADDRESS),
            leaf("pubDate", self._published if moment is issue.published else format_datetime(moment)),
            leaf("description", escape(described or title, quote=False)),
        )
        html = text.html(story)
        if html:
            children.append(leaf("content:encoded", html))
        for name in text.unique(text.title(byline.name) for byline in story.bylines):
            children.append(leaf("dc:creator", name))
        children += issue.categories(story, _category)
        if self._prism:
            children += (leaf(f"prism:{name}", value) for name, value in issue.printed(story))
        return item("item", children)


def _category(category: Category) -> str:
    domain = {"domain": category.scheme} if category.scheme else {}
    return leaf("category", category.name, attribute_list(domain))


def _write_leaf(xml: _IncrementalFileWriter, name: str, content: str, **attributes: str) -> None:
    xml.write("\n")
    with xml.element(name, attributes):
        if content:
            xml.write(content)


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
