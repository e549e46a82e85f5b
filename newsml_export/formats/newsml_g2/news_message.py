"""A newsMessage: a package and its items for delivery in one file, or in several that a bound on their size makes."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from lxml import etree

from newsml_export.formats.newsml_g2 import names
from newsml_export.formats.newsml_g2.values import date_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsml_export.formats.base import MessageOptions, WriteContext


#: neither urgent nor idle, of 1 … 9; Superdesk refuses a message that does not say it
_PRIORITY = "5"


def write_message(context: WriteContext, items: Iterable[bytes], part: int | None = None) -> bytes:
    """Return a newsMessage as a whole document; see ``stream_message``."""
    buffer = BytesIO()
    stream_message(buffer, context, items, part)
    return buffer.getvalue()


def stream_message(file: BinaryIO, context: WriteContext, items: Iterable[bytes], part: int | None = None) -> None:
    """Write a newsMessage to ``file``. No more than one item is held at a time, however many there are.

    Args:
        file: open for writing; is not closed.
        context: says who sends, and when.
        items: serialised items in UTF-8, without an XML declaration, in the order to send them in.
        part: number of the message among several of one transmission, counted from 1; ``None``: it is the only one.

    Raises:
        OSError: ``file`` refuses.
    """
    with etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element(names.NEWS_MESSAGE, nsmap={None: names.NAR}):
            with xml.element(names.HEADER):
                for tag, text in (
                    (names.SENT, date_time(context.now)),
                    (names.SENDER, context.publisher.domain),
                    (names.TRANSMIT_ID, _transmit_id(context, part)),
                    (names.PRIORITY, _PRIORITY),
                ):
                    with xml.element(tag):
                        xml.write(text)
            with xml.element(names.ITEM_SET):
                # The items are well-formed and complete: writing their bytes spares making them a second time.
                xml.flush()
                for item in items:
                    file.write(item)


def batches(bundles: Iterable[tuple[bytes, ...]], options: MessageOptions) -> Iterator[list[bytes]]:
    """Yield the items of one message after the other.

    Args:
        bundles: items that must travel together, such as a story and its pictures.
        options: how much a message carries.

    Yields:
        Lists of items, none of them empty.
    """
    most_items = options.most_items or float("inf")
    most_bytes = options.most_bytes or float("inf")
    batch: list[bytes] = []
    size = 0
    for bundle in bundles:
        more = sum(map(len, bundle))
        if batch and (len(batch) + len(bundle) > most_items or size + more > most_bytes):
            yield batch
            batch, size = [], 0
        batch.extend(bundle)
        size += more
    if batch:
        yield batch


def _transmit_id(context: WriteContext, part: int | None) -> str:
    """Return what names this transmission: the package, its version, the moment, and the part of it."""
    number = context.versions[context.package_guid].number
    whole = f"{context.package_guid}:{number}:{context.now.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    return whole if part is None else f"{whole}:{part}"
