"""ninjs 3.0 (IPTC, “News in JSON”): an item a story, and the issue as a composite item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsml_export.formats.base import Document, FormatInfo
from newsml_export.formats.json_text import encoded
from newsml_export.formats.ninjs.issue_item import issue_item
from newsml_export.formats.ninjs.story_item import MEDIA_TYPE, StoryItemBuilder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsml_export.formats.base import WriteContext
    from newsml_export.model.edition import Edition
    from newsml_export.model.story import Story


class NinjsWriter:
    """Writes ``ninjs/<local id>.json`` for every story and ``ninjs/issue.json``.

    As NewsML-G2, ninjs goes to partners and not to readers: stories that are withheld, canceled or under embargo are
    written too, and say so.
    """

    info = FormatInfo(
        name="ninjs",
        title="ninjs 3.0",
        media_type=MEDIA_TYPE,
        summary="IPTC's News in JSON: one item a story, and the issue as a composite of pages and stories",
    )

    def open(self, edition: Edition, context: WriteContext) -> NinjsSession:
        """Begin to write ``edition``."""
        return NinjsSession(edition, context)


class NinjsSession:
    """Writes the items of one edition."""

    def __init__(self, edition: Edition, context: WriteContext) -> None:
        self._edition, self._context = edition, context
        self._builder = StoryItemBuilder(edition, context)

    def story_documents(self, story: Story) -> Iterator[Document]:
        """Write ``story`` as a text item."""
        content = encoded(self._builder.build(story))
        # A story may be called as the issue is; its name in the folder must not.
        name = f"{story.local_id}-story" if story.local_id == "issue" else story.local_id
        yield Document(path=f"ninjs/{name}.json", media_type=MEDIA_TYPE, content=content, story=story.local_id)

    def issue_documents(self, stories: Sequence[Story]) -> Iterator[Document]:
        """Write the issue as a composite item of its pages, which refer to the items of ``stories``."""
        content = encoded(issue_item(self._edition, stories, self._context))
        yield Document(path="ninjs/issue.json", media_type=MEDIA_TYPE, content=content)


WRITER = NinjsWriter()
