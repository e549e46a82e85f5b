"""Valid documents pass without a word; each document broken in one way trips the rule that the manifest names."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from newsml_export.findings import Severity
from newsml_export.validation.json_schema import JSON_SCHEMA_RULES
from newsml_export.validation.known_kinds import RULE_SETS
from newsml_export.validation.validator import Validator
from newsml_export.validation.xml_schema import XSD_RULES

HERE = Path(__file__).parent
VALID = sorted(path for path in (HERE / "valid").iterdir() if path.suffix in {".json", ".xml"})
BROKEN: list[dict[str, str]] = tomllib.loads((HERE / "invalid" / "manifest.toml").read_text("utf-8"))["broken"]


def broken_document(case: dict[str, str]) -> bytes:
    text = (HERE / "valid" / case["base"]).read_text("utf-8")
    assert case["replace"] in text
    text = text.replace(case["replace"], case["with"].replace("{many}", case.get("many", "") * 1000), 1)
    if "also_replace" in case:
        assert case["also_replace"] in text
        text = text.replace(case["also_replace"], case["also_with"], 1)
    return text.encode("utf-8")


@pytest.fixture(scope="module")
def validator() -> Validator:
    return Validator()


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.name)
def test_a_valid_document_passes_without_a_word(validator: Validator, path: Path) -> None:
    verdict = validator.check_file(path)
    assert [str(finding) for finding in verdict.findings] == []
    assert verdict.valid
    assert verdict.kind is not None
    assert len(verdict.checked_with) == 2


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case["what"])
def test_a_broken_document_trips_the_rule(validator: Validator, case: dict[str, str]) -> None:
    verdict = validator.check(broken_document(case), case["base"])
    tripped = [finding for finding in verdict.findings if finding.code == case["rule"]]
    assert tripped, [str(finding) for finding in verdict.findings]
    severity = Severity(case.get("severity", "error"))
    assert tripped[0].severity is severity
    if severity is Severity.ERROR:
        assert not verdict.valid
    if "at" in case:
        assert case["at"] in {finding.location.path for finding in tripped}
    for finding in verdict.findings:
        assert finding.location.file == case["base"]
        assert finding.location.line
        assert finding.location.column
        assert finding.message.endswith(".")
        assert finding.mend.endswith(".")
        assert "{http" not in finding.message + finding.mend


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case["what"])
def test_a_fault_is_told_once(validator: Validator, case: dict[str, str]) -> None:
    verdict = validator.check(broken_document(case), case["base"])
    places = [(f.location.path, f.message) for f in verdict.findings if f.severity is Severity.ERROR]
    assert len(set(places)) == len(places)


def test_every_rule_is_tripped_by_the_manifest() -> None:
    rules: dict[str, Any] = {rule.name: rule for make in RULE_SETS for rule in make().rules}
    named = {case["rule"] for case in BROKEN}
    assert set(rules) - named == set()
    assert named - set(rules) <= set(XSD_RULES) | set(JSON_SCHEMA_RULES) | {"json-duplicate-name"}
    assert set(XSD_RULES) - named == {"xsd-invalid"}
    assert set(JSON_SCHEMA_RULES) - named == {"json-invalid"}


def test_every_rule_explains_itself() -> None:
    for make in RULE_SETS:
        names = [rule.name for rule in make().rules]
        assert len(set(names)) == len(names)
        for rule in make().rules:
            assert rule.description.endswith("."), rule.name
            assert rule.mend.endswith("."), rule.name
            assert rule.name.replace("-", "").isalnum(), rule.name
