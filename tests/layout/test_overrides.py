"""What an operator decides is done, reported, and nothing else changes."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import msgspec
import pytest

from newsml_export.errors import Location
from newsml_export.evaluation.figures import Figures
from newsml_export.evaluation.items import from_stories
from newsml_export.evaluation.scorer import score
from newsml_export.evaluation.truth import Truth
from newsml_export.findings import Severity
from newsml_export.layout.lines import bare
from newsml_export.layout.stories import build_edition
from newsml_export.model.article import ParsedArticle
from newsml_export.model.edition import Edition
from newsml_export.model.issue import Issue, IssueInfo, Page, PageBlock
from newsml_export.model.overrides import (
    ApartOverride,
    DropOverride,
    GivenByline,
    GivenLine,
    JoinOverride,
    Override,
    OverrideKind,
    Overrides,
    PartName,
    StoryOverride,
)
from newsml_export.model.story import BylineRole, HeadlineRole, PubStatus, Story
from tests.composer.compose import compose

BRIDGE = """\
江心洲大桥今日合龙

　　本报讯（记者 张晓明）昨日上午，江心洲大桥主桥最后一个节段吊装到位，全桥顺利合龙。
　　大桥全长三千二百米，预计今年九月通车，届时两岸往来只要五分钟。"""
LIBRARY = """\
图书馆延长开放时间

　　本报讯（记者 李雨）市图书馆从下周一起每天开放到晚上十点，周末不休息。
　　馆长说，延长的时间里会有志愿者值守，读者可以照常借书和还书。"""
ADVERT = """\
　　本报讯（记者 王芳）滨江家具城春季大酬宾昨日开始，全场沙发床垫八折，另送运费和安装费。
　　家具城负责人介绍，凡购物满三千元的顾客可以参加抽奖，头奖是一套红木餐桌，活动到月底结束。"""
CUT = """\
水厂扩建工程开工

