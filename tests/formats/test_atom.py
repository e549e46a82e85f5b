"""Atom: what partners' software reads, read back by a reader that is not ours."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import warnings
from itertools import pairwise

import pytest
from lxml import etree

from newsml_export.errors import SettingsError
from newsml_export.formats.atom import WRITER, stream_atom
from newsml_export.formats.base import FeedOptions, IdentifiedStory, WriteContext
from newsml_export.formats.shown import is_shown
from newsml_export.model.edition import Edition
from newsml_export.model.story import LocalId, PubStatus
from newsml_export.validation.validator import Validator
from tests.formats.rich_edition import rich_context, rich_edition

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import feedparser

EDITION = rich_edition()
FEED = FeedOptions(self_url="https://news.example/feeds/rss.xml", story_url="https://news.example/{date}/{local_id}")
A = "{http://www.w3.org/2005/Atom}"


def written(edition: Edition = EDITION, context: WriteContext | None = None, feed: FeedOptions = FEED) -> bytes:
    (document,) = WRITER.open(edition, context or rich_context(edition, feed)).issue_documents(edition.stories)
    assert (document.path, document.media_type) == ("atom.xml", "application/atom+xml")
    return document.content


def test_the_feed_is_valid_without_a_warning() -> None:
    verdict = Validator().check(written(), "atom.xml")
    assert (verdict.valid, verdict.findings) == (True, ())


def test_feedparser_reads_every_story() -> None:
    feed = feedparser.parse(written())
    assert not feed.bozo
    assert feed.version == "atom10"
    context = rich_context(EDITION, FEED)
    shown = [story for story in EDITION.stories if is_shown(story, context.now)]
    assert [entry.id for entry in feed.entries] == [context.guids[story.local_id] for story in shown]
    for entry, story in zip(feed.entries, shown, strict=True):
        assert entry.title == story.main_headline
        assert [author.name for author in entry.get("authors", [])][: len(story.bylines)] == [
            byline.name for byline in story.bylines
        ]
        html = etree.HTML(entry.content[0].value)
        texts = ["".join(paragraph.itertext()) for paragraph in html.iter("p")]
        assert [text for text in texts if text in story.paragraphs] == [*story.paragraphs]
        assert {tag.label for tag in entry.tags} >= {subject.name for subject in story.subjects}
        assert entry.link.startswith("https://news.example/2023-03-08/")


def test_the_feed_says_its_own_address_beside_that_of_the_settings() -> None:
    root = etree.fromstring(written())
    links = {link.get("rel"): link.get("href") for link in root.iterchildren(A + "link")}
    assert links["self"] == "https://news.example/feeds/atom.xml"
    assert str(links["alternate"]).startswith("https://")


def test_entries_changed_at_different_moments_in_the_order_of_the_pages() -> None:
    root = etree.fromstring(written())
    moments = [
        dt.datetime.fromisoformat(text) for text in (e.findtext(A + "updated") or "" for e in root.iter(A + "entry"))
    ]
    assert all(one > other for one, other in pairwise(moments))
    assert dt.datetime.fromisoformat(root.findtext(A + "updated") or "") >= moments[0]


@pytest.mark.parametrize(
    "change", [{"pub_status": PubStatus.WITHHELD}, {"pub_status": PubStatus.CANCELED}, {"embargoed": None}]
)
def test_what_may_not_be_shown_is_not_there(change: dict[str, object]) -> None:
    if "embargoed" in change:
        change = {"embargoed": rich_context(EDITION, FEED).now + dt.timedelta(hours=1)}
    hidden = dataclasses.replace(EDITION.stories[0], **change)  # type: ignore[arg-type]
    edition = dataclasses.replace(EDITION, stories=(hidden, *EDITION.stories[1:]))
    content = written(edition).decode()
    assert hidden.main_headline not in content
    assert str(hidden.local_id) not in content


def test_same_input_same_bytes() -> None:
    assert written() == written()


def test_a_relative_address_in_the_settings_is_refused() -> None:
    with pytest.raises(SettingsError, match="whole web address"):
        WRITER.open(EDITION, rich_context(EDITION, FeedOptions(link="/news")))


def test_an_empty_issue_is_a_valid_feed() -> None:
    edition = dataclasses.replace(EDITION, stories=())
    verdict = Validator().check(written(edition), "atom.xml")
    assert verdict.valid


def test_streamed_entries_are_those_of_the_document() -> None:
    context = rich_context(EDITION, FEED)
    stories = [
        IdentifiedStory(story=story, guid=context.guids[LocalId(story.local_id)], version=context.version(story))
        for story in EDITION.stories
    ]
    file = io.BytesIO()
    stream_atom(file, EDITION, context, iter(stories), last_change=context.now)
    streamed, whole = etree.fromstring(file.getvalue()), etree.fromstring(written())
    assert [etree.tostring(e) for e in streamed.iter(A + "entry")] == [
        etree.tostring(e) for e in whole.iter(A + "entry")
    ]
