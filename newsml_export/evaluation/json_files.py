"""JSON of known shape from files that people write: one message with file, place and mend where it is broken."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TypeVar

import msgspec

from newsml_export.errors import InputError, Location

_BYTE = re.compile(r"\s*\(byte (\d+)\)")
_PLACE = re.compile(r" - at `(.+)`$")
_MISSING = re.compile(r"Object missing required field `(.+)`$")
_WRONG_TYPE = re.compile(r"Expected `([^`]+)`, got `([^`]+)`$")
_WORDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
}
_MARK = b"\xef\xbb\xbf"

Shape = TypeVar("Shape", bound=msgspec.Struct)


def read(path: Path, shape: type[Shape], *, what: str, mend: str) -> Shape:
    """Return the content of a UTF-8 JSON file (RFC 8259); a byte order mark is passed over.

    Args:
        path: the file.
        shape: what it must hold; keys that the shape does not know are ignored.
        what: what the file should be, for messages, such as ``a truth``.
        mend: what to do about a file that is not.

    Raises:
        InputError: it cannot be read, is no JSON, or has another shape; says where.
    """
    try:
        content = path.read_bytes().removeprefix(_MARK)
    except FileNotFoundError as error:
        raise InputError("there is no such file.", location=Location(file=str(path)), next_step=mend) from error
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror}).", location=Location(file=str(path)), next_step=mend
        ) from error
    try:
        # Beforehand, because msgspec counts the bytes of a damaged character from the beginning of its string.
        content.decode("utf-8")
        return msgspec.json.decode(content, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        reason, place = _explained(error, content, path)
        raise InputError(f"it is not {what} ({reason}).", location=place, next_step=mend) from error


def _explained(error: Exception, content: bytes, path: Path) -> tuple[str, Location]:
    if isinstance(error, UnicodeDecodeError):
        return "not UTF-8", Location(file=str(path), byte=error.start)
    if isinstance(error, RecursionError):
        return "it is nested too deeply", Location(file=str(path))
    message = str(error)
    byte, place = _BYTE.search(message), _PLACE.search(message)
    reason = _PLACE.sub("", _BYTE.sub("", message)).strip()
    line = content.count(b"\n", 0, int(byte[1])) + 1 if byte else None
    if reason == "Input data was truncated":
        reason, line = "it ends too early", content.count(b"\n") + 1
    return _in_words(reason), Location(file=str(path), line=line, path=place[1] if place else None)


def _in_words(reason: str) -> str:
    if found := _MISSING.match(reason):
        return f"the key “{found[1]}” is missing"
    if found := _WRONG_TYPE.match(reason):
        wanted = " or ".join(_WORDS.get(name, name) for name in found[1].split(" | "))
        return f"this must be {wanted}, not {_WORDS.get(found[2], found[2])}"
    return reason
