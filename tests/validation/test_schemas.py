"""Where schemas come from, and that many may use them at once."""

from __future__ import annotations

import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from lxml import etree

from newsml_export.errors import SchemaError
from newsml_export.validation.known_kinds import XML_KINDS
from newsml_export.validation.schemas import SchemaSet, schema_folder
from newsml_export.validation.validator import Validator

VALID = Path(__file__).parent / "valid"
XS = "http://www.w3.org/2001/XMLSchema"


def set_of(folder: Path, **schemas: str) -> SchemaSet:
    for name, text in schemas.items():
        (folder / f"{name}.xsd").write_text(f'<xs:schema xmlns:xs="{XS}">{text}</xs:schema>', "utf-8")
    return SchemaSet(folder)


def test_every_kind_has_a_schema_that_compiles() -> None:
    schemas = SchemaSet()
    for name in sorted({kind.schema for kind in XML_KINDS}):
        assert schemas.schema(name) is schemas.schema(name)


def test_schemas_are_read_from_a_zip_file(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "wheel.zip", "w") as archive:
        for path in schema_folder().iterdir():
            archive.writestr(f"schemas/{path.name}", path.read_bytes())
    inside = zipfile.Path(tmp_path / "wheel.zip", "schemas/")
    for path in sorted(VALID.glob("*.xml")):
        assert Validator(SchemaSet(inside)).check_file(path).valid


def test_a_schema_that_is_missing_is_an_error_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(SchemaError) as caught:
        SchemaSet(tmp_path).schema("rss-2.0.xsd")
    assert caught.value.location.file == str(tmp_path / "rss-2.0.xsd")
    assert caught.value.next_step


@pytest.mark.parametrize(
    "text", ["<xs:element/>", "<xs:element name='a' type='nowhere'/>", "<", "<xs:import schemaLocation='no.xsd'/>"]
)
def test_a_schema_that_is_none_is_an_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(SchemaError):
        set_of(tmp_path, a=text).schema("a.xsd")


@pytest.mark.parametrize("location", ["../b.xsd", "/etc/hostname", "http://127.0.0.1:9/b.xsd", ".b"])
def test_a_schema_does_not_reach_out_of_its_folder(tmp_path: Path, location: str) -> None:
    schemas = set_of(tmp_path, a=f"<xs:include schemaLocation='{location}'/>")
    with pytest.raises(SchemaError, match="not beside it"):
        schemas.schema("a.xsd")


def test_schemas_that_include_each_other_are_read_once(tmp_path: Path) -> None:
    schemas = set_of(
        tmp_path,
        a="<xs:include schemaLocation='b.xsd'/><xs:element name='a'/>",
        b="<xs:include schemaLocation='a.xsd'/>",
    )
    assert schemas.schema("a.xsd").allows(etree.fromstring("<a/>"))


def test_what_a_type_means_is_taken_from_the_schema() -> None:
    profile = SchemaSet().schema("newsml-g2-profile.xsd")
    meaning = profile.meaning("{http://iptc.org/std/nar/2006-10-01/}Moment")
    assert meaning is not None
    assert "time zone" in meaning
    assert profile.meaning("nothing") is None


def test_several_threads_share_a_set_without_mixing_their_findings() -> None:
    schemas = SchemaSet()
    text = (VALID / "news-item.xml").read_text("utf-8")

    def check(number: int) -> tuple[int, list[str]]:
        document = text if number % 2 else text.replace("stat:usable", f"stat:{number}")
        verdict = Validator(schemas).check(document.encode(), str(number))
        return number, [finding.message for finding in verdict.findings]

    with ThreadPoolExecutor(8) as pool:
        for number, messages in pool.map(check, range(200)):
            expected = [] if number % 2 else [f"The attribute “qcode” of “pubStatus” is “stat:{number}”."]
            assert messages == expected


def test_the_path_of_the_folder_may_hold_anything(tmp_path: Path) -> None:
    folder = tmp_path / "模式 100% #1"
    folder.mkdir()
    schemas = set_of(folder, a="<xs:include schemaLocation='b.xsd'/>", b="<xs:element name='b'/>")
    assert schemas.schema("a.xsd").allows(etree.fromstring("<b/>"))
