"""The validator: valid documents pass, each broken one trips its rule, hostile ones are refused in words."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsml_export import pipeline
from newsml_export.findings import Severity
from newsml_export.validation.report import render_json, render_text
from newsml_export.validation.validator import Validator

MANIFEST = tomllib.loads((Path(__file__).parent / "invalid.toml").read_text(encoding="utf-8"))["document"]


@pytest.fixture(scope="session")
def documents(examples_dir: Path) -> dict[str, str]:
    """Return a valid document of each kind: what the example issue is exported as."""
    issue = pipeline.read_issue(examples_dir / "jiangzhou-2023-03-08")
    now = dt.datetime(2023, 3, 8, 6, tzinfo=dt.UTC)
    export = pipeline.export(pipeline.build_stories(issue), now=now)
    joined = next(story for story in export.edition.stories if len(story.parts) > 1 and len(story.paragraphs) > 2)
    return {
        "item": export.files[f"newsml-g2/items/{joined.local_id}.xml"].decode(),
        "package": export.files["newsml-g2/package.xml"].decode(),
        "message": export.files["newsml-g2/message.xml"].decode(),
        "rss": export.files["rss.xml"].decode(),
    }


@pytest.fixture
def validator() -> Validator:
    """Return a fresh validator."""
    return Validator()


@pytest.mark.parametrize(
    ("base", "kind", "standard"),
    [
        ("item", "newsItem", "NewsML-G2 2.35"),
        ("package", "packageItem", "NewsML-G2 2.35"),
        ("message", "newsMessage", "NewsML-G2 2.35"),
        ("rss", "rss", "RSS 2.0"),
    ],
)
def test_what_we_write_is_valid(
    documents: dict[str, str], validator: Validator, base: str, kind: str, standard: str
) -> None:
    verdict = validator.check(documents[base].encode(), "document.xml")
    assert verdict.findings == ()
    assert (verdict.valid, verdict.kind, verdict.standard) == (True, kind, standard)


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: entry["name"].replace(" ", "-"))
def test_each_broken_document_trips_its_rule(
    documents: dict[str, str], validator: Validator, entry: dict[str, Any]
) -> None:
    text = documents[entry["base"]]
    if entry.get("last"):
        head, _, tail = text.rpartition(entry["find"])
        broken = head + entry["replace"] + tail
    else:
        broken = re.sub(entry["find"], entry["replace"], text, count=1, flags=re.DOTALL)
    assert broken != text, "the edit found nothing to break"
    verdict = validator.check(broken.encode(), "broken.xml")
    rules = {finding.code for finding in verdict.findings}
    assert rules & set(entry["rule"].split("|")), verdict.findings
    found = next(finding for finding in verdict.findings if finding.code in entry["rule"].split("|"))
    assert found.location.file == "broken.xml"
    assert found.mend
    assert found.message


def test_the_manifest_breaks_documents_in_many_ways() -> None:
    assert len(MANIFEST) >= 20
    assert len({entry["name"] for entry in MANIFEST}) == len(MANIFEST)


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><x>&b;</x>'
EXTERNAL = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>'


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "empty-document"),
        (b" \n", "empty-document"),
        (b"not xml", "not-xml"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not-xml"),
        (b"<newsItem", "malformed-xml"),
        (b"<a><b></a>", "malformed-xml"),
        (b'<?xml version="1.0" encoding="no-such-encoding"?><a/>', "malformed-xml"),
        (b'<?xml version="1.0" encoding="utf-8"?><a>\xff</a>', "malformed-xml"),
        (BOMB, "doctype-forbidden"),
        (EXTERNAL, "doctype-forbidden"),
        (BOMB.decode().encode("utf-16"), "doctype-forbidden"),
        (b"<!-- <a> --><!DOCTYPE a><a/>", "doctype-forbidden"),
        (b"<a/>", "unknown-document"),
        (b'<newsItem xmlns="http://elsewhere.example/"/>', "unknown-document"),
        (b"<a>" * 5000, "malformed-xml"),
    ],
)
def test_hostile_input_gets_a_verdict(validator: Validator, content: bytes, rule: str) -> None:
    verdict = validator.check(content, "in.xml")
    assert [finding.code for finding in verdict.findings] == [rule]
    assert not verdict.valid


def test_a_doctype_that_is_only_text_is_none(validator: Validator) -> None:
    verdict = validator.check(b"<a><![CDATA[<!DOCTYPE x>]]></a>", "in.xml")
    assert [finding.code for finding in verdict.findings] == ["unknown-document"]


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_no_bytes_raise(content: bytes) -> None:
    assert not Validator().check(content, "in.xml").valid


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_no_damage_raises(documents: dict[str, str], data: st.DataObject) -> None:
    content = documents[data.draw(st.sampled_from(sorted(documents)))].encode()
    start = data.draw(st.integers(0, len(content) - 1))
    length = data.draw(st.integers(0, 40))
    damaged = content[:start] + data.draw(st.binary(max_size=8)) + content[start + length :]
    verdict = Validator().check(damaged, "in.xml")
    assert verdict.valid == all(finding.severity is not Severity.ERROR for finding in verdict.findings)


def test_files_that_cannot_be_read_get_a_verdict(validator: Validator, tmp_path: Path) -> None:
    verdict = validator.check_file(tmp_path)
    assert [finding.code for finding in verdict.findings] == ["unreadable-file"]


def test_text_names_place_rule_and_mend(documents: dict[str, str], validator: Validator, tmp_path: Path) -> None:
    path = tmp_path / "broken.xml"
    path.write_text(documents["item"].replace("stat:usable", "stat:perhaps"), encoding="utf-8")
    text = render_text([validator.check_file(path)])
    first, *rest = text.splitlines()
    assert re.match(rf"{re.escape(str(path))}:\d+(:\d+)?: error: .*perhaps.* \[xsd-bad-value\]$", first)
    assert any(line.startswith("    mend: ") for line in rest)
    assert rest[-1] == "1 document: 0 valid, 1 not; 1 error, 0 warnings."


def test_json_holds_the_same(documents: dict[str, str], validator: Validator) -> None:
    verdicts = [validator.check(documents["item"].encode(), "a.xml"), validator.check(b"<a/>", "b\udc80.xml")]
    first, second = render_json(verdicts), render_json(verdicts)
    assert first == second
    import json

    value = json.loads(first)
    assert value["valid"] is False
    assert [row["valid"] for row in value["documents"]] == [True, False]
    assert value["documents"][1]["findings"][0]["rule"] == "unknown-document"
