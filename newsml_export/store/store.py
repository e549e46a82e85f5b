"""The store: everything that commands, server and newsroom ask of it."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, func, select

from newsml_export.errors import InputError
from newsml_export.store import database, distribution, partners, publishing, reading, rows, tables
from newsml_export.store.coding import moment, seconds
from newsml_export.store.kept import Pulse

if TYPE_CHECKING:
    from newsml_export.findings import Finding
    from newsml_export.model.edition import Edition
    from newsml_export.model.publisher import Publisher
    from newsml_export.store.kept import (
        Correction,
        FeedEntry,
        FeedPage,
        FeedState,
        IssueSummary,
        ItemChange,
        Partner,
        PublishReport,
        StoredItem,
        TokenInfo,
    )

_SESSION_KEY = "session-key"


def open_store(address: str, *, create: bool = True) -> Store:
    """Open a store and bring its tables up to date.

    Args:
        address: a path, ``sqlite:///path`` or ``postgresql://user:password@host/database``.
        create: make a SQLite file that is not there.

    Raises:
        InputError: it is no address of a store, or was made by a newer version; or is not there.
        OutputError: the database cannot be reached or written to.
    """
    engine = database.connect(address)
    file = engine.url.database
    if engine.dialect.name == "sqlite" and not create and not (file and Path(file).exists()):
        raise InputError(f"there is no store {file}.", next_step="Publish an issue first, or name another --store.")
    database.migrate(engine)
    return Store(engine)


class Store:
    """Stories, their versions, partners and feeds. May be used from several threads and processes at once.

    Every method is one transaction: what reads sees one state, what writes does all or nothing. ``now`` is the clock,
    with a time zone; fractions of a second are dropped.
    """

    def __init__(self, engine: Engine) -> None:
        """Take a database whose tables are up to date; see ``open_store``."""
        self._engine = engine

    def close(self) -> None:
        """Give all connections back."""
        self._engine.dispose()

    # ----- publishing

    def publish(self, edition: Edition, *, publisher: Publisher, now: dt.datetime) -> PublishReport:
        """Put an issue into the store.

        A story keeps its GUID when the issue is published again, even where its headline or its place changed: it is
        known by its text. Its version rises only where its content changed. A story that is gone is withheld. A kill
        stays, a correction stays until the issue itself says something new, an embargo stays until it is lifted.

        Raises:
            OutputError: the database cannot be written to; nothing was changed.
        """
        with database.writing(self._engine) as connection:
            self._release(connection, now)
            return publishing.publish(connection, edition, publisher, now)

    def correct(self, guid: str, correction: Correction, *, now: dt.datetime) -> StoredItem:
        """Publish a corrected version.

        Raises:
            InputError: there is no such story, it is killed, or nothing would change.
        """
        with self._changing(guid, now) as (connection, item):
            publishing.correct(connection, item, correction, now)
            return self._found(connection, guid)

    def kill(self, guid: str, reason: str, *, now: dt.datetime) -> StoredItem:
        """Cancel a story for good: partners that saw it are told.

        Raises:
            InputError: there is no such story, it is killed already, or no reason is given.
        """
        with self._changing(guid, now) as (connection, item):
            publishing.kill(connection, item, reason, now)
            return self._found(connection, guid)

    def embargo(self, guid: str, until: dt.datetime | None, *, now: dt.datetime) -> StoredItem:
        """Let a story be seen from ``until`` on; ``None`` lifts the embargo.

        Raises:
            InputError: there is no such story, it is killed, or ``until`` has no time zone.
        """
        with self._changing(guid, now) as (connection, item):
            publishing.embargo(connection, item, until, now)
            return self._found(connection, guid)

    def release(self, now: dt.datetime) -> int:
        """Put stories whose embargo is over into the feeds; cheap when there is none.

        Returns:
            How many entries that made.
        """
        with database.reading(self._engine) as connection:
            due = connection.execute(select(func.min(tables.pending.c.due))).scalar_one_or_none()
        if due is None or due > seconds(now):
            return 0
        with database.writing(self._engine) as connection:
            return self._release(connection, now)

    def pulse(self) -> Pulse:
        """Return whether anything was written, and when the next embargo ends: the cheapest question there is."""
        with database.reading(self._engine) as connection:
            due = select(func.min(tables.pending.c.due)).scalar_subquery()
            row = connection.execute(select(tables.counter.c.stamp, due.label("due"))).one()
        return Pulse(stamp=row.stamp, due=moment(row.due))

    # ----- what the newsroom sees

    def issues(self, *, limit: int = 50, before: str | None = None) -> tuple[IssueSummary, ...]:
        """Return issues, the newest first.

        Args:
            limit: how many.
            before: id of the last issue that was seen.
        """
        with database.reading(self._engine) as connection:
            return reading.issues(connection, limit, before)

    def issue(self, issue_id: str) -> IssueSummary | None:
        """Return an issue in a line."""
        with database.reading(self._engine) as connection:
            return reading.issue(connection, issue_id)

    def items(self, issue_id: str) -> tuple[StoredItem, ...]:
        """Return the stories of an issue as they are now, in its order."""
        with database.reading(self._engine) as connection:
            return reading.items(connection, issue_id)

    def edition(self, issue_id: str) -> Edition | None:
        """Return an issue as it is now, ready for the formats."""
        with database.reading(self._engine) as connection:
            return reading.edition(connection, issue_id)

    def findings(self, issue_id: str) -> tuple[Finding, ...]:
        """Return what was noticed about an issue."""
        with database.reading(self._engine) as connection:
            return reading.findings(connection, issue_id)

    def item(self, guid: str, version: int | None = None) -> StoredItem | None:
        """Return a story as it is now, or one of its versions."""
        with database.reading(self._engine) as connection:
            return reading.item(connection, guid, version)

    def history(self, guid: str) -> tuple[ItemChange, ...]:
        """Return the versions of a story, the first one first."""
        with database.reading(self._engine) as connection:
            return reading.history(connection, guid)

    def seen_by(self, guid: str, *, now: dt.datetime) -> tuple[str, ...]:
        """Return the names of the partners that see a story."""
        self.release(now)
        with database.reading(self._engine) as connection:
            return reading.seen_by(connection, guid)

    # ----- partners

    def add_partner(self, partner: Partner, *, now: dt.datetime) -> None:
        """Add a partner, which sees at once what its slice chooses of all that was published.

        Raises:
            UsageError: there is one of that name, or the slice is no filter.
        """
        with database.writing(self._engine) as connection:
            partners.add(connection, partner, now)

    def change_partner(self, partner: Partner, *, now: dt.datetime) -> None:
        """Change what a partner may see.

        Raises:
            InputError: there is no such partner.
            UsageError: the slice is no filter.
        """
        with database.writing(self._engine) as connection:
            partners.change(connection, partner, now)

    def remove_partner(self, name: str) -> None:
        """Remove a partner with its tokens.

        Raises:
            InputError: there is no such partner.
        """
        with database.writing(self._engine) as connection:
            partners.remove(connection, name)

    def partners(self) -> tuple[Partner, ...]:
        """Return all partners by name."""
        with database.reading(self._engine) as connection:
            return tuple(distribution.all_partners(connection))

    def partner(self, name: str) -> Partner | None:
        """Return the partner ``name``."""
        with database.reading(self._engine) as connection:
            return partners.find(connection, name)

    def new_token(self, name: str, label: str, *, now: dt.datetime) -> tuple[TokenInfo, str]:
        """Make a token of a partner; the second value is the secret, which is kept nowhere.

        Raises:
            InputError: there is no such partner.
        """
        with database.writing(self._engine) as connection:
            return partners.new_token(connection, name, label, now)

    def revoke_token(self, token_id: str, *, now: dt.datetime) -> None:
        """Let a token open nothing from now on.

        Raises:
            InputError: there is no such token, or it is revoked already.
        """
        with database.writing(self._engine) as connection:
            partners.revoke(connection, token_id, now)

    def tokens(self, name: str) -> tuple[TokenInfo, ...]:
        """Return the tokens of a partner, revoked ones included."""
        with database.reading(self._engine) as connection:
            return partners.tokens(connection, name)

    def partner_of(self, secret: str, *, now: dt.datetime) -> Partner | None:
        """Return the partner whose token ``secret`` is; ``None``: nobody's, or a revoked one."""
        with database.reading(self._engine) as connection:
            found = partners.partner_of(connection, secret)
        if found is None:
            return None
        partner, token = found
        if partners.is_stale(token, now):
            with database.writing(self._engine) as connection:
                partners.used(connection, token, now)
        return partner

    # ----- feeds

    def feed(
        self, name: str, *, now: dt.datetime, after: int | None = None, before: int | None = None, limit: int = 50
    ) -> FeedPage:
        """Return a page of what a partner is told: of each story the latest entry.

        Whoever goes on from the ``seq`` of the last entry that was read misses nothing and reads nothing twice, for
        entries are numbered in the order in which they became visible.

        Args:
            name: the partner.
            now: the clock.
            after: only entries with higher numbers, the lowest first; without it, the highest first.
            before: only entries with lower numbers.
            limit: how many.

        Raises:
            InputError: there is no such partner.
        """
        self.release(now)
        with database.reading(self._engine) as connection:
            return reading.feed(connection, self._partner(connection, name), after, before, limit, now)

    def feed_state(self, name: str, *, now: dt.datetime) -> FeedState:
        """Return whether a partner's feed has changed, without reading it."""
        self.release(now)
        with database.reading(self._engine) as connection:
            return reading.state(connection, name)

    def entry(self, name: str, guid: str, version: int | None = None, *, now: dt.datetime) -> FeedEntry | None:
        """Return a story if the partner may see it now; of older versions those alone that it was sent.

        Raises:
            InputError: there is no such partner.
        """
        self.release(now)
        with database.reading(self._engine) as connection:
            return reading.entry(connection, self._partner(connection, name), guid, version, now)

    def archive(self, name: str, month: dt.date, *, now: dt.datetime) -> tuple[FeedEntry, ...]:
        """Return what a partner was told in a month, in UTC: the latest entries of stories, the newest first.

        Raises:
            InputError: there is no such partner.
        """
        self.release(now)
        with database.reading(self._engine) as connection:
            return reading.archive(connection, self._partner(connection, name), month, now)

    def first_month(self, name: str) -> dt.date | None:
        """Return the first day of the month of a partner's first entry; ``None``: there is none."""
        with database.reading(self._engine) as connection:
            return reading.first_month(connection, name)

    # ----- notes of the server

    def remembered(self, key: str) -> str | None:
        """Return what ``remember`` kept under ``key``."""
        table = tables.settings
        with database.reading(self._engine) as connection:
            query = select(table.c.value).where(table.c.key == f"note {key}")
            return connection.execute(query).scalar_one_or_none()

    def remember(self, key: str, value: str) -> None:
        """Keep ``value`` under ``key``, for all workers."""
        table = tables.settings
        with database.writing(self._engine) as connection:
            connection.execute(table.delete().where(table.c.key == f"note {key}"))
            connection.execute(table.insert().values(key=f"note {key}", value=value))

    # ----- pictures

    def keep_picture(self, sha256: str, media_type: str, content: bytes) -> None:
        """Keep the bytes of a picture under their digest; the same picture is kept once."""
        table = tables.pictures
        with database.writing(self._engine) as connection:
            if connection.execute(select(table.c.sha256).where(table.c.sha256 == sha256)).one_or_none() is None:
                connection.execute(table.insert().values(sha256=sha256, media_type=media_type, content=content))

    def picture(self, sha256: str) -> tuple[str, bytes] | None:
        """Return media type and bytes of a picture."""
        table = tables.pictures
        with database.reading(self._engine) as connection:
            row = connection.execute(select(table).where(table.c.sha256 == sha256)).one_or_none()
        return (row.media_type, row.content) if row is not None else None

    def picture_for(self, name: str, sha256: str, *, now: dt.datetime) -> tuple[str, bytes] | None:
        """Return media type and bytes of a picture of a story that a partner sees."""
        self.release(now)
        with database.reading(self._engine) as connection:
            if not reading.sees_picture(connection, self._partner(connection, name), sha256, now):
                return None
        return self.picture(sha256)

    # ----- operators

    def set_operator(self, name: str, password: str | None) -> None:
        """Let an operator sign in with what is kept of ``password``; ``None``: no longer."""
        table = tables.operators
        with database.writing(self._engine) as connection:
            connection.execute(table.delete().where(table.c.name == name))
            if password is not None:
                connection.execute(table.insert().values(name=name, password=password))

    def operator(self, name: str) -> str | None:
        """Return what is kept of an operator's password; ``None``: there is no such operator."""
        table = tables.operators
        with database.reading(self._engine) as connection:
            return connection.execute(select(table.c.password).where(table.c.name == name)).scalar_one_or_none()

    def operators(self) -> tuple[str, ...]:
        """Return the names of all operators."""
        table = tables.operators
        with database.reading(self._engine) as connection:
            return tuple(connection.execute(select(table.c.name).order_by(table.c.name)).scalars())

    def session_key(self) -> str:
        """Return the secret that signs sessions: the same for all workers, made at the first call."""
        table = tables.settings
        query = select(table.c.value).where(table.c.key == _SESSION_KEY)
        with database.reading(self._engine) as connection:
            key = connection.execute(query).scalar_one_or_none()
        if key is not None:
            return str(key)
        with database.writing(self._engine) as connection:
            key = connection.execute(query).scalar_one_or_none()
            if key is None:
                key = secrets.token_urlsafe(48)
                connection.execute(table.insert().values(key=_SESSION_KEY, value=key))
            return str(key)

    # -----

    @contextmanager
    def _changing(self, guid: str, now: dt.datetime) -> Iterator[tuple[Connection, StoredItem]]:
        with database.writing(self._engine) as connection:
            self._release(connection, now)
            yield connection, self._found(connection, guid)

    @staticmethod
    def _found(connection: Connection, guid: str) -> StoredItem:
        item = reading.item(connection, guid)
        if item is None:
            raise InputError(
                f"there is no story “{guid}”.", next_step="Take a GUID that newsml-export publish printed."
            )
        return item

    @staticmethod
    def _partner(connection: Connection, name: str) -> Partner:
        partner = partners.find(connection, name)
        if partner is None:
            raise InputError(f"there is no partner “{name}”.", next_step="See newsml-export partner list.")
        return partner

    @staticmethod
    def _release(connection: Connection, now: dt.datetime) -> int:
        table = tables.pending
        query = select(table.c.guid).where(table.c.due <= seconds(now)).distinct()
        waiting = list(connection.execute(query).scalars())
        items = [reading.item(connection, guid) for guid in waiting]
        return distribution.release(connection, now, {item.guid: rows.current(item) for item in items if item})
