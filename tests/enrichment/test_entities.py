from __future__ import annotations

import re

import pytest

from newsml_export.enrich.base import EnrichContext
from newsml_export.enrich.chain import enriched
from newsml_export.enrich.entities import ENRICHER
from newsml_export.model.lexicon import Lexicon, LexiconEntry, LexiconKind
from newsml_export.model.story import Byline, Dateline, Story
from newsml_export.model.subjects import Subject, SubjectRole, SubjectType
from tests.formats.factories import make_story


def found(*paragraphs: str, language: str = "zh-Hans", place: str | None = None, **fields: object) -> Story:
    story = make_story(paragraphs=paragraphs, language=language, subjects=(), **fields)
    return enriched(story, [ENRICHER], EnrichContext(place=place))


def names(story: Story, kind: SubjectType) -> list[str]:
    return [subject.name for subject in story.subjects if subject.type is kind]


def one(story: Story, name: str) -> Subject:
    [subject] = [subject for subject in story.subjects if subject.name == name]
    return subject


@pytest.mark.parametrize(
    ("sentence", "person", "post"),
    [
        ("区委书记赵世庆主持会议并讲话。", "赵世庆", "区委书记"),
        ("市水务局副局长欧阳文静表示，工程下月完工。", "欧阳文静", "副局长"),
        ("记者了解到，村民李 一种了三亩茶。村民李 一说，今年收成好。", "李一", "村民"),
        ("总统马丁·科瓦奇表示，将继续谈判。", "马丁·科瓦奇", "总统"),
    ],
)
def test_a_person_with_the_post(sentence: str, person: str, post: str) -> None:
    subject = one(found(sentence), person)
    assert subject.type is SubjectType.PERSON
    assert post in subject.posts


def test_who_speaks_is_quoted_and_others_are_mentioned() -> None:
    story = found("会上，副市长沈若兰介绍了情况。市长陆远舟强调：“安全第一。”秘书长高鹤鸣参加活动。")
    assert one(story, "沈若兰").role is SubjectRole.QUOTED
    assert one(story, "陆远舟").role is SubjectRole.QUOTED
    assert one(story, "高鹤鸣").role is SubjectRole.MENTIONED


def test_a_person_counts_once_for_all_mentions() -> None:
    story = found("作家约翰·史密斯来访。史密斯说，他会再来。", "约翰·史密斯次日离开。")
    assert names(story, SubjectType.PERSON) == ["约翰·史密斯"]


@pytest.mark.parametrize("sentence", ["高兴地说，时间马上就到。", "方向明确，步伐坚定，成效明显。", "江山如此多娇。"])
def test_words_are_no_persons(sentence: str) -> None:
    assert names(found(sentence), SubjectType.PERSON) == []


def test_full_and_short_forms_of_a_body_are_one() -> None:
    story = found(
        "江州市发展和改革委员会昨日发布通知。市发改委要求各区落实。记者从发改委获悉，通知即日起施行。", place="江州"
    )
    assert names(story, SubjectType.ORGANISATION) == ["江州市发展和改革委员会"]


def test_a_body_that_leans_on_the_place_has_the_code_of_the_full_name() -> None:
    short = found("市水利局局长说，水位正常。", place="江州")
    full = found("江州市水利局发布公告。", place="江州")
    [leaning], [whole] = names(short, SubjectType.ORGANISATION), names(full, SubjectType.ORGANISATION)
    assert (leaning, whole) == ("市水利局", "江州市水利局")
    assert one(short, leaning).qcode == one(full, whole).qcode


@pytest.mark.parametrize(
    "sentence", ["产业布局更加合理。", "有关部门正在调查。", "企业和学校都表示欢迎。", "客厅里坐满了人。"]
)
def test_words_are_no_bodies(sentence: str) -> None:
    assert names(found(sentence), SubjectType.ORGANISATION) == []


def test_a_place_has_its_codes() -> None:
    story = found("昨日，浙江杭州下起大雨。", "日本大阪也有雨。")
    assert one(story, "浙江").same_as == ("iso3166-2:CN-ZJ", "gb2260:330000")
    assert one(story, "杭州").same_as == ("gb2260:330100",)
    assert one(story, "杭州").broader == ("iso3166-2:CN-ZJ", "iso3166-1a2:CN")
    assert one(story, "日本").same_as == ("iso3166-1a2:JP",)
    assert one(story, "大阪").broader == ("iso3166-1a2:JP",)


@pytest.mark.parametrize(("place", "code"), [("南京", "gb2260:320106"), ("福州", "gb2260:350102")])
def test_places_of_one_name_are_told_apart_by_that_of_the_newspaper(place: str, code: str) -> None:
    assert code in one(found("鼓楼区新增三所小学。", place=place), "鼓楼区").same_as


def test_a_district_far_from_its_city_is_none() -> None:
    subjects = found("鼓楼区新增三所小学。", place="江州").subjects
    assert not [subject for subject in subjects if any(code.startswith("gb2260") for code in subject.same_as)]


