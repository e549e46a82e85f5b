"""Enrichers one after the other over many stories, in one process or in several, with the same result."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from newsml_export.enrich.analysis import Analysis
from newsml_export.errors import PluginError

if TYPE_CHECKING:
    from newsml_export.enrich.base import EnrichContext, Enricher
    from newsml_export.model.story import Story

#: loads the enrichers, in every process anew
Load = Callable[[], Sequence["Enricher"]]
#: stories that a process takes at once: fewer, and passing them on costs more than working on them
_BATCH = 32


def in_order(enrichers: Iterable[Enricher]) -> tuple[Enricher, ...]:
    """Return ``enrichers`` so that each comes behind those whose results it reads, else in the order of their names.

    Raises:
        PluginError: some wait for each other.
    """
    named = {one.info.name: one for one in enrichers}
    sorter = TopologicalSorter({name: [n for n in one.info.after if n in named] for name, one in named.items()})
    order: list[Enricher] = []
    try:
        sorter.prepare()
    except CycleError as error:
        raise PluginError(f"enrichers wait for each other: {', '.join(error.args[1])}.") from error
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        order += [named[name] for name in ready]
        sorter.done(*ready)
    return tuple(order)


def enriched(story: Story, enrichers: Sequence[Enricher], context: EnrichContext) -> Story:
    """Return ``story`` with what ``enrichers`` found, one after the other."""
    analysis = Analysis(story, context.engine)
    for enricher in enrichers:
        before = story.language
        story = enricher.enrich(story, analysis, context)
        if story.language != before:
            # Words are looked for by language.
            analysis = Analysis(story, context.engine)
    return story


def enrich_all(stories: Sequence[Story], load: Load, context: EnrichContext, *, jobs: int = 1) -> Iterator[Story]:
    """Yield every story enriched, in order.

    Args:
        stories: any number.
        load: returns the enrichers, in order; it must be picklable where there are several processes.
        context: the same for all.
        jobs: processes. More than the batches that there are would have nothing to do.
    """
    batches = [stories[start : start + _BATCH] for start in range(0, len(stories), _BATCH)]
    workers = min(jobs, len(batches))
    if workers < 2:
        enrichers = load()
        yield from (enriched(story, enrichers, context) for story in stories)
        return
    # A forked process would share locks that threads of this one may hold.
    method = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=method, initializer=_begin, initargs=(load, context)) as pool:
        for batch in pool.map(_work, batches):
            yield from batch


class _Worker:
    """What a process of its own keeps between batches."""

    enrichers: Sequence[Enricher] = ()
    context: EnrichContext


def _begin(load: Load, context: EnrichContext) -> None:
    _Worker.enrichers, _Worker.context = load(), context


def _work(batch: Sequence[Story]) -> list[Story]:
    return [enriched(story, _Worker.enrichers, _Worker.context) for story in batch]
