"""The contract of a reader."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from newsml_export.model.issue import Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueHints:
    """What the caller says of the issue; it wins over what the source says. ``None`` means: not said."""

    publication: str | None = None
    date: dt.date | None = None
    number: str | None = None
    edition: str | None = None
    language: str | None = None
    place: str | None = None


class Reader(Protocol):
    """Reads one kind of source. Found through the entry-point group ``newsml_export.readers``.

    A reader keeps no state between calls and changes nothing on disk.
    """

    #: kebab-case, the same as the entry point's name
    name: str
    #: what it reads, in a phrase, for ``--help``
    summary: str

    def accepts(self, path: Path) -> bool:
        """Say whether ``path`` looks like a source of this kind. Must not raise; a cheap look at names is enough."""

    def read(self, path: Path, hints: IssueHints) -> Issue:
        """Read the issue at ``path``.

        Raises:
            InputError: the source cannot be used at all; says where and what to do.
        """


def is_file_named(path: Path, suffix: str) -> bool:
    """Say whether the name of ``path`` ends with ``suffix`` (in any case) and it is no folder; never raises."""
    try:
        return path.suffix.lower() == suffix and not path.is_dir()
    except (OSError, ValueError):
        return False
