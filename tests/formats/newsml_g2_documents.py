"""Writes editions as NewsML-G2 and looks into what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from newsml_export.formats.newsml_g2 import WRITER
from tests.formats.factories import make_context, make_edition
from tests.formats.newsml_g2_schemas import parse

if TYPE_CHECKING:
    from newsml_export.formats.base import Document
    from newsml_export.model.edition import Edition
    from newsml_export.model.story import Story

XML = "{http://www.w3.org/XML/1998/namespace}"
PREFIXES = {"g": "http://iptc.org/std/nar/2006-10-01/", "h": "http://www.w3.org/1999/xhtml"}


def written(edition: Edition, **changes: Any) -> dict[str, Document]:
    session = WRITER.open(edition, make_context(edition, **changes))
    documents = [document for story in edition.stories for document in session.story_documents(story)]
    documents += session.issue_documents(edition.stories)
    return {document.path: document for document in documents}


def item(story: Story, **changes: Any) -> Any:
    edition = make_edition(story)
    session = WRITER.open(edition, make_context(edition, **changes))
    document, *_ = session.story_documents(story)
    return parse(document.content)


def package(edition: Edition, **changes: Any) -> Any:
    return parse(written(edition, **changes)["newsml-g2/package.xml"].content)


def texts(node: Any, path: str) -> list[str]:
    return [str(found) for found in node.xpath(path, namespaces=PREFIXES)]


def children(node: Any, path: str) -> list[str]:
    (parent,) = node.xpath(path, namespaces=PREFIXES)
    return [etree.QName(child).localname for child in parent]
