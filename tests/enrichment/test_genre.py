"""Genres by label, form and wording; the publisher's columns win."""

from __future__ import annotations

from typing import Any

import pytest

from newsml_export.enrich.analysis import Analysis
from newsml_export.enrich.base import EnrichContext
from newsml_export.enrich.genre import ENRICHER
from newsml_export.model.lexicon import Lexicon, LexiconEntry, LexiconKind
from newsml_export.model.story import Byline, BylineRole, HeadlineLine, HeadlineRole, Source, Story
from newsml_export.model.subjects import Genre
from tests.formats.factories import make_story

NOTHING = EnrichContext()
_LONG = "会议指出，要把各项工作落到实处。" * 8


def _story(title: str, *paragraphs: str, kicker: str | None = None, **changes: Any) -> Story:
    lines = [HeadlineLine(role=HeadlineRole.KICKER, text=kicker)] if kicker else []
    headline = (*lines, HeadlineLine(role=HeadlineRole.MAIN, text=title))
    return make_story(headline=headline, paragraphs=paragraphs, **changes)


def _genre(story: Story, context: EnrichContext = NOTHING) -> Genre | None:
    return ENRICHER.enrich(story, Analysis(story), context).genre


def _of(name: str, role: BylineRole = BylineRole.REPORTER) -> tuple[Byline, ...]:
    return (Byline(name=name, role=role),)


@pytest.mark.parametrize(
    ("story", "name", "qcode"),
    [
        (_story("工作会议召开", f"昨日，会议召开。{_LONG}", source=Source(text="本报讯", name="报")),
         "消息", "genre:Current"),
        (_story("南塘植树两万株", "近日，南塘县植树两万株。"), "简讯", "genre:Summary"),
        (_story("把事办好", f"说到底，事在人为。{_LONG}", bylines=_of("本报评论员", BylineRole.COMMENTATOR)),
         "评论", "genre:Opinion"),
        (_story("新年献词", _LONG, kicker="社论"), "社论", "genre:Opinion"),
        (_story("琴声不老", "记者：您几岁学琴？", "李明：六岁。", "记者：苦吗？", "李明：苦。", kicker="对话琴师李明"),
         "专访", "genre:Interview"),
        (_story("关于停水的公告", "因管道检修，定于3月8日停水，特此公告。", "2023年3月7日"), "公告", None),
        (_story("音量能小些吗", "编辑同志：我家楼下每晚都很吵，希望有关部门管一管。"), "来信", None),
        (_story("著名画家李一逝世", "画家李一因病医治无效逝世，享年九十岁，遗体告别仪式定于周五举行。"),
         "讣告", "genre:Obituary"),
        (_story("湖上", "图为候鸟在湖面起飞，引来游人驻足。", bylines=_of("石磊", BylineRole.PHOTOGRAPHER)),
         "图片新闻", None),
        (_story("春", "雨落在瓦上", "一声", "又一声", "没有人听见"), "文学", None),
    ],
)  # fmt: skip
def test_each_genre_is_known_by_its_signs(story: Story, name: str, qcode: str | None) -> None:
    found = _genre(story)
    assert found is not None
    assert (found.name, found.qcode) == (name, qcode)
    assert found.confidence is not None
    assert 0 < found.confidence < 1


@pytest.mark.parametrize(
    ("language", "title", "text", "name"),
    [
        ("en", "Notice of public hearing", "NOTICE IS HEREBY GIVEN that a hearing will be held.", "notice"),
        ("de", "Bekanntmachung", "Der Haushaltsplan wird hiermit öffentlich bekannt gemacht.", "Bekanntmachung"),
        ("ja", "断水のお知らせ", "下記のとおり断水します。", "お知らせ"),
        ("zh-Hant", "關於停水的通告", "因工程需要，定於下周一停水，特此通告。", "公告"),
    ],
)
def test_names_are_in_the_language_of_the_story(language: str, title: str, text: str, name: str) -> None:
    found = _genre(_story(title, text, language=language))
    assert found is not None
    assert found.name == name


def test_the_publisher_s_column_wins() -> None:
    entry = LexiconEntry(kind=LexiconKind.COLUMN, name="江州论坛", genre="评论")
    found = _genre(_story("好", "近日，一件事。", kicker="江州论坛"), EnrichContext(lexicon=Lexicon(entries=(entry,))))
    assert found == Genre(name="评论", qcode="genre:Opinion", confidence=1.0)


def test_a_genre_that_came_with_the_story_stays() -> None:
    said = Genre(name="随笔")
    assert _genre(_story("关于停水的公告", "特此公告。", genre=said)) is said


def test_a_headline_alone_has_no_genre() -> None:
    assert _genre(_story("今日要闻")) is None
