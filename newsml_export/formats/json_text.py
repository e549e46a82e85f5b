"""JSON as every format of ours writes it: UTF-8, indented, nothing unknown, no character that readers choke on."""

from __future__ import annotations

import datetime as dt
import json
from html import escape
from typing import TYPE_CHECKING, TypeAlias

from newsml_export.formats.xml_text import clean
from newsml_export.vocabularies.language_tags import is_language_tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Json: TypeAlias = "str | int | float | bool | Mapping[str, Json] | Iterable[Json] | None"

_UNDETERMINED = "und"


def encoded(value: Mapping[str, Json]) -> bytes:
    """Return ``value`` as a JSON document (RFC 8259): UTF-8 without a byte order mark, a line end at its end.

    Keys stand in the order of ``value``. What is ``None``, an empty text, an empty list or an empty object is left out:
    no format of ours has a property whose emptiness says something. Text is cleaned as for XML, so that what a story
    says is the same in every format, and no lone surrogate (RFC 8259, section 8.2) gets out.
    """
    return (json.dumps(tidied(value), ensure_ascii=False, allow_nan=False, indent=2) + "\n").encode("utf-8")


def tidied(value: Mapping[str, Json]) -> dict[str, object]:
    """Return ``value`` without what is unknown or empty, and with clean text; see ``encoded``."""
    tidy = _tidied(value)
    return tidy if isinstance(tidy, dict) else {}


def _tidied(value: Json) -> object:
    if isinstance(value, str):
        return clean(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    if hasattr(value, "items"):
        pairs = ((clean(key), _tidied(entry)) for key, entry in value.items())
        return {key: entry for key, entry in pairs if entry is not None and entry not in ("", [], {})}
    entries = (_tidied(entry) for entry in value)
    return [entry for entry in entries if entry is not None and entry not in ("", [], {})]


def date_time(moment: dt.datetime) -> str:
    """Return ``moment``, which has a time zone, as ``date-time`` (RFC 3339, section 5.6) in whole seconds.

    RFC 3339 knows offsets in whole minutes only: seconds of an offset, which local mean times have, are dropped.
    """
    offset = moment.utcoffset() or dt.timedelta()
    minute = dt.timedelta(minutes=1)
    if offset % minute:
        moment = moment.replace(tzinfo=dt.timezone(offset // minute * minute))
    return moment.isoformat(timespec="seconds")


def language(tag: str) -> str:
    """Return ``tag`` where it is a well-formed language tag (BCP 47), else ``und``."""
    return tag if is_language_tag(tag) else _UNDETERMINED


def percent(confidence: float) -> int:
    """Return a confidence of 0 … 1 as a whole number of 0 … 100. NaN becomes 0."""
    return int(min(max(0.0, confidence), 1.0) * 100 + 0.5)


def paragraphs_html(paragraphs: Iterable[str]) -> str:
    """Return plain paragraphs as HTML, a ``p`` each."""
    return "\n".join(f"<p>{escape(clean(paragraph), quote=False)}</p>" for paragraph in paragraphs)


def for_script(document: bytes) -> str:
    """Return a JSON document as the content of an HTML ``script`` element.

    What could end the element or open a comment in it (HTML, “restrictions for contents of script elements”) is
    escaped as JSON allows in any string: ``<``, ``>``, ``&`` and the two line separators that JavaScript once broke at.
    """
    text = document.decode("utf-8").strip()
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
