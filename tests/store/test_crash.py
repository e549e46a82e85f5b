"""The process dies while it publishes: the old state is there whole, or the new one; never something between."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time

from newsml_export.store import Partner, open_store
from newsml_export.store.store import Store
from tests.formats.factories import PUBLISHER
from tests.store.editions import MORNING, edition, headline, story

STORIES = 40
#: publishes one round after the other, until it is killed; says when a round is done
_PUBLISHER = """
import sys
from newsml_export.store import open_store
from tests.store.test_crash import publish_round
store = open_store(sys.argv[1])
print("ready", flush=True)
for number in range(int(sys.argv[2]), 10_000):
    publish_round(store, number)
    print(number, flush=True)
"""


def publish_round(store: Store, number: int) -> None:
    """Publish the issue so that every headline names the round."""
    stories = (story(one, headline=headline(f"第{number}轮 {one}")) for one in range(STORIES))
    store.publish(edition(*stories), publisher=PUBLISHER, now=MORNING)


def _rounds(store: Store) -> set[int]:
    """Return the rounds that the issue, the partners' feeds and the single stories speak of."""
    issue = store.issues()[0].id
    stories = [item.story.main_headline for item in store.items(issue)]
    for name in ("all", "half"):
        page = store.feed(name, limit=1000, now=MORNING)
        assert page.entries
        stories += [entry.item.story.main_headline for entry in page.entries]
        for entry in page.entries:
            item = store.item(entry.item.guid)
            assert item is not None
            assert item.version == entry.item.version
            assert [change.version.number for change in store.history(entry.item.guid)] == list(
                range(entry.item.version.number, 0, -1)
            ) or len(store.history(entry.item.guid)) == entry.item.version.number
        assert store.feed_state(name, now=MORNING).count == len(page.entries)
    return {int(text.split("轮")[0].removeprefix("第")) for text in stories}


def test_a_killed_process_leaves_one_state_whole(address: str) -> None:
    store = open_store(address)
    store.add_partner(Partner(name="all"), now=MORNING)
    store.add_partner(Partner(name="half", slice="page=1 or page=2"), now=MORNING)
    publish_round(store, 0)
    done, chance = 0, random.Random(7)
    for _ in range(8):
        command = [sys.executable, "-c", _PUBLISHER, address, str(done + 1)]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            time.sleep(chance.uniform(0.0, 0.4))
            process.send_signal(signal.SIGKILL)
            told = [int(line) for line in process.stdout.read().split() if line]
        finished = told[-1] if told else done
        (now,) = _rounds(store)
        assert now in (finished, finished + 1), "what was said to be done is there, and nothing else is half there"
        done = now
    # And the next one simply goes on.
    publish_round(store, done + 1)
    assert _rounds(store) == {done + 1}
    store.close()
