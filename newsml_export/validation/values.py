"""Values that rules read: moments, dates of feeds, addresses."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from urllib.parse import urlsplit

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
#: ``date-time`` (RFC 822, section 5), with years of four digits beside its two
_RFC_822 = re.compile(
    rf"""(?:(?P<weekday>{"|".join(_WEEKDAYS)}),\s*)?
         (?P<day>[0-9]{{1,2}})\s+(?P<month>{"|".join(_MONTHS)})\s+(?P<year>[0-9]{{4}}|[0-9]{{2}})\s+
         (?P<hour>[0-9]{{2}}):(?P<minute>[0-9]{{2}})(?::(?P<second>[0-9]{{2}}))?\s+
         (?P<zone>[+-][0-9]{{4}}|UT|GMT|EST|EDT|CST|CDT|MST|MDT|PST|PDT|Z)""",
    re.VERBOSE | re.ASCII,
)
_ZONE_HOURS = {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}


@lru_cache(maxsize=4096)
def moment(text: str) -> dt.datetime | None:
    """Return the moment or day that ``text`` names in ISO 8601, or ``None`` where it is none.

    A time without zone gives a moment without zone. A day gives its beginning, without zone.
    """
    try:
        return dt.datetime.fromisoformat(text.strip())
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def is_whole_moment(text: str) -> bool:
    """Say whether ``text`` needs no second look: a day, or a moment with its time zone and in whole seconds."""
    found = moment(text)
    return "T" not in text or (found is not None and found.tzinfo is not None and "." not in text)


@lru_cache(maxsize=1024)
def rfc_822_date(text: str) -> dt.datetime | str:
    """Read a date of a feed.

    Args:
        text: such as ``Wed, 08 Mar 2023 06:00:00 +0800`` (RFC 822, section 5).

    Returns:
        The moment with its time zone; or, where there is none, what is wrong, in words that follow “it”.
    """
    match = _RFC_822.fullmatch(text.strip())
    if match is None:
        return "is not of the form “Wed, 08 Mar 2023 06:00:00 +0800”"
    if len(match["year"]) == 2:
        return "has a year of two digits"
    try:
        found = dt.datetime(
            int(match["year"]),
            _MONTHS.index(match["month"]) + 1,
            int(match["day"]),
            int(match["hour"]),
            int(match["minute"]),
            int(match["second"] or 0),
            tzinfo=_zone(match["zone"]),
        )
    except ValueError as error:
        return f"names no moment ({error})"
    weekday = _WEEKDAYS[found.weekday()]
    if match["weekday"] not in {None, weekday}:
        return f"says {match['weekday']}, but that day is a {weekday}"
    return found


def _zone(name: str) -> dt.timezone:
    if name[0] not in "+-":
        return dt.timezone(dt.timedelta(hours=_ZONE_HOURS.get(name, 0)))
    offset = dt.timedelta(hours=int(name[1:3]), minutes=int(name[3:5]))
    return dt.timezone(-offset if name[0] == "-" else offset)


def is_web_address(text: str) -> bool:
    """Say whether ``text`` is a whole ``http`` or ``https`` address."""
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not any(map(str.isspace, text.strip()))


def clipped(text: str, limit: int = 80) -> str:
    """Return ``text`` for a message: on one line of at most ``limit`` printable characters."""
    line = " ".join(text[: limit * 4].split())
    if len(line) > limit or len(text) > limit * 4:
        line = line[: limit - 1] + "…"
    return "".join(character if character.isprintable() else "\ufffd" for character in line)
