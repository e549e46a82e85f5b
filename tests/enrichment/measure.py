"""Runs the product over stories and scores what it finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tests.enrichment.found import found_in
from tests.enrichment.product import enriched
from tests.enrichment.scores import Scored, score, score_language
from tests.enrichment.truth import Truth

#: BCP 47: not determined
_UNKNOWN = "und"


def measured(truths: Sequence[Truth], engine: str | None = None) -> list[Scored]:
    """Return the score of each story, in order."""
    return [_measured(truth, engine) for truth in truths]


def _measured(truth: Truth, engine: str | None) -> Scored:
    found = found_in(enriched(truth.story, truth.publication, truth.place, engine))
    bare = replace(truth.story, language=_UNKNOWN)
    language = enriched(bare, truth.publication, truth.place, engine).language
    return score(truth, found) + score_language(truth, language)
