"""Pictures, kills and corrections of parsed articles, from ``issue.json`` to the output folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from PIL import Image

from tests.cli.conftest import CLOCK, Cli, tree

LATER = "2023-03-08T09:00:00+08:00"

ARTICLES: list[dict[str, Any]] = [
    {
        "page": "1",
        "id": "bridge",
        "headline": "大桥通车",
        "paragraphs": ["昨日，大桥正式通车，两岸往来只要五分钟。"],
        "pictures": [{"href": "pictures/图 1.png", "caption": "通车仪式", "credit": "赵光 摄"}],
    },
    {
        "page": "2",
        "id": "park",
        "headline": "公园开放",
        "paragraphs": ["公园即日起免费开放。"],
        "pictures": [{"href": "pictures/park.png"}],
    },
]


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    folder = tmp_path / "issue"
    (folder / "pictures").mkdir(parents=True)
    for name in ("图 1.png", "park.png"):
        Image.new("L", (40, 30)).save(folder / "pictures" / name)
    _write(folder)
    return folder


def _write(folder: Path, **changes: Any) -> None:
    first = {**ARTICLES[1], **changes}
    document = {"issue": {"publication": "江州晨报", "date": "2023-03-08"}, "articles": [ARTICLES[0], first]}
    (folder / "issue.json").write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")


def test_files_of_pictures_are_where_their_items_say(cli: Cli, issue: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert cli("convert", issue, "-o", out, "--clock", CLOCK).code == 0
    for name in ("图 1.png", "park.png"):
        assert (out / "pictures" / name).read_bytes() == (issue / "pictures" / name).read_bytes()
    items = [etree.fromstring(found.read_bytes()) for found in (out / "newsml-g2" / "pictures").iterdir()]
    assert len(items) == 2
    (named,) = [item for item in items if item.findtext(".//{*}by") == "赵光"]
    (remote,) = named.iter("{*}remoteContent")
    assert remote.get("width") == "40"
    rows = {row["path"]: row for row in json.loads((out / "report.json").read_bytes())["documents"]}
    assert rows["pictures/park.png"]["size"] == (issue / "pictures" / "park.png").stat().st_size


def test_a_kill_takes_text_and_picture_back(cli: Cli, issue: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    cli("convert", issue, "-o", out, "--clock", CLOCK)
    _write(issue, pub_status="canceled", ed_note="内容有误，全文撤回。")
    assert cli("convert", issue, "-o", out, "--clock", LATER).code == 0
    files = tree(out)
    assert "pictures/park.png" not in files
    assert "pictures/图 1.png" in files
    item = etree.fromstring(files["newsml-g2/items/park.xml"])
    assert (item.get("version"), item.xpath("string(.//*[local-name()='pubStatus']/@qcode)")) == ("2", "stat:canceled")
    assert item.findtext(".//{*}edNote") == "内容有误，全文撤回。"
    for path in ("rss.xml", *(path for path in files if path.startswith("newsml-g2/"))):
        assert "免费开放".encode() not in files[path], path


def test_a_correction_is_a_new_version(cli: Cli, issue: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    cli("convert", issue, "-o", out, "--clock", CLOCK)
    _write(issue, correction="公园下月起开放，不是即日。", paragraphs=["公园下月起免费开放。"])
    assert cli("convert", issue, "-o", out, "--clock", LATER).code == 0
    item = etree.fromstring((out / "newsml-g2" / "items" / "park.xml").read_bytes())
    assert (item.get("version"), item.xpath("string(.//*[local-name()='signal']/@qcode)")) == ("2", "sig:correction")


def test_a_changed_picture_is_a_new_version(cli: Cli, issue: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for clock in (CLOCK, LATER):
        cli("convert", issue, "-o", out, "--clock", clock)
        Image.new("L", (41, 30)).save(issue / "pictures" / "park.png")
    versions = {
        item.get("guid", "").rpartition(":")[2].partition(".")[0]: item.get("version")
        for found in (out / "newsml-g2").rglob("*.xml")
        for item in etree.fromstring(found.read_bytes()).iter("{*}newsItem")
    }
    assert versions == {"bridge": "1", "park": "2"}


def test_messages_are_bounded_by_the_settings(cli: Cli, issue: Path, tmp_path: Path) -> None:
    (issue / "newsml-export.toml").write_text("[export]\nmessage_items = 2\n", encoding="utf-8")
    assert cli("convert", issue, "-o", tmp_path / "out", "--clock", CLOCK).code == 0
    messages = sorted(found.name for found in (tmp_path / "out" / "newsml-g2").glob("message*"))
    assert messages == ["message-1.xml", "message-2.xml", "message-3.xml"]


@pytest.mark.parametrize("line", ["message_items = 0", "message_bytes = -1"])
def test_a_bound_that_cannot_be_is_refused(cli: Cli, issue: Path, tmp_path: Path, line: str) -> None:
    (issue / "newsml-export.toml").write_text(f"[export]\n{line}\n", encoding="utf-8")
    ran = cli("convert", issue, "-o", tmp_path / "out", "--clock", CLOCK)
    assert ran.code == 2
    assert line.partition(" ")[0] in ran.err
    assert not (tmp_path / "out").exists()


def test_a_picture_that_is_missing_is_told_and_the_rest_goes_on(cli: Cli, issue: Path, tmp_path: Path) -> None:
    (issue / "pictures" / "park.png").unlink()
    ran = cli("convert", issue, "-o", tmp_path / "out", "--clock", CLOCK)
    assert ran.code == 0
    assert "picture-missing" in ran.err
    assert not (tmp_path / "out" / "pictures" / "park.png").exists()
