"""Single traps of page text, each on a page as small as shows it."""

from __future__ import annotations

from newsml_export.model.edition import Edition
from newsml_export.model.story import HeadlineRole
from tests.layout.editions import edition_of

FIRST = """全市冬春水利建设现场会召开
——三百二十处水毁工程已经开工

本报讯 （记者 李 一）昨日，全市冬春
水利建设现场会在石桥县召开，三百二十处
水毁工程全部开工。会议要求抢抓枯水期，
确保明年汛前完工。

石桥县水利局局长钱文清介绍，全县已经
投入挖掘机四百台，清淤渠道八十公里，"""
SECOND = """修复塘坝四十座。

会议强调，要严把质量关，让水利工程经得起
检验。"""


def pages_of(first: str, second: str) -> dict[str, str]:
    """Return two pages that share one story."""
    return {"1": f"{FIRST}\n\n{first}\n", "2": f"{second}\n\n{SECOND}\n"}


def only_story(edition: Edition) -> list[str]:
    """Return the paragraphs of the one story that there must be."""
    [story] = edition.stories
    return list(story.paragraphs)


def test_a_cut_in_mid_sentence_is_joined_without_a_break() -> None:
    edition = edition_of(pages_of("（下转2版）", "（上接1版）"), "江州晨报")
    assert only_story(edition) == [
        "昨日，全市冬春水利建设现场会在石桥县召开，三百二十处水毁工程全部开工。会议要求抢抓枯水期，确保明年汛前完工。",
        "石桥县水利局局长钱文清介绍，全县已经投入挖掘机四百台，清淤渠道八十公里，修复塘坝四十座。",
        "会议强调，要严把质量关，让水利工程经得起检验。",
    ]
    first, second = edition.stories[0].parts
    assert (first.page, first.first_paragraph, first.last_paragraph) == ("1", 0, 1)
    assert (second.page, second.first_paragraph, second.last_paragraph) == ("2", 1, 2)
    assert second.mid_paragraph
    assert second.continuation is not None
    assert second.continuation.confidence > 0.7
    assert second.continuation.evidence


def test_roles_of_a_stack() -> None:
    [story] = edition_of(pages_of("（下转2版）", "（上接1版）"), "江州晨报").stories
    assert [(line.role, line.text) for line in story.headline] == [
        (HeadlineRole.MAIN, "全市冬春水利建设现场会召开"),
        (HeadlineRole.DECK, "——三百二十处水毁工程已经开工"),
    ]


def test_a_jump_to_a_page_that_is_not_there_is_reported() -> None:
    edition = edition_of({"1": f"{FIRST}\n\n（下转7版）\n"}, "江州晨报")
    [jump] = edition.stories[0].unresolved_jumps
    assert (jump.target, jump.text, jump.reason) == ("7", "（下转7版）", "page 7 is not in the input")
    assert "jump-unresolved" in {finding.code for finding in edition.findings}


def test_a_jump_to_its_own_page_is_reported() -> None:
    edition = edition_of({"1": f"{FIRST}\n\n（下转1版）\n"}, "江州晨报")
    assert "jump-to-own-page" in {finding.code for finding in edition.findings}
    assert edition.stories[0].unresolved_jumps


def test_lost_digits_still_find_the_only_answer() -> None:
    edition = edition_of(pages_of("（下转第××版）", "（上接1版）"), "江州晨报")
    assert len(only_story(edition)) == 3


def test_a_text_without_a_headline_gets_a_derived_one() -> None:
    edition = edition_of({"1": "本报讯 （记者 李 一）昨日，市图书馆开放二十四小时书房，市民凭证入内。"}, "江州晨报")
    [story] = edition.stories
    assert story.derived_headline
    assert story.main_headline == "昨日，市图书馆开放二十四小时书房"
    assert "headline-derived" in {finding.code for finding in edition.findings}


def test_a_headline_without_a_text_is_reported() -> None:
    text = FIRST.replace("，\n", "。\n") + "\n\n老城墙下的灯会\n两千盏花灯照亮古渡口\n"
    edition = edition_of({"1": text.replace("八十公里，", "八十公里。")}, "江州晨报")
    assert [line.text for orphan in edition.orphan_headlines for line in orphan.lines] == [
        "老城墙下的灯会",
        "两千盏花灯照亮古渡口",
    ]


def test_paragraphs_that_were_never_wrapped() -> None:
    text = "市图书馆开放夜间书房\n本报讯（记者 李一）昨日，夜间书房开放。\n市民凭证入内。\n书房开放到凌晨，周一不休。\n"
    edition = edition_of({"1": text}, "江州晨报")
    assert only_story(edition) == ["昨日，夜间书房开放。", "市民凭证入内。", "书房开放到凌晨，周一不休。"]


def test_a_column_break_inside_a_paragraph_is_no_paragraph() -> None:
    text = FIRST.replace("三百二十处\n水毁", "三百二十处\n\n水毁") + "\n修复塘坝四十座。"
    assert len(only_story(edition_of({"1": text}, "江州晨报"))) == 2


def test_an_empty_page_has_no_story() -> None:
    edition = edition_of({"1": "\n\n"}, "江州晨报")
    assert edition.stories == ()
    assert edition.findings == ()


def test_the_local_id_does_not_move_with_a_neighbour() -> None:
    alone = edition_of({"1": f"{FIRST}\n\n（下转7版）\n"}, "江州晨报").stories[0].local_id
    text = f"市图书馆开放夜间书房\n\n本报讯 昨日，夜间书房开放。\n\n{FIRST}\n\n（下转7版）\n"
    beside = {story.main_headline: story.local_id for story in edition_of({"1": text}, "江州晨报").stories}
    assert beside["全市冬春水利建设现场会召开"] == alone
