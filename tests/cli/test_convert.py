from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from newsml_export.vocabularies.own_concepts import OWN_CONCEPTS
from tests.cli.conftest import CLOCK, PAGE, Cli, tree

LATER = "2023-03-09T08:30:00+08:00"


def _convert(cli: Cli, page: Path, out: Path, *more: str, clock: str = CLOCK) -> dict[str, Any]:
    ran = cli("convert", page, "--publication", "江州晨报", "-o", out, "--clock", clock, *more)
    assert ran.code == 0, ran.err
    report: dict[str, Any] = json.loads((out / "report.json").read_bytes())
    return report


def _versions(report: dict[str, Any]) -> dict[str, tuple[int, str, str]]:
    return {
        story["main_headline"]: (
            story["version"]["number"],
            story["version"]["first_created"],
            story["version"]["version_created"],
        )
        for story in report["stories"]
    }


def test_a_whole_issue(cli: Cli, examples_dir: Path, tmp_path: Path) -> None:
    ran = cli("convert", examples_dir / "jiangzhou-2023-03-08", "-o", tmp_path / "out", "--clock", CLOCK)
    assert ran.code == 0
    files = tree(tmp_path / "out")
    items = [path for path in files if path.startswith("newsml-g2/items/")]
    vocabularies = {f"newsml-g2/vocabularies/{name}.xml" for name in (*OWN_CONCEPTS, "publication")}
    assert vocabularies | {
        *("newsml-g2/package.xml", "newsml-g2/message.xml", "newsml-g2/catalog.xml"),
        *("rss.xml", "index.html", "report.json"),
    } == (set(files) - set(items))
    report = json.loads(files["report.json"])
    assert len(items) == len(report["stories"]) == 18
    assert f"{len(items)} files" in ran.out
    made = len(items) + len(vocabularies) + 4
    assert f"{made} of {made} valid" in ran.out
    for name in ("package.xml", "rss.xml", "index.html", "report.json"):
        assert name in ran.out
    assert "\x1b" not in ran.out + ran.err, "no colours and no progress bar where nobody looks"
    assert "stories ━" not in ran.err


def test_the_same_issue_as_articles(cli: Cli, examples_dir: Path, tmp_path: Path) -> None:
    source = examples_dir / "jiangzhou-2023-03-08-articles" / "issue.json"
    assert cli("convert", source, "-o", tmp_path / "out", "--clock", CLOCK).code == 0
    report = json.loads((tmp_path / "out" / "report.json").read_bytes())
    assert len(report["stories"]) == 18
    assert all(document.get("valid", True) for document in report["documents"])


