"""Geometry of the overview map: pages as columns, what stands on them as rows, arrows between the parts of a story.

All lengths are CSS pixels of the drawing.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_COLUMN, _GAP, _MARGIN = 214, 76, 34
_HEAD, _ROW, _PAD = 46, 30, 8
_LANE, _CORNER = 12, 9
#: width of the words of a row, in quarters of a Chinese character
_WORDS = 50
_HUES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRow:
    """What the map shows of one part of a story, or of a headline without one."""

    #: names the part; unique in the map
    key: str
    #: names the story, so that its rows and arrows can be lit together
    story: str
    title: str
    #: the story begins elsewhere
    continued: bool = False
    #: there is something to doubt or to mend
    warning: bool = False
    #: a jump from here that leads nowhere: why
    lost_to: str | None = None
    #: a jump to here that comes from nowhere: why
    lost_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLink:
    """A continuation, from one row to another."""

    source: str
    target: str
    story: str
    title: str
    doubtful: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedRow:
    """A row and where it is drawn."""

    row: MapRow
    x: int
    y: int
    words: str
    hue: int | None

    @property
    def middle(self) -> int:
        """Height that arrows leave and arrive at."""
        return self.y + _ROW // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedPage:
    """A page and where it is drawn."""

    label: str
    anchor: str
    x: int
    y: int
    height: int
    rows: tuple[PlacedRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedLink:
    """An arrow: SVG path data and how it looks."""

    link: MapLink
    path: str
    hue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The whole map."""

    width: int
    height: int
    column: int
    row: int
    pages: tuple[PlacedPage, ...]
    links: tuple[PlacedLink, ...]


def overview(pages: Sequence[tuple[str, str, Sequence[MapRow]]], links: Sequence[MapLink]) -> Overview:
    """Lay the map out.

    Args:
        pages: label, anchor and rows of each page, in order.
        links: continuations; both ends are rows of ``pages``.
    """
    column_of = {row.key: number for number, (_, _, rows) in enumerate(pages) for row in rows}
    hues = {story: number % _HUES for number, story in enumerate(dict.fromkeys(link.story for link in links))}
    lanes = _lanes([(column_of[link.source], column_of[link.target]) for link in links])
    top = _MARGIN // 2 + _LANE * (max((lane for lane in lanes if lane is not None), default=-1) + 1)
    placed_pages = tuple(
        _page(label, anchor, rows, x=_MARGIN + number * (_COLUMN + _GAP), top=top, hues=hues)
        for number, (label, anchor, rows) in enumerate(pages)
    )
    rows = {placed.row.key: placed for page in placed_pages for placed in page.rows}
    return Overview(
        width=2 * _MARGIN + len(pages) * _COLUMN + max(len(pages) - 1, 0) * _GAP,
        height=max((page.y + page.height for page in placed_pages), default=0) + _MARGIN // 2,
        column=_COLUMN,
        row=_ROW,
        pages=placed_pages,
        links=tuple(
            PlacedLink(
                link=link,
                path=_path(rows[link.source], rows[link.target], lane, top),
                hue=hues[link.story],
            )
            for link, lane in zip(links, lanes, strict=True)
        ),
    )


def _lanes(spans: Sequence[tuple[int, int]]) -> list[int | None]:
    """Return the lane over the pages for each arrow, counted from the lowest; ``None`` for one between neighbours.

    Args:
        spans: columns that each arrow leaves and arrives at. It rises in the gap behind the first and comes down in
            the gap before the second; arrows that share a gap never share a lane.
    """
    lanes: list[int | None] = []
    taken: list[list[range]] = []
    for source, target in spans:
        if target - source == 1:
            lanes.append(None)
            continue
        gaps = range(min(source, target - 1), max(source, target - 1) + 1)
        free = (
            lane
            for lane, others in enumerate(taken)
            if all(gaps.stop <= other.start or other.stop <= gaps.start for other in others)
        )
        lane = next(free, len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append(gaps)
        lanes.append(lane)
    return lanes


def _page(label: str, anchor: str, rows: Sequence[MapRow], *, x: int, top: int, hues: Mapping[str, int]) -> PlacedPage:
    placed = tuple(
        PlacedRow(
            row=row, x=x, y=top + _HEAD + number * _ROW, words=_fitting(row.title, _WORDS), hue=hues.get(row.story)
        )
        for number, row in enumerate(rows)
    )
    return PlacedPage(
        label=label, anchor=anchor, x=x, y=top, height=_HEAD + max(len(rows), 1) * _ROW + _PAD, rows=placed
    )


def _path(source: PlacedRow, target: PlacedRow, lane: int | None, top: int) -> str:
    """Return an S-curve to the neighbouring column, or a way over the heads of the columns between."""
    x1, y1, x2, y2 = source.x + _COLUMN, source.middle, target.x, target.middle
    if lane is None:
        bend = _GAP * 0.62
        return f"M{x1} {y1}C{x1 + bend:g} {y1} {x2 - bend:g} {y2} {x2 - 7} {y2}"
    out, into, height = x1 + 14 + lane % 4 * 5, x2 - 20 - lane % 4 * 5, top - _LANE * (lane + 1) + 4
    across = _CORNER if into > out else -_CORNER
    return (
        f"M{x1} {y1}H{out - _CORNER}Q{out} {y1} {out} {y1 - _CORNER}"
        f"V{height + _CORNER}Q{out} {height} {out + across} {height}"
        f"H{into - across}Q{into} {height} {into} {height + _CORNER}"
        f"V{y2 - _CORNER}Q{into} {y2} {into + _CORNER} {y2}H{x2 - 7}"
    )


def _fitting(text: str, quarters: int) -> str:
    """Return as much of ``text`` as fits, measured as a typesetter would: a Chinese character is a square."""
    used = 0
    for number, character in enumerate(text):
        used += 4 if unicodedata.east_asian_width(character) in "WFA" else 2
        if used > quarters:
            return text[: max(number - 1, 1)] + "…"
    return text
