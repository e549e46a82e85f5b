"""How fast RSS and Atom of very many full-text stories are written, and how much memory they take.

Beside the floor (the same items from bare ``lxml.etree.xmlfile`` calls that were worked out beforehand) and the peer,
feedgen. Every writer runs in a process of its own, on the same stories, in one run; the peak of memory (VmHWM, Linux)
after one story is set against the peak after all.

    python -m benchmarks.feeds [--stories 100000] [--peer-stories 5000]
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime as dt
import gc
import io
import json
import subprocess
import sys
import time
from collections.abc import Callable
from email.utils import format_datetime

from lxml import etree

from benchmarks.message import Counter, peak, stories
from newsml_export.formats.atom import stream_atom
from newsml_export.formats.feed_parts import FeedFrame, description_of, html_of, item_title
from newsml_export.formats.rss import stream_rss
from tests.formats.factories import NOW, make_context, make_edition

_MEGABYTE = 1 << 20
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_DC = "http://purl.org/dc/elements/1.1/"


def write_rss(count: int) -> int:
    """Write an RSS feed; return its size in bytes."""
    file, edition = Counter(), dataclasses.replace(make_edition(), stories=())
    with io.BufferedWriter(file) as buffered:
        stream_rss(buffered, edition, make_context(edition), stories(count), last_change=NOW)
    return file.size


def write_atom(count: int) -> int:
    """Write an Atom feed; return its size in bytes."""
    file, edition = Counter(), dataclasses.replace(make_edition(), stories=())
    with io.BufferedWriter(file) as buffered:
        stream_atom(buffered, edition, make_context(edition), stories(count), last_change=NOW)
    return file.size


def write_floor(count: int) -> int:
    """Write the same items as bare elements, with texts that were worked out; return the size in bytes."""
    edition = dataclasses.replace(make_edition(), stories=())
    frame, file = FeedFrame(edition, make_context(edition)), Counter()
    with io.BufferedWriter(file) as buffered, etree.xmlfile(buffered, encoding="utf-8") as xml:
        xml.write_declaration()
        with (
            xml.element("rss", {"version": "2.0"}, nsmap={"content": _CONTENT, "dc": _DC}),
            xml.element("channel"),
        ):
            for item in stories(count):
                story = item.story
                description = description_of(story)
                leaves = [
                    ("title", item_title(story, description)),
                    ("guid", item.guid),
                    ("pubDate", format_datetime(frame.moment(story))),
                    ("description", description),
                    (f"{{{_CONTENT}}}encoded", html_of(story)),
                    *((f"{{{_DC}}}creator", byline.name) for byline in story.bylines),
                    *(("category", words) for _, _, words in frame.categories(story)),
                ]
                with xml.element("item"):
                    for name, text in leaves:
                        with xml.element(name):
                            xml.write(text)
    return file.size


def write_feedgen(count: int) -> int:
    """Write the same stories with feedgen; return the size in bytes."""
    from feedgen.feed import FeedGenerator

    feed = FeedGenerator()
    feed.load_extension("dc")
    feed.title("x")
    feed.link(href="https://jiangzhou.example/")
    feed.description("x")
    for item in stories(count):
        story, entry = item.story, feed.add_entry(order="append")
        description = description_of(story)
        entry.title(item_title(story, description))
        entry.guid(item.guid)
        entry.pubDate(NOW + dt.timedelta(seconds=1))
        entry.description(description)
        entry.content(html_of(story), type="CDATA")
        entry.dc.dc_creator([byline.name for byline in story.bylines])
        for subject in story.subjects:
            entry.category(term=subject.name)
    return len(feed.rss_str())


WRITERS: dict[str, Callable[[int], int]] = {
    "rss": write_rss,
    "atom": write_atom,
    "floor": write_floor,
    "feedgen": write_feedgen,
}


def measure(name: str, count: int) -> dict[str, float]:
    """Write so many stories in this process; return speed and memory."""
    WRITERS[name](1)
    gc.collect()
    before, start = peak(), time.perf_counter()
    size = WRITERS[name](count)
    seconds = time.perf_counter() - start
    return {
        "megabytes_written": round(size / _MEGABYTE, 1),
        "megabytes_above_one_story": round((peak() - before) / _MEGABYTE, 2),
        "stories_a_second": round(count / seconds),
    }


def _apart(name: str, count: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.feeds", "--memory", name, "--stories", str(count)]
    return dict(json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--stories", type=int, default=100_000)
    parser.add_argument("--peer-stories", type=int, default=5000, help="feedgen holds them all")
    parser.add_argument("--memory", choices=sorted(WRITERS), help="this writer alone, as JSON")
    options = parser.parse_args()
    if options.memory:
        print(json.dumps(measure(options.memory, options.stories)))
        return
    found = {name: _apart(name, options.peer_stories if name == "feedgen" else options.stories) for name in WRITERS}
    for name, one in found.items():
        against_floor = found["floor"]["stories_a_second"] / one["stories_a_second"]
        against_peer = one["stories_a_second"] / found["feedgen"]["stories_a_second"]
        print(
            f"{name:<8} {one['stories_a_second']:>7,.0f} stories/s  time {against_floor:.2f} of the floor  "
            f"speed {against_peer:.2f} of feedgen  +{one['megabytes_above_one_story']:.2f} MB above one story "
            f"({one['megabytes_written']:,.0f} MB written)"
        )


if __name__ == "__main__":
    main()
