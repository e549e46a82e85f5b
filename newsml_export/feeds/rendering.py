"""Pages of a partner's feed, and single stories, in every format: entries may come from any number of issues."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import quote

from newsml_export.formats.atom import AtomFeed
from newsml_export.formats.base import IdentifiedStory
from newsml_export.formats.feeds.items import FeedMark, archived, feed_link
from newsml_export.formats.json_feed import JsonFeedSession
from newsml_export.formats.json_text import encoded
from newsml_export.formats.newsml_g2 import NewsMLG2Session
from newsml_export.formats.newsml_g2.news_message import write_message
from newsml_export.formats.ninjs.story_item import StoryItemBuilder
from newsml_export.formats.rss import RssFeed
from newsml_export.formats.shown import is_shown
from newsml_export.model.delivered import Identity
from newsml_export.model.edition import Edition, EditionPage
from newsml_export.model.issue import IssueInfo
from newsml_export.model.story import Guid, Story
from newsml_export.pipeline import write_context
from newsml_export.plugins import format_writer
from newsml_export.profiles import load_profile
from newsml_export.store.kept import EntryKind

if TYPE_CHECKING:
    from newsml_export.formats.base import WriteContext
    from newsml_export.formats.json_text import Json
    from newsml_export.settings import Settings
    from newsml_export.store import FeedEntry, Partner

#: media type and last step of the address of every feed
FEEDS: Mapping[str, tuple[str, str]] = {
    "rss": ("application/rss+xml; charset=utf-8", "rss.xml"),
    "atom": ("application/atom+xml; charset=utf-8", "atom.xml"),
    "json-feed": ("application/feed+json", "feed.json"),
    "ninjs": ("application/json", "ninjs.json"),
    "newsml-g2": ("application/vnd.iptc.g2.newsmessage+xml", "newsml-g2.xml"),
}
#: media type and ending of the address of every format of single stories
ITEMS: Mapping[str, tuple[str, str]] = {
    "newsml-g2": ("application/vnd.iptc.g2.newsitem+xml", "xml"),
    "ninjs": ("application/json", "json"),
    "nitf": ("application/nitf+xml", "nitf"),
    "json-ld": ("application/ld+json", "jsonld"),
}
#: formats whose readers are the public: they hold only what may be shown
PUBLIC = frozenset({"rss", "atom", "json-feed", "json-ld"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Addresses that a page of a feed names. ``None``: there is none."""

    self_url: str
    #: RFC 5005, section 3
    first: str | None = None
    previous: str | None = None
    next: str | None = None
    #: RFC 5005, section 4
    current: str | None = None
    prev_archive: str | None = None
    next_archive: str | None = None
    #: the page is an archive that does not change
    archive: bool = False
    #: WebSub, section 4
    hubs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A finished document."""

    content: bytes
    media_type: str
    #: when the same entries give another document, because an embargo ends; ``None``: never
    until: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Renderer:
    """Writes what one partner may see."""

    settings: Settings
    partner: Partner
    #: address below which pictures are served under their digests; ends in a slash
    pictures: str

    def feed(
        self, name: str, entries: Sequence[FeedEntry], links: Links, *, now: dt.datetime, changed: dt.datetime | None
    ) -> Rendered:
        """Return a page of a feed.

        Args:
            name: a key of ``FEEDS``.
            entries: in the order to write them in; those that are no longer for the partner are told in the formats
                that can say it, and left out of the others.
            links: what the page names.
            now: the clock.
            changed: when the feed changed last; ``None``: never.
        """
        issues = _Issues(self, now)
        if name in PUBLIC:
            told = [one for one in entries if one.kind is EntryKind.ITEM and is_shown(one.item.story, now)]
        else:
            told = list(entries)
        ends = [one.item.story.embargoed for one in entries if one.kind is EntryKind.ITEM]
        until = min((end for end in ends if end is not None and end > now), default=None)
        content = _FEED_WRITERS[name](issues, told, links, changed or now)
        return Rendered(content=content, media_type=FEEDS[name][0], until=until)

    def item(self, name: str, entry: FeedEntry, *, now: dt.datetime) -> Rendered | None:
        """Return a single story; ``None`` where the format has no words for what became of it.

        Args:
            name: a key of ``ITEMS``.
            entry: what the partner is told of the story.
            now: the clock.
        """
        if name in PUBLIC and (entry.kind is not EntryKind.ITEM or not is_shown(entry.item.story, now)):
            return None
        issue = _Issues(self, now).of([entry])[0][0]
        session = format_writer(name).open(issue.edition, issue.context)
        (story,) = issue.edition.stories
        for document in session.story_documents(story):
            return Rendered(content=document.content, media_type=ITEMS[name][0], until=entry.item.story.embargoed)
        return None

    def picture_address(self, sha256: str) -> str:
        """Return where the picture with this digest is served."""
        return f"{self.pictures}{quote(sha256)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Issue:
    """The entries of one issue, ready for the writers."""

    edition: Edition
    context: WriteContext


class _Issues:
    """Sorts entries by the issue that printed them."""

    def __init__(self, renderer: Renderer, now: dt.datetime) -> None:
        self._renderer, self.now = renderer, now

    def of(self, entries: Sequence[FeedEntry]) -> list[tuple[_Issue, Story]]:
        """Return for every entry its issue and its story."""
        grouped: dict[IssueInfo, list[FeedEntry]] = {}
        for entry in entries:
            grouped.setdefault(entry.item.info, []).append(entry)
        made = {info: self._issue(info, group) for info, group in grouped.items()}
        stories = {
            (info, known.guid): story
            for info, issue in made.items()
            for known, story in zip(issue.edition.identities, issue.edition.stories, strict=True)
        }
        return [(made[one.item.info], stories[one.item.info, Guid(one.item.guid)]) for one in entries]

    def frame(self, entries: Sequence[FeedEntry], links: Links) -> _Issue:
        """Return the issue that speaks for the whole feed: the newest one."""
        infos = [entry.item.info for entry in entries]
        name = self._renderer.settings.publisher.name
        newest = max(infos, key=lambda info: info.date, default=IssueInfo(publication=name, date=self.now.date()))
        issue = self._issue(newest, ())
        feed = replace(issue.context.feed, self_url=links.self_url, atom_url=links.self_url)
        return _Issue(edition=issue.edition, context=replace(issue.context, feed=feed))

    def _issue(self, info: IssueInfo, entries: Sequence[FeedEntry]) -> _Issue:
        stories = tuple(self._with_pictures(entry.item.story) for entry in entries)
        pages = dict.fromkeys((part.page, part.section) for story in stories for part in story.parts)
        edition = Edition(
            info=info,
            pages=tuple(EditionPage(label=label, section=section) for label, section in pages),
            stories=stories,
            identities=tuple(
                Identity(local_id=story.local_id, guid=Guid(entry.item.guid), version=entry.item.version)
                for entry, story in zip(entries, stories, strict=True)
            ),
        )
        context = write_context(edition, self._renderer.settings, self.now)
        profile = self._renderer.partner.profile
        if profile is not None:
            context = replace(context, shape=load_profile(profile).shape)
        return _Issue(edition=edition, context=context)

    def _with_pictures(self, story: Story) -> Story:
        pictures = tuple(
            replace(one, href=self._renderer.picture_address(one.sha256)) if one.sha256 else one
            for one in story.pictures
        )
        return replace(story, pictures=pictures)


def _identified(entry: FeedEntry, story: Story) -> IdentifiedStory:
    return IdentifiedStory(story=story, guid=Guid(entry.item.guid), version=entry.item.version)


def _rss(issues: _Issues, entries: Sequence[FeedEntry], links: Links, changed: dt.datetime) -> bytes:
    frame, buffer = issues.frame(entries, links), BytesIO()
    feeds: dict[int, RssFeed] = {}
    items = []
    for entry, (issue, story) in zip(entries, issues.of(entries), strict=True):
        feed = feeds.setdefault(id(issue), RssFeed(issue.edition, issue.context))
        items.append(feed.item(_identified(entry, story)))
    RssFeed(frame.edition, frame.context).write(buffer, items, _local(changed, frame), _marks(links))
    return buffer.getvalue()


def _atom(issues: _Issues, entries: Sequence[FeedEntry], links: Links, changed: dt.datetime) -> bytes:
    frame, buffer = issues.frame(entries, links), BytesIO()
    feeds: dict[int, AtomFeed] = {}
    written = []
    for place, (entry, (issue, story)) in enumerate(zip(entries, issues.of(entries), strict=True)):
        feed = feeds.setdefault(id(issue), AtomFeed(issue.edition, issue.context))
        written.append(feed.entry(_identified(entry, story), len(entries) - 1 - place))
    latest = max((entry.item.version.version_created for entry in entries), default=changed)
    whole = AtomFeed(frame.edition, frame.context)
    whole.write(buffer, written, max(latest, changed), len(entries), _marks(links))
    return buffer.getvalue()


def _json_feed(issues: _Issues, entries: Sequence[FeedEntry], links: Links, _: dt.datetime) -> bytes:
    frame = issues.frame(entries, links)
    items = [JsonFeedSession(issue.edition, issue.context).item(story) for issue, story in issues.of(entries)]
    marks: dict[str, Json] = {"feed_url": links.self_url}
    if links.next:
        marks["next_url"] = links.next
    if links.hubs:
        marks["hubs"] = [{"type": "WebSub", "url": hub} for hub in links.hubs]
    return JsonFeedSession(frame.edition, frame.context).feed(items, marks)


def _ninjs(issues: _Issues, entries: Sequence[FeedEntry], links: Links, _: dt.datetime) -> bytes:
    items = [StoryItemBuilder(issue.edition, issue.context).build(story) for issue, story in issues.of(entries)]
    cursor = max((entry.seq for entry in entries), default=None)
    head = encoded({"self": links.self_url, "next": links.next, "cursor": cursor, "items": items})
    # An empty list says something here.
    return head if items else head.rstrip().removesuffix(b"}").rstrip().removesuffix(b",") + b',\n  "items": []\n}\n'


def _newsml_g2(issues: _Issues, entries: Sequence[FeedEntry], links: Links, changed: dt.datetime) -> bytes:
    # Were it the time of the request, the bytes would tell a partner that something was published for others.
    context = replace(issues.frame(entries, links).context, now=changed)
    return write_message(context, _g2_items(issues, entries))


def _g2_items(issues: _Issues, entries: Sequence[FeedEntry]) -> Iterator[bytes]:
    sessions: dict[int, NewsMLG2Session] = {}
    for issue, story in issues.of(entries):
        session = sessions.setdefault(id(issue), NewsMLG2Session(issue.edition, issue.context))
        yield from session.bundle(story)


_FEED_WRITERS: Mapping[str, Callable[[_Issues, Sequence[FeedEntry], Links, dt.datetime], bytes]] = {
    "rss": _rss,
    "atom": _atom,
    "json-feed": _json_feed,
    "ninjs": _ninjs,
    "newsml-g2": _newsml_g2,
}


def _marks(links: Links) -> Iterator[FeedMark]:
    for rel, href in (
        ("first", links.first),
        ("previous", links.previous),
        ("next", links.next),
        ("current", links.current),
        ("prev-archive", links.prev_archive),
        ("next-archive", links.next_archive),
        *(("hub", hub) for hub in links.hubs),
    ):
        if href:
            yield feed_link(rel, href)
    if links.archive:
        yield archived()


def _local(moment: dt.datetime, frame: _Issue) -> dt.datetime:
    return moment.astimezone(frame.context.publisher.time_zone)
