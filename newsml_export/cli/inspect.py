"""Show what would be made of an issue, why, and how to overrule it: stories, headlines, by-lines, continuations."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from newsml_export.cli import options
from newsml_export.cli.console import Console
from newsml_export.errors import UsageError
from newsml_export.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from newsml_export.model.edition import Edition
    from newsml_export.model.story import Story

_SURE = 0.8


class OutputFormat(StrEnum):
    """How the result is printed."""

    TABLE = "table"
    JSON = "json"


def command(
    context: typer.Context,
    source: options.Source,
    publication: options.Publication = None,
    date: options.Date = None,
    language: options.Language = None,
    story: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT",
            help="Explain only the story with this local id, or with these words in its headline or opening.",
            show_default=False,
        ),
    ] = None,
    doubtful: Annotated[
        bool, typer.Option("--doubtful", help="Only stories with a doubtful decision or a jump line not followed.")
    ] = False,
    below: Annotated[
        float, typer.Option(metavar="0…1", min=0.0, max=1.0, help="Decisions that are less sure are doubtful.")
    ] = _SURE,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="Say why, and how to overrule it, story by story.")
    ] = False,
    overrides: Annotated[
        bool, typer.Option("--overrides", help="Print an overrides.toml to fill in, with an entry for every doubt.")
    ] = False,
    all_findings: Annotated[bool, typer.Option("--all", help="Show notes too, not only warnings and errors.")] = False,
    format_: Annotated[OutputFormat, typer.Option("--format", help="How the result is printed.")] = OutputFormat.TABLE,
) -> None:
    """Run ``inspect``."""
    from newsml_export import pipeline
    from newsml_export.readers.base import IssueHints

    console: Console = context.obj
    if overrides and format_ is OutputFormat.JSON:
        raise UsageError("--overrides prints TOML, not JSON.", next_step="Leave one of the two options out.")
    hints = IssueHints(publication=publication, date=options.parse_date(date), language=language)
    edition = pipeline.build_stories(pipeline.read_issue(source, hints))
    stories = [one for one in edition.stories if not doubtful or _is_doubtful(one, below)]
    if story is not None:
        stories = [one for one in stories if _is_meant(one, story)]
        if not stories:
            raise UsageError(f"no story fits “{story}”.", next_step="Look at all of them without --story.")
    if overrides:
        from newsml_export.formats.overrides_toml import template

        console.result(template(edition, stories, below))
        console.findings(edition.findings, least=Severity.ERROR)
    elif format_ is OutputFormat.JSON:
        import json

        import msgspec

        # Not msgspec's encoder: it refuses text with half a character, which a page may hold.
        shown = msgspec.to_builtins(replace(edition, stories=tuple(stories)))
        console.result(json.dumps(shown, ensure_ascii=False, indent=2) + "\n")
    else:
        if evidence or story is not None:
            _explain(console, edition, stories, whole=story is None)
        else:
            console.table(_table(edition, stories, below))
        console.findings(edition.findings, least=Severity.INFO if all_findings else Severity.WARNING)
    failed = any(finding.severity is Severity.ERROR for finding in edition.findings)
    raise typer.Exit(int(failed))


def _is_doubtful(story: Story, below: float) -> bool:
    return story.least_confidence < below or bool(story.unresolved_jumps)


def _is_meant(story: Story, text: str) -> bool:
    """Say whether ``text`` names the story; white space does not count."""
    wanted = "".join(text.split()).casefold()
    headline = "".join("".join(line.text.split()) for line in story.headline).casefold()
    openings = ["".join(text.split()).casefold() for text in story.paragraphs[:1]]
    openings += ["".join((part.begins or "").split()).casefold() for part in story.parts]
    return wanted in (story.local_id, "") or wanted in headline or any(wanted in opening for opening in openings)


def _explain(console: Console, edition: Edition, stories: Sequence[Story], *, whole: bool) -> None:
    from newsml_export.cli.explanation import explain, explain_orphan, explain_override

    for story in stories:
        console.say(explain(story))
    if whole:
        for orphan in edition.orphan_headlines:
            console.say(explain_orphan(orphan))
        if edition.overrides:
            console.say("Overrides that took effect:")
        for override in edition.overrides:
            console.say(f"  {explain_override(override)}")


def _table(edition: Edition, stories: Sequence[Story], below: float) -> Table:
    from rich.table import Table

    info = edition.info
    count = f"{len(stories)} of {len(edition.stories)}" if len(stories) < len(edition.stories) else str(len(stories))
    title = f"{info.publication} {info.date}: {count} stories on {len(edition.pages)} pages"
    table = Table(title=title, show_lines=True)
    for name, justify in (
        ("Page", "right"),
        ("Headline", "left"),
        ("By-line", "left"),
        ("Text", "right"),
        ("Pages", "left"),
        ("Sure", "right"),
    ):
        table.add_column(name, justify=justify, overflow="fold")  # type: ignore[arg-type]
    for story in stories:
        table.add_row(
            story.parts[0].page,
            _headline(story),
            "、".join(byline.name for byline in story.bylines),
            f"{len(story.paragraphs)} ¶, {sum(map(len, story.paragraphs))}",
            _pages(story),
            _sure(story, below),
        )
    return table


def _headline(story: Story) -> str:
    from rich.markup import escape

    lines = [
        f"[bold]{escape(line.text)}[/bold]"
        if line.role.value == "main"
        else f"{escape(line.text)} [dim]({line.role.value})[/dim]"
        for line in story.headline
    ]
    return "\n".join(lines)


def _pages(story: Story) -> str:
    from rich.markup import escape

    lines = [" → ".join(part.page for part in story.parts)]
    lines += [f"[yellow]{escape(jump.text)}: {escape(jump.reason)}[/yellow]" for jump in story.unresolved_jumps]
    return "\n".join(lines)


def _sure(story: Story, below: float) -> str:
    least = story.least_confidence
    style = "green" if least >= below else "yellow"
    return f"[{style}]{least:.0%}[/{style}]"
