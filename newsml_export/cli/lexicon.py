"""Work on the publisher's own lexicon of names, institutions, columns and terms."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from newsml_export.cli import options
from newsml_export.cli.console import Console

app = typer.Typer(no_args_is_help=True, rich_markup_mode="rich")


@app.command("suggest")
def suggest(
    context: typer.Context,
    sources: Annotated[
        list[Path],
        typer.Argument(metavar="ISSUE…", help="Issue folders, pages or other files that convert reads."),
    ],
    least: Annotated[int, typer.Option(metavar="N", help="Stories that a name must be found in.", min=1)] = 2,
    publication: options.Publication = None,
    date: options.Date = None,
    settings: options.SettingsFile = None,
    jobs: options.Jobs = 1,
) -> None:
    """Print entries for frequent names that the lexicon does not know, as TOML to look through and keep."""
    from newsml_export import pipeline
    from newsml_export.pipeline.lexicon_suggestions import as_toml
    from newsml_export.pipeline.lexicon_suggestions import suggest as suggestions
    from newsml_export.readers.base import IssueHints

    console: Console = context.obj
    hints = IssueHints(publication=publication, date=options.parse_date(date))
    editions = []
    lexicon = None
    for source in sources:
        issue = pipeline.read_issue(source, hints)
        chosen = pipeline.settings_for(source, issue.info.publication, settings)
        lexicon = lexicon or chosen.enrich.lexicon
        editions.append(pipeline.enrich_stories(pipeline.build_stories(issue), chosen, enrichers=_namers(), jobs=jobs))
    found = suggestions(editions, lexicon, least=least) if lexicon is not None else ()
    if found:
        typer.echo(as_toml(found), nl=False)
    else:
        console.say(f"No unknown name was found in {least} stories or more.")


def _namers() -> list[str]:
    from newsml_export.pipeline import enricher_names

    return [name for name in enricher_names() if name in ("entities", "series")]
