"""What enriching costs: stories a second by engine and processes, the share of each enricher, the first story.

    python -m benchmarks.enrichment [--stories N] [--rounds N]

Stories are those of ``tests/enrichment`` in Chinese; figures are a story of 900 characters. "Cut" is what segmentation
alone takes: compare with it, for times differ between machines.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from importlib.metadata import entry_points
from itertools import cycle, islice

from newsml_export.enrich.analysis import Analysis
from newsml_export.enrich.base import EnrichContext, Enricher
from newsml_export.enrich.chain import enrich_all, enriched, in_order
from newsml_export.model.story import Decision, HeadlineLine, HeadlineRole, LocalId, Story, StoryPart

ENGINES = ("rjieba", "jieba")
CHARACTERS = 900
_FIRST = """
import time; began = time.perf_counter()
from benchmarks.enrichment import first
print(first({engine!r}) - began)
"""


def load() -> tuple[Enricher, ...]:
    """Return all installed enrichers, in order."""
    return in_order([one.load() for one in entry_points(group="newsml_export.enrichers")])


def stories(count: int) -> list[Story]:
    """Return ``count`` stories, all different ones first."""
    from tests.enrichment.truth import development

    found = [truth.story for truth in development() if truth.story.language == "zh-Hans"]
    return list(islice(cycle(found), count))


def first(engine: str) -> float:
    """Return when the first story was enriched, by the clock of the process."""
    headline = (HeadlineLine(role=HeadlineRole.MAIN, text="大桥通车"),)
    text = "昨日，江州市交通局在江心洲举行大桥通车仪式，市长李明远出席并讲话。" * 25
    story = Story(
        local_id=LocalId("s-1"),
        language="zh-Hans",
        headline=headline,
        headline_decision=Decision(),
        paragraphs=(text,),
        parts=(StoryPart(page="1"),),
    )
    enriched(story, load(), EnrichContext(engine=engine))
    return time.perf_counter()


def shares(given: Sequence[Story], engine: str) -> dict[str, float]:
    """Return the seconds of segmentation and of each enricher, by name."""
    enrichers, context = load(), EnrichContext(engine=engine)
    seconds: dict[str, float] = {"cut": 0.0}
    for one in given:
        story = one
        analysis = Analysis(story, engine)
        began = time.perf_counter()
        _ = analysis.title_words, analysis.body_words
        seconds["cut"] += time.perf_counter() - began
        for enricher in enrichers:
            began = time.perf_counter()
            story = enricher.enrich(story, analysis, context)
            name = enricher.info.name
            seconds[name] = seconds.get(name, 0.0) + time.perf_counter() - began
    return seconds


def in_processes(given: Sequence[Story], engine: str, jobs: int) -> float:
    """Return the seconds that enriching takes in ``jobs`` processes, their start left out of one, not of more."""
    began = time.perf_counter()
    for _ in enrich_all(given, load, EnrichContext(engine=engine), jobs=jobs):
        pass
    return time.perf_counter() - began


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    given = stories(options.stories)
    long = sum(len("".join(story.paragraphs)) for story in given) / CHARACTERS
    for engine in ENGINES:
        shares(given[:100], engine)
        best = min((shares(given, engine) for _ in range(options.rounds)), key=lambda one: sum(one.values()))
        whole = sum(best.values())
        sys.stdout.write(f"\n{engine}: {whole / long * 1000:.2f} ms a story of {CHARACTERS} characters\n")
        for name, seconds in sorted(best.items(), key=lambda pair: -pair[1]):
            line = (
                f"  {name:10} {seconds / long * 1000:6.3f} ms {seconds / whole:6.1%} {seconds / best['cut']:5.1f} cuts"
            )
            sys.stdout.write(line + "\n")
        for jobs in (1, 2):
            took = min(in_processes(given, engine, jobs) for _ in range(options.rounds))
            sys.stdout.write(f"  {jobs} process{'es' if jobs > 1 else ''}: {len(given) / took:.0f} stories a second\n")
        code = _FIRST.format(engine=engine)
        runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, check=True) for _ in range(5)]
        starts = [json.loads(run.stdout) for run in runs]
        sys.stdout.write(
            f"  first story of a process after {min(starts) * 1000:.0f} ms, imports of this file included\n"
        )


if __name__ == "__main__":
    main()
