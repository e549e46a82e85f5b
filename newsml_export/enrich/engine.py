"""Segmentation and tagging of Chinese: the one seam between the enrichers and the segmenter that is installed.

Nothing is loaded before the first word is asked for. ``rjieba`` is taken where it is installed, else ``jieba``.
"""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands in the text."""

    text: str
    #: part of speech in jieba's tag set, such as ``nr`` (person), ``ns`` (place), ``nt`` (organisation)
    tag: str


class Engine(Protocol):
    """A segmenter. Calls may come from several processes, each with an engine of its own."""

    name: str

    def cut(self, text: str) -> tuple[str, ...]:
        """Return the words of ``text`` in order; joined they are ``text`` again."""

    def tag(self, text: str) -> tuple[Word, ...]:
        """Return the words of ``text`` with their parts of speech; cuts may differ a little from those of ``cut``."""

    def knows(self, word: str) -> bool:
        """Whether ``word`` stands in the dictionary; others are guessed from their characters."""


class _Jieba:
    name = "jieba"

    def __init__(self) -> None:
        import jieba
        from jieba.posseg import POSTokenizer

        jieba.setLogLevel(logging.WARNING)
        self._words = jieba.Tokenizer()
        # jieba writes its cache to a file of its own there and then moves it into place, so that parallel starts
        # never read half of one. Its default, the shared temporary folder, would let others put a cache before us.
        self._words.tmp_dir = _cache_folder()
        self._tagger_type = POSTokenizer
        self._tagger: POSTokenizer | None = None

    def cut(self, text: str) -> tuple[str, ...]:
        return tuple(self._words.cut(text))

    def tag(self, text: str) -> tuple[Word, ...]:
        if self._tagger is None:
            # Only who tags pays for the tagging dictionary.
            self._tagger = self._tagger_type(self._words)
        return tuple(Word(pair.word, pair.flag) for pair in self._tagger.cut(text))

    def knows(self, word: str) -> bool:
        return len(list(self._words.cut(word, HMM=False))) == 1


class _Rjieba:
    name = "rjieba"

    def __init__(self) -> None:
        import rjieba

        self._segmenter = rjieba.Jieba()

    def cut(self, text: str) -> tuple[str, ...]:
        return tuple(self._segmenter.cut(text))

    def tag(self, text: str) -> tuple[Word, ...]:
        return tuple(Word(word, tag) for word, tag in self._segmenter.tag(text))

    def knows(self, word: str) -> bool:
        return len(self._segmenter.cut(word, False)) == 1


@lru_cache(maxsize=4)
def engine(name: str | None = None) -> Engine:
    """Return an engine; the same one for the same name as long as the process lives.

    Args:
        name: ``jieba`` or ``rjieba``; ``None`` takes the faster one that is installed.

    Raises:
        ValueError: there is no engine of that name.
        ImportError: it is asked for by name and is not installed.
    """
    if name is None:
        try:
            return _Rjieba()
        except ImportError:
            return _Jieba()
    if name not in ("jieba", "rjieba"):
        raise ValueError(f"there is no engine “{name}”; known: jieba, rjieba")
    return _Rjieba() if name == "rjieba" else _Jieba()


def _cache_folder() -> str | None:
    """Return the user's own folder for prepared dictionaries, or ``None`` where none can be made."""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "newsml-export"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return str(folder)
