"""Holds stories against a truth. Pure: whence the stories come does not matter.

Which item stands for which story of the truth is told by shingles that no other story of the truth has: the item with
most of them is the story's best. An item can be the best of several stories, when it joined them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from newsml_export.evaluation.calibration import Stated
from newsml_export.evaluation.figures import Figures
from newsml_export.evaluation.items import Item, Part
from newsml_export.evaluation.text import bare, borders, opened, same_text, shingles
from newsml_export.evaluation.truth import Truth, TruthArticle

#: so many shingles of a story say that the item holds a piece of it, and not only a phrase
_PIECE = 12
#: characters of furniture below which it could stand in any text by chance
_FURNITURE = 4
_SHOWN = 30
_CONTEXT = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """One thing that is wrong."""

    #: ``missing``, ``text``, ``continuation``, ``headline``, ``byline``, ``paragraphs``, ``joined``, ``extra``,
    #: ``furniture`` or ``broken``
    kind: str
    #: in one line
    message: str
    #: names of the items or files
    items: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.message + (f" [{', '.join(self.items)}]" if self.items else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What was found out about one or more issues."""

    figures: Figures = field(default_factory=Figures)
    misses: tuple[Miss, ...] = ()
    #: that a headline stack belongs to a text: right when the stack is exactly the story's, or derived where there is
    #: none. Left out are items that are a further piece of a story, because the truth does not know their headline.
    headline_decisions: tuple[Stated, ...] = ()
    #: that a part continues another: right when both belong to one story
    continuation_decisions: tuple[Stated, ...] = ()
    #: why there are no decisions to check; ``None``: there are, or could be
    unsure: str | None = None

    def __add__(self, other: Evaluation) -> Evaluation:
        return Evaluation(
            figures=self.figures + other.figures,
            misses=self.misses + other.misses,
            headline_decisions=self.headline_decisions + other.headline_decisions,
            continuation_decisions=self.continuation_decisions + other.continuation_decisions,
            unsure=self.unsure or other.unsure,
        )


def score(truth: Truth, items: Sequence[Item], *, broken: Sequence[str] = ()) -> Evaluation:
    """Hold ``items`` against ``truth``.

    Args:
        truth: what a perfect reader makes of the issue.
        items: the stories of an export, in any order; see ``items.from_stories`` and ``documents.read_output``.
        broken: names of files that could not be parsed.
    """
    return _Scoring(truth, items, broken).evaluation()


@dataclass(frozen=True, kw_only=True)
class _Wanted:
    """A story of the truth, ready for comparison."""

    article: TruthArticle
    paragraphs: tuple[str, ...]
    body: str
    lines: tuple[str, ...]
    names: frozenset[str]
    several_pages: bool

    @cached_property
    def title(self) -> str:
        """What messages call it."""
        return "".join(self.lines) or self.body[:_SHOWN]

    def has_headline(self, item: Item) -> bool:
        """Say whether the item has this story's stack: every line of it, and nothing more."""
        if not self.lines:
            return item.derived
        whole = "".join(item.headlines)
        return (
            not item.derived and len(whole) == sum(map(len, self.lines)) and all(line in whole for line in self.lines)
        )


def _wanted(article: TruthArticle) -> _Wanted:
    paragraphs = opened(article.paragraphs)
    return _Wanted(
        article=article,
        paragraphs=paragraphs,
        body="".join(paragraphs),
        lines=tuple(map(bare, article.headline_lines)),
        names=frozenset(map(bare, article.bylines)),
        several_pages=len(article.pages or ()) > 1,
    )


