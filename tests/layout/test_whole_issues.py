"""Whole issues: the example that people see first, and that understanding is repeatable."""

from __future__ import annotations

from pathlib import Path

from newsml_export.evaluation.items import from_stories
from newsml_export.evaluation.scorer import score
from newsml_export.evaluation.truth import read_truth
from tests.composer import compose
from tests.layout.editions import edition_of


def test_the_example_issue_is_understood_without_a_fault(examples_dir: Path) -> None:
    folder = examples_dir / "jiangzhou-2023-03-08"
    pages = {str(number): (folder / f"page-0{number}.txt").read_text(encoding="utf-8") for number in range(1, 5)}
    truth = read_truth(folder / "truth.json")
    evaluation = score(truth, from_stories(edition_of(pages, "江州晨报").stories))
    figures = evaluation.figures
    assert (figures.items, figures.exact) == (len(truth.articles),) * 2
    assert figures.continued_right == figures.continued > 3
    assert (figures.wrong_joins, figures.furniture_leaked, figures.extra_items) == (0, 0, 0)
    assert {miss.kind for miss in evaluation.misses} <= {"paragraphs"}


def test_the_same_issue_gives_the_same_edition() -> None:
    pages = dict(compose(1000, "hard").pages)
    assert edition_of(pages, "江州晨报") == edition_of(pages, "江州晨报")
