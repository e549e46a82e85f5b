"""What partners see, and what the newsroom sees: questions to one state of the store."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, and_, exists, func, or_, select

from newsml_export.findings import Finding
from newsml_export.model.delivered import Identity
from newsml_export.model.edition import Edition
from newsml_export.model.issue import IssueInfo
from newsml_export.model.story import Guid, PubStatus, Story
from newsml_export.store import rows, tables
from newsml_export.store.coding import decoded, moment, seconds
from newsml_export.store.kept import (
    EntryKind,
    FeedEntry,
    FeedPage,
    FeedState,
    IssueSummary,
    ItemChange,
    Partner,
    StoredItem,
)
from newsml_export.store.publishing import KeptEdition

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

_issues, _items, _entries, _versions = tables.issues, tables.items, tables.entries, tables.versions


def issues(connection: Connection, limit: int, before: str | None) -> tuple[IssueSummary, ...]:
    """Return issues, the newest first; ``before`` is the id of the last one that was seen."""
    query = _summaries().order_by(_issues.c.day.desc(), _issues.c.id.desc()).limit(limit)
    if before is not None:
        day = select(_issues.c.day).where(_issues.c.id == before).scalar_subquery()
        query = query.where(or_(_issues.c.day < day, and_(_issues.c.day == day, _issues.c.id < before)))
    return tuple(_summary(row) for row in connection.execute(query))


def issue(connection: Connection, name: str) -> IssueSummary | None:
    """Return the issue ``name``."""
    row = connection.execute(_summaries().where(_issues.c.id == name)).one_or_none()
    return _summary(row) if row is not None else None


def _summaries() -> Select[Any]:
    stories = select(func.count()).where(_items.c.issue_id == _issues.c.id).scalar_subquery()
    return select(_issues.c.id, _issues.c.info, _issues.c.finding_count, _issues.c.published, stories.label("stories"))


def _summary(row: Any) -> IssueSummary:
    published = moment(row.published)
    assert published is not None
    return IssueSummary(
        id=row.id, info=decoded(row.info, IssueInfo), stories=row.stories, findings=row.finding_count,
        published=published,
    )  # fmt: skip


def items(connection: Connection, name: str) -> tuple[StoredItem, ...]:
    """Return the stories of an issue as they are now, in its order."""
    query = rows.items().where(_items.c.issue_id == name).order_by(_items.c.place, _items.c.guid)
    return tuple(rows.stored(row) for row in connection.execute(query))


def findings(connection: Connection, name: str) -> tuple[Finding, ...]:
    """Return what was noticed about an issue."""
    content = connection.execute(select(_issues.c.findings).where(_issues.c.id == name)).scalar_one_or_none()
    return decoded(content, tuple[Finding, ...]) if content is not None else ()


def edition(connection: Connection, name: str) -> Edition | None:
    """Return an issue as it is now, its stories with the identities and versions that they are sent under."""
    row = connection.execute(select(_issues).where(_issues.c.id == name)).one_or_none()
    if row is None:
        return None
    kept, found = decoded(row.edition, KeptEdition), items(connection, name)
    return Edition(
        info=decoded(row.info, IssueInfo),
        pages=kept.pages,
        stories=tuple(item.story for item in found),
        orphan_headlines=kept.orphan_headlines,
        findings=decoded(row.findings, tuple[Finding, ...]),
        identities=tuple(
            Identity(local_id=item.story.local_id, guid=Guid(item.guid), version=item.version) for item in found
        ),
        identity=kept.identity,
        source=kept.source,
    )


def item(connection: Connection, guid: str, number: int | None = None) -> StoredItem | None:
    """Return a story as it is now, or its version ``number``."""
    query = rows.items() if number is None else rows.any_version().where(_versions.c.number == number)
    row = connection.execute(query.where(_items.c.guid == guid)).one_or_none()
    return rows.stored(row) if row is not None else None


def history(connection: Connection, guid: str) -> tuple[ItemChange, ...]:
    """Return how a story came to be what it is, the first version first."""
    query = rows.any_version().where(_items.c.guid == guid).order_by(_versions.c.number)
    return tuple(
        ItemChange(version=rows.version(row), changes=tuple(row.changes.split(", ")))
        for row in connection.execute(query)
    )


def seen_by(connection: Connection, guid: str) -> tuple[str, ...]:
    """Return the names of the partners that see a story."""
    latest = and_(_entries.c.guid == guid, _entries.c.latest, _entries.c.kind == str(EntryKind.ITEM))
    return tuple(connection.execute(select(_entries.c.partner).where(latest).order_by(_entries.c.partner)).scalars())


def feed(
    connection: Connection, partner: Partner, after: int | None, before: int | None, limit: int, now: dt.datetime
) -> FeedPage:
    """Return a page of a partner's feed; see ``Store.feed``."""
    order = _entries.c.seq.asc() if after is not None else _entries.c.seq.desc()
    query = _of_feed(partner, now).order_by(order).limit(limit + 1)
    if after is not None:
        query = query.where(_entries.c.seq > after)
    if before is not None:
        query = query.where(_entries.c.seq < before)
    found = [_entry(connection, row, partner) for row in connection.execute(query).all()]
    return FeedPage(entries=tuple(found[:limit]), more=len(found) > limit)


