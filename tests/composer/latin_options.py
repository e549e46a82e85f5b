"""Which habits of English and German newspapers an issue shows, and how often."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class LatinStyle:
    """Switches for Latin scripts. A number between 0 and 1 is how often a habit shows where it could."""

    #: the issue is one of 1890–1964, read by OCR; otherwise one of 1985–2023, taken from a PDF
    historic: float = 0.0
    #: a body has another measure than the page: 13–45 characters
    odd_widths: float = 0.0
    #: a word that does not fit is broken
    hyphenation: float = 0.5
    #: the issue has U+00AD at line ends instead of a hyphen
    soft_hyphens: float = 0.0
    #: words that keep a soft hyphen in the middle of a line
    stray_soft_hyphens: float = 0.0
    #: the issue has ¬, or = and ⸗ of Fraktur, at line ends instead of a hyphen (historic)
    not_signs: float = 0.0
    #: the issue has lost all hyphens at line ends, as the OCR of large collections does (historic)
    lost_hyphens: float = 0.0
    #: lines with a space too many or too few, as extractors make them (modern)
    bad_spaces: float = 0.0
    #: the issue keeps the wide spaces of justified lines
    justified: float = 0.0
    #: paragraphs are marked neither by a blank line nor by an indent
    unmarked: float = 0.0
    #: the first letter stands alone on a line, or is lost
    drop_caps: float = 0.0
    #: the first words are capitals
    caps_opening: float = 0.0
    #: the issue sets headlines in capitals, or In Title Case
    caps_headlines: float = 0.0
    title_headlines: float = 0.0
    kickers: float = 0.3
    decks: float = 0.6
    #: historic: several one-line decks under each other, and short rules between them
    ladders: float = 0.0
    deck_rules: float = 0.0
    #: the target prints the slug in capitals as its headline
    slug_heads: float = 0.3
    #: a jump may cut a word
    cut_words: float = 0.0
    #: a foreign block stands at a column break of a body: picture, advert
    interrupted: float = 0.0
    #: a sentence of the story stands once more in large type
    pull_quotes: float = 0.0
    #: hints at other pages that are no jumps, such as See editorial, page 6
    false_jumps: float = 0.0
    #: the issue sets some names in spaced letters (German, historic)
    letterspaced: float = 0.0
    #: the issue keeps ſ (German, historic)
    long_s: float = 0.0
    #: the issue has fi and fl as single characters (modern)
    ligatures: float = 0.0
    #: a line such as By Telegraph to The Courier, which names no person, over the text
    credit_lines: float = 0.0
    straight_quotes: float = 0.0
    #: jump lines and by-lines that are longer than the measure are broken
    broken_jump_lines: float = 0.0
    #: short rules between stories (historic)
    rules: float = 0.0
    #: labels of sections stand on the page like headlines
    banners: float = 0.0
    #: tables and price lists that belong to no story
    agate: float = 0.0
    #: of the noisy issues, those where text is misread too
    strong_noise: float = 0.0
    #: strong noise: characters of a thousand
    misread: float = 4.0
    #: strong noise: lines that get a speck, a column rule or are split
    dirty_lines: float = 0.03
    #: strong noise: line-end hyphens that are lost or misread
    broken_hyphens: float = 0.08


MODERATE = LatinStyle(
    historic=0.3,
    odd_widths=0.15,
    hyphenation=0.7,
    justified=0.15,
    unmarked=0.1,
    drop_caps=0.1,
    caps_opening=0.15,
    caps_headlines=0.15,
    title_headlines=0.25,
    ladders=0.5,
    deck_rules=0.1,
    cut_words=0.15,
    pull_quotes=0.1,
    false_jumps=0.1,
    straight_quotes=0.3,
    broken_jump_lines=0.3,
    rules=0.1,
    banners=0.15,
    agate=0.2,
)
HARD = LatinStyle(
    historic=0.45,
    odd_widths=0.3,
    hyphenation=0.85,
    soft_hyphens=0.12,
    stray_soft_hyphens=0.01,
    bad_spaces=0.01,
    not_signs=0.3,
    lost_hyphens=0.25,
    justified=0.25,
    unmarked=0.3,
    drop_caps=0.25,
    caps_opening=0.3,
    caps_headlines=0.25,
    title_headlines=0.3,
    kickers=0.5,
    decks=0.7,
    ladders=0.8,
    deck_rules=0.3,
    slug_heads=0.4,
    cut_words=0.35,
    interrupted=0.25,
    pull_quotes=0.25,
    false_jumps=0.3,
    letterspaced=0.2,
    long_s=0.15,
    ligatures=0.15,
    credit_lines=0.1,
    straight_quotes=0.4,
    broken_jump_lines=0.7,
    rules=0.2,
    banners=0.4,
    agate=0.4,
)
NOISY = replace(MODERATE, historic=0.75, not_signs=0.3, lost_hyphens=0.2, long_s=0.15, strong_noise=0.5)
