"""Schemas that NewsML-G2 documents are held against, and documents that are generated from our own one."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import xmlschema
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PROFILE = "newsml-g2-profile.xsd"
NITF = "http://iptc.org/std/NITF/2006-10-18/"
OFFICIAL = "standards/iptc/NewsML-G2_2.35-spec-All-Power.xsd"


def parse(content: bytes) -> Any:
    """Parse ``content`` as the product does."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=True)
    return etree.fromstring(content, parser)


def compiled(path: Path) -> etree.XMLSchema:
    """Compile a schema with libxml2."""
    return etree.XMLSchema(etree.parse(path))


def complaints(schema: etree.XMLSchema, root: Any) -> list[str]:
    """Return what ``schema`` says against a document."""
    return [] if schema.validate(root) else [f"{entry.line}: {entry.message}" for entry in schema.error_log]


class Generator:
    """Makes documents at random that a schema allows, of every part that it allows.

    References are made up, because libxml2 does not follow them.
    """

    def __init__(self, path: Path, seed: int) -> None:
        self._schema = xmlschema.XMLSchema(str(path), use_fallback=False, allow="local")
        self._random = random.Random(seed)
        self._ids = 0
        self._values: dict[str, Callable[[], str]] = {
            "Line": self._line,
            "Identifier": lambda: self._pick("urn:newsml:a.example:20230308:x", "x", "头版"),
            "Address": lambda: self._pick("http://a.example/newscodes/x/", "pictures/%E5%9B%BE.jpg", "x"),
            "MediaType": lambda: self._pick("image/jpeg", "application/vnd.iptc.g2.packageitem+xml"),
            "QCode": lambda: self._pick("medtop:11000000", "x:y:z", "评:论"),
            "PageCode": lambda: self._pick("page:1", "page:%E5%A4%B4", "page:A-02_.~"),
            "Moment": self._moment,
            "Percent": lambda: str(self._random.randint(0, 100)),
            "Priority": lambda: str(self._random.randint(1, 9)),
            "positiveInteger": lambda: self._pick("1", "7", "+12", "0003"),
            "nonNegativeInteger": lambda: str(self._random.randint(0, 9000)),
            "HexDigits": lambda: self._pick("0123456789abcdef", "f0" * 8) * 4,
            "NCName": lambda: self._pick("hlrole", "_x", "甲"),
            "ID": self._id,
            "IDREF": lambda: "i1",
            "IDREFS": lambda: self._pick("i1", "i1 i2  i3"),
            "language": lambda: self._pick("zh-Hans", "en", "und", "x-a1"),
            "NMTOKEN": lambda: self._pick("main", "x-1"),
            "string": self._text,
            f"{{{NITF}}}Moment": lambda: self._pick("20230308", "20230308T060000+0800", "20240229T235959Z"),
            f"{{{NITF}}}Words": self._words,
            f"{{{NITF}}}Filled": self._words,
        }

    def document(self, root: str) -> Any:
        """Return a random document whose root is called ``root``."""
        self._ids = 0
        return self._element(self._schema.elements[root], depth=0)

    def _element(self, declaration: Any, depth: int) -> Any:
        element = etree.Element(declaration.name)
        kind = declaration.type
        for attribute in kind.attributes.values() if kind.is_complex() else ():
            if attribute.use == "required" or self._random.random() < 0.5:
                element.set(attribute.name, attribute.fixed or self._value(attribute.type))
        if kind.has_simple_content() or kind.is_simple():
            element.text = self._value(kind.content if kind.is_complex() else kind)
        elif kind.content is not None:
            if kind.mixed:
                element.text = self._text()
            for child in self._particle(kind.content, depth):
                element.append(child)
        return element

    def _particle(self, particle: Any, depth: int) -> list[Any]:
        most = 3 if particle.max_occurs is None else min(particle.max_occurs, 3)
        times = self._random.randint(particle.min_occurs, max(particle.min_occurs, most))
        made: list[Any] = []
        for _ in range(times):
            if not hasattr(particle, "model"):
                made.append(self._element(particle, depth + 1))
            elif len(particle):
                chosen = [self._random.choice(list(particle))] if particle.model == "choice" else list(particle)
                for one in chosen:
                    made += self._particle(one, depth)
        return made

    def _value(self, kind: Any) -> str:
        if kind.enumeration:
            return str(self._random.choice(kind.enumeration))
        if kind.is_union():
            return self._value(kind.member_types[0])
        if kind.local_name is None and kind.min_value is not None and kind.max_value is not None:
            return str(self._random.randint(kind.min_value, kind.max_value))
        named = kind if kind.local_name else kind.base_type
        value = self._values.get(named.name) or self._values[named.local_name]
        return value()

    def _pick(self, *values: str) -> str:
        return self._random.choice(values)

    def _line(self) -> str:
        return self._pick("要闻", "\u3000全角", "a  b ", "5 < 6 & 7", "🧑‍🚀", "\x85\u2028", "שלום")

    def _text(self) -> str:
        return self._pick("", "正文", " \n\t ", "<p>x</p>", "\r\n")

    def _words(self) -> str:
        return self._pick("要闻", " a  b\r\n", "<p>x</p>")

    def _moment(self) -> str:
        return self._pick("2023-03-08T06:00:00+08:00", "0001-01-01T00:00:00Z", "2024-02-29T23:59:59-14:00")

    def _id(self) -> str:
        self._ids += 1
        return f"i{self._ids}"


def mutated(root: Any, source: random.Random) -> Any:
    """Return a copy of ``root`` with one to three small changes, most of which do not make sense."""
    copied = parse(etree.tostring(root))
    for _ in range(source.randint(1, 3)):
        element = source.choice([node for node in copied.iter() if node is not copied])
        source.choice((_remove, _double, _move, _reword, _unset, _reset, _give, _rename))(element, source)
        if len(copied) == 0:
            break
    return copied


def _remove(element: Any, _: random.Random) -> None:
    element.getparent().remove(element)


def _double(element: Any, _: random.Random) -> None:
    again = parse(etree.tostring(element, with_tail=False))
    element.addnext(again)


def _move(element: Any, source: random.Random) -> None:
    parent = element.getparent()
    parent.insert(source.randrange(len(parent)), element)


def _reword(element: Any, source: random.Random) -> None:
    element.text = source.choice(("", " ", "\n", "要闻", "2023-03-08", "2023-03-08T06:00:00", "12", None))


def _unset(element: Any, source: random.Random) -> None:
    if element.attrib:
        del element.attrib[source.choice(sorted(element.attrib))]


def _reset(element: Any, source: random.Random) -> None:
    if element.attrib:
        value = source.choice(("", " ", "x", "x:y", "0", "-1", "101", "hlrole:main", "a b", "http://[", "\u3000"))
        element.set(source.choice(sorted(element.attrib)), value)


def _give(element: Any, source: random.Random) -> None:
    name = source.choice(("id", "role", "qcode", "literal", "value", "confidence", "how", "href", "seq", "class"))
    element.set(name, source.choice(("x", "x:y", "7", "howextr:tool", "jump:to-page")))


def _rename(element: Any, source: random.Random) -> None:
    names = ("headline", "edNote", "name", "link", "keyword", "title", "subject", "signal", "creator", "contributor")
    element.tag = f"{{{etree.QName(element).namespace}}}{source.choice(names)}"
