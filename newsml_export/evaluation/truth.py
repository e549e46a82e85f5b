"""The truth about the pages of an issue, as a person (or a program that made the pages) wrote it down.

``docs/evaluation.md`` tells how to write one.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from newsml_export.evaluation import json_files

#: the file in a folder of many truths
FILE = "truth.json"
_MEND = "Compare it with docs/evaluation.md."


class TruthArticle(msgspec.Struct, frozen=True, kw_only=True):
    """One story of the issue, whole over all pages of the input."""

    #: the stack over its first part, a printed line each; empty: the pages have no headline for it
    headline_lines: tuple[str, ...]
    #: names alone, without 记者 or By
    bylines: tuple[str, ...]
    #: without headline, by-line and jump lines; a paragraph that a page cuts is one
    paragraphs: tuple[str, ...]
    #: labels of all pages it is printed on, in reading order
    pages: tuple[str | int, ...] | None = None
    #: page that its last part says it goes on on, if it does
    jump: str | int | None = None
    #: every jump line of it leads to a page of the input
    jump_resolved: bool = False


class Truth(msgspec.Struct, frozen=True, kw_only=True):
    """What a perfect reader makes of an issue."""

    articles: tuple[TruthArticle, ...]
    #: printed text that belongs to no story; of fewer than four characters: not looked for
    furniture: tuple[str, ...] = ()


def read_truth(path: Path) -> Truth:
    """Return the truth in a UTF-8 JSON file. Keys that are not known here are ignored.

    Raises:
        InputError: it cannot be read, or is no truth; says where.
    """
    return json_files.read(path, Truth, what="a truth", mend=_MEND)
