"""Picture captions in their several forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

    from tests.composer.model import Article
    from tests.composer.options import Options

_CREDITS = ("本报记者 {n} 摄", "本报记者{n}摄", "记者 {n} 摄", "{n} 摄", "（本报记者 {n} 摄）", "（{n} 摄）", "{n}/摄")
_NO_CREDITS = ("资料图片", "（资料图片）", "受访者供图", "（图片由受访者提供）", "通讯员供图", "（资料图）")
_OPENINGS = ("", "", "▲", "↑", "◀", "▼", "上图：", "左图：")


def caption(article: Article, rng: random.Random, options: Options) -> list[str]:
    """Return the lines of the caption of ``article``, before they are wrapped.

    Two lines where the credit stands alone.
    """
    names = article.reporters
    text = article.caption or ""
    if not options.caption_forms:
        credit = f"本报记者 {names[0]} 摄" if names else "资料图片"
        return [f"{text}{rng.choice((' ', '　', ''))}{credit}"]
    opening = rng.choice(_OPENINGS)
    if opening.endswith("："):
        text = text.removeprefix("图为")
    if rng.random() < 0.25:
        text = text.rstrip("。")
    if rng.random() < 0.2:
        return [opening + text]
    form = rng.choice(_CREDITS if names and rng.random() < 0.8 else _NO_CREDITS)
    name = names[-1] if names else ""
    credit = form.format(n=f"{name[0]} {name[1]}" if len(name) == 2 and rng.random() < options.spaced_names else name)
    if rng.random() < 0.25:
        return [opening + text, credit]
    return [f"{opening}{text}{rng.choice((' ', '　', ''))}{credit}"]
