"""Many files in several processes: the same outcome, in the same order, as in one."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from newsml_export.errors import SchemaError
from newsml_export.validation import registering
from newsml_export.validation.batch import Options, Task, validate_files
from newsml_export.validation.report import render_json, render_text
from newsml_export.validation.rules import Breach, Rule, warning
from newsml_export.validation.sarif import render_sarif
from newsml_export.validation.verdict import Verdict
from tests.validation.schema_sets import newsml_g2, written

if TYPE_CHECKING:
    from lxml.etree import _Element

VALID = Path(__file__).parent / "valid"


@pytest.fixture
def tasks(tmp_path: Path) -> list[Task]:
    """Sound documents, broken ones, and things that are none."""
    contents = [path.read_bytes() for path in sorted(VALID.glob("*.xml"))]
    contents += [contents[0].replace(b"stat:usable", b"stat:x"), b"", b"<a>", b'{"a": 1}', contents[3][:900]]
    made = []
    for number in range(90):
        path = tmp_path / f"{number:03}.xml"
        path.write_bytes(contents[number % len(contents)])
        made.append(Task(path=path))
    return [*made, Task(path=tmp_path / "none.xml")]


def everything(verdicts: list[Verdict]) -> tuple[str, bytes, bytes]:
    return render_text(verdicts), render_json(verdicts), render_sarif(verdicts)


def test_the_number_of_processes_changes_nothing(tasks: list[Task], tmp_path: Path) -> None:
    options = Options(registry=tmp_path / "none")
    one = list(validate_files(tasks, options, jobs=1))
    assert [verdict.name for verdict in one] == [str(task.path) for task in tasks]
    assert 0 < sum(verdict.valid for verdict in one) < len(one)
    assert everything(list(validate_files(tasks, options, jobs=3))) == everything(one)
    assert everything(list(validate_files(tasks, options))) == everything(one)


def test_registered_schemas_are_used_in_every_process(tasks: list[Task], tmp_path: Path) -> None:
    registering.add([str(written(tmp_path / "in", {"g2.xsd": newsml_g2()}))], folder=tmp_path / "r")
    options = Options(registry=tmp_path / "r")
    verdicts = list(validate_files(tasks, options, jobs=2))
    assert any("g2.xsd" in verdict.checked_with for verdict in verdicts)
    assert everything(verdicts) == everything(list(validate_files(tasks, options, jobs=1)))


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_schema_that_cannot_be_used_ends_it(tasks: list[Task], tmp_path: Path, jobs: int) -> None:
    (tmp_path / "registry.json").write_text("[]", encoding="utf-8")
    with pytest.raises(SchemaError, match="no list of registered schemas"):
        list(validate_files(tasks, Options(registry=tmp_path), jobs=jobs))


class _Demands:
    rules: tuple[Rule, ...] = (warning("demand", "d", "m"),)

    def __init__(self, name: str) -> None:
        self.name = name

    def check(self, root: _Element) -> list[Breach]:
        return [self.rules[0].broken(root, f"{self.name} wants more.")]


def test_further_rules_go_along(tasks: list[Task], tmp_path: Path) -> None:
    options = Options(registry=tmp_path / "none", further=(partial(_Demands, "an importer"),))
    verdicts = list(validate_files(tasks[:8], options, jobs=2))
    assert "an importer wants more." in [finding.message for finding in verdicts[0].findings]


def test_json_of_no_known_kind_is_passed_over_where_it_was_only_found(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    file.write_text('{"a": 1}', encoding="utf-8")
    options = Options(registry=tmp_path / "none")
    assert list(validate_files([Task(path=file, searched=True)], options)) == []
    (verdict,) = validate_files([Task(path=file)], options)
    assert not verdict.valid


def test_nothing_to_do(tmp_path: Path) -> None:
    assert list(validate_files([], Options(registry=tmp_path), jobs=4)) == []
