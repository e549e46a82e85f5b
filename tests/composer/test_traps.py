"""The traps of Chinese and Japanese pages: each is set where its option says so, and the truth knows of it."""

from __future__ import annotations

import random
import re
from dataclasses import fields, replace
from difflib import SequenceMatcher
from typing import Any

import pytest

from tests.composer import LEVELS, ComposedIssue, Options, compose, compose_with, jump_lines
from tests.composer.blocks import LINE, ROW, SUBHEAD, mark, plain, tight
from tests.composer.corpus import articles
from tests.composer.japanese import FROM, TO, jump_pair
from tests.composer.model import Article
from tests.composer.noise import noisy
from tests.composer.options import EASY, HARD, HARD_NOISY
from tests.composer.planning import cut
from tests.composer.setting import detach
from tests.composer.test_composer import without_inside
from tests.composer.traditional import hant
from tests.composer.truth import bare
from tests.composer.wrapping import BodyStyle, set_body, wrap

EAST_ASIAN = ("easy", "medium", "hard", "hard-noisy", "traditional", "japanese")
#: what a by-line or a lead says beside names
_BYLINE = re.compile(r"[报報]|[记記]者|社|[电電]|[综綜]合|[讯訊]|共同|文|摄|攝|影|[图圖]|[员員]|撰|者|=|＝|生|部")
_BULLETS = "●■▲◆▶◎★□○（）"


@pytest.fixture(scope="module", params=[(s, level) for level in EAST_ASIAN for s in range(20, 30)], ids=str)
def issue(request: pytest.FixtureRequest) -> ComposedIssue:
    seed, level = request.param
    return compose(seed, level)


def _known(truth: Any, label: str, page: str) -> list[str]:
    """Return what the truth says is printed on the page, without white space; cut paragraphs in the piece printed."""
    known = [line for a in truth["articles"] if a["page"] == label for line in a["headline_lines"]]
    known += [line for o in truth["orphan_headlines"] if o["page"] == label for line in o["headline_lines"]]
    known += [line for c in truth["continuations"] if c["to"] == label for line in c["target_headline_lines"]]
    known += [c["jump_to"] for c in truth["continuations"] if c["from"] == label]
    known += [c["jump_from"] for c in truth["continuations"] if c["to"] == label]
    known += [c["text"] for c in truth["captions"] if c["page"] == label]
    known += truth["furniture"] + [d["text"] for d in truth["digests"] if d["page"] == label]
    for article in truth["articles"]:
        if label in article["pages"]:
            for paragraph in map(bare, article["paragraphs"]):
                known.append(paragraph if paragraph in page else _longest_piece(paragraph, page))
    return sorted(filter(None, map(bare, known)), key=len, reverse=True)


def _longest_piece(paragraph: str, page: str) -> str:
    """Return the longest piece of ``paragraph`` that ``page`` prints."""
    found = SequenceMatcher(None, paragraph, page, autojunk=False).find_longest_match()
    return paragraph[found.a : found.a + found.size] if found.size >= 6 else ""


def test_no_line_is_printed_that_the_truth_does_not_know(issue: ComposedIssue) -> None:
    for label, text in issue.pages.items():
        page = rest = without_inside(issue, label)
        assert text.strip()
        for piece in _known(issue.truth, label, page):
            rest = rest.replace(piece, "\n")
        names = [bare(n) for a in issue.truth["articles"] if label in a["pages"] for n in a["bylines"]]
        for piece in filter(None, rest.strip(_BULLETS).split("\n")):
            said = piece.strip(_BULLETS)
            if said and not any(name in said for name in names):
                # Furniture that a story quotes is not in the list; a known piece may end inside another one.
                lost = len(said) <= 12 or (len(said) <= 40 and _BYLINE.search(said))
                assert lost, f"page {label}: {said}"


#: the base in which a change of the option can be seen
_BASES = {"ocr_noise": HARD_NOISY}


