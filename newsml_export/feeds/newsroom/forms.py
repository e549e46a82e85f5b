"""What operators send in forms, checked and made into what the store takes."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from newsml_export.errors import UsageError

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


def local_moment(text: str, zone: ZoneInfo) -> dt.datetime | None:
    """Return the moment of a ``datetime-local`` field, which is meant in ``zone``; ``None`` for an empty one.

    Raises:
        UsageError: it is no moment.
    """
    if not text.strip():
        return None
    try:
        moment = dt.datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise UsageError(f"“{text}” is not a time.", next_step="Write it as 2023-03-08T06:00.") from error
    return moment.replace(tzinfo=zone, microsecond=0) if moment.tzinfo is None else moment


def partner_name(text: str) -> str:
    """Return the short name of a partner.

    Raises:
        UsageError: it cannot stand in addresses.
    """
    name = text.strip()
    if not _NAME.fullmatch(name):
        raise UsageError(f"“{name}” is no short name.", next_step="Take small letters, digits and hyphens.")
    return name


def whole_number(text: str, what: str, least: int, most: int) -> int | None:
    """Return a number from ``least`` to ``most``; ``None`` for an empty field.

    Raises:
        UsageError: it is none, or out of bounds.
    """
    if not text.strip():
        return None
    try:
        number = int(text)
    except ValueError:
        number = least - 1
    if not least <= number <= most:
        raise UsageError(f"“{text}” is not possible for {what}.", next_step=f"Give {least} to {most}, or nothing.")
    return number
