from __future__ import annotations

import dataclasses
import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest

from newsml_export.errors import InputError
from newsml_export.findings import Finding, Severity
from newsml_export.formats.report_json import DocumentOutcome, read_versions, report
from newsml_export.model.identity import Version, next_version
from tests.formats.rich_edition import rich_context, rich_edition

if TYPE_CHECKING:
    from newsml_export.formats.base import WriteContext
    from newsml_export.model.edition import Edition

EDITION = rich_edition()
CONTEXT = rich_context(EDITION)
OUTCOMES = (
    DocumentOutcome(
        path="newsml-g2/items/s-reform.xml", media_type="application/xml", size=10, valid=True, story="s-reform"
    ),
    DocumentOutcome(
        path="rss.xml",
        media_type="application/rss+xml",
        size=20,
        valid=False,
        checked_with=("rss-2.0.xsd",),
        findings=(Finding(code="no-title", severity=Severity.ERROR, message="no title"),),
    ),
)


def written(edition: Edition = EDITION, context: WriteContext = CONTEXT) -> bytes:
    return report(edition, context, outcomes=OUTCOMES, findings=edition.findings).content


def test_counts_what_the_issue_holds() -> None:
    assert json.loads(written())["counts"] == {
        "pages": 4,
        "stories": 14,
        "derived_headlines": 1,
        "orphan_headlines": 1,
        "continuations": 6,
        "unresolved_jumps": 2,
        "overrides": 0,
        "documents": 2,
        "invalid_documents": 1,
        "infos": 1,
        "warnings": 2,
        "errors": 1,
    }


def test_a_continuation_carries_its_evidence() -> None:
    links = json.loads(written())["continuations"]
    assert [(link["from_page"], link["to_page"]) for link in links if link["story"] == "s-reform"] == [
        ("1", "2"),
        ("2", "3"),
    ]
    comment = next(link for link in links if link["story"] == "s-comment")
    assert comment["mid_paragraph"] is True
    assert comment["decision"]["confidence"] == 0.68
    assert comment["decision"]["evidence"][0] == "句子在版末中断，在此接续"


def test_a_story_has_its_headline_stack_byline_source_and_placements() -> None:
    story = json.loads(written())["stories"][0]
    assert [line["role"] for line in story["headline"]] == ["kicker", "main", "main", "deck"]
    assert story["headline_decision"]["confidence"] == 0.98
    assert story["bylines"][1] == {"name": "王小明", "role": "correspondent", "title": "通讯员"}
    assert story["source"]["text"] == "本报讯"
    assert [(part["page"], part["order"]) for part in story["placements"]] == [("1", 1), ("2", 1), ("3", 3)]
    assert story["placements"][0]["jump_to"] == "（下转2版）"


def test_unresolved_jumps_orphans_findings_and_verdicts_are_told() -> None:
    value = json.loads(written())
    assert next((jump["story"], jump["direction"], jump["reason"]) for jump in value["unresolved_jumps"]) == (
        "s-bridge",
        "to",
        "本期没有第6版",
    )
    assert value["orphan_headlines"][0]["lines"][0]["text"] == "二月物价总水平保持平稳"
    assert value["findings"][0]["location"] == {
        "file": "page-01.txt",
        "line": 88,
        "page": "1",
        "story": "临河二桥合龙",
    }
    assert [(one["path"], one["valid"]) for one in value["documents"]] == [
        ("newsml-g2/items/s-reform.xml", True),
        ("rss.xml", False),
    ]
    assert value["documents"][1]["findings"][0]["code"] == "no-title"


def test_the_same_arguments_make_the_same_bytes() -> None:
    assert written() == written(rich_edition(), rich_context(rich_edition()))


def test_versions_come_back_as_they_were() -> None:
    assert read_versions(written()) == dict(CONTEXT.versions)


def test_a_version_that_was_read_rises_only_with_the_content() -> None:
    name = CONTEXT.guids[EDITION.stories[0].local_id]
    before = read_versions(written())
    later = CONTEXT.now + dt.timedelta(days=1)
    assert next_version(before, name, f"hash-of-{name}", later) == CONTEXT.versions[name]
    risen = next_version(before, name, "another", later)
    assert (risen.number, risen.first_created, risen.version_created) == (2, CONTEXT.now, later)


def test_a_story_that_is_gone_is_remembered() -> None:
    gone = Version(number=7, first_created=CONTEXT.now, version_created=CONTEXT.now, content_hash="old")
    context = dataclasses.replace(CONTEXT, versions={**CONTEXT.versions, "urn:newsml:news.example:20230308:gone": gone})
    assert read_versions(written(context=context))["urn:newsml:news.example:20230308:gone"] == gone


def test_lone_surrogates_do_not_stop_the_report() -> None:
    story = dataclasses.replace(EDITION.stories[0], summary="x", ed_note="x", language="zh\ud800\x00")
    edition = dataclasses.replace(EDITION, stories=(story,), orphan_headlines=())
    assert json.loads(written(edition))["stories"][0]["language"] == "zh\ufffd\x00"


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"", "report.json"),
        (b"\xff\xfe", "byte 0"),
        (b'{"format": "caf\xe9"}', "byte 15"),
        (b"[]", "report.json"),
        (b"{}", "report.json"),
        (b'{"format": "something-else"}', "$.format"),
        (b'{"format": "newsml-export-report-1", "stories": 3}', "$.stories"),
        (written()[:900], "report.json"),
        (written().replace(b'"number": 1', b'"number": 0', 1), "$.package.version.number"),
        (written().replace(b"02:30:00+08:00", b"02:30:00"), "$.package.version.first_created"),
    ],
    ids=["empty", "binary", "latin-1", "array", "object", "foreign", "wrong-type", "cut", "number", "no-zone"],
)
def test_what_is_no_report_of_ours_is_refused_with_place_and_mend(content: bytes, place: str) -> None:
    with pytest.raises(InputError) as caught:
        read_versions(content, file="out/report.json")
    assert "out/report.json" in str(caught.value.location)
    assert place in str(caught.value.location)
    assert "begin again" in caught.value.next_step
