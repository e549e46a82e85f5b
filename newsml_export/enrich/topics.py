"""Enricher ``topics``: the Media Topics that a story is about, with those above them; none rather than a wrong one."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from newsml_export.enrich.base import EnricherInfo
from newsml_export.enrich.topic_table import Term, Topic, topic_table
from newsml_export.model.subjects import Subject, SubjectType
from newsml_export.vocabularies.language_tags import primary_language

if TYPE_CHECKING:
    from newsml_export.enrich.analysis import Analysis
    from newsml_export.enrich.base import EnrichContext
    from newsml_export.model.story import Story

_MEDTOP, _SUBJ = "medtop:", "subj:"
#: how much more a mention says in the headline stack, and in the first paragraph
_TITLE, _LEAD = 2.4, 1.4
#: a term adds little after its first mentions
_DAMPENED = 0.6
#: of a term that speaks for several topics each gets a share
_SHARED = 0.8
#: what the best topic must have, by the square root of the story's length in hundred characters
_LEAST = 2.0
#: by how much it must be better than the next
_LEAD_RATIO = 1.08
#: a second top-level topic must be this good, measured by the first
_SECOND = 0.8
#: a topic below another one must hold this share of what speaks for that one
_SHARE_BELOW = 0.3
#: and this much by itself
_LEAST_BELOW = 3.0
#: a term of the publisher's lexicon outweighs some guesses
_LISTED = 12.0
#: characters of a Latin script that say as much as a Chinese one
_LATIN = 3.0


@dataclass(slots=True)
class _Scores:
    """What speaks for each topic itself, and for it with all below it."""

    own: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    whole: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    #: topics of the publisher's lexicon
    listed: list[str] = field(default_factory=list)


class TopicEnricher:
    """Weighs the terms of a story; the publisher's lexicon wins."""

    info = EnricherInfo(
        name="topics",
        title="Topics",
        summary="finds the Media Topics that a story is about",
        after=("entities", "language"),
    )

    def enrich(self, story: Story, analysis: Analysis, context: EnrichContext) -> Story:
        """Return ``story`` with subjects for its topics and all topics above these, the surest first.

        Topics that came with the story stay as they are; then none are guessed at the top level.

        Args:
            story: as the enrichers before left it.
            analysis: its text.
            context: topics of lexicon entries that stand in the story are taken as said.
        """
        language = _language(story, analysis)
        if language is None:
            return story
        scores = _scored(story, analysis, context, language)
        given = {subject.qcode for subject in story.subjects}
        found: dict[str, float] = {}
        for code in scores.listed:
            found[code] = 1.0
        if not any((code or "").startswith(_MEDTOP) for code in given):
            for code, confidence in _chosen(scores, _length(analysis, language), bool(found)):
                found.setdefault(code, confidence)
        table = topic_table()
        for code, confidence in list(found.items()):
            for above in table.above(code):
                found[above] = max(found.get(above, 0.0), confidence)
        subjects = [
            _subject(table.topics[code], confidence, chinese=analysis.is_chinese)
            for code, confidence in sorted(
                found.items(), key=lambda pair: (-pair[1], len(table.above(pair[0])), pair[0])
            )
            if _MEDTOP + code not in given
        ]
        return replace(story, subjects=(*story.subjects, *subjects)) if subjects else story


def _language(story: Story, analysis: Analysis) -> str | None:
    if analysis.is_chinese:
        return "zh"
    language = primary_language(story.language)
    return language if language in topic_table().terms else None


def _length(analysis: Analysis, language: str) -> float:
    """Return the length of the story in hundred Chinese characters."""
    return max(1.0, len(analysis.text) / (_LATIN if language in ("en", "de") else 1.0) / 100)


