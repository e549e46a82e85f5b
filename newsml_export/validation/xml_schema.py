"""Validation by XML Schema: fast where a document is valid, in plain words where it is not."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from lxml import etree

from newsml_export.findings import Finding, Severity
from newsml_export.validation.large_documents import LARGE, in_parts
from newsml_export.validation.schemas import Complaint
from newsml_export.validation.values import clipped

if TYPE_CHECKING:
    from lxml.etree import _Element

    from newsml_export.validation.places import Places
    from newsml_export.validation.schemas import CompiledSchema

#: what findings of this module are called, and what each means
XSD_RULES = {
    "xsd-unexpected-element": "an element stands where the schema has another, or none",
    "xsd-missing-element": "an element lacks a child",
    "xsd-unexpected-text": "text stands where only elements may",
    "xsd-unexpected-attribute": "an attribute is not known here",
    "xsd-missing-attribute": "an attribute is required",
    "xsd-bad-value": "a value is not of its type, or not among those allowed",
    "xsd-invalid": "anything else that the schema refuses",
}

_MESSAGE = re.compile(r"Element '(?P<element>[^']*)'(?:, attribute '(?P<attribute>[^']*)')?: (?P<what>.*)", re.DOTALL)
_EXPECTED = re.compile(r"Expected is (?:one of )?\( (?P<names>.*) \)\.")
_MISSING = re.compile(r"The attribute '(?P<name>[^']*)' is required but missing")
_TYPE = re.compile(r"'(?P<value>.*)' is not a valid value of the (?:\w+ )*type '(?P<type>[^']*)'", re.DOTALL)
_PATTERN = re.compile(r"The value '(?P<value>.*)' is not accepted by the pattern '(?P<pattern>.*)'\.", re.DOTALL)
_SET = re.compile(r"The value '(?P<value>.*)' is not an element of the set \{(?P<set>.*)\}\.", re.DOTALL)
_FIXED = re.compile(r"value '(?P<value>.*)' does not match the fixed value constraint '(?P<fixed>.*)'", re.DOTALL)
_LIMIT = re.compile(r"The value '(?P<value>.*)' is (?P<how>greater|less) than .* allowed \('(?P<limit>[^']*)'\)")
_MOST_NAMES = 12
#: of one document; nobody reads more, and each takes time
MOST_FAULTS = 1000

#: what the types of XML Schema hold
_BUILT_IN = {
    "xs:positiveInteger": "a whole number from 1",
    "xs:nonNegativeInteger": "a whole number from 0",
    "xs:integer": "a whole number",
    "xs:unsignedShort": "a whole number from 0 to 65535",
    "xs:date": "a date such as 2023-03-08",
    "xs:dateTime": "a date and time such as 2023-03-08T06:00:00+08:00",
    "xs:language": "a language tag such as zh-Hans",
    "xs:anyURI": "an address (URI)",
    "xs:ID": "an identifier that occurs once in the document and begins with a letter or “_”",
    "xs:IDREF": "the identifier of an element",
    "xs:IDREFS": "identifiers of elements, parted by spaces",
    "xs:NCName": "a name without a colon that begins with a letter or “_”",
    "xs:boolean": "true or false",
}

#: name of the rule, what is wrong, what to do
_Explained: TypeAlias = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What a schema has against one place of a document."""

    finding: Finding
    element: _Element
    #: in lxml's form; ``None`` where it is about the element itself
    attribute: str | None
    #: libxml2's words
    told: str


def explain(schema: CompiledSchema, root: _Element, places: Places) -> list[Finding]:
    """Return what ``schema`` has against the document below ``root``, one finding for each fault."""
    return [fault.finding for fault in faults(schema, root, places)]


def faults(schema: CompiledSchema, root: _Element, places: Places) -> list[Fault]:
    """Return the faults that ``schema`` finds in the document below ``root``, at most ``MOST_FAULTS``.

    libxml2 often says the same of one place twice, in other words; what it says first is kept.
    """
    found: dict[tuple[_Element, str, str], Fault] = {}
    for element, complaint in _located(schema, root, large=places.size >= LARGE):
        if len(found) >= MOST_FAULTS:
            break
        attribute, (rule, message, mend) = _explained(schema, element, complaint)
        key = (element, attribute or "", "" if attribute else _family(rule))
        if key not in found:
            excerpt = places.excerpt(element)
            finding = Finding(
                code=rule,
                severity=Severity.ERROR,
                message=message,
                location=places.location(element, attribute),
                mend=mend,
                evidence=(excerpt,) if excerpt else (),
            )
            found[key] = Fault(finding=finding, element=element, attribute=attribute, told=complaint.message)
    return list(found.values())


def _located(schema: CompiledSchema, root: _Element, *, large: bool) -> list[tuple[_Element, Complaint]]:
    if not large:
        return [(_element(root, complaint), complaint) for complaint in schema.complaints(root)[: 2 * MOST_FAULTS]]
    found: list[tuple[_Element, Complaint]] = []
    with closing(in_parts(root)) as parts:
        for _ in parts:
            for complaint in schema.complaints(root):
                found.append((_element(root, complaint), complaint))
                if len(found) > 2 * MOST_FAULTS:
                    return found
    if not found:
        # A fault that is there only while everything is together.
        told = "the whole is not valid, though its parts are"
        found.append((root, Complaint(kind="", message=told, path=None, line=root.sourceline or 1)))
    return found


def _family(rule: str) -> str:
    return "content" if rule in {"xsd-unexpected-element", "xsd-unexpected-text", "xsd-bad-value"} else rule


