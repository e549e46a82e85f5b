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


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A concept that a story is about."""

    name: str
    type: SubjectType = SubjectType.ABSTRACT
    #: such as ``medtop:04000000``; ``None`` for a concept known by name only
    qcode: str | None = None
    #: 0 … 1; ``None`` where a person said so
    confidence: float | None = None


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
