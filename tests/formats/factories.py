"""Hand-made stories, editions and contexts: small, whole, and changed by keyword where a test cares."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from newsml_export.formats.base import WriteContext
from newsml_export.model.edition import Edition, EditionPage
from newsml_export.model.identity import Version, guid
from newsml_export.model.issue import IssueInfo
from newsml_export.model.publisher import Publisher
from newsml_export.model.story import (
    Byline,
    BylineRole,
    Dateline,
    Decision,
    Guid,
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

if TYPE_CHECKING:
    from collections.abc import Sequence

INFO = IssueInfo(publication="江州晨报", date=dt.date(2023, 3, 8), number="第4821期", place="江州")
PUBLISHER = Publisher(
    name="江州晨报社",
    domain="jiangzhou.example",
    time_zone=ZoneInfo("Asia/Shanghai"),
    press_time=dt.time(6, 0),
    site_url="https://jiangzhou.example/",
    copyright_holder="江州晨报社",
    copyright_notice="© 2023 江州晨报社",
    usage_terms="仅供签约媒体使用",
)
NOW = dt.datetime(2023, 3, 8, 7, 30, tzinfo=PUBLISHER.time_zone)
STORY = Story(
    local_id=LocalId("s-story"),
    language="zh-Hans",
    headline=(HeadlineLine(role=HeadlineRole.MAIN, text="老城区首批加装电梯投入使用"),),
    headline_decision=Decision(),
    paragraphs=(
        "本报讯 （记者 李一）3月7日，江州市老城区首批十二部加装电梯投入使用。",
        "“住了三十年，第一次不用爬楼。”七十一岁的居民说。",
    ),
    parts=(StoryPart(page="1", section="要闻", last_paragraph=1),),
)
PAGES = (EditionPage(label="1", section="要闻"), EditionPage(label="2", section="综合"))


def make_story(**changes: Any) -> Story:
    """Return a story of two paragraphs on page 1, with ``changes`` made to it."""
    if "paragraphs" in changes and "parts" not in changes:
        last = max(len(changes["paragraphs"]) - 1, 0)
        changes["parts"] = (StoryPart(page="1", section="要闻", last_paragraph=last),)
    return dataclasses.replace(STORY, **changes)


def make_rich_story(**changes: Any) -> Story:
    """Return a story on two pages in which everything is known, with ``changes`` made to it."""
    return dataclasses.replace(_rich_story(), **changes)


def _rich_story() -> Story:
    return Story(
        local_id=LocalId("s-rich"),
        language="zh-Hans",
        headline=(
            HeadlineLine(role=HeadlineRole.KICKER, text="数字化改革“一号工程”落地见效"),
            HeadlineLine(role=HeadlineRole.MAIN, text="办事不出社区"),
            HeadlineLine(role=HeadlineRole.MAIN, text="江州九成事项全程网办"),
            HeadlineLine(role=HeadlineRole.DECK, text="——便民服务点四百二十六处"),
            HeadlineLine(role=HeadlineRole.SERIES, text="改革一线②"),
        ),
        headline_decision=Decision(confidence=0.93, evidence=("共有少见词：全程网办",)),
        paragraphs=(
            "新华社江州3月7日电 （记者 李一 通讯员 王小明）七日上午，居民周女士走进社区便民服务点。",
            "过去一件事要跑五个窗口，如今由一个窗口受理，后台分头办理，限时办结。",
            "下一步，服务点将延伸到六十个行政村。",
        ),
        parts=(
            StoryPart(page="1", section="要闻", order=1, last_paragraph=1, jump_to="（下转2版）"),
            StoryPart(
                page="2",
                section="综合",
                order=2,
                first_paragraph=1,
                last_paragraph=2,
                headline=(HeadlineLine(role=HeadlineRole.MAIN, text="江州九成事项全程网办"),),
                jump_from="（上接1版）",
                jump_to="（下转3版）",
                mid_paragraph=True,
                continuation=Decision(confidence=0.97, evidence=("标题重复", "页码相符")),
            ),
        ),
        bylines=(
            Byline(name="李一", role=BylineRole.REPORTER, title="本报记者"),
            Byline(name="王小明", role=BylineRole.CORRESPONDENT, title="通讯员"),
            Byline(name="赵光", role=BylineRole.PHOTOGRAPHER, title="图"),
        ),
        source=Source(text="新华社江州3月7日电", name="新华社"),
        dateline=Dateline(text="江州3月7日", place="江州"),
        unresolved_jumps=(
            UnresolvedJump(
                direction=JumpDirection.TO,
                page="2",
                target="3",
                text="（下转3版）",
                reason="第3版不在输入之中",
                evidence=("只有两个版面",),
            ),
        ),
        pictures=(Picture(href="pictures/counter.jpg", caption="居民在综合窗口办事。", credit="赵光 摄"),),
        genre=Genre(name="消息", qcode="genre:Current", confidence=0.8),
        keywords=(Keyword(text="政务服务", confidence=0.9), Keyword(text="改革")),
        subjects=(
            Subject(name="政治和政府", qcode="medtop:11000000", confidence=0.82),
            Subject(name="周女士", type=SubjectType.PERSON, confidence=0.5),
            Subject(name="江州", type=SubjectType.GEO_AREA),
        ),
        summary="江州政务服务九成以上实现全程网办。",
        embargoed=dt.datetime(2023, 3, 8, 6, 0, tzinfo=PUBLISHER.time_zone),
        ed_note="数字已核对。",
    )


def make_edition(*stories: Story, **changes: Any) -> Edition:
    """Return an edition of two pages that holds ``stories``, or one plain and one rich story."""
    plain = (make_story(), make_rich_story())
    return dataclasses.replace(Edition(info=INFO, pages=PAGES, stories=stories or plain), **changes)


def make_context(edition: Edition, **changes: Any) -> WriteContext:
    """Return the context to write ``edition`` in, in which every story is new."""
    publisher = changes.get("publisher", PUBLISHER)
    return dataclasses.replace(_context(edition.stories, edition.info, publisher), **changes)


def _context(stories: Sequence[Story], info: IssueInfo, publisher: Publisher) -> WriteContext:
    guids = {story.local_id: guid(publisher.domain, info, story.local_id) for story in stories}
    package = Guid(guid(publisher.domain, info, "issue"))
    version = Version(number=1, first_created=NOW, version_created=NOW, content_hash="made")
    return WriteContext(
        publisher=publisher,
        now=NOW,
        generator="newsml-export 0.1.0",
        guids=guids,
        versions=dict.fromkeys((*guids.values(), package), version),
        package_guid=package,
    )
