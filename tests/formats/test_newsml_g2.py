from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from lxml import etree

from newsml_export.model.identity import Version
from newsml_export.model.story import (
    Byline,
    BylineRole,
    Decision,
    HeadlineLine,
    HeadlineRole,
    LocalId,
    Picture,
    PubStatus,
    StoryPart,
    UnresolvedJump,
)
from newsml_export.model.story import JumpDirection as Direction
from newsml_export.model.subjects import Genre, Keyword, Subject
from tests.formats.factories import NOW, PUBLISHER, make_context, make_edition, make_rich_story, make_story
from tests.formats.newsml_g2_documents import PREFIXES, XML, children, item, package, texts, written
from tests.formats.newsml_g2_schemas import parse


def headline(role: HeadlineRole, text: str) -> HeadlineLine:
    return HeadlineLine(role=role, text=text)


# ----- identity and management


def test_identity() -> None:
    root = item(make_story())
    assert dict(root.attrib) == {
        "standard": "NewsML-G2",
        "standardversion": "2.35",
        "conformance": "power",
        "guid": "urn:newsml:jiangzhou.example:20230308:s-story",
        "version": "1",
        f"{XML}lang": "zh-Hans",
    }
    assert texts(root, "g:catalogRef/@href") == ["http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"]


def test_every_alias_that_is_used_is_declared() -> None:
    declared_by_iptc = {"ninat", "stat", "sig", "cpnat", "medtop", "genre", "irel", "drol", "howextr", "pgrmod"}
    names = ("qcode", "role", "rel", "type", "how", "mode")
    for document in written(make_edition()).values():
        for root in parse(document.content).iter("{*}newsItem", "{*}packageItem"):
            own = set(texts(root, "g:catalog/g:scheme/@alias"))
            used = {value.partition(":")[0] for name in names for value in texts(root, f".//@{name}")}
            assert used <= declared_by_iptc | own


def test_rights() -> None:
    root = item(make_story())
    assert children(root, "g:rightsInfo") == ["copyrightHolder", "copyrightNotice", "usageTerms"]
    assert texts(root, "g:rightsInfo//text()") == ["江州晨报社", "© 2023 江州晨报社", "仅供签约媒体使用"]


def test_rights_that_are_not_known_are_left_out() -> None:
    silent = dataclasses.replace(PUBLISHER, copyright_holder=None, copyright_notice=None, usage_terms=None)
    root = item(make_story(), publisher=silent)
    assert children(root, ".") == ["catalogRef", "catalog", "itemMeta", "contentMeta", "partMeta", "contentSet"]


def test_item_meta_of_a_plain_story() -> None:
    root = item(make_story())
    assert children(root, "g:itemMeta") == [
        *("itemClass", "provider", "versionCreated", "firstCreated", "pubStatus", "generator", "title", "link")
    ]
    assert texts(root, "g:itemMeta/g:itemClass/@qcode") == ["ninat:text"]
    assert texts(root, "g:itemMeta/g:pubStatus/@qcode") == ["stat:usable"]
    assert texts(root, "g:itemMeta/g:generator/text()") == ["newsml-export"]
    assert texts(root, "g:itemMeta/g:generator/@versioninfo") == ["0.1.0"]


def test_item_meta_of_a_story_of_which_everything_is_known() -> None:
    assert children(item(make_rich_story()), "g:itemMeta") == [
        *("itemClass", "provider", "versionCreated", "firstCreated", "embargoed", "pubStatus", "generator", "title"),
        *("edNote", "edNote", "link", "link", "link", "link"),
    ]


@pytest.mark.parametrize(
    ("qcode", "written_as"), [(None, []), ("nprov:AFP", ["nprov:AFP"]), ("nowhere:X", []), ("not a qcode", [])]
)
def test_the_provider_is_named_and_coded_where_the_code_is_declared(qcode: str | None, written_as: list[str]) -> None:
    root = item(make_story(), publisher=dataclasses.replace(PUBLISHER, provider_qcode=qcode))
    assert texts(root, "g:itemMeta/g:provider/@qcode") == written_as
    assert texts(root, "g:itemMeta/g:provider/g:name/text()") == ["江州晨报社"]


