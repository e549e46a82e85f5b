from __future__ import annotations

import dataclasses
import itertools
import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from lxml import html

from newsml_export.errors import Location
from newsml_export.findings import Finding, Severity
from newsml_export.formats.html_page import WRITER
from newsml_export.formats.html_page.labels import _tables, labels
from newsml_export.formats.html_page.overview import MapLink, MapRow, overview
from newsml_export.model.edition import EditionPage
from newsml_export.model.overrides import AppliedOverride, OverrideKind
from newsml_export.model.story import BylineRole, Decision, HeadlineRole, PubStatus
from tests.formats.rich_edition import rich_context, rich_edition, stack

if TYPE_CHECKING:
    from pathlib import Path

    from newsml_export.model.edition import Edition

EDITION = rich_edition()
HOSTILE = '"><script>bad()</script><img src=//evil.example/x onerror=bad()>\x00\ud800{{ 7*7 }}</style>\u202e'


def written(edition: Edition = EDITION, exported: tuple[str, ...] | None = None) -> str:
    stories = [story for story in edition.stories if exported is None or story.local_id in exported]
    (document,) = WRITER.open(edition, rich_context(edition)).issue_documents(stories)
    assert (document.path, document.media_type) == ("index.html", "text/html")
    return document.content.decode("utf-8")


def page(edition: Edition = EDITION) -> html.HtmlElement:
    return html.document_fromstring(written(edition))


PAGE = page()


def words(element: html.HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())


def by_id(name: str, within: html.HtmlElement = PAGE) -> html.HtmlElement:
    found: list[html.HtmlElement] = within.xpath("//*[@id=$name]", name=name)
    assert len(found) == 1
    return found[0]


def child(element: html.HtmlElement, tag: str) -> html.HtmlElement:
    found = element.find(tag)
    assert found is not None
    return found


def has_class(name: str) -> str:
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


def test_the_masthead_names_publication_date_and_number() -> None:
    (masthead,) = PAGE.xpath("//body/header")
    assert words(masthead.find("h1")) == "江州晨报"
    assert "2023年3月8日 星期三" in words(masthead)
    assert "第4821期 · 城市版 · 江州" in words(masthead)
    counts = [(words(div.find("dt")), words(div.find("dd"))) for div in masthead.xpath(".//dl/div")]
    assert counts == [
        ("版面", "4"),
        ("稿件", "14"),
        ("转版接续", "6"),
        ("未接转版", "2"),
        ("有题无文", "1"),
        ("代拟标题", "1"),
        ("存疑", "4"),
    ]


def test_the_page_has_landmarks_and_an_orderly_outline() -> None:
    assert [element.tag for element in child(PAGE, "body") if element.tag in {"header", "nav", "main", "footer"}] == [
        "header",
        "nav",
        "main",
        "footer",
    ]
    levels = [int(element.tag[1]) for element in PAGE.xpath("//*[self::h1 or self::h2 or self::h3]")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - before <= 1 for before, later in itertools.pairwise(levels))
    named = PAGE.xpath("//section/@aria-labelledby | //article/@aria-labelledby")
    assert len(named) == 2 + 4 + 14
    assert all(by_id(name) is not None for name in named)


def test_each_page_shows_its_stories_in_order() -> None:
    sheets = PAGE.xpath(f"//section[{has_class('sheet')}]")
    assert [words(sheet.xpath(".//h2")[0]) for sheet in sheets] == ["1版 要闻", "2版 综合", "3版 民生", "4版 副刊"]
    for number, sheet in enumerate(sheets, 1):
        shown = [
            element.get("data-story") for element in sheet.xpath(".//*[self::article or self::aside][@data-story]")
        ]
        assert shown == [story.local_id for story, _ in EDITION.placements(str(number))]


