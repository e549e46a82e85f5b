from __future__ import annotations

from pathlib import Path

import pytest

from newsml_export.errors import InputError, SettingsError
from newsml_export.model.lexicon import LexiconEntry, LexiconKind
from newsml_export.readers.lexicon_toml import read_lexicon

LEXICON = """
[[person]]
name = "赵世庆"
qcode = "person:zhao"

[[column]]
name = "江州论坛"
genre = "评论"
series = true
topics = ["medtop:11000000"]

[[organisation]]
name = "江州市 发展和改革委员会"
variants = ["市发改委", "市发改委"]
same_as = ["wd:Q1"]
"""


def _file(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "lexicon.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_entries_come_by_kind(tmp_path: Path) -> None:
    lexicon = read_lexicon(_file(tmp_path, LEXICON))
    assert lexicon.entries == (
        LexiconEntry(kind=LexiconKind.PERSON, name="赵世庆", qcode="person:zhao"),
        LexiconEntry(
            kind=LexiconKind.ORGANISATION,
            name="江州市 发展和改革委员会",
            variants=("市发改委",),
            same_as=("wd:Q1",),
        ),
        LexiconEntry(kind=LexiconKind.COLUMN, name="江州论坛", genre="评论", series=True, topics=("medtop:11000000",)),
    )
    assert lexicon.of(LexiconKind.PERSON)[0].forms == ("赵世庆",)
    assert lexicon


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("[[person]]\nnam = 'a'", 2, "nam"),
        ("[[persons]]\nname = 'ab'", 1, "persons"),
        ("[[person]]\nname = '王'", 2, "too short"),
        ("[[person]]\nname = '王明'\nqcode = 'zhao'", 1, "no"),
        ("[[term]]\nname = '山地'\ntopics = ['04000000']", 3, "not the code of a topic"),
        ("[[work]]\nname = '江州赋'\n[[work]]\nname = '江州赋'", 3, "already stands for"),
        ("[[place]]\nname = '江州市'\nvariants = ['江州']\n[[place]]\nname = '江州'", 4, "already stands for “江州市”"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_lexicon(_file(tmp_path, text))
    assert caught.value.location.line == line, caught.value
    assert message in str(caught.value)
    assert caught.value.next_step


def test_the_same_form_may_stand_in_entries_of_two_kinds(tmp_path: Path) -> None:
    text = "[[place]]\nname = '江州'\n[[work]]\nname = '江州'"
    assert len(read_lexicon(_file(tmp_path, text)).entries) == 2


def test_a_lexicon_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"lexicon\.toml"):
        read_lexicon(tmp_path / "lexicon.toml")
