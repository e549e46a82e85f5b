"""The scorer itself, on small invented cases."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from newsml_export.model.story import Decision, HeadlineLine, HeadlineRole, LocalId, Story, StoryPart
from newsml_export.model.subjects import Genre, Keyword, Series, Subject, SubjectRole, SubjectType
from tests.enrichment import __main__ as command
from tests.enrichment import floors, table
from tests.enrichment.found import Found, Thing, found_in
from tests.enrichment.scores import (
    Scored,
    by_class,
    figures,
    genre_class,
    precision_and_recall,
    score,
    score_language,
    total,
)
from tests.enrichment.truth import Entry, TrueSeries, Truth, folded

STORY = Story(
    local_id=LocalId("s-one"),
    language="zh-Hans",
    headline=(HeadlineLine(role=HeadlineRole.MAIN, text="桥通了"),),
    headline_decision=Decision(),
    paragraphs=("市长周一帆宣布大桥通车。",),
    parts=(StoryPart(page="1"),),
)
TRUTH = Truth(
    id="one",
    story=STORY,
    publication="江州日报",
    place="江州",
    genre=("消息", "简讯"),
    topic=("medtop:04000000", "medtop:11000000"),
    topics_deeper=frozenset({"medtop:20000337"}),
    keywords=(Entry(name="大桥"), Entry(name="通车", variants=("建成通车",))),
    persons=(Entry(name="周一帆", role="quoted", posts=("市长",)), Entry(name="王女士", optional=True)),
    organisations=(Entry(name="市发改委", variants=("江州市发展和改革委员会",)), Entry(name="市水利局")),
    places=(
        Entry(name="无锡", variants=("无锡市",), codes=("CN-JS", "320200")),
        Entry(name="江州"),
        Entry(name="同里镇", codes=("CN-JS",), code_expected=False),
    ),
    works=(Entry(name="渡口的灯"),),
)


def _score(**found: Any) -> dict[str, float]:
    return figures(score(TRUTH, replace(Found(), **found)))


def _things(*names: str) -> tuple[Thing, ...]:
    return tuple(Thing(name=name) for name in names)


def test_names_are_compared_without_width_case_spaces_and_quotes() -> None:
    assert folded("《ＡＢＣ 桥》") == folded("“abc桥”") == "abc桥"
    assert folded("约翰·史密斯") == folded("约翰 史密斯")


@pytest.mark.parametrize(
    ("keywords", "expected"),
    [
        (("大桥", "通车"), 1.0),
        (("大桥", "建成通车", "会议", "工作"), 0.5),
        (("会议",), 0.0),
        ((), 0.0),
        (("大桥", "a", "b", "c", "d", "通车"), 0.2),
    ],
)
def test_precision_of_the_first_five_keywords(keywords: tuple[str, ...], expected: float) -> None:
    assert _score(keywords=keywords)["keywords"] == expected


def test_every_story_weighs_the_same_in_keywords() -> None:
    scored = total([score(TRUTH, Found(keywords=("大桥",))), score(TRUTH, Found(keywords=("大桥", "a", "b", "c")))])
    assert figures(scored)["keywords"] == 0.625


def test_a_full_and_a_short_form_are_one_organisation() -> None:
    scored = score(TRUTH, Found(organisations=_things("江州市发展和改革委员会", "市发改委", "市公安局")))
    assert precision_and_recall(scored, "organisations") == (1 / 3, 0.5)
    assert [(miss.kind, miss.what) for miss in scored.misses if miss.figure == "organisations"] == [
        ("twice", "市发改委 (市发改委)"),
        ("wrong", "市公安局"),
        ("missing", "市水利局"),
    ]


def test_what_is_optional_counts_neither_for_nor_against() -> None:
    assert _score(persons=_things("周一帆", "王女士"))["persons"] == 1.0
    assert _score(persons=_things("周一帆"))["persons"] == 1.0
    assert _score(persons=_things("王女士"))["persons"] == 0.0


def test_persons_and_organisations_are_counted_together() -> None:
    found = {"persons": _things("周一帆"), "organisations": _things("市水利局")}
    assert _score(**found)["names"] == pytest.approx(2 * 2 / (2 * 2 + 0 + 1))


def test_roles_and_posts_of_persons_that_were_found() -> None:
    right = Thing(name="周一帆", role="quoted", posts=("常委", "市长"))
    assert (_score(persons=(right,))["roles"], _score(persons=(right,))["posts"]) == (1.0, 1.0)
    wrong = Thing(name="周一帆", role="mentioned", posts=("县长",))
    assert (_score(persons=(wrong,))["roles"], _score(persons=(wrong,))["posts"]) == (0.0, 0.0)
    assert "roles" not in _score()


@pytest.mark.parametrize(
    ("name", "own", "above", "expected"),
    [
        ("无锡", {"320200"}, set(), 1.0),
        ("无锡市", set(), {"CN-JS"}, 1.0),
        ("无锡", {"CN-ZJ"}, set(), 0.0),
        ("无锡", set(), set(), 0.0),
        ("江州", {"451402"}, set(), 0.0),
        ("同里镇", set(), set(), None),
        ("同里镇", {"CN-JS"}, set(), 1.0),
        ("同里镇", {"CN-ZJ"}, set(), 0.0),
        ("江州", set(), {"CN"}, None),
        ("江州", set(), set(), None),
    ],
)
def test_codes_of_places(name: str, own: set[str], above: set[str], expected: float | None) -> None:
    thing = Thing(name=name, own_codes=frozenset(own), codes=frozenset(own | above))
    assert _score(places=(thing,)).get("place_codes") == expected


@pytest.mark.parametrize(
    ("given", "right"), [(("medtop:11000000",), 1.0), (("medtop:15000000", "medtop:04000000"), 0.0), ((), 0.0)]
)
def test_the_surest_topic_must_be_accepted(given: tuple[str, ...], right: float) -> None:
    assert _score(top_topics=given)["topic"] == right


@pytest.mark.parametrize(("given", "right"), [((), 1.0), (("medtop:04000000",), 0.0)])
def test_no_topic_is_right_where_there_is_none(given: tuple[str, ...], right: float) -> None:
    scored = score(replace(TRUTH, topic=()), Found(top_topics=given))
    assert figures(scored)["topic"] == right


def test_deeper_topics_are_measured_by_precision() -> None:
    assert _score(deeper_topics=("medtop:20000337", "medtop:20000822"))["topics_deeper"] == 0.5
    assert "topics_deeper" not in _score()


@pytest.mark.parametrize(
    ("names", "right"),
    [
        (("消息", "Actuality"), 1.0),
        (("简讯", ""), 1.0),
        (("评论", "Actuality"), 0.0),
        (("?", "Actuality"), 1.0),
        ((), 0.0),
    ],
)
def test_genre_by_its_name_and_else_by_its_code(names: tuple[str, ...], right: float) -> None:
    assert _score(genre=names)["genre"] == right


def test_genres_have_names_in_other_languages() -> None:
    assert genre_class(("Kommentar",)) == {"评论"}
    assert genre_class(("", "Opinion")) == {"评论", "社论"}
    assert genre_class(("nothing",)) == frozenset()


@pytest.mark.parametrize(
    ("true", "name", "number", "expected"),
    [
        (None, None, None, None),
        (None, "系列评论", 1, 0.0),
        (TrueSeries(name="系列评论", number=6), "系列评论", 6, 1.0),
        (TrueSeries(name="系列评论", number=6), "系列评论", None, 0.0),
        (TrueSeries(name="“家”系列报道", variants=("家",)), "家", None, 1.0),
        (TrueSeries(name="系列评论"), None, None, 0.0),
    ],
)
def test_series(true: TrueSeries | None, name: str | None, number: int | None, expected: float | None) -> None:
    scored = score(replace(TRUTH, series=true), Found(series=name, series_number=number))
    assert figures(scored).get("series") == expected


def test_language() -> None:
    assert figures(score_language(TRUTH, "zh-Hans"))["language"] == 1.0
    assert figures(score_language(TRUTH, "zh-Hant"))["language"] == 0.0


def test_what_an_enriched_story_says() -> None:
    subjects = (
        Subject(name="周一帆", type=SubjectType.PERSON, role=SubjectRole.QUOTED, posts=("市长",)),
        Subject(name="白露", type=SubjectType.PERSON, role=SubjectRole.AUTHOR),
        Subject(
            name="无锡", type=SubjectType.GEO_AREA, qcode="place:ab12", same_as=("gb:320200",), broader=("iso:CN-JS",)
        ),
        Subject(name="politics", qcode="medtop:11000000", confidence=0.4),
        Subject(name="economy", qcode="medtop:04000000", confidence=0.9),
        Subject(name="transport", qcode="medtop:20000337", confidence=0.7),
    )
    story = replace(
        STORY,
        subjects=subjects,
        keywords=(Keyword(text="大桥"),),
        genre=Genre(name="消息", qcode="genre:Actuality"),
        series=Series(name="系列评论", number=2),
    )
    found = found_in(story)
    assert [(person.name, person.role, person.posts) for person in found.persons] == [("周一帆", "quoted", ("市长",))]
    assert found.places[0].own_codes == {"320200"}
    assert found.places[0].codes == {"320200", "CN-JS"}
    assert found.top_topics == ("medtop:04000000", "medtop:11000000")
    assert found.deeper_topics == ("medtop:20000337",)
    assert (found.keywords, found.genre) == (("大桥",), ("消息", "Actuality"))
    assert (found.series, found.series_number, found.language) == ("系列评论", 2, "zh-Hans")


def test_tables_say_what_was_taken_for_what() -> None:
    truths = (TRUTH, replace(TRUTH, id="two", topic=("medtop:15000000",)))
    found = Found(top_topics=("medtop:04000000",), persons=_things("周一帆"))
    scored = [score(truth, found) for truth in truths]
    assert [(name, count) for name, count, _ in by_class(truths, scored, "topic")] == [
        ("medtop:04000000", 1),
        ("medtop:15000000", 1),
    ]
    assert "topic: medtop:15000000 taken for medtop:04000000, 1" in list(table.class_lines(truths, scored))
    whole = list(table.lines({"development": (truths, scored)}))
    assert any(line.startswith("persons, F1") and "100.0% (P 100.0%, R 100.0%)" in line for line in whole)
    assert "two: topic, wrong: medtop:04000000 for medtop:15000000" in list(table.miss_lines(scored))


def test_a_fall_below_a_floor_is_said() -> None:
    held = {"keywords": 0.7, "places": 0.8, "works": 0.0, "events": 0.5}
    assert list(floors.falls(held, {"keywords": 0.7, "places": 0.7999})) == [
        "places is 0.7999, below its floor 0.8",
        "events is no longer measured (floor 0.5)",
    ]


def _run(monkeypatch: pytest.MonkeyPatch, file: Path, keywords: tuple[str, ...], *arguments: str) -> int:
    monkeypatch.setattr(command, "development", lambda: (TRUTH,))
    monkeypatch.setattr(command, "measured", lambda *_: [score(TRUTH, Found(keywords=keywords))])
    return command.main(arguments, file=file)


def test_floors_rise_when_asked_and_fall_only_when_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "floors.toml"
    file.write_text(floors.dumps({"keywords": 0.5}), encoding="utf-8")
    better, worse = ("大桥", "通车"), ("大桥", "会议", "工作", "群众")
    assert _run(monkeypatch, file, better) == 0
    assert floors.load(file) == {"keywords": 0.5}
    assert _run(monkeypatch, file, better, "--write") == 0
    assert floors.load(file)["keywords"] == 1.0
    assert _run(monkeypatch, file, worse, "--write") == 1
    assert floors.load(file)["keywords"] == 1.0
    assert _run(monkeypatch, file, worse, "--write", "--lower") == 0
    assert floors.load(file)["keywords"] == 0.25


def test_floors_are_rounded_down() -> None:
    assert floors.floored({"a": 0.85999, "b": 0.7}) == {"a": 0.859, "b": 0.7}


def test_nothing_scores_nothing() -> None:
    assert figures(Scored()) == {}
