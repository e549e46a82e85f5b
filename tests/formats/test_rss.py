from __future__ import annotations

import dataclasses
import datetime as dt
import re
import warnings
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

import pytest
from lxml import etree, html

from newsml_export.errors import SettingsError
from newsml_export.formats.base import FeedOptions, WriteContext
from newsml_export.formats.excerpt import excerpt
from newsml_export.formats.rss import WRITER
from newsml_export.model.story import HeadlineRole, LocalId, Picture, PubStatus, Story
from newsml_export.model.subjects import Keyword
from newsml_export.validation.validator import Validator
from tests.formats.rich_edition import rich_context, rich_edition, stack

if TYPE_CHECKING:
    from newsml_export.model.edition import Edition

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import feedparser

EDITION = rich_edition()
FEED = FeedOptions(
    self_url="https://news.example/rss.xml", story_url="https://news.example/{date}/{local_id}.html", ttl=30
)
PREFIXES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "prism": "http://prismstandard.org/namespaces/basic/3.0/",
}
HOSTILE = (
    "控制\x00\x08字符",
    "孤\ud800立",
    "🧑‍🚀表情",
    "שלום عليكم",
    "a ]]> b",
    "<script>alert(1)</script>",
    "5 < 6 & 7 > 3 &lt;b&gt;",
    "C1\x85\x9f丢\ufffd字\ufdd0\U0001ffff",
)


def written(edition: Edition = EDITION, context: WriteContext | None = None, feed: FeedOptions = FEED) -> bytes:
    (document,) = WRITER.open(edition, context or rich_context(edition, feed)).issue_documents(edition.stories)
    assert (document.path, document.media_type) == ("rss.xml", "application/rss+xml")
    return document.content


def tree(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=True)
    return etree.fromstring(content, parser)


def read(content: bytes) -> Any:
    feed = feedparser.parse(content)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def texts(element: etree._Element, path: str) -> list[str]:
    return [found.text or "" for found in element.iterfind(path, PREFIXES)]


def only(**changes: object) -> Edition:
    """The edition with its first story alone, changed."""
    story = dataclasses.replace(EDITION.stories[0], **cast("Any", changes))
    return dataclasses.replace(EDITION, stories=(story,))


def item(edition: Edition, feed: FeedOptions = FEED) -> etree._Element:
    found = tree(written(edition, feed=feed)).find("channel/item")
    assert found is not None
    return found


def test_a_feed_reader_sees_the_channel() -> None:
    channel = read(written()).feed
    assert channel.title == "江州晨报"
    assert channel.link == "https://news.example/"
    assert "第4821期" in channel.description
    assert channel.language == "zh-cn"
    assert channel.rights == "© 2023 江州报业"
    assert channel.ttl == "30"
    assert channel.generator == rich_context(EDITION).generator
    assert [link.href for link in channel.links if link.rel == "self"] == ["https://news.example/rss.xml"]
    assert channel.published == "Wed, 08 Mar 2023 06:00:00 +0800"
    assert channel.updated == "Wed, 08 Mar 2023 02:30:00 +0800"


def test_a_feed_reader_sees_the_story() -> None:
    first = read(written()).entries[0]
    assert first.title == "办事不出社区 江州九成事项全程网办"
    assert first.link == "https://news.example/2023-03-08/s-reform.html"
    assert first.id == "urn:newsml:news.example:20230308:s-reform"
    assert first.guidislink is False
    assert first.published == "Wed, 08 Mar 2023 06:00:00 +0800"
    assert first.summary == EDITION.stories[0].summary
    assert [author.name for author in first.authors] == ["李一", "王小明"]
    assert {(tag.scheme, tag.term) for tag in first.tags} == {
        (None, "要闻"),
        (None, "消息"),
        ("http://cv.iptc.org/newscodes/mediatopic/", "政治"),
        (None, "临河区"),
        (None, "政务服务"),
        (None, "数字化改革"),
        ("http://news.example/newscodes/story-property/", "guessed"),
    }
    assert (first.prism_publicationname, first.prism_section) == ("江州晨报", "要闻")
    assert (first.prism_startingpage, first.prism_number) == ("1", "4821")
    body = html.fromstring(first.content[0].value)
    assert [p.text_content() for p in body.iter("p")][2:] == list(EDITION.stories[0].paragraphs)
    assert next(p.text_content() for p in body.iter("p")) == "数字化改革“一号工程”落地见效"


def test_stories_that_may_not_be_shown_are_left_out() -> None:
    shown = [entry.title for entry in read(written()).entries]
    assert len(shown) == 13
    assert "第八届江州文学奖评选结果揭晓" not in shown
    for status in (PubStatus.WITHHELD, PubStatus.CANCELED):
        assert tree(written(only(pub_status=status))).find("channel/item") is None


