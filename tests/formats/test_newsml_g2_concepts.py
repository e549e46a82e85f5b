"""What NewsML-G2 says of a story's filing: where each value stands, what a program said, and the way back."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from newsml_export.model.story import Dateline, Story
from newsml_export.model.subjects import Guess, GuessedText, Series, Subject, SubjectType
from newsml_export.readers.newsml_g2_item import read_item
from tests.formats.filed import guessed_story, said_story
from tests.formats.newsml_g2_documents import PREFIXES, children, item, texts
from tests.formats.newsml_g2_schemas import OFFICIAL, PROFILE, compiled, complaints, parse

META = "g:contentMeta/"
#: what a story of ours keeps in a newsItem
KEPT = (
    *("genre", "keywords", "subjects", "series", "located", "summary", "slugline", "urgency", "guesses"),
    *("language", "dateline", "bylines", "paragraphs"),
)


def back(story: Story) -> Story:
    return read_item(item(story), "en", lambda *_: None).delivered.story


def kept(story: Story) -> dict[str, Any]:
    return {name: getattr(story, name) for name in KEPT}


def test_a_person_has_role_and_posts() -> None:
    root = item(guessed_story())
    (person,) = root.xpath(f"{META}g:subject[@qcode='person:zhao-shiqing']", namespaces=PREFIXES)
    assert dict(person.attrib) == {
        "qcode": "person:zhao-shiqing",
        "type": "cpnat:person",
        "confidence": "93",
        "how": "howextr:tool",
    }
    assert texts(person, "g:related[@rel='subjrel:role']/@qcode") == ["subjrole:quoted"]
    assert texts(person, "g:related[@rel='subjrel:post']/g:name/text()") == ["区委书记", "区长"]


def test_topics_name_their_older_codes_and_what_is_above_them() -> None:
    root = item(guessed_story())
    assert texts(root, f"{META}g:subject[@qcode='medtop:04000000']/g:sameAs/@qcode") == ["subj:04000000"]
    assert texts(root, f"{META}g:subject[@qcode='medtop:20000385']/g:broader/@qcode") == ["medtop:04000000"]


def test_the_author_is_known_by_a_code() -> None:
    root = item(guessed_story())
    assert texts(root, f"{META}g:creator[g:name='李一']/@qcode") == ["person:li-yi"]
    assert texts(root, f"{META}g:creator[g:name='赵光']/@qcode") == []


def test_the_place_of_the_dateline_comes_first() -> None:
    root = item(guessed_story())
    assert texts(root, f"{META}g:located/g:name/text()") == ["江州", "重庆市"]
    assert texts(root, f"{META}g:located/@qcode") == ["iso3166-2:CN-CQ"]
    assert texts(root, f"{META}g:located/g:sameAs/@qcode") == ["wikidata:Q11725"]


def test_a_place_that_the_dateline_names_stands_once() -> None:
    story = dataclasses.replace(guessed_story(), dateline=Dateline(text="重庆市3月7日", place="重庆市"))
    assert texts(item(story), f"{META}g:located/g:name/text()") == ["重庆市"]
    assert kept(back(story)) == kept(story)


def test_the_series_is_a_set_that_the_item_is_a_member_of() -> None:
    root = item(guessed_story())
    assert texts(root, "g:itemMeta/g:memberOf/@qcode") == ["series:系列评论"]
    assert texts(root, "g:itemMeta/g:itemMetaExtProperty/@rel") == [
        "storyprop:series-number",
        "storyprop:series-confidence",
    ]
    assert texts(root, "g:itemMeta/g:itemMetaExtProperty/@value") == ["6", "91"]


def test_whatever_a_program_said_is_marked() -> None:
    root = item(guessed_story())
    marked = {etree.QName(one).localname for one in root.xpath("//*[@how='howextr:tool']")}
    assert marked == {
        *("genre", "keyword", "subject", "slugline", "description", "located", "memberOf", "urgency", "language"),
    }
    for name in ("genre", "keyword", "subject", "slugline", "description"):
        assert root.xpath(f"count({META}g:{name}[not(@confidence and @how)])", namespaces=PREFIXES) == 0
    assert texts(root, f"{META}g:description/@confidence") == ["52"]
    assert texts(root, f"{META}g:slugline/@confidence") == ["53"]
    properties = root.iterfind(f"{META}g:contentMetaExtProperty", PREFIXES)
    assert {one.get("rel"): one.get("value") for one in properties} == {
        "storyprop:urgency-confidence": "54",
        "storyprop:located-confidence": "77",
        "storyprop:language-confidence": "99",
    }


def test_what_a_person_said_bears_no_mark() -> None:
    root = item(said_story())
    marks = root.xpath(
        "g:contentMeta//@how | g:contentMeta//@confidence | g:itemMeta//@how"
        " | g:contentMeta/g:contentMetaExtProperty | g:itemMeta/g:itemMetaExtProperty[contains(@rel, 'confidence')]",
        namespaces=PREFIXES,
    )
    assert marks == []


@pytest.mark.parametrize("story", [guessed_story(), said_story()], ids=lambda story: story.local_id)
def test_nothing_is_lost_on_the_way_back(story: Story) -> None:
    assert kept(back(story)) == kept(story)


def test_a_code_that_nobody_declares_is_a_literal() -> None:
    story = dataclasses.replace(
        guessed_story(),
        subjects=(Subject(name="甲", type=SubjectType.PERSON, qcode="foreign:1", same_as=("other:2",)),),
        located=Subject(name="乙", type=SubjectType.GEO_AREA, qcode="foreign:3"),
        series=Series(name="丙", qcode="foreign:4"),
    )
    root = item(story)
    assert texts(root, "//@literal") == ["foreign:4", "foreign:3", "foreign:1", "other:2"]
    assert kept(back(story)) == kept(story)


def test_an_urgency_that_is_none_is_left_out() -> None:
    story = dataclasses.replace(said_story(), urgency=12, guesses=(Guess(value=GuessedText.URGENCY, confidence=0.5),))
    root = item(story)
    assert texts(root, f"{META}g:urgency") == []
    assert texts(root, f"{META}g:contentMetaExtProperty/@rel") == []


def test_a_series_without_a_number() -> None:
    story = dataclasses.replace(said_story(), series=Series(name="江州论坛"))
    root = item(story)
    assert texts(root, "g:itemMeta/g:itemMetaExtProperty/@rel") == []
    assert kept(back(story)) == kept(story)


def test_the_order_of_the_elements_is_that_of_the_schema(repository: Path) -> None:
    root = item(guessed_story())
    assert complaints(compiled(repository / "schemas" / PROFILE), root) == []
    names = children(root, "/g:newsItem/g:contentMeta")
    assert names[0] == "urgency"
    assert names[-1] == "contentMetaExtProperty"


@pytest.mark.official
def test_the_official_schema_accepts_them(shared_dir: Path) -> None:
    path = shared_dir / OFFICIAL
    if not path.is_file():
        pytest.skip("IPTC's official NewsML-G2 schema is not beside this checkout")
    schema = compiled(path)
    for story in (guessed_story(), said_story()):
        assert complaints(schema, parse(etree.tostring(item(story)))) == []


def test_a_program_that_does_not_say_how_sure_it_is_is_believed_least() -> None:
    content = etree.tostring(item(guessed_story())).replace(b' confidence="93"', b"")
    story = read_item(parse(content), "en", lambda *_: None).delivered.story
    assert [subject.confidence for subject in story.subjects if subject.name == "赵世庆"] == [0.0]
