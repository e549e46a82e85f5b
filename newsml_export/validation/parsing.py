"""From bytes to a tree, with nothing fetched, nothing expanded and nothing without bounds; or why that cannot be."""

from __future__ import annotations

import re
from html.entities import html5
from typing import TYPE_CHECKING

from lxml import etree

from newsml_export.errors import Location
from newsml_export.findings import Finding, Severity
from newsml_export.validation.values import clipped

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLANK = b" \t\r\n"
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_DOCTYPE = re.compile(rb"\s*(?:<\?xml[^>]*>|<\?[^>]*\?>|<!--.*?-->|\s+)*<!DOCTYPE", re.DOTALL)
#: a document type declaration behind its opening: a name and where its files would be (XML 1.0, production 28)
_PLAIN_DOCTYPE = re.compile(
    r"""\s+[^\s>\[]+(?:\s+(?:SYSTEM\s*("[^"]*"|'[^']*')|PUBLIC\s*("[^"]*"|'[^']*')(?:\s*("[^"]*"|'[^']*'))?))?\s*(?:\[\s*\]\s*)?>"""
)
_JSON_OPENING = b"{["
_ENTITY = re.compile(r"Entity '([^']*)'")
_TAGS = re.compile(r"Opening and ending tag mismatch: (\S+) line (\d+) and (\S+?)(?:,|$)")

_TYPES = etree.ErrorTypes
#: what libxml2's errors mean, and what to do; where it has no code here, its own words are shown
_MEANINGS: dict[int, tuple[str, str]] = {
    _TYPES.ERR_LT_IN_ATTRIBUTE: ("“<” stands unescaped in the value of an attribute", "Write it as &lt;."),
    _TYPES.ERR_MISPLACED_CDATA_END: ("“]]>” stands in text", "Write it as ]]&gt;."),
    _TYPES.ERR_NAME_REQUIRED: ("“&” or “<” stands alone", "Write them as &amp; and &lt;."),
    _TYPES.ERR_ENTITYREF_SEMICOL_MISSING: ("“&” stands alone", "Write it as &amp;."),
    _TYPES.ERR_ATTRIBUTE_NOT_STARTED: ("the value of an attribute is not in quotation marks", "Put quotation marks."),
    _TYPES.ERR_ATTRIBUTE_NOT_FINISHED: ("the value of an attribute does not end", "Put the closing quotation mark."),
    _TYPES.ERR_ATTRIBUTE_REDEFINED: ("an attribute is there twice", "Take one of the two away."),
    _TYPES.ERR_GT_REQUIRED: ("a tag does not end", "Close it with “>”; if the file was cut off, fetch it again."),
    _TYPES.ERR_TAG_NOT_FINISHED: ("an element does not end", "If the file was cut off, fetch it again."),
    _TYPES.ERR_DOCUMENT_END: ("there is something after the end of the root element", "A document has one root."),
    _TYPES.ERR_INVALID_CHAR: ("there is a character that XML forbids", "Take control characters out of the text."),
    _TYPES.ERR_INVALID_CHARREF: ("a reference names a character that XML forbids", "Take the reference out."),
    _TYPES.ERR_RESERVED_XML_NAME: ("the XML declaration does not stand at the very beginning", "Put it there."),
    _TYPES.ERR_UNSUPPORTED_ENCODING: ("the encoding that the XML declaration names is unknown", "Write UTF-8."),
    _TYPES.ERR_INVALID_ENCODING: (
        "there are bytes that do not fit the encoding of the document",
        "Write the document in the encoding that its XML declaration names; without one, in UTF-8.",
    ),
    _TYPES.NS_ERR_UNDEFINED_NAMESPACE: ("the prefix of a name is not declared", "Declare it with xmlns:prefix=“…”."),
    _TYPES.ERR_ENTITY_LOOP: ("entities expand to more than the document holds", "Write the text without entities."),
}
#: xml:id is there twice, or is no name (xml:id 1.0, section 4)
_IDENTIFIER_FAULTS = frozenset({_TYPES.DTD_ID_REDEFINED, _TYPES.DTD_XMLID_VALUE})
_LIMITS = re.compile(r"too long|too big|limit|depth|XML_PARSE_HUGE", re.IGNORECASE)


