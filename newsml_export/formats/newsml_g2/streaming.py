"""Any number of stories into one newsMessage, one story at a time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

from newsml_export.formats.newsml_g2.item import ItemFrame
from newsml_export.formats.newsml_g2.news_item import NewsItemBuilder
from newsml_export.formats.newsml_g2.news_message import stream_message
from newsml_export.formats.newsml_g2.picture_item import build_picture, named_pictures
from newsml_export.formats.newsml_g2.values import serialised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsml_export.formats.base import IdentifiedStory, WriteContext
    from newsml_export.model.edition import Edition


#: stories that are held at a time
_FEW = 32


def stream_stories(file: BinaryIO, edition: Edition, context: WriteContext, stories: Iterable[IdentifiedStory]) -> None:
    """Write ``stories`` with their pictures as one newsMessage without a package.

    No more than a few stories are held at a time, so the memory that it takes does not grow with their number.

    Args:
        file: open for writing; is not closed.
        edition: says when and where the newspaper appeared; its own stories are not looked at.
        context: says who sends, and when; guids and versions of stories are not taken from it.
        stories: in the order to send them in; each guid once.

    Raises:
        OSError: ``file`` refuses.
    """
    stream_message(file, context, _items(edition, context, stories))


def _items(edition: Edition, context: WriteContext, stories: Iterable[IdentifiedStory]) -> Iterator[bytes]:
    waiting = iter(stories)
    while few := tuple(islice(waiting, _FEW)):
        # libxml2 keeps every xml:id that it ever saw in a dictionary of the thread, which lxml frees with the thread.
        with ThreadPoolExecutor(max_workers=1) as thread:
            yield from thread.submit(_built, edition, context, few).result()


def _built(edition: Edition, context: WriteContext, stories: Iterable[IdentifiedStory]) -> list[bytes]:
    frame = ItemFrame(context)
    builder = NewsItemBuilder(edition, frame)
    items: list[bytes] = []
    for one in stories:
        items.append(serialised(builder.build_as(one.story, one.guid, one.version)))
        for named in named_pictures(one.story, one.guid):
            items.append(serialised(build_picture(frame, one.story, named, one.version)))
    return items
