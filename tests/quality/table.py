"""Scores of levels for people to look at."""

from __future__ import annotations

from collections.abc import Mapping

from newsml_export.evaluation.report import columns, percent
from tests.composer import LEVELS
from tests.quality.gate import Scores
from tests.quality.measure import GATED

_NAMES = {"wrong_joins": "joins", "furniture_leaked": "furniture"}


def lines(kinds: Mapping[str, Scores]) -> list[str]:
    """Return a line for each level and kind of seeds, such as ``gate`` and ``held back``."""
    levels = [level for level in LEVELS if any(level in scores for scores in kinds.values())]
    rows = [("level", *(_NAMES.get(name, name) for name in GATED))]
    rows += [
        _row(f"{level}, {kind}", scores[level]) for level in levels for kind, scores in kinds.items() if level in scores
    ]
    return columns(rows)


def _row(name: str, scores: Mapping[str, float]) -> tuple[str, ...]:
    return (name, *(percent(scores.get(figure)) for figure in GATED))
