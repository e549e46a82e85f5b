"""What page files and issue folders share: cutting files into pages, their labels, and what is known of the issue."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from newsml_export.errors import InputError, Location, MissingDateError
from newsml_export.findings import Finding, Severity
from newsml_export.model.issue import IssueInfo, Page, PageBlock
from newsml_export.readers.base import IssueHints
from newsml_export.readers.encoding import lines_of, read_text
from newsml_export.readers.issue_info import checked_language, completed, required_publication
from newsml_export.readers.page_labels import (
    LabelKey,
    label_from_name,
    label_key,
    next_label,
    plain_label,
    printed_label,
    same_label,
)
from newsml_export.readers.printed_dates import PrintedDate, likeliest, printed_dates

_LINE_ENDS = re.compile("\r\n|[\r\n\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """The lines of one page."""

    lines: tuple[str, ...]
    #: line of the file that the first line stands on, counted from 1
    first_line: int

    @property
    def empty(self) -> bool:
        """Whether nothing is printed on the page."""
        return not any(line.strip() for line in self.lines)


def cut_pages(text: str) -> tuple[PageText, ...]:
    """Cut the text of a file into pages at its form feeds; what follows the last one is no page if it is blank."""
    pages: list[PageText] = []
    first_line = 1
    parts = text.split("\f")
    for number, part in enumerate(parts, start=1):
        if number == len(parts) > 1 and not part.strip():
            break
        pages.append(PageText(lines=tuple(lines_of(part)), first_line=first_line))
        first_line += len(_LINE_ENDS.findall(part))
    return tuple(pages)


@dataclass(slots=True)
class PageGatherer:
    """Gathers the pages of an issue, file by file; lives as long as one reading."""

    #: name of the newspaper, where known
    publication: str | None = None
    pages: list[Page] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    failures: list[InputError] = field(default_factory=list)
    #: dates in the furniture of pages
    dates: list[tuple[Page, PrintedDate]] = field(default_factory=list)
    #: how many pages wanted each label
    _taken: dict[LabelKey, int] = field(default_factory=dict)

    def add(self, path: Path, label: str | None = None, section: str | None = None) -> None:
        """Read the page file at ``path``; one that cannot be read becomes a page without text and a finding.

        Args:
            path: a text file; form feeds separate pages.
            label: of its first page; ``None`` takes it from the name of the file, else from the page, else counts on.
            section: such as 要闻.
        """
        wanted = label or label_from_name(path.stem)
        try:
            decoded = read_text(path)
        except InputError as error:
            self.failures.append(error)
            page = self._page(PageText(lines=(), first_line=1), path, wanted, section)
            self.findings.append(
                Finding(
                    code="page-unreadable",
                    severity=Severity.ERROR,
                    message=f"The page was left out: {error.message}",
                    location=Location(file=str(path), byte=error.location.byte, page=page.label),
                    mend=error.next_step,
                )
            )
            return
        self.findings += decoded.findings
        for text in cut_pages(decoded.text):
            page = self._page(text, path, wanted, section)
            wanted = None
            if text.empty:
                self._note("empty-page", "Nothing is printed on this page.", page, text, "Check the page file.")

    def require_text(self, source: Path) -> None:
        """Make sure that there is something to work on.

        Raises:
            InputError: no page has any text.
        """
        if any(page.blocks for page in self.pages):
            return
        if self.failures and len(self.failures) == len(self.pages) == 1:
            raise self.failures[0]
        reason = (
            f"none of its pages can be used; the first: {self.failures[0]}" if self.failures else "there is no text."
        )
        raise InputError(reason, location=Location(file=str(source)), next_step="Give page files with text.")

    def info(self, given: IssueHints, source: Path) -> IssueInfo:
        """Return what is known of the issue; dates that contradict each other become findings.

        Args:
            given: what the caller and ``issue.toml`` say.
            source: the file or folder, for messages.

        Raises:
            InputError: the name of the newspaper is missing, or the language is no language tag.
            MissingDateError: the date is neither given nor printed.
        """
        publication, language = required_publication(given, source), checked_language(given, source)
        chosen = likeliest(date for _, date in self.dates)
        date = given.date or (chosen.date if chosen else None)
        if date is None:
            raise MissingDateError(
                "the date of the issue is neither given nor printed at the head or foot of a page.",
                location=Location(file=str(source)),
                next_step="Give it with --date 2023-03-08 or as date in issue.toml.",
            )
        if chosen is not None and given.date is None:
            page = next(page for page, printed in self.dates if printed is chosen)
            self._dated(
                "date-from-page", Severity.INFO, f"The date {date} is the one printed on the page.", page, chosen
            )
        for page, printed in self.dates:
            if printed.date != date and (printed.strong or (given.date is None and chosen and not chosen.strong)):
                message = f"The page prints the date {printed.date}, but the issue is of {date}."
                self._dated("issue-date-contradiction", Severity.WARNING, message, page, printed)
            elif printed.date == date and printed.weekday_differs:
                message = f"{date} is not the weekday that the page prints."
                self._dated("weekday-contradiction", Severity.WARNING, message, page, printed)
        return completed(given, publication, date, language)

    def _distinct(self, label: str) -> str:
        """Return ``label``, with a count where another page has it already."""
        distinct = label
        while label_key(distinct) in self._taken:
            count = self._taken[label_key(label)] = self._taken[label_key(label)] + 1
            distinct = f"{label}-{count}"
        self._taken[label_key(distinct)] = 1
        return distinct

    def _page(self, text: PageText, path: Path, wanted: str | None, section: str | None) -> Page:
        printed = printed_label(text.lines)
        before = self.pages[-1].label if self.pages else "0"
        label = wanted or (printed.label if printed else next_label(before, self._taken))
        blocks = () if text.empty else (PageBlock(lines=text.lines, first_line=text.first_line),)
        page = Page(label=self._distinct(label), section=section, file=str(path), blocks=blocks)
        self.pages.append(page)
        self.dates += [(page, date) for date in printed_dates(text.lines, self.publication)]
        if page.label != label:
            self._note(
                "duplicate-page-label",
                f"Two pages are labelled “{label}”; this one goes on as “{page.label}”.",
                page,
                text,
                "Rename the file, or give the pages labels in issue.toml.",
                Severity.ERROR,
            )
        if wanted and printed and not same_label(wanted, printed.label):
            line = text.lines[printed.index].strip()
            self._note(
                "page-label-contradiction",
                f"The page counts as page {wanted}, but prints “{line}”.",
                page,
                PageText(lines=text.lines, first_line=text.first_line + printed.index),
                "Correct the label in issue.toml or the name of the file, if the page is right.",
            )
        return page

    def _note(
        self, code: str, message: str, page: Page, text: PageText, mend: str, severity: Severity = Severity.WARNING
    ) -> None:
        where = Location(file=page.file, line=text.first_line, page=page.label)
        self.findings.append(Finding(code=code, severity=severity, message=message, location=where, mend=mend))

    def _dated(self, code: str, severity: Severity, message: str, page: Page, printed: PrintedDate) -> None:
        line = (page.blocks[0].first_line if page.blocks else 1) + printed.index
        self.findings.append(
            Finding(
                code=code,
                severity=severity,
                message=message,
                location=Location(file=page.file, line=line, page=page.label),
                mend="" if severity is Severity.INFO else "Give the date with --date if it is wrong.",
                evidence=(printed.text,),
            )
        )


def label_of(value: str | int) -> str:
    """Return a label as a person or a program wrote it in the form that pages have; it may be empty."""
    return plain_label(str(value))
