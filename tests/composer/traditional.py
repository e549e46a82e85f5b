"""Newspaper style of Taiwan and Hong Kong: corpus and furniture in Traditional characters, by-lines, jump lines.

Texts are converted with OpenCC (configuration ``s2tw``) before anything is set, so that pages and truth hold the same
characters; quotation marks become 「」 and 『』.
"""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any

from tests.composer import captions, furniture
from tests.composer.jump_lines import chinese_numeral
from tests.composer.model import Article, SetByline

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from tests.composer.furniture import IssueFacts
    from tests.composer.options import Options

_QUOTES = str.maketrans("“”‘’", "「」『』")
PUBLICATIONS = (("臨灣時報", "LINWAN TIMES"), ("江州日報", "JIANGZHOU DAILY"), ("青渡早報", "CHINGTU MORNING POST"))
SECTIONS = ("要聞", "焦點", "生活", "財經", "社會", "地方新聞", "體育", "文教", "健康", "國際")
BRIEF_LABELS = ("短訊", "新聞快遞", "地方簡訊", "一句話新聞", "即時掃描")
TO = (
    "（下轉第{c}版）",
    "下轉第{c}版",
    "（文轉A{n}版）",
    "（下轉A{n}）",
    "►下轉A{n}版",
    "（文轉第{n}版）",
    "（下轉第{n}版）",
    "【下轉第{c}版】",
    "轉第{c}版",
)
FROM = (
    "（上接第{c}版）",
    "上接第{c}版",
    "（文接A{n}版）",
    "（上接A{n}）",
    "◄上接A{n}版",
    "（文接第{n}版）",
    "（上接第{n}版）",
    "【上接第{c}版】",
    "接第{c}版",
)
NOT_JUMPS = ("（相關新聞見A{n}）", "詳見第{c}版", "（第{c}版）", "更多報導見A{n}版", "（全文見第{c}版）")
_PLACES = ("江州", "臨灣", "青渡", "雲澤", "省城")


@cache
def hant(text: str) -> str:
    """Return ``text`` in Traditional characters."""
    # 年历史 is no word of the dictionary's, which reads 历 as the one of calendars.
    return str(_converter().convert(text)).translate(_QUOTES).replace("年曆史", "年歷史")


@cache
def _converter() -> Any:
    from opencc import OpenCC  # a development dependency, only needed for this level

    return OpenCC("s2tw")


def converted(article: Article) -> Article:
    """Return ``article`` with every text converted; identifier, genre, group and agency stay."""
    values: dict[str, object] = {}
    for field in fields(article):
        value = getattr(article, field.name)
        if field.name in ("id", "genre", "group", "agency", "slug") or value is None:
            values[field.name] = value
        else:
            values[field.name] = tuple(map(hant, value)) if isinstance(value, tuple) else hant(value)
    return Article(**values)  # type: ignore[arg-type]


def set_byline(article: Article, publication: str, day: str, rng: random.Random, options: Options) -> SetByline:
    """Choose a form that fits ``article`` and set it."""
    if article.desk:
        name = publication + article.desk
        return SetByline(top=(rng.choice(("", "■", "／")) + name,), names=(name,))
    place = article.place or rng.choice(_PLACES)
    number = day.split("月")[-1].rstrip("日")
    if article.agency or not article.reporters:
        return _agency(article, place, number, rng)
    names = "、".join(article.reporters)
    people = article.reporters
    forms = (
        SetByline(lead=f"【記者{names}／{place}報導】", names=people),
        SetByline(lead=f"【記者{names}／{place}報導】", names=people),
        SetByline(lead=f"〔記者{names}／{place}報導〕", names=people),
        SetByline(lead=f"（記者{names}報導）", names=people),
        SetByline(lead=f"記者{names}／{place}報導\u3000", names=people),
        SetByline(top=(f"記者／{names}",), names=people),
        SetByline(top=(f"記者{names}／{place}報導",), names=people),
        SetByline(top=(f"文／{names}",), names=people),
        SetByline(top=(rng.choice(("■", "◎", "□")) + names,), names=people),
        SetByline(lead=f"【本報{place}訊】", tail=f"（記者{names}）", names=people, source=f"本報{place}訊"),
        SetByline(tail=f"（記者{names}報導）", tail_on_own_line=rng.random() < 0.3, names=people),
        SetByline(lead=f"【本報訊】（記者 {names}）", names=people, source="本報訊"),
    )
    return rng.choice(forms if options.rare_bylines else forms[:6])