@pytest.mark.parametrize("option", [f.name for f in fields(Options) if f.name != "language"])
def test_every_option_has_an_effect(option: str) -> None:
    base = _BASES.get(option, HARD)
    changed = replace(base, **{option: getattr(EASY, option)})
    if changed == base:
        pytest.skip("the same in easy and hard")
    assert any(compose_with(seed, base).pages != compose_with(seed, changed).pages for seed in range(40))


def test_no_option_is_the_same_in_easy_and_hard_but_those_of_other_levels() -> None:
    same = {f.name for f in fields(Options) if getattr(EASY, f.name) == getattr(HARD, f.name)}
    assert {"language", "ocr_noise"} <= same
    for option in same - {"language", "ocr_noise"}:
        assert any(getattr(level, option) != getattr(EASY, option) for level in LEVELS.values()), option


def test_marks_are_neither_printed_nor_true() -> None:
    seen: set[str] = set()
    structured = {a.id: a for a in articles("zh-Hans") if a.structured}
    for seed in range(60):
        issue = compose(seed, "hard", full_width_digits=0.0)
        for article in issue.truth["articles"]:
            assert not any(map(mark, article["paragraphs"]))
            if article["id"] in structured and len(article["pages"]) == 1 and article["jump"] is None:
                original = structured[article["id"]].paragraphs
                if article["jump_from"] is None and not structured[article["id"]].note:
                    assert article["paragraphs"] == [plain(p) for p in original]
                    seen |= {mark(p) for p in original}
        assert not any(re.search(r"^(##|\||>)", text, re.MULTILINE) for text in issue.pages.values())
    assert {SUBHEAD, ROW, LINE} <= seen


def test_rows_of_a_table_stand_together_on_lines_of_their_own() -> None:
    paragraphs = ("成绩如下：", "| 名次 | 球队", "| 1 | 江州青竹", "| 2 | 岚浦山鹰", "比赛还在继续。")
    lines = set_body(paragraphs, starts_mid=False, style=BodyStyle(width=12), rng=random.Random(2))
    first = next(n for n, line in enumerate(lines) if line.startswith("名次"))
    assert [bare(line) for line in lines[first : first + 4]] == ["名次球队", "1江州青竹", "2岚浦山鹰", ""]


def test_a_cut_leaves_tables_whole_and_no_sub_heading_behind() -> None:
    rng = random.Random(8)
    options = Options(cut_mid=0.3, cut_anywhere=0.5)
    cuts = 0
    for article in (a for a in articles("zh-Hans") if a.structured):
        for parts in (2, 3) * 4:
            pieces = cut(article.paragraphs, parts, rng, options)
            for before, after in zip(pieces or (), (pieces or ())[1:], strict=False):
                cuts += 1
                assert mark(before[0][-1]) != SUBHEAD
                assert after[1] or not tight(before[0][-1], after[0][0])
    assert cuts > 100


def test_columns_end_behind_first_lines_and_full_stops() -> None:
    text = "春水初生，岸柳新绿，渡口人来人往，船家。" * 12
    rng = random.Random(4)
    style = BodyStyle(width=11, columns=4, awkward_breaks=1.0)
    after_first = after_stop = 0
    for _ in range(40):
        lines = set_body((text, text), starts_mid=False, style=style, rng=rng)
        assert "".join(lines) == text * 2
        blanks = [n for n, line in enumerate(lines) if not line]
        starts = {0, *(n + 1 for n in blanks if "".join(lines[:n]) == text)}
        after_first += any(n - 1 in starts for n in blanks)
        after_stop += any(lines[n - 1].endswith("。") and "".join(lines[:n]) != text for n in blanks)
    assert after_first
    assert after_stop


def test_lines_beside_a_picture_are_narrow_only_for_a_while() -> None:
    lines = wrap("江水东流岸柳成行渡口人家" * 8, 16, narrow=7, narrow_after=2, narrow_lines=3)
    assert [len(line) for line in lines[:7]] == [16, 16, 7, 7, 7, 16, 16]


