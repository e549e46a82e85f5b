"""What hosts build on: the names of the package, and the example of the README."""

from __future__ import annotations

import ast
import importlib
import pickle
import re
import shutil
from pathlib import Path

import pytest

import newsml_export
from newsml_export.errors import InputError, Location


@pytest.mark.parametrize("name", newsml_export.__all__)
def test_every_name_is_there(name: str) -> None:
    value = getattr(newsml_export, name)
    assert name in dir(newsml_export)
    if name != "__version__":
        assert value.__doc__


def test_the_lists_of_names_agree(repository: Path) -> None:
    tree = ast.parse((repository / "newsml_export" / "__init__.py").read_text(encoding="utf-8"))
    checked = next(node for node in tree.body if isinstance(node, ast.If))
    for_types = {
        alias.name: node.module for node in checked.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    homes = {name: f"newsml_export.{home}" for name, home in newsml_export._HOMES.items()}
    assert for_types == homes
    assert sorted(newsml_export.__all__) == newsml_export.__all__
    assert set(newsml_export.__all__) == {*homes, "__version__"}
    for name, home in homes.items():
        assert getattr(newsml_export, name) is getattr(importlib.import_module(home), name)


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="nothing_like_that"):
        newsml_export.nothing_like_that  # noqa: B018


def test_errors_cross_process_borders() -> None:
    error = InputError("it is broken.", location=Location(file="a.txt", line=3), next_step="Mend it.")
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.location, again.exit_code) == (str(error), error.location, 2)
    assert str(again) == "a.txt:3: it is broken. Mend it."


def _examples(repository: Path) -> list[str]:
    text = (repository / "README.md").read_text(encoding="utf-8")
    return re.findall(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def test_the_example_of_the_readme_works(
    repository: Path,
    examples_dir: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shutil.copytree(examples_dir / "jiangzhou-2023-03-08", tmp_path / "examples" / "jiangzhou-2023-03-08")
    monkeypatch.chdir(tmp_path)
    examples = _examples(repository)
    assert examples
    for example in examples:
        exec(compile(example, "README.md", "exec"), {})
    assert "江州" in capsys.readouterr().out
    assert (tmp_path / "out" / "newsml-g2" / "package.xml").is_file()
