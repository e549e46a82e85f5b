"""Set words in columns: breaking lines and words, justifying, breaking columns."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.composer.latin_hyphenation import breaks

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

#: marks at the start of a paragraph of the corpus: crosshead, item of a list, row of a table
CROSSHEAD, ITEM, ROW = "## ", "- ", "| "
_CORE = re.compile(r"^([^\w]*)([^\W\d_]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How one body is set."""

    language: str
    #: characters
    width: int
    columns: int = 1
    #: what stands before the first line of a paragraph
    indent: str = ""
    blank_between: bool = True
    #: how often a word that does not fit is broken
    hyphenation: float = 1.0
    hyphen: str = "-"
    #: German before 1996: Brük-ke, Mei-ster
    old_spelling: bool = False
    justified: bool = False
    #: how often a word keeps a soft hyphen in the middle of a line
    stray_soft_hyphens: float = 0.0
    #: how often a line has a space too many or too few
    bad_spaces: float = 0.0
    #: lines from … to (counted over the whole body) that run around a picture, and by how many characters
    runaround: tuple[int, int, int] = (0, 0, 0)

    def room(self, line: int) -> int:
        """Characters that line number ``line`` of the body may have."""
        start, end, less = self.runaround
        return self.width - (less if start <= line < end else 0)


def wrap_words(text: str, measure: Measure, rng: random.Random, *, first: int = 0, indent: int = 0) -> list[str]:
    """Break ``text`` into lines.

    Words are broken at syllables with the hyphen of ``measure``, and behind hyphens and dashes of their own. With
    ``hyphenation=0.85`` and 25–35 characters 9 lines in 100 of the English corpus end with an added hyphen, and 3 in
    1000 with a real one (twenty- / four), which belongs to the word and stays when the lines are joined. In German
    17 in 100 end with an added hyphen; real ones (Ein- / und Ausfahrt) are rarer than 1 in 1000.

    Args:
        text: one paragraph.
        measure: its measure.
        rng: decides which words are broken.
        first: number of the first line within the body, for the runaround.
        indent: characters that the first line loses.
    """
    lines: list[str] = []
    line = ""
    for token in text.split():
        word = token
        while word:
            room = measure.room(first + len(lines)) - (indent if not lines else 0)
            left = room - len(line) - bool(line)
            if len(word) <= left:
                line += (" " if line else "") + word
                break
            head, rest = "", word
            if left >= 3 and (not line or rng.random() < measure.hyphenation):
                head, rest = break_word(word, left, measure)
            if head:
                lines.append(line + (" " if line else "") + head)
                line, word = "", rest
            elif line:
                lines.append(line)
                line = ""
            else:
                line = word
                break
    return [*lines, line] if line else lines


def break_word(word: str, room: int, measure: Measure) -> tuple[str, str]:
    """Return the longest head of ``word`` that fits into ``room``, its hyphen included, and the rest; or ("", word)."""
    best = ("", word)
    for match in re.finditer(r"(?<=\w)[-—–](?=\w\w)", word):
        if match.end() <= room:
            best = (word[: match.end()], word[match.end() :])
    core = _CORE.match(best[1])
    if core is None:
        return best
    done, offset = len(best[0]), core.start(2)
    for at in breaks(core.group(2), measure.language, old_spelling=measure.old_spelling):
        cut = done + offset + at
        doubled = measure.old_spelling and word[cut : cut + 2] == "ck"
        if cut + doubled + len(measure.hyphen) <= room:
            best = (word[:cut] + "k" * doubled + measure.hyphen, word[cut + doubled :])
    return best


def justify(line: str, width: int, rng: random.Random) -> str:
    """Widen spaces until ``line`` has ``width`` characters, where that takes no more than three spaces a gap."""
    gaps = line.count(" ")
    missing = width - len(line)
    if not gaps or missing <= 0 or missing > 2 * gaps:
        return line
    words = line.split(" ")
    spaces = [1] * gaps
    for number in rng.sample(range(gaps), gaps)[: missing if missing < gaps else gaps]:
        spaces[number] += 1
    for number in range(max(0, missing - gaps)):
        spaces[number] += 1
    return "".join(word + " " * space for word, space in zip(words, [*spaces, 0], strict=True))