def test_a_place_inside_a_body_is_none_of_its_own() -> None:
    assert names(found("北京大学昨日发布报告。"), SubjectType.GEO_AREA) == []


def test_works_and_events() -> None:
    story = found("第十二届江州读书节昨日开幕，《江畔的灯》获奖。", place="江州")
    assert names(story, SubjectType.OBJECT) == ["江畔的灯"]
    assert names(story, SubjectType.EVENT) == ["第十二届江州读书节"]


def test_located_is_the_place_of_the_dateline_first() -> None:
    dateline = Dateline(text="成都3月7日电", place="成都")
    story = found("重庆代表团昨日抵达成都。", place="重庆", dateline=dateline)
    assert story.located is not None
    assert story.located.name == "成都"
    story = found("重庆昨日下雨。", place="上海")
    assert story.located is not None
    assert (story.located.name, story.located.confidence) == ("重庆", 0.8)


def test_traditional_characters_stay_as_they_are() -> None:
    story = found("運輸署署長陳錦松表示，彰化縣將增設巴士站。", language="zh-Hant")
    assert "陳錦松" in names(story, SubjectType.PERSON)
    assert "iso3166-2:TW-CHA" in one(story, "彰化縣").same_as


def test_english() -> None:
    story = found(
        "Mayor Horace Tilden said the Millbrook Council would meet in London. Tilden was reelected in May.",
        language="en",
    )
    assert names(story, SubjectType.PERSON) == ["Horace Tilden"]
    assert one(story, "Horace Tilden").posts == ("Mayor",)
    assert one(story, "Horace Tilden").role is SubjectRole.QUOTED
    assert names(story, SubjectType.ORGANISATION) == ["Millbrook Council"]
    assert one(story, "London").broader == ("iso3166-1a2:GB",)


def test_german() -> None:
    story = found("Bürgermeister Wilhelm Rothe sagte, der Gemeinderat tage in Köln. Rothe dankte.", language="de")
    assert names(story, SubjectType.PERSON) == ["Wilhelm Rothe"]
    assert names(story, SubjectType.ORGANISATION) == ["Gemeinderat"]
    assert names(story, SubjectType.GEO_AREA) == ["Köln"]


def test_japanese() -> None:
    story = found("潮見汽船の国吉健吾社長は大阪で会見した。『海の道』も紹介された。", language="ja")
    assert one(story, "国吉健吾").posts == ("社長",)
    assert names(story, SubjectType.ORGANISATION) == ["潮見汽船"]
    assert names(story, SubjectType.GEO_AREA) == ["大阪"]
    assert names(story, SubjectType.OBJECT) == ["海の道"]


def test_what_came_with_the_story_stays_first_and_is_not_doubled() -> None:
    given = Subject(name="赵世庆", type=SubjectType.PERSON, qcode="person:z")
    story = make_story(paragraphs=("区委书记赵世庆到杭州考察。",), language="zh-Hans", subjects=(given,))
    subjects = enriched(story, [ENRICHER], EnrichContext()).subjects
    assert subjects[0] == given
    assert [subject.name for subject in subjects] == ["赵世庆", "杭州"]


def test_an_author_left_in_the_text_is_no_subject() -> None:
    story = found("记者林晓雨报道，杭州昨日下雨。", bylines=(Byline(name="林晓雨"),))
    assert names(story, SubjectType.PERSON) == []


def test_the_lexicon_wins() -> None:
    lexicon = Lexicon(
        entries=(
            LexiconEntry(
                kind=LexiconKind.ORGANISATION,
                name="云雀合唱团（江州）",
                variants=("云雀",),
                qcode="org:yunque",
                same_as=("wikidata:Q1",),
            ),
            LexiconEntry(kind=LexiconKind.PLACE, name="杭州", ignore=True),
        )
    )
    story = make_story(paragraphs=("云雀到杭州演出，区长赵世庆致辞。",), language="zh-Hans", subjects=())
    subjects = enriched(story, [ENRICHER], EnrichContext(lexicon=lexicon)).subjects
    assert [(subject.name, subject.qcode) for subject in subjects if subject.type is not SubjectType.PERSON] == [
        ("云雀合唱团（江州）", "org:yunque")
    ]
    assert [subject.name for subject in subjects if subject.type is SubjectType.PERSON] == ["赵世庆"]


def test_every_guess_says_how_sure_it_is_and_has_a_code() -> None:
    story = found("区委书记赵世庆到杭州市教育局考察，《江畔的灯》获奖。", "北京大学教授林岳说，好。")
    assert len(story.subjects) > 3
    for subject in story.subjects:
        assert subject.confidence is not None
        assert 0.5 <= subject.confidence <= 0.98
        assert re.fullmatch(r"(person|organisation|place|work|event):[\w.~%-]+", subject.qcode or "")


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en", "de", "ja", "fr", "und"])
@pytest.mark.parametrize("text", ["", " ", "·", "《》", "某", "市", "A", "St. ", "第届节", "\U0002070e局", "李 "])
def test_any_text_is_read(language: str, text: str) -> None:
    assert found(text, language=language, place="") is not None