def sees_picture(connection: Connection, partner: Partner, sha256: str, now: dt.datetime) -> bool:
    """Return whether a picture belongs to a story that a partner sees."""
    table = tables.item_pictures
    query = _of_feed(partner, now).where(
        _entries.c.kind == str(EntryKind.ITEM),
        exists().where(table.c.guid == _entries.c.guid, table.c.sha256 == sha256),
    )
    return connection.execute(query.limit(1)).first() is not None


def archive(connection: Connection, partner: Partner, month: dt.date, now: dt.datetime) -> tuple[FeedEntry, ...]:
    """Return the entries of a month, the newest first."""
    begin = dt.datetime(month.year, month.month, 1, tzinfo=dt.UTC)
    end = (begin + dt.timedelta(days=32)).replace(day=1)
    query = _of_feed(partner, now).where(_entries.c.at >= seconds(begin), _entries.c.at < seconds(end))
    rows_ = connection.execute(query.order_by(_entries.c.seq.desc())).all()
    return tuple(_entry(connection, row, partner) for row in rows_)


def first_month(connection: Connection, name: str) -> dt.date | None:
    """Return the month of a partner's first entry."""
    query = select(_entries.c.at).where(_entries.c.partner == name).order_by(_entries.c.seq).limit(1)
    first = moment(connection.execute(query).scalar_one_or_none())
    return first.date().replace(day=1) if first is not None else None


def _of_feed(partner: Partner, now: dt.datetime) -> Select[Any]:
    mine = and_(_entries.c.partner == partner.name, _entries.c.latest, *_recent(partner, now))
    same = and_(_entries.c.guid == _items.c.guid, _entries.c.version == _versions.c.number)
    return rows.any_version(_entries.c.seq, _entries.c.kind, _entries.c.at).join(_entries, same).where(mine)


def _recent(partner: Partner, now: dt.datetime) -> list[ColumnElement[bool]]:
    return [_entries.c.at >= seconds(now - partner.history)] if partner.history is not None else []


def _entry(connection: Connection, row: Any, partner: Partner) -> FeedEntry:
    at, kind = moment(row.at), EntryKind(row.kind)
    assert at is not None
    item = rows.stored(row)
    if kind is EntryKind.WITHDRAWN:
        item = replace(item, story=_without_text(_last_seen(connection, row, partner)))
    return FeedEntry(seq=row.seq, kind=kind, at=at, item=_shown(item, partner))


def _last_seen(connection: Connection, row: Any, partner: Partner) -> Story:
    """Return the last version that a partner was sent: what came after it was not for the partner."""
    sent = select(_entries.c.seq, _entries.c.version).where(
        _entries.c.partner == partner.name, _entries.c.guid == row.guid, _entries.c.kind == str(EntryKind.ITEM)
    )
    # A limit here would tempt SQLite to look through all that the partner was ever told.
    version = max((one.seq, one.version) for one in connection.execute(sent) if one.seq < row.seq)[1]
    found = item(connection, row.guid, version)
    assert found is not None
    return found.story


def _without_text(story: Story) -> Story:
    """Return what is told of a story that is no longer for a partner: its name, and that it is withheld."""
    return replace(
        story,
        pub_status=PubStatus.WITHHELD,
        paragraphs=(),
        parts=tuple(replace(part, first_paragraph=0, last_paragraph=0, begins=None) for part in story.parts),
        pictures=(),
        keywords=(),
        subjects=(),
        summary=None,
        embargoed=None,
        ed_note=None,
        correction=None,
    )


def entry(
    connection: Connection, partner: Partner, guid: str, number: int | None, now: dt.datetime
) -> FeedEntry | None:
    """Return what a partner may see of a story now; ``number`` asks for an older version that it was sent."""
    latest = connection.execute(_of_feed(partner, now).where(_entries.c.guid == guid)).one_or_none()
    if latest is None or latest.kind == EntryKind.WITHDRAWN:
        return None
    if number is None or latest.kind == EntryKind.CANCELED or number == latest.number:
        return _entry(connection, latest, partner)
    sent = exists().where(
        and_(
            _entries.c.partner == partner.name, _entries.c.guid == guid, _entries.c.version == number,
            _entries.c.kind == str(EntryKind.ITEM),
        )
    )  # fmt: skip
    row = connection.execute(
        rows.any_version().where(_items.c.guid == guid, _versions.c.number == number, sent)
    ).one_or_none()
    if row is None:
        return None
    at = moment(latest.at)
    assert at is not None
    return FeedEntry(seq=latest.seq, kind=EntryKind.ITEM, at=at, item=_shown(rows.stored(row), partner))


def _shown(item: StoredItem, partner: Partner) -> StoredItem:
    """Return what of an item the partner may see."""
    if partner.pictures or not item.story.pictures:
        return item
    return replace(item, story=replace(item.story, pictures=()))


def state(connection: Connection, name: str) -> FeedState:
    """Return whether a partner's feed has changed, without looking at it."""
    table = tables.partners
    row = connection.execute(select(table).where(table.c.name == name)).one_or_none()
    if row is None:
        return FeedState(last_seq=0, changed=None, count=0)
    return FeedState(last_seq=row.last_seq, changed=moment(row.changed), count=row.visible)
