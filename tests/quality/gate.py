"""The file that says how good we are, and how it may change."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from newsml_export.evaluation.figures import SHARES

FILE = Path(__file__).with_name("gate.toml")
_SLACK = 1e-9
#: what one decision on another machine's rounding may change of a share
ROUNDING = 0.011
_HEAD = """\
# How well composed issues are understood: shares of a level over all seeds of the gate. make test fails when one is
# worse than here, and when one is better, so that this always says the truth (but for what another machine's rounding
# of the last digit may change). After a change for the better:
#     python -m tests.quality --write
# refuses to write anything worse; with --lower it does, and the change says why.
# wrong_joins and furniture_leaked are better when they are lower.
"""

Scores = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What the file holds."""

    #: first and last seed that count
    seeds: tuple[int, int]
    #: first and last seed that nobody looks at while working on page understanding; held against nothing
    held_back: tuple[int, int]
    #: so many of them are reported by ``make test``
    held_back_in_tests: int
    #: by level and name
    levels: Scores

    def gate_seeds(self) -> range:
        """Return the seeds that count."""
        return range(self.seeds[0], self.seeds[1] + 1)

    def held_back_seeds(self, count: int | None = None) -> range:
        """Return the seeds that are only reported, or the first ``count`` of them."""
        return range(self.held_back[0], self.held_back[1] + 1)[:count]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A score that is not what the file says."""

    level: str
    name: str
    #: ``None``: not in the file
    was: float | None
    #: ``None``: no longer measured
    now: float | None

    @property
    def worse(self) -> bool:
        """Whether it is a step back; what is new is none, what is gone is one."""
        if self.was is None or self.now is None:
            return self.now is None
        return self.now < self.was if SHARES[self.name].rising else self.now > self.was

    def __str__(self) -> str:
        return f"{self.level}.{self.name}: {_said(self.was)} → {_said(self.now)}{' (worse)' if self.worse else ''}"


def load(file: Path = FILE) -> Gate:
    """Read the file."""
    content = tomllib.loads(file.read_text(encoding="utf-8"))
    seeds = content["seeds"]
    return Gate(
        seeds=tuple(seeds["gate"]),
        held_back=tuple(seeds["held_back"]),
        held_back_in_tests=seeds["held_back_in_tests"],
        levels=content.get("levels", {}),
    )


def dumps(gate: Gate) -> str:
    """Return the content of the file."""
    lines = [
        _HEAD,
        "[seeds]",
        "# first and last",
        f"gate = [{gate.seeds[0]}, {gate.seeds[1]}]",
        "# only reported; never look at these while working on page understanding",
        f"held_back = [{gate.held_back[0]}, {gate.held_back[1]}]",
        f"held_back_in_tests = {gate.held_back_in_tests}",
    ]
    for level, values in gate.levels.items():
        lines += ["", f"[levels.{level}]", *(f"{name} = {value}" for name, value in values.items())]
    return "\n".join(lines) + "\n"


def changes(held: Scores, measured: Scores, slack: float = _SLACK) -> Iterator[Change]:
    """Return every score that differs from what is held by more than ``slack``."""
    for level in dict.fromkeys((*held, *measured)):
        was, now = held.get(level, {}), measured.get(level, {})
        for name in dict.fromkeys((*was, *now)):
            old, new = was.get(name), now.get(name)
            if old is None or new is None or abs(old - new) > slack:
                yield Change(level=level, name=name, was=old, now=new)


def _said(value: float | None) -> str:
    return "nothing" if value is None else f"{value}"
