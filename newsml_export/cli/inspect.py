"""Show what would be made of an issue: each story with headline, by-line, pages and continuations. Writes nothing."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from newsml_export.cli import options
from newsml_export.cli.console import Console
from newsml_export.findings import Severity

if TYPE_CHECKING:
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
    evidence: Annotated[bool, typer.Option("--evidence", help="Say why, under each story.")] = False,
    all_findings: Annotated[bool, typer.Option("--all", help="Show notes too, not only warnings and errors.")] = False,
    format_: Annotated[OutputFormat, typer.Option("--format", help="How the result is printed.")] = OutputFormat.TABLE,
) -> None:
    """Run ``inspect``."""
    from newsml_export import pipeline
    from newsml_export.readers.base import IssueHints

    console: Console = context.obj
    hints = IssueHints(publication=publication, date=options.parse_date(date), language=language)
    edition = pipeline.build_stories(pipeline.read_issue(source, hints))
    if format_ is OutputFormat.JSON:
        import json

        import msgspec

        # Not msgspec's encoder: it refuses text with half a character, which a page may hold.
        console.result(json.dumps(msgspec.to_builtins(edition), ensure_ascii=False, indent=2) + "\n")
    else:
        console.table(_table(edition, evidence=evidence))
        console.findings(edition.findings, least=Severity.INFO if all_findings else Severity.WARNING)
    failed = any(finding.severity is Severity.ERROR for finding in edition.findings)
    raise typer.Exit(int(failed))


def _table(edition: Edition, *, evidence: bool) -> Table:
    from rich.table import Table

    info = edition.info
    title = f"{info.publication} {info.date}: {len(edition.stories)} stories on {len(edition.pages)} pages"
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
    for story in edition.stories:
        table.add_row(
            story.parts[0].page,
            _headline(story, evidence=evidence),
            "、".join(byline.name for byline in story.bylines),
            f"{len(story.paragraphs)} ¶, {sum(map(len, story.paragraphs))}",
            _pages(story, evidence=evidence),
            _sure(story),
        )
    return table


def _headline(story: Story, *, evidence: bool) -> str:
    from rich.markup import escape

    lines = [
        f"[bold]{escape(line.text)}[/bold]"
        if line.role.value == "main"
        else f"{escape(line.text)} [dim]({line.role.value})[/dim]"
        for line in story.headline
    ]
    if evidence:
        lines += [f"[dim]· {escape(reason)}[/dim]" for reason in story.headline_decision.evidence]
    return "\n".join(lines)


def _pages(story: Story, *, evidence: bool) -> str:
    from rich.markup import escape

    lines = [" → ".join(part.page for part in story.parts)]
    if evidence:
        lines += [
            f"[dim]· {escape(reason)}[/dim]"
            for part in story.parts
            if part.continuation is not None
            for reason in part.continuation.evidence
        ]
    lines += [f"[yellow]{escape(jump.text)}: {escape(jump.reason)}[/yellow]" for jump in story.unresolved_jumps]
    return "\n".join(lines)


def _sure(story: Story) -> str:
    values = [story.headline_decision.confidence]
    values += [part.continuation.confidence for part in story.parts if part.continuation is not None]
    least = min(values)
    style = "green" if least >= _SURE else "yellow"
    return f"[{style}]{least:.0%}[/{style}]"
