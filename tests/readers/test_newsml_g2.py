"""NewsML-G2 read back in: what we wrote comes back as it was, and what others wrote is read as far as it goes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings

from newsml_export.errors import InputError
from newsml_export.findings import Severity
from newsml_export.model.edition import Edition
from newsml_export.model.issue import Issue
from newsml_export.model.story import HeadlineRole, Picture, PubStatus
from newsml_export.pipeline import build_stories, export, read_issue
from newsml_export.readers.base import IssueHints
from newsml_export.readers.newsml_g2 import READER
from newsml_export.settings import Settings
from tests.formats.factories import PUBLISHER, make_edition, make_story
from tests.formats.filed import guessed_story, said_story
from tests.formats.rich_edition import rich_edition
from tests.formats.test_newsml_g2_validity import EDITION as ANY_EDITION

NOW = dt.datetime(2023, 3, 8, 6, tzinfo=dt.UTC)
LATER = dt.datetime(2023, 3, 9, 6, tzinfo=dt.UTC)
HINTS = IssueHints(publication="江州晨报", date=dt.date(2023, 3, 8))
SETTINGS = Settings(publisher=PUBLISHER)
ITEM = """\
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:other.example:20230308:a" version="3"
 xml:lang="en" standard="NewsML-G2" standardversion="2.9" conformance="core">
