"""An invented issue of four pages that has everything in it that the readable formats must show."""

from __future__ import annotations

import dataclasses
import datetime as dt
from zoneinfo import ZoneInfo

from newsml_export.errors import Location
from newsml_export.findings import Finding, Severity
from newsml_export.formats.base import FeedOptions, WriteContext
from newsml_export.model.edition import Edition, EditionPage, OrphanHeadline
from newsml_export.model.identity import Version
from newsml_export.model.issue import IssueInfo
from newsml_export.model.publisher import Publisher
from newsml_export.model.story import (
    Byline,
    BylineRole,
    Dateline,
    Decision,
    HeadlineLine,
    HeadlineRole,
    JumpDirection,
    LocalId,
    Picture,
    Source,
    Story,
    StoryPart,
    UnresolvedJump,
)
from newsml_export.model.subjects import Genre, Keyword, Subject, SubjectType
from tests.formats.factories import make_context

MAIN, KICKER, DECK = HeadlineRole.MAIN, HeadlineRole.KICKER, HeadlineRole.DECK
SERIES, DERIVED = HeadlineRole.SERIES, HeadlineRole.DERIVED


def stack(*lines: tuple[HeadlineRole, str]) -> tuple[HeadlineLine, ...]:
    """Return a headline stack."""
    return tuple(HeadlineLine(role=role, text=text) for role, text in lines)


def sure(confidence: float, *evidence: str) -> Decision:
    """Return a decision."""
    return Decision(confidence=confidence, evidence=evidence)


