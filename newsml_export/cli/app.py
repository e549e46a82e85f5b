"""The command ``newsml-export`` and what its commands share."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from newsml_export._version import __version__
from newsml_export.cli import convert, inspect, validate
from newsml_export.cli.console import Console, LogFormat
from newsml_export.errors import NewsmlExportError

#: internal failures are our bugs; they share the exit code of unusable input, and say so
_EXIT_UNUSABLE = 2

app = typer.Typer(
    name="newsml-export",
    help="Turn newspaper pages into schema-validated NewsML-G2 and RSS.",
    epilog="Exit codes: 0 all valid · 1 made, but with errors among the findings · 2 unusable input or arguments.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"newsml-export {__version__}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
    log_format: Annotated[
        LogFormat, typer.Option("--log-format", help="How messages are written to standard error.")
    ] = LogFormat.TEXT,
    _version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Turn newspaper pages into schema-validated NewsML-G2 and RSS."""
    context.obj = Console(quiet=quiet, log_format=log_format)


app.command("convert", help=convert.__doc__)(convert.command)
app.command("inspect", help=inspect.__doc__)(inspect.command)
app.command("validate", help=validate.__doc__)(validate.command)


def run() -> None:
    """Run the command line; every failure becomes a message and an exit code."""
    try:
        app()
    except NewsmlExportError as error:
        Console.current().error(error)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of our output went away; that is no failure of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if os.environ.get("NEWSML_EXPORT_DEBUG"):
            raise
        Console.current().bug(error)
        sys.exit(_EXIT_UNUSABLE)
