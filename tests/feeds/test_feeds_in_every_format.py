"""Feeds and single stories in every format: valid, whole, and paged so that nothing is lost or told twice."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import feedparser
import pytest
from lxml import etree

from newsml_export.feeds.rendering import FEEDS, ITEMS
from newsml_export.store import Partner
from newsml_export.validation.validator import Validator
from tests.feeds.conftest import House, links
from tests.formats.factories import make_rich_story
from tests.store.editions import MORNING, edition, headline, story

_STEPS = {name: step for name, (_, step) in FEEDS.items()}


def _below(address: str) -> str:
    """Return path and query of an address."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _titles(content: bytes) -> list[str]:
    return [entry.title for entry in feedparser.parse(content).entries]


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_is_valid_and_holds_every_story(house: House, name: str) -> None:
    house.publish(edition(story(1), story(2), make_rich_story()))
    answer = house.get(_STEPS[name])
    assert answer.status_code == 200
    assert answer.headers["content-type"] == FEEDS[name][0]
    if name == "ninjs":
        items = json.loads(answer.content)["items"]
        documents = [json.dumps(item, ensure_ascii=False).encode() for item in items]
        assert len(documents) == 3
    else:
        documents = [answer.content]
    for document in documents:
        verdict = Validator().check(document, name)
        assert verdict.valid, [str(finding) for finding in verdict.findings]
    for text in ("春耕第1篇", "大桥第2篇"):
        assert text in answer.text


@pytest.mark.parametrize("name", ITEMS)
def test_a_story_is_valid_in_every_format_and_version(small_house: House, name: str) -> None:
    report = small_house.publish(edition(make_rich_story()))
    guid = report.new[0].guid
    small_house.later(hours=1)
    small_house.publish(edition(make_rich_story(headline=headline("新的标题"))))
    ending = ITEMS[name][1]
    now, first = small_house.get(f"items/{guid}.{ending}"), small_house.get(f"items/{guid}/1", accept=ITEMS[name][0])
    assert small_house.get(f"items/{guid}.{ending}/1").content == first.content
    assert small_house.get(f"items/{guid}.{ending}/3").status_code == 404
    for answer, number in ((now, "2"), (first, "1")):
        assert answer.status_code == 200
        assert answer.headers["x-item-version"] == number
        verdict = Validator().check(answer.content, name)
        assert verdict.valid, [str(finding) for finding in verdict.findings]
    assert "新的标题" in now.text
    assert "新的标题" not in first.text


def test_pages_of_a_feed_hold_every_story_once(house: House) -> None:
    house.publish(edition(*(story(number) for number in range(23))))
    seen: list[str] = []
    path = "rss.xml?limit=10"
    while True:
        answer = house.get(path)
        seen += _titles(answer.content)
        following = links(answer).get("next")
        parsed = feedparser.parse(answer.content).feed.links
        assert following == next((link.href for link in parsed if link.rel == "next"), None)
        if following is None:
            break
        path = _below(following)
    assert len(seen) == len(set(seen)) == 23


@pytest.mark.parametrize("step", ["newsml-g2.xml", "ninjs.json", "rss.xml"])
def test_a_cursor_tells_everything_once_while_publishing_goes_on(house: House, step: str) -> None:
    house.publish(edition(story(1), story(2), story(3)))
    seen: list[str] = []
    cursor = "0"
    for turn in range(8):
        answer = house.get(f"{step}?since={cursor}&limit=2")
        cursor = answer.headers.get("x-cursor", cursor)
        if answer.status_code == 200 and "x-cursor" in answer.headers:
            seen += _guids(answer.content)
        if turn < 2:
            house.later(hours=1)
            stories = [story(number) for number in range(1, 6 + turn)]
            house.publish(edition(*stories))
    assert len(seen) == len(set(seen)) == 6


def _guids(content: bytes) -> list[str]:
    if content.startswith(b"{"):
        return [item["uri"] for item in json.loads(content)["items"]]
    root = etree.fromstring(content)
    if root.tag == "rss":
        return [str(text) for text in root.xpath("//item/guid/text()")]
    return [str(text) for text in root.xpath("//*[local-name()='newsItem']/@guid")]


def test_a_message_of_nothing_new_is_no_document(small_house: House) -> None:
    small_house.publish(edition(story(1)))
    cursor = small_house.get("newsml-g2.xml?since=0").headers["x-cursor"]
    answer = small_house.get(f"newsml-g2.xml?since={cursor}")
    assert (answer.status_code, answer.content) == (204, b"")


def test_months_that_are_over_are_archives(small_house: House) -> None:
    small_house.publish(edition(story(1)))
    small_house.later(days=31)
    small_house.publish(edition(story(1), story(2)))
    small_house.later(days=31)
    answer = small_house.get("rss.xml")
    found = {link.rel: link.href for link in feedparser.parse(answer.content).feed.links}
    archives = []
    address = found["prev-archive"]
    while address:
        answer = small_house.get(_below(address))
        assert answer.status_code == 200
        assert Validator().check(answer.content, "archive").valid
        assert etree.fromstring(answer.content).xpath("//*[local-name()='archive']")
        archives.append(_titles(answer.content))
        parsed = {link.rel: link.href for link in feedparser.parse(answer.content).feed.links}
        assert parsed["current"] == "http://feeds.example/v1/all/rss.xml"
        address = parsed.get("prev-archive", "")
    assert archives == [["大桥第2篇"], ["春耕第1篇"]]
    for month in ("2023-05", "2023-02", "1999-13", "0000-00"):
        assert small_house.get(f"archive/{month}/rss.xml").status_code == 404


def test_issues_and_their_packages(small_house: House) -> None:
    small_house.publish(edition(story(1), story(2)))
    assert small_house.get("issues", "early").json()["issues"][0]["stories"] == 2
    (issue,) = small_house.get("issues", "two").json()["issues"]
    assert issue["stories"] == 1
    answer = small_house.get(_below(issue["package"]), None, authorization=f"Bearer {small_house.tokens['two']}")
    assert Validator().check(answer.content, "package").valid
    assert len(etree.fromstring(answer.content).xpath("//*[local-name()='itemRef'][@residref]")) >= 1
    assert "大桥第2篇" not in answer.text


def test_catalog_and_vocabularies_are_served(small_house: House) -> None:
    answer = small_house.get("catalog.xml")
    assert Validator().check(answer.content, "catalog").valid
    vocabularies = [str(text) for text in etree.fromstring(answer.content).xpath("//*[local-name()='scheme']/@alias")]
    served = [alias for alias in vocabularies if small_house.get(f"vocabularies/{alias}.xml").status_code == 200]
    assert served
    for alias in served:
        assert Validator().check(small_house.get(f"vocabularies/{alias}.xml").content, alias).valid
    assert small_house.get("vocabularies/none.xml").status_code == 404


def test_a_partner_gets_only_its_formats_and_its_profile(small_house: House) -> None:
    report = small_house.publish(edition(make_rich_story()))
    partner = Partner(name="press", formats=("newsml-g2",), profile="superdesk")
    small_house.store.add_partner(partner, now=MORNING)
    small_house.tokens["press"] = small_house.store.new_token("press", "x", now=MORNING)[1]
    assert small_house.get("newsml-g2.xml", "press").status_code == 200
    for step in ("rss.xml", "atom.xml", "feed.json", "ninjs.json", f"items/{report.new[0].guid}.json"):
        assert small_house.get(step, "press").status_code == 404
    assert small_house.get(f"items/{report.new[0].guid}.xml", "press").status_code == 200
