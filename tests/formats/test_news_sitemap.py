from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from newsml_export import pipeline
from newsml_export.errors import SettingsError
from newsml_export.formats.base import Document, FeedOptions
from newsml_export.formats.news_sitemap import WRITER
from newsml_export.model.story import HeadlineRole, LocalId, PubStatus
from newsml_export.settings import Settings
from newsml_export.validation.validator import Validator
from tests.formats.factories import PUBLISHER, make_context, make_edition, make_story
from tests.formats.rich_edition import rich_context, rich_edition, stack

if TYPE_CHECKING:
    from newsml_export.model.edition import Edition

FEED = FeedOptions(story_url="https://news.example/{date}/{local_id}.html")
PREFIXES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
}


def documents(edition: Edition, feed: FeedOptions = FEED) -> list[Document]:
    found = list(WRITER.open(edition, make_context(edition, feed=feed)).issue_documents(edition.stories))
    validator = Validator()
    for document in found:
        verdict = validator.check(document.content, document.path)
        assert [str(finding) for finding in verdict.findings] == []
        assert verdict.kind in {"news-sitemap", "sitemap-index"}
        assert document.media_type == "application/xml"
    return found


def texts(document: Document, path: str) -> list[str]:
    return [found.text or "" for found in etree.fromstring(document.content).iterfind(path, PREFIXES)]


def many(number: int) -> Edition:
    return make_edition(*(make_story(local_id=LocalId(f"s-{n}")) for n in range(number)))


def test_every_story_that_may_be_shown_is_listed_in_order() -> None:
    edition = rich_edition()
    (document,) = WRITER.open(edition, rich_context(edition, FEED)).issue_documents(edition.stories)
    assert document.path == "news-sitemap.xml"
    places = texts(document, "s:url/s:loc")
    assert len(places) == 13
    assert places[0] == "https://news.example/2023-03-08/s-reform.html"
    assert texts(document, "s:url/n:news/n:title")[0] == "办事不出社区 江州九成事项全程网办"
    assert set(texts(document, "s:url/n:news/n:publication_date")) == {"2023-03-08T06:00:00+08:00"}
    assert set(texts(document, "s:url/n:news/n:publication/n:name")) == {"江州晨报"}


def test_what_may_not_be_shown_is_not_listed() -> None:
    tomorrow = dt.datetime(2023, 3, 9, tzinfo=dt.UTC)
    hidden = (
        make_story(local_id=LocalId("s-a"), pub_status=PubStatus.WITHHELD),
        make_story(local_id=LocalId("s-b"), pub_status=PubStatus.CANCELED),
        make_story(local_id=LocalId("s-c"), embargoed=tomorrow),
    )
    (document,) = documents(make_edition(make_story(), *hidden))
    assert texts(document, "s:url/s:loc") == ["https://news.example/2023-03-08/s-story.html"]
    assert documents(make_edition(*hidden)) == []


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("zh-Hans", "zh-cn"),
        ("zh", "zh-cn"),
        ("zh-Hant", "zh-tw"),
        ("zh-HK", "zh-tw"),
        ("zh-Hans-HK", "zh-cn"),
        ("cmn-Hant", "zh-tw"),
        ("en-US", "en"),
        ("ja", "ja"),
        ("yue", "yue"),
        ("x-klingon", "und"),
    ],
)
def test_languages_are_those_of_the_news_extension(tag: str, code: str) -> None:
    (document,) = documents(make_edition(make_story(language=tag)))
    assert texts(document, "s:url/n:news/n:publication/n:language") == [code]


def test_the_name_of_the_publication_has_nothing_in_parentheses() -> None:
    edition = many(1)
    edition = dataclasses.replace(edition, info=dataclasses.replace(edition.info, publication="江州晨报（城市版） (A)"))
    (document,) = documents(edition)
    assert texts(document, "s:url/n:news/n:publication/n:name") == ["江州晨报"]


def test_hostile_titles() -> None:
    for text in ("控制\x00\x08字符", "孤\ud800立", "<script>a</script> & b", "\u3000", "行\r\n行"):
        (document,) = documents(make_edition(make_story(headline=stack((HeadlineRole.MAIN, text)))))
        assert all(title.strip() for title in texts(document, "s:url/n:news/n:title"))


def test_a_thousand_stories_fill_a_sitemap_and_more_make_an_index() -> None:
    assert [found.path for found in documents(many(1000))] == ["news-sitemap.xml"]
    found = documents(many(2001))
    paths = [document.path for document in found]
    assert paths == ["news-sitemap-1.xml", "news-sitemap-2.xml", "news-sitemap-3.xml", "news-sitemap.xml"]
    assert [len(texts(document, "s:url/s:loc")) for document in found] == [1000, 1000, 1, 0]
    assert texts(found[-1], "s:sitemap/s:loc") == [f"https://news.example/{path}" for path in paths[:3]]


@pytest.mark.parametrize(
    ("self_url", "base"),
    [
        ("https://news.example/feeds/rss.xml", "https://news.example/feeds/"),
        ("https://feeds.example/rss.xml", "https://news.example/"),
    ],
)
def test_an_index_stays_on_the_host_of_the_stories(self_url: str, base: str) -> None:
    index = documents(many(1001), dataclasses.replace(FEED, self_url=self_url))[-1]
    assert texts(index, "s:sitemap/s:loc") == [f"{base}news-sitemap-1.xml", f"{base}news-sitemap-2.xml"]


def test_without_addresses_of_stories_there_is_none() -> None:
    with pytest.raises(SettingsError, match="none are set") as caught:
        documents(many(1), FeedOptions())
    assert caught.value.location.path == "feed.story_url"
    assert "story_url =" in (caught.value.next_step or "")
    with pytest.raises(SettingsError, match="whole web address"):
        documents(many(1), FeedOptions(story_url="/{local_id}"))


def test_an_export_without_addresses_puts_nothing_in_place() -> None:
    with pytest.raises(SettingsError):
        pipeline.export(many(1), settings=Settings(publisher=PUBLISHER), formats=("news-sitemap",))
    settings = Settings(publisher=PUBLISHER, feed=FEED)
    exported = pipeline.export(many(1), settings=settings, formats=("news-sitemap", "atom"))
    assert {"atom.xml", "news-sitemap.xml"} <= set(exported.paths)


def test_the_clock_alone_changes_nothing() -> None:
    edition = many(2)
    context = make_context(edition, feed=FEED)
    later = dataclasses.replace(context, now=context.now + dt.timedelta(hours=5))
    first, second = (list(WRITER.open(edition, one).issue_documents(edition.stories)) for one in (context, later))
    assert first == second
