"""Words and multi-word units of a Chinese story that could be keywords."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from newsml_export.enrich.candidates import Candidate, person_words
from newsml_export.enrich.frequencies import class_and_weight
from newsml_export.enrich.tables import words
from newsml_export.model.lexicon import LexiconKind
from newsml_export.model.subjects import SubjectType

if TYPE_CHECKING:
    from newsml_export.enrich.analysis import Analysis
    from newsml_export.enrich.base import EnrichContext
    from newsml_export.model.story import Story

TABLE = "keywords-zh.txt"
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff〇]+")
_UNIT = re.compile(r"[A-Za-z0-9.+-]{0,8}[\u3400-\u9fff〇]{2,}|[A-Za-z][A-Za-z0-9+-]{1,11}")
_QUOTED = re.compile(r"[“「]([^“”「」，。！？；：、…\s]{3,8})[”」]")
#: what people say, rather than what something is called
_SAID = re.compile(
    r"[我你他她它们的了吗吧呢啊着过是不没就也都还很太把被让给这那]|[一二三四五六七八九十\d]+[个名家位次]"
)
#: numbers, with what they count
_NUMBER = re.compile(
    r"(?:第|约|近|超|逾|达)?[\d〇零一二两三四五六七八九十百千万亿几数多余半.%％点]{1,12}"
    r"[个名家次位项种类年月日天时分秒元块角人户艘架辆件套间层楼号届期岁公里米斤吨亩株棵枚条支场次余多万亿级度本册座处口只头张版章批人号楼成位度折滴首剂]{0,3}"
)
#: how much a word of each class is worth as a keyword by itself
_CLASS = {"n": 1.0, "u": 0.8, "v": 0.55, "a": 0.25, "i": 0.3, "s": 0.3}
#: classes that phrases are made of
_CONTENT = frozenset("nuva")
_LONGEST = 9
_MOST_WORDS = 3


@dataclass(slots=True)
class _Token:
    """A word, or a unit that is kept whole."""

    text: str
    start: int
    kind: str
    weight: float
    #: stands in a table, in quotes, or is a name
    whole: bool = False


def chinese_candidates(story: Story, analysis: Analysis, context: EnrichContext) -> list[Candidate]:
    """Return all words and units of the story that could be keywords.

    Args:
        story: with the names that were found in it.
        analysis: its words, in simplified characters.
        context: the publisher's lexicon.
    """
    text = analysis.simple
    spans = _spans(story, text, context, simplify=analysis.is_traditional)
    runs = list(_runs(analysis.simple_words, spans, text))
    lead = text.find("。", len(analysis.title) + 1)
    gathered = _gather(runs, len(analysis.title), lead if lead >= 0 else len(text))
    found = _absorbed(gathered)
    if analysis.is_traditional:
        for candidate in found:
            candidate.text = analysis.text[candidate.first : candidate.first + len(candidate.text)]
    return found


def _spans(story: Story, text: str, context: EnrichContext, *, simplify: bool) -> dict[int, _Token | int]:
    """Return what is kept whole by its start; an ``int`` is the length of what is left out."""
    found: dict[int, tuple[int, _Token | int]] = {}

    def add(start: int, length: int, value: _Token | int) -> None:
        if start not in found or found[start][0] < length:
            found[start] = length, value

    for start, phrase, weight in (*_listed(text), *_of_lexicon(text, context)):
        add(start, len(phrase), _Token(phrase, start, "n", weight, True))
    for match in _QUOTED.finditer(text):
        if not _SAID.search(match[1]):
            add(match.start(1), len(match[1]), _Token(match[1], match.start(1), "n", 0.85, True))
    for name, weight in _names(story, context, simplify=simplify):
        for start in _places(text, name):
            add(start, len(name), _Token(name, start, "n", weight, True) if weight else len(name))
    spans: dict[int, _Token | int] = {}
    end = 0
    for start in sorted(found):
        length, value = found[start]
        if start >= end:
            spans[start] = value
            end = start + length
    return spans


@lru_cache(maxsize=1)
def _phrases() -> dict[str, tuple[str, ...]]:
    """Return the phrases of the table by their first two characters, the longest first."""
    by_head: dict[str, list[str]] = {}
    for phrase in words(TABLE, "phrases"):
        by_head.setdefault(phrase[:2], []).append(phrase)
    return {head: tuple(sorted(found, key=lambda one: (-len(one), one))) for head, found in by_head.items()}


def _listed(text: str) -> Iterator[tuple[int, str, float]]:
    phrases = _phrases()
    end = 0
    for start in range(len(text) - 1):
        if start >= end and (known := phrases.get(text[start : start + 2])):
            for phrase in known:
                if text.startswith(phrase, start):
                    yield start, phrase, 0.95 if len(phrase) > 2 else 0.9
                    end = start + len(phrase)
                    break


def _of_lexicon(text: str, context: EnrichContext) -> Iterator[tuple[int, str, float]]:
    for entry in context.lexicon.of(LexiconKind.TERM):
        for form in entry.forms:
            if not entry.ignore:
                for start in _places(text, form):
                    yield start, form, 1.0


def _names(story: Story, context: EnrichContext, *, simplify: bool) -> Iterator[tuple[str, float]]:
    """Yield the names in the story and what each is worth as a keyword; 0: persons are none."""
    if simplify:
        from newsml_export.enrich.chinese_text import simplified
    for name in person_words(story):
        yield (simplified(name) if simplify else name), 0.0
    for subject in story.subjects:
        if subject.type is SubjectType.PERSON or len(subject.name) < 2:
            continue
        name = simplified(subject.name) if simplify else subject.name
        if subject.type is SubjectType.GEO_AREA:
            known = any(not code.startswith("place:") for code in (*subject.same_as, subject.qcode or "place:"))
            yield name, 0.25 if known or name == context.place else 0.6
        elif subject.type is SubjectType.ORGANISATION:
            yield name, 0.4
        elif subject.type in (SubjectType.EVENT, SubjectType.OBJECT):
            yield name, 0.7


def _places(text: str, name: str) -> Iterator[int]:
    start = text.find(name)
    while start >= 0:
        yield start
        start = text.find(name, start + len(name))


def _runs(cut: Iterable[str], spans: dict[int, _Token | int], text: str) -> Iterator[list[_Token]]:
    """Yield the tokens of each clause; what is no word of content ends a clause."""
    run: list[_Token] = []
    at = behind = 0
    generic, suffixes = words(TABLE, "generic"), words(TABLE, "suffixes")
    for word in cut:
        start, at = at, at + len(word)
        while start < at:
            if start < behind:
                start = min(behind, at)
                continue
            span = spans.get(start)
            if span is not None:
                if isinstance(span, int):
                    behind = start + span
                    if run:
                        yield run
                    run = []
                else:
                    behind = start + len(span.text)
                    run.append(span)
                start = min(behind, at)
                continue
            # A unit may begin within a word that the segmenter made.
            inner = at
            for place in range(start + 1, at):
                if place in spans:
                    inner = place
                    break
            token = _token(
                text[start:inner], start, suffixes if run and run[-1].start + len(run[-1].text) == start else ()
            )
            if token is None or word in generic:
                if run:
                    yield run
                run = []
            else:
                run.append(token)
            start = inner
    if run:
        yield run


def _token(word: str, start: int, suffixes: frozenset[str] | tuple[()]) -> _Token | None:
    if len(word) == 1:
        return _Token(word, start, "suffix", 0.0) if word in suffixes else None
    known = _classed(word)
    return None if known is None else _Token(word, start, *known)


@lru_cache(maxsize=1 << 16)
def _classed(word: str) -> tuple[str, float] | None:
    """Return class and weight of ``word``; ``None`` for what no unit is made of."""
    if not _UNIT.fullmatch(word) or _NUMBER.fullmatch(word):
        return None
    kind, weight = class_and_weight(word)
    return None if kind == "x" else (kind, weight)


def _gather(runs: list[list[_Token]], title_end: int, lead_end: int) -> dict[str, Candidate]:
    found: dict[str, Candidate] = {}

    def add(text: str, start: int, weight: float, listed: bool, parts: tuple[str, ...]) -> None:
        candidate = found.get(text)
        if candidate is None:
            candidate = found[text] = Candidate(text=text, weight=weight, first=start, listed=listed, words=parts)
        candidate.count += 1
        candidate.in_title |= start < title_end
        candidate.in_lead |= title_end <= start < lead_end

    for run in runs:
        for index, token in enumerate(run):
            if token.kind == "suffix":
                continue
            worth = token.weight * (1.0 if token.whole else _CLASS[token.kind]) * _by_length(token.text)
            add(token.text, token.start, worth, token.whole, (token.text,))
            if token.kind not in _CONTENT:
                continue
            joined, weights = token.text, [token.weight]
            parts = [token.text]
            for other in run[index + 1 : index + _MOST_WORDS]:
                if other.kind not in _CONTENT and other.kind != "suffix":
                    break
                joined += other.text
                parts.append(other.text)
                if len(joined) > _LONGEST:
                    break
                if other.kind != "suffix":
                    weights.append(other.weight)
                if other.kind in ("n", "u", "suffix", "v"):
                    weight = 0.6 * max(weights) + 0.4 * sum(weights) / len(weights)
                    if other.kind == "v":
                        weight *= 0.8
                    add(joined, token.start, weight * _by_length(joined), False, tuple(parts))
                if other.kind == "suffix":
                    break
    return found


def _by_length(text: str) -> float:
    return (0.6, 0.9, 1.0, 1.1, 1.2)[min(len(text), 5) - 1]


def _absorbed(found: dict[str, Candidate]) -> list[Candidate]:
    """Return units that come more than once, and words without what of their mentions belongs to these."""
    phrases = [one for one in found.values() if len(one.words) > 1 and one.count > 1]
    # Of units within each other, the longer one wins that comes as often.
    phrases.sort(key=lambda one: (-len(one.words), one.first))
    kept: list[Candidate] = []
    for phrase in phrases:
        if not any(phrase.text in other.text and other.count >= phrase.count for other in kept):
            kept.append(phrase)
    left = {one.text: one for one in found.values() if len(one.words) == 1}
    for phrase in kept:
        for word in phrase.words:
            if word in left and left[word].count <= phrase.count:
                del left[word]
    return [*kept, *left.values()]
