"""ninjs 3.0: what stands where, that it is valid, that hostile text harms nobody."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest

from newsml_export.formats.ninjs import WRITER
from newsml_export.model.identity import Version
from newsml_export.model.story import HeadlineLine, HeadlineRole, LocalId, Picture, PubStatus, Story
from newsml_export.model.subjects import Keyword, Subject, SubjectType
from newsml_export.validation.validator import Validator
from tests.formats.factories import NOW, PUBLISHER, make_context, make_edition, make_rich_story, make_story
from tests.formats.rich_edition import rich_edition

if TYPE_CHECKING:
    from newsml_export.model.edition import Edition

HOSTILE = "控制\x00\x08 孤\ud800立 </p><script>alert(1)</script> & \u2028 “\\u0000” \U0001ffff 🧑‍🚀"


def documents(edition: Edition, **changes: Any) -> dict[str, bytes]:
    session = WRITER.open(edition, make_context(edition, **changes))
    found = [one for story in edition.stories for one in session.story_documents(story)]
    found += session.issue_documents(edition.stories)
    assert {one.media_type for one in found} == {"application/json"}
    return {one.path: one.content for one in found}


def item(story: Story, **changes: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(documents(make_edition(story), **changes)[f"ninjs/{story.local_id}.json"])
    return found


def by_role(entries: list[dict[str, str]]) -> dict[str, str]:
    return {entry["role"]: entry["value"] for entry in entries}


class Texts(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.paragraphs: list[str] = []
        self.tags: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "p":
            self.paragraphs.append("")

    def handle_data(self, data: str) -> None:
        if data.strip() or self.paragraphs[-1:] not in ([], [""]):
            self.paragraphs[-1] += data if data != "\n" else ""


@pytest.mark.parametrize("edition", [rich_edition(), make_edition()], ids=["rich", "small"])
def test_every_document_is_valid_without_a_word(edition: Edition) -> None:
    written = documents(edition)
    assert len(written) == len(edition.stories) + 1
    for path, content in written.items():
        verdict = Validator().check(content, path)
        assert (verdict.kind, verdict.findings) == ("ninjs", ()), path
        assert verdict.checked_with == ("ninjs-3.0.schema.json", "ninjs-rules")


def test_a_story_says_all_that_is_known_of_it() -> None:
    story = make_rich_story()
    found = item(story)
    assert found["uri"] == "urn:newsml:jiangzhou.example:20230308:s-rich"
    assert found["type"] == "text"
    assert found["standard"]["version"] == "3.0"
    assert (found["version"], found["pubStatus"], found["language"]) == ("1", "usable", "zh-Hans")
    assert dt.datetime.fromisoformat(found["versionCreated"]) == NOW
    assert dt.datetime.fromisoformat(found["contentCreated"]) == PUBLISHER.published(dt.date(2023, 3, 8))
    assert dt.datetime.fromisoformat(found["embargoedUntil"]) == story.embargoed
    assert found["by"] == "本报记者 李一 通讯员 王小明 图 赵光"
    assert found["located"] == "江州"
    assert by_role(found["descriptions"]) == {"summary": story.summary, "dateline": "江州3月7日"}
    assert found["copyrightHolder"] == "江州晨报社"
    assert found["usageTerms"] == "仅供签约媒体使用"
    assert found["edNote"] == "数字已核对。"
    assert found["genres"] == [{"name": "消息", "uri": "http://cv.iptc.org/newscodes/genre/Current"}]


def test_the_main_headline_comes_first_and_the_stack_is_kept_as_printed() -> None:
    headlines = item(make_rich_story())["headlines"]
    assert headlines[0] == {
        "role": "main",
        "contentType": "text/plain",
        "value": "办事不出社区 江州九成事项全程网办",
    }
    roles = by_role(headlines)
    assert roles["kicker"] == "数字化改革“一号工程”落地见效"
    assert roles["deck"] == "——便民服务点四百二十六处"
    printed = re.findall(r'<p class="(\w+)">([^<]*)</p>', roles["printed"])
    assert printed == [(str(line.role), line.text) for line in make_rich_story().headline]


def test_a_stack_of_one_line_a_role_needs_no_second_form() -> None:
    assert [entry["role"] for entry in item(make_story())["headlines"]] == ["main"]


def test_a_headline_that_we_made_is_marked() -> None:
    story = make_story(headline=(HeadlineLine(role=HeadlineRole.DERIVED, text="大风预警"),))
    assert by_role(item(story)["headlines"]) == {"main": "大风预警", "derived": "大风预警"}


def test_bodies_say_the_same_as_html_and_as_plain_text() -> None:
    story = make_story(paragraphs=("5 < 6 & 7 > 3。", "“第二段”<b>。"))
    html, plain = item(story)["bodies"]
    assert (html["contentType"], plain["contentType"]) == ("text/html", "text/plain")
    assert Texts(html["value"]).paragraphs == list(story.paragraphs)
    assert plain["value"].split("\n\n") == list(story.paragraphs)
    assert html["charCount"] == plain["charCount"] == sum(len("".join(text.split())) for text in story.paragraphs)


def test_a_story_without_text_has_no_body() -> None:
    assert "bodies" not in item(make_story(paragraphs=()))


def test_what_a_machine_found_says_so_and_what_a_person_said_does_not() -> None:
    found = item(make_rich_story())
    tool = "http://cv.iptc.org/newscodes/howextracted/tool"
    assert {"name": "周女士", "rel": "about"} in found["people"]
    assert {"name": "周女士", "rel": "person", "creator": tool, "confidence": 50} in found["subjects"]
    assert {"name": "政务服务", "rel": "keyword", "creator": tool, "confidence": 90} in found["subjects"]
    assert {"name": "改革", "rel": "keyword"} in found["subjects"]
    assert found["places"] == [{"name": "江州", "rel": "about"}]
    assert found["subjects"][0]["uri"] == "http://cv.iptc.org/newscodes/mediatopic/11000000"


def test_every_kind_of_concept_has_its_list() -> None:
    kinds = {"people": "person", "organisations": "organisation", "places": "geoArea", "events": "event"}
    for name, kind in {**kinds, "objects": "object", "subjects": "abstract"}.items():
        subject = Subject(name="某", type=SubjectType(kind), qcode="其他:1")
        assert item(make_story(subjects=(subject,)))[name] == [{"name": "某", "literal": "其他:1", "rel": "about"}]


def test_pictures_are_associated_items_with_renditions() -> None:
    pictures = (
        Picture(href="https://jiangzhou.example/图 1.jpg", caption="说明", credit="赵光 摄"),
        Picture(href="pictures/a.png"),
    )
    whole, beside = item(make_story(pictures=pictures))["associations"][:2]
    assert whole["type"] == "picture"
    assert whole["by"] == "赵光 摄"
    assert by_role(whole["descriptions"]) == {"caption": "说明"}
    assert whole["renditions"] == [
        {
            "name": "original",
            "href": "https://jiangzhou.example/%E5%9B%BE%201.jpg",
            "contentType": "image/jpeg",
        }
    ]
    # A relative name is no URI, which href must be.
    assert beside["renditions"] == [{"name": "original", "title": "pictures/a.png", "contentType": "image/png"}]


def test_the_issue_is_a_composite_of_pages_and_stories() -> None:
    issue = json.loads(documents(make_edition())["ninjs/issue.json"])
    assert issue["type"] == "composite"
    assert by_role(issue["altIds"]) == {"publication": "江州晨报", "date": "2023-03-08", "number": "第4821期"}
    pages = issue["associations"]
    assert [(page["name"], page["title"]) for page in pages] == [("1", "要闻"), ("2", "综合")]
    references = [[one["uri"].rpartition(":")[2] for one in page["associations"]] for page in pages]
    assert references == [["s-story", "s-rich"], ["s-rich"]]


def test_a_story_says_where_it_is_printed() -> None:
    printed = [one for one in item(make_rich_story())["associations"] if one["rel"] == "printed-on"]
    assert [one["name"] for one in printed] == ["1", "2"]
    second = by_role(printed[1]["altIds"])
    assert second["paragraphs"] == "2-3"
    assert (second["mid-paragraph"], second["confidence"]) == ("true", "97")
    assert (second["jump-from"], second["jump-to"]) == ("（上接1版）", "（下转3版）")


@pytest.mark.parametrize("status", PubStatus)
def test_partners_get_stories_of_every_status(status: PubStatus) -> None:
    later = NOW + dt.timedelta(days=1)
    found = item(make_story(pub_status=status, embargoed=later))
    assert (found["pubStatus"], found["embargoedUntil"]) == (str(status), later.isoformat())


def test_a_later_version_says_so() -> None:
    edition = make_edition(make_story())
    context = make_context(edition)
    guid = context.guids[LocalId("s-story")]
    changed = Version(number=3, first_created=NOW, version_created=NOW + dt.timedelta(hours=1), content_hash="changed")
    found = item(make_story(), versions={**context.versions, guid: changed})
    assert (found["version"], found["firstCreated"]) == ("3", NOW.isoformat())
    assert dt.datetime.fromisoformat(found["versionCreated"]) == changed.version_created


def test_hostile_text_stays_text_and_valid() -> None:
    story = make_rich_story(
        headline=(HeadlineLine(role=HeadlineRole.MAIN, text=HOSTILE), HeadlineLine(role=HeadlineRole.MAIN, text="b")),
        paragraphs=(HOSTILE, HOSTILE),
        summary=HOSTILE,
        ed_note=HOSTILE,
        keywords=(Keyword(text=HOSTILE, confidence=float("nan")),),
        pictures=(Picture(href=HOSTILE, caption=HOSTILE, credit=HOSTILE),),
        language="keine Sprache",
    )
    for path, content in documents(make_edition(story)).items():
        assert Validator().check(content, path).findings == (), path
    found = item(story)
    assert found["language"] == "und"
    assert Texts(found["bodies"][0]["value"]).tags == {"p"}
    assert Texts(by_role(found["headlines"])["printed"]).tags == {"p"}


def test_documents_are_the_same_every_time() -> None:
    assert documents(rich_edition()) == documents(rich_edition())


def test_a_story_that_is_called_issue_does_not_overwrite_the_issue() -> None:
    written = documents(make_edition(dataclasses.replace(make_story(), local_id=LocalId("issue"))))
    assert set(written) == {"ninjs/issue-story.json", "ninjs/issue.json"}
