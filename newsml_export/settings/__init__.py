"""The publisher's settings: ``newsml-export.toml``, typed and checked once, before anything is read or written."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from newsml_export.errors import SettingsError
from newsml_export.findings import Finding
from newsml_export.formats.base import FeedOptions, MessageOptions
from newsml_export.model.publisher import Publisher
from newsml_export.profiles import Profile
from newsml_export.readers.typed_toml import load_toml
from newsml_export.settings.checks import DEFAULT_FORMATS, DEFAULT_TIME_ZONE, Checks, default_domain
from newsml_export.settings.enrich_options import EnrichOptions
from newsml_export.settings.tables import SettingsFile

__all__ = [
    "DEFAULT_FORMATS",
    "DEFAULT_TIME_ZONE",
    "FILE_NAME",
    "EnrichOptions",
    "Settings",
    "default_domain",
    "find_settings",
    "load_settings",
]

FILE_NAME = "newsml-export.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the publisher set, with defaults for the rest."""

    publisher: Publisher
    feed: FeedOptions = field(default_factory=FeedOptions)
    #: names of formats, each once
    formats: tuple[str, ...] = DEFAULT_FORMATS
    #: deliver stories only inside one larger document
    bundle: bool = False
    #: newsItems carry their text as NITF, not as XHTML
    text_as_nitf: bool = False
    #: how much a message carries
    message: MessageOptions = field(default_factory=MessageOptions)
    #: the importer that the documents are for
    profile: Profile | None = None
    #: which metadata programs add
    enrich: EnrichOptions = field(default_factory=EnrichOptions)
    #: what had to be assumed
    findings: tuple[Finding, ...] = ()
    #: the file that they come from; ``None``: all are defaults
    file: str | None = None


def find_settings(start: Path) -> Path | None:
    """Return the ``newsml-export.toml`` that is nearest to ``start``, or ``None``.

    Args:
        start: an issue folder or a file; the folder itself is looked at, then those above it.
    """
    try:
        folder = start.resolve()
    except (OSError, ValueError, RuntimeError):
        return None
    for candidate in (folder, *folder.parents):
        try:
            if (candidate / FILE_NAME).is_file():
                return candidate / FILE_NAME
        except OSError:
            # A folder that we may not look into has no settings for us.
            continue
    return None


def load_settings(path: Path | None, *, publication: str | None = None) -> Settings:
    """Read and check the settings file at ``path``.

    Args:
        path: UTF-8; ``None`` gives defaults.
        publication: name of the newspaper; stands for the publisher's name where that is not set.

    Raises:
        InputError: the file cannot be read.
        SettingsError: it is no TOML, a key is unknown, or a value is wrong; names file and key and says what to write.
    """
    file = load_toml(path, SettingsFile, SettingsError) if path is not None else SettingsFile()
    checks = Checks(path)
    publisher = checks.publisher(file.publisher, publication)
    return Settings(
        publisher=publisher,
        feed=checks.feed(file.feed),
        formats=checks.formats(file.export.formats),
        bundle=file.export.bundle,
        text_as_nitf=file.export.text == "nitf",
        message=MessageOptions(
            most_items=checks.count(file.export.message_items, "export.message_items", 1_000_000),
            most_bytes=checks.count(file.export.message_bytes, "export.message_bytes", 1_000_000_000_000),
        ),
        profile=checks.profile(file.export.for_),
        enrich=checks.enrich(file.enrich),
        findings=tuple(checks.findings),
        file=str(path) if path is not None else None,
    )
