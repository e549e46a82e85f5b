"""The example issue must be what its truth says, as pages and as parsed articles."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from tests.composer.test_composer import check_paragraphs_printed
from tests.composer.truth import bare

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def folder(examples_dir: Path) -> Path:
    return examples_dir / "jiangzhou-2023-03-08"


@pytest.fixture(scope="module")
def truth(folder: Path) -> Any:
    return json.loads((folder / "truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def pages(folder: Path, truth: Any) -> dict[str, str]:
    return {page["page"]: bare((folder / page["file"]).read_text(encoding="utf-8")) for page in truth["pages"]}


def test_every_truth_paragraph_is_printed_in_order(truth: Any, pages: dict[str, str]) -> None:
    check_paragraphs_printed(truth, pages)


def test_everything_else_is_printed(truth: Any, pages: dict[str, str]) -> None:
    for article in truth["articles"]:
        assert all(bare(line) in pages[article["page"]] for line in article["headline_lines"])
        assert all(any(name in pages[label] for label in article["pages"]) for name in article["bylines"])
    for link in truth["continuations"]:
        assert bare(link["jump_to"]) in pages[link["from"]]
        assert bare(link["jump_from"]) in pages[link["to"]]
        assert all(bare(line) in pages[link["to"]] for line in link["target_headline_lines"])
    whole = "".join(pages.values())
    assert all(bare(line) in whole for line in truth["furniture"])
    assert all(bare(caption["text"]) in pages[caption["page"]] for caption in truth["captions"])


def test_nothing_is_printed_that_the_truth_does_not_know(truth: Any, pages: dict[str, str]) -> None:
    for label, page in pages.items():
        known = [line for a in truth["articles"] if a["page"] == label for line in a["headline_lines"]]
        known += [line for o in truth["orphan_headlines"] if o["page"] == label for line in o["headline_lines"]]
        known += [line for c in truth["continuations"] if c["to"] == label for line in c["target_headline_lines"]]
        known += [c["jump_to"] for c in truth["continuations"] if c["from"] == label]
        known += [c["jump_from"] for c in truth["continuations"] if c["to"] == label]
        known += [c["text"] for c in truth["captions"] if c["page"] == label]
        known += truth["furniture"]
        known += [p for a in truth["articles"] if label in a["pages"] for p in a["paragraphs"]]
        rest = page
        for text in sorted(map(bare, known), key=len, reverse=True):
            rest = rest.replace(text, "\n")
        unknown = [piece for piece in rest.split("\n") if len(piece) > 24]
        cut = [p for a in truth["articles"] if len(a["pages"]) > 1 for p in map(bare, a["paragraphs"])]
        assert not [piece for piece in unknown if not any(piece[2:-2] in p for p in cut)]


def test_the_issue_shows_what_it_is_for(truth: Any) -> None:
    jumps = [(link["from"], link["to"]) for link in truth["continuations"]]
    assert jumps.count(("1", "2")) >= 3
    assert jumps.count(("1", "3")) >= 2
    assert any(article["pages"] == ["1", "2", "4"] for article in truth["articles"])
    assert sum(bool(a["jump"] and not a["jump_resolved"]) for a in truth["articles"]) == 1
    assert len(truth["orphan_headlines"]) == 1
    assert sum(not article["headline_lines"] for article in truth["articles"]) == 1


def test_parsed_articles_are_the_same_issue(examples_dir: Path, truth: Any) -> None:
    path = examples_dir / "jiangzhou-2023-03-08-articles" / "issue.json"
    parsed = json.loads(path.read_text(encoding="utf-8"))
    parts = {label: "" for article in truth["articles"] for label in article["pages"]}
    for part in parsed["articles"]:
        parts[part["page"]] += "\n".join(part["paragraphs"])
    delivered = bare("".join(parts.values()))
    assert len(delivered) == sum(len(bare("".join(a["paragraphs"]))) for a in truth["articles"])
    for article in truth["articles"]:
        whole = [p for p in article["paragraphs"] if bare(p) in delivered]
        assert len(article["paragraphs"]) - len(whole) <= len(article["pages"]) - 1
    assert len({part["id"] for part in parsed["articles"]}) == len(parsed["articles"])


def test_settings_and_issue_are_readable(examples_dir: Path, folder: Path) -> None:
    issue = tomllib.loads((folder / "issue.toml").read_text(encoding="utf-8"))
    assert [page["file"] for page in issue["pages"]] == sorted(path.name for path in folder.glob("page-*.txt"))
    settings = [
        (examples_dir / name / "newsml-export.toml").read_text(encoding="utf-8")
        for name in ("jiangzhou-2023-03-08", "jiangzhou-2023-03-08-articles")
    ]
    assert settings[0] == settings[1]
    assert tomllib.loads(settings[0])["publisher"]["domain"] == "jiangzhou-chenbao.example"
