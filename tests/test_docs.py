"""Documentation says what the code does: what it names is there, and the reverse."""

from __future__ import annotations

import ast
import datetime as dt
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import typer.main

from docs import generated
from newsml_export import errors, plugins, settings
from newsml_export.cli.app import app
from newsml_export.findings import Severity
from newsml_export.layout.language_pack import available
from newsml_export.layout.stories import build_edition
from newsml_export.model.lexicon import LexiconKind
from newsml_export.model.story import BylineRole, HeadlineRole
from newsml_export.readers import issue_folder
from newsml_export.readers.base import IssueHints
from newsml_export.readers.lexicon_toml import read_lexicon
from newsml_export.readers.overrides_toml import read_overrides
from newsml_export.selection import parse
from newsml_export.selection.facts import FIELDS
from newsml_export.settings import tables
from newsml_export.validation.json_parsing import JSON_FAULTS
from newsml_export.validation.json_schema import JSON_SCHEMA_RULES
from newsml_export.validation.known_kinds import RULE_SETS
from newsml_export.validation.xml_schema import XSD_RULES
from tests.composer import compose, write
from tests.formats.factories import make_context

GENERATED = ("docs/cli.md", "docs/findings.md", "docs/profiles.md")
CODE = re.compile(r"[a-z]+(?:-[a-z0-9]+)+")
#: functions of the package that make a finding of the code that is their first argument
MAKERS = frozenset({"note", "_note", "_dated", "_assumed", "_finding"})


def _text(repository: Path, name: str) -> str:
    return (repository / name).read_text(encoding="utf-8")


def _commands() -> dict[str, object]:
    """Return every command by its name; those of a group have its name before theirs."""
    found: dict[str, object] = {}
    for name, command in vars(typer.main.get_command(app))["commands"].items():
        inner = vars(command).get("commands")
        found |= {f"{name} {below}": one for below, one in inner.items()} if inner else {name: command}
    return found


def test_generated_parts_are_current(repository: Path) -> None:
    cog = Path(sys.executable).with_name("cog")
    ran = subprocess.run(
        [str(cog), "-I", ".", "--check", *GENERATED], cwd=repository, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, f"run make docs\n{ran.stdout}{ran.stderr}"


def test_every_command_and_option_is_documented(repository: Path) -> None:
    text = _text(repository, "docs/cli.md")
    commands = _commands()
    assert set(commands) == set(generated.COMMANDS) - {""}
    for name, command in commands.items():
        start = text.index(f"## newsml-export {name}\n")
        section = text[start : text.index("\n## ", start + 1)]
        for parameter in vars(command)["params"]:
            assert parameter.help, f"{name}: {parameter.name} has no help"
            if parameter.param_type_name == "option":
                assert all(option in section for option in parameter.opts), parameter.opts


def test_options_that_the_readme_shows_are_there(repository: Path) -> None:
    known = {
        option
        for command in (typer.main.get_command(app), *_commands().values())
        for parameter in vars(command)["params"]
        for option in (*parameter.opts, *parameter.secondary_opts)
    } | {"--install-completion", "--show-completion"}
    names = (
        "README.md",
        "docs/settings.md",
        "docs/findings.md",
        "docs/overrides.md",
        "docs/evaluation.md",
        "docs/validation.md",
        "docs/selection.md",
        "docs/lexicon.md",
        "docs/publishing.md",
        "docs/server.md",
    )
    for name in (*names, "docs/page-understanding.md", "CONTRIBUTING.md", "examples/README.md"):
        for code in re.findall(r"`([^`\n]*)`|^(newsml-export .*)$", _text(repository, name), re.MULTILINE):
            words = (
                shlex.split("".join(code).split("#")[0]) if "newsml-export" in "".join(code) else "".join(code).split()
            )
            if words[:1] and (words[0] == "newsml-export" or words[0].startswith("--")):
                shown = {word for word in words if word.startswith("-") and word != "--"}
                assert not shown - known, f"{name}: {' '.join(words)}"


def _key_paths(kind: type, prefix: str = "") -> Iterator[str]:
    for field in msgspec.structs.fields(kind):
        if isinstance(field.type, type) and issubclass(field.type, msgspec.Struct):
            yield from _key_paths(field.type, f"{prefix}{field.encode_name}.")
        else:
            yield f"{prefix}{field.encode_name}"


def test_every_setting_is_documented_and_no_other(repository: Path) -> None:
    text = _text(repository, "docs/settings.md")
    documented = set(re.findall(r"^\| `([a-z_.]+)` \|", text, re.MULTILINE))
    assert documented == set(_key_paths(tables.SettingsFile))
    for key in _key_paths(issue_folder._IssueFile):
        assert f"`{key}`" in text


def test_the_settings_that_are_shown_are_valid(repository: Path, tmp_path: Path) -> None:
    (shown,) = re.findall(r"```toml\n(.*?)```", _text(repository, "docs/settings.md"), re.DOTALL)
    file = tmp_path / "newsml-export.toml"
    file.write_text(shown, encoding="utf-8")
    assert settings.load_settings(file).findings == ()


def test_the_lexicon_that_is_shown_is_valid(repository: Path, tmp_path: Path) -> None:
    (shown,) = re.findall(r"```toml\n(.*?)```", _text(repository, "docs/lexicon.md"), re.DOTALL)
    (tmp_path / "lexicon.toml").write_text(shown, encoding="utf-8")
    assert {entry.kind for entry in read_lexicon(tmp_path / "lexicon.toml").entries} == set(LexiconKind)


def test_the_filters_that_are_shown_are_valid_and_every_field_is_documented(repository: Path) -> None:
    text = _text(repository, "docs/selection.md")
    (shown,) = re.findall(r"```\n(.*?)```", text, re.DOTALL)
    assert all(parse(line).fields for line in shown.splitlines())
    documented = re.findall(r"^\| `([a-z]+)` \| (.+?) \| `(.+?)` \|$", text, re.MULTILINE)
    assert documented == [(field.name, field.meaning, field.example) for field in FIELDS.values()]


def test_the_overrides_that_are_shown_are_valid(repository: Path, tmp_path: Path) -> None:
    for number, name in ((5, "docs/overrides.md"), (1, "README.md")):
        shown = re.findall(r"```toml\n(.*?)```", _text(repository, name), re.DOTALL)
        (tmp_path / "overrides.toml").write_text(shown[-1], encoding="utf-8")
        assert len(read_overrides(tmp_path).entries) == number
    text = _text(repository, "docs/overrides.md")
    for role in (*HeadlineRole, *BylineRole):
        assert f"`{role.value}`" in text or role is HeadlineRole.DERIVED


def _codes_in_the_code(repository: Path) -> set[str]:
    found: set[str] = set()
    for file in (repository / "newsml_export").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            candidates: list[ast.expr] = []
            if isinstance(node, ast.Call):
                candidates += [keyword.value for keyword in node.keywords if keyword.arg == "code"]
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in MAKERS:
                    candidates += node.args[:1]
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
                first = node.targets[0].elts[0]
                if isinstance(first, ast.Name) and first.id == "code" and isinstance(node.value, ast.Tuple):
                    candidates += node.value.elts[:1]
            for value in candidates:
                if isinstance(value, ast.Constant) and isinstance(value.value, str) and CODE.fullmatch(value.value):
                    found.add(value.value)
    return found


def _documented_codes(repository: Path) -> dict[str, str]:
    rows = re.findall(r"^\| `([a-z0-9-]+)` \| ([^|]*) \|", _text(repository, "docs/findings.md"), re.MULTILINE)
    return dict(rows)


def test_every_code_is_documented_and_no_other(repository: Path) -> None:
    own = _codes_in_the_code(repository)
    assert len(own) > 30
    rules = {rule.name for rules in RULE_SETS for rule in rules().rules}
    kinds = {
        kind.code
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.NewsmlExportError)
    }
    documented = set(_documented_codes(repository))
    assert documented == own | rules | set(XSD_RULES) | set(JSON_SCHEMA_RULES) | set(JSON_FAULTS.values()) | (
        kinds - {"error"}
    )


