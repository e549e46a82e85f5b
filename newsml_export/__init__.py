"""newsml-export: printed newspaper pages become schema-validated NewsML-G2 and RSS.

The public API is what this module names; everything is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from newsml_export._version import __version__

if TYPE_CHECKING:
    from newsml_export.errors import InputError, Location, NewsmlExportError, OutputError, SettingsError, UsageError
    from newsml_export.findings import Finding, Severity
    from newsml_export.model.article import ParsedArticle
    from newsml_export.model.edition import Edition
    from newsml_export.model.issue import Issue, IssueInfo, Page, PageBlock
    from newsml_export.model.story import Story, StoryPart
    from newsml_export.pipeline import (
        Export,
        build_stories,
        enrich_stories,
        export,
        read_issue,
        select_stories,
        settings_for,
        validate,
    )
    from newsml_export.readers.base import IssueHints
    from newsml_export.selection import Selection
    from newsml_export.settings import Settings, load_settings
    from newsml_export.validation.verdict import Verdict

_HOMES = {
    "InputError": "errors",
    "Location": "errors",
    "NewsmlExportError": "errors",
    "OutputError": "errors",
    "SettingsError": "errors",
    "UsageError": "errors",
    "Finding": "findings",
    "Severity": "findings",
    "Edition": "model.edition",
    "Issue": "model.issue",
    "IssueInfo": "model.issue",
    "Page": "model.issue",
    "PageBlock": "model.issue",
    "ParsedArticle": "model.article",
    "Story": "model.story",
    "StoryPart": "model.story",
    "Export": "pipeline",
    "build_stories": "pipeline",
    "enrich_stories": "pipeline",
    "export": "pipeline",
    "read_issue": "pipeline",
    "select_stories": "pipeline",
    "settings_for": "pipeline",
    "validate": "pipeline",
    "IssueHints": "readers.base",
    "Selection": "selection",
    "Settings": "settings",
    "load_settings": "settings",
    "Verdict": "validation.verdict",
}

__all__ = [
    "Edition",
    "Export",
    "Finding",
    "InputError",
    "Issue",
    "IssueHints",
    "IssueInfo",
    "Location",
    "NewsmlExportError",
    "OutputError",
    "Page",
    "PageBlock",
    "ParsedArticle",
    "Selection",
    "Settings",
    "SettingsError",
    "Severity",
    "Story",
    "StoryPart",
    "UsageError",
    "Verdict",
    "__version__",
    "build_stories",
    "enrich_stories",
    "export",
    "load_settings",
    "read_issue",
    "select_stories",
    "settings_for",
    "validate",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module “newsml_export” has no attribute “{name}”")
    return getattr(import_module(f"newsml_export.{home}"), name)


def __dir__() -> list[str]:
    return __all__
