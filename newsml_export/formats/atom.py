"""Atom 1.0 (RFC 4287): ``atom.xml`` with the whole text of every story that may be shown.

Written so that the W3C feed validator has nothing to say: no relative address, a language, no markup in a title, no
two entries that changed at the same time, metadata before entries.
"""

from __future__ import annotations

import datetime as dt
from html import escape
from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING, BinaryIO

from lxml import etree

from newsml_export.formats.base import Document, FormatInfo
from newsml_export.formats.feeds import text
from newsml_export.formats.feeds.addresses import beside, whole_address
from newsml_export.formats.feeds.issue import FeedIssue
from newsml_export.formats.feeds.items import FeedMark, attribute_list, empty, identifier, item, leaf, write_mark
from newsml_export.formats.json_text import date_time, language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.etree._serializer import _IncrementalFileWriter

    from newsml_export.formats.base import FeedOptions, IdentifiedStory, WriteContext
    from newsml_export.formats.feeds.issue import Category
    from newsml_export.model.edition import Edition
    from newsml_export.model.story import Story

_MEDIA_TYPE = "application/atom+xml"
_FILE = "atom.xml"
_XML = "http://www.w3.org/XML/1998/namespace"
_NAMESPACES: dict[str | None, str] = {
    None: "http://www.w3.org/2005/Atom",
    "prism": "http://prismstandard.org/namespaces/basic/3.0/",
    # Without it, xmlfile makes a prefix of its own for xml:lang.
    "xml": _XML,
}
_ATOM = "{http://www.w3.org/2005/Atom}"
_LANG = f"{{{_XML}}}lang"
_HTML = attribute_list({"type": "html"})
_PAGE = {"rel": "alternate", "type": "text/html"}
#: entries whose times of change can be told apart; more than a feed can have
_MOMENTS = 1_000_000


class AtomWriter:
    """Writes one feed an issue, ``atom.xml``."""

    info = FormatInfo(
        name="atom",
        title="Atom 1.0",
        media_type=_MEDIA_TYPE,
        summary="one feed with the whole text of every story that may be shown",
    )

    def open(self, edition: Edition, context: WriteContext) -> AtomSession:
        """Begin to write ``edition``.

        Raises:
            SettingsError: an address of the feed is not a whole ``http`` or ``https`` address.
        """
        return AtomSession(edition, context)


class AtomSession:
    """Writes the feed of one edition."""

    def __init__(self, edition: Edition, context: WriteContext) -> None:
        self._feed = AtomFeed(edition, context)

    def story_documents(self, story: Story) -> Iterable[Document]:
        """Write nothing: a feed is about the whole issue."""
        return ()

    def issue_documents(self, stories: Sequence[Story]) -> Iterator[Document]:
        """Write the feed without the stories that may not be shown at the time of the context's clock."""
        feed = self._feed
        shown = feed.issue.identified(stories)
        changed = max((feed.updated(one) for one in shown), default=feed.issue.published)
        buffer = BytesIO()
        feed.write(buffer, feed.entries(shown, len(shown)), max(changed, feed.issue.last_change(shown)), len(shown))
        yield Document(path=_FILE, media_type=_MEDIA_TYPE, content=buffer.getvalue())


def stream_atom(
    file: BinaryIO,
    edition: Edition,
    context: WriteContext,
    stories: Iterable[IdentifiedStory],
    *,
    last_change: dt.datetime | None = None,
) -> None:
    """Write any number of ``stories`` as one Atom feed.

    No more than one story is held at a time, so the memory that it takes does not grow with their number.

    Args:
        file: open for writing; is not closed.
        edition: says when and where the newspaper appeared; its own stories are not looked at.
        context: says who publishes, under which addresses, and when; guids and versions of stories are not taken
            from it.
        stories: in the order to write them in; each guid once. Those that may not be shown at the time of the
            context's clock are left out.
        last_change: when what the feed shows last changed, with a time zone. ``None``: at the time of the context's
            clock, or when the issue appeared, whichever is later.

    Raises:
        SettingsError: an address of the feed is not a whole ``http`` or ``https`` address; nothing is written.
        OSError: ``file`` refuses.
    """
    feed = AtomFeed(edition, context)
    changed = last_change or max(context.now, feed.issue.published)
    feed.write(file, feed.entries(feed.issue.shown(stories), _MOMENTS), changed, _MOMENTS)


