"""Partners and their tokens; of a token only a digest is kept."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import Any

from sqlalchemy import Connection, delete, select, update

from newsml_export.errors import InputError, UsageError
from newsml_export.selection import parse
from newsml_export.store import rows, tables
from newsml_export.store.coding import decoded, encoded, moment, seconds
from newsml_export.store.distribution import distribute
from newsml_export.store.kept import Partner, TokenInfo

_partners, _tokens = tables.partners, tables.tokens
#: begins every token, so that scanners for leaked secrets know one when they see it
PREFIX = "nxp_"
_SECRET_BYTES = 32
#: how exactly the last use of a token is remembered: a write a request would be too dear
_USE_SECONDS = 300


def add(connection: Connection, partner: Partner, now: dt.datetime) -> None:
    """Add a partner and let it see what its slice chooses.

    Raises:
        UsageError: there is one of that name, or the slice is no filter.
    """
    parse(partner.slice)
    if find(connection, partner.name) is not None:
        raise UsageError(f"there is a partner “{partner.name}” already.", next_step="Choose another short name.")
    connection.execute(
        _partners.insert().values(name=partner.name, partner=encoded(partner), last_seq=0, changed=None, visible=0)
    )
    distribute(connection, rows.all_current(connection), [partner], now)


def change(connection: Connection, partner: Partner, now: dt.datetime) -> None:
    """Change a partner; where its slice or lead changed, it is told of what it sees now and of what no longer.

    Raises:
        InputError: there is no such partner.
        UsageError: the slice is no filter.
    """
    parse(partner.slice)
    before = find(connection, partner.name)
    if before is None:
        raise InputError(f"there is no partner “{partner.name}”.", next_step="See newsml-export partner list.")
    connection.execute(update(_partners).where(_partners.c.name == partner.name).values(partner=encoded(partner)))
    if (before.slice, before.embargo_lead) != (partner.slice, partner.embargo_lead):
        distribute(connection, rows.all_current(connection), [partner], now)


def remove(connection: Connection, name: str) -> None:
    """Remove a partner with its tokens and its feed.

    Raises:
        InputError: there is no such partner.
    """
    for table in (tables.pending, tables.entries, _tokens):
        connection.execute(delete(table).where(table.c.partner == name))
    if connection.execute(delete(_partners).where(_partners.c.name == name)).rowcount == 0:
        raise InputError(f"there is no partner “{name}”.", next_step="See newsml-export partner list.")


def find(connection: Connection, name: str) -> Partner | None:
    """Return the partner ``name``."""
    content = connection.execute(select(_partners.c.partner).where(_partners.c.name == name)).scalar_one_or_none()
    return decoded(content, Partner) if content is not None else None


def new_token(connection: Connection, name: str, label: str, now: dt.datetime) -> tuple[TokenInfo, str]:
    """Make a token; the second value opens the door and is kept nowhere.

    Raises:
        InputError: there is no such partner.
    """
    if find(connection, name) is None:
        raise InputError(f"there is no partner “{name}”.", next_step="See newsml-export partner list.")
    secret = PREFIX + secrets.token_urlsafe(_SECRET_BYTES)
    info = TokenInfo(id=secrets.token_hex(6), partner=name, label=label, created=now)
    connection.execute(
        _tokens.insert().values(id=info.id, partner=name, label=label, digest=digest(secret), created=seconds(now))
    )
    return info, secret


def revoke(connection: Connection, identifier: str, now: dt.datetime) -> None:
    """Let a token open nothing from now on.

    Raises:
        InputError: there is no such token.
    """
    open_ = (_tokens.c.id == identifier) & (_tokens.c.revoked.is_(None))
    if connection.execute(update(_tokens).where(open_).values(revoked=seconds(now))).rowcount == 0:
        raise InputError(f"there is no token “{identifier}” in use.", next_step="See newsml-export partner show.")


def tokens(connection: Connection, name: str) -> tuple[TokenInfo, ...]:
    """Return the tokens of a partner, revoked ones included, the oldest first."""
    query = select(_tokens).where(_tokens.c.partner == name).order_by(_tokens.c.created, _tokens.c.id)
    return tuple(_info(row) for row in connection.execute(query))


def partner_of(connection: Connection, secret: str) -> tuple[Partner, TokenInfo] | None:
    """Return whose token ``secret`` is; ``None``: nobody's, or a revoked one.

    The digest is looked up, not compared letter by letter, so the time it takes tells nothing of the secret.
    """
    row = connection.execute(
        select(_tokens, _partners.c.partner.label("whose"))
        .join(_partners, _partners.c.name == _tokens.c.partner)
        .where(_tokens.c.digest == digest(secret), _tokens.c.revoked.is_(None))
    ).one_or_none()
    return (decoded(row.whose, Partner), _info(row)) if row is not None else None


def is_stale(token: TokenInfo, now: dt.datetime) -> bool:
    """Return whether the last use that is remembered of a token is too long ago."""
    return token.last_used is None or (now - token.last_used).total_seconds() > _USE_SECONDS


def used(connection: Connection, token: TokenInfo, now: dt.datetime) -> None:
    """Remember that a token was used."""
    connection.execute(update(_tokens).where(_tokens.c.id == token.id).values(last_used=seconds(now)))


def digest(secret: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _info(row: Any) -> TokenInfo:
    created = moment(row.created)
    assert created is not None
    return TokenInfo(
        id=row.id, partner=row.partner, label=row.label, created=created, last_used=moment(row.last_used),
        revoked=moment(row.revoked),
    )  # fmt: skip
