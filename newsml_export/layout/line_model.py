"""A conditional random field over the lines of a page: learned weights, the best sequence, and how sure it is.

The weights are made by ``training`` from composed pages and read from ``learned``. Scores are natural logarithms
(Lafferty, McCallum, Pereira 2001); the best sequence is found as Viterbi (1967) does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from importlib import resources
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]

_NEVER = -1e4


class Kind(IntEnum):
    """What a line is."""

    #: first line of a story's text on the page
    STORY = 0
    #: first line of another paragraph
    PARAGRAPH = 1
    #: text that goes on from the line before
    TEXT = 2
    #: first line of a headline stack
    HEADLINE = 3
    #: a further line of the stack
    STACKED = 4
    #: by-line above a text
    BYLINE = 5
    #: by-line below a text
    SIGNATURE = 6
    JUMP = 7
    CAPTION = 8
    FURNITURE = 9


#: kinds of the lines of a body
BODIES = frozenset({Kind.STORY, Kind.PARAGRAPH, Kind.TEXT})
HEADLINES = frozenset({Kind.HEADLINE, Kind.STACKED})


@dataclass(frozen=True, slots=True)
class Decoded:
    """The kinds of the lines of a page."""

    kinds: tuple[Kind, ...]
    #: for each line, the log-odds that it belongs to the headline stack that the line before belongs to, given that it
    #: is a line of a headline
    stacked: tuple[float, ...]
    #: for each line, the log-odds that it opens a story rather than a paragraph
    opening: tuple[float, ...]
    #: for each line, how likely its kind is
    certainty: tuple[float, ...]


class _File(msgspec.Struct, frozen=True):
    """What a file of weights holds: for each feature a weight a kind, or a row of weights for each kind before."""

    lines: dict[str, list[float]]
    joints: dict[str, list[list[float]]]


@dataclass(frozen=True, slots=True)
class LineModel:
    """Weights of the features of a line, and of the features of the joint between a line and the one before."""

    line_index: dict[str, int]
    line_weights: Matrix
    joint_index: dict[str, int]
    joint_weights: Matrix

    def decode(
        self,
        features: Sequence[Sequence[str]],
        joints: Sequence[Sequence[str]],
        possible: Sequence[frozenset[Kind]],
    ) -> Decoded:
        """Return the most likely kinds.

        Args:
            features: names of the features of each line; unknown ones count nothing.
            joints: names of the features of each line's joint with the line before; those of the first are not used.
            possible: the kinds that each line can be; never empty.
        """
        scores = _sums(features, self.line_index, self.line_weights)
        for row, kinds in zip(scores, possible, strict=True):
            if len(kinds) < len(Kind):
                row[[kind for kind in Kind if kind not in kinds]] += _NEVER
        steps = _sums(joints, self.joint_index, self.joint_weights)
        odds = forward(scores, steps) + backward(scores, steps)
        path = _viterbi(scores, steps)
        stacked = odds[:, Kind.STACKED] - odds[:, Kind.HEADLINE]
        opening = odds[:, Kind.STORY] - odds[:, Kind.PARAGRAPH]
        sure = odds[np.arange(len(path)), path] - log_sum(odds)
        return Decoded(
            kinds=tuple(map(Kind, path)),
            stacked=tuple(stacked.tolist()),
            opening=tuple(opening.tolist()),
            certainty=tuple(np.exp(sure).tolist()),
        )


def model_for(*, spaced: bool) -> LineModel:
    """Return the weights for languages with or without spaces between words."""
    return _load("spaced" if spaced else "unspaced")


@lru_cache(maxsize=4)
def _load(name: str) -> LineModel:
    source = resources.files("newsml_export.layout") / "learned" / f"lines-{name}.json"
    return model_of(source.read_bytes())


def model_of(content: bytes) -> LineModel:
    """Return the model that a file of weights (JSON) holds.

    Raises:
        msgspec.DecodeError: the content is no file of weights.
    """
    file = msgspec.json.decode(content, type=_File)
    return LineModel(
        line_index={name: number for number, name in enumerate(file.lines)},
        line_weights=np.array(list(file.lines.values()), dtype=np.float64).reshape(-1, len(Kind)),
        joint_index={name: number for number, name in enumerate(file.joints)},
        joint_weights=np.array(list(file.joints.values()), dtype=np.float64).reshape(-1, len(Kind), len(Kind)),
    )


def _sums(names: Sequence[Sequence[str]], index: dict[str, int], weights: Matrix) -> Matrix:
    """Return for each line the sum of the weights of its features."""
    known = [[index[name] for name in row if name in index] for row in names]
    out = np.zeros((len(known), *weights.shape[1:]))
    filled = [number for number, row in enumerate(known) if row]
    if filled:
        starts = np.cumsum([0, *(len(known[number]) for number in filled[:-1])])
        flat = [place for number in filled for place in known[number]]
        out[filled] = np.add.reduceat(weights[flat], starts, axis=0)
    return out


def log_sum(scores: Matrix) -> Any:
    """Return the logarithm of the sum of the exponentials along the last axis."""
    top = scores.max(axis=-1)
    return top + np.log(np.exp(scores - top[..., None]).sum(axis=-1))


def forward(scores: Matrix, steps: Matrix) -> Matrix:
    """Return for each line and kind the logarithm of the weight of all ways that lead there."""
    out = np.empty_like(scores)
    out[0] = scores[0]
    for line in range(1, len(scores)):
        out[line] = log_sum(out[line - 1] + steps[line].T) + scores[line]
    return out


def backward(scores: Matrix, steps: Matrix) -> Matrix:
    """Return for each line and kind the logarithm of the weight of all ways that lead on from there."""
    out = np.zeros_like(scores)
    for line in range(len(scores) - 2, -1, -1):
        out[line] = log_sum(steps[line + 1] + scores[line + 1] + out[line + 1])
    return out


def _viterbi(scores: Matrix, steps: Matrix) -> list[int]:
    best = scores[0]
    back: list[npt.NDArray[np.intp]] = []
    kinds = np.arange(len(Kind))
    for line in range(1, len(scores)):
        trial = best[:, None] + steps[line]
        before = trial.argmax(axis=0)
        back.append(before)
        best = trial[before, kinds] + scores[line]
    path = [int(best.argmax())]
    for before in reversed(back):
        path.append(int(before[path[-1]]))
    return path[::-1]
