"""Which traps are set, and how often."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from tests.composer.latin_options import HARD as LATIN_HARD
from tests.composer.latin_options import MODERATE as LATIN_MODERATE
from tests.composer.latin_options import NOISY as LATIN_NOISY
from tests.composer.latin_options import LatinStyle


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Switches of the composer. A number between 0 and 1 is how often a trap is set where it could be."""

    language: str = "zh-Hans"
    pages: tuple[int, int] = (2, 4)
    stories_per_page: tuple[int, int] = (3, 5)
    #: full-width characters; characters in Latin scripts
    widths: tuple[int, int] = (14, 24)
    columns: tuple[int, int] = (1, 3)
    #: paragraphs are told apart by an indent alone
    indented: float = 0.0
    #: a blank line stands between indented paragraphs too
    indented_and_blank: float = 0.0
    #: where a headline stands, by weight
    headline_before: float = 1.0
    headline_after: float = 0.0
    headline_far: float = 0.0
    headline_gathered: float = 0.0
    #: a blank line inside a headline stack
    broken_stack: float = 0.0
    spread_headline: float = 0.0
    #: bodies without headline, headlines without body: probability a page
    headless: float = 0.0
    orphan: float = 0.0
    spaced_names: float = 0.0
    spaced_digits: float = 0.0
    runaround: float = 0.0
    captions: float = 0.0
    briefs: float = 0.0
    furniture: float = 0.6
    adverts: float = 0.0
    teasers: float = 0.0
    #: jumps between a pair of pages
    jumps: tuple[int, int] = (1, 2)
    #: how many pairs of pages have jumps
    jump_pairs: tuple[int, int] = (1, 1)
    chain: float = 0.0
    #: how often a story jumps to an earlier page
    backward: float = 0.0
    cut_mid: float = 0.5
    #: a cut in mid-sentence may fall anywhere, not only behind a comma
    cut_anywhere: float = 0.0
    target_headline_short: float = 0.0
    target_headline_missing: float = 0.0
    #: every written form of a jump line, not only the usual ones
    rare_jump_forms: bool = False
    lost_digits: float = 0.0
    glued_jumps: float = 0.3
    missing_target: float = 0.0
    missing_source: float = 0.0
    rare_bylines: bool = False
    #: articles that are easily mistaken for each other stand in the same issue, and jump between the same pages
    twins: float = 0.0
    #: a block follows the one before without a blank line, only with a leading space
    tight_blocks: float = 0.0
    #: labels such as A01 or 01 instead of 1
    other_labels: float = 0.0
    #: articles with sub-headings, tables, poems may be used; photo stories; tables that stand alone
    structured: float = 0.0
    photo_stories: float = 0.0
    tables: float = 0.0
    #: a column ends where it tells least
    awkward_breaks: float = 0.0
    #: the standing title of a column is printed in the stack
    column_names: float = 0.0
    #: hints at other pages stand under stories
    related_hints: float = 0.0
    #: all stories of a page stand on one grid of columns: widths tell nothing
    grid: float = 0.0
    #: paragraphs are told apart by neither blank lines nor indents, only by how lines end
    unmarked: float = 0.0
    #: a caption, a headline stands where a column of the story ends, between its lines
    caption_inside: float = 0.0
    headline_inside: float = 0.0
    #: a long headline is set in two lines
    split_headline: float = 0.0
    #: what the editors say stands between headline and by-line
    editor_notes: float = 0.0
    #: the issue prints all digits in full width
    full_width_digits: float = 0.0
    #: form feeds, spaces at ends of lines, spaces that do not break: what extractors leave behind
    extractor_traces: float = 0.0
    #: a by-line of its own line stands with a headline that is not above the text
    byline_apart: float = 0.0
    #: the first page tells in a sentence what a story of a later page says
    digests: float = 0.0
    #: the line that names the next page stands above the text
    jump_on_top: float = 0.0
    caption_forms: bool = False
    #: misread characters in jump lines, in Chinese and Japanese in furniture too
    ocr_noise: float = 0.0
    #: habits of English and German newspapers
    latin: LatinStyle = field(default_factory=LatinStyle)


EASY = Options()

MEDIUM = Options(
    pages=(2, 5),
    stories_per_page=(3, 6),
    widths=(12, 26),
    columns=(1, 4),
    indented=0.2,
    indented_and_blank=0.1,
    headline_before=0.6,
    headline_after=0.2,
    headline_far=0.05,
    headline_gathered=0.15,
    broken_stack=0.1,
    headless=0.2,
    orphan=0.2,
    spaced_names=0.7,
    spaced_digits=0.1,
    runaround=0.1,
    captions=0.4,
    briefs=0.3,
    furniture=0.8,
    adverts=0.3,
    teasers=0.2,
    jumps=(1, 3),
    jump_pairs=(1, 2),
    chain=0.25,
    cut_mid=0.6,
    cut_anywhere=0.2,
    target_headline_short=0.4,
    target_headline_missing=0.1,
    glued_jumps=0.5,
    missing_target=0.15,
    missing_source=0.15,
    twins=0.3,
    tight_blocks=0.15,
    other_labels=0.3,
    structured=0.5,
    photo_stories=0.2,
    tables=0.1,
    awkward_breaks=0.2,
    column_names=0.3,
    caption_forms=True,
    grid=0.2,
    split_headline=0.15,
    caption_inside=0.1,
    editor_notes=0.3,
)

