from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import CLOCK, Cli


@pytest.fixture
def made(cli: Cli, page: Path, tmp_path: Path) -> Path:
    assert cli("convert", page, "--publication", "江州晨报", "-o", tmp_path / "out", "--clock", CLOCK).code == 0
    return tmp_path / "out"


def test_what_we_wrote_is_valid(cli: Cli, made: Path) -> None:
    ran = cli("validate", made)
    assert ran.code == 0
    assert ran.out.count(": valid (") == 5
    assert "5 documents: 5 valid, 0 not; 0 errors" in ran.out


def test_a_broken_document_is_explained(cli: Cli, made: Path) -> None:
    item = next((made / "newsml-g2" / "items").iterdir())
    text = item.read_text(encoding="utf-8")
    item.write_text(text.replace("pubStatus", "pubStaus"), encoding="utf-8")
    line = next(number for number, row in enumerate(text.splitlines(), start=1) if "pubStatus" in row)
    ran = cli("validate", item)
    assert ran.code == 1
    assert f"{item}:{line}" in ran.out
    assert "error: " in ran.out
    assert "mend: " in ran.out
    assert "[xsd-unexpected-element]" in ran.out
    assert f"{item}: NOT VALID" in ran.out


def test_json(cli: Cli, made: Path) -> None:
    (made / "rss.xml").write_bytes(b"<rss version='2.0'><channel/></rss>")
    ran = cli("validate", "--format", "json", made / "rss.xml", made / "newsml-g2" / "package.xml")
    result = json.loads(ran.out)
    assert ran.code == 1
    assert result["summary"]["invalid"] == 1
    assert [document["valid"] for document in result["documents"]] == [False, True]
    finding = result["documents"][0]["findings"][0]
    assert finding["line"] == 1
    assert finding["mend"]
    assert finding["rule"]


def test_quiet(cli: Cli, made: Path) -> None:
    ran = cli("-q", "validate", made)
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_no_such_file(cli: Cli) -> None:
    ran = cli("validate", "nowhere.xml")
    assert ran.code == 2
    assert ran.err == "error: nowhere.xml: there is no such file. Check the path. [unusable-input]\n"


def test_a_folder_without_documents(cli: Cli, tmp_path: Path) -> None:
    ran = cli("validate", tmp_path)
    assert ran.code == 2
    assert "there is no .xml, .json, .rss or .atom file in this folder" in ran.err


@pytest.mark.parametrize("content", [b"", b"text", b"\x00\xff\xfe", b"<html/>", b"<a>", b"<!DOCTYPE a []><a/>"])
def test_anything_else_is_a_finding(cli: Cli, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "some.xml"
    file.write_bytes(content)
    ran = cli("validate", file)
    assert ran.code == 1
    assert ran.out.startswith(f"{file}")
    assert "error: " in ran.out
