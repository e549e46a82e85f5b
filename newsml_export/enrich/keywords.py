"""Enricher ``keywords``: the words and units that say what a story is about."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from newsml_export.enrich.base import EnricherInfo
from newsml_export.enrich.candidates import Candidate, chosen
from newsml_export.model.subjects import Keyword
from newsml_export.vocabularies.language_tags import primary_language

if TYPE_CHECKING:
    from newsml_export.enrich.analysis import Analysis
    from newsml_export.enrich.base import EnrichContext
    from newsml_export.model.story import Story

_MOST = 10
_LEAST = 5
#: a keyword beyond the fifth must be this good, measured by the best
_GOOD_ENOUGH = 0.35


class KeywordEnricher:
    """Weighs the words of a story by how often it has them, and how seldom others do."""

    info = EnricherInfo(
        name="keywords",
        title="Keywords",
        summary="finds the words and units that say what a story is about",
        after=("entities", "language"),
    )

    def enrich(self, story: Story, analysis: Analysis, context: EnrichContext) -> Story:
        """Return ``story`` with five to ten keywords behind those that came with it, fewer where it says little.

        Names of persons, dates, numbers and words that any story has are no keywords.

        Args:
            story: as the enrichers before left it; persons found in it are left out.
            analysis: its words.
            context: terms of the publisher's lexicon are kept whole.
        """
        candidates = _candidates(story, analysis, context)
        known = {keyword.text.casefold() for keyword in story.keywords}
        ignored = {form for entry in context.lexicon.entries if entry.ignore for form in entry.forms}
        best = [one for one in chosen(candidates, _MOST + len(known)) if one.text.casefold() not in known]
        best = [one for one in best if one.text not in ignored]
        found = [
            Keyword(text=one.text, confidence=_confidence(one, rank, best[0].score))
            for rank, one in enumerate(best[:_MOST])
            if rank < _LEAST or one.score >= _GOOD_ENOUGH * best[0].score
        ]
        return replace(story, keywords=(*story.keywords, *found)) if found else story


def _candidates(story: Story, analysis: Analysis, context: EnrichContext) -> list[Candidate]:
    if analysis.is_chinese:
        from newsml_export.enrich.phrases import chinese_candidates

        return chinese_candidates(story, analysis, context)
    language = primary_language(story.language)
    if language in ("en", "de"):
        from newsml_export.enrich.western_keywords import western_candidates

        return western_candidates(story, analysis, language)
    if language == "ja":
        from newsml_export.enrich.japanese_keywords import japanese_candidates

        return japanese_candidates(story, analysis)
    return []


def _confidence(candidate: Candidate, rank: int, best: float) -> float:
    """Return how likely it is that an indexer accepts the keyword (logistic)."""
    share = candidate.score / best if best else 0.0
    value = -0.6 + 1.1 * share + 0.9 * candidate.in_title + 0.3 * math.log2(candidate.count) + 0.4 * candidate.listed
    return round(min(0.97, 1 / (1 + math.exp(-value + 0.03 * rank))), 2)


ENRICHER = KeywordEnricher()
