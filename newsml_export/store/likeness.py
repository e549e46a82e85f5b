"""Which stories of an issue that is published again are those that were published before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsml_export.model.story import Story

#: share of the pieces of two texts that are the same, from which on they are one story
_SAME = 0.5
_PIECE = 4


def matched(before: Mapping[str, Story], now: Mapping[int, Story]) -> dict[int, str]:
    """Return which of the stories ``before`` (by guid) those of ``now`` (by place) are; each is at most one."""
    old = {guid: _pieces(story) for guid, story in before.items()}
    pairs = sorted(
        (
            (_share(pieces, other), -place, guid)
            for place, story in now.items()
            for pieces in [_pieces(story)]
            for guid, other in old.items()
        ),
        reverse=True,
    )
    found: dict[int, str] = {}
    for share, place, guid in pairs:
        if share >= _SAME and -place not in found and guid not in found.values():
            found[-place] = guid
    return found


def changes(before: Story, now: Story) -> Iterator[str]:
    """Yield what of a story is not as it was, in words."""
    for name, one, other in (
        ("headline", before.headline, now.headline),
        ("text", before.paragraphs, now.paragraphs),
        ("by-line", before.bylines, now.bylines),
        ("placement", [(p.page, p.section) for p in before.parts], [(p.page, p.section) for p in now.parts]),
        ("pictures", [(p.href, p.caption, p.sha256) for p in before.pictures],
         [(p.href, p.caption, p.sha256) for p in now.pictures]),
        ("metadata", (before.genre, before.keywords, before.subjects, before.summary),
         (now.genre, now.keywords, now.subjects, now.summary)),
        ("status", before.pub_status, now.pub_status),
        ("embargo", before.embargoed, now.embargoed),
        ("note", (before.ed_note, before.correction), (now.ed_note, now.correction)),
    ):  # fmt: skip
        if one != other:
            yield name


def _pieces(story: Story) -> frozenset[str]:
    text = "".join("".join(story.paragraphs).split()) or "".join(story.main_headline.split())
    return frozenset(text[start : start + _PIECE] for start in range(max(1, len(text) - _PIECE + 1)))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / (len(one | other) or 1)