def _scored(story: Story, analysis: Analysis, context: EnrichContext, language: str) -> _Scores:
    text, title_end = analysis.text, len(analysis.title)
    lead_end = title_end + 1 + len(story.paragraphs[0]) if story.paragraphs else len(text)
    scores, places = _Scores(), defaultdict[int, float](float)
    terms = _matcher(language).terms
    for index, start in _found(analysis, language):
        places[index] += _weight(start, title_end, lead_end)
    for index, weight in places.items():
        topics = terms[index].topics
        for code, worth in topics:
            scores.own[code] += worth * weight**_DAMPENED * (_SHARED if len(topics) > 1 else 1.0)
    table = topic_table()
    for entry in context.lexicon.entries:
        if entry.topics and not entry.ignore and any(form in text for form in entry.forms):
            for qcode in entry.topics:
                code = qcode.removeprefix(_MEDTOP)
                if code in table.topics:
                    scores.listed.append(code)
                    scores.own[code] += _LISTED
    for code, score in list(scores.own.items()):
        for one in (code, *table.above(code)):
            scores.whole[one] += score
    return scores


def _weight(start: int, title_end: int, lead_end: int) -> float:
    return _TITLE if start < title_end else _LEAD if start < lead_end else 1.0


def _chosen(scores: _Scores, length: float, settled: bool) -> Iterator[tuple[str, float]]:
    """Yield topics with their confidences: the best way down from the top, and perhaps a second one."""
    table = topic_table()
    tops = sorted(
        ((score, code) for code, score in scores.whole.items() if table.topics[code].parent is None),
        key=lambda pair: (-pair[0], pair[1]),
    )
    least = _LEAST * math.sqrt(length) + 1.5
    for place, (score, top) in enumerate(tops[:2]):
        if score < least or (place and score < _SECOND * tops[0][0]):
            return
        rival = tops[1 - place][0] if len(tops) > 1 else 0.0
        if not place and not settled and score < _LEAD_RATIO * rival and score < 1.5 * least:
            return
        confidence = _confidence(score, rival, least)
        yield top, confidence
        yield from _below(scores, top, confidence)


def _below(scores: _Scores, top: str, confidence: float) -> Iterator[tuple[str, float]]:
    """Yield the clearest way down from ``top``."""
    code = top
    while True:
        children = [(scores.whole[one], one) for one in _children().get(code, ()) if one in scores.whole]
        if not children:
            return
        score, child = max(children, key=lambda pair: (pair[0], pair[1]))
        share = score / scores.whole[code]
        if share < _SHARE_BELOW or score < _LEAST_BELOW:
            return
        confidence = round(confidence * min(1.0, 0.55 + 0.5 * share), 2)
        yield child, confidence
        code = child


def _confidence(score: float, rival: float, least: float) -> float:
    """Return how sure a top-level topic is (logistic in its lead and its weight, fitted to the development stories)."""
    lead = math.log((score + 1) / (rival + 1))
    weight = math.log(score / least)
    return round(min(0.98, 1 / (1 + math.exp(-(0.4 + 1.8 * lead + 0.7 * weight)))), 2)


def _subject(topic: Topic, confidence: float, *, chinese: bool) -> Subject:
    return Subject(
        name=topic.chinese if chinese else topic.english,
        type=SubjectType.ABSTRACT,
        qcode=_MEDTOP + topic.code,
        confidence=confidence,
        same_as=(_SUBJ + topic.subject_code,) if topic.subject_code else (),
        broader=(_MEDTOP + topic.parent,) if topic.parent else (),
    )


@dataclass(frozen=True, slots=True)
class _Matcher:
    terms: tuple[Term, ...]
    automaton: Any


@lru_cache(maxsize=4)
def _matcher(language: str) -> _Matcher:
    from ahocorasick_rs import AhoCorasick, MatchKind

    terms = topic_table().terms[language]
    return _Matcher(terms, AhoCorasick([term.text for term in terms], matchkind=MatchKind.LeftmostLongest))


@lru_cache(maxsize=1)
def _children() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for topic in topic_table().topics.values():
        if topic.parent is not None:
            found.setdefault(topic.parent, []).append(topic.code)
    return {parent: tuple(codes) for parent, codes in found.items()}


def _found(analysis: Analysis, language: str) -> Iterable[tuple[int, int]]:
    """Yield the number of each term that stands in the text and where."""
    matcher = _matcher(language)
    text = analysis.simple
    if language in ("en", "de"):
        text = text.lower()
    for index, start, end in matcher.automaton.find_matches_as_indexes(text):
        if language in ("en", "de"):
            if start and text[start - 1].isalpha():
                continue
            if matcher.terms[index].whole and end < len(text) and text[end].isalpha():
                continue
        yield index, start


ENRICHER = TopicEnricher()
