"""What we write for an importer arrives there whole, as that importer reads."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest

from newsml_export.model.identity import guid
from newsml_export.model.story import HeadlineLine, HeadlineRole, LocalId, PubStatus
from newsml_export.model.subjects import Subject, SubjectType
from newsml_export.pipeline import Export, export
from newsml_export.profiles import load_profile
from newsml_export.settings import Settings
from tests.formats.factories import INFO, NOW, PUBLISHER, make_edition, make_rich_story, make_story
from tests.formats.filed import guessed_story, said_story
from tests.formats.newsml_g2_schemas import OFFICIAL, compiled, complaints, parse
from tests.profiles import superdesk_reading, wordpress_reading
from tests.profiles.wordpress_reading import Parser

if TYPE_CHECKING:
    from pathlib import Path

    from newsml_export.model.story import Story

RICH = make_rich_story(
    subjects=(
        Subject(name="政治和政府", qcode="medtop:11000000", confidence=0.82),
        Subject(name="江州", type=SubjectType.GEO_AREA),
        Subject(name="周女士", type=SubjectType.PERSON, confidence=0.5),
    ),
)
SHARP = make_story(
    local_id=LocalId("s-sharp"), paragraphs=("A < B & C：<b>不是</b>标记 ]]>", "第二段。", "“第三段”——完。")
)
DERIVED = make_story(
    local_id=LocalId("s-derived"), headline=(HeadlineLine(role=HeadlineRole.DERIVED, text="七日上午江州通车"),)
)
EMPTY = make_story(local_id=LocalId("s-empty"), paragraphs=())
STORIES = (RICH, SHARP, DERIVED, EMPTY)


def made(profile: str, *stories: Story, **more: Any) -> Export:
    edition = make_edition(*(stories or STORIES))
    return export(edition, settings=Settings(publisher=PUBLISHER), profile=load_profile(profile), now=NOW, **more)


def paragraphs(markup: str | None) -> tuple[str, ...]:
    return tuple(unescape(one) for one in re.findall("<p>(.*?)</p>", markup or "", re.DOTALL))


def collapsed(text: str) -> str:
    return re.sub("[ \t\n]+", " ", text).strip()


def test_superdesk_takes_the_message_whole() -> None:
    items = superdesk_reading.take(made("superdesk").files["newsml-g2/message.xml"])
    stories = {item.guid: item for item in items if item.type == "text"}
    for story in STORIES:
        item = stories[guid(PUBLISHER.domain, INFO, story.local_id)]
        assert paragraphs(item.body) == (story.paragraphs or ("",))
        assert (item.language, item.version, item.status) == ("zh-Hans", "1", "usable")
        assert item.created == NOW
        assert item.created.utcoffset() == NOW.utcoffset()
        assert item.usage_terms == PUBLISHER.usage_terms
    rich = stories[guid(PUBLISHER.domain, INFO, RICH.local_id)]
    assert rich.headline == "办事不出社区 江州九成事项全程网办"
    assert rich.byline == "本报记者 李一 通讯员 王小明 图 赵光"
    assert rich.authors == ["李一", "赵光"]
    assert rich.subjects == ["11000000"]
    assert rich.note == "数字已核对。"


def test_superdesk_learns_the_older_codes_of_topics() -> None:
    topics = (
        Subject(name="政治和政府", qcode="medtop:11000000", confidence=0.82, same_as=("subj:11000000",)),
        Subject(name="金融", qcode="medtop:20000385", same_as=("wikidata:Q1", "subj:04006000")),
    )
    files = made("superdesk", make_rich_story(subjects=topics)).files
    root = parse(files["newsml-g2/items/s-rich.xml"])
    subjects = root.findall("{*}contentMeta/{*}subject")
    assert [subject.get("qcode") for subject in subjects] == [
        "medtop:11000000",
        "subj:11000000",
        "medtop:20000385",
        "subj:04006000",
    ]
    assert [subject.get("confidence") for subject in subjects] == ["82", "82", None, None]
    assert [len(subject.findall("{*}sameAs")) for subject in subjects] == [1, 0, 2, 0]
    assert all(subject.findtext("{*}name") for subject in subjects)


def test_a_story_that_is_filed_in_full_arrives() -> None:
    for story in (guessed_story(), said_story()):
        items = superdesk_reading.take(made("superdesk", story).files["newsml-g2/message.xml"])
        (item,) = (item for item in items if item.type == "text")
        assert item.subjects == ["04000000"]
        post = wordpress_reading.take(
            made("wordpress", story).files[f"newsml-g2/messages/{story.local_id}.xml"], Parser.ROLES
        )
        assert post.topics == [("经济", "medtop:04000000"), ("金融市场", "medtop:20000385")]
        assert post.places == ["渝中区"]


def test_superdesk_takes_the_package_and_the_pictures() -> None:
    items = superdesk_reading.take(made("superdesk").files["newsml-g2/message.xml"])
    (package,) = (item for item in items if item.type == "composite")
    (picture,) = (item for item in items if item.type == "picture")
    assert set(package.references) == {f"{item.guid}:{item.version}" for item in items if item is not package}
    assert picture.renditions == {"highRes": "../pictures/counter.jpg"}


def test_superdesk_takes_every_document_alone() -> None:
    files = {path: content for path, content in made("superdesk").files.items() if path.endswith(".xml")}
    assert len(files) == len(STORIES) + 3
    for content in files.values():
        assert superdesk_reading.take(content)


@pytest.mark.parametrize("parser", Parser)
@pytest.mark.parametrize("story", STORIES[:3], ids=lambda story: story.local_id)
def test_wordpress_takes_a_message_a_story(parser: Parser, story: Story) -> None:
    content = made("wordpress").files[f"newsml-g2/messages/{story.local_id}.xml"]
    post = wordpress_reading.take(content, parser)
    assert post.guid == guid(PUBLISHER.domain, INFO, story.local_id)
    assert post.version == "1"
    expected = [collapsed(one) for one in story.paragraphs]
    if story is RICH:
        assert post.title == "办事不出社区 江州九成事项全程网办"
        assert post.subtitle == "——便民服务点四百二十六处"
        expected.insert(0, "本报记者 李一 通讯员 王小明 图 赵光")
    else:
        assert post.title == story.headline[0].text
        assert post.subtitle == ""
    read = paragraphs(post.content) if parser is Parser.ROLES else tuple(post.content.split("\n\n"))
    assert read == tuple(expected)


def test_wordpress_takes_topics_places_rights_and_pictures() -> None:
    post = wordpress_reading.take(made("wordpress").files["newsml-g2/messages/s-rich.xml"], Parser.ROLES)
    assert post.topics == [("政治和政府", "medtop:11000000")]
    assert post.places == ["江州"]
    assert (post.holder, post.notice) == (PUBLISHER.copyright_holder, PUBLISHER.copyright_notice)
    assert post.pictures == ["../../pictures/counter.jpg"]


def test_wordpress_gets_messages_and_a_feed_alone() -> None:
    kinds = {path.rpartition("/")[0] for path in made("wordpress").paths}
    assert kinds == {"newsml-g2/messages", ""}
    assert "rss.xml" in made("wordpress").paths


def test_wordpress_gets_no_more_than_may_be_shown() -> None:
    withheld = make_story(local_id=LocalId("s-withheld"), pub_status=PubStatus.WITHHELD)
    later = make_story(local_id=LocalId("s-later"), embargoed=NOW.replace(hour=9))
    result = made("wordpress", RICH, withheld, later)
    assert [path for path in result.paths if "messages" in path] == ["newsml-g2/messages/s-rich.xml"]
    refused = [finding for finding in result.findings if finding.code == "importer-would-refuse"]
    assert [finding.location.file for finding in refused] == [
        "newsml-g2/messages/s-withheld.xml",
        "newsml-g2/messages/s-later.xml",
    ]
    assert result.exit_code == 1


def told_of_titles(profile: str, *stories: Story) -> list[tuple[str, str]]:
    return [
        (outcome.document.path, finding.code)
        for outcome in made(profile, *stories).outcomes
        if outcome.verdict is not None
        for finding in outcome.verdict.findings
        if finding.code.endswith("-own-title")
    ]


def test_stories_that_share_a_title_are_delivered_and_told() -> None:
    # The plug-in puts the second in the place of the first, whatever their guids.
    twin = make_story(local_id=LocalId("s-twin"), headline=SHARP.headline, paragraphs=("别的内容。",))
    assert "newsml-g2/messages/s-twin.xml" in made("wordpress", SHARP, twin).paths
    assert told_of_titles("wordpress", SHARP, RICH, twin) == [
        ("newsml-g2/messages/s-twin.xml", "wordpress-own-title"),
    ]


def test_a_title_that_was_not_delivered_is_free() -> None:
    withheld = make_story(local_id=LocalId("s-withheld"), pub_status=PubStatus.WITHHELD)
    twin = make_story(local_id=LocalId("s-twin"), headline=withheld.headline)
    assert told_of_titles("wordpress", withheld, twin) == []


def test_superdesk_reads_that_a_story_is_a_correction() -> None:
    corrected = make_story(local_id=LocalId("s-corrected"), correction="人数应为三十。")
    content = made("superdesk", corrected).files["newsml-g2/items/s-corrected.xml"]
    (item,) = superdesk_reading.take(content)
    assert item.signals == ["sig:correction"]


def test_messages_of_stories_are_told_apart() -> None:
    files = made("wordpress").files
    names = [re.search(rb"<transmitId>(.*?)</transmitId>", files[path]) for path in files if "/messages/" in path]
    assert len({found[1] for found in names if found}) == len(STORIES)


def test_a_story_that_is_refused_costs_no_other() -> None:
    nameless = make_story(local_id=LocalId("s-nameless"), headline=(HeadlineLine(role=HeadlineRole.MAIN, text=" "),))
    result = made("superdesk", RICH, nameless, SHARP)
    (refused,) = (finding for finding in result.findings if finding.code == "importer-would-refuse")
    assert refused.location.file == "newsml-g2/items/s-nameless.xml"
    assert refused.location.path
    assert refused.mend == "Write the main headline first, without markup."
    assert refused.evidence[0].startswith("superdesk-headline: ")
    assert "newsml-g2/items/s-nameless.xml" not in result.paths
    items = superdesk_reading.take(result.files["newsml-g2/message.xml"])
    assert {item.guid.rpartition(":")[2] for item in items if item.type == "text"} == {"s-rich", "s-sharp"}


def test_a_bundle_is_held_to_the_demands_story_by_story() -> None:
    nameless = make_story(local_id=LocalId("s-nameless"), headline=(HeadlineLine(role=HeadlineRole.MAIN, text=" "),))
    result = made("superdesk", SHARP, nameless, bundle=True)
    items = superdesk_reading.take(result.files["newsml-g2/message.xml"])
    assert [item.guid.rpartition(":")[2] for item in items if item.type == "text"] == ["s-sharp"]


def test_formats_that_the_importer_does_not_read_are_left_alone() -> None:
    result = made("superdesk", formats=["newsml-g2", "rss"])
    assert result.exit_code == 0
    assert "rss.xml" in result.paths


def test_without_a_profile_nothing_is_shaped() -> None:
    settings = Settings(publisher=PUBLISHER, formats=("newsml-g2",))
    plain = export(make_edition(*STORIES), settings=settings, now=NOW)
    generic = export(make_edition(*STORIES), settings=settings, now=NOW, profile=load_profile("generic"))
    assert {path: content for path, content in plain.files.items() if path.endswith(".xml")} == {
        path: content for path, content in generic.files.items() if path.endswith(".xml")
    }


def test_what_is_refused_is_what_breaks_the_reading() -> None:
    # The demands stand for what the parser does: where they are kept no more, it breaks off.
    content = made("superdesk").files["newsml-g2/message.xml"]
    for old, new in (
        (b' version="1"', b""),
        (b'<pubStatus qcode="stat:usable"/>', b"<pubStatus/>"),
        (b' role="pgrole:page"', b""),
        (b"<inlineData", b"<!-- page 2 --><inlineData"),
    ):
        assert old in content
        with pytest.raises(superdesk_reading.RefusedError):
            superdesk_reading.take(content.replace(old, new, 3))


@pytest.mark.official
@pytest.mark.parametrize("name", ["superdesk", "wordpress", "generic"])
def test_shaped_documents_are_valid_under_the_official_schema(name: str, shared_dir: Path) -> None:
    path = shared_dir / OFFICIAL
    if not path.is_file():
        pytest.skip("IPTC's official NewsML-G2 schema is not beside this checkout")
    schema = compiled(path)
    files = made(name, formats=["newsml-g2"]).files
    written = {file: content for file, content in files.items() if file.endswith(".xml")}
    assert written
    for file, content in written.items():
        assert (file, complaints(schema, parse(content))) == (file, [])


@pytest.mark.parametrize("profile", ["generic", "superdesk", "wordpress"])
def test_asking_for_nitf_costs_no_importer_a_story(profile: str) -> None:
    made = export(
        make_edition(*STORIES),
        settings=Settings(publisher=PUBLISHER, text_as_nitf=True),
        profile=load_profile(profile),
        now=NOW,
    )
    assert made.exit_code == 0, made.findings
    kept = any(finding.code == "text-kept-as-xhtml" for finding in made.findings)
    assert kept is (profile == "wordpress")
    written = b"".join(content for path, content in made.files.items() if path.startswith("newsml-g2/"))
    assert (b"application/nitf+xml" in written) is not kept
    assert SHARP.paragraphs[1].encode() in written