class Parser:
    """Parses documents of any origin.

    Depth (256) and length of a text (10 MB) are bounded by libxml2. Whether identifiers are unique is a rule's matter,
    and not one of being well-formed.
    """

    def __init__(self, *, doctypes: bool = False) -> None:
        """Refuse every document type declaration, or with ``doctypes`` only those that declare something.

        One that only names a file is harmless, since the file is never read; NITF and old RSS have such.
        """
        self._doctypes = doctypes
        self._parser = _parser()

    def parse(self, content: bytes, name: str) -> _Element | Finding:
        """Return the root element of ``content``, or a finding that says why there is none.

        Args:
            content: the document, in any encoding that XML names.
            name: file as the user named it.
        """
        try:
            root = self._root(content)
        except etree.XMLSyntaxError as error:
            return _unparsable(content, name, error)
        except ValueError as error:
            return _finding("malformed-xml", f"The document cannot be parsed: {error}.", Location(file=name))
        declared = root.getroottree().docinfo.internalDTD
        if declared is not None and not (self._doctypes and _is_harmless(content, root, declared)):
            return _doctype(name)
        if declared is not None:
            _resolve_entities(root)
        return root

    def _root(self, content: bytes) -> _Element:
        try:
            return etree.fromstring(content, self._parser)
        except etree.XMLSyntaxError as error:
            if error.code not in _IDENTIFIER_FAULTS:
                raise
            fault = error
        # A parser that does not collect identifiers takes such a document. But libxml2 then reads the files that a
        # document type declaration names, so it gets none with one.
        suspect: _Element | None = etree.fromstring(content, _parser(recover=True))
        if suspect is None or suspect.getroottree().docinfo.internalDTD is not None:
            raise fault
        return etree.fromstring(content, _parser(collect_ids=False))


def _parser(*, recover: bool = False, collect_ids: bool = True) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        recover=recover,
        collect_ids=collect_ids,
    )


def _resolve_entities(root: _Element) -> None:
    """Put characters in place of references to entities: those that HTML knows, for they are declared elsewhere."""
    for reference in list(root.iter(etree.Entity)):
        parent = reference.getparent()
        if parent is None:
            continue
        text = html5.get((reference.text or "").removeprefix("&"), "\ufffd") + (reference.tail or "")
        before = reference.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + text
        else:
            parent.text = (parent.text or "") + text
        reference.tail = None
        parent.remove(reference)


def _is_harmless(content: bytes, root: _Element, declared: etree.DTD) -> bool:
    if next(declared.iterentities(), None) is not None or next(declared.iterelements(), None) is not None:
        return False
    # Whatever else stands between brackets (parameter entities, notations, lists of attributes) is not looked into.
    opening = decoded(content, root.getroottree().docinfo.encoding).partition("<!DOCTYPE")[2]
    return _PLAIN_DOCTYPE.match(opening) is not None


def decoded(content: bytes, declared: str | None) -> str:
    """Return the text of a document.

    Args:
        content: the document.
        declared: its encoding as the parser names it; a byte order mark wins (XML 1.0, appendix F).
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    try:
        return content.decode(declared or "utf-8", "replace")
    except LookupError:
        return content.decode("utf-8", "replace")


def _unparsable(content: bytes, name: str, error: etree.XMLSyntaxError) -> Finding:
    text = content.removeprefix(_BYTE_ORDER_MARKS[0][0]).lstrip(_BLANK)
    place = Location(file=name)
    if not text:
        return _finding(
            "empty-document", "The document is empty.", place, "Write the document again, or fetch it again."
        )
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00"))
    if not wide and text[:1] in _JSON_OPENING:
        return _finding(
            "unknown-document",
            "This looks like JSON of no kind that is validated here.",
            place,
            "Name an XML document.",
        )
    if not wide and not text.startswith(b"<"):
        return _finding("not-xml", "This is no XML document.", place, "Name an XML document; it begins with “<”.")
    if _DOCTYPE.match(text):
        return _doctype(name)
    line, column = error.position
    what, mend = _meaning(error)
    place = Location(file=name, line=max(line, 1), column=max(column, 1))
    excerpt = _line(decoded(content, None), max(line, 1), max(column, 1))
    return _finding("malformed-xml", f"The document is not well-formed: {what}.", place, mend, excerpt)


def _doctype(name: str) -> Finding:
    return _finding(
        "doctype-forbidden",
        "The document has a document type declaration, which could name files and expand without end.",
        Location(file=name),
        "Take <!DOCTYPE …> out and write characters in place of entities; NewsML-G2 and RSS 2.0 have none.",
    )


def _meaning(error: etree.XMLSyntaxError) -> tuple[str, str]:
    message = str(error.msg or "").strip()
    if tags := _TAGS.match(message):
        return (
            f"“{tags[1]}” of line {tags[2]} is closed by “{tags[3]}”",
            "Close elements in the order they were opened.",
        )
    if entity := _ENTITY.match(message):
        return f"the entity “&{entity[1]};” is not declared", "Write the character itself, in UTF-8."
    if error.code in _MEANINGS:
        return _MEANINGS[error.code]
    if _LIMITS.search(message):
        return (
            "it is too deep, or a text in it is too long, to be read safely",
            "Nest at most 256 deep, and keep each text under 10 MB.",
        )
    return clipped(message, 160).rstrip("."), "Make the document well-formed."


def _line(text: str, line: int, column: int) -> str:
    lines = text.split("\n", line)
    return clipped(lines[line - 1][max(column - 40, 0) :]) if len(lines) >= line else ""


def _finding(code: str, message: str, place: Location, mend: str = "", excerpt: str = "") -> Finding:
    evidence = (excerpt,) if excerpt else ()
    return Finding(code=code, severity=Severity.ERROR, message=message, location=place, mend=mend, evidence=evidence)
