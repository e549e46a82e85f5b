from __future__ import annotations

import pytest

from newsml_export.vocabularies.qcodes import encoded_code, publisher_catalog

CATALOG = publisher_catalog("jiangzhou.example")


@pytest.mark.parametrize("qcode", ["medtop:11000000", "page:A02", "hlrole:main", "subj:01000000", "page:%E5%A4%B4"])
def test_declared_codes(qcode: str) -> None:
    assert CATALOG.declares(qcode)


@pytest.mark.parametrize(
    "qcode", ["", ":", "medtop:", ":1", "medtop", "nowhere:1", "medtop:1 2", "med top:1", "medtop:\n"]
)
def test_codes_that_no_reader_could_resolve(qcode: str) -> None:
    assert not CATALOG.declares(qcode)


def test_a_code_stands_for_a_uri() -> None:
    assert CATALOG.uri("medtop:11000000") == "http://cv.iptc.org/newscodes/mediatopic/11000000"
    assert CATALOG.uri("page:A02") == "http://jiangzhou.example/newscodes/page/A02"


def test_an_undeclared_alias_has_no_uri() -> None:
    with pytest.raises(KeyError):
        CATALOG.uri("nowhere:1")


@pytest.mark.parametrize(
    ("label", "code"),
    [("A02", "A02"), ("头版", "%E5%A4%B4%E7%89%88"), ("2 / 3", "2%20%2F%203"), ("", ""), ("\ud800", "%3F")],
)
def test_any_label_becomes_a_code(label: str, code: str) -> None:
    assert encoded_code(label) == code


def test_characters_outside_the_first_plane_survive() -> None:
    assert encoded_code("🗞") == "%F0%9F%97%9E"
