"""Place and day that open the text, as NITF 3.6 marks them inside the words of the dateline."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from newsml_export.formats.nitf.elements import basic_day, put
from newsml_export.formats.xml_text import clean, line_or_none

if TYPE_CHECKING:
    from lxml.etree import _Element

    from newsml_export.model.story import Dateline

_NUMERALS = "〇零一二三四五六七八九十廿卅"
_CJK_DAY = re.compile(
    rf"(?:(?P<year>\d{{4}}|[{_NUMERALS}]{{4}})年)?(?:(?P<month>\d{{1,2}}|[{_NUMERALS}]{{1,3}})月)?"
    rf"(?P<day>\d{{1,2}}|[{_NUMERALS}]{{1,3}})日(?![报報])"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH_DAY = re.compile(
    rf"\b(?P<name>{'|'.join(_MONTHS)})[a-z]*\.? (?P<day>\d{{1,2}})\b(?:, (?P<year>\d{{4}})\b)?", re.IGNORECASE
)


def put_dateline(head: _Element, dateline: Dateline, issued: dt.date) -> None:
    """Append ``dateline`` with its words as printed; its place and day are marked where the words have them.

    Args:
        head: ``body.head``.
        dateline: of the story.
        issued: day of the issue, from which year and month of a day are known that does not say them.
    """
    words, place = line_or_none(dateline.text) or "", line_or_none(dateline.place)
    if not words and place is None:
        return
    element = put(head, "dateline")
    at = words.find(place) if place is not None else -1
    marks: list[tuple[int, int, str, str | None]] = []
    if place is not None and at >= 0:
        marks.append((at, at + len(place), "location", None))
    elif place is not None:
        # The words leave the place out; it is known all the same.
        put(element, "location", place)
    day = _CJK_DAY.search(words) or _ENGLISH_DAY.search(words)
    if day is not None and not (marks and day.start() < marks[0][1] and marks[0][0] < day.end()):
        found = _resolved(day, issued)
        marks.append((day.start(), day.end(), "story.date", basic_day(found) if found is not None else None))
    done = 0
    for start, end, name, norm in sorted(marks):
        _append(element, words[done:start])
        put(element, name, words[start:end], {"norm": norm})
        done = end
    _append(element, words[done:])


def _append(element: _Element, text: str) -> None:
    text = clean(text)
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text or None
    else:
        element.text = (element.text or "") + text or None


def _resolved(match: re.Match[str], issued: dt.date) -> dt.date | None:
    """Return the last day of that name that is not after the issue, or ``None`` where there is none."""
    said = match.groupdict()
    day, year = _number(said["day"]), _number(said["year"]) if said.get("year") else None
    name = said.get("name")
    month = _MONTHS.index(name.lower()) + 1 if name else _number(said["month"]) if said.get("month") else None
    try:
        if month is None:
            first = issued.replace(day=1)
            last_month = first - dt.timedelta(days=1)
            return issued.replace(day=day) if day <= issued.day else last_month.replace(day=day)
        found = dt.date(issued.year if year is None else year, month, day)
        return found.replace(year=found.year - 1) if year is None and found > issued else found
    except (ValueError, OverflowError):
        return None


def _number(digits: str) -> int:
    """Return a year, month or day in digits or Chinese numerals; 0, which is none, where it cannot be read."""
    if digits.isdecimal():
        return int(digits)
    digits = digits.replace("廿", "二十").replace("卅", "三十")
    if "十" not in digits:
        values = [max(_NUMERALS.index(sign) - 1, 0) for sign in digits]
        return int("".join(map(str, values)))
    tens, _, ones = digits.partition("十")
    if len(tens) > 1 or len(ones) > 1 or ones == "十":
        return 0
    return (_one(tens) if tens else 1) * 10 + (_one(ones) if ones else 0)


def _one(sign: str) -> int:
    return max(_NUMERALS.index(sign) - 1, 0)
