"""Training learns what can be learned, and the weights that are shipped fit the code that uses them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from importlib import resources

import numpy as np
import pytest

from newsml_export.layout.evidence import pair_model
from newsml_export.layout.language_pack import pack_for
from newsml_export.layout.line_features import page_features
from newsml_export.layout.line_marks import mark_lines
from newsml_export.layout.line_model import Kind, model_for, model_of
from tests.composer.compose import compose
from training.__main__ import examples_of, model_json
from training.crf import train
from training.gold import lines_of
from training.headlines import paired_pages, train_headlines
from training.links import paired, train_links
from training.logistic import fit
from training.understood import understood


def test_a_line_model_learns_from_few_pages_and_survives_its_file() -> None:
    examples = examples_of("easy", range(20))
    model = train(examples, epochs=3, seed=1)
    again = model_of(model_json(model).encode())
    right = total = 0
    for example in examples_of("easy", range(50, 55)):
        kinds = again.decode(example.features, example.joints, example.possible).kinds
        right += sum(one is other for one, other in zip(kinds, example.kinds, strict=True))
        total += len(kinds)
    assert right > 0.93 * total


def test_the_same_pages_give_the_same_weights() -> None:
    examples = examples_of("easy", range(3))
    assert model_json(train(examples, epochs=1, seed=1)) == model_json(train(examples, epochs=1, seed=1))


def test_logistic_regression_finds_the_odds_of_a_coin() -> None:
    rows = np.ones((1000, 1))
    truth = np.array([1.0] * 750 + [0.0] * 250)
    assert fit(rows, truth, penalty=1e-9)[0] == pytest.approx(np.log(3), abs=1e-6)


def test_links_and_headlines_are_learned_from_composed_issues() -> None:
    issues = [understood(seed, "medium") for seed in range(200, 210)]
    links = train_links([paired(issue) for issue in issues])
    assert links.weights["shared words"] > 0
    assert links.confidence(6.0, 6.0) > links.confidence(0.0, 0.2)
    headlines = train_headlines([page for issue in issues for page in paired_pages(issue)])
    assert headlines.weights["right above"] > headlines.weights["below 2"]


@pytest.mark.parametrize("level", ["hard", "english-hard"])
def test_the_shipped_line_weights_are_all_of_features_that_the_code_makes(level: str) -> None:
    seen: set[str] = set()
    joints: set[str] = set()
    for lines, steps in _features(level):
        seen.update(*lines)
        joints.update(*steps)
    model = model_for(spaced=level.startswith("english"))
    # Features that look at several lines at once are too many for a few pages to show them all.
    seen, index = _single(seen), _single(model.line_index)
    assert seen <= index | _rare(seen, index)
    assert len(index - seen) < 0.25 * len(index)
    assert joints & set(model.joint_index)


def _single(names: Iterable[str]) -> set[str]:
    return {name for name in names if not name.startswith("shape")}


def _rare(seen: set[str], index: set[str]) -> set[str]:
    """Return features that training left out because they are rare; there must be few."""
    missing = seen - index
    assert len(missing) < 0.1 * len(index), sorted(missing)
    return missing


def _features(level: str) -> Iterator[tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]]]:
    for seed in range(300, 304):
        issue = compose(seed, level)
        pack = pack_for(issue.truth["language"])
        for text in issue.pages.values():
            lines = lines_of(text)
            features = page_features(lines, mark_lines(lines, pack, issue.truth["publication"]), pack)
            yield features.lines, features.joints


@pytest.mark.parametrize("spaced", [True, False])
@pytest.mark.parametrize("subject", ["links", "headlines"])
def test_every_shipped_pair_model_weighs_something(subject: str, spaced: bool) -> None:
    model = pair_model(subject, spaced=spaced)
    assert len(model.weights) > 10
    assert any(model.sureness)


def test_the_files_of_weights_are_sorted_and_one_feature_a_line() -> None:
    folder = resources.files("newsml_export.layout") / "learned"
    for name in ("lines-spaced.json", "lines-unspaced.json"):
        text = (folder / name).read_text(encoding="utf-8")
        table = json.loads(text)
        assert list(table["lines"]) == sorted(table["lines"])
        assert all(len(row) == len(Kind) for row in table["lines"].values())
        assert len(text.splitlines()) >= len(table["lines"]) + len(table["joints"])
