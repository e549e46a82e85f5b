"""schema.org NewsArticle: a document a story that may be shown, and all of them inside of the issue page."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from typing import Any

import pytest
from lxml import html

from newsml_export.formats.base import FeedOptions
from newsml_export.formats.html_page import WRITER as HTML
from newsml_export.formats.json_ld import WRITER, issue_graph
from newsml_export.formats.json_text import for_script
from newsml_export.model.edition import Edition
from newsml_export.model.story import Byline, BylineRole, HeadlineLine, HeadlineRole, Picture, PubStatus, Story
from newsml_export.validation.validator import Validator
from tests.formats.factories import NOW, make_context, make_edition, make_rich_story, make_story
from tests.formats.rich_edition import rich_edition


def documents(edition: Edition, **changes: Any) -> dict[str, bytes]:
    session = WRITER.open(edition, make_context(edition, **changes))
    found = [one for story in edition.stories for one in session.story_documents(story)]
    assert not list(session.issue_documents(edition.stories))
    assert {one.media_type for one in found} <= {"application/ld+json"}
    return {one.path: one.content for one in found}


def article(story: Story, **changes: Any) -> dict[str, Any]:
    (content,) = documents(make_edition(story), **changes).values()
    found: dict[str, Any] = json.loads(content)
    return found


@pytest.mark.parametrize("edition", [rich_edition(), make_edition()], ids=["rich", "small"])
def test_every_document_is_valid_without_a_word(edition: Edition) -> None:
    for path, content in documents(edition).items():
        verdict = Validator().check(content, path)
        assert (verdict.kind, verdict.findings) == ("news-article", ()), path


def test_an_article_says_all_that_is_known_of_it() -> None:
    story = make_rich_story()
    found = article(story)
    assert found["@context"] == "https://schema.org"
    assert found["@type"] == "NewsArticle"
    assert found["identifier"] == found["@id"] == "urn:newsml:jiangzhou.example:20230308:s-rich"
    assert found["headline"] == "办事不出社区 江州九成事项全程网办"
    assert found["alternativeHeadline"] == ["数字化改革“一号工程”落地见效", "——便民服务点四百二十六处", "改革一线②"]
    assert found["articleBody"].split("\n\n") == list(story.paragraphs)
    assert found["articleSection"] == ["要闻", "综合"]
    assert found["inLanguage"] == "zh-Hans"
    assert found["datePublished"] == "2023-03-08T06:00:00+08:00"
    assert found["author"] == [{"@type": "Person", "name": "李一", "jobTitle": "本报记者"}]
    assert [one["name"] for one in found["contributor"]] == ["王小明", "赵光"]
    assert found["publisher"]["name"] == "江州晨报社"
    assert found["keywords"] == ["政务服务", "改革"]
    assert [(one["@type"], one["name"]) for one in found["about"]] == [
        ("DefinedTerm", "政治和政府"),
        ("Person", "周女士"),
        ("Place", "江州"),
    ]
    assert found["locationCreated"] == {"@type": "Place", "name": "江州"}
    assert found["pagination"] == "1, 2"
    issue = found["isPartOf"]
    assert (issue["@type"], issue["issueNumber"], issue["datePublished"]) == (
        "PublicationIssue",
        "第4821期",
        "2023-03-08",
    )
    assert (issue["isPartOf"]["@type"], issue["isPartOf"]["name"]) == ("Newspaper", "江州晨报")


def test_a_desk_is_no_person() -> None:
    story = make_story(bylines=(Byline(name="本报评论员", role=BylineRole.COMMENTATOR),))
    assert article(story)["author"] == [{"@type": "Organization", "name": "本报评论员"}]


def test_addresses_are_whole_or_absent() -> None:
    pictures = (Picture(href="a.jpg"), Picture(href="https://p.example/b.jpg", caption="说明", credit="赵光 摄"))
    found = article(
        make_story(pictures=pictures), feed=FeedOptions(story_url="https://jiangzhou.example/{date}/{local_id}")
    )
    assert found["url"] == "https://jiangzhou.example/2023-03-08/s-story"
    assert found["image"] == [
        {
            "@type": "ImageObject",
            "contentUrl": "https://p.example/b.jpg",
            "caption": "说明",
            "creditText": "赵光 摄",
        }
    ]


def test_what_may_not_be_shown_is_written_nowhere() -> None:
    later = NOW + dt.timedelta(seconds=1)
    hidden = (
        make_story(embargoed=later, paragraphs=("机密一",)),
        make_rich_story(pub_status=PubStatus.CANCELED, paragraphs=("机密二",)),
    )
    edition = make_edition(*hidden)
    assert documents(edition) == {}
    assert issue_graph(edition, make_context(edition), edition.stories) is None
    assert list(documents(edition, now=later)) == ["json-ld/s-story.jsonld"]


def page(edition: Edition) -> html.HtmlElement:
    context = make_context(edition)
    (document,) = HTML.open(edition, context).issue_documents(edition.stories)
    return html.document_fromstring(document.content.decode("utf-8"))


def test_the_issue_page_holds_the_same_articles() -> None:
    edition = make_edition()
    (script,) = page(edition).xpath("//script[@type='application/ld+json']")
    graph = json.loads(script.text)
    assert Validator().check(script.text.encode(), "index.html").findings == ()
    alone = [json.loads(content) for content in documents(edition).values()]
    assert [{"@context": graph["@context"], **node} for node in graph["@graph"]] == alone


def test_the_issue_page_holds_no_article_that_may_not_be_shown() -> None:
    edition = make_edition(make_story(pub_status=PubStatus.WITHHELD))
    assert not page(edition).xpath("//script[@type='application/ld+json']")


def test_no_text_breaks_out_of_the_script_element() -> None:
    hostile = "</script><script>alert(1)</script><!-- ]]> \u2028 & \x00 \ud800"
    story = dataclasses.replace(
        make_story(), headline=(HeadlineLine(role=HeadlineRole.MAIN, text=hostile),), paragraphs=(hostile,)
    )
    root = page(make_edition(story))
    (script,) = root.xpath("//script[@type='application/ld+json']")
    assert len(root.xpath("//script")) == 2
    assert not set("<>&\u2028") & set(script.text)
    (node,) = json.loads(script.text)["@graph"]
    assert node["headline"] == "</script><script>alert(1)</script><!-- ]]> \u2028 &  \ufffd"


def test_what_is_escaped_for_a_script_says_the_same() -> None:
    assert json.loads(for_script('{"a": "<b>&\u2028"}'.encode())) == {"a": "<b>&\u2028"}


def test_documents_are_the_same_every_time() -> None:
    assert documents(rich_edition()) == documents(rich_edition())
