"""Terms of a headline and how rare they are: the one seam to the word segmenter."""

from __future__ import annotations

import logging
import math
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from types import ModuleType

from newsml_export.layout.language_pack import LanguagePack
from newsml_export.layout.lines import bare, has_han

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*", re.UNICODE)
_TOKEN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]+|[A-Za-z0-9À-ɏ]+(?:[.%·][A-Za-z0-9]+)*")
_HAN_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]+")
#: words in the corpus that the segmenter's frequencies were counted in
_CORPUS = 6.0e7
#: share of a text that a name nobody has counted may take
_UNKNOWN = 2.0e-7
#: stands for all words of languages with spaces, of which no counts are at hand
_SPACED_SHARE = 3e-5
#: characters on either side of a cut that a word may reach over
_REACH = 6


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a headline."""

    text: str
    #: chance that a word of running text is this one
    share: float


def searchable(text: str, pack: LanguagePack) -> str:
    """Return ``text`` as the words that ``terms_of`` gives are written."""
    if pack.spaced:
        return text.casefold()
    return _simplified(text) if pack.traditional else text


def terms_of(text: str, pack: LanguagePack) -> tuple[Term, ...]:
    """Return the words of ``text`` (a headline) that can be evidence, each once.

    Args:
        text: a headline line or stack.
        pack: the language that it is written in.
    """
    if pack.spaced or not has_han(text):
        return tuple(Term(word, share) for word, share in _spaced_words(text, pack).items())
    return _han_terms(searchable(text, pack))


def _spaced_words(text: str, pack: LanguagePack) -> dict[str, float]:
    words = (word.casefold() for word in _WORD.findall(text))
    return {word: _SPACED_SHARE for word in words if (len(word) > 3 or word.isdigit()) and word not in pack.stop_words}


@lru_cache(maxsize=4096)
def _han_terms(text: str) -> tuple[Term, ...]:
    jieba = _segmenter()
    found: dict[str, float] = {}
    for run in _TOKEN.findall(bare(text)):
        if not has_han(run):
            if len(run) > 1 or run.isdigit():
                found[run] = 2e-4 if len(run) < 2 else 2e-5
            continue
        words = list(jieba.cut(run, HMM=True))
        for word in words:
            if len(word) > 1:
                found[word] = _share(jieba, word)
        # A name that the dictionary does not know falls apart into single characters; neighbours speak together.
        for left, right in pairwise(words):
            if len(left) == 1 or len(right) == 1:
                pair = left[-1] + right[0]
                if pair not in found:
                    found[pair] = max(_share(jieba, pair), _share(jieba, left) * _share(jieba, right) * 40, 2e-6)
    return tuple(Term(word, share) for word, share in found.items())


def word_across(before: str, after: str, pack: LanguagePack) -> str | None:
    """Return the dictionary word that begins at the end of one text and ends at the start of the other, if any."""
    return _across(searchable(before[-_REACH:], pack), searchable(after[:_REACH], pack))


@lru_cache(maxsize=4096)
def _across(head: str, tail: str) -> str | None:
    position = 0
    for word in _segmenter().cut(head + tail, HMM=False):
        end = position + len(word)
        if position < len(head) < end:
            return str(word)
        position = end
    return None


def _share(jieba: ModuleType, word: str) -> float:
    count = jieba.dt.FREQ.get(word) or 0
    return max(count / _CORPUS, _UNKNOWN)


@lru_cache(maxsize=1)
def _segmenter() -> ModuleType:
    import jieba

    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    return jieba  # type: ignore[no-any-return]


class _Simplifier(dict[int, str]):
    """Traditional characters and what replaces each in the dictionary's script; one for one, so that lengths stay."""

    def __init__(self) -> None:
        super().__init__()
        from opencc import OpenCC

        self._converter = OpenCC("t2s")

    def __missing__(self, code: int) -> str:
        found = self._converter.convert(chr(code)) if chr(code).isprintable() else ""
        self[code] = found if len(found) == 1 else chr(code)
        return self[code]


@lru_cache(maxsize=1)
def _simplifier() -> _Simplifier:
    return _Simplifier()


def _simplified(text: str) -> str:
    return text.translate(_simplifier())


def chance_in(share: float, length: int) -> float:
    """Return the chance that a text of ``length`` characters holds a word of that ``share`` by accident.

    Texts dwell on their subject, so a word comes in clusters; the exponent reflects it.
    """
    return 1.0 - math.exp(-((share * length) ** 0.9))


def words_of(text: str, pack: LanguagePack) -> dict[str, float]:
    """Return the words of running text that can be evidence, each with its share in running text.

    Args:
        text: one or more paragraphs.
        pack: the language that it is written in.
    """
    if pack.spaced or not has_han(text):
        return _spaced_words(text, pack)
    jieba = _segmenter()
    text = searchable(text, pack)
    return {word: _share(jieba, word) for word in set(jieba.cut(text)) if len(word) > 1 and _HAN_RUN.fullmatch(word)}


def rarity(share: float) -> float:
    """Return 0 for the commonest words and 1 for names, from the share that a word has in running text."""
    return min(1.0, max(0.0, (-math.log(share) - 7.0) / 6.0))


def repeats(shorter: str, longer: str, pack: LanguagePack) -> bool:
    """Say whether a headline repeats another one, in full or shortened; white space does not count."""
    if pack.spaced:
        words = set(_spaced_words(shorter, pack))
        return len(words & set(_spaced_words(longer, pack))) >= max(1, round(len(words) * 0.6)) if words else False
    text = bare(shorter)
    return longest_common(text, bare(longer)) >= min(6, max(3, round(len(text) * 0.6)))


def longest_common(one: str, other: str) -> int:
    """Return the length of the longest run of characters that two texts share."""
    best = 0
    for start in range(len(one)):
        while one[start : start + best + 1] in other and start + best < len(one):
            best += 1
    return best
