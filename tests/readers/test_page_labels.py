"""Page labels in names of files and in furniture."""

from __future__ import annotations

import pytest

from newsml_export.readers.page_labels import (
    label_from_name,
    label_key,
    next_label,
    plain_label,
    printed_label,
    same_label,
)


@pytest.mark.parametrize(
    ("stem", "label"),
    [
        ("page-A02", "A02"),
        ("page-01", "1"),
        ("page-10", "10"),
        ("page1", "1"),
        ("Page 12", "12"),
        ("p03", "3"),
        ("A02", "A02"),
        ("b3", "B3"),
        ("07", "7"),
        ("第A02版", "A02"),
        ("jzcb_20230308_A02", "A02"),
        ("2023-03-08-4", "4"),
        ("2023-03-08", None),
        ("front", None),
        ("page", None),
        ("article2", None),
        ("", None),
    ],
)
def test_labels_in_names(stem: str, label: str | None) -> None:
    assert label_from_name(stem) == label


@pytest.mark.parametrize(
    ("lines", "label"),
    [
        (["第2版 综合", "2023年3月8日"], "2"),
        (["江州晨报", "3版·民生"], "3"),
        (["要闻", "2023年3月8日 星期三 第Ａ０２版"], "A02"),
        (["第十二版"], "12"),
        (["第二十版"], "20"),
        (["Page A4"], "A4"),
        (["Seite 3"], "3"),
        (["正文", *["正文在这里"] * 30, "第4版"], "4"),
        (["（下转第2版）"], None),
        (["上接第1版"], None),
        (["下转 第2版"], None),
        (["今日8版"], None),
        (["今日 8版"], None),
        (["▶3版 全市推动高质量发展"], None),
        (["全市推动高质量发展大会召开 3版"], None),
        (["导读", "3版 民生"], None),
        (["第2版", "第3版"], None),
        (["正文"] * 10 + ["第4版"] + ["正文"] * 10, None),
        ([], None),
    ],
)
def test_labels_in_furniture(lines: list[str], label: str | None) -> None:
    found = printed_label(lines)
    assert (found.label if found else None) == label


def test_counting_on() -> None:
    assert next_label("1") == "2"
    assert next_label("A02") == "A03"
    assert next_label("A09") == "A10"
    assert next_label("9") == "10"
    assert next_label("1", {label_key("2"), label_key("03")}) == "4"
    assert next_label("front") == "front-2"


def test_same_labels() -> None:
    assert same_label("2", "02")
    assert same_label("A2", "a02")
    assert same_label("Ａ２", "A2")
    assert not same_label("A2", "B2")
    assert not same_label("2", "12")
    assert plain_label(" ０２ ") == "2"


@pytest.mark.parametrize("line", ["第十一二版", "第一十二三版"])
def test_numerals_that_are_none(line: str) -> None:
    found = printed_label([line])
    assert found is None or not found.label.isdecimal()
