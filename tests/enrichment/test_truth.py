"""The truth agrees with the stories, with its rules and with the codes of the standards."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsml_export.model.subjects import SubjectRole
from tests.enrichment import truth as truth_module
from tests.enrichment.scores import KINDS, genre_class
from tests.enrichment.truth import Entry, Truth, folded, is_held_back, truths

TRUTHS = truths()
_CODE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?|\d{6}")
each = pytest.mark.parametrize("truth", TRUTHS, ids=[truth.id for truth in TRUTHS])


def _text(truth: Truth) -> str:
    story = truth.story
    opening = story.dateline.text if story.dateline is not None else ""
    return folded("\n".join((*(line.text for line in story.headline), opening, *story.paragraphs)))


def _absent(truth: Truth, entries: tuple[Entry, ...]) -> Iterator[str]:
    text = _text(truth)
    for entry in entries:
        if not any(form in text for form in entry.forms):
            yield entry.name


@each
def test_every_thing_occurs_in_its_story(truth: Truth) -> None:
    assert not [name for kind in KINDS for name in _absent(truth, getattr(truth, kind))]


@each
def test_posts_occur_in_the_story(truth: Truth) -> None:
    text = _text(truth)
    assert not [post for person in truth.persons for post in person.posts[:1] if folded(post) not in text]


@each
def test_most_keywords_occur_in_the_story(truth: Truth) -> None:
    # An indexer may write 交通 where the text says 公交, but not for the most part.
    assert len(list(_absent(truth, truth.keywords))) <= len(truth.keywords) / 4
    assert len(truth.keywords) >= 7


@each
def test_no_two_entries_share_a_form(truth: Truth) -> None:
    for kind in ("keywords", *KINDS):
        forms = Counter(form for entry in getattr(truth, kind) for form in entry.forms)
        assert not [form for form, count in forms.items() if count > 1], kind


@each
def test_roles_genres_and_codes_are_known(truth: Truth) -> None:
    assert {person.role for person in truth.persons} <= {role.value for role in SubjectRole}
    assert truth.genre
    assert all(genre_class((name,)) for name in truth.genre)
    assert all(_CODE.fullmatch(code) for place in truth.places for code in place.codes)


def test_the_rule_holds_stories_back() -> None:
    assert [truth.id for truth in TRUTHS if truth.held_back != is_held_back(truth.id)] == []
    assert {is_held_back(number) for number in ("a", "b", "c", "d", "e", "f")} == {True, False}


def test_files_keep_what_is_held_back_apart() -> None:
    for path in truth_module.STORIES.glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        stories = text.count("[[story]]") if path.stem.startswith("held-back-") else 0
        assert text.count("held_back = true") == stories, path.name


def test_there_are_enough_stories_of_every_kind() -> None:
    own = [truth for truth in TRUTHS if not truth.id.startswith("sample-")]
    assert len({truth.id for truth in own}) == len(own) >= 66
    languages = Counter(truth.story.language for truth in own)
    assert languages["zh-Hans"] >= 48
    assert min(languages[language] for language in ("zh-Hant", "en", "de", "ja")) >= 3
    assert len({truth.topic[0] for truth in own if truth.topic}) == 17
    genres = Counter(truth.genre[0] for truth in own)
    assert {"消息", "简讯", "通讯", "评论", "社论", "专访", "图片新闻", "公告", "来信"} <= set(genres)


def test_topics_are_those_of_the_standard(shared_dir: Path) -> None:
    file = shared_dir / "standards" / "iptc" / "media_topics_2025-03-31.json"
    if not file.is_file():
        pytest.skip("the Media Topics are not beside this checkout")
    topics = {topic["qcode"]: topic for topic in json.loads(file.read_bytes())["topics"] if not topic["retired"]}
    for truth in TRUTHS:
        assert all(topics[code]["parent"] is None for code in truth.topic), truth.id
        assert all(topics[code]["parent"] is not None for code in truth.topics_deeper), truth.id
        above = {topics[code]["parent"] for code in truth.topics_deeper}
        assert all(code in truth.topics_deeper or topics[code]["parent"] is None for code in above), truth.id


def test_the_sample_page_is_read_where_it_is() -> None:
    if not truth_module.SAMPLE.is_file():
        pytest.skip("the sample page is not beside this checkout")
    sample = [truth for truth in TRUTHS if truth.id.startswith("sample-")]
    assert len(sample) == 7
    assert any(truth.persons for truth in sample)
