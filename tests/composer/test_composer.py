"""The composer must be repeatable, and its truth must be what it printed."""

from __future__ import annotations

import itertools
import os
import random
import subprocess
import sys
import tomllib
import types
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import pytest

from tests.composer import LEVELS, ComposedIssue, Options, compose, write
from tests.composer.blocks import MARKS, ROW, mark, plain
from tests.composer.corpus import articles
from tests.composer.furniture import lunar
from tests.composer.jump_lines import chinese_numeral, jump_pair
from tests.composer.latin import LANGUAGES
from tests.composer.planning import cut
from tests.composer.truth import bare
from tests.composer.wrapping import NOT_AT_END, NOT_AT_START, BodyStyle, half_widths, set_body, wrap

if TYPE_CHECKING:
    from pathlib import Path

SEEDS = range(12)
CASES = [(seed, level) for level in LEVELS if LEVELS[level].language not in LANGUAGES for seed in SEEDS]


@pytest.fixture(scope="module", params=CASES, ids=lambda case: f"{case[1]}-{case[0]}")
def issue(request: pytest.FixtureRequest) -> ComposedIssue:
    seed, level = request.param
    return compose(seed, level)


def test_corpus_is_large_and_has_confusable_groups() -> None:
    found = articles("zh-Hans")
    long = [a for a in found if a.genre not in ("brief", "photo")]
    assert len(long) >= 80
    assert sum(a.genre == "brief" for a in found) >= 30
    assert len({a.genre for a in found}) >= 20
    assert len({a.id for a in found}) == len(found)
    groups = [a.group for a in long if a.group]
    assert len(set(groups)) >= 8
    assert all(groups.count(group) >= 2 for group in groups)
    assert all(60 <= a.length <= 2500 for a in long)
    assert min(a.length for a in long) < 120
    assert max(a.length for a in long) > 1500
    assert {sign for a in long for p in a.paragraphs if (sign := mark(p))} == set(MARKS)
    japanese = [a for a in articles("ja") if a.genre != "brief"]
    assert len(japanese) >= 8
    assert all(200 <= a.length <= 900 for a in japanese)


def test_every_truth_paragraph_is_printed_in_order(issue: ComposedIssue) -> None:
    check_paragraphs_printed(issue.truth, {label: without_inside(issue, label) for label in issue.pages})


def without_inside(issue: ComposedIssue, label: str) -> str:
    """Return the text of a page without white space and without what stands between the lines of bodies."""
    text = bare(issue.pages[label])
    for piece in issue.truth["inside"]:
        if piece["page"] == label:
            after = bare(piece["after"])
            assert after + bare(piece["text"]) in text
            text = text.replace(after + bare(piece["text"]), after)
    return text


def check_paragraphs_printed(truth: Any, pages: dict[str, str]) -> None:
    for article in truth["articles"]:
        places = list(article["pages"])
        page, position = places.pop(0), 0
        for paragraph in map(bare, article["paragraphs"]):
            rest = paragraph
            while rest:
                printed = _longest_prefix(rest, pages[page], position)
                if printed < len(rest):
                    assert places, f"{article['id']}: not printed: {rest[printed : printed + 20]}"
                if printed:
                    position = pages[page].index(rest[:printed], position) + printed
                rest = rest[printed:]
                if rest:
                    page, position = places.pop(0), 0
        assert not places, f"{article['id']}: nothing on {places}"


def _longest_prefix(text: str, page: str, start: int) -> int:
    if text in page[start:]:
        return len(text)
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if text[:middle] in page[start:] else (low, middle - 1)
    return low if low >= 6 else 0


