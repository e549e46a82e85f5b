"""Partners of the feed server: what they may see, and the tokens that let them in."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

import typer

from newsml_export.cli import options, store_options
from newsml_export.cli.console import Console
from newsml_export.errors import InputError, UsageError

if TYPE_CHECKING:
    from newsml_export.store import Partner, Store

app = typer.Typer(no_args_is_help=True, rich_markup_mode="rich")

Name = Annotated[str, typer.Argument(metavar="NAME", help="Short name: small letters, digits and hyphens.")]
Title = Annotated[str | None, typer.Option(metavar="TEXT", help="Name for people.", show_default=False)]
Slice = Annotated[
    str | None,
    typer.Option("--slice", metavar="FILTER", help="What the partner may see; empty: everything.", show_default=False),
]
Format = Annotated[
    list[str] | None, typer.Option("--format", "-f", metavar="NAME", help="A format it may have; repeat for more.")
]
For = Annotated[str | None, typer.Option("--for", metavar="PROFILE", help="Its importer.", show_default=False)]
Lead = Annotated[int | None, typer.Option(metavar="MINUTES", help="How long before its embargo ends it gets a story.")]
History = Annotated[int | None, typer.Option(metavar="DAYS", help="How far back its feeds reach.", min=1)]
Pictures = Annotated[bool | None, typer.Option("--pictures/--no-pictures", help="Whether it sees pictures.")]
Rate = Annotated[int | None, typer.Option("--rate", metavar="N", help="Requests a minute.", min=1)]


@app.command("add")
def add(
    context: typer.Context,
    name: Name,
    title: Title = None,
    slice_: Slice = None,
    format_: Format = None,
    for_: For = None,
    lead: Lead = None,
    history: History = None,
    pictures: Pictures = None,
    rate: Rate = None,
    store: store_options.StoreAddress = store_options.DEFAULT_STORE,
) -> None:
    """Add a partner."""
    from newsml_export.feeds.newsroom.forms import partner_name
    from newsml_export.store import Partner

    values = _given(title, slice_, format_, for_, lead, history, pictures, rate)
    partner = Partner(name=partner_name(name), **values)
    store_options.opened(store, create=True).add_partner(partner, now=store_options.clock(None))
    _say(context, f"{name} is added; make a token: newsml-export partner token {name}")


@app.command("change")
def change(
    context: typer.Context,
    name: Name,
    title: Title = None,
    slice_: Slice = None,
    format_: Format = None,
    for_: For = None,
    lead: Lead = None,
    history: History = None,
    pictures: Pictures = None,
    rate: Rate = None,
    store: store_options.StoreAddress = store_options.DEFAULT_STORE,
) -> None:
    """Change what is given; the rest stays as it is."""
    from dataclasses import replace

    kept = store_options.opened(store)
    values = _given(title, slice_, format_, for_, lead, history, pictures, rate)
    kept.change_partner(replace(_found(kept, name), **values), now=store_options.clock(None))
    _say(context, f"{name} is changed")


@app.command("list")
def list_(context: typer.Context, store: store_options.StoreAddress = store_options.DEFAULT_STORE) -> None:
    """List all partners."""
    from rich.table import Table

    kept, now = store_options.opened(store), store_options.clock(None)
    table = Table("Partner", "Name", "Slice", "Stories", "Tokens")
    for partner in kept.partners():
        tokens = sum(token.revoked is None for token in kept.tokens(partner.name))
        count = kept.feed_state(partner.name, now=now).count
        table.add_row(partner.name, partner.title, partner.slice or "everything", str(count), str(tokens))
    console: Console = context.obj
    console.table(table)


@app.command("token")
def token(
    context: typer.Context,
    name: Name,
    label: Annotated[str, typer.Option(metavar="TEXT", help="What you call it.")] = "token",
    store: store_options.StoreAddress = store_options.DEFAULT_STORE,
) -> None:
    """Make a token and print it: it is shown this once and kept nowhere."""
    _, secret = store_options.opened(store).new_token(name, label, now=store_options.clock(None))
    typer.echo(secret)


@app.command("tokens")
def tokens(context: typer.Context, name: Name, store: store_options.StoreAddress = store_options.DEFAULT_STORE) -> None:
    """List the tokens of a partner, without what opens the door."""
    from rich.table import Table

    kept = store_options.opened(store)
    _found(kept, name)
    table = Table("Token", "Label", "Made", "Last used", "Revoked")
    for one in kept.tokens(name):
        moments = (one.created, one.last_used, one.revoked)
        table.add_row(one.id, one.label, *(moment.isoformat() if moment else "" for moment in moments))
    console: Console = context.obj
    console.table(table)


@app.command("revoke")
def revoke(
    context: typer.Context,
    token_id: Annotated[str, typer.Argument(metavar="TOKEN", help="Its name in the list of tokens.")],
    store: store_options.StoreAddress = store_options.DEFAULT_STORE,
) -> None:
    """Let a token open nothing from now on."""
    store_options.opened(store).revoke_token(token_id, now=store_options.clock(None))
    _say(context, f"{token_id} is revoked")


@app.command("remove")
def remove(context: typer.Context, name: Name, store: store_options.StoreAddress = store_options.DEFAULT_STORE) -> None:
    """Remove a partner with its tokens."""
    store_options.opened(store).remove_partner(name)
    _say(context, f"{name} is removed")


def _found(store: Store, name: str) -> Partner:
    partner = store.partner(name)
    if partner is None:
        raise InputError(f"there is no partner “{name}”.", next_step="See newsml-export partner list.")
    return partner


def _given(
    title: str | None,
    slice_: str | None,
    formats: list[str] | None,
    profile: str | None,
    lead: int | None,
    history: int | None,
    pictures: bool | None,
    rate: int | None,
) -> dict[str, Any]:
    """Return what was given, checked.

    Raises:
        UsageError: there is no such format.
        SettingsError: there is no such profile.
    """
    from newsml_export.feeds.rendering import FEEDS, ITEMS

    known = dict.fromkeys((*FEEDS, *ITEMS))
    for name in formats or ():
        if name not in known:
            raise UsageError(f"partners cannot have the format “{name}”.", next_step=f"Formats: {', '.join(known)}.")
    options.profile(profile)
    given = {
        "title": title,
        "slice": slice_,
        "formats": tuple(formats) if formats else None,
        "profile": profile,
        "embargo_lead": dt.timedelta(minutes=lead) if lead is not None else None,
        "history": dt.timedelta(days=history) if history is not None else None,
        "pictures": pictures,
        "rate_limit": rate,
    }
    return {name: value for name, value in given.items() if value is not None}


def _say(context: typer.Context, text: str) -> None:
    console: Console = context.obj
    console.say(text)
