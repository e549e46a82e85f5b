"""Paragraphs of an article that are no running text, marked in the corpus by how they begin.

``## `` is a sub-heading, ``| `` a row of a table or of a list of names (its cells divided by ``|``), ``> `` a line that
is set off, such as one of a poem. The mark itself is neither printed nor part of the truth.
"""

from __future__ import annotations

SUBHEAD = "## "
ROW = "| "
LINE = "> "
MARKS = (SUBHEAD, ROW, LINE)


def mark(paragraph: str) -> str:
    """Return the mark that ``paragraph`` begins with; an empty string: running text."""
    return next((sign for sign in MARKS if paragraph.startswith(sign)), "")


def cells(row: str) -> list[str]:
    """Return the cells of a row."""
    return [cell.strip() for cell in row.removeprefix(ROW).split("|")]


def plain(paragraph: str) -> str:
    """Return the text of ``paragraph`` without its mark; the cells of a row have a space between them."""
    sign = mark(paragraph)
    return " ".join(cells(paragraph)) if sign == ROW else paragraph.removeprefix(sign)


def tight(before: str, after: str) -> bool:
    """Whether two neighbours stand close together, as rows of one table and lines of one poem do."""
    return mark(before) in (ROW, LINE) and mark(before) == mark(after)
