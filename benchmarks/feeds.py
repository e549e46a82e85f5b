"""RSS and Atom of very many full-text stories: memory, and speed beside bare ``xmlfile`` and feedgen, in one run.

Speed: all write the same items from the same values, in turns. The floor enters and leaves every element of
``etree.xmlfile`` with texts that were worked out beforehand, so it is not asked for what our writer does besides:
cleaning text, cutting descriptions, making HTML, dates and categories. feedgen gets its values ready-made too. Times
are processor time, the best of several rounds: compare the ratios.

Memory: each in a process of its own, stories from a generator, to a file that counts bytes and keeps none. The peak of
the process (VmHWM, Linux) after one story is set against the peak after all. ``ru_maxrss`` would not do: a process
inherits it from the one that started it.

    python -m benchmarks.feeds [--stories 100000] [--timed 4000] [--rounds 5]
    python -m benchmarks.feeds --only rss --stories 6000 --json
"""

from __future__ import annotations

import argparse
import dataclasses
import gc
import io
import itertools
import json
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree

from benchmarks.message import Counter, peak, stories
from newsml_export.formats.atom import stream_atom
from newsml_export.formats.base import FeedOptions
from newsml_export.formats.rss import stream_rss
from tests.formats.factories import make_context, make_edition

if TYPE_CHECKING:
    from newsml_export.formats.base import IdentifiedStory, WriteContext
    from newsml_export.model.edition import Edition

REPOSITORY = Path(__file__).resolve().parents[1]
_MEGABYTE = 1 << 20
_DIFFERENT = 100
_STREAMS = {"rss": stream_rss, "atom": stream_atom}
_NAMES = {"rss": "item", "atom": "{http://www.w3.org/2005/Atom}entry"}
_FEED = FeedOptions(
    self_url="https://jiangzhou.example/rss.xml", story_url="https://jiangzhou.example/{date}/{local_id}"
)


@dataclasses.dataclass(frozen=True, slots=True)
class Leaf:
    """An element of an item, and those inside it."""

    tag: str
    attributes: dict[str, str]
    text: str
    inner: tuple[Leaf, ...]


def edition_and_context() -> tuple[Edition, WriteContext]:
    edition = dataclasses.replace(make_edition(), stories=())
    return edition, make_context(edition, feed=_FEED)


def stream(standard: str, some: Any) -> int:
    """Write ``some`` stories as a feed; return how many bytes that were."""
    edition, context = edition_and_context()
    file = Counter()
    with io.BufferedWriter(file) as buffered:
        _STREAMS[standard](buffered, edition, context, some)
    return file.size


def memory(standard: str, number: int) -> dict[str, Any]:
    """Return what so many stories take above what one takes. Run it in a process of its own."""
    stream(standard, stories(1))
    gc.collect()
    before, start = peak(), time.process_time()
    size = stream(standard, stories(number))
    return {
        "feed": standard,
        "stories": number,
        "megabytes_written": round(size / _MEGABYTE, 1),
        "megabytes_above_one_story": round((peak() - before) / _MEGABYTE, 2),
        "seconds": round(time.process_time() - start, 1),
    }


def feedgen_memory(number: int) -> dict[str, Any]:
    """Return what feedgen takes for so many stories above what it takes for one."""
    plan = plans("rss", list(stories(_DIFFERENT)))
    feedgen(plan, 1)
    gc.collect()
    before = peak()
    size = feedgen(plan, number)
    return {
        "feed": "feedgen",
        "stories": number,
        "megabytes_written": round(size / _MEGABYTE, 1),
        "megabytes_above_one_story": round((peak() - before) / _MEGABYTE, 2),
    }


def plans(standard: str, some: Sequence[IdentifiedStory]) -> list[tuple[Leaf, ...]]:
    """Return the elements of every item that our writer makes of ``some`` stories."""
    edition, context = edition_and_context()
    file = io.BytesIO()
    _STREAMS[standard](file, edition, context, some)
    return [_inner(item) for item in etree.fromstring(file.getvalue()).iter(_NAMES[standard])]


def _inner(element: Any) -> tuple[Leaf, ...]:
    return tuple(Leaf(str(one.tag), dict(one.attrib), one.text or "", _inner(one)) for one in element)


