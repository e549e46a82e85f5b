"""The house styles of newspapers that write Chinese and Japanese: who sets by-lines, jump lines and furniture how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.composer import bylines, captions, furniture, japanese, jump_lines, traditional

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

    from tests.composer.furniture import IssueFacts
    from tests.composer.model import Article, SetByline
    from tests.composer.options import Options

    Ends = tuple[tuple[str, str], tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A style; the functions are documented where ``tests.composer.furniture`` and its neighbours define them."""

    #: (name, name in Latin letters)
    publications: tuple[tuple[str, str], ...]
    sections: tuple[str, ...]
    brief_labels: tuple[str, ...]
    #: how a picture whose caption is the whole story names who took it
    photo_tails: tuple[str, ...]
    #: hints at the page of a story that the first page sums up
    details: tuple[str, ...]
    #: characters that the first line of a paragraph stands in
    indent: int
    set_byline: Callable[[Article, str, str, random.Random, Options], SetByline]
    jump_pair: Callable[[str, str, int, random.Random, Options], Ends]
    masthead: Callable[[IssueFacts, random.Random], list[str]]
    page_head: Callable[[IssueFacts, str, str, random.Random], list[str]]
    page_foot: Callable[[random.Random], list[str]]
    boxes: Callable[[random.Random, Options], list[list[str]]]
    teaser: Callable[[list[tuple[str, str]], random.Random], list[str]]
    not_a_jump: Callable[[str, random.Random], str]
    caption: Callable[[Article, random.Random, Options], list[str]]
    brief_tail: Callable[[Sequence[str], random.Random], str]


HOUSES = {
    "zh-Hans": House(
        publications=furniture.PUBLICATIONS,
        sections=furniture.SECTIONS,
        brief_labels=furniture.BRIEF_LABELS,
        photo_tails=("本报记者 {} 摄", "（本报记者 {} 摄）", "记者 {} 摄影报道", "本报记者 {} 摄影报道", "{} 摄"),
        details=("（详见{n}版）", "▶详见{n}版", "（报道见{n}版）", "{n}版", "详细报道见第{n}版"),
        indent=2,
        set_byline=bylines.set_byline,
        jump_pair=jump_lines.jump_pair,
        masthead=furniture.masthead,
        page_head=furniture.page_head,
        page_foot=furniture.page_foot,
        boxes=furniture.boxes,
        teaser=furniture.teaser,
        not_a_jump=furniture.not_a_jump,
        caption=captions.caption,
        brief_tail=bylines.brief_tail,
    ),
    "zh-Hant": House(
        publications=traditional.PUBLICATIONS,
        sections=traditional.SECTIONS,
        brief_labels=traditional.BRIEF_LABELS,
        photo_tails=("（記者{}攝）", "記者{}／攝影", "圖／{}"),
        details=("（詳見{n}版）", "►詳見{n}", "（內文見{n}版）"),
        indent=2,
        set_byline=traditional.set_byline,
        jump_pair=traditional.jump_pair,
        masthead=traditional.masthead,
        page_head=traditional.page_head,
        page_foot=traditional.page_foot,
        boxes=traditional.boxes,
        teaser=traditional.teaser,
        not_a_jump=traditional.not_a_jump,
        caption=traditional.caption,
        brief_tail=traditional.brief_tail,
    ),
    "ja": House(
        publications=japanese.PUBLICATIONS,
        sections=japanese.SECTIONS,
        brief_labels=japanese.BRIEF_LABELS,
        photo_tails=("＝{}撮影",),
        details=("（詳しくは{n}面）", "＝詳報{n}面", "▽{n}面"),
        indent=1,
        set_byline=japanese.set_byline,
        jump_pair=japanese.jump_pair,
        masthead=japanese.masthead,
        page_head=japanese.page_head,
        page_foot=japanese.page_foot,
        boxes=japanese.boxes,
        teaser=japanese.teaser,
        not_a_jump=japanese.not_a_jump,
        caption=japanese.caption,
        brief_tail=japanese.brief_tail,
    ),
}


def house(language: str) -> House:
    """Return the style of ``language`` (BCP 47); that of ``zh-Hans`` where it has none of its own."""
    return HOUSES.get(language, HOUSES["zh-Hans"])
