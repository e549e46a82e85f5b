from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from newsml_export.formats.newsml_g2.values import date_time, language_tag, percent


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (dt.datetime(2023, 3, 8, 6, 0, 1, 999999, tzinfo=ZoneInfo("Asia/Shanghai")), "2023-03-08T06:00:01+08:00"),
        (dt.datetime(2023, 7, 1, 6, tzinfo=dt.UTC), "2023-07-01T06:00:00+00:00"),
        (dt.datetime(1893, 2, 17, tzinfo=ZoneInfo("Asia/Shanghai")), "1893-02-17T00:00:00+08:05"),
        (dt.datetime(1, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=20))), "0001-01-01T00:00:00+14:00"),
        (dt.datetime(2023, 3, 8, tzinfo=dt.timezone(-dt.timedelta(hours=3, seconds=30))), "2023-03-08T00:00:00-03:01"),
    ],
)
def test_moments(moment: dt.datetime, text: str) -> None:
    assert date_time(moment) == text


@pytest.mark.parametrize(
    ("confidence", "text"),
    [
        (0.0, "0"),
        (0.004, "0"),
        (0.005, "1"),
        (0.826, "83"),
        (1.0, "100"),
        (7.0, "100"),
        (-1.0, "0"),
        (float("nan"), "0"),
    ],
)
def test_confidences(confidence: float, text: str) -> None:
    assert percent(confidence) == text


@pytest.mark.parametrize(
    ("text", "tag"),
    [("zh-Hans", "zh-Hans"), ("en", "en"), ("", "und"), ("zh_CN", "und"), ("中文", "und"), ("en\n", "und")],
)
def test_languages(text: str, tag: str) -> None:
    assert language_tag(text) == tag
