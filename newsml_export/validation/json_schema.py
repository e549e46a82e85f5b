"""Validation by JSON Schema (2020-12): fast where a document is valid, in plain words where it is not.

The library is jsonschema-rs: one wheel without dependencies, maintained, complete for 2020-12
(``unevaluatedProperties``, which ninjs 3.0 is built on), and its errors are typed, so that nothing is read from the
words of a message. It is told never to fetch anything.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from itertools import islice
from typing import Any, TypeAlias

import jsonschema_rs

from newsml_export.errors import Location, SchemaError
from newsml_export.findings import Finding, Severity
from newsml_export.validation.json_places import MOST_TOLD, JsonPlaces, Path
from newsml_export.validation.schemas import schema_folder
from newsml_export.validation.values import clipped

#: what findings of this module are called, and what each means
JSON_SCHEMA_RULES = {
    "json-unexpected-property": "an object has a property that the standard does not know there",
    "json-missing-property": "an object lacks a property",
    "json-bad-type": "a value is of another type than the standard wants",
    "json-bad-value": "a value is not of its form, or not among those allowed",
    "json-invalid": "anything else that the schema refuses",
}
_MEND = "Install newsml-export again."
_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
}
_FORMATS = {
    "date-time": "a date and time with its time zone, such as 2023-03-08T06:00:00+08:00",
    "uri": "a whole address or identifier (URI), such as https://news.example/1 or urn:newsml:news.example:20230308:1",
}
_MOST_NAMES = 12
#: entries of a list that are explained
_LOOKED_AT = 1000

_Explained: TypeAlias = tuple[Path, bool, str, str, str]


class JsonSchemaSet:
    """Our JSON Schemas, compiled when first needed. May be used by several threads."""

    def __init__(self, folder: Traversable | None = None) -> None:
        """Take the schemas from ``folder``, or from ours."""
        self._folder = folder
        self._compiled: dict[str, jsonschema_rs.Draft202012Validator] = {}
        self._lock = threading.Lock()

    def schema(self, name: str) -> jsonschema_rs.Draft202012Validator:
        """Return the schema ``name``, compiled.

        Raises:
            SchemaError: it is missing, or no schema.
        """
        with self._lock:
            if name not in self._compiled:
                self._compiled[name] = self._compile(name)
            return self._compiled[name]

    def _compile(self, name: str) -> jsonschema_rs.Draft202012Validator:
        folder = self._folder or schema_folder()
        place = Location(file=str(folder / name))
        try:
            schema = json.loads((folder / name).read_bytes())
            return jsonschema_rs.Draft202012Validator(schema, validate_formats=True, retriever=_no_retrieval)
        except OSError as error:
            raise SchemaError(f"cannot be read ({error.strerror}).", location=place, next_step=_MEND) from error
        except ValueError as error:
            raise SchemaError(f"is no schema ({error}).", location=place, next_step=_MEND) from error


def _no_retrieval(uri: str) -> Any:
    raise ValueError(f"a schema of ours names {uri}, which is not in it")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Complaint:
    """What the library says against a document."""

    path: Path
    kind: Any
    #: what stands there
    value: object
    message: str


def explain(schema: jsonschema_rs.Draft202012Validator, document: object, places: JsonPlaces) -> list[Finding]:
    """Return what ``schema`` has against ``document``, one finding for each fault."""
    found: dict[tuple[Path, str, str], Finding] = {}
    told = (one for complaint in _complaints(schema, document) for one in _explained(complaint))
    for path, at_key, rule, message, mend in islice(told, MOST_TOLD):
        excerpt = places.excerpt(path, key=at_key)
        finding = Finding(
            code=rule,
            severity=Severity.ERROR,
            message=message,
            location=places.location(path, key=at_key),
            mend=mend,
            evidence=(excerpt,) if excerpt else (),
        )
        found.setdefault((path, rule, message), finding)
    return list(found.values())


def _complaints(schema: jsonschema_rs.Draft202012Validator, document: object) -> Iterator[_Complaint]:
    """Yield what ``schema`` has against ``document``.

    The library collects all errors before it gives the first, 8 kB each. So the beginnings of long lists are looked at,
    and the whole, for its first error alone, where these are well.
    """
    beginning = _beginning(document)
    found = False
    for error in schema.iter_errors(beginning):
        found = True
        yield _complaint(error)
    if not found:
        try:
            schema.validate(document)
        except jsonschema_rs.ValidationError as error:
            yield _complaint(error)


def _beginning(value: object) -> object:
    """Return ``value`` with the first entries alone of every long list; paths stay the same."""
    if isinstance(value, list):
        return [_beginning(entry) for entry in value[:_LOOKED_AT]]
    if isinstance(value, dict):
        return {key: _beginning(entry) for key, entry in value.items()}
    return value


def _complaint(error: Any) -> _Complaint:
    return _Complaint(path=tuple(error.instance_path), kind=error.kind, value=error.instance, message=error.message)


def _explained(complaint: _Complaint) -> Iterator[_Explained]:
    """Put a complaint into words: where, whether at the name, which rule, what is wrong, what to do."""
    path, kind, name = complaint.path, complaint.kind, _named(complaint.path)
    kinds = jsonschema_rs.ValidationErrorKind
    if isinstance(kind, kinds.AdditionalProperties | kinds.UnevaluatedProperties):
        for unexpected in kind.unexpected:
            shown = clipped(unexpected, 60)
            told = f"{name} has no property “{shown}”."
            yield (*path, unexpected), True, "json-unexpected-property", told, f"Take “{shown}” away, or correct it."
    elif isinstance(kind, kinds.Required):
        told = f"{name} lacks the property “{kind.property}”."
        yield path, False, "json-missing-property", told, f"Give it “{kind.property}”."
    elif isinstance(kind, kinds.AnyOf | kinds.OneOfNotValid | kinds.OneOfMultipleValid):
        deeper = _deeper(complaint)
        if deeper:
            for one in deeper:
                yield from _explained(one)
        else:
            yield path, False, *_alternatives(kind, name)
    elif isinstance(kind, kinds.Type):
        wanted = " or ".join(_TYPES.get(one, one) for one in kind.types)
        yield path, False, "json-bad-type", f"{name} is {_kind_of(complaint.value)}.", f"Write {wanted}."
    else:
        yield path, False, *_about_value(complaint, name)


def _about_value(complaint: _Complaint, name: str) -> tuple[str, str, str]:
    kind = complaint.kind
    kinds = jsonschema_rs.ValidationErrorKind
    bad = f"{name} is “{clipped(str(complaint.value))}”."
    if isinstance(kind, kinds.Enum):
        options = ", ".join(str(option) for option in kind.options)
        return "json-bad-value", bad, f"Write one of: {clipped(options, 300)}."
    if isinstance(kind, kinds.Format):
        return "json-bad-value", bad, f"Wanted: {_FORMATS.get(kind.format, kind.format)}."
    if isinstance(kind, kinds.Pattern):
        return "json-bad-value", bad, f"Wanted: what fits the pattern {clipped(kind.pattern, 200)}."
    if isinstance(kind, kinds.Minimum | kinds.Maximum):
        bound = "at least" if isinstance(kind, kinds.Minimum) else "at most"
        return "json-bad-value", bad, f"Write {bound} {kind.limit}."
    if isinstance(kind, kinds.MinLength | kinds.MinItems | kinds.MinProperties):
        return "json-bad-value", f"{name} is empty.", "Fill it, or leave it out."
    return "json-invalid", f"{name} is refused: {clipped(complaint.message, 200).rstrip('.')}.", "Correct the value."


def _deeper(complaint: _Complaint) -> list[_Complaint]:
    """Return what the alternative that came furthest says, where it has only faults further inside against it."""
    best: list[_Complaint] = []
    for branch in getattr(complaint.kind, "context", ()):
        found = [_complaint(error) for error in branch]
        if found and all(len(one.path) > len(complaint.path) for one in found):
            best = found
    return best


def _alternatives(kind: Any, name: str) -> tuple[str, str, str]:
    """Explain that none, or more than one, of several demands is met; where all are about properties, name them."""
    wanted, types = _wanted(kind)
    names = list(dict.fromkeys(wanted))[:_MOST_NAMES]
    if names and not types:
        told = f"{name} lacks one of the properties that it needs."
        return "json-missing-property", told, f"Give it one of: {', '.join(names)}."
    if types:
        shown = " or ".join(dict.fromkeys(_TYPES.get(one, one) for one in types))
        return "json-bad-type", f"{name} is not what may stand here.", f"Write {shown}."
    return "json-invalid", f"{name} meets none, or more than one, of several demands.", "Keep one of what it has."


def _wanted(kind: Any) -> tuple[list[str], list[str]]:
    """Return the properties and the types that alternatives, and alternatives in them, ask for."""
    kinds = jsonschema_rs.ValidationErrorKind
    properties: list[str] = []
    types: list[str] = []
    for branch in getattr(kind, "context", ()):
        for error in branch:
            if isinstance(error.kind, kinds.Required):
                properties.append(error.kind.property)
            elif isinstance(error.kind, kinds.Type):
                types += error.kind.types
            else:
                inner = _wanted(error.kind)
                properties += inner[0]
                types += inner[1]
    return properties, types


def _named(path: Path) -> str:
    if not path:
        return "The document"
    if isinstance(path[-1], int):
        inside = next((step for step in reversed(path) if isinstance(step, str)), None)
        return f"Entry {path[-1] + 1} of “{clipped(inside, 60)}”" if inside else f"Entry {path[-1] + 1}"
    return f"“{clipped(path[-1], 60)}”"


def _kind_of(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"the text “{clipped(value, 40)}”"
    if isinstance(value, int | float):
        return f"the number {clipped(str(value), 30)}"
    return "a list" if isinstance(value, list) else "an object"