def test_captions_take_many_forms() -> None:
    found = [c["text"] for s in range(60) for c in compose(s, "hard", captions=1.0).truth["captions"]]
    assert any(re.search(r"(摄|摄）)$", text) for text in found)
    assert any(not re.search(r"摄|图片|供图|资料", text) for text in found)
    assert any(text.startswith(("▲", "↑", "◀", "▼")) for text in found)


def test_by_lines_of_agencies_and_of_nobody() -> None:
    stories = [a for s in range(40) for a in compose(s, "hard").truth["articles"]]
    assert {"新华社", "本报综合", "本报讯", None} <= {a["source"] for a in stories}
    assert any(a["source"] == "新华社" and not a["bylines"] for a in stories)
    assert any(len(a["bylines"]) >= 3 for a in stories)


def test_a_by_line_may_stand_under_a_headline_behind_the_text() -> None:
    body = ["（上接第1版）", "□ 本报记者 李文", "", "春水初生。"]
    assert detach(body, ("□ 本报记者 李文",)) == ["□ 本报记者 李文"]
    assert body == ["（上接第1版）", "春水初生。"]
    assert detach(body, ()) == []
    assert body == ["（上接第1版）", "春水初生。"]


def test_a_story_may_jump_to_an_earlier_page() -> None:
    links = [pair for seed in range(60) for pair in _links_of(seed)]
    back = [c for c, labels in links if labels.index(c["from"]) > labels.index(c["to"])]
    assert 0 < len(back) < len(links) / 5


def _links_of(seed: int) -> list[tuple[Any, list[str]]]:
    issue = compose(seed, "hard")
    return [(link, list(issue.pages)) for link in issue.truth["continuations"]]


def test_column_names_and_photo_stories_are_in_the_stack() -> None:
    stories = [a for s in range(40) for a in compose(s, "hard").truth["articles"]]
    assert any("晨报时评" in line for a in stories for line in a["headline_lines"])
    photos = [a for a in stories if a["id"].startswith("photo-")]
    assert photos
    assert all(len(a["paragraphs"]) == 1 and a["bylines"] for a in photos)


def test_hints_and_tables_are_furniture() -> None:
    furniture = {line for s in range(40) for line in compose(s, "hard").truth["furniture"]}
    assert any("相关报道见" in line for line in furniture)
    assert any("全文见第" in line for line in furniture)
    assert any(bare(line).startswith("大白菜1.2") for line in furniture)


#: seen in print
_TO = (
    "（下转2版） （下转第二版） (下转第2版) （下转A02版） 下转第三版 （下转第191页） 【下转第4版】 ▶下转2版 "
    "（下转第3版①） （紧接第2版） （下转第××面）"
)
_FROM = "（上接第一版） (上接第1版) 上接第一版 ◀上接A01版 ◀上接A01版 （上接A1版） （上接第6页） （上接第51页)"


@pytest.mark.parametrize("direction", ["to", "from"])
def test_jump_lines_seen_in_print_are_all_written(direction: str) -> None:
    rng = random.Random(11)
    written: set[str] = set()
    for labels in (("1", "2"), ("1", "3"), ("1", "4"), ("6", "191"), ("51", "52"), ("A01", "A02"), ("A1", "A2")):
        for _ in range(400):
            (to, _), (back, _) = jump_lines.jump_pair(*labels, 1, rng, HARD)
            written.add(bare(to if direction == "to" else back))
    assert set((_TO if direction == "to" else _FROM).split()) <= written


def test_what_editors_say_is_a_paragraph_above_the_by_line() -> None:
    noted = {a.id: a.note for a in articles("zh-Hans") if a.note}
    found = 0
    for seed in range(60):
        issue = compose(seed, "hard", editor_notes=1.0, full_width_digits=0.0)
        for article in issue.truth["articles"]:
            if article["id"] in noted and article["jump_from"] is None:
                assert article["paragraphs"][0] == noted[article["id"]]
                found += 1
    assert found > 10


