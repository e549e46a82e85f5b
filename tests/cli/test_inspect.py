from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Cli


def test_a_table_of_stories(cli: Cli, examples_dir: Path, tmp_path: Path) -> None:
    ran = cli("inspect", examples_dir / "jiangzhou-2023-03-08")
    assert ran.code == 0
    assert "18 stories on 4 pages" in ran.out
    assert "derived" in ran.out
    assert "→" in ran.out
    assert "[headline-without-body]" in ran.err
    assert "[furniture-left-out]" not in ran.err
    assert "\x1b" not in ran.out


def test_all_findings(cli: Cli, examples_dir: Path) -> None:
    assert "[furniture-left-out]" in cli("inspect", "--all", examples_dir / "jiangzhou-2023-03-08").err


def test_evidence(cli: Cli, page: Path) -> None:
    plain = cli("inspect", page, "--publication", "江州晨报")
    told = cli("inspect", page, "--publication", "江州晨报", "--evidence")
    assert "·" not in plain.out
    assert told.out.count("·") >= 2


def test_json(cli: Cli, examples_dir: Path) -> None:
    ran = cli("-q", "inspect", "--format", "json", examples_dir / "jiangzhou-2023-03-08")
    edition = json.loads(ran.out)
    assert ran.err == ""
    assert edition["info"]["publication"] == "江州晨报"
    assert len(edition["stories"]) == 18
    assert {"confidence", "evidence"} == set(edition["stories"][0]["headline_decision"])


def test_it_writes_nothing(cli: Cli, page: Path) -> None:
    before = sorted(page.parent.rglob("*"))
    cli("inspect", page, "--publication", "江州晨报")
    assert sorted(page.parent.rglob("*")) == before


def test_text_that_looks_like_markup(cli: Cli, page: Path) -> None:
    text = page.read_text(encoding="utf-8").replace("江心洲大桥今日合龙", "[red]大桥[/red] 合龙 [/]")
    page.write_text(text, encoding="utf-8")
    ran = cli("inspect", page, "--publication", "江州晨报", "--evidence")
    assert ran.code == 0
    assert "[red]大桥[/red]" in ran.out


def test_unreadable_page_is_exit_code_1(cli: Cli, page: Path) -> None:
    (page.parent / "page-02.txt").write_bytes(b"\x00\x01\x02")
    assert cli("inspect", page.parent, "--publication", "江州晨报").code == 1


def test_half_a_character_does_not_end_the_command(cli: Cli, examples_dir: Path, tmp_path: Path) -> None:
    text = (examples_dir / "jiangzhou-2023-03-08-articles" / "issue.json").read_text(encoding="utf-8")
    file = tmp_path / "issue.json"
    file.write_text(text.replace("让好政策走完“最后一步”", "让好\\ud83d\\u0007政策"), encoding="utf-8")
    assert cli("inspect", file).code == 0
    assert cli("inspect", "--format", "json", file).code == 0
    assert cli("convert", file, "-o", tmp_path / "out").code == 0
