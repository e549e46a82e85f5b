"""Writes the generated parts of the documentation; cog runs it (``make docs``), and ``make lint`` checks the result."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from newsml_export import errors, plugins
from newsml_export.profiles import shipped_profiles
from newsml_export.validation.json_schema import JSON_SCHEMA_RULES
from newsml_export.validation.known_kinds import RULE_SETS
from newsml_export.validation.xml_schema import XSD_RULES

COMMANDS = (
    "",
    "convert",
    "correct",
    "embargo",
    "evaluate",
    "inspect",
    "kill",
    "lexicon suggest",
    "operator remove",
    "operator set",
    "partner add",
    "partner change",
    "partner list",
    "partner remove",
    "partner revoke",
    "partner token",
    "partner tokens",
    "profiles",
    "publish",
    "schemas add",
    "schemas list",
    "schemas remove",
    "serve",
    "validate",
)
_WIDTH = "100"


def command_help(command: str) -> str:
    """Return ``newsml-export COMMAND --help`` as Markdown; an empty ``command`` stands for the program itself."""
    program = Path(sys.executable).with_name("newsml-export")
    arguments = [*command.split(), "--help"]
    environment = {**os.environ, "COLUMNS": _WIDTH, "TERM": "dumb", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    for name in ("TERMINAL_WIDTH", "FORCE_COLOR", "GITHUB_ACTIONS", "PY_COLORS"):
        environment.pop(name, None)
    ran = subprocess.run(  # noqa: S603 - our own program
        [str(program), *arguments], env=environment, capture_output=True, encoding="utf-8", check=True
    )
    lines = [line.rstrip() for line in ran.stdout.splitlines()]
    return "\n".join(["```text", *_trimmed(lines), "```"])


def errors_table() -> str:
    """Return every error that ends a command, with its code."""
    kinds = [
        kind
        for _, kind in inspect.getmembers(errors, inspect.isclass)
        if issubclass(kind, errors.NewsmlExportError) and kind is not errors.NewsmlExportError
    ]
    rows = [(f"`{kind.code}`", f"`{kind.__name__}`", _sentence(kind), str(kind.exit_code)) for kind in kinds]
    return _table(("code", "exception", "meaning", "exit code"), sorted(rows))


def rules_table() -> str:
    """Return every rule that documents are held to beside the schemas."""
    rows = [
        (f"`{rule.name}`", rule.severity.value, rule.description, rule.mend)
        for rules in RULE_SETS
        for rule in rules().rules
    ]
    return _table(("rule", "severity", "what it demands", "mend"), rows)


def schema_table() -> str:
    """Return what findings of the schemas are called."""
    meanings = XSD_RULES | JSON_SCHEMA_RULES
    rows = [(f"`{name}`", f"{meaning[:1].upper()}{meaning[1:]}.") for name, meaning in meanings.items()]
    return _table(("rule", "meaning"), rows)


def profile_tables() -> str:
    """Return all that the shipped profiles demand and tell of losses."""
    parts = []
    for profile in shipped_profiles():
        rows = [(f"`{rule.name}`", str(rule.severity), rule.description, rule.mend) for rule in profile.needs]
        rows += [(f"`{rule.name}`", "loss", rule.description, rule.mend) for rule in profile.losses]
        parts += [f"\n### {profile.name}\n", _table(("rule", "severity", "what it says", "mend"), rows)]
    return "\n".join(parts)


def readers_table() -> str:
    """Return every reader that is installed with the project."""
    rows = [(f"`{reader.name}`", reader.summary) for reader in plugins.readers()]
    return _table(("reader", "reads"), rows)


def formats_table() -> str:
    """Return every format that is installed with the project."""
    infos = [plugins.format_writer(name).info for name in plugins.names(plugins.FORMATS)]
    rows = [(f"`{info.name}`", info.title, f"`{info.media_type}`", info.summary) for info in infos]
    return _table(("format", "title", "media type", "what it is"), rows)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _sentence(kind: type) -> str:
    return (inspect.getdoc(kind) or "").splitlines()[0]


def _trimmed(lines: list[str]) -> list[str]:
    while lines and not lines[0]:
        lines = lines[1:]
    while lines and not lines[-1]:
        lines = lines[:-1]
    return lines
