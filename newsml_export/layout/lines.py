"""Lines of a page: their width, how they are joined when wrapping is undone, and which spaces the typesetter made."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from newsml_export.model.issue import PageBlock

_HAN = "\u2e80-\u2fdf\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_KANA = "\u3040-\u30ff\u31f0-\u31ff"
_WIDE_SIGNS = "\u3000-\u3006\u3008-\u3020\u3030-\u3037\uff00-\uff60\uffe0-\uffe6\u2460-\u24ff\u25a0-\u25ff"
_WIDE = f"[{_HAN}{_KANA}{_WIDE_SIGNS}]"
HAN = re.compile(f"[{_HAN}]")
_SPACES = "[ \t\u00a0\u2000-\u200b\u202f\u205f\u3000]+"
_SPACE_RUN = re.compile(_SPACES)
# A space beside a character of a script without spaces was made by the extractor or by justification.
_WORDS_OF_ONE_LETTER = ("A", "I", "O")
_NEEDLESS = re.compile(f"(?<={_WIDE}){_SPACES}|{_SPACES}(?={_WIDE})")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page that holds text."""

    #: without white space at its ends
    text: str
    #: line of the source file, counted from 1
    number: int
    #: number of blank lines right above; a frame that begins here counts as one
    blanks: int
    #: white space in front, in half-width columns
    indent: int
    #: in half-width columns, without the indent
    width: int
    #: first line of a text frame: of a block that the source delivered, or behind the single space that
    #: extractors leave where a frame begins
    frame: bool = False


@lru_cache(maxsize=1 << 14)
def _columns(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


def width(text: str) -> int:
    """Return the width of ``text`` in half-width columns (Unicode Standard Annex 11; ambiguous ones count as wide)."""
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


def read_lines(blocks: Iterable[PageBlock]) -> tuple[Line, ...]:
    """Return the lines with text of ``blocks``, in order."""
    found: list[Line] = []
    blanks = 0
    for block in blocks:
        start = True
        for offset, raw in enumerate(block.lines):
            text = raw.strip()
            if not has_print(text):
                blanks += 1
                continue
            lead = raw[: len(raw) - len(raw.lstrip())]
            frame = start or lead == " "
            found.append(
                Line(
                    text=text,
                    number=block.first_line + offset,
                    blanks=max(blanks, int(frame and bool(found))),
                    indent=width(lead),
                    width=width(text),
                    frame=frame,
                )
            )
            blanks, start = 0, False
        blanks += 1
    return tuple(found)


def has_print(text: str) -> bool:
    """Say whether ``text`` holds anything that can be seen."""
    return (text.isprintable() and bool(text)) or any(sign.isprintable() and not sign.isspace() for sign in text)


def has_han(text: str) -> bool:
    """Say whether ``text`` holds a Chinese character."""
    return HAN.search(text) is not None


def tidy(text: str) -> str:
    """Return running text without the spaces that justification or extraction put beside wide characters."""
    text = _NEEDLESS.sub("", text)
    return _SPACE_RUN.sub(" ", text).strip()


def tidy_headline(text: str) -> str:
    """Return a headline line with single spaces where the editor set them, and none inside spaced-out words.

    ``通 知`` becomes ``通知``; the three parts of ``增强意识 把握要求 聚焦主题`` stay apart.
    """
    pieces = _SPACE_RUN.split(text.strip())
    joined: list[str] = []
    single = False
    for piece in pieces:
        lone = len(piece) == 1 and (has_han(piece) or not piece.isalnum())
        if joined and (
            (lone and single)
            or (not has_han(piece[:1]) and has_han(joined[-1][-1:]))
            or (has_han(piece[:1]) and joined[-1][-1:].isdigit())
        ):
            joined[-1] += piece
        else:
            joined.append(piece)
        single = lone
    return " ".join(joined)


def unwrap(texts: Sequence[str], *, spaced: bool = False) -> str:
    """Join the lines of one paragraph.

    Args:
        texts: the lines, without white space at their ends.
        spaced: the language sets spaces between words. A hyphen at a line's end then goes where the next line goes
            on in lower case. Without it, only Latin words are kept apart.
    """
    return tidy(join_lines(texts, spaced=spaced))


def join_lines(texts: Sequence[str], *, spaced: bool = False) -> str:
    """Join the lines of one paragraph and leave the spaces inside the lines as they are; see ``unwrap``."""
    out = ""
    for text in texts:
        if not text:
            continue
        if not out:
            out = text
        elif spaced and is_drop_cap(out) and text[0].isalpha():
            # “A” and “I” are words too, but not before the rest of one in capitals.
            out += " " * (out in _WORDS_OF_ONE_LETTER and not text[:2].isupper()) + text
        elif spaced and out[-1] in "-\u00ad\u2010" and out[-2:-1].isalpha() and text[0].islower():
            out = out[:-1] + text
        elif _joins_bare(out[-1], text[0], spaced=spaced):
            out += text
        else:
            out += " " + text
    return out


def is_drop_cap(text: str) -> bool:
    """Say whether ``text`` (a whole line) is the large first letter of a paragraph that extractors set apart."""
    return len(text) == 1 and text.isupper()


def _joins_bare(before: str, after: str, *, spaced: bool) -> bool:
    if _is_wide(before) or _is_wide(after):
        return True
    if spaced:
        return False
    return not (before.isalpha() and after.isalnum()) and not (before.isdigit() and after.isalpha())


@lru_cache(maxsize=1 << 14)
def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def bare(text: str) -> str:
    """Return ``text`` without any white space."""
    return "".join(text.split())
