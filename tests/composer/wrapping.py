"""Set text in a column: wrapping with kinsoku, column breaks, runaround, spaces that an extractor makes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.composer.blocks import ROW, SUBHEAD, cells, mark, plain, tight

if TYPE_CHECKING:
    import random

NOT_AT_START = set("，。、；：！？）”’》〉】」』…—％%)]},.;:!?·・℃ぁぃぅぇぉっゃゅょァィゥェォッャュョー々〕］")
NOT_AT_END = set("（“‘《〈【「『([{〔［")
_UNIT = re.compile(r"[0-9A-Za-z.]+|——|……|.", re.DOTALL)
_DIGITS = re.compile(r"(?<=[\u4e00-\u9fff])(\d+(?:\.\d+)?)|(\d+(?:\.\d+)?)(?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyStyle:
    """How one body is set."""

    #: full-width characters
    width: int
    columns: int = 1
    indented: bool = False
    blank_between: bool = True
    #: width of the lines that run around a picture; 0: none do
    runaround: int = 0
    #: how many lines of its paragraph are set at the full width before the runaround begins
    runaround_after: int = 2
    #: how many lines run around the picture; 0: all that are left
    runaround_lines: int = 0
    #: which paragraph runs around the picture
    runaround_paragraph: int = -1
    #: characters that the first line of a paragraph is indented by
    indent: int = 2
    #: how often a column ends where it tells least: behind the first line of a paragraph, before its last line, or
    #: behind a full stop
    awkward_breaks: float = 0.0
    #: spaces before a sub-heading, where it is centred
    subhead_space: str = ""
    #: how often a line with digits gets extra spaces
    spaced_digits: float = 0.0


def half_widths(text: str) -> int:
    """Return the width of ``text`` in half-width characters."""
    return sum(1 if ord(c) < 0x2E80 and c not in "“”‘’…—①②③④⑤⑥⑦⑧⑨▶◀" else 2 for c in text)


def wrap(
    text: str, width: int, *, indent: int = 0, narrow: int = 0, narrow_after: int = 0, narrow_lines: int = 0
) -> list[str]:
    """Wrap Chinese ``text`` at ``width`` full-width characters.

    The first line is ``indent`` characters shorter. From line ``narrow_after`` on, ``narrow_lines`` lines (0: all) are
    ``narrow`` wide where ``narrow`` is not 0. No line begins with closing or ends with opening punctuation; digits and
    words stay whole.
    """
    units: list[str] = _UNIT.findall(text)
    lines: list[str] = []
    line: list[str] = []
    used = 0
    position = 0
    while position < len(units):
        beside = narrow and len(lines) >= narrow_after
        at = narrow if beside and not (narrow_lines and len(lines) >= narrow_after + narrow_lines) else width
        room = 2 * at - (2 * indent if not lines else 0)
        unit = units[position]
        size = half_widths(unit)
        if not line or used + size <= room or (unit[0] in NOT_AT_START and used < room + 2):
            line.append(unit)
            used += size
            position += 1
            continue
        while len(line) > 1 and (line[-1] in NOT_AT_END or units[position][0] in NOT_AT_START):
            position -= 1
            line.pop()
        lines.append("".join(line))
        line, used = [], 0
    if line:
        lines.append("".join(line))
    return [kept for line in lines if (kept := line.strip())]


def space_digits(line: str, rng: random.Random) -> str:
    """Put spaces beside runs of digits, as an extractor does with kerned numerals (2022年 12 月)."""

    def spaced(match: re.Match[str]) -> str:
        before = " " if rng.random() < 0.5 else ""
        return before + match.group(0) + (" " if not before or rng.random() < 0.4 else "")

    return _DIGITS.sub(spaced, line).strip()


def spread(text: str) -> str:
    """Put a space between all characters (部 分 街 道)."""
    return " ".join(text)


def set_body(paragraphs: tuple[str, ...], *, starts_mid: bool, style: BodyStyle, rng: random.Random) -> list[str]:
    """Set ``paragraphs`` in columns.

    Args:
        paragraphs: texts, the lead included.
        starts_mid: the first paragraph goes on from another page, so it has no indent.
        style: how to set them.
        rng: source of chance.

    Returns:
        Lines, with a blank one between paragraphs where the style says so, and at every column break.
    """
    lines: list[tuple[str, int]] = []
    rows = _tables(paragraphs, rng)
    for number, paragraph in enumerate(paragraphs):
        if number in rows:
            lines.append((rows[number], number))
            continue
        indent = 0 if starts_mid and number == 0 else style.indent
        beside = number == style.runaround_paragraph % len(paragraphs)
        for text in _set_paragraph(paragraph, indent, style, beside=beside, rng=rng):
            lines.append((text, number))
    breaks = _column_breaks(len(lines), style.columns, rng)
    if style.awkward_breaks:
        breaks = {_awkward(lines, at, rng) if rng.random() < style.awkward_breaks else at for at in breaks}
    out: list[str] = []
    for position, (text, number) in enumerate(lines):
        border = position > 0 and lines[position - 1][1] != number
        close = border and tight(paragraphs[number - 1], paragraphs[number])
        if (border and style.blank_between and not close) or (position in breaks):
            out.append("")
        out.append(text)
    return out


def _tables(paragraphs: tuple[str, ...], rng: random.Random) -> dict[int, str]:
    """Return the printed line of each row, by the number of its paragraph."""
    numbers = [n for n, paragraph in enumerate(paragraphs) if mark(paragraph) == ROW]
    out: dict[int, str] = {}
    while numbers:
        first = numbers[0]
        run = [n for place, n in enumerate(numbers) if n == first + place]
        numbers = numbers[len(run) :]
        out |= dict(zip(run, set_rows(tuple(tuple(cells(paragraphs[n])) for n in run), rng), strict=True))
    return out


def _set_paragraph(text: str, indent: int, style: BodyStyle, *, beside: bool, rng: random.Random) -> list[str]:
    if sign := mark(text):
        lines = wrap(plain(text), style.width)
        return [style.subhead_space + line for line in lines] if sign == SUBHEAD else lines
    narrow = style.runaround if beside else 0
    lines = wrap(
        text,
        style.width,
        indent=indent,
        narrow=narrow,
        narrow_after=style.runaround_after,
        narrow_lines=style.runaround_lines,
    )
    last_narrow = style.runaround_after + (style.runaround_lines or len(lines))
    for n, line in enumerate(lines):
        if rng.random() < style.spaced_digits:
            lines[n] = space_digits(line, rng)
        beside_picture = narrow and style.runaround_after <= n < last_narrow
        if beside_picture and rng.random() < 0.35 and not re.search(r"[0-9A-Za-z（(）)]", line):
            lines[n] = spread(line)
    if indent and style.indented and lines:
        lines[0] = "\u3000" * indent + lines[0]
    return lines


def set_rows(rows: tuple[tuple[str, ...], ...], rng: random.Random) -> list[str]:
    """Return a line a row: cells in columns, or one space between them where the extractor has lost the columns."""
    if rng.random() < 0.5:
        gap = rng.choice((" ", "  ", "\u3000", "\t"))
        return [gap.join(row) for row in rows]
    widths = [max(half_widths(row[n]) for row in rows if n < len(row)) for n in range(max(map(len, rows)))]
    return [
        "".join(cell + " " * (widths[n] - half_widths(cell) + 2) for n, cell in enumerate(row)).rstrip() for row in rows
    ]


def _awkward(lines: list[tuple[str, int]], at: int, rng: random.Random) -> int:
    """Return a border near ``at`` that hides whether a paragraph goes on; ``at`` where there is none."""
    able = []
    for place in range(max(1, at - 4), min(len(lines) - 1, at + 4) + 1):
        before, after = lines[place - 1], lines[place]
        if before[1] != after[1]:
            continue
        opened = place == 1 or lines[place - 2][1] != before[1]
        closed = place == len(lines) - 1 or lines[place + 1][1] != after[1]
        if opened or closed or before[0].endswith(("。", "！", "？", "。”", "。」")):
            able.append(place)
    return rng.choice(able) if able else at


def _column_breaks(height: int, columns: int, rng: random.Random) -> set[int]:
    if columns < 2 or height < 3 * columns:
        return set()
    step = height / columns
    return {max(2, min(height - 2, round(step * n) + rng.choice((-1, 0, 0, 1)))) for n in range(1, columns)}
