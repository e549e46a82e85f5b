"""The one assignment solver: pairs rows with columns so that the sum of scores is highest, and says how sure it is."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: what has less of a chance is not named as an alternative; and no more than so many are
_HARDLY, _RIVALS = 0.02, 3


@dataclass(frozen=True, slots=True)
class Pair:
    """One row matched with one column."""

    row: int
    column: int
    #: natural logarithm of the odds that the two belong together, as scored
    score: float
    #: how much worse the best solution without this pair is
    margin: float

    @property
    def confidence(self) -> float:
        """How sure the pair is, 0 … 1."""
        return 1.0 / (1.0 + math.exp(-min(self.score, self.margin)))


def assign(scores: Mapping[tuple[int, int], float], rows: int, columns: int) -> tuple[Pair, ...]:
    """Return the best one-to-one pairing; rows and columns may stay alone at a score of 0.

    Args:
        scores: score of each pair that is possible at all; pairs that score 0 or less are never made.
        rows: number of rows.
        columns: number of columns.

    Returns:
        The pairs, by row. Components that do not touch are solved apart, so the cost grows with their size only.
    """
    possible = {pair: score for pair, score in scores.items() if score > 0}
    pairs: list[Pair] = []
    for component in _components(possible, rows, columns):
        chosen, total = _solve(component)
        for row, column in chosen:
            without = {pair: score for pair, score in component.items() if pair != (row, column)}
            margin = total - _solve(without)[1]
            pairs.append(Pair(row, column, component[row, column], margin))
    return tuple(sorted(pairs, key=lambda pair: pair.row))


class Rivals:
    """What else rows and columns could be paired with."""

    def __init__(self, scores: Mapping[tuple[int, int], float], pairs: Sequence[Pair]) -> None:
        """Look at ``scores``, as given to ``assign``, and at the ``pairs`` that were made."""
        self._scores = scores
        self._column_of = {pair.row: pair.column for pair in pairs}
        self._row_of = {pair.column: pair.row for pair in pairs}
        self._columns: dict[int, list[int]] = {}
        self._rows: dict[int, list[int]] = {}
        for row, column in scores:
            self._columns.setdefault(row, []).append(column)
            self._rows.setdefault(column, []).append(row)

    def columns(self, row: int) -> Sequence[int]:
        """Return every column that ``row`` has a score with."""
        return self._columns.get(row, ())

    def rows(self, column: int) -> Sequence[int]:
        """Return every row that ``column`` has a score with."""
        return self._rows.get(column, ())

    def of(self, row: int | None, column: int | None) -> list[tuple[int, int, float]]:
        """Return what else ``row`` and ``column`` could be paired with, the likeliest first.

        Args:
            row: ``None``: only the column is asked for, which is not paired.
            column: ``None``: only the row is asked for, which is not paired.

        Returns:
            Row, column and the chance of that pair, if nothing but the pairs that it would break up speaks against
            it. None that is hardly possible.
        """
        pairs = [] if row is None else [(row, other) for other in self.columns(row) if other != column]
        pairs += [] if column is None else [(other, column) for other in self.rows(column) if other != row]
        found = [(*pair, self._chance(*pair, whole=row is not None and column is not None)) for pair in pairs]
        return sorted((item for item in found if item[2] >= _HARDLY), key=lambda item: (-item[2], item[:2]))[:_RIVALS]

    def _chance(self, row: int, column: int, *, whole: bool) -> float:
        """Weigh a pair against those that its row and its column are in; ``whole``: both count."""
        score = self._scores[row, column]
        other_column, other_row = self._column_of.get(row), self._row_of.get(column)
        if other_column == column:
            return _logistic(score)
        broken = 0.0
        if other_column is not None and whole:
            broken += self._scores[row, other_column]
        if other_row is not None:
            broken += self._scores[other_row, column]
        if other_column is not None and other_row is not None and whole:
            # What is left over on both sides may pair up.
            score += max(0.0, self._scores.get((other_row, other_column), 0.0))
        return _logistic(score - broken)


def _logistic(odds: float) -> float:
    return 1.0 / (1.0 + math.exp(max(-50.0, min(50.0, -odds))))


def total(scores: Mapping[tuple[int, int], float], rows: int, columns: int) -> float:
    """Return the sum of scores of the best pairing."""
    possible = {pair: score for pair, score in scores.items() if score > 0}
    return sum(_solve(component)[1] for component in _components(possible, rows, columns))


def _components(
    scores: Mapping[tuple[int, int], float], rows: int, columns: int
) -> Sequence[dict[tuple[int, int], float]]:
    parent = list(range(rows + columns))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for row, column in scores:
        parent[root(row)] = root(rows + column)
    groups: dict[int, dict[tuple[int, int], float]] = {}
    for (row, column), score in scores.items():
        groups.setdefault(root(row), {})[row, column] = score
    return [groups[key] for key in sorted(groups)]


def _solve(scores: Mapping[tuple[int, int], float]) -> tuple[list[tuple[int, int]], float]:
    if not scores:
        return [], 0.0
    if len(scores) == 1:
        [(pair, score)] = scores.items()
        return [pair], score
    return _solve_dense(scores)


def _solve_dense(scores: Mapping[tuple[int, int], float]) -> tuple[list[tuple[int, int]], float]:
    # Loaded late: most pages need no matrix at all.
    import lap
    import numpy as np

    rows = sorted({row for row, _ in scores})
    columns = sorted({column for _, column in scores})
    row_of = {row: index for index, row in enumerate(rows)}
    column_of = {column: index for index, column in enumerate(columns)}
    size = len(rows) + len(columns)
    # Each row has a column of its own at cost 0, and each column a row, so that both may stay alone.
    cost = np.zeros((size, size))
    cost[: len(rows), : len(columns)] = 1e6
    for (row, column), score in scores.items():
        cost[row_of[row], column_of[column]] = -score
    chosen: list[tuple[int, int]] = []
    _, matched, _ = lap.lapjv(cost)
    for index, row in enumerate(rows):
        column_index = int(matched[index])
        if column_index < len(columns) and (row, columns[column_index]) in scores:
            chosen.append((row, columns[column_index]))
    return chosen, sum(scores[pair] for pair in chosen)