class AtomFeed:
    """A feed, for whatever stories: its frame, and entries of one issue that may stand in any frame."""

    def __init__(self, edition: Edition, context: WriteContext) -> None:
        self.issue = FeedIssue(edition, context)
        self._zone = context.publisher.time_zone
        self._self_url = _self_url(context.feed)
        self._language = language(edition.info.language)
        self._published = date_time(self.issue.published)
        self._prism = context.feed.prism
        self._namespaces = {name: uri for name, uri in _NAMESPACES.items() if self._prism or name != "prism"}

    def updated(self, one: IdentifiedStory) -> dt.datetime:
        """Return when what a reader sees of a story last changed: not before it became readable."""
        return max(one.version.version_created, self.issue.moment(one.story)).astimezone(self._zone)

    def write(
        self,
        file: BinaryIO,
        entries: Iterable[bytes],
        changed: dt.datetime,
        number: int,
        marks: Iterable[FeedMark] = (),
    ) -> None:
        """Write the feed.

        Args:
            file: open for writing.
            entries: what ``entry`` returned, of this issue or of others.
            changed: when the feed changed.
            marks: further links and signs of the feed.
            number: how many stories there are at most. Entries get times of change that differ by a microsecond, the
                first one the latest, which is the feed's too: stories of an issue change together, but readers sort
                by these times, and the W3C feed validator warns where two are the same.
        """
        with etree.xmlfile(file, encoding="utf-8") as xml:
            xml.write_declaration()
            with xml.element(_ATOM + "feed", {_LANG: self._language}, nsmap=self._namespaces):
                self._write_head(xml, _apart(changed.astimezone(self._zone), min(max(number, 1), _MOMENTS) - 1))
                for mark in marks:
                    write_mark(xml, mark)
                xml.write("\n")
                # Entries go to the file as bytes; what xmlfile still holds must be there before them.
                xml.flush()
                for one in entries:
                    file.write(one)

    def entries(self, stories: Iterable[IdentifiedStory], number: int) -> Iterator[bytes]:
        """Yield the entries of ``stories``, at most ``number``, with times of change that differ by a microsecond."""
        for place, one in zip(count(number - 1, -1), stories, strict=False):
            yield self.entry(one, place % _MOMENTS)

    def _write_head(self, xml: _IncrementalFileWriter, changed: str) -> None:
        issue = self.issue
        publisher = issue.context.publisher
        # An id must outlive the address, but the settings know no name for a feed that would.
        _write_leaf(xml, "id", self._self_url or beside(issue.link, _FILE))
        _write_leaf(xml, "title", issue.title)
        _write_leaf(xml, "subtitle", issue.description)
        if self._self_url:
            _write_leaf(xml, "link", rel="self", type=_MEDIA_TYPE, href=self._self_url)
        _write_leaf(xml, "link", rel="alternate", type="text/html", href=issue.link)
        _write_leaf(xml, "updated", changed)
        xml.write("\n")
        with xml.element(_ATOM + "author"):
            _write_leaf(xml, "name", text.title(publisher.name) or publisher.domain)
            _write_leaf(xml, "uri", issue.link)
        if issue.rights:
            _write_leaf(xml, "rights", issue.rights)
        _write_leaf(xml, "generator", text.title(issue.context.generator))
        xml.write("\n")

    def entry(self, one: IdentifiedStory, microsecond: int) -> bytes:
        """Return the entry of a story of this issue; ``microsecond`` is added to its time of change."""
        story, issue = one.story, self.issue
        described = text.description(story)
        title = text.item_title(story, described)
        moment = issue.moment(story)
        children = [leaf("id", identifier(one.guid)), leaf("title", title)]
        if issue.stories:
            address = {**_PAGE, "href": issue.stories.of(story.local_id)}
            children.append(empty("link", attribute_list(address)))
        children += (
            leaf("published", self._published if moment is issue.published else date_time(moment)),
            leaf("updated", _apart(self.updated(one), microsecond)),
        )
        for name in text.unique(text.title(byline.name) for byline in story.bylines):
            children.append(f"<author>{leaf('name', name)}</author>")
        children += issue.categories(story, _category)
        summary = described or title
        escaped = escape(summary, quote=False)
        children += (
            leaf("summary", escaped, "" if escaped == summary else _HTML),
            # An entry without any content would need an address to go to (RFC 4287, section 4.1.2).
            leaf("content", text.html(story) or f"<p>{escaped}</p>", _HTML),
        )
        if self._prism:
            children += (leaf(f"prism:{name}", value) for name, value in issue.printed(story))
        own = self._language if story.language == issue.info.language else language(story.language)
        return item("entry", children, "" if own == self._language else attribute_list({"xml:lang": own}))


def _self_url(feed: FeedOptions) -> str | None:
    """Return the feed's own address: as set, or beside that of the RSS feed."""
    if feed.atom_url:
        return whole_address(feed.atom_url, "feed.atom_url")
    if not feed.self_url:
        return None
    address = whole_address(feed.self_url, "feed.self_url")
    return address if "atom" in address.rpartition("/")[2].lower() else beside(address, _FILE)


def _apart(moment: dt.datetime, microsecond: int) -> str:
    """Return ``moment`` with a fraction of its second (RFC 3339, section 5.6)."""
    whole = date_time(moment)
    return f"{whole[:19]}.{microsecond:06}{whole[19:]}" if microsecond else whole


def _category(category: Category) -> str:
    """Return a category: the code with its scheme, or the name alone (RFC 4287, section 4.2.2)."""
    attributes = {"term": category.name, "label": category.name}
    if category.scheme is not None:
        attributes |= {"term": category.code or category.name, "scheme": category.scheme}
    return empty("category", attribute_list(attributes))


def _write_leaf(xml: _IncrementalFileWriter, name: str, content: str = "", **attributes: str) -> None:
    xml.write("\n")
    with xml.element(_ATOM + name, attributes):
        if content:
            xml.write(content)


WRITER = AtomWriter()