def test_a_story_whose_embargo_has_ended_is_dated_to_its_end() -> None:
    ended = dt.datetime(2023, 3, 8, 4, 0, tzinfo=dt.UTC)
    edition = only(embargoed=ended)
    context = dataclasses.replace(rich_context(edition, FEED), now=ended)
    assert read(written(edition, context)).entries[0].published == "Wed, 08 Mar 2023 12:00:00 +0800"


def test_what_is_not_known_is_derived_or_left_out() -> None:
    context = rich_context(EDITION)
    context = dataclasses.replace(context, publisher=dataclasses.replace(context.publisher, site_url=None))
    channel = tree(written(context=context)).find("channel")
    assert channel is not None
    assert texts(channel, "link") == ["https://news.example/"]
    assert texts(channel, "atom:link") == []
    assert texts(channel, "item/link") == []


def test_a_derived_headline_is_marked() -> None:
    scheme = "http://news.example/newscodes/headline-role/"
    marked = tree(written()).xpath("//item[category[@domain=$scheme] = 'derived']/title/text()", scheme=scheme)
    assert marked == ["市气象台昨日发布春季首个大风蓝色预警"]


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("zh-Hans", "zh-cn"),
        ("zh", "zh-cn"),
        ("zh-Hant", "zh-tw"),
        ("zh-Hant-HK", "zh-hk"),
        ("en-US", "en-us"),
        ("ja", "ja"),
        ("sr-Latn-RS", "sr-rs"),
        ("cmn-Hans", "zh-cn"),
    ],
)
def test_language_codes_are_those_of_rss(tag: str, code: str) -> None:
    assert texts(tree(written(rich_edition(language=tag))), "channel/language") == [code]


def test_a_language_that_is_none_is_left_out() -> None:
    assert texts(tree(written(rich_edition(language="x-klingon"))), "channel/language") == []


def test_metadata_stand_before_items_and_descriptions_before_contents() -> None:
    channel = tree(written()).find("channel")
    assert channel is not None
    names = [child.tag for child in channel]
    assert set(names[names.index("item") :]) == {"item"}
    order = [child.tag for child in item(EDITION)]
    assert order.index("description") < order.index(f"{{{PREFIXES['content']}}}encoded")


def test_nothing_is_there_twice() -> None:
    feed = tree(written())
    guids = texts(feed, "channel/item/guid")
    assert len(set(guids)) == len(guids) == 13
    for entry in feed.iterfind("channel/item"):
        categories = [(one.get("domain"), one.text) for one in entry.iterfind("category")]
        assert len(set(categories)) == len(categories)
        single = [child.tag for child in entry if child.tag not in {"category", f"{{{PREFIXES['dc']}}}creator"}]
        assert len(set(single)) == len(single)


def test_namespaces_are_declared_once() -> None:
    assert written().count(b"xmlns:") == len(PREFIXES)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_leaves_the_feed_clean(text: str) -> None:
    edition = only(
        headline=stack((HeadlineRole.MAIN, text)), paragraphs=(text,), summary=None, keywords=(Keyword(text=text),)
    )
    content = written(edition)
    entry = item(edition)
    plain = [node for node in (entry.findtext("title"), *texts(entry, "category")) if node]
    assert plain
    for node in plain:
        assert not re.search(r"</?[a-z!?]", node)
        assert not re.search(r"&(#?\w+);", node)
    # What the W3C feed validator calls bad characters, and what HTML 5 parsers call errors.
    decoded = content.decode("utf-8")
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ufdd0-\ufdef\U0001fffe\U0001ffff]", decoded)
    body = entry.findtext("content:encoded", namespaces=PREFIXES)
    assert body is not None
    assert [element.tag for element in html.fragment_fromstring(body, create_parent="div").iter()] == ["div", "p"]
    assert not list(html.fragment_fromstring(entry.findtext("description") or "", create_parent="div"))
    assert read(content).entries[0].title


def test_ordinary_signs_in_a_title_stay_as_printed() -> None:
    title = "Q&A：5 < 6，R&D 与 “A>B”"
    assert item(only(headline=stack((HeadlineRole.MAIN, title)))).findtext("title") == title


def test_markup_in_a_title_is_shown_not_obeyed() -> None:
    title = item(only(headline=stack((HeadlineRole.MAIN, "<b>重要</b> &nbsp;通知")))).findtext("title")
    assert title == "＜b＞重要＜/b＞ ＆nbsp;通知"


def test_text_that_looks_like_markup_survives_as_text() -> None:
    entry = item(only(paragraphs=("若 a<b>c & d",), summary=None))
    body = html.fromstring(entry.findtext("content:encoded", namespaces=PREFIXES) or "")
    assert body.xpath("string(//p[last()])") == "若 a<b>c & d"
    assert html.fromstring(entry.findtext("description") or "").text_content() == "若 a<b>c & d"


