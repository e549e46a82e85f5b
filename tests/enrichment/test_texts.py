"""Keywords, series, language, summary and slugline: what is found, and what is left as it came."""

from __future__ import annotations

from typing import Any

import pytest

from newsml_export.enrich import keywords, language, series, slugline, summary
from newsml_export.enrich.analysis import Analysis
from newsml_export.enrich.base import EnrichContext, Enricher
from newsml_export.enrich.chain import enriched
from newsml_export.model.lexicon import Lexicon, LexiconEntry, LexiconKind
from newsml_export.model.story import Byline, HeadlineLine, HeadlineRole, Story, StoryPart
from newsml_export.model.subjects import Guess, GuessedText, Keyword, Series, Subject, SubjectType
from tests.formats.factories import make_story

NOTHING = EnrichContext()


def _story(title: str, *paragraphs: str, role: HeadlineRole = HeadlineRole.MAIN, **changes: Any) -> Story:
    return make_story(headline=(HeadlineLine(role=role, text=title),), paragraphs=paragraphs, **changes)


def _run(enricher: Enricher, story: Story, context: EnrichContext = NOTHING) -> Story:
    return enricher.enrich(story, Analysis(story), context)


# ----- keywords


def test_units_are_kept_whole_and_names_and_numbers_are_none() -> None:
    text = "江州大力发展数字经济，数字经济增加值三百亿元。区块链企业二十家，区块链应用多。李明远说，数字经济前景广阔。"
    person = Subject(name="李明远", type=SubjectType.PERSON)
    found = _run(keywords.ENRICHER, _story("数字经济提速", text, subjects=(person,), bylines=(Byline(name="王小"),)))
    words = [keyword.text for keyword in found.keywords]
    assert words[0] == "数字经济"
    assert "区块链" in words
    assert not {"李明远", "王小", "三百亿元", "二十家", "经济", "数字"} & set(words)
    assert all(keyword.confidence is not None for keyword in found.keywords)


@pytest.mark.parametrize(
    ("tag", "title", "text", "word"),
    [
        ("en", "Library closes", "The library closes. Readers said the library was the heart of it.", "library"),
        ("de", "Turnhalle", "Die Turnhalle wird gebaut. Ohne Turnhalle kein Sport, sagt der Verein.", "Turnhalle"),
        ("ja", "電気船が就航", "電気船は静かだ。電気船の運賃は据え置く。", "電気船"),
        ("zh-Hant", "渡輪減班", "渡輪公司申請減少渡輪班次，乘搭渡輪的居民擔心渡輪不足。", "渡輪"),
    ],
)  # fmt: skip
def test_other_languages_have_keywords_too(tag: str, title: str, text: str, word: str) -> None:
    assert word in [keyword.text for keyword in _run(keywords.ENRICHER, _story(title, text, language=tag)).keywords]


def test_terms_of_the_publisher_are_whole_and_what_it_ignores_is_gone() -> None:
    entries = (
        LexiconEntry(kind=LexiconKind.TERM, name="山地轨道"),
        LexiconEntry(kind=LexiconKind.TERM, name="车厢", ignore=True),
    )
    story = _story("山地轨道开通", "山地轨道昨日开通，车厢宽敞，车厢明亮，山地轨道每天运行。")
    words = [
        one.text for one in _run(keywords.ENRICHER, story, EnrichContext(lexicon=Lexicon(entries=entries))).keywords
    ]
    assert "山地轨道" in words
    assert "车厢" not in words


def test_keywords_that_came_with_the_story_come_first_and_once() -> None:
    said = Keyword(text="轨道")
    story = _story("轨道开通", "轨道昨日开通，列车每天运行，轨道两侧种树。", keywords=(said,))
    found = _run(keywords.ENRICHER, story).keywords
    assert found[0] is said
    assert [one.text for one in found].count("轨道") == 1


# ----- series


@pytest.mark.parametrize(
    ("label", "name", "number"),
    [
        ("——打造“七个城”系列评论⑥", "“七个城”系列评论", 6),
        ("“家门口的幸福”系列报道之三", "“家门口的幸福”系列报道", 3),
        ("老城记（二）", "老城记", 2),
        ("Old Mills, Part 4", "Old Mills", 4),
        ("連載第12回", "連載", 12),
    ],
)
def test_a_label_says_series_and_number(label: str, name: str, number: int) -> None:
    found = _run(series.ENRICHER, _story(label, "文。", role=HeadlineRole.SERIES)).series
    assert found is not None
    assert (found.name, found.number) == (name, number)
    assert found.qcode is not None
    assert found.qcode.startswith("series:")


@pytest.mark.parametrize("title", ["今年前两月增长14.6%", "三问物业费", "主场2比1逆转", "“十四五”规划"])
def test_a_number_in_a_headline_is_no_series(title: str) -> None:
    assert _run(series.ENRICHER, _story(title, "文。")).series is None


