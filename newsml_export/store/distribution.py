"""What each partner is told when a story changes, an embargo ends, or the partner's slice changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, and_, delete, select, update

from newsml_export.model.story import PubStatus, Story
from newsml_export.selection import parse
from newsml_export.store import tables
from newsml_export.store.coding import decoded, seconds
from newsml_export.store.database import next_seq
from newsml_export.store.kept import EntryKind, Partner

if TYPE_CHECKING:
    from newsml_export.model.issue import IssueInfo

_entries, _pending, _partners = tables.entries, tables.pending, tables.partners


@dataclass(frozen=True, slots=True, kw_only=True)
class Current:
    """A story as it is now."""

    guid: str
    version: int
    story: Story
    info: IssueInfo


def all_partners(connection: Connection) -> list[Partner]:
    """Return all partners by name."""
    rows = connection.execute(select(_partners.c.partner).order_by(_partners.c.name))
    return [decoded(row.partner, Partner) for row in rows]


def distribute(
    connection: Connection, changed: Iterable[Current], partners: Iterable[Partner], now: dt.datetime
) -> None:
    """Tell ``partners`` what has become of the ``changed`` stories."""
    partners = list(partners)
    for item in changed:
        for partner in partners:
            _tell(connection, partner, item, now)


def release(connection: Connection, now: dt.datetime, current: dict[str, Current]) -> int:
    """Put stories whose embargo is over into the feeds; return how many entries that made.

    Args:
        connection: writes.
        now: the clock.
        current: the stories that wait, by guid.
    """
    known = {partner.name: partner for partner in all_partners(connection)}
    due = connection.execute(
        select(_pending.c.partner, _pending.c.guid)
        .where(_pending.c.due <= seconds(now))
        .order_by(_pending.c.due, _pending.c.guid, _pending.c.partner)
    ).all()
    for row in due:
        _tell(connection, known[row.partner], current[row.guid], now)
    return len(due)


def _tell(connection: Connection, partner: Partner, item: Current, now: dt.datetime) -> None:
    story = item.story
    last = connection.execute(
        select(_entries.c.kind, _entries.c.version).where(
            and_(_entries.c.partner == partner.name, _entries.c.guid == item.guid, _entries.c.latest)
        )
    ).one_or_none()
    connection.execute(delete(_pending).where(and_(_pending.c.partner == partner.name, _pending.c.guid == item.guid)))
    seen = last is not None and last.kind == EntryKind.ITEM
    fits = parse(partner.slice).matches(story, item.info)
    due = story.embargoed - partner.embargo_lead if story.embargoed is not None else None
    if story.pub_status is PubStatus.CANCELED:
        kind = EntryKind.CANCELED if last is not None and last.kind != EntryKind.CANCELED else None
    elif story.pub_status is not PubStatus.USABLE or not fits:
        kind = EntryKind.WITHDRAWN if seen else None
    elif due is not None and due > now:
        connection.execute(_pending.insert().values(partner=partner.name, guid=item.guid, due=seconds(due)))
        kind = EntryKind.WITHDRAWN if seen else None
    else:
        kind = EntryKind.ITEM if last is None or not seen or last.version != item.version else None
    if kind is not None:
        _add(connection, partner, item, kind, seen, now)


def _add(
    connection: Connection, partner: Partner, item: Current, kind: EntryKind, seen: bool, now: dt.datetime
) -> None:
    connection.execute(
        update(_entries)
        .where(and_(_entries.c.partner == partner.name, _entries.c.guid == item.guid, _entries.c.latest))
        .values(latest=False)
    )
    seq = next_seq(connection)
    connection.execute(
        _entries.insert().values(
            partner=partner.name,
            seq=seq,
            guid=item.guid,
            version=item.version,
            kind=str(kind),
            at=seconds(now),
            latest=True,
        )
    )
    change = (kind is EntryKind.ITEM) - seen
    connection.execute(
        update(_partners)
        .where(_partners.c.name == partner.name)
        .values(last_seq=seq, changed=seconds(now), visible=_partners.c.visible + change)
    )
