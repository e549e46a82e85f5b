"""Is this JSON document valid? Recognised by what it says, held against a schema and rules; never an exception."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from newsml_export.findings import Finding, Severity
from newsml_export.validation.json_parsing import parse_json
from newsml_export.validation.json_places import MOST_TOLD, JsonPlaces
from newsml_export.validation.json_schema import JsonSchemaSet, explain
from newsml_export.validation.known_kinds import JSON_KINDS
from newsml_export.validation.verdict import Verdict

if TYPE_CHECKING:
    from newsml_export.validation.json_rules import JsonBreach, JsonRuleSet
    from newsml_export.validation.kinds import JsonKind


class JsonValidator:
    """Validates JSON documents, one after the other, in one thread."""

    def __init__(self, schemas: JsonSchemaSet | None = None) -> None:
        """Validate with ``schemas``, or with our own."""
        self._schemas = schemas or JsonSchemaSet()
        self._rules: dict[Callable[[], JsonRuleSet], JsonRuleSet] = {}

    def check(self, content: bytes, name: str) -> Verdict:
        """Return the verdict on a document.

        Args:
            content: the document. May be anything; what cannot be read gets a verdict that says so.
            name: file as the user named it, or a path inside the output.

        Raises:
            SchemaError: one of our own schemas cannot be used.
        """
        parsed = parse_json(content, name)
        if isinstance(parsed, list):
            return Verdict(name=name, kind=None, standard=None, findings=tuple(parsed))
        text, document = parsed
        kind = next((kind for kind in JSON_KINDS if kind.recognises(document)), None)
        if kind is None or not isinstance(document, dict):
            return Verdict(name=name, kind=None, standard=None, findings=(_unknown(text, name),))
        schema, rules = self._schemas.schema(kind.schema), self._rules_of(kind)
        allowed = schema.is_valid(document)
        breaches = rules.check(document)
        findings: tuple[Finding, ...] = ()
        if breaches or not allowed:
            places = JsonPlaces(text, name)
            another = any(breach.whole for breach in breaches)
            explained = [] if allowed or another else explain(schema, document, places)
            findings = _merged(explained, [_told(breach, places) for breach in breaches[:MOST_TOLD]])
            findings = _cut(findings, places)
        return Verdict(
            name=name,
            kind=kind.name,
            standard=kind.standard,
            findings=findings,
            checked_with=(kind.schema, rules.name),
        )

    def _rules_of(self, kind: JsonKind) -> JsonRuleSet:
        rules = self._rules.get(kind.rules)
        if rules is None:
            rules = self._rules[kind.rules] = kind.rules()
        return rules


def _unknown(text: str, name: str) -> Finding:
    known = "; ".join(f"{kind.standard} ({kind.known_by})" for kind in JSON_KINDS)
    return Finding(
        code="unknown-document",
        severity=Severity.ERROR,
        message="This is JSON, but of no kind that is validated here.",
        location=JsonPlaces(text, name).location(()),
        mend=f"Known are: {known}.",
    )


def _told(breach: JsonBreach, places: JsonPlaces) -> Finding:
    excerpt = places.excerpt(breach.path)
    return Finding(
        code=breach.rule.name,
        severity=breach.rule.severity,
        message=breach.message,
        location=places.location(breach.path),
        mend=breach.rule.mend,
        evidence=(excerpt,) if excerpt else (),
    )


def _cut(findings: tuple[Finding, ...], places: JsonPlaces) -> tuple[Finding, ...]:
    """Keep as many findings as a person can use, the errors first, and say that there are more."""
    if len(findings) < MOST_TOLD:
        return findings
    kept = sorted(findings, key=lambda finding: finding.severity is not Severity.ERROR)[: MOST_TOLD - 1]
    more = Finding(
        code="more-findings",
        severity=Severity.INFO,
        message=f"There is more to find; {MOST_TOLD - 1} findings are told.",
        location=places.location(()),
        mend="Mend these, and validate again.",
    )
    return (*sorted(kept, key=_place), more)


def _place(finding: Finding) -> tuple[int, int]:
    return finding.location.line or 0, finding.location.column or 0


def _merged(explained: list[Finding], broken: list[Finding]) -> tuple[Finding, ...]:
    """Merge what the schema and the rules say, by place; where both find an error at one, the rule's words are kept."""
    judged = {finding.location.path for finding in broken if finding.severity is Severity.ERROR}
    findings = [finding for finding in explained if finding.location.path not in judged] + broken
    return tuple(sorted(findings, key=_place))