def _page_1() -> tuple[Story, ...]:
    reform = Story(
        local_id=LocalId("s-reform"),
        language="zh-Hans",
        headline=stack(
            (KICKER, "数字化改革“一号工程”落地见效"),
            (MAIN, "办事不出社区"),
            (MAIN, "江州九成事项全程网办"),
            (DECK, "——全市设立便民服务点四百二十六处，平均等候时间缩短至六分钟"),
        ),
        headline_decision=sure(0.98, "共有少见词：全程网办", "标题紧接正文"),
        paragraphs=(
            "本报讯 （记者 李一 通讯员 王小明）3月7日上午九点，家住江州市临河区柳荫街道的退休教师周慧兰走进"
            "社区便民服务点，不到六分钟便办好了异地就医备案。“以前要坐四站公交，还得先取号，现在下楼买菜的工夫就办完了。”她说。",
            "这样的便利，源自去年启动的数字化改革“一号工程”。一年来，江州市梳理政务服务事项一千三百一十二项，"
            "其中九成以上实现全程网办，企业开办时间由三天压缩到四小时。",
            "市数据局负责人介绍，改革的难点不在技术，而在流程。过去一件事要跑五个窗口，每个窗口各有一套表格；"
            "如今由一个窗口受理，后台分头办理，限时办结。",
            "在临河区政务服务中心，记者看到，原先的三十二个部门窗口已合并为八个综合窗口，大厅里多出来的空间改成了自助区和母婴室。",
            "据统计，今年前两个月，全市便民服务点共受理事项十一万四千件，群众满意率百分之九十八点六，"
            "比去年同期提高三点二个百分点。",
            "下一步，江州将把服务点延伸到六十个行政村，并为行动不便的老人提供上门代办。",
        ),
        parts=(
            StoryPart(page="1", section="要闻", order=1, first_paragraph=0, last_paragraph=1, jump_to="（下转2版）"),
            StoryPart(
                page="2",
                section="综合",
                order=1,
                first_paragraph=2,
                last_paragraph=3,
                headline=stack((MAIN, "江州九成事项全程网办")),
                jump_from="（上接1版）",
                jump_to="（下转3版）",
                continuation=sure(0.97, "标题重复", "页码相符", "共有少见词：一号工程、窗口"),
            ),
            StoryPart(
                page="3",
                section="民生",
                order=3,
                first_paragraph=4,
                last_paragraph=5,
                jump_from="（上接2版）",
                continuation=sure(0.84, "页码相符", "共有少见词：便民服务点"),
            ),
        ),
        bylines=(
            Byline(name="李一", role=BylineRole.REPORTER, title="记者"),
            Byline(name="王小明", role=BylineRole.CORRESPONDENT, title="通讯员"),
        ),
        source=Source(text="本报讯", name="江州晨报"),
        genre=Genre(name="消息"),
        keywords=(Keyword(text="政务服务", confidence=0.9), Keyword(text="数字化改革", confidence=0.86)),
        subjects=(
            Subject(name="政治", qcode="medtop:11000000", confidence=0.82),
            Subject(name="临河区", type=SubjectType.GEO_AREA, confidence=0.9),
        ),
        summary="江州市政务服务事项九成以上实现全程网办，四百二十六处便民服务点开进社区。",
    )
    port = Story(
        local_id=LocalId("s-port"),
        language="zh-Hans",
        headline=stack((MAIN, "江州港开通首条直达东南亚集装箱航线"), (DECK, "单程缩短五天 首航载货一百八十标箱")),
        headline_decision=sure(0.95, "共有少见词：直达、标箱"),
        paragraphs=(
            "新华社江州3月7日电（记者 陈思远）随着一声汽笛，满载汽车配件和柑橘的“江海通一号”7日驶离江州港三号泊位，"
            "标志着江州首条直达东南亚的集装箱航线正式开通。",
            "新航线每周一班，单程用时十一天，比经沿海港口中转缩短五天，每标箱可节省物流成本约一千二百元。",
            "江州海关为航线设立专用通道，实行“提前申报、船边直提”，首航货物从进港到装船只用了七个小时。",
        ),
        parts=(
            StoryPart(page="1", section="要闻", order=2, first_paragraph=0, last_paragraph=0, jump_to="▶下转第2版"),
            StoryPart(
                page="2",
                section="综合",
                order=2,
                first_paragraph=1,
                last_paragraph=2,
                headline=stack((MAIN, "首条直达航线开通")),
                jump_from="（紧接第1版）",
                continuation=sure(0.93, "标题缩写重复", "共有少见词：标箱、航线"),
            ),
        ),
        bylines=(Byline(name="陈思远", title="新华社记者"),),
        source=Source(text="新华社江州3月7日电", name="新华社"),
        dateline=Dateline(text="新华社江州3月7日电", place="江州"),
        keywords=(Keyword(text="江州港"), Keyword(text="集装箱")),
        subjects=(Subject(name="经济、商业和金融", qcode="medtop:04000000", confidence=0.88),),
    )
    comment = Story(
        local_id=LocalId("s-comment"),
        language="zh-Hans",
        headline=stack((SERIES, "系列评论③"), (MAIN, "把小事办成，就是把大事办好")),
        headline_decision=sure(0.91, "系列标签在正文上方"),
        paragraphs=(
            "一座城市的温度，往往藏在小事里。路灯亮不亮，公交准不准，窗口的人抬不抬头，都是群众衡量干部作风的尺子。",
            "办好小事，先要看得见小事。坐在办公室里看报表，看到的是平均数；走到街巷里听家常，听到的才是一个个具体的人，"
            "以及他们没有写进报表里的难处。看得见，才谈得上想得到、办得成。",
            "小事不小，件件连着民心；难事不难，难在真抓实干。以绣花的功夫办好一件件小事，大事自然水到渠成。",
        ),
        parts=(
            StoryPart(page="1", section="要闻", order=3, first_paragraph=0, last_paragraph=1, jump_to="（下转2版）"),
            StoryPart(
                page="2",
                section="综合",
                order=3,
                first_paragraph=1,
                last_paragraph=2,
                jump_from="（上接1版）",
                mid_paragraph=True,
                continuation=sure(0.68, "句子在版末中断，在此接续", "没有重复标题", "另一候选相差 0.09"),
            ),
        ),
        bylines=(Byline(name="本报评论员", role=BylineRole.COMMENTATOR),),
        genre=Genre(name="评论", qcode="genre:Opinion"),
        keywords=(Keyword(text="作风"),),
    )
    derived = Story(
        local_id=LocalId("s-weather"),
        language="zh-Hans",
        headline=stack((DERIVED, "市气象台昨日发布春季首个大风蓝色预警")),
        headline_decision=sure(0.55, "版面上没有可配的标题", "取正文首句"),
        paragraphs=(
            "市气象台昨日发布春季首个大风蓝色预警，预计8日夜间至9日，江州大部有五到六级偏北风，江面阵风可达八级。",
        ),
        parts=(StoryPart(page="1", section="要闻", order=4),),
        source=Source(text="本报讯", name="江州晨报"),
    )
    bridge = Story(
        local_id=LocalId("s-bridge"),
        language="zh-Hans",
        headline=stack((KICKER, "历时三年零四个月"), (MAIN, "临河二桥合龙")),
        headline_decision=sure(0.74, "标题与正文相隔一栏", "共有词：二桥"),
        paragraphs=(
            "3月7日十六时，随着最后一方混凝土浇筑完成，临河二桥主跨顺利合龙，大桥全长一千六百四十米，预计年底通车。",
            "大桥建成后，临河新区到老城的车程将由四十分钟缩短到十二分钟。",
        ),
        parts=(
            StoryPart(page="1", section="要闻", order=5, first_paragraph=0, last_paragraph=1, jump_to="（下转6版）"),
        ),
        bylines=(
            Byline(name="赵岚", role=BylineRole.WRITER),
            Byline(name="孙晓峰", role=BylineRole.PHOTOGRAPHER),
        ),
        unresolved_jumps=(
            UnresolvedJump(
                direction=JumpDirection.TO,
                page="1",
                target="6",
                text="（下转6版）",
                reason="本期没有第6版",
                evidence=("已知版面：1、2、3、4",),
            ),
        ),
        pictures=(Picture(href="bridge.jpg", caption="三月七日，临河二桥主跨合龙现场。", credit="孙晓峰 摄"),),
    )
    return reform, port, comment, derived, bridge


