"""What partners are told, on both databases."""

from __future__ import annotations

import dataclasses
import threading

import pytest

from newsml_export.errors import InputError, UsageError
from newsml_export.model.story import Picture
from newsml_export.store import Correction, Partner, Store
from newsml_export.store.kept import EntryKind
from tests.formats.factories import PUBLISHER
from tests.store.editions import HOUR, MORNING, edition, headline, story

LEAD = 2 * HOUR


def told(store: Store, name: str, after: int = 0, now: object = None) -> list[tuple[str, int, str]]:
    """Return what a partner reads from a cursor on: kind, version and headline."""
    page = store.feed(name, after=after, limit=1000, now=now or MORNING)  # type: ignore[arg-type]
    assert not page.more
    return [(str(one.kind), one.item.version.number, one.item.story.main_headline) for one in page.entries]


@pytest.fixture
def partners(store: Store) -> Store:
    for partner in (
        Partner(name="all"),
        Partner(name="two", slice="page=2"),
        Partner(name="early", embargo_lead=LEAD),
    ):
        store.add_partner(partner, now=MORNING)
    return store


def test_each_partner_sees_its_slice(partners: Store) -> None:
    partners.publish(edition(story(1), story(2), story(3)), publisher=PUBLISHER, now=MORNING)
    assert [row[2] for row in told(partners, "all")] == ["春耕第1篇", "大桥第2篇", "图书馆第3篇"]
    assert [row[2] for row in told(partners, "two")] == ["春耕第1篇"]
    assert partners.feed_state("all", now=MORNING).count == 3
    assert partners.feed_state("two", now=MORNING).count == 1


def test_a_partner_that_comes_later_sees_what_was_published(store: Store) -> None:
    store.publish(edition(story(1), story(2)), publisher=PUBLISHER, now=MORNING)
    store.add_partner(Partner(name="late", slice="page=3"), now=MORNING + HOUR)
    assert told(store, "late") == [("item", 1, "大桥第2篇")]


def test_publishing_the_same_again_tells_nobody(partners: Store) -> None:
    for _ in range(2):
        partners.publish(edition(story(1)), publisher=PUBLISHER, now=MORNING)
    state = partners.feed_state("all", now=MORNING)
    partners.publish(edition(story(1)), publisher=PUBLISHER, now=MORNING + HOUR)
    assert partners.feed_state("all", now=MORNING + HOUR) == state
    assert len(told(partners, "all")) == 1


def test_corrections_and_kills_reach_those_who_saw_the_story(partners: Store) -> None:
    report = partners.publish(edition(story(1), story(2)), publisher=PUBLISHER, now=MORNING)
    cursor = partners.feed_state("all", now=MORNING).last_seq
    partners.correct(report.new[0].guid, Correction(note="x", headline=headline("对的")), now=MORNING)
    assert told(partners, "all", cursor) == [("item", 2, "对的")]
    partners.kill(report.new[0].guid, "wrong", now=MORNING)
    partners.kill(report.new[1].guid, "wrong", now=MORNING)
    assert [row[:2] for row in told(partners, "all", cursor)] == [("canceled", 3), ("canceled", 2)]
    assert [row[:2] for row in told(partners, "two", cursor)] == [("canceled", 3)]
    assert partners.feed_state("all", now=MORNING).count == 0


def test_a_story_that_leaves_a_slice_is_withdrawn_from_it(partners: Store) -> None:
    partners.publish(edition(story(1)), publisher=PUBLISHER, now=MORNING)
    cursor = partners.feed_state("two", now=MORNING).last_seq
    moved = story(1, parts=story(2).parts)
    partners.publish(edition(moved), publisher=PUBLISHER, now=MORNING)
    assert [row[0] for row in told(partners, "two", cursor)] == ["withdrawn"]
    assert [row[0] for row in told(partners, "all", cursor)] == ["item"]
    guid = partners.feed("two", now=MORNING).entries[0].item.guid
    assert partners.entry("two", guid, now=MORNING) is None
    assert partners.entry("two", guid, 1, now=MORNING) is None


