"""Convert an issue: find its stories, write NewsML-G2 and RSS, validate all documents, put the valid ones in place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from newsml_export.cli import options
from newsml_export.cli.console import Console
from newsml_export.cli.understanding import understood

if TYPE_CHECKING:
    from rich.table import Table

    from newsml_export.pipeline import Export


def command(
    context: typer.Context,
    source: options.Source,
    output: options.Output = Path("out"),
    format_: options.Formats = None,
    publication: options.Publication = None,
    date: options.Date = None,
    number: options.Number = None,
    edition: options.Edition = None,
    language: options.Language = None,
    place: options.Place = None,
    settings: options.SettingsFile = None,
    for_: options.For = None,
    inline: options.Inline = None,
    bundle: options.Bundle = None,
    enrich: options.Enrich = None,
    jobs: options.Jobs = 1,
    where: options.Where = None,
    clock: options.Clock = None,
) -> None:
    """Run ``convert``."""
    from newsml_export import pipeline
    from newsml_export.readers.base import IssueHints

    console: Console = context.obj
    hints = IssueHints(
        publication=publication,
        date=options.parse_date(date),
        number=number,
        edition=edition,
        language=language,
        place=place,
    )
    now = options.parse_clock(clock)
    selection = options.selection(where)
    stories, chosen = understood(source, hints, settings=settings, enrich=enrich, jobs=jobs)
    if inline is not None:
        chosen = replace(chosen, text_as_nitf=inline is options.TextForm.NITF)
    found = len(stories.stories)
    if selection is not None:
        stories = pipeline.select_stories(stories, selection)
    with console.progress() as progress:
        result = pipeline.export(
            stories,
            output,
            settings=chosen,
            formats=format_,
            bundle=bundle,
            now=now,
            progress=progress,
            profile=options.profile(for_),
        )
    console.findings(result.findings)
    console.table(_summary(result, found))
    for line in _paths(result):
        console.say(line)
    raise typer.Exit(result.exit_code)


def _summary(result: Export, found: int) -> Table:
    from rich.table import Table

    edition = result.edition
    joined = sum(len(story.parts) > 1 for story in edition.stories)
    open_jumps = sum(len(story.unresolved_jumps) for story in edition.stories)
    derived = sum(story.derived_headline for story in edition.stories)
    checked = [outcome for outcome in result.outcomes if outcome.verdict is not None]
    valid = sum(outcome.verdict is not None and outcome.verdict.valid for outcome in checked)
    severities = [finding.severity.value for finding in result.findings]
    info = edition.info
    table = Table(title=" ".join(filter(None, (info.publication, str(info.date), info.number))), show_header=False)
    table.add_column(style="bold")
    table.add_column()
    table.add_row("Pages", str(len(edition.pages)))
    chosen = f"{len(edition.stories)}" + (f" of {found} chosen" if found != len(edition.stories) else "")
    table.add_row("Stories", f"{chosen}, {joined} of them joined over pages")
    table.add_row("Derived headlines", str(derived))
    table.add_row("Headlines without a text", str(len(edition.orphan_headlines)))
    table.add_row("Jump lines not followed", str(open_jumps))
    table.add_row(
        "Findings",
        f"{severities.count('error')} errors, {severities.count('warning')} warnings, {severities.count('info')} notes",
    )
    table.add_row("Documents", f"{valid} of {len(checked)} valid, {len(result.paths)} files written")
    return table


def _paths(result: Export) -> list[str]:
    """Name what was written; the many files of single stories in one line."""
    folder = result.folder or Path()
    single = [path for path in result.paths if "/items/" in path or "/messages/" in path]
    lines = [str(folder / path) for path in result.paths if path not in single]
    if single:
        lines.insert(0, f"{folder / Path(single[0]).parent}/*.xml ({len(single)} files)")
    return lines
