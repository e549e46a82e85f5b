"""The jump-line grammar: every form seen in print, and what only looks like one."""

from __future__ import annotations

import pytest

from newsml_export.layout.jump_lines import find_jumps, label_key
from newsml_export.layout.language_pack import pack_for
from newsml_export.model.story import JumpDirection

PACK = pack_for("zh-Hans")
TO, FROM = JumpDirection.TO, JumpDirection.FROM


@pytest.mark.parametrize(
    ("text", "direction", "label"),
    [
        ("（下转2版）", TO, "2"),
        ("（下转第二版）", TO, "2"),
        ("(下转第2版)", TO, "2"),
        ("（下转A02版）", TO, "A2"),
        ("下转第三版", TO, "3"),
        ("（下转第191页）", TO, "191"),
        ("(下转第 86 页)", TO, "86"),
        ("（下转第××面）", TO, None),
        ("【下转第4版】", TO, "4"),
        ("▶下转2版", TO, "2"),
        ("（紧接第2版）", TO, "2"),
        ("（下转第 页）", TO, None),
        ("（下转第十二版）", TO, "12"),
        ("（转２版）", TO, "2"),
        ("（上接第一版）", FROM, "1"),
        ("(上接第1版)", FROM, "1"),
        ("上接第一版", FROM, "1"),
        ("◀上接A01版", FROM, "A1"),
        ("◀ 上接 A01 版", FROM, "A1"),
        ("（上接A1版）", FROM, "A1"),
        ("（上接第6 页）", FROM, "6"),
        ("（上接第51页)", FROM, "51"),
        ("（接一版）", FROM, "1"),
    ],
)
def test_every_written_form(text: str, direction: JumpDirection, label: str | None) -> None:
    [jump] = find_jumps(text, PACK)
    assert (jump.direction, jump.label) == (direction, label)
    assert (jump.start, jump.end) == (0, len(text))


@pytest.mark.parametrize(
    "text",
    [
        "（全文见第四版）",
        "全文见第三版",
        "本报今日第十版详文介绍",
        "（第十版）",
        "感情上接受不了",
        "导线上接用电器",
        "由公交转2路地铁",
        "电梯上接2面墙的管线需要更换",
    ],
)
def test_what_only_looks_like_one(text: str) -> None:
    assert find_jumps(text, PACK) == ()


def test_glued_to_text() -> None:
    [jump] = find_jumps("也发生了极大改变。 （下转2版）", PACK)
    assert jump.text == "（下转2版）"
    [jump] = find_jumps("（上接第1版）会议要求，", PACK)
    assert (jump.start, jump.direction) == (0, FROM)


def test_a_circled_number_tells_jumps_apart() -> None:
    [jump] = find_jumps("（下转第3版①）", PACK)
    assert (jump.label, jump.mark) == ("3", "①")


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("2", "2"),
        ("02", "2"),
        ("２", "2"),
        ("第二版", "2"),
        ("A02", "A2"),
        ("a2", "A2"),
        ("十", "10"),
        ("二十一", "21"),
    ],
)
def test_all_forms_of_a_label_meet_in_one_key(written: str, key: str) -> None:
    assert label_key(written, PACK.numerals) == key


def test_a_label_without_a_number_has_no_key() -> None:
    assert label_key("头版", PACK.numerals) is None
