"""The conditional random field: the best sequence is the best of all, and what is sure is as sure as it says."""

from __future__ import annotations

import itertools
import json
import math

import msgspec
import numpy as np
import pytest

from newsml_export.layout.line_model import Kind, LineModel, model_of

KINDS = (Kind.STORY, Kind.TEXT, Kind.HEADLINE)
ALL = frozenset(KINDS)


def model() -> LineModel:
    """Return weights drawn once."""
    rng = np.random.default_rng(4)
    return LineModel(
        line_index={"one": 0, "two": 1},
        line_weights=rng.normal(size=(2, len(Kind))),
        joint_index={"any": 0, "gap": 1},
        joint_weights=rng.normal(size=(2, len(Kind), len(Kind))),
    )


LINES = (("one",), ("two", "unknown"), ("one", "two"), ())
JOINTS = ((), ("any",), ("any", "gap"), ("any",))


def score(weights: LineModel, kinds: tuple[Kind, ...]) -> float:
    """Return the score of a sequence, counted out."""
    total = 0.0
    for number, kind in enumerate(kinds):
        total += sum(
            weights.line_weights[weights.line_index[name], kind] for name in LINES[number] if name in weights.line_index
        )
        if number:
            total += sum(
                weights.joint_weights[weights.joint_index[name], kinds[number - 1], kind] for name in JOINTS[number]
            )
    return total


def test_the_sequence_is_the_best_of_all() -> None:
    weights = model()
    decoded = weights.decode(LINES, JOINTS, [ALL] * 4)
    best = max(itertools.product(KINDS, repeat=4), key=lambda kinds: score(weights, kinds))
    assert decoded.kinds == best


def test_certainty_is_the_share_of_all_sequences() -> None:
    weights = model()
    decoded = weights.decode(LINES, JOINTS, [ALL] * 4)
    every = {kinds: math.exp(score(weights, kinds)) for kinds in itertools.product(KINDS, repeat=4)}
    for number, kind in enumerate(decoded.kinds):
        share = sum(weight for kinds, weight in every.items() if kinds[number] is kind) / sum(every.values())
        assert decoded.certainty[number] == pytest.approx(share, rel=1e-9)


def test_a_line_is_only_what_it_can_be() -> None:
    decoded = model().decode(LINES, JOINTS, [frozenset({Kind.JUMP}), ALL, frozenset({Kind.BYLINE}), ALL])
    assert (decoded.kinds[0], decoded.kinds[2]) == (Kind.JUMP, Kind.BYLINE)


def test_a_file_of_weights_is_read_whole() -> None:
    table = {"lines": {"one": [1.0] * len(Kind)}, "joints": {"any": [[0.5] * len(Kind)] * len(Kind)}}
    read = model_of(json.dumps(table).encode())
    assert read.line_weights.shape == (1, len(Kind))
    assert read.joint_weights.shape == (1, len(Kind), len(Kind))


def test_what_is_no_file_of_weights_is_refused() -> None:
    with pytest.raises(msgspec.DecodeError):
        model_of(b'{"lines": {"one": "heavy"}, "joints": {}}')
