"""Language packs: which one is taken, and that adding a language is adding a file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from newsml_export.errors import SettingsError
from newsml_export.layout import language_pack
from newsml_export.layout.language_pack import available, pack_for
from newsml_export.layout.stories import build_edition
from newsml_export.model.issue import Issue, IssueInfo, Page, PageBlock

DUTCH = """
language = "nl"
name = "Nederlands"
spaced = true
paragraph_indent = 2
stop_words = ["deze", "door", "heeft", "naar", "voor", "wordt"]

[sentence]
ends = ".!?…"
closers = "”’'\\")"
pauses = ",;:"
openers = "“‘("

[jump]
to = []
from = []
page = "(?:pagina|Pagina)"
to_phrases = ["{open}(?:Lees verder op|Vervolg op) {page} {label}{close}$"]
from_phrases = ["^{open}Vervolg van {page} {label}{close}$"]

[byline]
openers = ["Door"]
conjunctions = ["en"]
"""

FRONT = """De Polderbode

Gemeente sluit de veerpont over de Lange Vaart

Door Pieter van Aken

De veerpont over de Lange Vaart vaart
vanaf mei niet meer. De gemeenteraad
besloot dat dinsdag met negen tegen
zeven stemmen. Schipper Joost Wiersma
hoorde het op de publieke tribune.

“Ik vaar hier al dertig jaar,” zei
Wiersma. De veerpont kostte de gemeente
vorig jaar vier ton en vervoerde nog
maar honderd fietsers per dag, want

Lees verder op pagina 2
"""
INSIDE = """Vervolg van pagina 1

de nieuwe brug ligt op vijf minuten
lopen. De fietsers van de Lange Vaart
hebben een petitie aangeboden; wethouder
Ria Koster gaf de veerpont geen kans.
"""


@pytest.fixture
def dutch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a file beside the packs that there are."""
    for pack in available():
        source = language_pack.pack_folder() / f"{pack}.toml"
        (tmp_path / f"{pack}.toml").write_bytes(source.read_bytes())
    (tmp_path / "nl.toml").write_text(DUTCH, encoding="utf-8")
    monkeypatch.setattr(language_pack, "pack_folder", lambda: tmp_path)


@pytest.mark.usefixtures("dutch")
def test_adding_a_language_is_adding_a_file() -> None:
    assert pack_for("nl-BE").language == "nl"
    pages = tuple(
        Page(label=label, blocks=(PageBlock(lines=tuple(text.split("\n"))),))
        for label, text in (("1", FRONT), ("2", INSIDE))
    )
    info = IssueInfo(publication="De Polderbode", date=dt.date(2023, 3, 8), language="nl")
    [story] = build_edition(Issue(info=info, pages=pages)).stories
    assert story.main_headline == "Gemeente sluit de veerpont over de Lange Vaart"
    assert [byline.name for byline in story.bylines] == ["Pieter van Aken"]
    assert [part.page for part in story.parts] == ["1", "2"]
    assert "honderd fietsers per dag, want de nieuwe brug ligt" in story.paragraphs[-1]


@pytest.mark.usefixtures("dutch")
def test_a_pack_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "fy.toml").write_text(DUTCH.replace("spaced = true", 'spaced = "yes"'), encoding="utf-8")
    with pytest.raises(SettingsError, match="fy"):
        pack_for("fy")


@pytest.mark.parametrize(
    ("language", "pack"),
    [
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("zh_HK", "zh-Hant"),
        ("zh-Hans-SG", "zh-Hans"),
        ("en-GB", "en"),
        ("de-AT", "de"),
        ("ja", "ja"),
        ("ja-JP", "ja"),
        ("xx", "zh-Hans"),
    ],
)
def test_the_pack_of_a_language_tag(language: str, pack: str) -> None:
    assert pack_for(language).language == pack


@pytest.mark.parametrize("language", available())
def test_every_pack_compiles(language: str) -> None:
    from newsml_export.layout.bylines import parse_byline
    from newsml_export.layout.furniture import captions_for, furniture_for
    from newsml_export.layout.jump_lines import find_jumps
    from newsml_export.layout.leads import parse_lead

    pack = pack_for(language)
    assert find_jumps("1", pack) == ()
    assert parse_byline("1", pack) == ()
    assert parse_lead("1", pack, "") is None
    assert not captions_for(pack).is_credit("1")
    furniture_for(pack, "").is_line("1")
