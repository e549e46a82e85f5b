"""Feeds as files: whole, compressed, and touched only where they changed."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import feedparser
import pytest

from newsml_export.errors import InputError
from newsml_export.feeds.static_tree import write_tree
from newsml_export.validation.validator import Validator
from tests.cli.conftest import tree
from tests.feeds.conftest import SETTINGS, House
from tests.formats.factories import make_rich_story
from tests.store.editions import HOUR, edition, story

BASE = "https://news.example/feeds/"


def _write(house: House, folder: Path, partner: str | None = None) -> tuple[str, ...]:
    return write_tree(house.store, folder, settings=SETTINGS, base_url=BASE, partner=partner, now=house.now)


def test_the_tree_is_valid_and_compressed(small_house: House, tmp_path: Path) -> None:
    small_house.publish(edition(story(1), story(2), make_rich_story()))
    paths = _write(small_house, tmp_path / "out")
    assert {"rss.xml", "atom.xml", "feed.json", "ninjs.json", "newsml-g2.xml"} <= set(paths)
    for path in paths:
        content = (tmp_path / "out" / path).read_bytes()
        assert gzip.decompress((tmp_path / "out" / f"{path}.gz").read_bytes()) == content
        assert brotli.decompress((tmp_path / "out" / f"{path}.br").read_bytes()) == content
        if path.endswith((".xml", ".nitf", ".jsonld", "feed.json")):
            verdict = Validator().check(content, path)
            assert verdict.valid, [str(finding) for finding in verdict.findings]


def test_pages_are_chained(small_house: House, tmp_path: Path) -> None:
    small_house.publish(edition(*(story(number) for number in range(120))))
    _write(small_house, tmp_path)
    titles: list[str] = []
    address = f"{BASE}rss.xml"
    while address:
        feed = feedparser.parse((tmp_path / address.removeprefix(BASE)).read_bytes())
        titles += [entry.title for entry in feed.entries]
        address = next((link.href for link in feed.feed.links if link.rel == "next"), "")
    assert len(titles) == len(set(titles)) == 120


def test_what_has_not_changed_is_not_touched(small_house: House, tmp_path: Path) -> None:
    out = tmp_path / "out"
    small_house.publish(edition(story(1), story(2)))
    _write(small_house, out)
    before = tree(out)
    times = {path: (out / path).stat().st_mtime_ns for path in before}
    small_house.later(hours=3)
    _write(small_house, out)
    assert tree(out) == before
    again = {path: (out / path).stat().st_mtime_ns for path in before if not path.startswith(".")}
    assert again == {path: time for path, time in times.items() if not path.startswith(".")}


def test_what_is_killed_or_embargoed_is_not_there(small_house: House, tmp_path: Path) -> None:
    out = tmp_path / "out"
    report = small_house.publish(edition(story(1), story(2), story(3, embargoed=small_house.now + HOUR)))
    killed, kept, hidden = (item.guid for item in report.new)
    _write(small_house, out)
    assert f"items/{killed}.jsonld" in tree(out)
    small_house.later(minutes=1)
    small_house.store.kill(killed, "wrong", now=small_house.now)
    (out / "robots.txt").write_text("theirs", encoding="utf-8")
    _write(small_house, out)
    files = tree(out)
    assert f"items/{killed}.jsonld" not in files
    assert f"items/{killed}.jsonld.gz" not in files
    assert b"stat:canceled" in files[f"items/{killed}.xml"]
    assert f"items/{kept}.xml" in files
    assert files["robots.txt"] == b"theirs"
    assert not [path for path, content in files.items() if hidden.encode() in content or hidden in path]


def test_the_slice_of_a_partner(small_house: House, tmp_path: Path) -> None:
    small_house.publish(edition(story(1), story(2)))
    _write(small_house, tmp_path, "two")
    assert "春耕第1篇".encode() in (tmp_path / "rss.xml").read_bytes()
    assert "大桥第2篇".encode() not in (tmp_path / "rss.xml").read_bytes()
    with pytest.raises(InputError, match="no partner"):
        _write(small_house, tmp_path, "none")
