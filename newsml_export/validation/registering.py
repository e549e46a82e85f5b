"""Registers official schemas on the user's machine: takes them in, finds out what they are, tries them, stores them."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

from newsml_export.errors import InputError, Location, OutputError, SchemaError, UsageError
from newsml_export.validation import registry
from newsml_export.validation.detection import NEWSML_G2, STANDARDS
from newsml_export.validation.fetching import MOST_BYTES, fetch
from newsml_export.validation.official import (
    XML_NAMESPACE,
    XS,
    compiled_set,
    imported_file,
    locked_down_parser,
)
from newsml_export.validation.registry import SchemaFiles, StoredFile, StoredSchema
from newsml_export.validation.schemas import schema_folder

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_FILES = 200
_MOST_TOGETHER = 5 * MOST_BYTES
_XML_SCHEMA = "xml.xsd"
_LEVEL = re.compile(r"(?<![a-z])(core|power)(?![a-z])", re.IGNORECASE)

Fetch = Callable[[str], tuple[bytes, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of ``add``."""

    set: SchemaFiles
    #: whether the very same files were registered before
    known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A registered set, and how it is."""

    set: SchemaFiles
    #: why it cannot be used; empty where it can
    trouble: str = ""


def add(
    sources: Sequence[str], *, sha256: Sequence[str] = (), folder: Path | None = None, fetch_: Fetch = fetch
) -> Added:
    """Register the schemas in ``sources``, to be used together.

    Args:
        sources: ``.xsd`` files, folders, ``.zip`` files or https addresses of ``.xsd`` or ``.zip`` files. What a
            fetched schema imports from beside it is fetched too.
        sha256: checksum that each source must have, in the same order; for files, zips and addresses.
        folder: where to register; ``None``: on this machine.
        fetch_: gets what is at an address.

    Raises:
        InputError: a source cannot be read or fetched, has another checksum, or holds no schema.
        SchemaError: the schemas cannot be used, or something that they import is missing.
        OutputError: they cannot be stored.
        UsageError: there are more checksums than sources.
    """
    if len(sha256) > len(sources):
        raise UsageError("there are more checksums than sources.", next_step="Give --sha256 once for each source.")
    folder = folder if folder is not None else registry.registry_folder()
    gathered = _Gathering(fetch_)
    for number, source in enumerate(sources):
        gathered.take(source, sha256[number] if number < len(sha256) else None)
    files = gathered.complete()
    made = _described(files, ", ".join(sources))
    sets = registry.load(folder)
    if any(one.id == made.id for one in sets):
        return Added(set=made, known=True)
    _try(made, files)
    _store(folder, made, files, sets)
    return Added(set=made, known=False)


def listed(folder: Path | None = None) -> tuple[Listed, ...]:
    """Return what is registered, each set with its checksums looked at anew.

    Raises:
        SchemaError: the list of registered schemas cannot be read.
    """
    folder = folder if folder is not None else registry.registry_folder()
    rows: list[Listed] = []
    for one in registry.load(folder):
        try:
            registry.read_files(folder, one)
            rows.append(Listed(set=one))
        except SchemaError as error:
            rows.append(Listed(set=one, trouble=str(error)))
    return tuple(rows)


def remove(name: str, folder: Path | None = None) -> SchemaFiles:
    """Take the set away whose identifier is, or begins with, ``name``, or which is called so.

    Raises:
        UsageError: there is none, or there are several.
        SchemaError: the list of registered schemas cannot be read.
        OutputError: it cannot be taken away.
    """
    folder = folder if folder is not None else registry.registry_folder()
    sets = registry.load(folder)
    found = [one for one in sets if name and (one.id.startswith(name.lower()) or name in _names(one))]
    if len(found) != 1:
        known = ", ".join(one.id for one in found or sets)
        what = "several sets fit" if found else "there is no registered set"
        raise UsageError(f"{what} “{name}”.", next_step=f"Name one of: {known}." if known else "None is registered.")
    try:
        registry.save(folder, tuple(one for one in sets if one is not found[0]))
        shutil.rmtree(folder / found[0].id, ignore_errors=True)
    except OSError as error:
        raise _unwritable(folder, error) from error
    return found[0]


def _names(one: SchemaFiles) -> set[str]:
    return {schema.title for schema in one.schemas} | {file.name for file in one.files}


class _Gathering:
    """Gathers the files of one set by name."""

    def __init__(self, fetch_: Fetch) -> None:
        self._fetch = fetch_
        self._files: dict[str, bytes] = {}
        #: addresses of fetched files, by name
        self._addresses: dict[str, str] = {}
        self._size = 0

    def take(self, source: str, sha256: str | None) -> None:
        scheme = urlsplit(source).scheme.lower() if "://" in source else ""
        if scheme:
            content, address = self._fetch(source)
            name = PurePosixPath(unquote(urlsplit(address).path)).name or "schema.xsd"
            self._content(name, content, source, sha256)
            self._addresses[name] = address
            return
        path = Path(source)
        if path.is_dir():
            if sha256 is not None:
                raise UsageError("a folder has no checksum.", next_step="Name the files one by one.")
            inside = sorted(one for one in path.iterdir() if one.suffix.lower() == ".xsd" and one.is_file())
            if not inside:
                raise InputError("there is no .xsd file in this folder.", location=Location(file=source))
            for one in inside:
                self._content(one.name, _read(one), str(one), None)
            return
        self._content(path.name, _read(path), source, sha256)

    def complete(self) -> dict[str, bytes]:
        """Return all files, after getting what they import."""
        waiting = list(self._files)
        while waiting:
            name = waiting.pop()
            root = _schema_root(name, self._files[name])
            for reference in root.iterchildren(f"{XS}import", f"{XS}include", f"{XS}redefine"):
                location = reference.get("schemaLocation")
                if location is None or imported_file(location, self._files) is not None:
                    continue
                waiting.append(self._import(name, location, reference.get("namespace")))
        return dict(sorted(self._files.items()))

    def _import(self, name: str, location: str, namespace: str | None) -> str:
        """Get the file that the file ``name`` refers to by ``location``, and return its name."""
        if namespace == XML_NAMESPACE:
            # The same attributes whoever wrote the file; ours spares people the search.
            wanted = PurePosixPath(location.replace("\\", "/")).name
            self._put(wanted, (schema_folder() / _XML_SCHEMA).read_bytes(), wanted)
            return wanted
        base = self._addresses.get(name)
        target = urljoin(base, location) if base else ""
        if base and urlsplit(target).hostname == urlsplit(base).hostname:
            content, address = self._fetch(target)
            wanted = PurePosixPath(unquote(urlsplit(target).path)).name
            self._put(wanted, content, target)
            self._addresses[wanted] = address
            return wanted
        raise SchemaError(
            f"refers to “{location}”, which is not among the files.",
            location=Location(file=name),
            next_step="Name that file too, or a folder or .zip that holds both.",
        )

    def _content(self, name: str, content: bytes, source: str, sha256: str | None) -> None:
        found = hashlib.sha256(content).hexdigest()
        if sha256 is not None and found != sha256.strip().lower():
            raise InputError(
                f"has the checksum {found}, not {sha256.strip().lower()}.",
                location=Location(file=source),
                next_step="Do not use the file; get it again from its publisher.",
            )
        if content.startswith(b"PK\x03\x04"):
            self._unzip(content, source)
        else:
            self._put(name, content, source)

    def _unzip(self, content: bytes, source: str) -> None:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                members = [info for info in archive.infolist() if info.filename.lower().endswith(".xsd")]
                if sum(info.file_size for info in members) > _MOST_TOGETHER or len(members) > _MOST_FILES:
                    raise InputError("holds too much.", location=Location(file=source))
                for info in members:
                    with archive.open(info) as member:
                        self._put(PurePosixPath(info.filename).name, member.read(MOST_BYTES + 1), source)
        except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError) as error:
            raise InputError(f"cannot be unpacked ({error}).", location=Location(file=source)) from error
        if not members:
            raise InputError("there is no .xsd file in it.", location=Location(file=source))

    def _put(self, name: str, content: bytes, source: str) -> None:
        place = Location(file=source)
        if registry.FILE_NAME.fullmatch(name) is None:
            name = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "._+-") else "-" for sign in name)
            name = name.lstrip(".")[:100] or "schema.xsd"
        before = self._files.get(name)
        if before is not None and before != content:
            raise InputError(f"there are two different files “{name}”.", location=place, next_step="Name one of them.")
        self._size += len(content) if before is None else 0
        if len(content) > MOST_BYTES or self._size > _MOST_TOGETHER or len(self._files) >= _MOST_FILES:
            raise InputError("is too large for a schema.", location=place)
        self._files[name] = content


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_MOST_TOGETHER + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise InputError(f"cannot be read ({why}).", location=Location(file=str(path)), next_step="") from error


def _schema_root(name: str, content: bytes) -> _Element:
    place = Location(file=name)
    try:
        root = etree.fromstring(content, locked_down_parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"is no XML Schema: {error}.", location=place, next_step="Name an .xsd file.") from error
    if root.tag != f"{XS}schema":
        raise InputError("is no XML Schema.", location=place, next_step="Name an .xsd file.")
    return root


def _described(files: dict[str, bytes], origin: str) -> SchemaFiles:
    stored = tuple(
        StoredFile(name=name, sha256=hashlib.sha256(content).hexdigest(), size=len(content))
        for name, content in files.items()
    )
    digest = hashlib.sha256("".join(f"{file.name}\0{file.sha256}\n" for file in stored).encode()).hexdigest()
    roots = {name: _schema_root(name, content) for name, content in files.items()}
    included = {
        imported_file(reference.get("schemaLocation", ""), files)
        for root in roots.values()
        for reference in root.iterchildren(f"{XS}include", f"{XS}redefine")
    }
    schemas = tuple(
        _stored_schema(name, root)
        for name, root in roots.items()
        if root.get("targetNamespace") and name not in included
    )
    if not schemas:
        raise InputError(
            "there is no schema with a target namespace among these files.",
            location=Location(file=origin),
            next_step="Name the schema of NewsML-G2 or NITF.",
        )
    return SchemaFiles(id=digest[:12], origin=origin, files=stored, schemas=schemas)


def _stored_schema(name: str, root: _Element) -> StoredSchema:
    namespace = root.get("targetNamespace", "")
    imports = [one.get("namespace") for one in root.iterchildren(f"{XS}import")]
    return StoredSchema(
        file=name,
        namespace=namespace,
        version=root.get("version"),
        standard=STANDARDS.get(namespace),
        conformance=_conformance(name) if namespace == NEWSML_G2 else None,
        imports=tuple(sorted({found for found in imports if found})),
    )


def _conformance(file: str) -> str | None:
    """Return the level of conformance that a schema is for; only the name of its file says so."""
    found = _LEVEL.search(file)
    return found[1].lower() if found else None


def _try(made: SchemaFiles, files: dict[str, bytes]) -> None:
    """Compile every schema of a set by itself."""
    for schema in made.schemas:
        if schema.namespace != XML_NAMESPACE:
            compiled_set(schema.file, [(made, schema)], {made.id: files})


def _store(folder: Path, made: SchemaFiles, files: dict[str, bytes], sets: tuple[SchemaFiles, ...]) -> None:
    try:
        (folder / made.id).mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / made.id / name).write_bytes(content)
        registry.save(folder, (*sets, made))
    except OSError as error:
        raise _unwritable(folder, error) from error


def _unwritable(folder: Path, error: OSError) -> OutputError:
    return OutputError(
        f"schemas cannot be stored here ({error.strerror}).",
        location=Location(file=str(folder)),
        next_step=f"Name another folder by {registry.FOLDER_VARIABLE}.",
    )
