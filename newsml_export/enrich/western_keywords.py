"""Words and units of English and German stories that could be keywords."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from newsml_export.enrich.candidates import Candidate, person_words
from newsml_export.enrich.tables import words
from newsml_export.model.subjects import SubjectType

if TYPE_CHECKING:
    from newsml_export.enrich.analysis import Analysis
    from newsml_export.model.story import Story

TABLE = "keywords-western.txt"
_TOKEN = re.compile(r"[^\W\d_](?:[^\W_]|['’-](?=[^\W\d_]))*|\d[\d.,]*|[^\w\s]|\n")
_CLAUSE_END = frozenset('.,;:!?()[]–—\n"“”„»«…|/')
#: verbs and adverbs by their form, and how much such a word says
_WEAK_ENDINGS = {"en": re.compile(r".{3,}(?:ly|ed|ing|est)$"), "de": re.compile(r"(?!)")}
#: nouns by their form
_STRONG_ENDINGS = {
    "en": re.compile(r".{2,}(?:tion|ment|ity|ness|ship|ance|ence|ist|er|or|age|ry|al)s?$"),
    "de": re.compile(r".{2,}(?:ung|heit|keit|schaft|tion|tät|ismus|steuer|recht)(?:en)?$"),
}
#: endings that forms of one word differ in
_FORMS = {
    "en": re.compile(r"(?:ies|es|s|['’]s)$"),
    "de": re.compile(r"(?:en|es|er|em|e|n|s)$"),
}
_MOST_WORDS = 3
_LEAST_LETTERS = 4


@dataclass(slots=True, frozen=True)
class _Word:
    text: str
    start: int
    #: what the forms of the word have in common
    stem: str
    weight: float


def western_candidates(story: Story, analysis: Analysis, language: str) -> list[Candidate]:
    """Return all words and units of an English or German story that could be keywords.

    A German word can be one where it is written as a noun; an English one where it is neither a function word nor
    looks like a verb or adverb. Units are two or three neighbours that come twice, or stand in the headline.

    Args:
        story: with the names that were found in it.
        analysis: its text.
        language: ``en`` or ``de``.
    """
    text, title_end = analysis.text, len(analysis.title)
    lead = re.search(r"[.!?]\s", text[title_end + 1 :])
    lead_end = title_end + 1 + lead.start() if lead else len(text)
    names = _names(story)
    found: dict[str, Candidate] = {}
    for run in _runs(text, language, names):
        for index in range(len(run)):
            joined: list[_Word] = []
            for other in run[index : index + _MOST_WORDS]:
                joined.append(other)
                _add(found, joined, title_end, lead_end)
                if language == "de":
                    # German joins its units into one word.
                    break
    return _without_parts(found)


def _add(found: dict[str, Candidate], parts: list[_Word], title_end: int, lead_end: int) -> None:
    key, start = " ".join(part.stem for part in parts), parts[0].start
    candidate = found.get(key)
    if candidate is None:
        weights = [part.weight for part in parts]
        weight = 0.6 * max(weights) + 0.4 * sum(weights) / len(weights) if len(parts) > 1 else weights[0]
        candidate = found[key] = Candidate(
            text=" ".join(part.text for part in parts),
            weight=weight * (1.15 if len(parts) > 1 else 1.0),
            first=start,
            words=tuple(part.stem for part in parts),
        )
    candidate.count += 1
    candidate.in_title |= start < title_end
    candidate.in_lead |= title_end <= start < lead_end


def _without_parts(found: dict[str, Candidate]) -> list[Candidate]:
    """Return units that are more than chance neighbours, and words without their mentions in these."""
    units = [one for one in found.values() if len(one.words) > 1 and one.count > 1]
    units.sort(key=lambda one: (-one.count, -len(one.words), one.first))
    left = {one.words[0]: one for one in found.values() if len(one.words) == 1}
    for unit in units:
        for stem in unit.words:
            if stem in left and left[stem].count <= unit.count:
                del left[stem]
    return [*units, *left.values()]


def _runs(text: str, language: str, names: frozenset[str]) -> Iterator[list[_Word]]:
    """Yield neighbours that could be keywords; everything else ends a run."""
    stop, weak = _stop(language)
    run: list[_Word] = []
    begins = True
    for match in _TOKEN.finditer(text):
        sign = match[0]
        word = None if sign in _CLAUSE_END else _word(sign, match.start(), language, begins=begins)
        begins = sign in _CLAUSE_END and sign not in ",–—"
        if word is None or word.text.casefold() in stop or word.stem in stop or word.text.casefold() in names:
            if run:
                yield run
            run = []
            continue
        if word.text.casefold() in weak or word.stem in weak:
            word = _Word(word.text, word.start, word.stem, 0.3 * word.weight)
        run.append(word)
    if run:
        yield run


def _word(sign: str, start: int, language: str, *, begins: bool) -> _Word | None:
    if len(sign) < _LEAST_LETTERS - (language == "en") or not sign[0].isalpha():
        return None
    noun = sign[0].isupper() and not begins
    if language == "de" and not sign[0].isupper():
        return None
    folded = sign.casefold()
    weight = min(1.0, 0.55 + 0.05 * len(sign))
    if _STRONG_ENDINGS[language].fullmatch(folded):
        weight *= 1.15
    elif _WEAK_ENDINGS[language].fullmatch(folded):
        weight *= 0.35
    if language == "en" and noun:
        # A name: the enricher of names has it already.
        weight *= 0.6
    if language == "de" and begins:
        weight *= 0.8
    shown = sign if language == "de" or noun else folded
    return _Word(shown, start, _FORMS[language].sub("", folded), weight)


def _names(story: Story) -> frozenset[str]:
    found = {part for name in person_words(story) for part in name.casefold().split()}
    for subject in story.subjects:
        if subject.type is SubjectType.GEO_AREA:
            found.update(subject.name.casefold().split())
    return frozenset(found)


@lru_cache(maxsize=2)
def _stop(language: str) -> tuple[frozenset[str], frozenset[str]]:
    return words(TABLE, f"stop {language}"), words(TABLE, f"weak {language}")