def test_a_later_version_is_an_update() -> None:
    story = make_story()
    edition = make_edition(story)
    context = make_context(edition)
    later = Version(number=3, first_created=NOW, version_created=NOW + dt.timedelta(hours=2), content_hash="x")
    versions = {**context.versions, context.guids[story.local_id]: later}
    root = item(story, versions=versions)
    assert root.get("version") == "3"
    assert texts(root, "g:itemMeta/g:versionCreated/text()") == ["2023-03-08T09:30:00+08:00"]
    assert texts(root, "g:itemMeta/g:firstCreated/text()") == ["2023-03-08T07:30:00+08:00"]
    assert texts(root, "g:itemMeta/g:signal/@qcode") == ["sig:update"]
    assert texts(package(edition, versions=versions), "//g:itemRef/@version") == ["3"]


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (PubStatus.USABLE, "stat:usable"),
        (PubStatus.WITHHELD, "stat:withheld"),
        (PubStatus.CANCELED, "stat:canceled"),
    ],
)
def test_publishing_status(status: PubStatus, code: str) -> None:
    assert texts(item(make_story(pub_status=status)), "g:itemMeta/g:pubStatus/@qcode") == [code]


def test_the_item_points_at_its_package() -> None:
    (link,) = item(make_story()).xpath("g:itemMeta/g:link", namespaces=PREFIXES)
    assert dict(link.attrib) == {
        "rel": "irel:associatedWith",
        "residref": "urn:newsml:jiangzhou.example:20230308:issue",
        "contenttype": "application/vnd.iptc.g2.packageitem+xml",
    }


def test_a_picture_keeps_address_caption_and_credit() -> None:
    root = item(make_rich_story())
    (link,) = root.xpath("g:itemMeta/g:link[@href]", namespaces=PREFIXES)
    assert dict(link.attrib) == {
        "rel": "irel:associatedWith",
        "href": "../../pictures/counter.jpg",
        "contenttype": "image/jpeg",
        "title": "居民在综合窗口办事。",
    }
    assert texts(link, "g:creditline/text()") == ["赵光 摄"]


def test_a_picture_of_which_nothing_is_known_is_no_link() -> None:
    root = item(make_story(pictures=(Picture(href=""), Picture(href="", caption="题图"))))
    assert texts(root, "g:itemMeta/g:link/@title") == ["题图"]
    assert len(root.xpath("g:itemMeta/g:link", namespaces=PREFIXES)) == 2


# ----- headlines, people, places, subjects


def test_headline_stack() -> None:
    root = item(make_rich_story())
    stack = [
        (h.get("role"), h.get("confidence"), h.text)
        for h in root.xpath("g:contentMeta/g:headline", namespaces=PREFIXES)
    ]
    assert stack == [
        ("hlrole:main", "93", "办事不出社区 江州九成事项全程网办"),
        ("hlrole:kicker", "93", "数字化改革“一号工程”落地见效"),
        ("hlrole:deck", "93", "——便民服务点四百二十六处"),
        ("hlrole:series", "93", "改革一线②"),
    ]
    assert texts(root, "g:itemMeta/g:title/text()") == ["办事不出社区 江州九成事项全程网办"]


def test_a_derived_headline_is_marked() -> None:
    root = item(
        make_story(
            headline=(headline(HeadlineRole.SERIES, "街谈"), headline(HeadlineRole.DERIVED, "老城区加装电梯")),
            headline_decision=Decision(confidence=0.5),
        )
    )
    first, second = root.xpath("g:contentMeta/g:headline", namespaces=PREFIXES)
    assert dict(first.attrib) == {"role": "hlrole:derived", "confidence": "50", "how": "howextr:tool"}
    assert dict(second.attrib) == {"role": "hlrole:series", "confidence": "50"}
    assert (first.text, second.text) == ("老城区加装电梯", "街谈")


def test_a_certain_headline_bears_no_confidence() -> None:
    assert texts(item(make_story()), "g:contentMeta/g:headline/@confidence") == []


def test_people() -> None:
    root = item(make_rich_story())
    people = root.xpath("g:contentMeta/*[self::g:creator or self::g:contributor]", namespaces=PREFIXES)
    assert [(etree.QName(p).localname, p.get("role"), *(child.text for child in p)) for p in people] == [
        ("creator", "byrole:reporter", "李一", "本报记者"),
        ("contributor", "byrole:correspondent", "王小明", "通讯员"),
        ("creator", "byrole:photographer", "赵光", "图"),
    ]
    assert texts(root, "g:contentMeta/g:by/text()") == ["本报记者 李一 通讯员 王小明 图 赵光"]


def test_words_before_several_names_are_said_once() -> None:
    bylines = (
        Byline(name="李一", title="本报记者"),
        Byline(name="张三", title="本报记者"),
        Byline(name="", title="编辑部", role=BylineRole.EDITOR),
        Byline(name="钱四"),
    )
    root = item(make_story(bylines=bylines))
    assert texts(root, "g:contentMeta/g:by/text()") == ["本报记者 李一 张三 编辑部 钱四"]
    assert texts(root, "g:contentMeta/g:creator/g:name/text()") == ["李一", "张三", "钱四"]


