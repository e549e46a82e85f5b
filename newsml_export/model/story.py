"""What we export: a story with all its page parts joined, and the evidence for every decision that made it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from newsml_export.model.subjects import Genre, Guess, GuessedText, Keyword, Series, Subject

#: names a story inside its issue; usable as an XML name
LocalId = NewType("LocalId", str)
#: names a story in the world, over all its versions
Guid = NewType("Guid", str)


class HeadlineRole(StrEnum):
    """The part that a line plays in a headline stack."""

    MAIN = "main"
    #: 引题, above the main headline
    KICKER = "kicker"
    #: 副题, below it
    DECK = "deck"
    #: label of a series, such as 系列评论⑥
    SERIES = "series"
    #: made by us from the text, because the page has no headline for the story
    DERIVED = "derived"


class BylineRole(StrEnum):
    """In what capacity a person or desk is named in a by-line."""

    REPORTER = "reporter"
    #: 通讯员: contributes from outside the staff
    CORRESPONDENT = "correspondent"
    COMMENTATOR = "commentator"
    PHOTOGRAPHER = "photographer"
    #: 文, 撰文, or a bare name above the text
    WRITER = "writer"
    EDITOR = "editor"
    #: 整理, 编译
    COMPILER = "compiler"


class PubStatus(StrEnum):
    """Publishing status (IPTC scheme ``stat``)."""

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"


class AlternativeKind(StrEnum):
    """What could have been chosen otherwise."""

    #: another headline for the text
    HEADLINE = "headline"
    #: another text for the headline, or another end of the continuation
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """What came near to being decided instead."""

    kind: AlternativeKind
    #: page label
    page: str
    #: the headline in one line, or the opening words of the text
    text: str
    #: 0 … 1: its chance, weighed against what was decided and what it would break up
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """How sure we are of something that could be wrong, and why."""

    #: 0 … 1
    confidence: float = 1.0
    #: short phrases, the strongest first
    evidence: tuple[str, ...] = ()
    #: what else it could have been, the nearest first
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadlineLine:
    """One line of a headline stack, as printed."""

    role: HeadlineRole
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """One person or desk that made the story."""

    #: without spaces that the typesetter put between the characters of a Chinese name
    name: str
    role: BylineRole = BylineRole.REPORTER
    #: the words that stood before the name, such as 本报记者 or 新华社记者
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where the text comes from."""

    #: as printed: 本报讯, 新华社北京3月7日电
    text: str
    #: the organisation: the newspaper itself, or an agency such as 新华社
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """Place and day that open the text."""

    text: str
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPart:
    """What stands of a story on one page."""

    #: page label
    page: str
    section: str | None = None
    #: place among the stories of the page, counted from 1
    order: int = 1
    #: index into the story's paragraphs of the first and of the last one that stand (at least partly) here
    first_paragraph: int = 0
    last_paragraph: int = 0
    #: the headline stack that this page prints over the part; on a later page often shortened, or empty
    headline: tuple[HeadlineLine, ...] = ()
    #: the jump line as printed, such as （下转2版）
    jump_to: str | None = None
    #: such as （上接1版）
    jump_from: str | None = None
    #: the first paragraph goes on in the middle of the last one of the part before
    mid_paragraph: bool = False
    #: how sure we are that the part continues the one before it (nothing is decided for a first part)
    continuation: Decision | None = None
    #: line of the page file that the part begins on, counted from 1
    first_line: int | None = None
    #: opening words of the text here, as many as tell it from the other texts of the page; ``None`` without text
    begins: str | None = None


class JumpDirection(StrEnum):
    """Which way a jump line points."""

    TO = "to"
    FROM = "from"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnresolvedJump:
    """A jump line whose other end was not found, or could be more than one."""

    direction: JumpDirection
    #: page that the line stands on
    page: str
    #: page that it names; ``None`` where the digits are lost
    target: str | None
    #: as printed
    text: str
    #: why it was not followed, in a sentence
    reason: str
    evidence: tuple[str, ...] = ()
    #: texts that could be the other end, the likeliest first
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that belongs to a story. What is not known is ``None``."""

    #: file beside the issue, or address
    href: str
    caption: str | None = None
    #: as printed
    credit: str | None = None
    #: bare name
    photographer: str | None = None
    #: IANA media type, such as image/jpeg
    media_type: str | None = None
    #: pixels, as they are stored in the file
    width: int | None = None
    height: int | None = None
    #: how the stored pixels must be turned to be looked at, 1 … 8 (Exif 2.3, tag 0x0112)
    orientation: int | None = None
    #: bytes
    size: int | None = None
    #: of the bytes of the file, in lower-case hexadecimal digits
    sha256: str | None = None
    #: where the file was read; ``None``: it was not
    file: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One story of an issue, whole, over all pages that it was printed on."""

    local_id: LocalId
    #: BCP 47
    language: str
    #: in the order they are printed in; never empty
    headline: tuple[HeadlineLine, ...]
    #: that this headline belongs to this text
    headline_decision: Decision
    #: plain text without line ends; empty for a story that is only a picture or a headline
    paragraphs: tuple[str, ...]
    #: in reading order; never empty
    parts: tuple[StoryPart, ...]
    bylines: tuple[Byline, ...] = ()
    source: Source | None = None
    dateline: Dateline | None = None
    unresolved_jumps: tuple[UnresolvedJump, ...] = ()
    pictures: tuple[Picture, ...] = ()
    genre: Genre | None = None
    keywords: tuple[Keyword, ...] = ()
    subjects: tuple[Subject, ...] = ()
    series: Series | None = None
    #: where the story happened: the nearest place that is known
    located: Subject | None = None
    summary: str | None = None
    #: names the story in the trade, such as ``economy-digital-jiangzhou``
    slugline: str | None = None
    #: 1, most urgent, … 9 (IPTC scheme ``edurg``); ``None`` where nobody said
    urgency: int | None = None
    #: which of summary, slugline, urgency and language a program made; a person said the others
    guesses: tuple[Guess, ...] = ()
    pub_status: PubStatus = PubStatus.USABLE
    embargoed: dt.datetime | None = None
    ed_note: str | None = None
    #: what was wrong in an earlier version and is right in this one, in words for editors; ``None``: no correction
    correction: str | None = None

    @property
    def main_headline(self) -> str:
        """The main (or derived) headline in one line."""
        return self.headline_text(HeadlineRole.MAIN, HeadlineRole.DERIVED) or self.headline[0].text

    @property
    def derived_headline(self) -> bool:
        """Whether the headline was made by us."""
        return any(line.role is HeadlineRole.DERIVED for line in self.headline)

    @property
    def least_confidence(self) -> float:
        """How sure the least sure decision about the story is, 0 … 1."""
        links = [part.continuation.confidence for part in self.parts if part.continuation is not None]
        return min(self.headline_decision.confidence, *links) if links else self.headline_decision.confidence

    def guessed(self, value: GuessedText) -> float | None:
        """Return how sure a program is of ``value``, 0 … 1, or ``None`` where a person said it."""
        return next((guess.confidence for guess in self.guesses if guess.value is value), None)

    def headline_text(self, *roles: HeadlineRole) -> str | None:
        """Return the lines of ``roles`` joined by a space, or ``None`` where there is none."""
        return " ".join(line.text for line in self.headline if line.role in roles) or None