def test_an_embargoed_story_comes_when_its_time_has_come(partners: Store) -> None:
    until = MORNING + 6 * HOUR
    report = partners.publish(edition(story(1, embargoed=until), story(2)), publisher=PUBLISHER, now=MORNING)
    guid = report.new[0].guid
    before = partners.feed_state("all", now=MORNING)
    assert before.count == 1
    for now, sees in ((MORNING, []), (until - LEAD, ["early"]), (until, ["all", "early", "two"])):
        assert [name for name in ("all", "early", "two") if partners.entry(name, guid, now=now)] == sees
        assert list(partners.seen_by(guid, now=now)) == sees
    assert told(partners, "all", before.last_seq, until) == [("item", 1, "春耕第1篇")]
    assert partners.feed_state("all", now=until).count == 2
    assert partners.release(until) == 0


def test_an_embargo_on_a_story_that_was_seen_withdraws_it(partners: Store) -> None:
    (new,) = partners.publish(edition(story(1)), publisher=PUBLISHER, now=MORNING).new
    cursor = partners.feed_state("all", now=MORNING).last_seq
    partners.embargo(new.guid, MORNING + HOUR, now=MORNING)
    assert [row[0] for row in told(partners, "all", cursor)] == ["withdrawn"]
    assert partners.entry("all", new.guid, now=MORNING) is None
    assert told(partners, "all", cursor, MORNING + HOUR) == [("item", 2, "春耕第1篇")]


def test_a_story_killed_under_embargo_was_never_there(partners: Store) -> None:
    (new,) = partners.publish(edition(story(1, embargoed=MORNING + HOUR)), publisher=PUBLISHER, now=MORNING).new
    partners.kill(new.guid, "wrong", now=MORNING)
    assert told(partners, "all", 0, MORNING + 2 * HOUR) == []
    assert partners.feed_state("all", now=MORNING + 2 * HOUR).last_seq == 0


def test_older_versions_are_for_those_alone_that_were_sent_them(partners: Store) -> None:
    (new,) = partners.publish(edition(story(1)), publisher=PUBLISHER, now=MORNING).new
    partners.correct(new.guid, Correction(note="x", headline=headline("对的")), now=MORNING)
    partners.add_partner(Partner(name="late"), now=MORNING)
    first, late = partners.entry("all", new.guid, 1, now=MORNING), partners.entry("late", new.guid, 1, now=MORNING)
    assert first is not None
    assert first.item.story.main_headline == "春耕第1篇"
    assert late is None
    partners.kill(new.guid, "wrong", now=MORNING)
    killed = partners.entry("all", new.guid, 1, now=MORNING)
    assert killed is not None
    assert killed.kind is EntryKind.CANCELED
    assert killed.item.version.number == 3


def test_a_changed_slice_tells_what_came_and_what_went(partners: Store) -> None:
    partners.publish(edition(story(1), story(2), story(3)), publisher=PUBLISHER, now=MORNING)
    cursor = partners.feed_state("two", now=MORNING).last_seq
    partners.change_partner(Partner(name="two", slice="page in (2, 3)", title="Two"), now=MORNING)
    assert told(partners, "two", cursor) == [("item", 1, "大桥第2篇")]
    partners.change_partner(Partner(name="two", slice="page=4"), now=MORNING)
    assert [row[0] for row in told(partners, "two", cursor)] == ["withdrawn", "withdrawn", "item"]
    assert partners.feed_state("two", now=MORNING).count == 1


def test_history_and_pictures(store: Store) -> None:
    pictured = story(1, pictures=(Picture(href="a.jpg"),))
    store.add_partner(Partner(name="plain", pictures=False, history=HOUR), now=MORNING)
    (new,) = store.publish(edition(pictured), publisher=PUBLISHER, now=MORNING).new
    entry = store.entry("plain", new.guid, now=MORNING)
    assert entry is not None
    assert entry.item.story.pictures == ()
    assert told(store, "plain", 0, MORNING + 2 * HOUR) == []
    assert store.entry("plain", new.guid, now=MORNING + 2 * HOUR) is None


