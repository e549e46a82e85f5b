"""A newspaper's habits: its spelling, its quotation marks, its dates."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

import pytest

from tests.composer.latin_bylines import dateline, set_byline
from tests.composer.latin_furniture import masthead, page_head
from tests.composer.latin_headlines import cased, stack
from tests.composer.latin_house import House
from tests.composer.model import Article
from tests.composer.options import LEVELS

HOUSE = House(
    language="en",
    historic=False,
    date=dt.date(2023, 3, 8),
    name="The Millbrook Courier",
    short="Courier",
    town="Millbrook",
    region="Sorrel County",
    volume=112,
    number=67,
    quotes="curly",
    hyphen="-",
    case="sentence",
    paragraphs="blank",
    indent="  ",
    justified=False,
    width=30,
    noise=0,
    letterspaced=False,
    long_s=False,
    ligatures=False,
)
ARTICLE = Article(
    id="en-x",
    genre="news",
    headline=("Council trims budget",),
    deck=("Streets suffer", "Mayor breaks ties", "Tax rate stays"),
    paragraphs=("One.", "Two."),
    reporters=("Jane Doe", "John Roe"),
    place="Berlin",
    desk=None,
)


def test_dates() -> None:
    assert HOUSE.day == "Wednesday, March 8, 2023"
    assert HOUSE.day_before == "March 7"
    german = replace(HOUSE, language="de")
    assert german.day == "Mittwoch, 8. März 2023"
    assert german.day_before == "7. März"


def test_spelling_and_quotation_marks() -> None:
    old = replace(HOUSE, language="de", date=dt.date(1962, 3, 7))
    text = "Er sagte, dass der Beschluss gewusst werden müsse: „Schluss“, und die Flüsse, der Ausschusses."
    assert old.spelled(text) == (
        "Er sagte, daß der Beschluß gewußt werden müsse: „Schluß“, und die Flüsse, der Ausschusses."
    )
    assert replace(HOUSE, quotes="straight").spelled("“It’s”") == '"It\'s"'
    assert replace(HOUSE, language="de", quotes="guillemets").spelled("„Ja“") == "»Ja«"
    assert replace(old, long_s=True).spelled("das Haus ist besser") == "das Haus iſt beſſer"
    assert replace(HOUSE, ligatures=True).body_text("fire flies") == "\ufb01re \ufb02ies"


def test_cases() -> None:
    assert cased("Council trims budget for the year", "title") == "Council Trims Budget for the Year"
    assert cased("Straße gesperrt", "caps") == "STRASSE GESPERRT"


def test_historic_ladders_print_their_decks_under_each_other() -> None:
    options = LEVELS["english-hard"]
    house = replace(HOUSE, historic=True)
    lengths = {len(stack(ARTICLE, house, random.Random(seed), options)) for seed in range(40)}
    assert max(lengths) >= 4


@pytest.mark.parametrize("language", ["en", "de"])
def test_bylines_of_every_form_name_their_people(language: str) -> None:
    options = LEVELS["english-hard"]
    rng = random.Random(4)
    forms = set()
    for historic in (False, True):
        house = replace(HOUSE, language=language, historic=historic)
        for _ in range(300):
            for reporters in (("Jane Doe",), ("Jane Doe", "John Roe")):
                byline = set_byline(replace(ARTICLE, reporters=reporters), house, rng, options)
                printed = " ".join((*byline.top, byline.lead, byline.tail))
                assert len(byline.names) == len(reporters)
                assert all(name in printed for name in byline.names)
                forms.add(printed)
    assert len(forms) >= 20


def test_datelines_name_place_and_agency() -> None:
    rng = random.Random(0)
    article = replace(ARTICLE, desk="Coastal News Service")
    for language in ("en", "de"):
        for historic in (False, True):
            house = replace(HOUSE, language=language, historic=historic)
            lines = [dateline(article, house, rng, credited=False) for _ in range(60)]
            assert all(text.upper().startswith("BERLIN") for text, _ in lines)
            assert any(agency == "CNS" for _, agency in lines)
            assert all((agency is not None) == ("(CNS)" in text) for text, agency in lines)
            assert all("CNS" not in dateline(article, house, rng, credited=True)[0] for _ in range(20))
    assert dateline(replace(ARTICLE, place=None), HOUSE, rng, credited=False) == ("", None)


def test_heads_name_paper_and_page() -> None:
    rng = random.Random(0)
    heads = [" ".join(page_head(HOUSE, "A7", "Sports", rng)) for _ in range(60)]
    assert sum("A7" in head for head in heads) == 60
    assert any("The Millbrook Courier" in head for head in heads)
    lines = {line for _ in range(60) for line in masthead(HOUSE, rng)}
    assert "Vol. 112 No. 67" in lines
    assert "THE MILLBROOK COURIER" in lines
