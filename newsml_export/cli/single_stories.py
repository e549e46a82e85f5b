"""Commands that change one published story: correct, kill, embargo."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from newsml_export.cli import options, store_options
from newsml_export.cli.console import Console
from newsml_export.errors import InputError, UsageError


def correct(
    context: typer.Context,
    guid: store_options.Guid,
    note: Annotated[str, typer.Option(metavar="TEXT", help="What was wrong, for editors of partners.")],
    headline: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The right main headline.", show_default="as it is")
    ] = None,
    text: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The right text: UTF-8, a blank line between paragraphs."),
    ] = None,
    store: store_options.StoreAddress = store_options.DEFAULT_STORE,
    clock: options.Clock = None,
) -> None:
    """Publish a corrected version of a story."""
    from newsml_export.feeds.paragraphs import paragraphs
    from newsml_export.model.story import HeadlineLine, HeadlineRole
    from newsml_export.store import Correction

    if headline is None and text is None:
        raise UsageError("there is nothing to correct.", next_step="Give --headline, --text or both.")
    kept = store_options.opened(store)
    item = kept.item(guid)
    if item is None:
        raise InputError(f"there is no story “{guid}”.", next_step="Give a GUID that publish printed.")
    stack = None
    if headline is not None:
        roles = (HeadlineRole.MAIN, HeadlineRole.DERIVED)
        others = [line for line in item.story.headline if line.role not in roles]
        at = next((place for place, line in enumerate(item.story.headline) if line.role in roles), 0)
        stack = (*others[:at], HeadlineLine(role=HeadlineRole.MAIN, text=headline.strip()), *others[at:])
    given = store_options.text_of(None, text)
    correction = Correction(note=note, headline=stack, paragraphs=paragraphs(given) if given is not None else None)
    after = kept.correct(guid, correction, now=store_options.clock(clock))
    _tell(context, guid, after.version.number, "corrected")


def kill(
    context: typer.Context,
    guid: store_options.Guid,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why, for editors of partners.")],
    store: store_options.StoreAddress = store_options.DEFAULT_STORE,
    clock: options.Clock = None,
) -> None:
    """Take a story back for good: partners that saw it are told."""
    after = store_options.opened(store).kill(guid, reason, now=store_options.clock(clock))
    _tell(context, guid, after.version.number, "killed")


def embargo(
    context: typer.Context,
    guid: store_options.Guid,
    until: Annotated[str | None, typer.Option(metavar="TIME", help="ISO 8601 with a zone.", show_default=False)] = None,
    lift: Annotated[bool, typer.Option("--lift", help="Let the story be seen at once.")] = False,
    store: store_options.StoreAddress = store_options.DEFAULT_STORE,
    clock: options.Clock = None,
) -> None:
    """Let a story be seen from a time on only, or lift its embargo."""
    if (until is None) is not lift:
        raise UsageError("say when the embargo ends.", next_step="Give --until TIME or --lift.")
    after = store_options.opened(store).embargo(guid, options.parse_clock(until), now=store_options.clock(clock))
    _tell(context, guid, after.version.number, f"embargoed until {until}" if until else "embargo lifted")


def _tell(context: typer.Context, guid: str, version: int, what: str) -> None:
    console: Console = context.obj
    console.say(f"{guid} version {version}: {what}")
