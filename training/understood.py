"""A composed issue with what page understanding makes of it, and the truth of each part."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from newsml_export.layout.drafts import PartDraft
from newsml_export.layout.issue_parts import IssueParts, page_readings, read_parts
from newsml_export.layout.language_pack import LanguagePack, pack_for
from newsml_export.layout.lines import bare
from newsml_export.model.issue import Issue, IssueInfo, Page, PageBlock
from tests.composer.compose import compose
from tests.composer.model import ComposedIssue

_SHINGLE = 8
_MOST = 0.3


@dataclass(frozen=True, slots=True)
class Understood:
    """The parts of a composed issue, each with the article of the truth that it is of, if any."""

    issue: Issue
    pack: LanguagePack
    read: IssueParts
    owners: tuple[int | None, ...]
    truth: Mapping[str, Any]


def understood(seed: int, level: str) -> Understood:
    """Compose an issue and read its pages."""
    composed = compose(seed, level)
    issue = issue_of(composed)
    pack = pack_for(issue.info.language)
    read = read_parts(issue, page_readings(issue, pack), pack)
    texts = ["".join(map(bare, article["paragraphs"])) for article in composed.truth["articles"]]
    holders = _holders(texts)
    return Understood(issue, pack, read, tuple(_owner(part, holders) for part in read.parts), composed.truth)


def issue_of(composed: ComposedIssue) -> Issue:
    """Return a composed issue as a reader would deliver it."""
    truth = composed.truth
    info = IssueInfo(
        publication=truth["publication"], date=dt.date.fromisoformat(truth["date"]), language=truth["language"]
    )
    pages = tuple(
        Page(label=label, blocks=(PageBlock(lines=tuple(text.split("\n"))),)) for label, text in composed.pages.items()
    )
    return Issue(info=info, pages=pages)


def _holders(texts: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, text in enumerate(texts):
        for shingle in _shingles(text):
            found[shingle] = number if found.get(shingle, number) == number else -1
    return found


def _shingles(text: str) -> set[str]:
    return {text[start : start + _SHINGLE] for start in range(max(1, len(text) - _SHINGLE + 1))}


def _owner(part: PartDraft, holders: Mapping[str, int]) -> int | None:
    shingles = _shingles("".join(map(bare, part.paragraphs)))
    votes = Counter(holders[shingle] for shingle in shingles if holders.get(shingle, -1) >= 0)
    if not votes:
        return None
    owner, count = votes.most_common(1)[0]
    return owner if count >= min(_SHINGLE, _MOST * len(shingles)) else None
