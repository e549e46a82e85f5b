"""NITF: valid under our profile and IPTC's schema, and read back by a reader that is not ours."""

from __future__ import annotations

import dataclasses
import datetime as dt
import posixpath
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from newsml_export.findings import Severity
from newsml_export.formats.newsml_g2 import WRITER as NEWSML_G2
from newsml_export.formats.nitf import WRITER
from newsml_export.model.edition import Edition
from newsml_export.model.identity import Version
from newsml_export.model.story import Dateline, HeadlineLine, HeadlineRole, Picture, PubStatus, Source, Story
from newsml_export.model.subjects import Genre
from newsml_export.pipeline import export
from newsml_export.readers.base import IssueHints
from newsml_export.readers.newsml_g2 import READER
from newsml_export.settings import Settings
from newsml_export.validation.validator import Validator
from tests.formats.factories import PUBLISHER, make_context, make_edition, make_rich_story, make_story
from tests.formats.filed import guessed_story, said_story
from tests.formats.rich_edition import rich_context, rich_edition
from tests.formats.test_newsml_g2_validity import EDITION as ANY_EDITION

EDITION = rich_edition()
CONTEXT = rich_context(EDITION)
SETTINGS = Settings(publisher=PUBLISHER)
FILED = make_edition(guessed_story(), said_story())
NS = {"n": "http://iptc.org/std/NITF/2006-10-18/"}
#: what the profile allows, once each
EVERYTHING = """\
<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/" version="-//IPTC//DTD NITF 3.6//EN"
 baselang="zh-Hans" uno="u" id="i0">
<head><title>题</title><meta name="howextr:tool" content="genre 评论 80"/>
<tobject><tobject.property tobject.property.type="评论"/><tobject.subject tobject.subject.refnum="04000000"/></tobject>
<docdata management-status="withheld" management-doc-idref="x" management-idref-status="y">
<doc-id regsrc="a" id-string="b"/><urgency ed-urg="5"/>
<evloc iso-cc="CN" state-prov="CN-CQ" city="渝中区"/><series series.name="系列评论" series.part="6"/>
<date.issue norm="20230308"/><date.release norm="20230308T060000Z"/>
<date.expire norm="20230309T060000+0800"/><ed-msg msg-type="t" info="i"/>
<correction info="i" id-string="b" regsrc="a"/>
<du-key generation="1" part="1" version="2" key="k"/><doc.copyright year="2023" holder="h"/>
<doc.rights owner="o" agent="a" limitations="l"/>
<key-list><keyword key="k"/></key-list>
<identified-content><person class="quoted" idsrc="s" value="v">人<function>区长</function>
<alt-code idsrc="s" value="v"/>
</person><org class="mentioned">社<alt-code idsrc="s" value="v"/></org><event>事</event><object.title>书</object.title>
<location class="c" location-code="c" code-source="s">地<alt-code idsrc="s" value="v"/></location>
<classifier class="c" type="t" idsrc="s" value="v">类<alt-code idsrc="s" value="v"/></classifier>
</identified-content></docdata>
<pubdata type="web" date.publication="20230308" name="n" issn="1" volume="1" number="1" issue="1" edition.name="e"
 edition.area="a" position.section="s" position.sequence="1"/>
<revision-history name="n" norm="20230308T060000+0800" comment="c"/></head>
<body><body.head><hedline><hl1 class="main">题</hl1><hl2 class="deck">副</hl2></hedline>
<byline class="reporter">由 <person>李一</person><byttl>记者</byttl></byline>
<distributor>社<org>新华社</org></distributor>
<dateline>于<location>江州</location><story.date norm="20230308">3月8日</story.date></dateline>
<abstract><p id="a1" class="c">要</p></abstract></body.head>
<body.content><block id="b1" class="c"><p id="p1">文</p><hl2>小题</hl2>
<media media-type="image"><media-metadata name="photographer" value="李一"/>
<media-reference source="a.jpg" name="n" mime-type="image/jpeg" height="1" width="1"
 alternate-text="t"/><media-caption><p>图</p></media-caption><media-producer>李一</media-producer></media>
</block></body.content><body.end/></body></nitf>"""


