"""What a schema has against a document, in words that say what to do."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from newsml_export.errors import Location
from newsml_export.findings import Finding, Severity

_CLARK = re.compile(r"\{[^{}]*\}")
_MANY = 50


def schema_findings(schema: etree.XMLSchema, root: etree._Element, name: str) -> tuple[Finding, ...]:
    """Return what ``schema`` found in the document that it has just refused.

    Args:
        schema: the schema, after ``validate(root)`` said no.
        root: the document.
        name: the file as the user named it.
    """
    found: list[Finding] = []
    for entry in list(schema.error_log)[:_MANY]:
        rule, mend = _explain(entry.type_name, entry.message)
        place = Location(file=name, line=entry.line or None, column=entry.column or None, path=_readable(entry.path))
        message = _CLARK.sub("", entry.message).strip()
        found.append(Finding(code=rule, severity=Severity.ERROR, message=message, location=place, mend=mend))
    return tuple(found)


def second_opinion(path: Path, root: etree._Element) -> str | None:
    """Return the first objection of the xmlschema library, which explains more; ``None`` where it has none.

    It takes a quarter of a second to build, so only what failed already is worth asking about.
    """
    import xmlschema

    schema = xmlschema.XMLSchema(
        str(path), allow="local", defuse="always", use_fallback=False, use_location_hints=False
    )
    error = next(schema.iter_errors(etree.tostring(root, encoding="unicode"), use_location_hints=False), None)
    return None if error is None else str(error.reason or error.message)


def _explain(kind: str, message: str) -> tuple[str, str]:
    """Return our rule name for an error of libxml2, and the mend."""
    if "CVC_ELT_1" in kind:
        return "xsd-unknown-root", "Check the namespace and the name of the root element."
    if "CVC_COMPLEX_TYPE_4" in kind or "is required but missing" in message:
        return "xsd-missing-attribute", f"Add the attribute {_quoted(message, -1)} to the element."
    if "CVC_COMPLEX_TYPE_3_2" in kind or ("is not allowed" in message and "attribute" in message):
        return "xsd-unexpected-attribute", "Remove the attribute, or correct its name and namespace."
    if "Missing child element" in message:
        return "xsd-missing-element", f"Add {_expected(message)} inside the element."
    if "This element is not expected" in message:
        expected = _expected(message)
        return "xsd-unexpected-element", f"Here {expected} may stand; move or remove the element." if expected else (
            "Nothing may stand here; move or remove the element."
        )
    if "Character content" in message or "CVC_COMPLEX_TYPE_2_3" in kind or "CVC_TYPE_3_1" in kind:
        return "xsd-unexpected-text", "Put the text into a child element that takes text."
    if "No matching global" in message:
        return "xsd-unknown-element", "Correct the name or namespace of the element."
    if "ID" in message and ("IDCONSTRAINT" in kind or "xs:ID" in message):
        return "xsd-duplicate-id", "Give each element an id of its own."
    return "xsd-bad-value", "Correct the value; the message says what is allowed."


def _quoted(message: str, index: int) -> str:
    names = re.findall(r"'([^']*)'", _CLARK.sub("", message))
    return f"“{names[index]}”" if names else "that is missing"


def _expected(message: str) -> str:
    match = re.search(r"Expected is(?: one of)? \( ?(.*?) ?\)", _CLARK.sub("", message))
    if match is None:
        return ""
    names = [name.strip(" ,") for name in match[1].split(",") if name.strip(" ,")]
    shown = ", ".join(f"<{name}>" for name in names[:6])
    return shown + (" or another" if len(names) > 6 or "..." in match[1] else "")


def _readable(path: str | None) -> str | None:
    return None if path is None else re.sub(r"\*\[(\d+)\]|\*", lambda match: f"node()[{match[1] or 1}]", path)
