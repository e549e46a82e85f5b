"""Is this a valid document? By schema first, by rules then; the answer never is an exception."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from lxml import etree

from newsml_export.errors import Location
from newsml_export.findings import Finding, Severity
from newsml_export.validation.parsing import NotXmlError, parse
from newsml_export.validation.rules import finding_of
from newsml_export.validation.rules_newsml_g2 import check_newsml_g2
from newsml_export.validation.rules_rss import check_rss
from newsml_export.validation.schemas import KINDS, Kind, SchemaSet, kind_of
from newsml_export.validation.verdict import Verdict
from newsml_export.validation.xml_schema import schema_findings, second_opinion

_MANY = 200
_RULES = {"NewsML-G2": check_newsml_g2, "RSS": check_rss}


class Validator:
    """Checks documents against our schemas and rules. Cheap to create; for one thread at a time."""

    def __init__(self, schemas: SchemaSet | None = None) -> None:
        """Use ``schemas``; ``None``: our own, found beside the package.

        Raises:
            SchemaError: our own schemas are missing.
        """
        self.schemas = schemas or SchemaSet()

    def check(self, content: bytes, name: str) -> Verdict:
        """Validate a document in memory.

        Args:
            content: the document, in any encoding that XML declares.
            name: the file as the user named it, or its path inside the output.

        Raises:
            SchemaError: a schema of ours is broken. What is wrong with the document is in the verdict.
        """
        try:
            root = parse(content, name)
        except NotXmlError as error:
            return Verdict(name=name, kind=None, standard=None, findings=(error.finding,))
        kind = kind_of(str(root.tag))
        if kind is None:
            return _unknown(root, name)
        version = root.get(kind.version_attribute)
        if kind.name == "newsMessage":
            version = next((item.get("standardversion") for item in root.iter() if item.get("standardversion")), None)
        schema = self.schemas.compiled(kind.schema)
        findings = self._schema_findings(schema, kind, root, name)
        findings += tuple(finding_of(breach, name) for breach in islice(_RULES[kind.standard](root), _MANY))
        return Verdict(
            name=name,
            kind=kind.name,
            standard=f"{kind.standard} {version}" if version else kind.standard,
            findings=findings,
            checked_with=(kind.schema, f"{kind.standard} rules"),
        )

    def check_file(self, path: Path) -> Verdict:
        """Validate a file; one that cannot be read gets a verdict that says so."""
        name = str(path)
        try:
            content = path.read_bytes()
        except OSError as error:
            finding = Finding(
                code="unreadable-file",
                severity=Severity.ERROR,
                message=f"The file cannot be read ({error.strerror or error}).",
                location=Location(file=name),
                mend="Check the path and who may read it.",
            )
            return Verdict(name=name, kind=None, standard=None, findings=(finding,))
        return self.check(content, name)

    def _schema_findings(
        self, schema: etree.XMLSchema, kind: Kind, root: etree._Element, name: str
    ) -> tuple[Finding, ...]:
        if schema.validate(root):
            return ()
        findings = schema_findings(schema, root, name)
        if findings:
            return findings
        reason = second_opinion(self.schemas.folder / kind.schema, root) or "The schema refuses the document."
        place = Location(file=name)
        return (Finding(code="xsd-bad-value", severity=Severity.ERROR, message=reason, location=place),)


def _unknown(root: etree._Element, name: str) -> Verdict:
    known = ", ".join(kind.name for kind in KINDS)
    finding = Finding(
        code="unknown-document",
        severity=Severity.ERROR,
        message=f"The root element <{etree.QName(root).localname}> is of no kind that we know.",
        location=Location(file=name, line=root.sourceline or None),
        mend=f"Documents that can be validated: {known}.",
    )
    return Verdict(name=name, kind=None, standard=None, findings=(finding,))
