"""JSON Feed 1.1: what may be shown is shown whole, and nothing else."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from typing import Any

import pytest
from lxml import html

from newsml_export.errors import SettingsError
from newsml_export.formats.base import FeedOptions
from newsml_export.formats.json_feed import WRITER
from newsml_export.model.edition import Edition
from newsml_export.model.story import HeadlineLine, HeadlineRole, Picture, PubStatus
from newsml_export.model.subjects import Keyword
from newsml_export.validation.validator import Validator
from tests.formats.factories import NOW, make_context, make_edition, make_rich_story, make_story
from tests.formats.rich_edition import rich_edition

FEED = FeedOptions(
    self_url="https://jiangzhou.example/feeds/rss.xml", story_url="https://jiangzhou.example/{date}/{local_id}.html"
)


def written(edition: Edition, feed: FeedOptions = FEED, **changes: Any) -> bytes:
    session = WRITER.open(edition, make_context(edition, feed=feed, **changes))
    assert not [document for story in edition.stories for document in session.story_documents(story)]
    (document,) = session.issue_documents(edition.stories)
    assert (document.path, document.media_type) == ("feed.json", "application/feed+json")
    return document.content


def read(edition: Edition, feed: FeedOptions = FEED, **changes: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(written(edition, feed, **changes))
    return found


@pytest.mark.parametrize("edition", [rich_edition(), make_edition()], ids=["rich", "small"])
def test_the_feed_is_valid_without_a_word(edition: Edition) -> None:
    verdict = Validator().check(written(edition), "feed.json")
    assert (verdict.kind, verdict.standard, verdict.findings) == ("json-feed", "JSON Feed 1.1", ())


def test_the_feed_says_what_it_is() -> None:
    feed = read(make_edition())
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] == "江州晨报"
    assert feed["home_page_url"] == "https://jiangzhou.example/"
    assert feed["feed_url"] == "https://jiangzhou.example/feeds/feed.json"
    assert feed["language"] == "zh-Hans"


def test_an_item_says_all_that_a_feed_can() -> None:
    story = make_rich_story()
    item = read(make_edition(story))["items"][0]
    assert item["id"] == "urn:newsml:jiangzhou.example:20230308:s-rich"
    assert item["url"] == "https://jiangzhou.example/2023-03-08/s-rich.html"
    assert item["title"] == "办事不出社区 江州九成事项全程网办"
    assert item["content_text"].split("\n\n") == list(story.paragraphs)
    paragraphs = [str(element.text_content()) for element in html.fromstring(f"<div>{item['content_html']}</div>")]
    assert paragraphs[-len(story.paragraphs) :] == list(story.paragraphs)
    assert item["summary"] == story.summary
    assert [author["name"] for author in item["authors"]] == ["李一", "王小明", "赵光"]
    assert item["tags"] == ["要闻", "消息", "政治和政府", "周女士", "江州", "政务服务", "改革"]
    assert item["_newspaper"]["headline"] == [{"role": str(line.role), "text": line.text} for line in story.headline]


def test_what_may_not_be_shown_is_not_there() -> None:
    later = NOW + dt.timedelta(seconds=1)
    stories = (
        dataclasses.replace(make_story(), embargoed=later),
        make_rich_story(pub_status=PubStatus.WITHHELD, embargoed=None),
    )
    content = written(make_edition(*stories))
    feed = json.loads(content)
    assert feed["items"] == []
    assert Validator().check(content, "feed.json").findings == ()
    assert [item["title"] for item in read(make_edition(*stories), now=later)["items"]] == [stories[0].main_headline]


def test_a_story_is_published_when_its_embargo_ends() -> None:
    ends = dt.datetime(2023, 3, 8, 7, 0, tzinfo=NOW.tzinfo)
    item = read(make_edition(make_story(embargoed=ends)))["items"][0]
    assert item["date_published"] == "2023-03-08T07:00:00+08:00"
    assert item["date_modified"] == NOW.isoformat()


def test_pictures_are_shown_where_their_address_is_whole() -> None:
    pictures = (Picture(href="a.jpg"), Picture(href="https://p.example/b.jpg", caption='说"明'))
    item = read(make_edition(make_story(pictures=pictures)))["items"][0]
    assert item["image"] == "https://p.example/b.jpg"
    (image,) = html.fromstring(f"<div>{item['content_html']}</div>").xpath("//img")
    assert (image.get("src"), image.get("alt")) == ("https://p.example/b.jpg", '说"明')


def test_hostile_text_stays_text() -> None:
    hostile = "\x00孤\ud800 <script>alert(1)</script> & \U0001ffff"
    story = make_story(
        headline=(
            HeadlineLine(role=HeadlineRole.MAIN, text=hostile),
            HeadlineLine(role=HeadlineRole.DECK, text=hostile),
        ),
        paragraphs=(hostile,),
        summary=hostile,
        keywords=(Keyword(text=hostile),),
    )
    content = written(make_edition(story))
    assert Validator().check(content, "feed.json").findings == ()
    item = json.loads(content)["items"][0]
    assert not html.fromstring(f"<div>{item['content_html']}</div>").xpath("//script")


@pytest.mark.parametrize("name", ["self_url", "link", "story_url"])
def test_an_address_that_is_none_is_refused(name: str) -> None:
    edition = make_edition()
    changed: dict[str, Any] = {name: "feed.json"}
    with pytest.raises(SettingsError, match="whole web address") as caught:
        WRITER.open(edition, make_context(edition, feed=FeedOptions(**changed)))
    assert caught.value.location.path == f"feed.{name}"


def test_the_feed_is_the_same_every_time() -> None:
    assert written(rich_edition()) == written(rich_edition())
