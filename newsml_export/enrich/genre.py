"""Enricher ``genre``: the kind of story, such as 消息, 评论 or 专访."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from newsml_export.enrich.base import EnricherInfo
from newsml_export.enrich.genre_shape import add_shape, shape
from newsml_export.enrich.genre_signs import genre_by_form, genre_names, signs
from newsml_export.model.lexicon import LexiconKind
from newsml_export.model.story import HeadlineRole
from newsml_export.model.subjects import Genre

if TYPE_CHECKING:
    from newsml_export.enrich.analysis import Analysis
    from newsml_export.enrich.base import EnrichContext
    from newsml_export.model.lexicon import Lexicon
    from newsml_export.model.story import Story

#: a genre with less is none
_LEAST_SCORE = 2.0
#: at this distance to the second best a genre is half way from the lowest to the highest confidence
_HALF_MARGIN = 1.5
_LOWEST, _HIGHEST = 0.5, 0.97
#: what the publisher's lexicon says of a column
_LISTED = 0.98
#: the opening and the ending of a text
_EDGE = 80
_LABELS = (HeadlineRole.KICKER, HeadlineRole.SERIES)
_TITLES = (HeadlineRole.MAIN, HeadlineRole.DECK)


class GenreEnricher:
    """Weighs signs for each genre: labels, headlines, by-lines, make-up and words; the publisher's columns win."""

    info = EnricherInfo(
        name="genre",
        title="Genre",
        summary="tells news, comment, interview, letter, notice and other kinds of stories apart",
        after=("language",),
    )

    def enrich(self, story: Story, analysis: Analysis, context: EnrichContext) -> Story:
        """Return ``story`` with its genre. One that came with the story stays; where nothing fits, there is none.

        Args:
            story: as the enrichers before left it.
            analysis: not looked at: no words need be parted.
            context: the publisher's lexicon.
        """
        if story.genre is not None:
            return story
        name = _column_genre(story, context.lexicon)
        if name is not None:
            known = genre_by_form().get(name.casefold())
            return replace(story, genre=Genre(name=name, qcode=known.qcode if known else None, confidence=_LISTED))
        scores = genre_scores(story)
        # At equal scores the order of the table decides.
        ranked = sorted((genre for genre in genre_names() if genre in scores), key=scores.__getitem__, reverse=True)
        if not ranked or scores[ranked[0]] < _LEAST_SCORE:
            return story
        margin = scores[ranked[0]] - max(scores[ranked[1]] if len(ranked) > 1 else 0.0, 0.0)
        sureness = _LOWEST + (_HIGHEST - _LOWEST) * margin / (margin + _HALF_MARGIN)
        best = genre_names()[ranked[0]]
        genre = Genre(name=best.in_language(story.language), qcode=best.qcode, confidence=round(sureness, 2))
        return replace(story, genre=genre)


def genre_scores(story: Story) -> dict[str, float]:
    """Return the points of each genre, by our name, that any sign speaks for or against."""
    table = signs(story.language)
    made = shape(story, letters=table is not None and table.letters)
    scores: dict[str, float] = {}
    add_shape(scores, story, made)
    if table is None:
        return scores
    labels: dict[str, float] = {}
    for line in story.headline:
        if line.role in _LABELS:
            table.add_turns(labels, "label", line.text.strip("—-– "))
    if story.parts[0].section and not labels:
        table.add_turns(labels, "label", story.parts[0].section, 0.5)
    for genre, points in labels.items():
        scores[genre] = scores.get(genre, 0.0) + points
    table.add_turns(scores, "title", "\n".join(line.text for line in story.headline if line.role in _TITLES))
    if story.paragraphs:
        table.add_turns(scores, "opening", story.paragraphs[0][:_EDGE])
        table.add_turns(scores, "ending", story.paragraphs[-1][-_EDGE:])
        table.add_words(scores, made.narration)
    return scores


def _column_genre(story: Story, lexicon: Lexicon) -> str | None:
    """Return the genre of the first column of ``lexicon`` that the headline stack, or the page's section, names."""
    if not lexicon:
        return None
    columns = [entry for entry in lexicon.of(LexiconKind.COLUMN) if entry.genre and not entry.ignore]
    if not columns:
        return None
    lines = [line.text for line in story.headline if line.role is not HeadlineRole.DERIVED]
    stack = "\n".join([*lines, story.parts[0].section or ""])
    return next((entry.genre for entry in columns if any(_names(stack, form) for form in entry.forms)), None)


def _names(stack: str, form: str) -> bool:
    if not form or form not in stack:
        return False
    if not form.isascii():
        return True
    return re.search(rf"(?<!\w){re.escape(form)}(?!\w)", stack) is not None


ENRICHER = GenreEnricher()
