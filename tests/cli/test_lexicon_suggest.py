from __future__ import annotations

import tomllib
from pathlib import Path

from tests.cli.conftest import Cli


def test_names_that_the_lexicon_lacks_are_proposed(cli: Cli, examples_dir: Path) -> None:
    ran = cli("lexicon", "suggest", examples_dir / "jiangzhou-2023-03-08")
    assert ran.code == 0, ran.err
    proposed = tomllib.loads(ran.out)
    names = {entry["name"] for entries in proposed.values() for entry in entries}
    assert "江岸区" in names
    assert set(proposed) <= {"person", "organisation", "place", "work", "event"}


def test_an_issue_that_is_none_is_told(cli: Cli, tmp_path: Path) -> None:
    ran = cli("lexicon", "suggest", tmp_path / "none")
    assert ran.code == 2
    assert "none" in ran.err
