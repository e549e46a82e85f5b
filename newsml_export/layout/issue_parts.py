"""All parts of stories that the pages and parsed articles of an issue hold, before they are linked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newsml_export.findings import Finding
from newsml_export.layout.articles import draft_articles
from newsml_export.layout.drafts import PartDraft, PrintedStack
from newsml_export.layout.headline_evidence import Announced
from newsml_export.layout.jump_lines import label_key
from newsml_export.layout.language_pack import LanguagePack
from newsml_export.layout.page_stories import PageReading, PageResult
from newsml_export.layout.pinned_headlines import Pins
from newsml_export.model.edition import OrphanHeadline
from newsml_export.model.issue import Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueParts:
    """What the pages of an issue hold."""

    #: in the order of the issue
    parts: tuple[PartDraft, ...]
    #: all headlines of all pages as they stand there
    stacks: tuple[PrintedStack, ...]
    orphans: tuple[OrphanHeadline, ...]
    findings: tuple[Finding, ...]


def read_parts(
    issue: Issue, readings: Sequence[PageReading], pack: LanguagePack, pins: Mapping[int, Pins] | None = None
) -> IssueParts:
    """Return the parts of stories that the pages and parsed articles of ``issue`` hold.

    Args:
        issue: the issue.
        readings: its pages, as ``page_readings`` returns them.
        pack: the language that it is written in.
        pins: headlines that an operator gave to texts or took from pages, by the place of the page in the issue.
    """
    pins = pins or {}
    first = [reading.match(pins=pins.get(index)) for index, reading in enumerate(readings)]
    results: list[PageResult] = []
    for index, reading in enumerate(readings):
        announced = announced_on(first, readings, index, pack) if reading.takes_continuations else []
        results.append(reading.match(announced, pins.get(index)) if announced else first[index])
    parts = [part for result in results for part in result.parts]
    parts += draft_articles(issue, parts, pack)
    parts.sort(key=lambda part: (part.page_index, part.order))
    return IssueParts(
        parts=tuple(parts),
        stacks=tuple(stack for result in results for stack in result.stacks),
        orphans=tuple(orphan for result in results for orphan in result.orphans),
        findings=tuple(finding for result in results for finding in result.findings),
    )


def page_readings(issue: Issue, pack: LanguagePack) -> list[PageReading]:
    """Return the pages of ``issue``, read but not matched."""
    return [PageReading(page, index, pack, issue.info.publication) for index, page in enumerate(issue.pages)]


def announced_on(
    results: Sequence[PageResult], readings: Sequence[PageReading], index: int, pack: LanguagePack
) -> list[Announced]:
    """Return the headlines of stories on other pages that go on on the page ``index``."""
    key = label_key(readings[index].page.label, pack.numerals)
    return [
        Announced(
            page=label_key(part.page, pack.numerals) or part.page,
            text=" ".join(line.text for line in part.headline),
            body="\n".join(part.paragraphs),
        )
        for number, result in enumerate(results)
        if number != index
        for part in result.parts
        if part.headline and part.jump_to is not None and part.jump_to.label in (None, key)
    ]
