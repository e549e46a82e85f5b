"""A few thousand damaged documents; ``make fuzz`` puts many more through the same."""

from __future__ import annotations

import os
from pathlib import Path

from newsml_export.validation.parsing import Parser
from tests.validation.fuzz.attacks import ATTACKS
from tests.validation.fuzz.damage import DAMAGES
from tests.validation.fuzz.run import Fuzzer, run

DOCUMENTS = 3000


def test_no_damaged_document_does_any_harm() -> None:
    outcome = run(DOCUMENTS)
    assert outcome.failures == []
    assert outcome.documents == DOCUMENTS
    assert outcome.read > 50
    # Documents that are all refused at the door would show nothing.
    assert {"malformed-xml", "doctype-forbidden", "xsd-unexpected-element", "rss-element-duplicate"} <= set(
        outcome.codes
    )
    ways = {way.partition("+")[0] for way in outcome.ways}
    assert ways >= {"tree", "data", *(one.__name__ for one in (*ATTACKS, *DAMAGES))}


def test_a_document_has_a_number() -> None:
    one, other = Fuzzer(7, "file:///x"), Fuzzer(7, "file:///x")
    for number in (0, 5, 400):
        assert one.document(number) == other.document(number)
    assert one.document(1) != one.document(2)


def test_a_file_that_is_read_would_be_noticed(tmp_path: Path) -> None:
    """The run looks at when the secret was last opened; that must work here."""
    secret = tmp_path / "secret.txt"
    secret.write_text("x", encoding="utf-8")
    os.utime(secret, (0, secret.stat().st_mtime))
    assert secret.stat().st_atime_ns == 0
    secret.read_text(encoding="utf-8")
    assert secret.stat().st_atime_ns != 0


def test_identifiers_that_are_there_twice_open_no_door(tmp_path: Path) -> None:
    secret = tmp_path / "secret.dtd"
    secret.write_text('<!ENTITY leaked "a secret">', encoding="utf-8")
    os.utime(secret, (0, secret.stat().st_mtime))
    for declaration in (f'SYSTEM "{secret.as_uri()}"', f'[<!ENTITY % x SYSTEM "{secret.as_uri()}"> %x;]'):
        for body in ("&leaked;", '<a xml:id="x"/><a xml:id="x"/>&leaked;'):
            for doctypes in (True, False):
                document = f"<!DOCTYPE rss {declaration}><rss>{body}</rss>".encode()
                parsed = Parser(doctypes=doctypes).parse(document, "in.xml")
                assert "a secret" not in (parsed.text or "" if hasattr(parsed, "text") else repr(parsed))
    assert secret.stat().st_atime_ns == 0
