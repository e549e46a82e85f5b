"""The rooms of the house: imports go one way, files stay readable, nothing forgotten lies about."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import newsml_export

_MANY_LINES = 450
_MANY_STATEMENTS = 70


def _modules(repository: Path) -> list[Path]:
    return sorted((repository / "newsml_export").rglob("*.py"))


def test_imports_go_one_way(repository: Path) -> None:
    ran = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "1 kept, 0 broken" in ran.stdout


def test_no_module_takes_a_name_from_the_package_root(repository: Path) -> None:
    # The root loads its names from these very modules; taking one from it would make a circle.
    offered = {*newsml_export.__all__}
    for file in _modules(repository):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "newsml_export":
                assert not offered & {alias.name for alias in node.names}, f"{file}:{node.lineno}"
            elif isinstance(node, ast.Import):
                assert all(alias.name != "newsml_export" for alias in node.names), f"{file}:{node.lineno}"


def test_files_and_functions_stay_readable(repository: Path) -> None:
    long = []
    for file in _modules(repository):
        text = file.read_text(encoding="utf-8")
        if text.count("\n") > _MANY_LINES:
            long.append(f"{file}: {text.count(chr(10))} lines")
        long += [
            f"{file}:{node.lineno}: {node.name} has {node.end_lineno - node.lineno} lines"
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.FunctionDef)
            and node.end_lineno is not None
            and node.end_lineno - node.lineno > _MANY_STATEMENTS
        ]
    assert not long


@pytest.mark.parametrize("word", ["TODO", "FIXME", "XXX", "breakpoint(", "import pdb"])
def test_nothing_forgotten(repository: Path, word: str) -> None:
    found = [str(file) for file in _modules(repository) if word in file.read_text(encoding="utf-8")]
    assert not found


def test_every_folder_of_tests_is_a_package(repository: Path) -> None:
    # Without it two test files of one name hide each other.
    folders = {file.parent for file in (repository / "tests").rglob("test_*.py")}
    assert not [str(folder) for folder in folders if not (folder / "__init__.py").exists()]
