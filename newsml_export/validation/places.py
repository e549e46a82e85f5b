"""Where in a document an element is: line, column and a path that a person can follow."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING
from xml.parsers import expat

from lxml import etree

from newsml_export.errors import Location
from newsml_export.validation.parsing import decoded
from newsml_export.validation.values import clipped

if TYPE_CHECKING:
    from lxml.etree import _Element

_XML_NAMESPACE = "{http://www.w3.org/XML/1998/namespace}"
_ITEMS = frozenset({"newsItem", "packageItem"})


class Places:
    """Finds places in one document. Costs a second parse, so it is made only for documents with findings.

    lxml knows lines but no columns, and what machines write often has one line.
    """

    def __init__(self, content: bytes, root: _Element, file: str) -> None:
        #: of the document, in bytes
        self.size = len(content)
        self._text = decoded(content, root.getroottree().docinfo.encoding)
        self._root = root
        self._file = file
        self._paths: dict[_Element, str] = {}
        self._numbers: dict[_Element, dict[_Element, int]] = {}

    def location(self, element: _Element, attribute: str | None = None) -> Location:
        """Return the place of ``element``, or of its ``attribute``. Columns count characters."""
        path = self.path(element)
        if attribute is not None:
            path += "/@" + attribute.replace(_XML_NAMESPACE, "xml:").rpartition("}")[2]
        line, column = self._position(element)
        return Location(file=self._file, line=line, column=column, path=path, story=self._story(element))

    def path(self, element: _Element) -> str:
        """Return the path of ``element``: names as in the document, numbers only where they tell siblings apart."""
        known = self._paths.get(element)
        if known is not None:
            return known
        local = etree.QName(element).localname
        step = f"{element.prefix}:{local}" if element.prefix else local
        parent = element.getparent()
        if parent is None:
            path = f"/{step}"
        else:
            number = self._number(parent, element)
            path = f"{self.path(parent)}/{step}" + (f"[{number}]" if number else "")
        self._paths[element] = path
        return path

    def _number(self, parent: _Element, element: _Element) -> int:
        """Return which of the siblings of its name ``element`` is, counted from 1; 0 where it is the only one."""
        numbers = self._numbers.get(parent)
        if numbers is None:
            # All siblings at once: a feed may have a hundred thousand items, and a fault in each.
            by_name: dict[object, list[_Element]] = {}
            for child in parent.iterchildren("*"):
                by_name.setdefault(child.tag, []).append(child)
            numbers = self._numbers[parent] = {
                child: number
                for alike in by_name.values()
                if len(alike) > 1
                for number, child in enumerate(alike, start=1)
            }
        return numbers.get(element, 0)

    def excerpt(self, element: _Element) -> str:
        """Return how ``element`` begins in the document, on one line; empty where it was not found."""
        offset = self._offsets.get(element)
        return "" if offset is None else clipped(self._utf8[offset : offset + 400].decode("utf-8", "replace"), 100)

    def _position(self, element: _Element) -> tuple[int | None, int | None]:
        offset = self._offsets.get(element)
        if offset is None:
            return element.sourceline, None
        line = bisect_right(self._line_starts, offset)
        return line, len(self._utf8[self._line_starts[line - 1] : offset].decode("utf-8", "replace")) + 1

    def _story(self, element: _Element) -> str | None:
        """Return the guid of the item that ``element`` is in, where the document has several."""
        for above in (element, *element.iterancestors()):
            if above is not self._root:
                local = etree.QName(above).localname
                if local in _ITEMS:
                    return above.get("guid")
                if local == "item":
                    return above.findtext("guid")
        return None

    @cached_property
    def _utf8(self) -> bytes:
        return self._text.encode("utf-8", "replace")

    @cached_property
    def _line_starts(self) -> list[int]:
        starts, at = [0], self._utf8.find(b"\n")
        while at >= 0:
            starts.append(at + 1)
            at = self._utf8.find(b"\n", at + 1)
        return starts

    @cached_property
    def _offsets(self) -> dict[_Element, int]:
        """Byte offsets in the document as UTF-8, by element."""
        found: list[int] = []
        # The encoding is given, because expat knows only four and the text is in none but ours any more.
        parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler = lambda _name, _attributes: found.append(parser.CurrentByteIndex)
        try:
            parser.Parse(self._utf8, True)
        except expat.ExpatError:
            # Both parsers take what is well-formed; should they ever differ, lines are still known.
            return {}
        return dict(zip(self._root.iter("*"), found, strict=False))
