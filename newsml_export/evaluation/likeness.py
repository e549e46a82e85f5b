"""Whether two texts are alike, by the measure of Ratcliff and Obershelp (1988), without counting more than is needed.

The longest run that both texts share is matched, then likewise what stands before it and what stands behind it; the
likeness is twice the matching characters over all characters. It is the measure of the standard library's difflib, to
the same characters, but its way of finding the longest run takes quadratic time for long texts of few letters.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import NamedTuple

#: runs are looked for by their first so many characters; the fewer, the more places there are to try
_GRAMS = (32, 8, 1)


class _Piece(NamedTuple):
    """A range of each text."""

    start: int
    end: int
    other_start: int
    other_end: int

    @property
    def most(self) -> int:
        """How many characters can match at most."""
        return min(self.end - self.start, self.other_end - self.other_start)


def alike(one: str, other: str, least: float) -> bool:
    """Say whether the likeness of two texts, between 0 and 1, is at least ``least``."""
    total = len(one) + len(other)

    def enough(matching: int) -> bool:
        return not total or 2.0 * matching / total >= least

    if one == other:
        return enough(len(one))
    if not enough(min(len(one), len(other))) or not enough((Counter(one) & Counter(other)).total()):
        return False
    pending = [_Piece(0, len(one), 0, len(other))]
    matched, possible = 0, pending[0].most
    while pending and enough(possible) and not enough(matched):
        piece = pending.pop()
        start, other_start, size = _longest_run(one, other, piece)
        before = _Piece(piece.start, start, piece.other_start, other_start)
        behind = _Piece(start + size, piece.end, other_start + size, piece.other_end)
        rest = [part for part in (before, behind) if size and part.most]
        matched += size
        possible += size + sum(part.most for part in rest) - piece.most
        pending += rest
    return enough(matched)


def _longest_run(one: str, other: str, piece: _Piece) -> tuple[int, int, int]:
    """Return where the longest shared run of a piece begins in each text, and its size.

    Of runs of equal size it is the first in ``one``, and of those the first in ``other``, as in difflib.
    """
    for gram in _GRAMS:
        if gram > piece.most:
            continue
        found = _longest_run_by(one, other, piece, gram)
        if found[2]:
            return found
    return piece.start, piece.other_start, 0


def _longest_run_by(one: str, other: str, piece: _Piece, gram: int) -> tuple[int, int, int]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place in range(piece.other_start, piece.other_end - gram + 1):
        places[other[place : place + gram]].append(place)
    best = (piece.start, piece.other_start, 0)
    # By its place in the other text, how many grams in a row match up to there.
    runs: dict[int, int] = {}
    for start in range(piece.start, piece.end - gram + 1):
        longer: dict[int, int] = {}
        for place in places.get(one[start : start + gram], ()):
            count = longer[place] = runs.get(place - 1, 0) + 1
            size = count + gram - 1
            if size > best[2]:
                best = (start - count + 1, place - count + 1, size)
        runs = longer
    return best
