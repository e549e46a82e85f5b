"""Whether a ninjs item may be shown: ``pubStatus`` and ``embargoedUntil`` (``embargoed`` before 3.0).

Source: ninjs 3.0 (IPTC): without a status an item is usable. What is there and cannot be understood withholds it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from newsml_export.findings import Severity
from newsml_export.model.story import PubStatus
from newsml_export.readers.showing import Showing, moment_of, strictest

#: takes code, severity, message, JSON path and mend
Note: TypeAlias = Callable[[str, Severity, str, str, str], None]

_STATUS = "pubstatus"
_EMBARGOES = ("embargoeduntil", "embargoed")


def showing_of(item: Mapping[str, Any], note: Note) -> Showing:
    """Return what ``item``, with names in lower case, says of whether it may be shown; doubts are told to ``note``."""
    status = _status(item, note)
    moments: list[dt.datetime] = []
    for name in _EMBARGOES:
        if name not in item:
            continue
        said = item[name]
        try:
            moments.append(moment_of(said if isinstance(said, str) else ""))
        except ValueError as error:
            mend = "Write it as 2023-03-08T06:00:00+08:00, or leave it out."
            told = f"The time of “{name}” cannot be read: {error}. The item counts as withheld."
            note("ninjs-date-unreadable", Severity.ERROR, told, f"$.{name}", mend)
            status = strictest(status, PubStatus.WITHHELD)
    return Showing(status=status, embargoed=max(moments, default=None))


def within(outer: Mapping[str, Any], item: dict[str, Any]) -> dict[str, Any]:
    """Return ``item`` with what ``outer``, which it is part of, says of showing it, where it says nothing itself."""
    inherited = {name: outer[name] for name in (_STATUS, *_EMBARGOES) if name in outer and name not in item}
    return {**item, **inherited}


def _status(item: Mapping[str, Any], note: Note) -> PubStatus:
    said = item.get(_STATUS, str(PubStatus.USABLE))
    if isinstance(said, str) and said.strip() in set(PubStatus):
        return PubStatus(said.strip())
    shown = str(said)[:60]
    told = f"The status “{shown}” is unknown; the item counts as withheld, so that nothing is shown by mistake."
    note("ninjs-status-unknown", Severity.WARNING, told, "$.pubStatus", "Write usable, withheld or canceled.")
    return PubStatus.WITHHELD
