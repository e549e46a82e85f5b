"""Values as NewsML-G2 writes them: moments, percentages, language tags, texts."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from lxml.etree import SubElement, _Element, tostring

from newsml_export.formats.xml_text import clean
from newsml_export.vocabularies.language_tags import is_language_tag

if TYPE_CHECKING:
    from collections.abc import Mapping

#: machine-made; a person did not look (IPTC scheme ``howextr``)
BY_TOOL = "howextr:tool"

_UNDETERMINED = "und"
_MINUTE = dt.timedelta(minutes=1)
_FARTHEST_OFFSET = dt.timedelta(hours=14)


def date_time(moment: dt.datetime) -> str:
    """Return ``moment`` as ``xs:dateTime`` with its time zone and without fractions of a second.

    XML Schema (part 2, section 3.2.7.3) knows time zones in whole minutes up to fourteen hours. Local mean time, which
    stands behind dates before time zones were introduced, keeps its clock and loses the seconds of its offset.

    Args:
        moment: with a time zone.
    """
    offset = moment.utcoffset()
    assert offset is not None
    if offset % _MINUTE or abs(offset) > _FARTHEST_OFFSET:
        whole = min(max(offset // _MINUTE * _MINUTE, -_FARTHEST_OFFSET), _FARTHEST_OFFSET)
        moment = moment.replace(tzinfo=dt.timezone(whole))
    return moment.isoformat(timespec="seconds")


def percent(confidence: float) -> str:
    """Return a confidence of 0 … 1 as ``@confidence`` holds it: a whole number of 0 … 100. NaN becomes 0."""
    return str(int(min(max(0.0, confidence), 1.0) * 100 + 0.5))


def language_tag(text: str) -> str:
    """Return ``text`` where it has the form of a language tag (BCP 47), else ``und``."""
    return text if is_language_tag(text) else _UNDETERMINED


def put(parent: _Element, tag: str, text: str, attributes: Mapping[str, str] | None = None) -> None:
    """Append an element with ``text`` to ``parent``.

    ``text`` may hold anything: lxml looks at every character anyway, so only text that it refuses is cleaned.
    """
    element = SubElement(parent, tag, attributes)
    try:
        element.text = text
    except ValueError:
        element.text = clean(text)


def serialised(item: _Element) -> bytes:
    """Return ``item`` in UTF-8 without an XML declaration, with a line end behind it."""
    return tostring(item, encoding="utf-8", xml_declaration=False) + b"\n"
