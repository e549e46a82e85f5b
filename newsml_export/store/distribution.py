"""What each partner is told when a story changes, an embargo ends, or the partner's slice changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import BindParameter, Connection, and_, bindparam, delete, select, update

from newsml_export.model.story import PubStatus, Story
from newsml_export.selection import parse
from newsml_export.store import tables
from newsml_export.store.coding import decoded, seconds
from newsml_export.store.database import next_seqs
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
    """Tell ``partners`` what has become of the ``changed`` stories, of which each comes once."""
    partners = tuple(partners)
    _tell(connection, ((partner, item) for item in changed for partner in partners), now)


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
    _tell(connection, ((known[row.partner], current[row.guid]) for row in due), now)
    return len(due)


def _tell(connection: Connection, pairs: Iterable[tuple[Partner, Current]], now: dt.datetime) -> None:
    """Tell each partner of its story: some hundreds at once, for statements cost more than rows."""
    rest = iter(pairs)
    while batch := list(islice(rest, _BATCH)):
        last = _last(connection, batch)
        connection.execute(_FORGET, [{"one": partner.name, "other": item.guid} for partner, item in batch])
        told: list[_Told] = []
        waiting: list[dict[str, object]] = []
        for partner, item in batch:
            before = last.get((partner.name, item.guid))
            fits = item.story.pub_status is PubStatus.USABLE and parse(partner.slice).matches(item.story, item.info)
            due = _due(partner, item.story, now) if fits else None
            kind = _kind(item, before, shown=fits and due is None)
            if due is not None:
                waiting.append({"partner": partner.name, "guid": item.guid, "due": seconds(due)})
            if kind is not None:
                told.append(_Told(partner=partner.name, item=item, kind=kind, before=before))
        if waiting:
            connection.execute(_pending.insert(), waiting)
        if told:
            _add(connection, told, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Before:
    """What a partner was told last of a story."""

    kind: str
    version: int

    @property
    def seen(self) -> bool:
        """Whether the partner has the story."""
        return self.kind == EntryKind.ITEM


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What a partner is told."""

    partner: str
    item: Current
    kind: EntryKind
    before: _Before | None


def _last(connection: Connection, pairs: list[tuple[Partner, Current]]) -> dict[tuple[str, str], _Before]:
    """Return what was told last, by partner and guid."""
    names, guids = {partner.name for partner, _ in pairs}, {item.guid for _, item in pairs}
    rows = connection.execute(
        select(_entries.c.partner, _entries.c.guid, _entries.c.kind, _entries.c.version).where(
            and_(_entries.c.partner.in_(sorted(names)), _entries.c.guid.in_(sorted(guids)), _entries.c.latest)
        )
    )
    return {(row.partner, row.guid): _Before(kind=row.kind, version=row.version) for row in rows}


def _due(partner: Partner, story: Story, now: dt.datetime) -> dt.datetime | None:
    """Return when the partner may see the story, where that lies ahead."""
    if story.embargoed is None:
        return None
    due = story.embargoed - partner.embargo_lead
    return due if due > now else None


def _kind(item: Current, before: _Before | None, *, shown: bool) -> EntryKind | None:
    """Return what the partner must be told; ``None``: it knows already, or never saw the story."""
    seen = before is not None and before.seen
    if item.story.pub_status is PubStatus.CANCELED:
        return EntryKind.CANCELED if before is not None and before.kind != EntryKind.CANCELED else None
    if not shown:
        return EntryKind.WITHDRAWN if seen else None
    return EntryKind.ITEM if before is None or not seen or before.version != item.version else None


def _add(connection: Connection, told: list[_Told], now: dt.datetime) -> None:
    outdated = [{"one": one.partner, "other": one.item.guid} for one in told if one.before is not None]
    if outdated:
        connection.execute(_OUTDATE, outdated)
    seqs = next_seqs(connection, len(told))
    connection.execute(
        _entries.insert(),
        [
            {
                "partner": one.partner,
                "seq": seq,
                "guid": one.item.guid,
                "version": one.item.version,
                "kind": str(one.kind),
                "at": seconds(now),
                "latest": True,
            }
            for seq, one in zip(seqs, told, strict=True)
        ],
    )
    last: dict[str, int] = {}
    change: dict[str, int] = {}
    for seq, one in zip(seqs, told, strict=True):
        last[one.partner] = seq
        seen = one.before is not None and one.before.seen
        change[one.partner] = change.get(one.partner, 0) + (one.kind is EntryKind.ITEM) - seen
    for name, seq in last.items():
        connection.execute(
            update(_partners)
            .where(_partners.c.name == name)
            .values(last_seq=seq, changed=seconds(now), visible=_partners.c.visible + change[name])
        )


#: pairs of partner and story that are looked at together
_BATCH = 400
_ONE: BindParameter[str] = bindparam("one")
_OTHER: BindParameter[str] = bindparam("other")
_FORGET = delete(_pending).where(and_(_pending.c.partner == _ONE, _pending.c.guid == _OTHER))
_OUTDATE = (
    update(_entries)
    .where(and_(_entries.c.partner == _ONE, _entries.c.guid == _OTHER, _entries.c.latest))
    .values(latest=False)
)