def test_a_paragraph_of_a_megabyte_is_carried_whole() -> None:
    entry = item(only(paragraphs=("长" * 1_000_000,), summary=None))
    assert (entry.findtext("content:encoded", namespaces=PREFIXES) or "").count("长") == 1_000_000
    assert len(entry.findtext("description") or "") == 200


def test_a_story_of_nothing_still_has_title_and_description() -> None:
    entry = item(only(headline=stack((HeadlineRole.MAIN, "\u3000")), paragraphs=(), summary=None))
    assert entry.findtext("title") == "s-reform"
    assert entry.findtext("description") == "s-reform"


def test_a_description_ends_with_a_sentence() -> None:
    entry = item(only(summary=None))
    description = entry.findtext("description") or ""
    assert description == EDITION.stories[0].paragraphs[0][: len(description)]
    assert description.endswith(("。", "”"))


def test_only_pictures_with_a_whole_address_are_shown() -> None:
    pictures = (Picture(href="a.jpg", caption="甲"), Picture(href="https://图.example/b c.jpg", caption='乙"<'))
    body = html.fromstring(item(only(pictures=pictures)).findtext("content:encoded", namespaces=PREFIXES) or "")
    images = body.xpath("//img")
    assert [image.get("alt") for image in images] == ['乙"<']
    address = urlsplit(images[0].get("src"))
    assert (address.netloc.encode().decode("idna"), address.path) == ("图.example", "/b%20c.jpg")


@pytest.mark.parametrize(
    "address", ["/rss.xml", "rss.xml", "ftp://news.example/", "https://", "https://a b/", "http://["]
)
@pytest.mark.parametrize("setting", ["self_url", "link", "story_url"])
def test_an_address_that_is_not_whole_is_refused(setting: str, address: str) -> None:
    with pytest.raises(SettingsError) as caught:
        WRITER.open(EDITION, rich_context(EDITION, FeedOptions(**cast("Any", {setting: address}))))
    assert caught.value.location.path == f"feed.{setting}"


def test_addresses_outside_ascii_are_encoded() -> None:
    feed = FeedOptions(link="https://江州晨报.example/首页?a=1&b=二", story_url="https://news.example/稿/{local_id}")
    story = dataclasses.replace(EDITION.stories[0], local_id=LocalId("s-a{date}"))
    edition = dataclasses.replace(EDITION, stories=(story,))
    channel = tree(written(edition, feed=feed)).find("channel")
    assert channel is not None
    address = urlsplit(texts(channel, "link")[0])
    assert address.netloc.isascii()
    assert address.netloc.encode().decode("idna") == "江州晨报.example"
    assert (address.path, address.query) == ("/%E9%A6%96%E9%A1%B5", "a=1&b=%E4%BA%8C")
    assert texts(channel, "item/link") == ["https://news.example/%E7%A8%BF/s-a%7Bdate%7D"]


def test_the_clock_alone_changes_nothing() -> None:
    context = rich_context(EDITION, FEED)
    later = dataclasses.replace(context, now=context.now + dt.timedelta(hours=5))
    assert written(context=context) == written(context=later)


def test_a_feed_without_stories_is_still_one() -> None:
    feed = read(written(dataclasses.replace(EDITION, stories=())))
    assert feed.entries == []
    assert feed.feed.updated == "Wed, 08 Mar 2023 02:30:00 +0800"


def test_the_writer_makes_no_document_a_story() -> None:
    story: Story = EDITION.stories[0]
    assert list(WRITER.open(EDITION, rich_context(EDITION)).story_documents(story)) == []


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("一句话。", 10, "一句话。"),
        ("第一句。第二句很长很长很长", 8, "第一句。"),
        ("他说：“走吧！”然后走了很远", 9, "他说：“走吧！”"),
        ("没有句号的一段，后面还有很多字", 10, "没有句号的一段…"),
        ("没有任何停顿的一段文字", 6, "没有任何停…"),
        ("One. Two three four five", 12, "One."),
        ("Version 3.14 is out today", 12, "Version…"),
        ("ab👨‍👩‍👧cd", 6, "ab…"),
        ("ae\u0301i", 3, "a…"),
    ],
)
def test_an_excerpt_ends_where_a_reader_would_pause(text: str, limit: int, short: str) -> None:
    assert excerpt(text, limit) == short


def test_without_prism_every_namespace_is_one_that_the_validator_of_the_w3c_knows() -> None:
    content = written(feed=dataclasses.replace(FEED, prism=False))
    root = tree(content)
    assert set(root.nsmap.values()) == {
        "http://www.w3.org/2005/Atom",
        "http://purl.org/rss/1.0/modules/content/",
        "http://purl.org/dc/elements/1.1/",
    }
    assert b"prism" not in content
    assert Validator().check(content, "rss.xml").valid
    assert [found.title for found in read(content).entries] == [found.title for found in read(written()).entries]
