"""Put an issue into the store that partners pull from, or write its feeds as files for any web server."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsml_export.cli import options, store_options
from newsml_export.cli.console import Console
from newsml_export.cli.understanding import understood
from newsml_export.errors import UsageError

if TYPE_CHECKING:
    from rich.table import Table

    from newsml_export.store import PublishReport


def command(
    context: typer.Context,
    source: Annotated[
        Path | None, typer.Argument(metavar="[ISSUE]", help="What convert reads; may be left out with --to.")
    ] = None,
    store: store_options.StoreAddress = store_options.DEFAULT_STORE,
    publication: options.Publication = None,
    date: options.Date = None,
    number: options.Number = None,
    edition: options.Edition = None,
    language: options.Language = None,
    place: options.Place = None,
    settings: options.SettingsFile = None,
    enrich: options.Enrich = None,
    jobs: options.Jobs = 1,
    to: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Write the feeds of a partner as files, compressed ones too."),
    ] = None,
    partner: Annotated[
        str | None, typer.Option(metavar="NAME", help="Whose feeds --to writes.", show_default="everything")
    ] = None,
    base_url: Annotated[
        str | None, typer.Option(metavar="URL", help="Address that the folder will be published at.")
    ] = None,
    clock: options.Clock = None,
) -> None:
    """Run ``publish``."""
    from newsml_export import pipeline
    from newsml_export.readers.base import IssueHints

    console: Console = context.obj
    now = store_options.clock(clock)
    if source is None and to is None:
        raise UsageError("there is nothing to publish.", next_step="Give an issue, or --to FOLDER.")
    if to is not None and base_url is None:
        raise UsageError("--to needs --base-url.", next_step="Give the address that the folder will be published at.")
    kept = store_options.opened(store, create=source is not None)
    if source is not None:
        hints = IssueHints(
            publication=publication,
            date=options.parse_date(date),
            number=number,
            edition=edition,
            language=language,
            place=place,
        )
        stories, chosen = understood(source, hints, settings=settings, enrich=enrich, jobs=jobs)
        from newsml_export.feeds.publishing import publish

        report = publish(kept, stories, chosen.publisher, now)
        console.findings((*chosen.findings, *stories.findings))
        console.table(_summary(report))
        for item in (*report.new, *report.changed, *report.withheld):
            console.say(f"{item.guid} version {item.version} ({', '.join(item.changes)}) {item.headline}")
    if to is not None and base_url is not None:
        from newsml_export.feeds.static_tree import write_tree

        chosen = pipeline.settings_for(source, publication or partner or "newsml-export", settings)
        paths = write_tree(kept, to, settings=chosen, base_url=base_url, partner=partner, now=now)
        console.say(f"{to}: {len(paths)} files")


def _summary(report: PublishReport) -> Table:
    from rich.table import Table

    table = Table(title=report.issue_id, show_header=False)
    table.add_column(style="bold")
    table.add_column()
    for name, items in (
        ("New", report.new),
        ("Changed", report.changed),
        ("Unchanged", report.unchanged),
        ("Withheld", report.withheld),
    ):
        table.add_row(name, str(len(items)))
    return table
