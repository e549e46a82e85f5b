"""What is the same text: compared without white space, without leads, by shingles and by borders of paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from newsml_export.evaluation.likeness import alike

#: texts are the same story from this likeness on (twice the matching characters over all characters)
WHOLE = 0.98
#: characters of a shingle; eight are seldom shared by two stories of an issue
SHINGLE = 8

_LEAD = re.compile(
    r"""
    ^(?: 本报讯 | 本报[^（(，。]{0,12}电 | 新华社[^（(，。]{0,14}电 )?
     [（(] [^）)]{0,60} (?:记者|通讯员|评论员) [^）)]{0,60} [）)]
    | ^本报讯
    """,
    re.VERBOSE,
)


def bare(text: str) -> str:
    """Return ``text`` without any white space."""
    return "".join(text.split())


def without_lead(text: str) -> str:
    """Return ``text`` without white space and without the lead that opens it (本报讯, the bracket with the reporter).

    Exporters differ in whether the lead stays in the text, so it counts on neither side.
    """
    return _LEAD.sub("", bare(text), count=1)


def opened(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """Return bare paragraphs, the first without its lead."""
    rest = [bare(paragraph) for paragraph in paragraphs[1:]]
    return (without_lead(paragraphs[0]), *rest) if paragraphs else ()


def shingles(text: str) -> list[str]:
    """Return every run of ``SHINGLE`` characters, in order; a shorter text is its own shingle."""
    return [text[start : start + SHINGLE] for start in range(max(1, len(text) - SHINGLE + 1))]


def borders(paragraphs: Iterable[str]) -> frozenset[int]:
    """Return where one bare paragraph ends and the next begins, as offsets into the whole text."""
    ends, length = [], 0
    for paragraph in paragraphs:
        length += len(paragraph)
        ends.append(length)
    return frozenset(ends[:-1])


def same_text(one: str, other: str) -> bool:
    """Say whether two bare texts are the same story; see ``likeness``."""
    return alike(one, other, WHOLE)