def documents(edition: Edition = EDITION) -> dict[str, bytes]:
    context = CONTEXT if edition is EDITION else make_context(edition)
    session = WRITER.open(edition, context)
    return {document.path: document.content for story in edition.stories for document in session.story_documents(story)}


@pytest.fixture(scope="module")
def official(shared_dir: Path) -> etree.XMLSchema:
    path = shared_dir / "standards" / "iptc" / "nitf-3-6.xsd"
    if not path.is_file():
        pytest.skip("IPTC's nitf-3-6.xsd is not beside this checkout")
    return etree.XMLSchema(etree.parse(path))


def test_what_we_write_is_valid_without_a_word() -> None:
    for path, content in {**documents(), **documents(FILED)}.items():
        assert Validator().check(content, path).findings == (), path


@pytest.mark.official
def test_what_we_write_is_valid_under_the_official_schema(official: etree.XMLSchema) -> None:
    for path, content in {**documents(), **documents(FILED)}.items():
        assert official.validate(etree.fromstring(content)), (path, official.error_log)


@pytest.mark.official
def test_what_the_profile_allows_the_official_schema_allows(official: etree.XMLSchema) -> None:
    assert Validator().check(EVERYTHING.encode(), "everything.xml").valid
    assert official.validate(etree.fromstring(EVERYTHING)), official.error_log


@pytest.mark.official
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(edition=ANY_EDITION)
def test_whatever_the_text_the_official_schema_allows_what_we_write(
    edition: Edition, official: etree.XMLSchema
) -> None:
    found = documents(edition)
    items = {path: content for path, content in news_items(edition).items() if "/items/" in path}
    for path, content in (*found.items(), *items.items()):
        for nitf in etree.fromstring(content).iter(f"{{{NS['n']}}}nitf"):
            assert official.validate(etree.fromstring(etree.tostring(nitf))), (path, official.error_log)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(edition=ANY_EDITION)
def test_whatever_the_text_what_we_write_is_valid(edition: Edition) -> None:
    for path, content in documents(edition).items():
        verdict = Validator().check(content, path)
        assert [finding for finding in verdict.findings if finding.severity is Severity.ERROR] == []


def test_a_headline_alone_is_delivered_with_a_warning() -> None:
    made = export(make_edition(make_story(paragraphs=())), settings=SETTINGS, formats=["nitf"], now=CONTEXT.now)
    assert [path for path in made.paths if path.startswith("nitf/")]
    assert made.exit_code == 0
    (outcome,) = [one for one in made.outcomes if one.document.path.startswith("nitf/")]
    assert outcome.verdict is not None
    assert [finding.code for finding in outcome.verdict.findings] == ["nitf-without-text"]


def test_addresses_of_pictures_lead_from_each_document_to_the_file() -> None:
    edition = make_edition(make_story(pictures=(Picture(href="pictures/a.jpg"),)))
    context = dataclasses.replace(make_context(edition), text_as_nitf=True)
    session = NEWSML_G2.open(edition, context)
    found = documents(edition)
    found |= {one.path: one.content for story in edition.stories for one in session.story_documents(story)}
    found |= {one.path: one.content for one in session.issue_documents(edition.stories)}
    for path, content in found.items():
        elements = etree.fromstring(content).iter("{*}media-reference", "{*}link", "{*}remoteContent")
        named = [address for one in elements if (address := one.get("source") or one.get("href"))]
        leads_to = {posixpath.normpath(posixpath.join(posixpath.dirname(path), address)) for address in named}
        if path.startswith(("nitf/", "newsml-g2/items/", "newsml-g2/pictures/", "newsml-g2/message")):
            assert leads_to == {"pictures/a.jpg"}, path


@pytest.mark.parametrize("caption", [None, "桥"])
def test_a_canceled_story_with_a_picture_credit_shows_no_text(caption: str | None) -> None:
    picture = Picture(href="pictures/a.jpg", caption=caption, credit="赵光 摄")
    edition = make_edition(make_story(pub_status=PubStatus.CANCELED, pictures=(picture,)))
    for path, content in (*news_items(edition).items(), *documents(edition).items()):
        assert Validator().check(content, path).findings == (), path


