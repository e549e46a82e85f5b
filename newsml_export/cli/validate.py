"""Validate NewsML-G2 and RSS documents of any origin, and explain what is wrong: line, path, rule and mend."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from newsml_export.cli.console import Console
from newsml_export.errors import InputError, Location


class OutputFormat(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"


def command(
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE…", help="Documents, or folders to look for .xml files in.", show_default=False),
    ],
    format_: Annotated[OutputFormat, typer.Option("--format", help="How findings are printed.")] = OutputFormat.TEXT,
) -> None:
    """Run ``validate``."""
    from newsml_export import pipeline
    from newsml_export.validation.report import render_json, render_text

    console: Console = context.obj
    verdicts = pipeline.validate(list(_expand(files)))
    if format_ is OutputFormat.JSON:
        console.result(render_json(verdicts).decode("utf-8"))
    else:
        console.result(render_text(verdicts, quiet=console.quiet))
    raise typer.Exit(int(not all(verdict.valid for verdict in verdicts)))


def _expand(files: list[Path]) -> list[Path]:
    found: list[Path] = []
    for file in files:
        if file.is_dir():
            inside = sorted(file.rglob("*.xml"))
            if not inside:
                raise InputError(
                    "there is no .xml file in this folder.",
                    location=Location(file=str(file)),
                    next_step="Name the documents.",
                )
            found += inside
        elif file.exists():
            found.append(file)
        else:
            raise InputError("there is no such file.", location=Location(file=str(file)), next_step="Check the path.")
    return found
