"""Enricher ``genre``: what kind of story it is, by its labels, its form and the way it speaks."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from newsml_export.enrich.base import EnricherInfo
from newsml_export.enrich.tables import table_lines
from newsml_export.model.lexicon import LexiconKind
from newsml_export.model.story import BylineRole, HeadlineRole
from newsml_export.model.subjects import Genre

if TYPE_CHECKING:
    from newsml_export.enrich.analysis import Analysis
    from newsml_export.enrich.base import EnrichContext
    from newsml_export.model.story import Story

TABLE = "genre-signs.txt"
_NEWS, _BRIEF, _PHOTO, _FEATURE, _LITERARY = "消息", "简讯", "图片新闻", "通讯", "文学"
_COMMENT, _LETTER, _NOTICE = "评论", "来信", "公告"
#: IPTC genre codes; the vocabulary has none for the others
_CODES = {
    _NEWS: "Current", _BRIEF: "Summary", _FEATURE: "Feature", _COMMENT: "Opinion", "社论": "Opinion",
    "专访": "Interview", "讣告": "Obituary", "服务": "Advice",
}  # fmt: skip
_NAMES: Mapping[str, Mapping[str, str]] = {
    "en": {
        _NEWS: "news", _BRIEF: "brief", _FEATURE: "feature", _COMMENT: "comment", "社论": "editorial",
        "专访": "interview", _PHOTO: "photo", _NOTICE: "notice", _LETTER: "letter", "讣告": "obituary",
        "服务": "service", _LITERARY: "literary",
    },
    "de": {
        _NEWS: "Nachricht", _BRIEF: "Kurzmeldung", _FEATURE: "Reportage", _COMMENT: "Kommentar", "社论": "Leitartikel",
        "专访": "Interview", _PHOTO: "Bildnachricht", _NOTICE: "Bekanntmachung", _LETTER: "Leserbrief",
        "讣告": "Nachruf", "服务": "Ratgeber", _LITERARY: "Literatur",
    },
    "ja": {
        _NEWS: "ニュース", _BRIEF: "短信", _FEATURE: "ルポ", _COMMENT: "コラム", "社论": "社説", "专访": "インタビュー",
        _PHOTO: "写真", _NOTICE: "お知らせ", _LETTER: "投書", "讣告": "訃報", "服务": "ガイド", _LITERARY: "文芸",
    },
}  # fmt: skip
#: a sign counts this often at most
_MOST = 4
#: what a story is called where little speaks for anything: most are news
_NEWS_SCORE = 2.0
#: characters (three Latin letters count as one) and sentences of a brief, at most
_BRIEF_LENGTH, _BRIEF_SENTENCES = 110, 3
#: and of the text below a picture
_CAPTION_LENGTH = 130
#: words that speak of what is to be seen
_SIGHT = re.compile(
    r"驻足|美景|夜色|灯光|绽放|盛开|花海|起飞|飞舞|嬉戏|晚霞|朝霞|雪景|踏青|赏[花樱梅菊]|航拍|俯瞰|如诗如画|"
    r"栖息|北归|游人|映|湖面|嫩绿|五彩|定格"
)
_VERSE_LINE = 22


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sign:
    genre: str
    place: str
    weight: float
    pattern: re.Pattern[str]


class GenreEnricher:
    """Weighs what speaks for each genre; the publisher's columns win."""

    info = EnricherInfo(
        name="genre",
        title="Genre",
        summary="tells news, briefs, features, comments, interviews, letters, notices and others apart",
        after=("language",),
    )

    def enrich(self, story: Story, analysis: Analysis, context: EnrichContext) -> Story:
        """Return ``story`` with its genre. One that came with it stays.

        Args:
            story: as the enrichers before left it.
            analysis: its text.
            context: columns of its lexicon that say a genre give it to what bears their name.
        """
        if story.genre is not None:
            return story
        places = _places(story, analysis)
        column = _of_column(places["label"] + "\n" + places["head"], context)
        if column is not None:
            return replace(story, genre=_genre(column, 1.0, story.language))
        if not story.paragraphs:
            return story
        scores = _scores(story, analysis, places)
        (best, score), (_, second) = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[:2]
        return replace(story, genre=_genre(best, _confidence(score, second), story.language))


def _of_column(labels: str, context: EnrichContext) -> str | None:
    for entry in context.lexicon.of(LexiconKind.COLUMN):
        if entry.genre and not entry.ignore and any(form in labels for form in entry.forms):
            return entry.genre
    return None


