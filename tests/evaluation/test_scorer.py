"""Each thing that an export can get wrong, on a truth small enough to count by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newsml_export.evaluation.figures import SHARES, Figures
from newsml_export.evaluation.items import Item
from newsml_export.evaluation.scorer import Evaluation, score
from newsml_export.evaluation.truth import Truth
from tests.evaluation.small import (
    BRIDGE,
    LIBRARY,
    MARKET,
    RIGHT,
    TRUTH,
    WEATHER,
    article,
    item,
    part,
    with_changed,
)

#: of the right output
PERFECT = Figures(
    articles=4,
    items=4,
    found=4,
    headlines=4,
    bylines=4,
    exact=4,
    para_tp=3,
    continued=1,
    continued_right=1,
    furniture=2,
)


def _kinds(evaluation: Evaluation) -> list[str]:
    return [miss.kind for miss in evaluation.misses]


def test_everything_right() -> None:
    evaluation = score(TRUTH, RIGHT)
    assert evaluation.figures == PERFECT
    assert evaluation.misses == ()


def test_the_order_of_items_does_not_count() -> None:
    assert score(TRUTH, RIGHT[::-1]).figures == PERFECT


def test_no_output() -> None:
    evaluation = score(TRUTH, ())
    assert evaluation.figures == Figures(articles=4, continued=1, furniture=2)
    assert _kinds(evaluation) == ["missing"] * 4
    assert str(evaluation.misses[0]) == "missing story: 江心洲大桥今日合龙九月可以通车"
    assert str(evaluation.misses[3]).startswith("missing story: 受冷空气影响")


def test_swapped_headlines() -> None:
    bridge, library, *rest = RIGHT
    swapped = (
        replace(bridge, headlines=library.headlines),
        replace(library, headlines=bridge.headlines),
        *rest,
    )
    evaluation = score(TRUTH, swapped)
    assert evaluation.figures == replace(PERFECT, headlines=2, exact=2)
    assert _kinds(evaluation) == ["headline", "headline"]
    assert "want ['图书馆延长开放时间'] got ['江心洲大桥今日合龙', '九月可以通车']" in str(evaluation.misses[1])
    assert str(evaluation.misses[1]).endswith("[library]")


@pytest.mark.parametrize(
    ("headlines", "derived", "right"),
    [
        (("九月可以通车", "江心洲大桥今日合龙"), False, True),
        (("江心洲大桥今日合龙九月可以通车",), False, True),
        (("江心洲大桥今日合龙",), False, False),
        (("江心洲大桥今日合龙", "九月可以通车", "附图"), False, False),
        (("江心洲大桥今日合龙", "九月可以通车"), True, False),
        ((), False, False),
    ],
)
def test_headline_stacks(headlines: tuple[str, ...], derived: bool, right: bool) -> None:
    evaluation = score(TRUTH, with_changed("bridge", headlines=headlines, derived=derived))
    assert evaluation.figures.headlines == 3 + right


def test_a_headline_where_the_page_has_none() -> None:
    evaluation = score(TRUTH, with_changed("weather", derived=False))
    assert evaluation.figures == replace(PERFECT, headlines=3, exact=3)
    assert "want a derived one got ['受冷空气影响']" in str(evaluation.misses[0])


def test_by_lines() -> None:
    evaluation = score(TRUTH, with_changed("library", names=frozenset({"李雨", "王大明"})))
    assert evaluation.figures == replace(PERFECT, bylines=3, exact=3)
    assert "want ['李雨', '王小明'] got ['李雨', '王大明']" in str(evaluation.misses[0])


def test_paragraphs_that_are_split_and_joined() -> None:
    first, second, third = BRIDGE
    split = (first[:20], first[20:], second + third)
    evaluation = score(TRUTH, with_changed("bridge", written=split))
    # Of the bridge's two borders one is there, one is missing, and one is too many; the library has another.
    assert evaluation.figures == replace(PERFECT, para_tp=2, para_fp=1, para_fn=1)
    assert _kinds(evaluation) == ["paragraphs"]
    assert SHARES["paragraph_precision"].value(evaluation.figures) == pytest.approx(2 / 3)
    assert SHARES["paragraph_recall"].value(evaluation.figures) == pytest.approx(2 / 3)
    assert SHARES["paragraphs"].value(evaluation.figures) == pytest.approx(2 / 3)


def test_the_lead_counts_on_neither_side() -> None:
    with_lead = ("本报讯（记者 李雨 通讯员 王小明）" + LIBRARY[0], *LIBRARY[1:])
    assert score(TRUTH, with_changed("library", written=with_lead)).figures == PERFECT
    articles = (
        TRUTH.articles[0],
        article(*TRUTH.articles[1].headline_lines, paragraphs=with_lead, bylines=("李雨", "王小明")),
    )
    assert score(Truth(articles=articles), RIGHT[:2]).figures.exact == 2


def test_a_missed_continuation() -> None:
    bridge, *rest = RIGHT
    pieces = (replace(bridge, written=BRIDGE[:2]), item("rest", "大桥合龙", paragraphs=BRIDGE[2:]))
    evaluation = score(TRUTH, (*pieces, *rest))
    expected = replace(
        PERFECT, items=5, found=3, exact=3, para_tp=1, continued_right=0, continued_missed=1, extra_items=1
    )
    assert evaluation.figures == expected
    assert _kinds(evaluation) == ["continuation", "extra"]
    assert str(evaluation.misses[0]).endswith("[bridge, rest]")


def test_joined_stories() -> None:
    bridge, library, market, weather = RIGHT
    joined = replace(library, written=LIBRARY + MARKET)
    evaluation = score(TRUTH, (bridge, joined, weather))
    figures = evaluation.figures
    assert (figures.items, figures.wrong_joins, figures.extra_items) == (3, 1, 0)
    assert (figures.found, figures.headlines, figures.bylines) == (2, 3, 3)
    assert "2 stories in one item: 图书馆延长开放时间 + 菜市场亮堂了 [library]" in map(str, evaluation.misses)
    assert market.name not in str(evaluation.misses)


def test_a_text_that_is_cut_is_told_with_its_place() -> None:
    evaluation = score(TRUTH, with_changed("market", written=(MARKET[0][:20],)))
    assert evaluation.figures == replace(PERFECT, found=3, exact=3)
    [miss] = evaluation.misses
    assert miss.kind == "text"
    assert f"want {len(MARKET[0])} characters, got 20" in miss.message
    assert f"want “{MARKET[0][20:32]}” got “”" in miss.message


def test_a_few_wrong_characters_are_borne() -> None:
    long = "".join(BRIDGE + LIBRARY)
    truth = Truth(articles=(article("长", paragraphs=(long,)),))
    assert len(long) > 150
    almost = long[:70] + "某" + long[71:]
    assert score(truth, (item("a", "长", paragraphs=(almost,)),)).figures.found == 1
    assert score(truth, (item("a", "长", paragraphs=(almost[10:],)),)).figures.found == 0


def test_leaked_furniture() -> None:
    leaked = (WEATHER[0] + "第1版要闻",)
    evaluation = score(TRUTH, with_changed("weather", written=leaked))
    assert evaluation.figures.furniture_leaked == 1
    assert SHARES["furniture_leaked"].value(evaluation.figures) == 0.5
    assert "furniture in a text: 第1版要闻 [weather]" in map(str, evaluation.misses)


def test_short_furniture_is_not_looked_for() -> None:
    evaluation = score(TRUTH, with_changed("weather", written=(WEATHER[0] + "版",)))
    assert evaluation.figures.furniture_leaked == 0


def test_an_item_too_many() -> None:
    advert = item("advert", "大减价", paragraphs=("全场服装一律三折，只在本周，数量有限，先到先得，欢迎光临。",))
    evaluation = score(TRUTH, (*RIGHT, advert))
    assert evaluation.figures == replace(PERFECT, items=5, extra_items=1)
    assert str(evaluation.misses[0]).startswith("extra item: 大减价: 全场服装")


def test_broken_files() -> None:
    evaluation = score(TRUTH, RIGHT, broken=("a.xml",))
    assert evaluation.figures == replace(PERFECT, broken=1)
    assert str(evaluation.misses[0]) == "not XML [a.xml]"


def test_nothing_to_measure_is_no_share() -> None:
    evaluation = score(Truth(articles=()), ())
    assert evaluation.figures == Figures()
    assert {share.value(evaluation.figures) for share in SHARES.values()} == {None}


def test_sums() -> None:
    sums = score(TRUTH, RIGHT) + score(TRUTH, ())
    assert sums.figures == PERFECT + Figures(articles=4, continued=1, furniture=2)
    assert len(sums.misses) == 4


def _decisions(items: tuple[Item, ...]) -> list[tuple[float, bool]]:
    return [(decision.confidence, decision.right) for decision in score(TRUTH, items).continuation_decisions]


def test_continuation_decisions() -> None:
    right = with_changed("bridge", parts=(part(0, 1), part(2, 2, 0.9)))
    assert _decisions(right) == [(0.9, True)]
    joined = with_changed("library", written=LIBRARY + MARKET, parts=(part(0, 1), part(2, 2, 0.6)))
    assert _decisions(joined) == [(0.6, False)]


def test_a_continuation_in_mid_paragraph() -> None:
    right = with_changed("bridge", parts=(part(0, 1), part(1, 2, 0.9, mid=True)))
    assert _decisions(right) == [(0.9, True)]
    wrong = (LIBRARY[0], LIBRARY[1][:20] + MARKET[0][20:])
    assert _decisions(with_changed("library", written=wrong, parts=(part(0, 1), part(1, 1, 0.7, mid=True)))) == [
        (0.7, False)
    ]
    whole_tail = with_changed("library", parts=(part(0, 1), part(1, 1, 0.8, mid=True)))
    assert _decisions(whole_tail) == [(0.8, True)]


def test_a_continuation_by_text_of_no_story_is_wrong() -> None:
    foreign = "全场服装一律三折，只在本周，数量有限，先到先得，欢迎光临。"
    joined = with_changed("market", written=(*MARKET, foreign), parts=(part(0, 0), part(1, 1, 0.5)))
    assert _decisions(joined) == [(0.5, False)]


def test_a_chain_has_a_decision_a_link() -> None:
    chain = with_changed("bridge", parts=(part(0, 0), part(1, 1, 0.9), part(2, 2, 0.8)))
    assert _decisions(chain) == [(0.9, True), (0.8, True)]


def test_headline_decisions() -> None:
    bridge, library, market, weather = RIGHT
    items = (
        replace(bridge, written=BRIDGE[:2], headline_confidence=0.9),
        replace(library, headlines=("菜市场亮堂了",), headline_confidence=0.8),
        replace(market, headline_confidence=None),
        replace(weather, headline_confidence=0.5),
        # A further piece of a story: the truth does not know its headline.
        item("rest", "大桥合龙", paragraphs=BRIDGE[2:], headline_confidence=0.7),
        # Text of no story: whatever headline it got is wrong.
        item("advert", "大减价", paragraphs=("全场服装一律三折，先到先得，欢迎光临。",), headline_confidence=0.6),
    )
    decisions = [(decision.confidence, decision.right) for decision in score(TRUTH, items).headline_decisions]
    assert decisions == [(0.9, True), (0.8, False), (0.5, True), (0.6, False)]
