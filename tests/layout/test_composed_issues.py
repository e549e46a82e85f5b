"""Page understanding on issues that nobody tuned it for by hand: floors that may only rise."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from newsml_export.layout.stories import build_edition
from newsml_export.model.edition import Edition
from newsml_export.model.issue import Issue, IssueInfo, Page, PageBlock
from tests.composer.compose import compose
from tests.composer.model import ComposedIssue
from tests.layout.scoring import Score, score_edition

DATE = dt.date(2023, 3, 8)


def edition_of(pages: dict[str, str], publication: str, language: str = "zh-Hans") -> Edition:
    """Understand pages of text."""
    info = IssueInfo(publication=publication, date=DATE, language=language)
    return build_edition(
        Issue(
            info=info,
            pages=tuple(
                Page(label=label, blocks=(PageBlock(lines=tuple(text.split("\n"))),)) for label, text in pages.items()
            ),
        )
    )


def scored(issue: ComposedIssue) -> Score:
    """Understand a composed issue and hold it against its truth."""
    truth = json.loads(json.dumps(issue.truth))
    return score_edition(edition_of(dict(issue.pages), truth.get("publication", "")), truth)


@pytest.mark.parametrize(
    ("level", "found", "headlines", "bylines", "continued", "wrong_joins"),
    [
        ("easy", 0.955, 0.985, 0.985, 0.92, 0.0),
        ("medium", 0.96, 0.93, 0.98, 0.90, 0.0),
        ("hard", 0.91, 0.855, 0.94, 0.83, 0.016),
    ],
)
def test_floors(
    level: str, found: float, headlines: float, bylines: float, continued: float, wrong_joins: float
) -> None:
    score = sum((scored(compose(seed, level)) for seed in range(1000, 1012)), Score())
    assert score.share("found") >= found, score
    assert score.share("headlines") >= headlines, score
    assert score.share("bylines") >= bylines, score
    assert score.continued_right >= continued * score.continued, score
    assert score.wrong_joins <= wrong_joins * score.articles, score


def test_the_example_issue_is_understood_without_a_fault(examples_dir: Path) -> None:
    folder = examples_dir / "jiangzhou-2023-03-08"
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    pages = {str(number): (folder / f"page-0{number}.txt").read_text(encoding="utf-8") for number in range(1, 5)}
    score = score_edition(edition_of(pages, "江州晨报"), truth)
    everything = len(truth["articles"])
    assert (score.stories, score.found, score.headlines, score.bylines) == (everything,) * 4
    assert (score.continued_right, score.wrong_joins, score.furniture_leaked) == (score.continued, 0, 0)


def test_the_same_issue_gives_the_same_edition() -> None:
    issue = compose(1000, "hard")
    pages = dict(issue.pages)
    assert edition_of(pages, "江州晨报") == edition_of(pages, "江州晨报")
