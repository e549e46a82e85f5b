"""Short forms of a text, cut where a reader would pause."""

from __future__ import annotations

import re
import unicodedata

_SENTENCE_END = re.compile(r"(?:[。！？!?…]+|\.(?=\s))[”’』」）》\")]*")
_CLAUSE_END = re.compile(r"[，；：、,;:]|\s")
_ZERO_WIDTH_JOINER = "\u200d"


def one_line(text: str) -> str:
    """Return ``text`` with every run of white space as one space, and none at the ends."""
    return " ".join(text.split())


def excerpt(text: str, limit: int) -> str:
    """Return at most ``limit`` characters of the beginning of ``text``.

    Args:
        text: plain text.
        limit: characters, counted as code points; at least 2.

    Returns:
        The text itself where it fits; else as many whole sentences as fit; where the first sentence is too long, it
        is cut after a clause, or between two characters as a reader sees them, and ends with “…”.
    """
    if len(text) <= limit:
        return text
    head = text[: limit + 1]
    ends = [match.end() for match in _SENTENCE_END.finditer(head) if match.end() <= limit]
    if ends and ends[-1] * 4 >= limit:
        return head[: ends[-1]]
    clauses = [match.start() for match in _CLAUSE_END.finditer(head, 0, limit)]
    cut = clauses[-1] if clauses and clauses[-1] * 2 >= limit else _between_characters(head, limit - 1)
    return head[:cut].rstrip() + "…"


def _between_characters(text: str, cut: int) -> int:
    """Return the last place at or before ``cut`` that does not tear a mark or a joined emoji from its base."""
    place = cut
    while place > 0 and (_extends(text[place]) or text[place - 1] == _ZERO_WIDTH_JOINER):
        place -= 1
    return place or cut


def _extends(character: str) -> bool:
    return character == _ZERO_WIDTH_JOINER or unicodedata.category(character) in {"Mn", "Me", "Mc"}
