"""Operators of the newsroom pages, who sign in with a name and a password."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from newsml_export.cli import store_options
from newsml_export.cli.console import Console

app = typer.Typer(no_args_is_help=True, rich_markup_mode="rich")
Name = Annotated[str, typer.Argument(metavar="NAME", help="What the operator signs in with.")]


@app.command("set")
def set_(context: typer.Context, name: Name, store: store_options.StoreAddress = store_options.DEFAULT_STORE) -> None:
    """Add an operator or change a password; it is asked for, or read from standard input."""
    from newsml_export.feeds.newsroom.passwords import hashed

    if sys.stdin.isatty():
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        password = sys.stdin.readline().rstrip("\n")
    kept = hashed(password)
    store_options.opened(store, create=True).set_operator(name, kept)
    console: Console = context.obj
    console.say(f"{name} can sign in")


@app.command("remove")
def remove(context: typer.Context, name: Name, store: store_options.StoreAddress = store_options.DEFAULT_STORE) -> None:
    """Let an operator sign in no longer."""
    store_options.opened(store).set_operator(name, None)
    console: Console = context.obj
    console.say(f"{name} can no longer sign in")
