"""Page furniture: everything on a page that is no story."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.composer.jump_lines import chinese_numeral
from tests.composer.tables import table
from tests.composer.wrapping import wrap

if TYPE_CHECKING:
    import random

    from tests.composer.options import Options

PUBLICATIONS = (
    ("江州晨报", "JIANGZHOU CHENBAO"),
    ("云泽日报", "YUNZE RIBAO"),
    ("临湾晚报", "LINWAN WANBAO"),
    ("青渡时报", "QINGDU SHIBAO"),
)
BRIEF_LABELS = (
    "简讯",
    "一句话新闻",
    "要闻简报",
    "社区简讯",
    "要闻速览",
    "新闻速递",
    "快讯",
    "简明新闻",
    "各地短讯",
    "资讯快递",
)
SECTIONS = ("要闻", "综合", "民生", "经济", "文化", "体育", "教育", "健康", "法治", "社区")
STAFF = ("周 宁", "何 青", "孙立言", "田 野", "郑书遥", "纪 帆", "邵 音", "罗一舟", "卫 东篱", "梅 若寒")
WEEKDAYS = "一二三四五六日"
#: first days of lunar months in 2023 (癸卯年); dates are chosen between the first and the last
LUNAR_MONTHS = (
    (dt.date(2023, 2, 20), "二月"),
    (dt.date(2023, 3, 22), "闰二月"),
    (dt.date(2023, 4, 20), "三月"),
    (dt.date(2023, 5, 19), ""),
)
_LUNAR_TENS = ("初", "十", "廿")
ADVERTS: tuple[tuple[str, ...], ...] = (
    ("江岸家电节", "冰箱洗衣机以旧换新 最高补贴800元", "地址：滨江大道168号 电话：0900-5550188"),
    ("遗失声明", "遗失江州市望江区小马面馆营业执照副本一份，声明作废。"),
    ("南塘里花园 瞰江三居 恭迎品鉴", "贵宾专线：0900-5556666"),
    ("招租", "解放西路临街铺面120平方米招租，价格面议，联系人王先生，电话5550137"),
    ("公益广告", "讲文明 树新风", "节约用水 从点滴做起"),
    ("寻人启事", "周某，男，76岁，3月2日于东门车站走失，身穿灰色棉衣，有知情者请拨打5550110，必有重谢。"),
    ("广告热线 5550199", "本版广告由蓝鹊传媒代理"),
    ("清仓公告", "本店因合同到期，全场皮鞋五折，售完即止。鸿运鞋城"),
    (
        "停水通知",
        "因管道抢修，3月9日22时至次日5时，江岸区报业路、梧桐里一带停水，低洼处用户请关好水阀。",
        "江州市自来水公司",
    ),
    (
        "拍卖公告",
        "受委托，我公司定于3月21日上午10时在望江路66号三楼公开拍卖报废车辆一批，有意者请于拍卖前一日交纳保证金。",
        "江州鼎和拍卖有限公司",
        "电话：5550173",
    ),
    ("注销公告", "江州市小舟文具店经投资人决定拟注销登记，请债权人45日内申报债权。"),
    ("公开招聘", "电焊工8名 叉车工3名 夜班保安2名", "北滩产业园人力资源部 杜女士"),
    ("书画培训 春季班招生", "零基础入学 小班授课", "柳荫街12号二楼"),
)
BOXES: tuple[tuple[str, ...], ...] = (
    ("今日天气", "多云转小雨 9℃～15℃", "偏北风2到3级", "明日阴 8℃～13℃"),
    ("天气预报：晴间多云，最高气温21℃，最低气温11℃",),
    ("福彩双色球第2023025期", "红球 03 08 14 19 22 31 蓝球 07"),
    ("空气质量指数 AQI 56 良",),
    ("扫码下载客户端", "看更多新闻"),
    ("扫一扫", "关注本报微信公众号"),
    ("欢迎扫描二维码观看视频",),
    ("今日尾号限行 3和8",),
    ("江州发布", "微博 @江州发布", "网址 www.paper.example"),
    ("本组稿件由本报记者采写，未经授权不得转载",),
    ("新春走基层",),
    ("欢迎订阅 全年定价288元",),
    ("“江州好人”推荐热线：5550177",),
    ("今日油价", "92号 7.62元/升", "95号 8.15元/升", "0号柴油 7.28元/升"),
)
NOT_JUMPS = (
    "（全文见第{c}版）",
    "全文见第{c}版",
    "（第{c}版）",
    "更多报道详见{n}版",
    "本报今日第{c}版详文介绍",
    "（相关报道见{n}版）",
    "相关评论见第{n}版",
    "详见今日第{n}版",
    "（图文报道见第{c}版）",
)
_PHONES = ("新闻热线：0900-5550120", "编辑部电话：（0900）5550121", "投稿邮箱：news@paper.example", "发行投诉：5550122")


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueFacts:
    """What furniture says of the issue."""

    publication: str
    latin: str
    date: dt.date
    number: int
    pages: int

    @property
    def day(self) -> str:
        """The date as printed."""
        return f"{self.date.year}年{self.date.month}月{self.date.day}日"

    @property
    def weekday(self) -> str:
        """Such as 星期三."""
        return "星期" + WEEKDAYS[self.date.weekday()]


def lunar(date: dt.date) -> str:
    """Return the lunar date of a day that ``LUNAR_MONTHS`` covers."""
    first, month = max((start, name) for start, name in LUNAR_MONTHS if start <= date)
    day = (date - first).days + 1
    names = {10: "初十", 20: "二十", 30: "三十"}
    return month + (names.get(day) or _LUNAR_TENS[day // 10] + chinese_numeral(day % 10))


def random_facts(rng: random.Random, pages: int) -> IssueFacts:
    """Choose a newspaper and a day."""
    publication, latin = rng.choice(PUBLICATIONS)
    start = LUNAR_MONTHS[0][0]
    date = start + dt.timedelta(days=rng.randrange((LUNAR_MONTHS[-1][0] - start).days))
    return IssueFacts(publication=publication, latin=latin, date=date, number=rng.randint(900, 9800), pages=pages)


def masthead(facts: IssueFacts, rng: random.Random) -> list[str]:
    """Return the lines of a masthead."""
    lines = [
        rng.choice((facts.publication, " ".join(facts.publication))),
        rng.choice((facts.latin, f"{facts.publication}社出版")),
        rng.choice(
            (
                f"{facts.day} {facts.weekday} 农历癸卯年{lunar(facts.date)} 今日{facts.pages}版",
                f"{facts.day}\u3000{facts.weekday}",
                f"{facts.weekday} {facts.day} 癸卯年{lunar(facts.date)}",
            )
        ),
        rng.choice(("国内统一连续出版物号 CN 99-0021", "国内统一刊号：CN99—0021 邮发代号：99-12")),
        rng.choice((f"第{facts.number}期", f"总第{facts.number}期", f"第{facts.number}号")),
    ]
    return [line for line in lines if rng.random() < 0.85] or lines[:1]


def page_head(facts: IssueFacts, label: str, section: str, rng: random.Random) -> list[str]:
    """Return the lines at the top of an inner page."""
    editor = rng.choice(("责编", "责任编辑", "本版编辑", "责编："))
    forms: tuple[list[str], ...] = (
        [f"第{label}版 {section}"],
        [f"{label} {section}", f"{facts.day} {facts.weekday}"],
        [section, f"{facts.day} {facts.weekday} 第{label}版"],
        [facts.publication, f"{label}版·{section}", f"{editor} {rng.choice(STAFF)} 版式 {rng.choice(STAFF)}"],
        [f"{facts.day} {facts.weekday}", f"{editor} {rng.choice(STAFF)}", section],
        [" ".join(section), label, f"{facts.publication}/{facts.date.isoformat().replace('-', '.')}"],
        [f"{facts.date.month}/{facts.date.day}", f"{section}·{label}", f"组版编辑 {rng.choice(STAFF)}"],
    )
    return list(rng.choice(forms))


def page_foot(rng: random.Random) -> list[str]:
    """Return the lines at the foot of a page."""
    a, b, c = rng.sample(STAFF, 3)
    forms: tuple[list[str], ...] = (
        [f"责任编辑 {a} 版式 {b} 校对 {c}"],
        [f"责编：{a} 美编：{b} 校对：{c}"],
        [f"本版责编/{a}", f"版面设计/{b}"],
        [f"编辑 {a} 校对 {c}", rng.choice(_PHONES)],
        ["社址：江岸区报业路1号 邮编：099000", rng.choice(_PHONES), "零售每份1.00元"],
        ["江岸印务有限公司承印", f"值班总编 {a}"],
    )
    return list(rng.choice(forms))


def not_a_jump(label: str, rng: random.Random) -> str:
    """Return a hint at another page that is no jump line."""
    number = int(label) if label.isdigit() else rng.randint(2, 9)
    return rng.choice(NOT_JUMPS).format(n=number, c=chinese_numeral(number))


def teaser(headlines: list[tuple[str, str]], rng: random.Random) -> list[str]:
    """Return a box that announces stories of later pages.

    Args:
        headlines: (main headline, page label).
        rng: source of chance.
    """
    form = rng.choice(("{h} {p}版", "▶{p}版 {h}", "{h}（见{p}版）", "{p}版 | {h}"))
    return [rng.choice(("今日导读", "导读", "今日看点")), *(form.format(h=h, p=p) for h, p in headlines)]


def boxes(rng: random.Random, options: Options) -> list[list[str]]:
    """Return adverts, weather and the like for one page, a block each."""
    out: list[list[str]] = []
    if rng.random() < options.adverts:
        out += [list(lines) for lines in rng.sample(ADVERTS, rng.randint(1, 2))]
        if rng.random() < 0.5:
            out.append(["广告"])
    if rng.random() < options.furniture * 0.5:
        out.append(list(rng.choice(BOXES)))
    if options.tables and rng.random() < options.tables:
        out.append(table(rng))
    return [[piece for line in block for piece in _wrapped(line, rng, options)] for block in out]


def _wrapped(line: str, rng: random.Random, options: Options) -> list[str]:
    """Return the sentences of a notice in the lines of its narrow box."""
    if not options.tables or len(line) < 26 or "，" not in line:
        return [line]
    return wrap(line, rng.randint(11, 18))
