"""English and German headline stacks: cases, line breaks, decks and ladders of decks."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from tests.composer.wrapping import spread

if TYPE_CHECKING:
    import random

    from tests.composer.latin_house import House
    from tests.composer.model import Article
    from tests.composer.options import Options

_SMALL = {
    "a",
    "an",
    "and",
    "as",
    "at",
    "but",
    "by",
    "for",
    "from",
    "in",
    "into",
    "nor",
    "of",
    "off",
    "on",
    "or",
    "over",
    "per",
    "the",
    "to",
    "up",
    "via",
    "with",
}
#: short rules as OCR delivers them
RULES = ("—", "———", "-----", "——o——", "* * *", "_____")


def cased(text: str, case: str) -> str:
    """Return ``text`` in sentence case (as it is), Title Case or CAPITALS (ß becomes SS)."""
    if case == "caps":
        return text.upper()
    if case == "title":
        words = text.split(" ")
        return " ".join(
            word if number and word.lower() in _SMALL else word[:1].upper() + word[1:]
            for number, word in enumerate(words)
        )
    return text


def broken(text: str, measure: int) -> list[str]:
    """Break a headline into lines of at most about ``measure`` characters; words stay whole, no line stands empty."""
    return textwrap.wrap(text, measure, break_long_words=False, break_on_hyphens=False) or [text]


def stack(article: Article, house: House, rng: random.Random, options: Options) -> tuple[str, ...]:
    """Return the printed lines of a stack on the first page: kicker, main lines, decks."""
    style = options.latin
    measure = rng.choice((13, 16, 18, 20, 24, 30, 36, 60))
    lines: list[str] = []
    if article.kicker and rng.random() < style.kickers:
        case = rng.choice(("sentence", "caps")) if house.language == "en" else "sentence"
        lines += [cased(line, case) for line in article.kicker]
    for line in article.headline:
        lines += broken(cased(line, house.case), max(measure, len(line) // 5))
    return tuple(lines + _decks(article, house, rng, options))


def _decks(article: Article, house: House, rng: random.Random, options: Options) -> list[str]:
    style = options.latin
    if not article.deck:
        return []
    if house.historic and len(article.deck) > 1 and rng.random() < style.ladders:
        case = rng.choice(("title", "title", "caps", "sentence")) if house.language == "en" else "sentence"
        mark = rng.choice(("", "", ".")) if case != "caps" else ""
        return [cased(line, case) + mark for line in article.deck[: rng.randint(2, 6)]]
    if rng.random() >= style.decks:
        return []
    deck = rng.choice(article.deck[:2])
    case = "title" if house.case == "title" and rng.random() < 0.4 else "sentence"
    return broken(cased(deck, case), rng.choice((22, 28, 34, 45, 70)))


def target_stack(
    article: Article,
    first: tuple[str, ...],
    *,
    slug_head: bool,
    house: House,
    rng: random.Random,
    options: Options,
) -> tuple[str, ...]:
    """Return what a later page prints over the rest of a story whose first page printed ``first``."""
    if slug_head:
        slug = article.slug or article.id.upper()
        if article.short and not house.historic and rng.random() < 0.25:
            return tuple(broken(f"{slug}{rng.choice((': ', ' / ', ' | '))}{article.short}", rng.choice((26, 40))))
        return (slug,)
    chance = rng.random()
    if not first or chance < options.target_headline_missing:
        return ()
    if chance < options.target_headline_missing + options.target_headline_short:
        return shortened(article, house, rng)
    if rng.random() < 0.5:
        return first
    return tuple(line for part in article.headline for line in broken(cased(part, house.case), 30))


def shortened(article: Article, house: House, rng: random.Random) -> tuple[str, ...]:
    """Return the jump headline: the editor's own short one, or the first line."""
    return tuple(broken(cased(article.short or article.headline[0], house.case), rng.choice((20, 26, 40))))


def printed(lines: tuple[str, ...], house: House, rng: random.Random, options: Options) -> list[str]:
    """Return a stack as it stands on the page: blank lines or short rules inside, capitals spread out."""
    out: list[str] = []
    ruled = house.historic and len(lines) > 1 and rng.random() < options.latin.deck_rules
    rule = rng.choice(RULES)
    for number, line in enumerate(lines):
        if number and ruled and rng.random() < 0.6:
            out.append(rule)
        elif number and rng.random() < options.broken_stack:
            out.append("")
        wide = line.isupper() and 3 <= len(line) <= 12 and " " not in line
        out.append(spread(line) if wide and rng.random() < options.spread_headline else line)
    return out
