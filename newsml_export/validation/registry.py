"""Schemas of standards that the user registered on this machine: what is there, where, and whether it is unchanged.

The folder holds ``registry.json`` and a folder for each set, with its files as they were given.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from newsml_export.errors import Location, SchemaError

#: environment variable that names the folder of registered schemas
FOLDER_VARIABLE = "NEWSML_EXPORT_SCHEMAS"
_FILE = "registry.json"
_FORMAT = 1
_ID = re.compile(r"[0-9a-f]{12}")
#: names of files inside a set: flat, and harmless on every system
FILE_NAME = re.compile(r"(?!\.)[A-Za-z0-9._+-]{1,120}", re.ASCII)
_MEND = "Take it away with newsml-export schemas remove, and add it again."


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file of a set."""

    name: str
    #: lower-case hexadecimal digits
    sha256: str
    #: in bytes
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSchema:
    """A schema document with a namespace of its own, which a document can be held against."""

    #: name of its file in the set
    file: str
    namespace: str
    #: as the schema says, such as ``2.35``
    version: str | None = None
    #: the name of the standard, where it is one of documents: ``NewsML-G2``, ``NITF``
    standard: str | None = None
    #: level of conformance that its documents have, such as ``power``; ``None`` where it does not say
    conformance: str | None = None
    #: namespaces that it imports
    imports: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What to call it."""
        return " ".join(filter(None, (self.standard or self.namespace, self.version, self.conformance)))


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaFiles:
    """Schemas that were registered together, with everything that they import or include."""

    #: twelve hexadecimal digits, made from names and contents of the files
    id: str
    #: where the files came from, as the user named it
    origin: str
    files: tuple[StoredFile, ...]
    schemas: tuple[StoredSchema, ...]


def registry_folder() -> Path:
    """Return the folder of registered schemas: of the environment variable, or among the user's data."""
    given = os.environ.get(FOLDER_VARIABLE)
    if given:
        return Path(given)
    import platformdirs

    return Path(platformdirs.user_data_dir("newsml-export", appauthor=False)) / "schemas"


def load(folder: Path) -> tuple[SchemaFiles, ...]:
    """Return what is registered in ``folder``; nothing, where there is no such folder.

    Raises:
        SchemaError: the list of registered schemas cannot be read.
    """
    file = folder / _FILE
    try:
        rows = json.loads(file.read_bytes())
        if rows["format"] != _FORMAT:
            raise ValueError("it was written by a newer newsml-export")
        return tuple(_set(row) for row in rows["sets"])
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        raise _broken(file, f"cannot be read ({error.strerror})") from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _broken(file, f"is no list of registered schemas ({error})") from error


def save(folder: Path, sets: tuple[SchemaFiles, ...]) -> None:
    """Write the list of what is registered in ``folder``, whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rows = {"format": _FORMAT, "sets": [asdict(one) for one in sorted(sets, key=lambda one: one.id)]}
    new = folder / f".{_FILE}.{os.getpid()}"
    try:
        new.write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        new.replace(folder / _FILE)
    finally:
        new.unlink(missing_ok=True)


def read_files(folder: Path, one: SchemaFiles) -> dict[str, bytes]:
    """Return the files of a set by name.

    Raises:
        SchemaError: one is missing, or is not what was registered.
    """
    contents: dict[str, bytes] = {}
    for stored in one.files:
        path = folder / one.id / stored.name
        try:
            content = path.read_bytes()
        except OSError as error:
            raise _broken(path, f"cannot be read ({error.strerror})") from error
        if hashlib.sha256(content).hexdigest() != stored.sha256:
            raise _broken(path, "is not the file that was registered: its checksum differs")
        contents[stored.name] = content
    return contents


def _set(row: dict[str, Any]) -> SchemaFiles:
    files = tuple(StoredFile(**file) for file in row["files"])
    schemas = tuple(StoredSchema(**{**schema, "imports": tuple(schema["imports"])}) for schema in row["schemas"])
    names = [file.name for file in files]
    # The list decides which files are read, so it must not lead out of the folder.
    if not _ID.fullmatch(row["id"]) or not all(map(FILE_NAME.fullmatch, names)):
        raise ValueError("a name in it is none of ours")
    if not {schema.file for schema in schemas} <= set(names):
        raise ValueError("it names a schema that is not among the files")
    return SchemaFiles(id=row["id"], origin=str(row["origin"]), files=files, schemas=schemas)


def _broken(path: Path, why: str) -> SchemaError:
    return SchemaError(f"{why}.", location=Location(file=str(path)), next_step=_MEND)
