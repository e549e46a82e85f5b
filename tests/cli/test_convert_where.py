from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import CLOCK, Cli


def _stories(folder: Path) -> list[tuple[str, list[str]]]:
    report = json.loads((folder / "report.json").read_bytes())
    return [(story["main_headline"], [part["page"] for part in story["placements"]]) for story in report["stories"]]


def test_only_the_stories_that_fit_are_written(cli: Cli, examples_dir: Path, tmp_path: Path) -> None:
    source = examples_dir / "jiangzhou-2023-03-08"
    for name, where in (
        ("all", ()),
        ("front", ("--where", "page=1 and not continued=yes")),
        ("none", ("--where", "page=9")),
    ):
        ran = cli("convert", source, "-o", tmp_path / name, "--clock", CLOCK, *where)
        assert ran.code == 0, ran.err
    everything, front = _stories(tmp_path / "all"), _stories(tmp_path / "front")
    assert front == [story for story in everything if story[1] == ["1"]]
    assert 0 < len(front) < len(everything)
    assert _stories(tmp_path / "none") == []
    assert f"0 of {len(everything)} chosen" in ran.out


def test_what_is_no_filter_is_told_before_anything_is_read(cli: Cli, tmp_path: Path) -> None:
    ran = cli("convert", tmp_path / "missing", "-o", tmp_path / "out", "--where", "pge=1")
    assert ran.code == 2
    assert "did you mean “page”" in ran.err
    assert len(ran.err.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_a_lexicon_that_is_wrong_is_told_with_its_line(cli: Cli, examples_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "lexicon.toml").write_text('[[person]]\nname = "李"\n', encoding="utf-8")
    settings = tmp_path / "newsml-export.toml"
    settings.write_text('[enrich]\nlexicon = "lexicon.toml"\n', encoding="utf-8")
    ran = cli("convert", examples_dir / "jiangzhou-2023-03-08", "-o", tmp_path / "out", "--settings", settings)
    assert ran.code == 2
    assert "lexicon.toml:2" in ran.err
