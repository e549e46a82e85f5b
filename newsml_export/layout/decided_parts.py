"""Parts of stories as overrides want them: given headlines and by-lines, texts left out, parts joined."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from newsml_export.layout.bylines import parse_byline
from newsml_export.layout.continuations import Link
from newsml_export.layout.drafts import GivenFacts, PartDraft
from newsml_export.layout.language_pack import LanguagePack
from newsml_export.layout.lines import bare, has_han, tidy
from newsml_export.layout.overrides import Decisions, opening, opening_key
from newsml_export.layout.pinned_headlines import Pins, given_stack
from newsml_export.model.overrides import GivenByline, StoryOverride
from newsml_export.model.story import Byline, BylineRole, Decision, HeadlineRole, PubStatus

#: characters that a text is named by at least, in scripts without and with spaces
_NAME, _NAME_SPACED = 12, 30
_STRICTEST_FIRST = (PubStatus.CANCELED, PubStatus.WITHHELD, PubStatus.USABLE)


def pins_of(decisions: Decisions, parts: Sequence[PartDraft]) -> dict[int, Pins]:
    """Return what is decided about the headlines of pages of text, by the place of the page in the issue."""
    found: dict[int, Pins] = {}
    for number, entry in decisions.headlines.items():
        part = parts[number]
        if part.given is None:
            before = found.get(part.page_index, Pins())
            given = {**before.headlines, part.order - 1: entry.headline or ()}
            found[part.page_index] = replace(before, headlines=given)
    for number in decisions.drops:
        part = parts[number]
        if part.given is None:
            before = found.get(part.page_index, Pins())
            found[part.page_index] = replace(before, dropped=before.dropped | {part.order - 1})
    for page, entries in decisions.lines.items():
        before = found.get(page, Pins())
        found[page] = replace(before, lines=tuple(line for entry in entries for line in entry.headline))
    return found


def decided_parts(
    parts: Sequence[PartDraft], decisions: Decisions, printed: Callable[[int], Sequence[Byline]], pack: LanguagePack
) -> list[PartDraft]:
    """Return ``parts`` with everything that is decided about them but their headlines on pages of text.

    Texts that are left out keep their place in the sequence, so that places stay what they are; they go on nowhere.

    Args:
        parts: all parts of the issue.
        decisions: what is decided.
        printed: returns the by-lines that the story with the part of that place has without overrides.
        pack: the language of the issue.
    """
    changed = list(parts)
    _give_headlines(changed, decisions, pack)
    for number, entry in decisions.headlines.items():
        decision = Decision(confidence=1.0, evidence=(entry.voice,))
        changed[number] = replace(changed[number], headline_decided=True, headline_decision=decision)
    for number, entry in decisions.bylines.items():
        bylines = _bylines(entry.bylines or (), printed(number), pack)
        changed[number] = replace(changed[number], bylines=bylines, bylines_decided=True)
    for number, entries in decisions.handling.items():
        changed[number] = replace(changed[number], handling=_handling(entries))
    for number in decisions.drops:
        changed[number] = replace(changed[number], jump_to=None, jump_from=None, given=None)
    return _numbered(changed, decisions)


def _give_headlines(parts: list[PartDraft], decisions: Decisions, pack: LanguagePack) -> None:
    """Give parsed articles their headlines, and take them from other articles of the page."""
    gone: dict[int, set[str]] = defaultdict(set)
    for page, entries in decisions.lines.items():
        gone[page] |= {opening_key(line) for entry in entries for line in entry.headline}
    for number, entry in decisions.headlines.items():
        part = parts[number]
        if part.given is not None:
            parts[number] = replace(part, headline=given_stack(entry.headline or (), pack))
            gone[part.page_index] |= {opening_key(line.text) for line in entry.headline or ()}
    for number, part in enumerate(parts):
        if part.given is None or number in decisions.headlines or not gone[part.page_index]:
            continue
        left = [line for line in part.headline if opening_key(line.text) not in gone[part.page_index]]
        if left and all(line.role is not HeadlineRole.MAIN for line in left):
            left[0] = replace(left[0], role=HeadlineRole.MAIN)
        parts[number] = replace(part, headline=tuple(left))


def _bylines(given: Sequence[GivenByline], printed: Sequence[Byline], pack: LanguagePack) -> tuple[Byline, ...]:
    """Return by-lines as the operator wrote them; one that is printed too keeps the role that it is printed with."""
    known = {byline.name: byline for byline in printed}
    found: list[Byline] = []
    for byline in given:
        name = bare(byline.name) if has_han(byline.name) else tidy(byline.name)
        if byline.role is not None or byline.title is not None:
            role, title = byline.role or BylineRole.REPORTER, byline.title
            if title is None and name in known:
                title = known[name].title
            found.append(Byline(name=name, role=role, title=title))
        elif name in known:
            found.append(known[name])
        else:
            found += parse_byline(byline.name, pack) or (Byline(name=name),)
    return tuple(dict.fromkeys(found))


def _handling(entries: Sequence[StoryOverride]) -> GivenFacts:
    """Return what entries say of how a text may be used; of what they say differently, the strictest."""
    statuses = {entry.status for entry in entries}
    return GivenFacts(
        pub_status=next((status for status in _STRICTEST_FIRST if status in statuses), None),
        embargoed=max((entry.embargoed for entry in entries if entry.embargoed is not None), default=None),
        ed_note=next((entry.ed_note for entry in entries if entry.ed_note is not None), None),
        correction=next((entry.correction for entry in entries if entry.correction is not None), None),
    )


def _numbered(parts: Sequence[PartDraft], decisions: Decisions) -> list[PartDraft]:
    if not decisions.drops:
        return list(parts)
    orders: Counter[int] = Counter()
    numbered = []
    for number, part in enumerate(parts):
        if number not in decisions.drops:
            orders[part.page_index] += 1
            part = replace(part, order=orders[part.page_index])
        numbered.append(part)
    return numbered


def decided_links(decisions: Decisions) -> tuple[Link, ...]:
    """Return the continuations that are decided."""
    return tuple(
        Link(source=source, target=target, decision=Decision(confidence=1.0, evidence=(entry.voice,)))
        for (source, target), entry in decisions.joins.items()
    )


def with_openings(parts: Sequence[PartDraft], pack: LanguagePack) -> list[PartDraft]:
    """Give every part the opening words that tell it from the other texts of its page."""
    pages: dict[int, list[int]] = defaultdict(list)
    for number, part in enumerate(parts):
        pages[part.page_index].append(number)
    named = list(parts)
    for numbers in pages.values():
        keys = {number: opening_key(opening(parts[number])) for number in numbers}
        lengths = _lengths(keys)
        for number in numbers:
            words = _opening_words(opening(parts[number]), lengths[number], spaced=pack.spaced)
            named[number] = replace(parts[number], begins=words or None)
    return named


def _lengths(keys: Mapping[int, str]) -> dict[int, int]:
    """Return how many characters of each key tell it from all others; neighbours in order share the most."""
    ordered = sorted(keys, key=keys.__getitem__)
    lengths = dict.fromkeys(ordered, 1)
    for one, other in pairwise(ordered):
        pairs = zip(keys[one], keys[other], strict=False)
        shared = next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(keys[one]), len(keys[other])))
        lengths[one], lengths[other] = max(lengths[one], shared + 1), max(lengths[other], shared + 1)
    return lengths


def _opening_words(text: str, length: int, *, spaced: bool) -> str:
    """Return the beginning of ``text`` that has ``length`` characters that count, or a few more."""
    end = max(length, _NAME_SPACED if spaced else _NAME)
    while end < len(text) and len(opening_key(text[:end])) < length:
        end += 1
    while spaced and end < len(text) and not text[end].isspace():
        end += 1
    return text[:end].strip()