　　本报讯（记者 周全）城东水厂扩建工程昨日开工，建成后日供水能力可达三十万吨，可以满足城东新区五十万居民"""
REST = """\
　　的用水需要。项目经理说，工程分两期建设，一期明年底通水。
　　市水务集团表示，扩建期间城东新区的供水不会中断，居民用水价格也不变，请市民放心。"""
MORE = """\
　　二期工程的设计已经开始，预计后年动工，届时全城的供水能力将翻一番，老旧管网也会同时更换。
　　负责设计的工程师钱文清说，新厂采用了节能水泵，每年可以省下电费两百多万元。
　　工地旁边还将建一座科普馆，向中小学生讲解一滴水从江里到家里的路程。"""


def issue_of(pages: dict[str, str], *entries: Override) -> Issue:
    """Return an issue of pages of text, with overrides that stand in lines of their own."""
    numbered = tuple(
        replace(entry, location=Location(file="overrides.toml", line=number)) for number, entry in enumerate(entries, 1)
    )
    return Issue(
        info=IssueInfo(publication="江州晨报", date=dt.date(2023, 3, 8)),
        pages=tuple(
            Page(label=label, blocks=(PageBlock(lines=tuple(text.split("\n"))),)) for label, text in pages.items()
        ),
        overrides=Overrides(entries=numbered),
    )


def built(pages: dict[str, str], *entries: Override) -> Edition:
    """Understand pages of text with overrides."""
    return build_edition(issue_of(pages, *entries))


def on(page: str, begins: str) -> PartName:
    """Name a text."""
    return PartName(page=page, begins=begins)


def headed(part: PartName, *lines: str) -> StoryOverride:
    """Give a text a headline."""
    return StoryOverride(part=part, headline=tuple(GivenLine(text=line) for line in lines), reason="so says the page")


def story(edition: Edition, words: str) -> Story:
    """Return the one story whose text holds ``words``."""
    [found] = [one for one in edition.stories if words in "".join(one.paragraphs)]
    return found


def codes(edition: Edition) -> list[str]:
    """Return the codes of what is said of overrides."""
    return [finding.code for finding in edition.findings if finding.code.startswith("override-")]


TWO = {"1": f"{BRIDGE}\n\n{LIBRARY}\n"}


def test_a_headline_that_the_page_does_not_print() -> None:
    plain = built(TWO)
    edition = built(TWO, headed(on("1", "市图书馆 从下周一"), "夜读到十点"))
    library = story(edition, "图书馆")
    assert [(line.role, line.text) for line in library.headline] == [(HeadlineRole.MAIN, "夜读到十点")]
    assert library.headline_decision.confidence == 1.0
    assert library.headline_decision.evidence == ("decided in overrides.toml, line 1: so says the page",)
    assert library.local_id == story(plain, "图书馆").local_id
    assert story(edition, "大桥") == story(plain, "大桥")
    [applied] = edition.overrides
    assert (applied.kind, applied.page, applied.reason) == (OverrideKind.HEADLINE, "1", "so says the page")
    assert applied.now == "the headline “夜读到十点”"
    assert applied.before == "the headline “图书馆延长开放时间”"
    [finding] = [finding for finding in edition.findings if finding.code == "override-applied"]
    assert finding.severity is Severity.INFO
    assert "夜读到十点" in finding.message
    assert "图书馆延长开放时间" in finding.message


def test_a_mended_headline_does_not_leave_the_misprint_behind() -> None:
    edition = built(TWO, headed(on("1", "市图书馆"), "图书馆延长开放时间至十点"))
    assert story(edition, "图书馆").main_headline == "图书馆延长开放时间至十点"
    assert not edition.orphan_headlines


def test_a_headline_of_another_text_is_taken_from_it() -> None:
    plain = built(TWO)
    edition = built(TWO, headed(on("1", "昨日上午"), "图书馆延长开放时间"))
    bridge, library = story(edition, "合龙"), story(edition, "借书")
    assert bridge.main_headline == "图书馆延长开放时间"
    assert library.main_headline != "图书馆延长开放时间"
    assert {one.local_id for one in edition.stories} == {one.local_id for one in plain.stories}
    assert codes(edition) == ["override-applied", "override-moved-headline"]
    [moved] = [finding for finding in edition.findings if finding.code == "override-moved-headline"]
    assert "图书馆延长开放时间" in moved.message


def test_two_headlines_that_changed_places() -> None:
    edition = built(
        TWO, headed(on("1", "昨日上午"), "图书馆延长开放时间"), headed(on("1", "市图书馆"), "江心洲大桥今日合龙")
    )
    assert [one.main_headline for one in edition.stories] == ["图书馆延长开放时间", "江心洲大桥今日合龙"]
    assert not edition.orphan_headlines
    assert codes(edition) == ["override-applied", "override-applied"]


def test_an_orphan_headline_finds_its_text() -> None:
    pages = {"1": f"甲骨文里的春天\n\n{BRIDGE}\n\n{ADVERT}\n"}
    plain = built(pages)
    edition = built(pages, headed(on("1", "滨江家具城"), "甲骨文里的春天"))
    assert story(edition, "沙发").main_headline == "甲骨文里的春天"
    assert story(edition, "合龙").main_headline == "江心洲大桥今日合龙"
    assert not edition.orphan_headlines
    assert story(edition, "沙发").local_id == story(plain, "沙发").local_id


def test_a_stack_keeps_the_roles_that_it_is_printed_with() -> None:
    pages = {"1": "两岸往来五分钟\n\n" + BRIDGE.replace("合龙\n", "合龙\n全长三千二百米\n", 1) + "\n"}
    given = StoryOverride(
        part=on("1", "昨日上午"),
        headline=(
            GivenLine(text="两岸往来五分钟", role=HeadlineRole.KICKER),
            GivenLine(text="江心洲大桥今日合龙"),
            GivenLine(text="全长三千二百米", role=HeadlineRole.DECK),
        ),
    )
    assert [line.role for line in story(built(pages, given), "合龙").headline] == [
        HeadlineRole.KICKER,
        HeadlineRole.MAIN,
        HeadlineRole.DECK,
    ]


def test_no_headline_at_all() -> None:
    edition = built(TWO, StoryOverride(part=on("1", "市图书馆"), headline=()))
    library = story(edition, "借书")
    assert library.derived_headline
    assert library.headline_decision.confidence == 1.0
    assert "headline-derived" not in {finding.code for finding in edition.findings}
    assert edition.overrides[0].now == "no headline"


def test_bylines_replace_those_of_the_whole_story() -> None:
    given = (GivenByline(name="张 三"), GivenByline(name="李四", role=BylineRole.PHOTOGRAPHER))
    edition = built(TWO, StoryOverride(part=on("1", "昨日上午"), bylines=given))
    bridge = story(edition, "合龙")
    assert [(byline.name, byline.role) for byline in bridge.bylines] == [
        ("张三", BylineRole.REPORTER),
        ("李四", BylineRole.PHOTOGRAPHER),
    ]
    assert bridge.local_id == story(built(TWO), "合龙").local_id
    nobody = built(TWO, StoryOverride(part=on("1", "昨日上午"), bylines=()))
    assert story(nobody, "合龙").bylines == ()
    assert nobody.overrides[0].before == "张晓明"


def test_a_name_that_is_printed_keeps_its_role_and_title() -> None:
    given = (GivenByline(name="张晓明"), GivenByline(name="通讯员 王五"))
    bylines = story(built(TWO, StoryOverride(part=on("1", "昨日上午"), bylines=given)), "合龙").bylines
    assert [(byline.name, byline.role, byline.title) for byline in bylines] == [
        ("张晓明", BylineRole.REPORTER, "记者"),
        ("王五", BylineRole.CORRESPONDENT, "通讯员"),
    ]


CHAIN = {"1": f"{CUT}\n\n{BRIDGE}\n", "2": f"{REST}\n", "3": f"{MORE}\n"}


def test_a_chain_is_joined_without_any_jump_line() -> None:
    plain = built(CHAIN)
    assert all(len(one.parts) == 1 for one in plain.stories)
    parts = (on("1", "城东水厂"), on("2", "的用水需要"), on("3", "二期工程"))
    edition = built(CHAIN, JoinOverride(parts=parts, reason="上接 is lost"))
    whole = story(edition, "城东水厂")
    assert [part.page for part in whole.parts] == ["1", "2", "3"]
    assert whole.paragraphs[0].endswith(
        "可以满足城东新区五十万居民的用水需要。项目经理说，工程分两期建设，一期明年底通水。"
    )
    assert [part.mid_paragraph for part in whole.parts] == [False, True, False]
    for part in whole.parts[1:]:
        assert part.continuation is not None
        assert part.continuation.confidence == 1.0
        assert part.continuation.evidence == ("decided in overrides.toml, line 1: 上接 is lost",)
    assert whole.local_id == story(plain, "城东水厂").local_id
    assert len(edition.stories) == len(plain.stories) - 2
    assert codes(edition) == ["override-applied", "override-applied"]


JUMPS = {"1": f"{CUT}\n（下转2版）\n\n{BRIDGE}\n", "2": f"（上接1版）\n{REST}\n"}


def test_parts_that_are_kept_apart() -> None:
    plain = built(JUMPS)
    assert [part.page for part in story(plain, "城东水厂").parts] == ["1", "2"]
    apart = ApartOverride(parts=(on("2", "的用水需要"), on("1", "城东水厂")))
    edition = built(JUMPS, apart)
    first, second = story(edition, "城东水厂"), story(edition, "项目经理")
    assert first is not second
    assert first.local_id == story(plain, "城东水厂").local_id != second.local_id
    assert "an override keeps it apart" in first.unresolved_jumps[0].reason
    assert "an override keeps it apart" in second.unresolved_jumps[0].reason


def test_the_weakest_link_is_cut_where_the_ends_are_kept_apart() -> None:
    pages = {"1": JUMPS["1"], "2": f"（上接1版）\n{REST}\n（下转3版）\n", "3": f"（上接2版）\n{MORE}\n"}
    assert len(story(built(pages), "城东水厂").parts) == 3
    edition = built(pages, ApartOverride(parts=(on("1", "城东水厂"), on("3", "二期工程"))))
    assert story(edition, "城东水厂") is not story(edition, "二期工程")
    joined = JoinOverride(parts=(on("1", "城东水厂"), on("2", "的用水需要")))
    edition = built(pages, ApartOverride(parts=(on("1", "城东水厂"), on("3", "二期工程"))), joined)
    assert [part.page for part in story(edition, "城东水厂").parts] == ["1", "2"]


def test_a_join_wins_over_the_jump_lines() -> None:
    pages = {**JUMPS, "3": f"{MORE}\n"}
    edition = built(pages, JoinOverride(parts=(on("1", "城东水厂"), on("3", "二期工程"))))
    assert [part.page for part in story(edition, "城东水厂").parts] == ["1", "3"]
    assert story(edition, "项目经理").unresolved_jumps
    assert "in “的用水需要" in edition.overrides[0].before or "page 2" in edition.overrides[0].before


def test_a_text_that_is_no_story_goes_with_its_headline() -> None:
    pages = {"1": f"{BRIDGE}\n\n家具城酬宾\n\n{ADVERT}\n\n{LIBRARY}\n"}
    plain = built(pages)
    assert story(plain, "沙发").main_headline == "家具城酬宾"
    edition = built(pages, DropOverride(part=on("1", "本报讯（记者 王芳）滨江家具城")))
    assert [one.main_headline for one in edition.stories] == ["江心洲大桥今日合龙", "图书馆延长开放时间"]
    assert [one.parts[0].order for one in edition.stories] == [1, 2]
    assert not edition.orphan_headlines
    assert edition.overrides[0].before == "a story with the headline “家具城酬宾”"


def test_a_line_that_is_no_headline() -> None:
    pages = {"1": f"家电节\n\n{BRIDGE}\n"}
    edition = built(pages, DropOverride(page="1", headline=("家 电 节",)))
    assert [line.text for line in story(edition, "合龙").headline] == ["江心洲大桥今日合龙"]
    assert not edition.orphan_headlines


@pytest.mark.parametrize(
    ("name", "code", "mend"),
    [
        (on("1", "昨日下午，江心洲大桥"), "override-unused", "昨日上午，江心洲大桥"),
        (on("1", "从未印过的话"), "override-unused", "newsml-export inspect"),
        (on("7", "昨日上午"), "override-unused", "There is no page 7"),
        (on("1", "图书馆延长"), "override-unused", "That is a headline; its text begins with “市图书馆"),
        (PartName(id="a-1"), "override-unused", "newsml-export inspect"),
        (PartName(page="1", begins="……"), "override-unused", ""),
    ],
)
def test_names_that_fit_nothing(name: PartName, code: str, mend: str) -> None:
    edition = built(TWO, StoryOverride(part=name, headline=()))
    [finding] = [finding for finding in edition.findings if finding.code.startswith("override-")]
    assert (finding.code, finding.severity, finding.location.line) == (code, Severity.WARNING, 1)
    assert mend in finding.mend
    assert replace(edition, findings=()) == replace(built(TWO), findings=())


def test_a_name_that_fits_two() -> None:
    pages = {"1": f"{LIBRARY}\n\n{LIBRARY.replace('周末不休息', '节日也开放').replace('延长开放', '推迟闭馆')}\n"}
    edition = built(pages, headed(on("1", "市图书馆"), "甲"))
    [finding] = [finding for finding in edition.findings if finding.code == "override-ambiguous"]
    assert "Write more" in finding.mend
    assert len(finding.evidence) == 2
    named = {one.parts[0].begins or "" for one in edition.stories}
    assert len(named) == 2
    for begins in named:
        edition = built(pages, headed(on("1", begins), "甲"))
        assert codes(edition)[0] == "override-applied"


A, B, C = on("1", "城东水厂"), on("2", "的用水需要"), on("3", "二期工程")


@pytest.mark.parametrize(
    ("entries", "why", "lines"),
    [
        ([JoinOverride(parts=(A, B)), ApartOverride(parts=(B, A))], "keeps them apart", {2}),
        ([JoinOverride(parts=(A, B, C)), ApartOverride(parts=(A, C))], "keeps them apart", {2}),
        ([JoinOverride(parts=(A, C)), JoinOverride(parts=(B, C))], "continues two texts", {2}),
        ([JoinOverride(parts=(A, B)), JoinOverride(parts=(A, C))], "goes on in two texts", {2}),
        ([JoinOverride(parts=(A, B)), JoinOverride(parts=(B, C)), JoinOverride(parts=(C, A))], "circle", {3}),
        ([JoinOverride(parts=(A, A))], "joined with itself", {1}),
        ([ApartOverride(parts=(A, A))], "apart from itself", {1}),
        ([DropOverride(part=A), JoinOverride(parts=(A, B))], "drops", {2}),
        ([headed(A, "甲"), headed(A, "乙")], "both give headline", {2}),
        ([StoryOverride(part=A, bylines=()), StoryOverride(part=A, bylines=())], "both give by-lines", {2}),
    ],
)
def test_contradictions_are_errors_and_nothing_is_done(entries: list[Override], why: str, lines: set[int]) -> None:
    edition = built(CHAIN, *entries)
    found = [finding for finding in edition.findings if finding.code == "override-contradiction"]
    assert {finding.location.line for finding in found} == lines
    assert {finding.severity for finding in found} == {Severity.ERROR}
    assert all(why in finding.message and finding.mend for finding in found)
    assert edition.stories == built(CHAIN).stories
    assert edition.overrides == ()


def test_the_same_join_twice_is_no_contradiction() -> None:
    edition = built(CHAIN, JoinOverride(parts=(A, B)), JoinOverride(parts=(A, B, C)))
    assert "override-contradiction" not in codes(edition)
    assert len(story(edition, "城东水厂").parts) == 3


def articles(*entries: Override) -> Edition:
    """Understand parsed articles with overrides."""
    given = (
        ParsedArticle(page="1", id="a", headline=("大桥合龙",), paragraphs=("昨日上午，大桥合龙。",)),
        ParsedArticle(page="1", id="b", headline=("馆长说书",), kicker=("引题",), paragraphs=("图书馆开放到十点。",)),
        ParsedArticle(page="2", id="c", continues="a", paragraphs=("届时两岸往来只要五分钟。",)),
        ParsedArticle(page="2", headline=("图片",), paragraphs=()),
    )
    return build_edition(replace(issue_of({"1": "", "2": ""}, *entries), articles=given))


def test_parsed_articles_by_id_or_opening() -> None:
    plain = articles()
    assert [len(one.parts) for one in plain.stories] == [2, 1, 1]
    edition = articles(
        headed(PartName(id="a"), "馆长说书"),
        StoryOverride(part=on("1", "图书馆"), bylines=(GivenByline(name="李雨"),)),
        ApartOverride(parts=(PartName(id="a"), PartName(id="c"))),
        JoinOverride(parts=(PartName(id="b"), PartName(id="c", page="2"))),
        DropOverride(part=on("2", "图片")),
    )
    first, second = edition.stories
    assert (first.local_id, first.main_headline, len(first.parts)) == ("a", "馆长说书", 1)
    assert (second.local_id, second.main_headline, len(second.parts)) == ("b", "引题", 2)
    assert [byline.name for byline in second.bylines] == ["李雨"]
    assert len(edition.overrides) == 5
    assert "override-moved-headline" in codes(edition)


def test_a_deliverers_continuation_gives_way_to_a_join() -> None:
    edition = articles(JoinOverride(parts=(PartName(id="b"), PartName(id="c"))))
    assert [len(one.parts) for one in edition.stories] == [1, 2, 1]


ENGLISH = """\
Ferry link to reopen in May

