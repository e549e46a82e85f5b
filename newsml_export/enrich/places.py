"""Places in Chinese text: those of the tables, those of the issue, and names that say that they are places."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from newsml_export.enrich.chinese_text import ChineseText, is_han, zh_words
from newsml_export.enrich.gazetteer import Match, Place, chinese_gazetteer, short_form
from newsml_export.enrich.mentions import Named, Taken, bounded
from newsml_export.model.subjects import SubjectType


def find_places(text: ChineseText, taken: Taken, issue_place: str | None) -> list[Named]:
    """Return the places that ``text`` names outside of what is ``taken``, in the order of their first mention.

    Args:
        text: title and body.
        taken: names found before; what is found here is added.
        issue_place: where the newspaper appears; it helps to tell places of one name apart.
    """
    finder = _Finder(text, taken, issue_place)
    finder.find_known()
    finder.find_by_suffix()
    return finder.found()


class _Finder:
    def __init__(self, text: ChineseText, taken: Taken, issue_place: str | None) -> None:
        self._text = text
        self._taken = taken
        self._issue_name = issue_place or ""
        self._issue_place = short_form(issue_place) if issue_place else None
        self._named: dict[str, Named] = {}
        self._regions: list[str] = []

    def found(self) -> list[Named]:
        return sorted(self._named.values(), key=lambda named: min(named.spans))

    def find_known(self) -> None:
        text = self._text
        matches = list(chinese_gazetteer().matches(text.simple, text.starts, text.edges))
        self._regions = self._mentioned_regions(matches)
        for match in matches:
            if not self._taken.free(match.start, match.end) or self._goes_on(match.end):
                continue
            if match.end - match.start == 2 and self._continues(match.start):
                continue
            if (confidence := self._confidence(match)) is not None:
                self._add_known(match, confidence)
        self._find_issue_place()

    def _mentioned_regions(self, matches: list[Match]) -> list[str]:
        """Return the digits of provinces and prefectures that help to tell places of one name apart."""
        greater = [[place.gb for place in match.places if place.gb and len(place.gb) < 6] for match in matches]
        clear = [codes[0] for codes in greater if len(codes) == 1]
        regions = [digits for digits in clear if len(digits) == 4] + [digits[:2] for digits in clear]
        if self._issue_place:
            own = [place.gb for place in chinese_gazetteer().named(self._issue_name) if place.gb]
            # The bare name of a county may be that of another place, too small for the table.
            if len({digits[:2] for digits in own}) == 1 and (len(own[0]) < 6 or self._issue_name != self._issue_place):
                regions += [own[0][:4], own[0][:2]]
        return list(dict.fromkeys(regions))

    def _goes_on(self, end: int) -> bool:
        """Whether the word that follows makes it the name of something else, such as 北京 in 北京路."""
        index = self._text.word_ending(end)
        words = self._text.words
        if index is None or index + 1 >= len(words):
            return False
        after = words[index + 1]
        return after in zh_words("place-suffixes") or after in zh_words("no-place-before")

    def _continues(self, start: int) -> bool:
        """Whether a character before it may belong to the name: 丰县 in 瑞丰县."""
        index = self._text.word_ending(start)
        if index is None or self._text.simple[self._text.starts[index + 1] : start + 2][-1] not in "县市区":
            return False
        before = self._text.words[index]
        return len(before) == 1 and is_han(before) and before not in zh_words("org-stops")

    def _confidence(self, match: Match) -> float | None:
        form = self._text.simple[match.start : match.end]
        county = all(len(place.gb) == 6 for place in match.places)
        one_of_several = len(match.places) > 1
        near = any(place.gb.startswith(region) for place in match.places for region in self._regions if place.gb)
        if not match.short:
            if len(form) == 2 and county:
                return 0.8 if near or self._text.kind(form) == "ns" else None
            if form in zh_words("place-generic") and not near:
                return None
            if county and form.endswith("区") and not near and self._issue_place:
                # A district is named without its city in that city's own newspaper.
                return None
            return 0.7 if one_of_several and not near else 0.95
        if not county:
            return 0.93 if len(form) > 2 or self._text.kind(form) in ("ns", "nz", "nt", "x") else None
        if self._text.kind(form) not in ("ns", "x"):
            return None
        if near:
            return 0.85
        if form == self._issue_place:
            return None
        return 0.6 if not one_of_several and self._text.kind(form) == "ns" else None

    def _chosen(self, match: Match) -> Place | None:
        """Return the one place that is meant, or ``None`` where that cannot be told."""
        if len(match.places) == 1:
            return match.places[0]
        for region in self._regions:
            inside = [place for place in match.places if place.gb.startswith(region)]
            if len(inside) == 1:
                return inside[0]
        # A prefecture and its county share a name: the greater one is meant.
        greater = [place for place in match.places if len(place.gb) < 6]
        return greater[0] if greater else None

    def _add_known(self, match: Match, confidence: float) -> None:
        place = self._chosen(match)
        form = self._text.printed[match.start : match.end]
        key = place.key if place is not None else form
        named = self._named.get(key)
        if named is None:
            named = self._named[key] = Named(name=form, type=SubjectType.GEO_AREA, confidence=bounded(confidence))
            if place is not None:
                named.same_as, named.broader = place.codes, place.within
                named.coded_name = place.gb.ljust(6, "0") if place.gb else None
                named.forms |= {place.name, short_form(place.name)}
        self._mention(named, match.start, match.end)

    def _mention(self, named: Named, start: int, end: int) -> None:
        form = self._text.printed[start:end]
        if len(form) > len(named.name):
            named.name = form
        named.forms.add(form)
        named.spans.append((start, end))
        self._taken.take(start, end)

    def _find_issue_place(self) -> None:
        if not self._issue_place:
            return
        simple = self._text.simple
        for start in _occurrences(simple, self._issue_place):
            end = start + len(self._issue_place)
            end += simple[end : end + 1] in ("市", "县", "区") and end + 1 in self._text.edges
            if self._taken.free(start, end) and end in self._text.edges and not self._goes_on(end):
                self._add_named(start, end, 0.9)

    def find_by_suffix(self) -> None:
        """Find names that end in a word for a place, such as 白鹭湖水库, and their short forms."""
        spans = list(self._suffixed())
        for start, end in spans:
            self._add_named(start, end, 0.8 if end - start > 3 else 0.75)
        for named in list(self._named.values()):
            for form in [form for form in named.forms if len(form) > 2]:
                self._find_short(named, form)

    def _find_short(self, named: Named, form: str) -> None:
        short = short_form(form)
        if short == form:
            return
        for start in _occurrences(self._text.printed, short):
            end = start + len(short)
            if {start, end} <= self._text.edges and self._taken.free(start, end) and not self._goes_on(end):
                self._mention(named, start, end)

    def _suffixed(self) -> Iterator[tuple[int, int]]:
        text = self._text
        chain: tuple[int, int] | None = None
        #: no name yet, but one with a further word behind it: 石门岭 of 石门岭泵站
        weak: tuple[int, int] | None = None
        for match in _suffix_pattern().finditer(text.simple):
            start, end = match.span()
            if chain is not None and start == chain[1]:
                # 白鹭湖 and 水库 are one name.
                begin: int | None = chain[0]
            else:
                if chain is not None and chain[1] in text.edges:
                    yield chain
                begin = self._begin(start, match.group())
                if begin is None and weak is not None and weak[1] == start:
                    begin = weak[0]
            weak = self._weak(start, end) if begin is None else None
            chain = None if begin is None or not self._taken.free(begin, end) else (begin, end)
        if chain is not None and chain[1] in text.edges:
            yield chain

    def _weak(self, start: int, end: int) -> tuple[int, int] | None:
        index = self._text.word_ending(start)
        if index is None:
            return None
        before = self._text.words[index]
        if len(before) != 2 or not is_han(before) or before in zh_words("org-stops"):
            return None
        return (self._text.starts[index], end) if self._text.kind(before)[:1] == "n" else None

    def _begin(self, suffix_start: int, suffix: str) -> int | None:
        """Return where the name begins whose last part stands at ``suffix_start``; ``None``: it is no name."""
        text = self._text
        index = bisect_right(text.starts, suffix_start) - 1
        start, word = text.starts[index], text.words[index]
        named = start < suffix_start
        if named:
            inner = text.simple[start:suffix_start]
            if word in zh_words("place-generic") or not is_han(inner) or inner in zh_words("org-stops"):
                return None
            if word[-2:] in zh_words("place-generic"):
                return None
            if text.knows(word) and text.kind(word)[:2] not in ("ns", "nr", "nz", "nt"):
                return start if len(word) > 2 and suffix in ("路", "街", "巷") else None
            if len(inner) < 2 and text.kind(word)[:2] not in ("ns", "nr"):
                return None
            if len(inner) > 1:
                return start
            return start if len(word) > 2 or suffix in ("县", "市", "区") else None
        if index == 0:
            return None
        before = text.words[index - 1]
        begin = text.starts[index - 1]
        if not is_han(before) or before in zh_words("org-stops") or before in zh_words("place-generic"):
            return None
        if len(before) + len(suffix) < 3 or (before in zh_words("posts") and suffix not in ("广场", "公园")):
            return None
        if len(before) == 1:
            return self._two_single(index - 1, suffix)
        if self._is_proper(before):
            return begin
        common = text.kind(before)[:1] in ("n", "s", "f") and suffix in zh_words("places-after-words")
        return begin if common and f"{before}{suffix}" not in zh_words("place-generic") else None

    def _two_single(self, index: int, suffix: str) -> int | None:
        """Return where a name of two characters begins that the segmenter took for two words."""
        text = self._text
        if index == 0 or len(text.words[index - 1]) > 1 or suffix not in zh_words("places-after-words"):
            return None
        one, two = text.words[index - 1], text.words[index]
        if not is_han(one) or {one, two} & zh_words("org-stops"):
            return None
        return text.starts[index - 1]

    def _is_proper(self, word: str) -> bool:
        return not self._text.knows(word) or self._text.kind(word)[:2] in ("ns", "nr", "nz", "nt")

    def _add_named(self, start: int, end: int, confidence: float) -> None:
        form = self._text.printed[start:end]
        key = short_form(form)
        named = self._named.get(key)
        if named is None:
            named = self._named[key] = Named(name=form, type=SubjectType.GEO_AREA, confidence=confidence)
        self._mention(named, start, end)


def _occurrences(text: str, form: str) -> Iterator[int]:
    at = text.find(form)
    while at >= 0:
        yield at
        at = text.find(form, at + len(form))


@lru_cache(maxsize=1)
def _suffix_pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(zh_words("place-suffixes"), key=lambda word: (-len(word), word))))
