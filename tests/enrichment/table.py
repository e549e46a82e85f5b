"""Scores for people to look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from newsml_export.evaluation.report import columns, percent
from tests.enrichment.scores import KINDS, Scored, by_class, figures, precision_and_recall, total
from tests.enrichment.truth import Truth

#: what issue and floors call a figure, and how it is read
TITLES = {
    "keywords": "keywords, P@5",
    "persons": "persons, F1",
    "organisations": "organisations, F1",
    "names": "persons and organisations, F1",
    "places": "places, F1",
    "works": "works, F1",
    "events": "events, F1",
    "place_codes": "codes of places",
    "roles": "roles of persons",
    "posts": "posts of persons",
    "topic": "top-level topic",
    "topics_deeper": "deeper topics, precision",
    "genre": "genre",
    "series": "series and number",
    "language": "language",
}
_CLASS_FIGURES = ("keywords", "names", "places", "topic", "genre")


def lines(kinds: Mapping[str, tuple[Sequence[Truth], Sequence[Scored]]]) -> Iterator[str]:
    """Return the table of all figures, a column for each kind of stories; an F1 with its precision and recall."""
    sums = {kind: total(scored) for kind, (_, scored) in kinds.items()}
    rows = [("", *(f"{kind} ({len(truths)} stories)" for kind, (truths, _) in kinds.items()))]
    for name, title in TITLES.items():
        rows.append((title, *(_cell(scored, name) for scored in sums.values())))
    yield from columns(rows)


def class_lines(truths: Sequence[Truth], scored: Sequence[Scored]) -> Iterator[str]:
    """Return a table for each way to divide the stories, and what topics and genres are taken for."""
    for what in ("topic", "genre", "language"):
        rows: list[tuple[str, ...]] = [(what, "stories", *_CLASS_FIGURES)]
        for name, count, one in by_class(truths, scored, what):
            values = figures(one)
            rows.append((name, str(count), *(percent(values.get(figure)) for figure in _CLASS_FIGURES)))
        yield ""
        yield from columns(rows)
    yield ""
    for (what, wanted, given), count in sorted(total(scored).confusion.items()):
        if wanted != given:
            yield f"{what}: {wanted} taken for {given}, {count}"


def miss_lines(scored: Sequence[Scored]) -> Iterator[str]:
    """Return a line for each miss, by figure and story."""
    misses = [miss for one in scored for miss in one.misses]
    yield ""
    yield from (str(miss) for miss in sorted(misses, key=lambda miss: (list(TITLES).index(miss.figure), miss.story)))


def _cell(scored: Scored, name: str) -> str:
    value = percent(figures(scored).get(name))
    if name not in KINDS:
        return value
    precision, recall = precision_and_recall(scored, name)
    return f"{value} (P {percent(precision)}, R {percent(recall)})"