def test_a_caption_is_text_of_a_canceled_story() -> None:
    (content,) = documents(make_edition(make_story(pub_status=PubStatus.CANCELED, paragraphs=()))).values()
    media = '<media media-type="image"><media-reference source="a.jpg"/>'
    caption = f"{media}<media-caption><p>桥</p></media-caption><media-producer>赵光</media-producer></media></block>"
    told = Validator().check(content.decode().replace("</block>", caption).encode(), "a.xml")
    assert [finding.code for finding in told.findings] == ["nitf-canceled-with-text"]


def test_another_reader_finds_the_story() -> None:
    written = documents()
    for story in EDITION.stories:
        root = ElementTree.fromstring(written[f"nitf/{story.local_id}.xml"])
        assert root.get("baselang") == story.language
        assert root.findtext("n:body/n:body.head/n:hedline/n:hl1", "", NS) == story.main_headline
        others = [line.text for line in story.headline if line.role not in (HeadlineRole.MAIN, HeadlineRole.DERIVED)]
        assert [line.text for line in root.iterfind("n:body/n:body.head/n:hedline/n:hl2", NS)] == others
        people = root.iterfind("n:body/n:body.head/n:byline/n:person", NS)
        assert [person.text for person in people] == [byline.name for byline in story.bylines]
        if story.pub_status is not PubStatus.CANCELED:
            texts = [p.text for p in root.iterfind("n:body/n:body.content/n:block/n:p", NS)]
            assert tuple(texts) == story.paragraphs
        identifier = root.find("n:head/n:docdata/n:doc-id", NS)
        assert identifier is not None
        assert identifier.get("id-string") == CONTEXT.guids[story.local_id]
        key = root.find("n:head/n:docdata/n:du-key", NS)
        assert key is not None
        assert key.get("version") == str(CONTEXT.version(story).number)
        named = {element.text for element in root.iterfind("n:head/n:docdata/n:identified-content/*", NS)}
        genre = {story.genre.name} if story.genre is not None and story.genre.qcode else set()
        assert named == {subject.name for subject in story.subjects} | genre
        pages = [one.get("position.sequence") for one in root.iterfind("n:head/n:pubdata", NS)]
        assert pages == [part.page for part in story.parts]


@pytest.mark.parametrize(
    ("status", "hours", "told"),
    [
        (PubStatus.USABLE, None, "usable"),
        (PubStatus.USABLE, 1, "embargoed"),
        (PubStatus.USABLE, -1, "usable"),
        (PubStatus.WITHHELD, None, "withheld"),
        (PubStatus.CANCELED, None, "canceled"),
    ],
)
def test_the_status_of_a_story(status: PubStatus, hours: int | None, told: str) -> None:
    edition = make_edition(make_story(pub_status=status))
    embargo = make_context(edition).now + dt.timedelta(hours=hours) if hours is not None else None
    story = dataclasses.replace(edition.stories[0], embargoed=embargo)
    (content,) = documents(dataclasses.replace(edition, stories=(story,))).values()
    root = ElementTree.fromstring(content)
    docdata = root.find("n:head/n:docdata", NS)
    assert docdata is not None
    assert docdata.get("management-status") == told
    assert (not root.findtext(".//n:block/n:p", "", NS)) is (status is PubStatus.CANCELED)


def test_pictures_stand_with_caption_and_photographer() -> None:
    picture = Picture(
        href="pictures/a.jpg", caption="桥", credit="赵光 摄", width=800, height=600, media_type="image/jpeg"
    )
    (content,) = documents(make_edition(make_rich_story(pictures=(picture,)))).values()
    media = ElementTree.fromstring(content).find(".//n:media", NS)
    assert media is not None
    reference = media.find("n:media-reference", NS)
    assert reference is not None
    assert (reference.get("source"), reference.get("width"), reference.get("mime-type")) == (
        "../pictures/a.jpg",
        "800",
        "image/jpeg",
    )
    assert media.findtext("n:media-caption/n:p", "", NS) == "桥"
    assert media.findtext("n:media-producer", "", NS) == "赵光 摄"


