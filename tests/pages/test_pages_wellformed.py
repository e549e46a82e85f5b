"""The hand-made issues are what they say: every printed character has an owner in the truth."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
ISSUES = sorted(path.parent for path in HERE.glob("*/truth.json"))
SHORTEST_PIECE = 2
STORY_KEYS = frozenset(
    {
        "id",
        "page",
        "pages",
        "headline_lines",
        "bylines",
        "source",
        "jump",
        "jump_from",
        "jump_resolved",
        "paragraphs",
        "credit_lines",
        "jump_lines",
        "continuation_headline_lines",
    }
)


def bare(text: str) -> str:
    """Text without white space and hyphens, so that wrapping and hyphenation do not count."""
    return re.sub(r"[\s\u00ad-]+", "", text)


def truth_of(folder: Path) -> dict[str, Any]:
    """The truth of an issue."""
    truth: dict[str, Any] = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    return truth


def page_texts(folder: Path, truth: dict[str, Any]) -> dict[str, str]:
    """Page label to the text of the page."""
    return {page["page"]: (folder / page["file"]).read_text(encoding="utf-8-sig") for page in truth["pages"]}


def printed_strings(truth: dict[str, Any]) -> list[str]:
    """Everything that the truth says is printed outside furniture."""
    printed: list[str] = []
    for story in truth["articles"]:
        for key in ("headline_lines", "paragraphs", "credit_lines", "jump_lines", "continuation_headline_lines"):
            printed += story[key]
    for orphan in truth["orphan_headlines"]:
        printed += orphan["headline_lines"]
    return printed


def pieces(paragraph: str, text: str) -> int:
    """How many stretches of the page text a paragraph is made of, in order; raises if a stretch is not printed."""
    count, start = 0, 0
    while start < len(paragraph):
        low, high = 0, len(paragraph) - start
        while low < high:
            middle = (low + high + 1) // 2
            if paragraph[start : start + middle] in text:
                low = middle
            else:
                high = middle - 1
        rest = len(paragraph) - start
        assert low >= min(SHORTEST_PIECE, rest), f"not printed: {paragraph[start : start + 30]}"
        start += low
        count += 1
    return count


@pytest.fixture(params=ISSUES, ids=lambda folder: folder.name)
def issue(request: pytest.FixtureRequest) -> Path:
    """The folder of one issue."""
    folder: Path = request.param
    return folder


def test_there_are_issues() -> None:
    assert len(ISSUES) >= 12


def test_issue_file_names_the_pages_that_are_there(issue: Path) -> None:
    settings = tomllib.loads((issue / "issue.toml").read_text(encoding="utf-8"))
    truth = truth_of(issue)
    assert [(page["file"], page["label"]) for page in settings["pages"]] == [
        (page["file"], page["page"]) for page in truth["pages"]
    ]
    assert sorted(page["file"] for page in settings["pages"]) == sorted(path.name for path in issue.glob("page-*.txt"))
    assert settings["issue"]["publication"] == truth["publication"]
    assert str(settings["issue"]["date"]) == truth["date"]
    assert settings["issue"]["language"] == truth["language"]


def test_stories_are_whole_records(issue: Path) -> None:
    truth = truth_of(issue)
    labels = [page["page"] for page in truth["pages"]]
    names = [story["id"] for story in truth["articles"]]
    assert len(set(names)) == len(names)
    for story in truth["articles"]:
        assert set(story) == STORY_KEYS
        assert story["paragraphs"], story["id"]
        assert story["page"] == story["pages"][0]
        assert set(story["pages"]) <= set(labels)
        if story["jump"] is None:
            assert len(story["pages"]) == 1, story["id"]
        if story["jump_resolved"]:
            assert story["jump"] in story["pages"], story["id"]
        elif story["jump"] is not None:
            assert story["jump"] not in story["pages"], story["id"]
    hops = [(hop["id"], hop["from"], hop["to"]) for hop in truth["continuations"]]
    assert hops == [
        (story["id"], before, after)
        for story in truth["articles"]
        for before, after in zip(story["pages"], story["pages"][1:], strict=False)
    ]


def test_paragraphs_are_printed_on_the_pages_of_their_story(issue: Path) -> None:
    truth = truth_of(issue)
    texts = page_texts(issue, truth)
    for story in truth["articles"]:
        text = bare("\n".join(texts[label] for label in story["pages"]))
        for paragraph in story["paragraphs"]:
            assert pieces(bare(paragraph), text) <= len(story["pages"]) + 1, (story["id"], paragraph[:40])
        printed_on_first = bare(texts[story["page"]])
        for line in story["headline_lines"]:
            assert bare(line) in printed_on_first, (story["id"], line)


def test_bylines_are_printed(issue: Path) -> None:
    for story in truth_of(issue)["articles"]:
        credits = bare("".join(story["credit_lines"]))
        for name in story["bylines"]:
            assert bare(name) in credits, (story["id"], name)


def test_paragraphs_of_a_story_come_in_the_order_of_its_pages(issue: Path) -> None:
    truth = truth_of(issue)
    texts = page_texts(issue, truth)
    for story in truth["articles"]:
        text = bare("\n".join(texts[label] for label in story["pages"]))
        place = 0
        for paragraph in map(bare, story["paragraphs"]):
            if paragraph in text:
                place = text.find(paragraph, place)
                assert place >= 0, (story["id"], paragraph[:40])


def test_every_line_of_furniture_is_printed_and_in_no_story(issue: Path) -> None:
    truth = truth_of(issue)
    lines = {bare(line) for text in page_texts(issue, truth).values() for line in text.splitlines()}
    bodies = [bare("".join(story["paragraphs"])) for story in truth["articles"]]
    for text in truth["furniture"]:
        assert bare(text) in lines or not bare(text), text
        if len(bare(text)) >= 4:
            assert not any(bare(text) in body for body in bodies), text


def test_every_printed_character_is_accounted_for(issue: Path) -> None:
    truth = truth_of(issue)
    furniture = {bare(text) for text in truth["furniture"]}
    owned = Counter(bare("".join(printed_strings(truth))))
    titles = {bare(line) for line in printed_strings(truth)}
    printed: Counter[str] = Counter()
    for text in page_texts(issue, truth).values():
        for line in text.splitlines():
            if bare(line) not in furniture or bare(line) in titles:
                printed.update(bare(line))
    assert printed - owned == Counter()
    assert owned - printed == Counter()
