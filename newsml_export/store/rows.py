"""Rows of the database as values of the store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, and_, select

from newsml_export.model.identity import Version
from newsml_export.model.issue import IssueInfo
from newsml_export.model.story import Story
from newsml_export.store import tables
from newsml_export.store.coding import decoded, moment
from newsml_export.store.distribution import Current
from newsml_export.store.kept import StoredItem

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

_items, _versions, _issues = tables.items, tables.versions, tables.issues


def items(*more: Any) -> Select[Any]:
    """Return the query for items with their current version; ``more`` are further columns."""
    return _joined(_versions.c.number == _items.c.version, *more)


def any_version(*more: Any) -> Select[Any]:
    """Return the query for items with all their versions."""
    return _joined(None, *more)


def _joined(narrower: ColumnElement[bool] | None, *more: Any) -> Select[Any]:
    same = _versions.c.guid == _items.c.guid
    return (
        select(
            _items.c.guid, _items.c.issue_id, _items.c.place, _items.c.source_hash, _versions.c.number,
            _versions.c.story, _versions.c.content_hash, _versions.c.first_created, _versions.c.version_created,
            _versions.c.changes, _issues.c.info, *more,
        )
        .select_from(_items)
        .join(_versions, same if narrower is None else and_(same, narrower))
        .join(_issues, _issues.c.id == _items.c.issue_id)
    )  # fmt: skip


def version(row: Any) -> Version:
    """Return the version that a row is about."""
    first, created = moment(row.first_created), moment(row.version_created)
    assert first is not None
    assert created is not None
    return Version(number=row.number, first_created=first, version_created=created, content_hash=row.content_hash)


def stored(row: Any) -> StoredItem:
    """Return the item that a row is about."""
    return StoredItem(
        guid=row.guid,
        version=version(row),
        story=decoded(row.story, Story),
        info=decoded(row.info, IssueInfo),
        issue_id=row.issue_id,
    )


def current(item: StoredItem) -> Current:
    """Return what of an item decides who is told of it."""
    return Current(guid=item.guid, version=item.version.number, story=item.story, info=item.info)


def all_current(connection: Connection) -> Iterator[Current]:
    """Yield all stories as they are now, in the order of issues and places."""
    query = items().order_by(_issues.c.day, _items.c.issue_id, _items.c.place)
    for row in connection.execute(query, execution_options={"yield_per": 500}):
        yield current(stored(row))
