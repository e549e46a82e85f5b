"""Hubs are told of every change, once, and again where they did not listen."""

from __future__ import annotations

import http.server
import threading
from pathlib import Path
from urllib.parse import parse_qs

import feedparser

from newsml_export.feeds.websub import Pinger, ping
from newsml_export.store import open_store
from tests.feeds.conftest import House, build_house, links
from tests.store.editions import edition, story

HUB = "https://hub.example/"


class _Hub:
    """Notes what it is told; may be down."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.down = False

    def __call__(self, hub: str, address: str) -> None:
        if self.down:
            raise OSError("connection refused")
        self.told.append(address.removeprefix("https://feeds.example/v1/"))


def _pinger(house: House, hub: _Hub) -> Pinger:
    base = "https://feeds.example"
    return Pinger(store=house.store, hubs=(HUB,), base_url=base, now=lambda: house.now, send=hub)


def test_feeds_that_changed_are_told_once(small_house: House) -> None:
    hub, due = _Hub(), dict[str, float]()
    pinger = _pinger(small_house, hub)
    pinger.round(due, 0.0)
    assert hub.told == []
    small_house.publish(edition(story(2)))
    for clock in (1.0, 2.0, 3.0):
        pinger.round(due, clock)
    assert sorted(hub.told) == [
        f"{name}/{step}" for name in ("all", "early") for step in ("atom.xml", "feed.json", "rss.xml")
    ]


def test_a_hub_that_is_down_is_told_later(small_house: House) -> None:
    hub, due = _Hub(), dict[str, float]()
    pinger = _pinger(small_house, hub)
    small_house.publish(edition(story(2)))
    hub.down = True
    pinger.round(due, 0.0)
    waits = set(due.values())
    assert min(waits) > 0.0
    hub.down = False
    pinger.round(due, 0.5)
    assert hub.told == [], "it is not asked again before its time"
    pinger.round(due, 10_000.0)
    assert len(hub.told) == 6


def test_a_restart_forgets_nothing_and_repeats_nothing(small_house: House) -> None:
    first, second = _Hub(), _Hub()
    small_house.publish(edition(story(2)))
    _pinger(small_house, first).round({}, 0.0)
    _pinger(small_house, second).round({}, 0.0)
    assert (len(first.told), len(second.told)) == (6, 0)
    small_house.publish(edition(story(2), story(3)))
    _pinger(small_house, second).round({}, 0.0)
    assert len(second.told) == 6


def test_feeds_and_headers_name_the_hub(tmp_path: Path) -> None:
    opened = open_store(str(tmp_path / "store.db"))
    house = build_house(opened, hubs=(HUB,))
    house.publish(edition(story(1)))
    for step in ("rss.xml", "atom.xml"):
        answer = house.get(step)
        assert links(answer)["hub"] == HUB
        assert [link.href for link in feedparser.parse(answer.content).feed.links if link.rel == "hub"] == [HUB]
    assert house.get("feed.json").json()["hubs"] == [{"type": "WebSub", "url": HUB}]
    opened.close()


def test_a_ping_is_a_form(tmp_path: Path) -> None:
    got: list[bytes] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        ping(f"http://127.0.0.1:{server.server_port}/", "https://feeds.example/v1/all/rss.xml")
        thread.join(10)
    assert parse_qs(got[0].decode()) == {
        "hub.mode": ["publish"],
        "hub.url": ["https://feeds.example/v1/all/rss.xml"],
    }
