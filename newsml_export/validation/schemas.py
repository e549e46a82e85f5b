"""Our schemas: found in the wheel or the checkout, compiled when first needed, once a set."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from lxml import etree

from newsml_export.errors import Location, SchemaError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from lxml.etree import _Element

_XS = "{http://www.w3.org/2001/XMLSchema}"
_MEND = "Install newsml-export again."
_LINE_BREAKS = re.compile(r"\s+")


def schema_folder() -> Traversable:
    """Return the folder of our schemas: inside the package in a wheel, beside it in a checkout.

    Raises:
        SchemaError: there is none.
    """
    shipped = files("newsml_export") / "schemas"
    checkout = Path(__file__).resolve().parents[2] / "schemas"
    for folder in (shipped, checkout):
        if folder.is_dir():
            return folder
    raise SchemaError("the schemas are missing.", location=Location(file=str(shipped)), next_step=_MEND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """What libxml2 says against a document."""

    #: name of libxml2's error, such as ``SCHEMAV_ELEMENT_CONTENT``
    kind: str
    message: str
    #: XPath of the element in libxml2's form; ``None`` where it does not say
    path: str | None
    line: int


class CompiledSchema:
    """A schema, ready for use by several threads."""

    def __init__(self, name: str, compile_: Callable[[], etree.XMLSchema], sources: tuple[_Element, ...]) -> None:
        """Compile the schema with ``compile_``; ``sources`` are the documents that it is made of.

        Raises:
            lxml.etree.XMLSchemaParseError: it is no schema.
        """
        self.name = name
        self._compile = compile_
        self._sources = sources
        self._schema = compile_()
        self._explaining: etree.XMLSchema | None = None
        self._lock = threading.Lock()
        self._meanings: dict[str, str] | None = None
        self._names: frozenset[str] | None = None

    @property
    def names(self) -> frozenset[str]:
        """Names of all elements and attributes that a document may have by themselves, in lxml's form."""
        if self._names is None:
            self._names = frozenset(_names(self._sources))
        return self._names

    def allows(self, root: _Element) -> bool:
        """Say whether the document below ``root`` is valid. Takes some 12 µs for a story."""
        try:
            return self._schema.validate(root)
        except etree.XMLSchemaValidateError:
            return False

    def allows_text(self, content: bytes) -> bool:
        """Say whether the document ``content``, which is well-formed, is valid. Slower, but not by its faults."""
        parser = etree.XMLParser(
            schema=self._schema, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=True
        )
        try:
            etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, etree.XMLSchemaValidateError):
            return False
        return True

    def complaints(self, root: _Element) -> tuple[Complaint, ...]:
        """Return what is wrong with the document below ``root``."""
        # libxml2's messages are collected on the schema object, where another thread's could get in between; so there
        # is a second object for explaining, used by one thread at a time.
        with self._lock:
            if self._explaining is None:
                self._explaining = self._compile()
            try:
                if self._explaining.validate(root):
                    return ()
            except etree.XMLSchemaValidateError as error:
                # libxml2 gives up on trees with parts that no document has, such as references to unknown entities.
                return (Complaint(kind="", message=str(error), path=None, line=root.sourceline or 1),)
            return tuple(
                Complaint(kind=entry.type_name, message=entry.message or "", path=entry.path, line=entry.line)
                for entry in self._explaining.error_log
            )

    def meaning(self, type_or_pattern: str) -> str | None:
        """Return what the schema's documentation says of a simple type, given by its name or one of its patterns."""
        if self._meanings is None:
            self._meanings = dict(_meanings(self._sources))
        return self._meanings.get(type_or_pattern)


def _names(sources: tuple[_Element, ...]) -> Iterator[str]:
    for source in sources:
        namespace = source.get("targetNamespace")
        for declared in source.iterchildren(f"{_XS}element", f"{_XS}attribute"):
            name = declared.get("name", "")
            yield f"{{{namespace}}}{name}" if namespace else name


def _meanings(sources: tuple[_Element, ...]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for source in sources:
        namespace = source.get("targetNamespace")
        for kind in source.iterfind(f"{_XS}simpleType[@name]"):
            text = _LINE_BREAKS.sub(" ", kind.findtext(f"{_XS}annotation/{_XS}documentation") or "").strip()
            if text:
                name = kind.get("name", "")
                found.append((f"{{{namespace}}}{name}" if namespace else name, text))
                found += [(pattern.get("value", ""), text) for pattern in kind.iter(f"{_XS}pattern")]
    return found


class SchemaSet:
    """Schemas by file name, each compiled when it is first asked for (2–6 ms), and kept.

    One set can serve many validators in one process; every process makes its own.
    """

    def __init__(self, folder: Traversable | None = None) -> None:
        """Take the schemas of ``folder``, or our own."""
        self._folder = folder
        self._compiled: dict[str, CompiledSchema] = {}
        self._lock = threading.Lock()

    def schema(self, name: str) -> CompiledSchema:
        """Return the schema in the file ``name``.

        Raises:
            SchemaError: the file is not there, or is no schema.
        """
        compiled = self._compiled.get(name)
        if compiled is None:
            with self._lock:
                compiled = self._compiled.get(name) or self._compile(name)
                self._compiled[name] = compiled
        return compiled

    def _compile(self, name: str) -> CompiledSchema:
        folder = self._folder if self._folder is not None else schema_folder()
        sources: dict[str, _Element] = {}
        _collect(folder, name, sources)
        try:
            return CompiledSchema(name, partial(_compiled, folder, name, sources), tuple(sources.values()))
        except (etree.XMLSchemaParseError, etree.XMLSyntaxError) as error:
            raise _unusable(folder, name, f"is no usable schema: {error}") from error


def _collect(folder: Traversable, name: str, sources: dict[str, _Element]) -> None:
    """Read the schema ``name`` and all that it includes or imports into ``sources``.

    Raises:
        SchemaError: one of them is missing, malformed, or outside ``folder``.
    """
    if name in sources:
        return
    try:
        root = etree.fromstring((folder / name).read_bytes(), _locked_down_parser())
    except OSError as error:
        raise _unusable(folder, name, f"cannot be read ({error.strerror})") from error
    except etree.XMLSyntaxError as error:
        raise _unusable(folder, name, f"is not well-formed: {error}") from error
    sources[name] = root
    for other in root.iterchildren(f"{_XS}import", f"{_XS}include"):
        location = other.get("schemaLocation")
        if location is None:
            continue
        if "/" in location or "\\" in location or location.startswith("."):
            raise _unusable(folder, name, f"refers to “{location}”, which is not beside it")
        _collect(folder, location, sources)


def _unusable(folder: Traversable, name: str, why: str) -> SchemaError:
    return SchemaError(f"{why}.", location=Location(file=str(folder / name)), next_step=_MEND)


def _locked_down_parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)


def _compiled(folder: Traversable, name: str, sources: Mapping[str, _Element]) -> etree.XMLSchema:
    """Compile from files, which libxml2 finds beside each other by itself.

    A resolver of lxml would spare the copies of what is inside a zip file. With one, an include was now and then not
    found when a thread compiled; why is not known, so includes depend on nothing but files.
    """
    if isinstance(folder, Path):
        return etree.XMLSchema(etree.parse(folder.resolve() / name, _locked_down_parser()))
    with TemporaryDirectory(prefix="newsml-export-") as copies:
        for copied, source in sources.items():
            Path(copies, copied).write_bytes(etree.tostring(source))
        return etree.XMLSchema(etree.parse(Path(copies, name).resolve(), _locked_down_parser()))
