"""``python -m tests.quality``: measure all levels, show them beside the gate, and write the gate anew."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from newsml_export.evaluation.report import calibration_lines
from newsml_export.evaluation.scorer import Evaluation
from tests.composer import LEVELS
from tests.quality import table
from tests.quality.gate import FILE, Gate, Scores, changes, dumps, load
from tests.quality.measure import evaluate_level, scores


def main(arguments: Sequence[str], *, file: Path = FILE) -> int:
    """Return 0, or 1 when the gate is not what was measured and was not written."""
    options = _parser().parse_args(arguments)
    gate = load(file)
    levels = options.level or list(LEVELS)
    measured = _measured(levels, gate.gate_seeds())
    kinds = {"gate": {level: scores(evaluation) for level, evaluation in measured.items()}}
    if options.held_back:
        held_back = _measured(levels, gate.held_back_seeds())
        kinds["held back"] = {level: scores(evaluation) for level, evaluation in held_back.items()}
    _say(table.lines(kinds))
    if options.calibration:
        _say_calibration("gate", measured)
        if options.held_back:
            _say_calibration("held back", held_back)
    return _compare(gate, kinds["gate"], options, file)


def _compare(gate: Gate, measured: Scores, options: argparse.Namespace, file: Path) -> int:
    asked_for = options.level or {*gate.levels, *measured}
    differing = list(changes({level: gate.levels[level] for level in gate.levels if level in asked_for}, measured))
    if not differing:
        return 0
    _say(["", "not as in gate.toml:", *(f"  {change}" for change in differing)])
    worse = any(change.worse for change in differing)
    if not options.write:
        return 1
    if worse and not options.lower:
        _say(["nothing was written: some are worse; --lower writes them all the same"])
        return 1
    levels = {**gate.levels, **measured}
    ordered = {level: levels[level] for level in LEVELS if level in levels}
    file.write_text(dumps(replace(gate, levels=ordered)), encoding="utf-8")
    _say([f"written to {file.name}"])
    return 0


def _measured(levels: Iterable[str], seeds: Iterable[int]) -> dict[str, Evaluation]:
    seeds = list(seeds)
    return {level: evaluate_level(level, seeds) for level in levels}


def _say_calibration(kind: str, measured: dict[str, Evaluation]) -> None:
    for level, evaluation in measured.items():
        _say(["", f"{level}, {kind}", *(f"  {line}" for line in calibration_lines(evaluation))])


def _say(lines: Iterable[str]) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.quality", description=__doc__)
    parser.add_argument("--level", action="append", choices=list(LEVELS), help="only this level; may be repeated")
    parser.add_argument("--held-back", action="store_true", help="measure the seeds that are held back, too")
    parser.add_argument("--calibration", action="store_true", help="show how well confidences agree with what is right")
    parser.add_argument("--write", action="store_true", help="write what was measured into gate.toml")
    parser.add_argument("--lower", action="store_true", help="with --write: even what is worse")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
