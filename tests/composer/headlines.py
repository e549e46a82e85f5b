"""Headline stacks: which lines are printed, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.composer.wrapping import spread

if TYPE_CHECKING:
    import random

    from tests.composer.model import Article
    from tests.composer.options import Options


def stack(article: Article, rng: random.Random) -> tuple[str, ...]:
    """Return the printed lines of a stack: the main lines always, kicker, deck and series label mostly."""
    kicker = article.kicker if rng.random() < 0.75 else ()
    deck = article.deck if rng.random() < 0.75 else ()
    if deck and article.series and rng.random() < 0.5:
        deck = ()
    if deck and len(deck) == 1 and not deck[0].startswith("——") and rng.random() < 0.4:
        deck = ("——" + deck[0],)
    series = article.series
    if series and rng.random() < 0.4:
        return (*series, *kicker, *article.headline, *deck)
    return (*kicker, *article.headline, *deck, *series)


def target_stack(article: Article, first: tuple[str, ...], rng: random.Random, options: Options) -> tuple[str, ...]:
    """Return what a later page prints over the rest of a story whose first page printed ``first``."""
    chance = rng.random()
    if not first or chance < options.target_headline_missing:
        return ()
    if chance < options.target_headline_missing + options.target_headline_short:
        return (shortened(article, rng),)
    return first if rng.random() < 0.5 else article.headline


def shortened(article: Article, rng: random.Random) -> str:
    """Return a headline in short: the editor's own, a part of it, or its opening."""
    if article.short and rng.random() < 0.8:
        return article.short
    parts = "".join(article.headline).split() or list(article.headline)
    longest = max(article.headline, key=len)
    return rng.choice([longest, max(parts, key=len)])


def printed(lines: tuple[str, ...], rng: random.Random, options: Options) -> list[str]:
    """Return the lines of a stack as they stand on the page: spread out, or with a blank line inside."""
    out: list[str] = []
    for number, line in enumerate(lines):
        if number and rng.random() < options.broken_stack:
            out.append("")
        short = 3 <= len(line) <= 7 and " " not in line and not line.isascii()
        out.append(spread(line) if short and rng.random() < options.spread_headline else line)
    return out
