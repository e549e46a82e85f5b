"""Options of the commands that work on a store."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsml_export.cli import options
from newsml_export.errors import UsageError

if TYPE_CHECKING:
    from newsml_export.store import Store

StoreAddress = Annotated[
    str,
    typer.Option(
        "--store",
        metavar="URL",
        envvar="NEWSML_EXPORT_STORE",
        help="A file, sqlite:///file or postgresql://user:password@host/database.",
    ),
]
DEFAULT_STORE = "newsml-export.db"
Guid = Annotated[str, typer.Argument(metavar="GUID", help="GUID of the story, as publish prints it.")]


def opened(address: str, *, create: bool = False) -> Store:
    """Open the store at ``address``.

    Raises:
        UsageError: what the store needs is not installed.
        InputError: it is no store, or not there.
        OutputError: it cannot be used.
    """
    try:
        from newsml_export.store import open_store
    except ModuleNotFoundError as error:
        raise UsageError(
            f"“{error.name}” is not installed.", next_step="Run pip install 'newsml-export[server]'."
        ) from error
    return open_store(address, create=create)


def clock(text: str | None) -> dt.datetime:
    """Return the time that ``text`` says, else the machine's, whole seconds."""
    return (options.parse_clock(text) or dt.datetime.now(dt.UTC)).replace(microsecond=0)


def text_of(given: str | None, file: Path | None) -> str | None:
    """Return a text that is given itself or in a file in UTF-8.

    Raises:
        UsageError: both are given.
        InputError: the file cannot be read.
    """
    if given is not None and file is not None:
        raise UsageError("the text is given twice.", next_step="Give it itself, or in a file.")
    if file is None:
        return given
    from newsml_export.readers.encoding import decode, read_bytes

    return decode(read_bytes(file), str(file), legacy=False).text
