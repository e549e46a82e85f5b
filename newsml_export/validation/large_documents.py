"""Documents with very many elements beside each other, some of them wrong.

libxml2 counts all elements before the one that it complains about, for each complaint. A feed of 100,000 items with a
fault in each took four minutes; in parts it takes seconds.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element

    from newsml_export.validation.schemas import CompiledSchema

#: bytes of a document from which on this pays
LARGE = 200_000
#: children of one element that are looked at together
_TOGETHER = 500
_MOST_PARTS = 400


def is_allowed(schema: CompiledSchema, root: _Element, size: int) -> bool:
    """Say whether the document below ``root``, of ``size`` bytes, is valid; in time that grows with its size alone."""
    if size < LARGE:
        return schema.allows(root)
    return schema.allows_text(etree.tostring(root))


def in_parts(root: _Element) -> Generator[None, None, None]:
    """Take all but a few children out of elements that have very many, and yield; then the next few, and so on.

    Everything is put back when the iterator ends or is closed. Not everything is seen together, so this explains
    documents that are known to be invalid, and decides nothing.
    """
    crowded = {element: list(element) for element in root.iter("*") if len(element) > 2 * _TOGETHER}
    try:
        for element, children in crowded.items():
            element[:] = children[:_TOGETHER]
        yield
        parts = 0
        for element, children in crowded.items():
            for start in range(_TOGETHER, len(children), _TOGETHER):
                parts += 1
                if parts > _MOST_PARTS:
                    return
                element[:] = children[start : start + _TOGETHER]
                yield
            element[:] = children[:_TOGETHER]
    finally:
        for element, children in crowded.items():
            element[:] = children