def _brief(local: str, page: str, order: int, section: str, title: str, text: tuple[str, ...], **more: object) -> Story:
    values: dict[str, object] = {
        "local_id": LocalId(local),
        "language": "zh-Hans",
        "headline": stack((MAIN, title)),
        "headline_decision": sure(0.96, "标题紧接正文"),
        "paragraphs": text,
        "parts": (StoryPart(page=page, section=section, order=order, last_paragraph=len(text) - 1),),
    }
    return Story(**{**values, **more})  # type: ignore[arg-type]


def _page_2() -> tuple[Story, ...]:
    library = _brief(
        "s-library",
        "2",
        4,
        "综合",
        "市图书馆古籍修复室里的慢时光",
        (
            "推开市图书馆四楼尽头的木门，浆糊和旧纸的气味扑面而来。修复师吴静之正用镊子揭开一页粘连的清代县志，"
            "动作轻得像怕惊醒它。",
            "从业二十一年，她修好了七百多册古籍。最难的一册虫蛀如筛，她补了整整八个月。",
            "“急不得，也停不得。”吴静之说，纸有纸的寿命，修书的人只是替它多争几十年。",
        ),
        headline=stack((KICKER, "一页一页，把时间补回来"), (MAIN, "市图书馆古籍修复室里的慢时光")),
        parts=(
            StoryPart(page="2", section="综合", order=4, first_paragraph=0, last_paragraph=1, jump_to="（转4版）"),
            StoryPart(
                page="4",
                section="副刊",
                order=1,
                first_paragraph=2,
                last_paragraph=2,
                headline=stack((MAIN, "古籍修复室里的慢时光")),
                jump_from="（接2版）",
                continuation=sure(0.96, "标题缩写重复", "共有人名：吴静之"),
            ),
        ),
        bylines=(Byline(name="沈砚"), Byline(name="何苗", role=BylineRole.PHOTOGRAPHER)),
        genre=Genre(name="特写", qcode="genre:Feature"),
    )
    market = _brief(
        "s-market",
        "2",
        5,
        "综合",
        "早市新规今起试行 摊位实行一码通",
        ("即日起，全市十九个早市试行新规，摊位一摊一码，市民扫码即可查看进货来源和检测结果。",),
        source=Source(text="本报讯", name="江州晨报"),
    )
    embargoed = _brief(
        "s-award",
        "2",
        6,
        "综合",
        "第八届江州文学奖评选结果揭晓",
        ("第八届江州文学奖共评出长篇、中短篇、诗歌、散文四类作品十二部。",),
        embargoed=dt.datetime(2030, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=8))),
    )
    return library, market, embargoed


def _page_3() -> tuple[Story, ...]:
    lift = _brief(
        "s-lift",
        "3",
        1,
        "民生",
        "老楼加装电梯，先把账算清",
        (
            "柳荫街道七十三号楼的电梯，从动议到通梯用了十四个月，其中十一个月花在算账上。",
            "一楼不出钱，六楼出得最多，可每层到底该出多少？楼长郑国平画了三版表格，开了九次协商会。",
            "如今这张表格成了全市的参考样本，住建部门据此制定了分摊系数指引。",
        ),
        headline=stack(
            (KICKER, "民生一线"), (MAIN, "老楼加装电梯，先把账算清"), (DECK, "——柳荫街道七十三号楼的十四个月")
        ),
        bylines=(Byline(name="韩雨桐"),),
    )
    clinic = _brief(
        "s-clinic",
        "3",
        2,
        "民生",
        "夜间门诊延至二十二点 六家医院首批开放",
        (
            "市卫生健康委7日宣布，全市六家医院首批开设夜间门诊，开放时间延至二十二点，涵盖儿科、口腔和慢病复诊。",
            "夜间门诊执行与日间相同的收费和报销标准。",
        ),
        parts=(
            StoryPart(page="3", section="民生", order=2, first_paragraph=0, last_paragraph=0, jump_to="（下转第四版）"),
            StoryPart(
                page="4",
                section="副刊",
                order=2,
                first_paragraph=1,
                last_paragraph=1,
                jump_from="（上接第三版）",
                continuation=sure(0.77, "页码相符", "没有重复标题"),
            ),
        ),
        bylines=(Byline(name="林可"),),
    )
    metro = _brief(
        "s-metro",
        "3",
        4,
        "民生",
        "地铁三号线周末延长运营一小时",
        ("自本周五起，地铁三号线每逢周五、周六末班车延后一小时，沿线接驳公交同步调整。",),
    )
    return lift, clinic, metro


