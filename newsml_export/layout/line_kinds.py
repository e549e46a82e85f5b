"""Give every line of a page a kind: the most likely sequence of kinds under hand-set odds (Viterbi, 1967).

What a line looks like speaks for a kind (emission); so does what stands before it (transition). Scores are natural
logarithms of odds against running text, which is 0.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from newsml_export.layout.language_pack import LanguagePack
from newsml_export.layout.line_marks import Marks, mark_lines
from newsml_export.layout.lines import Line, has_han
from newsml_export.layout.terms import word_across

_SPACES = re.compile(r"[ \t\u3000]+")
_OPEN_END = 3.0
#: weight of a word that runs over the end of a line
_ACROSS = 2.4
#: headline odds above which a second look pays
_UNSURE = -3.5


class Kind(IntEnum):
    """What a line is."""

    TEXT = 0
    HEADLINE = 1
    BYLINE = 2
    JUMP = 3
    CAPTION = 4
    FURNITURE = 5


@dataclass(frozen=True, slots=True)
class KindedLine:
    """A line and what it is."""

    line: Line
    kind: Kind
    marks: Marks


def kind_lines(lines: Sequence[Line], pack: LanguagePack, publication: str) -> tuple[KindedLine, ...]:
    """Return ``lines`` with the most likely kind of each."""
    if not lines:
        return ()
    marks = mark_lines(lines, pack, publication)
    _look_across(lines, marks, pack)
    kinds = _viterbi(lines, marks, pack)
    return tuple(map(KindedLine, lines, kinds, marks))


def _look_across(lines: Sequence[Line], marks: list[Marks], pack: LanguagePack) -> None:
    """Where a line could be a headline or text that goes on, see whether a word runs over its end."""
    for index in range(len(lines) - 1):
        mark, below = marks[index], marks[index + 1]
        unsure = not mark.closed and not mark.jumps and not mark.lead and below.rest and not below.lead
        if not unsure or _headline_odds(lines[index], mark, pack) <= _UNSURE:
            continue
        if pack.spaced:
            marks[index] = replace(mark, across=below.rest[0].islower())
        elif has_han(mark.rest[-1:]):
            marks[index] = replace(mark, across=word_across(mark.rest, below.rest) is not None)


def _viterbi(lines: Sequence[Line], marks: Sequence[Marks], pack: LanguagePack) -> list[Kind]:
    scores = _emissions(lines[0], marks[0], pack)
    back: list[dict[Kind, Kind]] = []
    for index in range(1, len(lines)):
        pointers: dict[Kind, Kind] = {}
        fresh: dict[Kind, float] = {}
        for kind, emission in _emissions(lines[index], marks[index], pack).items():
            options = {
                before: score + _transition(before, kind, lines, marks, index) for before, score in scores.items()
            }
            best = max(options, key=options.__getitem__)
            pointers[kind], fresh[kind] = best, options[best] + emission
        back.append(pointers)
        scores = fresh
    if not marks[-1].closed and Kind.TEXT in scores:
        scores[Kind.TEXT] -= _OPEN_END
    path = [max(scores, key=scores.__getitem__)]
    for pointers in reversed(back):
        path.append(pointers[path[-1]])
    return path[::-1]


#: columns by which lines of one width differ where signs hang over or numbers do not fit
_SLACK = 3
#: what a typesetter does not part at a line's end: numbers, words, a quotation mark and what it opens
_UNBREAKABLE = re.compile(r"[“‘《（(「『]*(?:[0-9A-Za-z.%]+|.)[，。、；：！？”’》）)」』%]*")
_OPEN_END = 3.0
#: weight of a word that runs over the end of a line
_ACROSS = 2.4
#: headline odds above which a second look pays
_UNSURE = -3.5


def _emissions(line: Line, marks: Marks, pack: LanguagePack) -> dict[Kind, float]:
    """Return the odds of each kind that the line can be at all."""
    if marks.jumps and not marks.rest:
        return {Kind.JUMP: 0.0}
    scores = {Kind.TEXT: _text_odds(marks)}
    if marks.rest and not marks.lead:
        scores[Kind.HEADLINE] = _headline_odds(line, marks, pack)
    if marks.bylines and not marks.caption:
        scores[Kind.BYLINE] = 6.0 if marks.similar < 3 else 3.0
    if marks.credit or marks.caption:
        scores[Kind.CAPTION] = 2.5 if marks.caption else 5.0
    if marks.furniture or marks.furniture_block:
        scores[Kind.FURNITURE] = 6.0 if not marks.furniture or marks.similar < 4 else 1.5
    return scores


def _text_odds(marks: Marks) -> float:
    if marks.lead:
        return 6.0
    if marks.closed or marks.short or marks.similar or marks.full:
        return 0.0
    return -2.0


def _headline_odds(line: Line, marks: Marks, pack: LanguagePack) -> float:
    text, signs = marks.rest, pack.sentence
    score = -1.0
    last = text[-1]
    if last in signs.pauses:
        score -= 5.0
    elif marks.closed:
        score -= 6.0 if signs.ends[0] in text[-2:] else 1.5
    if signs.ends[0] + " " * pack.spaced in text[:-1]:
        score -= 6.0
    if pack.spaced:
        return score + _spaced_headline_odds(line, marks, pack)
    pauses = sum(text[:-1].count(sign) for sign in signs.pauses[:1])
    # Running text pauses about every ten characters; a headline hardly ever does.
    score += max(-3.0, -1.5 * pauses) if pauses else min(2.0, line.width / 26)
    score -= 4.0 * text.count("；")
    score += _parted(text)
    if text.startswith(pack.headline.deck_dashes):
        score += 3.0
    score -= 2.0 * _unbalanced(text, signs.openers, signs.closers)
    if text[0] in signs.pauses or text[0] in signs.ends or text[0] in signs.closers:
        score -= 5.0
    if text.endswith(signs.dangling):
        score -= 1.5
    if marks.column >= 3 or marks.similar > 4:
        score -= 2.5 if marks.run > 3 else 2.1 if marks.full and marks.column >= 3 else 1.5
    elif marks.similar >= 3:
        score -= 2.5 if marks.run > 4 else 1.0
    elif marks.similar == 0:
        score += 0.0 if marks.full else 1.0
    if 3 <= line.indent <= 4:
        score -= 1.5
    if marks.short:
        score += 1.0
    if marks.run > 5:
        score += 0.0 if marks.place < 3 else -2.0
    else:
        score += {1: 1.0, 2: 0.7, 3: 0.5, 4: 0.2, 5: 0.0}[marks.run]
    if len(text) > 40:
        score -= 2.0
    return score


def _spaced_headline_odds(line: Line, marks: Marks, pack: LanguagePack) -> float:
    """Return what speaks for a headline beyond its end, in a language that sets spaces between words."""
    text, signs = marks.rest, pack.sentence
    words = [word for word in text.split() if word[:1].isalpha()]
    score = -3.0 if text[:1].islower() else 0.0
    score -= 0.7 * text[:-1].count(",") + 2.0 * _unbalanced(text, signs.openers, signs.closers)
    if text.lower().endswith(signs.dangling):
        score -= 2.0
    if words and all(word.isupper() for word in words):
        score += 2.5
    if marks.full:
        score -= 1.5
    elif marks.run < 4:
        score += 1.0
    if marks.similar >= 4:
        score -= 1.0
    if marks.run > 5 and marks.place >= 3:
        score -= 2.5
    elif marks.run <= 3:
        score += 1.2
    return score + (1.0 if marks.short else 0.0)


def _parted(text: str) -> float:
    """Score the spaces that an editor sets between the parts of a headline."""
    parts = _SPACES.split(text)
    if len(parts) > 1 and all(len(part) >= 3 and has_han(part) for part in parts):
        return 3.0 if len(parts) > 2 else 2.0
    return 0.0


def _unbalanced(text: str, openers: str, closers: str) -> int:
    depth = sum(text.count(sign) for sign in openers) - sum(text.count(sign) for sign in closers)
    return min(1, abs(depth))


def _transition(before: Kind, kind: Kind, lines: Sequence[Line], marks: Sequence[Marks], index: int) -> float:
    line, mark, above = lines[index], marks[index], marks[index - 1]
    goes_on = before == Kind.TEXT and not above.closed
    if kind == Kind.TEXT and not goes_on and mark.short and not mark.closed:
        return _between(before, kind, line, mark, above) - 3.5
    return _between(before, kind, line, mark, above)


def _between(before: Kind, kind: Kind, line: Line, mark: Marks, above: Marks) -> float:
    gap = line.blanks > 0
    if before == Kind.TEXT:
        if kind == Kind.TEXT:
            if above.closed:
                return 0.0 if not mark.lead else 0.5
            if mark.lead:
                return -4.0
            word = 0.0 if above.across is None else _ACROSS if above.across else -0.6
            return word + (-1.3 if gap else 1.0)
        if kind == Kind.HEADLINE:
            if not above.closed:
                return -3.5
            return -0.3 if gap else -2.0
        if kind == Kind.JUMP:
            return 0.0
        return 0.0 if above.closed else -1.5 if gap else -2.5
    if before == Kind.HEADLINE:
        if kind == Kind.HEADLINE:
            return 0.3 if not gap else 0.0
        if kind == Kind.TEXT:
            if mark.lead or line.indent >= 3:
                return 1.0
            return -0.8 if gap or above.short else -1.5
        return 0.5 if kind == Kind.BYLINE else 0.0
    if before in (Kind.CAPTION, Kind.FURNITURE) and kind == before:
        return 0.0 if gap else 1.7 if not above.closed else 1.0
    if before == Kind.CAPTION and kind == Kind.TEXT and not gap:
        return -3.0
    return 0.0
