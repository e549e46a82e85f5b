"""Words, codes and paragraphs of NewsML-G2 documents of any publisher."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element

NAR = "{http://iptc.org/std/nar/2006-10-01/}"
_UP = re.compile(r"(?:\.\.?/)+")
NS = {"n": NAR[1:-1], "h": "http://www.w3.org/1999/xhtml", "t": "http://iptc.org/std/NITF/2006-10-18/"}


def text_of(parent: _Element | None, name: str) -> str | None:
    """Return the words of the first child ``name`` of NewsML-G2, or ``None`` where there are none."""
    element = parent.find(f"n:{name}", NS) if parent is not None else None
    return words_of(element)


def words_of(element: _Element | None) -> str | None:
    """Return the words inside ``element`` in one line, or ``None`` where there are none."""
    if element is None:
        return None
    return " ".join("".join(map(str, element.itertext())).split()) or None


def code_of(element: _Element, attribute: str) -> str:
    """Return what follows the alias of a QCode, or the end of a URI."""
    value = element.get(attribute) or ""
    return value.rpartition(":")[2] if value else (element.get(f"{attribute}uri") or "").rpartition("/")[2]


def file_of(href: str) -> str:
    """Return the address of a picture from the folder that the documents of an issue lie in or below."""
    return _UP.sub("", href)


def whole_of(text: str | None) -> int | None:
    """Return a whole number of digits alone, or ``None``."""
    return int(text) if text and text.isascii() and text.isdigit() else None


def share_of(element: _Element) -> float | None:
    """Return ``confidence`` as a share, or ``None`` where a person said so."""
    value = whole_of(element.get("confidence"))
    return min(value, 100) / 100 if value is not None else None


def paragraphs_of(item: _Element) -> list[str]:
    """Return the text: of XHTML or NITF in XML, else of HTML or plain text as data."""
    for path in ("//h:body//h:p", "//t:body.content//t:p"):
        elements = item.iterfind(f"n:contentSet/n:inlineXML{path}", NS)
        found = [_kept(_all(p)) for p in elements if not _is_caption(p)]
        if any(found):
            return [text for text in found if text]
    for data in item.iterfind("n:contentSet/n:inlineData", NS):
        text = "".join(map(str, data.itertext()))
        if not text.strip():
            continue
        if (data.get("contenttype") or "").startswith("text/plain"):
            return [kept for part in re.split(r"\n\s*\n", text) if (kept := _kept(part))]
        return _html_paragraphs(text)
    return []


def _is_caption(paragraph: _Element) -> bool:
    parent = paragraph.getparent()
    return parent is not None and parent.tag == f"{{{NS['t']}}}media-caption"


def _html_paragraphs(text: str) -> list[str]:
    try:
        root = etree.fromstring(text, etree.HTMLParser(no_network=True, huge_tree=False))
    except (etree.XMLSyntaxError, ValueError):
        return [kept] if (kept := _kept(re.sub(r"<[^>]*>", " ", text))) else []
    found = [_kept(_all(p)) for p in root.iter("p")] or [_kept(_all(root))]
    return [one for one in found if one]


def _kept(text: str) -> str:
    return re.sub(r"[ \t]*[\r\n]+[ \t]*", " ", text).strip("\r\n\t ")


def _all(element: _Element) -> str:
    return "".join(map(str, element.itertext()))
