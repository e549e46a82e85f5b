"""Hold an edition against a truth: which stories are there whole, with the right headline, by-line and parts."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from newsml_export.model.edition import Edition
from newsml_export.model.story import Story

_WHOLE = 0.98
_SHINGLE = 8


@dataclass(slots=True)
class Score:
    """Counts over one or more issues."""

    articles: int = 0
    stories: int = 0
    found: int = 0
    headlines: int = 0
    bylines: int = 0
    continued: int = 0
    continued_right: int = 0
    wrong_joins: int = 0
    furniture_leaked: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(**{name: getattr(self, name) + getattr(other, name) for name in Score.__dataclass_fields__})

    def share(self, name: str) -> float:
        """Return a count as a share of the articles."""
        return float(getattr(self, name)) / max(1, self.articles)


def bare(text: str) -> str:
    """Return ``text`` without white space."""
    return "".join(text.split())


def score_edition(edition: Edition, truth: Mapping[str, Any]) -> Score:
    """Return how well ``edition`` fits ``truth`` (the format of the sample's ``truth.json``)."""
    bodies = [bare("".join(article["paragraphs"])) for article in truth["articles"]]
    owners = _owners(bodies)
    votes = [_votes(bare("".join(story.paragraphs)), owners) for story in edition.stories]
    score = Score(articles=len(bodies), stories=len(edition.stories))
    for number, article in enumerate(truth["articles"]):
        several = len(article.get("pages") or ()) > 1
        score.continued += several
        best = max(range(len(votes)), key=lambda index: votes[index].get(number, 0), default=None)
        if best is None or not votes[best].get(number):
            continue
        story = edition.stories[best]
        whole = _ratio(bare("".join(story.paragraphs)), bodies[number]) >= _WHOLE
        score.found += whole
        score.continued_right += whole and several
        score.headlines += _headline_right(story, article["headline_lines"])
        score.bylines += {bare(name) for name in article["bylines"]} == {bare(line.name) for line in story.bylines}
    score.wrong_joins = sum(sum(count >= 12 for count in vote.values()) > 1 for vote in votes)
    texts = [bare("".join(story.paragraphs)) for story in edition.stories]
    score.furniture_leaked = sum(
        len(bare(text)) >= 4 and any(bare(text) in body for body in texts) for text in truth.get("furniture", ())
    )
    return score


def _owners(bodies: Sequence[str]) -> dict[str, int | None]:
    owners: dict[str, int | None] = {}
    for number, body in enumerate(bodies):
        for start in range(max(1, len(body) - _SHINGLE + 1)):
            shingle = body[start : start + _SHINGLE]
            owners[shingle] = number if owners.get(shingle, number) == number else None
    return owners


def _votes(body: str, owners: Mapping[str, int | None]) -> dict[int, int]:
    found: dict[int, int] = {}
    for shingle in {body[start : start + _SHINGLE] for start in range(max(1, len(body) - _SHINGLE + 1))}:
        owner = owners.get(shingle)
        if owner is not None:
            found[owner] = found.get(owner, 0) + 1
    return found


def _ratio(one: str, other: str) -> float:
    return 1.0 if one == other else difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def _headline_right(story: Story, printed: Sequence[str]) -> bool:
    if not printed:
        return story.derived_headline
    lines = [bare(line) for line in printed]
    ours = "".join(bare(line.text) for line in story.headline)
    return not story.derived_headline and all(line in ours for line in lines) and len(ours) == sum(map(len, lines))
