"""A real page, with the command that a user would run: what the first issue of the project promises."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

NAMESPACES = {"n": "http://iptc.org/std/nar/2006-10-01/", "h": "http://www.w3.org/1999/xhtml"}


def _bare(text: str) -> str:
    return "".join(text.split())


class Sample:
    """The sample page, its truth, and what became of it."""

    def __init__(self, folder: Path, out: Path) -> None:
        self.truth: list[dict[str, Any]] = json.loads((folder / "truth.json").read_bytes())["articles"]
        known = ("--publication", "渝中报", "--date", "2023-02-16")
        code = "from newsml_export.cli import main; main()"
        ran = subprocess.run(
            [sys.executable, "-c", code, "convert", str(folder / "page-01.txt"), "--output", str(out), *known],
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        assert ran.returncode == 0, ran.stderr
        self.report: dict[str, Any] = json.loads((out / "report.json").read_bytes())
        self.items = [etree.parse(file).getroot() for file in sorted((out / "newsml-g2" / "items").glob("*.xml"))]
        self.by_text = {_bare("".join(self.paragraphs(item))): item for item in self.items}

    @staticmethod
    def paragraphs(item: etree._Element) -> list[str]:
        body = item.xpath("//n:contentSet/n:inlineXML//h:body", namespaces=NAMESPACES)[0]
        return ["".join(paragraph.itertext()) for paragraph in body.iterfind("h:p", NAMESPACES)]

    def item(self, article: dict[str, Any]) -> etree._Element:
        """Return the item that holds an article; its lead (本报讯 …) stands before the truth's text or not at all."""
        wanted = _bare("".join(article["paragraphs"]))
        found = [item for text, item in self.by_text.items() if text.endswith(wanted) and len(text) - len(wanted) < 40]
        assert len(found) == 1, article["headline_lines"]
        return found[0]


@pytest.fixture(scope="module")
def sample(shared_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Sample:
    folder = shared_dir / "samples" / "yuzhong-page-1"
    if not folder.is_dir():
        pytest.skip("the sample page is not beside this checkout")
    return Sample(folder, tmp_path_factory.mktemp("sample") / "out")


def test_every_story_is_there_whole_and_nothing_else(sample: Sample) -> None:
    assert len(sample.truth) == len(sample.items) == 7
    assert len({id(sample.item(article)) for article in sample.truth}) == 7


def test_paragraphs_are_those_of_the_page(sample: Sample) -> None:
    for article in sample.truth:
        found, wanted = sample.paragraphs(sample.item(article)), article["paragraphs"]
        assert len(found) == len(wanted)
        assert [_bare(text) for text in found[1:]] == [_bare(text) for text in wanted[1:]]


def test_headline_stacks_stand_on_the_right_story(sample: Sample) -> None:
    stacks = 0
    for article in sample.truth:
        headlines = sample.item(article).xpath("//n:contentMeta/n:headline", namespaces=NAMESPACES)
        text = sorted(_bare("".join("".join(line.itertext()) for line in headlines)))
        if article["headline_lines"]:
            stacks += 1
            assert text == sorted(_bare("".join(article["headline_lines"]))), article["headline_lines"]
    assert stacks == 6


def test_the_story_without_a_headline_has_a_derived_one(sample: Sample) -> None:
    (article,) = [article for article in sample.truth if not article["headline_lines"]]
    (headline,) = sample.item(article).xpath("//n:contentMeta/n:headline", namespaces=NAMESPACES)
    assert headline.get("role", "").endswith("derived")
    opening = _bare("".join(article["paragraphs"]))
    assert _bare("".join(headline.itertext())) in opening
    assert [story["derived_headline"] for story in sample.report["stories"]].count(True) == 1


def test_by_lines(sample: Sample) -> None:
    right = 0
    for article in sample.truth:
        item = sample.item(article)
        people = item.xpath("//n:contentMeta/n:creator | //n:contentMeta/n:contributor", namespaces=NAMESPACES)
        names = [_bare("".join(person.find("n:name", NAMESPACES).itertext())) for person in people]
        assert sorted(names) == sorted(map(_bare, article["bylines"]))
        right += 1
    assert right == 7


def test_jumps_to_a_page_that_is_not_there_are_reported(sample: Sample) -> None:
    jumps = sample.report["unresolved_jumps"]
    assert [(jump["direction"], jump["target"]) for jump in jumps] == [("to", "2")] * 4
    codes = [finding["code"] for finding in sample.report["findings"]]
    assert codes.count("jump-unresolved") == 4
    continued = {article["paragraphs"][0] for article in sample.truth if article["jump"]}
    assert len(continued) == 4
    by_id = {story["local_id"]: story for story in sample.report["stories"]}
    for article in sample.truth:
        guid = sample.item(article).get("guid")
        told = any(by_id[jump["story"]]["guid"] == guid for jump in jumps)
        assert told == bool(article["jump"])


def test_the_headline_without_a_text_is_reported(sample: Sample) -> None:
    assert len(sample.report["orphan_headlines"]) == 1
    assert [finding["code"] for finding in sample.report["findings"]].count("headline-without-body") == 1
