"""Words and units of Japanese stories that could be keywords: what is written in kanji or katakana without a break."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsml_export.enrich.candidates import Candidate, person_words
from newsml_export.enrich.tables import words

if TYPE_CHECKING:
    from newsml_export.enrich.analysis import Analysis
    from newsml_export.model.story import Story

_UNIT = re.compile(r"[一-鿿々〆ヶ]{1,12}|[ァ-ヺー]{3,16}|[A-Z][A-Za-z]{2,12}")
_NUMBERED = re.compile(r"[一二三四五六七八九十百千万億兆〇数何半第約計]+[^\s]{0,2}$")
#: what stands behind or before a unit and does not belong to it
_EDGES = re.compile(r"^[同各全本約計第両]|[者氏様等内外上下中後前間時年月日分人]$")
_LEAST = 2


def japanese_candidates(story: Story, analysis: Analysis) -> list[Candidate]:
    """Return all units of a Japanese story that could be keywords.

    Args:
        story: with the names that were found in it.
        analysis: its text.
    """
    text, title_end = analysis.text, len(analysis.title)
    lead_end = text.find("。", title_end + 1)
    lead_end = len(text) if lead_end < 0 else lead_end
    persons, stop = person_words(story), words("keywords-ja.txt", "stop")
    found: dict[str, Candidate] = {}
    for match in _UNIT.finditer(text):
        unit = match[0]
        if unit in stop or unit in persons or _NUMBERED.match(unit):
            continue
        if any(len(name) > 1 and name in unit for name in persons):
            continue
        candidate = found.get(unit)
        if candidate is None:
            candidate = found[unit] = Candidate(text=unit, weight=_weight(unit), first=match.start(), words=(unit,))
        candidate.count += 1
        candidate.in_title |= match.start() < title_end
        candidate.in_lead |= title_end <= match.start() < lead_end
    return [one for one in found.values() if len(one.text) >= _LEAST or one.count > _LEAST]


def _weight(unit: str) -> float:
    weight = (0.55, 0.85, 1.0, 1.1)[min(len(unit), 4) - 1]
    if len(unit) > 8:
        weight *= 0.8
    return weight * (0.8 if len(unit) < 4 and _EDGES.search(unit) else 1.0)
