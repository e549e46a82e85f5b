"""SARIF logs are of the form that the standard gives (SARIF 2.1.0, section 3), as far as we use it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

import msgspec
import pytest

from newsml_export.findings import Finding, Severity
from newsml_export.validation.documents import DocumentValidator
from newsml_export.validation.official import OfficialSchemas
from newsml_export.validation.sarif import render_sarif
from newsml_export.validation.verdict import Verdict

Level = Literal["none", "note", "warning", "error"]


class Strict(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, rename="camel"):
    """An object of SARIF: nothing is in it that the standard does not know."""


class Message(Strict):
    """Section 3.11: at least text or id."""

    text: str


class ArtifactLocation(Strict):
    """Section 3.4."""

    uri: str
    index: int | msgspec.UnsetType = msgspec.UNSET


class Region(Strict):
    """Section 3.30: lines and columns count from 1."""

    start_line: msgspec.UnsetType | int
    start_column: int | msgspec.UnsetType = msgspec.UNSET
    snippet: Message | msgspec.UnsetType = msgspec.UNSET


class PhysicalLocation(Strict):
    """Section 3.29."""

    artifact_location: ArtifactLocation
    region: Region | msgspec.UnsetType = msgspec.UNSET


class LogicalLocation(Strict):
    """Section 3.33."""

    fully_qualified_name: str
    kind: str


class Location(Strict):
    """Section 3.28."""

    physical_location: PhysicalLocation
    logical_locations: tuple[LogicalLocation, ...] = ()


class Result(Strict):
    """Section 3.27."""

    rule_id: str
    rule_index: int
    level: Level
    message: Message
    locations: tuple[Location, ...]


class Configuration(Strict):
    """Section 3.50."""

    level: Level


class Descriptor(Strict):
    """Section 3.49."""

    id: str
    short_description: Message | None = None
    full_description: Message | None = None
    help: Message | None = None
    default_configuration: Configuration | None = None


class Driver(Strict):
    """Section 3.19."""

    name: str
    version: str
    semantic_version: str
    rules: tuple[Descriptor, ...]


class Tool(Strict):
    """Section 3.18."""

    driver: Driver


class Notification(Strict):
    """Section 3.58."""

    level: Level
    message: Message
    locations: tuple[Location, ...] = ()


class Invocation(Strict):
    """Section 3.20."""

    execution_successful: bool
    exit_code: int
    tool_execution_notifications: tuple[Notification, ...]


class Artifact(Strict):
    """Section 3.24."""

    location: ArtifactLocation
    properties: dict[str, object]


class Run(Strict):
    """Section 3.14."""

    tool: Tool
    column_kind: Literal["utf16CodeUnits", "unicodeCodePoints"]
    invocations: tuple[Invocation, ...]
    artifacts: tuple[Artifact, ...]
    results: tuple[Result, ...]


class Log(Strict):
    """Section 3.13."""

    schema_: str = msgspec.field(name="$schema")
    version: Literal["2.1.0"]
    runs: tuple[Run, ...]


@pytest.fixture
def verdicts(tmp_path: Path) -> list[Verdict]:
    validator = DocumentValidator(official=OfficialSchemas(tmp_path / "none"))
    good = (Path(__file__).parent / "valid" / "rss.xml").read_text("utf-8")
    return [
        validator.check(good.encode(), "a b/good.xml"),
        validator.check(good.replace("<ttl>", "<tttl>").encode(), "broken.xml"),
        validator.check(good.replace("<guid ", "\n<g x='1'/><guid ", 1).encode(), str(tmp_path / "wrong.xml")),
        validator.check(b'<rss version="0.91"/>', "\udc80.xml"),
    ]


def log(verdicts: list[Verdict]) -> Log:
    return msgspec.json.decode(render_sarif(verdicts), type=Log)


def test_the_form(verdicts: list[Verdict], tmp_path: Path) -> None:
    (run,) = log(verdicts).runs
    assert [artifact.location.uri for artifact in run.artifacts] == [
        "a%20b/good.xml",
        "broken.xml",
        (tmp_path / "wrong.xml").as_uri(),
        "%80.xml",
    ]
    assert [artifact.properties["verdict"] for artifact in run.artifacts] == [
        "valid",
        "invalid",
        "invalid",
        "valid-as-far-as-checked",
    ]
    assert run.invocations[0].exit_code == 1
    assert [one.message.text for one in run.invocations[0].tool_execution_notifications] == list(verdicts[3].limits)


def test_results_say_where(verdicts: list[Verdict]) -> None:
    (run,) = log(verdicts).runs
    assert len(run.results) == sum(len(verdict.findings) for verdict in verdicts)
    rules = [rule.id for rule in run.tool.driver.rules]
    assert rules == sorted(set(rules))
    for result in run.results:
        assert rules[result.rule_index] == result.rule_id
        (location,) = result.locations
        place = location.physical_location
        assert run.artifacts[int(place.artifact_location.index or 0)].location.uri == place.artifact_location.uri
        assert isinstance(place.region, Region)
        assert isinstance(place.region.start_line, int)
        assert place.region.start_line >= 1
    broken = next(one for one in run.results if one.locations[0].physical_location.artifact_location.index == 2)
    region = broken.locations[0].physical_location.region
    assert isinstance(region, Region)
    assert isinstance(region.snippet, Message)
    assert region.snippet.text.startswith("<g x='1'/>")
    assert region.start_column == 1
    assert broken.locations[0].logical_locations[0].fully_qualified_name.endswith("/g")


def test_levels_are_those_of_the_standard() -> None:
    findings = tuple(Finding(code="x", severity=severity, message="m") for severity in Severity)
    verdict = Verdict(name="a.xml", kind=None, standard=None, findings=findings)
    (run,) = log([verdict]).runs
    assert [result.level for result in run.results] == ["note", "warning", "error"]


def test_nothing_gives_an_empty_log() -> None:
    (run,) = log([]).runs
    assert (run.results, run.artifacts, run.invocations[0].exit_code) == ((), (), 0)


def test_the_same_verdicts_give_the_same_bytes(verdicts: list[Verdict]) -> None:
    assert render_sarif(verdicts) == render_sarif(list(verdicts))
    assert json.loads(render_sarif(verdicts))["$schema"].startswith("https://docs.oasis-open.org/sarif/")
