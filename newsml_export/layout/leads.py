"""Leads and signatures: what stands before the first word of a story, or in brackets behind its last one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from newsml_export.layout.bylines import parse_byline, parse_names
from newsml_export.layout.language_pack import LanguagePack
from newsml_export.model.story import Byline, Dateline, Source

_BRACKET = re.compile(r"[ \t\u3000]*[(（\[【〔]([^()（）\[\]【】〔〕]{2,70})[)）\]】〕][ \t\u3000]*")
_FINAL_BRACKET = re.compile(r"[ \t\u3000]*[(（\[【〔]([^()（）\[\]【】〔〕]{2,60})[)）\]】〕]$")
#: characters that a signature hardly exceeds
_SIGNATURE = 24
_PLACE = r"[\u4e00-\u9fff·]{0,8}?"
_NUMBER = "[ \u3000]*[0-9OＯ一二三四五六七八九十]{1,3}[ \u3000]*"
_DAY = f"(?:{_NUMBER}月{_NUMBER}日)?"


@dataclass(frozen=True, slots=True)
class Lead:
    """What opens the text of a story, such as “本报讯 （记者 李 一）”."""

    #: number of characters of the text that it takes
    length: int
    bylines: tuple[Byline, ...] = ()
    source: Source | None = None
    dateline: Dateline | None = None


@dataclass(frozen=True, slots=True)
class _Patterns:
    own: re.Pattern[str]
    dispatch: re.Pattern[str]
    agency: re.Pattern[str]
    whole: tuple[re.Pattern[str], ...]
    said: re.Pattern[str]
    unbracketed: re.Pattern[str]


def opens_story(text: str, pack: LanguagePack) -> bool:
    """Say whether a line of text can only be the first one of a story."""
    words = _patterns(pack)
    patterns = (words.own, words.dispatch, *words.whole)
    return any(pattern.match(text) is not None for pattern in patterns)


def may_open_story(text: str, pack: LanguagePack) -> bool:
    """Say whether a line of text begins as stories do rather than paragraphs: with a dateline, or an address."""
    return _openings(pack).match(text) is not None


@lru_cache(maxsize=16)
def _openings(pack: LanguagePack) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in pack.lead.openings) or "(?!)")


def parse_lead(text: str, pack: LanguagePack, publication: str) -> Lead | None:
    """Return the lead that ``text`` (a paragraph) opens with, or ``None``.

    Args:
        text: the first paragraph of a story, unwrapped.
        pack: the language that it is written in.
        publication: what 本报 stands for.
    """
    words = _patterns(pack)
    whole = next(filter(None, (pattern.match(text) for pattern in words.whole)), None)
    if whole is not None:
        return _whole_lead(whole, pack)
    own = words.own.match(text)
    dispatch = None if own else words.dispatch.match(text)
    position, source, dateline = 0, None, None
    if own:
        position = own.end()
        source = Source(text=own["mark"], name=publication)
    elif dispatch:
        position = dispatch.end()
        agency = dispatch["agency"]
        written = dispatch["mark"].replace(" ", "")
        source = Source(text=written, name=publication if agency.replace(" ", "") == pack.lead.house else agency)
        place = dispatch["place"] or None
        dateline = Dateline(text=written, place=place) if place or dispatch["day"] else None
    bracket = _BRACKET.match(text, position)
    bylines = (parse_byline(bracket[1], pack) or _signed_first(bracket[1], position, pack)) if bracket else ()
    if bracket and (bylines or (own is None and dispatch is None and words.agency.fullmatch(bracket[1]))):
        position = bracket.end()
    elif bracket is None and (own or dispatch):
        bylines, position = _unbracketed(text, position, pack)
    if position == 0:
        return None
    said = words.said.match(text, position)
    return Lead(length=said.end() if said else position, bylines=bylines, source=source, dateline=dateline)


def _whole_lead(match: re.Match[str], pack: LanguagePack) -> Lead:
    groups = match.groupdict()
    names = groups.get("names")
    agency, place = groups.get("agency"), groups.get("place")
    return Lead(
        length=match.end(),
        bylines=(parse_byline(names, pack) or parse_names(names, pack)) if names else (),
        source=Source(text=match[0], name=agency) if agency else None,
        dateline=Dateline(text=match[0], place=place) if place else None,
    )


def _signed_first(inside: str, position: int, pack: LanguagePack) -> tuple[Byline, ...]:
    """Return the names in a bracket that a text opens with."""
    return parse_names(inside, pack) if position == 0 else ()


def _unbracketed(text: str, position: int, pack: LanguagePack) -> tuple[tuple[Byline, ...], int]:
    """Parse “本报讯 记者李一报道 …”: the by-line must end at “报道” or a colon."""
    match = _patterns(pack).unbracketed.match(text[position:])
    if match is None:
        return (), position
    bylines = parse_byline(match[1], pack)
    return (bylines, position + match.end()) if bylines else ((), position)


def parse_signature(text: str, pack: LanguagePack) -> Lead | None:
    """Return the signature in brackets at the end of ``text`` (a paragraph), such as “（记者 李一）” or “（据新华社）”.

    ``length`` counts from the end.
    """
    match = _FINAL_BRACKET.search(text)
    if match is None:
        return _unbracketed_signature(text, pack)
    inside = match[1].strip()
    words = _patterns(pack)
    agency = words.agency.fullmatch(inside)
    if agency:
        name = agency["agency"]
        return Lead(length=len(match[0]), source=Source(text=inside, name=name))
    bylines = parse_byline(inside, pack)
    if not bylines and pack.ends_sentence(text[: match.start()].rstrip()):
        bylines = parse_names(inside, pack)
    if not bylines:
        return None
    return Lead(length=len(match[0]), bylines=bylines)


def _unbracketed_signature(text: str, pack: LanguagePack) -> Lead | None:
    """Return the by-line with its words of office that stands right behind the last sentence of a text."""
    signs = re.escape(pack.sentence.ends) + re.escape(pack.sentence.closers)
    match = re.search(rf"(?<=[{signs}])[ \t\u3000]*(?P<names>[^{signs}]{{3,{_SIGNATURE}}})$", text)
    if match is None or pack.spaced:
        return None
    bylines = parse_byline(match["names"], pack)
    return Lead(length=len(match[0]), bylines=bylines) if bylines else None


@lru_cache(maxsize=16)
def _patterns(pack: LanguagePack) -> _Patterns:
    lead = pack.lead
    if not lead.own and not lead.agencies:
        never = re.compile("(?!)")
        return _Patterns(never, never, never, tuple(map(re.compile, lead.patterns)), re.compile(""), never)
    own = "|".join(_spread(word) for word in sorted(lead.own, key=len, reverse=True))
    agencies = "|".join(
        _spread(word) for word in sorted(filter(None, (*lead.agencies, lead.house)), key=len, reverse=True)
    )
    dispatch = "|".join(sorted(lead.dispatch, key=len, reverse=True))
    house, said = re.escape(lead.house), re.escape(lead.said)
    others = "|".join(_spread(word) for word in sorted(lead.agencies, key=len, reverse=True))
    return _Patterns(
        own=re.compile(rf"[【\[（(]?(?P<mark>{own})[】\]）)]?[ \t\u3000]*(?:[:：][ \t\u3000]*)?"),
        dispatch=re.compile(
            rf"[【\[（(]?(?P<mark>(?P<agency>{agencies})[ \u3000]?(?P<place>{_PLACE})(?P<day>{_DAY})"
            rf"[ \u3000]*(?:{dispatch}))"
            rf"(?=[ \t\u3000(（【】\]:：]|记者|(?<=日电)|$)[】\]）)]?[ \t\u3000]*(?:[:：][ \t\u3000]*)?"
        ),
        agency=re.compile(
            rf"(?:据|據|(?:{house})据|(?:{house})據)?(?P<agency>{others})(?:{_PLACE}{_DAY})?(?:{dispatch})?(?:供稿)?"
        ),
        whole=tuple(map(re.compile, lead.patterns)),
        said=re.compile(rf"[ \t\u3000]*(?:{said})?[ \t\u3000]*[:：，,]?[ \t\u3000]*"),
        unbracketed=re.compile(rf"([^，。；]{{2,36}}?)(?:{said}[:：，]?|[:：])"),
    )


def _spread(word: str) -> str:
    return r"[ \u3000]?".join(map(re.escape, word))
