"""Lines of a document that findings are about, cut to a width that people read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from newsml_export.validation.verdict import SourceLine

if TYPE_CHECKING:
    from newsml_export.findings import Finding

_BEFORE, _WIDTH = 40, 100
#: more lines than anybody reads are not kept
_MOST = 1000
_WIDE = frozenset("WF")


def source_lines(text: str, findings: Iterable[Finding]) -> tuple[SourceLine, ...]:
    """Return the lines of ``text`` that ``findings`` name with line and column, each place once, in order.

    Args:
        text: the document, with its line ends as they are.
        findings: those of this document.
    """
    places = {
        (finding.location.line, finding.location.column)
        for finding in findings
        if finding.location.line is not None and finding.location.column is not None
    }
    if not places:
        return ()
    lines = text.split("\n")
    return tuple(
        _cut(lines[line - 1], line, column) for line, column in sorted(places)[:_MOST] if 1 <= line <= len(lines)
    )


def marked(line: SourceLine) -> tuple[str, str]:
    """Return ``line`` and, for the line below it, the blanks and the mark that show the place."""
    blanks = sum(2 if unicodedata.east_asian_width(sign) in _WIDE else 1 for sign in line.text[: line.before])
    return line.text, " " * blanks + "^"


def _cut(whole: str, line: int, column: int) -> SourceLine:
    whole = whole.rstrip("\r")
    place = min(max(column - 1, 0), len(whole))
    start = place - _BEFORE if place > _BEFORE else 0
    end = start + _WIDTH
    head, tail = ("…" if start else ""), ("…" if end < len(whole) else "")
    shown = head + "".join(_shown(sign) for sign in whole[start:end]) + tail
    if not start:
        # What all lines are indented by says nothing.
        indented = len(shown) - len(shown.lstrip(" "))
        cut = min(indented, place)
        return SourceLine(line=line, column=column, text=shown[cut:], before=place - cut)
    return SourceLine(line=line, column=column, text=shown, before=place - start + len(head))


def _shown(sign: str) -> str:
    if sign == "\t":
        return " "
    return sign if sign.isprintable() else "\ufffd"
