"""By-lines and datelines of English and German newspapers.

What a reader takes them for: a by-line is never part of the text, wherever it stands, and its names are those
printed (``By JANE DOE``: JANE DOE; ``(hm)``: hm; ``By The Continental Press``: The Continental Press). A dateline
with the agency in it (``WASHINGTON (CNS) —``, ``Berlin (dpa).``) is text and stays in the first paragraph; the
agency is the source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.composer.model import SetByline

if TYPE_CHECKING:
    import random

    from tests.composer.latin_house import House
    from tests.composer.model import Article
    from tests.composer.options import Options

#: full name of an agency: what stands in datelines
AGENCIES = {
    "The Continental Press": "CP",
    "Coastal News Service": "CNS",
    "The Associated Press": "AP",
    "Deutsche Presse-Agentur": "dpa",
    "Landesdienst": "lnd",
    "Nordwest-Korrespondenz": "nwk",
}
_EN_USUAL = ("by", "by", "caps", "role line", "role comma")
_EN_RARE = ("slash", "bare role", "reports from", "dash end", "reporting by", "bare", "special", "by end", "email")
_DE_USUAL = ("von", "von", "von", "caps")
_DE_RARE = (
    "initials end",
    "initials end",
    "initials start",
    "bare caps",
    "bare",
    "redaktion",
    "korrespondent",
    "von end",
    "place",
    "text",
)
_LETTER = ("dash end", "caps end", "bare end")


def set_byline(article: Article, house: House, rng: random.Random, options: Options) -> SetByline:
    """Choose a form that fits ``article`` and set it.

    The lead of the result holds only what is no text (initials before the first word); datelines are made by
    ``dateline``.
    """
    names = article.reporters
    if article.desk:
        return _agency_line(article.desk, house, rng, options)
    if not names:
        return SetByline()
    if article.genre == "letter":
        return _letter(names, rng, rng.choice(_LETTER))
    if house.language == "en":
        form = rng.choice(_EN_USUAL + _EN_RARE if options.rare_bylines else _EN_USUAL)
        return _english(form, names, house, rng)
    form = rng.choice(_DE_USUAL + _DE_RARE * 2 if options.rare_bylines else _DE_USUAL)
    return _german(form, names, house, rng)


def dateline(article: Article, house: House, rng: random.Random, *, credited: bool) -> tuple[str, str | None]:
    """Return the dateline that opens the text and the agency that it names.

    Args:
        article: whose place is named.
        house: its day and habits.
        rng: source of chance.
        credited: the agency is named in a by-line already.

    Returns:
        (text with its closing space, or empty; agency or ``None``).
    """
    if not article.place:
        return "", None
    agency = AGENCIES.get(article.desk or "")
    place, upper = article.place, article.place.upper()
    mark = f" ({agency})" if agency and not credited else ""
    if house.language == "en":
        dash = rng.choice((" — ", " — ", " -- ", ".—", " – "))
        if house.historic:
            form = rng.choice(("{u}, {d}{a}{x}", "{u}, {d}.{x}", "{p}, {d}.—", "{u}, {d}{a}.—"))
        else:
            form = rng.choice(("{u}{a}{x}", "{u}{a}{x}", "{u}, {d}{a}{x}"))
        text = form.format(u=upper, p=place, d=house.day_before, a=mark, x=dash).replace("..", ".")
        return text, agency if mark and mark in text else None
    forms = ("{p}{a}. ", "{p}. – ", "{u}{a}. ", "{p}{a} - ", "{u}, {d}{a}. ", "{p}, {d}. ")
    text = rng.choice(forms).format(u=upper, p=place, d=house.day_before, a=mark)
    return text, agency if mark and mark in text else None


def _agency_line(desk: str, house: House, rng: random.Random, options: Options) -> SetByline:
    short = AGENCIES.get(desk, desk)
    chance = rng.random()
    if chance < 0.5:
        return SetByline()
    if house.language == "en":
        line = f"By {desk}" if chance < 0.85 or not options.rare_bylines else desk.upper()
        return SetByline(top=(line,), names=(line.removeprefix("By "),))
    if options.rare_bylines and chance < 0.75:
        return SetByline(tail=f" ({short})" if chance < 0.65 else f" {short}", names=(short,))
    return SetByline(top=(short,), names=(short,))


def _letter(names: tuple[str, ...], rng: random.Random, form: str) -> SetByline:
    both = " and ".join(names) if len(names) > 1 else names[0]
    if form == "caps end":
        shown = tuple(name.upper() for name in names)
        return SetByline(tail=" and ".join(shown), tail_on_own_line=True, names=shown)
    mark = rng.choice(("— ", "—", "– ")) if form == "dash end" else ""
    return SetByline(tail=mark + both, tail_on_own_line=True, names=names)


def _english(form: str, names: tuple[str, ...], house: House, rng: random.Random) -> SetByline:
    caps = tuple(name.upper() for name in names)
    both, shouted = " and ".join(names), " and ".join(caps)
    roles = (
        f"{house.short} Staff Writer",
        "Staff Writer",
        f"Of the {house.short} Staff",
        "Staff Reporter",
        "Continental Press Writer",
    )
    role = rng.choice(roles)
    match form:
        case "caps":
            return SetByline(top=(rng.choice(("By ", "BY ")) + shouted,), names=caps)
        case "role line":
            upper = rng.random() < 0.5
            shown = caps if upper else names
            return SetByline(top=("By " + (shouted if upper else both), role), names=shown)
        case "role comma" if len(names) == 1:
            return SetByline(top=(f"By {both}, {rng.choice(roles[:2])}",), names=names)
        case "slash":
            return SetByline(
                top=(f"By {both} / {rng.choice(('The ' + house.short, house.short + ' staff'))}",), names=names
            )
        case "bare role":
            return SetByline(
                top=(shouted, rng.choice(("Staff Reporter", "Staff Writer", f"The {house.short}"))), names=caps
            )
        case "reports from" if len(names) == 1:
            where = rng.choice(("Canal Street", "Port Calder", "the county court", "Harlow"))
            return SetByline(top=(f"{shouted} reports from {where}",), names=caps)
        case "dash end":
            return SetByline(tail="— " + both, tail_on_own_line=True, names=names)
        case "by end":
            return SetByline(tail="By " + both, tail_on_own_line=True, names=names)
        case "reporting by":
            return SetByline(tail=f"(Reporting by {both})", tail_on_own_line=rng.random() < 0.6, names=names)
        case "bare":
            return SetByline(top=(both,), names=names)
        case "special":
            return SetByline(top=(f"By {shouted}", f"Special to The {house.short}"), names=caps)
        case "email" if house.date.year >= 1997 and len(names) == 1:
            mail = f"{names[0].split()[0][0]}{names[0].split()[-1]}@{house.short}.example".lower()
            return SetByline(top=(f"By {both}", mail), names=names)
    return SetByline(top=("By " + both,), names=names)


def initials(name: str) -> str:
    """Return what stands for ``name`` in a German newspaper: Hans Meier, hm."""
    return "".join(part[0] for part in name.split()).lower()


def _german(form: str, names: tuple[str, ...], house: House, rng: random.Random) -> SetByline:
    caps = tuple(name.replace("ß", "ss").upper() for name in names)
    both, shouted = " und ".join(names), " und ".join(caps)
    marks = tuple(initials(name) for name in names)
    many = len(names) > 1
    match form:
        case "caps":
            return SetByline(top=(rng.choice(("Von ", "VON ")) + shouted,), names=caps)
        case "redaktion":
            role = "unseren Redaktionsmitgliedern" if many else "unserem Redaktionsmitglied"
            return SetByline(top=(f"Von {role} {both}",), names=names)
        case "korrespondent" if not many:
            roles = (
                "unserem Mitarbeiter",
                "unserem Korrespondenten",
                "unserem Berichterstatter",
                "unserem R.-Mitglied",
            )
            return SetByline(top=(f"Von {rng.choice(roles)} {both}",), names=names)
        case "bare caps":
            return SetByline(top=(shouted,), names=caps)
        case "bare":
            return SetByline(top=(both,), names=names)
        case "initials end":
            text = rng.choice(("({})", " {}", "– {}", "({})")).format("/".join(marks)).strip()
            return SetByline(tail=text, tail_on_own_line=rng.random() < 0.25, names=marks)
        case "initials start":
            return SetByline(lead=rng.choice(("({}) ", "{}. ", "{} - ", "({}). ")).format("/".join(marks)), names=marks)
        case "von end":
            return SetByline(tail=both, tail_on_own_line=True, names=names)
        case "place" if not many:
            return SetByline(top=(f"Von {both}, {rng.choice(('Lindenau', 'Obersee', 'Berlin'))}",), names=names)
        case "text" if not house.historic:
            return SetByline(top=(rng.choice(("Text: ", "TEXT: ", "Bericht: ")) + both,), names=names)
    return SetByline(top=("Von " + both,), names=names)


#: lines between headline and text that name a way, no person; furniture
CREDIT_LINES = {
    ("en", True): (
        "By Telegraph to The {s}.",
        "Special Dispatch to The {s}.",
        "[By Cable.]",
        "(Special to The {s}.)",
        "Special Cable to THE {u}.",
    ),
    ("en", False): ("Special to The {s}", "{u} EXCLUSIVE", "FROM WIRE REPORTS", "Staff and wire reports"),
    ("de", True): ("(Eigene Drahtmeldung.)", "Eigener Bericht", "(Drahtbericht unseres Blattes.)", "(Telegramm.)"),
    ("de", False): ("Eigener Bericht", "Exklusiv im {s}", "(Eig. Ber.)"),
}


def credit_line(house: House, rng: random.Random) -> str:
    """Return a line that says how the text came to the paper."""
    form = rng.choice(CREDIT_LINES[house.language, house.historic])
    return form.format(s=house.short, u=house.short.upper())


def misread(line: str, house: House, rng: random.Random) -> str:
    """Misread the word before the names of a by-line."""
    wrong = {"By ": ("Bv ", "Ry ", "By. "), "BY ": ("BV ", "RY "), "Von ": ("Bon ", "Vou ", "Von: "), "VON ": ("VOX ",)}
    for word, others in wrong.items():
        if house.noise == 2 and line.startswith(word) and rng.random() < 0.15:
            return rng.choice(others) + line[len(word) :]
    return line
