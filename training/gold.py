"""What every line of a composed page is, found by holding the page against its truth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from newsml_export.layout.language_pack import LanguagePack
from newsml_export.layout.leads import opens_story
from newsml_export.layout.line_marks import Marks, mark_lines
from newsml_export.layout.line_model import Kind
from newsml_export.layout.lines import Line, bare, is_drop_cap, read_lines
from newsml_export.model.issue import PageBlock
from newsml_export.model.story import JumpDirection

_SEED = 4
_TINY = 3
#: lines below the first one of a lead that it may reach into
_LEAD = 3
_HYPHENS = "-¬\u00ad\u2010"


@dataclass(frozen=True, slots=True)
class GoldLine:
    """A line of a page file and what it is; ``kind`` is ``None`` for a blank line."""

    raw: str
    kind: Kind | None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a line stands in the text of an article."""

    article: int
    start: int
    end: int


def lines_of(text: str) -> tuple[Line, ...]:
    """Return the lines of a page's text as page understanding sees them."""
    return read_lines([PageBlock(lines=tuple(text.replace("\r", "").split("\n")))])


def gold_page(text: str, truth: Mapping[str, Any], pack: LanguagePack) -> list[GoldLine]:
    """Return the lines of a page, blank ones too, with their kinds.

    Args:
        text: the page.
        truth: of its whole issue, as the composer writes it.
        pack: the language of the issue.
    """
    lines = lines_of(text)
    kinds = dict(zip((line.number for line in lines), _Aligner(truth, pack).kinds(lines), strict=True))
    return [GoldLine(raw, kinds.get(number)) for number, raw in enumerate(text.replace("\r", "").split("\n"), 1)]


