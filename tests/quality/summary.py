"""Shows the scores at the end of a test run; ``tests/conftest.py`` hands pytest's hook over.

Scores reach it as properties of tests, because with several workers no test runs in the process that prints.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

PROPERTY = "quality"
_HEAD = "quality of page understanding"


def recorded(level: str, kind: str, scores: dict[str, float]) -> tuple[str, str]:
    """Return a test property that holds scores."""
    return PROPERTY, json.dumps([level, kind, scores])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print a line for each level and kind of seeds that was measured."""
    kinds: dict[str, dict[str, dict[str, float]]] = {}
    for level, kind, scores in sorted(_scores(terminalreporter.stats)):
        kinds.setdefault(kind, {})[level] = scores
    if kinds:
        # Not above: every run of tests loads this file, whatever it tests.
        from tests.quality import table

        terminalreporter.section(_HEAD)
        for line in table.lines(kinds):
            terminalreporter.write_line(line)


def _scores(stats: dict[str, list[Any]]) -> Iterator[Any]:
    for reports in stats.values():
        for report in reports:
            if getattr(report, "when", None) == "call":
                yield from (json.loads(value) for name, value in report.user_properties if name == PROPERTY)
