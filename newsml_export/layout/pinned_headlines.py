"""Headlines that an operator gave to texts of a page: their lines are taken from wherever the page has them."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from newsml_export.layout.drafts import HeadlineChunk
from newsml_export.layout.headline_matching import Match
from newsml_export.layout.headlines import stack_lines
from newsml_export.layout.language_pack import LanguagePack
from newsml_export.layout.lines import bare, tidy_headline
from newsml_export.model.overrides import GivenLine
from newsml_export.model.story import HeadlineLine, HeadlineRole

#: characters; a printed line of at least so many may be a piece of a given one
_PIECE = 4
#: a printed line as like as this to a given one is the same line, misread or mended
_SAME = 0.7
#: rank of a headline that belongs to another text
_OTHERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Pins:
    """What overrides say about the headlines of one page."""

    #: by the text's place among the texts of the page, from 0; empty: the text has none
    headlines: Mapping[int, tuple[GivenLine, ...]] = field(default_factory=dict)
    #: texts that are no stories, so no headline is theirs
    dropped: frozenset[int] = frozenset()
    #: lines that are no headline
    lines: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.headlines or self.dropped or self.lines)

    @property
    def settled(self) -> frozenset[int]:
        """The texts that no other headline may be given to."""
        return self.dropped | self.headlines.keys()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """A page whose given headlines are set aside."""

    #: what is left for the other texts
    chunks: tuple[HeadlineChunk, ...]
    #: the stack of each text that was given one
    stacks: Mapping[int, tuple[HeadlineLine, ...]]
    #: line of the page file that the stack begins on, where it is printed
    first_lines: Mapping[int, int]
    #: texts whose own stack was given to them in part or in other words
    replaced: frozenset[int]


def pin(matches: Sequence[Match], pins: Pins, pack: LanguagePack) -> Pinned:
    """Take the lines of given and dropped headlines out of the chunks of a page.

    Args:
        matches: all chunks of the page as they are matched without overrides. Where a line is printed more than
            once, it is taken from the text's own stack, else from a headline without a text, else from another text.
        pins: what the operator said.
        pack: the language of the page.
    """
    board = _Board(matches)
    for line in pins.lines:
        board.take(line, None)
    stacks, first_lines, replaced = {}, {}, set()
    wanted = [(body, line.text) for body, given in sorted(pins.headlines.items()) for line in given]
    # What is printed to the letter goes first, so that no line that is only like it takes it away.
    found = [board.take(text, body) for body, text in wanted]
    taken = iter([chunk or board.take_like(text, body) for chunk, (body, text) in zip(found, wanted, strict=True)])
    for body, given in sorted(pins.headlines.items()):
        homes = [next(taken) for _ in given]
        stacks[body] = _stack(given, [home[0] if home else None for home in homes], pack)
        if printed := [board.chunks[home[0]].first_line for home in homes if home]:
            first_lines[body] = min(printed)
        if any(board.owners[number] == body for home in homes for number in home):
            replaced.add(body)
    return Pinned(chunks=board.rest(), stacks=stacks, first_lines=first_lines, replaced=frozenset(replaced))


def given_stack(given: Sequence[GivenLine], pack: LanguagePack) -> tuple[HeadlineLine, ...]:
    """Return a given headline with the role of each line, where nothing is known of how it is printed."""
    return _stack(given, [None] * len(given), pack)


class _Board:
    """The chunks of a page, from which lines are taken."""

    def __init__(self, matches: Sequence[Match]) -> None:
        owned = sorted(
            ((chunk, match.body) for match in matches for chunk in match.chunks), key=lambda item: item[0].position
        )
        self.chunks = [chunk for chunk, _ in owned]
        self.owners = [owner for _, owner in owned]
        self.left = [dict(enumerate(chunk.lines)) for chunk in self.chunks]

    def take(self, text: str, body: int | None) -> tuple[int, ...]:
        """Take the line ``text`` where the page prints it; return the number of the chunk that it stood in, if any."""
        wanted = bare(text)
        for number, line in self._places(body):
            if bare(self.left[number][line]) == wanted:
                return self._taken([(number, line)])
        return ()

    def take_like(self, text: str, body: int) -> tuple[int, ...]:
        """Take the lines that ``text`` is put together from, or the one of its own or of nobody that is most like it.

        Returns:
            The numbers of the chunks that they stood in.
        """
        wanted = bare(text)
        pieces = [
            (number, line)
            for number, line in self._places(body)
            if len(bare(self.left[number][line])) >= _PIECE and bare(self.left[number][line]) in wanted
        ]
        if sum(len(bare(self.left[number][line])) for number, line in pieces) < _SAME * len(wanted):
            pieces = [(number, line) for number, line in pieces if self._rank(number, body) < _OTHERS]
        if pieces:
            return self._taken(pieces)
        near = [
            (likeness, place)
            for place in self._places(body)
            if self._rank(place[0], body) < _OTHERS
            and (likeness := _likeness(bare(self.left[place[0]][place[1]]), wanted)) >= _SAME
        ]
        return self._taken([max(near, key=lambda item: item[0])[1]]) if near else ()

    def _taken(self, places: Sequence[tuple[int, int]]) -> tuple[int, ...]:
        for number, line in places:
            del self.left[number][line]
        return tuple(number for number, _ in places)

    def _places(self, body: int | None) -> list[tuple[int, int]]:
        """Return the lines that are left, in the order in which they are taken."""
        places = [(self._rank(number, body), number, line) for number, lines in enumerate(self.left) for line in lines]
        return [(number, line) for _, number, line in sorted(places)]

    def _rank(self, number: int, body: int | None) -> int:
        owner = self.owners[number]
        return 0 if owner == body and body is not None else 1 if owner is None else _OTHERS

    def rest(self) -> tuple[HeadlineChunk, ...]:
        """Return the chunks with the lines that are left; what stood on both sides of a taken one is no run."""
        rest: list[HeadlineChunk] = []
        runs: dict[tuple[int, int], int] = {}
        gone = 0
        for chunk, lines in zip(self.chunks, self.left, strict=True):
            if not lines:
                gone += 1
                continue
            run = runs.setdefault((chunk.run, gone), len(runs) + 1)
            rest.append(replace(chunk, lines=tuple(lines.values()), run=run))
        return tuple(rest)


def _likeness(printed: str, wanted: str) -> float:
    if len(wanted) >= _PIECE and wanted in printed:
        return 1.0
    return difflib.SequenceMatcher(None, printed, wanted, autojunk=False).ratio()


def _stack(given: Sequence[GivenLine], homes: Sequence[int | None], pack: LanguagePack) -> tuple[HeadlineLine, ...]:
    """Give each line its role: the operator's, else that which its place on the page and its shape say."""
    chunks: list[list[str]] = []
    home: int | None = None
    for line, found in zip(given, homes, strict=True):
        if not chunks or (found is not None and home is not None and found != home):
            chunks.append([])
        home = found if found is not None else home
        chunks[-1].append(tidy_headline(line.text))
    understood = (
        stack_lines(
            [
                HeadlineChunk(lines=tuple(lines), first_line=1, position=number, run=1)
                for number, lines in enumerate(chunks)
            ],
            pack,
        )
        if chunks
        else ()
    )
    lines = [
        HeadlineLine(role=line.role or known.role, text=known.text)
        for line, known in zip(given, understood, strict=True)
    ]
    if lines and all(line.role is not HeadlineRole.MAIN for line in lines):
        free = next(number for number, line in enumerate(given) if line.role is None)
        lines[free] = replace(lines[free], role=HeadlineRole.MAIN)
    elif any(line.role is HeadlineRole.MAIN for line in given):
        # Where the operator says which line is the main one, what stands above it leads to it.
        main = next(number for number, line in enumerate(given) if line.role is HeadlineRole.MAIN)
        for number, line in enumerate(given):
            if line.role is None and lines[number].role is HeadlineRole.MAIN:
                role = HeadlineRole.KICKER if number < main else HeadlineRole.DECK
                lines[number] = replace(lines[number], role=role)
    return tuple(lines)
