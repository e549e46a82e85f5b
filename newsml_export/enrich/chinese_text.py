"""Chinese text as the finders of names read it: simplified characters, words, and the kinds of doubtful words."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from newsml_export.enrich.tables import scores, words

if TYPE_CHECKING:
    from newsml_export.enrich.analysis import Analysis
    from newsml_export.enrich.engine import Engine

TABLE = "words-zh.txt"
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff〇]+")
#: kinds of words, so that none is looked up twice; more than the words of an issue
_kinds: dict[tuple[str, str], str] = {}
_known: dict[tuple[str, str], bool] = {}
#: words as they are taken apart
_parts: dict[str, dict[str, tuple[str, ...]]] = {}
_KINDS_KEPT = 50_000
#: what a guessed word may have caught of the words beside it
_CAUGHT_BEFORE = frozenset("从在由与和对向据将被把跟给为以至及")
_CAUGHT_BEHIND = frozenset("在将从与和对向说是被把为上也还又就都以至等及的了曾称")


class ChineseText:
    """A story's title and body. Offsets are those of the printed text: simplifying keeps the length."""

    def __init__(self, analysis: Analysis) -> None:
        """Read the text of ``analysis``; traditional characters are simplified first."""
        self.printed = analysis.text
        self._engine: Engine = analysis.engine
        self.simple = analysis.simple
        self.words = self._mended(analysis.simple_words)
        starts: list[int] = []
        at = 0
        for word in self.words:
            starts.append(at)
            at += len(word)
        #: where each word begins, and the end of the text
        self.starts = starts
        self.edges = {*starts, at}

    def _mended(self, cut: tuple[str, ...]) -> tuple[str, ...]:
        engine = self._engine
        known = _parts.setdefault(engine.name, {})
        if len(known) > _KINDS_KEPT:
            known.clear()
        words: list[str] = []
        for word in cut:
            parts = known.get(word)
            if parts is None:
                parts = known[word] = _split(engine, word) if len(word) > 1 else (word,)
            words += parts
        return tuple(words)

    def knows(self, word: str) -> bool:
        """Whether ``word`` stands in the dictionary of the segmenter."""
        key = (self._engine.name, word)
        if (known := _known.get(key)) is None:
            if len(_known) >= _KINDS_KEPT:
                _known.clear()
            known = _known[key] = self._engine.knows(word)
        return known

    def kind(self, word: str) -> str:
        """Return the part of speech of ``word``, standing alone, in jieba's tag set."""
        return word_kind(self._engine, word)

    def word_ending(self, end: int) -> int | None:
        """Return the index of the word that ends at the offset ``end``; ``None``: no word ends there."""
        if end not in self.edges:
            return None
        return bisect_left(self.starts, end) - 1


def _split(engine: Engine, word: str) -> tuple[str, ...]:
    """Return ``word`` in parts, where the segmenter joined a name or a post with what stands beside it."""
    posts, suffixes = zh_words("posts"), zh_words("org-suffixes")
    if word not in posts:
        for length in range(min(4, len(word) - 1), 1, -1):
            rest = word[:-length]
            if word[-length:] in posts and any(rest[at:] in suffixes for at in range(len(rest))):
                return rest, word[-length:]
    if not is_han(word) or engine.knows(word):
        return (word,)
    if word[0] in _CAUGHT_BEFORE:
        return word[0], word[1:]
    if word[-1] in _CAUGHT_BEHIND:
        return word[:-1], word[-1]
    if len(word) > 2 and word[-1] in scores("names-zh.txt", "surnames") and engine.knows(word[:-1]):
        return word[:-1], word[-1]
    return (word,)


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


@lru_cache(maxsize=64)
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