def plain(paragraph: str) -> str:
    """Return ``paragraph`` without the mark of its kind."""
    return re.sub(r"^(## |- |\| )", "", paragraph)


def set_body(
    paragraphs: Sequence[str], measure: Measure, rng: random.Random, *, starts_mid: bool, drop_cap: str = ""
) -> list[list[str]]:
    """Set ``paragraphs`` in columns.

    Args:
        paragraphs: texts with the marks of the corpus.
        measure: how to set them.
        rng: source of chance.
        starts_mid: the first paragraph goes on from another page, so it has no indent.
        drop_cap: a letter of two lines' height on a line of its own before the first paragraph.

    Returns:
        The columns: lines each, with a blank one between paragraphs where the measure says so.
    """
    lines: list[str] = [drop_cap] if drop_cap else []
    for number, paragraph in enumerate(paragraphs):
        text = plain(paragraph)
        kind = paragraph[: len(paragraph) - len(text)]
        if number and measure.blank_between and not (kind in (ITEM, ROW) and rng.random() < 0.8):
            lines.append("")
        if kind == CROSSHEAD and number and lines[-1] and rng.random() < 0.4:
            lines.append("")
        if kind == ROW:
            lines.append(text)
            continue
        opening = bool(drop_cap or starts_mid) and number == 0
        indent = "" if kind == CROSSHEAD or opening else measure.indent
        set_lines = wrap_words(text, measure, rng, first=len(lines), indent=len(indent))
        set_lines = [_finished(line, measure, rng, last=n == len(set_lines) - 1) for n, line in enumerate(set_lines)]
        lines += [indent + set_lines[0], *set_lines[1:]] if set_lines else []
        if kind == CROSSHEAD and rng.random() < 0.3:
            lines.append("")
    return _columns(lines, measure.columns, rng)


def _finished(line: str, measure: Measure, rng: random.Random, *, last: bool) -> str:
    if measure.stray_soft_hyphens:
        line = " ".join(_with_soft_hyphen(word, measure, rng) for word in line.split(" "))
    if rng.random() < measure.bad_spaces:
        line = _with_bad_space(line, rng)
    return justify(line, measure.width, rng) if measure.justified and not last else line


def _with_bad_space(line: str, rng: random.Random) -> str:
    """Glue two words, or part a word, as an extractor does with kerned type."""
    pattern = r"(?<=[a-zäöüß]) (?=[a-zäöüß])" if rng.random() < 0.5 else r"(?<=[a-zäöüß])(?=[a-zäöüß]{2})"
    places = [match.span() for match in re.finditer(pattern, line)]
    if not places:
        return line
    start, end = rng.choice(places)
    return line[:start] + (" " if start == end else "") + line[end:]


def _with_soft_hyphen(word: str, measure: Measure, rng: random.Random) -> str:
    able = breaks(word, measure.language, old_spelling=measure.old_spelling)
    if not able or rng.random() >= measure.stray_soft_hyphens:
        return word
    at = rng.choice(able)
    return word[:at] + "\u00ad" + word[at:]


def _columns(lines: list[str], columns: int, rng: random.Random) -> list[list[str]]:
    height = len(lines)
    if columns < 2 or height < 4 * columns:
        return [lines]
    step = height / columns
    places = sorted({max(2, min(height - 2, round(step * n) + rng.choice((-1, 0, 0, 1)))) for n in range(1, columns)})
    edges = [0, *places, height]
    out = [lines[start:end] for start, end in itertools.pairwise(edges)]
    return [trimmed for column in out if (trimmed := _trimmed(column))]


def _trimmed(column: list[str]) -> list[str]:
    while column and not column[0]:
        column = column[1:]
    while column and not column[-1]:
        column = column[:-1]
    return column
