"""From end to end: three partners with slices of their own pull while stories are corrected, killed and embargoed."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import feedparser
import pytest
from lxml import etree

from newsml_export import pipeline
from newsml_export.feeds.publishing import publish
from newsml_export.readers.base import IssueHints
from newsml_export.store import Correction
from tests.feeds.conftest import House
from tests.store.editions import HOUR, MORNING, edition, headline, story

_STEPS = ("rss.xml", "atom.xml", "feed.json", "ninjs.json", "newsml-g2.xml")


def _titles(house: House, partner: str, step: str = "rss.xml") -> list[str]:
    return [entry.title for entry in feedparser.parse(house.get(step, partner).content).entries]


def _statuses(house: House, partner: str) -> dict[str, tuple[str, str]]:
    """Return version and status of every newsItem that the partner is sent, by GUID."""
    answer = house.get("newsml-g2.xml?since=0&limit=200", partner)
    if answer.status_code == 204:
        return {}
    found = {}
    for item in etree.fromstring(answer.content).iterfind(".//{*}newsItem"):
        status = item.find("{*}itemMeta/{*}pubStatus")
        assert status is not None
        found[str(item.get("guid"))] = (str(item.get("version")), str(status.get("qcode")))
    return found


def test_the_example_issue_reaches_three_partners(house: House, examples_dir: Path) -> None:
    issue = examples_dir / "jiangzhou-2023-03-08"
    source = pipeline.read_issue(issue, IssueHints())
    settings = pipeline.settings_for(issue, source.info.publication, None)
    report = publish(house.store, pipeline.build_stories(source), settings.publisher, MORNING)
    assert len(report.new) >= 15
    everything, second = _titles(house, "all"), _titles(house, "two")
    assert len(everything) == len(report.new)
    assert set(second) < set(everything)
    assert _titles(house, "early") == everything
    tags = {name: house.get("rss.xml", name).headers["etag"] for name in ("all", "two", "early")}
    assert len(set(tags.values())) == 3
    # Nothing changes: nobody is sent anything.
    house.later(minutes=5)
    publish(house.store, pipeline.build_stories(source), settings.publisher, house.now)
    for name, tag in tags.items():
        assert house.get("rss.xml", name, if_none_match=tag).status_code == 304


@pytest.fixture
def published(house: House) -> tuple[House, list[str]]:
    """Return a server with four stories; the first and the fifth stand on page two."""
    report = house.publish(edition(story(1), story(2), story(3), story(5)))
    return house, [item.guid for item in report.new]


def test_a_correction_a_kill_and_an_embargo(published: tuple[House, list[str]]) -> None:
    house, (corrected, killed, embargoed, kept) = published
    before = {name: house.get("rss.xml", name).headers["etag"] for name in ("all", "two", "early")}
    house.later(hours=1)
    store, now = house.store, house.now
    store.correct(corrected, Correction(note="日期错了", headline=headline("改正的标题")), now=now)
    store.kill(killed, "侵权", now=now)
    store.embargo(embargoed, now + 3 * HOUR, now=now)

    for name, tag in before.items():
        assert house.get("rss.xml", name, if_none_match=tag).status_code == 200
    assert sorted(_titles(house, "all")) == sorted(["改正的标题", _kept_title(house, kept)])
    assert _statuses(house, "all") == {
        corrected: ("2", "stat:usable"),
        killed: ("2", "stat:canceled"),
        embargoed: ("2", "stat:withheld"),
        kept: ("1", "stat:usable"),
    }
    # The partner of page two never saw the killed and the embargoed story: it hears nothing of them.
    assert set(_statuses(house, "two")) == {corrected, kept}
    for step in _STEPS:
        text = house.get(step, "two").text
        assert killed not in text
        assert embargoed not in text
    message = house.get("newsml-g2.xml?since=0").text
    assert "sig:correction" in message
    assert "日期错了" in message
    # A killed story says so where the format can, and its text is gone.
    item = house.get(f"items/{killed}", accept="application/vnd.iptc.g2.newsitem+xml")
    assert "stat:canceled" in item.text
    assert house.get(f"items/{killed}.jsonld").status_code == 410
    assert json.loads(house.get(f"items/{killed}.json").content)["pubStatus"] == "canceled"
    for path in (f"items/{killed}", f"items/{killed}.json", f"items/{killed}/1", f"items/{embargoed}"):
        assert house.get(path, "two").status_code == 404


def _kept_title(house: House, guid: str) -> str:
    item = house.store.item(guid)
    assert item is not None
    return item.story.main_headline


def test_nothing_is_seen_before_its_embargo(house: House) -> None:
    house.publish(edition(story(1)))
    empty = {(name, step): house.get(step, name) for name in ("all", "two") for step in _STEPS}
    later = story(2, embargoed=house.now + 3 * HOUR)
    report = house.publish(edition(story(1), later))
    guid = report.new[0].guid

    def hidden(name: str) -> None:
        for step in _STEPS:
            answer = house.get(step, name)
            assert guid not in answer.text
            assert answer.content == empty[name, step].content
            assert answer.headers["etag"] == empty[name, step].headers["etag"]
            assert answer.headers["last-modified"] == empty[name, step].headers["last-modified"]
        refused, none = house.get(f"items/{guid}", name), house.get("items/none", name)
        assert (refused.status_code, refused.content) == (none.status_code, none.content)
        assert refused.headers == none.headers
        assert house.get("issues", name).json()["issues"][0]["stories"] == 1

    hidden("all")
    hidden("two")
    assert "early" in str(house.get("issues", "early").url)
    assert guid not in house.get("newsml-g2.xml", "early").text
    house.later(hours=1)
    # Two hours before the end it reaches the partner that gets stories ahead, told as embargoed;
    # formats that anybody may read wait for the end.
    message = house.get("newsml-g2.xml", "early")
    assert guid in message.text
    assert "embargoed" in message.text
    assert guid not in house.get("rss.xml", "early").text
    hidden("all")
    house.later(hours=2)
    for name in ("all", "early"):
        for step in _STEPS:
            assert guid in house.get(step, name).text
    hidden("two")


def test_a_feed_changes_by_itself_when_an_embargo_ends(small_house: House) -> None:
    small_house.publish(edition(story(1), story(2, embargoed=small_house.now + HOUR)))
    before = small_house.get("rss.xml")
    small_house.later(minutes=59)
    assert small_house.get("rss.xml", if_none_match=before.headers["etag"]).status_code == 304
    small_house.later(minutes=1)
    after = small_house.get("rss.xml", if_none_match=before.headers["etag"])
    assert after.status_code == 200
    assert small_house.get("rss.xml", if_modified_since=before.headers["last-modified"]).status_code == 200


def test_history_ends_where_the_contract_says(small_house: House) -> None:
    from dataclasses import replace

    partner = small_house.store.partner("all")
    assert partner is not None
    small_house.store.change_partner(replace(partner, history=dt.timedelta(days=7)), now=small_house.now)
    small_house.publish(edition(story(1)))
    assert len(_titles(small_house, "all")) == 1
    small_house.later(days=8)
    assert _titles(small_house, "all") == []


def test_pictures_are_for_those_who_may_see_them(small_house: House, tmp_path: Path) -> None:
    import hashlib
    from dataclasses import replace

    from newsml_export.model.story import Picture
    from tests.formats.factories import PUBLISHER

    content = b"\xff\xd8\xff\xe0 a picture"
    digest = hashlib.sha256(content).hexdigest()
    (tmp_path / "p.jpg").write_bytes(content)
    picture = Picture(
        href="p.jpg", media_type="image/jpeg", sha256=digest, size=len(content), file=str(tmp_path / "p.jpg")
    )
    publish(small_house.store, edition(story(2, pictures=(picture,))), PUBLISHER, MORNING)
    answer = small_house.get(f"pictures/{digest}")
    assert (answer.status_code, answer.content) == (200, content)
    assert answer.headers["content-type"] == "image/jpeg"
    assert f"http://feeds.example/v1/all/pictures/{digest}" in small_house.get("newsml-g2.xml").text
    # The story is not in the slice of page two; and a partner without pictures sees the story alone.
    assert small_house.get(f"pictures/{digest}", "two").status_code == 404
    partner = small_house.store.partner("early")
    assert partner is not None
    small_house.store.change_partner(replace(partner, pictures=False), now=MORNING)
    assert small_house.get(f"pictures/{digest}", "early").status_code == 404
    assert digest not in small_house.get("newsml-g2.xml", "early").text
