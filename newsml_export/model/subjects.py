"""What a story is about, and who says so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SubjectType(StrEnum):
    """Nature of a concept (IPTC scheme ``cpnat``)."""

    ABSTRACT = "abstract"
    PERSON = "person"
    ORGANISATION = "organisation"
    GEO_AREA = "geoArea"
    EVENT = "event"
    OBJECT = "object"


class SubjectRole(StrEnum):
    """What a person or an organisation does in the story."""

    MENTIONED = "mentioned"
    #: the story gives their words
    QUOTED = "quoted"
    #: made the story
    AUTHOR = "author"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A concept that a story is about."""

    name: str
    type: SubjectType = SubjectType.ABSTRACT
    #: such as ``medtop:04000000``; ``None`` for a concept known by name only
    qcode: str | None = None
    #: 0 … 1; ``None`` where a person said so
    confidence: float | None = None
    #: of a person or an organisation; ``None`` where nobody said
    role: SubjectRole | None = None
    #: a person's posts as the text says them, such as 区委书记
    posts: tuple[str, ...] = ()
    #: QCodes of the same concept in other schemes, such as ``iso3166-1a2:CN`` or ``subj:04000000``
    same_as: tuple[str, ...] = ()
    #: QCodes of the concepts next above it in its own scheme
    broader: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyword:
    """A word that a partner may filter by."""

    text: str
    #: 0 … 1; ``None`` where a person said so
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Genre:
    """The kind of story, such as 评论."""

    name: str
    qcode: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The series that a story is a part of, such as 系列评论⑥."""

    #: without the number
    name: str
    #: place of the story in the series, counted from 1; ``None`` where it is not said
    number: int | None = None
    qcode: str | None = None
    confidence: float | None = None


class GuessedText(StrEnum):
    """A plain value of a story that may have been made by a program."""

    SUMMARY = "summary"
    SLUGLINE = "slugline"
    URGENCY = "urgency"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """Says that a program made a value, and how sure it is."""

    value: GuessedText
    #: 0 … 1
    confidence: float