def floor(standard: str, plan: Sequence[tuple[Leaf, ...]], number: int) -> int:
    """Write so many items with bare ``xmlfile``; return how many bytes that were."""
    edition, context = edition_and_context()
    whole = io.BytesIO()
    _STREAMS[standard](whole, edition, context, [])
    head = etree.fromstring(whole.getvalue())
    file = Counter()
    with io.BufferedWriter(file) as buffered, etree.xmlfile(buffered, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element(head.tag, dict(head.attrib), nsmap=head.nsmap):
            for item in itertools.islice(itertools.cycle(plan), number):
                with xml.element(_NAMES[standard]):
                    _write(xml, item)
    return file.size


def _write(xml: Any, leaves: tuple[Leaf, ...]) -> None:
    for leaf in leaves:
        xml.write("\n")
        with xml.element(leaf.tag, leaf.attributes):
            if leaf.inner:
                _write(xml, leaf.inner)
            elif leaf.text:
                xml.write(leaf.text)


def feedgen(plan: Sequence[tuple[Leaf, ...]], number: int, standard: str = "rss") -> int:
    """Write so many items with feedgen; return how many bytes that were."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from feedgen.feed import FeedGenerator
    feed = FeedGenerator()
    feed.load_extension("dc")
    feed.id("https://jiangzhou.example/")
    feed.title("江州晨报")
    feed.link(href="https://jiangzhou.example/")
    feed.description("江州晨报")
    for item in itertools.islice(itertools.cycle(plan), number):
        _feedgen_entry(feed, item, standard)
    content: bytes = feed.rss_str() if standard == "rss" else feed.atom_str()
    return len(content)


def _feedgen_entry(feed: Any, item: tuple[Leaf, ...], standard: str) -> None:
    entry = feed.add_entry(order="append")
    for leaf in item:
        name = leaf.tag.rpartition("}")[2]
        match name:
            case "title":
                entry.title(leaf.text)
            case "link":
                entry.link(href=leaf.attributes.get("href") or leaf.text)
            case "guid" | "id":
                entry.id(leaf.text) if standard == "atom" else entry.guid(leaf.text, permalink=False)
            case "pubDate" | "published":
                entry.published("2023-03-08T06:00:00+08:00")
            case "updated":
                entry.updated(leaf.text)
            case "description" | "summary":
                entry.description(leaf.text, isSummary=True)
            case "encoded" | "content":
                entry.content(leaf.text, type="CDATA" if standard == "rss" else "html")
            case "creator":
                entry.dc.dc_creator(leaf.text)
            case "author":
                entry.author(name=leaf.inner[0].text)
            case "category":
                entry.category(term=leaf.attributes.get("term") or leaf.text)


def speed(standard: str, number: int, rounds: int) -> dict[str, float]:
    """Return items a second of ours, the floor and feedgen."""
    some = list(stories(_DIFFERENT))
    plan = plans(standard, some)
    works: dict[str, Callable[[], object]] = {
        "ours": lambda: stream(standard, itertools.islice(itertools.cycle(some), number)),
        "xmlfile": lambda: floor(standard, plan, number),
        "feedgen": lambda: feedgen(plan, number, standard),
    }
    times = dict.fromkeys(works, float("inf"))
    for _ in range(rounds):
        for name, work in works.items():
            gc.collect()
            start = time.process_time()
            work()
            times[name] = min(times[name], time.process_time() - start)
    return {name: number / seconds for name, seconds in times.items()}


def main() -> None:
    options = _options()
    if options.only:
        measured = (
            feedgen_memory(options.stories) if options.only == "feedgen" else memory(options.only, options.stories)
        )
        print(json.dumps(measured) if options.json else measured)
        return
    print(f"Python {sys.version.split()[0]}, lxml {etree.__version__}\n")
    print(f"{'items a second':<16}{'ours':>10}{'xmlfile':>10}{'feedgen':>10}{'xmlfile/ours':>14}{'ours/feedgen':>14}")
    for standard in _STREAMS:
        each = speed(standard, options.timed, options.rounds)
        ratios = f"{each['xmlfile'] / each['ours']:>14.2f}{each['ours'] / each['feedgen']:>14.2f}"
        print(f"{standard:<16}" + "".join(f"{value:>10.0f}" for value in each.values()) + ratios)
    print(f"\n{'memory':<16}{'stories':>10}{'MB written':>12}{'MB above one story':>20}")
    for name, number in (("rss", options.stories), ("atom", options.stories), ("feedgen", options.timed)):
        found = measured_alone(name, number)
        above = found["megabytes_above_one_story"]
        print(f"{name:<16}{number:>10}{found['megabytes_written']:>12}{above:>20}")


def measured_alone(name: str, number: int) -> dict[str, Any]:
    """Return what ``memory`` says in a process of its own."""
    command = [sys.executable, "-B", "-m", "benchmarks.feeds", "--only", name, "--stories", str(number), "--json"]
    ran = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--stories", type=int, default=100_000, help="for memory")
    parser.add_argument("--timed", type=int, default=4000, help="stories, for speed")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", choices=("rss", "atom", "feedgen"), help="memory of one alone")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