def test_headlines_bylines_and_jump_lines_are_printed(issue: ComposedIssue) -> None:
    pages = {label: bare(text) for label, text in issue.pages.items()}
    for article in issue.truth["articles"]:
        for line in article["headline_lines"]:
            assert bare(line) in pages[article["page"]]
        for name in article["bylines"]:
            assert any(bare(name) in pages[label] for label in article["pages"])
    for link in issue.truth["continuations"]:
        assert bare(link["jump_to"]) in pages[link["from"]]
        assert bare(link["jump_from"]) in pages[link["to"]]
        for line in link["target_headline_lines"]:
            assert bare(line) in pages[link["to"]]
    for orphan in issue.truth["orphan_headlines"]:
        assert all(bare(line) in pages[orphan["page"]] for line in orphan["headline_lines"])
    for line in issue.truth["furniture"]:
        assert any(bare(line) in page for page in pages.values())
        assert not any(bare(line) in bare("".join(a["paragraphs"])) for a in issue.truth["articles"])


def test_a_jump_is_resolved_only_when_its_other_end_is_printed(issue: ComposedIssue) -> None:
    linked = {link["id"] for link in issue.truth["continuations"]}
    for article in issue.truth["articles"]:
        assert article["jump_resolved"] == (article["id"] in linked) == (len(article["pages"]) > 1)


def test_a_body_without_headline_shows_where_it_begins(issue: ComposedIssue) -> None:
    for article in issue.truth["articles"]:
        if not article["headline_lines"] and len("".join(article["paragraphs"])) > 150:
            assert article["bylines"] or article["source"] or article["jump_from"] is not None


def test_issue_toml_names_every_page(issue: ComposedIssue, tmp_path: Path) -> None:
    parsed = tomllib.loads(issue.issue_toml)
    assert [page["label"] for page in parsed["pages"]] == list(issue.pages)
    write(issue, tmp_path)
    for page in parsed["pages"]:
        assert (tmp_path / page["file"]).read_text(encoding="utf-8") == issue.pages[page["label"]]


def test_same_seed_same_issue_in_another_process(tmp_path: Path) -> None:
    here = compose(5, "hard")
    command = [sys.executable, "-m", "tests.composer", "5", "hard", str(tmp_path)]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": "77"}, capture_output=True)
    for page in here.truth["pages"]:
        assert (tmp_path / page["file"]).read_text(encoding="utf-8") == here.pages[page["page"]]
    assert compose(6, "hard") != here


def test_easy_sets_no_traps() -> None:
    for seed in SEEDS:
        truth = compose(seed, "easy").truth
        assert not truth["orphan_headlines"]
        assert all(a["headline_lines"] for a in truth["articles"])
        assert all(a["jump_resolved"] for a in truth["articles"] if a["jump"] is not None)


def test_hard_sets_every_trap() -> None:
    truths = [compose(seed, "hard").truth for seed in range(40)]
    stories = [a for t in truths for a in t["articles"]]
    assert any(len(a["pages"]) == 3 for a in stories)
    assert any(a["jump"] and not a["jump_resolved"] for a in stories)
    assert any(a["jump_from"] and not a["jump_resolved"] for a in stories)
    assert any(a["jump"] == "" for a in stories)
    assert any(not a["headline_lines"] for a in stories)
    assert any(t["orphan_headlines"] for t in truths)
    assert any(t["captions"] for t in truths)
    links = [link for t in truths for link in t["continuations"]]
    assert any(link["mid_paragraph"] for link in links)
    assert any(not link["mid_paragraph"] for link in links)
    assert any(not link["target_headline_lines"] for link in links)


def test_an_option_can_be_switched_alone() -> None:
    indented = [compose(seed, "easy", indented=1.0) for seed in SEEDS]
    assert all(any("\n\u3000\u3000" in text for text in issue.pages.values()) for issue in indented)
    assert not any("\u3000\u3000" in text for seed in SEEDS for text in compose(seed, "easy").pages.values())


