"""What publishing does to identity and version, on both databases."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable

import pytest

from newsml_export.errors import InputError
from newsml_export.model.story import Decision, LocalId, PubStatus
from newsml_export.store import Correction, Store, open_store
from tests.formats.factories import PUBLISHER, make_rich_story
from tests.store.editions import HOUR, MORNING, edition, headline, story


def test_an_issue_comes_back_as_it_was_published(store: Store) -> None:
    stories = (make_rich_story(), story(1), story(2))
    report = store.publish(edition(*stories), publisher=PUBLISHER, now=MORNING)
    assert [len(part) for part in (report.new, report.changed, report.unchanged, report.withheld)] == [3, 0, 0, 0]
    kept = store.edition(report.issue_id)
    assert kept is not None
    assert kept.stories == stories
    assert kept.pages == edition().pages
    assert [one.guid for one in kept.identities] == [one.guid for one in report.new]
    assert all(one.version is not None and one.version.number == 1 for one in kept.identities)
    (summary,) = store.issues()
    assert (summary.id, summary.stories, summary.info) == (report.issue_id, 3, kept.info)


def test_publishing_twice_changes_nothing(store: Store) -> None:
    issue = edition(story(1), story(2))
    first = store.publish(issue, publisher=PUBLISHER, now=MORNING)
    before = (store.items(first.issue_id), store.issues())
    second = store.publish(issue, publisher=PUBLISHER, now=MORNING + HOUR)
    assert [one.guid for one in second.unchanged] == [one.guid for one in first.new]
    assert not second.new + second.changed + second.withheld
    assert (store.items(first.issue_id), store.issues()) == before


def test_how_sure_we_are_makes_no_version(store: Store) -> None:
    store.publish(edition(story(1)), publisher=PUBLISHER, now=MORNING)
    doubtful = story(1, headline_decision=Decision(confidence=0.4))
    assert store.publish(edition(doubtful), publisher=PUBLISHER, now=MORNING).changed == ()


def test_a_story_is_known_by_its_text_where_headline_and_order_changed(store: Store) -> None:
    first = store.publish(edition(story(1), story(2), story(3)), publisher=PUBLISHER, now=MORNING)
    renamed = story(2, local_id=LocalId("s-renamed"), headline=headline("另一个标题"))
    second = store.publish(edition(story(3), renamed, story(1)), publisher=PUBLISHER, now=MORNING + HOUR)
    (changed,) = second.changed
    assert (changed.guid, changed.version, changed.changes) == (first.new[1].guid, 2, ("headline",))
    assert len(second.unchanged) == 2
    assert not second.new + second.withheld
    items = store.items(first.issue_id)
    assert [item.story.main_headline for item in items] == ["图书馆第3篇", "另一个标题", "春耕第1篇"]
    assert items[1].story.local_id == "s-2"
    assert items[1].version.first_created == MORNING
    assert items[1].version.version_created == MORNING + HOUR


def test_a_story_that_is_gone_is_withheld_and_may_come_back(store: Store) -> None:
    first = store.publish(edition(story(1), story(2)), publisher=PUBLISHER, now=MORNING)
    second = store.publish(edition(story(1)), publisher=PUBLISHER, now=MORNING + HOUR)
    assert [(one.guid, one.version) for one in second.withheld] == [(first.new[1].guid, 2)]
    assert store.publish(edition(story(1)), publisher=PUBLISHER, now=MORNING + HOUR).withheld == ()
    third = store.publish(edition(story(1), story(2)), publisher=PUBLISHER, now=MORNING + 2 * HOUR)
    assert [(one.guid, one.version) for one in third.changed] == [(first.new[1].guid, 3)]
    item = store.item(first.new[1].guid)
    assert item is not None
    assert item.story.pub_status is PubStatus.USABLE


def test_a_correction_stays_until_the_issue_says_something_new(store: Store) -> None:
    (new,) = store.publish(edition(story(1)), publisher=PUBLISHER, now=MORNING).new
    correction = Correction(note="金额写错了", paragraphs=("对的一段。",))
    corrected = store.correct(new.guid, correction, now=MORNING + HOUR)
    assert (corrected.version.number, corrected.story.correction) == (2, "金额写错了")
    assert corrected.story.paragraphs == ("对的一段。",)
    assert [part.last_paragraph for part in corrected.story.parts] == [0]
    assert store.publish(edition(story(1)), publisher=PUBLISHER, now=MORNING + HOUR).changed == ()
    again = store.publish(
        edition(story(1, paragraphs=(*story(1).paragraphs, "新的一段。"))), publisher=PUBLISHER, now=MORNING + HOUR
    )
    assert [one.version for one in again.changed] == [3]
    assert [change.changes for change in store.history(new.guid)] == [("new",), ("text", "note"), ("text", "note")]


def test_a_kill_is_final(store: Store) -> None:
    (new,) = store.publish(edition(story(1)), publisher=PUBLISHER, now=MORNING).new
    killed = store.kill(new.guid, "查无此事", now=MORNING + HOUR)
    assert (killed.story.pub_status, killed.story.ed_note, killed.version.number) == (PubStatus.CANCELED, "查无此事", 2)
    changed = edition(story(1, paragraphs=("改过的一段文字。",)))
    assert store.publish(changed, publisher=PUBLISHER, now=MORNING + HOUR).changed == ()
    attempts: tuple[Callable[[], object], ...] = (
        lambda: store.kill(new.guid, "again", now=MORNING),
        lambda: store.correct(new.guid, Correction(note="x", paragraphs=("y",)), now=MORNING),
        lambda: store.embargo(new.guid, MORNING, now=MORNING),
    )
    for attempt in attempts:
        with pytest.raises(InputError, match="killed"):
            attempt()


def test_an_embargo_stays_until_it_is_lifted(store: Store) -> None:
    (new,) = store.publish(edition(story(1)), publisher=PUBLISHER, now=MORNING).new
    until = MORNING + 5 * HOUR
    assert store.embargo(new.guid, until, now=MORNING).story.embargoed == until
    store.publish(edition(story(1, paragraphs=("全新的文字一段。",))), publisher=PUBLISHER, now=MORNING + HOUR)
    item = store.item(new.guid)
    assert item is not None
    assert (item.story.embargoed, item.version.number) == (until, 3)
    assert store.embargo(new.guid, until, now=MORNING).version.number == 3, "the same again is no change"
    assert store.embargo(new.guid, None, now=MORNING).story.embargoed is None


def test_what_cannot_be_done_is_told(store: Store) -> None:
    (new,) = store.publish(edition(story(1)), publisher=PUBLISHER, now=MORNING).new
    with pytest.raises(InputError, match="no story"):
        store.kill("urn:newsml:nobody:1:x", "why", now=MORNING)
    with pytest.raises(InputError, match="no reason"):
        store.kill(new.guid, "  ", now=MORNING)
    with pytest.raises(InputError, match="nothing would change"):
        store.correct(new.guid, Correction(note="x", paragraphs=story(1).paragraphs), now=MORNING)
    with pytest.raises(InputError, match="what was wrong"):
        store.correct(new.guid, Correction(note=" ", paragraphs=("y",)), now=MORNING)
    with pytest.raises(InputError, match="headline"):
        store.correct(new.guid, Correction(note="x", headline=()), now=MORNING)
    with pytest.raises(InputError, match="time zone"):
        store.embargo(new.guid, dt.datetime(2023, 3, 8), now=MORNING)  # noqa: DTZ001 - what is told
    item = store.item(new.guid)
    assert item is not None
    assert item.version.number == 1


def test_every_version_can_be_read(store: Store) -> None:
    (new,) = store.publish(edition(story(1)), publisher=PUBLISHER, now=MORNING).new
    store.correct(new.guid, Correction(note="x", headline=headline("对的标题")), now=MORNING + HOUR)
    first, second = store.item(new.guid, 1), store.item(new.guid, 2)
    assert first is not None
    assert second is not None
    assert first.story == story(1)
    assert second.story.main_headline == "对的标题"
    assert store.item(new.guid, 3) is None
    assert store.item("urn:newsml:nobody:1:x") is None


def test_issues_are_paged_the_newest_first(store: Store) -> None:
    for day in range(5):
        info = dataclasses.replace(edition().info, date=dt.date(2023, 3, 1 + day))
        store.publish(dataclasses.replace(edition(story(day)), info=info), publisher=PUBLISHER, now=MORNING)
    seen: list[int] = []
    before = None
    while page := store.issues(limit=2, before=before):
        seen += [summary.info.date.day for summary in page]
        before = page[-1].id
    assert seen == [5, 4, 3, 2, 1]


def test_what_was_kept_is_there_when_the_store_is_opened_again(address: str) -> None:
    first = open_store(address)
    report = first.publish(edition(story(1)), publisher=PUBLISHER, now=MORNING)
    key = first.session_key()
    first.close()
    again = open_store(address, create=False)
    assert [item.guid for item in again.items(report.issue_id)] == [report.new[0].guid]
    assert again.session_key() == key
    again.close()
