"""Paragraphs of a text as people type it."""

from __future__ import annotations

import re

from newsml_export.layout.lines import join_lines

_BLANK_LINE = re.compile(r"\n\s*\n")


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of ``text``: a blank line parts them, their lines are joined as the script does it."""
    parts = _BLANK_LINE.split(text.replace("\r\n", "\n"))
    found = (join_lines([" ".join(line.split()) for line in part.split("\n")]) for part in parts)
    return tuple(part for part in found if part)
