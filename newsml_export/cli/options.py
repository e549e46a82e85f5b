"""Options that several commands share."""

from __future__ import annotations

import datetime as dt
import enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsml_export.errors import UsageError

if TYPE_CHECKING:
    from newsml_export.profiles import Profile
    from newsml_export.selection import Selection

Source = Annotated[
    Path, typer.Argument(metavar="ISSUE", help="An issue folder, a page (.txt) or an issue.json.", show_default=False)
]
Publication = Annotated[str | None, typer.Option(metavar="NAME", help="Name of the newspaper.", show_default=False)]
Date = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Date of the issue.", show_default=False)]
Number = Annotated[
    str | None, typer.Option(metavar="TEXT", help="Number of the issue, such as 第4821期.", show_default=False)
]
Edition = Annotated[str | None, typer.Option(metavar="TEXT", help="Edition, such as 城区版.", show_default=False)]
Language = Annotated[
    str | None, typer.Option(metavar="TAG", help="Language of the pages (BCP 47).", show_default=False)
]
Place = Annotated[str | None, typer.Option(metavar="NAME", help="Where the newspaper appears.", show_default=False)]
SettingsFile = Annotated[
    Path | None,
    typer.Option(
        "--settings",
        metavar="FILE",
        help="The publisher's newsml-export.toml, if not beside or above the issue.",
        show_default=False,
    ),
]

For = Annotated[
    str | None,
    typer.Option(
        "--for",
        metavar="PROFILE",
        help="The importer that documents are for: a name that profiles lists, or a file such as our.toml.",
        show_default=False,
    ),
]

Output = Annotated[Path, typer.Option("--output", "-o", metavar="FOLDER", help="Where documents are written to.")]
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        "-f",
        metavar="NAME",
        help="newsml-g2, rss, html or another format; repeat for more.",
        show_default="those of the settings",
    ),
]
Bundle = Annotated[
    bool | None,
    typer.Option(
        "--bundle/--no-bundle",
        help="Deliver the stories in one message.xml instead of a file each.",
        show_default=False,
    ),
]
Clock = Annotated[
    str | None,
    typer.Option(
        metavar="TIME", help="Time of the export (ISO 8601 with a zone), for repeatable output.", show_default="now"
    ),
]
Enrich = Annotated[
    bool | None,
    typer.Option(
        "--enrich/--no-enrich",
        help="Add keywords, names, places, topics, genre and summary, as the settings say, or all of them.",
        show_default=False,
    ),
]
Jobs = Annotated[int, typer.Option("--jobs", "-j", metavar="N", help="Processes to enrich stories with.")]
Where = Annotated[
    str | None,
    typer.Option(
        "--where",
        metavar="FILTER",
        help="Only stories that fit, such as 'topic=medtop:04000000 and not genre=opinion'.",
        show_default=False,
    ),
]


class TextForm(enum.StrEnum):
    """How newsItems carry their text."""

    XHTML = "xhtml"
    NITF = "nitf"


Inline = Annotated[
    TextForm | None,
    typer.Option(
        "--inline",
        help="How newsItems carry their text.",
        show_default="as the settings say",
    ),
]


def profile(name: str | None) -> Profile | None:
    """Return the profile ``name``, or ``None`` where none is named.

    Raises:
        SettingsError: there is no such profile, or it cannot be used.
        InputError: its file cannot be read.
    """
    if name is None:
        return None
    from newsml_export.profiles import load_profile

    return load_profile(name)


def selection(text: str | None) -> Selection | None:
    """Return the filter ``text``, or ``None`` where none is given.

    Raises:
        UsageError: it is no filter.
    """
    if text is None:
        return None
    from newsml_export.selection import parse

    return parse(text)


def parse_date(text: str | None) -> dt.date | None:
    """Parse an ISO 8601 date.

    Raises:
        UsageError: it is none.
    """
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"“{text}” is not a date.", next_step="Write it as --date 2023-03-08.") from error


def parse_clock(text: str | None) -> dt.datetime | None:
    """Parse an ISO 8601 date and time with a time zone.

    Raises:
        UsageError: it is none, or has no time zone.
    """
    if text is None:
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"“{text}” is not a time.", next_step="Write it as 2023-03-08T06:00:00+08:00.") from error
    if moment.tzinfo is None:
        raise UsageError(f"“{text}” has no time zone.", next_step="Write it as 2023-03-08T06:00:00+08:00.")
    return moment
