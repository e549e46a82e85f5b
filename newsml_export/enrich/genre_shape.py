"""What the make-up of a story says about its genre: length, questions and answers, verse, by-lines, pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsml_export.model.story import BylineRole

if TYPE_CHECKING:
    from newsml_export.model.story import Story

_QUOTED = re.compile(r"[“「『„][^”」』“\n]{0,600}[”」』“]|\"[^\"\n]{0,600}\"")
_SPEECH = re.compile(r"[。！？，!?,.…][”」』“\"]")
_SENTENCE_END = re.compile(r"[。！？!?]+|\.(?=\s|$)")
_ASKER = re.compile(r"\s*(?:[^\s：:。，“「]{0,8}(?:问|問|[记記]者)|Q|Frage|Question|――|──|——)\s*[：:]?")
_NAMED_TURN = re.compile(r"\s*([^\s：:。，、“”「」]{1,8}|[A-Z][\w.]*(?: [A-Z][\w.]*)?)[：:]")
_VERSE_END = re.compile(r"[。.；;”」）)]\s*$")
_PICTURE_CREDIT = re.compile(r"[摄攝影]\s*[）)]?[。]?$|^[图圖][为為]|\bFoto: |\bPhoto(?: by|:)")

#: a brief has at most so many sentences, and so many characters (in letters three times as many)
_BRIEF_SENTENCES = 3
_BRIEF_LENGTH = 130
_CAPTION_LENGTH = 160
_LABEL_LENGTH = 9
_LETTERS = 3
_SENTENCES_IN = _BRIEF_LENGTH * _LETTERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The make-up of a story."""

    #: characters, as if each were a Chinese one
    length: int
    #: none are counted behind the length of the longest brief
    sentences: int
    #: the text outside direct speech
    narration: str
    #: share of the text in direct speech, 0 … 1
    speech: float
    #: passages of direct speech that are whole clauses
    speeches: int
    #: share of paragraphs that belong to questions with answers, 0 … 1
    dialogue: float
    verse: bool


def shape(story: Story, *, letters: bool) -> Shape:
    """Return the make-up of ``story``, whose script is in ``letters`` or in characters."""
    body = "\n".join(story.paragraphs)
    narration = _QUOTED.sub("", body)
    return Shape(
        length=len(body) // _LETTERS if letters else len(body),
        sentences=len(_SENTENCE_END.findall(body[:_SENTENCES_IN])) or min(1, len(body)),
        narration=narration,
        speech=1 - len(narration) / len(body) if body else 0.0,
        speeches=len(_SPEECH.findall(body)),
        dialogue=_dialogue(story.paragraphs),
        verse=_verse(story.paragraphs, letters=letters),
    )


def _dialogue(paragraphs: tuple[str, ...]) -> float:
    """Return the share of paragraphs in pairs of a question and an answer; two pairs are the least."""
    if sum("？" in one or "?" in one or "か" in one or "：" in one or ":" in one for one in paragraphs) < 2:
        return 0.0
    pairs = 0
    place = 0
    while place + 1 < len(paragraphs):
        question, answer = paragraphs[place].strip(), paragraphs[place + 1].strip()
        asks = question.endswith(("？", "?", "？”", "？」", "か。", "か"))
        marked = _ASKER.match(question) is not None and (asks or _NAMED_TURN.match(answer) is not None)
        if marked or (asks and len(question) < 120 and not answer.endswith(("？", "?"))):
            pairs += 1
            place += 1
        place += 1
    if pairs < 2:
        return 0.0
    return min(1.0, pairs * 2 / len(paragraphs))


def _verse(paragraphs: tuple[str, ...], *, letters: bool) -> bool:
    if len(paragraphs) < 4:
        return False
    longest = 60 if letters else 22
    if max(map(len, paragraphs)) > 4 * longest:
        return False
    short = sum(len(paragraph) <= longest for paragraph in paragraphs)
    ended = sum(_VERSE_END.search(paragraph) is not None for paragraph in paragraphs)
    named = sum("：" in paragraph or ":" in paragraph for paragraph in paragraphs)
    return short >= 0.85 * len(paragraphs) and ended <= 0.4 * len(paragraphs) and named <= 0.2 * len(paragraphs)


def add_shape(scores: dict[str, float], story: Story, made: Shape) -> None:
    """Add to ``scores`` what the make-up of ``story`` gives."""
    _add_origin(scores, story, made)
    if made.verse:
        _add(scores, "文学", 8)
    if made.dialogue >= 0.4:
        _add(scores, "专访", 4 + 4 * made.dialogue)
    elif made.speech > 0.45 and made.length > 250:
        # Much direct speech, and nobody else's: an interview that is told.
        _add(scores, "专访", 2)
    if made.length > 250 and made.speeches >= 3:
        _add(scores, "通讯", min(3.0, made.speeches * 0.4))
    if made.length > 1500:
        _add(scores, "通讯", 1)
    _add_brevity(scores, story, made)


def _add_origin(scores: dict[str, float], story: Story, made: Shape) -> None:
    roles = {byline.role for byline in story.bylines}
    if made.length:
        # Most of a newspaper is news.
        _add(scores, "消息", 1)
    if story.source is not None:
        _add(scores, "消息", 3)
    elif story.dateline is not None:
        _add(scores, "消息", 2)
    if roles & {BylineRole.REPORTER, BylineRole.CORRESPONDENT} and made.length:
        _add(scores, "消息", 2)
        _add(scores, "通讯", 1)
        # These are made outside the newsroom, or bear no reporter's name.
        for genre, points in (("社论", -3), ("公告", -3), ("评论", -1.5), ("来信", -1)):
            _add(scores, genre, points)
    if BylineRole.COMMENTATOR in roles:
        _add(scores, "评论", 6)
        _add(scores, "社论", 1)
    if BylineRole.WRITER in roles:
        for genre in ("评论", "文学", "通讯"):
            _add(scores, genre, 1)
    if not roles and story.source is None and story.dateline is None:
        for genre in ("公告", "来信", "社论"):
            _add(scores, genre, 1)


def _add_brevity(scores: dict[str, float], story: Story, made: Shape) -> None:
    """Short texts are briefs, or captions where there is a picture or a sign of one."""
    if not made.length:
        if story.pictures:
            _add(scores, "图片新闻", 6)
        return
    if made.length > _CAPTION_LENGTH:
        _add(scores, "图片新闻", -4)
    else:
        roles = {byline.role for byline in story.bylines}
        credit = any(_PICTURE_CREDIT.search(paragraph) is not None for paragraph in story.paragraphs)
        if BylineRole.PHOTOGRAPHER in roles or credit or (story.pictures and BylineRole.REPORTER not in roles):
            _add(scores, "图片新闻", 9)
        elif story.pictures:
            _add(scores, "图片新闻", 5)
        elif len(story.main_headline) <= _LABEL_LENGTH and len(story.paragraphs) == 1:
            # A headline that says no event stands over a picture.
            _add(scores, "图片新闻", 3)
    if made.sentences <= _BRIEF_SENTENCES and made.length <= _BRIEF_LENGTH and len(story.paragraphs) <= 2:
        _add(scores, "简讯", 7)
        _add(scores, "通讯", -3)


def _add(scores: dict[str, float], genre: str, points: float) -> None:
    scores[genre] = scores.get(genre, 0.0) + points
