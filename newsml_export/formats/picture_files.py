"""The files of an issue's pictures, delivered beside the documents that name them."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from newsml_export.formats.base import Document
from newsml_export.formats.xml_text import uri_reference
from newsml_export.model.story import PubStatus

if TYPE_CHECKING:
    from collections.abc import Set

    from newsml_export.model.edition import Edition


def picture_documents(edition: Edition, taken: Set[str]) -> list[Document]:
    """Return the files of pictures, each to be put under its own address, so that relative addresses resolve.

    Of a story that is canceled no file is delivered.

    Args:
        edition: the stories with their pictures.
        taken: paths that other documents have.
    """
    found: dict[str, Document] = {}
    for story in edition.stories:
        for picture in story.pictures if story.pub_status is not PubStatus.CANCELED else ():
            if picture.file is None:
                continue
            path = posixpath.normpath(unquote(uri_reference(picture.href)))
            if path not in taken and not path.startswith(("/", "../")):
                found[path] = Document(
                    path=path,
                    media_type=picture.media_type or "application/octet-stream",
                    content=b"",
                    copy_of=picture.file,
                    copied_size=picture.size or 0,
                )
    return list(found.values())
