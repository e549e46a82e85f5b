"""Page labels: in names of files, in page furniture, and the one that comes next."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

LabelKey = tuple[str, int, str]
#: lines at either end of a page, blank ones not counted, among which furniture stands
FURNITURE_LINES = 8

_DATES_IN_NAME = re.compile(r"(?:19|20)\d\d[-_.年]?\d\d?[-_.月]?\d\d?日?")
_NUMBER_IN_NAME = re.compile(r"(?:^|[^A-Za-z0-9])(?:page|seite|pg|p|第)?([A-Z]{0,2}|[a-z])(\d{1,3})(?:版|页)?$")
_GLUED_NUMBER = re.compile(r"(?:page|seite|pg)([A-Z]{0,2})(\d{1,3})$", re.IGNORECASE)
_CHINESE = "〇一二三四五六七八九"
_TOKEN_BREAKS = re.compile(r"[\s·•・|｜:：/]+")
_PRINTED = (
    re.compile(r"第([A-Z]{0,2}\d{1,3}|[一二三四五六七八九十]{1,3})[版页]"),
    re.compile(r"([A-Z]{0,2}\d{1,3})版"),
)
_PRINTED_LATIN = re.compile(r"(?:page|seite|p\.|s\.)\s?([A-Z]{0,2}\d{1,3})", re.IGNORECASE)
#: what may stand beside a printed label: a section, a name, a date; a headline that is teased is longer
_LONGEST_NEIGHBOUR = 6
_LONGEST_LINE = 60
#: arrows and brackets stand at jump lines and teasers
_BRACKETS = re.compile(r"[（(【\[▶►▷→◀]")
_NO_LABEL = re.compile(r"(?:今[日天]|本期|共)(?:共|出版)?|.{0,3}[转轉接见見]")
_DATE = re.compile(r"\d{4}|\d[年月日]")
_TEASERS = re.compile("导读|看点|導讀")
#: lines at either end of a page, blank ones not counted, among which its label stands
_LABEL_LINES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLabel:
    """A page label that stands in the furniture of a page."""

    label: str
    #: index of its line among the lines of the page
    index: int


def plain_label(text: str) -> str:
    """Return ``text`` as a label: half-width, no white space, no leading zero where it is a bare number."""
    label = "".join(unicodedata.normalize("NFKC", text).split())
    return str(int(label)) if re.fullmatch("[0-9]{1,9}", label) else label


def same_label(first: str, second: str) -> bool:
    """Say whether two labels name the same page: neither case nor zeros before a number count."""
    return label_key(first) == label_key(second)


def label_from_name(stem: str) -> str | None:
    """Return the label that the name of a file gives: ``page-A02`` is ``A02``, ``page-01`` is ``1``.

    Dates are no labels.

    Args:
        stem: name of the file without its suffix.
    """
    stem = _DATES_IN_NAME.sub("-", unicodedata.normalize("NFKC", stem).strip()).rstrip("-_. ")
    found = _NUMBER_IN_NAME.search(stem) or _GLUED_NUMBER.search(stem)
    if found is None:
        return None
    letters, number = found.groups()
    # A single small p stands for “page”, a capital one for a part of the newspaper.
    letters = "" if letters == "p" else letters.upper()
    return letters + number if letters else str(int(number))


def printed_label(lines: Sequence[str]) -> PrintedLabel | None:
    """Return the label that the furniture of a page prints (第A02版, 3版·民生, Page A4).

    Jump lines, hints at other pages and teasers are no furniture. Where two different labels are printed, none
    is returned.
    """
    found: list[PrintedLabel] = []
    for index in furniture_indices(lines, _LABEL_LINES):
        if _TEASERS.search(lines[index]):
            break
        label = _label_in(unicodedata.normalize("NFKC", lines[index]))
        if label is not None:
            found.append(PrintedLabel(label=label, index=index))
    return found[0] if found and all(same_label(found[0].label, other.label) for other in found) else None


def furniture_indices(lines: Sequence[str], reach: int = FURNITURE_LINES) -> list[int]:
    """Return the indices of the ``reach`` first and last lines of a page, not counting blank ones."""
    inked = [index for index, line in enumerate(lines) if line.strip()]
    return sorted({*inked[:reach], *inked[-reach:]})


def next_label(label: str, taken: Collection[LabelKey] = ()) -> str:
    """Return the label after ``label`` whose key is not among ``taken``: ``2`` after ``1``, ``A03`` after ``A02``."""
    parts = re.fullmatch(r"(.*?)([0-9]{1,9})", label)
    head, number = (parts[1], parts[2]) if parts else (label + "-", "1")
    while True:
        number = str(int(number) + 1).zfill(len(number) if head else 1)
        if label_key(head + number) not in taken:
            return head + number


def label_key(label: str) -> LabelKey:
    """Return what two labels of the same page have in common."""
    text = "".join(unicodedata.normalize("NFKC", label).split()).upper()
    parts = re.fullmatch(r"(\D*?)([0-9]{1,9})", text)
    return (parts[1], int(parts[2]), "") if parts else ("", -1, text)


def _label_in(line: str) -> str | None:
    if len(line) > _LONGEST_LINE or _BRACKETS.search(line):
        return None
    latin = _PRINTED_LATIN.fullmatch(line.strip())
    if latin:
        return plain_label(latin[1].upper())
    tokens = [token for token in _TOKEN_BREAKS.split(line) if token]
    if any(_NO_LABEL.fullmatch(token) for token in tokens):
        return None
    for token in tokens:
        match = next((match for match in (form.fullmatch(token) for form in _PRINTED) if match), None)
        if match is None:
            continue
        others = [other for other in tokens if other is not token and not _DATE.search(other)]
        if all(len(other) <= _LONGEST_NEIGHBOUR for other in others):
            return _spelled(match[1])
    return None


def _spelled(label: str) -> str:
    if label[0] not in _CHINESE + "十":
        return plain_label(label)
    tens, ten, ones = label.rpartition("十")
    if not ten:
        return str(int("".join(str(_CHINESE.index(sign)) for sign in label)))
    if len(tens) > 1 or len(ones) > 1 or not set(tens + ones) <= set(_CHINESE):
        return label
    return str((_CHINESE.index(tens) if tens else 1) * 10 + (_CHINESE.index(ones) if ones else 0))
