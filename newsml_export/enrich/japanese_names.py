"""Names in Japanese stories: by the words behind them, such as さん, 市, 協会, and the table of places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsml_export.enrich.gazetteer import western_gazetteer
from newsml_export.enrich.mentions import Named, Taken, bounded
from newsml_export.enrich.tables import words
from newsml_export.model.subjects import SubjectType

_KANJI = r"[\u4e00-\u9fff々ヶ]"
_KANA = r"[\u30a0-\u30ff]"
_TITLES = (
    "市長|町長|村長|知事|区長|首相|大臣|官房長官|議員|議長|会長|社長|副社長|理事長|館長|園長|校長|学長|教授|准教授|助教|講師|教諭|院長|医師|弁護士|検事|裁判長"
    "|裁判官|監督|選手|主将|投手|部長|課長|課長補佐|係長|室長|局長|所長|署長|支配人|店長|店主|代表|船長|駅長|組合長|記者|作家|画家|氏"
)
#: a name, and at once what follows only names
_PERSON = re.compile(
    rf"(?P<name>{_KANJI}{{2,5}}[ 　]?(?:{_KANJI}{{1,3}}|{_KANA}{{2,4}}|(?!さん|くん|ちゃん)[\u3041-\u309f]{{2,3}})?"
    rf"|{_KANA}{{2,10}}(?:[・＝]{_KANA}{{2,10}})+)"
    rf"(?P<behind>さん|氏|容疑者|被告|君|ちゃん|（\d{{1,3}}）|\(\d{{1,3}}\)|(?:{_TITLES})(?![\u4e00-\u9fff]))"
)
_KANA_NAME = re.compile(
    rf"(?<![\u4e00-\u9fff])(?P<name>{_KANJI}{{2,3}}{_KANA}{{2,4}}|{_KANJI}{{2,3}}(?!さん|くん|ちゃん)[\u3041-\u3096]{{2,3}})(?=さん|氏|（\d)"
)
_POST_BEFORE = re.compile(
    rf"((?:{_KANJI}|{_KANA}|ー){{2,10}}(?:長|員|師|者|主|手|家|授|代表|市議|町議|人))[のでは、]?$"
)
_ORGANISATION = re.compile(
    rf"(?:{_KANJI}|{_KANA}|[A-Z]){{1,12}}(?:協会|組合|委員会|会議所|大学|高校|高等学校|中学校|小学校|病院|株式会社|会社|汽船|電鉄|鉄道|銀行|信用金庫|新聞社|新聞|研究所"
    r"|市役所|役場|県庁|庁|省|警察署|消防署|消防本部|裁判所|地裁|高裁|地検|商店街振興組合|振興会|連盟|連合会|財団|法人|気象台|博物館|美術館|図書館|保存会|後援会|工業|製作所|商会|自治会)"
    r"(?![長員議\u30a0-\u30ff])"
)
_PLACE = re.compile(
    rf"(?:{_KANJI}|{_KANA}){{1,6}}?(?:都|道|府|県|市|区|町|村|駅|港|島|川|山|湖|橋|公園|海岸|半島|峠|岬|通り|交差点|広場|ダム)(?![\u4e00-\u9fff])"
)
_WORK = re.compile(r"『([^『』\n]{1,40})』")
_SAID = re.compile(
    r"[^。\n]{0,40}?(?:と話す|と話し|と語|と述べ|と説明|という|と言|とコメント|と強調|は話す|は語る|は「)|は「"
)


def find_japanese_names(text: str, taken: Taken) -> list[Named]:
    """Return persons, organisations, places and works that a Japanese ``text`` names outside of what is ``taken``."""
    named: list[Named] = []
    named += _joined(_works(text), text, taken, SubjectType.OBJECT)
    organisations = _joined(_organisations(text), text, taken, SubjectType.ORGANISATION)
    people = _people(text, taken)
    return [*people, *organisations, *_places(text, taken), *named]


def _people(text: str, taken: Taken) -> list[Named]:
    found: dict[str, Named] = {}
    for pattern in (_KANA_NAME, _PERSON):
        for match in pattern.finditer(text):
            name = re.sub(r"\s", "", match["name"])
            start, end = match.span("name")
            if not len(name) >= 2 or name in words("words-ja.txt", "nobody") or not taken.free(start, end):
                continue
            full = next((one for one in found.values() if one.name.startswith(name)), None)
            if full is None:
                full = found[name] = Named(name=name, type=SubjectType.PERSON, confidence=0.7, forms={name})
            full.spans.append((start, end))
            full.forms.add(match["name"])
            full.confidence = bounded(full.confidence + 0.03)
            taken.take(start, end)
            behind = match.groupdict().get("behind") or ""
            if re.fullmatch(_TITLES, behind) and behind not in ("氏", *full.posts):
                full.posts.append(behind)
            if (post := _POST_BEFORE.search(text, max(0, start - 14), start)) and post.group(1) not in full.posts:
                full.posts.append(post.group(1))
            full.quoted = full.quoted or _SAID.match(text, end) is not None
    return list(found.values())


def _organisations(text: str) -> Iterator[tuple[int, int, str, float]]:
    for match in _ORGANISATION.finditer(text):
        if match.group() not in words("words-ja.txt", "generic") and not match.group().startswith(
            ("同", "各", "当", "全")
        ):
            yield match.start(), match.end(), match.group(), 0.7


def _works(text: str) -> Iterator[tuple[int, int, str, float]]:
    for match in _WORK.finditer(text):
        yield match.start(1), match.end(1), match.group(1), 0.9


def _joined(spans: Iterator[tuple[int, int, str, float]], text: str, taken: Taken, kind: SubjectType) -> list[Named]:
    found: dict[str, Named] = {}
    for start, end, name, confidence in spans:
        if not taken.free(start, end):
            continue
        taken.take(start, end)
        one = found.setdefault(name, Named(name=name, type=kind, confidence=confidence, forms={text[start:end]}))
        one.spans.append((start, end))
    return list(found.values())


def _places(text: str, taken: Taken) -> list[Named]:
    found: dict[str, Named] = {}
    edges = set(range(len(text) + 1))
    for known in western_gazetteer("ja").matches(text, range(len(text)), edges):
        if taken.free(known.start, known.end) and not re.match(r"[\u4e00-\u9fff]", text[known.end : known.end + 1]):
            taken.take(known.start, known.end)
            place = known.places[0]
            form = text[known.start : known.end]
            one = found.setdefault(place.key, Named(name=form, type=SubjectType.GEO_AREA, confidence=0.9, forms={form}))
            one.same_as, one.broader, one.coded_name = place.codes, place.within, place.key
            one.spans.append((known.start, known.end))
    for match in _PLACE.finditer(text):
        name = match.group()
        if (
            name in words("words-ja.txt", "common")
            or len(name) < 2
            or not taken.free(*match.span())
            or name.startswith(("同", "各", "当", "全"))
        ):
            continue
        taken.take(*match.span())
        one = found.setdefault(name, Named(name=name, type=SubjectType.GEO_AREA, confidence=0.7, forms={name}))
        one.spans.append(match.span())
    return list(found.values())
