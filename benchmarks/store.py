"""A store of many stories: how fast a partner's page of a feed is read, how fast an issue is published, what it weighs.

    python -m benchmarks.store [--stories N] [--postgresql URL] [--pages N]

Stories are put in as issues of a hundred, through the real ``publish``; four partners have slices of their own.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from newsml_export.model.subjects import Genre, Subject
from newsml_export.store import Partner, Store, open_store
from tests.formats.factories import INFO, PUBLISHER, make_edition
from tests.store.editions import story

BEGINNING = dt.datetime(1990, 1, 1, 6, tzinfo=dt.UTC)
AN_ISSUE = 100
PARTNERS = (
    Partner(name="all"),
    Partner(name="economy", slice="topic=medtop:04000000 and not genre=评论"),
    Partner(name="page-two", slice="page=2"),
    Partner(name="rare", slice="topic=medtop:16000000 and page=3"),
)
_TOPICS = ("04000000", "11000000", "15000000", "14000000", "07000000", "05000000", "02000000", "16000000")
_GENRES = ("消息", "消息", "消息", "通讯", "评论", "简讯")


def publish_day(store: Store, day: int, count: int, chance: random.Random) -> float:
    """Publish the issue of a day; return the seconds that it took."""
    moment = BEGINNING + dt.timedelta(days=day)
    stories = []
    for number in range(count):
        one = story(
            number,
            local_id=f"s-{day}-{number}",
            paragraphs=(
                f"第{day}日第{number}篇，{chance.random()}，说的是一件小事。" * 8,
                "第二段说的是后来怎样。" * 12,
            ),
            genre=Genre(name=chance.choice(_GENRES), confidence=0.9),
            subjects=(Subject(name="topic", qcode=f"medtop:{chance.choice(_TOPICS)}", confidence=0.9),),
        )
        stories.append(one)
    edition = make_edition(*stories, info=replace(INFO, date=moment.date(), number=str(day)))
    began = time.perf_counter()
    store.publish(edition, publisher=PUBLISHER, now=moment)
    return time.perf_counter() - began


def percentile(values: list[float], share: float) -> float:
    """Return the value that ``share`` of ``values`` does not exceed."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def read_pages(store: Store, pages: int, now: dt.datetime, chance: random.Random) -> None:
    """Read first pages, pages far back and pages since a cursor, and print how long they take."""
    for partner in PARTNERS:
        last = store.feed_state(partner.name, now=now).last_seq
        took: dict[str, list[float]] = {"first": [], "before": [], "since": []}
        for _ in range(pages):
            place = chance.randrange(1, last + 1)
            for name, asked in (("first", {}), ("before", {"before": place}), ("since", {"after": place})):
                began = time.perf_counter()
                store.feed_state(partner.name, now=now)
                store.feed(partner.name, limit=50, now=now, **asked)
                took[name].append((time.perf_counter() - began) * 1000)
        told = ", ".join(
            f"{name} {percentile(values, 0.5):.1f} / {percentile(values, 0.99):.1f} ms" for name, values in took.items()
        )
        count = store.feed_state(partner.name, now=now).count
        _say(f"{partner.name:9} {count:9,} stories; a page of 50, median / p99: {told}")


def main() -> None:
    """Fill a store, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=100_000)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--postgresql", metavar="URL", help="an empty database; SQLite when left out")
    options = parser.parse_args()
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "store.db"
        store = open_store(options.postgresql or str(file))
        for partner in PARTNERS:
            store.add_partner(partner, now=BEGINNING)
        days = options.stories // AN_ISSUE
        took: list[float] = []
        for day in range(days):
            took.append(publish_day(store, day, AN_ISSUE, chance))
            if (day + 1) % max(1, days // 10) == 0:
                late = took[-max(1, days // 10) :]
                each = sum(late) / len(late) * 1000
                _say(f"{(day + 1) * AN_ISSUE:9,} stories; an issue of {AN_ISSUE} takes {each:.0f} ms")
        now = BEGINNING + dt.timedelta(days=days)
        read_pages(store, options.pages, now, chance)
        if options.postgresql is None:
            size = sum(one.stat().st_size for one in Path(folder).glob("store.db*"))
            _say(f"{size / (days * AN_ISSUE):,.0f} bytes a story in the database")
        store.close()


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
