"""Dates in furniture are found; dates in stories are left alone."""

from __future__ import annotations

import datetime as dt

import pytest

from newsml_export.readers.printed_dates import likeliest, printed_dates

DAY = dt.date(2023, 3, 8)


@pytest.mark.parametrize(
    "line",
    [
        "2023年3月8日",
        "2023 年 3 月 8 日",
        "2 0 2 3 年 3 月 8 日 星期三",
        "２０２３年０３月０８日",
        "2023-03-08",
        "2023/3/8",
        "2023.03.08",
        "二〇二三年三月八日",
        "二○二三年三月八日 星期三",
        "二零二三年三月八日",
        "2023年3月8日，星期三",
        "2023年3月8日 星期三 农历癸卯年二月十七 今日8版",
        "星期三 2023年3月8日 癸卯年二月十七",
        "江州晨报 2023年3月8日 第4821期",
        "要闻 2023年3月8日 星期三 第A02版",
        "2023年（令和5年）3月8日 水曜日",
        "2023년 3월 8일 수요일",
        "March 8, 2023",
        "Wednesday, March 8, 2023",
        "WEDNESDAY, MARCH 8, 2023 | Vol. 12, No. 67",
        "8 March 2023",
        "Wed., Mar. 8, 2023",
        "8. März 2023",
        "Mittwoch, 8. März 2023",
        "Nr. 57 · Mittwoch, 8. März 2023",
    ],
)
def test_dates_of_furniture(line: str) -> None:
    (found,) = printed_dates([line, "", "正文"], "江州晨报")
    assert (found.date, found.index, found.weekday_differs) == (DAY, 0, False)


@pytest.mark.parametrize(
    "text", ["二〇二三年十月十日", "二〇二三年十月廿一日", "二〇二三年十二月三十一日", "二〇二三年二月十日"]
)
def test_chinese_numerals(text: str) -> None:
    days = {"十月十日": (10, 10), "十月廿一日": (10, 21), "十二月三十一日": (12, 31), "二月十日": (2, 10)}
    month, day = days[text.removeprefix("二〇二三年")]
    assert [found.date for found in printed_dates([text])] == [dt.date(2023, month, day)]


@pytest.mark.parametrize(
    "line",
    [
        "2022年12月31日召开的全市大会上",
        "日前，记者从市委获悉，2022年12月31日",
        "截至2022年12月31日，",
        "区委于 2022年12 月31日 召开会议",
        "（上接第1版）2022年12月31日，全市",
        "The meeting on March 8, 2023",
        "die Brücke wurde am 8. März 2023",
        "2023年13月8日",
        "2023年2月30日",
        "0023年3月8日",
        "12023-03-08-1",
        "电话 0900-5550120",
        "会议2023年3月8日。",
    ],
)
def test_no_dates_of_furniture(line: str) -> None:
    assert printed_dates([line]) == ()


def test_the_middle_of_a_page_is_not_looked_at() -> None:
    lines = ["正文"] * 8 + ["2023年3月8日 星期三"] + ["正文"] * 8
    assert printed_dates(lines) == ()
    assert len(printed_dates(lines[1:])) == 1


def test_a_wrong_weekday_is_noticed() -> None:
    (found,) = printed_dates(["2023年3月8日 星期四"])
    assert found.weekday_differs


def test_strong_evidence_wins_over_more_of_the_weak() -> None:
    dates = printed_dates(["2023年3月8日 星期三", "2023年3月1日", "2023年3月1日"])
    chosen = likeliest(dates)
    assert chosen is not None
    assert chosen.date == DAY
    assert likeliest([]) is None
