"""Feeds of any number of stories: the same bytes as of an issue, in bounded memory."""

from __future__ import annotations

import datetime as dt
import sys
import tracemalloc
import warnings
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO

import pytest

from benchmarks.feeds import measured_alone
from benchmarks.message import Counter, stories
from newsml_export.errors import SettingsError
from newsml_export.formats import atom, rss
from newsml_export.formats.atom import stream_atom
from newsml_export.formats.base import FeedOptions, IdentifiedStory
from newsml_export.formats.rss import stream_rss
from newsml_export.model.story import Guid, LocalId, PubStatus
from newsml_export.validation.validator import Validator
from tests.formats.factories import NOW, make_context, make_edition, make_story
from tests.formats.rich_edition import rich_context, rich_edition

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsml_export.formats.base import WriteContext
    from newsml_export.model.edition import Edition

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import feedparser

STREAMS = pytest.mark.parametrize("stream", [stream_rss, stream_atom])
FEED = FeedOptions(self_url="https://news.example/rss.xml", story_url="https://news.example/{date}/{local_id}.html")


def identified(edition: Edition, context: WriteContext) -> list[IdentifiedStory]:
    return [
        IdentifiedStory(story=story, guid=context.guids[story.local_id], version=context.version(story))
        for story in edition.stories
    ]


def streamed(stream: Any, some: Iterable[IdentifiedStory]) -> bytes:
    edition, file = make_edition(), BytesIO()
    changed = NOW + dt.timedelta(hours=1)
    stream(file, edition, make_context(edition, feed=FEED), iter(some), last_change=changed)
    return file.getvalue()


def test_a_stream_has_the_bytes_of_the_rss_feed_of_the_issue() -> None:
    edition = rich_edition()
    context, file = rich_context(edition, FEED), BytesIO()
    (document,) = rss.WRITER.open(edition, context).issue_documents(edition.stories)
    changed = dt.datetime(2023, 3, 7, 18, 30, tzinfo=dt.UTC)
    stream_rss(file, edition, context, iter(identified(edition, context)), last_change=changed)
    assert file.getvalue() == document.content


def test_a_stream_has_the_entries_of_the_atom_feed_of_the_issue() -> None:
    edition = rich_edition()
    context, file = rich_context(edition, FEED), BytesIO()
    (document,) = atom.WRITER.open(edition, context).issue_documents(edition.stories)
    stream_atom(file, edition, context, iter(identified(edition, context)))
    one, other = (feedparser.parse(content) for content in (document.content, file.getvalue()))
    assert not other.bozo
    assert [entry.id for entry in one.entries] == [entry.id for entry in other.entries]
    assert [entry.content for entry in one.entries] == [entry.content for entry in other.entries]


@STREAMS
def test_what_is_streamed_is_valid_to_the_last_warning(stream: Any) -> None:
    content = streamed(stream, stories(50))
    assert [str(finding) for finding in Validator().check(content, "feed.xml").findings] == []
    feed = feedparser.parse(content)
    assert not feed.bozo
    assert len(feed.entries) == 50


@STREAMS
def test_a_guid_that_no_xml_could_hold_is_cleaned(stream: Any) -> None:
    (story,) = stories(1)
    content = streamed(stream, [IdentifiedStory(story=story.story, guid=Guid("urn:\x00a&<b\n"), version=story.version)])
    assert feedparser.parse(content).entries[0].id == "urn:a&<b"


@STREAMS
def test_stories_that_may_not_be_shown_are_left_out(stream: Any) -> None:
    (pattern,) = stories(1)
    hidden = [
        IdentifiedStory(story=make_story(**changes), guid=pattern.guid, version=pattern.version)
        for changes in (
            {"pub_status": PubStatus.WITHHELD},
            {"pub_status": PubStatus.CANCELED},
            {"embargoed": NOW + dt.timedelta(seconds=1)},
        )
    ]
    assert feedparser.parse(streamed(stream, hidden)).entries == []


@STREAMS
def test_stories_are_taken_one_at_a_time(stream: Any) -> None:
    """Each is written before the next is asked for."""
    file, sizes = BytesIO(), []

    def watched() -> Iterable[IdentifiedStory]:
        for one in stories(5):
            sizes.append(file.tell())
            yield one

    edition = make_edition()
    stream(file, edition, make_context(edition), watched())
    assert len(set(sizes)) == 5
    assert sizes == sorted(sizes)


@STREAMS
def test_a_wrong_address_is_refused_before_anything_is_written(stream: Any) -> None:
    edition, file = make_edition(), BytesIO()
    with pytest.raises(SettingsError):
        stream(file, edition, make_context(edition, feed=FeedOptions(self_url="rss.xml")), stories(1))
    assert file.getvalue() == b""


@STREAMS
def test_a_file_that_refuses_is_an_error_of_the_system(stream: Any) -> None:
    class Full(Counter):
        def write(self, data: Any, /) -> int:
            if self.size > 20_000:
                raise OSError(28, "No space left on device")
            return super().write(data)

    edition = make_edition()
    with pytest.raises(OSError, match="No space left"):
        stream(Full(), edition, make_context(edition), stories(100))


@STREAMS
def test_python_holds_no_more_for_more_stories(stream: Any) -> None:
    edition = make_edition()
    context = make_context(edition, feed=FEED)
    peaks = []
    for number in (20, 300, 3000):
        file: BinaryIO = Counter()  # type: ignore[assignment]
        tracemalloc.start()
        stream(file, edition, context, stories(number))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    # The first number warms caches up.
    assert peaks[2] < peaks[1] + 100_000


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
@pytest.mark.parametrize("standard", ["rss", "atom"])
def test_a_feed_of_many_stories_is_written_in_bounded_memory(standard: str) -> None:
    """At most 10 MB above what one story needs. The benchmark does the same with 100,000 stories."""
    measured = measured_alone(standard, 6000)
    assert measured["megabytes_written"] > 40
    # What grew by 0.3 KB a story would be found here, and take 30 MB for 100,000.
    assert measured["megabytes_above_one_story"] < 2


def test_local_ids_need_not_be_known_to_the_context() -> None:
    (one,) = stories(1)
    assert one.story.local_id == LocalId("s-0")
    assert one.story.local_id not in make_context(make_edition()).guids
    assert b"s-0" in streamed(stream_rss, [one])
