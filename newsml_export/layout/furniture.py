"""Page furniture: lines that belong to the page and to no story (folio lines, imprint, notices, QR hints)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from newsml_export.layout.language_pack import LanguagePack
from newsml_export.layout.lines import bare

_MAX_LENGTH = 70
_MAX_HEADING = 14


@dataclass(frozen=True, slots=True)
class Furniture:
    """Recognises furniture of one publication in one language."""

    lines: re.Pattern[str]
    sentences: re.Pattern[str]
    #: signs that only sentences hold
    punctuation: str
    block_starts: re.Pattern[str]
    briefs: re.Pattern[str]
    #: the name of the newspaper, alone on a line
    masthead: str

    def is_line(self, text: str) -> bool:
        """Say whether ``text`` (one line) is furniture."""
        if len(text) > _MAX_LENGTH:
            return False
        stripped = bare(text)
        if self.briefs.fullmatch(stripped):
            return True
        if self.masthead and stripped == self.masthead:
            return True
        plain = not any(sign in stripped for sign in self.punctuation)
        return (plain and self.lines.fullmatch(stripped) is not None) or self.sentences.fullmatch(stripped) is not None

    def starts_block(self, text: str) -> bool:
        """Say whether ``text`` opens a block that is furniture as a whole."""
        return len(text) <= _MAX_LENGTH and self.block_starts.fullmatch(bare(text)) is not None

    def heads_briefs(self, text: str) -> bool:
        """Say whether ``text`` is the heading of a column of briefs."""
        return len(text) <= _MAX_HEADING and self.briefs.fullmatch(bare(text)) is not None


@dataclass(frozen=True, slots=True)
class Captions:
    """Recognises picture captions and picture credits."""

    starts: tuple[str, ...]
    #: signs that point at a picture; they open briefs too, so a caption must end with a credit
    pointers: str
    credit: re.Pattern[str]
    credited: re.Pattern[str]

    def starts_caption(self, text: str, run: str) -> bool:
        """Say whether ``text`` opens a caption; ``run`` is what stands with it without a blank line."""
        if self.starts and text.startswith(self.starts):
            return True
        return text[0] in self.pointers and self.credited.search(bare(run)) is not None

    def is_credit(self, text: str) -> bool:
        """Say whether ``text`` (one line) is nothing but a picture credit."""
        return self.credit.fullmatch(bare(text)) is not None


@lru_cache(maxsize=64)
def furniture_for(pack: LanguagePack, publication: str) -> Furniture:
    """Return the furniture of ``publication``."""
    words = pack.furniture
    section, role = _words(tuple(map(bare, words.section_words))), _words(words.role_words)
    lines = tuple(line.replace("SECTION", section).replace("ROLE", role) for line in words.lines)
    return Furniture(
        lines=_any(lines),
        sentences=_any(words.sentences),
        punctuation="" if pack.spaced else pack.sentence.ends[:3] + pack.sentence.pauses[:1],
        block_starts=_any(words.block_starts),
        briefs=_any(words.briefs),
        masthead=bare(publication),
    )


@lru_cache(maxsize=16)
def captions_for(pack: LanguagePack) -> Captions:
    """Return the signs of captions in a language."""
    words = pack.caption
    credits = _any(words.credits)
    return Captions(words.starts, words.pointers, credits, re.compile(f"(?:{credits.pattern})$"))


def _words(words: tuple[str, ...]) -> str:
    return "(?:" + ("|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)") + ")"


def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or "(?!)")
