"""The truth of a composed issue, in the scorer's format.

What belongs to a story beside its running text: what the editors say before it (编者按), sub-headings, items of lists,
lines of poems, and the rows of a table or of a list of names that the story prints. Each is a paragraph of its own, in
the order of print, since each is printed as a line of its own; the cells of a row have a space between them. The lead
and the by-line are in no paragraph. Captions belong to pictures (``captions``). Captions and headlines that stand
between the lines of a body are listed again as ``inside``, each with the line that it follows. What a first page tells
in a sentence of a story of a later page is no story (``digests``). Tables that stand alone, notices, hints at other
pages and the labels of briefs columns are ``furniture``. The standing title of a column (晨报时评) that is printed with
the headline is a line of the headline stack.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.composer.blocks import plain

if TYPE_CHECKING:
    from tests.composer.model import PlannedStory
    from tests.composer.planning import IssuePlan


def bare(text: str) -> str:
    """Return ``text`` without white space."""
    return re.sub(r"\s+", "", text)


def truth(plan: IssuePlan, publication: str, date: str, language: str) -> dict[str, Any]:
    """Return what a perfect reader makes of the issue.

    Captions belong to pictures: they are listed apart, neither in a body nor in the furniture. Furniture that a story
    happens to quote is left out of the list.
    """
    labels = [page.label for page in plan.pages]
    articles = [_article(story, labels) for story in sorted(plan.stories, key=lambda s: s.parts[0].page)]
    bodies = [bare("".join(article["paragraphs"])) for article in articles]
    furniture = dict.fromkeys(line for page in plan.pages for line in page.furniture)
    return {
        "publication": publication,
        "date": date,
        "language": language,
        "pages": [{"page": label, "file": file_name(label)} for label in labels],
        "articles": articles,
        "orphan_headlines": [
            {"page": page.label, "headline_lines": list(lines)} for page in plan.pages for lines in page.orphans
        ],
        "continuations": [link for story in plan.stories for link in _links(story, labels)],
        "captions": [{"page": page.label, "text": text} for page in plan.pages for text in page.captions],
        "digests": [{"page": page.label, "text": "".join(digest)} for page in plan.pages for digest in page.digests],
        "inside": [
            {"page": page.label, "after": after, "text": text} for page in plan.pages for after, text in page.inside
        ],
        "furniture": [line for line in furniture if not any(bare(line) in body for body in bodies)],
    }


def file_name(label: str) -> str:
    """Return the file name of a page."""
    return f"page-{int(label):02d}.txt" if label.isdigit() else f"page-{label}.txt"


def joined_paragraphs(story: PlannedStory) -> list[str]:
    """Return the paragraphs of all printed parts; one that is cut in the middle is whole again."""
    out: list[str] = []
    for number, part in enumerate(story.parts):
        out += [part.note] if part.note else []
        for index, paragraph in enumerate(part.paragraphs):
            if number and index == 0 and part.starts_mid:
                spaced = story.article.latin and not story.parts[number - 1].ends_mid_word
                out[-1] += (" " if spaced else "") + paragraph
            else:
                out.append(plain(paragraph))
    return out


def _article(story: PlannedStory, labels: list[str]) -> dict[str, Any]:
    first, last = story.parts[0], story.parts[-1]
    return {
        "id": story.article.id,
        "page": labels[first.page],
        "pages": [labels[part.page] for part in story.parts],
        "headline_lines": list(first.headline),
        "bylines": list(story.names),
        "source": story.source,
        "jump": first.to_label,
        "jump_from": first.from_label,
        "jump_resolved": last.to_label is None and first.from_label is None and len(story.parts) > 1,
        "paragraphs": joined_paragraphs(story),
    }


def _links(story: PlannedStory, labels: list[str]) -> list[dict[str, Any]]:
    return [
        {
            "id": story.article.id,
            "from": labels[before.page],
            "to": labels[after.page],
            "jump_to": before.jump_to,
            "jump_from": after.jump_from,
            "target_headline_lines": list(after.headline),
            "mid_paragraph": after.starts_mid,
        }
        for before, after in zip(story.parts, story.parts[1:], strict=False)
    ]
