"""Verdicts for people and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from newsml_export.findings import Finding, Severity
from newsml_export.validation.verdict import Verdict

_EXCERPT = 160


def render_text(verdicts: Sequence[Verdict], *, quiet: bool = False) -> str:
    """Return the verdicts as text: a line a finding with its place, rule and mend, and a summary.

    Args:
        verdicts: of any number of documents.
        quiet: leave out valid documents, warnings and the summary.
    """
    lines: list[str] = []
    for verdict in verdicts:
        findings = [one for one in verdict.findings if not quiet or one.severity is Severity.ERROR]
        for finding in findings:
            lines += _finding_lines(finding)
        if not quiet and verdict.valid:
            lines.append(f"{verdict.name}: valid {verdict.kind} ({verdict.standard})")
    if not quiet:
        lines.append(summary(verdicts))
    return "".join(f"{line}\n" for line in lines)


def summary(verdicts: Sequence[Verdict]) -> str:
    """Return one line that counts documents and findings."""
    severities = [finding.severity for verdict in verdicts for finding in verdict.findings]
    valid = sum(verdict.valid for verdict in verdicts)
    errors, warnings = severities.count(Severity.ERROR), severities.count(Severity.WARNING)
    return f"{valid} of {len(verdicts)} documents valid, {errors} errors, {warnings} warnings"


def render_json(verdicts: Sequence[Verdict]) -> bytes:
    """Return the verdicts as UTF-8 JSON, indented; the same bytes for the same verdicts."""
    rows = [
        {
            "file": verdict.name,
            "valid": verdict.valid,
            "kind": verdict.kind,
            "standard": verdict.standard,
            "checked_with": list(verdict.checked_with),
            "findings": [
                {
                    "rule": finding.code,
                    "severity": finding.severity.value,
                    "message": finding.message,
                    "line": finding.location.line,
                    "column": finding.location.column,
                    "path": finding.location.path,
                    "mend": finding.mend,
                }
                for finding in verdict.findings
            ],
        }
        for verdict in verdicts
    ]
    value = {"valid": all(verdict.valid for verdict in verdicts), "documents": rows}
    return msgspec.json.format(msgspec.json.encode(_encodable(value)), indent=2) + b"\n"


def _finding_lines(finding: Finding) -> list[str]:
    place = finding.location
    where = ":".join(str(part) for part in (place.file, place.line, place.column) if part is not None)
    lines = [f"{where}: {finding.severity}: {finding.message} [{finding.code}]"]
    if place.path:
        lines.append(f"    at {place.path}")
    excerpt = _excerpt(finding)
    if excerpt:
        lines.append(f"    | {excerpt}")
    if finding.mend:
        lines.append(f"    mend: {finding.mend}")
    return lines


def _excerpt(finding: Finding) -> str:
    place = finding.location
    if place.file is None or place.line is None:
        return ""
    try:
        with Path(place.file).open(encoding="utf-8", errors="replace") as file:
            text = next((line for number, line in enumerate(file, 1) if number == place.line), "")
    except OSError:
        return ""
    text = text.strip()
    return text if len(text) <= _EXCERPT else text[:_EXCERPT] + "…"


def _encodable(value: object) -> object:
    """Return ``value`` without lone surrogates, which no UTF-8 can hold."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {key: _encodable(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_encodable(entry) for entry in value]
    return value
