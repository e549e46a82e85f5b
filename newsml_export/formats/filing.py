"""What a story is filed under, as JSON of our own: for extensions of formats that have less to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsml_export.formats.json_text import percent
from newsml_export.formats.xml_text import line_or_none
from newsml_export.model.subjects import GuessedText

if TYPE_CHECKING:
    from newsml_export.formats.json_text import Json
    from newsml_export.model.story import Story
    from newsml_export.model.subjects import Genre, Keyword, Series, Subject

_URGENCIES = range(1, 10)


def filing(story: Story) -> dict[str, Json]:
    """Return genre, series, place, subjects, keywords, slugline and urgency.

    What a program said has ``confidence``, a whole number of 0 … 100; what a person said has not. How sure a program is
    of a summary, slugline, urgency or language stands under ``confidences``, by name.
    """
    named = [(keyword, line_or_none(keyword.text)) for keyword in story.keywords]
    written = {
        GuessedText.SUMMARY: line_or_none(story.summary),
        GuessedText.SLUGLINE: line_or_none(story.slugline),
        GuessedText.URGENCY: story.urgency if story.urgency in _URGENCIES else None,
        GuessedText.LANGUAGE: story.language,
    }
    return {
        "genre": _concept(story.genre),
        "series": _concept(story.series),
        "located": _concept(story.located),
        "subjects": [_concept(subject) for subject in story.subjects],
        "keywords": [_keyword(text, keyword) for keyword, text in named if text is not None],
        "slugline": written[GuessedText.SLUGLINE],
        "urgency": written[GuessedText.URGENCY],
        "confidences": {
            str(one.value): percent(one.confidence) for one in story.guesses if written[one.value] is not None
        },
    }


def _concept(given: Genre | Series | Subject | None) -> Json:
    if given is None:
        return None
    name, code = line_or_none(given.name), line_or_none(given.qcode)
    if name is None and code is None:
        return None
    told: dict[str, Json] = {"name": name, "code": code}
    told |= {key: getattr(given, key, None) for key in ("type", "number", "role", "posts", "same_as", "broader")}
    told |= _confidence(given.confidence)
    return told


def _keyword(text: str, keyword: Keyword) -> Json:
    told: dict[str, Json] = {"name": text}
    told |= _confidence(keyword.confidence)
    return told


def _confidence(confidence: float | None) -> dict[str, Json]:
    return {} if confidence is None else {"confidence": percent(confidence)}
