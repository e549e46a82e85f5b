"""Enricher ``series``: the series that a story is a part of, by the label in its headline stack."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsml_export.enrich.base import EnricherInfo
from newsml_export.model.lexicon import LexiconKind
from newsml_export.model.story import HeadlineRole
from newsml_export.model.subjects import Series
from newsml_export.vocabularies.qcodes import encoded_code

if TYPE_CHECKING:
    from newsml_export.enrich.analysis import Analysis
    from newsml_export.enrich.base import EnrichContext
    from newsml_export.model.lexicon import LexiconEntry
    from newsml_export.model.story import Story

#: numbers in one character: ①, ⑴, ❶, ㈠, ㊀ and their like
_ENCLOSED = "\u2460-\u2487\u24eb-\u24f4\u2776-\u2793\u3220-\u3229\u3251-\u325f\u3280-\u3289\u32b1-\u32bf"
_CHINESE = "〇零一二三四五六七八九十百"
_NUMBER = rf"[0-90-9]{{1,3}}|[{_CHINESE}]{{1,5}}|[IVX]{{1,5}}|[\u2160-\u216b]"
_WESTERN_NUMBER = (
    r"\d{1,3}|[IVX]{1,5}|one|two|three|four|five|six|seven|eight|nine|ten|eins|zwei|drei|vier|fünf|sechs|sieben|acht"
)
_OPEN, _CLOSE = "[（(〈<《【\\[［]", "[）)〉>》】\\]］]"
#: marks that a label is set off by
_MARKS = " \u3000—–―-·•●○■□◆◇▲△★☆◎|｜/:：,，;；、~～"
_LABEL = re.compile(
    r"系列|连载|連載|专栏|專欄|述评|述評|报道|報道|報導|评论|評論|访谈|訪談|シリーズ|\bseries\b|\bserie\b",
    re.IGNORECASE,
)
_CALLED_SERIES = re.compile(r"系列(?:报道|報道|報導|评论|評論|访谈|訪談)$")
_WORDS = {
    word: number
    for number, words in enumerate(
        ("", "one eins", "two zwei", "three drei", "four vier", "five fünf", "six sechs", "seven sieben", "eight acht"),
    )
    for word in words.split()
} | {"nine": 9, "ten": 10}
#: 下 is the second of two or the third of three; the label alone does not say
_HALVES = {"上": 1, "中": 2, "下": None}
_ROMAN = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """A way to number."""

    pattern: re.Pattern[str]
    confidence: float
    #: only for what is called a series, or stands in the label's place: 之一 and (2) have other uses
    needs_label: bool = False


_FORMS = (
    _Form(pattern=re.compile(rf"(?P<name>.*?)(?P<number>[{_ENCLOSED}])$"), confidence=0.95),
    _Form(
        pattern=re.compile(
            rf"(?P<name>.*?)(?:{_OPEN}\s*)?\b(?:Part|Teil|Folge|Episode|No\.)\s+(?P<number>{_WESTERN_NUMBER})\b"
            rf"(?:\s+(?:of|von)\s+\w+)?\s*{_CLOSE}?$",
            re.I,
        ),
        confidence=0.9,
    ),
    _Form(
        pattern=re.compile(rf"(?P<name>.*?)第(?P<number>{_NUMBER})[回期篇集辑輯]$"), confidence=0.85, needs_label=True
    ),
    _Form(
        pattern=re.compile(rf"(?P<name>.*?(?:连载|連載|シリーズ)){_OPEN}?(?P<number>{_NUMBER}){_CLOSE}?$"),
        confidence=0.9,
    ),
    _Form(pattern=re.compile(rf"(?P<name>.*?)之(?P<number>{_NUMBER})$"), confidence=0.9, needs_label=True),
    _Form(pattern=re.compile(rf"(?P<name>.*?){_OPEN}\s*(?P<number>[{_CHINESE}]{{1,5}})\s*{_CLOSE}$"), confidence=0.85),
    _Form(pattern=re.compile(rf"(?P<name>.*?){_OPEN}\s*(?P<number>[上中下])[篇集]?\s*{_CLOSE}$"), confidence=0.8),
    _Form(
        pattern=re.compile(rf"(?P<name>.*?){_OPEN}\s*(?P<number>{_NUMBER})\s*{_CLOSE}$"),
        confidence=0.8,
        needs_label=True,
    ),
)
#: 打造“七个城”系列评论: the series is called by what is quoted
_BEFORE_QUOTED = re.compile(r"^[^“”「」『』]{1,6}(?=[“「『][^”」』]+[”」』](?:系列|专栏|專欄|连载|連載))")


class SeriesEnricher:
    """Reads the label of a series, and the number of the story in it."""

    info = EnricherInfo(
        name="series",
        title="Series",
        summary="finds the series that a story is a part of, and its number in it",
    )

    def enrich(self, story: Story, analysis: Analysis, context: EnrichContext) -> Story:
        """Return ``story`` with the series that its headline stack names. One that came with it stays.

        Args:
            story: as the enrichers before left it.
            analysis: not needed here.
            context: columns of its lexicon that number their stories give their names.
        """
        if story.series is not None:
            return story
        columns = [entry for entry in context.lexicon.of(LexiconKind.COLUMN) if entry.series and not entry.ignore]
        # The label's own line says most; a headline that ends in a number says least.
        order = (HeadlineRole.SERIES, HeadlineRole.KICKER, HeadlineRole.DECK, HeadlineRole.MAIN)
        lines = sorted((line for line in story.headline if line.role in order), key=lambda line: order.index(line.role))
        kicker = next((_clean(line.text) for line in lines if line.role is HeadlineRole.KICKER), "")
        for line in lines:
            found = _found(line.text, line.role, kicker, columns)
            if found is not None:
                return replace(story, series=found)
        return story


def _found(text: str, role: HeadlineRole, kicker: str, columns: list[LexiconEntry]) -> Series | None:
    line = text.strip(_MARKS)
    column = next((entry for entry in columns if any(form in line for form in entry.forms)), None)
    labelled = role is HeadlineRole.SERIES or column is not None or _LABEL.search(line) is not None
    for form in _FORMS:
        match = form.pattern.match(line)
        if match is None or (form.needs_label and not labelled and not _in_kicker(role, match["number"])):
            continue
        number = _number(match["number"])
        if number == 0 or (number is None and match["number"] not in _HALVES):
            continue
        name = _clean(match["name"]) or (kicker if role is not HeadlineRole.KICKER else "")
        if not name and column is None:
            continue
        # A headline is no label: the number is the better known half.
        sure = form.confidence if role is not HeadlineRole.MAIN else round(form.confidence - 0.15, 2)
        return _series(name, number, sure, column)
    if column is not None:
        return _series(column.name, None, 0.9, column)
    named = role is HeadlineRole.SERIES or (
        role in (HeadlineRole.KICKER, HeadlineRole.DECK) and _CALLED_SERIES.search(line)
    )
    return _series(_clean(line), None, 0.75, None) if named and _clean(line) else None


def _in_kicker(role: HeadlineRole, number: str) -> bool:
    """Whether digits stand where a Western or Japanese label has them."""
    return role is HeadlineRole.KICKER and number.isdigit()


def _series(name: str, number: int | None, confidence: float, column: LexiconEntry | None) -> Series:
    if column is not None:
        name, confidence = column.name, max(confidence, 0.95)
    own = column.qcode if column is not None else None
    qcode = own or "series:" + encoded_code(re.sub(r"\s+", "_", name))
    return Series(name=name, number=number, qcode=qcode, confidence=confidence)


def _clean(name: str) -> str:
    name = re.sub(r"[（(]\s*$", "", name.strip(_MARKS)).strip(_MARKS)
    return _BEFORE_QUOTED.sub("", name)


def _number(text: str) -> int | None:
    """Return the number that ``text`` writes in any of the ways; ``None`` where it writes none."""
    if len(text) == 1 and text not in "IVX" and not text.isascii() and (value := unicodedata.numeric(text, -1.0)) >= 0:
        return int(value)
    plain = unicodedata.normalize("NFKC", text)
    if plain.isdecimal():
        return int(plain)
    if plain.lower() in _WORDS:
        return _WORDS[plain.lower()]
    if plain in _HALVES:
        return _HALVES[plain]
    if all(character in _ROMAN for character in plain):
        values = [_ROMAN[character] for character in plain]
        return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
    return _chinese_number(plain)


def _chinese_number(text: str) -> int | None:
    total, digit = 0, None
    for character in text:
        value = int(unicodedata.numeric(character, -1.0)) if character != "零" else 0
        if value < 0:
            return None
        if value >= 10:
            total += (1 if digit is None else digit) * value
            digit = None
        else:
            digit = value if digit is None else digit * 10 + value
    return total + (digit or 0)


ENRICHER = SeriesEnricher()
