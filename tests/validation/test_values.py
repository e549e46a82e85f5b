"""Language tags, dates of feeds, addresses."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsml_export.validation.values import clipped, is_web_address, is_whole_moment, rfc_822_date
from newsml_export.vocabularies.language_tags import is_language_tag


@pytest.mark.parametrize(
    "tag",
    [
        *("zh", "zh-Hans", "zh-Hans-CN", "zh-cmn-Hans-CN", "en-GB", "de-1996", "sl-rozaj-biske", "x-private"),
        *("i-klingon", "en-GB-oed", "de-DE-u-co-phonebk", "es-419", "hy-arevela", "und", "qaa-Qaaa-QM-x-southern"),
    ],
)
def test_well_formed_language_tags(tag: str) -> None:
    assert is_language_tag(tag)
    assert is_language_tag(tag.upper())


@pytest.mark.parametrize(
    "tag", ["", "z", "zh_CN", "chinese language", "zh-", "-zh", "123", "zh-x", "en-a", "ｚｈ", "zh\n"]
)
def test_other_language_tags(tag: str) -> None:
    assert not is_language_tag(tag)


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("Wed, 08 Mar 2023 06:00:00 +0800", "2023-03-07T22:00"),
        ("8 Mar 2023 06:00 GMT", "2023-03-08T06:00"),
        ("Wed, 08 Mar 2023 06:00:00 EST", "2023-03-08T11:00"),
        (" Wed, 08 Mar 2023 06:00:00 -0330 ", "2023-03-08T09:30"),
    ],
)
def test_dates_of_feeds(text: str, utc: str) -> None:
    found = rfc_822_date(text)
    assert isinstance(found, dt.datetime)
    assert found.astimezone(dt.UTC).isoformat(timespec="minutes") == f"{utc}+00:00"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "form"),
        ("2023-03-08", "form"),
        ("Wed, 08 Mar 2023 06:00:00", "form"),
        ("星期三, 08 Mar 2023 06:00:00 +0800", "form"),
        ("Wed, 08 Mar 23 06:00:00 +0800", "two digits"),
        ("Thu, 08 Mar 2023 06:00:00 +0800", "Wed"),
        ("30 Feb 2023 06:00:00 +0800", "no moment"),
        ("08 Mar 2023 25:00:00 +0800", "no moment"),
        ("08 Mar 2023 06:00:00 +9900", "no moment"),
        ("08 Mar 0000 06:00:00 +0000", "no moment"),
    ],
)
def test_other_dates_are_explained(text: str, words: str) -> None:
    wrong = rfc_822_date(text)
    assert isinstance(wrong, str)
    assert words in wrong


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("2023-03-08T06:00:00+08:00", True),
        ("2023-03-08T06:00:00Z", True),
        ("2023-03-08", True),
        ("2023", True),
        ("2023-03-08T06:00:00", False),
        ("2023-03-08T06:00:00.5Z", False),
    ],
)
def test_moments_that_need_no_second_look(text: str, whole: bool) -> None:
    assert is_whole_moment(text) is whole


@pytest.mark.parametrize(
    "address", ["https://a.example/", "http://a.example", "http://[::1]:80/x", " https://图.example/ "]
)
def test_web_addresses(address: str) -> None:
    assert is_web_address(address)


@pytest.mark.parametrize(
    "address", ["", "/a", "a.html", "//a.example/", "ftp://a.example/", "http://", "http://[", "https://a b/"]
)
def test_other_addresses(address: str) -> None:
    assert not is_web_address(address)


@given(st.text())
def test_what_is_clipped_cannot_move_a_cursor(text: str) -> None:
    line = clipped(text, 20)
    assert len(line) <= 20
    assert line.isprintable()


@given(st.text())
def test_no_text_breaks_a_rule_s_reading(text: str) -> None:
    is_language_tag(text)
    is_web_address(text)
    is_whole_moment(text)
    assert isinstance(rfc_822_date(text), str | dt.datetime)
