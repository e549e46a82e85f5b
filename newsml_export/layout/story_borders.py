"""Second thoughts on where stories begin, when it is known which headlines and texts found no partner.

A text that opens like no story and has no headline is rather a part of the one before it, and a headline that found no
text rather hints at a border that was missed. Each such border is tried the other way, and kept so where the page as a
whole is likelier for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from newsml_export.layout.bodies import PageMatter, gather
from newsml_export.layout.headline_matching import Matching, match_headlines
from newsml_export.layout.language_pack import LanguagePack
from newsml_export.layout.line_kinds import KindedLine
from newsml_export.layout.line_model import BODIES, Kind

#: log-odds against a text that opens like no story and has no headline
_HEADLESS = 4.0
#: log-odds beyond which a border is not in doubt
_SURE = 6.0
#: borders of a page that are tried for headlines without a text
_MOST = 3


@dataclass(frozen=True, slots=True)
class SettledPage:
    """The lines of a page with their last kinds, and what they make."""

    kinded: tuple[KindedLine, ...]
    matter: PageMatter
    matching: Matching


def settle(kinded: Sequence[KindedLine], pack: LanguagePack, publication: str) -> SettledPage:
    """Return the page with the borders between its stories that go best with its headlines."""
    best = _make(tuple(kinded), pack, publication)
    for index in _doubtful(best):
        trial = _make(_toggled(best.kinded, index), pack, publication)
        if _likelihood(trial, index) > _likelihood(best, index):
            best = trial
    return best


def _make(kinded: tuple[KindedLine, ...], pack: LanguagePack, publication: str) -> SettledPage:
    matter = gather(kinded, pack, publication)
    return SettledPage(kinded, matter, match_headlines(matter.chunks, matter.bodies, pack))


def _doubtful(page: SettledPage) -> list[int]:
    """Return the lines that headlines and texts without a partner cast doubt on."""
    by_number = {item.line.number: index for index, item in enumerate(page.kinded)}
    matched = {match.body for match in page.matching.matches}
    found = [
        by_number[body.text_line]
        for number, body in enumerate(page.matter.bodies)
        # Where the text before has no headline either, it is a column of briefs.
        if number and number not in matched and number - 1 in matched and not body.marked_start
    ]
    found = [index for index in found if page.kinded[index].opening < _SURE and _may_go_on(page.kinded, index)]
    if any(match.body is None for match in page.matching.matches):
        borders = [
            index for index, item in enumerate(page.kinded) if item.kind is Kind.PARAGRAPH and item.opening > -_SURE
        ]
        found += sorted(borders, key=lambda index: -page.kinded[index].opening)[:_MOST]
    return found


def _may_go_on(kinded: Sequence[KindedLine], index: int) -> bool:
    """Say whether the line can go on with a text above it: nothing between them says that the text has ended."""
    for item in reversed(kinded[:index]):
        if item.kind in BODIES:
            return not item.marks.jumps and not item.marks.signed
        if item.kind in (Kind.JUMP, Kind.BYLINE, Kind.SIGNATURE) or item.marks.briefs:
            return False
    return False


def _toggled(kinded: tuple[KindedLine, ...], index: int) -> tuple[KindedLine, ...]:
    other = Kind.PARAGRAPH if kinded[index].kind is Kind.STORY else Kind.STORY
    return (*kinded[:index], replace(kinded[index], kind=other), *kinded[index + 1 :])


def _likelihood(page: SettledPage, index: int) -> float:
    """Return what speaks for a page as far as the kind of one line matters."""
    matched = {match.body for match in page.matching.matches}
    headless = sum(number not in matched and not body.marked_start for number, body in enumerate(page.matter.bodies))
    opening = page.kinded[index].opening if page.kinded[index].kind is Kind.STORY else 0.0
    return page.matching.score + opening - _HEADLESS * headless
