"""Where the store is: SQLite or PostgreSQL, transactions, and the numbered steps that bring its tables up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, select, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from newsml_export.errors import InputError, Location, OutputError
from newsml_export.store import tables

if TYPE_CHECKING:
    from sqlalchemy import URL

_VERSION = "schema"
#: the pages that a large store works on at once; SQLite's own default is 2 MB
_CACHE = "cache_size=-65536"
_BUSY_SECONDS = 30


def connect(address: str) -> Engine:
    """Return the engine of a store.

    Args:
        address: a path, ``sqlite:///path`` or ``postgresql://user:password@host/database``.

    Raises:
        InputError: it is no address of a database that we know, or its driver is not installed.
    """
    url = _url(address)
    try:
        if url.get_backend_name() == "sqlite":
            engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS})
            event.listen(engine, "connect", _prepare_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
            return engine
        return create_engine(url, pool_pre_ping=True)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise InputError(
            f"the driver of this database is not installed ({error}).",
            location=Location(file=url.render_as_string()),
            next_step="Run pip install 'newsml-export[postgresql]'.",
        ) from error


def _url(address: str) -> URL:
    if "://" not in address:
        return make_url(f"sqlite:///{Path(address)}")
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise _unknown(address) from error
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() != "sqlite":
        raise _unknown(url.render_as_string())
    return url


def _unknown(address: str) -> InputError:
    return InputError(
        "this is no store.",
        location=Location(file=address),
        next_step="Give a file, sqlite:///file or postgresql://user:password@host/database.",
    )


def _prepare_sqlite(connection: Any, _: object) -> None:
    # The driver's own transactions begin too late to see a consistent state; ours begin in ``_begin_sqlite``.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        "synchronous=NORMAL",
        _CACHE,
        f"busy_timeout={_BUSY_SECONDS * 1000}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection whose statements see one state.

    Raises:
        OutputError: the database cannot be reached.
    """
    with _told(engine), engine.connect().execution_options(**_snapshot(engine)) as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a connection that writes alone; all or nothing of what it does stays.

    Raises:
        OutputError: the database cannot be reached or written to.
    """
    with _told(engine), engine.connect().execution_options(writing=True) as connection, connection.begin():
        # Whoever holds this row writes; on SQLite the transaction itself keeps others out.
        row = tables.counter
        connection.execute(update(row).where(row.c.id == 1).values(stamp=row.c.stamp + 1))
        yield connection


def _snapshot(engine: Engine) -> dict[str, Any]:
    return {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}


@contextmanager
def _told(engine: Engine) -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        cause = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise OutputError(
            f"the store cannot be used ({cause}).",
            location=Location(file=engine.url.render_as_string()),
            next_step="See that the database is there and may be written to.",
        ) from error


def next_seqs(connection: Connection, count: int) -> range:
    """Return the numbers of the next ``count`` entries; for a connection that writes."""
    row = tables.counter
    connection.execute(update(row).where(row.c.id == 1).values(seq=row.c.seq + count))
    last = int(connection.execute(select(row.c.seq).where(row.c.id == 1)).scalar_one())
    return range(last - count + 1, last + 1)


def migrate(engine: Engine) -> int:
    """Bring the tables up to date, in one transaction; return the number of the last step.

    Raises:
        InputError: the store was made by a newer version of the program.
        OutputError: the database cannot be reached or written to.
    """
    with _told(engine), engine.connect().execution_options(writing=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            # Several machines may start at once.
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(4821)")
        done = _steps_done(connection)
        if done > len(_STEPS):
            raise InputError(
                f"the store has tables of step {done}; this version knows {len(_STEPS)}.",
                location=Location(file=engine.url.render_as_string()),
                next_step="Install the version of newsml-export that made it, or a newer one.",
            )
        for step in _STEPS[done:]:
            step(connection)
        key, row = tables.settings.c.key, tables.settings
        if done == 0:
            connection.execute(row.insert().values(key=_VERSION, value=str(len(_STEPS))))
        elif done < len(_STEPS):
            connection.execute(update(row).where(key == _VERSION).values(value=str(len(_STEPS))))
        return len(_STEPS)


def _steps_done(connection: Connection) -> int:
    if not inspect(connection).has_table(tables.settings.name):
        return 0
    row = tables.settings
    return int(connection.execute(select(row.c.value).where(row.c.key == _VERSION)).scalar_one_or_none() or 0)


def _first(connection: Connection) -> None:
    tables.metadata.create_all(connection)
    connection.execute(tables.counter.insert().values(id=1, seq=0, stamp=0))


#: each brings the tables one step further; never changed once released, only added to
_STEPS: tuple[Callable[[Connection], None], ...] = (_first,)
