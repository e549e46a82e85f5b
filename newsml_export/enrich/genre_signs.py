"""The table of the signs of genres: words and turns that speak for a kind of story, by language and place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from newsml_export.enrich.tables import sections
from newsml_export.vocabularies.language_tags import is_chinese, is_traditional_chinese, primary_language

_TABLE = "genre-signs.txt"
_LINE = re.compile(r"(label|title|opening|ending|body) (\S+) (\d+) = (.+)")
_TOKEN = re.compile(r"\w+(?:['’]\w+)?")
_PARTING = re.compile(r"\s\|\s")
#: words of a class in 1000 characters of text that give all of its points
FULL_DENSITY = 14.0
_MOST_OF_A_WORD = 3
#: shorter texts count as this long: one word in a line proves little
_LEAST_LENGTH = 280
#: what kind a text is shows in its first part; the rest costs time
_MOST_LENGTH = 700
#: a text in letters needs about three times the room of one in characters
_LETTERS = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class GenreName:
    """A genre's names and its code."""

    name: str
    traditional: str
    english: str
    german: str
    japanese: str
    qcode: str | None

    def in_language(self, language: str) -> str:
        """Return the name for stories in ``language`` (BCP 47)."""
        if is_traditional_chinese(language):
            return self.traditional
        return {"en": self.english, "de": self.german, "ja": self.japanese}.get(primary_language(language), self.name)

    @property
    def forms(self) -> tuple[str, ...]:
        """All names."""
        return (self.name, self.traditional, self.english, self.german, self.japanese)


@dataclass(slots=True)
class Signs:
    """The signs of one language."""

    #: by place: pattern, genre, points
    turns: dict[str, list[tuple[re.Pattern[str], str, float]]] = field(default_factory=dict)
    #: genre -> points for its words in the body
    points: dict[str, float] = field(default_factory=dict)
    #: first character (in letters: first word) -> word -> its second character (word), and what it speaks for
    words: dict[str, dict[str, tuple[str, list[str]]]] = field(default_factory=dict)
    letters: bool = False

    def add_turns(self, scores: dict[str, float], place: str, text: str, share: float = 1.0) -> None:
        """Add to ``scores`` what the turns of ``place`` give for ``text``; a genre's best turn counts alone."""
        if not text:
            return
        text = text.lower() if self.letters else text
        best: dict[str, float] = {}
        for pattern, genre, points in self.turns.get(place, ()):
            if pattern.search(text) is not None:
                best[genre] = max(points, best.get(genre, 0.0))
        for genre, points in best.items():
            scores[genre] = scores.get(genre, 0.0) + points * share

    def add_words(self, scores: dict[str, float], text: str) -> None:
        """Add to ``scores`` what the words of ``text`` give, the end of a long one left out."""
        text = text[: _MOST_LENGTH * int(_LETTERS)] if self.letters else text[:_MOST_LENGTH]
        if self.letters:
            # Words are compared with spaces around them, which punctuation does not keep apart from them.
            tokens = _TOKEN.findall(text.lower())
            parts = set(tokens)
            text = f" {' '.join(tokens)} "
        else:
            parts = set(text)
        counts: dict[str, int] = {}
        for first in self.words.keys() & parts:
            for word, (second, genres) in self.words[first].items():
                if second not in parts:
                    continue
                # A word that is said again and again says less each time.
                number = min(text.count(word), _MOST_OF_A_WORD)
                for genre in genres if number else ():
                    counts[genre] = counts.get(genre, 0) + number
        room = max(len(text) / (_LETTERS if self.letters else 1.0), _LEAST_LENGTH)
        for genre, number in counts.items():
            share = min(1.0, number * 1000 / room / FULL_DENSITY)
            scores[genre] = scores.get(genre, 0.0) + self.points[genre] * share

    def add_word(self, word: str, genre: str) -> None:
        """Let ``word`` speak for ``genre``."""
        parts = _TOKEN.findall(word) if self.letters else [*word]
        listed = f" {' '.join(parts)} " if self.letters else word
        second = parts[1] if len(parts) > 1 else parts[0]
        self.words.setdefault(parts[0], {}).setdefault(listed, (second, []))[1].append(genre)


@cache
def genre_names() -> dict[str, GenreName]:
    """Return all genres by our name, in the order of the table."""
    found: dict[str, GenreName] = {}
    for line in sections(_TABLE)["names"].splitlines():
        name, traditional, english, german, japanese, code = line.split()
        found[name] = GenreName(
            name=name,
            traditional=traditional,
            english=english,
            german=german,
            japanese=japanese,
            qcode=None if code == "-" else f"genre:{code}",
        )
    return found


@cache
def genre_by_form() -> dict[str, GenreName]:
    """Return all genres by each of their names, case folded."""
    return {form.casefold(): genre for genre in reversed(genre_names().values()) for form in genre.forms}


@cache
def signs(language: str) -> Signs | None:
    """Return the signs for stories in ``language`` (BCP 47), or ``None`` where there is no table for it."""
    section = "zh" if is_chinese(language) else primary_language(language)
    if section not in ("zh", "en", "de", "ja"):
        return None
    found = Signs(letters=section in ("en", "de"))
    for line in sections(_TABLE)[section].splitlines():
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError(f"{_TABLE}: {line}")
        place, genre, points, rest = match.groups()
        if place == "body":
            found.points[genre] = float(points)
            for word in _PARTING.split(rest) if " | " in rest else rest.split():
                found.add_word(word.strip(), genre)
        else:
            pattern = "|".join(part.strip() for part in _PARTING.split(rest))
            if found.letters and place == "label":
                pattern = rf"\b(?:{pattern})"
            found.turns.setdefault(place, []).append((re.compile(pattern), genre, float(points)))
    return found
