"""Items of a feed as text: however many there are, no more than one is held.

lxml takes about three microseconds for an element, whether by a tree or by ``xmlfile``, and an item has twenty of them;
that is longer than everything else about an item takes. Elements of an item hold either text or attributes alone, which
is all that is said here: names come from our own code, and ``leaf`` and ``empty`` escape whatever else there is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from newsml_export.formats.xml_text import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree._serializer import _IncrementalFileWriter

    from newsml_export.model.story import Guid

_ATOM = "{http://www.w3.org/2005/Atom}"
_HISTORY = "{http://purl.org/syndication/history/1.0}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedMark:
    """An empty element of the feed itself, such as a link to the next page (RFC 5005)."""

    #: with its namespace in braces
    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    namespaces: dict[str | None, str] = field(default_factory=dict)


def feed_link(rel: str, href: str) -> FeedMark:
    """Return a link of the feed (RFC 4287, section 4.2.7)."""
    return FeedMark(name=f"{_ATOM}link", attributes={"rel": rel, "href": href})


def archived() -> FeedMark:
    """Return the sign that the feed is an archive and never changes (RFC 5005, section 4)."""
    return FeedMark(name=f"{_HISTORY}archive", namespaces={"fh": _HISTORY[1:-1]})


def write_mark(xml: _IncrementalFileWriter, mark: FeedMark) -> None:
    """Write ``mark`` on a line of its own."""
    xml.write("\n")
    with xml.element(mark.name, mark.attributes, nsmap=mark.namespaces):
        pass


def leaf(name: str, text: str, attributes: str = "") -> str:
    """Return an element that holds ``text`` alone.

    Args:
        name: with the prefix that the root of the feed declares.
        text: without characters that XML forbids (``feeds.text`` returns none), and without carriage returns.
        attributes: what ``attribute_list`` returns.
    """
    return f"<{name}{attributes}>{escape(text, quote=False)}</{name}>"


def empty(name: str, attributes: str) -> str:
    """Return an element that holds nothing; see ``leaf``."""
    return f"<{name}{attributes}/>"


def attribute_list(attributes: Mapping[str, str]) -> str:
    """Return attributes with a space before each; values are one line, without characters that XML forbids."""
    return "".join(f' {name}="{_quoted(value)}"' for name, value in attributes.items())


def identifier(guid: Guid) -> str:
    """Return ``guid`` without characters that XML forbids: it may have come with a story."""
    return clean_line(guid)


def item(name: str, children: Sequence[str], attributes: str = "") -> bytes:
    """Return the item ``name`` in UTF-8, with a line for each of its ``children`` and a line end behind it."""
    lines = "\n".join(children)
    return f"<{name}{attributes}>\n{lines}</{name}>\n".encode()


def _quoted(value: str) -> str:
    return escape(value, quote=False).replace('"', "&quot;")
