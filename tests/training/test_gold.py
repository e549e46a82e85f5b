"""The truth of lines, by which the line model learns, and the pages that it is taught with."""

from __future__ import annotations

import random

import pytest

from newsml_export.layout.language_pack import pack_for
from newsml_export.layout.line_model import BODIES, Kind
from newsml_export.layout.lines import bare
from tests.composer.compose import compose
from training.gold import GoldLine, gold_page, lines_of
from training.variants import varied

PAGE = """江州晨报
2023年3月8日 星期三

东堤加固工程开工
总投资两亿元

本报讯 （记者 李 一）昨日，东堤加固工程在望江区
开工，工期二十个月。
工程完工后，堤防标准将提高到五十年一遇，沿
江八万居民受益。（下转2版）
（王二）
"""
TRUTH = {
    "publication": "江州晨报",
    "articles": [
        {
            "id": "dyke",
            "headline_lines": ["东堤加固工程开工", "总投资两亿元"],
            "bylines": ["李一", "王二"],
            "paragraphs": [
                "昨日，东堤加固工程在望江区开工，工期二十个月。",
                "工程完工后，堤防标准将提高到五十年一遇，沿江八万居民受益。",
            ],
        }
    ],
    "furniture": ["江州晨报", "2023年3月8日 星期三"],
}


def test_every_line_gets_its_kind() -> None:
    gold = gold_page(PAGE, TRUTH, pack_for("zh-Hans"))
    assert [line.kind for line in gold if line.kind is not None] == [
        Kind.FURNITURE,
        Kind.FURNITURE,
        Kind.HEADLINE,
        Kind.STACKED,
        Kind.STORY,
        Kind.TEXT,
        Kind.PARAGRAPH,
        Kind.TEXT,
        Kind.SIGNATURE,
    ]


@pytest.mark.parametrize("level", ["medium", "hard", "english", "german"])
def test_kinds_agree_with_the_truth_of_composed_issues(level: str) -> None:
    issue = compose(7, level)
    pack = pack_for(issue.truth["language"])
    gold = [line for text in issue.pages.values() for line in gold_page(text, issue.truth, pack)]
    starts = sum(line.kind is Kind.STORY for line in gold)
    parts = sum(len(article["pages"]) for article in issue.truth["articles"])
    assert abs(starts - parts) <= max(2, 0.1 * parts)
    heads = {bare(line) for article in issue.truth["articles"] for line in article["headline_lines"]}
    printed = {bare(line.raw) for line in gold if line.kind in (Kind.HEADLINE, Kind.STACKED)}
    assert len(heads & printed) >= 0.8 * len(heads & {bare(line.raw) for line in gold})


@pytest.mark.parametrize("spaced", [True, False])
def test_other_houses_and_extractors_keep_the_letters_of_the_text(spaced: bool) -> None:
    issue = compose(3, "english" if spaced else "hard")
    pack = pack_for(issue.truth["language"])
    gold = gold_page(next(iter(issue.pages.values())), issue.truth, pack)
    # A hyphen at a line's end goes where the line is joined, and leads and by-lines are taken away on purpose.
    before = _letters(gold)
    whole = 0
    for seed in range(40):
        lines = varied(gold, random.Random(seed), spaced=spaced)
        kinds = [line.kind for line in lines if line.kind is not None]
        assert len(kinds) == len(lines_of("\n".join(line.raw for line in lines)))
        whole += len(_letters(lines)) >= 0.8 * len(before)
    # Some variants are a part of the page on purpose.
    assert whole >= 25


def test_one_seed_gives_one_page() -> None:
    gold = gold_page(PAGE, TRUTH, pack_for("zh-Hans"))
    assert varied(gold, random.Random(5), spaced=False) == varied(gold, random.Random(5), spaced=False)


def _letters(lines: list[GoldLine]) -> str:
    return "".join(bare(line.raw) for line in lines if line.kind in BODIES)
