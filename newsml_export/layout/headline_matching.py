"""Which headline belongs to which body: one assignment over the page, and how chunks of headline lines make stacks."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from newsml_export.layout.drafts import Body, HeadlineChunk
from newsml_export.layout.headlines import is_addition
from newsml_export.layout.language_pack import LanguagePack
from newsml_export.layout.lines import bare
from newsml_export.layout.matching import Rivals, assign, total
from newsml_export.layout.shared_phrases import shared_phrases
from newsml_export.layout.terms import Term, chance_in, rarity, repeats, terms_of, words_of
from newsml_export.model.story import Decision

#: chance that a word of a headline stands in the text below it
_HIT = 0.62
#: words of one headline hang together, so their odds do not add up in full
_DEPENDENCE = 0.75
#: share of headlines whose words say nothing about the text
_FIGURATIVE = 0.3
_THRESHOLD = 0.8
#: weight of a headline that repeats one of another page
_ECHO = 4.0
#: characters; a shorter line above another one is its kicker or label
_SHORT_KICKER = 6
_MAX_CHUNKS = 4
#: weight of a headline that stands far from its text; pages gather headlines, so it speaks little
_FAR = -1.0
#: what it costs to set up a stack; headlines without a text are rare, so a chunk rather joins its neighbour
_ALONE = 1.0


Rival = tuple[tuple[HeadlineChunk, ...] | int, float]


@dataclass(frozen=True, slots=True)
class Match:
    """A stack of headline chunks, and the body that it was given to (``None``: no text was found for it)."""

    chunks: tuple[HeadlineChunk, ...]
    body: int | None
    decision: Decision
    #: what else the stack or the body could be paired with: a stack or a body, and its chance
    rivals: tuple[Rival, ...] = ()


@dataclass(frozen=True, slots=True)
class Announced:
    """The headline of a story that says on another page that it goes on here."""

    #: key of the page that it begins on
    page: str
    #: the whole stack
    text: str
    #: what the other page holds of the story
    body: str = ""


def match_headlines(
    chunks: Sequence[HeadlineChunk],
    bodies: Sequence[Body],
    pack: LanguagePack,
    announced: Sequence[Announced] = (),
    settled: Collection[int] = (),
) -> tuple[Match, ...]:
    """Return all chunks of a page as stacks, each with its body or without one, in the order of the page.

    No stack is given to the bodies that are ``settled`` otherwise.
    """
    if not chunks:
        return ()
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
        if pair is None:
            matches.append(Match(members, None, Decision(confidence=0.0), _rivals(rivals, stacks, chunks, index, None)))
        else:
            evidence = odds.evidence(stack, pair.column)
            decision = Decision(confidence=round(pair.confidence, 3), evidence=evidence)
            matches.append(Match(members, pair.column, decision, _rivals(rivals, stacks, chunks, index, pair.column)))
    return tuple(matches)


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


def _echoes(chunk: HeadlineChunk, announced: Sequence[Announced], pack: LanguagePack) -> frozenset[int]:
    """Return the announced headlines that the chunk repeats, in full or shortened."""
    text = " ".join(chunk.lines)
    return frozenset(index for index, item in enumerate(announced) if repeats(text, item.text, pack))


def _or_figurative(odds: float) -> float:
    """Allow that a headline plays with words and shares none with its text: then its words say nothing."""
    return math.log((1.0 - _FIGURATIVE) * math.exp(min(odds, 50.0)) + _FIGURATIVE)


class _Odds:
    """Log-odds that chunks belong to bodies."""

    def __init__(
        self,
        chunks: Sequence[HeadlineChunk],
        bodies: Sequence[Body],
        pack: LanguagePack,
        announced: Sequence[Announced],
    ) -> None:
        self.chunks, self.bodies, self.pack = chunks, bodies, pack
        self.settled: Collection[int] = ()
        self._rows: dict[tuple[int, ...], list[float]] = {}
        texts = [" ".join(body.paragraphs).casefold() if pack.spaced else body.text for body in bodies]
        self.terms = [terms_of(" ".join(chunk.lines), pack) for chunk in chunks]
        self.found = {term.text: [term.text in text for text in texts] for terms in self.terms for term in terms}
        self.lengths = [len(text) for text in texts]
        self.announced = announced
        self.echoes = [_echoes(chunk, announced, pack) for chunk in chunks]
        self.kinship = self._kinships() if any(self.echoes) else {}
        self.lexical = [
            [self._lexical(terms, column) + self._echo(echo, column) for column in range(len(bodies))]
            for terms, echo in zip(self.terms, self.echoes, strict=True)
        ]

    def _echo(self, items: frozenset[int], column: int) -> float:
        """Weigh that a chunk repeats a headline of a story that goes on here, or does not."""
        jump = self.bodies[column].jump_from
        if jump is None:
            return -_ECHO if items else 0.0
        if not items:
            return -_ECHO / 2 if self.announced else 0.0
        fitting = [item for item in items if jump.label in (None, self.announced[item].page)]
        if not fitting:
            return -_ECHO
        return _ECHO + max(self.kinship.get((item, column), 0.0) for item in fitting)

    def _kinships(self) -> dict[tuple[int, int], float]:
        """Weigh the words that an announced story shares with each text here, beyond what its rivals share."""
        columns = [column for column, body in enumerate(self.bodies) if body.jump_from is not None]
        words = {column: words_of("\n".join(self.bodies[column].paragraphs), self.pack) for column in columns}
        holders = Counter(word for found in words.values() for word in found)
        kinship: dict[tuple[int, int], float] = {}
        for item in sorted(frozenset().union(*self.echoes)):
            ours = words_of(self.announced[item].body, self.pack)
            for column in columns:
                shared = ours.keys() & words[column].keys()
                weight = sum(math.log((len(columns) + 1) / holders[word]) * rarity(ours[word]) for word in shared)
                kinship[item, column] = math.log1p(weight)
        return kinship

    def _weight(self, term: Term, column: int) -> float:
        hits = self.found[term.text]
        others = sum(hits) - hits[column]
        count = len(hits) - 1
        background = chance_in(term.share, self.lengths[column])
        # Two imagined bodies stand for all the others that the page does not show.
        chance = min(0.95, max(0.004, (others + 2.0 * background) / (count + 2.0)))
        if hits[column]:
            return math.log(max(_HIT, chance * 1.02) / chance)
        return math.log((1 - _HIT) / max(1 - chance, 1 - _HIT))

    def _lexical(self, terms: Sequence[Term], column: int) -> float:
        return _or_figurative(_DEPENDENCE * sum(self._weight(term, column) for term in terms))

    def leaning(self, index: int) -> int:
        """Return the body that a chunk leans to by its words, or -1."""
        row = self.lexical[index]
        best = max(range(len(row)), key=row.__getitem__, default=-1)
        return best if best >= 0 and row[best] > 1.0 else -1

    def _place(self, stack: Sequence[int], column: int) -> float:
        first, last = self.chunks[stack[0]], self.chunks[stack[-1]]
        body = self.bodies[column]
        gap = body.position - last.position
        if gap == 1:
            return 3.4
        if gap > 1:
            between = sum(last.position < other.position < body.position for other in self.bodies)
            return max(_FAR, 0.6 - 0.5 * between)
        between = sum(body.position < other.position < first.position for other in self.bodies)
        if first.position - body.position == 1:
            return 0.6
        return max(_FAR, 0.2 - 0.4 * between)

    def _joints(self, stack: Sequence[int]) -> float:
        """Return how well the chunks of a stack go together by their form alone."""
        score = 0.0
        for upper, lower in pairwise(stack):
            above, below = self.chunks[upper], self.chunks[lower]
            score -= 0.4
            if self.echoes[upper] and self.echoes[lower] and not self.echoes[upper] & self.echoes[lower]:
                # They repeat two headlines of other pages, so they are two.
                score -= 2 * _ECHO
            if len(above.lines) > 1 and len(below.lines) > 1:
                score -= 1.2
            if is_addition(below.lines, self.pack) or is_addition(above.lines, self.pack):
                score += 1.5
            elif any(is_addition((line,), self.pack) for line in below.lines):
                score += 1.0
            elif len(above.lines) == 1 and len(above.lines[0]) <= _SHORT_KICKER:
                score += 0.9
        lines = sum(len(self.chunks[member].lines) for member in stack)
        return score - 1.2 * max(0, lines - 4)

    def scores(self, stacks: Sequence[tuple[int, ...]]) -> dict[tuple[int, int], float]:
        """Return the score of each stack with each body."""
        return {
            (row, column): score for row, stack in enumerate(stacks) for column, score in enumerate(self._row(stack))
        }

    def _row(self, stack: tuple[int, ...]) -> list[float]:
        row = self._rows.get(stack)
        if row is None:
            base = self._joints(stack) - _THRESHOLD
            row = self._rows[stack] = [
                sum(self.lexical[member][column] for member in stack) + self._place(stack, column) + base
                if column not in self.settled
                else -math.inf
                for column in range(len(self.bodies))
            ]
        return row

    def total(self, stacks: Sequence[tuple[int, ...]]) -> float:
        """Return the score of the page when its chunks make these stacks."""
        # A stack that stays alone costs: headlines without a text are rare.
        return total(self.scores(stacks), len(stacks), len(self.bodies)) - _ALONE * len(stacks)

    def evidence(self, stack: Sequence[int], column: int) -> tuple[str, ...]:
        """Return what speaks for the pair, the strongest first."""
        weighed = {
            term.text: self._weight(term, column)
            for member in stack
            for term in self.terms[member]
            if self.found[term.text][column]
        }
        words = [word for word, weight in sorted(weighed.items(), key=lambda item: -item[1]) if weight > 0.5][:12]
        if not self.pack.spaced:
            headline = "/".join(bare(line) for member in stack for line in self.chunks[member].lines)
            words = shared_phrases(words, headline, self.bodies[column].text)
        phrases = [f"shares {', '.join(words[:6])} with the text"] if words else []
        if any(self._echo(self.echoes[member], column) > 0 for member in stack):
            phrases.append("repeats the headline of a story that goes on here")
        gap = self.bodies[column].position - self.chunks[stack[-1]].position
        place = "right above" if gap == 1 else "above" if gap > 0 else "below"
        phrases.append(f"stands {place} the text")
        if not words:
            phrases.append("speaks against it: it shares no telling word with the text")
        return tuple(phrases)
