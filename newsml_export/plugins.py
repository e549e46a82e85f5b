"""Plug-in points: readers, enrichers and formats are found by entry point, ours by the same road as anybody else's."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any

from newsml_export.enrich.base import Enricher
from newsml_export.errors import InputError, Location, PluginError, UsageError
from newsml_export.formats.base import FormatWriter
from newsml_export.readers.base import Reader

READERS = "newsml_export.readers"
FORMATS = "newsml_export.formats"
ENRICHERS = "newsml_export.enrichers"


def names(group: str) -> tuple[str, ...]:
    """Return the names of all plug-ins of ``group``, sorted; nothing is loaded."""
    return tuple(sorted(_points(group)))


def format_writer(name: str) -> FormatWriter:
    """Load the format ``name``.

    Raises:
        UsageError: there is no such format.
        PluginError: it cannot be loaded, or is not a format.
    """
    points = _points(FORMATS)
    if name not in points:
        raise UsageError(f"there is no format “{name}”.", next_step=f"Formats: {', '.join(sorted(points))}.")
    writer = _load(points[name])
    if not callable(getattr(writer, "open", None)) or not hasattr(writer, "info"):
        raise PluginError(f"“{points[name].value}” is not a format: it lacks open() or info.")
    return writer  # type: ignore[no-any-return]


def enricher(name: str) -> Enricher:
    """Load the enricher ``name``.

    Raises:
        UsageError: there is no such enricher.
        PluginError: it cannot be loaded, or is not an enricher.
    """
    points = _points(ENRICHERS)
    if name not in points:
        raise UsageError(f"there is no enricher “{name}”.", next_step=f"Enrichers: {', '.join(sorted(points))}.")
    found = _load(points[name])
    if not callable(getattr(found, "enrich", None)) or not hasattr(found, "info"):
        raise PluginError(f"“{points[name].value}” is not an enricher: it lacks enrich() or info.")
    return found  # type: ignore[no-any-return]


def readers() -> Iterable[Reader]:
    """Load every reader, ours first, then by name.

    Raises:
        PluginError: one cannot be loaded, or is not a reader.
    """
    points = _points(READERS)
    for name in sorted(points, key=lambda name: (not points[name].value.startswith("newsml_export."), name)):
        reader = _load(points[name])
        if not callable(getattr(reader, "accepts", None)) or not callable(getattr(reader, "read", None)):
            raise PluginError(f"“{points[name].value}” is not a reader: it lacks accepts() or read().")
        yield reader


def reader_for(path: Path) -> Reader:
    """Return the first reader that accepts ``path``.

    Raises:
        InputError: ``path`` does not exist, or nobody reads it.
        PluginError: a reader cannot be loaded.
    """
    place = Location(file=str(path))
    if not path.exists():
        raise InputError("there is no such file or folder.", location=place, next_step="Check the path.")
    for reader in readers():
        if reader.accepts(path):
            return reader
    raise InputError(
        "no reader accepts this.",
        location=place,
        next_step="Give an issue folder, a .txt page or an issue.json.",
    )


def _points(group: str) -> dict[str, EntryPoint]:
    found: dict[str, EntryPoint] = {}
    for point in entry_points(group=group):
        twin = found.get(point.name)
        if twin is not None and twin.value != point.value:
            raise PluginError(
                f"two plug-ins call themselves “{point.name}”: {twin.value} and {point.value}.",
                next_step="Uninstall one of them.",
            )
        found[point.name] = point
    return found


def _load(point: EntryPoint) -> Any:
    try:
        return point.load()
    except Exception as error:
        raise PluginError(f"plug-in “{point.name}” ({point.value}) cannot be loaded: {error}.") from error