<itemMeta><itemClass qcode="ninat:text"/><provider literal="other"><name>Other Wire</name></provider>
<versionCreated>2023-03-08T06:00:00+08:00</versionCreated><pubStatus qcode="stat:usable"/>
<expires>2024-01-01</expires></itemMeta>
<contentMeta><urgency>4</urgency><creator literal="x"><name>Ann Lee</name></creator>
<subject qcode="medtop:04000000"><name>economy</name></subject>
<headline>Bridge opens</headline><headline>After nine years</headline></contentMeta>
<contentSet><inlineData contenttype="text/html">
&lt;p&gt;One &lt;b&gt;two&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;Three.&lt;/p&gt;</inlineData>
</contentSet></newsItem>
"""


def written(edition: Edition, folder: Path, now: dt.datetime = NOW) -> Path:
    export(edition, folder, settings=SETTINGS, formats=["newsml-g2"], now=now)
    return folder / "newsml-g2"


def again(folder: Path) -> Issue:
    return READER.read(folder, HINTS)


@pytest.fixture
def example(examples_dir: Path) -> Edition:
    return build_stories(read_issue(examples_dir / "jiangzhou-2023-03-08"))


def test_the_example_issue_comes_back_byte_for_byte(example: Edition, tmp_path: Path) -> None:
    first = written(example, tmp_path / "a")
    issue = again(first)
    assert [finding for finding in issue.findings if finding.severity is not Severity.INFO] == []
    second = written(build_stories(issue), tmp_path / "b", LATER)
    items = sorted(path.name for path in (first / "items").iterdir())
    assert items == sorted(path.name for path in (second / "items").iterdir())
    for name in items:
        assert (first / "items" / name).read_bytes() == (second / "items" / name).read_bytes(), name


def test_what_the_model_holds_comes_back(example: Edition, tmp_path: Path) -> None:
    back = build_stories(again(written(example, tmp_path)))
    assert [page.label for page in back.pages] == [page.label for page in example.pages]
    for was, now in zip(example.stories, back.stories, strict=True):
        assert (now.local_id, now.language, now.paragraphs) == (was.local_id, was.language, was.paragraphs)
        assert now.bylines == was.bylines
        assert [part.page for part in now.parts] == [part.page for part in was.parts]
        assert [part.jump_to for part in now.parts] == [part.jump_to for part in was.parts]
        assert [part.mid_paragraph for part in now.parts] == [part.mid_paragraph for part in was.parts]
        assert {line.role for line in now.headline} == {line.role for line in was.headline}
        assert now.main_headline == was.main_headline
        assert [(jump.text, jump.target) for jump in now.unresolved_jumps] == [
            (jump.text, jump.target) for jump in was.unresolved_jumps
        ]


def test_a_rich_edition_comes_back(tmp_path: Path) -> None:
    edition = rich_edition()
    back = {story.local_id: story for story in build_stories(again(written(edition, tmp_path))).stories}
    for was in edition.stories:
        now = back[was.local_id]
        assert now.pub_status is was.pub_status
        assert now.embargoed == was.embargoed
        assert [(s.name, s.qcode, s.type, s.confidence) for s in now.subjects] == [
            (s.name, s.qcode, s.type, s.confidence) for s in was.subjects
        ]
        assert now.keywords == was.keywords
        assert now.genre == was.genre
        assert now.bylines == was.bylines
        if was.pub_status is not PubStatus.CANCELED:
            assert now.paragraphs == was.paragraphs


def test_what_a_picture_item_says_is_read_with_its_story(tmp_path: Path) -> None:
    picture = Picture(href="pictures/a.jpg", caption="桥", width=800, height=600, media_type="image/jpeg", size=9)
    folder = written(make_edition(make_story(pictures=(picture,))), tmp_path)
    for path in (folder, folder / "message.xml"):
        (one,) = again(path).delivered
        assert one.story.pictures == (picture,)


def test_what_a_story_is_filed_under_comes_back_byte_for_byte(tmp_path: Path) -> None:
    edition = make_edition(guessed_story(), said_story())
    first = written(edition, tmp_path / "a")
    issue = again(first)
    assert [finding for finding in issue.findings if finding.severity is not Severity.INFO] == []
    back = build_stories(issue)
    for was, now in zip(edition.stories, back.stories, strict=True):
        assert (now.subjects, now.genre, now.keywords) == (was.subjects, was.genre, was.keywords)
        assert (now.series, now.located, now.dateline) == (was.series, was.located, was.dateline)
        assert (now.summary, now.slugline, now.urgency) == (was.summary, was.slugline, was.urgency)
        assert now.guesses == was.guesses
    second = written(back, tmp_path / "b", LATER)
    for path in (first / "items").iterdir():
        assert path.read_bytes() == (second / "items" / path.name).read_bytes(), path.name


def test_a_message_a_package_and_one_item_are_read_too(example: Edition, tmp_path: Path) -> None:
    folder = written(example, tmp_path)
    everything = {story.local_id for story in example.stories}
    for path in (folder / "message.xml", folder / "package.xml"):
        assert {story.local_id for story in build_stories(again(path)).stories} == everything
    one = next((folder / "items").iterdir())
    assert [story.local_id for story in build_stories(again(one)).stories] == [one.stem]


def test_a_changed_story_gets_the_next_version(example: Edition, tmp_path: Path) -> None:
    folder = written(example, tmp_path / "a")
    path = next((folder / "items").iterdir())
    item = path.read_text("utf-8")
    issue = again(folder)
    made = export(build_stories(issue), settings=SETTINGS, formats=["newsml-g2"], now=LATER)
    assert made.files[f"newsml-g2/items/{path.name}"].decode() == item


def changed(tmp_path: Path, was: str, now: str, name: str = "a.xml") -> Path:
    assert was in ITEM
    (tmp_path / name).write_text(ITEM.replace(was, now), "utf-8")
    return tmp_path


USABLE = '<pubStatus qcode="stat:usable"/>'
URI = "http://cv.iptc.org/newscodes/pubstatusg2/"


@pytest.mark.parametrize(
    "now",
    [
        *(f"<embargoed>{text}</embargoed>{USABLE}" for text in ("", " ", "soon", "2023-03-08", "2023-03-08T06:00:00")),
        f"<embargoed>9999-12-31T23:59:59-14:00</embargoed>{USABLE}",
        f"<embargoed/>{USABLE}",
        "<pubStatus/>",
        *(f'<pubStatus qcode="{code}"/>' for code in ("", "usable", "stat:", "stat:maybe", "stat:Usable", "x:usable")),
        f'<pubStatus uri="{URI}maybe"/>',
        f"{USABLE}<pubStatus qcode='stat:withheld'/>",
    ],
)
def test_what_is_in_doubt_is_not_shown(tmp_path: Path, now: str) -> None:
    issue = again(changed(tmp_path, USABLE, now))
    assert [one.story.pub_status for one in issue.delivered] == [PubStatus.WITHHELD]
    doubts = {"newsml-g2-embargo-unreadable", "newsml-g2-status-unknown"} & {one.code for one in issue.findings}
    assert doubts or "withheld" in now
    files = export(build_stories(issue), settings=SETTINGS, formats=["rss"], now=LATER).files
    assert b"<item>" not in files["rss.xml"]


@pytest.mark.parametrize(
    ("now", "status"),
    [
        ("", PubStatus.USABLE),
        (f'<pubStatus uri="{URI}usable"/>', PubStatus.USABLE),
        (f'<pubStatus uri="{URI}canceled"/>', PubStatus.CANCELED),
        ('<pubStatus qcode="x:canceled"/>', PubStatus.CANCELED),
        (f"<embargoed/>{USABLE.replace('usable', 'canceled')}", PubStatus.CANCELED),
    ],
)
def test_the_status_of_an_item(tmp_path: Path, now: str, status: PubStatus) -> None:
    (one,) = again(changed(tmp_path, USABLE, now)).delivered
    assert one.story.pub_status is status


def test_an_alias_of_its_own_for_the_scheme_of_iptc_is_understood(tmp_path: Path) -> None:
    changed(tmp_path, USABLE, '<pubStatus qcode="s:usable"/>')
    catalog = f'<catalog><scheme alias="s" uri="{URI}"/></catalog><itemMeta>'
    path = tmp_path / "a.xml"
    path.write_text(path.read_text("utf-8").replace("<itemMeta>", catalog), "utf-8")
    (one,) = again(tmp_path).delivered
    assert one.story.pub_status is PubStatus.USABLE


def test_a_kill_whose_version_cannot_be_read_does_not_lose(tmp_path: Path) -> None:
    changed(tmp_path, 'version="3"', 'version="3"', "a.xml")
    killed = ITEM.replace("stat:usable", "stat:canceled").replace("2023-03-08T06:00:00+08:00", "today")
    (tmp_path / "b.xml").write_text(killed, "utf-8")
    (one,) = again(tmp_path).delivered
    assert one.story.pub_status is PubStatus.CANCELED


@pytest.mark.parametrize(
    "held", ['<pubStatus qcode="stat:canceled"/>', f"<embargoed>2099-01-01T00:00:00Z</embargoed>{USABLE}"]
)
def test_a_picture_that_may_not_be_shown_is_left_out(tmp_path: Path, held: str) -> None:
    changed(tmp_path, "<expires>", '<link rel="irel:associatedWith" href="a.jpg" contenttype="image/jpeg"/><expires>')
    picture = ITEM.replace("ninat:text", "ninat:picture").replace(":20230308:a", ":20230308:p").replace(USABLE, held)
    start, end = picture.index("<contentSet>"), picture.index("</newsItem>")
    content = '<contentSet><remoteContent href="a.jpg" width="9"/></contentSet>'
    (tmp_path / "p.xml").write_text(picture[:start] + content + picture[end:], "utf-8")
    issue = again(tmp_path)
    assert [one.story.pictures for one in issue.delivered] == [()]
    assert "newsml-g2-picture-withheld" in {finding.code for finding in issue.findings}


def test_an_item_of_another_house(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(ITEM, "utf-8")
    issue = READER.read(path, IssueHints())
    assert (issue.info.publication, issue.info.date) == ("Other Wire", dt.date(2023, 3, 8))
    (story,) = build_stories(issue).stories
    assert [(line.role, line.text) for line in story.headline] == [
        (HeadlineRole.MAIN, "Bridge opens"),
        (HeadlineRole.DECK, "After nine years"),
    ]
    assert story.paragraphs == ("One two.", "Three.")
    assert [byline.name for byline in story.bylines] == ["Ann Lee"]
    assert [(subject.name, subject.qcode) for subject in story.subjects] == [("economy", "medtop:04000000")]
    told = [finding.message for finding in issue.findings if finding.code == "newsml-g2-not-kept"]
    assert any("“expires”" in message for message in told)
    assert not any("“urgency”" in message for message in told)
    assert story.urgency == 4


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "cannot|no well-formed|empty"),
        (b"<newsItem", "well-formed"),
        (ITEM.replace("newsItem", "feed").encode(), "is no newsItem"),
        (b'<!DOCTYPE newsItem [<!ENTITY a "b">]>' + ITEM.encode(), "document type declaration"),
        (b'<!DOCTYPE newsItem SYSTEM "file:///etc/passwd">' + ITEM.encode(), "document type declaration"),
        (ITEM.replace('guid="urn:newsml:other.example:20230308:a" ', "").encode(), "no guid"),
    ],
)
def test_what_cannot_be_read_is_told(content: bytes, told: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(content)
    with pytest.raises(InputError, match=told):
        READER.read(path, HINTS)


def test_one_bad_item_does_not_lose_the_others(example: Edition, tmp_path: Path) -> None:
    folder = written(example, tmp_path)
    (folder / "items" / "bad.xml").write_text("<newsItem", "utf-8")
    issue = again(folder)
    assert len(issue.delivered) == len(example.stories)
    (finding,) = (one for one in issue.findings if one.severity is Severity.ERROR)
    assert finding.code == "item-unreadable"
    assert str(finding.location.file).endswith("bad.xml")


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(edition=ANY_EDITION)
def test_whatever_we_write_is_read(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> None:
    assume(edition.stories and all(story.headline for story in edition.stories))
    folder = written(edition, tmp_path_factory.mktemp("any"))
    items = len(list((folder / "items").glob("*.xml")))
    # A story that says nothing at all is not delivered.
    assume(items)
    issue = READER.read(folder, IssueHints(publication="报", date=edition.info.date, language="zh-Hans"))
    assert len(issue.delivered) == items


@pytest.mark.official
def test_documents_of_the_standard_are_read(shared_dir: Path) -> None:
    folder = shared_dir / "standards" / "iptc"
    if not folder.is_dir():
        pytest.skip("IPTC's documents are not beside this checkout")
    read = 0
    for path in sorted((*folder.glob("examples/*.xml"), *folder.glob("unit_tests/*/*.xml"))):
        try:
            issue = READER.read(path, HINTS)
        except InputError:
            # Planning, concepts, videos: no story in it.
            continue
        assert issue.delivered
        assert build_stories(issue).stories
        read += 1
    assert read >= 10