def _page_4() -> tuple[Story, ...]:
    essay = _brief(
        "s-essay",
        "4",
        3,
        "副刊",
        "春水初生",
        (
            "江水是一夜之间绿的。前一天还是灰的，像一块没有拧干的旧布；第二天推窗，它已经有了颜色，"
            "有了声音，有了往下游去的意思。",
            "渡口的老船工说，水先知道，人后知道。",
        ),
        bylines=(Byline(name="苏见青", role=BylineRole.WRITER),),
        genre=Genre(name="散文"),
    )
    chess = _brief(
        "s-chess",
        "4",
        4,
        "副刊",
        "棋王赛八强出炉",
        ("2023年江州棋王赛昨日决出八强，最年轻的选手十三岁。",),
        unresolved_jumps=(
            UnresolvedJump(
                direction=JumpDirection.FROM,
                page="4",
                target="3",
                text="（上接3版）",
                reason="第3版有两处下转4版，分差不足，未予连接",
                evidence=("夜间门诊 0.44", "加装电梯 0.41"),
            ),
        ),
    )
    letter = _brief(
        "s-letter",
        "4",
        5,
        "副刊",
        "A Letter from the River",
        (
            "The ferry leaves at dawn, when the mist still holds the far bank.",
            "Nobody on board speaks before the bend.",
        ),
        language="en",
    )
    return essay, chess, letter


def rich_edition(*, language: str = "zh-Hans") -> Edition:
    """Return the whole issue: 4 pages, 14 stories, 6 continuations, 2 unresolved jumps, an orphan headline."""
    labels = (("1", "要闻"), ("2", "综合"), ("3", "民生"), ("4", "副刊"))
    return Edition(
        info=IssueInfo(
            publication="江州晨报",
            date=dt.date(2023, 3, 8),
            number="第4821期",
            edition="城市版",
            language=language,
            place="江州",
        ),
        pages=tuple(EditionPage(label=label, section=name, file=f"page-0{label}.txt") for label, name in labels),
        stories=(*_page_1(), *_page_2(), *_page_3(), *_page_4()),
        orphan_headlines=(
            OrphanHeadline(page="2", lines=stack((MAIN, "二月物价总水平保持平稳"), (DECK, "鲜菜价格环比回落"))),
        ),
        findings=(
            Finding(
                code="jump-unresolved",
                severity=Severity.ERROR,
                message="“下转6版”没有找到接续：本期没有第6版。",
                location=Location(file="page-01.txt", line=88, page="1", story="临河二桥合龙"),
                mend="把第6版的文本放进期刊文件夹，或改正版号。",
                evidence=("已知版面：1、2、3、4",),
            ),
            Finding(
                code="jump-ambiguous",
                severity=Severity.WARNING,
                message="“上接3版”可能接续两篇稿件，未予连接。",
                location=Location(file="page-04.txt", line=40, page="4", story="棋王赛八强出炉"),
                mend="在 issue.json 中写明 continues。",
            ),
            Finding(
                code="orphan-headline",
                severity=Severity.WARNING,
                message="标题“二月物价总水平保持平稳”没有找到正文。",
                location=Location(file="page-02.txt", line=61, page="2"),
            ),
            Finding(
                code="derived-headline",
                severity=Severity.INFO,
                message="一篇稿件没有标题，已由正文首句生成。",
                location=Location(file="page-01.txt", line=70, page="1", story="市气象台昨日发布春季首个大风蓝色预警"),
            ),
        ),
        source="examples/jiangzhou",
    )


def rich_context(edition: Edition, feed: FeedOptions | None = None) -> WriteContext:
    """Return a context whose clock stands at half past two on the morning of the issue."""
    zone = ZoneInfo("Asia/Shanghai")
    now = dt.datetime(2023, 3, 8, 2, 30, tzinfo=zone)
    publisher = Publisher(
        name="江州报业",
        domain="news.example",
        time_zone=zone,
        press_time=dt.time(6, 0),
        site_url="https://news.example/",
        copyright_notice="© 2023 江州报业",
    )
    context = make_context(edition, publisher=publisher, now=now, feed=feed or FeedOptions())
    versions = {
        name: Version(number=1, first_created=now, version_created=now, content_hash=f"hash-of-{name}")
        for name in context.versions
    }
    return dataclasses.replace(context, versions=versions)
