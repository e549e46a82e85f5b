"""Rules beyond a schema: their names, and the findings that they make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from newsml_export.errors import Location
from newsml_export.findings import Finding, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Something that must hold in a document and that XSD cannot say."""

    #: stable, kebab-case
    name: str
    #: what must hold, in one sentence
    summary: str
    #: how to mend a breach
    mend: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that an element breaks."""

    rule: Rule
    element: etree._Element
    message: str


Breaches = Iterator[Breach]


def finding_of(breach: Breach, name: str) -> Finding:
    """Return the finding for a breach in the file ``name``."""
    element = breach.element
    line = element.sourceline
    path = _path(element)
    return Finding(
        code=breach.rule.name,
        severity=breach.rule.severity,
        message=breach.message,
        location=Location(file=name, line=int(line) if line else None, path=path),
        mend=breach.rule.mend,
    )


def _path(element: etree._Element) -> str:
    """Return where an element stands, by local names and places among its like."""
    steps: list[str] = []
    node: etree._Element | None = element
    while node is not None:
        tag = etree.QName(node).localname if isinstance(node.tag, str) else "node()"
        parent = node.getparent()
        like = [other for other in parent if other.tag == node.tag] if parent is not None else [node]
        steps.append(tag if len(like) == 1 else f"{tag}[{like.index(node) + 1}]")
        node = parent
    return "/" + "/".join(reversed(steps))
