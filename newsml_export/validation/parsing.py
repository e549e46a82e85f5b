"""Parse XML from anywhere: no DTD, no entities, no network, bounded depth and size."""

from __future__ import annotations

import re

from lxml import etree

from newsml_export.errors import Location
from newsml_export.findings import Finding, Severity

#: bytes; larger documents are refused rather than read
MAX_SIZE = 1 << 30
_LARGE = 8 << 20
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|doctype)")
_DOCTYPE_WIDE = re.compile(rb"<\x00!\x00D\x00O\x00C\x00T\x00Y\x00P\x00E|\x00<\x00!\x00D\x00O\x00C\x00T\x00Y\x00P\x00E")
_PROLOG = 64 << 10


class NotXmlError(Exception):
    """The bytes are no XML document that we parse; holds the finding that says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def parser(*, huge: bool = False) -> etree.XMLParser:
    """Return a parser that follows nothing: entity expansion, DTD loading and network are off.

    Args:
        huge: lift libxml2's limits on depth and text size; only for documents that are large by right.
    """
    return etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, dtd_validation=False, huge_tree=huge, remove_pis=False
    )


def parse(content: bytes, name: str) -> etree._Element:
    """Return the root element of an XML document.

    Args:
        content: the document, in any encoding that XML declares.
        name: the file as the user named it, for messages.

    Raises:
        NotXmlError: empty, too large, not well-formed, or with a DOCTYPE.
    """
    if not content.strip():
        raise _refused("empty-document", "The file is empty.", "Export the document again.", name)
    if len(content) > MAX_SIZE:
        raise _refused("document-too-large", "The document is over 1 GiB.", "Split it into smaller messages.", name)
    if _has_doctype(content[:_PROLOG]):
        raise _refused(
            "doctype-forbidden",
            "The document has a DOCTYPE, which could define entities; it was not read further.",
            "Remove the DOCTYPE: NewsML-G2 and feeds need none.",
            name,
        )
    try:
        return etree.fromstring(content, parser(huge=len(content) > _LARGE))
    except etree.XMLSyntaxError as error:
        line, column = error.position
        message = (error.msg or "not well-formed").split(", line ")[0]
        if message.startswith("ID ") and message.endswith("already defined"):
            # The parser itself sees to xml:id (xml:id 1.0, section 4).
            mend = "Give each element an id of its own."
            raise _refused("duplicate-id", f"{message}.", mend, name, line, column) from error
        raise _refused(
            "not-well-formed",
            f"The document is not well-formed XML: {message}.",
            "Correct the markup at this place; the first such error hides all later ones.",
            name,
            line,
            column,
        ) from error
    except (ValueError, LookupError) as error:
        raise _refused(
            "not-well-formed", f"The document cannot be read: {error}.", "Check its encoding declaration.", name
        ) from error


def _has_doctype(prolog: bytes) -> bool:
    if prolog[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in prolog[:4]:
        return _DOCTYPE_WIDE.search(prolog) is not None
    match = _DOCTYPE.search(prolog)
    if match is None:
        return False
    # Inside a comment or text it is only text: the DOCTYPE stands before the first element.
    before = re.sub(rb"<!--.*?-->|<\?.*?\?>", b"", prolog[: match.start()], flags=re.DOTALL)
    return b"<" not in before and before.count(b"<!--") == 0


def _refused(
    rule: str, message: str, mend: str, name: str, line: int | None = None, column: int | None = None
) -> NotXmlError:
    place = Location(file=name, line=line or None, column=column or None)
    return NotXmlError(Finding(code=rule, severity=Severity.ERROR, message=message, location=place, mend=mend))
