"""Is this document valid? One question, one verdict, never an exception about the document."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from newsml_export.errors import Location
from newsml_export.findings import Finding, Severity
from newsml_export.validation import newsml_g2_names as names
from newsml_export.validation.json_documents import JsonValidator
from newsml_export.validation.json_parsing import looks_like_json
from newsml_export.validation.known_kinds import XML_KINDS
from newsml_export.validation.parsing import Parser
from newsml_export.validation.places import Places
from newsml_export.validation.schemas import SchemaSet
from newsml_export.validation.values import clipped
from newsml_export.validation.verdict import Verdict
from newsml_export.validation.xml_schema import explain

if TYPE_CHECKING:
    from lxml.etree import _Element

    from newsml_export.validation.kinds import XmlKind
    from newsml_export.validation.rules import Breach, RuleSet


_BY_ROOT = {kind.root: kind for kind in XML_KINDS}


class Validator:
    """Validates documents, one after the other, in one thread.

    Making one costs nothing but what it then uses: each schema is compiled with the first document that needs it (2 to
    6 ms). Give validators of several threads the same set of schemas; each process makes its own.
    """

    def __init__(self, schemas: SchemaSet | None = None) -> None:
        """Validate with ``schemas``, or with our own."""
        self._schemas = schemas or SchemaSet()
        self._parser = Parser()
        self._json = JsonValidator()
        self._rules: dict[Callable[[], RuleSet], RuleSet] = {}

    def check(self, content: bytes, name: str) -> Verdict:
        """Return the verdict on a document.

        Args:
            content: the document. May be anything; what cannot be read gets a verdict that says so.
            name: file as the user named it, or a path inside the output.

        Raises:
            SchemaError: one of our own schemas cannot be used.
        """
        if looks_like_json(content):
            return self._json.check(content, name)
        root = self._parser.parse(content, name)
        if isinstance(root, Finding):
            return Verdict(name=name, kind=None, standard=None, findings=(root,))
        kind = _BY_ROOT.get(str(root.tag))
        if kind is None:
            return Verdict(name=name, kind=None, standard=None, findings=(_unknown(root, content, name),))
        schema = self._schemas.schema(kind.schema)
        rules = self._rules_of(kind)
        allowed = schema.allows(root)
        breaches = rules.check(root)
        findings: tuple[Finding, ...] = ()
        if breaches or not allowed:
            places = Places(content, root, name)
            explained = [] if allowed else explain(schema, root, places)
            findings = merged(explained, [told_of(breach, places) for breach in breaches])
        return Verdict(
            name=name,
            kind=kind.name,
            standard=kind.standard,
            findings=findings,
            checked_with=(kind.schema, rules.name),
        )

    def check_file(self, path: Path) -> Verdict:
        """Return the verdict on the document at ``path``; a file that cannot be read is not valid.

        Raises:
            SchemaError: one of our own schemas cannot be used.
        """
        name = str(path)
        try:
            content = path.read_bytes()
        except OSError as error:
            finding = Finding(
                code="unreadable-file",
                severity=Severity.ERROR,
                message=f"The file cannot be read ({error.strerror or error}).",
                location=Location(file=name),
                mend="Check the path and your rights to it.",
            )
            return Verdict(name=name, kind=None, standard=None, findings=(finding,))
        return self.check(content, name)

    def _rules_of(self, kind: XmlKind) -> RuleSet:
        rules = self._rules.get(kind.rules)
        if rules is None:
            rules = self._rules[kind.rules] = kind.rules()
        return rules


def _unknown(root: _Element, content: bytes, name: str) -> Finding:
    found = etree.QName(root)
    known = ", ".join(kind.name for kind in XML_KINDS)
    namespace = f" in the namespace “{clipped(found.namespace)}”" if found.namespace else ""
    return Finding(
        code="unknown-document",
        severity=Severity.ERROR,
        message=f"The root element is “{clipped(found.localname)}”{namespace}, which is not validated here.",
        location=Places(content, root, name).location(root),
        mend=f"Known are: {known}; NewsML-G2 has the namespace {names.PREFIX[1:-1]}, RSS has none.",
    )


def told_of(breach: Breach, places: Places) -> Finding:
    """Return ``breach`` as a finding with its place."""
    excerpt = places.excerpt(breach.element)
    return Finding(
        code=breach.rule.name,
        severity=breach.rule.severity,
        message=breach.message,
        location=places.location(breach.element, breach.attribute),
        mend=breach.rule.mend,
        evidence=(excerpt,) if excerpt else (),
    )


def merged(explained: list[Finding], broken: list[Finding]) -> tuple[Finding, ...]:
    """Merge what the schema and the rules say of a document, by place.

    Where both find an error at one place, the rule's words are kept: it knows what the value is for.
    """
    judged = {finding.location.path for finding in broken if finding.severity is Severity.ERROR}
    findings = [finding for finding in explained if finding.location.path not in judged] + broken
    return tuple(sorted(findings, key=lambda finding: (finding.location.line or 0, finding.location.column or 0)))
