"""From bytes to a JSON value, with nothing lost and nothing without bounds; or why that cannot be."""

from __future__ import annotations

import codecs
import json
import re
from typing import NoReturn

from newsml_export.errors import Location
from newsml_export.findings import Finding, Severity
from newsml_export.validation.json_places import DEEPEST, MOST_DIGITS, JsonPlaces
from newsml_export.validation.values import clipped

#: codes of the findings, by kind of fault
JSON_FAULTS = {
    "malformed": "malformed-json",
    "duplicate": "json-duplicate-name",
    "number": "json-number-too-large",
    "surrogate": "json-lone-surrogate",
    "depth": "json-too-deep",
}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: how an opening bracket or brace looks without a mark, in encodings that JSON once allowed (RFC 4627, section 3)
_WIDE = re.compile(rb"\A(?:[\[{]\x00\x00\x00|\x00\x00\x00[\[{]|[\[{]\x00|\x00[\[{])")
_OPENING = re.compile(rb"\A[ \t\r\n]*[\[{]")
_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")


class _UnfitError(ValueError):
    """The text needs a closer look; which the position-aware pass takes."""


def looks_like_json(content: bytes) -> bool:
    """Say whether a document begins as a JSON object or list does, in any Unicode encoding."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            head = content[len(mark) : len(mark) + 256].decode(encoding, "ignore")
            return head.lstrip(" \t\r\n")[:1] in ("{", "[")
    return _OPENING.match(content) is not None or _WIDE.match(content) is not None


def parse_json(content: bytes, name: str) -> tuple[str, object] | list[Finding]:
    """Return the text of a document and its value, or findings that say why there is none.

    Args:
        content: the document. JSON is UTF-8 (RFC 8259, section 8.1); a mark of UTF-8 at its beginning is passed over.
        name: file as the user named it.

    A name that is there twice, a number that no program holds, half of a character and what is nested deeper than 100
    are refused, although a parser may take them: readers take them in different ways (RFC 8259, sections 4, 6, 8.2, 9).
    """
    text = _decoded(content, name)
    if isinstance(text, Finding):
        return [text]
    try:
        value: object = json.loads(
            text, object_pairs_hook=_object, parse_constant=_no_value, parse_int=_whole, parse_float=_number
        )
        if _too_deep(text) or _SURROGATE_ESCAPE.search(text):
            raise _UnfitError
    except (ValueError, RecursionError) as error:
        places = JsonPlaces(text, name)
        found = [_finding(places, number) for number in range(len(places.faults))]
        if found or _is_fine(error):
            return found or (text, value)
        return [_refused(error, name)]
    return text, value


def _is_fine(error: Exception) -> bool:
    """Say whether only a closer look was wanted, and nothing was found (a pair of surrogates, braces in texts)."""
    return isinstance(error, _UnfitError) and not error.args


def _refused(error: Exception, name: str) -> Finding:
    return Finding(
        code="malformed-json",
        severity=Severity.ERROR,
        message=f"The document is no JSON that can be read: {clipped(str(error), 120).rstrip('.')}.",
        location=Location(file=name),
        mend="Write the document again.",
    )


def _finding(places: JsonPlaces, number: int) -> Finding:
    fault = places.faults[number]
    location = places.fault_location(fault)
    excerpt = clipped(places.text[fault.offset : fault.offset + 400], 100)
    return Finding(
        code=JSON_FAULTS[fault.kind],
        severity=Severity.ERROR,
        message=f"The document is no JSON that every reader reads alike: {fault.what}.",
        location=location,
        mend=fault.mend,
        evidence=(excerpt,) if excerpt else (),
    )


def _decoded(content: bytes, name: str) -> str | Finding:
    body = content.removeprefix(codecs.BOM_UTF8)
    encoding = next((encoding for mark, encoding in _MARKS[1:] if content.startswith(mark)), None)
    if encoding is None and _WIDE.match(content):
        encoding = "utf-16 or utf-32"
    if encoding is not None:
        return _not_utf_8(f"The document is {encoding.upper()}; JSON is UTF-8.", Location(file=name, byte=0))
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        before = body[: error.start].decode("utf-8", "replace")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        place = Location(file=name, line=line, column=column, byte=error.start + len(content) - len(body))
        return _not_utf_8(f"The byte 0x{body[error.start]:02X} is not UTF-8.", place)


def _not_utf_8(message: str, place: Location) -> Finding:
    return Finding(
        code="json-not-utf-8",
        severity=Severity.ERROR,
        message=message,
        location=place,
        mend="Write the document in UTF-8 (RFC 8259, section 8.1).",
    )


def _too_deep(text: str) -> bool:
    """Say whether ``text`` may be nested too deep; counts brackets inside of texts too, so it says so too often."""
    if text.count("{") + text.count("[") <= DEEPEST:
        return False
    depth = deepest = 0
    for match in re.finditer(r"[\[\]{}]", text):
        depth += 1 if match[0] in "[{" else -1
        deepest = max(deepest, depth)
    return deepest > DEEPEST


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _UnfitError("a name is there twice")
    return found


def _no_value(word: str) -> NoReturn:
    raise _UnfitError(f"{word} is no JSON value")


def _whole(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise _UnfitError("a number is too large")
    return int(digits)


def _number(digits: str) -> float:
    found = float(digits)
    if len(digits) > MOST_DIGITS or found in (float("inf"), float("-inf")):
        raise _UnfitError("a number is too large")
    return found
