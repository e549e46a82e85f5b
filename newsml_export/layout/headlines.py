"""Headline stacks: the role of each line, and a headline for a text that has none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsml_export.layout.drafts import HeadlineChunk
from newsml_export.layout.language_pack import LanguagePack
from newsml_export.layout.lines import bare
from newsml_export.model.story import HeadlineLine, HeadlineRole

_NUMBERED = re.compile(
    r"[\u2460-\u2473\u3251-\u325f]$|[(（][一二三四五六七八九十0-9]{1,3}[)）]$|之[一二三四五六七八九十]{1,3}$"
)
_CLAUSE = re.compile(r"[。！？；!?;]|(?<=[\u3400-\u9fff”》）])[，,]")
_DERIVED_MIN = 8
_DERIVED_MAX = 32


def stack_lines(chunks: Sequence[HeadlineChunk], pack: LanguagePack) -> tuple[HeadlineLine, ...]:
    """Return the lines of a stack with their roles, in the order they are printed in."""
    lines = [(number, line) for number, chunk in enumerate(chunks) for line in chunk.lines]
    roles: list[HeadlineRole | None] = [_sure_role(line, index, pack) for index, (_, line) in enumerate(lines)]
    free = [index for index, role in enumerate(roles) if role is None]
    if free:
        for index, role in zip(free, _by_shape([lines[index] for index in free]), strict=True):
            roles[index] = role
    else:
        roles[max(range(len(lines)), key=lambda index: len(lines[index][1]))] = HeadlineRole.MAIN
    return tuple(
        HeadlineLine(role=role or HeadlineRole.MAIN, text=line) for role, (_, line) in zip(roles, lines, strict=True)
    )


def is_addition(lines: Sequence[str], pack: LanguagePack) -> bool:
    """Say whether ``lines`` can only be a part of a stack that has its main headline elsewhere: a deck or a label."""
    roles = [_sure_role(line, 1, pack) for line in lines]
    return bool(roles) and all(role is not None for role in roles)


def _sure_role(line: str, index: int, pack: LanguagePack) -> HeadlineRole | None:
    words = pack.headline
    numbered = _NUMBERED.search(bare(line)) is not None
    if any(word in line for word in words.series) and (numbered or len(line) <= 14):
        return HeadlineRole.SERIES
    if words.deck_dashes and line.startswith(words.deck_dashes):
        return HeadlineRole.DECK
    if index and words.deck_ends and line.endswith(words.deck_ends) and len(line) <= 24:
        return HeadlineRole.DECK
    return None


def _by_shape(lines: Sequence[tuple[int, str]]) -> list[HeadlineRole]:
    """Tell kicker, main and deck apart by the chunks that they stand in and by their length.

    Lines of one chunk were set together, so they share a role; with one chunk alone all its lines are the main
    headline, unless three or more lines ask for a kicker.
    """
    chunks = sorted({chunk for chunk, _ in lines})
    if len(chunks) == 1:
        texts = [line for _, line in lines]
        if len(texts) >= 3 and len(texts[0]) <= len(texts[1]):
            return [HeadlineRole.KICKER] + [HeadlineRole.MAIN] * (len(texts) - 1)
        return [HeadlineRole.MAIN] * len(texts)
    if len(chunks) == 2:
        first = [line for chunk, line in lines if chunk == chunks[0]]
        second = [line for chunk, line in lines if chunk == chunks[1]]
        kicker = len(second) > len(first) and len(first) == 1
        order = (HeadlineRole.KICKER, HeadlineRole.MAIN) if kicker else (HeadlineRole.MAIN, HeadlineRole.DECK)
        return [order[chunks.index(chunk)] for chunk, _ in lines]
    main = max(chunks[1:-1], key=lambda chunk: sum(len(line) for other, line in lines if other == chunk))
    return [
        HeadlineRole.MAIN if chunk == main else HeadlineRole.KICKER if chunk < main else HeadlineRole.DECK
        for chunk, _ in lines
    ]


def derive_headline(paragraphs: Sequence[str], pack: LanguagePack) -> tuple[HeadlineLine, ...]:
    """Return a headline made of the first clause of a text that has none; empty where there is no text."""
    text = next((paragraph for paragraph in paragraphs if paragraph.strip()), "")
    if not text:
        return ()
    end = len(text)
    for match in _CLAUSE.finditer(text):
        if match.start() >= _DERIVED_MIN:
            end = match.start()
            break
    clause = text[:end].strip()
    limit = _DERIVED_MAX * (3 if pack.spaced else 1)
    if len(clause) > limit:
        clause = (clause[:limit].rsplit(" ", 1)[0] if pack.spaced else clause[:limit]).rstrip() + "…"
    return (HeadlineLine(role=HeadlineRole.DERIVED, text=clause),)
