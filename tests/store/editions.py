"""Issues to publish."""

from __future__ import annotations

import datetime as dt
from typing import Any

from newsml_export.model.edition import Edition
from newsml_export.model.story import HeadlineLine, HeadlineRole, LocalId, Story, StoryPart
from tests.formats.factories import make_edition, make_story

MORNING = dt.datetime(2023, 3, 8, 0, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)

_WORDS = ("电梯", "春耕", "大桥", "图书馆", "地铁", "粮仓", "学校", "渔船", "剧团", "苗圃")


def story(number: int, **changes: Any) -> Story:
    """Return a story of its own text on page ``number``."""
    word = _WORDS[number % len(_WORDS)]
    text = f"{word}的事第{number}次写在这里，说的是{word}如何一步一步变好，居民怎样看{word}，今后{word}还要做什么。"
    values: dict[str, Any] = {
        "local_id": LocalId(f"s-{number}"),
        "headline": headline(f"{word}第{number}篇"),
        "paragraphs": (text, f"关于{word}的第二段，第{number}号记录。"),
        "parts": (StoryPart(page=str(number % 4 + 1), section="要闻", last_paragraph=1),),
    }
    return make_story(**{**values, **changes})


def headline(text: str) -> tuple[HeadlineLine, ...]:
    """Return a headline of one line."""
    return (HeadlineLine(role=HeadlineRole.MAIN, text=text),)


def edition(*stories: Story) -> Edition:
    """Return an issue of ``stories``."""
    return make_edition(*stories)
