from __future__ import annotations

import dataclasses
import datetime as dt
import re
import warnings
from typing import TYPE_CHECKING, Any, cast

import pytest
from lxml import etree, html

from newsml_export.errors import SettingsError
from newsml_export.formats.atom import WRITER
from newsml_export.formats.base import FeedOptions, WriteContext
from newsml_export.model.story import HeadlineRole, LocalId, Picture, PubStatus
from newsml_export.model.subjects import Keyword
from newsml_export.validation.validator import Validator
from tests.formats.rich_edition import rich_context, rich_edition, stack
from tests.formats.test_rss import HOSTILE

if TYPE_CHECKING:
    from newsml_export.model.edition import Edition

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import feedparser

EDITION = rich_edition()
FEED = FeedOptions(
    self_url="https://news.example/feeds/rss.xml", story_url="https://news.example/{date}/{local_id}.html"
)
PREFIXES = {"a": "http://www.w3.org/2005/Atom", "prism": "http://prismstandard.org/namespaces/basic/3.0/"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def written(edition: Edition = EDITION, context: WriteContext | None = None, feed: FeedOptions = FEED) -> bytes:
    (document,) = WRITER.open(edition, context or rich_context(edition, feed)).issue_documents(edition.stories)
    assert (document.path, document.media_type) == ("atom.xml", "application/atom+xml")
    return document.content


def tree(content: bytes) -> etree._Element:
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, huge_tree=True))


def read(content: bytes) -> Any:
    feed = feedparser.parse(content)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    return feed


def only(**changes: object) -> Edition:
    """The edition with its first story alone, changed."""
    story = dataclasses.replace(EDITION.stories[0], **cast("Any", changes))
    return dataclasses.replace(EDITION, stories=(story,))


def entry(edition: Edition, feed: FeedOptions = FEED) -> etree._Element:
    found = tree(written(edition, feed=feed)).find("a:entry", PREFIXES)
    assert found is not None
    return found


def links(feed: FeedOptions) -> dict[str, str]:
    found = tree(written(feed=feed)).iterfind("a:link", PREFIXES)
    return {link.get("rel", ""): link.get("href", "") for link in found}


def assert_valid(content: bytes) -> None:
    verdict = Validator().check(content, "atom.xml")
    assert [str(finding) for finding in verdict.findings] == []
    assert verdict.kind == "atom"


def test_a_feed_reader_sees_the_feed() -> None:
    feed = read(written()).feed
    assert feed.id == "https://news.example/feeds/atom.xml"
    assert feed.title == "江州晨报"
    assert "第4821期" in feed.subtitle
    assert feed.link == "https://news.example/"
    assert feed.author_detail.name == "江州报业"
    assert feed.rights == "© 2023 江州报业"
    assert feed.generator == rich_context(EDITION).generator
    assert feed.updated == "2023-03-08T06:00:00.000012+08:00"


def test_a_feed_reader_sees_the_story() -> None:
    first = read(written()).entries[0]
    story = EDITION.stories[0]
    assert first.id == "urn:newsml:news.example:20230308:s-reform"
    assert first.title == "办事不出社区 江州九成事项全程网办"
    assert first.link == "https://news.example/2023-03-08/s-reform.html"
    assert first.published == "2023-03-08T06:00:00+08:00"
    assert first.updated_parsed == first.published_parsed
    assert first.summary == story.summary
    assert [author.name for author in first.authors] == ["李一", "王小明"]
    assert {(tag.scheme, tag.term, tag.label) for tag in first.tags} == {
        (None, "要闻", "要闻"),
        (None, "消息", "消息"),
        ("http://cv.iptc.org/newscodes/mediatopic/", "11000000", "政治"),
        (None, "临河区", "临河区"),
        (None, "政务服务", "政务服务"),
        (None, "数字化改革", "数字化改革"),
        ("http://news.example/newscodes/story-property/", "guessed", "guessed"),
    }
    assert first.content[0].type == "text/html"
    assert first.content[0].language == "zh-Hans"
    assert (first.prism_publicationname, first.prism_section) == ("江州晨报", "要闻")
    assert (first.prism_startingpage, first.prism_number) == ("1", "4821")
    body = html.fromstring(first.content[0].value)
    assert [p.text_content() for p in body.iter("p")][2:] == list(story.paragraphs)


def test_what_we_write_is_valid_to_the_last_warning() -> None:
    assert_valid(written())
    assert_valid(written(dataclasses.replace(EDITION, stories=())))


