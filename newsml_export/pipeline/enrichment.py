"""Add metadata to stories, and choose stories by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from newsml_export.errors import UsageError
from newsml_export.plugins import ENRICHERS, enricher, names

if TYPE_CHECKING:
    from newsml_export.enrich.base import Enricher
    from newsml_export.model.edition import Edition
    from newsml_export.selection import Selection
    from newsml_export.settings import Settings


def enricher_names() -> tuple[str, ...]:
    """Return the names of all enrichers that are installed, sorted."""
    return names(ENRICHERS)


def enrich_stories(
    edition: Edition,
    settings: Settings | None = None,
    *,
    enrichers: Sequence[str] | None = None,
    jobs: int = 1,
    engine: str | None = None,
) -> Edition:
    """Add metadata to the stories of ``edition``: keywords, entities, topics, genre, series, summary.

    What came with a story stays; whatever a program adds bears its confidence.

    Args:
        edition: the stories.
        settings: the publisher's, with their lexicon; ``None``: no lexicon.
        enrichers: names of enrichers; ``None`` takes those of the settings, or else all that are installed.
        jobs: processes to use; the result is the same.
        engine: ``jieba`` or ``rjieba``; ``None`` takes that of the settings, or else the faster one that is installed.

    Raises:
        UsageError: there is no such enricher or engine, or ``jobs`` is less than 1.
        PluginError: an enricher cannot be loaded, or broke its contract.
    """
    from newsml_export.enrich.base import EnrichContext
    from newsml_export.enrich.chain import enrich_all
    from newsml_export.model.lexicon import Lexicon

    if jobs < 1:
        raise UsageError(f"{jobs} processes are not possible.", next_step="Give 1 or more.")
    options = settings.enrich if settings is not None else None
    chosen = enrichers or (options.enrichers if options is not None else None) or enricher_names()
    load = partial(_load, tuple(chosen))
    load()
    context = EnrichContext(
        publication=edition.info.publication,
        place=edition.info.place,
        lexicon=options.lexicon if options is not None else Lexicon(),
        engine=engine or (options.engine if options is not None else None),
    )
    return replace(edition, stories=tuple(enrich_all(edition.stories, load, context, jobs=jobs)))


def select_stories(edition: Edition, selection: Selection | str) -> Edition:
    """Return ``edition`` with those stories alone that ``selection`` chooses.

    Args:
        edition: the stories, enriched where the filter asks for metadata that programs find.
        selection: a filter, or its text (docs/selection.md).

    Raises:
        UsageError: the text is no filter.
    """
    if isinstance(selection, str):
        from newsml_export.selection import parse

        selection = parse(selection)
    stories = tuple(story for story in edition.stories if selection.matches(story, edition.info))
    return replace(edition, stories=stories)


def _load(chosen: Sequence[str]) -> Sequence[Enricher]:
    from newsml_export.enrich.chain import in_order

    return in_order(map(enricher, dict.fromkeys(chosen)))
