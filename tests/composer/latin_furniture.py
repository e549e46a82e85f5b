"""Everything on an English or German page that is no story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.composer.latin_furniture_texts import ADVERTS, AGATE, BOXES, CLASSIFIEDS, IMPRINTS

if TYPE_CHECKING:
    import random

    from tests.composer.latin_house import House
    from tests.composer.options import Options

SECTIONS = {
    "en": ("Front Page", "Local", "Sports", "Business", "Arts", "Opinion", "Nation & World", "County", "Obituaries"),
    "de": ("Titelseite", "Lokales", "Kultur", "Sport", "Wirtschaft", "Land und Leute", "Meinung", "Aus aller Welt"),
}
BRIEF_LABELS = {
    "en": ("IN BRIEF", "Around the County", "News in brief", "BRIEFLY", "Local Items", "DIGEST", "City Brevities"),
    "de": ("Kurz gemeldet", "Kurznachrichten", "KURZ NOTIERT", "Meldungen", "Aus Stadt und Land", "In Kürze"),
}
LETTER_LABELS = {
    "en": ("Letters to the Editor", "LETTERS", "The People’s Forum", "Voice of the Reader"),
    "de": ("Leserbriefe", "Zuschriften aus dem Leserkreis", "Eingesandt", "Briefe an die Redaktion"),
}
_BANNERS = {
    "en": ("Letters to the Editor", "THE SPORTING WORLD", "Opinion", "SOCIETY", "Obituaries", "County News", "MARKETS"),
    "de": ("Leserbriefe", "Aus dem Gerichtssaal", "Sport vom Sonntag", "LOKALES", "Handel und Wandel", "Feuilleton"),
}
_PRICES = {"en": ("75 cents", "$1.50", "$2.00", "Two Dollars"), "de": ("1,90 Euro", "1,20 DM", "Einzelpreis 2,10 Euro")}
_OLD_PRICES = {
    "en": ("Price Two Cents", "FIVE CENTS", "PRICE 3 CENTS", "Ten Cents a Copy"),
    "de": ("Einzelpreis 10 Pfennig", "Preis 15 Pf.", "20 Pfg.", "Bezugspreis monatlich 2,— Mark"),
}


def masthead(house: House, rng: random.Random) -> list[str]:
    """Return the lines of a masthead."""
    number = house.number
    title = rng.choice((house.name, house.name.upper(), " ".join(house.name.upper().replace(" ", "  "))))
    if house.language == "en":
        volume = (f"Vol. {house.volume} No. {number}", f"VOL. {_roman(house.volume)}, NO. {number}", f"No. {number}")
        town = house.town.upper()
        old: tuple[str, ...] = (
            f"{town}, {house.weekday.upper()}, {house.month.upper()} {house.date.day}, {house.date.year}",
            f"{house.weekday} Morning, {house.month} {house.date.day}, {house.date.year}.",
        )
        motto = (
            f"Serving {house.region} since 1861",
            "“Without fear, without favor”",
            "Final Edition",
            "LATE CITY EDITION",
        )
        online = f"{house.day} | {house.short.lower()}.example"
        new = (house.day, online if house.date.year >= 1997 else house.day.upper())
    else:
        volume = (
            f"Nr. {number} / {house.date.isocalendar().week}. Woche",
            f"Nr. {number}",
            f"{house.volume}. Jahrgang",
        )
        old = (f"{house.weekday}, den {house.date.day}. {house.month} {house.date.year}",)
        motto = (
            "Unabhängige Tageszeitung",
            f"Amtliches Verkündungsblatt für {house.region}",
            "Ausgabe A",
            "Morgenausgabe",
        )
        new = (house.day, house.day.upper())
    prices = (_OLD_PRICES if house.historic else _PRICES)[house.language]
    lines = [
        title,
        rng.choice(volume),
        rng.choice(old if house.historic else new),
        rng.choice(motto),
        rng.choice(prices),
    ]
    if rng.random() < 0.3:
        lines[1:3] = [f"{lines[1]}   {lines[2]}   {lines.pop()}"]
    return [line for line in lines if rng.random() < 0.85] or lines[:1]


def _roman(number: int) -> str:
    out = ""
    for value, letters in ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV")):
        out += letters * (number // value)
        number %= value
    return out + "I" * number


def page_head(house: House, label: str, section: str, rng: random.Random) -> list[str]:
    """Return the folio lines at the top of an inner page."""
    page, name, day = ("Page" if house.language == "en" else "Seite"), house.name, house.day
    if house.historic:
        word = page.upper() if rng.random() < 0.5 else page
        dotted = day + "." if house.language == "en" else day
        forms: tuple[list[str], ...] = (
            [label, f"{name.upper()}, {day.upper()}"],
            [f"{name}, {dotted}   {word} {label}"],
            [f"{word} {label}", name, dotted],
            [name.upper() + ".", dotted],
            [f"{label}   {name.upper()}   {day}"],
        )
    else:
        forms = (
            [f"{label} {day} {name}"],
            [f"{name} {day} {label}"],
            [section, day, f"{page} {label}"],
            [section.upper(), f"{label}   {day}   {name}"],
            [f"{label} | {section.upper()} | {day}"],
            [f"{page} {label}", section],
            [f"{section} – {page} {label}", day],
        )
    return list(rng.choice(forms))


def banner(house: House, section: str, rng: random.Random) -> str:
    """Return the label of a section that stands among the stories."""
    return rng.choice((section, section.upper(), rng.choice(_BANNERS[house.language])))


def page_foot(house: House, rng: random.Random) -> list[str]:
    """Return the lines at the foot of a page."""
    return [
        line.format(name=house.name, short=house.short) for line in rng.choice(IMPRINTS[house.language, house.historic])
    ]


def teaser(house: House, announced: list[tuple[str, str]], rng: random.Random) -> list[str]:
    """Return a box that announces stories of later pages.

    Args:
        house: whose language is used.
        announced: (headline in short, page label).
        rng: source of chance.
    """
    if house.language == "en":
        label = rng.choice(("INSIDE", "Inside today", "INDEX", "IN TODAY’S NEWS", "WHAT’S INSIDE"))
        form = rng.choice(("{h}, {p}", "{h}. Page {p}", "{h} ..... {p}", "{h} / {p}", "{p} {h}"))
        rest = rng.sample(("Comics ... 7", "Crossword ... 8", "Deaths ... 5", "Markets ... 6", "Weather ... 2"), 2)
    else:
        label = rng.choice(("HEUTE IM BLATT", "Heute", "INHALT", "Aus dem Inhalt", "Themen heute"))
        form = rng.choice(("{h} Seite {p}", "{h} – Seite {p}", "Seite {p}: {h}", "{h} ... {p}"))
        rest = rng.sample(
            ("Rätsel ... 8", "Fernsehen ... 12", "Roman ... 10", "Familienanzeigen ... 7", "Wetter ... 2"), 2
        )
    return [label, *(form.format(h=h, p=p) for h, p in announced), *(rest if rng.random() < 0.6 else ())]


def boxes(house: House, rng: random.Random, options: Options) -> list[list[str]]:
    """Return adverts, weather, notices and tables for one page, a block each."""
    key = house.language, house.historic
    out: list[list[str]] = []
    if rng.random() < options.adverts:
        out += [list(block) for block in rng.sample(ADVERTS[key], rng.randint(1, 2))]
        if rng.random() < 0.3:
            out.append(
                [rng.choice(("ADVERTISEMENT", "Advertisement") if house.language == "en" else ("ANZEIGE", "Anzeigen"))]
            )
    if rng.random() < options.adverts * 0.5:
        label, *items = CLASSIFIEDS[key]
        out.append([label, *rng.sample(items, min(3, len(items)))])
    if rng.random() < options.furniture * 0.5:
        out.append(list(rng.choice(BOXES[key])))
    if rng.random() < options.latin.agate:
        out.append(list(rng.choice(AGATE[house.language])))
    return out
