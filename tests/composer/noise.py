"""Misread characters in Chinese and Japanese furniture and jump lines, as optical recognition makes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

    from tests.composer.options import Options

#: printed, misread: pairs of shapes that differ in a stroke
MISREAD = (
    ("版", "板"),
    ("版", "扳"),
    ("第", "笫"),
    ("接", "按"),
    ("编", "偏"),
    ("责", "贵"),
    ("报", "极"),
    ("0", "O"),
    ("1", "l"),
    ("（", "("),
    ("）", ")"),
    ("：", ":"),
    ("転", "輯"),
    ("続", "読"),
)
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def noisy(line: str, rng: random.Random, options: Options) -> str:
    """Return ``line``, now and then misread in one place; a person still reads what it says."""
    if not options.ocr_noise or rng.random() >= options.ocr_noise:
        return line
    able = [pair for pair in MISREAD if pair[0] in line]
    kind = rng.choice(("shape", "shape", "width", "space"))
    if kind == "shape" and able:
        return line.replace(*rng.choice(able), 1)
    if kind == "width" and re.search(r"[0-9]", line):
        return line.translate(_FULL_WIDTH)
    at = rng.randrange(1, len(line)) if len(line) > 1 else 0
    return f"{line[:at]} {line[at:]}".strip()
