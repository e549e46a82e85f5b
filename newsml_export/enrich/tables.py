"""The tables that enrichers read: short text files beside this module, loaded when first asked for."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources

_SCORED = re.compile(r"([^\s\d-])(-?\d+)")


def table_text(name: str) -> str:
    """Return the text of the table ``name`` (a file name, UTF-8).

    Raises:
        FileNotFoundError: there is no such table.
    """
    return resources.files("newsml_export.enrich").joinpath("data", name).read_text(encoding="utf-8")


def table_lines(name: str) -> list[str]:
    """Return the lines of the table ``name`` without comments (lines that begin with ``#``) and empty ones."""
    return [line for line in table_text(name).splitlines() if line and not line.startswith("#")]


@lru_cache(maxsize=8)
def sections(name: str) -> dict[str, str]:
    """Return what stands in the table ``name`` below each heading in brackets."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in table_lines(name):
        if line.startswith("[") and line.endswith("]"):
            lines = found.setdefault(line[1:-1], [])
        else:
            lines.append(line)
    return {heading: "\n".join(content) for heading, content in found.items()}


@lru_cache(maxsize=64)
def words(name: str, *headings: str) -> frozenset[str]:
    """Return the words below ``headings`` of the table ``name``, which white space parts."""
    content = sections(name)
    return frozenset(word for heading in headings for word in content[heading].split())


@lru_cache(maxsize=16)
def scores(name: str, heading: str) -> dict[str, float]:
    """Return the characters below ``heading`` of the table ``name`` with their scores (natural logarithms)."""
    return {character: int(tenths) / 10 for character, tenths in _SCORED.findall(sections(name)[heading])}
