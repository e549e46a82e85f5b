"""Documents of others: what our schemas can say of them for sure, and where they end.

Our schemas of NewsML-G2 and NITF are narrower than the standards: everything that they allow is allowed by the
standard, but not the other way round. Where the official schema is not at hand, what they refuse is an error only if
no version of the standard allows it; the rest is told as not checked.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import etree

from newsml_export.findings import Finding, Severity
from newsml_export.validation import newsml_g2_vocabulary as vocabulary
from newsml_export.validation.detection import NEWSML_G2
from newsml_export.validation.newsml_g2_names import INLINE_XML
from newsml_export.validation.values import clipped
from newsml_export.validation.xml_schema import MOST_FAULTS

if TYPE_CHECKING:
    from lxml.etree import _Element

    from newsml_export.validation.places import Places
    from newsml_export.validation.schemas import CompiledSchema
    from newsml_export.validation.xml_schema import Fault

_OUR_GENERATOR = "newsml-export"
#: what every item or message of NewsML-G2 has (anyItem, itemMeta, newsMessage), whatever its version
_REQUIRED_CHILDREN = {
    **dict.fromkeys(
        ("newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem"), ("itemMeta",)
    ),
    "newsMessage": ("header", "itemSet"),
    "itemMeta": ("itemClass", "provider", "versionCreated"),
    "header": ("sent",),
}
_REQUIRED_ATTRIBUTES = frozenset({"standard", "standardversion", "guid"})
#: what may hold elements of any name; SportsML has the namespace of NewsML-G2, and names of its own
_FREE = (INLINE_XML, f"{{{NEWSML_G2}}}assert", f"{{{NEWSML_G2}}}link")
#: types that our schemas use where the standard has the same
_SAME_TYPES = ("xs:positiveInteger", "xs:nonNegativeInteger", "xs:boolean", "xs:ID'", "xs:IDREF'")
#: a finding that is told to be outside our profile keeps its code; this is its mend
_MEND = "It is outside our own schema; register the official one (newsml-export schemas add) to have it checked."


def is_ours(root: _Element) -> bool:
    """Say whether a document names this program as its generator: then it is held to all of our own rules."""
    return any(_OUR_GENERATOR in (element.text or "") for element in root.iter("{*}generator"))


def _governed(root: _Element) -> Iterator[_Element]:
    """Yield the elements that NewsML-G2 says everything about: not those below extensions of others."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if etree.QName(element).namespace == NEWSML_G2:
            yield element
            if element.tag not in _FREE:
                waiting.extend(element.iterchildren("*", reversed=True))


def softened(found: Iterable[Fault], root: _Element) -> list[Finding]:
    """Return the findings of our schema about the document below ``root``; what the standard may allow is a warning.

    That another version is named than ours is none.
    """
    governed = set(_governed(root))
    return [
        fault.finding
        if fault.element in governed and _is_certain(fault)
        else replace(fault.finding, severity=Severity.WARNING, mend=_MEND)
        for fault in found
        if fault.attribute != "standardversion" or _is_certain(fault)
    ]


def _is_certain(fault: Fault) -> bool:
    if fault.finding.code == "xsd-missing-attribute":
        return (fault.attribute or "") in _REQUIRED_ATTRIBUTES
    return fault.finding.code == "xsd-bad-value" and any(kind in fault.told for kind in _SAME_TYPES)


def certain_faults(root: _Element, places: Places) -> list[Finding]:
    """Return what is wrong in a document of NewsML-G2 under every version of the standard.

    Schemas stop at the first part of an element that they do not expect; this looks at all of them.
    """
    found: list[Finding] = []
    for element in _governed(root):
        if len(found) >= MOST_FAULTS:
            break
        local = etree.QName(element).localname
        if local not in vocabulary.ELEMENTS:
            message = f"“{clipped(local)}” is no element of NewsML-G2."
            mend = _nearest(local, vocabulary.ELEMENTS)
            found.append(_fault("xsd-unexpected-element", message, mend, element, places))
        for name in element.attrib:
            attribute = str(name)
            if not attribute.startswith("{") and attribute not in vocabulary.ATTRIBUTES:
                message = f"NewsML-G2 has no attribute “{clipped(attribute)}”."
                mend = _nearest(attribute, vocabulary.ATTRIBUTES)
                found.append(_fault("xsd-unexpected-attribute", message, mend, element, places, attribute))
        for child in _REQUIRED_CHILDREN.get(local, ()):
            if element.find(f"{{{NEWSML_G2}}}{child}") is None:
                message = f"“{local}” lacks {child}."
                found.append(_fault("xsd-missing-element", message, f"Give it “{child}”.", element, places))
    return found


def _fault(
    code: str, message: str, mend: str, element: _Element, places: Places, attribute: str | None = None
) -> Finding:
    excerpt = places.excerpt(element)
    return Finding(
        code=code,
        severity=Severity.ERROR,
        message=message,
        location=places.location(element, attribute),
        mend=mend,
        evidence=(excerpt,) if excerpt else (),
    )


@lru_cache(maxsize=1024)
def _nearest(name: str, known: frozenset[str]) -> str:
    close = difflib.get_close_matches(name[:60], sorted(known), n=1)
    return f"Did you mean “{close[0]}”?" if close else "Take it away, or correct its name."


def without_extensions(root: _Element, schema: CompiledSchema) -> set[str]:
    """Take what is in namespaces that ``schema`` does not know out of the document below ``root``.

    RSS and Atom let anybody add elements and attributes in a namespace of their own.

    Returns:
        The namespaces that something was taken out of.
    """
    known = schema.names
    taken: set[str] = set()
    for element in list(root.iter("*")):
        for attribute in list(element.attrib):
            namespace = etree.QName(attribute).namespace
            if namespace and attribute not in known:
                del element.attrib[attribute]
                taken.add(namespace)
        name = etree.QName(element)
        parent = element.getparent()
        if parent is not None and name.namespace and name.text not in known and name.namespace != _namespace(root):
            _take_out(parent, element)
            taken.add(name.namespace)
    return taken


def _namespace(root: _Element) -> str | None:
    return etree.QName(root).namespace


def _take_out(parent: _Element, element: _Element) -> None:
    # Text behind it belongs to the parent, which lxml would take out with the element.
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def in_namespace(root: _Element, namespace: str) -> _Element:
    """Return a copy of the document below ``root`` whose elements without a namespace are in ``namespace``.

    Elements are in the same order; comments and processing instructions are gone.
    """
    copied = etree.Element(_moved(root, namespace), dict(root.attrib), nsmap={None: namespace})
    _copy_children(root, copied, namespace)
    return copied


def _copy_children(source: _Element, target: _Element, namespace: str) -> None:
    target.text = source.text
    last: _Element | None = None
    for child in source.iterchildren():
        if isinstance(child.tag, str):
            last = etree.SubElement(target, _moved(child, namespace), dict(child.attrib))
            last.tail = child.tail
            _copy_children(child, last, namespace)
        elif child.tail and last is not None:
            last.tail = (last.tail or "") + child.tail
        elif child.tail:
            target.text = (target.text or "") + child.tail


def _moved(element: _Element, namespace: str) -> str:
    tag = str(element.tag)
    return tag if tag.startswith("{") else f"{{{namespace}}}{tag}"
