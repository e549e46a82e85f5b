"""Validates documents of any origin: against the official schema where it is registered, else as far as ours goes.

``validator.Validator`` holds what we write to our own, narrower profiles. Here a document of others is called invalid
only for what its standard forbids, and what could not be checked is said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from newsml_export.errors import Location
from newsml_export.findings import Finding, Severity
from newsml_export.validation import newsml_g2_names as names
from newsml_export.validation.detection import NEWSML_G2, NITF, STANDARDS, Detected, detect
from newsml_export.validation.excerpts import source_lines
from newsml_export.validation.foreign import certain_faults, in_namespace, is_ours, softened, without_extensions
from newsml_export.validation.known_kinds import XML_KINDS
from newsml_export.validation.large_documents import is_allowed
from newsml_export.validation.official import OfficialSchemas
from newsml_export.validation.parsing import Parser, decoded
from newsml_export.validation.places import Places
from newsml_export.validation.rules_newsml_g2 import NewsMLG2Rules
from newsml_export.validation.schemas import SchemaSet
from newsml_export.validation.validator import Validator, merged, told_of
from newsml_export.validation.values import clipped
from newsml_export.validation.verdict import Verdict
from newsml_export.validation.xml_schema import explain, faults

if TYPE_CHECKING:
    from lxml.etree import _Element

    from newsml_export.validation.kinds import XmlKind
    from newsml_export.validation.official import Fit
    from newsml_export.validation.rules import Breach, RuleSet

_BY_ROOT = {kind.root: kind for kind in XML_KINDS}
_REGISTER = "newsml-export schemas add registers the official schema"
#: larger documents are not read
MOST_BYTES = 1_000_000_000
#: of one document; nobody reads more
_MOST_FINDINGS = 1000


@dataclass(slots=True, kw_only=True)
class _Case:
    """One document while it is looked at."""

    detected: Detected
    root: _Element
    places: Places
    kind: XmlKind | None
    #: whether this program made it
    ours: bool
    findings: list[Finding] = field(default_factory=list)
    limits: list[str] = field(default_factory=list)
    checked_with: list[str] = field(default_factory=list)


class DocumentValidator:
    """Validates documents of any origin, one after the other, in one thread.

    Each schema is compiled with the first document that needs it and kept; every process makes its own validator.
    """

    def __init__(
        self,
        *,
        official: OfficialSchemas | None = None,
        further: Sequence[Callable[[], RuleSet]] = (),
        schemas: SchemaSet | None = None,
    ) -> None:
        """Validate with ``official`` schemas (``None``: those registered on this machine) and our own ``schemas``.

        ``further`` makes rule sets that every document of XML is held to as well, such as what an importer demands;
        their findings are added to the verdict, with their severities.
        """
        schemas = schemas or SchemaSet()
        self._official = official if official is not None else OfficialSchemas()
        self._schemas = schemas
        self._own = Validator(schemas)
        self._parser = Parser(doctypes=True)
        self._rules: dict[Callable[[], RuleSet], RuleSet] = {}
        self._further = tuple(make() for make in further)

    def check(self, content: bytes, name: str) -> Verdict:
        """Return the verdict on a document, which may be anything.

        Args:
            content: the document.
            name: file as the user named it.

        Raises:
            SchemaError: a schema of ours, or a registered one, cannot be used.
        """
        root = self._parser.parse(content, name)
        if isinstance(root, Finding):
            verdict = self._own.check(content, name)
            return replace(verdict, lines=source_lines(decoded(content, None), verdict.findings))
        encoding = root.getroottree().docinfo.encoding
        text = decoded(content, encoding)
        detected = detect(root)
        if detected is None:
            verdict = self._own.check(content, name)
            return replace(verdict, lines=source_lines(text, verdict.findings))
        case = self._case(detected, root, content, text, name)
        self._judge(case)
        findings = _cut(case.findings, name)
        return Verdict(
            name=name,
            kind=detected.kind,
            standard=detected.standard,
            conformance=detected.conformance,
            findings=findings,
            checked_with=tuple(case.checked_with),
            limits=tuple(case.limits),
            lines=source_lines(text, findings),
        )

    def check_file(self, path: Path) -> Verdict:
        """Return the verdict on the document at ``path``; a file that cannot be read is not valid.

        Raises:
            SchemaError: a schema of ours, or a registered one, cannot be used.
        """
        try:
            with path.open("rb") as file:
                content = file.read(MOST_BYTES + 1)
        except OSError:
            return self._own.check_file(path)
        if len(content) > MOST_BYTES:
            return _too_large(str(path))
        return self.check(content, str(path))

    def _case(self, detected: Detected, root: _Element, content: bytes, text: str, name: str) -> _Case:
        kind = _BY_ROOT.get(str(root.tag))
        if detected.family == "NITF" and detected.namespace is None:
            # Documents by the DTD of NITF have the same elements in no namespace.
            root = in_namespace(root, NITF)
            detected = replace(detected, namespace=NITF)
            kind = _BY_ROOT.get(str(root.tag))
            content = text.encode("utf-8", "replace")
        elif detected.family == "RSS" and (detected.version or "2").partition(".")[0] != "2":
            kind = None
        case = _Case(detected=detected, root=root, places=Places(content, root, name), kind=kind, ours=is_ours(root))
        if root.getroottree().docinfo.internalDTD is not None:
            case.limits.append("The file that the document type declaration names was not read.")
        return case

    def _judge(self, case: _Case) -> None:
        fit = self._official.fit(case.detected)
        rules = self._rules_for(case)
        breaches = rules.check(case.root) if rules is not None else []
        further = [(rule_set, rule_set.check(case.root)) for rule_set in self._further]
        if fit is not None:
            case.checked_with.append(fit.schema.name)
            by_schema = self._by_official(case, fit)
        elif case.kind is not None:
            case.checked_with.append(case.kind.schema)
            by_schema = self._by_ours(case, case.kind)
        else:
            by_schema = certain_faults(case.root, case.places)
            case.limits.append(_not_checked(case.detected, rules))
        broken = [told_of(breach, case.places) for breach in _most(breaches)]
        if not case.ours and rules is not None:
            # The registered schema is the judge of what is valid; without one, the standard's rules are.
            lenient = {rule.name for rule in rules.rules if fit is not None or not rule.source}
            broken = [_softened_rule(finding, lenient) for finding in broken]
        if rules is not None:
            case.checked_with.append(rules.name)
        for rule_set, more in further:
            broken += [told_of(breach, case.places) for breach in _most(more)]
            case.checked_with.append(rule_set.name)
        # A doubt about a place of which a rule says something is not told beside it.
        told = {finding.location.path for finding in broken}
        by_schema = [one for one in by_schema if one.severity is Severity.ERROR or one.location.path not in told]
        case.findings += merged(by_schema, broken)

    def _by_official(self, case: _Case, fit: Fit) -> list[Finding]:
        allowed = is_allowed(fit.schema, case.root, case.places.size)
        if fit.behind:
            case.limits.append(
                f"The document is {case.detected.standard}, but the newest schema that is registered is of "
                f"{fit.stored.version}: what came since is unknown to it."
            )
        profile = self._schemas.schema(case.kind.schema) if case.kind is not None else None
        in_profile = profile is not None and is_allowed(profile, case.root, case.places.size)
        if case.ours and profile is not None and not in_profile:
            case.checked_with.append(profile.name)
            return explain(profile, case.root, case.places)
        if not allowed:
            return explain(fit.schema, case.root, case.places)
        if not in_profile and next(case.root.iter(names.INLINE_XML), None) is not None:
            case.limits.append("The official schema does not look into inlineXML: what is in it was not checked.")
        return []

    def _by_ours(self, case: _Case, kind: XmlKind) -> list[Finding]:
        schema = self._schemas.schema(kind.schema)
        if is_allowed(schema, case.root, case.places.size):
            return []
        if case.ours:
            return explain(schema, case.root, case.places)
        if case.detected.namespace in STANDARDS:
            findings = _together(
                certain_faults(case.root, case.places), softened(faults(schema, case.root, case.places), case.root)
            )
            count = sum(finding.severity is Severity.WARNING for finding in findings)
            outside = f", and {_places(count)} outside it" if count else f", which is of {kind.standard}"
            case.limits.append(f"Checked with our own profile only ({schema.name}){outside}; {_REGISTER}.")
            return findings
        # The places are found before the tree is changed.
        case.places.excerpt(case.root)
        taken = without_extensions(case.root, schema)
        if taken:
            shown = ", ".join(clipped(namespace) for namespace in sorted(taken)[:5])
            more = " …" if len(taken) > 5 else ""
            case.limits.append(f"Extensions of {case.detected.family} were not checked: {shown}{more}.")
        if is_allowed(schema, case.root, case.places.size):
            return []
        return explain(schema, case.root, case.places)

    def _rules_for(self, case: _Case) -> RuleSet | None:
        if case.kind is not None:
            make = case.kind.rules
        elif case.detected.namespace == NEWSML_G2 and case.detected.kind != "catalog":
            make = NewsMLG2Rules
        else:
            return None
        found = self._rules.get(make)
        if found is None:
            found = self._rules[make] = make()
        return found


def _together(certain: list[Finding], doubtful: list[Finding]) -> list[Finding]:
    """Return both, without the doubts about places of which something is certain."""
    judged = {(finding.code, finding.location.path) for finding in certain}
    return certain + [finding for finding in doubtful if (finding.code, finding.location.path) not in judged]


def _most(breaches: list[Breach]) -> list[Breach]:
    """Return one breach more than is told, or all; errors are kept before warnings, for they decide."""
    if len(breaches) <= _MOST_FINDINGS:
        return breaches
    return sorted(breaches, key=lambda breach: breach.rule.severity is not Severity.ERROR)[: _MOST_FINDINGS + 1]


def _softened_rule(finding: Finding, lenient: set[str]) -> Finding:
    """Return a finding of one of the rules ``lenient`` as a warning, where it is an error."""
    if finding.code in lenient and finding.severity is Severity.ERROR:
        return replace(finding, severity=Severity.WARNING)
    return finding


def _too_large(name: str) -> Verdict:
    finding = Finding(
        code="unreadable-file",
        severity=Severity.ERROR,
        message=f"The file has more than {MOST_BYTES:,} bytes.",
        location=Location(file=name),
        mend="Split it.",
    )
    return Verdict(name=name, kind=None, standard=None, findings=(finding,))


def _not_checked(detected: Detected, rules: RuleSet | None) -> str:
    checked = "Only well-formedness was" if rules is None else "Only well-formedness and our own rules were"
    why = f"there is no schema of {detected.standard} {detected.kind} here"
    remedy = f"; {_REGISTER}" if detected.namespace in STANDARDS else ""
    return f"{checked} checked: {why}{remedy}."


def _places(count: int) -> str:
    return "1 place is" if count == 1 else f"{count} places are"


def _cut(findings: list[Finding], name: str) -> tuple[Finding, ...]:
    if len(findings) <= _MOST_FINDINGS:
        return tuple(findings)
    # No error may be lost behind warnings, for it decides.
    kept = set(
        sorted(range(len(findings)), key=lambda at: findings[at].severity is not Severity.ERROR)[:_MOST_FINDINGS]
    )
    rest = Finding(
        code="findings-cut",
        severity=Severity.INFO,
        message=f"There is more: only the first {_MOST_FINDINGS} findings are told.",
        location=Location(file=name),
        mend="Mend these, and validate again.",
    )
    return (*(finding for at, finding in enumerate(findings) if at in kept), rest)
