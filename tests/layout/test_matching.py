"""The assignment solver."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsml_export.layout.matching import assign, total


def test_pairs_that_lose_are_not_made() -> None:
    assert assign({(0, 0): -1.0, (0, 1): 0.0}, 1, 2) == ()


def test_the_best_whole_wins_over_the_best_single_pair() -> None:
    pairs = assign({(0, 0): 5.0, (0, 1): 4.0, (1, 0): 4.0, (1, 1): 0.5}, 2, 2)
    assert [(pair.row, pair.column) for pair in pairs] == [(0, 1), (1, 0)]


def test_the_margin_says_what_a_pair_is_worth() -> None:
    [pair] = assign({(0, 0): 3.0, (0, 1): 2.5}, 1, 2)
    assert (pair.column, pair.score) == (0, 3.0)
    assert pair.margin == pytest.approx(0.5)
    assert pair.confidence == pytest.approx(0.622, abs=0.001)


@given(
    st.integers(1, 4),
    st.integers(1, 4),
    st.lists(st.integers(-5, 9), min_size=16, max_size=16),
)
def test_no_other_pairing_is_better(rows: int, columns: int, values: list[int]) -> None:
    scores = {(row, column): float(values[row * 4 + column]) for row in range(rows) for column in range(columns)}
    slots = list(range(columns)) + [None] * rows
    best = max(
        sum(max(0.0, scores[row, column]) for row, column in enumerate(chosen) if column is not None)
        for chosen in permutations(slots, rows)
    )
    assert total(scores, rows, columns) == pytest.approx(best)
    pairs = assign(scores, rows, columns)
    assert sum(pair.score for pair in pairs) == pytest.approx(best)
    assert len({pair.column for pair in pairs}) == len(pairs)