def test_digests_of_the_first_page_are_no_stories() -> None:
    for seed in range(20):
        issue = compose(seed, "hard", digests=1.0)
        first = next(iter(issue.pages))
        assert issue.truth["digests"]
        for digest in issue.truth["digests"]:
            assert digest["page"] == first
            assert bare(digest["text"]) in without_inside(issue, first)
        assert any(a["page"] != first for a in issue.truth["articles"])


def test_noise_keeps_pages_readable() -> None:
    rng = random.Random(1)
    options = replace(HARD_NOISY, ocr_noise=1.0)
    seen = {noisy("（下转第10版）", rng, options) for _ in range(200)}
    assert {"（下转第10板）", "（下转第1O版）", "（下转笫10版）", "（下转第１０版）"} <= seen
    assert noisy("（下转第10版）", rng, HARD) == "（下转第10版）"
    noisy_links = [c for s in range(30) for c in compose(s, "hard-noisy").truth["continuations"]]
    assert any("板" in c["jump_to"] + c["jump_from"] for c in noisy_links)


def test_traditional_issues_hold_traditional_characters_alone() -> None:
    simplified = re.compile(r"[们这个为说对时会发经报记电车东书学习问闻实现应该让从处头]")
    for seed in range(10):
        issue = compose(seed, "traditional")
        assert issue.truth["language"] == "zh-Hant"
        for text in (*issue.pages.values(), str(issue.truth)):
            found = set(simplified.findall(text)) - set("个")
            assert not found, found
            assert not re.search(r"[“”‘’]", text)
    text = "".join(t for s in range(40) for t in compose(s, "traditional").pages.values())
    squeezed = bare(text)
    for form in (
        r"下轉第.版",
        r"文轉A\d版",
        r"上接第.版",
        r"【記者.{2,9}／..報導】",
        r"（記者.{2,9}報導）",
        r"記者／",
        "「",
        "『",
    ):
        assert re.search(form, squeezed), form


def test_conversion_is_that_of_taiwan() -> None:
    assert hant("本报记者发现，‘理发’的头发里面") == "本報記者發現，『理髮』的頭髮裡面"


def test_japanese_issues_are_set_as_japanese() -> None:
    text = "".join(t for s in range(30) for t in compose(s, "japanese").pages.values())
    for form in (
        r"【..=.{2,9}】",
        r"（[^（）\n]{3,5}）$",
        r"面に続く",
        r"面から続く",
        r"関連記事",
        r"^\u3000[^\u3000]",
    ):
        assert re.search(form, text, re.MULTILINE), form
    links = [c for s in range(30) for c in compose(s, "japanese").truth["continuations"]]
    assert links
    assert not any("関連" in c["jump_to"] + c["jump_from"] for c in links)


def test_japanese_jump_lines_name_both_pages() -> None:
    rng = random.Random(0)
    seen = [jump_pair("1", "3", 1, rng, HARD) for _ in range(200)]
    assert {re.sub(r"[3３]", "{n}", to) for (to, _), _ in seen} == set(TO)
    assert {re.sub(r"[1１]", "{n}", back) for _, (back, _) in seen} == set(FROM)
    assert all(to[1] == "3" and back[1] == "1" for to, back in seen)


def test_japanese_lines_do_not_begin_with_small_kana() -> None:
    for article in articles("ja"):
        for paragraph in article.paragraphs:
            for line in wrap(paragraph, 11, indent=1)[1:]:
                assert line[0] not in "ゃゅょっー、。」』）・々"


def test_corpora_of_one_language_have_one_identifier_an_article() -> None:
    for language in ("zh-Hans", "zh-Hant", "ja"):
        found: tuple[Article, ...] = articles(language)
        assert len({a.id for a in found}) == len(found)
