"""The file that says what the scores may not fall below, and how it may change."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

FILE = Path(__file__).with_name("floors.toml")
#: decimal places of a floor; it is rounded down, so that what was measured is never below it
_DIGITS = 3
_HEAD = """\
# What the scores of the development stories may not fall below; see README.md. make test fails when one does. After
# a change for the better:
#     python -m tests.enrichment --write
# refuses to lower any; with --lower it does, and the change says why. The stories that are held back have no floors:
# what is held against a bound gets tuned.

[floors]
"""


def load(file: Path = FILE) -> dict[str, float]:
    """Return the floors by figure."""
    floors: dict[str, float] = tomllib.loads(file.read_text(encoding="utf-8"))["floors"]
    return floors


def dumps(floors: Mapping[str, float]) -> str:
    """Return the content of the file."""
    return _HEAD + "".join(f"{name} = {value}\n" for name, value in floors.items())


def floored(values: Mapping[str, float]) -> dict[str, float]:
    """Return what was measured as floors."""
    scale = 10**_DIGITS
    return {name: math.floor(value * scale + 1e-9) / scale for name, value in values.items()}


def falls(floors: Mapping[str, float], values: Mapping[str, float]) -> Iterator[str]:
    """Return a sentence for every figure that is below its floor, or no longer measured."""
    for name, floor in floors.items():
        value = values.get(name)
        if value is None and floor > 0:
            yield f"{name} is no longer measured (floor {floor})"
        elif value is not None and value < floor - 1e-9:
            yield f"{name} is {value:.4f}, below its floor {floor}"
