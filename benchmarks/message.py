"""How much memory one newsMessage of very many full-text stories takes, and how fast it is written.

Stories come from a generator and go to a file that counts bytes and keeps none. The peak of the process (VmHWM, Linux)
after one story is set against the peak after all. Run it in a process of its own, as the command does.

    python -m benchmarks.message [--stories 100000] [--json]
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime as dt
import gc
import io
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from newsml_export.formats.base import IdentifiedStory
from newsml_export.formats.newsml_g2.streaming import stream_stories
from newsml_export.model.identity import Version, guid
from newsml_export.model.story import LocalId
from tests.formats.factories import INFO, NOW, PUBLISHER, make_context, make_edition, make_rich_story

_MEGABYTE = 1 << 20
_SENTENCE = "下一步，服务点将延伸到六十个行政村，群众办事不出村、最多跑一次的目标将在年底前实现，第{}号文件为证。"


class Counter(io.RawIOBase):
    """A file that counts what is written and keeps nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.size = 0

    def writable(self) -> bool:
        """Say yes."""
        return True

    def write(self, data: Any, /) -> int:
        """Count ``data``."""
        length = memoryview(data).nbytes
        self.size += length
        return length


def stories(number: int) -> Iterator[IdentifiedStory]:
    """Yield stories of some thousand characters, no two alike, each with a time of its own."""
    pattern = make_rich_story(pictures=())
    for n in range(number):
        paragraphs = tuple(_SENTENCE.format(f"{n}-{k}") * 4 for k in range(10))
        local_id = LocalId(f"s-{n}")
        story = dataclasses.replace(pattern, local_id=local_id, paragraphs=paragraphs)
        moment = NOW + dt.timedelta(seconds=n)
        version = Version(number=1, first_created=moment, version_created=moment, content_hash="")
        yield IdentifiedStory(story=story, guid=guid(PUBLISHER.domain, INFO, local_id), version=version)


def peak() -> int:
    """Return the most memory that this process ever held, in bytes."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("utf-8"))
    assert found is not None
    return int(found[1]) * 1024


def written(number: int) -> tuple[int, float]:
    """Write so many stories; return bytes and seconds."""
    edition = dataclasses.replace(make_edition(), stories=())
    file, start = Counter(), time.perf_counter()
    with io.BufferedWriter(file) as buffered:
        stream_stories(buffered, edition, make_context(edition), stories(number))
    return file.size, time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--stories", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    written(1)
    gc.collect()
    before = peak()
    size, seconds = written(options.stories)
    measured = {
        "stories": options.stories,
        "megabytes_written": round(size / _MEGABYTE, 1),
        "megabytes_above_one_story": round((peak() - before) / _MEGABYTE, 2),
        "stories_a_second": round(options.stories / seconds),
    }
    if options.json:
        print(json.dumps(measured))
    else:
        print("\n".join(f"{name.replace('_', ' '):<28}{value:>12,}" for name, value in measured.items()))


if __name__ == "__main__":
    main()
