"""Give every line of a page a kind: the most likely sequence of kinds under hand-set odds (Viterbi, 1967).

What a line looks like speaks for a kind (emission); so does what stands before it (transition). Scores are natural
logarithms of odds against running text, which is 0.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from newsml_export.layout.bylines import parse_byline, parse_names
from newsml_export.layout.furniture import captions_for, furniture_for
from newsml_export.layout.jump_lines import JumpLine, find_jumps
from newsml_export.layout.language_pack import LanguagePack
from newsml_export.layout.leads import opens_story, parse_signature
from newsml_export.layout.lines import Line, has_han, join_lines, width
from newsml_export.layout.terms import word_across
from newsml_export.model.story import Byline, JumpDirection

_BRACKET_ENDS = ("）", ")", "】", "]")
_SPACES = re.compile(r"[ \t\u3000]+")


class Kind(IntEnum):
    """What a line is."""

    TEXT = 0
    HEADLINE = 1
    BYLINE = 2
    JUMP = 3
    CAPTION = 4
    FURNITURE = 5


@dataclass(frozen=True, slots=True)
class Marks:
    """What can be seen on one line by itself and among its neighbours."""

    jumps: tuple[JumpLine, ...]
    #: the line without its jump lines
    rest: str
    bylines: tuple[Byline, ...]
    #: can only be the first line of a story
    lead: bool
    #: a paragraph may end here, or the text goes on on another page
    closed: bool
    #: ends with a signature in brackets: the story ends here
    signed: bool
    furniture: bool
    furniture_block: bool
    #: heading of a column of briefs
    briefs: bool
    caption: bool
    credit: bool
    #: how many of the three lines on either side are about as wide
    similar: int
    #: how many of those stand in runs that can only be text
    column: int
    #: place in its run of lines without blank lines, from 0, and the length of that run
    place: int
    run: int
    #: text that breaks off here would have filled its line: the next lines are clearly wider
    short: bool
    #: text could break off here because nothing more fitted on the line
    full: bool
    #: a dictionary word runs over from the end of this line into the next one; ``None``: not looked at
    across: bool | None = None


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
    kinds = _viterbi(lines, marks, pack)
    return tuple(map(KindedLine, lines, kinds, marks))


def mark_lines(lines: Sequence[Line], pack: LanguagePack, publication: str) -> list[Marks]:
    """Return what can be seen on each line."""
    furniture, captions = furniture_for(pack, publication), captions_for(pack)
    runs = _runs(lines)
    textual = _textual(lines, runs, pack)
    found: list[Marks] = []
    for index, line in enumerate(lines):
        jumps = find_jumps(line.text, pack)
        rest = _without(line.text, jumps)
        around = [n for n in range(max(0, index - 3), min(len(lines), index + 4)) if n != index]
        # The first line of a paragraph is indented, so it is up to two characters narrower.
        opens = runs[index][0] == 0 or found[-1].closed or found[-1].short
        alike = [n for n in around if -2 <= lines[n].width - line.width <= (5 if opens else 2)]
        lead = opens_story(rest, pack)
        above = lines[index - 1].text if runs[index][0] else ""
        signed = not lead and rest[-1:] in _BRACKET_ENDS and _is_signed(rest, above, pack)
        found.append(
            Marks(
                jumps=jumps,
                rest=rest,
                bylines=_line_bylines(rest, pack),
                lead=lead or (bool(jumps) and jumps[0].direction is JumpDirection.FROM and bool(rest)),
                closed=signed or not rest or _goes_elsewhere(jumps) or pack.ends_sentence(rest),
                signed=signed,
                furniture=furniture.is_line(line.text),
                # What stands right below the heading of a notice is the notice.
                furniture_block=furniture.starts_block(line.text)
                or (bool(found) and found[-1].furniture_block and not line.blanks),
                briefs=furniture.heads_briefs(line.text),
                caption=captions.starts_caption(line.text, _rest_of_run(lines, runs, index))
                or (bool(found) and found[-1].caption and not line.blanks and not found[-1].closed and not found[-1].credit),
                credit=captions.is_credit(line.text),
                similar=len(alike),
                column=sum(textual[n] for n in alike),
                place=runs[index][0],
                run=runs[index][1],
                full=_is_full(lines, index, opens=opens),
                short=_is_short(lines, index, opens=opens) or _is_before_indent(lines, index),
            )
        )
    _look_across(lines, found, pack)
    return found


def _is_signed(rest: str, above: str, pack: LanguagePack) -> bool:
    """Say whether a line ends with a signature in brackets, which may begin on the line above."""
    if not any(sign in rest for sign in "（(【["):
        rest = join_lines([above, rest], spaced=pack.spaced)
    return parse_signature(rest, pack) is not None


def _line_bylines(rest: str, pack: LanguagePack) -> tuple[Byline, ...]:
    if not rest or pack.ends_sentence(rest):
        return ()
    bracketed = rest[0] in "（(" and rest[-1] in "）)"
    return parse_byline(rest, pack) or (parse_names(rest.strip("（）() "), pack) if bracketed else ())


def _goes_elsewhere(jumps: Sequence[JumpLine]) -> bool:
    return any(jump.direction is JumpDirection.TO for jump in jumps)


def _without(text: str, jumps: Sequence[JumpLine]) -> str:
    for jump in reversed(jumps):
        text = text[: jump.start] + text[jump.end :]
    return text.strip()


def _runs(lines: Sequence[Line]) -> list[tuple[int, int]]:
    sizes: list[int] = []
    for line in lines:
        if not sizes or line.blanks:
            sizes.append(0)
        sizes[-1] += 1
    return [(place, size) for size in sizes for place in range(size)]


def _rest_of_run(lines: Sequence[Line], runs: Sequence[tuple[int, int]], index: int) -> str:
    place, size = runs[index]
    return "".join(line.text for line in lines[index : index + size - place][:4])


def _textual(lines: Sequence[Line], runs: Sequence[tuple[int, int]], pack: LanguagePack) -> list[bool]:
    """Say for each line whether its run can only be text: it is long, or ends as a paragraph ends."""
    found: list[bool] = []
    for index, (place, size) in enumerate(runs):
        if place == 0:
            found += [size > 3 or pack.ends_sentence(lines[index + size - 1].text)] * size
    return found


def _below(lines: Sequence[Line], index: int) -> list[Line]:
    """Return the next lines of the same run."""
    found: list[Line] = []
    for other in lines[index + 1 : index + 6]:
        if other.blanks:
            break
        found.append(other)
    return found


def _is_short(lines: Sequence[Line], index: int, *, opens: bool) -> bool:
    """Say whether a line leaves room that wrapped text would have filled.

    Args:
        lines: all lines of the page.
        index: the line in question.
        opens: the line may be the first one of a paragraph, set in by two characters.
    """
    line = lines[index]
    below = _below(lines, index)
    if not below:
        return False
    column = max(other.width for other in below)
    room = column - line.width - (max(_PARAGRAPH_INDENT, line.indent) if opens else 0)
    word = _UNBREAKABLE.match(below[0].text)
    return room > width(word[0]) + _SLACK if word else False


def _is_full(lines: Sequence[Line], index: int, *, opens: bool) -> bool:
    """Say whether the next word would not have fitted on the line, in the column that the lines around it stand in."""
    line = lines[index]
    around = sorted(other.width for other in (*lines[max(0, index - 4) : index], *lines[index + 1 : index + 5]))
    if len(around) < 3 or index + 1 == len(lines):
        return False
    word = _UNBREAKABLE.match(lines[index + 1].text)
    taken = line.width + (max(_PARAGRAPH_INDENT, line.indent) if opens else 0) + (width(word[0]) if word else 2)
    return -_SLACK <= taken - around[-2] and line.width <= around[-1] + 2


def _is_before_indent(lines: Sequence[Line], index: int) -> bool:
    """Say whether the line below is set in like the first one of a paragraph, so that none can go on here."""
    below = _below(lines, index)
    if len(below) < 3:
        return False
    column = max(other.width for other in below[1:])
    word = _UNBREAKABLE.match(below[1].text)
    room = column - below[0].width
    full = abs(lines[index].width - column) > 1
    return full and _PARAGRAPH_INDENT <= room <= _PARAGRAPH_INDENT + 2 and word is not None and room > width(word[0]) + 1


def _look_across(lines: Sequence[Line], marks: list[Marks], pack: LanguagePack) -> None:
    """Where a line could be a headline or text that goes on, see whether a word runs over its end."""
    if pack.spaced:
        return
    for index in range(len(lines) - 1):
        mark, below = marks[index], marks[index + 1]
        unsure = not mark.closed and not mark.jumps and below.rest and not below.lead
        if unsure and has_han(mark.rest[-1:]) and _headline_odds(lines[index], mark, pack) > _UNSURE:
            marks[index] = replace(mark, across=word_across(mark.rest, below.rest) is not None)


def _viterbi(lines: Sequence[Line], marks: Sequence[Marks], pack: LanguagePack) -> list[Kind]:
    kinds = list(Kind)
    score = _emissions(lines[0], marks[0], pack)
    back: list[list[int]] = []
    for index in range(1, len(lines)):
        emission = _emissions(lines[index], marks[index], pack)
        pointers, fresh = [], []
        for kind in kinds:
            if emission[kind] <= _NEVER:
                pointers.append(0)
                fresh.append(_NEVER * 4)
                continue
            options = [
                score[before] + _transition(before, kind, lines, marks, index) if score[before] > _NEVER else _NEVER * 3
                for before in kinds
            ]
            best = max(range(len(kinds)), key=options.__getitem__)
            pointers.append(best)
            fresh.append(options[best] + emission[kind])
        back.append(pointers)
        score = fresh
    if not marks[-1].closed:
        score[Kind.TEXT] -= _OPEN_END
    kind = max(range(len(kinds)), key=score.__getitem__)
    path = [kind]
    for pointers in reversed(back):
        path.append(pointers[path[-1]])
    return [kinds[kind] for kind in reversed(path)]


_PARAGRAPH_INDENT = 4
#: columns by which lines of one width differ where signs hang over or numbers do not fit
_SLACK = 3
#: what a typesetter does not part at a line's end: numbers, words, a quotation mark and what it opens
_UNBREAKABLE = re.compile(r"[“‘《（(「『]*(?:[0-9A-Za-z.%]+|.)[，。、；：！？”’》）)」』%]*")
_NEVER = -50.0
_OPEN_END = 3.0
#: headline odds above which a second look pays
_UNSURE = -3.5


def _emissions(line: Line, marks: Marks, pack: LanguagePack) -> list[float]:
    scores = [0.0, _headline_odds(line, marks, pack), _NEVER * 2, _NEVER * 2, _NEVER * 2, _NEVER * 2]
    if marks.jumps and not marks.rest:
        scores[Kind.JUMP] = 20.0
    if marks.bylines:
        scores[Kind.BYLINE] = 4.0 if marks.similar < 3 else 2.0
    if marks.caption:
        scores[Kind.CAPTION] = 2.5
    elif marks.credit:
        scores[Kind.CAPTION] = 5.0
    else:
        scores[Kind.CAPTION] = -6.0
    if marks.furniture:
        scores[Kind.FURNITURE] = 6.0 if marks.similar < 4 else 1.5
    elif marks.furniture_block:
        scores[Kind.FURNITURE] = 6.0
    else:
        scores[Kind.FURNITURE] = -7.0
    if not marks.closed and not marks.short and marks.similar == 0 and not marks.full:
        scores[Kind.TEXT] -= 2.0
    if marks.lead:
        scores[Kind.TEXT] += 6.0
    return scores


def _headline_odds(line: Line, marks: Marks, pack: LanguagePack) -> float:
    text, signs = marks.rest, pack.sentence
    if not text or marks.lead:
        return _NEVER * 2
    score = -1.0
    last = text[-1]
    if last in signs.pauses:
        score -= 5.0
    elif marks.closed:
        score -= 6.0 if signs.ends[0] in text[-2:] else 1.5
    if signs.ends[0] in text[:-1]:
        score -= 6.0
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
        score -= 1.5 if marks.run < 4 else 2.5
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


def _parted(text: str) -> float:
    """Score the spaces that an editor sets between the parts of a headline."""
    parts = _SPACES.split(text)
    if len(parts) > 1 and all(len(part) >= 3 and has_han(part) for part in parts):
        return 3.0 if len(parts) > 2 else 2.0
    return 0.0


def _unbalanced(text: str, openers: str, closers: str) -> int:
    depth = sum(text.count(sign) for sign in openers) - sum(text.count(sign) for sign in closers)
    return min(1, abs(depth))


def _transition(before: int, kind: int, lines: Sequence[Line], marks: Sequence[Marks], index: int) -> float:
    line, mark, above = lines[index], marks[index], marks[index - 1]
    goes_on = before == Kind.TEXT and not above.closed
    if kind == Kind.TEXT and not goes_on and mark.short and not mark.closed:
        return _between(before, kind, line, mark, above) - 3.5
    return _between(before, kind, line, mark, above)


def _between(before: int, kind: int, line: Line, mark: Marks, above: Marks) -> float:
    gap = line.blanks > 0
    if before == Kind.TEXT:
        if kind == Kind.TEXT:
            if above.closed:
                return 0.0 if not mark.lead else 0.5
            if mark.lead:
                return -4.0
            word = 0.0 if above.across is None else 2.4 if above.across else -0.6
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
            return -0.5 if gap or above.short else -1.5
        return 0.5 if kind == Kind.BYLINE else 0.0
    if before in (Kind.CAPTION, Kind.FURNITURE) and kind == before:
        return 0.0 if gap else 1.7 if not above.closed else 1.0
    if before == Kind.CAPTION and kind == Kind.TEXT and not gap:
        return -3.0
    return 0.0
