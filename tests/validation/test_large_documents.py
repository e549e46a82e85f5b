"""Documents with very many elements: the same verdict as of small ones, in time that grows with their size."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from lxml import etree

from newsml_export.validation.documents import DocumentValidator
from newsml_export.validation.large_documents import LARGE, in_parts, is_allowed
from newsml_export.validation.official import OfficialSchemas
from newsml_export.validation.schemas import SchemaSet
from newsml_export.validation.verdict import Level

FEED = (
    '<rss version="2.0" xmlns:m="urn:m"><channel><title>t</title><link>https://a.example/</link>'
    "<description>d</description>\n{}</channel></rss>"
)


def feed(count: int, wrong: tuple[int, ...] = (), inside: str = "") -> str:
    items = (
        f"<item>{'<titel>' if n in wrong else '<title>'}t{'</titel>' if n in wrong else '</title>'}{inside}"
        f'<guid isPermaLink="false">{n}</guid></item>\n'
        for n in range(count)
    )
    return FEED.format("".join(items))


@pytest.fixture
def validator(tmp_path: Path) -> DocumentValidator:
    return DocumentValidator(official=OfficialSchemas(tmp_path / "none"))


def test_a_large_feed_is_valid(validator: DocumentValidator) -> None:
    assert len(feed(4000)) > LARGE
    assert validator.check(feed(4000).encode(), "in.xml").level is Level.VALID
    extended = validator.check(feed(4000, inside="<m:x/>").encode(), "in.xml")
    assert extended.level is Level.AS_FAR_AS_CHECKED
    assert extended.checked_with == ("rss-2.0.xsd", "rss-rules")


def test_faults_are_found_wherever_they_are(validator: DocumentValidator) -> None:
    wrong = (0, 499, 500, 2731, 3999)
    verdict = validator.check(feed(4000, wrong, inside="<m:x/>").encode(), "in.xml")
    errors = [one for one in verdict.findings if one.code == "xsd-unexpected-element"]
    assert [one.location.path for one in errors] == [f"/rss/channel/item[{n + 1}]/titel" for n in wrong]
    assert [one.location.line for one in errors] == [n + 2 for n in wrong]
    assert [one.location.column for one in errors] == [7] * len(wrong)


def test_a_fault_in_each_of_very_many_items_takes_seconds(validator: DocumentValidator) -> None:
    content = feed(20_000, tuple(range(20_000))).encode()
    begun = time.process_time()
    verdict = validator.check(content, "in.xml")
    assert time.process_time() - begun < 10
    assert len(verdict.findings) == 1001


def test_parts_are_put_back() -> None:
    root = etree.fromstring(feed(3000))
    before = etree.tostring(root)
    seen: set[str] = set()
    for _ in in_parts(root):
        assert len(root[0]) <= 500
        seen |= {guid.text or "" for guid in root.iter("guid")}
    assert seen == {str(n) for n in range(3000)}
    assert etree.tostring(root) == before
    parts = in_parts(root)
    next(parts)
    parts.close()
    assert etree.tostring(root) == before


def test_both_ways_of_asking_agree() -> None:
    schema = SchemaSet().schema("rss-2.0.xsd")
    for wrong in ((), (1,)):
        root = etree.fromstring(feed(3, wrong))
        assert is_allowed(schema, root, 10) == is_allowed(schema, root, LARGE) == (not wrong)


def test_what_is_wrong_only_as_a_whole_is_wrong(tmp_path: Path) -> None:
    """Parts of a document may each be valid where all of it is not."""
    from newsml_export.validation import registering
    from tests.validation.schema_sets import item, newsml_g2, written

    text = newsml_g2().replace('<xs:element name="itemMeta"/>', '<xs:element name="itemMeta" maxOccurs="2000"/>')
    registering.add([str(written(tmp_path / "in", {"g2.xsd": text}))], folder=tmp_path / "r")
    validator = DocumentValidator(official=OfficialSchemas(tmp_path / "r"))
    assert validator.check(item("<itemMeta/>" * 1999), "in.xml").valid
    verdict = validator.check(item("<itemMeta/>" * 30_000), "in.xml")
    assert [one.code for one in verdict.findings if one.severity.value == "error"] == ["xsd-invalid"]
