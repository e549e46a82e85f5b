"""The documented shape of what an article of ``issue.json`` is filed under, and how it becomes ours.

A value with ``confidence`` was guessed by a program of the deliverer's; one without was said by a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from newsml_export.model.subjects import (
    Genre,
    Guess,
    GuessedText,
    Keyword,
    Series,
    Subject,
    SubjectRole,
    SubjectType,
)

_QCODE = r"^[^\s:/?#\[\]@]+:\S+$"
Code = Annotated[str, Meta(pattern=_QCODE)]
MaybeCode = Annotated[
    Code | None, Meta(description="QCode: alias of a scheme, a colon, a code, such as medtop:04000000.")
]
Confidence = Annotated[float, Meta(ge=0, le=1)]
MaybeConfidence = Annotated[
    Confidence | None, Meta(description="How sure a program is, 0 to 1; absent where a person said so.")
]
Name = Annotated[str, Meta(pattern=r"\S", description="Name, as readers know it.")]


class GenreInput(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of article with its code."""

    name: Name
    code: MaybeCode = None
    confidence: MaybeConfidence = None


class KeywordInput(msgspec.Struct, frozen=True, kw_only=True):
    """A keyword that a program gave."""

    name: Name
    confidence: MaybeConfidence = None


class SeriesInput(msgspec.Struct, frozen=True, kw_only=True):
    """A series of articles, such as 系列评论."""

    name: Name
    number: Annotated[
        Annotated[int, Meta(ge=1)] | None, Meta(description="Place of the article in the series, counted from 1.")
    ] = None
    code: MaybeCode = None
    confidence: MaybeConfidence = None


class SubjectInput(msgspec.Struct, frozen=True, kw_only=True):
    """A topic, person, organisation, place, event or work that an article is about."""

    name: Name
    type: Annotated[
        SubjectType, Meta(description="Nature (IPTC cpnat): abstract, person, organisation, geoArea, event or object.")
    ] = SubjectType.ABSTRACT
    code: MaybeCode = None
    confidence: MaybeConfidence = None
    role: Annotated[
        SubjectRole | None, Meta(description="What a person or an organisation does: mentioned, quoted or author.")
    ] = None
    posts: Annotated[tuple[str, ...], Meta(description="Posts of a person, such as 区委书记.")] = ()
    same_as: Annotated[tuple[Code, ...], Meta(description="QCodes of the same concept in other schemes.")] = ()
    broader: Annotated[tuple[Code, ...], Meta(description="QCodes of the concepts next above it.")] = ()


#: shapes inside an article, by the key that holds one or a list of them
SHAPES: Mapping[str, type[msgspec.Struct]] = {
    "genre": GenreInput,
    "keywords": KeywordInput,
    "member_of": SeriesInput,
    "subjects": SubjectInput,
    "located": SubjectInput,
}


def tables(article: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], type[msgspec.Struct], str]]:
    """Yield every object that ``article`` holds about its filing, with its shape and its place below the article."""
    for key, shape in SHAPES.items():
        value = article.get(key)
        if isinstance(value, dict):
            yield value, shape, key
        elif isinstance(value, list):
            yield from ((one, shape, f"{key}[{index}]") for index, one in enumerate(value) if isinstance(one, dict))


def genre_of(given: str | GenreInput | None) -> Genre | None:
    """Return the genre; an empty name is none."""
    if isinstance(given, GenreInput):
        return Genre(name=given.name, qcode=given.code, confidence=given.confidence)
    return Genre(name=given) if given else None


def keyword_of(given: str | KeywordInput) -> Keyword:
    """Return a keyword."""
    if isinstance(given, KeywordInput):
        return Keyword(text=given.name, confidence=given.confidence)
    return Keyword(text=given)


def series_of(given: SeriesInput | None) -> Series | None:
    """Return the series."""
    if given is None:
        return None
    return Series(name=given.name, number=given.number, qcode=given.code, confidence=given.confidence)


def subject_of(given: SubjectInput) -> Subject:
    """Return a subject."""
    return Subject(
        name=given.name,
        type=given.type,
        qcode=given.code,
        confidence=given.confidence,
        role=given.role,
        posts=given.posts,
        same_as=given.same_as,
        broader=given.broader,
    )


def located_of(given: str | SubjectInput | None) -> Subject | None:
    """Return where the story happened, which is a place whatever is said of its nature."""
    if isinstance(given, SubjectInput):
        return subject_of(msgspec.structs.replace(given, type=SubjectType.GEO_AREA))
    return Subject(name=given, type=SubjectType.GEO_AREA) if given else None


def guesses_of(given: Mapping[GuessedText, float] | None) -> tuple[Guess, ...]:
    """Return which plain values a program made, in the order of ``GuessedText``."""
    said = given or {}
    return tuple(Guess(value=value, confidence=said[value]) for value in GuessedText if value in said)
