"""Japanese newspaper style: by-lines, jump lines, furniture, captions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.composer.model import Article, SetByline

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from tests.composer.furniture import IssueFacts
    from tests.composer.options import Options

PUBLICATIONS = (("北浜新聞", "KITAHAMA SHIMBUN"), ("潮見日報", "SHIOMI NIPPO"))
SECTIONS = ("総合", "社会", "地域", "経済", "スポーツ", "くらし", "文化", "教育", "国際")
BRIEF_LABELS = ("短信", "地域ダイジェスト", "ミニニュース", "まちの話題")
TO = (
    "{n}面に続く",
    "＝{n}面に続く",
    "（{n}面に続く）",
    "【{n}面に続く】",
    "▽{n}面に続く",
    "（{n}面へ続く）",
    "{n}面へつづく",
)
FROM = (
    "{n}面から続く",
    "＝{n}面から続く",
    "（{n}面から続く）",
    "【{n}面から続く】",
    "▽{n}面から続く",
    "（{n}面から）",
    "{n}面からつづく",
)
NOT_JUMPS = ("〈{n}面に関連記事〉", "（関連記事{n}面）", "＝関連記事{n}面", "【{n}面に解説】", "詳報は{n}面")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_BOXES: tuple[tuple[str, ...], ...] = (
    ("きょうの天気", "北浜　晴れのち曇り　１６度", "潮見　曇り一時雨　１４度"),
    ("おことわり", "きょうの「季節の台所」は休みました。"),
    ("広告", "春の眼鏡フェア　大通り眼鏡店", "電話０００－５５５－０１４２"),
    ("購読のお申し込みは", "０１２０－５５５－０１００"),
    ("ご意見・情報は社会部へ　ファクス０００－５５５－０１２１",),
    ("おくやみ欄は休載します。",),
    ("あすの催し", "古本市　１０時　市民会館", "将棋教室　１３時　港公民館"),
)
_WEEKDAYS = "月火水木金土日"


def full_width(text: str) -> str:
    """Return ``text`` with full-width digits."""
    return text.translate(FULL_WIDTH)


def set_byline(article: Article, publication: str, day: str, rng: random.Random, options: Options) -> SetByline:
    """Choose a form that fits ``article`` and set it."""
    place = article.place or rng.choice(("北浜", "潮見", "東京"))
    if article.agency:
        return SetByline(lead=f"【{place}{article.agency}】", source=article.agency)
    if not article.reporters:
        return SetByline()
    names = article.reporters
    joined = "、".join(names)
    forms = (
        SetByline(tail=f"（{joined}）", names=names),
        SetByline(lead=f"【{place}={joined}】", names=names),
        SetByline(tail=f"【{joined}】", tail_on_own_line=rng.random() < 0.3, names=names),
        SetByline(lead=f"【{place}＝{joined}】", names=names),
        SetByline(top=(rng.choice(("編集委員　", "社会部　", "")) + joined,), names=names),
        SetByline(top=(f"（{joined}）",), names=names),
    )
    return rng.choice(forms if options.rare_bylines else forms[:3])


def jump_pair(
    source: str, target: str, order: int, rng: random.Random, options: Options
) -> tuple[tuple[str, str], tuple[str, str]]:
    """Write both ends of a jump; see ``tests.composer.jump_lines.jump_pair``. No digits are ever lost."""
    most = len(TO) if options.rare_jump_forms else 3
    to, back = rng.choice(TO[:most]), rng.choice(FROM[:most])
    width = full_width if rng.random() < 0.5 else str
    return (width(to.format(n=target)), target), (width(back.format(n=source)), source)


def _day(facts: IssueFacts) -> str:
    date = facts.date
    return f"{date.year}年（令和{date.year - 2018}年）{date.month}月{date.day}日（{_WEEKDAYS[date.weekday()]}曜日）"


def masthead(facts: IssueFacts, rng: random.Random) -> list[str]:
    """Return the lines of a masthead."""
    lines = [facts.publication, _day(facts), f"第{facts.number}号", f"発行所　{facts.publication}社", "１部１５０円"]
    return [line for line in lines if rng.random() < 0.85] or lines[:1]


def page_head(facts: IssueFacts, label: str, section: str, rng: random.Random) -> list[str]:
    """Return the lines at the top of an inner page."""
    forms: tuple[list[str], ...] = (
        [_day(facts), section, label],
        [f"{full_width(label)}　{section}", facts.publication, "第３種郵便物認可"],
        [f"（{label}）{_day(facts)}　{facts.publication}"],
    )
    return list(rng.choice(forms))


def page_foot(rng: random.Random) -> list[str]:
    """Return the lines at the foot of a page."""
    forms = (
        ["（日刊）"],
        ["北浜市大通り１丁目２番地"],
        ["編集センター　デスク　三国　校閲　羽田"],
        ["無断転載を禁じます"],
    )
    return list(rng.choice(forms))


def boxes(rng: random.Random, options: Options) -> list[list[str]]:
    """Return adverts, weather and the like, a block each."""
    return [list(block) for block in _BOXES if rng.random() < (options.adverts + options.furniture) * 0.2]


def teaser(headlines: list[tuple[str, str]], rng: random.Random) -> list[str]:
    """Return a box that announces stories of later pages."""
    form = rng.choice(("{h}　{p}面", "{p}面　{h}", "▽{h}＝{p}面"))
    return [rng.choice(("きょうの紙面", "紙面から")), *(form.format(h=h, p=full_width(p)) for h, p in headlines)]


def not_a_jump(label: str, rng: random.Random) -> str:
    """Return a hint at another page that is no jump line."""
    number = label if label.isdigit() else "5"
    return rng.choice(NOT_JUMPS).format(n=full_width(number) if rng.random() < 0.5 else number)


def caption(article: Article, rng: random.Random, options: Options) -> list[str]:
    """Return the lines of a caption: what is seen ＝ when and where, who took it."""
    where = rng.choice(("＝６日、北浜市", "＝潮見町で６日", "＝北浜市中央区", ""))
    who = f"、{article.reporters[-1]}撮影" if article.reporters and where and rng.random() < 0.5 else ""
    return [(article.caption or "").rstrip("。") + where + who]


def brief_tail(names: Sequence[str], rng: random.Random) -> str:
    """Return the by-line that closes a tiny story."""
    return rng.choice(("（{}）", "【{}】")).format("、".join(names))
