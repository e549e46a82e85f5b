"""Documents that are well-formed and make no sense: elements, attributes and values in wrong places."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element

VALUES = (
    "", " ", "\n\t", "x", "x:y", ":", "x:", ":y", "a b", "0", "-1", "1e400", "99999999999999999999", "true", "NaN",
    "2023-03-08", "2023-03-08T06:00:00", "2023-03-08T06:00:00.5+08:00", "0000-00-00", "9999-12-31T23:59:59Z",
    "0001-01-01T00:00:00+14:00", "Wed, 31 Feb 2023 25:61:00 +9999", "Wed, 08 Mar 99999 06:00:00 GMT", "http://[", "//",
    "http://a.example:99999999/", "http://\u0130.example/", "javascript:alert(1)", "file:///etc/passwd", "zh-Hans",
    "x" * 5000, "\u202e\u200b", "\ufffd", "𝔘", "<p>", "</p>&nbsp;<p", "[" * 500, "(" * 500, "%s%n",
    "../../../etc/passwd",
)  # fmt: skip
_ODD: tuple[Any, ...] = (None, True, 0, -1, 1e308, 10**30, "", "x" * 3000, "\ud800", [], {}, [[[[]]]], {"a": {"a": {}}})


def tree(root: _Element, source: random.Random, others: list[_Element]) -> bytes:
    """Return the document below ``root`` with one to six changes; ``others`` are documents to take parts from."""
    changed = copy.deepcopy(root)
    for _ in range(source.randint(1, 6)):
        elements = [element for element in changed.iter("*") if element is not changed]
        if not elements:
            break
        source.choice(_CHANGES)(source.choice(elements), source, others)
    if source.random() < 0.05:
        changed.tag = source.choice(("x", "{urn:x}x", "rss", etree.QName(root).localname))
    encoding = source.choice(("utf-8", "utf-8", "utf-8", "utf-16", "us-ascii", "gb18030"))
    return etree.tostring(changed, encoding=encoding, xml_declaration=True)


def _remove(element: _Element, _: random.Random, __: list[_Element]) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _double(element: _Element, source: random.Random, _: list[_Element]) -> None:
    for _n in range(source.choice((1, 1, 3, 40))):
        element.addnext(copy.deepcopy(element))


def _swallow(element: _Element, source: random.Random, _: list[_Element]) -> None:
    """Move an element into one of its siblings."""
    parent = element.getparent()
    siblings = [one for one in parent.iterchildren("*") if one is not element] if parent is not None else []
    if siblings:
        source.choice(siblings).append(element)


def _nest(element: _Element, source: random.Random, _: list[_Element]) -> None:
    for _n in range(source.choice((1, 3, 7))):
        element.append(copy.deepcopy(element))


def _foreign(element: _Element, source: random.Random, others: list[_Element]) -> None:
    taken = source.choice(list(source.choice(others).iter("*")))
    element.append(copy.deepcopy(taken))


def _text(element: _Element, source: random.Random, _: list[_Element]) -> None:
    element.text = source.choice(VALUES)


def _tail(element: _Element, source: random.Random, _: list[_Element]) -> None:
    element.tail = source.choice(VALUES)


def _attribute(element: _Element, source: random.Random, _: list[_Element]) -> None:
    names = [*element.attrib, "id", "qcode", "href", "version", "guid", "isPermaLink", "{urn:x}x"]
    element.set(str(source.choice(names)), source.choice(VALUES))


def _no_attribute(element: _Element, source: random.Random, _: list[_Element]) -> None:
    if element.attrib:
        del element.attrib[source.choice(list(element.attrib))]


def _rename(element: _Element, source: random.Random, others: list[_Element]) -> None:
    element.tag = str(source.choice(list(source.choice(others).iter("*"))).tag)


def _note(element: _Element, source: random.Random, _: list[_Element]) -> None:
    element.append(source.choice((etree.Comment("x"), etree.ProcessingInstruction("x", "y"))))


_CHANGES: tuple[Callable[[Any, random.Random, list[Any]], None], ...] = (
    _remove, _double, _swallow, _nest, _foreign, _text, _tail, _attribute, _no_attribute, _rename, _note,
)  # fmt: skip


def data(value: object, source: random.Random) -> bytes:
    """Return a JSON document with one to six changes."""
    changed = copy.deepcopy(value)
    for _ in range(source.randint(1, 6)):
        places = list(_places(changed))
        if not places:
            break
        holder, key = source.choice(places)
        odd: Any = source.choice(VALUES) if source.random() < 0.5 else copy.deepcopy(source.choice(_ODD))
        how = source.random()
        if how < 0.2:
            del holder[key]
        elif how < 0.3 and isinstance(holder, dict):
            holder[source.choice(VALUES)] = holder[key]
        elif how < 0.4 and isinstance(holder, list):
            holder.extend([holder[key]] * source.choice((1, 50)))
        else:
            holder[key] = odd
    text = json.dumps(changed, ensure_ascii=source.random() < 0.5)
    if source.random() < 0.03:
        text = source.choice(("[", '{"a":')) * 50_000
    return text.encode("utf-8", "surrogatepass")


def _places(value: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting:
        holder = waiting.pop()
        keys = list(holder) if isinstance(holder, dict) else range(len(holder))
        for key in keys:
            found.append((holder, key))
            if isinstance(holder[key], dict | list):
                waiting.append(holder[key])
    return found
