"""Breaks one demand of a profile in a document that keeps them all."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from lxml import etree

from newsml_export.validation.demands import NAMESPACES

_ATTRIBUTE = re.compile(r"(.*)/@([a-z]+)")
Change = Callable[[Any], Any]
_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items() if prefix != "xml")


def _found(root: Any, path: str) -> Any:
    found = root.xpath(path, namespaces=dict(NAMESPACES))
    assert found, f"nothing to change at {path}"
    return found[0]


def without(path: str) -> Change:
    """Take away the first element, or attribute, at ``path``."""

    def change(root: Any) -> Any:
        ending = _ATTRIBUTE.fullmatch(path)
        if ending:
            del _found(root, ending[1]).attrib[ending[2]]
        else:
            element = _found(root, path)
            element.getparent().remove(element)
        return root

    return change


def given(path: str, attribute: str, value: str) -> Change:
    """Give the first element at ``path`` an attribute."""

    def change(root: Any) -> Any:
        _found(root, path).set(attribute, value)
        return root

    return change


def worded(path: str, text: str) -> Change:
    """Give the first element at ``path`` another text."""

    def change(root: Any) -> Any:
        _found(root, path).text = text
        return root

    return change


def grown(path: str, markup: str, at: int = 0) -> Change:
    """Put ``markup`` into the first element at ``path``."""

    def change(root: Any) -> Any:
        fragment = etree.fromstring(f"<x {_DECLARED}>{markup}</x>")
        _found(root, path).insert(at, fragment[0])
        return root

    return change


def doubled(path: str) -> Change:
    """Put a copy of the first element at ``path`` behind it."""

    def change(root: Any) -> Any:
        element = _found(root, path)
        twin = etree.fromstring(etree.tostring(element, with_tail=False))
        for identified in twin.xpath("//*[@xml:id]"):
            del identified.attrib["{http://www.w3.org/XML/1998/namespace}id"]
        element.addnext(twin)
        return root

    return change


def moved_last(path: str) -> Change:
    """Move the first element at ``path`` behind its siblings."""

    def change(root: Any) -> Any:
        element = _found(root, path)
        element.getparent().append(element)
        return root

    return change


def taken_out(path: str) -> Change:
    """Make the first element at ``path`` the document."""

    def change(root: Any) -> Any:
        return etree.fromstring(etree.tostring(_found(root, path), with_tail=False))

    return change


def replaced(old: str, new: str) -> Change:
    """Replace characters of the document."""

    def change(root: Any) -> Any:
        content = etree.tostring(root, encoding="unicode")
        assert old in content, f"no {old} to replace"
        return etree.fromstring(content.replace(old, new))

    return change


def both(first: Change, second: Change) -> Change:
    """Make two changes."""
    return lambda root: second(first(root))
