"""By-lines, leads and signatures."""

from __future__ import annotations

import pytest

from newsml_export.layout.bylines import parse_byline
from newsml_export.layout.language_pack import pack_for
from newsml_export.layout.leads import opens_story, parse_lead, parse_signature

PACK = pack_for("zh-Hans")


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("记者 李 一", [("李一", "reporter")]),
        ("（记者 廖松）", [("廖松", "reporter")]),
        ("记者 李 一 廖 松", [("李一", "reporter"), ("廖松", "reporter")]),
        ("记者 李 一 廖松", [("李一", "reporter"), ("廖松", "reporter")]),
        ("记者张三李四", [("张三", "reporter"), ("李四", "reporter")]),
        ("记者孟秋胡春来", [("孟秋", "reporter"), ("胡春来", "reporter")]),
        ("本报记者 欧阳修文", [("欧阳修文", "reporter")]),
        ("新华社记者 李四、王五", [("李四", "reporter"), ("王五", "reporter")]),
        ("本报首席记者张三丰报道", [("张三丰", "reporter")]),
        ("□ 本报记者 李 一 通讯员 王小明", [("李一", "reporter"), ("王小明", "correspondent")]),
        ("通讯员 张三 记者 李四", [("张三", "correspondent"), ("李四", "reporter")]),
        ("本报记者 张三 李四 文/图", [("张三", "reporter"), ("李四", "reporter")]),
        ("文/张三 图/李四", [("张三", "writer"), ("李四", "photographer")]),
        ("重庆日报评论员", [("重庆日报评论员", "commentator")]),
        ("本报评论员 张三", [("张三", "commentator")]),
        ("特约记者 阿卜杜拉·买买提", [("阿卜杜拉·买买提", "reporter")]),
        ("□ 张三", [("张三", "writer")]),
    ],
)
def test_by_lines(text: str, people: list[tuple[str, str]]) -> None:
    assert [(byline.name, byline.role.value) for byline in parse_byline(text, PACK)] == people


@pytest.mark.parametrize(
    "text", ["记者从区大数据发展局获悉", "记者表示，今年", "记者在现场看到", "编辑部的故事很多", "会议由李一主持"]
)
def test_what_only_looks_like_a_by_line(text: str) -> None:
    assert parse_byline(text, PACK) == ()


def test_the_words_before_the_name_are_kept() -> None:
    [byline] = parse_byline("本报驻京记者 张三", PACK)
    assert byline.title == "本报驻京记者"


def test_a_lead_gives_source_and_by_line() -> None:
    text = "本报讯 （记者 李 一）2月10日，活动举行。"
    lead = parse_lead(text, PACK, "江州晨报")
    assert lead is not None
    assert [byline.name for byline in lead.bylines] == ["李一"]
    assert lead.source is not None
    assert (lead.source.text, lead.source.name) == ("本报讯", "江州晨报")
    assert text[lead.length :] == "2月10日，活动举行。"


def test_an_agency_lead_gives_place_and_day() -> None:
    lead = parse_lead("新华社北京3月7日电（记者李四、王五）大会开幕。", PACK, "江州晨报")
    assert lead is not None
    assert lead.source is not None
    assert lead.source.name == "新华社"
    assert lead.dateline is not None
    assert (lead.dateline.text, lead.dateline.place) == ("新华社北京3月7日电", "北京")
    assert [byline.name for byline in lead.bylines] == ["李四", "王五"]


@pytest.mark.parametrize("text", ["会议强调，", "本报记者了解到，", "新华社区组织居民植树，"])
def test_plain_text_has_no_lead(text: str) -> None:
    assert parse_lead(text, PACK, "江州晨报") is None
    assert not opens_story(text, PACK)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("活动圆满结束。（记者 李 一）", ["李一"]),
        ("活动圆满结束。（尤佳）", ["尤佳"]),
        ("共两万册。（蒲 英）", ["蒲英"]),
    ],
)
def test_signatures(text: str, names: list[str]) -> None:
    signature = parse_signature(text, PACK)
    assert signature is not None
    assert [byline.name for byline in signature.bylines] == names


@pytest.mark.parametrize("text", ["面积约三亩（约两千平方米）", "会议结束。", "活动圆满结束。（完）"])
def test_brackets_that_are_no_signature(text: str) -> None:
    assert parse_signature(text, PACK) is None