HARD = Options(
    pages=(3, 6),
    stories_per_page=(4, 6),
    widths=(10, 26),
    columns=(2, 5),
    indented=0.25,
    indented_and_blank=0.1,
    headline_before=0.35,
    headline_after=0.25,
    headline_far=0.15,
    headline_gathered=0.25,
    broken_stack=0.25,
    spread_headline=0.1,
    headless=0.35,
    orphan=0.35,
    spaced_names=1.0,
    spaced_digits=0.25,
    runaround=0.25,
    captions=0.6,
    briefs=0.5,
    furniture=1.0,
    adverts=0.5,
    teasers=0.4,
    jumps=(1, 5),
    jump_pairs=(2, 3),
    chain=0.5,
    backward=0.06,
    cut_mid=0.7,
    cut_anywhere=0.5,
    target_headline_short=0.4,
    target_headline_missing=0.25,
    rare_jump_forms=True,
    lost_digits=0.08,
    glued_jumps=0.5,
    missing_target=0.35,
    missing_source=0.35,
    rare_bylines=True,
    twins=0.8,
    tight_blocks=0.25,
    other_labels=0.4,
    structured=1.0,
    photo_stories=0.4,
    tables=0.35,
    awkward_breaks=0.5,
    column_names=0.6,
    related_hints=0.06,
    grid=0.5,
    unmarked=0.08,
    caption_inside=0.25,
    headline_inside=0.05,
    split_headline=0.3,
    extractor_traces=0.2,
    full_width_digits=0.06,
    editor_notes=0.6,
    digests=0.2,
    byline_apart=0.12,
    jump_on_top=0.04,
    caption_forms=True,
)
HARD_NOISY = replace(HARD, ocr_noise=0.3)
TRADITIONAL = replace(HARD, language="zh-Hant", spaced_names=0.2, lost_digits=0.0)
#: the Japanese corpus is small; columns are narrow, paragraphs are told apart by an indent of one character
JAPANESE = replace(
    HARD,
    language="ja",
    pages=(2, 3),
    stories_per_page=(2, 3),
    widths=(11, 15),
    indented=0.8,
    indented_and_blank=0.2,
    spaced_names=0.0,
    spaced_digits=0.0,
    headless=0.15,
    orphan=0.15,
    jumps=(1, 2),
    jump_pairs=(1, 2),
    chain=0.2,
    lost_digits=0.0,
    missing_target=0.2,
    missing_source=0.2,
    other_labels=0.0,
    photo_stories=0.0,
    spread_headline=0.0,
)

ENGLISH = Options(
    language="en",
    pages=(2, 4),
    stories_per_page=(3, 5),
    widths=(25, 35),
    columns=(1, 4),
    indented=0.4,
    indented_and_blank=0.1,
    headline_before=0.8,
    headline_after=0.1,
    headline_gathered=0.1,
    headless=0.05,
    orphan=0.1,
    runaround=0.05,
    captions=0.5,
    briefs=0.25,
    adverts=0.5,
    furniture=0.9,
    teasers=0.3,
    jumps=(1, 3),
    jump_pairs=(1, 2),
    chain=0.2,
    cut_mid=0.8,
    target_headline_short=0.4,
    target_headline_missing=0.15,
    glued_jumps=0.1,
    missing_target=0.1,
    missing_source=0.1,
    twins=0.4,
    tight_blocks=0.1,
    other_labels=0.3,
    latin=LATIN_MODERATE,
)
ENGLISH_HARD = replace(
    ENGLISH,
    pages=(2, 6),
    stories_per_page=(3, 6),
    columns=(1, 6),
    headline_before=0.55,
    headline_after=0.15,
    headline_far=0.1,
    headline_gathered=0.2,
    broken_stack=0.2,
    spread_headline=0.1,
    headless=0.25,
    orphan=0.3,
    runaround=0.2,
    captions=0.7,
    briefs=0.5,
    adverts=0.8,
    furniture=1.0,
    teasers=0.5,
    jumps=(1, 5),
    jump_pairs=(2, 3),
    chain=0.4,
    target_headline_missing=0.25,
    rare_jump_forms=True,
    glued_jumps=0.4,
    missing_target=0.3,
    missing_source=0.3,
    rare_bylines=True,
    twins=0.8,
    tight_blocks=0.25,
    other_labels=0.5,
    ocr_noise=0.15,
    latin=LATIN_HARD,
)
ENGLISH_NOISY = replace(ENGLISH, ocr_noise=1.0, latin=LATIN_NOISY)
GERMAN = replace(ENGLISH, language="de")
GERMAN_HARD = replace(ENGLISH_HARD, language="de")
GERMAN_NOISY = replace(ENGLISH_NOISY, language="de")

LEVELS = {
    "easy": EASY,
    "medium": MEDIUM,
    "hard": HARD,
    "hard-noisy": HARD_NOISY,
    "traditional": TRADITIONAL,
    "japanese": JAPANESE,
    "english": ENGLISH,
    "english-hard": ENGLISH_HARD,
    "english-noisy": ENGLISH_NOISY,
    "german": GERMAN,
    "german-hard": GERMAN_HARD,
    "german-noisy": GERMAN_NOISY,
}
