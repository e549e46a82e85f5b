"""What OCR makes of print: misread characters, specks, column rules, split lines, lost hyphens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

#: printed, misread
_JUMPS = (
    *(("page 1", "pagel"), ("Page 1", "Pagel"), ("page ", "pago "), ("page ", "pape "), ("Page ", "Pago ")),
    *(("Page ", "Pase "), ("See ", "Sec "), ("See ", "Soe "), ("See ", "Sce "), ("From", "Frorn"), ("From", "Prom")),
    *(("Continued", "Contınued"), ("Continued", "Continned"), ("Continued", "Contlnued"), ("Continued", "Continuod")),
    *(("Continued", "Con tinued"), ("Please", "Plcase"), ("on Page", "on Pnge"), ("from", "frorn"), (" on ", " on. ")),
    *(("Seite", "Scite"), ("Seite", "Seife"), ("Seite", "Seitc"), ("Fortsetzung", "Fortſetzung")),
    *(("Fortsetzung", "Fortfetzung"), ("Fortsetzung", "Fortsetznng"), ("Fortsetzung", "Fortseßung")),
    *(("Schluß", "Sehluß"), ("Schluß", "Schlnß"), ("Schluß", "Schluſz"), ("Schluß", "Schluh"), ("von", "vou")),
    *(("auf Seite", "anf Seite"), ("(", "("), (")", ""), ("(", "{"), ("Turn to", "Turn lo"), ("siehe", "ſiehe")),
)
_TEXT = {
    "en": (
        *(("rn", "m"), ("m", "rn"), ("l", "1"), ("l", "I"), ("e", "c"), ("h", "b"), ("c", "e"), ("n", "u")),
        *(("u", "n"), ("i", "l"), ("t", "l"), ("o", "0"), ("cl", "d"), ("I", "l"), ("a", "n"), (",", "."), ("S", "8")),
        *(("li", "h"), ("fi", "fl"), ("w", "vv"), ("B", "R"), ("O", "0")),
    ),
    "de": (
        *(("rn", "m"), ("m", "rn"), ("e", "c"), ("h", "b"), ("c", "e"), ("n", "u"), ("u", "n"), ("f", "s")),
        *(("s", "f"), ("s", "ſ"), ("ch", "<h"), ("ä", "a"), ("ü", "n"), ("ö", "o"), ("ß", "fs"), ("k", "t")),
        *(("B", "V"), ("r", "x"), ("l", "1"), ("i", "l"), ("tz", "ß"), ("N", "R"), (",", "."), ("v", "o")),
    ),
}
SPECKS = (".", ",", "'", "·", "-", "`", ". .", "»", "^", "*")


def misread_jump(line: str, rng: random.Random) -> str:
    """Misread one place of a jump line, now and then two; a person still reads the same page."""
    for _ in range(1 if rng.random() < 0.8 else 2):
        able = [pair for pair in _JUMPS if pair[0] in line]
        if able and rng.random() < 0.75:
            line = line.replace(*rng.choice(able), 1)
    return line


def misread_text(text: str, language: str, per_thousand: float, rng: random.Random) -> str:
    """Misread ``per_thousand`` characters of a thousand, as letters that look alike."""
    count = len(text) * per_thousand / 1000
    for _ in range(int(count) + (rng.random() < count % 1)):
        right, wrong = rng.choice(_TEXT[language])
        places = [match.start() for match in re.finditer(re.escape(right), text)]
        if places:
            at = rng.choice(places)
            text = text[:at] + wrong + text[at + len(right) :]
    return text


def dirty(lines: list[str], share: float, rng: random.Random) -> list[str]:
    """Put specks on lines of their own, column rules beside lines, and split lines."""
    out: list[str] = []
    for line in lines:
        if not line or rng.random() >= share:
            out.append(line)
            continue
        kind = rng.choice(("speck", "speck", "rule before", "rule after", "split"))
        words = line.split(" ")
        if kind == "split" and len(words) >= 4:
            at = rng.randint(2, len(words) - 2)
            out += [" ".join(words[:at]), " ".join(words[at:])]
        elif kind == "rule before":
            out.append("| " + line)
        elif kind == "rule after":
            out.append(line + " |")
        else:
            out += [rng.choice(SPECKS), line]
    return out


def broken_hyphens(lines: list[str], hyphen: str, share: float, rng: random.Random) -> list[str]:
    """Lose or misread hyphens at the ends of lines."""
    out: list[str] = []
    for line in lines:
        if hyphen and line.endswith(hyphen) and rng.random() < share:
            out.append(line[: -len(hyphen)] + rng.choice(("", "", "~", "—", " -", "=", ".", "- j", "- |", "-i")))
        else:
            out.append(line)
    return out
