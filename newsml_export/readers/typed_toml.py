"""TOML files into typed tables, with errors that name the file, the key and what to write instead."""

from __future__ import annotations

import difflib
import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import msgspec.inspect

from newsml_export.errors import Location, NewsmlExportError
from newsml_export.readers.encoding import decode, read_bytes

Table = TypeVar("Table", bound=msgspec.Struct)
_PLACE = re.compile(r" - at (?:`key` in )?`\$?\.?(?P<path>[^`]*)`$")
_UNKNOWN = re.compile(r"Object contains unknown field `(?P<key>.*)`$", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(?P<key>.*)`$", re.DOTALL)
_WRONG_TYPE = re.compile(r"Expected `(?P<wanted>[^`]+)`, got `(?P<got>[^`]+)`$")
#: the last step of a path: a key, or an index
_INNERMOST = re.compile(r"(?:^|\.)[^.\[\]]*$|\[[^\]]*\]$")
_AT = re.compile(r" \(at line (\d+), column (\d+)\)$")
_AT_END = " (at end of document)"
_WORDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
    "null": "nothing",
    "date": "a date",
    "time": "a time",
    "datetime": "a date with a time",
}
_SENTENCES = {
    "Invalid RFC3339 encoded date": "this is not a date such as 2023-03-08",
    "Invalid RFC3339 encoded datetime": "this is not a time such as 2023-03-08T06:00:00+08:00",
    "Expected `datetime` with a timezone component": "this time has no time zone, such as the +08:00 in "
    "2023-03-08T06:00:00+08:00",
}
_FORM = re.compile("^Expected `str` matching regex ")
_LEAST = re.compile("^Expected `int` >= ([0-9]+)$")


def load_toml(path: Path, shape: type[Table], error: type[NewsmlExportError]) -> Table:
    """Read the TOML file at ``path`` into ``shape``, a struct that forbids unknown fields.

    Args:
        path: UTF-8, as TOML demands; a byte order mark is tolerated.
        shape: the struct.
        error: what to raise where the content is wrong.

    Raises:
        InputError: the file cannot be read or is not UTF-8.
        NewsmlExportError: of the kind ``error``: no TOML, an unknown key, a missing key, a value of a wrong type.
    """
    text = decode(read_bytes(path), str(path), legacy=False).text
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as failure:
        # Numbers of thousands of digits and nesting of thousands of levels are no TOMLDecodeError.
        message, line, column = str(failure), None, None
        if found := _AT.search(message):
            message, line, column = message[: found.start()], int(found[1]), int(found[2])
        elif message.endswith(_AT_END):
            message, line = message.removesuffix(_AT_END), text.count("\n") + 1
        raise error(
            f"this is not TOML ({message}).",
            location=Location(file=str(path), line=line, column=column),
            next_step="Correct the line; text stands in quotation marks.",
        ) from failure
    try:
        return msgspec.convert(document, shape)
    except msgspec.ValidationError as failure:
        raise _explained(str(failure), path, text, shape, error) from failure


def place(path: Path, key: str) -> Location:
    """Return the location of ``key``, such as ``issue.date`` or ``pages[2].file``, in the TOML file at ``path``."""
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        text = ""
    return Location(file=str(path), line=line_of(text, key), path=key)


def line_of(text: str, key: str) -> int | None:
    """Return the line of ``key`` in a TOML document that is written as usual, else of what holds it, else ``None``."""
    while key:
        if (line := _line_of(text, key)) is not None:
            return line
        outer = _INNERMOST.sub("", key)
        if outer == key:
            break
        key = outer
    return None


def _line_of(text: str, key: str) -> int | None:
    table, _, name = key.rpartition(".")
    name = re.sub(r"\[[0-9.]*\]$", "", name)
    current, counts, found = "", dict[str, int](), None
    for number, line in enumerate(text.split("\n"), start=1):
        header = re.match(r"\s*(\[{1,2})\s*([^\[\]]+?)\s*\]", line)
        if header:
            current = header[2]
            if header[1] == "[[":
                counts[current] = counts.get(current, -1) + 1
                current += f"[{counts[current]}]"
            if current in (table, key) or (header[2] == key and found is None):
                found = number
        elif current == table and re.match(rf"\s*[\"']?{re.escape(name)}[\"']?\s*=", line):
            return number
    return found


def nearest(word: str, known: list[str]) -> str:
    """Return what to do about the unknown ``word``: the known word that is most like it, or all of them."""
    close = difflib.get_close_matches(word, known, n=1)
    return f"Did you mean “{close[0]}”?" if close else f"Known: {', '.join(known)}."


def in_words(message: str, table: str = "a table") -> str:
    """Return a message of msgspec, without its place, in words that a person who writes files knows.

    Args:
        message: see ``split_place``.
        table: what the format calls keys with values.
    """
    if message in _SENTENCES:
        return _SENTENCES[message]
    if found := _MISSING.search(message):
        return f"the key “{found['key']}” is missing"
    if _FORM.match(message):
        return "this is not in the form that it must have"
    words = _WORDS | {"object": table}
    found = _WRONG_TYPE.fullmatch(message)
    if found is None:
        return _LEAST.sub(r"this must be at least \1", message)
    wanted = [words.get(name, name) for name in found["wanted"].split(" | ") if name != "null"]
    return f"this must be {' or '.join(wanted)}, not {words.get(found['got'], found['got'])}"


def split_place(message: str) -> tuple[str, str]:
    """Cut a message of msgspec into what is wrong and the path to it, without ``$`` and its dot."""
    found = _PLACE.search(message)
    return (message[: found.start()], found["path"]) if found else (message, "")


def _explained(
    text: str, path: Path, source: str, shape: type[msgspec.Struct], error: type[NewsmlExportError]
) -> NewsmlExportError:
    message, inside = split_place(text)
    mend = "Correct the value."
    if found := _UNKNOWN.search(message):
        mend = nearest(found["key"], known_keys(shape, inside))
        message = f"the key “{found['key']}” is unknown"
    elif found := _MISSING.search(message):
        mend = "Add it."
    key = ".".join(filter(None, (inside, found["key"] if found else "")))
    where = Location(file=str(path), line=line_of(source, key), path=key or None)
    return error(f"{in_words(message)}.", location=where, next_step=mend)


def known_keys(shape: type[msgspec.Struct], inside: str) -> list[str]:
    """Return the keys that ``shape`` knows at the path ``inside``, such as ``pages[0]``."""
    kind: Any = msgspec.inspect.type_info(shape)
    for name in re.findall(r"[^.\[\]]+", re.sub(r"\[[^\]]*\]", "", inside)):
        fields = {field.encode_name: field.type for field in getattr(_struct(kind), "fields", ())}
        kind = fields.get(name)
    return [field.encode_name for field in getattr(_struct(kind), "fields", ())]


def _struct(kind: Any) -> Any:
    """Return the struct in an optional struct or a list of structs."""
    for inner in getattr(kind, "types", ()):
        if (found := _struct(inner)) is not None:
            return found
    if hasattr(kind, "item_type"):
        return _struct(kind.item_type)
    return kind if isinstance(kind, msgspec.inspect.StructType) else None
