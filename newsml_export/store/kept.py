"""What the store takes and gives: plain values, all times with a time zone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from newsml_export.model.identity import Version
from newsml_export.model.issue import IssueInfo
from newsml_export.model.story import HeadlineLine, Story


class EntryKind(StrEnum):
    """What an entry of a feed tells a partner."""

    #: here is the story, or a new version of it
    ITEM = "item"
    #: take the story down
    CANCELED = "canceled"
    #: the story is no longer for you, or not yet
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredItem:
    """A version of a story."""

    guid: str
    version: Version
    story: Story
    #: the issue that printed it
    info: IssueInfo
    issue_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemChange:
    """How a version came about."""

    version: Version
    #: what is not as it was before, in words such as ``headline``; ``new`` for a first version
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueSummary:
    """An issue in a list."""

    #: date, newspaper and edition, usable in addresses
    id: str
    info: IssueInfo
    stories: int
    findings: int
    #: when it was published last
    published: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedItem:
    """What publishing did to a story."""

    guid: str
    version: int
    headline: str
    #: empty where nothing changed
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishReport:
    """What publishing an issue did."""

    issue_id: str
    new: tuple[PublishedItem, ...] = ()
    changed: tuple[PublishedItem, ...] = ()
    unchanged: tuple[PublishedItem, ...] = ()
    #: no longer in the issue
    withheld: tuple[PublishedItem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What is right now, and what was wrong. ``None``: left as it is."""

    #: for editors of partners
    note: str
    headline: tuple[HeadlineLine, ...] | None = None
    paragraphs: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """Somebody who pulls."""

    #: small letters, digits and hyphens: a part of addresses
    name: str
    title: str = ""
    #: filter that chooses what the partner may see (docs/selection.md); empty: everything
    slice: str = ""
    #: names of formats; empty: all
    formats: tuple[str, ...] = ()
    #: name of the importer profile that documents are shaped for
    profile: str | None = None
    #: how long before the end of an embargo the partner gets the story
    embargo_lead: dt.timedelta = dt.timedelta()
    #: how far back feeds reach; ``None``: to the beginning
    history: dt.timedelta | None = None
    #: whether pictures may be seen
    pictures: bool = True
    #: requests a minute; ``None``: the server's default
    rate_limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenInfo:
    """A token, without what opens the door."""

    id: str
    partner: str
    #: what the operator calls it
    label: str
    created: dt.datetime
    last_used: dt.datetime | None = None
    revoked: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """Something that a partner is told."""

    #: rises with every entry, over all partners
    seq: int
    kind: EntryKind
    #: when it was put into the feed
    at: dt.datetime
    item: StoredItem


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPage:
    """Entries of a partner's feed: the latest of each story."""

    entries: tuple[FeedEntry, ...]
    #: whether there are more in the direction that was asked for
    more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """Tells whether anything may have changed."""

    #: rises with every transaction that wrote
    stamp: int
    #: when the next story comes out of its embargo; ``None``: none waits
    due: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """Tells whether a partner's feed has changed."""

    #: 0: nothing was ever in it
    last_seq: int
    changed: dt.datetime | None
    #: stories that the partner sees now
    count: int