class _Scoring:
    def __init__(self, truth: Truth, items: Sequence[Item], broken: Sequence[str]) -> None:
        self.truth, self.items, self.broken = truth, items, broken
        self.wanted = [_wanted(article) for article in truth.articles]
        self.owners = _owners([wanted.body for wanted in self.wanted])
        self.votes = [Counter(_owned(set(shingles(item.body)), self.owners)) for item in items]
        self.best = _best(self.votes)
        self.misses: list[Miss] = []

    def evaluation(self) -> Evaluation:
        stories = sum((self._story(number) for number in range(len(self.wanted))), Figures())
        used = {*self.best.values()}
        extra = [item for place, item in enumerate(self.items) if place not in used]
        for item in extra:
            self._miss("extra", f"extra item: {''.join(item.headlines)}: {item.body[:_SHOWN]}", item.name)
        rest = Figures(
            articles=len(self.wanted),
            items=len(self.items),
            broken=len(self.broken),
            wrong_joins=sum(map(self._joined, range(len(self.items)))),
            extra_items=len(extra),
        )
        figures = stories + rest + self._furniture()
        self.misses += [Miss(kind="broken", message="not XML", items=(name,)) for name in self.broken]
        return Evaluation(
            figures=figures,
            misses=tuple(self.misses),
            headline_decisions=tuple(self._headline_decisions()),
            continuation_decisions=tuple(self._continuation_decisions()),
        )

    def _story(self, number: int) -> Figures:
        wanted = self.wanted[number]
        if number not in self.best:
            self._miss("missing", f"missing story: {wanted.title}")
            return Figures(continued=wanted.several_pages)
        item = self.items[self.best[number]]
        whole = same_text(item.body, wanted.body)
        headline, names = wanted.has_headline(item), item.names == wanted.names
        if not headline:
            want = list(wanted.lines) or "a derived one"
            self._miss("headline", f"headline: want {want} got {list(item.headlines)}", item.name)
        if not names:
            people = f"want {sorted(wanted.names)} got {sorted(item.names)}"
            self._miss("byline", f"by-line: {wanted.title}: {people}", item.name)
        figures = Figures(
            found=whole,
            headlines=headline,
            bylines=names,
            exact=whole and headline and names,
            continued=wanted.several_pages,
            continued_right=wanted.several_pages and whole,
        )
        return figures + (self._borders(wanted, item) if whole else self._not_whole(number, item))

    def _borders(self, wanted: _Wanted, item: Item) -> Figures:
        want, got = borders(wanted.paragraphs), borders(item.paragraphs)
        if want != got:
            sizes = f"want {len(wanted.paragraphs)} got {len(item.paragraphs)}"
            self._miss("paragraphs", f"paragraphs: {wanted.title}: {sizes}", item.name)
        return Figures(para_tp=len(want & got), para_fp=len(got - want), para_fn=len(want - got))

    def _not_whole(self, number: int, item: Item) -> Figures:
        wanted = self.wanted[number]
        pieces = [self.items[place].name for place, votes in enumerate(self.votes) if votes[number] >= _PIECE]
        if wanted.several_pages and len(pieces) > 1:
            self._miss("continuation", f"missed continuation: {wanted.title}", *pieces)
            return Figures(continued_missed=1)
        sizes = f"want {len(wanted.body)} characters, got {len(item.body)}"
        self._miss("text", f"text: {wanted.title}: {sizes}{_first_difference(wanted.body, item.body)}", item.name)
        return Figures()

    def _joined(self, place: int) -> bool:
        titles = [self.wanted[number].title for number, count in sorted(self.votes[place].items()) if count >= _PIECE]
        if len(titles) > 1:
            self._miss("joined", f"{len(titles)} stories in one item: {' + '.join(titles)}", self.items[place].name)
        return len(titles) > 1

    def _furniture(self) -> Figures:
        looked_for = [text for text in map(bare, self.truth.furniture) if len(text) >= _FURNITURE]
        leaked = 0
        for text in looked_for:
            files = [item.name for item in self.items if text in item.body]
            if files:
                leaked += 1
                self._miss("furniture", f"furniture in a text: {text[:_SHOWN]}", *files)
        return Figures(furniture=len(looked_for), furniture_leaked=leaked)

    def _headline_decisions(self) -> Iterator[Stated]:
        for place, item in enumerate(self.items):
            if item.headline_confidence is None:
                continue
            number = _most(self.votes[place])
            if number is None:
                yield Stated(confidence=item.headline_confidence, right=False)
            elif self.best[number] == place:
                yield Stated(confidence=item.headline_confidence, right=self.wanted[number].has_headline(item))

    def _continuation_decisions(self) -> Iterator[Stated]:
        for item in self.items:
            for before, part in zip(item.parts, item.parts[1:], strict=False):
                if part.continuation is not None:
                    yield Stated(confidence=part.continuation, right=self._one_story(item, before, part))

    def _one_story(self, item: Item, before: Part, part: Part) -> bool:
        """Say whether two neighbouring parts are of one story of the truth.

        The paragraph that the page cuts speaks for neither, unless a part has no other text; then its two ends do.
        """
        cut = part.mid_paragraph
        upper = "".join(item.written[before.first_paragraph : before.last_paragraph + 1 - cut])
        lower = "".join(item.written[part.first_paragraph + cut : part.last_paragraph + 1])
        shared = item.written[part.first_paragraph] if cut and part.first_paragraph < len(item.written) else ""
        ends = list(_owned(shingles(shared), self.owners))
        above = _most(Counter(_owned(shingles(upper), self.owners)))
        below = _most(Counter(_owned(shingles(lower), self.owners)))
        above = ends[0] if above is None and ends else above
        below = ends[-1] if below is None and ends else below
        return above is not None and above == below

    def _miss(self, kind: str, message: str, *items: str) -> None:
        self.misses.append(Miss(kind=kind, message=message, items=items))


def _owners(bodies: Sequence[str]) -> dict[str, int]:
    """Return which body has a shingle that no other one has."""
    owners: dict[str, int] = {}
    shared: set[str] = set()
    for number, body in enumerate(bodies):
        for shingle in shingles(body):
            if owners.setdefault(shingle, number) != number:
                shared.add(shingle)
    return {shingle: number for shingle, number in owners.items() if shingle not in shared}


def _owned(found: set[str] | Sequence[str], owners: Mapping[str, int]) -> Iterator[int]:
    return (owners[shingle] for shingle in found if shingle in owners)


def _best(votes: Sequence[Counter[int]]) -> dict[int, int]:
    """Return the item with most shingles of each story; of equals the first."""
    best: dict[int, int] = {}
    for place, count in enumerate(votes):
        for number, found in count.items():
            if number not in best or found > votes[best[number]][number]:
                best[number] = place
    return best


def _most(votes: Counter[int]) -> int | None:
    return max(votes, key=lambda number: (votes[number], -number), default=None)


def _first_difference(want: str, got: str) -> str:
    same = next((place for place, pair in enumerate(zip(want, got, strict=False)) if pair[0] != pair[1]), None)
    place = min(len(want), len(got)) if same is None else same
    before, want, got = want[max(0, place - _CONTEXT) : place], want[place:][:_CONTEXT], got[place:][:_CONTEXT]
    return f"; after “{before}” want “{want}” got “{got}”"
