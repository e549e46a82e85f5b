"""The only place that composes the rooms: read, understand, enrich, choose, write, validate, put in place."""

from __future__ import annotations

from newsml_export.pipeline.checking import validate
from newsml_export.pipeline.enrichment import enrich_stories, enricher_names, select_stories
from newsml_export.pipeline.exporting import Export, Outcome, Progress, Sink, export, write_context
from newsml_export.pipeline.reading import build_stories, read_issue, settings_for

__all__ = [
    "Export",
    "Outcome",
    "Progress",
    "Sink",
    "build_stories",
    "enrich_stories",
    "enricher_names",
    "export",
    "read_issue",
    "select_stories",
    "settings_for",
    "validate",
    "write_context",
]