def test_what_a_story_is_filed_under() -> None:
    (content,) = documents(make_edition(guessed_story())).values()
    root = ElementTree.fromstring(content)
    docdata = root.find("n:head/n:docdata", NS)
    assert docdata is not None
    assert [one.attrib for one in docdata.iterfind("n:urgency", NS)] == [{"ed-urg": "4"}]
    assert [one.attrib for one in docdata.iterfind("n:evloc", NS)] == [
        {"iso-cc": "CN", "state-prov": "CN-CQ", "city": "重庆市"}
    ]
    assert [one.attrib for one in docdata.iterfind("n:series", NS)] == [{"series.name": "系列评论", "series.part": "6"}]
    (person, author) = docdata.iterfind("n:identified-content/n:person", NS)
    assert (person.text, person.get("class"), author.get("class")) == ("赵世庆", "quoted", "author")
    assert [post.text for post in person.iterfind("n:function", NS)] == ["区委书记", "区长"]
    assert docdata.findtext("n:identified-content/n:object.title", "", NS) == "春水初生"
    subjects = root.iterfind("n:head/n:tobject/n:tobject.subject", NS)
    assert [one.get("tobject.subject.refnum") for one in subjects] == ["04000000"]
    metas = [(one.get("name"), one.get("content")) for one in root.iterfind("n:head/n:meta", NS)]
    assert metas[0] == ("anpa-keyword", "经济-数字经济")
    assert ("howextr:tool", "subject person:zhao-shiqing 93") in metas
    assert ("howextr:tool", "summary 52") in metas


def test_what_a_person_said_bears_no_mark() -> None:
    (content,) = documents(make_edition(said_story())).values()
    metas = [one.get("name") for one in ElementTree.fromstring(content).iterfind("n:head/n:meta", NS)]
    assert [name for name in metas if name not in {"publisher", "copyright-notice", "source"}] == ["anpa-keyword"]


def test_same_input_same_bytes() -> None:
    assert documents() == documents()


def news_items(edition: Edition) -> dict[str, bytes]:
    context = dataclasses.replace(CONTEXT if edition is EDITION else make_context(edition), text_as_nitf=True)
    session = NEWSML_G2.open(edition, context)
    return {document.path: document.content for story in edition.stories for document in session.story_documents(story)}


def test_news_items_that_carry_nitf_are_valid() -> None:
    for path, content in news_items(EDITION).items():
        assert Validator().check(content, path).findings == (), path
        if "/items/" in path:
            inline = etree.fromstring(content).find(".//{*}inlineXML")
            assert inline is not None
            assert (inline.get("contenttype"), len(inline)) == ("application/nitf+xml", 1)


@pytest.mark.official
def test_news_items_that_carry_nitf_are_valid_under_the_official_schemas(
    official: etree.XMLSchema, shared_dir: Path
) -> None:
    path = shared_dir / "standards" / "iptc" / "NewsML-G2_2.35-spec-All-Power.xsd"
    newsml_g2 = etree.XMLSchema(etree.parse(path))
    for name, content in news_items(EDITION).items():
        root = etree.fromstring(content)
        assert newsml_g2.validate(root), (name, newsml_g2.error_log)
        for nitf in root.iter(f"{{{NS['n']}}}nitf"):
            alone = etree.fromstring(etree.tostring(nitf))
            assert official.validate(alone), (name, official.error_log)


def test_parts_of_a_story_point_at_paragraphs_of_nitf() -> None:
    story = next(story for story in EDITION.stories if len(story.parts) > 1)
    root = etree.fromstring(news_items(EDITION)[f"newsml-g2/items/{story.local_id}.xml"])
    identifiers = {p.get("id") for p in root.iter(f"{{{NS['n']}}}p")}
    references = [meta.get("contentrefs", "").split() for meta in root.iter("{*}partMeta")]
    assert references
    assert all(set(some) <= identifiers for some in references)


def test_nitf_inside_a_news_item_is_read_back(tmp_path: Path) -> None:
    for path, content in news_items(EDITION).items():
        if "/items/" in path:
            (tmp_path / Path(path).name).write_bytes(content)
    hints = IssueHints(publication="江州晨报", date=dt.date(2023, 3, 8))
    told = {one.story.local_id: one.story.paragraphs for one in READER.read(tmp_path, hints).delivered}
    for story in EDITION.stories:
        if story.pub_status is not PubStatus.CANCELED:
            assert told[story.local_id] == story.paragraphs