def test_pages_go_backwards_without_a_gap(store: Store) -> None:
    store.add_partner(Partner(name="all"), now=MORNING)
    store.publish(edition(*(story(number) for number in range(25))), publisher=PUBLISHER, now=MORNING)
    seen: list[int] = []
    before = None
    while True:
        page = store.feed("all", before=before, limit=10, now=MORNING)
        seen += [entry.seq for entry in page.entries]
        if not page.more:
            break
        before = page.entries[-1].seq
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == len(set(seen)) == 25


def test_a_cursor_loses_and_repeats_nothing_while_others_publish(store: Store) -> None:
    store.add_partner(Partner(name="all"), now=MORNING)
    failures: list[BaseException] = []

    def publish(part: int) -> None:
        try:
            for number in range(6):
                info = dataclasses.replace(edition().info, edition=f"{part}-{number}")
                one = dataclasses.replace(edition(story(part * 100 + number)), info=info)
                store.publish(one, publisher=PUBLISHER, now=MORNING)
        except BaseException as error:
            failures.append(error)

    publishers = [threading.Thread(target=publish, args=(part,)) for part in range(3)]
    for thread in publishers:
        thread.start()
    seen: list[int] = []
    while True:
        running = any(thread.is_alive() for thread in publishers)
        page = store.feed("all", after=seen[-1] if seen else 0, limit=2, now=MORNING)
        seen += [entry.seq for entry in page.entries]
        if not running and not page.entries:
            break
    assert not failures
    assert seen == sorted(set(seen))
    assert len(seen) == 18


def test_partners_and_tokens(store: Store) -> None:
    store.add_partner(Partner(name="a", title="A"), now=MORNING)
    store.add_partner(Partner(name="b"), now=MORNING)
    with pytest.raises(UsageError, match="already"):
        store.add_partner(Partner(name="a"), now=MORNING)
    with pytest.raises(UsageError, match="filter"):
        store.add_partner(Partner(name="c", slice="nothing="), now=MORNING)
    info, secret = store.new_token("a", "first", now=MORNING)
    _, other = store.new_token("a", "second", now=MORNING)
    assert secret not in str(store.tokens("a"))
    assert store.partner_of(secret, now=MORNING) == store.partner("a")
    assert store.tokens("a")[0].last_used == MORNING or store.tokens("a")[1].last_used == MORNING
    store.revoke_token(info.id, now=MORNING)
    assert store.partner_of(secret, now=MORNING) is None
    assert store.partner_of(other, now=MORNING) is not None
    for wrong in ("", "nxp_", secret[:-1], other.upper(), "\ud800"):
        assert store.partner_of(wrong, now=MORNING) is None
    with pytest.raises(InputError, match="no token"):
        store.revoke_token(info.id, now=MORNING)
    store.remove_partner("a")
    assert store.partner_of(other, now=MORNING) is None
    assert [partner.name for partner in store.partners()] == ["b"]
    for name in ("a", "nobody"):
        with pytest.raises(InputError, match="no partner"):
            store.feed(name, now=MORNING)
        with pytest.raises(InputError, match="no partner"):
            store.new_token(name, "x", now=MORNING)


def test_operators(store: Store) -> None:
    store.set_operator("编辑", "hash")
    store.set_operator("编辑", "other")
    assert store.operator("编辑") == "other"
    assert store.operators() == ("编辑",)
    store.set_operator("编辑", None)
    assert store.operator("编辑") is None


def test_a_picture_is_kept_once(store: Store) -> None:
    for _ in range(2):
        store.keep_picture("ab" * 32, "image/jpeg", b"\x00\xff")
    assert store.picture("ab" * 32) == ("image/jpeg", b"\x00\xff")
    assert store.picture("cd" * 32) is None
