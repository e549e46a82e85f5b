"""English and German newspaper style: by-lines, jump lines with slugs, furniture, misread characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.composer.model import Article, SetByline

if TYPE_CHECKING:
    import datetime as dt
    import random

    from tests.composer.options import Options

#: {s} slug, {n} label
TO = {
    "en": (
        "See {s}, page {n}",
        "See {s}, Page {n}",
        "Please see page {n}",
        "Continued on Page {n}",
        "(Continued on page {n})",
        "Turn to page {n}",
    ),
    "de": ("Fortsetzung Seite {n}", "(Schluß auf Seite {n})", "Fortsetzung auf Seite {n}", "Schluß auf Seite {n}"),
}
FROM = {
    "en": (
        "{s}\nFrom page {n}",
        "{s} / From page {n}",
        "From page {n}",
        "Continued from page {n}",
        "{s}, from Page {n}",
    ),
    "de": ("Fortsetzung von Seite {n}", "(Schluß von Seite {n})", "Fortsetzung von Seite {n}"),
}
#: printed, misread
MISREAD = (("page 1", "pagel"), ("See ", "Sec "), ("From", "Frorn"), ("Continued", "Contınued"), ("page ", "pago "))
PUBLICATIONS = {
    "en": ("The Millbrook Courier", "THE MILLBROOK COURIER", "Millbrook, Sorrel County", "Two dollars"),
    "de": ("Steinfurther Anzeiger", "STEINFURTHER ANZEIGER", "Unabhängige Tageszeitung", "Einzelpreis 1,90 Euro"),
}
SECTIONS = {
    "en": ("Front Page", "Local", "Sports", "Business", "Culture", "Opinion", "Weather"),
    "de": ("Titelseite", "Lokales", "Kultur", "Sport", "Wirtschaft", "Land und Leute", "Wetter"),
}
BOXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "en": (
        ("WEATHER", "Today: snow showers, high 34. Tonight: clear, low 19."),
        ("ADVERTISEMENT", "Kessler’s Hardware — Snow shovels half price", "44 Canal Street, 555-0142"),
        ("INSIDE", "Births and deaths", "Crossword", "Television"),
        ("FOR SALE: upright piano, well kept, $200. Call 555-0117 after six.",),
        ("Subscribe: 555-0100",),
        ("(Ending tomorrow)",),
    ),
    "de": (
        ("WETTER", "Heute wolkig, bis 8 Grad. Nachts Frost."),
        ("ANZEIGE", "Möbel Kranz — Räumungsverkauf bis Samstag", "Marktplatz 3, Telefon 555 01 12"),
        ("Leserservice: 555 01 00",),
        ("Verkaufe Kinderfahrrad, wenig gebraucht, 40 Euro. Telefon 555 01 44",),
        ("(Fortsetzung folgt)",),
    ),
}
_MONTHS = {
    "en": ["January", "February", "March", "April", "May", "June"],
    "de": ["Januar", "Februar", "März", "April", "Mai", "Juni"],
}
_DAYS = {
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "de": ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
}


def set_byline(article: Article, rng: random.Random, language: str) -> SetByline:
    """Set a by-line on a line of its own; names are printed as they are spelled."""
    if not article.reporters:
        return SetByline()
    word, join = ("By", " and ") if language == "en" else ("Von", " und ")
    names = join.join(article.reporters)
    roles = ("Courier Staff Writer", "Staff Reporter") if language == "en" else ("unserer Redaktion",)
    form = rng.choice(("plain", "plain", "role line", "role"))
    if form == "role line" and language == "en":
        top: tuple[str, ...] = (f"{word} {names}", rng.choice(roles))
    elif form == "role" and language == "en" and len(article.reporters) == 1:
        top = (f"{word} {names}, {rng.choice(roles)}",)
    else:
        top = (f"{word} {names}",)
    return SetByline(top=top, names=article.reporters)


def jump_pair(
    source: str, target: str, slug: str, rng: random.Random, options: Options
) -> tuple[tuple[str, str], tuple[str, str]]:
    """Write both ends of a jump, perhaps misread; the labels are those that a person still reads."""
    to = rng.choice(TO[options.language]).format(s=slug, n=target)
    back = rng.choice(FROM[options.language]).format(s=slug, n=source)
    return (_misread(to, rng, options), target), (_misread(back, rng, options), source)


def _misread(line: str, rng: random.Random, options: Options) -> str:
    if rng.random() < options.ocr_noise:
        able = [(right, wrong) for right, wrong in MISREAD if right in line]
        if able:
            return line.replace(*rng.choice(able), 1)
    return line


def printed_date(date: dt.date, language: str) -> str:
    """Return the date as the newspaper prints it."""
    day, month = _DAYS[language][date.weekday()], _MONTHS[language][date.month - 1]
    return f"{day}, {month} {date.day}, {date.year}" if language == "en" else f"{day}, {date.day}. {month} {date.year}"


def masthead(date: dt.date, language: str, rng: random.Random) -> list[str]:
    """Return the lines of a masthead."""
    _, title, place, price = PUBLICATIONS[language]
    lines = [title, place, printed_date(date, language), price]
    return [line for line in lines if rng.random() < 0.85] or lines[:1]


def page_head(date: dt.date, label: str, section: str, language: str, rng: random.Random) -> list[str]:
    """Return the lines at the top of an inner page."""
    page = "Page" if language == "en" else "Seite"
    name = PUBLICATIONS[language][0]
    day = printed_date(date, language)
    return list(
        rng.choice(([f"{page} {label}", section, day], [f"{label} {name}, {day}"], [section.upper(), day, label]))
    )


def boxes(rng: random.Random, options: Options) -> list[list[str]]:
    """Return adverts, weather and the like, a block each."""
    return [list(b) for b in BOXES[options.language] if rng.random() < options.adverts * 0.5]
