"""List the importers that documents can be made for, and what each needs and passes over."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from newsml_export.cli.console import Console

if TYPE_CHECKING:
    from rich.table import Table

    from newsml_export.profiles import Profile
    from newsml_export.validation.rules import Rule


class OutputFormat(StrEnum):
    """How the list is printed."""

    TEXT = "text"
    JSON = "json"


def command(
    context: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[PROFILE]", help="One of them, or a file such as our.toml: shown in full.", show_default=False
        ),
    ] = None,
    format_: Annotated[OutputFormat, typer.Option("--format", help="How the list is printed.")] = OutputFormat.TEXT,
) -> None:
    """Run ``profiles``."""
    from newsml_export.profiles import load_profile, shipped_profiles

    console: Console = context.obj
    profiles = (load_profile(name),) if name is not None else shipped_profiles()
    if format_ is OutputFormat.JSON:
        console.result(json.dumps([_value(one) for one in profiles], ensure_ascii=False, indent=2) + "\n")
    elif name is None:
        console.table(_table(profiles))
    else:
        console.result(_whole(profiles[0]))


def _table(profiles: tuple[Profile, ...]) -> Table:
    from rich.table import Table

    table = Table()
    for heading in ("profile", "for", "formats", "demands", "losses"):
        table.add_column(heading)
    for one in profiles:
        formats = ", ".join(one.formats) or "any"
        table.add_row(one.name, one.title, formats, str(len(one.needs)), str(len(one.losses)))
    return table


def _whole(profile: Profile) -> str:
    lines = [f"{profile.name}: {profile.title}", profile.about, "", "It needs:"]
    for rule in profile.needs:
        lines += [f"  {rule.description} [{rule.name}]", f"      mend: {rule.mend}"]
    lines += ["", "It passes over:"]
    lines += [f"  {rule.description} [{rule.name}]" for rule in profile.losses]
    return "\n".join(lines) + "\n"


def _value(profile: Profile) -> dict[str, object]:
    return {
        "name": profile.name,
        "title": profile.title,
        "about": profile.about,
        "formats": list(profile.formats),
        "demands": [{**_rule(rule), "severity": str(rule.severity)} for rule in profile.needs],
        "losses": [_rule(rule) for rule in profile.losses],
    }


def _rule(rule: Rule) -> dict[str, object]:
    return {"rule": rule.name, "what": rule.description, "mend": rule.mend, "source": rule.source}
