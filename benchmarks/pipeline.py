"""How long each step takes on one issue of a thousand stories: read, understand, link, write, validate, put in place.

The issue is composed (``tests/composer``): pages with wrapped lines, furniture, headlines far from their texts, jumps.
Each step is timed inside one run of the real pipeline, by a stopwatch around the functions that the pipeline calls.

    python -m benchmarks.pipeline [--stories N] [--rounds N] [--level medium] [--profile]
"""

from __future__ import annotations

import argparse
import cProfile
import datetime as dt
import pstats
import random
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from unittest import mock

from newsml_export import pipeline
from newsml_export.layout import stories
from newsml_export.layout.continuations import link_parts
from newsml_export.plugins import format_writer
from newsml_export.sinks.folder import FolderSink
from newsml_export.validation.validator import Validator
from tests.composer.corpus import articles
from tests.composer.furniture import random_facts
from tests.composer.options import LEVELS, Options
from tests.composer.planning import Planner
from tests.composer.setting import PageSetter
from tests.composer.truth import file_name

if TYPE_CHECKING:
    from newsml_export.formats.base import FormatSession, FormatWriter

Result = TypeVar("Result")
STEPS = ("read", "understand", "link", "write newsml-g2", "write rss", "write html", "validate", "put in place", "rest")
NOW = dt.datetime(2023, 3, 8, 6, tzinfo=dt.UTC)
SETTINGS = '[publisher]\nname = "江州晨报社"\ndomain = "jiangzhou.example"\ntime_zone = "Asia/Shanghai"\n'
_PAGES_A_LETTER = 90


class Stopwatch:
    """Adds up the seconds that each step takes."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = dict.fromkeys(STEPS, 0.0)

    def timed(self, step: str, work: Callable[..., Result]) -> Callable[..., Result]:
        """Return ``work``, timed; what it yields is timed too."""

        def run(*arguments: Any, **named: Any) -> Result:
            start = time.perf_counter()
            try:
                made = work(*arguments, **named)
                return list(made) if isinstance(made, Iterator) else made  # type: ignore[return-value]
            finally:
                self.seconds[step] += time.perf_counter() - start

        return run


class TimedWriter:
    """A format whose documents are timed."""

    def __init__(self, name: str, writer: FormatWriter, watch: Stopwatch) -> None:
        self.info, self._writer, self._watch = writer.info, writer, watch
        self._step = f"write {name}"

    def open(self, *arguments: Any) -> FormatSession:
        """Begin to write."""
        session = self._watch.timed(self._step, self._writer.open)(*arguments)
        timed = mock.Mock(spec=["story_documents", "issue_documents"])
        timed.story_documents = self._watch.timed(self._step, session.story_documents)
        timed.issue_documents = self._watch.timed(self._step, session.issue_documents)
        return timed


@contextmanager
def watched(watch: Stopwatch) -> Iterator[None]:
    """Time the steps of the pipeline while the context lasts."""
    with (
        mock.patch.object(stories, "link_parts", watch.timed("link", link_parts)),
        mock.patch.object(pipeline, "format_writer", lambda name: TimedWriter(name, format_writer(name), watch)),
        mock.patch.object(Validator, "check", _method(watch, "validate", Validator.check)),
        mock.patch.object(FolderSink, "put", _method(watch, "put in place", FolderSink.put)),
    ):
        yield


def _method(watch: Stopwatch, step: str, function: Callable[..., Result]) -> Callable[..., Result]:
    timed = watch.timed(step, function)
    return lambda self, *arguments: timed(self, *arguments)


def run(source: Path, out: Path) -> tuple[Stopwatch, pipeline.Export]:
    """Convert ``source`` and return the times."""
    watch = Stopwatch()
    whole = time.perf_counter()
    with watched(watch):
        issue = watch.timed("read", pipeline.read_issue)(source)
        start = time.perf_counter()
        edition = pipeline.build_stories(issue)
        watch.seconds["understand"] = time.perf_counter() - start - watch.seconds["link"]
        made = pipeline.export(edition, out, now=NOW)
    watch.seconds["rest"] = time.perf_counter() - whole - sum(watch.seconds.values())
    return watch, made


def compose_issue(folder: Path, wanted: int, options: Options) -> None:
    """Write an issue of at least ``wanted`` stories as page text into ``folder``."""
    rng = random.Random(7)
    facts = random_facts(rng, 1)
    labels = _labels()
    listed, written = [], 0
    while written < wanted:
        count = rng.randint(*options.pages)
        plan = Planner(facts, articles(options.language), [next(labels) for _ in range(count)], rng, options).make()
        setter = PageSetter(facts, rng, options)
        for page in plan.pages:
            (folder / file_name(page.label)).write_text(setter.text(page, []), encoding="utf-8")
            listed.append((page.label, page.section))
        written += len(plan.stories)
    toml = [f'[issue]\npublication = "{facts.publication}"\ndate = {facts.date.isoformat()}\n']
    toml += [
        f'[[pages]]\nfile = "{file_name(label)}"\nlabel = "{label}"\nsection = "{name}"\n' for label, name in listed
    ]
    (folder / "issue.toml").write_text("\n".join(toml), encoding="utf-8")
    (folder / "newsml-export.toml").write_text(SETTINGS, encoding="utf-8")


def _labels() -> Iterator[str]:
    for letter in "ABCDEFGHJKLMN":
        for number in range(1, _PAGES_A_LETTER + 1):
            yield f"{letter}{number:02d}"


def table(watch: Stopwatch, count: int) -> Iterable[str]:
    """Return a line a step: seconds, microseconds a story, share."""
    total = sum(watch.seconds.values())
    yield f"{'step':<18}{'seconds':>10}{'µs a story':>14}{'share':>9}"
    for step, seconds in watch.seconds.items():
        yield f"{step:<18}{seconds:>10.3f}{seconds / count * 1e6:>14.0f}{seconds / total:>9.1%}"
    yield f"{'all':<18}{total:>10.3f}{total / count * 1e6:>14.0f}{1:>9.1%}"
    yield f"\n{count / total:.0f} stories a second"


def main() -> None:
    parser = argparse.ArgumentParser(description="Time each step of the pipeline on one large issue.")
    parser.add_argument("--stories", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--level", choices=sorted(LEVELS), default="medium")
    parser.add_argument("--profile", action="store_true", help="say which functions take the time instead")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        source, warm = Path(name, "issue"), Path(name, "warm")
        source.mkdir()
        warm.mkdir()
        compose_issue(source, options.stories, LEVELS[options.level])
        compose_issue(warm, 5, LEVELS[options.level])
        start = time.perf_counter()
        run(warm, Path(name, "warm-out"))
        print(
            f"Loading the dictionary and compiling the schemas: {time.perf_counter() - start:.2f} s, once a process\n"
        )
        if options.profile:
            profile = cProfile.Profile()
            profile.runcall(run, source, Path(name, "out"))
            pstats.Stats(profile).sort_stats("tottime").print_stats(30)
            return
        best, made = min(
            (run(source, Path(name, f"out{number}")) for number in range(options.rounds)),
            key=lambda outcome: sum(outcome[0].seconds.values()),
        )
        count = len(made.edition.stories)
        assert all(outcome.verdict is None or outcome.verdict.valid for outcome in made.outcomes)
        pages, joined = len(made.edition.pages), sum(len(story.parts) > 1 for story in made.edition.stories)
        print(f"{count} stories on {pages} pages ({options.level}), {joined} joined; best of {options.rounds} runs\n")
        print("\n".join(table(best, count)))


if __name__ == "__main__":
    main()
