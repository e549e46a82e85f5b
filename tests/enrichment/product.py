"""The one place where the measuring calls what it measures."""

from __future__ import annotations

import datetime as dt

from newsml_export.model.edition import Edition, EditionPage
from newsml_export.model.issue import IssueInfo
from newsml_export.model.story import Story
from newsml_export.pipeline.enrichment import enrich_stories

_DATE = dt.date(2023, 3, 10)


def enriched(story: Story, publication: str, place: str | None, engine: str | None) -> Story:
    """Return ``story`` with the metadata that all installed enrichers find, without a publisher's lexicon.

    Args:
        story: as page understanding leaves it.
        publication: name of the newspaper.
        place: where it appears.
        engine: ``jieba``, ``rjieba``; ``None``: the faster one that is installed.

    Raises:
        PluginError: an enricher broke its contract.
        UsageError: there is no such engine.
    """
    info = IssueInfo(publication=publication, date=_DATE, language=story.language, place=place)
    edition = Edition(info=info, pages=(EditionPage(label="1"),), stories=(story,))
    return enrich_stories(edition, engine=engine).stories[0]
