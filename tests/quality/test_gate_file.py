"""How the gate may change."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.quality import __main__ as command
from tests.quality.gate import Gate, changes, dumps, load

LEVEL = {"found": 0.9, "wrong_joins": 0.01}


def _gate(levels: Mapping[str, Mapping[str, float]]) -> Gate:
    return Gate(seeds=(1, 2), held_back=(7, 9), held_back_in_tests=2, levels=levels)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "gate.toml"


def _measure(monkeypatch: pytest.MonkeyPatch, measured: Mapping[str, float]) -> None:
    monkeypatch.setattr(command, "LEVELS", ["easy"])
    monkeypatch.setattr(command, "evaluate_level", lambda _level, _seeds: None)
    monkeypatch.setattr(command, "scores", lambda _evaluation: dict(measured))


def test_what_is_written_is_read(file: Path) -> None:
    gate = _gate({"easy": LEVEL})
    file.write_text(dumps(gate), encoding="utf-8")
    assert load(file) == gate
    assert list(gate.gate_seeds()) == [1, 2]
    assert list(gate.held_back_seeds()) == [7, 8, 9]
    assert list(gate.held_back_seeds(2)) == [7, 8]


@pytest.mark.parametrize(
    ("measured", "worse"),
    [
        ({"found": 0.8999, "wrong_joins": 0.01}, [True]),
        ({"found": 0.9001, "wrong_joins": 0.01}, [False]),
        ({"found": 0.9, "wrong_joins": 0.0101}, [True]),
        ({"found": 0.9, "wrong_joins": 0.0}, [False]),
        ({"found": 0.9}, [True]),
        ({"found": 0.9, "wrong_joins": 0.01, "bylines": 0.1}, [False]),
        ({"found": 0.9 + 1e-10, "wrong_joins": 0.01}, []),
    ],
)
def test_changes(measured: dict[str, float], worse: list[bool]) -> None:
    assert [change.worse for change in changes({"easy": LEVEL}, {"easy": measured})] == worse


def test_a_rise_is_written(file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(dumps(_gate({"easy": LEVEL})), encoding="utf-8")
    _measure(monkeypatch, {"found": 0.95, "wrong_joins": 0.01})
    assert command.main([], file=file) == 1
    assert load(file).levels["easy"]["found"] == 0.9
    assert command.main(["--write"], file=file) == 0
    assert load(file).levels["easy"]["found"] == 0.95
    assert "easy.found: 0.9 → 0.95" in capsys.readouterr().out
    assert command.main([], file=file) == 0


def test_one_level_leaves_the_others(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text(dumps(_gate({"easy": LEVEL, "hard": {"found": 0.7}})), encoding="utf-8")
    _measure(monkeypatch, {"found": 0.95, "wrong_joins": 0.01})
    monkeypatch.setattr(command, "LEVELS", ["easy", "hard"])
    assert command.main(["--write", "--level", "easy"], file=file) == 0
    assert load(file).levels == {"easy": {"found": 0.95, "wrong_joins": 0.01}, "hard": {"found": 0.7}}


def test_a_level_that_is_gone_is_a_fall(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text(dumps(_gate({"easy": LEVEL, "gone": {"found": 0.7}})), encoding="utf-8")
    _measure(monkeypatch, LEVEL)
    assert command.main(["--write"], file=file) == 1
    assert command.main(["--write", "--lower"], file=file) == 0
    assert load(file).levels == {"easy": LEVEL}


def test_a_fall_is_written_only_when_meant(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = dumps(_gate({"easy": LEVEL}))
    file.write_text(before, encoding="utf-8")
    _measure(monkeypatch, {"found": 0.99, "wrong_joins": 0.02})
    assert command.main(["--write"], file=file) == 1
    assert file.read_text(encoding="utf-8") == before
    assert "easy.wrong_joins: 0.01 → 0.02 (worse)" in capsys.readouterr().out
    assert command.main(["--write", "--lower"], file=file) == 0
    assert load(file).levels["easy"] == {"found": 0.99, "wrong_joins": 0.02}
