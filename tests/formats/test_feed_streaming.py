"""Feeds of very many stories: the same words as short ones, in memory that does not grow with their number."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from newsml_export.formats.base import IdentifiedStory
from newsml_export.formats.rss import WRITER, stream_rss
from newsml_export.model.story import PubStatus
from tests.formats.factories import make_context, make_edition, make_rich_story, make_story
from tests.formats.rich_edition import rich_context, rich_edition


def test_streamed_items_are_those_of_the_document() -> None:
    edition = rich_edition()
    context = rich_context(edition)
    stories = [
        IdentifiedStory(story=story, guid=context.guids[story.local_id], version=context.version(story))
        for story in edition.stories
    ]
    (document,) = WRITER.open(edition, context).issue_documents(edition.stories)
    root = etree.fromstring(document.content)
    last_change = max(item.version.version_created for item in stories)
    file = io.BytesIO()
    stream_rss(file, edition, context, iter(stories), last_change=last_change)
    streamed = etree.fromstring(file.getvalue())
    assert [etree.tostring(item) for item in streamed.iter("item")] == [etree.tostring(i) for i in root.iter("item")]
    assert streamed.findtext("channel/title") == root.findtext("channel/title")


def test_what_may_not_be_shown_is_not_streamed() -> None:
    edition = make_edition(make_story(), make_rich_story(pub_status=PubStatus.WITHHELD))
    context = make_context(edition)
    hidden = dataclasses.replace(edition.stories[0], embargoed=context.now + dt.timedelta(minutes=1))
    stories = [
        IdentifiedStory(story=story, guid=context.guids[story.local_id], version=context.version(story))
        for story in (hidden, edition.stories[1])
    ]
    file = io.BytesIO()
    stream_rss(file, edition, context, stories, last_change=context.now)
    assert list(etree.fromstring(file.getvalue()).iter("item")) == []


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is read from /proc")
@pytest.mark.parametrize("form", ["rss", "atom"])
def test_memory_does_not_grow_with_the_number_of_stories(form: str, repository: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.feeds", "--memory", form, "--stories", "4000"]
    ran = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=True)
    measured = json.loads(ran.stdout)
    assert measured["megabytes_written"] > 20
    assert measured["megabytes_above_one_story"] < 10