def test_codes_that_pages_make_have_the_severity_that_is_documented(repository: Path, tmp_path: Path) -> None:
    documented = _documented_codes(repository)
    seen: set[str] = set()
    for seed in range(4):
        write(compose(seed, "hard"), tmp_path / str(seed))
        issue = issue_folder.READER.read(tmp_path / str(seed), IssueHints())
        for finding in build_edition(issue).findings:
            assert finding.severity in documented[finding.code], finding.code
            seen.add(finding.code)
    assert len(seen) >= 4
    assert any(word in documented["page-unreadable"] for word in (Severity.ERROR,))


def test_formats_and_languages_of_the_readme(repository: Path) -> None:
    text = _text(repository, "README.md")
    for name in plugins.names(plugins.FORMATS):
        assert f"`{name}`" in text
    names = {"zh-Hans": "simplified", "zh-Hant": "traditional", "en": "English", "de": "German", "ja": "Japanese"}
    assert set(available()) == set(names), "name the new language in the README"
    assert all(name in text for name in names.values())
    for role in HeadlineRole:
        assert role.value in text


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "docs/settings.md",
        "docs/findings.md",
        "docs/overrides.md",
        "docs/cli.md",
        "docs/evaluation.md",
        "docs/validation.md",
        "docs/page-understanding.md",
    ],
)
def test_links_lead_somewhere(repository: Path, name: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", _text(repository, name)):
        if "://" not in target:
            assert (repository / name).parent.joinpath(target).exists(), target


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_make_targets_that_are_named_are_there(repository: Path, name: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", _text(repository, "Makefile"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", _text(repository, name), re.MULTILINE))
    assert named
    assert not named - targets


def test_paths_that_the_guide_names_are_there(repository: Path) -> None:
    for path in re.findall(
        r"`((?:newsml_export|tests|schemas|docs|examples|benchmarks)/[\w./-]*)`", _text(repository, "CONTRIBUTING.md")
    ):
        assert (repository / path).exists(), path


def test_the_reader_and_the_format_of_the_guide_work(repository: Path, tmp_path: Path) -> None:
    blocks = re.findall(r"```python\n(.*?)```", _text(repository, "CONTRIBUTING.md"), re.DOTALL)
    names: dict[str, Any] = {}
    for block in blocks:
        exec(compile(block, "CONTRIBUTING.md", "exec"), names)
    file = tmp_path / "some.mine"
    file.write_text("大桥通车\n\n　　昨日，大桥正式通车，两岸往来只要五分钟。\n", encoding="utf-8")
    assert names["READER"].accepts(file)
    hints = IssueHints(publication="江州晨报", date=dt.date(2023, 3, 8))
    edition = build_edition(names["READER"].read(file, hints))
    with pytest.raises(errors.InputError):
        names["READER"].read(file, IssueHints())
    context = make_context(edition)
    (document,) = names["WRITER"].open(edition, context).issue_documents(edition.stories)
    assert document.content.decode() == "大桥通车\n"


def test_the_changelog_knows_this_version(repository: Path) -> None:
    from newsml_export._version import __version__

    text = _text(repository, "CHANGELOG.md")
    assert f"## [{__version__}]" in text
    assert "## [Unreleased]" in text
