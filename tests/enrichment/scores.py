"""Scores what enrichers found against the truth. Pure: nothing is read but the names of genres, nothing is run."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.enrichment.found import Found, Thing
from tests.enrichment.truth import Entry, Truth, folded

GENRES = Path(__file__).with_name("genres.toml")
#: so many keywords count
TOP = 5
#: kinds of things, as fields of both the truth and what was found
KINDS = ("persons", "organisations", "places", "works", "events")
_NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """Something that is not as the truth says."""

    story: str
    #: of the score that it costs
    figure: str
    #: ``wrong``: given and not true; ``missing``: true and not given; ``twice``: given again in another form
    kind: str
    what: str

    def __str__(self) -> str:
        return f"{self.story}: {self.figure}, {self.kind}: {self.what}"


@dataclass(frozen=True, slots=True)
class Scored:
    """Counts over stories, which can be added, and everything that went wrong."""

    #: by figure and role in its fraction, such as ``("persons", "right")``
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    misses: tuple[Miss, ...] = ()
    #: stories by what the truth has and what was given, for topics and genres
    confusion: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def __add__(self, other: Scored) -> Scored:
        return Scored(self.counts + other.counts, self.misses + other.misses, self.confusion + other.confusion)


def score(truth: Truth, found: Found) -> Scored:
    """Score one story; the language is that which was found where none was given beforehand."""
    paper = _Paper(truth.id)
    _score_keywords(paper, truth, found)
    for kind in KINDS:
        _score_things(paper, kind, getattr(truth, kind), getattr(found, kind))
    _score_topics(paper, truth, found)
    _score_genre(paper, truth, found)
    _score_series(paper, truth, found)
    return paper.scored()


def score_language(truth: Truth, language: str) -> Scored:
    """Score the language that was found for a story which came without one."""
    paper = _Paper(truth.id)
    paper.share("language", language == truth.story.language, f"{language} for {truth.story.language}")
    return paper.scored()


def figures(scored: Scored) -> dict[str, float]:
    """Return all figures, 0 … 1, in the order of the table; without those there is nothing to measure for."""
    counts = scored.counts
    values = {
        "keywords": _ratio(counts["keywords", "right"], counts["keywords", "all"]),
        "persons": _f1(counts, "persons"),
        "organisations": _f1(counts, "organisations"),
        "names": _f1(counts, "persons", "organisations"),
        "places": _f1(counts, "places"),
        "works": _f1(counts, "works"),
        "events": _f1(counts, "events"),
    }
    shares = ("place_codes", "roles", "posts", "topic", "topics_deeper", "genre", "series", "language")
    values |= {name: _ratio(counts[name, "right"], counts[name, "all"]) for name in shares}
    return {name: value for name, value in values.items() if value is not None}


def precision_and_recall(scored: Scored, kind: str) -> tuple[float | None, float | None]:
    """Return both halves of the F1 of one of the ``KINDS``."""
    right, wrong, missing = (scored.counts[kind, name] for name in ("right", "wrong", "missing"))
    return _ratio(right, right + wrong), _ratio(right, right + missing)


def genre_class(names: Sequence[str]) -> frozenset[str]:
    """Return our names of a genre, given its name and then perhaps that of its code; a known name says more."""
    for name in names:
        if classes := _genre_classes().get(folded(name)):
            return classes
    return frozenset()


class _Paper:
    """Collects the marks of one story."""

    def __init__(self, story: str) -> None:
        self.story = story
        self.counts: Counter[tuple[str, str]] = Counter()
        self.misses: list[Miss] = []
        self.confusion: Counter[tuple[str, str, str]] = Counter()

    def miss(self, figure: str, kind: str, what: str) -> None:
        self.misses.append(Miss(story=self.story, figure=figure, kind=kind, what=what))

    def share(self, figure: str, right: bool, what: str) -> None:
        """Count one decision."""
        self.counts[figure, "all"] += 1
        self.counts[figure, "right"] += right
        if not right:
            self.miss(figure, "wrong", what)

    def scored(self) -> Scored:
        return Scored(self.counts, tuple(self.misses), self.confusion)


def _score_keywords(paper: _Paper, truth: Truth, found: Found) -> None:
    given = found.keywords[:TOP]
    if not given and not truth.keywords:
        return
    accepted = {form for entry in truth.keywords for form in entry.forms}
    right = [keyword for keyword in given if folded(keyword) in accepted]
    for keyword in given:
        if keyword not in right:
            paper.miss("keywords", "wrong", keyword)
    if not given:
        paper.miss("keywords", "missing", "all")
    # Thousandths, so that counts stay whole numbers and every story weighs the same.
    paper.counts["keywords", "all"] += 1000
    paper.counts["keywords", "right"] += round(1000 * len(right) / len(given)) if given else 0


def _score_things(paper: _Paper, kind: str, entries: Sequence[Entry], things: Sequence[Thing]) -> None:
    matched: set[int] = set()
    for thing in things:
        index = _match(entries, thing.name, matched)
        if index is None:
            paper.counts[kind, "wrong"] += 1
            paper.miss(kind, "wrong", thing.name)
        elif index in matched:
            if not entries[index].optional:
                paper.counts[kind, "wrong"] += 1
                paper.miss(kind, "twice", f"{thing.name} ({entries[index].name})")
        else:
            matched.add(index)
            paper.counts[kind, "right"] += not entries[index].optional
            _score_matched(paper, kind, entries[index], thing)
    for index, entry in enumerate(entries):
        if index not in matched and not entry.optional:
            paper.counts[kind, "missing"] += 1
            paper.miss(kind, "missing", entry.name)


def _match(entries: Sequence[Entry], name: str, matched: set[int]) -> int | None:
    """Return the entry that a name stands for, one that is still free where there are several."""
    form = folded(name)
    fitting = [index for index, entry in enumerate(entries) if form in entry.forms]
    free = [index for index in fitting if index not in matched]
    return next(iter((*free, *fitting)), None)


def _score_matched(paper: _Paper, kind: str, entry: Entry, thing: Thing) -> None:
    if kind == "persons" and not entry.optional:
        paper.share("roles", thing.role == entry.role, f"{entry.name} {thing.role} for {entry.role}")
        if entry.posts:
            accepted = set(map(folded, entry.posts))
            right = any(folded(post) in accepted for post in thing.posts)
            paper.share("posts", right, f"{entry.name} {'/'.join(thing.posts) or '-'} for {'/'.join(entry.posts)}")
    expected = entry.code_expected and entry.codes
    if kind == "places" and (expected or (thing.own_codes and not (entry.optional and not entry.codes))):
        right = bool(thing.codes & set(entry.codes))
        given = "/".join(sorted(thing.codes)) or "-"
        paper.share("place_codes", right, f"{entry.name} {given} for {'/'.join(entry.codes) or '-'}")


def _score_topics(paper: _Paper, truth: Truth, found: Found) -> None:
    given = found.top_topics[0] if found.top_topics else None
    right = given in truth.topic if truth.topic else given is None
    wanted = truth.topic[0] if truth.topic else _NONE
    paper.share("topic", right, f"{given or _NONE} for {'/'.join(truth.topic) or _NONE}")
    paper.confusion["topic", wanted, (wanted if right else given) or _NONE] += 1
    for code in found.deeper_topics:
        paper.share("topics_deeper", code in truth.topics_deeper, code)


def _score_genre(paper: _Paper, truth: Truth, found: Found) -> None:
    if not truth.genre:
        return
    right = bool(genre_class(found.genre) & set(truth.genre))
    given = found.genre[0] if found.genre else _NONE
    paper.share("genre", right, f"{given} for {'/'.join(truth.genre)}")
    paper.confusion["genre", truth.genre[0], truth.genre[0] if right else given] += 1


def _score_series(paper: _Paper, truth: Truth, found: Found) -> None:
    if truth.series is None and found.series is None:
        return
    given = f"{found.series} {found.series_number}"
    if truth.series is None:
        paper.share("series", False, f"{given} for {_NONE}")
        return
    right = found.series is not None and folded(found.series) in truth.series.forms
    right = right and found.series_number == truth.series.number
    paper.share("series", right, f"{given} for {truth.series.name} {truth.series.number}")


@cache
def _genre_classes() -> Mapping[str, frozenset[str]]:
    classes: dict[str, set[str]] = {}
    for ours, others in tomllib.loads(GENRES.read_text(encoding="utf-8")).items():
        for name in (ours, *others):
            classes.setdefault(folded(name), set()).add(ours)
    return {name: frozenset(ours) for name, ours in classes.items()}


def _f1(counts: Counter[tuple[str, str]], *kinds: str) -> float | None:
    right, wrong, missing = (sum(counts[kind, name] for kind in kinds) for name in ("right", "wrong", "missing"))
    return _ratio(2 * right, 2 * right + wrong + missing)


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def total(scored: Iterable[Scored]) -> Scored:
    """Return the sum."""
    return sum(scored, Scored())


def by_class(truths: Sequence[Truth], scored: Sequence[Scored], what: str) -> Iterator[tuple[str, int, Scored]]:
    """Return each class, its number of stories and their sum.

    Args:
        truths: the stories.
        scored: their scores, in the same order.
        what: ``genre``, ``topic`` or ``language``.
    """
    groups: dict[str, list[Scored]] = {}
    for truth, one in zip(truths, scored, strict=True):
        groups.setdefault(_class_of(truth, what), []).append(one)
    for name in sorted(groups):
        yield name, len(groups[name]), total(groups[name])


def _class_of(truth: Truth, what: str) -> str:
    if what == "language":
        return truth.story.language
    accepted = truth.genre if what == "genre" else truth.topic
    return accepted[0] if accepted else _NONE