def test_the_headline_stack_stands_in_its_order() -> None:
    article = by_id("story-s-reform")
    (group,) = article.xpath(".//hgroup")
    assert [(child.get("class"), words(child)) for child in group] == [
        ("kicker", "数字化改革“一号工程”落地见效"),
        (None, "办事不出社区 江州九成事项全程网办"),
        ("deck", "——全市设立便民服务点四百二十六处，平均等候时间缩短至六分钟"),
    ]
    assert [words(span) for span in group.find("h3")] == ["办事不出社区", "江州九成事项全程网办"]
    series = by_id("story-s-comment").xpath(f".//*[{has_class('series')}]")
    assert [words(tag) for tag in series] == ["系列评论③"]


def test_credits_and_places_are_shown() -> None:
    article = by_id("story-s-reform")
    (credit,) = article.xpath(f".//*[{has_class('credits')}]")
    assert words(credit) == "本报讯 记者 李一 通讯员 王小明"
    chips = article.xpath(f".//a[{has_class('chip')}]")
    assert [(words(chip), chip.get("href")) for chip in chips] == [
        ("1版 要闻", "#story-s-reform"),
        ("2版 综合", "#story-s-reform-2"),
        ("3版 民生", "#story-s-reform-3"),
    ]


def test_the_whole_text_is_there_once_and_in_order() -> None:
    for story in EDITION.stories:
        article = by_id(f"story-{story.local_id}")
        shown = article.xpath(f".//div[{has_class('text')}]/p[not({has_class('turn')})]")
        assert [words(paragraph) for paragraph in shown] == list(story.paragraphs)


def test_a_long_paragraph_is_shortened_until_the_text_is_opened() -> None:
    story = dataclasses.replace(EDITION.stories[0], paragraphs=("长句子。" * 400,), parts=EDITION.stories[0].parts[:1])
    article = by_id("story-s-reform", page(dataclasses.replace(EDITION, stories=(story,))))
    (shown,) = article.xpath(f"./div[{has_class('cut')}]/p")
    (hidden,) = article.xpath("./details[@class='rest']/div/p")
    assert len(words(shown)) < 300
    assert words(hidden) == story.paragraphs[0]


def test_continuations_link_both_ways() -> None:
    (to,) = by_id("story-s-reform").xpath(f".//a[{has_class('to')}]")
    assert (words(to), to.get("href"), to.get("title")) == ("下转2版 →", "#story-s-reform-2", "（下转2版）")
    card = by_id("story-s-reform-2")
    (back,) = card.xpath(f".//a[{has_class('from')}]")
    (onward,) = card.xpath(f".//a[{has_class('to')}]")
    assert (words(back), back.get("href")) == ("← 上接1版", "#story-s-reform")
    assert (words(onward), onward.get("href")) == ("下转3版 →", "#story-s-reform-3")
    assert words(child(card, "h3")) == "江州九成事项全程网办"
    assert "市数据局负责人介绍" in words(card)


def test_the_text_says_where_it_goes_over() -> None:
    assert [words(turn) for turn in by_id("story-s-reform").xpath(f".//p[{has_class('turn')}]")] == [
        "正文由此转2版",
        "正文由此转3版",
    ]
    assert [words(turn) for turn in by_id("story-s-comment").xpath(f".//p[{has_class('turn')}]")] == [
        "本段跨版，余下部分在2版"
    ]


def test_every_link_leads_somewhere_on_the_page() -> None:
    names = PAGE.xpath("//@id")
    assert len(set(names)) == len(names)
    targets = [unquote(address) for address in PAGE.xpath("//a/@href")]
    assert len(targets) > 50
    assert {target.removeprefix("#") for target in targets} <= set(names)


def test_doubt_is_visible_with_its_evidence_and_certainty_is_quiet() -> None:
    doubtful = PAGE.xpath(f"//details[{has_class('doubtful')}]")
    assert [words(mark.find("summary")) for mark in doubtful] == ["存疑 55%", "存疑 74%", "存疑 68%", "存疑 77%"]
    comment = doubtful[2]
    assert "句子在版末中断，在此接续" in comment.find("summary").get("title")
    assert [words(phrase) for phrase in comment.xpath(".//li")] == [
        "句子在版末中断，在此接续",
        "没有重复标题",
        "另一候选相差 0.09",
    ]


