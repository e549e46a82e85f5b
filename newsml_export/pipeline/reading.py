"""Read and understand: the first steps of every command."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from newsml_export import errors
from newsml_export.plugins import reader_for
from newsml_export.readers.base import IssueHints
from newsml_export.settings import Settings, find_settings, load_settings

if TYPE_CHECKING:
    from newsml_export.model.edition import Edition
    from newsml_export.model.issue import Issue


def read_issue(source: Path | str, hints: IssueHints | None = None) -> Issue:
    """Read an issue with the first reader that accepts ``source``.

    Args:
        source: an issue folder, a page (``.txt``) or an ``issue.json``.
        hints: what the caller knows of the issue; it wins over what the source says.

    Raises:
        InputError: the source cannot be used; says where and what to do.
        PluginError: a reader broke its contract.
    """
    path = Path(source)
    reader = reader_for(path)
    try:
        return reader.read(path, hints or IssueHints())
    except errors.NewsmlExportError:
        raise
    except Exception as error:
        place = errors.Location(file=str(path))
        raise errors.PluginError(f"reader “{reader.name}” failed: {error!r}.", location=place) from error


def build_stories(issue: Issue) -> Edition:
    """Find the stories of ``issue`` and join their parts over the pages. Pure; see ``layout.stories``."""
    from newsml_export.layout.stories import build_edition

    return build_edition(issue)


def settings_for(source: Path | str | None, publication: str, file: Path | None = None) -> Settings:
    """Return the publisher's settings: from ``file``, else found beside or above ``source``, else defaults.

    Raises:
        SettingsError: they are wrong; says where and what to do.
    """
    if file is None and source is not None:
        file = find_settings(Path(source))
    return load_settings(file, publication=publication)
