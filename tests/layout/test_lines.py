"""Undoing the wrapping of lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsml_export.layout.lines import read_lines, tidy, tidy_headline, unwrap, width
from newsml_export.model.issue import PageBlock


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["加快打造智慧之", "城。当前，"], "加快打造智慧之城。当前，"),
        (["听取了部 分 街 道", "党工委书记"], "听取了部分街道党工委书记"),
        (["2022年 12 月，市", "大数据发展局"], "2022年12月，市大数据发展局"),
        (["使用 Python", "3 编写"], "使用Python 3编写"),
        (["全长20", "23米"], "全长2023米"),
        (["the quick brown", "fox"], "the quick brown fox"),
    ],
)
def test_lines_of_a_language_without_spaces(lines: list[str], joined: str) -> None:
    assert unwrap(lines) == joined


def test_lines_of_a_language_with_spaces() -> None:
    assert unwrap(["the infor-", "mation office"], spaced=True) == "the information office"
    assert unwrap(["said “yes”", "2 of them"], spaced=True) == "said “yes” 2 of them"


@pytest.mark.parametrize(
    ("line", "tidied"),
    [
        ("增强使命意识 把握时代要求　聚焦强军主题", "增强使命意识 把握时代要求 聚焦强军主题"),
        ("通 知", "通知"),
        ("  一条线 三个人 七秒钟 ", "一条线 三个人 七秒钟"),
    ],
)
def test_only_the_editor_s_spaces_stay_in_headlines(line: str, tidied: str) -> None:
    assert tidy_headline(line) == tidied


def test_width_counts_half_width_columns() -> None:
    assert (width("abc"), width("中文"), width("“中”1")) == (3, 4, 7)


def test_blank_lines_and_frames_are_remembered() -> None:
    lines = read_lines([PageBlock(lines=("甲", "", "乙", " 丙", "　　丁"), first_line=10)])
    assert [(line.text, line.number, line.blanks, line.frame) for line in lines] == [
        ("甲", 10, 0, True),
        ("乙", 12, 1, False),
        ("丙", 13, 1, True),
        ("丁", 14, 0, False),
    ]
    assert lines[3].indent == 4


@given(st.text(alphabet="中文字ab 1，。　", max_size=40))
def test_tidying_twice_changes_nothing(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert "".join(tidy(text).split()) == "".join(text.split())