@pytest.mark.parametrize(("confidence", "doubtful", "percent"), [(0.7999, True, "79%"), (0.8, False, "80%")])
def test_the_limit_of_doubt(confidence: float, doubtful: bool, percent: str) -> None:
    story = dataclasses.replace(EDITION.stories[3], headline_decision=Decision(confidence=confidence))
    (mark,) = page(dataclasses.replace(EDITION, stories=(story,))).xpath(f"//details[{has_class('judgement')}]")
    assert ("doubtful" in mark.get("class")) is doubtful
    assert percent in words(mark)
    assert "没有记录依据" in words(mark)


def test_a_derived_headline_is_marked() -> None:
    article = by_id("story-s-weather")
    assert article.xpath(".//h3/@class") == ["derived"]
    assert [words(tag) for tag in article.xpath(f".//span[{has_class('derived')}]")] == ["代拟标题"]


def test_unresolved_jumps_warn_with_their_reason() -> None:
    (lost,) = by_id("story-s-bridge").xpath(f".//*[{has_class('lost')}]")
    assert "转版未接 （下转6版）" in words(lost)
    assert "本期没有第6版" in words(lost)
    (lost,) = by_id("story-s-chess").xpath(f".//*[{has_class('lost')}]")
    assert "来路未明 （上接3版）" in words(lost)


def test_an_orphan_headline_stands_on_its_page() -> None:
    (orphan,) = by_id("page-2").xpath(f".//aside[{has_class('orphan')}]")
    assert "二月物价总水平保持平稳" in words(orphan)


def test_stories_that_are_not_delivered_are_shown_and_marked() -> None:
    article = by_id("story-s-market", html.document_fromstring(written(exported=("s-reform",))))
    assert [words(tag) for tag in article.xpath(f".//span[{has_class('stop')}]")] == ["未导出"]
    assert [words(tag) for tag in by_id("story-s-award").xpath(f".//span[{has_class('stop')}]")] == [
        "2030-01-01 00:00 +0800 前禁发"
    ]
    held = dataclasses.replace(EDITION.stories[0], pub_status=PubStatus.WITHHELD)
    shown = by_id("story-s-reform", page(dataclasses.replace(EDITION, stories=(held,))))
    assert [words(tag) for tag in shown.xpath(f".//span[{has_class('stop')}]")] == ["暂缓发布"]


def test_findings_stand_worst_first_and_link_to_their_place() -> None:
    found = PAGE.xpath("//li[@data-severity]")
    assert [item.get("data-severity") for item in found] == ["error", "warning", "warning", "info"]
    assert found[0].xpath(".//a/@href") == ["#story-s-bridge"]
    assert found[2].xpath(".//a/@href") == ["#page-2"]
    assert "1版 · 临河二桥合龙 · page-01.txt:88" in words(found[0])
    assert "把第6版的文本放进期刊文件夹" in words(found[0])
    assert [words(button) for button in PAGE.xpath("//button[@data-filter]")] == [
        "全部 4",
        "错误 1",
        "警告 2",
        "提示 1",
    ]


def test_the_map_draws_every_part_and_every_continuation() -> None:
    (svg,) = PAGE.xpath("//*[local-name()='svg']")
    rows = svg.xpath(f".//*[local-name()='a'][{has_class('map-row')}]")
    assert len(rows) == sum(len(story.parts) for story in EDITION.stories) + 1
    arrows = svg.xpath(f".//*[local-name()='path'][{has_class('map-link')}]")
    assert len(arrows) == 6
    assert sum("doubtful" in arrow.get("class") for arrow in arrows) == 2
    assert len(svg.xpath(f".//*[{has_class('map-lost')}]")) == 2


