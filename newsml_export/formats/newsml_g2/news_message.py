"""A newsMessage: the package and all its items, for delivery in one file."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from newsml_export.formats.newsml_g2 import names
from newsml_export.formats.newsml_g2.values import date_time

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsml_export.formats.base import WriteContext


#: neither urgent nor idle, of 1 … 9; Superdesk refuses a message that does not say it
_PRIORITY = "5"


def write_message(context: WriteContext, items: Iterable[bytes]) -> bytes:
    """Return a newsMessage as a whole document.

    Args:
        context: says who sends, and when.
        items: serialised items in UTF-8, without an XML declaration, in the order to send them in.
    """
    buffer = BytesIO()
    with etree.xmlfile(buffer, encoding="utf-8") as file:
        file.write_declaration()
        with file.element(names.NEWS_MESSAGE, nsmap={None: names.NAR}):
            with file.element(names.HEADER):
                for tag, text in (
                    (names.SENT, date_time(context.now)),
                    (names.SENDER, context.publisher.domain),
                    (names.TRANSMIT_ID, _transmit_id(context)),
                    (names.PRIORITY, _PRIORITY),
                ):
                    with file.element(tag):
                        file.write(text)
            with file.element(names.ITEM_SET):
                # The items are well-formed and complete: writing their bytes spares making them a second time.
                file.flush()
                for item in items:
                    buffer.write(item)
    return buffer.getvalue()


def _transmit_id(context: WriteContext) -> str:
    """Return what names this transmission: the package, its version and the moment."""
    number = context.versions[context.package_guid].number
    return f"{context.package_guid}:{number}:{context.now.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
