"""Documents of others: valid, invalid, or valid as far as it was checked; and what was not."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsml_export.findings import Severity
from newsml_export.validation import newsml_g2_vocabulary as vocabulary
from newsml_export.validation import registering
from newsml_export.validation.documents import DocumentValidator
from newsml_export.validation.official import OfficialSchemas
from newsml_export.validation.rules import Breach, Rule, warning
from newsml_export.validation.verdict import Level, Verdict
from tests.validation.schema_sets import NAR, item, newsml_g2, written

VALID = Path(__file__).parent / "valid"
META = (
    '<itemMeta><itemClass qcode="ninat:text"/><provider literal="a.example"/>'
    "<versionCreated>2023-03-08T06:00:00Z</versionCreated></itemMeta>"
)
FEED = (
    '<rss version="2.0" {names}><channel><title>t</title><link>https://a.example/</link><description>d</description>'
    "{inside}</channel></rss>"
)


@pytest.fixture
def ours(tmp_path: Path) -> DocumentValidator:
    """A validator on a machine without official schemas."""
    return DocumentValidator(official=OfficialSchemas(tmp_path / "none"))


@pytest.fixture
def official(tmp_path: Path) -> DocumentValidator:
    """A validator with a small schema that stands for the official one."""
    source = written(tmp_path / "in", {"G2-Power.xsd": newsml_g2(extra="wild")})
    registering.add([str(source)], folder=tmp_path / "registry")
    return DocumentValidator(official=OfficialSchemas(tmp_path / "registry"))


def newsitem(inside: str, *, version: str = "2.12", attributes: str = "") -> bytes:
    return (
        f'<newsItem xmlns="{NAR}" guid="urn:x:1" standard="NewsML-G2" standardversion="{version}" conformance="power" '
        f'version="1" xml:lang="en" {attributes}><catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-'
        f'Standards_40.xml"/>{inside}</newsItem>'
    ).encode()


def codes(verdict: Verdict, severity: Severity = Severity.ERROR) -> list[str]:
    return [finding.code for finding in verdict.findings if finding.severity is severity]


@pytest.mark.parametrize("path", sorted(VALID.glob("*.xml")), ids=lambda path: path.stem)
def test_what_our_profile_allows_is_valid_without_more(ours: DocumentValidator, path: Path) -> None:
    verdict = ours.check_file(path)
    assert verdict.level is Level.VALID
    assert verdict.limits == ()


def test_without_the_official_schema_what_we_do_not_know_is_not_called_wrong(ours: DocumentValidator) -> None:
    document = newsitem(f'{META}<contentSet><remoteContent href="x"><channel chnlid="1"/></remoteContent></contentSet>')
    verdict = ours.check(document, "in.xml")
    assert verdict.level is Level.AS_FAR_AS_CHECKED
    assert (verdict.kind, verdict.standard, verdict.conformance) == ("newsItem", "NewsML-G2 2.12", "power")
    (limit,) = verdict.limits
    assert "newsml-g2-profile.xsd" in limit
    assert "schemas add" in limit
    assert codes(verdict, Severity.WARNING)


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (newsitem(META + "<contentMeta><headlin>x</headlin></contentMeta>"), "xsd-unexpected-element"),
        (newsitem(META, attributes='gide="x"'), "xsd-unexpected-attribute"),
        (newsitem(META.replace('<provider literal="a.example"/>', "")), "xsd-missing-element"),
        (newsitem(""), "xsd-missing-element"),
        (newsitem(META).replace(b' standard="NewsML-G2"', b""), "xsd-missing-attribute"),
        (newsitem(META).replace(b'version="1"', b'version="one"'), "xsd-bad-value"),
        (newsitem(META.replace("06:00", "6:00 in the morning")), None),
    ],
)
def test_what_no_version_of_the_standard_allows_is_wrong_anyway(
    ours: DocumentValidator, document: bytes, code: str | None
) -> None:
    found = codes(ours.check(document, "in.xml"))
    assert found == ([code] if code else [])


def test_what_we_made_ourselves_is_held_to_our_profile(ours: DocumentValidator) -> None:
    text = (VALID / "news-item.xml").read_text("utf-8").replace('xml:lang="zh-Hans"', "", 1)
    assert "language-missing" in codes(ours.check(text.encode(), "in.xml"))
    foreign = text.replace("newsml-export", "something else")
    assert ours.check(foreign.encode(), "in.xml").valid


def test_the_official_schema_decides(official: DocumentValidator) -> None:
    assert official.check(item(), "in.xml").level is Level.VALID
    wild = official.check(item("<wild/>", version="2.12"), "in.xml")
    assert wild.valid
    assert wild.checked_with == ("G2-Power.xsd", "newsml-g2-rules")
    verdict = official.check(item("<contentMeta/>"), "in.xml")
    assert codes(verdict) == ["xsd-unexpected-element"]
    assert any("wild" in finding.mend for finding in verdict.findings)


def test_rules_beyond_the_official_schema_are_warnings(official: DocumentValidator, ours: DocumentValidator) -> None:
    document = newsitem(META + '<contentMeta><subject qcode="nobodys:1"/></contentMeta>')
    assert "qcode-alias-undeclared" in codes(ours.check(document, "in.xml"))
    document = item().replace(b"<itemMeta/>", b'<itemMeta qcode="nobodys:1"/>')
    verdict = official.check(document, "in.xml")
    assert "qcode-alias-undeclared" in codes(verdict, Severity.WARNING)
    assert codes(verdict) == []


def test_a_document_that_is_newer_than_the_schema(official: DocumentValidator) -> None:
    verdict = official.check(item(version="2.99"), "in.xml")
    assert verdict.level is Level.AS_FAR_AS_CHECKED
    assert "2.99" in verdict.limits[0]
    assert "2.35" in verdict.limits[0]


@pytest.mark.parametrize(
    ("document", "standard"),
    [
        ('<rss version="0.91"><channel/></rss>', "RSS 0.91"),
        (
            '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel xmlns="http://purl.org/rss/1.0/"/>'
            "</r:RDF>",
            "RSS 1.0",
        ),
        ('<NewsML Version="1.2"/>', "NewsML 1.2"),
        ('<feed xmlns="http://purl.org/atom/ns#" version="0.3"/>', "Atom 0.3"),
    ],
)
def test_what_nothing_here_can_check_is_said(ours: DocumentValidator, document: str, standard: str) -> None:
    verdict = ours.check(document.encode(), "in.xml")
    assert verdict.level is Level.AS_FAR_AS_CHECKED
    assert verdict.standard == standard
    assert standard in verdict.limits[-1]
    assert "Only well-formedness" in verdict.limits[-1]


def test_items_without_a_profile_of_ours_are_held_to_what_is_certain(ours: DocumentValidator) -> None:
    document = newsitem(META + "<newsCoverageSet/>").replace(b"newsItem", b"planningItem")
    verdict = ours.check(document, "in.xml")
    assert (verdict.level, verdict.kind) == (Level.AS_FAR_AS_CHECKED, "planningItem")
    verdict = ours.check(document.replace(b"newsCoverageSet", b"newsCoverageSett"), "in.xml")
    (finding,) = [one for one in verdict.findings if one.severity is Severity.ERROR]
    assert finding.code == "xsd-unexpected-element"
    assert finding.mend == "Did you mean “newsCoverageSet”?"


def test_rss_may_be_extended(ours: DocumentValidator) -> None:
    media = 'xmlns:media="http://search.yahoo.com/mrss/"'
    entry = '<item><title>i</title><guid isPermaLink="false">1</guid><media:content url="x"/>{}</item>'
    verdict = ours.check(FEED.format(names=media, inside=entry.format("")).encode(), "in.xml")
    assert verdict.level is Level.AS_FAR_AS_CHECKED
    assert "http://search.yahoo.com/mrss/" in verdict.limits[0]
    broken = FEED.format(names=media, inside="\n" + entry.format("<titel/>"))
    verdict = ours.check(broken.encode(), "in.xml")
    (finding,) = [one for one in verdict.findings if one.severity is Severity.ERROR]
    assert finding.code == "xsd-unexpected-element"
    assert finding.location.line == 2
    assert broken.splitlines()[1][(finding.location.column or 0) - 1 :].startswith("<titel/>")


def test_a_document_type_declaration_that_only_names_a_file_does_no_harm(ours: DocumentValidator) -> None:
    document = '<!DOCTYPE rss PUBLIC "-//X//EN" "http://127.0.0.1:9/x.dtd">' + FEED.format(
        names="", inside="<copyright>a&nbsp;b&mdash;c&unknown;</copyright>"
    )
    verdict = ours.check(document.encode(), "in.xml")
    assert verdict.valid
    assert any("was not read" in limit for limit in verdict.limits)
    for declared in ("[<!ENTITY x 'y'>]", "[<!ATTLIST rss a CDATA #IMPLIED>]", 'SYSTEM "x" [<!ENTITY % y "z"> %y;]'):
        verdict = ours.check(f"<!DOCTYPE rss {declared}><rss/>".encode(), "in.xml")
        assert codes(verdict) == ["doctype-forbidden"]


def test_nitf_without_a_namespace_is_read_as_nitf(ours: DocumentValidator, tmp_path: Path) -> None:
    schema = (
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified" version="3.6" '
        'targetNamespace="http://iptc.org/std/NITF/2006-10-18/"><xs:element name="nitf"><xs:complexType><xs:sequence>'
        '<xs:element name="body" type="xs:string"/></xs:sequence></xs:complexType></xs:element></xs:schema>'
    )
    registering.add([str(written(tmp_path / "in", {"nitf.xsd": schema}))], folder=tmp_path / "r")
    validator = DocumentValidator(official=OfficialSchemas(tmp_path / "r"))
    good = '<!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">\n<nitf><!-- x -->\n  <body>a<?x?>b</body></nitf>'
    assert validator.check(good.encode(), "in.xml").valid
    findings = validator.check(good.replace("body", "boddy").encode("utf-16"), "in.xml").findings
    (finding,) = (finding for finding in findings if finding.severity is Severity.ERROR)
    assert (finding.code, finding.location.line, finding.location.column) == ("xsd-unexpected-element", 3, 3)
    assert "boddy" in finding.message


class _Demands:
    name = "demands-of-an-importer"
    rules: tuple[Rule, ...] = (warning("demand", "d", "m"),)

    def check(self, root: object) -> list[Breach]:
        return [self.rules[0].broken(root, "It is not as wanted.")]  # type: ignore[arg-type]


def test_further_rules_are_added_to_the_verdict(tmp_path: Path) -> None:
    validator = DocumentValidator(official=OfficialSchemas(tmp_path), further=(_Demands,))
    verdict = validator.check_file(VALID / "news-item.xml")
    assert codes(verdict, Severity.WARNING) == ["demand"]
    assert verdict.checked_with[-1] == "demands-of-an-importer"


def test_lines_of_the_document_stand_beside_findings(ours: DocumentValidator) -> None:
    document = b'<rss version="2.0">\n\t  <channel>\n    <tit/></channel></rss>'
    verdict = ours.check(document, "in.xml")
    line = next(one for one in verdict.lines if one.line == 3)
    assert (line.text, line.before, line.column) == ("<tit/></channel></rss>", 0, 5)
    broken = ours.check(b"<rss>\n  <a></b></rss>", "in.xml")
    assert broken.lines[0].text == "<a></b></rss>"


def test_thousands_of_faults_are_cut_and_errors_are_kept(ours: DocumentValidator) -> None:
    items = '<item><title>&lt;b></title><guid isPermaLink="false">1</guid></item>' * 1500
    verdict = ours.check(FEED.format(names="", inside=items).encode(), "in.xml")
    assert len(verdict.findings) == 1001
    assert verdict.findings[-1].code == "findings-cut"
    assert codes(verdict)[:1] == ["rss-guid-duplicate"]
    assert not verdict.valid


def test_a_file_that_cannot_be_read(ours: DocumentValidator, tmp_path: Path) -> None:
    assert codes(ours.check_file(tmp_path)) == ["unreadable-file"]


def test_a_file_that_is_too_large(ours: DocumentValidator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsml_export.validation.documents.MOST_BYTES", 20)
    (tmp_path / "some.xml").write_bytes(b'<rss version="2.0"/>')
    assert codes(ours.check_file(tmp_path / "some.xml")) != ["unreadable-file"]
    (tmp_path / "some.xml").write_bytes(b'<rss version="2.0" />')
    assert codes(ours.check_file(tmp_path / "some.xml")) == ["unreadable-file"]


def test_our_list_of_names_is_that_of_the_standard(shared_dir: Path) -> None:
    from lxml import etree

    file = shared_dir / "standards/iptc/NewsML-G2_2.35-spec-All-Power.xsd"
    if not file.is_file():
        pytest.skip("IPTC's schema is not beside this checkout")
    root = etree.parse(file).getroot()
    for kind, known in (("element", vocabulary.ELEMENTS), ("attribute", vocabulary.ATTRIBUTES)):
        declared = {one.get("name") for one in root.iter(f"{{http://www.w3.org/2001/XMLSchema}}{kind}")}
        assert declared - {None} == known


def test_another_version_of_the_standard_is_no_fault(ours: DocumentValidator) -> None:
    text = (VALID / "news-item.xml").read_text("utf-8").replace("newsml-export", "other")
    verdict = ours.check(text.replace('standardversion="2.35"', 'standardversion="2.20"').encode(), "in.xml")
    assert verdict.level is Level.AS_FAR_AS_CHECKED
    assert verdict.findings == ()
    assert "which is of NewsML-G2 2.35" in verdict.limits[0]
