"""Truths and outputs on disk: one of each, or a folder of each with the same names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from newsml_export.errors import InputError, Location
from newsml_export.evaluation.documents import read_output
from newsml_export.evaluation.scorer import Evaluation, score
from newsml_export.evaluation.truth import FILE, read_truth


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """An issue and what was found out about its export."""

    #: name of its output folder
    name: str
    evaluation: Evaluation


def evaluate(truth: Path, output: Path) -> tuple[Evaluated, ...]:
    """Hold exports against their truths.

    Args:
        truth: a truth, a folder with a ``truth.json``, or a folder of such folders.
        output: the output folder of ``convert``; for many truths, a folder that holds one of the same name for each.

    Raises:
        InputError: a file or folder is missing, or a truth is broken; says where.
    """
    many = _many(truth)
    if many is None:
        file = truth / FILE if truth.is_dir() else truth
        return (_evaluated(file, output),)
    pairs = [(file, output / file.parent.name) for file in many]
    for file, folder in pairs:
        if not folder.is_dir():
            raise InputError(
                f"there is no output for {file}.",
                location=Location(file=str(folder)),
                next_step="Convert that issue into a folder of this name, or name a folder of truths without it.",
            )
    return tuple(_evaluated(file, folder) for file, folder in pairs)


def _many(truth: Path) -> list[Path] | None:
    """Return the truths in the folders below ``truth``, or ``None`` where it is a single one."""
    if not truth.is_dir() or (truth / FILE).exists():
        return None
    files = sorted(truth.glob(f"*/{FILE}"))
    if not files:
        raise InputError(
            f"there is no {FILE} in this folder, nor in folders below it.",
            location=Location(file=str(truth)),
            next_step="Name a truth, or a folder that holds one; docs/evaluation.md tells how to write one.",
        )
    return files


def _evaluated(file: Path, folder: Path) -> Evaluated:
    truth = read_truth(file)
    output = read_output(folder)
    evaluation = score(truth, output.items, broken=output.broken)
    if output.unsure is not None:
        evaluation = evaluation + Evaluation(unsure=output.unsure)
    return Evaluated(name=folder.resolve().name, evaluation=evaluation)
