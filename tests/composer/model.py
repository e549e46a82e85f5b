"""What the composer works on: articles of the corpus, parts of stories, the composed issue."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.composer.blocks import mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article of the corpus, before anything is known of its place."""

    id: str
    genre: str
    paragraphs: tuple[str, ...]
    #: 主题, a line each
    headline: tuple[str, ...]
    #: 引题
    kicker: tuple[str, ...] = ()
    #: 副题, without dashes
    deck: tuple[str, ...] = ()
    #: such as 系列报道③
    series: tuple[str, ...] = ()
    #: what a later page prints instead of the whole stack
    short: str | None = None
    reporters: tuple[str, ...] = ()
    correspondents: tuple[str, ...] = ()
    #: an editorial desk instead of persons, such as 评论员
    desk: str | None = None
    #: what the editors say before it, such as 编者按
    note: str | None = None
    #: where it was taken over from instead of written: 新华社, 综合, 共同 …
    agency: str | None = None
    #: place of the dateline
    place: str | None = None
    caption: str | None = None
    #: articles of the same group are easily mistaken for each other
    group: str | None = None
    #: ``old`` (1890–1964) or ``new`` (from 2020 on) where the article fits no other time (Latin scripts)
    era: str | None = None
    #: name that an English jump line calls the story by
    slug: str | None = None

    @property
    def latin(self) -> bool:
        """Whether it is written in words with spaces."""
        return not any("\u4e00" <= character <= "\u9fff" for character in self.headline[0])

    @property
    def length(self) -> int:
        """Characters in the body."""
        return sum(map(len, self.paragraphs))

    @property
    def structured(self) -> bool:
        """Whether it has sub-headings, rows of a table or lines that are set off."""
        return any(map(mark, self.paragraphs))


@dataclass(frozen=True, slots=True, kw_only=True)
class SetByline:
    """A by-line as it will be printed, and what it says."""

    #: opens the first paragraph
    lead: str = ""
    #: lines of their own above the body
    top: tuple[str, ...] = ()
    #: closes the last paragraph
    tail: str = ""
    tail_on_own_line: bool = False
    names: tuple[str, ...] = ()
    source: str | None = None

    @property
    def opens_body(self) -> bool:
        """Whether a reader can see from it where the body begins."""
        return bool(self.lead or self.top)


@dataclass(slots=True, kw_only=True)
class Part:
    """What of a story stands on one page."""

    #: index of the page
    page: int
    paragraphs: tuple[str, ...]
    #: the first paragraph began on the page before
    starts_mid: bool = False
    #: the last word goes on in the next part; its hyphen is not in the text
    ends_mid_word: bool = False
    #: lines printed over this part; empty: none
    headline: tuple[str, ...] = ()
    #: what the editors say, printed above the by-line; a paragraph of the story
    note: str = ""
    lead: str = ""
    top: tuple[str, ...] = ()
    tail: str = ""
    tail_on_own_line: bool = False
    #: jump lines as printed
    jump_to: str | None = None
    jump_from: str | None = None
    #: labels that the jump lines name; an empty string: digits lost
    to_label: str | None = None
    from_label: str | None = None


@dataclass(slots=True, kw_only=True)
class PlannedStory:
    """A story with its place: printed parts only."""

    article: Article
    parts: list[Part]
    names: tuple[str, ...] = ()
    source: str | None = None
    resolved: bool = False

    @property
    def from_start(self) -> bool:
        """Whether its beginning is printed."""
        return self.parts[0].jump_from is None


@dataclass(slots=True, kw_only=True)
class PagePlan:
    """What stands on a page beside the parts of stories."""

    index: int
    label: str
    section: str
    parts: list[tuple[PlannedStory, Part]] = field(default_factory=list)
    orphans: list[tuple[str, ...]] = field(default_factory=list)
    #: a column of tiny stories: its label and the stories
    briefs: list[PlannedStory] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    #: boxes that tell in a sentence what a story of a later page says: headline, sentence, hint at the page
    digests: list[tuple[str, str, str]] = field(default_factory=list)
    #: captions and headlines that stand between the lines of a body: (line that it follows, text)
    inside: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComposedIssue:
    """An issue of page texts whose truth is known."""

    #: text of each page, by label, in the order of the issue
    pages: dict[str, str]
    #: in the scorer's format
    truth: dict[str, Any]
    issue_toml: str