def _element(root: _Element, complaint: Complaint) -> _Element:
    if complaint.path is not None:
        prefixes = {prefix: uri for prefix, uri in root.nsmap.items() if prefix is not None}
        try:
            nodes = root.getroottree().xpath(complaint.path, namespaces=prefixes)
        except etree.XPathError:
            # The path names a prefix that only an inner element declares.
            nodes = []
        if isinstance(nodes, list) and nodes and isinstance(nodes[0], etree._Element):
            return nodes[0]
    return min(root.iter("*"), key=lambda element: abs((element.sourceline or 0) - complaint.line))


def _explained(schema: CompiledSchema, element: _Element, complaint: Complaint) -> tuple[str | None, _Explained]:
    """Return the attribute that a complaint is about, if it is about one, and the complaint in plain words."""
    name = f"“{_shown(str(element.tag))}”"
    match = _MESSAGE.match(complaint.message)
    what = match["what"] if match else complaint.message
    attribute = match["attribute"] if match else None
    if missing := _MISSING.search(what):
        lacking = missing["name"]
        told = f"{name} lacks the attribute “{_shown(lacking)}”."
        return lacking, ("xsd-missing-attribute", told, f"Give it “{_shown(lacking)}”.")
    if attribute is not None:
        return attribute, _about_attribute(schema, name, attribute, what)
    content = _CONTENT.get(complaint.kind)
    return None, content(element, name, what) if content else _about_value(schema, f"The content of {name}", what)


def _about_attribute(schema: CompiledSchema, name: str, attribute: str, what: str) -> _Explained:
    shown = f"“{_shown(attribute)}”"
    if "is not allowed" in what:
        return "xsd-unexpected-attribute", f"{name} has no attribute {shown}.", f"Take {shown} away."
    return _about_value(schema, f"The attribute {shown} of {name}", what)


def _about_value(schema: CompiledSchema, subject: str, what: str) -> _Explained:
    if match := _SET.search(what):
        allowed = match["set"].replace("'", "")
        return "xsd-bad-value", f"{subject} is “{clipped(match['value'])}”.", f"Write one of: {clipped(allowed, 400)}."
    if match := _FIXED.search(what):
        return "xsd-bad-value", f"{subject} is “{clipped(match['value'])}”.", f"Write “{clipped(match['fixed'])}”."
    if match := _LIMIT.search(what):
        bound = "at most" if match["how"] == "greater" else "at least"
        message = f"{subject} is {clipped(match['value'])}, which is out of bounds."
        return "xsd-bad-value", message, f"Write {bound} {match['limit']}."
    if match := _PATTERN.search(what):
        meaning = schema.meaning(match["pattern"])
        return _bad(subject, match["value"], meaning or f"what fits the pattern {clipped(match['pattern'], 200)}")
    if match := _TYPE.search(what):
        kind = match["type"]
        return _bad(subject, match["value"], schema.meaning(kind) or _BUILT_IN.get(kind) or _shown(kind))
    return "xsd-invalid", f"{subject} is refused by {schema.name}: {clipped(what, 300).rstrip('.')}.", ""


def _bad(subject: str, value: str, wanted: str) -> _Explained:
    wanted = wanted.rstrip(".")
    return "xsd-bad-value", f"{subject} is “{clipped(value)}”.", f"Wanted: {wanted[:1].lower()}{wanted[1:]}."


def _misplaced(element: _Element, name: str, what: str) -> _Explained:
    expected = _names(what)
    if "Missing child element" in what:
        return "xsd-missing-element", f"{name} is not complete.", f"It lacks {expected}."
    parent = element.getparent()
    inside = f" in “{_shown(str(parent.tag))}”" if parent is not None else ""
    if expected:
        mend = f"Here may stand: {expected}. Put that first, or take {name} away."
    else:
        mend = f"Take {name} away, or put it further up."
    return "xsd-unexpected-element", f"{name} is not expected here{inside}.", mend


def _elements_in_text(_element: _Element, name: str, _what: str) -> _Explained:
    return "xsd-unexpected-element", f"{name} holds elements, but may hold text only.", "Keep the text, without markup."


def _text(_element: _Element, name: str, _what: str) -> _Explained:
    return "xsd-unexpected-text", f"Text stands directly in {name}.", "Put it into an element, or take it away."


def _anything(_element: _Element, name: str, _what: str) -> _Explained:
    return "xsd-unexpected-text", f"{name} is not empty.", "Take its content away."


_CONTENT: dict[str, Callable[[_Element, str, str], _Explained]] = {
    "SCHEMAV_ELEMENT_CONTENT": _misplaced,
    "SCHEMAV_CVC_COMPLEX_TYPE_2_1": _anything,
    "SCHEMAV_CVC_COMPLEX_TYPE_2_2": _elements_in_text,
    "SCHEMAV_CVC_COMPLEX_TYPE_2_3": _text,
    "SCHEMAV_CVC_TYPE_3_1_2": _elements_in_text,
}


def _names(what: str) -> str:
    match = _EXPECTED.search(what)
    if match is None:
        return ""
    # Wildcards, such as {*}* or ##other{…}*, are no names.
    names = [_shown(name.strip()) for name in match["names"].split(", ") if not name.strip().endswith("*")]
    return ", ".join(names[:_MOST_NAMES]) + (" …" if len(names) > _MOST_NAMES else "")


def _shown(name: str) -> str:
    if name.startswith("{http://www.w3.org/XML/1998/namespace}"):
        return "xml:" + name.rpartition("}")[2]
    return name.rpartition("}")[2]
