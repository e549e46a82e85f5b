"""Jump lines of English and German newspapers, and what only looks like one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.composer.latin_noise import misread_jump

if TYPE_CHECKING:
    import random

    from tests.composer.latin_house import House
    from tests.composer.options import Options

#: {s} slug, {n} label, {w} label in words or as it is, {c} a column
TO_USUAL: dict[str, tuple[str, ...]] = {
    "en": (
        "See {s}, page {n}",
        "See {s}, Page {n}",
        "See {s}, {n}",
        "Please see page {n}",
        "Continued on Page {n}",
        "(Continued on page {n})",
    ),
    "de": ("Fortsetzung Seite {n}", "Fortsetzung auf Seite {n}", "(Fortsetzung auf Seite {n})", "{f} auf Seite {n}"),
}
TO_RARE: dict[str, tuple[str, ...]] = {
    "en": (
        "Please turn to Page {n}",
        "Please see {s}, Page {n}",
        "{s}, Page {n}",
        "Turn to {s}, Page {n}",
        "Turn to page {n}",
        "Continued on {n}",
        "► {s}, {n}",
        "See {s} / Page {n}",
        "CONTINUED ON {n}",
        "▶ Continued on Page {n}",
        "SEE {s}, PAGE {n}",
        "Cont. on page {n}",
        "{s} continues on {n}",
    ),
    "de": (
        "Weiter auf Seite {n}",
        "» Seite {n}",
        "► Fortsetzung auf Seite {n}",
        "({f} Seite {n})",
        "Fortsetzung S. {n}",
        "{s} – Fortsetzung Seite {n}",
        "(Fortsetzung Seite {n})",
        "Bitte lesen Sie weiter auf Seite {n}",
        "Lesen Sie weiter auf Seite {n}",
        "Fortsetzung auf der Seite {n}",
    ),
}
TO_HISTORIC: dict[str, tuple[str, ...]] = {
    "en": (
        "(Continued on Page {w})",
        "Continued on Page {w}",
        "Continued on Page {n}, Column {c}",
        "(Continued on Page {n}, Col. {c}.)",
        "(Concluded on page {n}.)",
        "(See Page {w}.)",
        "CONTINUED ON PAGE {w}.",
        "[Continued on page {n}.]",
        "(Turn to Page {n}, Please)",
    ),
    "de": (
        "(Schluß auf Seite {n})",
        "(Schluß auf Seite {n}.)",
        "Schluß auf Seite {n}",
        "(Fortsetzung auf Seite {n}.)",
        "(Fortsetzung auf der {o} Seite.)",
        "(Fortsetzung siehe Seite {n}.)",
        "Fortsetzung siehe Seite {n}",
    ),
}
FROM_USUAL: dict[str, tuple[str, ...]] = {
    "en": ("From page {n}", "From Page {n}", "Continued from page {n}", "Continued from Page {n}"),
    "de": (
        "Fortsetzung von Seite {n}",
        "Fortsetzung von Seite {n}",
        "(Fortsetzung von Seite {n})",
        "{f} von Seite {n}",
    ),
}
FROM_RARE: dict[str, tuple[str, ...]] = {
    "en": (
        "{s} / From page {n}",
        "{s} from Page {n}",
        "{s}: From {n}",
        "{s}, from Page {n}",
        "◄ FROM {n}",
        "CONTINUED FROM {n}",
        "From {n}",
        "Continued from {n}",
        "{s} (continued from page {n})",
        "Cont. from page {n}",
        "from page {n}",
    ),
    "de": (
        "◄ Fortsetzung von Seite {n}",
        "» Fortsetzung von Seite {n}",
        "({f} von Seite {n})",
        "{s} (Fortsetzung von Seite {n})",
        "{s} / Fortsetzung von Seite {n}",
        "Fortsetzung von S. {n}",
        "FORTSETZUNG VON SEITE {n}",
    ),
}
FROM_HISTORIC: dict[str, tuple[str, ...]] = {
    "en": (
        "(Continued From Page {w})",
        "Continued From Page {w}",
        "(Continued from page {n}.)",
        "Continued from Page {n}, Column {c}",
        "(Concluded from page {n}.)",
        "[Continued from page {n}.]",
        "CONTINUED FROM PAGE {w}.",
    ),
    "de": (
        "(Schluß von Seite {n})",
        "(Schluß von Seite {n}.)",
        "Schluß von Seite {n}",
        "(Fortsetzung von Seite {n}.)",
        "(Fortsetzung von der {o} Seite.)",
    ),
}
#: {n} a page; none of them moves a text
FALSE: dict[str, tuple[str, ...]] = {
    "en": (
        "See editorial, page {n}",
        "Related story on page {n}",
        "More inside",
        "To be continued",
        "(To be continued)",
        "More photos, Page {n}",
        "Editorial, Page {n}",
        "See box score, {n}",
        "Full list of winners on page {n}",
        "Map on Page {n}",
        "Another picture on page {n}",
    ),
    "de": (
        "(Fortsetzung folgt)",
        "(Schluß folgt)",
        "Fortsetzung folgt",
        "Siehe auch Seite {n}",
        "Bericht Seite {n}",
        "Kommentar Seite {n}",
        "Siehe Kommentar auf Seite {n}",
        "Weiterer Bericht auf Seite {n}",
        "(Siehe auch Lokalteil)",
        "Mehr dazu auf Seite {n}",
        "Leitartikel Seite {n}",
    ),
}
_WORDS = [
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
    "Thirteen",
    "Fourteen",
    "Fifteen",
    "Sixteen",
]
_ORDINALS = [
    "ersten",
    "zweiten",
    "dritten",
    "vierten",
    "fünften",
    "sechsten",
    "siebenten",
    "achten",
    "neunten",
    "zehnten",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump:
    """Both ends of a jump as printed."""

    to: str
    back: str
    #: the target's own headline is the slug
    slug_head: bool


def jump_pair(source: str, target: str, slug: str, house: House, rng: random.Random, options: Options) -> Jump:
    """Write both ends of a jump, perhaps misread.

    Args:
        source: label of the page that the story leaves.
        target: label of the page that it goes to.
        slug: the story's name in jump lines.
        house: whose forms are used.
        rng: source of chance.
        options: whether rare forms are used, how often lines are misread.
    """
    language = house.language
    to_forms, from_forms = TO_USUAL[language], FROM_USUAL[language]
    if house.historic:
        to_forms, from_forms = to_forms[3:] + TO_HISTORIC[language], from_forms + FROM_HISTORIC[language]
    if options.rare_jump_forms and not house.historic:
        to_forms, from_forms = to_forms + TO_RARE[language], from_forms + FROM_RARE[language]
    to, back = rng.choice(to_forms), rng.choice(from_forms)
    if language == "en" and source in ("1", "A1") and house.historic and rng.random() < 0.25:
        back = rng.choice(("Continued From First Page", "(Continued from First Page.)", "Continued from Front Page"))
    if "{o}" in to + back and not (source + target).isdigit():
        to, back = to.replace("der {o} Seite", "Seite {n}"), back.replace("der {o} Seite", "Seite {n}")
    column = str(rng.randint(1, 7))
    slug_head = "{s}" not in back and rng.random() < options.latin.slug_heads
    to, back = _fill(to, target, slug, column, house), _fill(back, source, slug, column, house)
    if house.long_s:
        to, back = house.spelled(to), house.spelled(back)
    if house.noise:
        to, back = misread_jump(to, rng), misread_jump(back, rng)
    return Jump(to=to, back=back, slug_head=slug_head)


def false_jump(house: House, rng: random.Random) -> str:
    """Return a hint at another page that is no jump line."""
    text = rng.choice(FALSE[house.language]).format(n=rng.randint(2, 12))
    return text if house.old_spelling else text.replace("Schluß", "Schluss")


def _fill(form: str, label: str, slug: str, column: str, house: House) -> str:
    number = int(label) if label.isdigit() else 0
    word = _WORDS[number - 1] if 0 < number <= len(_WORDS) else label
    if form.isupper() or "ON PAGE" in form or "FROM PAGE" in form:
        word = word.upper()
    return form.format(
        s=slug,
        n=label,
        w=word,
        c=column,
        f="Schluß" if house.old_spelling else "Fortsetzung",
        o=_ORDINALS[number - 1] if 0 < number <= len(_ORDINALS) else label,
    )
