"""What a story is filed under says the same in every format; what a program guessed is marked, and nothing else is."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree, html

from newsml_export.formats.base import FeedOptions
from newsml_export.formats.html_page.render import render
from newsml_export.formats.report_json import report
from newsml_export.model.story import Story
from newsml_export.model.subjects import SubjectRole
from newsml_export.plugins import format_writer
from newsml_export.validation.validator import Validator
from tests.formats.factories import make_context, make_edition, make_story
from tests.formats.filed import guessed_story, said_story

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import feedparser

GUESSED, SAID = guessed_story(), said_story()
STORIES = {"guessed": GUESSED, "said": SAID}
FORMATS = ("newsml-g2", "ninjs", "rss", "atom", "json-feed", "json-ld", "nitf")
NAMES = {subject.name for subject in GUESSED.subjects} | {"评论", "系列评论", "数字经济", "区块链"}
#: confidences of the guessed story, in percent, none of them twice
CONFIDENCES = {88, 71, 93, 97, 90, 84, 60, 55, 95, 82, 64, 91, 77, 52, 53, 54, 99}


def files(name: str, story: Story) -> dict[str, bytes]:
    edition = make_edition(story)
    feed = FeedOptions(story_url="https://jiangzhou.example/{local_id}", self_url="https://jiangzhou.example/rss.xml")
    session = format_writer(name).open(edition, make_context(edition, feed=feed))
    documents = [*session.story_documents(story), *session.issue_documents(edition.stories)]
    return {document.path: document.content for document in documents}


def one(name: str, story: Story) -> bytes:
    """Return the document of ``name`` that says most of ``story``."""
    paths = {
        "newsml-g2": f"newsml-g2/items/{story.local_id}.xml",
        "ninjs": f"ninjs/{story.local_id}.json",
        "rss": "rss.xml",
        "atom": "atom.xml",
        "json-feed": "feed.json",
        "json-ld": f"json-ld/{story.local_id}.jsonld",
        "nitf": f"nitf/{story.local_id}.xml",
    }
    return files(name, story)[paths[name]]


def page(story: Story) -> Any:
    edition = make_edition(story)
    return html.fromstring(render(edition, make_context(edition), [story.local_id]))


def reported(story: Story) -> dict[str, Any]:
    edition = make_edition(story)
    document = report(edition, make_context(edition), outcomes=(), findings=())
    (told,) = json.loads(document.content)["stories"]
    assert isinstance(told, dict)
    return told


def marks_in_json(value: object) -> list[int]:
    """Return every confidence that a JSON document of ours says, in percent."""
    found: list[int] = []
    if isinstance(value, dict):
        if "confidence" in value and isinstance(value["confidence"], int | float):
            share = value["confidence"]
            found.append(round(share * 100) if isinstance(share, float) else share)
        if value.get("@type") == "PropertyValue":
            found.append(value["value"])
        if str(value.get("role", "")).startswith("confidence"):
            found.append(int(value["value"]))
        for key, inner in value.items():
            if key == "confidences" and isinstance(inner, dict):
                found += inner.values()
            elif key not in {"placements", "headline_decision"} and value.get("rel") != "printed-on":
                found += marks_in_json(inner)
    elif isinstance(value, list):
        for inner in value:
            found += marks_in_json(inner)
    return found


def marks_in_newsml_g2(content: bytes) -> list[int]:
    root = etree.fromstring(content)
    values = root.xpath(
        "//*[local-name()='contentMeta']//@confidence[not(local-name(..)='headline')]"
        " | //*[contains(local-name(), 'ExtProperty')][starts-with(@rel, 'storyprop:')]"
        "[contains(@rel, 'confidence')]/@value"
    )
    return [int(value) for value in values]


def marks_in_nitf(content: bytes) -> list[int]:
    metas = etree.fromstring(content).iterfind(".//{*}meta[@name='howextr:tool']")
    return [int((meta.get("content") or "").rpartition(" ")[2]) for meta in metas]


MARKS: dict[str, Callable[[Story], list[int]]] = {
    "newsml-g2": lambda story: marks_in_newsml_g2(one("newsml-g2", story)),
    "ninjs": lambda story: marks_in_json(json.loads(one("ninjs", story))),
    "json-feed": lambda story: marks_in_json(json.loads(one("json-feed", story))),
    "json-ld": lambda story: marks_in_json(json.loads(one("json-ld", story))),
    "nitf": lambda story: marks_in_nitf(one("nitf", story)),
    "report": lambda story: marks_in_json(reported(story)),
    "html": lambda story: [
        int(re.sub(r"\D", "", text)) for text in page(story).xpath("//details[contains(@class, 'filed')]//small/text()")
    ],
}
#: schema.org has neither slugline nor urgency
UNSAID = {"json-ld": {53, 54}}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("who", STORIES)
def test_every_name_stands_in_every_format(name: str, who: str) -> None:
    story = STORIES[who]
    content = one(name, story)
    text = json.dumps(json.loads(content), ensure_ascii=False) if content.startswith(b"{") else content.decode()
    missing = {shown for shown in NAMES if shown not in text}
    assert missing == set()


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("who", STORIES)
def test_every_document_is_valid_without_a_word(name: str, who: str) -> None:
    for path, content in files(name, STORIES[who]).items():
        assert (path, Validator().check(content, path).findings) == (path, ())


@pytest.mark.parametrize("name", MARKS)
def test_every_guess_is_marked_with_how_sure_the_program_is(name: str) -> None:
    assert set(MARKS[name](GUESSED)) == CONFIDENCES - UNSAID.get(name, set())


@pytest.mark.parametrize("name", MARKS)
def test_nothing_that_a_person_said_is_marked(name: str) -> None:
    assert MARKS[name](SAID) == []


@pytest.mark.parametrize("name", ["rss", "atom"])
def test_a_feed_says_that_some_of_it_is_guessed(name: str) -> None:
    for story, told in ((GUESSED, True), (SAID, False)):
        (entry,) = feedparser.parse(one(name, story)).entries
        assert any(tag.label == "guessed" or tag.term == "guessed" for tag in entry.tags) is told
        schemes = {tag.label or tag.term: tag.scheme for tag in entry.tags}
        assert schemes["经济"] == "http://cv.iptc.org/newscodes/mediatopic/"
        assert schemes["重庆市"] == "http://cvx.iptc.org/iso3166-2/"
        assert schemes["赵世庆"] == "http://jiangzhou.example/newscodes/person/"


def test_json_ld_tells_what_a_story_is_about_from_what_it_mentions() -> None:
    article = json.loads(one("json-ld", GUESSED))
    about = [node["name"] for node in article["about"]]
    mentions = {node["name"]: node for node in article["mentions"]}
    assert about == ["经济", "金融市场", "渝中区", "江州马拉松", "春水初生"]
    assert set(mentions) == {"赵世庆", "江州市发展和改革委员会"}
    assert mentions["赵世庆"]["jobTitle"] == ["区委书记", "区长"]
    (author, *_) = article["author"] if isinstance(article["author"], list) else [article["author"]]
    assert author["@id"] == "http://jiangzhou.example/newscodes/person/li-yi"
    assert article["contentLocation"]["@id"] == "http://cvx.iptc.org/iso3166-2/CN-CQ"
    assert article["contentLocation"]["sameAs"] == ["http://www.wikidata.org/entity/Q11725"]
    assert [part["@type"] for part in article["isPartOf"]] == ["PublicationIssue", "CreativeWorkSeries"]
    assert (article["isPartOf"][1]["name"], article["position"]) == ("系列评论", 6)
    assert article["abstract"] == GUESSED.summary


def test_an_author_without_a_byline_is_an_author_of_the_article() -> None:
    authors = tuple(subject for subject in GUESSED.subjects if subject.role is SubjectRole.AUTHOR)
    article = json.loads(one("json-ld", make_story(subjects=authors)))
    assert [node["name"] for node in article["author"]] == ["李一"]


def test_ninjs_has_the_series_among_the_associations() -> None:
    item = json.loads(one("ninjs", GUESSED))
    (series,) = (other for other in item["associations"] if other["rel"] == "series")
    assert series["name"] == "系列评论"
    assert {entry["role"]: entry["value"] for entry in series["altIds"]}["number"] == "6"
    assert (item["slugline"], item["urgency"], item["located"]) == ("经济-数字经济", 4, "江州")
    (person, _) = item["people"]
    assert (person["name"], person["rel"]) == ("赵世庆", "quoted")


def test_the_page_shows_codes_posts_and_roles() -> None:
    (filed,) = page(GUESSED).xpath("//details[contains(@class, 'filed')]")
    rows = dict(zip(filed.xpath(".//dt/text()"), filed.xpath(".//dd"), strict=True))
    assert set(rows) == {
        *("体裁", "系列", "主题", "人物", "机构", "地点", "活动", "作品", "发生地", "关键词", "摘要"),
        *("标识词", "紧急程度", "语言"),
    }
    words = " ".join("".join(rows["人物"].itertext()).split())
    assert "赵世庆 区委书记 区长 引述 推断 93%" in words
    assert rows["主题"].xpath(".//span[contains(@title, 'subj:04000000')]")


def test_the_report_has_everything() -> None:
    told = reported(GUESSED)
    assert told["series"] == {"name": "系列评论", "number": 6, "qcode": "series:系列评论", "confidence": 0.91}
    assert told["located"]["same_as"] == ["wikidata:Q11725"]
    assert told["urgency"] == 4
    assert {one["value"]: one["confidence"] for one in told["guesses"]} == {
        "summary": 0.52,
        "slugline": 0.53,
        "urgency": 0.54,
        "language": 0.99,
    }
