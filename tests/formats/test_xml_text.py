from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from newsml_export.formats.xml_text import clean, clean_line, line_or_none, uri_reference

ANYTHING = st.text(st.characters(exclude_categories=()))


def test_clean_text_is_the_same_object() -> None:
    text = "老城区首批加装电梯 🧑‍🚀 שלום\t\r\n"
    assert clean(text) is text


def test_control_characters_go_and_lost_characters_are_marked() -> None:
    assert clean("控\x00制\x1f字\x0b符") == "控制字符"
    assert clean("孤\ud800立\ufffe\uffff") == "孤\ufffd立\ufffd\ufffd"


def test_characters_that_xml_allows_stay() -> None:
    text = "\t\n\r \x7f\x85\u2028\ue000\ufdd0\U0001ffff\U0010fffd"
    assert clean(text) == text


@given(ANYTHING)
def test_lxml_takes_whatever_is_clean(text: str) -> None:
    etree.Element("p").text = clean(text)


def test_a_line_keeps_the_spaces_that_part_a_headline() -> None:
    assert clean_line(" 坚定信心  勇毅前行\u3000再启新程 ") == "坚定信心  勇毅前行\u3000再启新程"


def test_a_line_has_no_line_ends() -> None:
    assert clean_line("\n第一行 \r\n\t 第二行\t") == "第一行 第二行"


@given(ANYTHING)
def test_a_line_stays_as_it_is_when_cleaned_again(text: str) -> None:
    line = clean_line(text)
    assert clean_line(line) == line
    assert not set(line) & set("\t\r\n")
    assert line == line.strip(" ")


@pytest.mark.parametrize("blank", [None, "", " ", "\u3000", "\x00", "\n\t", "\u2028"])
def test_what_shows_nothing_is_no_line(blank: str | None) -> None:
    assert line_or_none(blank) is None


def test_a_line_is_returned_clean() -> None:
    assert line_or_none(" 要\x00闻 ") == "要闻"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://jiangzhou.example/a?b=c&d#e", "https://jiangzhou.example/a?b=c&d#e"),
        ("图片/甲 乙.jpg", "%E5%9B%BE%E7%89%87/%E7%94%B2%20%E4%B9%99.jpg"),
        ("a%20b", "a%20b"),
        ("100%.jpg", "100%25.jpg"),
        ("<\ud800>", "%3C%EF%BF%BD%3E"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("//cdn.example:8080/a.jpg", "//cdn.example:8080/a.jpg"),
        (":", "%3A"),
        ("甲:乙/丙", "%E7%94%B2%3A%E4%B9%99/%E4%B8%99"),
        ("http://[", "http://%5B"),
        ("http://a:b/", "http%3A//a%3Ab/"),
        ("//a:b", "/%2Fa%3Ab"),
        ("a#b#c", "a%23b%23c"),
    ],
)
def test_an_address_holds_only_what_a_uri_may(text: str, address: str) -> None:
    assert uri_reference(text) == address


ANY_URI = etree.XMLSchema(
    etree.fromstring(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a" type="xs:anyURI"/></xs:schema>'
    )
)


@settings(max_examples=500)
@given(ANYTHING | st.text("ahtp:/?#[]@%2F.0 \t甲"))
def test_libxml2_takes_any_address(text: str) -> None:
    element = etree.Element("a")
    element.text = uri_reference(text)
    assert ANY_URI.validate(element)
    assert not set(element.text) - set(map(chr, range(0x21, 0x7F)))
