"""Places that have codes: countries, provinces, prefectures and counties of China, and well-known places of the world.

docs/enrichment-places.md says where the facts are from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from newsml_export.enrich.tables import table_lines, words

#: scheme of our own for the codes of GB/T 2260
GB2260 = "gb2260"
_ISO_COUNTRY = "iso3166-1a2"
_ISO_PART = "iso3166-2"
#: ISO 3166-2:CN by the first two digits of GB/T 2260
_PROVINCES = {
    "11": "BJ", "12": "TJ", "13": "HE", "14": "SX", "15": "NM", "21": "LN", "22": "JL", "23": "HL", "31": "SH",
    "32": "JS", "33": "ZJ", "34": "AH", "35": "FJ", "36": "JX", "37": "SD", "41": "HA", "42": "HB", "43": "HN",
    "44": "GD", "45": "GX", "46": "HI", "50": "CQ", "51": "SC", "52": "GZ", "53": "YN", "54": "XZ", "61": "SN",
    "62": "GS", "63": "QH", "64": "NX", "65": "XJ", "71": "TW", "81": "HK", "82": "MO",
}  # fmt: skip
#: these have a country code of their own besides
_ALSO_COUNTRIES = {"71": "TW", "81": "HK", "82": "MO"}
_SUFFIX = re.compile(
    r"(?:特别行政区|(?:[\u4e00-\u9fff]{1,3}族){0,4}自治[区州县旗]|各族自治县|地区|林区|特区|新区|矿区|省|市|盟|区|县|旗|州)$"
)
_PEOPLES = re.compile(
    r"(?:壮|回|维吾尔|藏|苗|彝|布依|朝鲜|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔"
    r"|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|普米|塔吉克|怒|鄂温克|保安|裕固|独龙|鄂伦春|满|蒙古|各)族.*$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place with its codes."""

    name: str
    #: QCodes of the place itself
    codes: tuple[str, ...] = ()
    #: QCodes of what it lies in, the nearest first
    within: tuple[str, ...] = ()
    #: digits of GB/T 2260 without the zeros at its end; empty outside China
    gb: str = ""
    #: ISO 3166-1 alpha-2
    country: str = ""

    @property
    def key(self) -> str:
        """What tells it from all others."""
        return self.gb or f"{self.country}/{self.name}"


@dataclass(frozen=True, slots=True)
class Match:
    """A name of the table that stands in a text."""

    start: int
    end: int
    #: all that bear it
    places: tuple[Place, ...]
    #: without the word that says what it is, such as 萧山 for 萧山区
    short: bool


class Gazetteer:
    """All forms of the names in one script or language."""

    def __init__(self, named: Iterable[tuple[str, Place, bool]]) -> None:
        """Index ``named``: form, place, and whether the form is a short one."""
        full: dict[str, list[Place]] = {}
        short: dict[str, list[Place]] = {}
        for form, place, is_short in named:
            (short if is_short else full).setdefault(form, []).append(place)
        self._full = {form: tuple(places) for form, places in full.items()}
        self._short = {form: tuple(places) for form, places in short.items()}
        lengths: dict[str, set[int]] = {}
        for form in (*full, *short):
            lengths.setdefault(form[:2], set()).add(len(form))
        self._lengths = {opening: tuple(sorted(found, reverse=True)) for opening, found in lengths.items()}

    def named(self, form: str) -> tuple[Place, ...]:
        """Return the places of that name, in full or short."""
        return self._full.get(form) or self._short.get(form) or ()

    def is_full(self, form: str) -> bool:
        """Whether ``form`` is the full name of a place."""
        return form in self._full

    def matches(self, text: str, starts: Iterable[int], edges: set[int]) -> Iterator[Match]:
        """Yield the longest name that begins at each of ``starts`` and ends at one of ``edges``, without overlaps."""
        behind = 0
        lengths = self._lengths
        for start in starts:
            if start < behind or (found := lengths.get(text[start : start + 2])) is None:
                continue
            for length in found:
                end = start + length
                form = text[start:end]
                if end in edges and len(form) == length and (places := self._full.get(form) or self._short.get(form)):
                    yield Match(start, end, places, form not in self._full)
                    behind = end
                    break


@lru_cache(maxsize=1)
def chinese_gazetteer() -> Gazetteer:
    """Return the names in simplified Chinese."""
    return Gazetteer([*_divisions(), *_world(0)])


@lru_cache(maxsize=4)
def western_gazetteer(language: str) -> Gazetteer:
    """Return the names in the language ``en``, ``de`` or ``ja``."""
    return Gazetteer(_world(("", "en", "de", "ja").index(language)))


def short_form(name: str) -> str:
    """Return a Chinese name without the word that says what it is (萧山区: 萧山); where none is left, the name."""
    without = _PEOPLES.sub("", name) if "自治" in name else _SUFFIX.sub("", name)
    return without if len(without) > 1 else name


def _divisions() -> Iterator[tuple[str, Place, bool]]:
    for line in table_lines("places-cn.txt"):
        digits, name = line.split(" ")
        place = Place(name=name, codes=_own_codes(digits), within=_codes_above(digits), gb=digits, country="CN")
        yield name, place, False
        short = short_form(name)
        if short not in (name, *words("words-zh.txt", "not-places")):
            yield short, place, True


def _own_codes(digits: str) -> tuple[str, ...]:
    codes = [f"{GB2260}:{digits.ljust(6, '0')}"]
    if len(digits) == 2:
        codes.insert(0, f"{_ISO_PART}:CN-{_PROVINCES[digits]}")
        if digits in _ALSO_COUNTRIES:
            codes.insert(0, f"{_ISO_COUNTRY}:{_ALSO_COUNTRIES[digits]}")
    return tuple(codes)


def _codes_above(digits: str) -> tuple[str, ...]:
    above = []
    # 90 stands for counties that lie in their province directly; the municipalities have no prefectures.
    if len(digits) == 6 and digits[2:4] != "90" and digits[:2] not in _MUNICIPAL:
        above.append(f"{GB2260}:{digits[:4]}00")
    if len(digits) > 2:
        above.append(f"{_ISO_PART}:CN-{_PROVINCES[digits[:2]]}")
    return (*above, f"{_ISO_COUNTRY}:CN")


_MUNICIPAL = frozenset(("11", "12", "31", "50"))


def _world(column: int) -> Iterator[tuple[str, Place, bool]]:
    for line in table_lines("countries.txt"):
        code, *names = line.split("\t")
        forms = names[column].split("|")
        place = Place(name=forms[0], codes=_country_codes(code), country=code)
        for form in forms:
            yield form, place, False
    for line in table_lines("places-world.txt"):
        code, *names = line.split("\t")
        forms = names[column].split("|")
        if forms[0] == "-":
            continue
        place = _world_place(code, forms[0])
        for form in forms:
            yield form, place, False


def _country_codes(code: str) -> tuple[str, ...]:
    own = f"{_ISO_COUNTRY}:{code}"
    province = next((digits for digits, country in _ALSO_COUNTRIES.items() if country == code), None)
    return (own,) if province is None else (own, f"{_ISO_PART}:CN-{_PROVINCES[province]}")


def _world_place(code: str, name: str) -> Place:
    if code == "-":
        return Place(name=name)
    country, _, part = code.partition("-")
    own = (f"{_ISO_PART}:{code}",) if part else ()
    return Place(name=name, codes=own, within=_country_codes(country), country=country)
