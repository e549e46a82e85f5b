"""Where the name of a body begins, and what only says of what kind bodies are."""

from __future__ import annotations

import re

#: verbs that are never a part of a name, and short ones that are none before a level such as 市
_LED_IN = re.compile(
    r"(?:移到|搬到|送到|赶到|来到|走进|前往|加盟|签约|击败|战胜|战平|负于|迎战|力克|不敌|险胜|大胜|挑战|邀请|委托|咨询|考入|"
    r"考上|毕业于|就职于|任职于|隶属于|位于|设在|请|到|赴|在|向|由|把|被|让|与|及|对|从|据|经|往|找|去|给|报(?=[市区县省]))"
    r"(?=[\u4e00-\u9fff]{3})"
)
_SHORT_LED_IN = re.compile(r"[请到赴在向由把被让与及对从据经往找去给报](?![市区县省])")
#: 六个联络处, 五家公立医院, 多所学校: counted, not named
_COUNTED = re.compile(r"[一二三四五六七八九十百两几数多各某每\d]+(?:余|多)?(?:个|家|所|间|支|批|座|大)")
_PLAIN = (
    "学校|医院|企业|公司|单位|银行|机构|幼儿园|工厂|厂|店|大学|中学|小学|高校|集团|商场|超市|酒店|合作社|卫生院|诊所|部门|社区|"
    "协会|商会"
)
_KIND = re.compile(
    r"(?:新建|改建|山区|农村|城区|郊区|乡村|公立|公办|民办|私立|重点|普通|基层|当地|周边|附近|外地|本地|国有|大型|小型|"
    r"中小|中小型|知名|著名|民营|外资|各类|各级|有关|相关|同类|部分|所有|优质|示范|一般|附属|龙头|上市|跨国|本土|境外|海外|国外|国内|全市|全区|全省|全县|全国|城乡|沿街|邻近)"
    rf"(?:{_PLAIN})"
    r"|(?:加工|公交|物业|保险|建筑|装修|快递|运输|出租车|保洁|家政|中介|房产|房地产|开发|食品|服装|造纸|印刷|机械|"
    r"电子|化工|制药|钢铁|汽车|水泥|砖瓦|种子|化肥|培训|养老|托管|驾驶|旅游|搬家|广告|设计|测绘|检测|医药|物流|餐饮|酿酒|玩具|家具|电器|软件|游戏|贸易|租赁|劳务|早教)"
    r"(?:公司|厂|店|企业|机构|学校|集团|单位|工厂)"
    r"|(?:门诊|住院|小卖|项目|营业|客服|售楼|俱乐)部|(?:咖啡|会议|宴会|展览|候车|候诊|门|餐|大)厅|(?:会议|活动|展览|购物|健身|服务|体验)中心"
)


def led_in(name: str) -> int:
    """Return how many characters of ``name`` only lead to it, such as 移到 in 移到市博物馆."""
    match = _LED_IN.match(name)
    if match is None or _SHORT_LED_IN.match(name):
        return 0
    return match.end()


def is_kind(name: str) -> bool:
    """Return whether ``name`` says of what kind bodies are, or how many, and names none."""
    return _KIND.fullmatch(name) is not None or _COUNTED.match(name) is not None
