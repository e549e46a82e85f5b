"""With IPTC's schemas registered, what validate says of a schema is what lxml says, on every file of IPTC's."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from newsml_export.findings import Severity
from newsml_export.validation import registering
from newsml_export.validation.documents import DocumentValidator
from newsml_export.validation.official import OfficialSchemas
from newsml_export.validation.verdict import Level

pytestmark = pytest.mark.official
COMPLETE = "G2-multi-schema-2.35.xsd"


@pytest.fixture(scope="module")
def iptc(shared_dir: Path) -> Path:
    folder = shared_dir / "standards" / "iptc"
    if not (folder / COMPLETE).is_file() or not (folder / "unit_tests").is_dir():
        pytest.skip("IPTC's schemas and test files are not beside this checkout")
    return folder


@pytest.fixture(scope="module")
def validator(iptc: Path, tmp_path_factory: pytest.TempPathFactory) -> DocumentValidator:
    folder = tmp_path_factory.mktemp("registry")
    registering.add([str(iptc)], folder=folder)
    return DocumentValidator(official=OfficialSchemas(folder))


def test_on_every_file(iptc: Path, validator: DocumentValidator) -> None:
    schema = etree.XMLSchema(etree.parse(iptc / COMPLETE))
    counted: Counter[Level] = Counter()
    paths = sorted([*(iptc / "unit_tests").rglob("*.xml"), *(iptc / "examples").glob("*.xml")])
    assert len(paths) > 150
    for path in paths:
        verdict = validator.check_file(path)
        allowed = schema.validate(etree.parse(path))
        assert verdict.valid is allowed, (path, verdict.findings)
        counted[verdict.level] += 1
        assert all(one.location.line for one in verdict.findings), path
        if allowed:
            assert verdict.standard is not None
            assert verdict.standard.startswith("NewsML-G2")
            assert "NewsML-G2_2.35-spec-All-Power.xsd" in verdict.checked_with
    assert counted[Level.VALID] > 100
    assert counted[Level.INVALID] >= 5


def test_without_the_schemas_none_is_called_wrong_for_what_our_profile_lacks(iptc: Path, tmp_path: Path) -> None:
    schema = etree.XMLSchema(etree.parse(iptc / COMPLETE))
    validator = DocumentValidator(official=OfficialSchemas(tmp_path / "none"))
    for path in sorted(iptc.rglob("*.xml")):
        if not schema.validate(etree.parse(path)):
            continue
        errors = [one for one in validator.check_file(path).findings if one.severity is Severity.ERROR]
        assert not [one for one in errors if one.code.startswith(("xsd-", "unknown-"))], (path, errors)


def test_rights_in_odrl_are_checked_by_their_own_schema(iptc: Path, validator: DocumentValidator) -> None:
    with_rights = [path for path in iptc.rglob("*.xml") if b"http://www.w3.org/ns/odrl/2/" in path.read_bytes()]
    assert with_rights
    broken = 0
    for path in with_rights:
        content = path.read_bytes()
        verdict = validator.check(content.replace(b":permission", b":permision"), path.name)
        broken += not verdict.valid
    assert broken


def test_nitf_is_held_to_its_schema(validator: DocumentValidator) -> None:
    good = (
        '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/" version="-//IPTC//DTD NITF 3.6//EN"><head><title>t</title>'
        "</head><body><body.head><hedline><hl1>h</hl1></hedline></body.head><body.content><block><p>p</p></block>"
        "</body.content></body></nitf>"
    )
    for text in (good, good.replace(' xmlns="http://iptc.org/std/NITF/2006-10-18/"', "")):
        verdict = validator.check(text.encode(), "in.xml")
        assert verdict.level is Level.VALID
        assert (verdict.standard, verdict.checked_with[0]) == ("NITF 3.6", "nitf-3-6.xsd")
        assert not validator.check(text.replace("hl1", "hl9").encode(), "in.xml").valid
