"""Validate NewsML-G2, NITF, RSS and other documents of any origin, and explain what is wrong: place, rule and mend."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsml_export.cli import options
from newsml_export.cli.console import Console
from newsml_export.errors import InputError, Location, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsml_export.validation.batch import Task
    from newsml_export.validation.verdict import Verdict

#: what is looked for in folders
SUFFIXES = (".xml", ".json", ".rss", ".atom")
_STANDARD_INPUT = "-"


class OutputFormat(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


def command(
    context: typer.Context,
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE…",
            help="Documents, folders to look for .xml, .json, .rss and .atom files in, or - for standard input.",
            show_default=False,
        ),
    ],
    format_: Annotated[
        OutputFormat, typer.Option("--format", help="How findings are printed; sarif is SARIF 2.1.0.")
    ] = OutputFormat.TEXT,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", "-j", min=1, metavar="N", help="Processes to use.", show_default="one a processor, if many files"
        ),
    ] = None,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict", help="End with exit code 1 for warnings too, and where not everything could be checked."
        ),
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
    for_: options.For = None,
) -> None:
    """Run ``validate``."""
    from newsml_export.validation.batch import Options, validate_files

    console: Console = context.obj
    console.quiet = console.quiet or quiet
    profile = options.profile(for_)
    how = Options(further=(profile.rules(),) if profile is not None else ())
    if _STANDARD_INPUT in files:
        if len(files) > 1:
            raise UsageError("- stands for standard input, alone.", next_step="Name files, or - and nothing else.")
        verdicts = [how.validator().check(sys.stdin.buffer.read(), "stdin")]
    else:
        verdicts = list(validate_files(_tasks(files), how, jobs=jobs))
    console.result(_rendered(verdicts, format_, quiet=console.quiet))
    raise typer.Exit(int(not all(_passes(verdict, strict=strict) for verdict in verdicts)))


def _rendered(verdicts: Sequence[Verdict], format_: OutputFormat, *, quiet: bool) -> str:
    if format_ is OutputFormat.SARIF:
        from newsml_export.validation.sarif import render_sarif

        return render_sarif(verdicts).decode("utf-8")
    from newsml_export.validation.report import render_json, render_text

    if format_ is OutputFormat.JSON:
        return render_json(verdicts).decode("utf-8")
    return render_text(verdicts, quiet=quiet)


def _passes(verdict: Verdict, *, strict: bool) -> bool:
    from newsml_export.findings import Severity
    from newsml_export.validation.verdict import Level

    if not strict:
        return verdict.valid
    return verdict.level is Level.VALID and all(one.severity is Severity.INFO for one in verdict.findings)


def _tasks(files: Sequence[str]) -> list[Task]:
    from newsml_export.validation.batch import Task

    found: list[Task] = []
    for name in files:
        file = Path(name)
        try:
            is_folder, exists = file.is_dir(), file.exists()
        except (OSError, ValueError):
            is_folder, exists = False, False
        if is_folder:
            inside = sorted(one for one in file.rglob("*") if one.suffix.lower() in SUFFIXES and one.is_file())
            if not inside:
                raise InputError(
                    f"there is no {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]} file in this folder.",
                    location=Location(file=name),
                    next_step="Name the documents.",
                )
            found += [Task(path=one, searched=True) for one in inside]
        elif exists:
            found.append(Task(path=file))
        else:
            raise InputError("there is no such file.", location=Location(file=name), next_step="Check the path.")
    return found
