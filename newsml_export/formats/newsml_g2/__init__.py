"""NewsML-G2 2.35: a newsItem a story, a packageItem for the issue, a newsMessage with all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from newsml_export.formats.base import Document, FormatInfo
from newsml_export.formats.newsml_g2.item import NEWS_ITEM_TYPE, PACKAGE_ITEM_TYPE, ItemFrame
from newsml_export.formats.newsml_g2.news_item import NewsItemBuilder
from newsml_export.formats.newsml_g2.news_message import write_message
from newsml_export.formats.newsml_g2.package_item import build_package

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

    from newsml_export.formats.base import WriteContext
    from newsml_export.model.edition import Edition
    from newsml_export.model.story import LocalId, Story

_MESSAGE_TYPE = "application/vnd.iptc.g2.newsmessage+xml"
_FOLDER = "newsml-g2"
_DECLARATION = b"<?xml version='1.0' encoding='utf-8'?>\n"


class NewsMLG2Writer:
    """Writes NewsML-G2 2.35 at conformance level power."""

    info = FormatInfo(
        name="newsml-g2",
        title="NewsML-G2 2.35",
        media_type=NEWS_ITEM_TYPE,
        summary="an item a story, a package of the pages, a message with everything",
    )

    def open(self, edition: Edition, context: WriteContext) -> NewsMLG2Session:
        """Begin to write ``edition``."""
        return NewsMLG2Session(edition, context)


class NewsMLG2Session:
    """Writes one edition."""

    def __init__(self, edition: Edition, context: WriteContext) -> None:
        self._edition = edition
        self._context = context
        self._frame = ItemFrame(context)
        self._builder = NewsItemBuilder(edition, self._frame)
        self._items: dict[LocalId, bytes] = {}

    def story_documents(self, story: Story) -> Iterator[Document]:
        """Write ``story`` as a newsItem; with ``--bundle`` only the message delivers it."""
        yield Document(
            path=f"{_FOLDER}/items/{story.local_id}.xml",
            media_type=NEWS_ITEM_TYPE,
            content=_DECLARATION + self._item(story),
            story=story.local_id,
            deliver=not self._context.bundle,
        )

    def issue_documents(self, stories: Sequence[Story]) -> Iterator[Document]:
        """Write the packageItem, and the newsMessage that holds it and the newsItems of ``stories``."""
        package = _serialised(build_package(self._edition, stories, self._frame))
        yield Document(path=f"{_FOLDER}/package.xml", media_type=PACKAGE_ITEM_TYPE, content=_DECLARATION + package)
        items = (package, *map(self._item, stories))
        message = write_message(self._context, items)
        yield Document(path=f"{_FOLDER}/message.xml", media_type=_MESSAGE_TYPE, content=message)

    def _item(self, story: Story) -> bytes:
        item = self._items.get(story.local_id)
        if item is None:
            item = self._items[story.local_id] = _serialised(self._builder.build(story))
        return item


def _serialised(item: _Element) -> bytes:
    return etree.tostring(item, encoding="utf-8", xml_declaration=False) + b"\n"


WRITER = NewsMLG2Writer()
