"""Paragraphs of a text as people type it."""

from __future__ import annotations

import re

_BLANK_LINE = re.compile(r"\n\s*\n")


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of ``text``: a blank line parts them, line ends inside them are spaces."""
    found = (" ".join(part.split()) for part in _BLANK_LINE.split(text.replace("\r\n", "\n")))
    return tuple(part for part in found if part)