class _Aligner:
    def __init__(self, truth: Mapping[str, Any], pack: LanguagePack) -> None:
        self.pack, self.publication = pack, str(truth.get("publication", ""))
        self.texts: list[str] = []
        self.borders: list[set[int]] = []
        self.seeds: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, article in enumerate(truth["articles"]):
            self._index(number, [_letters(paragraph) for paragraph in article["paragraphs"]])
        self.heads: dict[str, set[int]] = defaultdict(set)
        ids = {article.get("id"): number for number, article in enumerate(truth["articles"])}
        for number, article in enumerate(truth["articles"]):
            self._heads(article["headline_lines"], number)
        for link in truth.get("continuations", ()):
            self._heads(link["target_headline_lines"], ids[link["id"]])
        for number, orphan in enumerate(truth.get("orphan_headlines", ()), 1):
            self._heads(orphan["headline_lines"], -number)
        self.names = [{_letters(name) for name in article["bylines"]} for article in truth["articles"]]
        self.all_names = set().union(*self.names) if self.names else set()
        self.furniture = {_letters(text) for text in truth.get("furniture", ())}
        self.captions = "\n".join(_letters(caption["text"]) for caption in truth.get("captions", ()))

    def _index(self, number: int, paragraphs: Sequence[str]) -> None:
        text = "".join(paragraphs)
        self.texts.append(text)
        starts, position = set(), 0
        for paragraph in paragraphs:
            starts.add(position)
            position += len(paragraph)
        self.borders.append(starts)
        for start in range(len(text) - _SEED + 1):
            self.seeds[text[start : start + _SEED]].append((number, start))

    def _heads(self, lines: Sequence[str], owner: int) -> None:
        for line in lines:
            self.heads[_letters(line)].add(owner)

    def kinds(self, lines: Sequence[Line]) -> list[Kind]:
        """Return the kind of each line of a page."""
        marks = mark_lines(lines, self.pack, self.publication)
        found: list[Kind | None] = []
        going_on: tuple[int, int] | None = None
        begun: set[int] = set()
        stack: set[int] = set()
        owners_of_text: list[int | None] = []
        for index, (line, mark) in enumerate(zip(lines, marks, strict=True)):
            kind, place, owners = self._kind(line, mark, going_on)
            if is_drop_cap(line.text) and index + 1 < len(lines):
                kind, place, owners = None, self._drop_cap(line.text, lines[index + 1].text), set()
            if owners:
                kind = Kind.STACKED if stack & owners else Kind.HEADLINE
            stack = owners
            if place is not None:
                starts = place.start in self.borders[place.article]
                kind = Kind.PARAGRAPH if starts else Kind.TEXT
                if place.article not in begun:
                    kind = Kind.STORY
                begun.add(place.article)
                going_on = (place.article, place.end)
            found.append(kind)
            owners_of_text.append(place.article if place is not None else None)
        guessed = [self._guess(found, lines, marks, index) for index in range(len(lines))]
        _open_at_leads(guessed, marks)
        return [self._side(guessed, owners_of_text, lines, marks, index) for index in range(len(lines))]

    def _kind(
        self, line: Line, mark: Marks, going_on: tuple[int, int] | None
    ) -> tuple[Kind | None, _Place | None, set[int]]:
        text, whole = _letters(mark.rest), _letters(line.text)
        if not text:
            return Kind.JUMP, None, set()
        place = self._find(text, going_on)
        goes_on = place is not None and going_on == (place.article, place.start)
        owners = self.heads.get(whole) or self.heads.get(text) or set()
        if owners and not (goes_on and len(text) > _SEED):
            return Kind.HEADLINE, None, owners
        if whole in self.furniture and not goes_on:
            return Kind.FURNITURE, None, set()
        if not goes_on and mark.names and {_letters(byline.name) for byline in mark.names} & self.all_names:
            return Kind.BYLINE, None, set()
        if place is not None and len(text) <= _TINY and not goes_on and not self.texts[place.article].endswith(text):
            place = None
        if place is None and len(text) > 1 and text in self.captions:
            return Kind.CAPTION, None, set()
        return None, place, set()

    def _drop_cap(self, letter: str, below: str) -> _Place | None:
        """Return where a letter stands that opens the first word of the line below."""
        for glued in (_letters(letter + below), _letters(letter + below[:1] + below[1:].lower())):
            for article, start in self.seeds.get(glued[:_SEED], ()):
                if start in self.borders[article]:
                    return _Place(article, start, start + 1)
        return None

    def _find(self, text: str, going_on: tuple[int, int] | None) -> _Place | None:
        """Return where a line stands: where the text went on last, or else anywhere that it fits."""
        core = text.rstrip(_HYPHENS) if len(text) > _TINY else text
        if going_on is not None:
            article, position = going_on
            left = self.texts[article][position:]
            if left.startswith(core):
                return _Place(article, position, position + len(core))
            if left and text.startswith(left):
                # A signature stands behind the last word.
                return _Place(article, position, position + len(left))
        for skipped in range(len(core) - _SEED + 1):
            # A lead stands before the first word.
            rest = core[skipped:]
            for article, start in self.seeds.get(rest[:_SEED], ()):
                if (skipped == 0 or start == 0) and self.texts[article].startswith(rest, start):
                    return _Place(article, start, start + len(rest))
        for article, start in self.seeds.get(core[:_SEED], ()):
            left = self.texts[article][start:]
            if core.startswith(left):
                return _Place(article, start, start + len(left))
        if len(core) < _SEED:
            ends = [number for number, whole in enumerate(self.texts) if whole.endswith(core)]
            if ends and going_on is None:
                length = len(self.texts[ends[0]])
                return _Place(ends[0], length - len(core), length)
        return None

    def _guess(self, found: list[Kind | None], lines: Sequence[Line], marks: Sequence[Marks], index: int) -> Kind:
        """Return the kind of a line; one that the truth does not name is a lead, a by-line or furniture."""
        kind = found[index]
        if kind is None:
            kind = found[index] = self._unnamed(found, lines, marks, index)
        return kind

    def _side(
        self,
        kinds: Sequence[Kind],
        articles: Sequence[int | None],
        lines: Sequence[Line],
        marks: Sequence[Marks],
        index: int,
    ) -> Kind:
        """Return the kind of a by-line by the side that its text is on."""
        if kinds[index] is not Kind.BYLINE:
            return kinds[index]
        names = {_letters(byline.name) for byline in marks[index].bylines or marks[index].names}
        above = next((one for one in reversed(articles[:index]) if one is not None), None)
        below = next((one for one in articles[index:] if one is not None), None)
        signs = above is not None and names <= self.names[above]
        opens = below is not None and names <= self.names[below]
        if signs and opens:
            opens = not lines[index].text.startswith(("（", "("))
        return Kind.SIGNATURE if signs and not opens else Kind.BYLINE

    def _unnamed(self, found: list[Kind | None], lines: Sequence[Line], marks: Sequence[Marks], index: int) -> Kind:
        line, mark = lines[index], marks[index]
        before = found[index - 1] if index else None
        after = next((n for n in range(index, len(lines)) if found[n] is not None), len(lines))
        joined = not any(lines[n].blanks for n in range(index + 1, min(after + 1, len(lines))))
        begins = after < len(lines) and found[after] is Kind.STORY and joined
        comes = any(jump.direction is JumpDirection.FROM for jump in mark.jumps)
        lead = opens_story(mark.rest, self.pack) or (mark.rest[:1] in "（(【[" and not mark.bylines)
        text = (Kind.STORY, Kind.PARAGRAPH, Kind.TEXT)
        if (begins and lead and not self.pack.spaced) or comes:
            for number in range(index + 1, after + begins):
                found[number] = Kind.TEXT
            return Kind.STORY
        if mark.furniture or mark.furniture_block or line.text.isdigit():
            return Kind.FURNITURE
        if before is Kind.FURNITURE and not line.blanks and not (mark.bylines or mark.names):
            return Kind.FURNITURE
        if mark.bylines or mark.names:
            return Kind.BYLINE
        if mark.caption or mark.credit or (before is Kind.CAPTION and not line.blanks):
            return Kind.CAPTION
        if before in text and not line.blanks:
            return Kind.TEXT
        if self.pack.spaced and line.text.isupper():
            return Kind.HEADLINE
        return Kind.FURNITURE


def _open_at_leads(kinds: list[Kind], marks: Sequence[Marks]) -> None:
    """Let a story whose lead holds none of its words begin with the lead."""
    for index, mark in enumerate(marks):
        if mark.lead and not mark.bylines and kinds[index] in (Kind.FURNITURE, Kind.PARAGRAPH):
            below = next((n for n in range(index + 1, index + _LEAD + 1) if kinds[n : n + 1] == [Kind.STORY]), None)
            if below is not None:
                kinds[index : below + 1] = [Kind.STORY] + [Kind.TEXT] * (below - index)


def _letters(text: str) -> str:
    return bare(text).replace("\u00ad", "")
