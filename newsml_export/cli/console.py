"""What the commands say: tables on standard output, messages on standard error, as text or as JSON lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from newsml_export.errors import Location, NewsmlExportError
from newsml_export.findings import Finding, Severity

if TYPE_CHECKING:
    from rich.console import Console as RichConsole
    from rich.table import Table

    from newsml_export.pipeline import Progress

_STYLES = {Severity.INFO: "dim", Severity.WARNING: "yellow", Severity.ERROR: "bold red"}


class LogFormat(StrEnum):
    """How messages are written."""

    TEXT = "text"
    JSON = "json"


class Console:
    """Where a command prints to."""

    _current: ClassVar[Console | None] = None

    def __init__(self, *, quiet: bool = False, log_format: LogFormat = LogFormat.TEXT) -> None:
        """Print errors only when ``quiet``; write messages as ``log_format``."""
        self.quiet, self.log_format = quiet, log_format
        Console._current = self

    @classmethod
    def current(cls) -> Console:
        """Return the console of the running command."""
        return cls._current or cls()

    def error(self, error: NewsmlExportError) -> None:
        """Say why the command ends."""
        if self.log_format is LogFormat.JSON:
            self._line("error", error.code, error.message, error.location, error.next_step)
        else:
            self._message(f"error: {error} [{error.code}]", Severity.ERROR)

    def bug(self, error: Exception) -> None:
        """Say that the program failed where it should not."""
        text = f"{type(error).__name__}: {error}"
        if self.log_format is LogFormat.JSON:
            self._line("error", "internal", text, Location(), "Report this with the input.")
            return
        self._message(
            f"error: newsml-export itself failed ({text}). Report this with the input; "
            "NEWSML_EXPORT_DEBUG=1 shows the details. [internal]",
            Severity.ERROR,
        )

    def findings(self, findings: Iterable[Finding], *, least: Severity = Severity.WARNING) -> None:
        """Write the findings of at least the severity ``least`` to standard error."""
        order = list(Severity)
        least = Severity.ERROR if self.quiet else least
        for finding in findings:
            if order.index(finding.severity) < order.index(least):
                continue
            if self.log_format is LogFormat.JSON:
                self._line(finding.severity, finding.code, finding.message, finding.location, finding.mend)
            else:
                self._message(str(finding), finding.severity)

    def table(self, table: Table) -> None:
        """Print ``table`` on standard output."""
        if not self.quiet:
            self._stdout().print(table)

    def say(self, text: str) -> None:
        """Print a line on standard output."""
        if not self.quiet:
            self._stdout().print(text, markup=False, highlight=False, soft_wrap=True)

    def result(self, text: str) -> None:
        """Print what was asked for on standard output, even when quiet."""
        sys.stdout.write(text)
        # A reader that has gone away must be noticed now and not when the interpreter ends.
        sys.stdout.flush()

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """Show a bar on long work; nothing where standard error is not a terminal."""
        if self.quiet or self.log_format is LogFormat.JSON or not sys.stderr.isatty():
            yield lambda _step, _done, _total: None
            return
        from rich.progress import Progress as Bar

        with Bar(console=self._stderr(), transient=True) as bar:
            tasks: dict[str, object] = {}

            def show(step: str, done: int, total: int) -> None:
                task = tasks.get(step)
                if task is None:
                    task = tasks[step] = bar.add_task(step, total=total)
                bar.update(task, completed=done)  # type: ignore[arg-type]

            yield show

    def _message(self, text: str, severity: Severity) -> None:
        # One message is one line, however narrow the terminal: people search for it and programs split at line ends.
        line = " ".join(text.splitlines())
        self._stderr().print(line, style=_STYLES[severity], markup=False, highlight=False, soft_wrap=True)

    def _line(self, level: str, code: str, message: str, location: Location, mend: str) -> None:
        place = {key: value for key, value in asdict(location).items() if value is not None}
        row = {"level": str(level), "code": code, "message": message, "location": place, "mend": mend}
        sys.stderr.write(json.dumps(row, ensure_ascii=False) + "\n")

    def _stdout(self) -> RichConsole:
        from rich.console import Console as RichConsole

        return RichConsole(file=sys.stdout)

    def _stderr(self) -> RichConsole:
        from rich.console import Console as RichConsole

        return RichConsole(file=sys.stderr)
