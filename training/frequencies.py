"""Build the table of how common words are in Chinese news: ``python -m training.frequencies``.

The frequencies and parts of speech of jieba's dictionary, an installed library, say how common a word is in
running text; our own corpus says which words any news story may have. Stories that measuring holds back are left out.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from importlib import resources
from pathlib import Path

from newsml_export.enrich.engine import engine
from tests.composer.corpus import articles
from tests.enrichment.truth import is_held_back

_TABLE = Path(__file__).resolve().parent.parent / "newsml_export" / "enrich" / "data" / "frequencies-zh.txt"
#: rarer words are as rare as unknown ones
_RAREST = 100
#: in so many stories at least a word of the corpus counts as one of news
_STORIES = 5
#: words of a story, about: makes of a share of stories a share of running text
_STORY_WORDS = 250
_DICTIONARY_WORDS = 60_000_000
#: classes by the beginning of jieba's tags; names of persons, ``nr``, have no place in a table of words
_CLASSES = (
    ("n", ("nz", "nt", "ns", "n", "j", "vn", "an")),
    ("v", ("v",)),
    ("a", ("ad", "a", "b", "z")),
    ("i", ("i", "l")),
    ("s", ("s", "t")),
    ("x", ("r", "d", "p", "c", "u", "m", "q", "f", "y", "e", "o")),
)
_HAN = re.compile(r"[\u4e00-\u9fff]{2,5}")


def main() -> None:
    """Write the table."""
    lines = [f"# {line}" for line in _HEAD.splitlines()]
    for heading, words in _chinese().items():
        lines += [f"[{heading}]", " ".join(words)]
    _TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _chinese() -> dict[str, list[str]]:
    counts: dict[str, tuple[str, float]] = {}
    with resources.files("jieba").joinpath("dict.txt").open(encoding="utf-8") as file:
        for line in file:
            word, count, tag = line.split(" ")
            kind = _class(tag.strip())
            if kind and int(count) >= _RAREST and _HAN.fullmatch(word):
                counts[word] = kind, float(count)
    cut = engine("jieba").cut
    texts = list(_texts())
    stories = Counter(word for text in texts for word in set(cut(text)) if _HAN.fullmatch(word))
    for word, number in stories.items():
        if number >= _STORIES:
            kind, known = counts.get(word, ("n", 0.0))
            counts[word] = kind, max(known, number / len(texts) / _STORY_WORDS * _DICTIONARY_WORDS)
    return _grouped((f"{kind}{round(math.log2(count))}", word) for word, (kind, count) in counts.items())


def _texts() -> Iterable[str]:
    for article in articles("zh-Hans"):
        if not is_held_back(article.id):
            yield "\n".join((*article.kicker, *article.headline, *article.deck, *article.paragraphs))


def _class(tag: str) -> str | None:
    if tag.startswith("nr"):
        return None
    return next((kind for kind, tags in _CLASSES if tag.startswith(tags)), None)


def _grouped(words: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for heading, word in words:
        groups[heading].append(word)
    return {heading: sorted(groups[heading]) for heading in sorted(groups)}


_HEAD = """How common words are in Chinese news. Made by python -m training.frequencies of the word frequencies of jieba
and of the corpus of this project. A heading is a class (n noun, v verb, a adjective, i idiom, s place or time, x other)
and the binary logarithm of how often the word comes in sixty million; what is rarer than 2**7 is not listed."""

if __name__ == "__main__":
    main()
