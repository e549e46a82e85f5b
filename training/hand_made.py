"""Pages set by hand as examples for the line model: of few issues, but of houses that the composer does not know."""

from __future__ import annotations

import json
import random
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from newsml_export.layout.language_pack import LanguagePack, pack_for
from training.gold import GoldLine, gold_page
from training.variants import varied

_ROOT = Path(__file__).resolve().parent.parent
_FOLDER = _ROOT / "tests" / "pages"
_EXAMPLES = _ROOT / "examples"
#: issues that the models may learn from; the others of the folder only measure
LEARNED_FROM = (
    "de-historic-1953",
    "de-ocr-1974",
    "de-swiss-softhyphen",
    "en-confusable",
    "en-historic-1906",
    "en-local-broadsheet",
    "en-ocr-1934",
    "en-pdf-sports-letters",
    "ja-daily",
    "jiangzhou-2023-03-08",
    "zh-hans-1950s",
    "zh-hans-campus",
    "zh-hans-commentary",
    "zh-hans-confusable",
    "zh-hans-county",
    "zh-hans-financial",
    "zh-hans-ocr-noise",
    "zh-hans-party-daily",
    "zh-hans-sports",
    "zh-hans-unwrapped",
    "zh-hant-hongkong-tabloid",
)
#: times that each page is looked at, each time as another extractor delivers it
_TIMES = 16


def hand_made_pages(*, spaced: bool) -> Iterator[tuple[list[GoldLine], LanguagePack, str]]:
    """Yield the pages to learn from, many times over, with the language pack and the name of the newspaper.

    Args:
        spaced: those in languages that set words apart by spaces, or the others.
    """
    for name in LEARNED_FROM:
        folder = next(folder / name for folder in (_FOLDER, _EXAMPLES) if (folder / name).is_dir())
        issue = tomllib.loads((folder / "issue.toml").read_text(encoding="utf-8"))["issue"]
        pack = pack_for(issue.get("language", "zh-Hans"))
        if pack.spaced is not spaced:
            continue
        truth = _composed_shape(json.loads((folder / "truth.json").read_text(encoding="utf-8")))
        rng = random.Random(name)
        for page in sorted(folder.glob("page-*.txt")):
            gold = gold_page(page.read_text(encoding="utf-8-sig"), truth, pack)
            yield gold, pack, issue["publication"]
            for _ in range(_TIMES - 1):
                yield varied(gold, rng, spaced=spaced), pack, issue["publication"]


def _composed_shape(truth: dict[str, Any]) -> dict[str, Any]:
    """Return a truth with the headlines of later pages where the composer writes them."""
    continued = [
        {"id": article.get("id"), "target_headline_lines": _flat(article["continuation_headline_lines"])}
        for article in truth["articles"]
        if article.get("continuation_headline_lines")
    ]
    composed = [link for link in truth.get("continuations", []) if "target_headline_lines" in link]
    return {**truth, "continuations": continued + composed}


def _flat(lines: list[Any]) -> list[str]:
    return [line for one in lines for line in (one if isinstance(one, list) else [one])]
