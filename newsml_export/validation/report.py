"""Verdicts for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from newsml_export.findings import Severity
from newsml_export.validation.excerpts import marked
from newsml_export.validation.verdict import Level

if TYPE_CHECKING:
    from newsml_export.findings import Finding
    from newsml_export.validation.verdict import SourceLine, Verdict


_LEVELS = {
    Level.VALID: "valid",
    Level.AS_FAR_AS_CHECKED: "valid as far as checked",
    Level.INVALID: "NOT VALID",
}


def render_text(verdicts: Sequence[Verdict], *, quiet: bool = False) -> str:
    """Return what to print on a terminal: every document with its findings, then the sums.

    Args:
        verdicts: in the order to print them in.
        quiet: errors only: no valid documents, no warnings, no sums.
    """
    lines: list[str] = []
    for verdict in verdicts:
        shown = [f for f in verdict.findings if not quiet or f.severity is Severity.ERROR]
        sources = {(source.line, source.column): source for source in verdict.lines}
        for finding in shown:
            lines += _finding_lines(finding, verdict.name, sources)
        if not quiet:
            lines += [f"{verdict.name}: note: {limit}" for limit in verdict.limits]
            lines.append(_verdict_line(verdict))
    if not quiet:
        lines += ["", _sums_line(verdicts)]
    return _printable("".join(f"{line}\n" for line in lines))


def render_json(verdicts: Sequence[Verdict]) -> bytes:
    """Return verdicts as JSON in UTF-8. The same verdicts always give the same bytes.

    The object has ``valid``, whether all are; ``documents``, each with ``name``, ``kind``, ``standard``,
    ``conformance``, ``valid``, ``verdict`` (a ``Level``), ``checked_with``, ``limits`` and ``findings``; and
    ``summary`` with the sums. What is not known is ``null``.
    """
    value = {
        "valid": all(verdict.valid for verdict in verdicts),
        "documents": [_document(verdict) for verdict in verdicts],
        "summary": summary(verdicts),
    }
    return _printable(json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def summary(verdicts: Iterable[Verdict]) -> dict[str, int]:
    """Return how many documents there are, how many of them are valid, and how many findings of each severity."""
    counts = {"documents": 0, "valid": 0, "invalid": 0, "errors": 0, "warnings": 0, "infos": 0}
    for verdict in verdicts:
        counts["documents"] += 1
        counts["valid" if verdict.valid else "invalid"] += 1
        for finding in verdict.findings:
            counts[f"{finding.severity}s"] += 1
    return counts


def _finding_lines(finding: Finding, name: str, sources: Mapping[tuple[int, int], SourceLine]) -> list[str]:
    place = finding.location
    where = place.file or name
    for counted in (place.line, place.column):
        if counted is None:
            break
        where += f":{counted}"
    lines = [f"{where}: {finding.severity}: {finding.message} [{finding.code}]"]
    if place.path:
        lines.append(f"    at:   {place.path}" + (f" (item {place.story})" if place.story else ""))
    source = sources.get((place.line or 0, place.column or 0))
    if source is not None:
        text, mark = marked(source)
        number = str(source.line)
        lines += [f"    {number} | {text}", f"    {' ' * len(number)} | {mark}"]
    else:
        lines += [f"    here: {excerpt}" for excerpt in finding.evidence]
    if finding.mend:
        lines.append(f"    mend: {finding.mend}")
    return lines


def _verdict_line(verdict: Verdict) -> str:
    what = (
        " ".join(filter(None, (verdict.standard, verdict.conformance, verdict.kind)))
        or "not a document that is validated here"
    )
    checked = f"; checked with {', '.join(verdict.checked_with)}" if verdict.checked_with else ""
    return f"{verdict.name}: {_LEVELS[verdict.level]} ({what}{checked})"


def _sums_line(verdicts: Sequence[Verdict]) -> str:
    sums = summary(verdicts)
    return (
        f"{_counted(sums['documents'], 'document')}: {sums['valid']} valid, {sums['invalid']} not; "
        f"{_counted(sums['errors'], 'error')}, {_counted(sums['warnings'], 'warning')}."
    )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _document(verdict: Verdict) -> dict[str, object]:
    return {
        "name": verdict.name,
        "kind": verdict.kind,
        "standard": verdict.standard,
        "conformance": verdict.conformance,
        "valid": verdict.valid,
        "verdict": str(verdict.level),
        "checked_with": list(verdict.checked_with),
        "limits": list(verdict.limits),
        "findings": [_finding(finding) for finding in verdict.findings],
    }


def _finding(finding: Finding) -> dict[str, object]:
    place = finding.location
    return {
        "rule": finding.code,
        "severity": str(finding.severity),
        "message": finding.message,
        "line": place.line,
        "column": place.column,
        "path": place.path,
        "item": place.story,
        "mend": finding.mend,
        "source": list(finding.evidence),
    }


def _printable(text: str) -> str:
    """Return ``text`` without lone surrogates, which names of files may hold and no encoding takes."""
    return text.encode("utf-8", "replace").decode("utf-8")
