"""Where English and German words are broken at the end of a line."""

from __future__ import annotations

import itertools
import re
from functools import cache

_VOWELS = {"en": "aeiouy", "de": "aeiouyäöü"}
#: letters that stand for one sound, and groups that open a syllable
_ONSETS = {
    "en": (
        "ch",
        "sh",
        "th",
        "ph",
        "wh",
        "qu",
        "bl",
        "br",
        "cl",
        "cr",
        "dr",
        "fl",
        "fr",
        "gl",
        "gr",
        "pl",
        "pr",
        "tr",
        "str",
    ),
    "de": (
        *("sch", "ch", "ck", "ph", "th", "qu", "bl", "br", "dr", "fl", "fr", "gl", "gr", "kl", "kr", "pl", "pr"),
        *("pf", "tr", "str", "schl", "schr", "schw", "schm", "zw"),
    ),
}
_SUFFIXES = {
    "en": (
        *("tion", "tions", "sion", "sions", "ment", "ments", "ness", "less", "ing", "ings", "ful", "fully", "ship"),
        *("ships", "hood", "ward", "wards", "ture", "tures", "tive", "cial", "cially", "ly"),
    ),
    "de": (
        *("lich", "liche", "lichen", "licher", "liches", "lichkeit", "heit", "heiten", "keit", "keiten", "schaft"),
        *("schaften", "sam", "los", "lose", "losen", "haft", "chen", "lein", "tum", "weise", "voll"),
    ),
}
_PREFIXES = {
    "en": ("under", "over", "inter", "super", "trans", "dis", "mis", "pre", "pro", "con", "com", "sub", "non", "out"),
    "de": (
        *("unter", "über", "wieder", "hinter", "gegen", "zurück", "zusammen", "entgegen", "vorbei", "voraus"),
        *("ver", "zer", "ent", "aus", "auf", "ein", "vor", "nach", "mit", "bei", "weg", "ab", "an", "be", "ge", "um"),
    ),
}
#: ends before which a single consonant stays with the vowel before it (English)
_CLOSED = ("age", "aged", "ages", "er", "ers", "el", "els", "en", "ens", "uary")
#: first members of compounds and their ends, where rules of sounds alone would break the word elsewhere
_MEMBERS = {
    "en": (
        *("school", "work", "house", "fire", "news", "super", "court", "land", "water", "street", "grand", "some"),
        *("birth", "neigh", "thunder", "after", "every", "any", "head", "hand", "back", "side", "book", "store"),
        *("light", "with", "through"),
    ),
    "de": (
        *("stadt", "rat", "rats", "haus", "bürger", "meister", "schul", "schwimm", "wasser", "rohr", "bruch", "feuer"),
        *("wehr", "straßen", "bahn", "land", "kreis", "gemeinde", "haushalts", "verkehrs", "kirchen", "orgel", "markt"),
        *("platz", "amts", "gericht", "gerichts", "polizei", "unfall", "kranken", "sport", "spiel", "handwerks"),
        *(
            "sommer",
            "winter",
            "post",
            "links",
            "rechts",
            "kreis",
            "dienst",
            "donners",
            "sams",
            "frei",
            "wirt",
            "wirtschafts",
            "arbeits",
            "woche",
            "wochen",
            "jahres",
            "fahrt",
            "brücken",
        ),
        *("grund", "stück", "stücks", "finanz", "minister", "bau", "werk", "werks", "arbeit", "leiter", "spieler"),
    ),
}