def test_a_column_that_counts_is_a_series() -> None:
    entry = LexiconEntry(kind=LexiconKind.COLUMN, name="江州论坛", series=True, qcode="series:forum")
    story = _story("江州论坛（5）", "文。", role=HeadlineRole.KICKER)
    found = _run(series.ENRICHER, story, EnrichContext(lexicon=Lexicon(entries=(entry,)))).series
    assert found is not None
    assert (found.name, found.number, found.qcode) == ("江州论坛", 5, "series:forum")
    said = Series(name="别的")
    assert _run(series.ENRICHER, _story("江州论坛（5）", "文。", series=said)).series is said


# ----- language

_TEXTS = {
    "zh-Hans": "昨日上午，江心洲大桥主桥最后一个节段吊装到位，全桥顺利合龙，预计今年九月建成通车，两岸居民盼了十年。",
    "zh-Hant": "運輸署昨日表示，接獲渡輪公司申請，擬由五月起減少夜間班次，離島居民憂慮歸家困難，議員要求擱置。",
    "ja": "北浜市は七日、新しい洪水ハザードマップを公表した。浸水が想定される区域は市域の三割に広がった。",
    "en": "The council cut the budget on Monday night, taking most of it from the streets and the library in the town.",
    "de": "Der Gemeinderat hat am Montag nach einer langen Sitzung den Haushalt verabschiedet, und die Halle ist weg.",
}  # fmt: skip


@pytest.mark.parametrize("tag", _TEXTS)
def test_a_language_that_nobody_said_is_found(tag: str) -> None:
    found = _run(language.ENRICHER, _story("题", _TEXTS[tag], language="und"))
    assert found.language == tag
    guess = found.guessed(GuessedText.LANGUAGE)
    assert guess is not None
    assert guess > 0.5


@pytest.mark.parametrize(("said", "tag"), [("en-GB", "en"), ("zh", "zh-Hans"), ("zh-TW", "zh-Hant"), ("de-AT", "de")])
def test_what_was_said_stays_where_it_can_be_true(said: str, tag: str) -> None:
    story = _story("题", _TEXTS[tag], language=said)
    assert _run(language.ENRICHER, story) is story


def test_the_enrichers_behind_work_in_the_language_that_was_found() -> None:
    story = _story("Library", _TEXTS["en"] + " The library and the council.", language="und")
    found = enriched(story, (language.ENRICHER, keywords.ENRICHER), NOTHING)
    assert "library" in [keyword.text for keyword in found.keywords]


# ----- summary, slugline, urgency


def test_a_summary_is_a_sentence_of_the_story() -> None:
    story = _story(
        "题", "“今天的鱼有点咸。”有人说。昨日，实验小学请家长试吃食堂，试吃员由各班推选，每周两名。", "第三段。"
    )
    found = _run(summary.ENRICHER, _run(keywords.ENRICHER, story))
    assert found.summary is not None
    assert found.summary.startswith("昨日，实验小学请家长试吃食堂")
    assert found.guessed(GuessedText.SUMMARY) is not None


def test_a_summary_that_a_person_wrote_stays() -> None:
    story = _story("题", "第一句。", summary="编辑写的。")
    assert _run(summary.ENRICHER, story) is story
    assert _run(summary.ENRICHER, _story("只有标题")).summary is None


def test_a_long_sentence_is_cut_at_a_clause() -> None:
    found = _run(summary.ENRICHER, _story("题", "，".join(["很长很长的一句话说个没完"] * 30) + "。")).summary
    assert found is not None
    assert len(found) <= 140
    assert found.endswith("完…")


def test_slugline_and_urgency_are_derived_and_marked() -> None:
    topic = Subject(name="经济与商业", qcode="medtop:04000000", confidence=0.9)
    place = Subject(name="江州", type=SubjectType.GEO_AREA)
    story = _story("题", "文。", subjects=(topic, place), keywords=(Keyword(text="数字经济"),))
    found = _run(slugline.ENRICHER, story)
    assert (found.slugline, found.urgency) == ("经济-数字经济-江州", 3)
    assert {guess.value for guess in found.guesses} == {GuessedText.SLUGLINE, GuessedText.URGENCY}
    inside = _run(slugline.ENRICHER, _story("题", "文。", parts=(StoryPart(page="A12"),)))
    assert (inside.slugline, inside.urgency) == (None, None)


def test_what_the_desk_wrote_stays() -> None:
    guess = Guess(value=GuessedText.SUMMARY, confidence=0.5)
    story = _story("题", "文。", slugline="own", urgency=1, guesses=(guess,))
    assert _run(slugline.ENRICHER, story) is story