By Anna Miller

The ferry between Northport and the island will run again from May after two years of repairs to the landing stage,
the council said on Tuesday. Tickets will cost as much as before."""
SCHOOL = """\
School wins science prize

By Tom Baker

Pupils of the grammar school have won the national prize for young scientists with a machine that sorts old batteries
by their charge. They will travel to the capital in June."""


def test_an_english_page() -> None:
    info = IssueInfo(publication="The Northport Times", date=dt.date(2023, 3, 8), language="en")
    page = Page(label="A1", blocks=(PageBlock(lines=tuple(f"{ENGLISH}\n\n{SCHOOL}\n".split("\n"))),))
    part = on("A1", "Pupils of the\n grammar SCHOOL")
    entries = (
        headed(part, "Young inventors honoured"),
        StoryOverride(part=part, bylines=(GivenByline(name="Jane Doe", role=BylineRole.WRITER),)),
    )
    edition = build_edition(Issue(info=info, pages=(page,), overrides=Overrides(entries=entries)))
    school = story(edition, "batteries")
    assert school.main_headline == "Young inventors honoured"
    assert [byline.name for byline in school.bylines] == ["Jane Doe"]
    assert story(edition, "ferry").main_headline == "Ferry link to reopen in May"
    assert school.parts[0].begins == "Pupils of the grammar school have"
    assert school.headline_decision.evidence == ("decided in overrides: so says the page",)


def test_alternatives_name_what_else_could_be() -> None:
    pages = {
        "1": f"{CUT}\n（下转2版）\n\n{BRIDGE}\n（下转2版）\n",
        "2": f"（上接1版）\n{REST}\n\n（上接1版）\n{MORE}\n",
    }
    edition = built(pages)
    jumps = [jump for one in edition.stories for jump in one.unresolved_jumps]
    links = [part.continuation for one in edition.stories for part in one.parts if part.continuation is not None]
    named = [item for jump in jumps for item in jump.alternatives] + [
        item for link in links for item in link.alternatives
    ]
    assert named
    assert {item.page for item in named} <= {"1", "2"}
    assert all(0 < item.confidence <= 1 for item in named)
    texts = {part.begins for one in edition.stories for part in one.parts}
    assert {item.text for item in named} <= texts


def test_a_composed_issue_is_mended_and_stays_mended() -> None:
    composed = compose(1000, "hard")
    truth = json.loads(json.dumps(composed.truth))
    pages = dict(composed.pages)
    plain = built(pages)
    wrong, given = _wrong_headlines(plain, truth)
    assert len(wrong) >= 2
    overrides = [headed(on(one.parts[0].page, one.parts[0].begins or ""), *given[one.local_id]) for one in wrong]
    mended = built(pages, *overrides)
    assert mended == built(pages, *overrides)
    assert set(codes(mended)) <= {"override-applied", "override-moved-headline"}
    still, _ = _wrong_headlines(mended, truth)
    assert not {one.local_id for one in still} & {one.local_id for one in wrong}
    assert {one.local_id for one in wrong} <= {one.local_id for one in mended.stories}
    before, after = _figures(plain, truth), _figures(mended, truth)
    assert after.headlines > before.headlines
    assert after.wrong_joins <= before.wrong_joins
    # The page files change a little: wrapped anew, with a line more. The same overrides still fit.
    changed = {label: "扫码看更多新闻\n" + text.replace("　　", "    ") for label, text in pages.items()}
    again = built(changed, *overrides)
    assert "override-unused" not in codes(again)
    assert _figures(again, truth).headlines >= after.headlines - 1


def _figures(edition: Edition, truth: dict[str, object]) -> Figures:
    return score(msgspec.convert(truth, Truth), from_stories(edition.stories)).figures


def _wrong_headlines(edition: Edition, truth: dict[str, object]) -> tuple[list[Story], dict[str, list[str]]]:
    """Return the stories whose headline is not that of the article that their text opens, and what it should be."""
    wrong, given = [], {}
    rows: list[dict[str, list[str]]] = truth["articles"]  # type: ignore[assignment]
    bodies = {bare("".join(row["paragraphs"])): row["headline_lines"] for row in rows}
    for one in edition.stories:
        opening = bare("".join(one.paragraphs))[:20]
        lines = next((lines for body, lines in bodies.items() if body.startswith(opening)), None)
        if lines and bare("".join(line.text for line in one.headline)) != bare("".join(lines)):
            wrong.append(one)
            given[str(one.local_id)] = lines
    return wrong, given


MORNING = dt.datetime(2023, 3, 9, 6, tzinfo=dt.timezone(dt.timedelta(hours=8)))
WITHHELD = StoryOverride(part=PartName(page="1", begins="昨日上午，江心洲"), status=PubStatus.WITHHELD)


def statuses(edition: Edition) -> dict[str, PubStatus]:
    return {story.main_headline: story.pub_status for story in edition.stories}


def test_an_operator_says_how_a_story_may_be_used() -> None:
    part = PartName(page="1", begins="市图书馆从下周一")
    said = replace(WITHHELD, part=part, embargoed=MORNING, ed_note="请核对", correction="开放到十点", reason="未核实")
    issue = issue_of({"1": f"{BRIDGE}\n\n{LIBRARY}"}, said)
    edition = build_edition(issue)
    bridge, library = edition.stories
    assert (bridge.pub_status, bridge.embargoed, bridge.ed_note) == (PubStatus.USABLE, None, None)
    assert (library.pub_status, library.embargoed) == (PubStatus.WITHHELD, MORNING)
    assert (library.ed_note, library.correction) == ("请核对", "开放到十点")
    (applied,) = edition.overrides
    assert applied.kind is OverrideKind.HANDLING
    assert applied.before == "usable"
    assert applied.now.startswith("withheld, embargoed until 2023-03-09T06:00:00+08:00, with the note “请核对”")
    (finding,) = [one for one in edition.findings if one.code == "override-applied"]
    assert finding.message.endswith("not usable.")
    assert finding.evidence == ("未核实",)
    plain = build_edition(replace(issue, overrides=Overrides()))
    assert [replace(one, pub_status=PubStatus.USABLE, embargoed=None, ed_note=None, correction=None)
            for one in edition.stories] == list(plain.stories)  # fmt: skip


def test_of_two_entries_the_stricter_counts() -> None:
    canceled = replace(WITHHELD, status=PubStatus.CANCELED)
    usable = replace(WITHHELD, status=PubStatus.USABLE)
    edition = build_edition(issue_of({"1": BRIDGE}, WITHHELD, canceled, usable))
    assert list(statuses(edition).values()) == [PubStatus.CANCELED]


def test_a_story_over_two_pages_is_held_back_by_either_part() -> None:
    cut = CUT + "（下转2版）"
    rest = replace(WITHHELD, part=PartName(page="2", begins="的用水需要"))
    edition = build_edition(issue_of({"1": cut, "2": "（上接1版）\n" + REST}, rest))
    (story,) = edition.stories
    assert len(story.parts) == 2
    assert story.pub_status is PubStatus.WITHHELD


def test_what_an_operator_holds_back_is_held_back_though_the_entry_is_unclear() -> None:
    unclear = replace(WITHHELD, part=PartName(page="1", begins="昨日"))
    twice = BRIDGE + "\n\n" + CUT.replace("城东水厂扩建工程昨日", "昨日城东水厂扩建工程") + "。"
    edition = build_edition(issue_of({"1": twice}, unclear))
    held = [story for story in edition.stories if story.pub_status is PubStatus.WITHHELD]
    assert len(held) == 2
    (finding,) = [one for one in edition.findings if one.code == "override-ambiguous"]
    assert finding.severity is Severity.ERROR


def test_what_an_operator_holds_back_is_held_back_though_the_entry_contradicts_another() -> None:
    first = replace(WITHHELD, headline=(GivenLine(text="甲"),))
    second = replace(WITHHELD, status=None, headline=(GivenLine(text="乙"),))
    edition = build_edition(issue_of({"1": BRIDGE}, first, second))
    assert statuses(edition) == {"江心洲大桥今日合龙": PubStatus.WITHHELD}
    assert "override-contradiction" in {one.code for one in edition.findings}


def test_an_entry_that_would_hold_back_what_is_not_there_is_an_error() -> None:
    edition = build_edition(issue_of({"1": BRIDGE}, replace(WITHHELD, part=PartName(page="1", begins="没有"))))
    (finding,) = [one for one in edition.findings if one.code == "override-unused"]
    assert finding.severity is Severity.ERROR


def test_an_operator_overrules_what_the_deliverer_said() -> None:
    article = ParsedArticle(
        page="1", headline=("甲",), paragraphs=("一二三四五六七八。",), pub_status=PubStatus.WITHHELD
    )
    issue = replace(issue_of({}), articles=(article,), pages=(Page(label="1"),))
    said = StoryOverride(part=PartName(page="1", begins="一二三"), status=PubStatus.USABLE, ed_note="已核实")
    assert statuses(build_edition(issue)) == {"甲": PubStatus.WITHHELD}
    (story,) = build_edition(replace(issue, overrides=Overrides(entries=(said,)))).stories
    assert (story.pub_status, story.ed_note) == (PubStatus.USABLE, "已核实")
