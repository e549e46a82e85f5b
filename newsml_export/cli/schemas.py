"""Register the official schemas of standards on this machine, for validate to use; list them; take them away."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from newsml_export.cli.console import Console

if TYPE_CHECKING:
    from newsml_export.validation.registry import SchemaFiles

app = typer.Typer(no_args_is_help=True)


class OutputFormat(StrEnum):
    """How the list is printed."""

    TEXT = "text"
    JSON = "json"


@app.command("add")
def add(
    context: typer.Context,
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE|URL…",
            help="The schema and what it imports: .xsd files, folders, .zip files or https addresses.",
            show_default=False,
        ),
    ],
    sha256: Annotated[
        list[str] | None,
        typer.Option("--sha256", metavar="DIGITS", help="Checksum that the source must have; repeat for more sources."),
    ] = None,
) -> None:
    """Register schemas, to be used together by validate; only this command ever fetches anything."""
    from newsml_export.validation import registering

    console: Console = context.obj
    added = registering.add(sources, sha256=sha256 or ())
    how = "was registered already" if added.known else "registered"
    console.say(f"{added.set.id} {how}: {_titles(added.set)} ({len(added.set.files)} files)")
    if not added.known:
        for file in added.set.files:
            console.say(f"  {file.name}  sha256 {file.sha256}")


@app.command("list")
def list_(
    context: typer.Context,
    format_: Annotated[OutputFormat, typer.Option("--format", help="How the list is printed.")] = OutputFormat.TEXT,
) -> None:
    """List what is registered, and whether it is unchanged."""
    from newsml_export.validation import registering, registry

    console: Console = context.obj
    rows = registering.listed()
    if format_ is OutputFormat.JSON:
        from dataclasses import asdict

        value = {
            "folder": str(registry.registry_folder()),
            "sets": [{**asdict(row.set), "trouble": row.trouble or None} for row in rows],
        }
        console.result(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
    else:
        if not rows:
            console.say("No schemas are registered. Add one: newsml-export schemas add FILE|URL")
        for row in rows:
            console.say(f"{row.set.id}  {_titles(row.set)}  from {row.set.origin}")
            if row.trouble:
                console.say(f"  cannot be used: {row.trouble}")
    raise typer.Exit(int(any(row.trouble for row in rows)))


@app.command("remove")
def remove(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="What schemas list shows first, or the beginning of it; or the name of a file.",
            show_default=False,
        ),
    ],
) -> None:
    """Take registered schemas away."""
    from newsml_export.validation import registering

    console: Console = context.obj
    removed = registering.remove(name)
    console.say(f"{removed.id} removed: {_titles(removed)}")


def _titles(one: SchemaFiles) -> str:
    standards = [schema.title for schema in one.schemas if schema.standard]
    return ", ".join(standards or [schema.title for schema in one.schemas])
