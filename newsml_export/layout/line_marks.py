"""What can be seen on each line of a page, by itself and among its neighbours, before its kind is decided."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsml_export.layout.bylines import parse_bare_names, parse_byline, parse_names
from newsml_export.layout.furniture import captions_for, furniture_for
from newsml_export.layout.jump_lines import JumpLine, find_jumps
from newsml_export.layout.language_pack import LanguagePack
from newsml_export.layout.leads import may_open_story, opens_story, parse_signature
from newsml_export.layout.lines import Line, bare, join_lines, width
from newsml_export.model.story import Byline, JumpDirection

_BRACKET_ENDS = ("）", ")", "】", "]")
_PARAGRAPH_INDENT = 4
#: characters that a line of names hardly exceeds
_NAMES = 40
#: characters at the end of a line that may be a picture credit
_CREDIT = 80
#: columns by which lines of one width differ where signs hang over or numbers do not fit
_SLACK = 3
#: what a typesetter does not part at a line's end: numbers, words, a quotation mark and what it opens
_UNBREAKABLE = re.compile(r"[“‘《（(「『]*(?:[0-9A-Za-zÀ-ɏ.%'’-]+|.)[，。、；：！？”’》）)」』%]*")


@dataclass(frozen=True, slots=True)
class Marks:
    """What can be seen on one line by itself and among its neighbours."""

    jumps: tuple[JumpLine, ...]
    #: the line without its jump lines
    rest: str
    bylines: tuple[Byline, ...]
    #: the line holds nothing but names; whether they sign a text, only their place can say
    names: tuple[Byline, ...]
    #: the line ends the by-line that the line above begins
    byline_tail: bool
    #: can only be the first line of a story
    lead: bool
    #: begins as stories do rather than paragraphs
    opening: bool
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
    #: ends with a picture credit
    credited: bool
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
        indent = max(pack.paragraph_indent, line.indent) if opens else 0
        alike = [n for n in around if -2 <= lines[n].width - line.width <= (5 if opens else 2)]
        lead = opens_story(rest, pack)
        above = lines[index - 1].text if runs[index][0] else ""
        signed = not lead and rest[-1:] in _BRACKET_ENDS and _is_signed(rest, above, pack)
        bylines = _line_bylines(rest, pack) or _credited_above(rest, found, pack)
        tail = () if line.blanks or bylines or not found else _byline_over_two(found[-1], rest, pack)
        found.append(
            Marks(
                jumps=jumps,
                rest=rest,
                bylines=bylines or tail,
                names=() if bylines or tail else _bare_names(rest, pack),
                byline_tail=bool(tail),
                lead=lead or (bool(jumps) and jumps[0].direction is JumpDirection.FROM and bool(rest)),
                opening=may_open_story(rest, pack),
                closed=signed or not rest or _goes_elsewhere(jumps) or pack.ends_sentence(rest),
                signed=signed,
                furniture=furniture.is_line(line.text),
                # What stands right below the heading of a notice is the notice.
                furniture_block=furniture.starts_block(line.text)
                or (bool(found) and found[-1].furniture_block and not line.blanks),
                briefs=furniture.heads_briefs(line.text),
                caption=captions.starts_caption(line.text, _rest_of_run(lines, runs, index))
                or (
                    bool(found)
                    and found[-1].caption
                    and not line.blanks
                    and not found[-1].closed
                    and not found[-1].credit
                ),
                credit=captions.is_credit(line.text),
                credited=captions.credited.search(bare(line.text[-_CREDIT:])) is not None,
                similar=len(alike),
                column=sum(textual[n] for n in alike),
                place=runs[index][0],
                run=runs[index][1],
                full=_is_full(lines, index, indent=indent),
                short=_is_short(lines, index, indent=indent) or (not pack.spaced and _is_before_indent(lines, index)),
            )
        )
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


def _bare_names(rest: str, pack: LanguagePack) -> tuple[Byline, ...]:
    if not 0 < len(rest) <= _NAMES or pack.ends_sentence(rest):
        return ()
    # A bracket that was opened on the line above is a signature inside the text.
    broken = rest[-1] in _BRACKET_ENDS and rest[0] not in "（(【["
    return () if broken else parse_bare_names(rest, pack)


def _byline_over_two(above: Marks, rest: str, pack: LanguagePack) -> tuple[Byline, ...]:
    """Return the by-line that the line above begins where this line goes on with it."""
    if not above.bylines or above.byline_tail or not 0 < len(rest) <= _NAMES or pack.ends_sentence(rest):
        return ()
    whole = parse_byline(f"{above.rest} {rest}", pack)
    if len(whole) > len(above.bylines) or (whole and whole != above.bylines and len(whole) == len(above.bylines)):
        return whole
    return ()


def _credited_above(rest: str, above: Sequence[Marks], pack: LanguagePack) -> tuple[Byline, ...]:
    """Return the by-line above where this line says no more than what its person is: “Courier Staff Writer”."""
    if not above or not above[-1].bylines:
        return ()
    below = any(re.fullmatch(pattern, rest) for pattern in pack.byline.credits_below)
    return above[-1].bylines if below else ()


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


def _is_short(lines: Sequence[Line], index: int, *, indent: int) -> bool:
    """Say whether a line leaves room that wrapped text would have filled.

    Args:
        lines: all lines of the page.
        index: the line in question.
        indent: columns that it may be set in by, as the first line of a paragraph.
    """
    line = lines[index]
    below = _below(lines, index)
    if not below:
        return False
    column = max(other.width for other in below)
    room = column - line.width - indent
    word = _UNBREAKABLE.match(below[0].text)
    return room > width(word[0]) + _SLACK if word else False


def _is_full(lines: Sequence[Line], index: int, *, indent: int) -> bool:
    """Say whether the next word would not have fitted on the line, in the column that the lines around it stand in."""
    line = lines[index]
    around = sorted(other.width for other in (*lines[max(0, index - 4) : index], *lines[index + 1 : index + 5]))
    if len(around) < 3 or index + 1 == len(lines):
        return False
    word = _UNBREAKABLE.match(lines[index + 1].text)
    taken = line.width + indent + (width(word[0]) if word else 2)
    return taken - around[-2] >= -_SLACK and line.width <= around[-1] + 2


def _is_before_indent(lines: Sequence[Line], index: int) -> bool:
    """Say whether the line below is set in like the first one of a paragraph, so that none can go on here."""
    below = _below(lines, index)
    if len(below) < 3:
        return False
    column = max(other.width for other in below[1:])
    word = _UNBREAKABLE.match(below[1].text)
    room = column - below[0].width
    full = abs(lines[index].width - column) > 1
    return (
        full and _PARAGRAPH_INDENT <= room <= _PARAGRAPH_INDENT + 2 and word is not None and room > width(word[0]) + 1
    )
