"""Makes stories of articles, as understanding a page would leave them."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from newsml_export.model.story import (
    Byline,
    BylineRole,
    Dateline,
    Decision,
    HeadlineLine,
    HeadlineRole,
    LocalId,
    Source,
    Story,
    StoryPart,
)
from tests.composer.blocks import plain
from tests.composer.corpus import CORPUS

#: fields of an article that hold the lines of each part of a headline stack, as they are printed from above
_STACK = (
    ("kicker", HeadlineRole.KICKER),
    ("headline", HeadlineRole.MAIN),
    ("deck", HeadlineRole.DECK),
    ("series", HeadlineRole.SERIES),
    ("derived", HeadlineRole.DERIVED),
)
_AGENCIES = {"新华社": "新华社{place}3月8日电"}


def article(raw: dict[str, Any]) -> dict[str, Any]:
    """Return the article of a story: that of the corpus which ``from`` names, or its own fields."""
    if "from" in raw:
        return _corpus(raw["from"])[raw["id"]]
    series = [raw["series_label"]] if "series_label" in raw else []
    return raw | {"series": series, "place": raw.get("dateline_place")}


def sample_article(raw: dict[str, Any]) -> dict[str, Any]:
    """Return an article of the sample page in the corpus's form."""
    lines = raw["headline_lines"]
    desks = [name for name in raw["bylines"] if name.endswith("评论员")]
    return {
        "headline": [line for line in lines if "系列" not in line],
        "series": [line for line in lines if "系列" in line],
        "derived": [] if lines else [raw["paragraphs"][0].partition("。")[0]],
        "paragraphs": raw["paragraphs"],
        "reporters": [name for name in raw["bylines"] if name not in desks],
        "desk": desks[0] if desks else None,
        "source": raw["source"],
    }


def story(story_id: str, raw: dict[str, Any], language: str, publication: str) -> Story:
    """Return a story on page 1.

    Args:
        story_id: of the truth.
        raw: an article in the corpus's form.
        language: BCP 47.
        publication: the newspaper, which 本报讯 stands for.
    """
    paragraphs = tuple(map(plain, raw["paragraphs"]))
    place = raw.get("place")
    return Story(
        local_id=LocalId(f"s-{story_id}"),
        language=language,
        headline=tuple(HeadlineLine(role=role, text=line) for key, role in _STACK for line in raw.get(key) or ()),
        headline_decision=Decision(),
        paragraphs=paragraphs,
        parts=(StoryPart(page="1", last_paragraph=max(len(paragraphs) - 1, 0)),),
        bylines=_bylines(raw),
        source=_source(raw, place, publication),
        dateline=Dateline(text=place, place=place) if place else None,
    )


def _bylines(raw: dict[str, Any]) -> tuple[Byline, ...]:
    found = [Byline(name=name) for name in raw.get("reporters") or ()]
    found += [Byline(name=name, role=BylineRole.CORRESPONDENT) for name in raw.get("correspondents") or ()]
    if raw.get("desk"):
        found.append(Byline(name=raw["desk"], role=BylineRole.COMMENTATOR))
    return tuple(found)


def _source(raw: dict[str, Any], place: str | None, publication: str) -> Source | None:
    if raw.get("agency") in _AGENCIES:
        return Source(text=_AGENCIES[raw["agency"]].format(place=place or ""), name=raw["agency"])
    text = raw.get("source")
    if text is None:
        return None
    return Source(text=text, name="新华社" if text.startswith("新华社") else publication)


@cache
def _corpus(stem: str) -> dict[str, dict[str, Any]]:
    raw = tomllib.loads((CORPUS / f"{stem}.toml").read_text(encoding="utf-8"))
    return {one["id"]: one for one in raw["article"]}