def test_arrows_begin_and_end_at_their_rows() -> None:
    rows = [[MapRow(key=f"{page}.{row}", story=f"s{row}", title="题") for row in range(3)] for page in range(3)]
    links = [
        MapLink(source="0.2", target="1.0", story="s2", title="题", doubtful=False),
        MapLink(source="0.1", target="2.1", story="s1", title="题", doubtful=False),
        MapLink(source="2.0", target="0.0", story="s0", title="题", doubtful=False),
    ]
    drawn = overview([(str(number), f"page-{number}", page) for number, page in enumerate(rows)], links)
    places = {placed.row.key: placed for page in drawn.pages for placed in page.rows}
    for placed in drawn.links:
        source, target = places[placed.link.source], places[placed.link.target]
        assert placed.path.startswith(f"M{source.x + drawn.column} {source.middle}")
        numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", placed.path)]
        end = numbers[-2:] if "C" in placed.path else [numbers[-1], numbers[-2]]
        assert end[0] == target.x - 7
        assert target.middle in numbers[-4:]
        assert min(numbers) >= 0
        assert max(numbers) <= max(drawn.width, drawn.height)
    assert len({placed.path for placed in drawn.links}) == 3


def test_arrows_share_a_lane_only_where_they_do_not_meet() -> None:
    pages = [(str(number), "", [MapRow(key=f"{number}", story="s", title="题")]) for number in range(7)]

    def top(*ends: tuple[int, int]) -> int:
        links = [MapLink(source=str(a), target=str(b), story="s", title="题", doubtful=False) for a, b in ends]
        return overview(pages, links).pages[0].y

    assert top((0, 1), (1, 2)) < top((0, 2)) == top((0, 2), (2, 4), (4, 6)) < top((0, 3), (2, 4)) == top((3, 0), (2, 4))


def test_the_page_needs_nothing_else() -> None:
    text = written()
    assert not PAGE.xpath("//link[not(@href='data:,')] | //script[@src] | //img | //iframe | //object | //*[@style]")
    assert not re.search(r"url\((?!#)|@import", text)
    assert not [address for address in PAGE.xpath("//@href | //@src") if not address.startswith(("#", "data:,"))]
    assert "default-src 'none'" in PAGE.xpath("//meta[@http-equiv]/@content")[0]


def test_the_same_issue_makes_the_same_bytes() -> None:
    assert written() == written(rich_edition())


def hostile_edition() -> Edition:
    first, second = EDITION.stories[:2]
    line = stack(*((role, HOSTILE) for role in HeadlineRole))
    parts = tuple(
        dataclasses.replace(
            part, page=HOSTILE if part.page == "2" else part.page, section=HOSTILE, headline=line, jump_to=HOSTILE
        )
        for part in first.parts
    )
    jump = dataclasses.replace(
        EDITION.stories[4].unresolved_jumps[0], text=HOSTILE, reason=HOSTILE, evidence=(HOSTILE,)
    )
    story = dataclasses.replace(
        first,
        headline=line,
        headline_decision=Decision(confidence=0.1, evidence=(HOSTILE,)),
        paragraphs=(HOSTILE,) * 6,
        parts=parts,
        bylines=tuple(dataclasses.replace(byline, name=HOSTILE, title=HOSTILE) for byline in first.bylines),
        unresolved_jumps=(jump,),
        language=HOSTILE,
    )
    finding = Finding(
        code=HOSTILE,
        severity=Severity.ERROR,
        message=HOSTILE,
        location=Location(file=HOSTILE, page=HOSTILE, story=HOSTILE),
        mend=HOSTILE,
        evidence=(HOSTILE,),
    )
    return dataclasses.replace(
        EDITION,
        info=dataclasses.replace(EDITION.info, publication=HOSTILE, number=HOSTILE, edition=HOSTILE),
        pages=(*EDITION.pages, EditionPage(label=HOSTILE, section=HOSTILE)),
        stories=(story, second),
        findings=(finding,),
        source=HOSTILE,
    )


def test_hostile_text_stays_text() -> None:
    text = written(hostile_edition())
    root = html.document_fromstring(text)
    assert len(root.xpath("//script")) == 2
    (described,) = root.xpath("//script[@type='application/ld+json']")
    assert {article["@type"] for article in json.loads(described.text)["@graph"]} == {"NewsArticle"}
    assert len(root.xpath("//style")) == 1
    assert not root.xpath("//img | //*[@onerror]")
    assert "<" not in described.text
    assert "bad()" not in root.xpath("//script[not(@type)]")[0].text
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", text)
    assert "{{ 7*7 }}" in words(root.xpath("//h1")[0])


