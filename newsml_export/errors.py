"""Errors that end an operation: one base class, an exit code a family, a place and a next step in each.

Anything that does not end the operation is a finding (``newsml_export.findings``), not an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where something is, as precisely as is known. Unknown parts are ``None``."""

    #: file as the user named it, or a path inside the output
    file: str | None = None
    #: line, counted from 1
    line: int | None = None
    #: column, counted from 1
    column: int | None = None
    #: offset in bytes, counted from 0
    byte: int | None = None
    #: page label, such as ``A02``
    page: str | None = None
    #: headline or guid of a story
    story: str | None = None
    #: JSON path (``$.articles[3].headline``), TOML key (``issue.date``) or XPath
    path: str | None = None

    def __str__(self) -> str:
        place = self.file or ""
        if self.line is not None:
            place += f":{self.line}" + (f":{self.column}" if self.column is not None else "")
        words = [place] if place else []
        if self.byte is not None:
            words.append(f"byte {self.byte}")
        if self.page is not None:
            words.append(f"page {self.page}")
        if self.path is not None:
            words.append(self.path)
        if self.story is not None:
            words.append(f"story “{self.story}”")
        return ", ".join(words)


class NewsmlExportError(Exception):
    """Base of every error that this package raises on purpose.

    Attributes:
        code: short, stable, kebab-case name of the error, for logs and documentation.
        exit_code: what the command line returns for the whole family.
        message: what is wrong, in one sentence.
        location: where it is wrong.
        next_step: what to do about it, in one sentence; may be empty.
    """

    exit_code: ClassVar[int] = 2
    code: ClassVar[str] = "error"

    def __init__(self, message: str, *, location: Location | None = None, next_step: str = "") -> None:
        super().__init__(message, location, next_step)
        self.message = message
        self.location = location or Location()
        self.next_step = next_step

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross process borders when stories are worked on in parallel.
        return (_rebuild, (type(self), self.message, self.location, self.next_step))

    def __str__(self) -> str:
        place = str(self.location)
        text = f"{place}: {self.message}" if place else self.message
        return f"{text} {self.next_step}".rstrip()


def _rebuild(kind: type[NewsmlExportError], message: str, location: Location, next_step: str) -> NewsmlExportError:
    return kind(message, location=location, next_step=next_step)


class InputError(NewsmlExportError):
    """The input cannot be used at all."""

    code = "unusable-input"


class EncodingError(InputError):
    """A page file is in none of the encodings that we read."""

    code = "undecodable-file"


class MissingDateError(InputError):
    """The date of the issue is neither given nor printed on its pages."""

    code = "missing-date"


class SettingsError(NewsmlExportError):
    """The settings are wrong."""

    code = "bad-settings"


class UsageError(NewsmlExportError):
    """A command or call was given arguments that do not fit together."""

    code = "usage"


class PluginError(NewsmlExportError):
    """A reader, enricher or format could not be loaded, or broke its contract."""

    code = "plugin"


class OutputError(NewsmlExportError):
    """The output cannot be put in place."""

    code = "unwritable-output"


class SchemaError(NewsmlExportError):
    """A schema that we ship or that was registered cannot be used."""

    code = "unusable-schema"
