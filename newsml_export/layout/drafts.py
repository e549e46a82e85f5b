"""What page understanding makes on its way from lines to stories; private to this room."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from newsml_export.layout.jump_lines import JumpLine
from newsml_export.model.story import Byline, Dateline, Decision, HeadlineLine, Picture, PubStatus, Source
from newsml_export.model.subjects import Genre, Guess, Keyword, Series, Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadlineChunk:
    """Headline lines that stand together without a blank line."""

    #: as printed, tidied
    lines: tuple[str, ...]
    first_line: int
    #: place in the sequence of chunks and bodies of the page
    position: int
    #: number of the run of chunks that stand directly one after another
    run: int
    #: log-odds, by their form alone, that the chunk belongs to the stack of the one before it in the run
    stacked: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The text of one story on one page, before it has a headline."""

    paragraphs: tuple[str, ...]
    first_line: int
    #: the first line that holds text
    text_line: int
    position: int
    bylines: tuple[Byline, ...] = ()
    source: Source | None = None
    dateline: Dateline | None = None
    jump_to: JumpLine | None = None
    jump_from: JumpLine | None = None
    #: opens like a story: with a lead, a by-line or a jump line
    marked_start: bool = False
    #: whether its first line is set as the first of a paragraph is on this page; ``None``: that cannot be seen
    opens_paragraph: bool | None = None

    @property
    def text(self) -> str:
        """All paragraphs, one after another."""
        return "".join(self.paragraphs)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedStack:
    """A headline stack where it stands, whatever text it was given to."""

    #: place of the page in the issue, from 0
    page_index: int
    text: str
    #: the text of the page, counted from 1, that it stands right above, where no other stack stands with it
    above: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartDraft:
    """A story, or the part of one that stands on one page, with its headline; not yet linked to other pages."""

    page: str
    section: str | None
    #: place of the page in the issue, from 0
    page_index: int
    #: place on the page, from 1
    order: int
    paragraphs: tuple[str, ...]
    headline: tuple[HeadlineLine, ...]
    headline_decision: Decision
    bylines: tuple[Byline, ...] = ()
    source: Source | None = None
    dateline: Dateline | None = None
    jump_to: JumpLine | None = None
    jump_from: JumpLine | None = None
    first_line: int | None = None
    file: str | None = None
    #: opens like a story: with a lead, a by-line or a jump line
    marked_start: bool = False
    #: whether its first line is set as the first of a paragraph is on this page; ``None``: that cannot be seen
    opens_paragraph: bool | None = None
    pictures: tuple[Picture, ...] = ()
    #: an operator gave the headline, or said that there is none
    headline_decided: bool = False
    #: an operator gave the by-lines, or said that there are none
    bylines_decided: bool = False
    #: opening words that tell the text from the others of its page
    begins: str | None = None
    #: what a deliverer said beyond the text; see ``articles``
    given: GivenFacts | None = None
    #: what an operator said of how the text may be used; of ``GivenFacts`` the last four values
    handling: GivenFacts | None = None

    @property
    def facts(self) -> GivenFacts | None:
        """What the deliverer gave, with what the operator said in its place; ``None`` where neither said anything."""
        if self.handling is None:
            return self.given
        given, said = self.given or GivenFacts(), self.handling
        return replace(
            given,
            pub_status=said.pub_status or given.pub_status,
            embargoed=said.embargoed or given.embargoed,
            ed_note=said.ed_note or given.ed_note,
            correction=said.correction or given.correction,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenFacts:
    """What the deliverer of a parsed article knows and page text does not tell."""

    id: str | None = None
    continues: str | None = None
    language: str | None = None
    keywords: tuple[Keyword, ...] = ()
    summary: str | None = None
    genre: Genre | None = None
    subjects: tuple[Subject, ...] = ()
    member_of: Series | None = None
    located: Subject | None = None
    slugline: str | None = None
    urgency: int | None = None
    guesses: tuple[Guess, ...] = ()
    embargoed: dt.datetime | None = None
    pub_status: PubStatus | None = None
    ed_note: str | None = None
    correction: str | None = None
