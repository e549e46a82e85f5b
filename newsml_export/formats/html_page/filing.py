"""What a story is filed under, as the page shows it: a row a kind, with a mark on what a program guessed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsml_export.formats.excerpt import one_line
from newsml_export.model.subjects import GuessedText, SubjectType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsml_export.model.story import Story
    from newsml_export.model.subjects import Subject

#: rows of subjects, in the order they are shown
_ROWS = {
    SubjectType.ABSTRACT: "topics",
    SubjectType.PERSON: "persons",
    SubjectType.ORGANISATION: "organisations",
    SubjectType.GEO_AREA: "places",
    SubjectType.EVENT: "events",
    SubjectType.OBJECT: "works",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """One value."""

    text: str
    #: shown beside it: posts, a number in a series
    more: str = ""
    #: shown when it is pointed at
    codes: tuple[str, ...] = ()
    #: key of the label of what a person or an organisation does in the story
    role: str | None = None
    #: 0 … 1; ``None`` where a person said so
    confidence: float | None = None

    @property
    def percent(self) -> int | None:
        """The confidence in percent, rounded down; ``None`` where a person said so."""
        return None if self.confidence is None else int(self.confidence * 100 + 1e-9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Values of one kind; never empty."""

    #: key of the label
    label: str
    values: tuple[Filed, ...]


def filed_rows(story: Story) -> tuple[Row, ...]:
    """Return what ``story`` is filed under, without kinds that nothing is known of."""
    rows = (Row(label=f"filed_{label}", values=values) for label, values in _rows(story))
    return tuple(row for row in rows if row.values)


def _rows(story: Story) -> Iterator[tuple[str, tuple[Filed, ...]]]:
    genre, series = story.genre, story.series
    if genre is not None:
        yield "genre", (_value(genre.name, code=genre.qcode, confidence=genre.confidence),)
    if series is not None:
        number = f"{series.number}" if series.number is not None else ""
        yield "series", (_value(series.name, more=number, code=series.qcode, confidence=series.confidence),)
    for kind, label in _ROWS.items():
        yield label, tuple(_subject(subject) for subject in story.subjects if subject.type is kind)
    if story.located is not None:
        yield "located", (_subject(story.located),)
    yield "keywords", tuple(_value(word.text, confidence=word.confidence) for word in story.keywords)
    for value, text in (
        (GuessedText.SUMMARY, story.summary),
        (GuessedText.SLUGLINE, story.slugline),
        (GuessedText.URGENCY, None if story.urgency is None else str(story.urgency)),
        (GuessedText.LANGUAGE, story.language),
    ):
        confidence = story.guessed(value)
        if text and (value is not GuessedText.LANGUAGE or confidence is not None):
            yield str(value), (_value(text, confidence=confidence),)


def _subject(subject: Subject) -> Filed:
    codes = (subject.qcode, *subject.same_as)
    return Filed(
        text=one_line(subject.name),
        more=one_line(" ".join(subject.posts)),
        codes=tuple(code for code in codes if code),
        role=f"filed_{subject.role}" if subject.role is not None else None,
        confidence=subject.confidence,
    )


def _value(text: str, *, more: str = "", code: str | None = None, confidence: float | None = None) -> Filed:
    return Filed(text=one_line(text), more=more, codes=(code,) if code else (), confidence=confidence)
