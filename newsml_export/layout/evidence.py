"""Evidence for a pair, the learned weights of it, and how sure a pairing made with them is."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources

import msgspec

_SCORE_LIMIT = 6.0
#: weights below which evidence is not worth naming
_NAMED = 0.3


@dataclass(frozen=True, slots=True)
class Evidence:
    """The features of one pair, and what a person may read about them."""

    values: Mapping[str, float]
    phrases: Mapping[str, str] = field(default_factory=dict)


class PairModel(msgspec.Struct, frozen=True):
    """Weights learned by logistic regression."""

    #: for each feature of a pair
    weights: dict[str, float]
    #: for a constant, the score, the margin over the next best assignment, and the lesser of both
    sureness: tuple[float, float, float, float]

    def score(self, values: Mapping[str, float]) -> float:
        """Return the log-odds that a pair belongs together."""
        return sum(self.weights.get(name, 0.0) * value for name, value in values.items())

    def confidence(self, score: float, margin: float) -> float:
        """Return how sure a pair of the best assignment is, 0 … 1.

        Args:
            score: of the pair, as ``score`` returns it.
            margin: how much worse the best assignment without the pair is.
        """
        features = sureness_features(score, margin)
        return 1.0 / (1.0 + math.exp(-sum(map(float.__mul__, self.sureness, features))))

    def phrases(self, evidence: Evidence) -> tuple[str, ...]:
        """Return what speaks for a pair and against it, the strongest first."""
        weighed = [
            (self.weights.get(name, 0.0) * evidence.values[name], phrase)
            for name, phrase in evidence.phrases.items()
            if name in evidence.values
        ]
        weighed.sort(key=lambda item: (-abs(item[0]), item[1]))
        return tuple(
            phrase if weight > 0 else f"speaks against it: {phrase}"
            for weight, phrase in weighed
            if abs(weight) >= _NAMED
        )


def sureness_features(score: float, margin: float) -> tuple[float, float, float, float]:
    """Return what the sureness of a pair is learned from."""
    score = max(-_SCORE_LIMIT, min(_SCORE_LIMIT, score))
    margin = max(0.0, min(_SCORE_LIMIT, margin))
    return 1.0, score, margin, min(score, margin)


@lru_cache(maxsize=8)
def pair_model(subject: str, *, spaced: bool) -> PairModel:
    """Return learned weights.

    Args:
        subject: what pairs they weigh: ``links`` or ``headlines``.
        spaced: for languages with or without spaces between words.
    """
    name = f"{subject}-{'spaced' if spaced else 'unspaced'}.json"
    return msgspec.json.decode(
        (resources.files("newsml_export.layout") / "learned" / name).read_bytes(), type=PairModel
    )
