"""Messages: bounded in what they carry, and written in bounded memory."""

from __future__ import annotations

import json
import subprocess
import sys
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

from newsml_export.formats.base import MessageOptions
from newsml_export.formats.newsml_g2.news_message import batches, stream_message, write_message
from newsml_export.model.story import LocalId, Picture
from newsml_export.validation.validator import Validator
from tests.formats.factories import make_context, make_edition, make_story
from tests.formats.newsml_g2_documents import texts, written
from tests.formats.newsml_g2_schemas import parse

if TYPE_CHECKING:
    from pathlib import Path

STORIES = tuple(make_story(local_id=LocalId(f"s{n}")) for n in range(5))


def carried(**options: int) -> dict[str, list[str]]:
    """Return the local ids of the items of every message."""
    documents = written(make_edition(*STORIES), message=MessageOptions(**options))
    return {
        path: [guid.rpartition(":")[2] for guid in texts(parse(found.content), "g:itemSet/*/@guid")]
        for path, found in documents.items()
        if path.startswith("newsml-g2/message")
    }


def test_one_message_carries_everything() -> None:
    assert carried() == {"newsml-g2/message.xml": ["issue", "s0", "s1", "s2", "s3", "s4"]}
    assert list(carried(most_items=5)) == ["newsml-g2/message.xml"]


def test_messages_of_so_many_items_and_the_package_last() -> None:
    assert carried(most_items=2) == {
        "newsml-g2/message-1.xml": ["s0", "s1"],
        "newsml-g2/message-2.xml": ["s2", "s3"],
        "newsml-g2/message-3.xml": ["s4"],
        "newsml-g2/message-4.xml": ["issue"],
    }


def test_messages_of_so_many_bytes() -> None:
    one = len(written(make_edition(*STORIES))["newsml-g2/items/s0.xml"].content)
    assert [len(ids) for ids in carried(most_bytes=3 * one).values()] == [3, 2, 1]
    assert [len(ids) for ids in carried(most_bytes=1).values()] == [1, 1, 1, 1, 1, 1]


def test_a_story_and_its_pictures_are_never_parted() -> None:
    bundles = [(b"a", b"b", b"c"), (b"d",), (b"e", b"f")]
    assert list(batches(bundles, MessageOptions(most_items=2))) == [[b"a", b"b", b"c"], [b"d"], [b"e", b"f"]]
    assert list(batches([], MessageOptions(most_items=2))) == []


def test_each_message_is_valid_and_has_its_own_transmission() -> None:
    story = make_story(pictures=(Picture(href="a.jpg"), Picture(href="b.jpg")))
    documents = written(make_edition(story, *STORIES), message=MessageOptions(most_items=1))
    messages = {path: found for path, found in documents.items() if "/message" in path}
    validator = Validator()
    for path, found in messages.items():
        assert (path, validator.check(found.content, path).findings) == (path, ())
    ids = [texts(parse(found.content), "//g:transmitId/text()")[0] for found in messages.values()]
    assert len(set(ids)) == len(ids) == 7
    assert ids[0] == "urn:newsml:jiangzhou.example:20230308:issue:1:20230307T233000Z:1"


def test_a_stream_has_the_same_bytes() -> None:
    context = make_context(make_edition())
    file = BytesIO()
    stream_message(file, context, (item for item in (b"<a/>\n", b"<b/>\n")))
    assert file.getvalue() == write_message(context, [b"<a/>\n", b"<b/>\n"])


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_a_message_of_many_stories_is_written_in_bounded_memory(repository: Path) -> None:
    """At most 10 MB above what one story needs. The benchmark does the same with 100,000 stories."""
    ran = subprocess.run(
        [sys.executable, "-B", "-m", "benchmarks.message", "--stories", "6000", "--json"],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    measured: dict[str, Any] = json.loads(ran.stdout)
    assert measured["stories"] == 6000
    assert measured["megabytes_written"] > 90
    # Nearly two megabytes are buffers. What grew by 0.6 KB a story would be found here, and take 60 MB for 100,000.
    assert measured["megabytes_above_one_story"] < 4
