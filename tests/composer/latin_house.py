"""The newspaper and the day: what all pages of an English or German issue have in common."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

    from tests.composer.options import Options

#: full name, short name, town, region
PAPERS = {
    "en": (
        ("The Millbrook Courier", "Courier", "Millbrook", "Sorrel County"),
        ("Port Calder Gazette", "Gazette", "Port Calder", "Calder County"),
        ("The Harlow Daily Sentinel", "Sentinel", "Harlow", "the Tarn Valley"),
        ("The Tarn Valley Register", "Register", "Millbrook", "the Tarn Valley"),
        ("The Morning Dispatch", "Dispatch", "Port Calder", "three counties"),
    ),
    "de": (
        ("Steinfurther Anzeiger", "Anzeiger", "Steinfurth", "Kreis Steinfurth"),
        ("Lindenauer Tageblatt", "Tageblatt", "Lindenau", "Lindenau und Umgebung"),
        ("Oberländer Zeitung", "Zeitung", "Steinfurth", "das Oberland"),
        ("Allgemeiner Bote für Lindenau", "Bote", "Lindenau", "Stadt und Land"),
    ),
}
_MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "de": [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
}
_DAYS = {
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "de": ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
}
#: new spelling, old spelling (before 1996); whole stems, so that compounds follow
_OLD_SPELLING = (
    *(("dass", "daß"), ("Dass", "Daß"), ("muss", "muß"), ("Muss", "Muß"), ("wuss", "wuß"), ("Schluss", "Schluß")),
    *(("schluss", "schluß"), ("Fluss", "Fluß"), ("fluss", "fluß"), ("Ausschuss", "Ausschuß"), ("schuss", "schuß")),
    *(
        ("Prozess", "Prozeß"),
        ("bisschen", "bißchen"),
        ("Anlass", "Anlaß"),
        ("müsst", "müßt"),
        ("Esslöffel", "Eßlöffel"),
        ("lässt", "läßt"),
        ("Lässt", "Läßt"),
        ("ließ", "ließ"),
    ),
    *(("Riss ", "Riß "), ("nass ", "naß "), ("Pass ", "Paß "), ("gewiss", "gewiß"), ("Kongress", "Kongreß")),
    *(("Erlass", "Erlaß"), ("Fass ", "Faß "), ("Imbiss", "Imbiß"), ("passt", "paßt"), ("fasst", "faßt")),
    *(("Schloss", "Schloß"), ("Genuss", "Genuß"), ("Missverst", "Mißverst"), ("Verlass", "Verlaß"), ("Biss ", "Biß ")),
    *(
        ("Schifffahrt", "Schiffahrt"),
        ("so genannt", "sogenannt"),
        ("misst", "mißt"),
        ("Bass,", "Baß,"),
        ("Bass ", "Baß "),
        ("Hass ", "Haß "),
    ),
)
_TWO_S = re.compile(r"(muß|Muß|wuß|schluß|Schluß|fluß|Fluß|schuß|schuß|Anlaß|gewiß|Erlaß|Prozeß|Kongreß|Genuß)(?=e)")


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A newspaper on one day, and how it is set."""

    language: str
    historic: bool
    date: dt.date
    name: str
    short: str
    town: str
    region: str
    volume: int
    number: int
    #: ``curly``, ``straight`` or ``guillemets``
    quotes: str
    #: what stands at the end of a line where a word is broken; empty: nothing
    hyphen: str
    #: ``sentence``, ``title`` or ``caps``
    case: str
    #: ``blank``, ``indent``, ``indent and blank`` or ``none``
    paragraphs: str
    indent: str
    justified: bool
    #: characters of most columns
    width: int
    #: misread jump lines: 1; misread text too: 2; clean: 0
    noise: int
    #: some names are set in spaced letters
    letterspaced: bool
    #: ſ is kept where Fraktur has it
    long_s: bool
    #: fi and fl are single characters
    ligatures: bool

    @property
    def old_spelling(self) -> bool:
        """Whether German is spelled as before 1996 (daß)."""
        return self.language == "de" and self.date.year < 1997

    @property
    def day(self) -> str:
        """Such as Wednesday, March 8, 2023 and Mittwoch, 8. März 2023."""
        weekday = _DAYS[self.language][self.date.weekday()]
        if self.language == "en":
            return f"{weekday}, {self.month} {self.date.day}, {self.date.year}"
        return f"{weekday}, {self.date.day}. {self.month} {self.date.year}"

    @property
    def day_before(self) -> str:
        """Such as March 7 and 7. März, for datelines."""
        day = self.date - dt.timedelta(days=1)
        month = _MONTHS[self.language][day.month - 1]
        return f"{month} {day.day}" if self.language == "en" else f"{day.day}. {month}"

    @property
    def month(self) -> str:
        """Name of the month."""
        return _MONTHS[self.language][self.date.month - 1]

    @property
    def weekday(self) -> str:
        """Name of the day."""
        return _DAYS[self.language][self.date.weekday()]

    def spelled(self, text: str) -> str:
        """Return ``text`` with the quotation marks, dashes and spelling of the house."""
        if self.old_spelling:
            for new, old in _OLD_SPELLING:
                text = text.replace(new, old)
            text = _TWO_S.sub(lambda m: m.group().replace("ß", "ss"), text)
        if self.quotes == "straight":
            text = re.sub("[“”„]", '"', text)
            text = re.sub("[‘’‚]", "'", text)
        elif self.quotes == "guillemets":
            text = text.replace("„", "»").replace("“", "«")
        if self.long_s:
            text = re.sub(r"s(?=[^\W\d_])", "ſ", text)
        return text

    def body_text(self, text: str) -> str:
        """Return ``text`` as ``spelled``, with ligatures where the house's body type has them."""
        text = self.spelled(text)
        return text.replace("fi", "\ufb01").replace("fl", "\ufb02") if self.ligatures else text


