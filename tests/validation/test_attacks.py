"""Documents that mean harm, or are none: each gets a verdict, soon, and nothing outside is touched."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from lxml import etree

from newsml_export.validation.validator import Validator
from newsml_export.validation.verdict import Verdict

NAR = "http://iptc.org/std/nar/2006-10-01/"
LEVELS = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 12}">' for n in range(1, 10))
BOMB = f'<!DOCTYPE rss [<!ENTITY e0 "{"x" * 50}">{LEVELS}]>'


def check(content: bytes) -> Verdict:
    return Validator().check(content, "in.xml")


def codes(verdict: Verdict) -> list[str]:
    return [finding.code for finding in verdict.findings]


@pytest.mark.parametrize(
    "document",
    [
        f"{BOMB}<rss>&e9;</rss>",
        f'{BOMB}<rss version="&e9;"/>',
        f"<?xml version='1.0'?><!-- x -->\n{BOMB}<rss>&e9;</rss>",
        '<!DOCTYPE rss [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x.dtd"> %a;]><rss/>',
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd"><rss/>',
        '<!DOCTYPE rss [<!ENTITY e SYSTEM "file:///etc/hostname">]><rss>&e;</rss>',
        '<!DOCTYPE rss [<!ATTLIST rss version CDATA "2.0">]><rss/>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_type_declarations_are_refused_at_once(document: str, encoding: str) -> None:
    begun = time.monotonic()
    assert codes(check(document.encode(encoding))) in (["doctype-forbidden"], ["malformed-xml"])
    assert time.monotonic() - begun < 2


def test_an_external_entity_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a-secret", "utf-8")
    verdict = check(f'<!DOCTYPE rss [<!ENTITY e SYSTEM "{secret.as_uri()}">]><rss>&e;</rss>'.encode())
    assert codes(verdict) == ["doctype-forbidden"]
    assert "a-secret" not in repr(verdict)


def test_a_document_does_not_choose_its_schema(tmp_path: Path) -> None:
    lax = tmp_path / "lax.xsd"
    lax.write_text(
        f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{NAR}"><xs:element name="newsItem"/>'
        "</xs:schema>",
        "utf-8",
    )
    document = (
        f'<newsItem xmlns="{NAR}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'xsi:schemaLocation="{NAR} {lax.as_uri()}"/>'
    )
    assert not check(document.encode()).valid


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<a>" * 100_000, "deep"),
        (b"<rss>" + b"x" * 10_500_000 + b"</rss>", "too long"),
        (b"<rss><a></b></rss>", "closed by"),
        (b"<rss>&nbsp;</rss>", "&nbsp;"),
        (b"<rss>a & b</rss>", "alone"),
        (b'<rss a="<"/>', "unescaped"),
        (b"<rss a=1/>", "quotation"),
        (b"<rss>\x01</rss>", "forbids"),
        (b"<rss><x:a/></rss>", "prefix"),
        (b"<rss/><rss/>", "after the end"),
        (b'<rss a="1" a="2"/>', "twice"),
        (b"<rss", "cut off|end"),
        (b'<?xml version="1.0" encoding="klingon"?><rss/>', "encoding"),
        ('<?xml version="1.0" encoding="UTF-8"?><rss>江州</rss>'.encode("gb18030"), "encoding"),
    ],
)
def test_what_is_not_well_formed_is_explained(content: bytes, words: str) -> None:
    (finding,) = check(content).findings
    assert finding.code == "malformed-xml"
    assert any(word in finding.message + finding.mend for word in words.split("|")), finding
    assert finding.location.line == 1
    assert finding.mend


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty-document"),
        (b"\xef\xbb\xbf \n", "empty-document"),
        (b'{"stories": []}', "unknown-document"),
        (b"PK\x03\x04\x00\x00", "not-xml"),
        ("下转2版".encode(), "not-xml"),
        (b"<feed xmlns='http://invented.example/'/>", "unknown-document"),
        (f"<planningItem xmlns='{NAR}'/>".encode(), "unknown-document"),
        (b"<newsItem/>", "unknown-document"),
    ],
)
def test_what_is_no_document_of_ours_is_told_so(content: bytes, code: str) -> None:
    verdict = check(content)
    assert codes(verdict) == [code]
    assert (verdict.kind, verdict.standard, verdict.checked_with) == (None, None, ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_every_encoding_is_judged_alike(encoding: str) -> None:
    text = (Path(__file__).parent / "valid" / "news-item.xml").read_text("utf-8")
    text = text.replace("UTF-8", encoding.removesuffix("-sig")).replace("stat:usable", "stat:江州")
    (finding,) = check(text.encode(encoding)).findings
    assert finding.code == "xsd-bad-value"
    assert finding.location.line is not None
    line = text.splitlines()[finding.location.line - 1]
    assert line[(finding.location.column or 0) - 1 :].startswith("<pubStatus ")
    assert finding.evidence == (
        '<pubStatus qcode="stat:江州"/> <generator versioninfo="0.1.0">newsml-export</generator> <title>老城区首批加…',
    )


def test_a_message_of_many_faults_is_judged_soon() -> None:
    item = (Path(__file__).parent / "valid" / "news-item.xml").read_text("utf-8").partition("?>")[2]
    items = "".join(item.replace("s-lift", f"s-{n}").replace("stat:usable", "stat:x") for n in range(500))
    begun = time.monotonic()
    header = "<header><sent>2023-03-09T06:00:00Z</sent><sender>a</sender>"
    header += "<transmitId>1</transmitId><priority>5</priority></header>"
    document = f'<newsMessage xmlns="{NAR}">{header}<itemSet>{items}</itemSet></newsMessage>'
    verdict = check(document.encode())
    assert codes(verdict) == ["xsd-bad-value"] * 500
    assert time.monotonic() - begun < 20


@pytest.mark.official
def test_iptcs_own_documents_are_read_without_failing(shared_dir: Path) -> None:
    paths = sorted((shared_dir / "standards" / "iptc").rglob("*.xml"))
    if not paths:
        pytest.skip("IPTC's example documents are not beside this checkout")
    validator = Validator()
    for path in paths:
        verdict = validator.check_file(path)
        for finding in verdict.findings:
            assert "xsd-invalid" not in finding.code, finding
            assert finding.location.line, finding


def test_elements_of_others_may_use_our_names_for_attributes() -> None:
    text = (Path(__file__).parent / "valid" / "news-item.xml").read_text("utf-8")
    root = etree.fromstring(text.encode())
    note = root.find(f".//{{{NAR}}}edNote")
    assert note is not None
    note.append(etree.fromstring('<x:a xmlns:x="http://other.example/" rel="nofollow" role="note"/>'))
    found = codes(check(etree.tostring(root)))
    assert "qcode-malformed" not in found
