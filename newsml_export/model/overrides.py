"""What an operator decided against us: the entries of an ``overrides.toml``, and what became of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from newsml_export.errors import Location
from newsml_export.model.story import BylineRole, HeadlineRole, PubStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class PartName:
    """Names the text of a story on one page, so that it is found again when the page is read again."""

    #: page label, as in the issue; ``None`` only beside an ``id``
    page: str | None = None
    #: opening words of the text on that page; white space and the lead (本报讯 …) do not count
    begins: str | None = None
    #: identifier that the deliverer of parsed articles gave
    id: str | None = None

    def __str__(self) -> str:
        words = [f"“{self.begins}”"] if self.begins is not None else []
        words += [f"id {self.id}"] if self.id is not None else []
        return " ".join(words) + (f" on page {self.page}" if self.page is not None else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenLine:
    """A headline line as the operator wrote it."""

    text: str
    #: ``None``: as the line is understood where it stands on the page, else by its shape
    role: HeadlineRole | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenByline:
    """A by-line as the operator wrote it."""

    #: a bare name, or as printed (记者 李 一) where neither role nor title is given
    name: str
    role: BylineRole | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    #: where it is written: file, line and key
    location: Location = field(default_factory=Location)
    #: why, in the operator's words
    reason: str | None = None

    @property
    def voice(self) -> str:
        """Who decided, and why: the evidence of every decision that the entry makes."""
        file = (self.location.file or "overrides").replace("\\", "/").rsplit("/", 1)[-1]
        place = file if self.location.line is None else f"{file}, line {self.location.line}"
        return f"decided in {place}" + (f": {self.reason}" if self.reason else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryOverride(_Entry):
    """Another headline or other by-lines for a text, or how it may be used. ``None``: left as it is; empty: none."""

    part: PartName
    headline: tuple[GivenLine, ...] | None = None
    bylines: tuple[GivenByline, ...] | None = None
    status: PubStatus | None = None
    #: not to be shown before; time zone aware, whole seconds
    embargoed: dt.datetime | None = None
    #: for editors
    ed_note: str | None = None
    #: what was wrong in an earlier version and is right in this one
    correction: str | None = None

    @property
    def handles(self) -> bool:
        """Whether it says how the story may be used, or tells editors something."""
        return any(value is not None for value in (self.status, self.embargoed, self.ed_note, self.correction))

    @property
    def holds_back(self) -> bool:
        """Whether it keeps the story from being shown, now or for a time: it must not be lost."""
        return self.embargoed is not None or self.status not in (None, PubStatus.USABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinOverride(_Entry):
    """Each part goes on in the next one, whatever their jump lines say."""

    #: in reading order; two at least
    parts: tuple[PartName, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApartOverride(_Entry):
    """No two of the parts belong to one story."""

    #: two at least
    parts: tuple[PartName, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DropOverride(_Entry):
    """A text that is no story, or a line that is no headline."""

    #: the text; ``None`` where only ``headline`` is dropped
    part: PartName | None = None
    #: page and lines of what was taken for a headline
    page: str | None = None
    headline: tuple[str, ...] = ()


Override = StoryOverride | JoinOverride | ApartOverride | DropOverride


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """All overrides of an issue, in the order they are written in."""

    entries: tuple[Override, ...] = ()
    file: str | None = None

    def __bool__(self) -> bool:
        return bool(self.entries)


class OverrideKind(StrEnum):
    """What an override changes."""

    HEADLINE = "headline"
    BYLINES = "bylines"
    #: status, embargo, note, correction
    HANDLING = "handling"
    JOIN = "join"
    APART = "apart"
    DROP = "drop"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedOverride:
    """An override that took effect."""

    kind: OverrideKind
    #: page of the (first) text
    page: str
    #: opening words of the (first) text, or the dropped headline
    begins: str
    #: what was decided, in words
    now: str
    #: what would stand there without it, in words; the same as ``now`` where it only confirms
    before: str
    reason: str | None = None
    #: where it is written
    location: Location = field(default_factory=Location)

    @property
    def confirms(self) -> bool:
        """Whether the same had been decided without it."""
        return self.now == self.before
