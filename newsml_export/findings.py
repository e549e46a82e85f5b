"""Observations that do not end the operation: every repair and every doubt, for the report and the operator."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from newsml_export.errors import Location


class Severity(StrEnum):
    """How much a finding matters: an ``ERROR`` makes the command end with exit code 1."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One observation about the input or the output."""

    #: stable, kebab-case name, such as ``jump-unresolved``
    code: str
    severity: Severity
    #: what was observed, in one sentence
    message: str
    location: Location = field(default_factory=Location)
    #: what the operator can do about it; may be empty
    mend: str = ""
    #: what speaks for the observation, each a short phrase
    evidence: tuple[str, ...] = ()

    def __str__(self) -> str:
        place = str(self.location)
        return f"{self.severity}: {place + ': ' if place else ''}{self.message} [{self.code}]"


def worst(findings: tuple[Finding, ...]) -> Severity | None:
    """Return the highest severity among ``findings``, or ``None`` where there are none."""
    order = list(Severity)
    return max((f.severity for f in findings), key=order.index, default=None)
