"""What costs time or memory is loaded when it is needed, not before."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = frozenset({"jieba", "lxml", "numpy", "lap", "jinja2", "xmlschema", "msgspec", "rich"})


def _loaded(code: str, *arguments: str) -> frozenset[str]:
    """Run ``code`` in a process of its own and return the heavy packages it loaded."""
    tell = "import sys\nfrom atexit import register\n"
    tell += "register(lambda: print('LOADED', *sorted({name.split('.')[0] for name in sys.modules}), flush=True))\n"
    ran = subprocess.run(
        [sys.executable, "-c", tell + code, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    line = next(row for row in ran.stdout.splitlines() if row.startswith("LOADED"))
    return frozenset(line.split()) & HEAVY


COMMAND = "from newsml_export.cli import main\nmain()\n"


def test_the_package_alone() -> None:
    assert _loaded("import newsml_export\ndir(newsml_export)") == frozenset()


@pytest.mark.parametrize(
    "arguments",
    [("--help",), ("convert", "--help"), ("validate", "--help"), ("inspect", "--help"), ("evaluate", "--help")],
)
def test_help(arguments: tuple[str, ...]) -> None:
    assert _loaded(COMMAND, *arguments) <= {"rich"}


def test_version() -> None:
    assert _loaded(COMMAND, "--version") <= {"rich"}


def test_the_model() -> None:
    code = "from newsml_export import Story, Edition, Issue, ParsedArticle, Finding, InputError"
    assert _loaded(code) == frozenset()


def test_validate_understands_no_pages(tmp_path: Path) -> None:
    file = tmp_path / "some.xml"
    file.write_text("<rss version='2.0'/>", encoding="utf-8")
    loaded = _loaded(COMMAND, "validate", str(file))
    assert "lxml" in loaded
    assert not loaded & {"jieba", "lap", "numpy", "jinja2"}


def test_a_missing_file_is_told_without_loading_a_dictionary() -> None:
    assert not _loaded(COMMAND, "convert", "nowhere") & {"jieba", "lap", "numpy", "jinja2", "xmlschema"}
