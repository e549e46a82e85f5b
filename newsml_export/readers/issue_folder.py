"""An issue folder: ``issue.toml`` and a text file a page, or page files alone, or an ``issue.json``."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import msgspec

from newsml_export.errors import InputError, Location
from newsml_export.findings import Finding, Severity
from newsml_export.model.issue import Issue
from newsml_export.readers import issue_json
from newsml_export.readers.base import IssueHints
from newsml_export.readers.issue_info import merged
from newsml_export.readers.newsml_g2 import looks_like_newsml_g2
from newsml_export.readers.ninjs import looks_like_ninjs
from newsml_export.readers.overrides_toml import read_overrides
from newsml_export.readers.page_labels import same_label
from newsml_export.readers.text_pages import PageGatherer, label_of
from newsml_export.readers.typed_toml import load_toml, place

ISSUE_TOML = "issue.toml"
ISSUE_JSON = "issue.json"
_PAGE_NAME = re.compile(r"page[-_ ]?.*\.txt", re.IGNORECASE)


class _IssueTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    publication: str | None = None
    date: dt.date | None = None
    number: str | int | None = None
    edition: str | None = None
    language: str | None = None
    place: str | None = None


class _PageTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    file: str
    label: str | int | None = None
    section: str | None = None


class _IssueFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    issue: _IssueTable = _IssueTable()
    pages: tuple[_PageTable, ...] = ()


class IssueFolderReader:
    """Reads a folder; see ``readers.base.Reader``."""

    name = "issue-folder"
    summary = "a folder with issue.toml and a text file a page, with page files alone, or with issue.json"

    def accepts(self, path: Path) -> bool:
        """Say whether ``path`` is a folder, and not one of ninjs or NewsML-G2 documents, or an ``issue.toml``."""
        try:
            return (path.is_dir() and not _is_of_documents(path)) or path.name == ISSUE_TOML
        except (OSError, ValueError):
            return False

    def read(self, path: Path, hints: IssueHints) -> Issue:
        """Read the issue in the folder ``path``.

        Page files win over an ``issue.json`` beside them. An ``overrides.toml`` in the folder is read along. A page
        that cannot be read becomes a finding, and the others go on.

        Args:
            path: the folder, or the ``issue.toml`` in it.
            hints: win over ``issue.toml``, which wins over what the pages print.

        Raises:
            MissingDateError: the date is neither given nor printed.
            InputError: the folder cannot be read, ``issue.toml`` or ``overrides.toml`` is wrong, or no page can be
                used.
        """
        folder = path.parent if path.name == ISSUE_TOML and not path.is_dir() else path
        names = _names(folder)
        toml = folder / ISSUE_TOML
        table = load_toml(toml, _IssueFile, InputError) if ISSUE_TOML in names else _IssueFile()
        given = merged(hints, _hints(table.issue))
        files = _page_files(names)
        if not files and not table.pages and ISSUE_JSON in names:
            return issue_json.read_issue_json(folder / ISSUE_JSON, given, source=folder)
        gatherer = PageGatherer(publication=given.publication)
        if table.pages:
            for index, page in enumerate(table.pages):
                gatherer.add(
                    _page_path(folder, toml, table.pages, index), _label(toml, table.pages, index), page.section
                )
        elif files:
            for name in files:
                gatherer.add(folder / name)
        else:
            raise InputError(
                "there is no page file in this folder.",
                location=Location(file=str(folder)),
                next_step="Put page-01.txt, page-02.txt … or issue.json into it.",
            )
        gatherer.require_text(folder)
        info = gatherer.info(given, folder)
        findings = (*gatherer.findings, *_unread(folder, names, gatherer))
        return Issue(
            info=info,
            pages=tuple(gatherer.pages),
            overrides=read_overrides(folder),
            findings=findings,
            source=str(path),
        )


def _is_of_documents(folder: Path) -> bool:
    """Say whether ``folder`` holds ninjs or NewsML-G2 documents and no page."""
    return (looks_like_ninjs(folder) or looks_like_newsml_g2(folder)) and not any(folder.glob("*.txt"))


def _names(folder: Path) -> list[str]:
    try:
        return sorted((entry.name for entry in folder.iterdir()), key=_natural)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(
            f"the folder cannot be read ({reason}).",
            location=Location(file=str(folder)),
            next_step="Check that it exists and that you may read it.",
        ) from error


def _natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that sorts page-2 before page-10."""
    parts = re.findall(r"[0-9]{1,18}|[^0-9]+|[0-9]+", name)
    return tuple(
        (0, int(part), "") if part.isdecimal() and part.isascii() else (1, 0, part.casefold()) for part in parts
    )


