"""The publisher's own lexicon: names, institutions, columns and terms that win over whatever a program guesses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LexiconKind(StrEnum):
    """What an entry of a lexicon names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    WORK = "work"
    EVENT = "event"
    #: a column or series of the newspaper, such as 江州论坛
    COLUMN = "column"
    #: a word or phrase that is kept whole as a keyword and may speak for topics
    TERM = "term"


@dataclass(frozen=True, slots=True, kw_only=True)
class LexiconEntry:
    """One thing that the publisher names."""

    kind: LexiconKind
    #: the full form, which documents show
    name: str
    #: short and other forms that stand for the same
    variants: tuple[str, ...] = ()
    #: ``None``: a code is made from the name
    qcode: str | None = None
    #: QCodes of the same thing in other schemes
    same_as: tuple[str, ...] = ()
    #: QCodes of topics that a story with this entry is about
    topics: tuple[str, ...] = ()
    #: name of the genre of what stands in a column
    genre: str | None = None
    #: the column numbers its stories
    series: bool = False
    #: never suggest or export it: a name that programs find and nobody wants
    ignore: bool = False

    @property
    def forms(self) -> tuple[str, ...]:
        """All forms, the full one first."""
        return (self.name, *self.variants)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All entries of a publisher, in the order they are written in; the first that fits wins."""

    entries: tuple[LexiconEntry, ...] = ()
    file: str | None = None

    def __bool__(self) -> bool:
        return bool(self.entries)

    def of(self, *kinds: LexiconKind) -> tuple[LexiconEntry, ...]:
        """Return the entries of ``kinds``."""
        return tuple(entry for entry in self.entries if entry.kind in kinds)