def test_entries_stand_in_order_and_those_that_may_not_be_shown_are_left_out() -> None:
    ids = [one.id.rpartition(":")[2] for one in read(written()).entries]
    shown = [str(story.local_id) for story in EDITION.stories if str(story.local_id) in ids]
    assert ids == shown
    assert len(set(ids)) == len(ids) == 13
    for status in (PubStatus.WITHHELD, PubStatus.CANCELED):
        assert tree(written(only(pub_status=status))).find("a:entry", PREFIXES) is None
    tomorrow = dt.datetime(2023, 3, 9, tzinfo=dt.UTC)
    assert tree(written(only(embargoed=tomorrow))).find("a:entry", PREFIXES) is None


def test_a_story_whose_embargo_has_ended_is_dated_to_its_end() -> None:
    ended = dt.datetime(2023, 3, 8, 4, 0, tzinfo=dt.UTC)
    edition = only(embargoed=ended)
    content = written(edition, dataclasses.replace(rich_context(edition, FEED), now=ended))
    first = read(content)
    assert first.entries[0].published == first.entries[0].updated == "2023-03-08T12:00:00+08:00"
    assert first.feed.updated == "2023-03-08T12:00:00+08:00"


def test_no_two_entries_changed_at_the_same_time_and_the_first_is_the_newest() -> None:
    moments = [dt.datetime.fromisoformat(one.updated) for one in read(written()).entries]
    assert len(set(moments)) == len(moments)
    assert moments == sorted(moments, reverse=True)
    assert {moment.replace(microsecond=0).isoformat() for moment in moments} == {"2023-03-08T06:00:00+08:00"}
    assert moments[-1].microsecond == 0
    assert dt.datetime.fromisoformat(read(written()).feed.updated) == moments[0]


@pytest.mark.parametrize(
    ("options", "address"),
    [
        ({"self_url": "https://news.example/rss.xml"}, "https://news.example/atom.xml"),
        ({"self_url": "https://news.example/feeds/"}, "https://news.example/feeds/atom.xml"),
        ({"self_url": "https://news.example/feed.atom"}, "https://news.example/feed.atom"),
        ({"atom_url": "https://news.example/a"}, "https://news.example/a"),
        ({"self_url": "https://news.example/rss", "atom_url": "https://b.example/a"}, "https://b.example/a"),
    ],
)
def test_the_feed_says_its_own_address(options: dict[str, str], address: str) -> None:
    feed = FeedOptions(**cast("Any", options))
    assert links(feed)["self"] == address
    assert tree(written(feed=feed)).findtext("a:id", namespaces=PREFIXES) == address


def test_what_is_not_known_is_derived_or_left_out() -> None:
    feed = FeedOptions()
    assert links(feed) == {"alternate": "https://news.example/"}
    assert tree(written(feed=feed)).findtext("a:id", namespaces=PREFIXES) == "https://news.example/atom.xml"
    assert tree(written(feed=feed)).find("a:entry/a:link", PREFIXES) is None


def test_languages_of_feed_and_entry() -> None:
    content = written(only(language="en"))
    assert b"ns0" not in content
    root = tree(content)
    assert root.get(LANG) == "zh-Hans"
    assert [one.get(LANG) for one in root.iterfind("a:entry", PREFIXES)] == ["en"]
    assert entry(EDITION).get(LANG) is None
    assert tree(written(rich_edition(language="no language"))).get(LANG) == "und"


def test_namespaces_are_declared_once() -> None:
    assert written().count(b"xmlns") == 3


def test_metadata_stand_before_entries() -> None:
    names = [str(child.tag) for child in tree(written())]
    assert set(names[names.index(f"{{{PREFIXES['a']}}}entry") :]) == {f"{{{PREFIXES['a']}}}entry"}


@pytest.mark.parametrize("text", [*HOSTILE, "回\r车", '引"号', "\u3000"])
def test_hostile_text_leaves_the_feed_clean(text: str) -> None:
    edition = only(
        headline=stack((HeadlineRole.MAIN, text)), paragraphs=(text,), summary=None, keywords=(Keyword(text=text),)
    )
    content = written(edition)
    assert_valid(content)
    found = entry(edition)
    assert not re.search(r"</?[a-z!?]", found.findtext("a:title", namespaces=PREFIXES) or "")
    body = found.findtext("a:content", namespaces=PREFIXES) or ""
    assert {element.tag for element in html.fragment_fromstring(body, create_parent="div").iter()} <= {"div", "p"}
    assert not re.search(
        "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ufdd0-\ufdef\U0001fffe\U0001ffff]", content.decode("utf-8")
    )
    assert read(content).entries[0].title


