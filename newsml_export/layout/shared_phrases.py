"""Words that a headline shares with a text, as a person would name them."""

from __future__ import annotations

from collections.abc import Sequence

#: as many are named
_NAMED = 6


def shared_phrases(words: Sequence[str], headline: str, text: str) -> list[str]:
    """Return the longest phrases of ``headline`` around ``words`` that stand in ``text`` too.

    Words are found by a dictionary, which cuts a name that it does not know into pieces: 欧阳, 阳小 and 小满 are told
    as 欧阳小满.

    Args:
        words: the words that are shared, the most telling first.
        headline: where they stand, in a script without spaces.
        text: where they stand too.
    """
    phrases: list[str] = []
    for word in words:
        start = headline.find(word)
        if start < 0:
            phrases.append(word)
            continue
        end = start + len(word)
        while start > 0 and headline[start - 1].isalnum() and headline[start - 1 : end] in text:
            start -= 1
        while end < len(headline) and headline[end].isalnum() and headline[start : end + 1] in text:
            end += 1
        phrase = headline[start:end]
        if not any(phrase in other for other in phrases):
            phrases = [other for other in phrases if other not in phrase] + [phrase]
    return phrases[:_NAMED]
