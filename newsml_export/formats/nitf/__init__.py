"""NITF 3.6 (IPTC): a document a story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from newsml_export.formats.base import Document, FormatInfo
from newsml_export.formats.newsml_g2.management import as_delivered
from newsml_export.formats.nitf.document import NitfBuilder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsml_export.formats.base import WriteContext
    from newsml_export.model.edition import Edition
    from newsml_export.model.story import Story

_MEDIA_TYPE = "application/nitf+xml"


class NitfWriter:
    """Writes NITF 3.6, ``nitf/*.xml``."""

    info = FormatInfo(
        name="nitf",
        title="NITF 3.6",
        media_type=_MEDIA_TYPE,
        summary="a document a story, for systems that do not read NewsML-G2",
    )

    def open(self, edition: Edition, context: WriteContext) -> NitfSession:
        """Begin to write ``edition``."""
        return NitfSession(edition, context)


class NitfSession:
    """Writes the stories of one edition."""

    def __init__(self, edition: Edition, context: WriteContext) -> None:
        self._builder = NitfBuilder(edition, context)

    def story_documents(self, story: Story) -> Iterator[Document]:
        """Write ``story``; one that is canceled without its text, as a notice that it is to be taken out."""
        root = self._builder.build(as_delivered(story), base="../")
        yield Document(
            path=f"nitf/{story.local_id}.xml",
            media_type=_MEDIA_TYPE,
            content=etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n",
            story=story.local_id,
        )

    def issue_documents(self, stories: Sequence[Story]) -> Iterable[Document]:
        """Write nothing: NITF has no form for an issue."""
        return ()


WRITER = NitfWriter()
