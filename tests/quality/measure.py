"""Composes issues, understands them in memory, and scores them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import msgspec

from newsml_export.evaluation.figures import SHARES
from newsml_export.evaluation.items import from_stories
from newsml_export.evaluation.scorer import Evaluation, score
from newsml_export.evaluation.truth import Truth
from tests.composer import compose
from tests.layout.editions import edition_of

#: what the gate holds, in the order of the file
GATED = ("found", "headlines", "bylines", "paragraphs", "continuations", "wrong_joins", "furniture_leaked")
#: a single story, border or string of furniture moves a share by more than the last of these digits
DIGITS = 4


@cache
def evaluate_seed(level: str, seed: int) -> Evaluation:
    """Score one composed issue."""
    issue = compose(seed, level)
    truth = msgspec.convert(issue.truth, Truth)
    edition = edition_of(dict(issue.pages), issue.truth["publication"], issue.truth["language"])
    return score(truth, from_stories(edition.stories))


def evaluate_level(level: str, seeds: Iterable[int]) -> Evaluation:
    """Score a level over several issues."""
    return sum((evaluate_seed(level, seed) for seed in seeds), Evaluation())


def scores(evaluation: Evaluation) -> dict[str, float]:
    """Return the shares that the gate holds, rounded as in its file; without those there is nothing to measure for."""
    found = ((name, SHARES[name].value(evaluation.figures)) for name in GATED)
    return {name: round(value, DIGITS) for name, value in found if value is not None}
