"""Elements of NITF, and moments as it writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml.etree import SubElement

from newsml_export.formats.xml_text import clean, clean_line

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from lxml.etree import _Element

NITF = "http://iptc.org/std/NITF/2006-10-18/"
NS = f"{{{NITF}}}"


def put(
    parent: _Element, name: str, text: str | None = None, attributes: Mapping[str, str | None] | None = None
) -> _Element:
    """Append an element with what is known: attributes that are ``None`` or empty are left out."""
    told = {key: clean_line(value) for key, value in (attributes or {}).items() if value}
    element = SubElement(parent, NS + name, told)
    if text:
        element.text = clean(text)
    return element


def basic(moment: dt.datetime) -> str:
    """Return ``moment``, which has a time zone, in the basic form of ISO 8601 that ``norm`` asks for."""
    # Not %Y, which leaves out the zeros of early years.
    return f"{moment.year:04}{moment:%m%dT%H%M%S%z}"[:20]


def basic_day(day: dt.date) -> str:
    """Return ``day`` as ``norm`` has it where no time is known."""
    return f"{day.year:04}{day:%m%d}"
