"""Whether a confidence means something: of what was said to be 90% sure, 90% should be right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A decision that can be checked."""

    #: 0 … 1, as the exporter stated it
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The decisions whose confidence lies in one interval; the last interval holds its upper end too."""

    low: float
    high: float
    count: int
    #: mean confidence
    stated: float
    #: share of those that were right
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How stated confidence and outcome agree."""

    count: int
    #: intervals that hold decisions, from below
    bins: tuple[Bin, ...]
    #: expected calibration error: mean distance of stated and right over the bins, weighed by their counts; 0 is best
    expected_error: float
    #: mean squared distance of confidence and outcome (Brier 1950); 0 is best, 0.25 is that of always saying 0.5
    brier: float


def calibrate(decisions: Sequence[Stated], bins: int = BINS) -> Calibration | None:
    """Return the reliability table of ``decisions`` in ``bins`` intervals of equal width; without any, ``None``."""
    if not decisions:
        return None
    held: defaultdict[int, list[Stated]] = defaultdict(list)
    for decision in decisions:
        held[min(int(decision.confidence * bins), bins - 1)].append(decision)
    table = tuple(_bin(number, bins, held[number]) for number in sorted(held))
    count = len(decisions)
    return Calibration(
        count=count,
        bins=table,
        expected_error=sum(row.count * abs(row.stated - row.right) for row in table) / count,
        brier=sum((decision.confidence - decision.right) ** 2 for decision in decisions) / count,
    )


def _bin(number: int, bins: int, decisions: Sequence[Stated]) -> Bin:
    count = len(decisions)
    return Bin(
        low=number / bins,
        high=(number + 1) / bins,
        count=count,
        stated=sum(decision.confidence for decision in decisions) / count,
        right=sum(decision.right for decision in decisions) / count,
    )
