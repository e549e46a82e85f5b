"""What APA-IT's WordPress plug-in NewsML-G2 Importer reads of a message, told anew.

The plug-in has a parser for each provider: ``ROLES`` takes headlines by IPTC's roles and the text of inlineXML (its
parser of Kathpress), ``ANY`` takes whatever says that it is NewsML-G2 (its parser of Innodata).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from lxml import etree, html

NAR = {"t": "http://iptc.org/std/nar/2006-10-01/"}

_SPACES = re.compile("[ \t\r\n\f\v]+")


class Parser(Enum):
    ROLES = auto()
    ANY = auto()


class RefusedError(Exception):
    """The plug-in ends, or has nothing to show."""


@dataclass(kw_only=True)
class Post:
    """A post as WordPress has it afterwards."""

    guid: str
    version: str
    title: str
    subtitle: str
    content: str
    holder: str = ""
    notice: str = ""
    topics: list[tuple[str, str]] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)


def take(content: bytes, parser: Parser) -> Post:
    """Return the one post of a message.

    Raises:
        RefusedError: the plug-in would end, or choose no parser.
    """
    # The plug-in has blank text between elements thrown away.
    root = etree.fromstring(content, etree.XMLParser(remove_blank_text=True))
    if parser is Parser.ANY:
        items = root.xpath("//t:newsItem", namespaces=NAR)
        if not items or items[0].get("standard") != "NewsML-G2":
            raise RefusedError("no parser is chosen")
        return _any(root, items[0])
    if not root.xpath("/t:newsMessage/t:itemSet/t:newsItem/t:itemMeta/t:provider", namespaces=NAR):
        raise RefusedError("no parser is chosen")
    return _by_roles(root)


def _by_roles(root: Any) -> Post:
    post: Post | None = None
    pictures: list[str] = []
    for child in root.xpath("(/t:newsMessage/t:itemSet)[1]/node()", namespaces=NAR):
        classes = child.xpath(".//t:itemClass", namespaces=NAR) if isinstance(child.tag, str) else []
        if not classes:
            raise RefusedError("a node without itemClass")
        if classes[0].get("qcode") == "ninat:picture":
            pictures += child.xpath(".//t:remoteContent/@href", namespaces=NAR)
        elif classes[0].get("qcode") == "ninat:text":
            # Of several stories the last one stays.
            post = _story(classes[0].getparent().getparent())
    if post is None:
        raise RefusedError("no story")
    post.pictures = pictures
    return post


def _story(item: Any) -> Post:
    def first(path: str) -> str:
        found = item.xpath(path, namespaces=NAR)
        return "".join(found[0].itertext()) if found else ""

    def names(path: str) -> list[tuple[str, str]]:
        return [("".join(one.itertext()), one.get("qcode", "")) for one in item.xpath(path, namespaces=NAR)]

    return Post(
        guid=item.get("guid", ""),
        version=item.get("version") or "1",
        title=first(".//t:headline[@role='hlrole:main']"),
        subtitle=first(".//t:headline[@role='hlrole:sub']"),
        content=_body(item),
        holder=first(".//t:rightsInfo/t:copyrightHolder/t:name"),
        notice=first(".//t:rightsInfo/t:copyrightNotice"),
        topics=names(".//t:subject[@type='cpnat:abstract' and contains(@qcode, 'medtop:')]"),
        places=[name for name, _ in names(".//t:subject[@type='cpnat:geoArea' and @why='why:direct']")],
    )


def _body(item: Any) -> str:
    """Return the paragraphs between the letters ``<body>`` and ``</body>``, read as HTML."""
    found = re.search("<body>(.*?)</body>", etree.tostring(item, encoding="unicode"), re.DOTALL | re.IGNORECASE)
    if found is None:
        raise RefusedError("no <body>")
    page = html.document_fromstring(found[0])
    lines = []
    for one in page.iter("p", "pre"):
        text = one.text_content()
        shown = _SPACES.sub(" ", text).strip() if one.tag == "p" else text
        tag = str(one.tag)
        lines.append(f"<{tag}>{shown}</{tag}>")
    return "".join(lines)


def _any(root: Any, item: Any) -> Post:
    def texts(path: str) -> list[str]:
        return ["".join(one.itertext()) for one in root.xpath(path, namespaces=NAR)]

    headlines, descriptions = texts("//t:headline"), texts("//t:description")
    return Post(
        guid=item.get("guid", ""),
        version=item.get("version") or "1",
        title=headlines[0] if headlines else "",
        subtitle=headlines[1] if len(headlines) > 1 else "",
        content=descriptions[0] if descriptions else "",
    )
