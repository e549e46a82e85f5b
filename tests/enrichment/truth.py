"""Reads the stories and what is true of them. The format is described in README.md."""

from __future__ import annotations

import hashlib
import json
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from newsml_export.model.story import Story
from tests.enrichment import building

STORIES = Path(__file__).with_name("stories")
#: the sample page, beside the checkout
SAMPLE = Path(__file__).resolve().parents[3] / "shared" / "samples" / "yuzhong-page-1" / "truth.json"
_PUBLICATIONS = {
    "zh-Hans": ("江州日报", "江州"),
    "zh-Hant": ("江州日報", "江州"),
    "en": ("Millbrook Gazette", "Millbrook"),
    "de": ("Steinfurther Bote", "Steinfurth"),
    "ja": ("北浜新聞", "北浜"),
}
_Raw = dict[str, Any]
_QUOTES = str.maketrans("", "", "“”„‟‘’‚\"'「」『』《》〈〉«»·・•‧")


def folded(text: str) -> str:
    """Return what is compared of a name or keyword: NFKC, case folded, without spaces and quotation marks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split()).translate(_QUOTES)


def is_held_back(story_id: str) -> bool:
    """Whether the rule holds a story back; nobody can choose it."""
    return int(hashlib.sha256(story_id.encode()).hexdigest()[:8], 16) % 3 == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that is right to find."""

    name: str
    variants: tuple[str, ...] = ()
    #: may be found or not
    optional: bool = False
    #: of a place: ISO 3166 and GB/T 2260, accepted
    codes: tuple[str, ...] = ()
    #: of a place: a code must be given; else one that is given must be right
    code_expected: bool = True
    #: of a person
    role: str = "mentioned"
    #: of a person, accepted
    posts: tuple[str, ...] = ()

    @property
    def forms(self) -> frozenset[str]:
        """All forms, folded."""
        return frozenset(map(folded, (self.name, *self.variants)))


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueSeries:
    """The series that a story is a part of."""

    name: str
    variants: tuple[str, ...] = ()
    number: int | None = None

    @property
    def forms(self) -> frozenset[str]:
        """All forms of the name, folded."""
        return frozenset(map(folded, (self.name, *self.variants)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """A story and what is true of it."""

    id: str
    story: Story
    publication: str
    place: str | None
    held_back: bool = False
    #: names of genres, the best first
    genre: tuple[str, ...] = ()
    #: accepted top-level topics, the best first; empty: none fits
    topic: tuple[str, ...] = ()
    topics_deeper: frozenset[str] = frozenset()
    keywords: tuple[Entry, ...] = ()
    persons: tuple[Entry, ...] = ()
    organisations: tuple[Entry, ...] = ()
    places: tuple[Entry, ...] = ()
    works: tuple[Entry, ...] = ()
    events: tuple[Entry, ...] = ()
    series: TrueSeries | None = None


@cache
def truths() -> tuple[Truth, ...]:
    """Return all stories, by file and within it in order; those of the sample page only where it is there."""
    found: list[Truth] = []
    for path in sorted(STORIES.glob("*.toml")):
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        if "sample" not in path.stem:
            found += [_truth(one, building.article(one)) for one in raw["story"]]
        elif SAMPLE.is_file():
            articles = json.loads(SAMPLE.read_bytes())["articles"]
            found += [_truth(_named(one, article), article) for one, article in _sample(raw["story"], articles)]
    return tuple(found)


def development() -> tuple[Truth, ...]:
    """Return the stories that enrichers may be tuned to."""
    return tuple(truth for truth in truths() if not truth.held_back)


def held_back() -> tuple[Truth, ...]:
    """Return the stories that nobody looks at."""
    return tuple(truth for truth in truths() if truth.held_back)


def _sample(stories: list[_Raw], articles: list[_Raw]) -> list[tuple[_Raw, _Raw]]:
    return [(one, building.sample_article(articles[one["article"]])) for one in stories]


def _named(raw: dict[str, Any], article: dict[str, Any]) -> dict[str, Any]:
    """Put the names in place of where they stand."""
    persons = []
    for person in raw.get("persons", []):
        paragraph, first, length = person["at"]
        name = article["paragraphs"][paragraph][first : first + length]
        persons.append({key: value for key, value in person.items() if key != "at"} | {"name": name})
    return raw | {"persons": persons}


def _truth(raw: dict[str, Any], article: dict[str, Any]) -> Truth:
    language = raw["language"]
    publication, place = _PUBLICATIONS[language]
    series = raw.get("series")
    return Truth(
        id=raw["id"],
        story=building.story(raw["id"], article, language, raw.get("publication", publication)),
        publication=raw.get("publication", publication),
        place=raw.get("place", place),
        held_back=raw.get("held_back", False),
        genre=tuple(raw["genre"]),
        topic=tuple(raw["topic"]),
        topics_deeper=frozenset(raw.get("topics_deeper", ())),
        keywords=_short(raw.get("keywords", ())),
        persons=tuple(map(_entry, raw.get("persons", ()))),
        organisations=_short(raw.get("organisations", ())),
        places=tuple(map(_entry, raw.get("places", ()))),
        works=_short(raw.get("works", ())),
        events=_short(raw.get("events", ())),
        series=TrueSeries(**_tuples(series)) if series is not None else None,
    )


def _short(raw: Iterable[str]) -> tuple[Entry, ...]:
    return tuple(map(_short_entry, raw))


def _short_entry(raw: str) -> Entry:
    name, *variants = raw.removeprefix("?").split("|")
    return Entry(name=name, variants=tuple(variants), optional=raw.startswith("?"))


def _entry(raw: dict[str, Any]) -> Entry:
    return Entry(**_tuples(raw))


def _tuples(raw: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()}
