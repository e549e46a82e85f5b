"""Enricher ``language``: the language of a story's own text, where it clearly is not what was said of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from newsml_export.enrich.base import EnricherInfo
from newsml_export.model.subjects import Guess, GuessedText
from newsml_export.vocabularies.language_tags import primary_language

if TYPE_CHECKING:
    from newsml_export.enrich.analysis import Analysis
    from newsml_export.enrich.base import EnrichContext
    from newsml_export.model.story import Story

_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_LATIN = re.compile(r"[^\W\d_]+")
#: kana among kana and Chinese characters: Japanese prose has half, Chinese prose that names a shop の a trace
_LEAST_KANA = 0.1
#: Chinese characters say as much as about this many Latin letters
_LETTERS_A_CHARACTER = 3
#: how sure one must be where nothing was said, and where something else was said
_SURE_ALONE = 0.55
_SURE_AGAINST = 0.9
#: the shortest text that may contradict what was said: Chinese characters and kana, or Latin words
_LEAST_CHARACTERS = 40
_LEAST_WORDS = 25

#: frequent little words; those that several languages share count for each
_FUNCTION_WORDS = {
    "en": "the of and to in a is that it was for on with as at by his her from they be are this which had has have "
    "not an or but were will would their said who been its than into",
    "de": "der die das und in zu den von mit ist des sich auf für im dem nicht ein eine als auch es an werden aus er "
    "hat dass sie nach wird bei einer um am sind noch wie einem über so zum war haben nur oder aber vor zur bis",
    "fr": "le la les de des du et en un une est que qui dans pour par sur au aux pas plus avec ce cette il elle se "
    "sont ont été mais ou leur son ses",
    "es": "el la los las de del y en un una es que por con para su al lo como más pero sus se no ha este esta son "
    "fue han o entre",
    "it": "il lo la i gli le di del della dei e in un una è che per con non si da al alla sono ha anche come più ma "
    "nel nella su",
    "nl": "de het een van en in is dat op te zijn met voor niet die aan er om ook als door maar bij uit hij ze werd "
    "naar nog wordt heeft",
    "pt": "o a os as de do da dos das e em um uma é que por com para não no na se mais foi ao como mas são pelo pela",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Detected:
    """The language that a text was found to be in."""

    #: BCP 47
    language: str
    #: 0 … 1
    confidence: float
    #: there is text enough to contradict what was said of it
    long: bool


class LanguageEnricher:
    """Corrects the language where the text clearly is in another one, or in another script of Chinese."""

    info = EnricherInfo(
        name="language",
        title="Language",
        summary="finds the language and script of a story by its own text",
    )

    def enrich(self, story: Story, analysis: Analysis, context: EnrichContext) -> Story:
        """Return ``story`` with the language of its text, and with how sure that is.

        What was said stays as long as it can be true: a region (``en-GB``), or Chinese without a script.

        Args:
            story: as it came.
            analysis: its text.
            context: nothing of it matters here.
        """
        found = detect(analysis.text)
        if found is None or _agrees(story.language, found.language):
            return story
        unknown = primary_language(story.language) in ("", "und", "mul", "mis")
        if found.confidence < (_SURE_ALONE if unknown else _SURE_AGAINST) or not (unknown or found.long):
            return story
        others = tuple(guess for guess in story.guesses if guess.value is not GuessedText.LANGUAGE)
        guess = Guess(value=GuessedText.LANGUAGE, confidence=found.confidence)
        return replace(story, language=found.language, guesses=(*others, guess))


def detect(text: str) -> Detected | None:
    """Return the language of ``text``, or ``None`` where nothing tells it."""
    kana, han, hangul = (len(script.findall(text)) for script in (_KANA, _HAN, _HANGUL))
    words = [word.lower() for word in _LATIN.findall(text) if word.isascii() or not _HAN.search(word)]
    words = [word for word in words if not (_KANA.search(word) or _HANGUL.search(word))]
    if hangul > kana + han:
        return Detected(language="ko", confidence=_sureness(hangul, 0.97), long=hangul >= _LEAST_CHARACTERS)
    if (kana + han) * _LETTERS_A_CHARACTER <= sum(map(len, words)):
        return _western(words)
    if not kana + han:
        return None
    long = kana + han >= _LEAST_CHARACTERS
    if kana >= _LEAST_KANA * (kana + han):
        return Detected(language="ja", confidence=_sureness(2 * kana, 0.98), long=long)
    return _chinese(text, long)


def _chinese(text: str, long: bool) -> Detected | None:
    scripts = [_script(character) for character in _HAN.findall(text)]
    simplified, traditional = scripts.count("Hans"), scripts.count("Hant")
    told = simplified + traditional
    if not told:
        return Detected(language="zh", confidence=0.6, long=False)
    share = max(simplified, traditional) / told
    confidence = round(_sureness(told * 3, 0.98) * (2 * share - 1), 2)
    return Detected(
        language="zh-Hans" if simplified > traditional else "zh-Hant", confidence=max(confidence, 0.0), long=long
    )


def _western(words: list[str]) -> Detected | None:
    counts = {language: sum(word in known for word in words) for language, known in _function_words().items()}
    (best, count), (_, second) = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:2]
    # Names and lists have few of these words; prose has a third.
    if not words or count < 2 or count < 0.12 * len(words) or count == second:
        return None
    lead = (count - second) / count
    confidence = round(min(_sureness(count * 3, 0.98), 0.55 + lead), 2)
    return Detected(language=best, confidence=confidence, long=len(words) >= _LEAST_WORDS)


def _sureness(evidence: int, most: float) -> float:
    """Return how sure ``evidence`` makes, nearing ``most``."""
    return round(most * (1 - 0.5 / (1 + evidence / 4)), 2)


@lru_cache(maxsize=1)
def _function_words() -> dict[str, frozenset[str]]:
    return {language: frozenset(known.split()) for language, known in _FUNCTION_WORDS.items()}


@lru_cache(maxsize=8192)
def _script(character: str) -> str | None:
    """Return the script that has ``character`` and the other one has not; ``None`` for what both have."""
    if _converted("t2s", character) != character:
        return "Hant"
    return "Hans" if _converted("s2t", character) != character else None


def _converted(way: str, character: str) -> str:
    converted: str = _converter(way).convert(character)
    return converted


@lru_cache(maxsize=2)
def _converter(way: str) -> Any:
    from opencc import OpenCC

    return OpenCC(way)


def _agrees(said: str, found: str) -> bool:
    """Whether what was said of a story can be true for what was found."""
    said_parts, found_parts = said.lower().split("-"), found.lower().split("-")
    bases = [{"cmn": "zh", "yue": "zh"}.get(parts[0], parts[0]) for parts in (said_parts, found_parts)]
    if bases[0] != bases[1]:
        return False
    scripts = [_said_script(parts) for parts in (said_parts, found_parts)]
    return None in scripts or scripts[0] == scripts[1]


def _said_script(parts: list[str]) -> str | None:
    if "hant" in parts or {"tw", "hk", "mo"} & set(parts[1:]):
        return "hant"
    return "hans" if "hans" in parts or {"cn", "sg", "my"} & set(parts[1:]) else None


ENRICHER = LanguageEnricher()
