"""Read the corpus."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from tests.composer import traditional
from tests.composer.model import Article

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
_TUPLES = ("paragraphs", "headline", "kicker", "deck", "series", "reporters", "correspondents")


@cache
def articles(language: str) -> tuple[Article, ...]:
    """Return all articles of ``language`` (BCP 47), in the order of the files and within them."""
    if language == "zh-Hant":
        return tuple(map(traditional.converted, articles("zh-Hans")))
    found: list[Article] = []
    for path in sorted(CORPUS.glob(f"{language}-*.toml")):
        with path.open("rb") as file:
            found += [_article(raw) for raw in tomllib.load(file)["article"]]
    return tuple(found)


def _article(raw: dict[str, Any]) -> Article:
    fields: dict[str, Any] = {key: tuple(value) if key in _TUPLES else value for key, value in raw.items()}
    return Article(**fields)
