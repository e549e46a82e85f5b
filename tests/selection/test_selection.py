from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsml_export.errors import UsageError
from newsml_export.model.issue import IssueInfo
from newsml_export.model.story import Byline, Picture, StoryPart
from newsml_export.model.subjects import Genre, Keyword, Series, Subject, SubjectType
from newsml_export.selection import parse
from newsml_export.selection.facts import FIELDS
from newsml_export.selection.grammar import MOST_CHARACTERS
from tests.formats.factories import make_story

INFO = IssueInfo(publication="江州晨报", date=dt.date(2023, 3, 8), edition="早报")
STORY = make_story(
    parts=(StoryPart(page="A02", section="要闻"), StoryPart(page="A5", section="经济")),
    genre=Genre(name="评论", qcode="genre:Opinion", confidence=0.9),
    keywords=(Keyword(text="数字经济"), Keyword(text="Digital Twin")),
    subjects=(
        Subject(name="经济", qcode="medtop:20000271", broader=("medtop:04000000",), same_as=("subj:04000000",)),
        Subject(name="赵世庆", type=SubjectType.PERSON, qcode="person:zhao"),
        Subject(name="重庆市", type=SubjectType.GEO_AREA, same_as=("iso3166-2:CN-CQ",)),
    ),
    located=Subject(name="渝中区", type=SubjectType.GEO_AREA),
    series=Series(name="系列评论", number=6),
    bylines=(Byline(name="李一"),),
    urgency=4,
)


def _fits(text: str, **changes: Any) -> bool:
    return parse(text).matches(dataclasses.replace(STORY, **changes), INFO)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "topic=medtop:04000000",
        "topic=04000000",
        "topic=subj:04000000",
        "TOPIC=经济",
        "genre=opinion",
        "genre=“评论”",
        "genre=genre:Opinion",
        "not genre=interview",
        "genre!=interview",
        "topic=medtop:04000000 and not genre=interview",
        "genre=interview or person=赵世庆",
        "not (genre=interview or person=王某)",
        "place in (CN-SC, CN-CQ)",
        "place=渝中区",
        "place=重庆市",
        "date=2023-03-08",
        "date=2023-03",
        "date>=2023-03 and date<=2023-03",
        "date>2023-02",
        "date<2024",
        "language=zh",
        "language=ZH-hans",
        "page=A02",
        "page=a5",
        "section=经济",
        'keyword="digital  twin"',
        "keyword~twin",
        "keyword=“Ｄigital Twin”",
        "headline~加装电梯",
        "urgency<=4",
        "pictures=no",
        "continued=yes",
        "publication=江州晨报",
        "edition=早报",
        "series=系列评论",
        "author=李一",
        "subject=person:zhao",
    ],
)
def test_stories_that_fit(text: str) -> None:
    assert _fits(text)


@pytest.mark.parametrize(
    "text",
    [
        "topic=medtop:15000000",
        "topic=赵世庆",
        "genre=opinion and date<2023",
        "genre!=opinion",
        "date>2023-03",
        "language=z",
        "language=en",
        "page=A0",
        "place=CN",
        "keyword=数字",
        "urgency>4",
        "source=新华社",
        "event~会",
        "pictures=yes",
        "not topic=04000000 or author=王小明",
    ],
)
def test_stories_that_do_not(text: str) -> None:
    assert not _fits(text)


def test_pictures() -> None:
    assert _fits("pictures=yes", pictures=(Picture(href="a.jpg"),))


def test_a_story_that_says_nothing_fits_no_comparison_but_unequal() -> None:
    assert not _fits("urgency<9", urgency=None)
    assert not _fits("genre~a", genre=None)
    assert _fits("genre!=opinion", genre=None)


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("topic=", "character 7", "ends too early"),
        ("(page=1", "character 8", "ends too early"),
        ("page=1 page=2", "character 8", "“page” is not expected"),
        ("page=1)", "character 7", "is not expected"),
        ("pag=1", "character 1", "no field “pag”; did you mean “page”"),
        ("page<3", "character 1", "no order"),
        ("page=1 and date=8.3.2023", "character 17", "no date"),
        ("date=2023-03-0", "character 6", "no date"),
        ("urgency=12", "character 9", "no urgency"),
        ("pictures=maybe", "character 10", "neither yes nor no"),
        ('page=" "', "character 6", "empty"),
        ("page & 1", "character 6", "is not expected"),
    ],
)
def test_what_is_no_filter_is_told_with_its_place(text: str, place: str, what: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(text)
    assert place in str(caught.value)
    assert what in caught.value.message
    assert "topic=medtop:04000000" in caught.value.next_step


def test_filters_that_are_too_long_or_too_deep_are_refused() -> None:
    with pytest.raises(UsageError, match="characters"):
        parse("page=" + "1" * MOST_CHARACTERS)
    for text in ("(" * 1000 + "page=1" + ")" * 1000, "not " * 900 + "page=1"):
        with pytest.raises(UsageError, match="deep"):
            parse(text)


def test_brackets_and_negations_within_bounds() -> None:
    assert _fits("(" * 40 + "page=A02" + ")" * 40)
    assert _fits("not " * 40 + "page=A02")


WORDS = st.sampled_from([*FIELDS, "=", "~", "(", ")", "and", "not", "in", "x"])


@given(st.text(max_size=60) | st.lists(WORDS).map(" ".join))
def test_any_text_is_a_filter_or_a_usage_error(text: str) -> None:
    try:
        selection = parse(text)
    except UsageError:
        return
    assert selection.matches(STORY, INFO) in (True, False)


@given(st.sampled_from(sorted(FIELDS)), st.text(min_size=1, max_size=12).filter(lambda text: text.strip()))
def test_any_value_can_be_written_in_quotes(field: str, value: str) -> None:
    if field in ("date", "urgency", "pictures", "continued"):
        return
    quoted = '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    assert parse(f"{field}={quoted}").fields == {field}
