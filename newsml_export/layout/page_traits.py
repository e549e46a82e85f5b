"""What a page as a whole shows of how it is set: indents, blank lines, words that lines share or that run over them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from newsml_export.layout.language_pack import LanguagePack
from newsml_export.layout.line_marks import Marks
from newsml_export.layout.lines import Line, has_han
from newsml_export.layout.terms import word_across

#: columns by which a line is clearly shorter than the one above
_CLEARLY = 3
#: ends of paragraphs that show whether blank lines stand between them, and the share that must be followed by one
_FEW_ENDS = 4
_APART = 0.85
_LONG_WORD = 5


def usual_indent(lines: Sequence[Line]) -> int:
    """Return the indent that most of the indented lines of a page share, or 0 where too few do."""
    indents = Counter(line.indent for line in lines if line.indent > 0)
    indent, count = indents.most_common(1)[0] if indents else (0, 0)
    return indent if count > 1 and 0.05 * len(lines) < count < 0.8 * len(lines) else 0


def stand_apart(lines: Sequence[Line], marks: Sequence[Marks]) -> bool | None:
    """Say whether blank lines stand between the paragraphs of a page, where lines that end short tell it."""
    ends = [
        index
        for index in range(2, len(lines))
        if marks[index - 1].closed and lines[index - 1].width < lines[index - 2].width - _CLEARLY
    ]
    if len(ends) < _FEW_ENDS:
        return None
    return sum(lines[index].blanks > 0 for index in ends) > _APART * len(ends)


def cohesion(tokens: Sequence[frozenset[str]], joints: Sequence[bool], window: int) -> list[float | None]:
    """Say for each line at a joint how much the lines above and below it speak of the same (Hearst 1997)."""
    lines = Counter(token for one in tokens for token in one)
    weights = {token: math.log(len(tokens) / count) for token, count in lines.items() if count > 1}
    shared = [frozenset(token for token in one if token in weights) for one in tokens]
    found: list[float | None] = [None] * len(tokens)
    for index, joint in enumerate(joints):
        if joint:
            above = set().union(*shared[max(0, index - window) : index])
            below = set().union(*shared[index : index + window])
            found[index] = sum(weights[token] for token in above & below)
    return found


def tokens(text: str, pack: LanguagePack) -> frozenset[str]:
    """Return what is easily compared of a line: long words, or neighbouring characters where no spaces stand."""
    if pack.spaced:
        words = (word.strip(".,;:!?“”\"'()").casefold() for word in text.split())
        return frozenset(word for word in words if len(word) >= _LONG_WORD and word not in pack.stop_words)
    return frozenset(one + other for one, other in pairwise(text) if has_han(one) and has_han(other))


def across(marks: Sequence[Marks], pack: LanguagePack) -> list[bool | None]:
    """Say for each line whether a word runs over its end; ``None``: nothing can."""
    found: list[bool | None] = [None] * len(marks)
    for index in range(len(marks) - 1):
        here, below = marks[index].rest, marks[index + 1].rest
        if marks[index].closed or not here or not below or marks[index + 1].lead:
            continue
        if pack.spaced:
            found[index] = below[0].islower()
        elif has_han(here[-1]) and has_han(below[0]):
            found[index] = word_across(here, below, pack) is not None
    return found
