"""The official schemas that the user registered, ready for use: the newest that fits a document, compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from lxml import etree

from newsml_export.errors import Location, SchemaError
from newsml_export.validation import registry
from newsml_export.validation.detection import STANDARDS, version_key
from newsml_export.validation.schemas import CompiledSchema

if TYPE_CHECKING:
    from lxml.etree import _Element

    from newsml_export.validation.detection import Detected
    from newsml_export.validation.registry import SchemaFiles, StoredSchema

XS = "{http://www.w3.org/2001/XMLSchema}"
XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"
_DRIVER = "newsml-export-driver.xsd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The registered schema that a document is held against."""

    schema: CompiledSchema
    stored: StoredSchema
    #: whether the document says that it is of a newer version than the schema
    behind: bool


class OfficialSchemas:
    """The registered schemas of one folder. Nothing is fetched, and nothing outside the folder is read.

    One object serves one thread; every process makes its own.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Take what is registered in ``folder``, or on this machine (``registry.registry_folder``)."""
        self._folder = folder if folder is not None else registry.registry_folder()
        self._sets: tuple[SchemaFiles, ...] | None = None
        self._compiled: dict[tuple[str, str], CompiledSchema] = {}

    def fit(self, detected: Detected) -> Fit | None:
        """Return the newest registered schema for a document, or ``None`` where there is none.

        One of the document's main version goes before others, one of its level of conformance before others.

        Raises:
            SchemaError: what is registered cannot be used, or was changed since.
        """
        candidates = [
            (one, schema) for one in self._all() for schema in one.schemas if schema.namespace == detected.namespace
        ]
        if not candidates or detected.namespace not in STANDARDS:
            return None
        wanted = version_key(detected.version)

        def rank(candidate: tuple[SchemaFiles, StoredSchema]) -> tuple[bool, bool, tuple[int, ...], str]:
            one, schema = candidate
            version = version_key(schema.version)
            same_main = not wanted or version[:1] == wanted[:1]
            # NewsML-G2, anyItem/@conformance: where it is missing, the level is core.
            level = schema.conformance in {None, detected.conformance or "core"}
            return same_main, level, version, one.id

        one, schema = max(candidates, key=rank)
        behind = bool(schema.version) and wanted > version_key(schema.version)
        return Fit(schema=self._schema(one, schema), stored=schema, behind=behind)

    def _all(self) -> tuple[SchemaFiles, ...]:
        if self._sets is None:
            self._sets = registry.load(self._folder)
        return self._sets

    def _schema(self, one: SchemaFiles, schema: StoredSchema) -> CompiledSchema:
        key = (one.id, schema.file)
        compiled = self._compiled.get(key)
        if compiled is None:
            chosen = [(one, schema), *_companions(self._all(), one, schema)]
            contents = {member.id: registry.read_files(self._folder, member) for member, _ in chosen}
            compiled = self._compiled[key] = compiled_set(schema.file, chosen, contents)
        return compiled


def compiled_set(
    name: str, chosen: Iterable[tuple[SchemaFiles, StoredSchema]], contents: Mapping[str, Mapping[str, bytes]]
) -> CompiledSchema:
    """Compile schemas together, so that each checks the parts of a document that are in its namespace.

    Args:
        name: what to call the result.
        chosen: the schemas, the main one first.
        contents: the files of each set, by its identifier and their names.

    Raises:
        SchemaError: they are no usable schemas.
    """
    files: dict[str, bytes] = {}
    sources: list[_Element] = []
    for identifier, members in contents.items():
        for file, content in members.items():
            root = _parsed(file, content)
            _localise(root, identifier, members)
            sources.append(root)
            files[f"{identifier}-{file}"] = etree.tostring(root)
    driver = etree.Element(f"{XS}schema", targetNamespace="urn:newsml-export:driver")
    for one, schema in chosen:
        etree.SubElement(driver, f"{XS}import", namespace=schema.namespace, schemaLocation=f"{one.id}-{schema.file}")
    files[_DRIVER] = etree.tostring(driver)
    try:
        return CompiledSchema(name, partial(_compile, files), tuple(sources))
    except (etree.XMLSchemaParseError, etree.XMLSyntaxError) as error:
        raise SchemaError(
            f"is no usable schema: {error}",
            location=Location(file=name),
            next_step="Get it again from its publisher, with everything that it imports.",
        ) from error


def imported_file(location: str, members: Iterable[str]) -> str | None:
    """Return which of the files ``members`` a ``schemaLocation`` means: the one of its last name."""
    last = re.split(r"[/\\]", location.strip())[-1]
    return next((member for member in members if member.casefold() == last.casefold()), None)


def _companions(
    sets: Iterable[SchemaFiles], main_set: SchemaFiles, main: StoredSchema
) -> list[tuple[SchemaFiles, StoredSchema]]:
    """Return the newest schema of every other namespace that no document is of, such as that of rights."""
    newest: dict[str, tuple[SchemaFiles, StoredSchema]] = {}
    for one in sets:
        for schema in one.schemas:
            if schema.namespace in {main.namespace, XML_NAMESPACE, *STANDARDS} or set(schema.imports) & set(STANDARDS):
                continue
            before = newest.get(schema.namespace)
            if before is None or _order(one, schema, main_set) > _order(*before, main_set):
                newest[schema.namespace] = (one, schema)
    return [newest[namespace] for namespace in sorted(newest)]


def _order(one: SchemaFiles, schema: StoredSchema, main_set: SchemaFiles) -> tuple[bool, tuple[int, ...], str]:
    return one.id == main_set.id, version_key(schema.version), one.id


def _localise(root: _Element, identifier: str, members: Mapping[str, bytes]) -> None:
    """Let every reference lead to a file of the same set; one that leads nowhere is taken out."""
    for reference in list(root.iterchildren(f"{XS}import", f"{XS}include", f"{XS}redefine")):
        target = imported_file(reference.get("schemaLocation") or "", members)
        if target is not None:
            reference.set("schemaLocation", f"{identifier}-{target}")
        elif "schemaLocation" in reference.attrib:
            del reference.attrib["schemaLocation"]


def _parsed(name: str, content: bytes) -> _Element:
    try:
        return etree.fromstring(content, locked_down_parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SchemaError(f"is not well-formed: {error}.", location=Location(file=name)) from error


def locked_down_parser() -> etree.XMLParser:
    """Return a parser that fetches and expands nothing."""
    return etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True)


def _compile(files: Mapping[str, bytes]) -> etree.XMLSchema:
    with TemporaryDirectory(prefix="newsml-export-") as copies:
        for name, content in files.items():
            Path(copies, name).write_bytes(content)
        return etree.XMLSchema(etree.parse(Path(copies, _DRIVER).resolve(), locked_down_parser()))
