"""News sitemaps: every address whole, no story that may not be shown, never more than 1,000 in a file."""

from __future__ import annotations

import dataclasses

import pytest
from lxml import etree

from newsml_export.errors import SettingsError
from newsml_export.formats.base import FeedOptions
from newsml_export.formats.news_sitemap import WRITER
from newsml_export.formats.shown import is_shown
from newsml_export.model.edition import Edition
from newsml_export.model.story import LocalId, PubStatus
from newsml_export.validation.validator import Validator
from tests.formats.factories import make_context, make_edition, make_story
from tests.formats.rich_edition import rich_context, rich_edition

FEED = FeedOptions(self_url="https://news.example/feeds/rss.xml", story_url="https://news.example/{date}/{local_id}")
S = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
N = "{http://www.google.com/schemas/sitemap-news/0.9}"


def documents(edition: Edition, feed: FeedOptions = FEED) -> dict[str, bytes]:
    context = dataclasses.replace(make_context(edition), feed=feed)
    session = WRITER.open(edition, context)
    return {document.path: document.content for document in session.issue_documents(edition.stories)}


def test_every_story_has_its_address_date_title_and_language() -> None:
    edition = rich_edition()
    context = rich_context(edition, FEED)
    (document,) = WRITER.open(edition, context).issue_documents(edition.stories)
    assert Validator().check(document.content, document.path).findings == ()
    root = etree.fromstring(document.content)
    shown = [story for story in edition.stories if is_shown(story, context.now)]
    urls = list(root.iterchildren(S + "url"))
    assert len(urls) == len(shown)
    for url, story in zip(urls, shown, strict=True):
        assert url.findtext(S + "loc") == f"https://news.example/{edition.info.date}/{story.local_id}"
        assert url.findtext(f"{N}news/{N}title") == story.main_headline
        assert url.findtext(f"{N}news/{N}publication/{N}name") == edition.info.publication
        language = {"zh-Hans": "zh-cn", "zh-Hant": "zh-tw"}.get(story.language, story.language)
        assert url.findtext(f"{N}news/{N}publication/{N}language") == language
        assert (url.findtext(f"{N}news/{N}publication_date") or "").startswith("2023-")


def test_without_addresses_the_settings_are_refused() -> None:
    with pytest.raises(SettingsError, match="needs the addresses"):
        documents(make_edition(), FeedOptions())


def test_withheld_stories_are_not_told() -> None:
    edition = make_edition(stories=(make_story(pub_status=PubStatus.WITHHELD),))
    assert b"<loc>" not in documents(edition)["news-sitemap.xml"]


def test_more_than_a_thousand_stories_make_an_index() -> None:
    stories = tuple(make_story(local_id=LocalId(f"s-{n}")) for n in range(2001))
    written = documents(make_edition(stories=stories))
    assert list(written) == ["news-sitemap.xml", *(f"news-sitemap-{n}.xml" for n in (1, 2, 3))]
    for path, content in written.items():
        assert Validator().check(content, path).valid
    index = etree.fromstring(written["news-sitemap.xml"])
    assert [loc.text for loc in index.iter(S + "loc")] == [
        f"https://news.example/feeds/news-sitemap-{n}.xml" for n in (1, 2, 3)
    ]
    assert [len(etree.fromstring(written[path])) for path in list(written)[1:]] == [1000, 1000, 1]


def test_an_index_needs_to_know_where_it_stands() -> None:
    stories = tuple(make_story(local_id=LocalId(f"s-{n}")) for n in range(1001))
    with pytest.raises(SettingsError, match="where they will stand"):
        documents(make_edition(stories=stories), FeedOptions(story_url="https://news.example/{local_id}"))


@pytest.mark.parametrize(
    ("tag", "code"),
    [("zh-Hant", "zh-tw"), ("zh-Hans-CN", "zh-cn"), ("en-GB", "en"), ("de", "de"), ("x-unknown", "und")],
)
def test_languages_are_written_as_search_engines_know_them(tag: str, code: str) -> None:
    edition = make_edition(stories=(make_story(language=tag),))
    root = etree.fromstring(documents(edition)["news-sitemap.xml"])
    assert [element.text for element in root.iter(N + "language")] == [code]


def test_a_sitemap_of_more_than_a_thousand_stories_is_refused() -> None:
    stories = tuple(make_story(local_id=LocalId(f"s-{n}")) for n in range(1000))
    content = documents(make_edition(stories=stories))["news-sitemap.xml"]
    assert Validator().check(content, "news-sitemap.xml").valid
    more = content.replace(b"</urlset>", b"<url><loc>https://news.example/more</loc></url></urlset>")
    (finding,) = Validator().check(more, "news-sitemap.xml").findings
    assert finding.code == "sitemap-too-long"
