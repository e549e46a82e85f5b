"""Many documents at once, in several processes, with the same outcome in the same order as in one."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from newsml_export.errors import NewsmlExportError
from newsml_export.validation.documents import DocumentValidator
from newsml_export.validation.official import OfficialSchemas

if TYPE_CHECKING:
    from newsml_export.validation.rules import RuleSet
    from newsml_export.validation.verdict import Verdict

#: ``None``: passed over
_Verdicts: TypeAlias = "Generator[Verdict | NewsmlExportError | None, None, None]"
#: files that one process gets at a time; more would leave processes idle at the end, fewer costs talking
_CHUNK = 16
#: below this a second process costs more than it saves
_FEW = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One file to validate."""

    path: Path
    #: found in a folder: JSON of no known kind is passed over, for folders hold all sorts of it
    searched: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to validate. Goes to other processes, so everything in it can be pickled."""

    #: folder of registered schemas; ``None``: this machine's
    registry: Path | None = None
    #: makers of rule sets beside those of the standards, such as what an importer demands; functions of a module, or
    #: ``functools.partial`` of such
    further: tuple[Callable[[], RuleSet], ...] = ()

    def validator(self) -> DocumentValidator:
        """Return a validator for one process."""
        return DocumentValidator(official=OfficialSchemas(self.registry), further=self.further)


def validate_files(tasks: Iterable[Task], options: Options, *, jobs: int | None = None) -> Iterator[Verdict]:
    """Yield the verdict on each file, in the order of ``tasks``.

    Args:
        tasks: the files.
        options: how to validate; each process compiles its schemas once.
        jobs: processes to use; ``None``: one for each processor, or one alone for a few files.

    Raises:
        SchemaError: a schema of ours, or a registered one, cannot be used.
    """
    tasks = list(tasks)
    if jobs is None:
        jobs = processors() if len(tasks) >= _FEW else 1
    jobs = min(jobs, max(len(tasks), 1))
    with closing(_in_one(tasks, options) if jobs <= 1 else _in_processes(tasks, options, jobs)) as verdicts:
        for verdict in verdicts:
            if isinstance(verdict, NewsmlExportError):
                raise verdict
            if verdict is not None:
                yield verdict


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _in_one(tasks: Iterable[Task], options: Options) -> _Verdicts:
    validator = options.validator()
    for task in tasks:
        yield _checked(validator, task)


def _in_processes(tasks: Sequence[Task], options: Options, jobs: int) -> _Verdicts:
    context = multiprocessing.get_context("fork" if _can_be_copied() else "spawn")
    chunk = max(1, min(_CHUNK, len(tasks) // (jobs * 4)))
    done = 0
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(options,))
    try:
        for verdict in pool.map(_in_process, tasks, chunksize=chunk):
            done += 1
            yield verdict
    except BrokenProcessPool:
        # A process was ended from outside, for want of memory perhaps; what is left is done here.
        yield from _in_one(tasks[done:], options)
    finally:
        pool.shutdown(cancel_futures=True)


def _can_be_copied() -> bool:
    """Say whether this process has one thread: a copy starts at once, but could hold locks of others for ever."""
    try:
        return sys.platform == "linux" and sum(1 for _ in Path("/proc/self/task").iterdir()) == 1
    except OSError:
        return False


_validator: DocumentValidator | None = None


def _begin(options: Options) -> None:
    global _validator
    _validator = options.validator()


def _in_process(task: Task) -> Verdict | NewsmlExportError | None:
    assert _validator is not None
    return _checked(_validator, task)


def _checked(validator: DocumentValidator, task: Task) -> Verdict | NewsmlExportError | None:
    try:
        verdict = validator.check_file(task.path)
    except NewsmlExportError as error:
        return error
    if task.searched and task.path.suffix.lower() == ".json" and verdict.kind is None:
        return None
    return verdict
