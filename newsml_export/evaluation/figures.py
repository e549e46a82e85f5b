"""The figures of an evaluation: counts that can be summed over issues, and the shares that are made of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Counts over one or more issues."""

    #: stories in the truth
    articles: int = 0
    #: stories in the output
    items: int = 0
    #: XML files that cannot be parsed
    broken: int = 0
    #: stories whose text is there whole
    found: int = 0
    #: stories with exactly their headline stack, or a derived headline where the pages have none
    headlines: int = 0
    #: stories with exactly the names of their by-lines
    bylines: int = 0
    #: found, and with the right headline stack and by-lines
    exact: int = 0
    #: borders of paragraphs in stories that were found: right, too many, and missing ones
    para_tp: int = 0
    para_fp: int = 0
    para_fn: int = 0
    #: stories that are printed on several pages
    continued: int = 0
    #: those of them that were found
    continued_right: int = 0
    #: those of them whose text is spread over several items, none of which is whole
    continued_missed: int = 0
    #: items that hold the text of two stories
    wrong_joins: int = 0
    #: texts of furniture that are looked for
    furniture: int = 0
    #: those of them that stand in the text of a story
    furniture_leaked: int = 0
    #: items that are no story's best
    extra_items: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(**{one.name: getattr(self, one.name) + getattr(other, one.name) for one in fields(self)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A figure between 0 and 1 (``wrong_joins`` and ``extra_items`` can exceed 1)."""

    #: part and whole
    of: Callable[[Figures], tuple[int, int]]
    #: whether more is better
    rising: bool = True

    def value(self, figures: Figures) -> float | None:
        """Return the share, or ``None`` where there is nothing to measure."""
        part, whole = self.of(figures)
        return part / whole if whole else None


#: by name; the names are those of ``--at-least`` and ``--at-most``
SHARES: Mapping[str, Share] = MappingProxyType(
    {
        "found": Share(of=lambda f: (f.found, f.articles)),
        "headlines": Share(of=lambda f: (f.headlines, f.articles)),
        "bylines": Share(of=lambda f: (f.bylines, f.articles)),
        "exact": Share(of=lambda f: (f.exact, f.articles)),
        "paragraph_precision": Share(of=lambda f: (f.para_tp, f.para_tp + f.para_fp)),
        "paragraph_recall": Share(of=lambda f: (f.para_tp, f.para_tp + f.para_fn)),
        # the harmonic mean of the two
        "paragraphs": Share(of=lambda f: (2 * f.para_tp, 2 * f.para_tp + f.para_fp + f.para_fn)),
        "continuations": Share(of=lambda f: (f.continued_right, f.continued)),
        "wrong_joins": Share(of=lambda f: (f.wrong_joins, f.articles), rising=False),
        "furniture_leaked": Share(of=lambda f: (f.furniture_leaked, f.furniture), rising=False),
        "extra_items": Share(of=lambda f: (f.extra_items, f.articles), rising=False),
    }
)
