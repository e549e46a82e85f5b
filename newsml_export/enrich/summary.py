"""Enricher ``summary``: the sentence that says best what a story is about."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from newsml_export.enrich.base import EnricherInfo
from newsml_export.model.subjects import Guess, GuessedText, SubjectType
from newsml_export.vocabularies.language_tags import is_chinese, primary_language

if TYPE_CHECKING:
    from newsml_export.enrich.analysis import Analysis
    from newsml_export.enrich.base import EnrichContext
    from newsml_export.model.story import Story

_WIDE = re.compile(r"[^。！？!?；;]+[。！？!?；;]*[”’」』）)]*")
#: a full stop behind a short word with a capital, such as Dr. or St., ends no sentence
_SPACED = re.compile(r".+?(?:(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.]|[!?])[”’\"“)]*(?=\s|$)|.+$")
#: sentences that are looked at
_LOOKED_AT = 6
#: characters of a summary: fewer say little, more are no summary
_SHORTEST, _LONGEST = {True: 18, False: 50}, {True: 140, False: 320}
#: what a first sentence that only sets the scene does not have
_SPOKEN = re.compile(r"^[“\"「『„]|[？?][”’」』）)]*$")
_FIRST, _SECOND = 2.2, 1.2


class SummaryEnricher:
    """Takes the first sentence, or a later one of the opening that names more of what the story is about."""

    info = EnricherInfo(
        name="summary",
        title="Summary",
        summary="takes the sentence that says best what a story is about",
        after=("entities", "keywords", "language"),
    )

    def enrich(self, story: Story, analysis: Analysis, context: EnrichContext) -> Story:
        """Return ``story`` with a summary out of its own text. One that came with it stays.

        Args:
            story: with the keywords and names that were found in it.
            analysis: not needed here.
            context: nothing of it matters here.
        """
        if story.summary is not None:
            return story
        wide = is_chinese(story.language) or primary_language(story.language) == "ja"
        sentences = _sentences(story, wide=wide)
        if not sentences:
            return story
        terms = [keyword.text.casefold() for keyword in story.keywords]
        terms += [one.name.casefold() for one in story.subjects if one.type is not SubjectType.ABSTRACT]
        scored = [(_score(text, place, terms), -place) for place, text in enumerate(sentences)]
        score, place = max(scored)
        text = sentences[-place]
        if len(text) < _SHORTEST[wide] and -place + 1 < len(sentences):
            text += ("" if wide else " ") + sentences[-place + 1]
        guess = Guess(value=GuessedText.SUMMARY, confidence=round(min(0.9, 0.5 + 0.06 * score), 2))
        return replace(story, summary=_cut(text, _LONGEST[wide]), guesses=(*story.guesses, guess))


def _sentences(story: Story, *, wide: bool) -> list[str]:
    found: list[str] = []
    for paragraph in story.paragraphs:
        found += [one.strip() for one in (_WIDE if wide else _SPACED).findall(paragraph) if one.strip()]
        if len(found) >= _LOOKED_AT:
            break
    return found[:_LOOKED_AT]


def _score(sentence: str, place: int, terms: list[str]) -> float:
    folded = sentence.casefold()
    score = float(sum(term in folded for term in terms))
    score += _FIRST if place == 0 else _SECOND if place == 1 else 0.0
    if _SPOKEN.search(sentence):
        score *= 0.4
    return score


def _cut(text: str, longest: int) -> str:
    """Return ``text``, or as many of its clauses as fit."""
    if len(text) <= longest:
        return text
    end = max(text.rfind(sign, 0, longest) for sign in "，,；; 、")
    return text[: end if end > longest // 2 else longest - 1].rstrip("，,；; 、") + "…"


ENRICHER = SummaryEnricher()
