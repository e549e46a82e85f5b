"""The command ``newsml-export`` and what its commands share."""

from __future__ import annotations

import io
import os
import sys
from typing import Annotated

import typer

from newsml_export._version import __version__
from newsml_export.cli import (
    convert,
    evaluate,
    inspect,
    lexicon,
    operator,
    partner,
    profiles,
    publish,
    schemas,
    serve,
    single_stories,
    validate,
)
from newsml_export.cli.console import Console, LogFormat
from newsml_export.errors import NewsmlExportError, UsageError

#: internal failures are our bugs; they share the exit code of unusable input, and say so
_EXIT_UNUSABLE = 2
#: as shells report a command that was ended by Ctrl-C
_EXIT_INTERRUPTED = 130

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
app.command("evaluate", help=evaluate.__doc__)(evaluate.command)
app.command("inspect", help=inspect.__doc__)(inspect.command)
app.add_typer(lexicon.app, name="lexicon", help=lexicon.__doc__)
app.command("publish", help=publish.__doc__)(publish.command)
app.command("correct", help=single_stories.correct.__doc__)(single_stories.correct)
app.command("kill", help=single_stories.kill.__doc__)(single_stories.kill)
app.command("embargo", help=single_stories.embargo.__doc__)(single_stories.embargo)
app.add_typer(partner.app, name="partner", help=partner.__doc__)
app.add_typer(operator.app, name="operator", help=operator.__doc__)
app.command("serve", help=serve.__doc__)(serve.command)
app.command("profiles", help=profiles.__doc__)(profiles.command)
app.add_typer(schemas.app, name="schemas", help=schemas.__doc__)
app.command("validate", help=validate.__doc__)(validate.command)


def run() -> None:
    """Run the command line; every failure becomes a message and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        # Headlines may hold what the terminal's encoding, or any encoding, cannot: that must not end an export.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        sys.exit(app(standalone_mode=False))
    except NewsmlExportError as error:
        Console.current().error(error)
        sys.exit(error.exit_code)
    except typer.Abort:
        sys.exit(_EXIT_INTERRUPTED)
    except Exception as error:
        if hasattr(error, "format_message"):
            _tell_usage(error)
            sys.exit(_EXIT_UNUSABLE)
        if os.environ.get("NEWSML_EXPORT_DEBUG"):
            raise
        Console.current().bug(error)
        sys.exit(_EXIT_UNUSABLE)


def _tell_usage(error: Exception) -> None:
    """Say in one line, like everything else, what the command line's parser could not make sense of."""
    # Not by type: whose exceptions they are (click's or typer's own) depends on the version of typer.
    message: str = error.format_message()  # type: ignore[attr-defined]
    context: typer.Context | None = getattr(error, "ctx", None)
    if not message:
        # There were no arguments, so the help was printed.
        return
    given = context.find_root().params if context is not None else {}
    # The unknown name of a command is noticed before the options before it come into force.
    console = Console(quiet=bool(given.get("quiet")), log_format=LogFormat(given.get("log_format") or LogFormat.TEXT))
    command = context.command_path if context is not None else "newsml-export"
    console.error(UsageError(f"{message.rstrip('.')}.", next_step=f"See {command} --help."))
