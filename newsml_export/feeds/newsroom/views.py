"""What the pages show, made from what the store keeps: plain values, ready to be printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import quote

from newsml_export.findings import Severity
from newsml_export.model.story import HeadlineRole, PubStatus
from newsml_export.model.subjects import SubjectType

if TYPE_CHECKING:
    import datetime as dt
    from zoneinfo import ZoneInfo

    from newsml_export.findings import Finding
    from newsml_export.model.story import Story
    from newsml_export.store import FeedEntry, IssueSummary, StoredItem

_MAIN = (HeadlineRole.MAIN, HeadlineRole.DERIVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRow:
    """A story in a list."""

    #: its GUID as a part of an address
    address: str
    headline: str
    language: str
    pages: str
    #: key of the label: usable, embargoed, withheld or canceled
    status: str
    #: end of the embargo
    until: str
    version: int
    #: place in a partner's feed; 0 elsewhere
    seq: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Continuation:
    """A story that goes on on other pages."""

    address: str
    headline: str
    language: str
    #: such as 1 → 2 → 4
    pages: str
    #: the jump lines as printed
    marks: str
    #: per cent, of the least sure link; ``None``: nothing had to be decided
    sure: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """A finding in words."""

    severity: str
    message: str
    place: str
    mend: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the headline stack."""

    text: str
    role: str
    main: bool


def moment(when: dt.datetime | None, zone: ZoneInfo) -> str:
    """Return a time as people read it, in ``zone``; empty for none."""
    return when.astimezone(zone).strftime("%Y-%m-%d %H:%M") if when is not None else ""


def address(guid: str) -> str:
    """Return a GUID as one step of an address."""
    return quote(guid, safe=":")


def status(story: Story, now: dt.datetime) -> str:
    """Return the key of the label that says what has become of a story."""
    if story.pub_status is not PubStatus.USABLE:
        return str(story.pub_status)
    return "embargoed" if story.embargoed is not None and story.embargoed > now else "usable"


def story_row(item: StoredItem, now: dt.datetime, zone: ZoneInfo, seq: int = 0) -> StoryRow:
    """Return the row of a story."""
    story = item.story
    state = status(story, now)
    return StoryRow(
        address=address(item.guid),
        headline=story.main_headline,
        language=story.language,
        pages=" → ".join(part.page for part in story.parts),
        status=state,
        until=moment(story.embargoed, zone) if state == "embargoed" else "",
        version=item.version.number,
        seq=seq,
    )


def entry_row(entry: FeedEntry, now: dt.datetime, zone: ZoneInfo) -> StoryRow:
    """Return the row of a story in a partner's feed."""
    return story_row(entry.item, now, zone, entry.seq)


def continuations(items: Iterable[StoredItem]) -> Iterator[Continuation]:
    """Yield the stories that go on on other pages, in the order of the issue."""
    for item in items:
        story = item.story
        if len(story.parts) < 2:
            continue
        links = [part.continuation.confidence for part in story.parts if part.continuation is not None]
        marks = [mark for part in story.parts for mark in (part.jump_from, part.jump_to) if mark]
        yield Continuation(
            address=address(item.guid),
            headline=story.main_headline,
            language=story.language,
            pages=" → ".join(part.page for part in story.parts),
            marks=" ".join(marks),
            sure=round(100 * min(links)) if links else None,
        )


def findings(found: Iterable[Finding]) -> dict[str, list[FindingRow]]:
    """Return findings in words: those to act on as ``findings``, the others as ``remarks``."""
    rows: dict[str, list[FindingRow]] = {"findings": [], "remarks": []}
    for finding in found:
        place = finding.location
        # Where the file lay on the machine that published it helps nobody here.
        where = replace(place, file=PurePath(place.file).name) if place.file else place
        row = FindingRow(severity=str(finding.severity), message=finding.message, place=str(where), mend=finding.mend)
        rows["remarks" if finding.severity is Severity.INFO else "findings"].append(row)
    return rows


def lines(story: Story) -> list[Line]:
    """Return the headline stack."""
    return [Line(text=line.text, role=str(line.role), main=line.role in _MAIN) for line in story.headline]


def facts(story: Story) -> Iterator[tuple[str, str]]:
    """Yield what else is known of a story: keys of labels, and values."""
    named = {
        kind: ", ".join(subject.name for subject in story.subjects if subject.type is kind) for kind in SubjectType
    }
    for key, value in (
        ("page", " → ".join(part.page for part in story.parts)),
        ("section", story.parts[0].section or ""),
        ("language", story.language),
        ("genre", story.genre.name if story.genre else ""),
        ("topics", named[SubjectType.ABSTRACT]),
        ("people", named[SubjectType.PERSON]),
        ("places", named[SubjectType.GEO_AREA]),
        ("keywords", ", ".join(keyword.text for keyword in story.keywords)),
        ("correction", story.correction or ""),
        ("ed_note", story.ed_note or ""),
    ):
        if value:
            yield key, value


def issue_name(summary: IssueSummary) -> str:
    """Return newspaper, day and number in a line."""
    info = summary.info
    return " ".join(filter(None, (info.publication, info.date.isoformat(), info.number, info.edition)))