def test_two_runs_with_one_clock_write_the_same_bytes(cli: Cli, examples_dir: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        cli("convert", examples_dir / "jiangzhou-2023-03-08", "-o", tmp_path / name, "--clock", CLOCK)
    assert len(tree(tmp_path / "one")) == 34
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_unchanged_stories_keep_version_and_bytes(cli: Cli, page: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = _convert(cli, page, out)
    before = tree(out)
    second = _convert(cli, page, out, clock=LATER)
    assert _versions(first) == _versions(second)
    assert set(tree(out)) == set(before)
    for path, content in tree(out).items():
        if path.startswith("newsml-g2/items/") or path.endswith("package.xml"):
            assert content == before[path], path


def test_a_changed_story_gets_the_next_version(cli: Cli, page: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    before = _versions(_convert(cli, page, out))
    page.write_text(PAGE.replace("还书。", "还书。\n　　夏天还会开一个自习室。"), encoding="utf-8")
    report = _convert(cli, page, out, clock=LATER)
    after = _versions(report)
    assert after["江心洲大桥今日合龙"] == before["江心洲大桥今日合龙"]
    number, first, created = after["图书馆延长开放时间"]
    assert (number, first) == (2, before["图书馆延长开放时间"][1])
    assert created != before["图书馆延长开放时间"][2]
    assert report["package"]["version"]["number"] == 2
    guid = next(s["guid"] for s in report["stories"] if s["main_headline"] == "图书馆延长开放时间")
    items = [etree.fromstring(content) for path, content in tree(out).items() if "/items/" in path]
    assert {item.get("version") for item in items if item.get("guid") == guid} == {"2"}
    assert {item.get("version") for item in items if item.get("guid") != guid} == {"1"}


def test_a_story_that_is_gone_loses_its_file_and_keeps_its_number(cli: Cli, page: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = _convert(cli, page, out)
    (out / "notes.txt").write_text("not ours", encoding="utf-8")
    page.write_text(PAGE[: PAGE.index("图书馆延长")], encoding="utf-8")
    second = _convert(cli, page, out, clock=LATER)
    kept = {story["local_id"] for story in second["stories"]}
    assert len(kept) == 1
    assert {path.stem for path in (out / "newsml-g2" / "items").iterdir()} == kept
    assert (out / "notes.txt").exists(), "what we did not write is not ours to remove"
    page.write_text(PAGE, encoding="utf-8")
    assert _versions(_convert(cli, page, out, clock=LATER)) == _versions(first)


def test_bundle_delivers_one_file(cli: Cli, page: Path, tmp_path: Path) -> None:
    _convert(cli, page, tmp_path / "out")
    _convert(cli, page, tmp_path / "out", "--bundle")
    files = tree(tmp_path / "out")
    assert not [path for path in files if "/items/" in path]
    message = etree.fromstring(files["newsml-g2/message.xml"])
    assert len(message.findall(".//{*}newsItem")) == 2


def test_one_format(cli: Cli, page: Path, tmp_path: Path) -> None:
    _convert(cli, page, tmp_path / "out", "-f", "rss")
    assert set(tree(tmp_path / "out")) == {"rss.xml", "report.json"}


def test_options_win_over_the_page(cli: Cli, page: Path, tmp_path: Path) -> None:
    more = (
        "--date",
        "2023-03-09",
        "--number",
        "第77期",
        "--edition",
        "城区版",
        "--place",
        "江州",
        "--language",
        "zh-CN",
    )
    report = _convert(cli, page, tmp_path / "out", *more)
    assert report["issue"] == {
        "publication": "江州晨报",
        "date": "2023-03-09",
        "number": "第77期",
        "edition": "城区版",
        "place": "江州",
        "language": "zh-CN",
    }


def test_named_settings_win(cli: Cli, page: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text('[publisher]\ndomain = "elsewhere.example"\n', encoding="utf-8")
    report = _convert(cli, page, tmp_path / "out", "--settings", str(other))
    assert all(story["guid"].startswith("urn:newsml:elsewhere.example:20230308:") for story in report["stories"])


def test_quiet_says_nothing(cli: Cli, page: Path, tmp_path: Path) -> None:
    ran = cli("-q", "convert", page, "--publication", "江州晨报", "-o", tmp_path / "out")
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_messages_as_json_lines(cli: Cli, examples_dir: Path, tmp_path: Path) -> None:
    source = examples_dir / "jiangzhou-2023-03-08"
    ran = cli("--log-format", "json", "convert", source, "-o", tmp_path / "out")
    assert {row["code"] for row in ran.rows} >= {"jump-unresolved", "headline-without-body", "headline-derived"}
    for row in ran.rows:
        assert set(row) == {"level", "code", "message", "location", "mend"}
        assert row["location"]["file"].endswith(".txt")
        assert row["mend"]


def test_a_full_disk_leaves_nothing_half_written(
    cli: Cli, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    _convert(cli, page, out)
    before = tree(out)
    page.write_text(PAGE.replace("五分钟", "六分钟"), encoding="utf-8")
    rename = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if Path(target).name == "rss.xml":
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    ran = cli("convert", page, "--publication", "江州晨报", "-o", out, "--clock", LATER)
    assert ran.code == 2
    assert ran.err.splitlines()[-1].startswith(
        f"error: {out / 'rss.xml'}: cannot be written (No space left on device)."
    )
    after = tree(out)
    assert not [path for path in after if ".writing-" in path]
    assert after["rss.xml"] == before["rss.xml"]
    assert after["report.json"] == before["report.json"], (
        "the memory of versions must not run ahead of what was written"
    )
    for path, content in after.items():
        if path.endswith(".xml"):
            etree.fromstring(content)
    monkeypatch.undo()
    number = dict(_versions(_convert(cli, page, out, clock=LATER)))["江心洲大桥今日合龙"][0]
    assert number == 2


def test_the_output_folder_cannot_be_made(cli: Cli, page: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    ran = cli("convert", page, "--publication", "江州晨报", "-o", tmp_path / "taken")
    assert ran.code == 2
    assert "taken: cannot be written" in ran.err
    assert "-o" in ran.err
    assert "[unwritable-output]" in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_damaged_report_is_not_overwritten(cli: Cli, page: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    _convert(cli, page, out)
    (out / "report.json").write_text("{", encoding="utf-8")
    ran = cli("convert", page, "--publication", "江州晨报", "-o", out)
    assert ran.code == 2
    assert f"{out / 'report.json'}" in ran.err
    assert (out / "report.json").read_text(encoding="utf-8") == "{"


def test_the_output_may_stand_inside_the_issue(cli: Cli, examples_dir: Path, tmp_path: Path) -> None:
    folder = tmp_path / "issue"
    shutil.copytree(examples_dir / "jiangzhou-2023-03-08", folder)
    for _ in range(2):
        assert cli("convert", folder, "-o", folder / "out", "--clock", CLOCK).code == 0
    assert len(json.loads((folder / "out" / "report.json").read_bytes())["stories"]) == 18
