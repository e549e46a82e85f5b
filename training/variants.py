"""The same page as other extractors would deliver it: without indents or blank lines, unwrapped, or set anew."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from newsml_export.layout.line_model import Kind
from newsml_export.layout.lines import join_lines, width
from training.gold import GoldLine

_BODY = (Kind.STORY, Kind.PARAGRAPH, Kind.TEXT)
_NOT_AT_START = set("，。、；：！？”’》）〉】」』…—％%)]},.;:!?·℃")

_BARE_BYLINES = 0.15
_NO_LEADS = 0.15
_INTERRUPTED = 0.35
_RESTYLED = 0.5
_BULLETED = 0.12
_LEAD = re.compile(
    r"^[ \u3000]*(?:[【\[]?本报(?:讯|[\u4e00-\u9fff]{2,4}\d*月?\d*日?电)[】\]]?|(?:新华社|中新社)[^（(]{0,14}电)"
    r"[ \u3000]*"
    r"(?:[（(][^（()）]*[)）])?[ \u3000]*"
)
_TITLES = re.compile(r"^[□■◎●▲◆ \u3000]*(?:本报)?(?:见习|首席|特派|实习)?(?:记者|通讯员|评论员)[ \u3000]*")
_NAMES = re.compile(r"(?:[\u4e00-\u9fff][ \u3000]?){2,4}")

Variant = Callable[[Sequence[GoldLine], random.Random, bool], list[GoldLine]]


def varied(lines: Sequence[GoldLine], rng: random.Random, *, spaced: bool) -> list[GoldLine]:
    """Return the page as another house prints it and another extractor delivers it, most often unchanged.

    Args:
        lines: the page.
        rng: source of chance.
        spaced: words stand apart by spaces.
    """
    if not spaced and rng.random() < _BARE_BYLINES:
        lines = [_bare_byline(line) for line in lines]
    if rng.random() < _NO_LEADS:
        lines = [line for one in lines if (line := _without_lead(one, rng)) is not None]
    if spaced and rng.random() < _RESTYLED:
        lines = _restyled(lines, rng)
    if rng.random() < _BULLETED:
        lines = _bulleted(lines, rng)
    while rng.random() < _INTERRUPTED:
        lines = _interrupted(lines, rng)
    variant = rng.choices(list(_VARIANTS), weights=list(_VARIANTS.values()))[0]
    return variant(lines, rng, spaced)


def _without_lead(line: GoldLine, rng: random.Random) -> GoldLine | None:
    """Return the line as a house prints it that opens stories without a mark; ``None``: not at all."""
    if line.kind is Kind.BYLINE:
        return line if rng.random() < 0.5 else None
    if line.kind is Kind.STORY:
        return GoldLine(_LEAD.sub("", line.raw) or line.raw, line.kind)
    return line


def _restyled(lines: Sequence[GoldLine], rng: random.Random) -> list[GoldLine]:
    """Return a page of a house with its own way to open paragraphs and to set headlines."""
    indent, first_indent = rng.choice((0, 1, 2, 3, 4)), rng.random() < 0.6
    capitals = rng.choice((0, 0, 1, 2, 4))
    headline = rng.choice((str, str, str.upper, str.capitalize))
    out: list[GoldLine] = []
    for line in lines:
        raw = line.raw
        if line.kind in (Kind.STORY, Kind.PARAGRAPH):
            raw = raw.strip()
            if line.kind is Kind.STORY and capitals:
                words = raw.split(" ")
                raw = " ".join([*map(str.upper, words[:capitals]), *words[capitals:]])
            raw = " " * (indent if first_indent or line.kind is Kind.PARAGRAPH else 0) + raw
        elif line.kind is Kind.TEXT:
            raw = raw.strip()
        elif line.kind in (Kind.HEADLINE, Kind.STACKED):
            raw = headline(raw)
        out.append(GoldLine(raw, line.kind))
    return out


def _bulleted(lines: Sequence[GoldLine], rng: random.Random) -> list[GoldLine]:
    """Return a page of a house that sets signs before lines of some kinds."""
    kinds = rng.choice(((Kind.JUMP,), (Kind.CAPTION,), (Kind.HEADLINE,), (Kind.BYLINE, Kind.SIGNATURE)))
    sign = rng.choice("●■▲◆□◎★►▶•") + rng.choice(("", " "))
    return [GoldLine(sign + line.raw, line.kind) if line.kind in kinds else line for line in lines]


def _interrupted(lines: Sequence[GoldLine], rng: random.Random) -> list[GoldLine]:
    """Put a block that is no text into the middle of a text, as it stands between two columns of it."""
    blocks = _blocks(lines)
    movable = [block for block in blocks if all(lines[n].kind not in _BODY for n in block)]
    if not movable:
        return list(lines)
    block = rng.choice(movable)
    inside = [n for n in range(1, len(lines)) if lines[n].kind in (Kind.TEXT, Kind.PARAGRAPH) and n not in block]
    if not inside:
        return list(lines)
    place = rng.choice(inside)
    gap = [GoldLine("", None)] if rng.random() < 0.85 else []
    moved = [*gap, *(lines[n] for n in block), *gap]
    before = [line for n, line in enumerate(lines[:place]) if n not in block]
    after = [line for n, line in enumerate(lines[place:], place) if n not in block]
    return [*before, *moved, *after]


def _blocks(lines: Sequence[GoldLine]) -> list[range]:
    """Return the runs of lines without a blank one."""
    found, start = [], 0
    for number in range(len(lines) + 1):
        if number == len(lines) or lines[number].kind is None:
            if number > start:
                found.append(range(start, number))
            start = number + 1
    return found


def _bare_byline(line: GoldLine) -> GoldLine:
    """Return a by-line as houses print it that name their writers and nothing else."""
    if line.kind not in (Kind.BYLINE, Kind.SIGNATURE):
        return line
    names = _TITLES.sub("", line.raw)
    return GoldLine(names, line.kind) if _NAMES.fullmatch(names) else line


def _same(lines: Sequence[GoldLine], rng: random.Random, spaced: bool) -> list[GoldLine]:
    return list(lines)


def _without_indents(lines: Sequence[GoldLine], rng: random.Random, spaced: bool) -> list[GoldLine]:
    return [GoldLine(line.raw.strip(), line.kind) for line in lines]


def _fewer_blanks(lines: Sequence[GoldLine], rng: random.Random, spaced: bool) -> list[GoldLine]:
    share = rng.choice((0.3, 0.6, 0.9, 1.0))
    return [line for line in lines if line.kind is not None or rng.random() >= share]


def _more_blanks(lines: Sequence[GoldLine], rng: random.Random, spaced: bool) -> list[GoldLine]:
    share = rng.choice((0.02, 0.06, 0.12))
    out: list[GoldLine] = []
    for line in lines:
        out += [GoldLine("", None)] * (rng.random() < share)
        out.append(line)
    return out


def _excerpt(lines: Sequence[GoldLine], rng: random.Random, spaced: bool) -> list[GoldLine]:
    """Return a few blocks of the page."""
    blocks = _blocks(lines)
    start = rng.randrange(len(blocks))
    last = blocks[min(len(blocks) - 1, start + rng.randint(1, 6))]
    return list(lines[blocks[start].start : last.stop])


def _single(lines: Sequence[GoldLine], rng: random.Random, spaced: bool) -> list[GoldLine]:
    """Return one story and what stands right above it."""
    starts = [n for n, line in enumerate(lines) if line.kind is Kind.STORY]
    if not starts:
        return list(lines)
    start = stop = rng.choice(starts)
    while start and lines[start - 1].kind in (None, Kind.HEADLINE, Kind.STACKED, Kind.BYLINE):
        start -= 1
    while stop + 1 < len(lines) and lines[stop + 1].kind in (None, Kind.PARAGRAPH, Kind.TEXT, Kind.JUMP):
        stop += 1
    return list(lines[start : stop + 1])


def _tiny(lines: Sequence[GoldLine], rng: random.Random, spaced: bool) -> list[GoldLine]:
    """Return a page of one to three very short stories, a line a paragraph."""
    blank = [GoldLine("", None)] * rng.choice((0, 1, 1))
    above, indent = blank * rng.choice((0, 1)), rng.choice(("", " " * (4 if spaced else 0), "\u3000\u3000"))
    folio = [line for line in lines[:4] if line.kind is Kind.FURNITURE]
    out = [*folio, *blank] if rng.random() < 0.5 else []
    for _ in range(rng.choice((1, 1, 2, 3))):
        story = _unwrapped(_single(lines, rng, spaced), rng, spaced)
        body = [line for line in story if line.kind in (Kind.STORY, Kind.PARAGRAPH)][: rng.randint(1, 4)]
        out += [line for line in story if line.kind in (Kind.HEADLINE, Kind.STACKED, Kind.BYLINE)]
        out += above
        out += [GoldLine(indent + _first_sentence(line.raw, spaced), line.kind) for line in body]
        out += blank
    return out


def _first_sentence(text: str, spaced: bool) -> str:
    match = re.match(r".{12,}?[.!?](?= |$)" if spaced else r".{6,}?[。！？]", text.strip())
    return match[0] if match else text.strip()


def _unwrapped(lines: Sequence[GoldLine], rng: random.Random, spaced: bool) -> list[GoldLine]:
    return _set(lines, lambda kind, text: [text], spaced=spaced)


def _one_width(lines: Sequence[GoldLine], rng: random.Random, spaced: bool) -> list[GoldLine]:
    columns = rng.randint(24, 44) if spaced else 2 * rng.randint(10, 22)
    indent = rng.choice((0, 0, 2)) * (1 if spaced else 2)

    def wrapped(kind: Kind, text: str) -> list[str]:
        first = indent if kind is Kind.PARAGRAPH or kind is Kind.STORY else 0
        out = _wrap(text, columns, first, spaced=spaced)
        return [("\u3000" * (first // 2) if not spaced else " " * first) + out[0], *out[1:]]

    return _set(lines, wrapped, spaced=spaced)


def _set(lines: Sequence[GoldLine], setter: Callable[[Kind, str], list[str]], *, spaced: bool) -> list[GoldLine]:
    """Set every paragraph anew; the blank lines of column breaks inside it go."""
    out: list[GoldLine] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.kind not in _BODY or line.kind is None:
            out.append(line)
            index += 1
            continue
        texts, index = [line.raw.strip()], index + 1
        while True:
            ahead = index
            while ahead < len(lines) and lines[ahead].kind is None:
                ahead += 1
            if ahead == len(lines) or lines[ahead].kind is not Kind.TEXT:
                break
            texts.append(lines[ahead].raw.strip())
            index = ahead + 1
        new = setter(line.kind, join_lines(texts, spaced=spaced))
        out += [GoldLine(text, Kind.TEXT if number else line.kind) for number, text in enumerate(new)]
    return out


def _wrap(text: str, columns: int, indent: int, *, spaced: bool) -> list[str]:
    out, line, room = [], "", columns - indent
    for unit in text.split(" ") if spaced else text:
        piece = (" " if line and spaced else "") + unit
        if line and width(line + piece) > room and not (not spaced and unit in _NOT_AT_START):
            out.append(line)
            line, room = unit, columns
        else:
            line += piece
    return [kept for one in [*out, line] if (kept := one.strip())] or [text]


_VARIANTS: dict[Variant, float] = {
    _same: 0.42,
    _without_indents: 0.08,
    _fewer_blanks: 0.24,
    _more_blanks: 0.07,
    _excerpt: 0.1,
    _single: 0.06,
    _tiny: 0.08,
    _unwrapped: 0.05,
    _one_width: 0.14,
}