def test_text_that_looks_like_markup_survives_as_text() -> None:
    found = entry(only(paragraphs=("若 a<b>c & d",), summary=None))
    body = html.fromstring(found.findtext("a:content", namespaces=PREFIXES) or "")
    assert body.xpath("string(//p[last()])") == "若 a<b>c & d"
    summary = found.find("a:summary", PREFIXES)
    assert summary is not None
    assert summary.get("type") == "html"
    assert html.fromstring(summary.text or "").text_content() == "若 a<b>c & d"


def test_a_story_of_nothing_still_has_title_summary_and_content() -> None:
    edition = only(headline=stack((HeadlineRole.MAIN, "\u3000")), paragraphs=(), summary=None)
    found = entry(edition, FeedOptions())
    texts = [found.findtext(f"a:{name}", namespaces=PREFIXES) for name in ("title", "summary", "content")]
    assert texts == ["s-reform", "s-reform", "<p>s-reform</p>"]
    assert_valid(written(edition))


def test_a_derived_headline_is_marked() -> None:
    scheme = "http://news.example/newscodes/headline-role/"
    marked = tree(written()).xpath(
        "//a:entry[a:category[@scheme=$scheme]/@term='derived']/a:title/text()", namespaces=PREFIXES, scheme=scheme
    )
    assert marked == ["市气象台昨日发布春季首个大风蓝色预警"]


def test_only_pictures_with_a_whole_address_are_shown() -> None:
    pictures = (Picture(href="a.jpg", caption="甲"), Picture(href="https://图.example/b c.jpg", caption='乙"<'))
    body = html.fromstring(entry(only(pictures=pictures)).findtext("a:content", namespaces=PREFIXES) or "")
    assert [image.get("alt") for image in body.xpath("//img")] == ['乙"<']


@pytest.mark.parametrize("address", ["/atom.xml", "ftp://news.example/", "https://a b/"])
@pytest.mark.parametrize("setting", ["self_url", "atom_url", "link", "story_url"])
def test_an_address_that_is_not_whole_is_refused(setting: str, address: str) -> None:
    with pytest.raises(SettingsError) as caught:
        WRITER.open(EDITION, rich_context(EDITION, FeedOptions(**cast("Any", {setting: address}))))
    assert caught.value.location.path == f"feed.{setting}"


@pytest.mark.parametrize(
    ("pattern", "address"),
    [
        ("https://news.example/稿/{local_id}?d={date}", "https://news.example/%E7%A8%BF/s-a%7Bdate%7D?d=2023-03-08"),
        ("https://news.example/{local_id}/{local_id}", "https://news.example/s-a%7Bdate%7D/s-a%7Bdate%7D"),
        ("https://news.example/LOCAL-ID/{local_id}", "https://news.example/LOCAL-ID/s-a%7Bdate%7D"),
    ],
)
def test_addresses_of_stories(pattern: str, address: str) -> None:
    story = dataclasses.replace(EDITION.stories[0], local_id=LocalId("s-a{date}"))
    edition = dataclasses.replace(EDITION, stories=(story,))
    link = entry(edition, FeedOptions(story_url=pattern)).find("a:link", PREFIXES)
    assert link is not None
    assert link.get("href") == address


def test_a_story_that_is_the_name_of_a_host() -> None:
    link = entry(EDITION, FeedOptions(story_url="https://{local_id}.news.example/")).find("a:link", PREFIXES)
    assert link is not None
    assert link.get("href") == "https://s-reform.news.example/"


def test_the_clock_alone_changes_nothing() -> None:
    context = rich_context(EDITION, FEED)
    later = dataclasses.replace(context, now=context.now + dt.timedelta(hours=5))
    assert written(context=context) == written(context=later)


def test_the_writer_makes_no_document_a_story() -> None:
    assert list(WRITER.open(EDITION, rich_context(EDITION)).story_documents(EDITION.stories[0])) == []


def test_without_prism_the_feed_says_nothing_in_its_namespace() -> None:
    content = written(feed=dataclasses.replace(FEED, prism=False))
    assert b"prism" not in content
    assert Validator().check(content, "atom.xml").valid
