"""What could be a keyword, and how much speaks for it; the same for all languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsml_export.model.subjects import SubjectType

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsml_export.model.story import Story

#: several times as good in the headline stack as in the body alone
_TITLE = 1.9
#: and in the first sentence
_LEAD = 1.25
_PARTS = re.compile(r"[\s·・]+")


@dataclass(slots=True, kw_only=True)
class Candidate:
    """A word or unit of a story."""

    #: as it is to be shown
    text: str
    #: 0 … 1: how little other stories have it
    weight: float
    count: int = 0
    in_title: bool = False
    in_lead: bool = False
    #: stands in a table or in the publisher's lexicon: surely a unit
    listed: bool = False
    #: offset of the first mention: what is named first comes first where all else is equal
    first: int = 0
    #: words it is made of
    words: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        """How good a keyword it is: term frequency, dampened, times its weight and its place in the story."""
        return float(
            self.count**0.6 * self.weight * (_TITLE if self.in_title else 1.0) * (_LEAD if self.in_lead else 1.0)
        )


def person_words(story: Story) -> frozenset[str]:
    """Return the names of the persons in ``story``, and of its authors, whole and in their parts."""
    names = [subject.name for subject in story.subjects if subject.type is SubjectType.PERSON]
    names += [byline.name for byline in story.bylines]
    return frozenset(part for name in names for part in (name, *_PARTS.split(name)) if part)


def chosen(candidates: Iterable[Candidate], most: int) -> list[Candidate]:
    """Return the best of ``candidates``, the best first; none that stands within another one, or around it."""
    found: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda one: (-one.score, one.first, one.text)):
        folded = candidate.text.casefold()
        if any(folded in one.text.casefold() or one.text.casefold() in folded for one in found):
            continue
        found.append(candidate)
        if len(found) == most:
            break
    return found
