"""Language packs: what a language's newspapers print, as data. Adding a language is adding a file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable

import msgspec

from newsml_export.errors import SettingsError


@dataclass(frozen=True, kw_only=True)
class SentenceSigns:
    """Punctuation that tells where a sentence ends or goes on."""

    ends: str
    closers: str
    pauses: str
    openers: str
    dangling: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Numerals:
    """How numbers are written in words or signs of the language."""

    digits: str = ""
    also: dict[str, int] = field(default_factory=dict)
    ten: str = ""
    hundred: str = ""
    #: numbers in words, such as ``Nine`` in “Page Nine”
    words: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class JumpWords:
    """The vocabulary of jump lines."""

    to: tuple[str, ...]
    #: ``from`` is a keyword of Python
    from_: tuple[str, ...]
    weak_to: tuple[str, ...] = ()
    weak_from: tuple[str, ...] = ()
    #: words of ``to`` that lead back where they open a text, such as 紧接
    either: tuple[str, ...] = ()
    ordinal: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    trailing: tuple[str, ...] = ()
    #: patterns of whole jump lines, for languages whose jump lines are phrases; ``{label}``, ``{slug}``, ``{page}``,
    #: ``{open}`` and ``{close}`` in them stand for a page label, a slug, a word for page, and brackets or arrows
    to_phrases: tuple[str, ...] = ()
    from_phrases: tuple[str, ...] = ()
    #: patterns of lines that send on without naming a page, such as “Continued on next page”
    elsewhere: tuple[str, ...] = ()
    #: pattern of the words for a column, which may follow the page
    column: str = "(?!)"
    #: words for page, as a pattern
    page: str = ""
    #: words of jump lines by which those that are misread by one letter are known
    misread: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RoleWords:
    """Words that name one capacity."""

    role: str
    words: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class BylineWords:
    """The vocabulary of by-lines."""

    #: words that stand before the names
    titles: tuple[RoleWords, ...] = ()
    #: words that say who did what, after the names or before them with a colon or stroke
    credits: tuple[RoleWords, ...] = ()
    prefixes: tuple[str, ...] = ()
    #: ends of the names of newspapers and stations, which may stand before a title
    houses: tuple[str, ...] = ()
    #: signs that say where somebody is posted, such as 驻
    posted: str = ""
    #: words that tell a desk of commentators from other desks
    comments: tuple[str, ...] = ()
    #: signs that open a by-line
    markers: str = ""
    separators: str = ""
    #: ends of the names of desks that sign like a person
    desk_suffixes: tuple[str, ...] = ()
    #: patterns of what may stand behind the names, such as “／台北報導”
    tails: tuple[str, ...] = ()
    #: characters of a name without words of office, at most
    longest_name: int = 3
    compound_surnames: tuple[str, ...] = ()
    #: common surnames, a character each; they part names that stand without a space
    surnames: str = ""
    #: words such as ``By`` or ``Von`` that open a by-line line
    openers: tuple[str, ...] = ()
    #: words such as ``and`` between names
    conjunctions: tuple[str, ...] = ()
    #: what may follow a name, such as ``Staff Writer``
    followers: tuple[str, ...] = ()
    #: patterns of what stands after the opener where no person is named, such as “a staff reporter”
    desks: tuple[str, ...] = ()
    #: patterns of whole lines that name a person without an opener, with a group ``name``, such as initials
    bare: tuple[str, ...] = ()
    #: patterns of lines that say no more than what the person named above is
    credits_below: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LeadWords:
    """What opens a story: the newspaper's own mark, or an agency's dispatch line."""

    own: tuple[str, ...] = ()
    #: what the newspaper calls itself, such as 本报
    house: str = ""
    #: the verb that may end a lead, such as 报道
    said: str = ""
    agencies: tuple[str, ...] = ()
    dispatch: tuple[str, ...] = ()
    #: patterns of what stories rather begin with than paragraphs, such as “BERLIN (dpa).”
    openings: tuple[str, ...] = ()
    #: whole leads as patterns, with groups ``place``, ``names`` and ``agency``
    patterns: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HeadlineWords:
    """Signs of the parts of a headline stack."""

    deck_dashes: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    deck_ends: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FurnitureWords:
    """Regular expressions for lines that belong to no story; matched against lines without white space.

    ``SECTION`` and ``ROLE`` in a pattern stand for any of ``section_words`` and ``role_words``.
    """

    lines: tuple[str, ...] = ()
    #: patterns that count even where a line holds the punctuation of sentences
    sentences: tuple[str, ...] = ()
    section_words: tuple[str, ...] = ()
    role_words: tuple[str, ...] = ()
    block_starts: tuple[str, ...] = ()
    #: headings of columns in which every paragraph is a story of its own
    briefs: tuple[str, ...] = ()
    #: signs that open a brief
    bullets: str = ""


@dataclass(frozen=True, kw_only=True)
class CaptionWords:
    """Signs of a picture caption."""

    starts: tuple[str, ...] = ()
    #: signs that point at a picture
    pointers: str = ""
    credits: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class LanguagePack:
    """All that page understanding knows of one language."""

    #: BCP 47
    language: str
    name: str
    #: words stand apart by spaces
    spaced: bool
    #: written in traditional Chinese characters
    traditional: bool = False
    #: columns by which the first line of a paragraph is set in
    paragraph_indent: int = 4
    #: words too common to be evidence, in lower case; for languages that no word counts are at hand for
    stop_words: tuple[str, ...] = ()
    sentence: SentenceSigns
    numerals: Numerals = field(default_factory=Numerals)
    jump: JumpWords
    byline: BylineWords
    lead: LeadWords = field(default_factory=LeadWords)
    headline: HeadlineWords = field(default_factory=HeadlineWords)
    furniture: FurnitureWords = field(default_factory=FurnitureWords)
    caption: CaptionWords = field(default_factory=CaptionWords)

    @cached_property
    def paragraph_end(self) -> re.Pattern[str]:
        """Matches the end of a text that may be the end of a paragraph."""
        return re.compile(f"[{re.escape(self.sentence.ends)}][{re.escape(self.sentence.closers)}]*$")

    def ends_sentence(self, text: str) -> bool:
        """Say whether a paragraph may end after ``text``."""
        return self.paragraph_end.search(text) is not None


def pack_folder() -> Traversable:
    """Return the folder that holds a file for each language."""
    return resources.files("newsml_export.layout") / "languages"


def available() -> tuple[str, ...]:
    """Return the languages that there are packs for (BCP 47), sorted."""
    entries = pack_folder().iterdir()
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in entries if entry.name.endswith(".toml")))


def pack_for(language: str) -> LanguagePack:
    """Return the pack that fits ``language`` best.

    Args:
        language: BCP 47. Without a pack of that name, subtags are taken away from its end until there is one; ``zh`` of
            Taiwan, Hong Kong and Macao is ``zh-Hant``. Without any, one of the same primary language is taken, then
            ``zh-Hans``.
    """
    names = available()
    parts = language.replace("_", "-").split("-")
    primary = parts[0].lower()
    if primary == "zh" and not {"Hans", "Hant"} & {part.title() for part in parts}:
        traditional = {"TW", "HK", "MO"} & {part.upper() for part in parts[1:]}
        parts = ["zh", "Hant" if traditional else "Hans"]
    for length in range(len(parts), 0, -1):
        wanted = "-".join(parts[:length]).casefold()
        found = next((name for name in names if name.casefold() == wanted), None)
        if found is not None:
            return _load(found)
    near = [name for name in names if name.split("-")[0] == primary]
    return _load(near[0] if near else "zh-Hans")


@lru_cache(maxsize=16)
def _load(name: str) -> LanguagePack:
    source = pack_folder() / f"{name}.toml"
    try:
        table = msgspec.toml.decode(source.read_bytes())
        table["jump"]["from_"] = table["jump"].pop("from", ())
        return msgspec.convert(table, LanguagePack)
    except (msgspec.DecodeError, KeyError) as error:
        raise SettingsError(f"language pack “{source.name}” cannot be used: {error}.") from error
