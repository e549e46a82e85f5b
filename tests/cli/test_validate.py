from __future__ import annotations

import io
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
    assert ran.out.count(": valid (") == 16
    assert "16 documents: 16 valid, 0 not; 0 errors" in ran.out


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


def test_the_line_and_the_place_in_it_are_shown(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "some.xml"
    file.write_text('<rss version="2.0">\n  <channel><titel>江州</titel></channel>\n</rss>', encoding="utf-8")
    rows = cli("validate", file).out.splitlines()
    at = rows.index("      |          ^")
    assert rows[at - 1] == "    2 | <channel><titel>江州</titel></channel>"
    assert "“titel”" in rows[at - 3]


def test_sarif(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "some.rss"
    file.write_text('<rss version="2.0"><channel/></rss>', encoding="utf-8")
    ran = cli("validate", "--format", "sarif", tmp_path)
    log = json.loads(ran.out)
    assert ran.code == 1
    assert log["version"] == "2.1.0"
    assert log["runs"][0]["artifacts"][0]["location"]["uri"] == file.as_uri()
    assert log["runs"][0]["results"]


def test_standard_input(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    class Given:
        buffer = io.BytesIO(b'<rss version="2.0"/>')

    monkeypatch.setattr("sys.stdin", Given())
    ran = cli("validate", "-")
    assert ran.code == 1
    assert "stdin:1:1: error" in ran.out
    assert cli("validate", "-", "x.xml").code == 2


def test_every_kind_of_file_in_a_folder_is_looked_at(cli: Cli, made: Path) -> None:
    folder = made / "more"
    folder.mkdir()
    for name in ("a.RSS", "b.atom", "c.json", "d.txt"):
        (folder / name).write_text('<rss version="0.91"/>', encoding="utf-8")
    ran = cli("validate", made, "-j", "2")
    assert ran.code in {0, 1}
    documents = json.loads(cli("validate", made, "--format", "json").out)["documents"]
    names = [Path(document["name"]).name for document in documents]
    assert {"a.RSS", "b.atom"} <= set(names)
    assert "d.txt" not in names
    # The report is JSON of no kind that is validated: nobody asked about it by name.
    assert "report.json" not in names


def test_the_number_of_processes_changes_no_byte(cli: Cli, made: Path) -> None:
    item = next((made / "newsml-g2" / "items").iterdir()).read_text(encoding="utf-8")
    for number in range(30):
        (made / f"{number}.xml").write_text(item.replace("stat:usable", f"stat:{number % 2}"), encoding="utf-8")
    for format_ in ("text", "json", "sarif"):
        one, three = (cli("validate", made, "--format", format_, "--jobs", jobs) for jobs in ("1", "3"))
        assert one.code == three.code == 1
        assert one.out == three.out


def test_strict(cli: Cli, made: Path, tmp_path: Path) -> None:
    assert cli("validate", "--strict", made / "newsml-g2").code == 0
    file = tmp_path / "old.xml"
    file.write_text('<rss version="0.91"><channel/></rss>', encoding="utf-8")
    ran = cli("validate", file)
    assert ran.code == 0
    assert f"{file}: valid as far as checked (RSS 0.91 rss)" in ran.out
    assert "note: Only well-formedness was checked" in ran.out
    assert cli("validate", "--strict", file).code == 1


def test_quiet_of_the_command(cli: Cli, made: Path) -> None:
    ran = cli("validate", "--quiet", made)
    assert (ran.code, ran.out, ran.err) == (0, "", "")


@pytest.mark.parametrize("arguments", [("--jobs", "0"), ("--format", "yaml"), ()])
def test_unusable_arguments(cli: Cli, arguments: tuple[str, ...]) -> None:
    assert cli("validate", *arguments, *(("x.xml",) if arguments else ())).code == 2
