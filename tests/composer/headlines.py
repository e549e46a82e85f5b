"""Headline stacks: which lines are printed, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.composer.traditional import hant
from tests.composer.wrapping import spread

if TYPE_CHECKING:
    import random

    from tests.composer.model import Article
    from tests.composer.options import Options


#: standing titles of columns, by genre; printed in the stack, above it or below
COLUMN_NAMES = {
    "opinion": ("晨报时评", "今日谈", "街谈巷议", "江州论坛", "一家之言", "微言"),
    "letter": ("读者来信", "编读往来", "百姓来电"),
    "health": ("健康门诊", "名医在线"),
    "interview": ("面对面", "对话", "晨报访谈"),
    "explainer": ("政策问答", "记者帮你问", "新闻+"),
    "court": ("以案说法", "庭审现场"),
    "travel": ("周末去哪儿", "行走江州"),
    "photo": ("图片新闻", "晨报看图", "镜头"),
    "literature": ("江花", "副刊", "灯下漫笔"),
}


def stack(article: Article, rng: random.Random, options: Options) -> tuple[str, ...]:
    """Return the printed lines of a stack: the main lines always, kicker, deck, series label and column name mostly."""
    lines = _stack(article, rng)
    if options.split_headline:
        lines = tuple(piece for line in lines for piece in _split(line, rng, options))
    names = COLUMN_NAMES.get(article.genre, ()) if options.language.startswith("zh") else ()
    if not names or not options.column_names or rng.random() >= options.column_names:
        return lines
    name = rng.choice(names)
    if options.language == "zh-Hant":
        name = hant(name)
    name = rng.choice(("{}", "{}", "【{}】", "■{}", "●{}")).format(name)
    return (*lines, name) if rng.random() < 0.25 else (name, *lines)


def _split(line: str, rng: random.Random, options: Options) -> tuple[str, ...]:
    """Return a long line in two, parted at the space nearest to its middle."""
    gaps = [n for n, character in enumerate(line) if character in " \u3000" and 4 <= n <= len(line) - 5]
    if len(line) < 14 or not gaps or rng.random() >= options.split_headline:
        return (line,)
    at = min(gaps, key=lambda n: abs(n - len(line) // 2))
    return line[:at], line[at + 1 :]


def _stack(article: Article, rng: random.Random) -> tuple[str, ...]:
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
