"""Reads what an export left in a folder: newsItems, and what ``report.json`` says of how sure it is of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from newsml_export.errors import InputError, Location
from newsml_export.evaluation.items import Item
from newsml_export.evaluation.stated import Confidences, read_confidences
from newsml_export.evaluation.text import bare

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAR = "{http://iptc.org/std/nar/2006-10-01/}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_NITF = "{http://iptc.org/std/NITF/2006-10-18/}"
#: XHTML that holds paragraphs which are not the story's text
_ASIDE = frozenset({f"{_XHTML}figcaption", f"{_XHTML}header"})
_TEXT = "ninat:text"
_DERIVED = "derived"
_PARAGRAPH_END = re.compile(r"\n\s*\n|</p>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """What was found in an output folder."""

    items: tuple[Item, ...]
    #: XML files that cannot be parsed
    broken: tuple[str, ...]
    #: why the items say nothing of confidences; ``None``: they do
    unsure: str | None


def read_output(folder: Path) -> Output:
    """Read the stories of every newsItem below ``folder``, in the order of paths; of one guid, the first.

    Messages are looked into only where no newsItem has a file of its own, because they repeat them.

    Raises:
        InputError: there is no such folder.
    """
    if not folder.is_dir():
        raise InputError(
            "there is no such folder.",
            location=Location(file=str(folder)),
            next_step="Name the output folder of newsml-export convert.",
        )
    roots, broken = _parse_all(folder)
    found = [_item(root, name) for root, name in roots if _is_story(root)]
    if not found:
        inside = ((item, name) for root, name in roots for item in root.iter(f"{_NAR}newsItem"))
        found = [_item(item, name) for item, name in inside if _is_story(item)]
    items: dict[str | None, Item] = {}
    for item in found:
        items.setdefault(item.guid, item)
    stated = read_confidences(folder)
    if isinstance(stated, str):
        return Output(items=tuple(items.values()), broken=broken, unsure=stated)
    return Output(items=tuple(_sure(items.values(), stated)), broken=broken, unsure=None)


def _parse_all(folder: Path) -> tuple[list[tuple[_Element, str]], tuple[str, ...]]:
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    roots, broken = [], []
    for path in sorted(folder.rglob("*.xml")):
        name = path.relative_to(folder).as_posix()
        try:
            roots.append((etree.fromstring(path.read_bytes(), parser), name))
        except (etree.XMLSyntaxError, OSError):
            broken.append(name)
    return roots, tuple(broken)


def _is_story(root: _Element) -> bool:
    kind = root.find(f"{_NAR}itemMeta/{_NAR}itemClass")
    return root.tag == f"{_NAR}newsItem" and (kind is None or (kind.get("qcode") or _TEXT) == _TEXT)


def _item(root: _Element, name: str) -> Item:
    headlines = root.findall(f"{_NAR}contentMeta/{_NAR}headline")
    people = (person for tag in ("creator", "contributor") for person in root.findall(f"{_NAR}contentMeta/{_NAR}{tag}"))
    names = (_text(first) for person in people if (first := person.find(f"{_NAR}name")) is not None)
    return Item(
        name=name,
        headlines=tuple(map(_text, headlines)),
        derived=any((line.get("role") or line.get("roleuri") or "").endswith(_DERIVED) for line in headlines),
        names=frozenset(filter(None, names)),
        written=tuple(map(bare, _paragraphs(root))),
        guid=root.get("guid"),
    )


def _text(element: _Element) -> str:
    return bare("".join(map(str, element.itertext())))


def _paragraphs(root: _Element) -> list[str]:
    """Return the paragraphs of the first rendition that there is: XHTML, NITF, or text with its markup."""
    body = next(root.iter(f"{_XHTML}body"), None)
    if body is not None:
        inside = (p for p in body.iter(f"{_XHTML}p") if not any(above.tag in _ASIDE for above in p.iterancestors()))
        return [_text(paragraph) for paragraph in inside]
    content = next(root.iter(f"{_NITF}body.content"), None)
    if content is not None:
        return [_text(paragraph) for paragraph in content.iter(f"{_NITF}p")]
    data = next(root.iter(f"{_NAR}inlineData"), None)
    return _PARAGRAPH_END.split("".join(map(str, data.itertext()))) if data is not None else []


def _sure(items: Iterable[Item], stated: dict[str, Confidences]) -> Iterator[Item]:
    for item in items:
        known = stated.get(item.guid or "")
        yield item if known is None else replace(item, headline_confidence=known.headline, parts=known.parts)
