"""What convert and publish begin with: an issue is read, understood, and enriched where that is wanted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsml_export.model.edition import Edition
    from newsml_export.readers.base import IssueHints
    from newsml_export.settings import Settings


def understood(
    source: Path, hints: IssueHints, *, settings: Path | None, enrich: bool | None, jobs: int
) -> tuple[Edition, Settings]:
    """Return the stories of ``source`` and the settings that are for it.

    Args:
        source: what the readers read.
        hints: what the command line says of the issue.
        settings: a file; ``None``: the one beside or above the source, if there is one.
        enrich: add metadata; ``None``: as the settings say.
        jobs: processes that enrich.

    Raises:
        NewsmlExportError: the source or the settings cannot be used.
    """
    from newsml_export import pipeline

    issue = pipeline.read_issue(source, hints)
    chosen = pipeline.settings_for(source, issue.info.publication, settings)
    stories = pipeline.build_stories(issue)
    if chosen.enrich.enabled if enrich is None else enrich:
        stories = pipeline.enrich_stories(stories, chosen, jobs=jobs)
    return stories, chosen
