"""Items of a feed, one at a time: however many there are, no more than one is held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element


class ItemMaker:
    """Makes items whose namespaces are declared by the root of the document they go into.

    Trees of one item are twice as fast as ``xmlfile``, which enters and leaves every element; and their bytes can go to
    the file as they are, once the declarations are cut off that ``tostring`` puts on every tree.
    """

    def __init__(self, tag: str, namespaces: Mapping[str | None, str]) -> None:
        """Make items with the name ``tag``, in lxml's form; ``namespaces`` are those that the root declares."""
        self._tag, self._namespaces = tag, dict(namespaces)
        declared = etree.tostring(self.begin(), encoding="utf-8")
        self._opening, self._declared = declared.removesuffix(b"/>").partition(b" ")[0], len(declared) - len(b"/>")

    def begin(self) -> _Element:
        """Return a new item."""
        return etree.Element(self._tag, nsmap=self._namespaces)

    def finish(self, item: _Element) -> bytes:
        """Return ``item`` in UTF-8, a line for each of its children, and a line end behind it."""
        item.text = "\n"
        item[-1].tail = None
        return self._opening + etree.tostring(item, encoding="utf-8")[self._declared :] + b"\n"


def leaf(item: _Element, tag: str, text: str, attributes: Mapping[str, str] | None = None) -> None:
    """Add an element that holds ``text`` alone to ``item``."""
    element = etree.SubElement(item, tag, attributes)
    element.text = text
    element.tail = "\n"