def _agency(article: Article, place: str, number: str, rng: random.Random) -> SetByline:
    names = article.reporters
    if article.agency == "新华社":
        who = f"記者{'、'.join(names)}" if names else ""
        return SetByline(lead=f"（中央社{who}{place}{number}日電）", names=names, source="中央社")
    if article.agency:
        form = rng.choice((SetByline(top=("本報綜合報導",)), SetByline(lead="【綜合報導】")))
        return SetByline(lead=form.lead, top=form.top, source="綜合報導")
    return SetByline()


def jump_pair(
    source: str, target: str, order: int, rng: random.Random, options: Options
) -> tuple[tuple[str, str], tuple[str, str]]:
    """Write both ends of a jump; see ``tests.composer.jump_lines.jump_pair``. No digits are ever lost."""
    most = len(TO) if options.rare_jump_forms else 4
    number = rng.randrange(most)
    back = number if rng.random() < 0.7 else rng.randrange(most)
    return (_fill(TO[number], target), target), (_fill(FROM[back], source), source)


def _fill(form: str, label: str) -> str:
    if label.isdigit():
        return form.replace("A{n}", "{n}").format(n=int(label), c=chinese_numeral(int(label)))
    return form.replace("A{n}", "{n}").replace("第{c}", "{n}").replace("第{n}", "{n}").format(n=label)


def masthead(facts: IssueFacts, rng: random.Random) -> list[str]:
    """Return the lines of a masthead."""
    year = facts.date.year - 1911
    day = rng.choice(
        (
            f"中華民國{year}年{facts.date.month}月{facts.date.day}日 {facts.weekday}",
            f"{facts.day} {facts.weekday} 農曆癸卯年{hant(furniture.lunar(facts.date))}",
        )
    )
    lines = [
        rng.choice((facts.publication, " ".join(facts.publication))),
        facts.latin,
        day,
        rng.choice((f"第{facts.number}號", "今日出紙一大張", "零售每份新臺幣15元")),
        f"發行人：{rng.choice(('葉承翰', '顏博文'))}",
    ]
    return [line for line in lines if rng.random() < 0.85] or lines[:1]


def page_head(facts: IssueFacts, label: str, section: str, rng: random.Random) -> list[str]:
    """Return the lines at the top of an inner page."""
    forms: tuple[list[str], ...] = (
        [f"{label} {section}"],
        [section, f"{facts.day} {facts.weekday}", f"第{label}版"],
        [facts.publication, f"{label}版／{section}", f"責任編輯／{rng.choice(('簡', '江'))} 以 寧"],
    )
    return list(rng.choice(forms))


def page_foot(rng: random.Random) -> list[str]:
    """Return the lines at the foot of a page."""
    forms = (
        ["責任編輯／簡以寧　美術編輯／江沛"],
        ["讀者服務專線：5550120", "訂報專線：5550122"],
        ["社址：江州市報業路1號"],
        ["廣告刊登洽5550199", "本報內容未經同意不得轉載"],
    )
    return list(rng.choice(forms))


def boxes(rng: random.Random, options: Options) -> list[list[str]]:
    """Return adverts, weather and the like, a block each."""
    return [[hant(line) for line in block] for block in furniture.boxes(rng, options)]


def teaser(headlines: list[tuple[str, str]], rng: random.Random) -> list[str]:
    """Return a box that announces stories of later pages."""
    form = rng.choice(("{h} {p}版", "{h}／{p}", "▶{h}（見{p}版）"))
    return [rng.choice(("今日導讀", "新聞導讀")), *(form.format(h=h, p=p) for h, p in headlines)]


def not_a_jump(label: str, rng: random.Random) -> str:
    """Return a hint at another page that is no jump line."""
    number = int(label) if label.isdigit() else rng.randint(2, 9)
    return rng.choice(NOT_JUMPS).format(n=number, c=chinese_numeral(number))


def caption(article: Article, rng: random.Random, options: Options) -> list[str]:
    """Return the lines of a caption: 記者某某攝, 記者某某／攝影 or what the simplified page prints."""
    if article.reporters and rng.random() < 0.6:
        form = rng.choice(("（記者{n}攝）", "記者{n}／攝影", "圖／{n}", "（{n}攝）"))
        return [(article.caption or "").rstrip("。") + "。" + form.format(n=article.reporters[-1])]
    return [hant(line) for line in captions.caption(article, rng, options)]


def brief_tail(names: Sequence[str], rng: random.Random) -> str:
    """Return the by-line that closes a tiny story."""
    return rng.choice(("（{}）", "（記者{}）")).format("、".join(names))
