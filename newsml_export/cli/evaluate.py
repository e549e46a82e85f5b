"""Hold an output against the truth about its pages: what is right, what is wrong, and whether its confidences hold."""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from newsml_export.cli.console import Console
from newsml_export.errors import Location, UsageError
from newsml_export.findings import Finding, Severity


class OutputFormat(StrEnum):
    """How figures are printed."""

    TEXT = "text"
    JSON = "json"


def command(
    context: typer.Context,
    truth: Annotated[
        Path,
        typer.Argument(
            metavar="TRUTH",
            help="A truth.json, a folder with one, or a folder of such folders.",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path,
        typer.Argument(
            metavar="OUT",
            help="The output folder of convert; for many truths, a folder with one of the same name for each.",
            show_default=False,
        ),
    ],
    details: Annotated[bool, typer.Option("--details", help="Say everything that is wrong, a line each.")] = False,
    at_least: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIGURE=SHARE,…",
            help="End with exit code 1 when a figure is below, such as found=0.98,headlines=0.95.",
            show_default=False,
        ),
    ] = None,
    at_most: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIGURE=SHARE,…",
            help="The same when a figure is above, such as wrong_joins=0.005.",
            show_default=False,
        ),
    ] = None,
    format_: Annotated[OutputFormat, typer.Option("--format", help="How figures are printed.")] = OutputFormat.TEXT,
) -> None:
    """Run ``evaluate``."""
    from newsml_export.evaluation import folders, report
    from newsml_export.evaluation.figures import SHARES

    console: Console = context.obj
    least = _bounds("--at-least", at_least or (), list(SHARES))
    most = _bounds("--at-most", at_most or (), list(SHARES))
    evaluated = folders.evaluate(truth, output)
    if format_ is OutputFormat.JSON:
        console.result(report.render_json(evaluated, details=details))
    elif not console.quiet:
        console.result(report.render_text(evaluated, details=details))
    missed = list(report.not_reached(report.total(evaluated).figures, least, most))
    place = Location(file=str(output))
    console.findings(
        Finding(code="figure-out-of-bounds", severity=Severity.ERROR, message=f"The share {text}.", location=place)
        for text in missed
    )
    raise typer.Exit(int(bool(missed)))


def _bounds(option: str, texts: Sequence[str], known: Sequence[str]) -> dict[str, float]:
    """Parse ``found=0.98,headlines=0.95``.

    Raises:
        UsageError: it is not of this form, or there is no such figure.
    """
    bounds: dict[str, float] = {}
    for bound in filter(None, (bound.strip() for text in texts for bound in text.split(","))):
        name, _, number = (word.strip() for word in bound.partition("="))
        if name not in known:
            raise UsageError(f"{option} “{bound}”: there is no such figure.", next_step=f"Known: {', '.join(known)}.")
        try:
            bounds[name] = float(number)
        except ValueError:
            bounds[name] = math.nan
        if not bounds[name] >= 0:
            raise UsageError(f"{option} “{bound}”: this is no share.", next_step=f"Write it as {option} {name}=0.98.")
    return bounds
