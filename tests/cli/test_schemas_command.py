from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.validation.schema_sets import item, newsml_g2, written


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return written(tmp_path / "in", {"G2-2.35-Power.xsd": newsml_g2(extra="wild")}) / "G2-2.35-Power.xsd"


def test_schemas_are_added_used_listed_and_removed(cli: Cli, source: Path, tmp_path: Path) -> None:
    document = tmp_path / "theirs.xml"
    document.write_bytes(item("<wild/>"))
    assert cli("schemas", "list").out.startswith("No schemas are registered.")
    before = cli("validate", document)
    assert before.code == 1
    assert "is no element of NewsML-G2" in before.out

    ran = cli("schemas", "add", source, "--sha256", hashlib.sha256(source.read_bytes()).hexdigest())
    assert ran.code == 0
    identifier = ran.out.split()[0]
    assert "registered: NewsML-G2 2.35 power (2 files)" in ran.out
    after = cli("validate", document)
    assert after.code == 0
    assert "valid (NewsML-G2 2.35 power newsItem; checked with G2-2.35-Power.xsd" in after.out

    assert identifier in cli("schemas", "list").out
    listed = json.loads(cli("schemas", "list", "--format", "json").out)
    assert listed["sets"][0]["id"] == identifier
    assert listed["sets"][0]["trouble"] is None
    assert cli("schemas", "add", source).out.startswith(f"{identifier} was registered already")
    assert cli("schemas", "remove", identifier[:6]).out.startswith(f"{identifier} removed")
    assert cli("validate", document).code == 1


def test_a_changed_file_is_told(cli: Cli, source: Path, tmp_path: Path) -> None:
    identifier = cli("schemas", "add", source).out.split()[0]
    stored = tmp_path / "registered-schemas" / identifier / source.name
    stored.write_bytes(stored.read_bytes() + b"\n")
    ran = cli("schemas", "list")
    assert ran.code == 1
    assert "checksum differs" in ran.out
    document = tmp_path / "theirs.xml"
    document.write_bytes(item())
    ran = cli("validate", document)
    assert ran.code == 2
    assert "checksum differs" in ran.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("add", "nowhere.xsd"), "cannot be read"),
        (("add", "http://std.example/a.xsd"), "by https only"),
        (("remove", "0123"), "there is no registered set"),
        (("add",), "Missing argument"),
    ],
)
def test_what_cannot_be_done(cli: Cli, arguments: tuple[str, ...], words: str) -> None:
    ran = cli("schemas", *arguments)
    assert ran.code == 2
    assert words in ran.err
    assert ran.out == ""


def test_quiet(cli: Cli, source: Path) -> None:
    ran = cli("-q", "schemas", "add", source)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
