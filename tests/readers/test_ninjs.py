"""ninjs read back: our own without loss, other versions as far as it goes, anything else with one clear message."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from newsml_export import pipeline
from newsml_export.errors import InputError, MissingDateError
from newsml_export.findings import Severity
from newsml_export.formats.ninjs import WRITER
from newsml_export.layout.stories import build_edition
from newsml_export.model.edition import Edition
from newsml_export.model.identity import Version
from newsml_export.model.issue import Issue
from newsml_export.model.story import (
    Byline,
    BylineRole,
    HeadlineLine,
    HeadlineRole,
    JumpDirection,
    LocalId,
    PubStatus,
    Story,
)
from newsml_export.model.subjects import Keyword, Series, Subject, SubjectRole, SubjectType
from newsml_export.plugins import reader_for
from newsml_export.readers.base import IssueHints
from newsml_export.readers.ninjs import READER
from newsml_export.settings import Settings
from tests.formats.factories import NOW, PUBLISHER, make_context, make_edition, make_rich_story, make_story
from tests.formats.filed import guessed_story, said_story
from tests.formats.rich_edition import rich_edition

HINTS = IssueHints(publication="江州晨报", date=dt.date(2023, 3, 8))
FORMATS = ("ninjs", "rss", "json-feed", "json-ld")


def deliver(edition: Edition, folder: Path, **changes: Any) -> Path:
    """Write ``edition`` as ninjs and return the folder of the documents."""
    session = WRITER.open(edition, make_context(edition, **changes))
    documents = [one for story in edition.stories for one in session.story_documents(story)]
    for one in (*documents, *session.issue_documents(edition.stories)):
        path = folder / one.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(one.content)
    return folder / "ninjs"


def put(folder: Path, name: str = "item.json", **item: Any) -> Path:
    path = folder / name
    path.write_text(json.dumps({"uri": "https://n.example/1", **item}, ensure_ascii=False), "utf-8")
    return path


def codes(issue: Issue) -> list[str]:
    return [finding.code for finding in issue.findings]


def story_in(path: Path, hints: IssueHints = HINTS) -> Story:
    (one,) = READER.read(path, hints).delivered
    return one.story


def told(story: Story) -> Story:
    """Return ``story`` with what a format can carry of it: no evidence, no line numbers, no judgement of jumps."""
    return dataclasses.replace(
        story,
        headline_decision=make_story().headline_decision,
        unresolved_jumps=(),
        parts=tuple(
            dataclasses.replace(
                part,
                continuation=None
                if part.continuation is None
                else dataclasses.replace(part.continuation, evidence=(), alternatives=()),
                first_line=None,
                begins=None,
            )
            for part in story.parts
        ),
    )


def settings() -> Settings:
    return dataclasses.replace(pipeline.settings_for(None, "江州晨报"), publisher=PUBLISHER)


EDITIONS = [rich_edition(), make_edition(), make_edition(guessed_story(), said_story())]


@pytest.mark.parametrize("edition", EDITIONS, ids=["rich", "small", "filed"])
def test_our_own_items_are_read_without_loss(edition: Edition, tmp_path: Path) -> None:
    issue = READER.read(deliver(edition, tmp_path), IssueHints())
    assert issue.info == edition.info
    assert issue.findings == ()
    assert [(page.label, page.section) for page in issue.pages] == [
        (page.label, page.section) for page in edition.pages
    ]
    read = {one.story.local_id: told(one.story) for one in issue.delivered}
    for story in edition.stories:
        assert read[story.local_id] == told(story)


@pytest.mark.parametrize("edition", EDITIONS, ids=["rich", "small", "filed"])
def test_what_is_converted_read_and_converted_again_is_the_same(edition: Edition, tmp_path: Path) -> None:
    first = pipeline.export(edition, tmp_path, settings=settings(), formats=FORMATS, now=NOW)
    again = build_edition(pipeline.read_issue(tmp_path / "ninjs"))
    later = NOW + dt.timedelta(days=1)
    second = pipeline.export(again, None, settings=settings(), formats=FORMATS, now=later)
    assert set(second.paths) == set(first.paths)
    for path, content in second.files.items():
        if path != "report.json":
            assert content == (tmp_path / path).read_bytes(), path


def test_identity_and_version_are_kept_by_other_publishers_too(tmp_path: Path) -> None:
    edition = make_edition(make_story())
    context = make_context(edition)
    guid = context.guids[LocalId("s-story")]
    third = Version(number=3, first_created=NOW, version_created=NOW, content_hash="x")
    folder = deliver(edition, tmp_path, versions={**context.versions, guid: third})
    again = build_edition(READER.read(folder, IssueHints()))
    other = dataclasses.replace(settings(), publisher=dataclasses.replace(PUBLISHER, domain="other.example"))
    later = NOW + dt.timedelta(days=1)
    export = pipeline.export(again, None, settings=other, formats=["ninjs"], now=later)
    item = json.loads(export.files["ninjs/s-story.json"])
    assert (item["uri"], item["version"], item["versionCreated"]) == (guid, "3", NOW.isoformat())


def test_a_story_that_is_corrected_after_reading_gets_a_new_version(tmp_path: Path) -> None:
    pipeline.export(make_edition(make_story()), tmp_path, settings=settings(), formats=["ninjs"], now=NOW)
    again = build_edition(READER.read(tmp_path / "ninjs", IssueHints()))
    changed = dataclasses.replace(again, stories=(dataclasses.replace(again.stories[0], ed_note="更正"),))
    later = NOW + dt.timedelta(days=1)
    export = pipeline.export(changed, tmp_path, settings=settings(), formats=["ninjs"], now=later)
    item = json.loads((tmp_path / "ninjs" / "s-story.json").read_bytes())
    assert export.exit_code == 0
    assert (item["version"], item["firstCreated"]) == ("2", NOW.isoformat())


@pytest.mark.parametrize("status", PubStatus)
def test_status_and_embargo_are_kept(tmp_path: Path, status: PubStatus) -> None:
    ends = dt.datetime(2023, 3, 9, tzinfo=PUBLISHER.time_zone)
    folder = deliver(make_edition(make_story(pub_status=status, embargoed=ends)), tmp_path)
    story = story_in(folder, IssueHints())
    assert (story.pub_status, story.embargoed) == (status, ends)


def test_the_reader_is_found_for_its_documents_and_for_no_others(tmp_path: Path) -> None:
    folder = deliver(make_edition(), tmp_path)
    for path in (folder, folder / "issue.json", folder / "s-rich.json"):
        assert reader_for(path).name == "ninjs"
    ours = tmp_path / "issue.json"
    ours.write_text('{"issue": {}, "articles": [{"page": 1, "pictures": [{"uri": "a"}]}]}', "utf-8")
    assert reader_for(ours).name == "issue-json"
    assert reader_for(tmp_path).name == "issue-folder"


def test_the_item_of_the_issue_stands_for_its_folder(tmp_path: Path) -> None:
    folder = deliver(make_edition(), tmp_path)
    issue = READER.read(folder / "issue.json", IssueHints())
    assert [one.story.local_id for one in issue.delivered] == ["s-story", "s-rich"]


def test_one_item_alone_says_of_which_issue_it_is(tmp_path: Path) -> None:
    folder = deliver(make_edition(), tmp_path)
    info = READER.read(folder / "s-rich.json", IssueHints()).info
    assert (info.publication, info.date, info.number) == ("江州晨报", dt.date(2023, 3, 8), "第4821期")


def test_what_the_caller_says_wins(tmp_path: Path) -> None:
    folder = deliver(make_edition(), tmp_path)
    info = READER.read(folder, IssueHints(publication="另一报", date=dt.date(2024, 1, 1))).info
    assert (info.publication, info.date, info.number) == ("另一报", dt.date(2024, 1, 1), "第4821期")


def test_version_3_by_another_hand(tmp_path: Path) -> None:
    path = put(
        tmp_path,
        standard={"name": "ninjs", "version": "3.1"},
        type="text",
        version="7",
        versionCreated="2024-05-06T07:08:09.5Z",
        language="en",
        by="Ann Example",
        headlines=[{"value": "Bridge opens"}, {"role": "sub", "value": "Traffic flows"}],
        bodies=[
            {"contentType": "text/plain", "value": "One.\n\nTwo."},
            {"contentType": "text/html", "value": "<div><h2>Sub</h2><p>One &amp; <b>all</b>.</p><p>Two<br>lines.</p>"},
        ],
        subjects=[{"name": "traffic", "uri": "http://cv.iptc.org/newscodes/mediatopic/20000337", "confidence": 40}],
        infoSources=[{"name": "Example Agency"}],
        associations=[
            {
                "name": "bridge",
                "uri": "https://n.example/p",
                "type": "picture",
                "headlines": [{"value": "The bridge"}],
                "renditions": [
                    {"name": "thumbnail", "href": "https://n.example/s.jpg"},
                    {"name": "hires", "href": "https://n.example/l.jpg"},
                ],
            }
        ],
        urgency=4,
        expires="2024-06-01T00:00:00Z",
    )
    issue = READER.read(path, HINTS)
    (one,) = issue.delivered
    story = one.story
    assert story.headline == (
        HeadlineLine(role=HeadlineRole.MAIN, text="Bridge opens"),
        HeadlineLine(role=HeadlineRole.DECK, text="Traffic flows"),
    )
    assert story.paragraphs == ("Sub", "One & all.", "Two lines.")
    assert story.bylines == (Byline(name="Ann Example", role=BylineRole.WRITER),)
    assert story.subjects == (Subject(name="traffic", qcode="medtop:20000337", confidence=0.4),)
    assert story.source is not None
    assert story.source.name == "Example Agency"
    assert [(picture.href, picture.caption) for picture in story.pictures] == [
        ("https://n.example/l.jpg", "The bridge")
    ]
    assert one.identity is not None
    assert one.identity.guid == "https://n.example/1"
    assert one.identity.version is not None
    assert one.identity.version.number == 7
    assert set(codes(issue)) == {"ninjs-markup-lost", "ninjs-page-unknown", "ninjs-property-not-held"}
    assert "expires" in next(one.message for one in issue.findings if one.code == "ninjs-property-not-held")
    assert story.urgency == 4


def test_version_1(tmp_path: Path) -> None:
    path = put(
        tmp_path,
        type="text",
        versioncreated="2013-07-09T10:37:00Z",
        pubstatus="usable",
        byline="Ann Example",
        headline="Bridge opens",
        headline_sub="Traffic flows",
        description_text="A bridge.",
        body_xhtml="<p>One.</p>\n<p>Two.</p>",
        body_text="One. Two.",
        person=[{"name": "Ben Example", "rel": "about"}],
        place=[{"name": "Exampleton"}],
        subject=[{"name": "traffic", "scheme": "http://cv.iptc.org/newscodes/mediatopic/", "code": "20000337"}],
        associations={
            "main": {
                "uri": "https://n.example/p",
                "type": "picture",
                "renditions": {"original": {"href": "https://n.example/l.jpg"}},
            }
        },
    )
    story = story_in(path)
    assert [(line.role, line.text) for line in story.headline] == [
        (HeadlineRole.MAIN, "Bridge opens"),
        (HeadlineRole.DECK, "Traffic flows"),
    ]
    assert story.paragraphs == ("One.", "Two.")
    assert story.summary == "A bridge."
    assert [(subject.type, subject.name) for subject in story.subjects] == [
        (SubjectType.ABSTRACT, "traffic"),
        (SubjectType.PERSON, "Ben Example"),
        (SubjectType.GEO_AREA, "Exampleton"),
    ]
    assert story.subjects[0].qcode == "medtop:20000337"
    assert story.pictures[0].href == "https://n.example/l.jpg"


def test_version_2(tmp_path: Path) -> None:
    path = put(
        tmp_path,
        standard={"name": "ninjs", "version": "2.1"},
        pubstatus="withheld",
        embargoed="2024-01-01T00:00:00Z",
        headlines=[{"role": "main", "contenttype": "text/plain", "value": "Bridge opens"}],
        bodies=[{"role": "main", "contenttype": "text/plain", "value": "One.\nTwo."}],
        infosources=[{"name": "Ann Example", "role": "reporter"}],
        ednote="Check.",
    )
    story = story_in(path)
    assert story.paragraphs == ("One.", "Two.")
    assert story.pub_status is PubStatus.WITHHELD
    assert story.embargoed == dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    assert story.bylines == (Byline(name="Ann Example"),)
    assert story.ed_note == "Check."


def test_a_page_as_body_gives_the_text_alone(tmp_path: Path) -> None:
    body = (
        "<html><head><title>Bridge opens</title><style>p {}</style></head><body><article><h1>Bridge opens</h1>"
        "<figure><img src='a.jpg'><figcaption>The bridge.</figcaption></figure>"
        "<p>One\n  line.</p><blockquote>Two.</blockquote><script>three()</script></article></body></html>"
    )
    path = put(
        tmp_path,
        headlines=[{"role": "main", "value": "Bridge opens"}],
        bodies=[
            {"contentType": "text/plain", "value": "Bridge opens\nOne line. Two."},
            {"contentType": "text/html", "value": body},
        ],
        descriptions=[
            {"role": "richtext", "contentType": "application/xhtml+xml", "value": "<p>A <i>bridge</i>.</p>"},
            {"role": "text", "contentType": "text/plain", "value": "A bridge."},
        ],
        associations=[
            {
                "uri": "https://n.example/p",
                "type": "picture",
                "descriptions": [{"contentType": "text/html", "value": "<p>The bridge.</p>"}],
                "renditions": [
                    {"name": "r1", "href": "https://n.example/s.jpg", "width": 256},
                    {"name": "r0", "href": "https://n.example/l.jpg", "width": 4724},
                ],
            }
        ],
    )
    story = story_in(path)
    assert story.paragraphs == ("One line.", "Two.")
    assert story.summary == "A bridge."
    assert [(picture.href, picture.caption) for picture in story.pictures] == [
        ("https://n.example/l.jpg", "The bridge.")
    ]


def test_a_story_of_ours_that_begins_with_its_headline_keeps_it(tmp_path: Path) -> None:
    story = make_story(
        headline=(HeadlineLine(role=HeadlineRole.DERIVED, text="大风蓝色预警"),),
        paragraphs=("大风蓝色预警", "今明两天有大风。"),
    )
    assert told(story_in(deliver(make_edition(story), tmp_path), IssueHints())) == told(story)


def test_keywords_are_no_subjects(tmp_path: Path) -> None:
    keywords = (Keyword(text="桥", confidence=0.5), Keyword(text="路"))
    story = story_in(deliver(make_edition(make_story(keywords=keywords)), tmp_path), IssueHints())
    assert (story.keywords, story.subjects) == (keywords, ())


def test_jump_lines_are_kept_as_printed(tmp_path: Path) -> None:
    folder = deliver(make_edition(make_rich_story()), tmp_path)
    story = story_in(folder, IssueHints())
    assert story.parts[1].jump_to == "（下转3版）"
    # That nobody found the other end is a judgement, which no item carries.
    assert not [jump for jump in story.unresolved_jumps if jump.direction is JumpDirection.TO]


def test_an_embargo_that_nobody_can_read_holds_the_story_back(tmp_path: Path) -> None:
    path = put(tmp_path, embargoedUntil="soon", headlines=[{"value": "a"}], bodies=[{"value": "b"}])
    issue = READER.read(path, HINTS)
    (finding,) = [one for one in issue.findings if one.code == "ninjs-date-unreadable"]
    assert finding.severity is Severity.ERROR
    edition = build_edition(issue)
    export = pipeline.export(edition, None, settings=settings(), formats=["rss", "json-ld"], now=NOW)
    assert "<item>" not in export.files["rss.xml"].decode()
    assert not [path for path in export.paths if path.startswith("json-ld/")]


def test_an_unknown_status_withholds(tmp_path: Path) -> None:
    path = put(tmp_path, pubStatus="maybe", headlines=[{"value": "a"}])
    assert story_in(path).pub_status is PubStatus.WITHHELD


@pytest.mark.parametrize("odd", ["", " ", None, 5, "2023-03-08", "2023-03-08T06:00:00", "9999-12-31T23:59:59-14:00"])
@pytest.mark.parametrize("name", ["embargoedUntil", "embargoed", "pubStatus"])
def test_what_is_in_doubt_is_not_shown(tmp_path: Path, name: str, odd: Any) -> None:
    path = put(tmp_path, headlines=[{"value": "a"}], **{name: odd})
    issue = READER.read(path, HINTS)
    assert [one.story.pub_status for one in issue.delivered] == [PubStatus.WITHHELD]
    assert {"ninjs-date-unreadable", "ninjs-status-unknown"} & set(codes(issue))


def test_the_later_of_two_embargoes_counts(tmp_path: Path) -> None:
    path = put(tmp_path, embargoedUntil="2023-03-08T06:00:00Z", embargoed="2023-03-09T06:00:00Z")
    assert story_in(path).embargoed == dt.datetime(2023, 3, 9, 6, tzinfo=dt.UTC)


def test_a_kill_without_a_version_does_not_lose(tmp_path: Path) -> None:
    put(tmp_path, "a.json", version="2", versionCreated="2023-03-08T06:00:00Z", headlines=[{"value": "a"}])
    put(tmp_path, "b.json", pubStatus="canceled", headlines=[{"value": "a"}])
    assert story_in(tmp_path).pub_status is PubStatus.CANCELED


def test_what_is_inside_a_withheld_item_is_withheld(tmp_path: Path) -> None:
    inner = {"uri": "https://n.example/2", "type": "text", "bodies": [{"contentType": "text/plain", "value": "b"}]}
    path = put(tmp_path, type="composite", pubStatus="withheld", associations=[inner])
    assert story_in(path).pub_status is PubStatus.WITHHELD


@pytest.mark.parametrize("held", [{"pubStatus": "canceled"}, {"embargoedUntil": "2023-03-09T06:00:00Z"}])
def test_a_picture_that_may_not_be_shown_is_left_out(tmp_path: Path, held: dict[str, str]) -> None:
    pictures = [
        {"type": "picture", "renditions": [{"href": "a.jpg"}]},
        {"type": "picture", "renditions": [{"href": "b.jpg"}], **held},
    ]
    path = put(tmp_path, headlines=[{"value": "a"}], associations=pictures)
    issue = READER.read(path, HINTS)
    assert [picture.href for one in issue.delivered for picture in one.story.pictures] == ["a.jpg"]
    assert "ninjs-picture-withheld" in codes(issue)


def test_of_one_item_in_two_versions_the_newer_is_read(tmp_path: Path) -> None:
    for name, version, text in (("a.json", "2", "新"), ("b.json", "1", "旧")):
        when = "2023-03-08T06:00:00Z"
        put(tmp_path, name, version=version, versionCreated=when, headlines=[{"value": text}], bodies=[])
    issue = READER.read(tmp_path, HINTS)
    assert [one.story.main_headline for one in issue.delivered] == ["新"]
    assert "ninjs-item-twice" in codes(issue)


def test_two_items_of_one_local_name_are_told_apart(tmp_path: Path) -> None:
    for number in (1, 2):
        put(
            tmp_path,
            f"{number}.json",
            uri=f"urn:newsml:{number}.example:20230308:same",
            headlines=[{"value": str(number)}],
            bodies=[{"value": "x"}],
        )
    issue = READER.read(tmp_path, HINTS)
    assert len({one.story.local_id for one in issue.delivered}) == 2
    assert len({one.identity.guid for one in issue.delivered if one.identity}) == 2


def test_an_item_that_cannot_be_read_does_not_cost_the_others(tmp_path: Path) -> None:
    put(tmp_path, "a.json", headlines=[{"value": "a"}], bodies=[{"value": "b"}])
    (tmp_path / "b.json").write_text('{"uri": ', "utf-8")
    (tmp_path / "c.json").write_text("[]", "utf-8")
    (tmp_path / "d.json").write_text('{"type": "text"}', "utf-8")
    put(tmp_path, "e.json", type="video", uri="https://n.example/2")
    issue = READER.read(tmp_path, HINTS)
    assert len(issue.delivered) == 1
    assert codes(issue).count("item-unreadable") == 3
    assert "ninjs-type-not-read" in codes(issue)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b'{"uri": "urn:a:b", "x": NaN}',
        b'{"uri": "urn:a:b"',
        b'{"uri": ' + b"[" * 100_000,
        b'{"uri": "urn:a:b", "n": ' + b"9" * 5000 + b"}",
        b'{"uri": "\xff"}',
        b"[1]",
        b"%PDF-1.7",
    ],
    ids=["empty", "NaN", "cut", "deep", "huge-number", "not-utf-8", "list", "pdf"],
)
def test_what_is_no_document_gets_one_clear_message(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "item.json"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        READER.read(path, HINTS)
    assert caught.value.location.file == str(path)
    assert caught.value.next_step


ODD: list[Any] = [None, 0, -1.5, True, "", "text", [], {}, [[]], [None], [{"value": 1}], {"a": {"value": "b"}}]


@pytest.mark.parametrize("odd", ODD, ids=map(repr, ODD))
def test_values_of_any_type_are_taken_as_far_as_it_goes(tmp_path: Path, odd: Any) -> None:
    names = (
        *("type", "standard", "version", "versionCreated", "embargoedUntil", "pubStatus", "language", "title"),
        *("headlines", "headline", "bodies", "body_text", "by", "located", "descriptions", "subjects", "people"),
        *("genres", "infoSources", "associations", "altIds", "edNote", "renditions", "bylines", "profile"),
    )
    for name in names:
        path = put(tmp_path, **{"headlines": [{"value": "a"}], "bodies": [{"value": "b"}], name: odd})
        try:
            issue = READER.read(path, HINTS)
        except InputError as error:
            assert error.next_step  # noqa: PT017
            continue
        edition = build_edition(issue)
        assert pipeline.export(edition, None, settings=settings(), formats=["ninjs"], now=NOW).paths


def test_an_issue_needs_a_date(tmp_path: Path) -> None:
    path = put(tmp_path, headlines=[{"value": "a"}])
    with pytest.raises(MissingDateError):
        READER.read(path, IssueHints(publication="江州晨报"))


def test_a_newspaper_needs_a_name(tmp_path: Path) -> None:
    path = put(tmp_path, headlines=[{"value": "a"}])
    with pytest.raises(InputError, match="name of the newspaper"):
        READER.read(path, IssueHints(date=dt.date(2023, 3, 8)))


def test_codes_come_back_whoever_declares_them(tmp_path: Path) -> None:
    place = Subject(name="乙", type=SubjectType.GEO_AREA, qcode="foreign:3", broader=("iso3166-1a2:CN",))
    story = make_story(
        dateline=None,
        subjects=(
            Subject(name="甲", qcode="foreign:1", confidence=0.4, same_as=("other:2", "wikidata:Q1")),
            Subject(name="丙", type=SubjectType.PERSON, posts=("区长",), role=SubjectRole.MENTIONED),
            Subject(name="丁", type=SubjectType.OBJECT, qcode="work:一%20二"),
        ),
        located=place,
        series=Series(name="江州论坛"),
    )
    read = story_in(deliver(make_edition(story), tmp_path), IssueHints())
    assert (read.subjects, read.located, read.series) == (story.subjects, story.located, story.series)
    assert read.dateline is None


@pytest.mark.parametrize("said", [0, 10, "4", True, None])
def test_an_urgency_that_is_none_is_not_read(tmp_path: Path, said: object) -> None:
    assert story_in(put(tmp_path, urgency=said, headlines=[{"value": "A"}])).urgency is None