def _page_files(names: list[str]) -> list[str]:
    texts = [name for name in names if name.lower().endswith(".txt") and not name.startswith(".")]
    return [name for name in texts if _PAGE_NAME.fullmatch(name)] or texts


def _hints(table: _IssueTable) -> IssueHints:
    return IssueHints(
        publication=table.publication,
        date=table.date,
        number=None if table.number is None else str(table.number),
        edition=table.edition,
        language=table.language,
        place=table.place,
    )


def _page_path(folder: Path, toml: Path, pages: tuple[_PageTable, ...], index: int) -> Path:
    """Return the path of a listed page.

    Raises:
        InputError: it is outside the folder, no file, or listed before.
    """
    file, key = pages[index].file, f"pages[{index}].file"
    path = folder / file
    try:
        resolved = path.resolve()
        inside = resolved.is_relative_to(folder.resolve()) and file.strip() != ""
        exists, is_file = path.exists(), path.is_file()
    except (OSError, ValueError, RuntimeError):
        # A NUL in the name, a name too long, a loop of links.
        inside, exists, is_file = True, False, False
    reason, mend = "", "Correct the name, or put the file there."
    if not inside:
        reason, mend = (
            f"the page file “{file}” is outside the folder.",
            "Put it into the folder and write its name alone.",
        )
    elif not exists:
        reason = f"the page file “{file}” is not there."
    elif not is_file:
        reason = f"“{file}” is not a file."
    elif any(page.file == file for page in pages[:index]):
        reason, mend = f"the page file “{file}” is listed twice.", "Remove one of the two."
    if reason:
        raise InputError(reason, location=place(toml, key), next_step=mend)
    return path


def _label(toml: Path, pages: tuple[_PageTable, ...], index: int) -> str | None:
    """Return the label that ``issue.toml`` gives a page, or ``None``.

    Raises:
        InputError: it is empty, or another page has it too.
    """
    given = pages[index].label
    if given is None:
        return None
    label, mend = label_of(given), "Give every page its own label, or leave the key out."
    if not label:
        raise InputError(
            "the label of the page is empty.", location=place(toml, f"pages[{index}].label"), next_step=mend
        )
    twins = [
        n for n, page in enumerate(pages[:index]) if page.label is not None and same_label(label_of(page.label), label)
    ]
    if twins:
        message = f"the pages “{pages[twins[0]].file}” and “{pages[index].file}” are both labelled “{label}”."
        raise InputError(message, location=place(toml, f"pages[{index}].label"), next_step=mend)
    return label


def _unread(folder: Path, names: list[str], gatherer: PageGatherer) -> list[Finding]:
    """Say what stands in the folder and was not read, so that nothing is dropped in silence."""
    read = {Path(page.file).resolve() for page in gatherer.pages if page.file}
    left = [name for name in names if name.lower().endswith(".txt") and not name.startswith(".")]
    left = [name for name in left if (folder / name).resolve() not in read]
    left += [name for name in names if name == ISSUE_JSON]
    return [
        Finding(
            code="file-not-read",
            severity=Severity.INFO,
            message="The file stands in the folder of the issue and was not read.",
            location=Location(file=str(folder / name)),
            mend="List it under [[pages]] in issue.toml if it is a page.",
        )
        for name in left
    ]


READER = IssueFolderReader()
