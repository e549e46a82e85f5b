"""Verdicts as SARIF 2.1.0 (OASIS Standard of 2020-03-27), which code hosts show beside the lines of a change."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import quote

from newsml_export._version import __version__
from newsml_export.findings import Severity
from newsml_export.validation.known_kinds import RULE_SETS
from newsml_export.validation.verdict import Level
from newsml_export.validation.xml_schema import XSD_RULES

if TYPE_CHECKING:
    from newsml_export.findings import Finding
    from newsml_export.validation.rules import Rule
    from newsml_export.validation.verdict import SourceLine, Verdict

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
#: section 3.27.10
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render_sarif(verdicts: Sequence[Verdict], rules: Iterable[Rule] = ()) -> bytes:
    """Return ``verdicts`` as one run of a SARIF log, in UTF-8. The same verdicts always give the same bytes.

    Args:
        verdicts: in the order to write them in.
        rules: of further rule sets that were applied beside our own; what is known of them is told.
    """
    known = {rule.name: rule for make in RULE_SETS for rule in make().rules} | {rule.name: rule for rule in rules}
    codes = sorted({finding.code for verdict in verdicts for finding in verdict.findings})
    index = {code: number for number, code in enumerate(codes)}
    run = {
        "tool": {
            "driver": {
                "name": "newsml-export",
                "semanticVersion": __version__,
                "version": __version__,
                "rules": [_descriptor(code, known.get(code)) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": True,
                "exitCode": int(not all(verdict.valid for verdict in verdicts)),
                "toolExecutionNotifications": [
                    _notification(verdict, limit) for verdict in verdicts for limit in verdict.limits
                ],
            }
        ],
        "artifacts": [_artifact(verdict) for verdict in verdicts],
        "results": [result for number, verdict in enumerate(verdicts) for result in _results(verdict, number, index)],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    text = json.dumps(log, ensure_ascii=False, indent=2) + "\n"
    return text.encode("utf-8", "replace")


def _descriptor(code: str, rule: Rule | None) -> dict[str, object]:
    described = rule.description if rule is not None else XSD_RULES.get(code, "")
    descriptor: dict[str, object] = {"id": code}
    if described:
        descriptor["shortDescription"] = {"text": described}
    if rule is not None:
        descriptor["help"] = {"text": rule.mend}
        descriptor["defaultConfiguration"] = {"level": _LEVELS[rule.severity]}
        if rule.source:
            descriptor["fullDescription"] = {"text": f"{rule.description} ({rule.source})"}
    return descriptor


def _artifact(verdict: Verdict) -> dict[str, object]:
    properties = {
        "verdict": str(verdict.level),
        "kind": verdict.kind,
        "standard": verdict.standard,
        "conformance": verdict.conformance,
        "checkedWith": list(verdict.checked_with),
    }
    return {"location": _location(verdict.name), "properties": properties}


def _notification(verdict: Verdict, limit: str) -> dict[str, object]:
    level = "note" if verdict.level is Level.INVALID else "warning"
    location = {"physicalLocation": {"artifactLocation": _location(verdict.name)}}
    return {"level": level, "message": {"text": limit}, "locations": [location]}


def _results(verdict: Verdict, number: int, index: dict[str, int]) -> Iterable[dict[str, object]]:
    sources = {(source.line, source.column): source for source in verdict.lines}
    for finding in verdict.findings:
        place = finding.location
        physical: dict[str, object] = {"artifactLocation": {**_location(verdict.name), "index": number}}
        region = _region(finding, sources.get((place.line or 0, place.column or 0)))
        if region:
            physical["region"] = region
        location: dict[str, object] = {"physicalLocation": physical}
        if place.path:
            location["logicalLocations"] = [{"fullyQualifiedName": place.path, "kind": "element"}]
        message = f"{finding.message} {finding.mend}".rstrip()
        yield {
            "ruleId": finding.code,
            "ruleIndex": index[finding.code],
            "level": _LEVELS[finding.severity],
            "message": {"text": message},
            "locations": [location],
        }


def _region(finding: Finding, source: SourceLine | None) -> dict[str, object]:
    place = finding.location
    if place.line is None or place.line < 1:
        return {}
    region: dict[str, object] = {"startLine": place.line}
    if place.column is not None and place.column >= 1:
        region["startColumn"] = place.column
    if source is not None:
        region["snippet"] = {"text": source.text}
    return region


def _location(name: str) -> dict[str, object]:
    """Return where a file is, as a relative reference or a ``file`` URI (RFC 3986)."""
    path = PurePath(name)
    if path.is_absolute():
        return {"uri": path.as_uri() if _is_plain(name) else "file://" + quote(name, errors="surrogateescape")}
    return {"uri": quote(path.as_posix(), errors="surrogateescape")}


def _is_plain(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
