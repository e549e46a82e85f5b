"""What a reader delivers: an issue of a newspaper as it came from outside, before anything is understood."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsml_export.findings import Finding
from newsml_export.model.article import ParsedArticle
from newsml_export.model.overrides import Overrides

if TYPE_CHECKING:
    from newsml_export.model.delivered import DeliveredStory, Identity


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBlock:
    """A run of lines that the source delivered together.

    A source that knows nothing of columns, such as plain page text, delivers one block a page.
    """

    #: lines without their line ends, blank ones included
    lines: tuple[str, ...]
    #: line of the source file that the first line stands on, counted from 1
    first_line: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One printed page."""

    #: as printed, such as ``1`` or ``A02``
    label: str
    #: such as 要闻; ``None`` where unknown
    section: str | None = None
    #: file that the page came from, as the user named it
    file: str | None = None
    blocks: tuple[PageBlock, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueInfo:
    """What is known of an issue as a whole."""

    #: name of the newspaper
    publication: str
    date: dt.date
    #: such as 第4821期
    number: str | None = None
    edition: str | None = None
    #: BCP 47
    language: str = "zh-Hans"
    #: where the newspaper appears
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An issue as read: pages of text, or articles that somebody else has parsed, or both."""

    info: IssueInfo
    pages: tuple[Page, ...]
    articles: tuple[ParsedArticle, ...] = ()
    #: stories that came whole, with nothing left to understand
    delivered: tuple[DeliveredStory, ...] = ()
    #: of the issue as a whole, where it came with one
    identity: Identity | None = None
    #: what the operator decided
    overrides: Overrides = field(default_factory=Overrides)
    #: what the reader noticed
    findings: tuple[Finding, ...] = ()
    #: file or folder the issue came from, as the user named it
    source: str | None = None
