"""A truth of four stories, and the items of an export that got them all right."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from newsml_export.evaluation.items import Item, Part
from newsml_export.evaluation.text import bare
from newsml_export.evaluation.truth import Truth, TruthArticle

BRIDGE = (
    "昨日上午，江心洲大桥主桥最后一个节段吊装到位，全桥顺利合龙，两岸的人们放起了鞭炮。",
    "这座桥有双向六车道，桥面两侧各留一条自行车道，桥塔高一百六十八米，夜里会亮起灯光。",
    "大桥全长三千二百米，预计今年九月通车，届时两岸往来只要五分钟，渡轮照常开行。",
)
LIBRARY = (
    "市图书馆从下周一起每天开放到晚上十点，周末不休息，自习室另外安排。",
    "去年进馆的读者有九十一万人次，其中三成在傍晚以后到馆，许多人希望下班以后也能借书。",
)
MARKET = ("城东菜市场改造完工，一百二十个摊位重新排了号，老街坊提着篮子来看热闹，都说亮堂了。",)
WEATHER = ("受冷空气影响，明后两天有小到中雨，气温下降六到八度，市民出行请带好雨具。",)


def article(*lines: str, paragraphs: tuple[str, ...], **facts: Any) -> TruthArticle:
    """Return a story of the truth."""
    return TruthArticle(headline_lines=lines, paragraphs=paragraphs, **{"bylines": (), **facts})


TRUTH = Truth(
    articles=(
        article("江心洲大桥今日合龙", "九月可以通车", paragraphs=BRIDGE, bylines=("张晓明",), pages=("1", "2")),
        article("图书馆延长开放时间", paragraphs=LIBRARY, bylines=("李雨", "王小明"), pages=("1",)),
        article("菜市场亮堂了", paragraphs=MARKET),
        article(paragraphs=WEATHER),
    ),
    furniture=("第1版 要闻", "热线 12345678", "版"),
)


def item(name: str, *headlines: str, paragraphs: tuple[str, ...], names: tuple[str, ...] = (), **facts: Any) -> Item:
    """Return an item with the texts as a document would have them."""
    return Item(
        name=name,
        headlines=tuple(map(bare, headlines)),
        written=tuple(map(bare, paragraphs)),
        names=frozenset(names),
        guid=name,
        **{"derived": False, **facts},
    )


def part(first: int, last: int, continuation: float | None = None, *, mid: bool = False) -> Part:
    """Return a part that holds the paragraphs ``first`` to ``last``."""
    return Part(first_paragraph=first, last_paragraph=last, continuation=continuation, mid_paragraph=mid)


_BRIDGE = item("bridge", "江心洲大桥今日合龙", "九月可以通车", paragraphs=BRIDGE, names=("张晓明",))
_LIBRARY = item("library", "图书馆延长开放时间", paragraphs=LIBRARY, names=("李雨", "王小明"))
_MARKET = item("market", "菜市场亮堂了", paragraphs=MARKET)
_WEATHER = item("weather", "受冷空气影响", paragraphs=WEATHER, derived=True)
RIGHT = (_BRIDGE, _LIBRARY, _MARKET, _WEATHER)


def with_changed(name: str, **changes: Any) -> tuple[Item, ...]:
    """Return the right items but for some fields of one."""
    return tuple(replace(one, **changes) if one.name == name else one for one in RIGHT)