def nitf_of(story: Story, **context: Any) -> ElementTree.Element:
    edition = make_edition(story)
    session = WRITER.open(edition, make_context(edition, **context))
    (document,) = session.story_documents(story)
    assert [
        one for one in Validator().check(document.content, "a.xml").findings if one.severity is Severity.ERROR
    ] == []
    return ElementTree.fromstring(document.content)


def attributes(root: ElementTree.Element, path: str) -> list[dict[str, str]]:
    return [one.attrib for one in root.iterfind(path, NS)]


def second_version(story: Story) -> dict[str, Version]:
    first = dt.datetime(2023, 3, 7, 22, tzinfo=dt.UTC)
    version = Version(number=2, first_created=first, version_created=first + dt.timedelta(hours=1), content_hash="abc")
    return {make_context(make_edition(story)).guids[story.local_id]: version}


@pytest.mark.parametrize("blank", ["", " ", "\u3000", "\x01"])
def test_a_blank_headline_is_made_of_the_text(blank: str) -> None:
    lines = (HeadlineLine(role=HeadlineRole.MAIN, text=blank),)
    root = nitf_of(make_story(headline=lines, paragraphs=("江州大桥合龙。", "二。")))
    headline = root.find("n:body/n:body.head/n:hedline/n:hl1", NS)
    assert headline is not None
    assert (headline.text, headline.get("class")) == ("江州大桥合龙。", "derived")
    assert root.findtext("n:head/n:title", "", NS) == "江州大桥合龙。"


def test_a_blank_headline_without_a_text_is_left_out() -> None:
    story = make_story(headline=(HeadlineLine(role=HeadlineRole.MAIN, text=" "),), paragraphs=())
    root = nitf_of(story)
    assert root.find("n:head/n:title", NS) is None
    assert root.find(".//n:hedline", NS) is None
    assert str(story.local_id) not in "".join(root.itertext())


def test_a_first_version_refers_to_no_document() -> None:
    root = nitf_of(make_story())
    (docdata,) = attributes(root, "n:head/n:docdata")
    assert docdata == {"management-status": "usable"}
    assert attributes(root, "n:head/n:revision-history") == [
        {"norm": "20230308T073000+0800", "comment": "version 1"},
    ]


def test_a_second_version_says_what_becomes_of_the_first() -> None:
    story = make_story(pub_status=PubStatus.CANCELED)
    context = make_context(make_edition(story))
    guid = context.guids[story.local_id]
    root = nitf_of(story, versions={**context.versions, **second_version(story)})
    (docdata,) = attributes(root, "n:head/n:docdata")
    assert docdata == {
        "management-status": "canceled",
        "management-doc-idref": guid,
        "management-idref-status": "canceled",
    }
    assert attributes(root, "n:head/n:docdata/n:du-key") == [{"generation": "2", "version": "2", "key": guid}]
    assert attributes(root, "n:head/n:revision-history") == [
        {"norm": "20230308T060000+0800", "comment": "version 1"},
        {"norm": "20230308T070000+0800", "comment": "version 2"},
    ]


@pytest.mark.parametrize("status", [PubStatus.CANCELED, PubStatus.WITHHELD])
def test_what_may_not_be_used_says_so_in_words(status: PubStatus) -> None:
    (message,) = attributes(nitf_of(make_story(pub_status=status)), "n:head/n:docdata/n:ed-msg")
    assert message["msg-type"] == "note"
    assert "Do not publish it" in message["info"]
    (message,) = attributes(nitf_of(make_story(pub_status=status, ed_note="误发")), "n:head/n:docdata/n:ed-msg")
    assert message == {"msg-type": "note", "info": "误发"}


def test_notes_and_corrections_are_told_apart() -> None:
    story = make_story(ed_note="请核对", correction="第二段应为十二部")
    root = nitf_of(story)
    assert attributes(root, "n:head/n:docdata/n:ed-msg") == [
        {"msg-type": "note", "info": "请核对"},
        {"msg-type": "correction", "info": "第二段应为十二部"},
    ]
    (correction,) = attributes(root, "n:head/n:docdata/n:correction")
    assert correction["info"] == "第二段应为十二部"
    assert correction["id-string"] == make_context(make_edition(story)).guids[story.local_id]


