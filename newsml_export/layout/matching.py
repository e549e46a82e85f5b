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

    def __init__(self, scores: Mapping[tuple[int, int], float]) -> None:
        """Look at ``scores``, as given to ``assign``."""
        self._scores = scores
        self._of_row: dict[int, list[int]] = {}
        self._of_column: dict[int, list[int]] = {}
        for row, column in scores:
            self._of_row.setdefault(row, []).append(column)
            self._of_column.setdefault(column, []).append(row)

    def columns(self, row: int) -> Sequence[int]:
        """Return every column that ``row`` has a score with."""
        return self._of_row.get(row, ())

    def rows(self, column: int) -> Sequence[int]:
        """Return every row that ``column`` has a score with."""
        return self._of_column.get(column, ())

    def of(self, row: int | None, column: int | None) -> list[tuple[int, int, float]]:
        """Return what else ``row`` and ``column`` could be paired with, the likeliest first.

        Args:
            row: ``None``: only the column is asked for.
            column: ``None``: only the row is asked for.

        Returns:
            Row, column and the chance of that pair against the pair of ``row`` and ``column`` (against none, where
            one of them is ``None``), if these two were all there is; no more than even, and none that is hardly
            possible.
        """
        chosen = 0.0 if row is None or column is None else self._scores[row, column]
        pairs = [] if row is None else [(row, other) for other in self.columns(row) if other != column]
        pairs += [] if column is None else [(other, column) for other in self.rows(column) if other != row]
        found = [(*pair, min(0.5, 1.0 / (1.0 + math.exp(min(chosen - self._scores[pair], 50.0))))) for pair in pairs]
        return sorted((item for item in found if item[2] >= _HARDLY), key=lambda item: (-item[2], item[:2]))[:_RIVALS]


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
