"""Whether a NewsML-G2 item may be shown: ``pubStatus`` and ``embargoed`` of its ``itemMeta``.

Source: NewsML-G2 2.35 (IPTC): without ``pubStatus`` an item is usable; an ``embargoed`` without a value holds it back
until further notice. What cannot be understood withholds the item.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from newsml_export.model.story import PubStatus
from newsml_export.readers.newsml_g2_values import NS, words_of
from newsml_export.readers.showing import Showing, moment_of, strictest

if TYPE_CHECKING:
    from lxml.etree import _Element

#: told what cannot be read: code, message, mend
Note = Callable[[str, str, str], None]

_SCHEME = "http://cv.iptc.org/newscodes/pubstatusg2/"
_IPTC_ALIAS = "stat"
_STATUSES = {status.value: status for status in PubStatus}


def showing_of(item: _Element, note: Note) -> Showing:
    """Return what ``item`` says of whether it may be shown; told to ``note`` where that is in doubt."""
    meta = item.find("n:itemMeta", NS)
    found = list(meta.iterfind("n:pubStatus", NS)) if meta is not None else []
    status = strictest(*(_status(item, element, note) for element in found))
    moments: list[dt.datetime] = []
    for element in meta.iterfind("n:embargoed", NS) if meta is not None else ():
        text = words_of(element)
        try:
            moments.append(moment_of(text or ""))
        except ValueError:
            status = strictest(status, PubStatus.WITHHELD)
            said = f"“{text[:60]}” is no moment with a time zone" if text else "It names no moment"
            told = f"Until when the item is embargoed cannot be told: {said[0].lower()}{said[1:]}. It is withheld."
            note("newsml-g2-embargo-unreadable", told, "Write the end of the embargo with its offset.")
    return Showing(status=status, embargoed=max(moments, default=None))


def _status(item: _Element, element: _Element, note: Note) -> PubStatus:
    said = (element.get("qcode") or element.get("uri") or "").strip()
    scheme, code = _parted(item, said)
    status = _STATUSES.get(code)
    if status is None or (status is PubStatus.USABLE and scheme != _SCHEME):
        told = f"The status “{said[:60]}” is none of IPTC's; the story is withheld."
        note("newsml-g2-status-unknown", told, "Write stat:usable, stat:withheld or stat:canceled.")
        return PubStatus.WITHHELD
    return status


def _parted(item: _Element, said: str) -> tuple[str, str]:
    """Return the address of a code's scheme, and the code."""
    if said.startswith(("http:", "https:")):
        scheme, _, code = said.rpartition("/")
        return scheme.replace("https:", "http:", 1) + "/", code
    alias, _, code = said.partition(":")
    for entry in item.iterfind("n:catalog/n:scheme", NS):
        if entry.get("alias") == alias:
            return entry.get("uri") or "", code
    return (_SCHEME if alias == _IPTC_ALIAS else alias), code
