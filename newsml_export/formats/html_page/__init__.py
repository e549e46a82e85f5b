"""``index.html``: the issue to look at, page by page, in one file that needs nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsml_export.formats.base import Document, FormatInfo
from newsml_export.formats.html_page.render import render

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsml_export.formats.base import WriteContext
    from newsml_export.model.edition import Edition
    from newsml_export.model.story import Story

_MEDIA_TYPE = "text/html"


class HtmlPageWriter:
    """Writes one page an issue, ``index.html``."""

    info = FormatInfo(
        name="html",
        title="Issue page",
        media_type=_MEDIA_TYPE,
        summary="one page to look at: the issue with its stories, continuations and findings",
    )

    def open(self, edition: Edition, context: WriteContext) -> HtmlPageSession:
        """Begin to write ``edition``."""
        return HtmlPageSession(edition, context)


class HtmlPageSession:
    """Writes the page of one edition."""

    def __init__(self, edition: Edition, context: WriteContext) -> None:
        self._edition = edition
        self._context = context

    def story_documents(self, story: Story) -> Iterable[Document]:
        """Write nothing: the page is about the whole issue."""
        return ()

    def issue_documents(self, stories: Sequence[Story]) -> Iterator[Document]:
        """Write the page.

        It is a report for the editor and not a delivery: stories that are not among ``stories``, and stories under
        embargo, are shown and marked as such, so that nobody believes they were never found.
        """
        content = render(self._edition, self._context, [story.local_id for story in stories])
        yield Document(path="index.html", media_type=_MEDIA_TYPE, content=content.encode("utf-8"))


WRITER = HtmlPageWriter()
