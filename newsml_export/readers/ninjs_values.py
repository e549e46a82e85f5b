"""Values of ninjs documents of all versions, whose names differ in their letters' case and little else."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, TypeAlias

#: a JSON object
Object: TypeAlias = Mapping[str, Any]

_BLOCKS = frozenset(
    [
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "dd",
            "div",
            "dl",
            "dt",
            "figcaption",
            "figure",
            "footer",
        ),
        *("h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "td"),
        *("th", "tr", "ul"),
    ]
)
#: what is in a figure is said of the picture, where it is associated
_HIDDEN = frozenset({"script", "style", "head", "template", "figure"})
#: what a paragraph may hold without losing anything to a reader of plain text
_PLAIN = frozenset({"p", "br", "body", "html", "head", "title", "div", "section", "article", "span", "main"})
_LINE_BREAK = re.compile(r"[ \t]*[\r\n][ \t\r\n]*")
_DEEPEST = 50


def lowered(value: Object) -> dict[str, Any]:
    """Return ``value`` with its names in lower case: ``versionCreated`` (3.x) is ``versioncreated`` (1.x and 2.x)."""
    return {str(key).lower(): entry for key, entry in value.items()}


def text(value: Object, *names: str) -> str | None:
    """Return the first text that ``value``, lowered, has under one of ``names``; ``None`` where there is none."""
    for name in names:
        found = value.get(name)
        if isinstance(found, str) and found.strip():
            return _one_line(found)
    return None


def objects(value: Object, *names: str) -> list[dict[str, Any]]:
    """Return the objects under the first of ``names`` that ``value`` has, lowered.

    ninjs 1.x has associations and renditions as objects by name; their names become ``name``.
    """
    for name in names:
        found = value.get(name)
        if isinstance(found, list):
            return [lowered(entry) for entry in found if isinstance(entry, dict)]
        if isinstance(found, dict):
            return [{"name": key, **lowered(entry)} for key, entry in found.items() if isinstance(entry, dict)]
    return []


def roles(value: Object, *names: str) -> dict[str, str]:
    """Return texts by role, of a list of role and value (3.x, 2.x) or of an object by role (1.x)."""
    for name in names:
        found = value.get(name)
        if isinstance(found, dict):
            return {str(role): entry for role, entry in found.items() if isinstance(entry, str)}
        if isinstance(found, list):
            pairs = ((text(entry, "role"), text(entry, "value")) for entry in objects(value, name))
            return {role or "": entry for role, entry in pairs if entry is not None}
    return {}


def moment(value: Object, *names: str) -> dt.datetime | None:
    """Return the moment under one of ``names``.

    Raises:
        ValueError: there is one that is no moment with a time zone.
    """
    said = text(value, *names)
    if said is None:
        return None
    found = dt.datetime.fromisoformat(said)
    if found.tzinfo is None:
        raise ValueError("it has no time zone")
    found.astimezone(dt.UTC)
    return found.replace(microsecond=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of HTML as plain text."""

    text: str
    #: of its element
    kind: str


@dataclass(slots=True)
class _Told:
    paragraphs: list[Paragraph] = field(default_factory=list)
    #: elements that plain text cannot hold
    lost: set[str] = field(default_factory=set)


def paragraphs_of(html: str) -> tuple[list[Paragraph], frozenset[str]]:
    """Return the paragraphs of ``html`` as plain text, and the names of elements that were lost by that."""
    parser = _Paragraphs()
    parser.feed(html)
    parser.close()
    parser.flush()
    return parser.told.paragraphs, frozenset(parser.told.lost)


def plain_paragraphs(body: str) -> list[str]:
    """Return the paragraphs of plain text: parted by blank lines, or by line ends where there is none."""
    blank = re.search(r"\n[ \t\u3000]*\r?\n", body) is not None
    pieces = re.split(r"(?:\r?\n[ \t\u3000]*){2,}" if blank else r"\r?\n", body)
    return [piece for piece in map(_one_line, pieces) if piece]


class _Paragraphs(HTMLParser):
    """Takes the text of block elements; never raises for markup."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.told = _Told()
        self._text: list[str] = []
        self._kind = ""
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden.append(tag)
        elif tag == "br":
            self._text.append("\n")
        elif tag in _BLOCKS:
            self.flush()
            self._kind = dict(attrs).get("class") or ""
        if tag not in _PLAIN:
            self.told.lost.add(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._hidden and tag == self._hidden[-1]:
            self._hidden.pop()
        elif tag in _BLOCKS:
            self.flush()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._text.append(data)

    def flush(self) -> None:
        """End the paragraph."""
        found = _one_line("".join(self._text))
        if found:
            self.told.paragraphs.append(Paragraph(text=found, kind=self._kind))
        self._text, self._kind = [], ""


def _one_line(value: str) -> str:
    return _LINE_BREAK.sub(" ", value).strip()


def nested(value: Object, name: str, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the objects under ``name``, and those in them, down to a bounded depth."""
    for entry in objects(value, name):
        yield entry
        if depth < _DEEPEST:
            yield from nested(entry, name, depth + 1)
