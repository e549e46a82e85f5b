"""Dates in page furniture: 2023年3月8日, 二〇二三年三月八日, 2023-03-08, March 8, 2023, 8. März 2023.

Dates inside stories look the same; a line counts as furniture only where the date stands apart in it. With a weekday,
a lunar date, a number of the issue, a page label or the newspaper's name beside it the evidence is strong, alone weak.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from newsml_export.readers.page_labels import furniture_indices

_LONGEST_LINE = 90
_FIRST_YEAR, _LAST_YEAR = 1600, 2199
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_S = r"[ \t]*"
_NUMBER = rf"(\d{_S}\d?)"
_YEAR = rf"(\d{_S}\d{_S}\d{_S}\d)"
_HAN = "〇○零一二三四五六七八九"
_EAST_ASIAN = re.compile(
    rf"(?<!\d){_YEAR}{_S}[年년]{_S}(?:[(][^()]{{1,10}}[)])?{_S}{_NUMBER}{_S}[月월]{_S}{_NUMBER}{_S}[日号일]"
)
_CHINESE = re.compile(rf"([{_HAN}]{{4}}){_S}年{_S}([{_HAN}十]{{1,3}}){_S}月{_S}([{_HAN}十廿卅]{{1,3}}){_S}[日号]")
_ISO = re.compile(r"(?<![\d./-])(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?![\d./-])")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jänner", "february feb februar feber", "march mar märz maerz mrz", "april apr",
            "may mai", "june jun juni", "july jul juli", "august aug", "september sep sept", "october oct oktober okt",
            "november nov", "december dec dezember dez",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_MONTH_FIRST = re.compile(rf"\b{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})(?!\d)", re.IGNORECASE)
_DAY_FIRST = re.compile(rf"(?<!\d)(\d{{1,2}})(?:\.|st|nd|rd|th)? {_MONTH},? (\d{{4}})(?!\d)", re.IGNORECASE)
_DAYS = {
    name: number
    for number, names in enumerate(
        (
            "星期一 周一 礼拜一 monday mon montag 月曜日 월요일",
            "星期二 周二 礼拜二 tuesday tue tues dienstag 火曜日 화요일",
            "星期三 周三 礼拜三 wednesday wed mittwoch 水曜日 수요일",
            "星期四 周四 礼拜四 thursday thu donnerstag 木曜日 목요일",
            "星期五 周五 礼拜五 friday fri freitag 金曜日 금요일",
            "星期六 周六 礼拜六 saturday sat samstag sonnabend 土曜日 토요일",
            "星期日 星期天 周日 周天 礼拜天 礼拜日 sunday sun sonntag 日曜日 일요일",
        )
    )
    for name in names.split()
}
_DAY = "|".join(rf"\b{day}\b" if day.isascii() else _S.join(day) for day in sorted(_DAYS, key=len, reverse=True))
_WEEKDAY = re.compile(rf"[,(]?[ \t]*({_DAY})\.?[ \t]*[)]?,?", re.IGNORECASE)
#: what only furniture prints beside a date
_CONTEXT = re.compile(
    r",?\s*(?:农历|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年|总?第\s*\d+\s*[期号]|[今本]日\S{0,4}\d+版|第?[A-Z]{0,2}\d{1,3}版"
    r"|\b(?:vol|no|nr|issue|ausgabe|jahrgang|page|seite)\b)",
    re.IGNORECASE,
)
_SENTENCE = re.compile("[。！？；;!?]")
_STANDS_APART = re.compile(r"[\s·•・|｜/,，()（）:：—–-]")
#: what makes a date part of a sentence
_GRAMMAR = re.compile(
    r"[\u3400-\u9fff]\s*,|,\s*[\u3400-\u9fff]|[、。]|[上下紧]接|下转|\b(?:on|am|vom|since|until|from)\s*$",
    re.IGNORECASE,
)
_WEAK_GRAMMAR = re.compile("[自从于在至起召到截]")
_LONGEST_REST = 24
_LONGEST_WEAK_REST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDate:
    """A date that stands in the furniture of a page."""

    date: dt.date
    #: index of its line among the lines of the page
    index: int
    #: the line as printed, without white space at its ends
    text: str
    #: something beside it is printed in furniture only
    strong: bool
    #: the weekday that is printed with it is another one
    weekday_differs: bool = False


def printed_dates(lines: Sequence[str], publication: str | None = None) -> tuple[PrintedDate, ...]:
    """Return the dates in the furniture of a page, from its first line to its last.

    Args:
        lines: of one page.
        publication: name of the newspaper, where known; beside a date it is strong evidence.
    """
    masthead = "".join((publication or "").split())
    found = []
    for index in furniture_indices(lines):
        line = unicodedata.normalize("NFKC", lines[index]).strip()
        if len(line) <= _LONGEST_LINE and not _SENTENCE.search(line):
            text = lines[index].strip()
            found += [_judged(line, index, text, date, span, masthead) for date, span in _dates_in(line)]
    return tuple(date for date in found if date is not None)


def likeliest(dates: Iterable[PrintedDate]) -> PrintedDate | None:
    """Return the date that is printed most, strong evidence before weak; the first where several are as frequent."""
    dates = list(dates)
    dates = [date for date in dates if date.strong] or dates
    if not dates:
        return None
    best, _ = Counter(date.date for date in dates).most_common(1)[0]
    return next(date for date in dates if date.date == best)


def _dates_in(line: str) -> Iterable[tuple[dt.date, tuple[int, int]]]:
    forms: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[int, int, int]]], ...] = (
        (_EAST_ASIAN, lambda m: (_int(m[1]), _int(m[2]), _int(m[3]))),
        (_CHINESE, lambda m: (_int(m[1]), _chinese(m[2]), _chinese(m[3]))),
        (_ISO, lambda m: (_int(m[1]), _int(m[3]), _int(m[4]))),
        (_MONTH_FIRST, lambda m: (_int(m[3]), _MONTHS[m[1].lower()], _int(m[2]))),
        (_DAY_FIRST, lambda m: (_int(m[3]), _MONTHS[m[2].lower()], _int(m[1]))),
    )
    for form, parts in forms:
        for match in form.finditer(line):
            year, month, day = parts(match)
            try:
                date = dt.date(year, month, day)
            except ValueError:
                continue
            if _FIRST_YEAR <= year <= _LAST_YEAR:
                yield date, match.span()


def _judged(
    line: str, index: int, text: str, date: dt.date, span: tuple[int, int], masthead: str
) -> PrintedDate | None:
    before, after = line[: span[0]], line[span[1] :]
    weekdays = [*_WEEKDAY.finditer(before), *_WEEKDAY.finditer(after)]
    names = ["".join(match[1].lower().split()) for match in weekdays]
    before, after = _WEEKDAY.sub(" ", before), _WEEKDAY.sub(" ", after)
    if masthead:
        before, after = (" " if "".join(part.split()) == masthead else part for part in (before, after))
    context = bool(names or _CONTEXT.search(before) or _CONTEXT.search(after))
    if (before and not _STANDS_APART.match(before[-1])) or (after and not _STANDS_APART.match(after[0])):
        return None
    before, after = _CONTEXT.sub(" ", before), _CONTEXT.sub(" ", after)
    rest = "".join(f"{before} {after}".split())
    strong = context or bool(masthead and masthead in "".join(line.split()))
    if len(rest.replace(masthead, "") if masthead else rest) > (_LONGEST_REST if strong else _LONGEST_WEAK_REST):
        return None
    if _GRAMMAR.search(f"{before} {after}") or (not strong and _WEAK_GRAMMAR.search(rest)):
        return None
    differs = bool(names) and all(_DAYS.get(name) != date.weekday() for name in names)
    return PrintedDate(date=date, index=index, text=text, strong=strong, weekday_differs=differs)


def _int(text: str) -> int:
    return int("".join(text.split()).translate(_DIGITS))


def _chinese(text: str) -> int:
    """Return a number below 100 in Chinese characters; 0, which is no month and no day, where it is none."""
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.partition("十")
    if not ten:
        return _int(text)
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return 10 * (_int(tens) if tens else 1) + (_int(ones) if ones else 0)
