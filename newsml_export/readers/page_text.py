"""A page, or several pages parted by form feeds, in one text file."""

from __future__ import annotations

from pathlib import Path

from newsml_export.model.issue import Issue
from newsml_export.readers.base import IssueHints, is_file_named
from newsml_export.readers.issue_info import checked_language, required_publication
from newsml_export.readers.overrides_toml import read_overrides
from newsml_export.readers.text_pages import PageGatherer

SUFFIX = ".txt"


class PageTextReader:
    """Reads one ``.txt`` file; see ``readers.base.Reader``."""

    name = "page-text"
    summary = "the text of one page, or of several with form feeds between them (.txt)"

    def accepts(self, path: Path) -> bool:
        """Say whether ``path`` is a text file, by its name."""
        return is_file_named(path, SUFFIX)

    def read(self, path: Path, hints: IssueHints) -> Issue:
        """Read the pages in the file at ``path``, and what an ``overrides.toml`` beside it says of them.

        Args:
            path: UTF-8, UTF-16, GB18030 or Big5. The first page's label comes from the name of the file
                (``page-A02.txt``), else from the page itself; the others count on where they print none.
            hints: must name the newspaper; its date may stand on a page.

        Raises:
            EncodingError: the file is no text, or in no encoding that we read.
            MissingDateError: the date is neither given nor printed.
            InputError: the file cannot be read, holds no text, the name of the newspaper is missing, or
                ``overrides.toml`` is wrong.
        """
        publication = required_publication(hints, path)
        checked_language(hints, path)
        gatherer = PageGatherer(publication=publication)
        gatherer.add(path)
        gatherer.require_text(path)
        info = gatherer.info(hints, path)
        return Issue(
            info=info,
            pages=tuple(gatherer.pages),
            overrides=read_overrides(path.parent, [page.label for page in gatherer.pages]),
            findings=tuple(gatherer.findings),
            source=str(path),
        )


READER = PageTextReader()
