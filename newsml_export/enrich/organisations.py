"""Organisations in Chinese text: names that end in a word for a body, and their short forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from newsml_export.enrich.chinese_text import ChineseText, is_han, zh_words
from newsml_export.enrich.gazetteer import chinese_gazetteer, short_form
from newsml_export.enrich.mentions import Named, Taken, bounded
from newsml_export.enrich.organisation_edges import is_kind, led_in
from newsml_export.model.subjects import SubjectType

_LONGEST_NAME = 24
#: a body of this kind needs no other word to be a certain one: there is one of a place
_AUTHORITY = re.compile(
    r"(?:局|署|厅|委|委员会|法院|检察院|人大|政协|政府|海关|总工会|妇联|残联|工会|红十字会|商会|协会|学会|联合会|联盟|公会|街坊会|基金会"
    r"|战区|军委|气象台|地震局|国务院|外交部|国防部|.{2,}部|研究会|促进会|考试院|交警支队|疾控中心|日报社|党)$"
)
#: departments inside another body: the body is meant
_DEPARTMENT = re.compile(
    r"(?:处|支队|大队|办公室|科|部|招生办|信访办|专案组|工作组|中队|办事处|中心|党支部|党组|专班)$"
)
_PLACE_LIKE = re.compile(r"[\u4e00-\u9fff]{1,8}(?:省|市|区|县|州|镇|乡|村|街道|社区|新区|共和国|岛|港)")
_LEVELS = ("市", "区", "县", "省", "镇", "乡", "村", "州", "国家", "中国", "全国", "中央")
_PROPER = ("nr", "ns", "nt", "nz", "x", "en")
#: parts of speech that end a name to the left
_ENDS = ("v", "d", "r", "p", "c", "u", "y", "w", "e", "o")
_UNITS = frozenset(["市", "区", "县", "省", "州", "镇", "乡", "村", "街道", "社区", "新区", "自治县", "自治州"])
_UNIT_ALONE = re.compile(r"(?:街道|社区|新区|镇|乡|村)(?:党|办|居|村|图书|卫生|服务|食堂|工|医|小学|中学|幼儿|文化)")
_SHORT_NOTICE = re.compile(r"[（(](?:以下|下称|下文)?(?:简称|称)[“「]?([\u4e00-\u9fff]{2,8})[”」]?[）)]")


def find_organisations(text: ChineseText, taken: Taken, issue_place: str | None) -> list[Named]:
    """Return the organisations that ``text`` names outside of what is ``taken``, each once, with all its forms.

    Args:
        text: title and body.
        taken: names found before; what is found here is added.
        issue_place: where the newspaper appears: 市发改委 is that of this place.
    """
    spans = _without_departments(text, list(_spans(text)))
    mentions: list[tuple[int, int, float]] = []
    for start, end in _known(text):
        # 美国国会 goes on as it is, and so does a known body within a longer name.
        inside = any(other[0] <= start and end <= other[1] for other in spans)
        if not inside and taken.free(start, end):
            taken.take(start, end)
            mentions.append((start, end, 0.9))
    for start, end, confidence in spans:
        if taken.free(start, end):
            taken.take(start, end)
            mentions.append((start, end, confidence))
    return _as_one(text, mentions, taken, short_form(issue_place) if issue_place else None)


def _known(text: ChineseText) -> Iterator[tuple[int, int]]:
    for match in _known_pattern().finditer(text.simple):
        if match.start() in text.edges or match.end() in text.edges:
            yield match.span()


@lru_cache(maxsize=1)
def _known_pattern() -> re.Pattern[str]:
    names = sorted(zh_words("known-organisations"), key=lambda name: (-len(name), name))
    return re.compile("|".join(names))


def same_body(short: str, full: str, place: str | None) -> bool:
    """Whether ``short`` may be a short form of ``full``, both being named in one story.

    Args:
        short: such as 市发改委 or 发改委.
        full: such as 江州市发展和改革委员会.
        place: bare name of the place of the newspaper, such as 江州; 市 stands for it.
    """
    if short == full:
        return True
    short_place, short_rest = _parted(short, place)
    full_place, full_rest = _parted(full, place)
    if short_place and full_place and not _same_place(short_place, full_place):
        return False
    if len(short_rest) < 2 or len(short_rest) > len(full_rest):
        return False
    if short_rest == full_rest:
        return True
    if full_rest.endswith(short_rest) and not _is_generic(short_rest):
        return True
    return short_rest[0] == full_rest[0] and _subsequence(short_rest, full_rest) and _same_end(short_rest, full_rest)


def resolved(name: str, place: str | None) -> str:
    """Return ``name`` with the place of the newspaper where the name leans on it: 市发改委 of 江州 is 江州市发改委."""
    if place and name[:1] in "市县区" and len(name) > 2 and name[:1] + name[1:2] not in ("市场", "区域", "市民"):
        return name if name.startswith(place) else f"{place}{name}"
    return name


def _same_end(short: str, full: str) -> bool:
    ends = {"委": ("委", "委员会"), "会": ("会",), "局": ("局",), "院": ("院",)}
    return full.endswith(ends.get(short[-1], (short[-1],)))


def _subsequence(short: str, full: str) -> bool:
    characters = iter(full)
    return all(character in characters for character in short)


def _same_place(one: str, other: str) -> bool:
    if one in _LEVELS or other in _LEVELS:
        return one[-1] == other[-1]
    return short_form(one) == short_form(other) or one.endswith(other) or other.endswith(one)


def _parted(name: str, place: str | None) -> tuple[str, str]:
    """Return the place that a name begins with, and the rest."""
    if place and name.startswith(place):
        end = len(place) + (name[len(place) : len(place) + 1] in ("市", "县", "区", "省"))
        return name[:end], name[end:]
    if match := _PLACE_START.match(name):
        return match.group(), name[match.end() :]
    for length in (4, 3, 2):
        if chinese_gazetteer().named(name[:length]) and len(name) - length > 1:
            return name[:length], name[length:]
    if name[:1] in ("市", "区", "县", "省") and len(name) > 2:
        return name[:1], name[1:]
    return "", name


_PLACE_START = re.compile(r"(?:[\u4e00-\u9fff]{2,4}?(?:省|自治区))?[\u4e00-\u9fff]{2,4}?(?:市|县|区)(?![场民区域])")


def _spans(text: ChineseText) -> Iterator[tuple[int, int, float]]:
    endings = _last_characters()
    inside = _conjoined(text.simple)
    for index, word in enumerate(text.words):
        if word[-1] not in endings:
            continue
        end = text.starts[index] + len(word)
        suffix = _suffix(text.simple, end)
        if suffix and (found := _span(text, index, end, suffix, inside)) is not None:
            yield found


def _span(text: ChineseText, index: int, end: int, suffix: str, inside: set[int]) -> tuple[int, int, float] | None:
    first = index
    while text.starts[first] > end - len(suffix):
        first -= 1
    own = text.starts[first]
    if len(suffix) == 1 and end - own == 2:
        return None  # a word of two characters such as 结局 or 团队
    start, anchored = _walk(text, first, inside)
    start += led_in(text.simple[start:end])
    name = text.simple[start:end]
    if is_kind(name):
        return None
    if any(name.endswith(word) for word in _not_names(name)):
        return None
    if name in zh_words("generic") or len(name) < 3 or len(name) > _LONGEST_NAME:
        return None
    if anchored:
        if _UNIT_ALONE.match(name):
            return None  # 社区图书馆: there is one in every community
        return (start, end, 0.92 if len(name) - len(suffix) > 0 else 0.6)
    words = [text.words[one] for one in range(first, index + 1) if text.starts[one] < end - len(suffix)]
    words += _between(text, start, own)
    proper = any(len(word) > 1 and _is_proper(text, word) and word not in zh_words("generic") for word in words)
    if proper or (words == [] and text.kind(name)[:2] == "nt"):
        return start, end, 0.82
    if _AUTHORITY.search(name) and len(name) > len(suffix):
        return start, end, 0.66
    if name == suffix and (text.kind(name) == "nt" or _AUTHORITY.search(name)):
        return start, end, 0.64
    if len(name) > len(text.words[index]) and text.kind(name)[:2] == "nt":
        return start, end, 0.7
    return None


def _is_proper(text: ChineseText, word: str) -> bool:
    return word in zh_words("numbering") or not text.knows(word) or text.kind(word)[:2] in _PROPER


def _not_names(name: str) -> Iterator[str]:
    """Yield what ``name`` ends in where that is no body, such as 布局."""
    words = zh_words("not-organisations")
    longest = 3 if len(name) > 3 else len(name)
    for length in range(2, longest + 1):
        if name[-length:] in words and not (length == 2 and name[-2:] in zh_words("org-suffixes")):
            yield name[-length:]


def _between(text: ChineseText, start: int, end: int) -> list[str]:
    from bisect import bisect_left

    return list(text.words[bisect_left(text.starts, start) : bisect_left(text.starts, end)])


def _walk(text: ChineseText, first: int, inside: set[int]) -> tuple[int, bool]:
    """Return where the name begins whose last word is the one at ``first``, and whether it begins with a place."""
    anchored = _is_place(text.words[first])
    stops = zh_words("org-stops")
    start = text.starts[first]
    end = start + len(text.words[first])
    while first > 0:
        word = text.words[first - 1]
        before = text.starts[first - 1]
        if end - before > _LONGEST_NAME or not _may_belong(text, word, before, stops, inside):
            break
        place = _is_place(word) or (word in _UNITS or (word in _LEVELS and text.words[first] not in ("场", "民")))
        if anchored and not place:
            break
        first, start = first - 1, before
        anchored = anchored or place
        if word in _UNITS and first > 0:
            # 江州 and 市 may be two words.
            name = text.words[first - 1]
            proper = name in _UNITS or not text.knows(name) or text.kind(name)[:2] in _PROPER
            if is_han(name) and len(name) > 1 and proper and name not in stops:
                first, start = first - 1, text.starts[first - 1]
                anchored = True
                continue
            break
    return start, anchored


def _may_belong(text: ChineseText, word: str, start: int, stops: frozenset[str], inside: set[int]) -> bool:
    if start in inside:
        return True
    if not is_han(word):
        return False
    if word in stops:
        return False
    if (word in zh_words("posts") and word not in zh_words("groups")) or word in zh_words("say"):
        return False
    if len(word) > 1 and not text.knows(word):
        return True
    if len(word) == 1:
        return word in "市区县省州镇乡村东西南北中大新老第" or text.kind(word)[:1] in (
            "n",
            "x",
            "j",
            "b",
            "a",
            "f",
            "m",
        )
    kind = text.kind(word)
    if kind == "v" and start and _leans_on_place(text, start):
        return True
    return kind == "vn" or kind[:1] not in _ENDS or kind == "x" or _verb_in_names(word)


def _leans_on_place(text: ChineseText, start: int) -> bool:
    """Whether the word before the offset is a place or a unit such as 市: what follows is the name of its body."""
    index = text.word_ending(start)
    return index is not None and (text.words[index] in _UNITS or _is_place(text.words[index]))


def _verb_in_names(word: str) -> bool:
    return word in zh_words("verbs-in-names")


def _is_place(word: str) -> bool:
    if len(word) < 2:
        return False
    gazetteer = chinese_gazetteer()
    if gazetteer.named(word):
        return True
    return len(word) > 2 and word[-1] in "市区县省州镇乡村" and _PLACE_LIKE.fullmatch(word) is not None


def _without_departments(text: ChineseText, spans: list[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    kept: list[tuple[int, int, float]] = []
    for span in spans:
        start, end, _ = span
        if kept and start < kept[-1][1]:
            before = kept[-1]
            tail = text.simple[before[1] : end]
            if _DEPARTMENT.search(tail) and _BODY.search(text.simple[before[0] : before[1]]):
                continue
            kept[-1] = (min(start, before[0]), end, max(span[2], before[2]))
            continue
        if kept and start == kept[-1][1] and _BRANCH.search(text.simple[start:end]):
            kept[-1] = (kept[-1][0], end, max(span[2], kept[-1][2]))
            continue
        if kept and start == kept[-1][1] and _DEPARTMENT.search(text.simple[start:end]):
            continue
        kept.append(span)
    return kept


#: what goes on with the name of the body before it
_BRANCH = re.compile(
    r"(?:分行|支行|分公司|分局|分院|分会|分校|分社|分部|附中|附小|附属[\u4e00-\u9fff]*|研究所|研究院|实验室|学院|医院)$"
)
_BODY = re.compile(r"(?:局|委|委员会|政府|法院|检察院|公司|集团|大学|医院|银行|厅|署)$")


def _as_one(text: ChineseText, mentions: list[tuple[int, int, float]], taken: Taken, place: str | None) -> list[Named]:
    """Join full and short forms, the fullest first."""
    forms: dict[str, list[tuple[int, int]]] = {}
    certain: dict[str, float] = {}
    for start, end, confidence in mentions:
        form = text.simple[start:end]
        forms.setdefault(form, []).append((start, end))
        certain[form] = max(confidence, certain.get(form, 0))
    bodies: list[tuple[str, Named]] = []
    for form in sorted(forms, key=lambda one: (-len(one), forms[one])):
        full = next((pair for pair in bodies if same_body(form, pair[0], place)), None)
        if full is None:
            start, end = forms[form][0]
            named = Named(name=text.printed[start:end], type=SubjectType.ORGANISATION, confidence=certain[form])
            bodies.append((form, named))
        else:
            named = full[1]
        named.spans += forms[form]
        named.forms |= {text.printed[start:end] for start, end in forms[form]}
        named.confidence = bounded(named.confidence + 0.01 * (len(named.spans) - 1))
    for form, named in bodies:
        named.coded_name = resolved(form, place)
        _find_short(text, named, form, taken)
        named.spans.sort()
    return sorted((named for _, named in bodies), key=lambda named: named.spans[0])


def _find_short(text: ChineseText, named: Named, form: str, taken: Taken) -> None:
    """Find the short form that the text declares, such as （以下简称“江州燃气”）."""
    for _, end in list(named.spans):
        if match := _SHORT_NOTICE.match(text.simple, end):
            short = match.group(1)
            start = text.simple.find(short)
            while start >= 0:
                if taken.free(start, start + len(short)):
                    taken.take(start, start + len(short))
                    named.spans.append((start, start + len(short)))
                    named.forms.add(text.printed[start : start + len(short)])
                start = text.simple.find(short, start + len(short))
            return


def _conjoined(simple: str) -> set[int]:
    """Return offsets of characters that stand in a name which has 和 in it, such as 发展和改革."""
    if "和" not in simple and "与" not in simple:
        return set()
    return {at for match in _conjoined_pattern().finditer(simple) for at in range(*match.span())}


@lru_cache(maxsize=1)
def _conjoined_pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(zh_words("org-conjoined"), key=lambda phrase: (-len(phrase), phrase))))


def _is_generic(name: str) -> bool:
    return name in zh_words("generic")


def _suffix(simple: str, end: int) -> str:
    by_last = _suffixes_by_last()
    for suffix in by_last.get(simple[end - 1], ()):
        if simple.startswith(suffix, end - len(suffix)) and end >= len(suffix):
            return suffix
    return ""


@lru_cache(maxsize=1)
def _suffixes_by_last() -> dict[str, tuple[str, ...]]:
    """Return the suffixes by their last character, the longest first."""
    found: dict[str, list[str]] = {}
    for suffix in sorted(zh_words("org-suffixes"), key=lambda word: (-len(word), word)):
        found.setdefault(suffix[-1], []).append(suffix)
    return {last: tuple(suffixes) for last, suffixes in found.items()}


@lru_cache(maxsize=1)
def _last_characters() -> frozenset[str]:
    return frozenset(suffix[-1] for suffix in zh_words("org-suffixes"))
