"""What is known of an issue as a whole: from what the caller says, then from what its source says."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from newsml_export.errors import InputError, Location, MissingDateError
from newsml_export.model.issue import IssueInfo
from newsml_export.readers.base import IssueHints

DEFAULT_LANGUAGE = "zh-Hans"
#: the form of xs:language (XML Schema part 2, section 3.3.3), which BCP 47 tags have
LANGUAGE_PATTERN = "^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$"


def info_of(hints: IssueHints, said: IssueHints, source: Path, date_at: str, mend: str = "") -> IssueInfo:
    """Return what is known of an issue whose document says all there is; the caller wins over the document.

    Args:
        hints: what the caller says.
        said: what the document says.
        source: file or folder that is read.
        date_at: path inside the document of what says the date.
        mend: a further way to give the date, such as “, or write it into the file”.

    Raises:
        MissingDateError: nobody says of which day the issue is.
        InputError: nobody names the newspaper, or the language has not the form of a language tag.
    """
    given = merged(hints, said)
    publication = required_publication(given, source)
    if given.date is None:
        raise MissingDateError(
            "the date of the issue is missing.",
            location=Location(file=str(source), path=date_at),
            next_step=f"Give it with --date 2023-03-08{mend}.",
        )
    return completed(given, publication, given.date, checked_language(given, source))


def completed(given: IssueHints, publication: str, date: dt.date, language: str) -> IssueInfo:
    """Return ``given`` with what every issue must have; an empty value of the rest is as good as none."""
    return IssueInfo(
        publication=publication,
        date=date,
        number=given.number or None,
        edition=given.edition or None,
        language=language,
        place=given.place or None,
    )


def required_publication(given: IssueHints, source: Path) -> str:
    """Return the name of the newspaper.

    Raises:
        InputError: it is not given.
    """
    name = (given.publication or "").strip()
    if not name:
        raise InputError(
            "the name of the newspaper is missing.",
            location=Location(file=str(source)),
            next_step="Give it with --publication, or as publication under [issue] in issue.toml.",
        )
    return name


def checked_language(given: IssueHints, source: Path) -> str:
    """Return the language of the issue, ``zh-Hans`` where nothing is said.

    Raises:
        InputError: it has not the form of a language tag.
    """
    language = given.language or DEFAULT_LANGUAGE
    if not re.fullmatch(LANGUAGE_PATTERN, language) or language.endswith("\n"):
        raise InputError(
            f"“{language}” is not a language tag.",
            location=Location(file=str(source)),
            next_step="Write it as zh-Hans, en or de-AT (BCP 47).",
        )
    return language


def merged(hints: IssueHints, source: IssueHints) -> IssueHints:
    """Return what is known of the issue; what the caller says wins over what the source says."""
    return IssueHints(
        publication=hints.publication or source.publication,
        date=hints.date or source.date,
        number=hints.number or source.number,
        edition=hints.edition or source.edition,
        language=hints.language or source.language,
        place=hints.place or source.place,
    )
