"""Corrections, kills, and what is withheld."""

from __future__ import annotations

import pytest

from newsml_export.model.story import Picture, PubStatus
from newsml_export.validation.validator import Validator
from tests.formats.factories import make_edition, make_rich_story, make_story
from tests.formats.newsml_g2_documents import item, package, texts, written


def test_a_correction_says_so_and_says_what() -> None:
    root = item(make_story(correction="第二段的数字是十二，不是二十。", ed_note="另附图。"))
    assert texts(root, "g:itemMeta/g:signal/@qcode") == ["sig:correction"]
    assert texts(root, "g:itemMeta/g:edNote/text()") == ["另附图。", "第二段的数字是十二，不是二十。"]


def test_a_story_without_a_correction_gives_no_signal() -> None:
    assert texts(item(make_story(correction=" ")), "g:itemMeta/g:signal") == []


def test_nothing_of_a_canceled_story_but_its_headline_is_delivered() -> None:
    story = make_rich_story(pub_status=PubStatus.CANCELED, ed_note="内容有误，全文撤回。")
    edition = make_edition(story)
    secret = [*story.paragraphs, story.summary or "", *(picture.caption or "" for picture in story.pictures)]
    for path, document in written(edition).items():
        assert not [text for text in secret if text.encode() in document.content], path
    root = item(story)
    assert texts(root, "g:itemMeta/g:pubStatus/@qcode") == ["stat:canceled"]
    assert texts(root, "g:itemMeta/g:edNote[1]/text()") == ["内容有误，全文撤回。"]
    assert texts(root, "//h:body//text()") == []
    assert texts(root, "g:contentMeta/g:headline[1]/text()") == ["办事不出社区 江州九成事项全程网办"]
    assert set(texts(package(edition), "//g:itemRef/g:pubStatus/@qcode")) == {"stat:canceled"}


@pytest.mark.parametrize("status", [PubStatus.CANCELED, PubStatus.WITHHELD])
def test_a_status_that_nobody_explained_explains_itself(status: PubStatus) -> None:
    (note,) = texts(item(make_story(pub_status=status)), "g:itemMeta/g:edNote/text()")
    assert "Do not publish it" in note


def test_what_is_withheld_is_sent_whole() -> None:
    story = make_story(pub_status=PubStatus.WITHHELD)
    assert texts(item(story), "//h:p/text()") == list(story.paragraphs)


@pytest.mark.parametrize("status", PubStatus)
def test_every_status_is_valid_without_a_word(status: PubStatus) -> None:
    story = make_rich_story(pub_status=status, correction="更正。", pictures=(Picture(href="a.jpg", caption="图"),))
    validator = Validator()
    for path, document in written(make_edition(story)).items():
        assert (path, validator.check(document.content, path).findings) == (path, ())
