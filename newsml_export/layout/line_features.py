"""What the line model is told of each line, and of the joint between a line and the one before it, as named features.

The names stand in the files of weights, so a change here asks for a new training. Nothing here knows words of a
language but what its pack says.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from newsml_export.layout.language_pack import LanguagePack
from newsml_export.layout.line_marks import Marks
from newsml_export.layout.lines import Line, has_han, is_drop_cap
from newsml_export.layout.page_traits import across, cohesion, stand_apart, tokens, usual_indent

_SPACES = re.compile(r"[ \t\u3000]+")
_NUMBERED = re.compile(r"[\u2460-\u2473\u3251-\u325f]$|[(（][一二三四五六七八九十0-9]{1,3}[)）]$")
_ITEM = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[(（]?[一二三四五六七八九十0-9]{1,2}[)）.．、](?!\d)|[①-⑳●■▲◆□◎★·•–—-](?![—–-]))"
)
_SPEECH = re.compile(r"[\u4e00-\u9fffA-Za-z]{1,5}[：:]")
_SENTENCE_INSIDE = re.compile(r"[^\W\d_]{2}[.!?] ")
_HYPHENS = ("-", "\u00ad", "\u2010", "¬")
_WIDTHS = (6, 10, 14, 18, 22, 26, 32, 40, 52, 70)
_RUNS = (1, 2, 3, 4, 5, 9)
_FEW_RUNS = (1, 2, 3, 5)
_CHANGES = (-12, -6, -3, 2, 5, 11)
#: marks of a neighbour that speak on this line
_NEIGHBOUR_MARKS = (
    "closed",
    "lead",
    "opening",
    "full",
    "short",
    "full",
    "furniture",
    "furniture_block",
    "caption",
    "credit",
    "credited",
    "signed",
    "briefs",
)
_OWN_MARKS = (
    "full",
    "short",
    "lead",
    "opening",
    "signed",
    "furniture",
    "furniture_block",
    "briefs",
    "caption",
    "credit",
    "credited",
)
#: beginnings of the names of what a line shows that is told of its neighbours too
_TOLD = (
    "ends ",
    "starts ",
    "cells",
    "digits ",
    "bullet ",
    "item",
    "capitals ",
    "all capitals",
    "gap",
    "parted",
    "drop cap",
)
_INDENTED = 3
#: lines on each side that show where lines begin
_NEAR = 3
#: lines above and below a line that show the width of its column
_COLUMN = 5
#: lines above and below a joint that are compared
_WINDOW = 4
_COHESIONS = (0.0, 2.0, 4.0, 7.0, 11.0, 18.0)
_WIDE_WINDOW = 14
_WIDE_COHESIONS = (0.0, 3.0, 6.0, 10.0, 16.0, 25.0, 40.0, 60.0)


@dataclass(frozen=True, slots=True)
class PageFeatures:
    """Names of the features of all lines of a page."""

    lines: tuple[tuple[str, ...], ...]
    #: of the joint between each line and the one before it; the first line has none
    joints: tuple[tuple[str, ...], ...]


def page_features(lines: Sequence[Line], marks: Sequence[Marks], pack: LanguagePack) -> PageFeatures:
    """Return the features of the lines of one page."""
    page = _Page(lines, marks, pack)
    own = [page.own(index) for index in range(len(lines))]
    shapes = [page.shape(index, own[index]) for index in range(len(lines))]
    return PageFeatures(
        lines=tuple(
            ("any", *own[index], *page.around(index, own), *_together(index, shapes, own[index]))
            for index in range(len(lines))
        ),
        joints=tuple(page.joint(index) if index else () for index in range(len(lines))),
    )


def _step(value: float, borders: Sequence[float]) -> int:
    return sum(value > border for border in borders)


class _Page:
    def __init__(self, lines: Sequence[Line], marks: Sequence[Marks], pack: LanguagePack) -> None:
        self.lines, self.marks, self.pack = lines, marks, pack
        self.across = across(marks, pack)
        widths = sorted(line.width for line in lines)
        self.usual_width = widths[len(widths) // 2] if widths else 0
        self.indented = sum(line.indent >= _INDENTED for line in lines) > 0.05 * len(lines)
        self.hangs = [self._hang(index) for index in range(len(lines))]
        self.hanging = 0.04 * len(lines) < sum(hang > 0 for hang in self.hangs) < 0.5 * len(lines)
        self.usual_indent = usual_indent(lines)
        self.apart = stand_apart(lines, marks)
        self.unwrapped = sum(mark.closed for mark in marks) > 0.6 * len(marks)
        self.bullets = Counter(line.text[0] for line in lines if unicodedata.category(line.text[0]) == "So")
        joints = [index > 0 and (line.blanks > 0 or marks[index - 1].closed) for index, line in enumerate(lines)]
        telling = [tokens(mark.rest, pack) for mark in marks]
        self.cohesion = cohesion(telling, joints, _WINDOW)
        self.wide_cohesion = cohesion(telling, joints, _WIDE_WINDOW)

    def _hang(self, index: int) -> int:
        """Return how much further in the line begins than the least of its neighbours."""
        near = self.lines[max(0, index - _NEAR) : index + _NEAR + 1]
        return self.lines[index].indent - min(line.indent for line in near)

    def own(self, index: int) -> list[str]:
        """Return what the line shows by itself."""
        line, mark = self.lines[index], self.marks[index]
        found = [*self._ends(mark), *self._signs(mark), *self._place(index, line, mark)]
        found += [name for name in _OWN_MARKS if getattr(mark, name)]
        if mark.bylines:
            found += ["byline", f"byline similar {min(4, mark.similar)}"]
            found += ["byline in brackets"] if mark.rest[:1] in "（(【[" else []
        if mark.names:
            found += ["names", f"names {mark.closed} {min(2, mark.run - 1 - mark.place)} {min(2, line.blanks)}"]
        if mark.byline_tail:
            found.append("byline tail")
        found += [f"jump {jump.direction.value}" for jump in mark.jumps]
        found += self._words(mark) if self.pack.spaced else _characters(mark.rest)
        return found

    def shape(self, index: int, own: Sequence[str]) -> str:
        """Return in a few letters what a line looks like, for features that look at several lines at once."""
        line, mark = self.lines[index], self.marks[index]
        end, start = own[0].removeprefix("ends "), own[1].removeprefix("starts ")
        width = "full" if mark.full else "short" if mark.short else "mid"
        kind = (
            "lead"
            if mark.lead
            else "jump"
            if mark.jumps
            else "byline"
            if mark.bylines
            else "names"
            if mark.names
            else "furniture"
            if mark.furniture or mark.furniture_block
            else "caption"
            if mark.caption or mark.credit
            else ""
        )
        return f"{end[:2]}{start[:2]}{width[0]}{min(1, line.blanks)}{line.indent > 0:d}{kind[:2]}"

    def _ends(self, mark: Marks) -> list[str]:
        """Return what the line begins and ends with."""
        text, signs, pack = mark.rest, self.pack.sentence, self.pack
        last, first = text[-1:], text[:1]
        if mark.closed:
            end = "closed"
        elif last and last in signs.pauses:
            end = "pause"
        elif text.endswith(signs.dangling):
            end = "dangling"
        elif text.endswith(_HYPHENS):
            end = "hyphen"
        elif last and last in signs.closers:
            end = "closer"
        else:
            end = "digit" if last.isdigit() else "other"
        if first and first in signs.pauses + signs.ends + signs.closers:
            start = "no start"
        elif first.isdigit():
            start = "digit"
        elif first and first in signs.openers:
            start = "opener"
        elif text.startswith(pack.headline.deck_dashes or ("\0",)):
            start = "dash"
        else:
            start = "lower" if first.islower() else "upper" if first.isupper() else "other"
        found = [f"ends {end}", f"starts {start}"]
        if last and last in "？！?!":
            found.append("asks")
        return found

    def _signs(self, mark: Marks) -> list[str]:
        """Return what punctuation the line holds."""
        text, signs = mark.rest, self.pack.sentence
        pause = "," if self.pack.spaced else signs.pauses[:1]
        found = [f"pauses {_step(text[:-1].count(pause), (0, 1, 2))}"]
        if signs.ends[0] + " " * self.pack.spaced in text[:-1]:
            found.append("sentence ends inside")
        found += [
            name for name, one in (("；", "；;"), ("、", "、"), ("：", "：:")) if any(sign in text for sign in one)
        ]
        opened = sum(map(text.count, signs.openers)) - sum(map(text.count, signs.closers))
        if opened:
            found.append("opens" if opened > 0 else "closes")
        digits = sum(sign.isdigit() for sign in text) / max(1, len(text))
        found.append(f"digits {_step(digits, (0, 0.1, 0.3, 0.6))}")
        if _NUMBERED.search(text):
            found.append("numbered")
        if _ITEM.match(text):
            found.append("item")
        if _SPEECH.match(text):
            found.append("speech")
        found.append(f"function words {_step(self._function_words(text), (0, 1, 2, 3, 5))}")
        if any(word in text for word in self.pack.headline.series):
            found.append("series")
        return found

    def _function_words(self, text: str) -> int:
        """Return how many words stand in the line that carry no meaning; headlines do without."""
        if self.pack.spaced:
            return sum(word.casefold() in self.pack.stop_words for word in text.split())
        return sum(text.count(word) for word in self.pack.sentence.dangling)

    def _place(self, index: int, line: Line, mark: Marks) -> list[str]:
        """Return where the line stands and how wide it is."""
        run, place, left = _step(mark.run, _RUNS), min(3, mark.place), min(3, mark.run - 1 - mark.place)
        found = [
            f"width {_step(line.width, _WIDTHS)}",
            f"against page {_step(line.width - self.usual_width, (-16, -8, -3, 3, 8, 16))}",
            f"similar {mark.similar}",
            f"column {mark.column}",
            f"run {run}",
            f"place {place}",
            f"left {left}",
            f"run place {run} {place}",
            f"blanks {min(2, line.blanks)}",
            f"indent {_step(line.indent, (0, 2, 4))}",
            f"indented {self.indented} {_step(line.indent, (0, 2, 4))}",
        ]
        found.append(f"hang {self.hanging} {_step(self.hangs[index], (0, 1, 2, 5))}")
        if self.usual_indent:
            found.append(f"usual indent {line.indent == self.usual_indent} {line.indent > 0}")
        if line.frame:
            found.append("frame")
        if line.text[0] in self.bullets:
            found.append(f"bullet {_step(self.bullets[line.text[0]], (1, 2))}")
        if self.unwrapped:
            found.append("unwrapped")
        for name, other in (("above", index - 1), ("below", index + 1)):
            if 0 <= other < len(self.lines):
                joined = not (line if name == "above" else self.lines[other]).blanks
                change = _step(line.width - self.lines[other].width, _CHANGES)
                found.append(f"wider than {name} {change} {joined}")
            else:
                found.append(f"nothing {name}")
        return found

    def _words(self, mark: Marks) -> list[str]:
        """Return how the words of the line are written, in a language that sets spaces between them."""
        text = mark.rest
        if is_drop_cap(text):
            return ["drop cap"]
        words = [word for word in text.split() if word[:1].isalpha()]
        found = [f"words {_step(len(words), (1, 2, 3, 4, 5, 6, 8))}"]
        if words:
            found.append(f"capitals {int(4 * sum(word[0].isupper() for word in words) / len(words))}")
            if all(word.isupper() for word in words):
                found.append(f"all capitals {len(words) > 1}")
        if words and words[0].isupper() and len(words[0]) > 1:
            found.append("first word in capitals")
        if _SENTENCE_INSIDE.search(text):
            found.append("sentence goes by")
        if "  " in text:
            found.append("gap")
        return found

    def around(self, index: int, own: Sequence[Sequence[str]]) -> list[str]:
        """Return what the neighbours of the line show."""
        line, mark = self.lines[index], self.marks[index]
        found: list[str] = []
        for distance in (-2, -1, 1, 2):
            other = index + distance
            if not 0 <= other < len(self.lines):
                continue
            there = self.marks[other]
            found += [f"{distance} {name}" for name in _NEIGHBOUR_MARKS if getattr(there, name)]
            if there.bylines or there.names:
                found.append(f"{distance} {'byline' if there.bylines else 'names'}")
            found += [f"{distance} jump {jump.direction.value} {bool(there.rest)}" for jump in there.jumps]
            if abs(distance) == 1:
                gap = (line if distance < 0 else self.lines[other]).blanks > 0
                found += [
                    f"{distance} gap {gap} {there.closed}",
                    f"{distance} similar {min(5, there.similar)}",
                    f"{distance} run {_step(there.run, _FEW_RUNS)}",
                ]
                found += [f"{distance} {name}" for name in own[other] if name.startswith(_TOLD)]
                found.append(f"{distance} hang {self.hanging} {self.hangs[other] > 0} {self.hangs[index] > 0}")
        found += self._columns(index)
        after = self.marks[index - 1].closed if index else None
        run = _step(mark.run, _FEW_RUNS)
        if index:
            found.append(f"across above {self.across[index - 1]}")
        found += [
            f"across below {self.across[index]}",
            f"after {after} {min(1, line.blanks)} {mark.similar // 2}",
            f"run after {after} {run} {mark.place == 0}",
            f"run closed {mark.closed} {run} {min(2, mark.run - 1 - mark.place)}",
        ]
        for name, values, borders in (
            ("cohesion", self.cohesion, _COHESIONS),
            ("wide cohesion", self.wide_cohesion, _WIDE_COHESIONS),
        ):
            value = values[index]
            if value is not None:
                found.append(f"{name} {_step(value, borders)} {min(1, line.blanks)}")
                found.append(f"{name} {_step(value, borders)} {self.marks[index].closed}")
        return found

    def _columns(self, index: int) -> list[str]:
        """Return how the line and the lines above it are set beside the column that begins below it."""
        above = _column([line.width for line in self.lines[max(0, index - _COLUMN) : index]])
        below = _column([line.width for line in self.lines[index + 1 : index + 1 + _COLUMN]])
        width = self.lines[index].width
        return [
            f"column changes {_step(below - above, _CHANGES)}",
            f"against column above {_step(width - above, _CHANGES)}",
            f"against column below {_step(width - below, _CHANGES)} {self.marks[index].closed}",
        ]

    def joint(self, index: int) -> tuple[str, ...]:
        """Return what stands between the line and the one before it."""
        line, above, before = self.lines[index], self.marks[index - 1], self.lines[index - 1]
        gap = min(1, line.blanks)
        found = [
            "any",
            f"closed {above.closed} {gap}",
            f"closed {above.closed} {gap} full {above.full} short {above.short} {self.hanging} {self.indented}",
            f"across {self.across[index - 1]}",
            f"wider {_step(line.width - before.width, (-6, -3, 2, 5))} {gap}",
        ]
        found += [f"{name} above" for name in ("short", "signed", "lead") if getattr(above, name)]
        found += [f"jump above {jump.direction.value}" for jump in above.jumps]
        found += [name for name in ("lead", "opening") if getattr(self.marks[index], name)]
        if line.frame:
            found.append("frame")
        if line.indent >= _INDENTED:
            found.append("indent")
        found += [
            f"hang {self.hanging} {self.hangs[index] > 0} {above.closed}",
            f"apart {self.apart} {above.closed} {gap}",
        ]
        if self.usual_indent:
            found.append(f"usual indent {line.indent == self.usual_indent} {above.closed}")
        if above.rest[-1:] and above.rest[-1] in self.pack.sentence.pauses:
            found.append("pause above")
        return tuple(found)


def _together(index: int, shapes: Sequence[str], own: Sequence[str]) -> list[str]:
    """Return what the line and its neighbours look like together."""
    above = shapes[index - 1] if index else "top"
    below = shapes[index + 1] if index + 1 < len(shapes) else "bottom"
    further = shapes[index - 2] if index > 1 else "top"
    after = shapes[index + 2] if index + 2 < len(shapes) else "bottom"
    here = shapes[index]
    words = next(name for name in own if name.startswith("function words"))
    width = next(name for name in own if name.startswith("against page"))
    run = next(name for name in own if name.startswith("run place"))
    return [
        f"shape {here}",
        f"shapes above {above} {here}",
        f"shapes below {here} {below}",
        f"shapes around {above} {here} {below}",
        f"shapes before {further[:5]} {above[:5]} {here}",
        f"shapes after {here} {below[:5]} {after[:5]}",
        f"shape words {here} {words[-1]}",
        f"shape width {here} {width[-1]}",
        f"shape run {here} {run[9:]}",
    ]


def _column(widths: Sequence[int]) -> int:
    """Return the width that most of some lines have at least, for lines that end a paragraph are narrower."""
    return sorted(widths)[(2 * len(widths)) // 3] if widths else 0


def _characters(text: str) -> list[str]:
    """Return how a line is written in a language without spaces between words."""
    parts = [part for part in _SPACES.split(text) if part]
    found = []
    if len(parts) > 1 and all(len(part) >= 3 and has_han(part) for part in parts):
        found.append(f"parted {min(3, len(parts))}")
    if len(parts) > 2 and all(len(part) == 1 for part in parts):
        found.append("spread")
    if len(parts) > 3:
        found.append("cells")
    return found