@cache
def breaks(word: str, language: str, *, old_spelling: bool = False) -> tuple[int, ...]:
    """Return the offsets at which ``word`` may be broken, ascending.

    At least two letters stay before and three after the break; a word of fewer than six letters stays whole.
    Affixes and members of compounds come first, the rules of sounds decide the rest (en-gine, Bür-ger-meis-ter).

    Args:
        word: letters only, in any case; other words have no breaks.
        language: ``en`` or ``de``.
        old_spelling: German before 1996, which never parts st (Mei-ster).
    """
    if len(word) < 6 or not word.isalpha():
        return ()
    low = word.lower()
    if len(low) != len(word):
        return ()
    members = _member_breaks(low, language)
    found = set(members)
    edges = [0, *sorted(members), len(low)]
    for start, end in itertools.pairwise(edges):
        found |= {start + at for at in _sound_breaks(low[start:end], language, old_spelling=old_spelling)}
    last, kept = 0, []
    for at in sorted(found):
        if 2 <= at <= len(word) - 3 and at - last >= 2 and _has_vowel(low[last:at], language):
            kept.append(at)
            last = at
    return tuple(kept)


def _member_breaks(low: str, language: str) -> set[int]:
    found: set[int] = set()
    for prefix in _PREFIXES[language]:
        rest = low[len(prefix) :]
        if low.startswith(prefix) and len(rest) >= 4 and _has_vowel(rest[:4], language) and _opens(rest, language):
            found.add(len(prefix))
            break
    for suffix in sorted(_SUFFIXES[language], key=len, reverse=True):
        head = low[: -len(suffix)]
        if low.endswith(suffix) and len(head) >= 3 and _has_vowel(head, language):
            found.add(_doubled(head, suffix, language))
            break
    for member in _MEMBERS[language]:
        for match in re.finditer(member, low):
            if match.start() >= 3 and language == "de" and low[match.start() - 1] not in "aou":
                found.add(match.start())
            if match.start() == 0 and len(low) - match.end() >= 3 and _opens(low[match.end() :], language):
                found.add(match.end())
    inner = sorted(found)
    return {at for at in inner if all(other == at or abs(other - at) >= 2 for other in inner if other < at)}


def _doubled(head: str, suffix: str, language: str) -> int:
    """Return the border before ``suffix``; run-ning keeps one of its doubled consonants with the ending."""
    double = suffix in ("ing", "ings") and len(head) > 3 and head[-1] == head[-2] and head[-1] not in "lsfz"
    return len(head) - (1 if double and language == "en" else 0)


def _has_vowel(text: str, language: str) -> bool:
    return any(letter in _VOWELS[language] for letter in text)


def _opens(rest: str, language: str) -> bool:
    """Whether ``rest`` could be the beginning of a word: a vowel, one consonant and a vowel, or a known group."""
    vowels = _VOWELS[language]
    if rest[0] in vowels or (len(rest) > 1 and rest[1] in vowels):
        return True
    return any(rest.startswith(onset) for onset in (*_ONSETS[language], "st", "sp", "kn", "sk", "sl", "sm", "sw"))


def _sound_breaks(low: str, language: str, *, old_spelling: bool) -> set[int]:
    """Break between vowels: before the last consonant, or before a group that opens a syllable."""
    vowels = _VOWELS[language]
    found: set[int] = set()
    for match in re.finditer(rf"(?<=[{vowels}])[^{vowels}]+(?=[{vowels}])", low):
        group, end = match.group(), match.end()
        if language == "en" and end == len(low) - 1 and low[-1] == "e":
            continue  # the e is silent: en-gine, not en-gi-ne
        if language == "en" and low[end:] in ("ed", "es"):
            continue  # walked has one syllable
        if (
            language == "en"
            and low[end:] in _CLOSED
            and (len(group) == 1 or group in _ONSETS["en"][:5] or group[0] == "w")
        ):
            continue  # dam-aged, riv-ers and weath-er are broken behind the consonant
        onsets = (*_ONSETS[language], "st") if old_spelling else _ONSETS[language]
        onset = max((o for o in onsets if group.endswith(o)), key=len, default=group[-1])
        if len(group) == 1 and language == "en" and group == "x":
            found.add(end)
        elif group != "ss" or language == "de":
            found.add(end - len(onset))
        else:
            found.add(end - 1)
    return found
