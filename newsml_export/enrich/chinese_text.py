"""Chinese text as the finders of names read it: simplified characters, words, and the kinds of doubtful words."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from newsml_export.enrich.tables import words

if TYPE_CHECKING:
    from newsml_export.enrich.analysis import Analysis
    from newsml_export.enrich.engine import Engine

TABLE = "words-zh.txt"
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff〇]+")
#: kinds of words, so that none is looked up twice; more than the words of an issue
_kinds: dict[tuple[str, str], str] = {}
_KINDS_KEPT = 50_000


class ChineseText:
    """A story's title and body. Offsets are those of the printed text: simplifying keeps the length."""

    def __init__(self, analysis: Analysis, *, traditional: bool) -> None:
        """Read the text of ``analysis``; ``traditional``: its characters are simplified first."""
        self.printed = analysis.text
        self._engine: Engine = analysis.engine
        if traditional:
            self.simple = simplified(self.printed)
            self.words: tuple[str, ...] = self._engine.cut(self.simple)
        else:
            self.simple = self.printed
            between = ("\n",) if analysis.title else ()
            self.words = (*analysis.title_words, *between, *analysis.body_words)
        starts: list[int] = []
        at = 0
        for word in self.words:
            starts.append(at)
            at += len(word)
        #: where each word begins, and the end of the text
        self.starts = starts
        self.edges = {*starts, at}

    def kind(self, word: str) -> str:
        """Return the part of speech of ``word``, standing alone, in jieba's tag set."""
        return word_kind(self._engine, word)

    def word_ending(self, end: int) -> int | None:
        """Return the index of the word that ends at the offset ``end``; ``None``: no word ends there."""
        if end not in self.edges:
            return None
        return bisect_left(self.starts, end) - 1


def word_kind(engine: Engine, word: str) -> str:
    """Return the part of speech of ``word``, standing alone; ``x`` where it falls into several."""
    key = (engine.name, word)
    if (kind := _kinds.get(key)) is None:
        tagged = engine.tag(word)
        kind = tagged[0].tag if len(tagged) == 1 else "x"
        if len(_kinds) >= _KINDS_KEPT:
            _kinds.clear()
        _kinds[key] = kind
    return kind


def simplified(text: str) -> str:
    """Return ``text`` in simplified characters, as long as before."""
    converted: str = _converter().convert(text)
    if len(converted) == len(text):
        return converted
    # A phrase became shorter or longer: characters alone keep their number.
    return "".join(_one(character) for character in text)


def is_han(text: str) -> bool:
    """Whether ``text`` is Chinese characters and nothing else."""
    return _HAN.fullmatch(text) is not None


def zh_words(*headings: str) -> frozenset[str]:
    """Return words of the Chinese table."""
    return words(TABLE, *headings)


@lru_cache(maxsize=8192)
def _one(character: str) -> str:
    converted: str = _converter().convert(character)
    return converted if len(converted) == 1 else character


@lru_cache(maxsize=1)
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")