def test_source_place_and_time() -> None:
    root = item(make_rich_story())
    for path, value in {
        "g:contentCreated/text()": "2023-03-08T06:00:00+08:00",
        "g:located/g:name/text()": "江州",
        "g:infoSource/g:name/text()": "新华社",
        "g:creditline/text()": "新华社",
        "g:dateline/text()": "江州3月7日",
        "g:language/@tag": "zh-Hans",
        "g:description[@role='drol:summary']/text()": "江州政务服务九成以上实现全程网办。",
    }.items():
        assert texts(root, f"g:contentMeta/{path}") == [value]
    assert texts(root, "g:itemMeta/g:embargoed/text()") == ["2023-03-08T06:00:00+08:00"]


def test_what_is_unknown_is_left_out() -> None:
    assert children(item(make_story()), "g:contentMeta") == ["contentCreated", "language", "headline"]


def test_subjects_say_whether_a_machine_found_them() -> None:
    root = item(make_rich_story())
    found = root.xpath("g:contentMeta/*[self::g:genre or self::g:keyword or self::g:subject]", namespaces=PREFIXES)
    assert [(etree.QName(f).localname, dict(f.attrib), "".join(f.itertext())) for f in found] == [
        ("genre", {"qcode": "genre:Current", "confidence": "80", "how": "howextr:tool"}, "消息"),
        ("keyword", {"confidence": "90", "how": "howextr:tool"}, "政务服务"),
        ("keyword", {}, "改革"),
        (
            "subject",
            {"type": "cpnat:abstract", "qcode": "medtop:11000000", "confidence": "82", "how": "howextr:tool"},
            "政治和政府",
        ),
        ("subject", {"type": "cpnat:person", "confidence": "50", "how": "howextr:tool"}, "周女士"),
        ("subject", {"type": "cpnat:geoArea"}, "江州"),
    ]


def test_a_code_without_a_declared_alias_is_kept_as_a_literal() -> None:
    root = item(make_story(subjects=(Subject(name="教育", qcode="house:edu"),), genre=Genre(name="", qcode="评论")))
    assert texts(root, "//g:subject/@literal") == ["house:edu"]
    assert texts(root, "//g:genre/@literal") == ["评论"]
    assert texts(root, "//g:genre/g:name") == []


def test_blank_subjects_and_keywords_are_left_out() -> None:
    story = make_story(subjects=(Subject(name=" "),), keywords=(Keyword(text="\u3000"),), genre=Genre(name=""))
    assert children(item(story), "g:contentMeta") == ["contentCreated", "language", "headline"]


# ----- pages


def test_the_only_part_is_the_whole_text() -> None:
    root = item(make_story())
    (part,) = root.xpath("g:partMeta", namespaces=PREFIXES)
    assert dict(part.attrib) == {"partid": "s-story-part1", "seq": "1", "contentrefs": "s-story-text"}
    assert texts(root, "g:contentSet/g:inlineXML/@id") == ["s-story-text"]
    assert texts(root, "//h:p/@*") == []
    assert texts(part, "g:role/@qcode") == ["partrole:whole"]


def test_parts_point_at_their_paragraphs_and_share_the_one_that_is_cut() -> None:
    root = item(make_rich_story())
    assert texts(root, "g:partMeta/@contentrefs") == ["s-rich-p1 s-rich-p2", "s-rich-p2 s-rich-p3"]
    assert texts(root, "//h:p/@xml:id") == ["s-rich-p1", "s-rich-p2", "s-rich-p3"]
    assert texts(root, "g:partMeta/g:role/@qcode") == ["partrole:beginning", "partrole:continuation"]


def test_a_part_says_page_headline_and_jump_lines() -> None:
    first, second = item(make_rich_story()).xpath("g:partMeta", namespaces=PREFIXES)
    properties = [
        (p.get("rel"), p.get("qcode") or p.get("value"))
        for p in second.xpath("g:partMetaExtProperty", namespaces=PREFIXES)
    ]
    assert properties == [
        ("partprop:page", "page:2"),
        ("partprop:section", "综合"),
        ("partprop:place-on-page", "2"),
        ("partprop:continuation-confidence", "97"),
        ("partprop:continuation-evidence", "标题重复"),
        ("partprop:continuation-evidence", "页码相符"),
    ]
    assert texts(second, "g:headline/text()") == ["江州九成事项全程网办"]
    notes = [(note.get("role"), note.text) for note in second.xpath("g:edNote", namespaces=PREFIXES)]
    assert notes == [("jump:from-page", "（上接1版）"), ("jump:to-page", "（下转3版）")]
    assert texts(first, "g:edNote/text()") == ["（下转2版）"]
    assert texts(first, "g:headline") == []