def _places(story: Story, analysis: Analysis) -> dict[str, str]:
    main = [line.text for line in story.headline if line.role is HeadlineRole.MAIN]
    others = [line.text for line in story.headline if line.role not in (HeadlineRole.MAIN, HeadlineRole.DERIVED)]
    others += [text for byline in story.bylines for text in (byline.title or "", byline.name)]
    sentences = analysis.sentences if analysis.is_chinese else ()
    body = analysis.body
    found = {
        "head": " ".join(main),
        "label": "\n".join(text for text in others if text),
        "lead": (sentences[0] if sentences else body[:200]).strip(),
        "end": (sentences[-1] if sentences else body[-200:]).strip(),
        "body": body,
    }
    if story.language.lower().startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo", "yue")):
        from newsml_export.enrich.chinese_text import simplified

        return {place: simplified(text) for place, text in found.items()}
    return found


def _scores(story: Story, analysis: Analysis, places: Mapping[str, str]) -> dict[str, float]:
    scores = {sign.genre: 0.0 for sign in _signs()}
    scores[_NEWS] = _NEWS_SCORE
    for sign in _signs():
        found = 0
        for _ in sign.pattern.finditer(places[sign.place]):
            found += 1
            if found == (_MOST if sign.place == "body" else 1):
                break
        scores[sign.genre] += found * sign.weight
    for genre, weight in _of_form(story, analysis, places):
        scores[genre] = scores.get(genre, 0.0) + weight
    return scores


def _of_form(story: Story, analysis: Analysis, places: Mapping[str, str]) -> Iterator[tuple[str, float]]:
    """Yield what speaks for a genre without words: who made the story, where from, how long it is, how it is set."""
    body = places["body"]
    length = len(body) if analysis.is_chinese or story.language.startswith("ja") else len(body) / 3
    roles = {byline.role for byline in story.bylines}
    if story.source is not None or story.dateline is not None:
        yield _NEWS, 1.5
    if BylineRole.COMMENTATOR in roles:
        yield _COMMENT, 5.0
    photographed = BylineRole.PHOTOGRAPHER in roles and BylineRole.REPORTER not in roles
    if length <= _CAPTION_LENGTH and len(story.paragraphs) <= 2:
        seen = len(_SIGHT.findall(body + places["head"]))
        pictured = 3.0 * bool(story.pictures) + 3.0 * photographed
        yield _PHOTO, pictured + min(2.0 + 1.2 * seen, 6.0) * bool(seen)
    if length <= _BRIEF_LENGTH and _sentences(body) <= _BRIEF_SENTENCES and len(story.paragraphs) <= 2:
        yield _BRIEF, 5.0
    if _is_verse(story.paragraphs):
        yield _LITERARY, 6.0
    if length > 280:
        spoken = len(re.findall(r"[“「„]", body))
        yield _FEATURE, min(1.5, 0.25 * spoken) * (story.source is None)


def _sentences(body: str) -> int:
    return len(re.findall(r"[。！？!?]|[.](?:\s|$)", body))


def _is_verse(paragraphs: tuple[str, ...]) -> bool:
    """Whether most lines are short and end without a full stop."""
    if len(paragraphs) < 4:
        return False
    lines = [line for line in paragraphs if len(line) <= _VERSE_LINE and not line.endswith(("。", ".", "：", ":"))]
    return len(lines) >= 0.8 * len(paragraphs) and not any(character.isdigit() for line in lines for character in line)


def _confidence(score: float, second: float) -> float:
    """Return how sure the best genre is (logistic in its lead)."""
    return round(min(0.98, 1 / (1 + math.exp(-(0.2 + 0.7 * (score - second))))), 2)


def _genre(name: str, confidence: float, language: str) -> Genre:
    code = _CODES.get(name)
    shown = _NAMES.get(language.partition("-")[0].lower(), {}).get(name, name)
    return Genre(name=shown, qcode=f"genre:{code}" if code else None, confidence=confidence)


@lru_cache(maxsize=1)
def _signs() -> tuple[_Sign, ...]:
    found = []
    for line in table_lines(TABLE):
        genre, place, weight, pattern = line.split(" ", 3)
        found.append(_Sign(genre=genre, place=place, weight=float(weight), pattern=re.compile(pattern)))
    return tuple(found)


ENRICHER = GenreEnricher()