@pytest.mark.parametrize("width", [10, 13, 19, 26])
def test_wrapping_keeps_width_punctuation_and_numbers(width: int) -> None:
    for article in articles("zh-Hans"):
        for paragraph in (p for p in article.paragraphs if mark(p) != ROW):
            lines = wrap(plain(paragraph), width, indent=2)
            assert bare("".join(lines)) == bare(plain(paragraph))
            assert all(half_widths(line) <= 2 * width + 3 for line in lines)
            for before, after in itertools.pairwise(lines):
                assert after[0] not in NOT_AT_START
                assert before[-1] not in NOT_AT_END
                assert not (before[-1].isdigit() and after[0].isdigit() and after[0].isascii())


def test_column_breaks_put_blank_lines_into_paragraphs() -> None:
    text = "江水东流，岸柳成行，" * 20
    style = BodyStyle(width=14, columns=3)
    lines = set_body((text,), starts_mid=False, style=style, rng=random.Random(1))
    assert lines.count("") == 2
    assert "".join(lines) == text


def test_cutting_loses_nothing() -> None:
    rng = random.Random(3)
    options = Options(cut_mid=0.7, cut_anywhere=0.5)
    for article in articles("zh-Hans"):
        for parts in (2, 3):
            pieces = cut(article.paragraphs, parts, rng, options)
            if pieces is None:
                continue
            assert len(pieces) == parts
            assert "".join(p for piece, _ in pieces for p in piece) == "".join(article.paragraphs)
            assert not pieces[0][1]


def test_jump_lines_name_both_pages() -> None:
    rng = random.Random(0)
    for _ in range(300):
        (to, to_label), (back, from_label) = jump_pair("1", "12", 2, rng, Options(rare_jump_forms=True))
        assert to_label == "12"
        assert from_label == "1"
        assert "12" in unicodedata.normalize("NFKC", to) or "十二" in to
        assert "1" in unicodedata.normalize("NFKC", back) or "一" in back
        assert ("②" in to) == ("②" in back)
    assert [chinese_numeral(n) for n in (2, 10, 11, 20, 23)] == ["二", "十", "十一", "二十", "二十三"]
    assert [chinese_numeral(n) for n in (100, 103, 115, 191)] == ["一百", "一百零三", "一百一十五", "一百九十一"]


def test_lunar_dates() -> None:
    import datetime as dt

    assert lunar(dt.date(2023, 3, 8)) == "二月十七"
    assert lunar(dt.date(2023, 3, 22)) == "闰二月初一"
    assert lunar(dt.date(2023, 4, 29)) == "三月初十"
    assert lunar(dt.date(2023, 3, 21)) == "二月三十"


_ITEM = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="g{n}"><contentMeta>{meta}</contentMeta>
<contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html></inlineXML></contentSet>
</newsItem>"""


def test_a_perfect_reader_scores_perfectly(issue: ComposedIssue, shared_dir: Path, tmp_path: Path) -> None:
    check_perfect_reader(issue, shared_dir, tmp_path)


def check_perfect_reader(issue: ComposedIssue, shared_dir: Path, tmp_path: Path) -> None:
    for number, article in enumerate(issue.truth["articles"]):
        heads = "".join(f"<headline>{escape(line)}</headline>" for line in article["headline_lines"])
        heads = heads or '<headline role="x:derived">derived</headline>'
        names = "".join(f"<creator><name>{escape(name)}</name></creator>" for name in article["bylines"])
        body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in article["paragraphs"])
        text = _ITEM.format(n=number, meta=names + heads, body=body)
        (tmp_path / f"{number}.xml").write_text(text, encoding="utf-8")
    figures, notes = _scorer(shared_dir).score(issue.truth, tmp_path)
    stories = len(issue.truth["articles"])
    assert figures["exact"] == figures["articles"] == stories, notes
    assert figures["extra_items"] == figures["wrong_joins"] == figures["furniture_leaked"] == 0, notes


@cache
def _scorer(shared: Path) -> Any:
    # Compiled from its text: an import would leave byte code in a folder that is not ours.
    path = shared / "evaluation" / "score.py"
    module = types.ModuleType("score")
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), module.__dict__)
    return module
