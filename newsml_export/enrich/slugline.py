"""Enricher ``slugline``: the line that names a story in the trade, and its urgency by where it was printed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from newsml_export.enrich.base import EnricherInfo
from newsml_export.model.subjects import Guess, GuessedText, SubjectType

if TYPE_CHECKING:
    from newsml_export.enrich.analysis import Analysis
    from newsml_export.enrich.base import EnrichContext
    from newsml_export.model.story import Story

_NO_PART = re.compile(r"[\s/·,;:，；：“”‘’\"'《》()（）]+")
_MEDTOP_TOP = re.compile(r"medtop:\d{2}000000")
_FRONT_PAGE = re.compile(r"0*1|A0*1")
#: IPTC scheme ``edurg``: 1 most urgent, 5 normal
_LEADS_THE_ISSUE, _ON_THE_FRONT = 3, 4


class SluglineEnricher:
    """Derives what the desk did not write: a slugline from topic and keywords, an urgency from the front page."""

    info = EnricherInfo(
        name="slugline",
        title="Slugline and urgency",
        summary="derives a slugline from topic, keywords and place, and an urgency from the front page",
        after=("entities", "keywords", "topics"),
    )

    def enrich(self, story: Story, analysis: Analysis, context: EnrichContext) -> Story:
        """Return ``story`` with a slugline and an urgency, each where there is something to derive it from.

        What came with the story stays. Without a topic there is no slugline, beyond the front page no urgency.

        Args:
            story: with its topics and keywords.
            analysis: not needed here.
            context: nothing of it matters here.
        """
        if story.slugline is None and (found := _slugline(story)) is not None:
            text, confidence = found
            guess = Guess(value=GuessedText.SLUGLINE, confidence=confidence)
            story = replace(story, slugline=text, guesses=(*story.guesses, guess))
        first = story.parts[0]
        if story.urgency is None and _FRONT_PAGE.fullmatch(first.page):
            urgency = _LEADS_THE_ISSUE if first.order == 1 else _ON_THE_FRONT
            guess = Guess(value=GuessedText.URGENCY, confidence=0.5)
            story = replace(story, urgency=urgency, guesses=(*story.guesses, guess))
        return story


def _slugline(story: Story) -> tuple[str, float] | None:
    topic = next((one for one in story.subjects if _MEDTOP_TOP.fullmatch(one.qcode or "")), None)
    if topic is None or not story.keywords:
        return None
    place = next((one.name for one in story.subjects if one.type is SubjectType.GEO_AREA), None)
    parts = [re.split(r",| and |、|与|和", topic.name)[0], story.keywords[0].text, place or ""]
    named = [_NO_PART.sub("-", part.strip()).strip("-").lower() for part in parts]
    confidence = 0.8 * (1.0 if topic.confidence is None else topic.confidence)
    return "-".join(dict.fromkeys(filter(None, named))), round(confidence, 2)


ENRICHER = SluglineEnricher()