def test_a_page_label_of_any_kind_is_a_code_and_a_name() -> None:
    root = item(make_story(parts=(StoryPart(page="头版 / A"),)))
    assert texts(root, "//g:partMetaExtProperty/@qcode") == ["page:%E5%A4%B4%E7%89%88%20%2F%20A"]
    assert texts(root, "//g:partMetaExtProperty/g:name/text()") == ["头版 / A"]


@pytest.mark.parametrize(("first", "last", "refs"), [(-5, 9, ["x-p1 x-p2"]), (1, 1, ["x-p2"]), (2, 5, []), (1, 0, [])])
def test_a_part_points_at_paragraphs_that_exist(first: int, last: int, refs: list[str]) -> None:
    parts = (StoryPart(page="1", first_paragraph=first, last_paragraph=last), StoryPart(page="2", last_paragraph=-1))
    root = item(make_story(local_id=LocalId("x"), paragraphs=("甲", "乙"), parts=parts))
    assert texts(root, "g:partMeta/@contentrefs") == refs


@pytest.mark.parametrize(
    ("direction", "role"), [(Direction.TO, "partrole:beginning"), (Direction.FROM, "partrole:continuation")]
)
def test_a_story_whose_other_end_is_missing_is_not_whole(direction: Direction, role: str) -> None:
    jump = UnresolvedJump(direction=direction, page="1", target="2", text="（接2版）", reason="not in the input")
    assert texts(item(make_story(unresolved_jumps=(jump,))), "g:partMeta/g:role/@qcode") == [role]


def test_unresolved_jumps_are_links_and_notes() -> None:
    root = item(make_rich_story())
    (link,) = root.xpath("g:itemMeta/g:link[starts-with(@rel, 'jump:')]", namespaces=PREFIXES)
    assert dict(link.attrib) == {
        "rel": "jump:to-page",
        "residref": "http://jiangzhou.example/newscodes/page/3",
        "title": "（下转3版）",
    }
    own, note = root.xpath("g:itemMeta/g:edNote", namespaces=PREFIXES)
    assert own.text == "数字已核对。"
    assert dict(note.attrib) == {f"{XML}lang": "en", "role": "jump:to-page"}
    assert note.text == "The jump line “（下转3版）” on page 2 was not followed: 第3版不在输入之中."


def test_a_jump_to_a_page_that_cannot_be_read_names_none() -> None:
    jump = UnresolvedJump(direction=Direction.FROM, page="2", target=None, text="（上接 版）", reason="no digits")
    (link,) = item(make_story(unresolved_jumps=(jump,))).xpath("g:itemMeta/g:link[@title]", namespaces=PREFIXES)
    assert dict(link.attrib) == {"rel": "jump:from-page", "title": "（上接 版）"}


# ----- text


def test_the_text_is_an_xhtml_document() -> None:
    story = make_story()
    (inline,) = item(story).xpath("g:contentSet/g:inlineXML", namespaces=PREFIXES)
    assert inline.get("contenttype") == "application/xhtml+xml"
    assert texts(inline, "h:html/h:head/h:title/text()") == ["老城区首批加装电梯投入使用"]
    assert tuple(texts(inline, "h:html/h:body/h:p/text()")) == story.paragraphs
    assert [dict(element.attrib) for element in inline.iter("{*}html", "{*}body")] == [{}, {}]


def test_body_is_written_without_prefix_attribute_or_namespace() -> None:
    for story in (make_story(), make_rich_story()):
        content = written(make_edition(story))[f"newsml-g2/items/{story.local_id}.xml"].content
        assert content.count(b"<body><p") == 1


def test_the_same_text_is_html() -> None:
    root = item(make_story(paragraphs=("5 < 6 & 7", "“乙”\ud800\x00")))
    (data,) = root.xpath("g:contentSet/g:inlineData", namespaces=PREFIXES)
    assert data.get("contenttype") == "text/html"
    assert data.text == "<p>5 &lt; 6 &amp; 7</p>\n<p>“乙”\ufffd</p>"
    assert texts(root, "//h:p/text()") == ["5 < 6 & 7", "“乙”\ufffd"]


def test_a_story_without_text_has_one_empty_paragraph() -> None:
    story = make_rich_story(paragraphs=())
    root = item(story)
    assert [(paragraph.text, dict(paragraph.attrib)) for paragraph in root.iter("{*}p")] == [(None, {})]
    assert texts(root, "g:partMeta/@contentrefs") == ["s-rich-text", "s-rich-text"]