#: without the years in which newspapers were not free
_HISTORIC_YEARS = (*range(1890, 1933), *range(1946, 1965))


def random_house(rng: random.Random, options: Options) -> House:
    """Choose a newspaper, a day and a way to set it."""
    style, language = options.latin, options.language
    historic = rng.random() < style.historic
    year = rng.choice(_HISTORIC_YEARS) if historic else rng.choice((rng.randint(1985, 2019), rng.randint(2020, 2023)))
    date = dt.date(year, 1, 1) + dt.timedelta(days=rng.randrange(360))
    date += dt.timedelta(days=date.weekday() == 6)
    name, short, town, region = rng.choice(PAPERS[language])
    hyphen = "-"
    if historic and rng.random() < style.not_signs:
        hyphen = rng.choice(("¬", "=", "⸗")) if language == "de" else "¬"
    elif historic and rng.random() < style.lost_hyphens:
        hyphen = ""
    elif not historic and rng.random() < style.soft_hyphens:
        hyphen = "\u00ad"
    noise = 0
    if rng.random() < options.ocr_noise:
        noise = 2 if rng.random() < style.strong_noise else 1
    return House(
        language=language,
        historic=historic,
        date=date,
        name=name,
        short=short,
        town=town,
        region=region,
        volume=year - 1861,
        number=date.timetuple().tm_yday,
        quotes=_quotes(rng, options),
        hyphen=hyphen,
        case=_case(rng, options, historic=historic),
        paragraphs=_paragraphs(rng, options),
        indent=rng.choice((" ", "  ", "   ", "    ", "\t")),
        justified=rng.random() < style.justified,
        width=rng.randint(*options.widths),
        noise=noise,
        letterspaced=historic and language == "de" and rng.random() < style.letterspaced,
        long_s=historic and language == "de" and rng.random() < style.long_s,
        ligatures=not historic and rng.random() < style.ligatures,
    )


def _quotes(rng: random.Random, options: Options) -> str:
    if rng.random() < options.latin.straight_quotes:
        return "straight"
    return "guillemets" if options.language == "de" and rng.random() < 0.3 else "curly"


def _case(rng: random.Random, options: Options, *, historic: bool) -> str:
    chance = rng.random()
    caps = options.latin.caps_headlines * (2 if historic else 1)
    if chance < caps and (options.language == "en" or historic):
        return "caps"
    title = options.latin.title_headlines * (2.5 if historic else 1)
    return "title" if options.language == "en" and chance < caps + title else "sentence"


def _paragraphs(rng: random.Random, options: Options) -> str:
    chance = rng.random()
    for kind, share in (
        ("none", options.latin.unmarked),
        ("indent", options.indented),
        ("indent and blank", options.indented_and_blank),
    ):
        if chance < share:
            return kind
        chance -= share
    return "blank"
