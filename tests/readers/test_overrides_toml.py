"""``overrides.toml``: what may stand in it, and what is said of everything else."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from newsml_export.errors import InputError
from newsml_export.model.overrides import (
    ApartOverride,
    DropOverride,
    GivenByline,
    GivenLine,
    JoinOverride,
    Overrides,
    PartName,
    StoryOverride,
)
from newsml_export.model.story import BylineRole, HeadlineRole, PubStatus
from newsml_export.readers import issue_folder, issue_json, page_text
from newsml_export.readers.base import IssueHints
from newsml_export.readers.overrides_toml import read_overrides

WHOLE = """\
[[join]]
parts = [
    { page = "1", begins = "昨日上午，市长" },
    { page = 2, begins = "会议指出" },
]
reason = "the jump line is lost"

[[story]]
page = "1"
begins = "昨日上午，市长"
headline = ["主题一行", { role = "deck", text = "副题" }]
bylines = ["李一", { name = "王二", role = "photographer", title = "实习生" }]

[[story]]
id = 17
headline = []
bylines = []

[[apart]]
parts = [{ page = "1", begins = "甲" }, { id = "a-2" }]

[[drop]]
page = "第三版"
begins = "地址：滨江大道"

[[drop]]
page = "3"
headline = "家电节"
"""


def read(folder: Path, text: str) -> Overrides:
    """Read ``text`` as the overrides of ``folder``."""
    (folder / "overrides.toml").write_text(text, encoding="utf-8")
    return read_overrides(folder)


def test_everything_that_may_stand_in_it(tmp_path: Path) -> None:
    overrides = read(tmp_path, WHOLE)
    join, first, second, apart, drop, line = overrides.entries
    assert isinstance(join, JoinOverride)
    assert join.parts == (PartName(page="1", begins="昨日上午，市长"), PartName(page="2", begins="会议指出"))
    assert (join.location.line, join.location.path) == (1, "join[0]")
    assert join.voice == "decided in overrides.toml, line 1: the jump line is lost"
    assert isinstance(first, StoryOverride)
    assert first.headline == (GivenLine(text="主题一行"), GivenLine(text="副题", role=HeadlineRole.DECK))
    assert first.bylines == (
        GivenByline(name="李一"),
        GivenByline(name="王二", role=BylineRole.PHOTOGRAPHER, title="实习生"),
    )
    assert isinstance(second, StoryOverride)
    assert (second.part, second.headline, second.bylines) == (PartName(id="17"), (), ())
    assert isinstance(apart, ApartOverride)
    assert apart.parts[1] == PartName(id="a-2")
    assert isinstance(drop, DropOverride)
    assert drop.part is not None
    assert drop.part.begins == "地址：滨江大道"
    assert isinstance(line, DropOverride)
    assert (line.part, line.page, line.headline) == (None, "3", ("家电节",))
    assert line.location.line == 26


def test_no_file_is_no_override(tmp_path: Path) -> None:
    assert not read_overrides(tmp_path)
    assert not read(tmp_path, "")


@pytest.mark.parametrize(
    ("text", "line", "says", "mend"),
    [
        ("[[story]\n", 1, "not TOML", "Correct the line"),
        ("[[story]]\npage = 1\nbegins = '甲'\n\nheadlin = 'x'\n", 5, "“headlin” is unknown", "“headline”"),
        ("[[stories]]\n", 1, "“stories” is unknown", "“story”"),
        ("[[story]]\npage = 1\nbegins = 3\nheadline = 'x'\n", 3, "must be text", ""),
        ("[[story]]\npage = 1\nbegins = '甲'\nheadline = [1]\n", 4, "must be text or a table", ""),
        ("[[story]]\npage = 1\nbegins = '甲'\n", 1, "changes nothing", "headline, bylines"),
        ("[[story]]\npage = 1\nheadline = 'x'\n", 1, "“begins” is missing", "newsml-export inspect"),
        ("[[story]]\nheadline = 'x'\n", 1, "“page” and “begins” is missing", "newsml-export inspect"),
        ("[[story]]\npage = 1\nbegins = ' '\nheadline = 'x'\n", 3, "opening words are empty", ""),
        ("[[story]]\npage = ''\nbegins = '甲'\nheadline = 'x'\n", 2, "label of the page is empty", ""),
        ("[[story]]\nid = ' '\nheadline = 'x'\n", 2, "id is empty", ""),
        ("[[story]]\nid = 1\nheadline = ['']\n", 3, "headline is empty", "headline = []"),
        ("[[story]]\nid = 1\nbylines = ['', '甲']\n", 3, "name is empty", "bylines = []"),
        ("[[story]]\nid = 1\nheadline = [{text='x', role='dek'}]\n", 3, "no role “dek”", "“deck”"),
        ("[[story]]\nid = 1\nheadline = [{text='x', role='derived'}]\n", 3, "no role “derived”", ""),
        ("[[story]]\nid = 1\nheadline = [{text='x', role='deck'}]\n", 3, "main headline", 'role = "main"'),
        ("[[story]]\nid = 1\nbylines = [{name='甲', role='chef'}]\n", 3, "no role “chef”", "reporter"),
        ("[[story]]\nid = 1\nbylines = [{role='editor'}]\n", 3, "“name” is missing", ""),
        ("[[join]]\n", 1, "“parts” is missing", "Add it"),
        ("[[join]]\nparts = [{id = 1}]\n", 2, "two parts at least", "reading order"),
        ("[[apart]]\nparts = [{id = 1}, {page = 2}]\n", 2, "“begins” is missing", ""),
        ("[[join]]\nparts = [{id = 1}, {pages = 2}]\n", 2, "“pages” is unknown", "“page”"),
        ("[[drop]]\npage = 1\n", 1, "“begins” is missing", ""),
        ("[[drop]]\npage = 1\nheadline = []\n", 3, "headline is empty", ""),
        ("[[drop]]\npage = 1\nbegins = '甲'\nheadline = 'x'\n", 1, "by its page and its lines", "entry of its own"),
        ("story = 1\n", 1, "must be a list", ""),
    ],
)
def test_what_cannot_be_is_one_clear_error(tmp_path: Path, text: str, line: int, says: str, mend: str) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, text)
    assert says in caught.value.message
    assert mend in caught.value.next_step
    assert caught.value.location.line == line
    assert str(caught.value.location.file).endswith("overrides.toml")
    assert caught.value.exit_code == 2


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "overrides.toml").mkdir()
    with pytest.raises(InputError, match=r"overrides\.toml"):
        read_overrides(tmp_path)


def test_readers_take_it_along(tmp_path: Path, examples_dir: Path) -> None:
    for name in ("issue.toml", "page-01.txt"):
        (tmp_path / name).write_bytes((examples_dir / "jiangzhou-2023-03-08" / name).read_bytes())
    toml = (tmp_path / "issue.toml").read_text(encoding="utf-8").split("[[pages]]")[0]
    (tmp_path / "issue.toml").write_text(toml, encoding="utf-8")
    read(tmp_path, WHOLE)
    assert len(issue_folder.READER.read(tmp_path, IssueHints()).overrides.entries) == 6
    # A page that is read alone takes what is said of it alone.
    alone = page_text.READER.read(tmp_path / "page-01.txt", IssueHints(publication="江州晨报"))
    assert len(alone.overrides.entries) == 1
    read(tmp_path, WHOLE + '[[drop]]\npage = "01"\nbegins = "甲"\n')
    alone = page_text.READER.read(tmp_path / "page-01.txt", IssueHints(publication="江州晨报"))
    assert [type(entry) for entry in alone.overrides.entries] == [StoryOverride, DropOverride]
    articles = tmp_path / "articles"
    articles.mkdir()
    source = examples_dir / "jiangzhou-2023-03-08-articles" / "issue.json"
    (articles / "issue.json").write_bytes(source.read_bytes())
    assert not issue_folder.READER.read(articles, IssueHints()).overrides
    read(articles, WHOLE)
    assert len(issue_folder.READER.read(articles, IssueHints()).overrides.entries) == 6
    assert len(issue_json.READER.read(articles / "issue.json", IssueHints()).overrides.entries) == 6


def test_how_a_story_may_be_used(tmp_path: Path) -> None:
    named = '[[story]]\npage = "1"\nbegins = "甲"\n'
    text = named + 'status = "canceled"\nembargoed = 2023-03-09T06:00:00+08:00\ned_note = "注"\ncorrection = "正"\n'
    (entry,) = read(tmp_path, text).entries
    assert isinstance(entry, StoryOverride)
    assert (entry.status, entry.ed_note, entry.correction) == (PubStatus.CANCELED, "注", "正")
    assert entry.embargoed == dt.datetime(2023, 3, 8, 22, tzinfo=dt.UTC)
    (entry,) = read(tmp_path, named + 'embargoed = "2023-03-09T06:00:00Z"\n').entries
    assert isinstance(entry, StoryOverride)
    assert entry.embargoed == dt.datetime(2023, 3, 9, 6, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('status = "killed"', "there is no status “killed”"),
        ('status = ""', "there is no status “”"),
        ("embargoed = 2023-03-09T06:00:00", "no moment with a time zone"),
        ("embargoed = 2023-03-09", "no moment with a time zone"),
        ("embargoed = 06:00:00", "no moment with a time zone"),
        ("embargoed = 5", "no moment with a time zone"),
        ("embargoed = true", "no moment with a time zone"),
        ('embargoed = ""', "no moment with a time zone"),
        ('ed_note = " "', "the text is empty"),
        ('correction = ""', "the text is empty"),
    ],
)
def test_a_wrong_word_on_how_a_story_may_be_used_is_explained(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(InputError, match=told) as caught:
        read(tmp_path, f'[[story]]\npage = "1"\nbegins = "甲"\n{line}\n')
    assert caught.value.location.line == 4