@pytest.mark.parametrize(
    ("text", "place", "parts"),
    [
        ("新华社北京3月7日电", "北京", "新华社|[北京]|{20230307:3月7日}|电"),
        ("江州3月8日讯", "江州", "[江州]|{20230308:3月8日}|讯"),
        ("江州12月31日讯", "江州", "[江州]|{20221231:12月31日}|讯"),
        ("二〇二二年三月七日", None, "{20220307:二〇二二年三月七日}"),
        ("江州二十八日电", "江州", "[江州]|{20230228:二十八日}|电"),
        ("本报三十一日讯", None, "本报|{:三十一日}|讯"),
        ("JIANGZHOU, March 7", "JIANGZHOU", "[JIANGZHOU]|, |{20230307:March 7}"),
        ("3月7日讯", "江州", "[江州]|{20230307:3月7日}|讯"),
        ("江州日报讯", "江州", "[江州]|日报讯"),
        ("", "江州", "[江州]"),
        ("13月40日", None, "{:13月40日}"),
    ],
)
def test_place_and_day_are_marked_inside_the_dateline(text: str, place: str | None, parts: str) -> None:
    root = nitf_of(make_story(dateline=Dateline(text=text, place=place)))
    dateline = root.find(".//n:dateline", NS)
    assert dateline is not None
    found = [dateline.text]
    for one in dateline:
        marked = f"[{one.text}]" if one.tag.endswith("location") else f"{{{one.get('norm', '')}:{one.text}}}"
        found += [marked, one.tail]
    assert "|".join(filter(None, found)) == parts
    assert "".join(dateline.itertext()).endswith(text)


def test_what_nitf_has_a_place_for_is_there() -> None:
    genre = Genre(name="评论", qcode="genre:Opinion")
    picture = Picture(href="a.jpg", photographer="赵光")
    source = Source(text="新华社北京3月7日电", name="新华社")
    root = nitf_of(make_story(genre=genre, pictures=(picture,), source=source))
    metas = {one["name"]: one["content"] for one in attributes(root, "n:head/n:meta")}
    assert metas == {
        "publisher": PUBLISHER.name,
        "copyright-notice": PUBLISHER.copyright_notice,
        "source": "新华社北京3月7日电",
    }
    assert root.findtext(".//n:distributor/n:org", "", NS) == "新华社"
    (classifier,) = attributes(root, ".//n:identified-content/n:classifier")
    assert classifier == {"type": "genre", "idsrc": "genre", "value": "Opinion"}
    assert attributes(root, ".//n:media-metadata") == [{"name": "photographer", "value": "赵光"}]
    assert root.findtext(".//n:media-producer", "", NS) == "赵光"
    assert attributes(root, ".//n:doc.rights") == [
        {"owner": PUBLISHER.copyright_holder, "limitations": PUBLISHER.usage_terms}
    ]
    (pubdata,) = attributes(root, "n:head/n:pubdata")
    assert (pubdata["name"], pubdata["edition.area"]) == ("江州晨报", "江州")


def test_dates_titles_and_codes_are_read_back() -> None:
    for path, content in documents().items():
        root = ElementTree.fromstring(content)
        story = next(story for story in EDITION.stories if f"nitf/{story.local_id}.xml" == path)
        assert root.findtext("n:head/n:title", "", NS) == story.main_headline
        (issued,) = attributes(root, "n:head/n:docdata/n:date.issue")
        published = CONTEXT.publisher.published(EDITION.info.date)
        assert dt.datetime.fromisoformat(issued["norm"]) == published
        (released,) = attributes(root, "n:head/n:docdata/n:date.release")
        assert dt.datetime.fromisoformat(released["norm"]) == max(published, story.embargoed or published)
        version = CONTEXT.version(story)
        last = attributes(root, "n:head/n:revision-history")[-1]
        assert dt.datetime.fromisoformat(last["norm"]) == version.version_created
        coded = [
            (one.get("idsrc") or one.get("code-source"), one.get("value") or one.get("location-code"))
            for one in root.iterfind(".//n:identified-content/*", NS)
            if one.get("type") != "genre"
        ]
        given = [tuple(subject.qcode.split(":", 1)) if subject.qcode else (None, None) for subject in story.subjects]
        assert coded == given
