"""Give every line of a page a kind: what is seen on it, put to the line model."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from newsml_export.layout.language_pack import LanguagePack
from newsml_export.layout.line_features import page_features
from newsml_export.layout.line_marks import Marks, mark_lines
from newsml_export.layout.line_model import BODIES, Kind, model_for
from newsml_export.layout.lines import Line
from newsml_export.layout.page_traits import stand_apart

_BYLINES = frozenset({Kind.BYLINE, Kind.SIGNATURE})
_UNSIGNED = frozenset(Kind) - _BYLINES - {Kind.JUMP}
_LEAD = frozenset({Kind.STORY})


@dataclass(frozen=True, slots=True)
class KindedLine:
    """A line and what it is."""

    line: Line
    kind: Kind
    marks: Marks
    #: log-odds that it belongs to the same headline stack as the line before, given that it is a headline
    stacked: float = 0.0
    #: log-odds that it opens a story rather than a paragraph
    opening: float = 0.0
    #: how sure the kind is, 0 … 1
    certainty: float = 1.0


def kind_lines(lines: Sequence[Line], pack: LanguagePack, publication: str) -> tuple[KindedLine, ...]:
    """Return ``lines`` with the most likely kind of each."""
    if not lines:
        return ()
    marks = mark_lines(lines, pack, publication)
    features = page_features(lines, marks, pack)
    decoded = model_for(spaced=pack.spaced).decode(features.lines, features.joints, [possible(mark) for mark in marks])
    kinds = _unparted(lines, marks, _with_briefs(lines, decoded.kinds))
    return tuple(map(KindedLine, lines, kinds, marks, decoded.stacked, decoded.opening, decoded.certainty))


def _with_briefs(lines: Sequence[Line], kinds: Sequence[Kind]) -> list[Kind]:
    """Let every paragraph begin a story that opens with the bullet which its story opens with: a column of briefs."""
    found = list(kinds)
    bullet = ""
    for index, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        first = line.text[0]
        if kind is Kind.STORY:
            bullet = first if unicodedata.category(first) == "So" else ""
        elif kind is Kind.PARAGRAPH and first == bullet:
            found[index] = Kind.STORY
    return found


def _unparted(lines: Sequence[Line], marks: Sequence[Marks], kinds: list[Kind]) -> list[Kind]:
    """Let nothing begin right below a line that text fills, where blank lines stand between paragraphs."""
    if not stand_apart(lines, marks):
        return kinds
    found = list(kinds)
    for index, (line, mark, kind) in enumerate(zip(lines, marks, kinds, strict=True)):
        begins = kind is Kind.PARAGRAPH or (kind is Kind.STORY and not mark.lead)
        set_apart = line.blanks or line.indent or not index
        filled = index and (marks[index - 1].full or lines[index - 1].width >= _widest(lines[index - 1 : index + 4]))
        if begins and not set_apart and found[index - 1] in BODIES and filled:
            found[index] = Kind.TEXT
    return found


def _widest(lines: Sequence[Line]) -> int:
    return max(line.width for line in lines)


def possible(mark: Marks) -> frozenset[Kind]:
    """Return the kinds that a line can be at all."""
    if mark.jumps and not mark.rest:
        return frozenset({Kind.JUMP})
    if mark.lead:
        return _LEAD | _BYLINES if mark.bylines else _LEAD
    return _UNSIGNED | _BYLINES if mark.bylines or mark.names else _UNSIGNED
