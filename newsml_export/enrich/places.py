"""Places in Chinese text: those of the tables, those of the issue, and names that say that they are places."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from newsml_export.enrich.chinese_text import ChineseText, is_han, zh_words
from newsml_export.enrich.gazetteer import Match, Place, chinese_gazetteer, short_form
from newsml_export.enrich.mentions import Named, Taken, bounded
from newsml_export.model.subjects import SubjectType

#: kinds of words that a name may be made of
_NAMING = ("n", "x", "j", "b", "s", "f", "eng", "a", "t", "m", "q", "vn", "i", "l", "z", "k")
#: shorter ones end words of all kinds
_LONGEST_SUFFIX = 6


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
            if (confidence := self._confidence(match)) is not None:
                self._add_known(match, confidence)
        self._find_issue_place()

    def _mentioned_regions(self, matches: list[Match]) -> list[str]:
        """Return the digits of provinces and prefectures that help to tell places of one name apart."""
        clear = [match.places[0].gb for match in matches if len(match.places) == 1 and match.places[0].gb]
        regions = [digits[:4] for digits in clear if len(digits) >= 4] + [digits[:2] for digits in clear]
        if self._issue_place:
            own = [place.gb for place in chinese_gazetteer().named(self._issue_place) if place.gb]
            if len({digits[:2] for digits in own}) == 1:
                regions += [own[0][:4], own[0][:2]]
        return list(dict.fromkeys(regions))

    def _goes_on(self, end: int) -> bool:
        """Whether the word that follows makes it the name of something else, such as 北京 in 北京路."""
        index = self._text.word_ending(end)
        words = self._text.words
        if index is None or index + 1 >= len(words):
            return False
        after = words[index + 1]
        return after in _single_suffixes() or after in ("人", "话", "菜", "式", "籍", "队", "语", "商", "货")

    def _confidence(self, match: Match) -> float | None:
        form = self._text.simple[match.start : match.end]
        county = all(len(place.gb) == 6 for place in match.places)
        one_of_several = len(match.places) > 1
        near = any(place.gb.startswith(region) for place in match.places for region in self._regions if place.gb)
        if not match.short:
            if len(form) == 2 and county:
                return 0.8 if near or self._text.kind(form) == "ns" else None
            return 0.7 if one_of_several and not near else 0.95
        if not county:
            return 0.93 if len(form) > 2 or self._text.kind(form) in ("ns", "nz", "nt", "x") else None
        if self._text.kind(form) not in ("ns", "x"):
            return None
        if near:
            return 0.85
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
        if not self._issue_place or chinese_gazetteer().named(self._issue_place):
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
        text, behind = self._text, 0
        last_characters = _last_characters()
        for index, word in enumerate(text.words):
            end = text.starts[index] + len(word)
            if word[-1] not in last_characters or not (suffix := _suffix(word)):
                continue
            start = self._start(index, word, suffix, behind)
            if start is None or self._longer(index, start):
                continue
            if self._taken.free(start, end):
                yield start, end
                behind = end

    def _longer(self, index: int, start: int) -> bool:
        """Whether the next word goes on with the name, so that the whole of it is found there."""
        following = self._text.words[index + 1 : index + 2]
        if not following or following[0] in ("里", "路") and len(self._text.words[index]) < 2:
            return False
        return following[0] in zh_words("place-suffixes") and following[0] not in ("里", "上", "中")

    def _start(self, index: int, word: str, suffix: str, behind: int) -> int | None:
        """Return where the name that ends with the word at ``index`` begins; ``None``: it is no name."""
        text = self._text
        if word in zh_words("place-generic") and word not in zh_words("place-suffixes"):
            return None
        start = text.starts[index]
        first = index
        named = len(word) > len(suffix)
        if named and not self._may_stand_alone(word):
            return None
        while not named and first > 0 and start > behind:
            before = text.words[first - 1]
            if not self._may_name(before):
                break
            first, start = first - 1, text.starts[first - 1]
            named = len(before) > 1 and before not in zh_words("place-suffixes")
            if index - first > 3:
                return None
        name = text.simple[start : text.starts[index] + len(word)]
        if not named or len(name) < 3 or name in zh_words("place-generic"):
            return None
        return start

    def _may_stand_alone(self, word: str) -> bool:
        if len(word) < 3 or not is_han(word):
            return False
        return self._text.kind(word) in ("ns", "nr", "nz", "nt", "x", "nrt")

    def _may_name(self, word: str) -> bool:
        if not is_han(word) or word in zh_words("org-stops") or word in zh_words("place-generic"):
            return word in zh_words("place-suffixes")
        if len(word) == 1:
            return word in zh_words("place-suffixes") or word in "东西南北中大小新老古上下"
        return self._text.kind(word)[:2] in ("ns", "nr", "nz", "nt", "x")

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


def _suffix(word: str) -> str:
    suffixes = zh_words("place-suffixes")
    for length in range(min(len(word), _LONGEST_SUFFIX), 0, -1):
        if word[-length:] in suffixes:
            return word[-length:]
    return ""


@lru_cache(maxsize=1)
def _last_characters() -> frozenset[str]:
    return frozenset(suffix[-1] for suffix in zh_words("place-suffixes"))


@lru_cache(maxsize=1)
def _single_suffixes() -> frozenset[str]:
    return frozenset(suffix for suffix in zh_words("place-suffixes") if len(suffix) == 1 or suffix.endswith("路"))
