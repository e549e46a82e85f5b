"""Page text in memory, understood."""

from __future__ import annotations

import datetime as dt

from newsml_export.layout.stories import build_edition
from newsml_export.model.edition import Edition
from newsml_export.model.issue import Issue, IssueInfo, Page, PageBlock

DATE = dt.date(2023, 3, 8)


def edition_of(pages: dict[str, str], publication: str, language: str = "zh-Hans") -> Edition:
    """Understand pages of text, by label."""
    info = IssueInfo(publication=publication, date=DATE, language=language)
    return build_edition(
        Issue(
            info=info,
            pages=tuple(
                Page(label=label, blocks=(PageBlock(lines=tuple(text.split("\n"))),)) for label, text in pages.items()
            ),
        )
    )
