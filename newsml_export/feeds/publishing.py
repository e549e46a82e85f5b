"""Put an issue with its pictures into the store."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from newsml_export.errors import InputError, Location

if TYPE_CHECKING:
    from newsml_export.model.edition import Edition
    from newsml_export.model.publisher import Publisher
    from newsml_export.store import PublishReport, Store

_UNKNOWN = "application/octet-stream"


def publish(store: Store, edition: Edition, publisher: Publisher, now: dt.datetime) -> PublishReport:
    """Put ``edition`` into ``store``; see ``Store.publish``.

    Pictures go first, under their digests: a picture that nobody refers to yet harms nobody, a story whose picture is
    missing does.

    Raises:
        InputError: a picture that was there when the issue was read cannot be read now.
        OutputError: the store cannot be written to; no story was changed.
    """
    for story in edition.stories:
        for picture in story.pictures:
            if picture.sha256 and picture.file:
                try:
                    content = Path(picture.file).read_bytes()
                except OSError as error:
                    raise InputError(
                        f"cannot be read ({error.strerror}).",
                        location=Location(file=picture.file),
                        next_step="Put the picture back, or take it out of the issue.",
                    ) from error
                store.keep_picture(picture.sha256, picture.media_type or _UNKNOWN, content)
    return store.publish(edition, publisher=publisher, now=now)
