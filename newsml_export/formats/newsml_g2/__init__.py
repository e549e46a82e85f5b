"""NewsML-G2 2.35: a newsItem a story, a packageItem for the issue, a newsMessage with all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsml_export.formats.base import Document, FormatInfo
from newsml_export.formats.newsml_g2.item import NEWS_ITEM_TYPE, PACKAGE_ITEM_TYPE, ItemFrame
from newsml_export.formats.newsml_g2.news_item import NewsItemBuilder
from newsml_export.formats.newsml_g2.news_message import batches, write_message
from newsml_export.formats.newsml_g2.package_item import build_package
from newsml_export.formats.newsml_g2.picture_item import PictureName, build_picture, named_pictures
from newsml_export.formats.newsml_g2.shape import shape_item
from newsml_export.formats.newsml_g2.values import serialised
from newsml_export.formats.newsml_g2.vocabulary_items import vocabulary_items
from newsml_export.formats.shaping import Messages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
        self._items: dict[tuple[LocalId, str], bytes] = {}
        self._shape = context.shape
        self._numbers = {story.local_id: number for number, story in enumerate(edition.stories, 1)}

    def story_documents(self, story: Story) -> Iterator[Document]:
        """Write ``story`` and its pictures as newsItems; with ``--bundle`` only the message delivers them."""
        deliver = not self._context.bundle and self._shape.single_items
        item = self._item(story, "../../")
        yield self._document(f"items/{story.local_id}.xml", NEWS_ITEM_TYPE, item, story.local_id, deliver)
        for named in named_pictures(story, self._context.guids[story.local_id]):
            item = self._picture(story, named, "../../")
            yield self._document(f"pictures/{named.local_id}.xml", NEWS_ITEM_TYPE, item, story.local_id, deliver)
        if self._shape.messages is Messages.STORY:
            yield self._story_message(story)

    def issue_documents(self, stories: Sequence[Story]) -> Iterator[Document]:
        """Write the packageItem, the newsMessages that hold it and the newsItems of ``stories``, and the vocabularies.

        Where a message is bounded and one is not enough, the package travels alone in the last one, because it refers
        to items of all.
        """
        package = serialised(build_package(self._edition, stories, self._frame))
        if self._shape.package:
            yield self._document("package.xml", PACKAGE_ITEM_TYPE, package)
        if self._shape.messages is Messages.ISSUE:
            yield from self._issue_messages(stories, [package] if self._shape.package else [])
        if self._shape.vocabularies:
            for path, media_type, item in vocabulary_items(self._frame, self._edition.info):
                yield self._document(path, media_type, serialised(item))

    def _issue_messages(self, stories: Sequence[Story], package: list[bytes]) -> Iterator[Document]:
        messages = list(batches(map(self.bundle, stories), self._context.message))
        if not messages and not package:
            return
        if len(messages) < 2:
            content = write_message(self._context, (*package, *(messages[0] if messages else ())))
            yield Document(path=f"{_FOLDER}/message.xml", media_type=_MESSAGE_TYPE, content=content)
        else:
            for number, items in enumerate((*messages, package) if package else messages, 1):
                content = write_message(self._context, items, number)
                yield Document(path=f"{_FOLDER}/message-{number}.xml", media_type=_MESSAGE_TYPE, content=content)

    def _story_message(self, story: Story) -> Document:
        """Return a message of one story, with nothing between its items: some importers take spaces for items."""
        items = [item.rstrip() for item in self.bundle(story, "../../")]
        content = write_message(self._context, items, self._numbers[story.local_id])
        path = f"{_FOLDER}/messages/{story.local_id}.xml"
        return Document(path=path, media_type=_MESSAGE_TYPE, content=content, story=story.local_id)

    def _document(
        self, path: str, media_type: str, item: bytes, story: LocalId | None = None, deliver: bool = True
    ) -> Document:
        content = _DECLARATION + item
        return Document(path=f"{_FOLDER}/{path}", media_type=media_type, content=content, story=story, deliver=deliver)

    def bundle(self, story: Story, base: str = "../") -> tuple[bytes, ...]:
        """Return what must travel together: a story and its pictures, whose addresses are put behind ``base``."""
        pictures = named_pictures(story, self._context.guids[story.local_id])
        return (self._item(story, base), *(self._picture(story, named, base) for named in pictures))

    def _picture(self, story: Story, named: PictureName, base: str) -> bytes:
        return serialised(build_picture(self._frame, story, named, self._context.version(story), base))

    def _item(self, story: Story, base: str) -> bytes:
        # Without pictures an item names no files, and is the same wherever it stands.
        key = story.local_id, base if story.pictures else ""
        item = self._items.get(key)
        if item is None:
            element = self._builder.build(story, base)
            shape_item(element, self._shape)
            item = self._items[key] = serialised(element)
        return item


WRITER = NewsMLG2Writer()