def test_a_story_with_nothing_in_it_is_shown() -> None:
    story = dataclasses.replace(
        EDITION.stories[3], paragraphs=(), bylines=(), source=None, headline=stack((HeadlineRole.MAIN, ""))
    )
    root = page(dataclasses.replace(EDITION, stories=(story,), findings=(), orphan_headlines=()))
    assert "这篇稿件没有正文" in words(by_id("story-s-weather", root))
    assert "这一版没有稿件" in words(by_id("page-4", root))
    assert "没有发现问题" in words(by_id("findings", root))


def test_an_issue_in_another_language_is_labelled_in_english() -> None:
    root = page(rich_edition(language="ja"))
    assert root.get("lang") == "en"
    assert "Wednesday, 8 March 2023" in words(root.xpath("//header")[0])
    assert "Continued: Page 2 →" in words(by_id("story-s-reform", root))


def test_every_language_has_every_word() -> None:
    tables = _tables()
    keys = {name: set(table) for name, table in tables.items()}
    assert keys["zh"] == keys["en"]
    for name in tables:
        for key in (
            *(role.value for role in BylineRole),
            *(severity.value for severity in Severity),
            "withheld",
            "canceled",
        ):
            assert isinstance(labels(name)(key), str)


BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PROBE = """
<script>
var said = [];
document.querySelector('[data-filter="warning"]').click();
said.push(document.querySelectorAll('.finding:not([hidden])').length);
document.querySelector('[data-filter="all"]').click();
said.push(document.querySelectorAll('.finding:not([hidden])').length);
document.querySelector('[data-toggle-all]').click();
said.push(document.querySelectorAll('details.rest:not([open])').length);
document.querySelector('.map-row[data-story]').dispatchEvent(new Event('focusin', {bubbles: true}));
said.push(document.querySelectorAll('.map-link.hot').length);
said.push(document.documentElement.scrollWidth <= window.innerWidth);
document.body.setAttribute('data-probe', said.join(' '));
</script></body>"""


@pytest.mark.browser
def test_the_page_works_in_a_browser(tmp_path: Path) -> None:
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        pytest.skip(f"NOT CHECKED IN A BROWSER: none of {', '.join(BROWSERS)} is installed")
    file = tmp_path / "index.html"
    file.write_text(written().replace("</body>", PROBE), "utf-8")
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
    command += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    command += ["--enable-logging=stderr", "--window-size=700,900", f"--user-data-dir={tmp_path / 'profile'}"]
    done = subprocess.run(
        [*command, "--dump-dom", file.as_uri()],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    assert "CONSOLE" not in done.stderr, done.stderr
    root = html.document_fromstring(done.stdout)
    assert root.get("data-script") == "on"
    assert child(root, "body").get("data-probe") == "2 4 0 2 true"


def test_every_kind_of_override_has_its_words() -> None:
    for kind in OverrideKind:
        applied = AppliedOverride(kind=kind, page="1", begins="甲", now="乙", before="丙")
        section = by_id("overrides", page(dataclasses.replace(EDITION, overrides=(applied,))))
        assert f"override_{kind}" not in words(section)


def test_overrides_are_shown_where_there_are_any() -> None:
    applied = AppliedOverride(
        kind=OverrideKind.JOIN,
        page="1",
        begins="昨日上午",
        now="“会议指出” on page 2",
        before="any other",
        reason=HOSTILE,
        location=Location(file="overrides.toml", line=7),
    )
    confirmed = dataclasses.replace(applied, kind=OverrideKind.DROP, now="left out", before="left out", reason=None)
    edition = dataclasses.replace(EDITION, overrides=(applied, confirmed))
    section = by_id("overrides", page(edition))
    assert "overrides.toml:7" in words(section)
    assert "接续" in words(section)
    assert "与自动判断一致" in words(section)
    assert not section.xpath(".//script | .//img")
    assert 'id="overrides"' not in written()
