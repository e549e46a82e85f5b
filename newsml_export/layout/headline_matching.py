"""Which headline belongs to which body: one assignment over the page, and how chunks of headline lines make stacks."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from newsml_export.layout.drafts import Body, HeadlineChunk
from newsml_export.layout.evidence import pair_model
from newsml_export.layout.headline_evidence import Announced, HeadlineEvidence
from newsml_export.layout.language_pack import LanguagePack
from newsml_export.layout.matching import Pair, Rivals, assign, total
from newsml_export.model.story import Decision

#: added to the log-odds of every pair before the assignment: a headline without a text is rare
PAIRED = 3.0
_MAX_CHUNKS = 4
#: what it costs to set up a stack; headlines without a text are rare, so a chunk rather joins its neighbour
_ALONE = 1.0
#: weight of the form of two chunks for their standing in one stack
_FORM = 1.0
_FORM_LIMIT = 6.0
#: log-odds against two chunks that repeat headlines of two other stories standing in one stack
_TWO_ECHOES = 8.0
#: log-odds above which a chunk leans to a text by itself
_LEANS = 0.0


Rival = tuple[tuple[HeadlineChunk, ...] | int, float]


@dataclass(frozen=True, slots=True)
class Match:
    """A stack of headline chunks, and the body that it was given to (``None``: no text was found for it)."""

    chunks: tuple[HeadlineChunk, ...]
    body: int | None
    decision: Decision
    #: the text that it stands right above, where no other stack stands with it
    above: int | None = None
    #: what else the stack or the body could be paired with: a stack or a body, and its chance
    rivals: tuple[Rival, ...] = ()


@dataclass(frozen=True, slots=True)
class Matching:
    """The headlines of a page with their texts."""

    #: in the order of the page
    matches: tuple[Match, ...]
    #: log-odds of the whole
    score: float


def match_headlines(
    chunks: Sequence[HeadlineChunk],
    bodies: Sequence[Body],
    pack: LanguagePack,
    announced: Sequence[Announced] = (),
    settled: Collection[int] = (),
) -> Matching:
    """Share out all chunks of a page over stacks, each with its body or without one.

    No stack is given to the bodies that are ``settled`` otherwise.
    """
    if not chunks:
        return Matching((), 0.0)
    odds = _Odds(chunks, bodies, pack, announced)
    odds.settled = settled
    borders = _improve(chunks, odds, _first_borders(chunks, odds))
    stacks = _stacks(len(chunks), borders)
    scores = odds.scores(stacks)
    pairs = assign(scores, len(stacks), len(bodies))
    found = {pair.row: pair for pair in pairs}
    matches = []
    rivals = Rivals(scores, pairs)
    for index, stack in enumerate(stacks):
        pair = found.get(index)
        members = tuple(chunks[member] for member in stack)
        above = _stands_above(members, chunks, bodies)
        if pair is None:
            matches.append(
                Match(members, None, Decision(confidence=0.0), above, _rivals(rivals, stacks, chunks, index, None))
            )
        else:
            others = _rivals(rivals, stacks, chunks, index, pair.column)
            matches.append(Match(members, pair.column, odds.decision(stack, pair), above, others))
    return Matching(tuple(matches), odds.total(stacks))


def _stands_above(
    stack: Sequence[HeadlineChunk], chunks: Sequence[HeadlineChunk], bodies: Sequence[Body]
) -> int | None:
    """Return the text that a stack stands right above and alone."""
    if sum(chunk.run == stack[0].run for chunk in chunks) > len(stack):
        return None
    below = stack[-1].position + 1
    return next((column for column, body in enumerate(bodies) if body.position == below), None)


def _rivals(
    rivals: Rivals,
    stacks: Sequence[tuple[int, ...]],
    chunks: Sequence[HeadlineChunk],
    row: int,
    column: int | None,
) -> tuple[Rival, ...]:
    return tuple(
        (other if one == row else tuple(chunks[member] for member in stacks[one]), chance)
        for one, other, chance in rivals.of(row, column)
    )


def _stacks(count: int, borders: frozenset[int]) -> list[tuple[int, ...]]:
    stacks: list[list[int]] = []
    for index in range(count):
        if index == 0 or index in borders:
            stacks.append([])
        stacks[-1].append(index)
    return [tuple(stack) for stack in stacks]


def _first_borders(chunks: Sequence[HeadlineChunk], odds: _Odds) -> frozenset[int]:
    """Begin with a border wherever two neighbouring chunks lean to different bodies, or do not touch."""
    borders = set()
    for index in range(1, len(chunks)):
        if not _touch(chunks, index) or odds.leaning(index) != odds.leaning(index - 1):
            borders.add(index)
    return frozenset(borders)


def _touch(chunks: Sequence[HeadlineChunk], index: int) -> bool:
    return chunks[index].run == chunks[index - 1].run


def _improve(chunks: Sequence[HeadlineChunk], odds: _Odds, borders: frozenset[int]) -> frozenset[int]:
    """Move, set or take away single borders for as long as the whole page scores better for it."""
    free = [index for index in range(1, len(chunks)) if _touch(chunks, index)]
    best = odds.total(_stacks(len(chunks), borders))
    improved = True
    while improved and free:
        improved = False
        for trial in _neighbours(borders, free):
            stacks = _stacks(len(chunks), trial)
            if max(map(len, stacks)) > _MAX_CHUNKS:
                continue
            score = odds.total(stacks)
            if score > best + 1e-6:
                best, borders, improved = score, trial, True
                break
    return borders


def _neighbours(borders: frozenset[int], free: Sequence[int]) -> list[frozenset[int]]:
    toggled = [borders ^ {index} for index in free]
    moved = [borders ^ {one, other} for one, other in pairwise(free) if (one in borders) != (other in borders)]
    return toggled + moved


class _Odds:
    """Log-odds of stacks with texts, and of ways to share out the chunks of a page over stacks."""

    def __init__(
        self,
        chunks: Sequence[HeadlineChunk],
        bodies: Sequence[Body],
        pack: LanguagePack,
        announced: Sequence[Announced],
    ) -> None:
        self.chunks, self.bodies = chunks, bodies
        self.weigher = HeadlineEvidence(chunks, bodies, pack, announced)
        self.model = pair_model("headlines", spaced=pack.spaced)
        self.settled: Collection[int] = ()
        self._rows: dict[tuple[int, ...], list[float]] = {}

    def leaning(self, index: int) -> int:
        """Return the body that a chunk leans to by itself, or -1."""
        row = self._row((index,))
        best = max(range(len(row)), key=row.__getitem__, default=-1)
        return best if best >= 0 and row[best] > _LEANS + PAIRED else -1

    def _row(self, stack: tuple[int, ...]) -> list[float]:
        row = self._rows.get(stack)
        if row is None:
            row = self._rows[stack] = [
                PAIRED + self.model.score(self.weigher.of(stack, column).values)
                if column not in self.settled
                else -math.inf
                for column in range(len(self.bodies))
            ]
        return row

    def scores(self, stacks: Sequence[tuple[int, ...]]) -> dict[tuple[int, int], float]:
        """Return the score of each stack with each body."""
        return {
            (row, column): score for row, stack in enumerate(stacks) for column, score in enumerate(self._row(stack))
        }

    def total(self, stacks: Sequence[tuple[int, ...]]) -> float:
        """Return the score of the page when its chunks make these stacks."""
        paired = total(self.scores(stacks), len(stacks), len(self.bodies))
        return paired + sum(map(self._form, stacks)) - _ALONE * len(stacks)

    def _form(self, stack: Sequence[int]) -> float:
        """Return how well the chunks of a stack go together by their form alone."""
        score, echoes = 0.0, self.weigher.echoes
        for upper, lower in pairwise(stack):
            score += _FORM * max(-_FORM_LIMIT, min(_FORM_LIMIT, self.chunks[lower].stacked))
            if echoes[upper] and echoes[lower] and not echoes[upper] & echoes[lower]:
                score -= _TWO_ECHOES
        return score

    def decision(self, stack: Sequence[int], pair: Pair) -> Decision:
        """Return how sure a pair of the best assignment is, and why."""
        confidence = self.model.confidence(pair.score - PAIRED, pair.margin)
        evidence = self.model.phrases(self.weigher.of(stack, pair.column, told=True))
        return Decision(confidence=round(confidence, 3), evidence=evidence)
