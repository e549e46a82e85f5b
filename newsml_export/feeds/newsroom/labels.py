"""What the pages say, in the language that the operator's browser asks for."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


class Labels:
    """The words of one language."""

    def __init__(self, tag: str, words: dict[str, str]) -> None:
        self.tag = tag
        self._words = words

    def __call__(self, key: str, **values: object) -> str:
        """Return the words for ``key`` with ``values`` filled in; an unknown key stands for itself."""
        return self._words.get(key, key).format(**values)


def labels(accepted: str | None) -> Labels:
    """Return the words for an ``Accept-Language`` header (RFC 9110, section 12.5.4): Chinese or English."""
    for offer in sorted((accepted or "").split(","), key=_quality, reverse=True):
        tag = offer.partition(";")[0].strip().lower()
        if tag.startswith("zh"):
            return _all()["zh-Hans"]
        if tag.startswith("en"):
            break
    return _all()["en"]


def _quality(offer: str) -> float:
    text = offer.partition(";")[2].strip()
    try:
        return float(text.removeprefix("q=")) if text else 1.0
    except ValueError:
        return 0.0


@cache
def _all() -> dict[str, Labels]:
    text = (resources.files(__package__) / "assets" / "labels.toml").read_text("utf-8")
    return {tag: Labels(tag, words) for tag, words in tomllib.loads(text).items()}
