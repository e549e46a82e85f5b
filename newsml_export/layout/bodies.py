"""From kinded lines to bodies: which lines are one story's text, and where its paragraphs end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from newsml_export.layout.drafts import Body, HeadlineChunk
from newsml_export.layout.jump_lines import JumpLine
from newsml_export.layout.language_pack import LanguagePack
from newsml_export.layout.leads import parse_lead, parse_signature
from newsml_export.layout.line_kinds import KindedLine
from newsml_export.layout.line_model import BODIES, HEADLINES, Kind
from newsml_export.layout.lines import join_lines, tidy, tidy_headline
from newsml_export.model.story import Byline, JumpDirection, Source

#: log-odds above which two lines of a headline stand in one stack for sure
_SURE = 3.0
#: columns; the first line of a paragraph is set in by at least as many
_INDENT = 3
#: lines to look at to see whether the first one is set in
_LOOK = 5
#: share of the paragraphs of a page that are set in where the page sets paragraphs in
_MOST = 0.6


@dataclass(slots=True)
class _Open:
    """A body that lines are still added to."""

    position: int
    first_line: int
    bylines: list[Byline] = field(default_factory=list)
    lines: list[KindedLine] = field(default_factory=list)
    jump_from: JumpLine | None = None
    jump_to: JumpLine | None = None
    marked: bool = False


@dataclass(frozen=True, slots=True)
class PageMatter:
    """What a page holds: bodies and headline chunks in the order they stand in, and what belongs to no story."""

    bodies: tuple[Body, ...]
    chunks: tuple[HeadlineChunk, ...]
    captions: tuple[tuple[int, str], ...]
    furniture: tuple[tuple[int, str], ...]
    #: jump lines that stand where no text is
    stray_jumps: tuple[tuple[int, JumpLine], ...]


def gather(kinded: Sequence[KindedLine], pack: LanguagePack, publication: str) -> PageMatter:
    """Put the lines of one page together into bodies and headline chunks."""
    return _Gatherer(pack, publication).gather(kinded)


class _Gatherer:
    def __init__(self, pack: LanguagePack, publication: str) -> None:
        self.pack, self.publication = pack, publication
        self.bodies: list[_Open] = []
        self.chunks: list[HeadlineChunk] = []
        self.captions: list[tuple[int, str]] = []
        self.furniture: list[tuple[int, str]] = []
        self.stray: list[tuple[int, JumpLine]] = []
        self.current: _Open | None = None
        self.pending_bylines: list[Byline] = []
        self.pending_from: JumpLine | None = None
        self.pending_line = 0
        self.position = 0
        self.run = 0

    def gather(self, kinded: Sequence[KindedLine]) -> PageMatter:
        headline: list[KindedLine] = []
        for item in kinded:
            if item.kind in HEADLINES:
                if headline and item.stacked < _SURE:
                    self._chunk(headline)
                    headline = []
                headline.append(item)
                self._jumps(item)
                continue
            if headline:
                self._chunk(headline)
                headline = []
            self._take(item)
        if headline:
            self._chunk(headline)
        indents = indents_of(kinded)
        return PageMatter(
            bodies=tuple(self._close(body, indents) for body in self.bodies if body.lines),
            chunks=tuple(self.chunks),
            captions=tuple(self.captions),
            furniture=tuple(self.furniture),
            stray_jumps=tuple(self.stray),
        )

    def _take(self, item: KindedLine) -> None:
        if item.kind in BODIES:
            self._text(item)
        elif item.kind in (Kind.BYLINE, Kind.SIGNATURE):
            self._byline(item)
        elif item.kind is Kind.JUMP:
            self._jumps(item)
        elif item.kind is Kind.CAPTION:
            self.captions.append((item.line.number, item.line.text))
        else:
            self.furniture.append((item.line.number, item.line.text))

    def _chunk(self, items: Sequence[KindedLine]) -> None:
        follows = bool(self.chunks) and self.chunks[-1].position == self.position - 1
        self.run += not follows
        self.chunks.append(
            HeadlineChunk(
                lines=tuple(tidy_headline(item.marks.rest) for item in items),
                first_line=items[0].line.number,
                position=self.position,
                run=self.run,
                stacked=items[0].stacked if follows else 0.0,
            )
        )
        self.position += 1

    def _jumps(self, item: KindedLine) -> None:
        for jump in item.marks.jumps:
            self._jump(jump, item)

    def _jump(self, jump: JumpLine, item: KindedLine) -> None:
        jump = replace(jump, line=item.line.number)
        if jump.direction is JumpDirection.FROM:
            self._end()
            self.pending_from, self.pending_line = jump, item.line.number
            return
        if self.current is None or self.current.jump_to is not None:
            self.stray.append((item.line.number, jump))
            return
        self.current.jump_to = jump
        self._end()

    def _byline(self, item: KindedLine) -> None:
        mine = item.marks.bylines or item.marks.names
        if item.kind is Kind.SIGNATURE and self.bodies:
            signed = self.bodies[-1].bylines
        else:
            signed = self.pending_bylines
            self.pending_line = self.pending_line or item.line.number
        if item.marks.byline_tail:
            # The line above holds the beginning alone.
            del signed[-1:]
        signed += [byline for byline in mine if byline not in signed]

    def _text(self, item: KindedLine) -> None:
        jumps = item.marks.jumps
        if jumps and jumps[0].direction is JumpDirection.FROM:
            self._jump(jumps[0], item)
        if self.current is None or item.kind is Kind.STORY or self.pending_from is not None:
            self._begin(item)
        assert self.current is not None
        self.current.lines.append(item)
        for jump in jumps:
            if jump.direction is JumpDirection.TO:
                self._jump(jump, item)

    def _begin(self, item: KindedLine) -> None:
        self._end()
        self.current = _Open(
            position=self.position,
            first_line=self.pending_line or item.line.number,
            bylines=self.pending_bylines,
            jump_from=self.pending_from,
            marked=item.marks.lead or bool(self.pending_bylines) or self.pending_from is not None,
        )
        self.position += 1
        self.pending_bylines, self.pending_from, self.pending_line = [], None, 0
        self.bodies.append(self.current)

    def _end(self) -> None:
        self.current = None

    def _close(self, body: _Open, indents: Sequence[bool]) -> Body:
        paragraphs = [text for text in self._paragraphs(body.lines) if text]
        if paragraphs:
            paragraphs[0] = paragraphs[0].lstrip(self.pack.furniture.bullets + " ")
        bylines = list(body.bylines)
        lead = parse_lead(paragraphs[0], self.pack, self.publication) if paragraphs else None
        source: Source | None = None
        if lead is not None:
            paragraphs[0] = paragraphs[0][lead.length :].strip()
            bylines += [byline for byline in lead.bylines if byline not in bylines]
            source = lead.source
        signature = parse_signature(paragraphs[-1], self.pack) if paragraphs else None
        if signature is not None:
            paragraphs[-1] = paragraphs[-1][: -signature.length].strip()
            bylines += [byline for byline in signature.bylines if byline not in bylines]
            source = source or signature.source
        return Body(
            paragraphs=tuple(text for text in map(tidy, paragraphs) if text),
            first_line=body.first_line,
            text_line=body.lines[0].line.number,
            position=body.position,
            bylines=tuple(bylines),
            source=source,
            dateline=lead.dateline if lead else None,
            jump_to=body.jump_to,
            jump_from=body.jump_from,
            marked_start=body.marked,
            opens_paragraph=_opens_paragraph(body.lines, indents),
        )

    def _paragraphs(self, items: Sequence[KindedLine]) -> list[str]:
        paragraphs: list[list[str]] = []
        for item in items:
            if not paragraphs or item.kind is not Kind.TEXT:
                paragraphs.append([])
            paragraphs[-1].append(item.marks.rest)
        return [join_lines(texts, spaced=self.pack.spaced) for texts in paragraphs]


def indents_of(kinded: Sequence[KindedLine]) -> tuple[bool, ...]:
    """Return for each paragraph of a page on which it can be seen whether its first line is set in."""
    starts = [index for index, item in enumerate(kinded) if item.kind is Kind.PARAGRAPH]
    seen = (_is_set_in(kinded[start : start + _LOOK]) for start in starts)
    return tuple(indent for indent in seen if indent is not None)


def _opens_paragraph(items: Sequence[KindedLine], indents: Sequence[bool]) -> bool | None:
    """Say whether a text begins with a paragraph, on a page whose paragraphs are set in."""
    if sum(indents) < max(2, _MOST * len(indents)):
        return None
    return _is_set_in(items[:_LOOK])


def _is_set_in(items: Sequence[KindedLine]) -> bool | None:
    """Say whether the first of some lines is set in against the others; ``None``: there are too few to see it."""
    if items[0].line.indent >= _INDENT:
        return True
    below: list[int] = []
    for item in items[1:]:
        if item.kind is not Kind.TEXT or item.line.blanks:
            break
        below.append(item.line.width)
    if len(below) < _LOOK - 2:
        return None
    room = sorted(below)[-2] - items[0].line.width
    return room >= _INDENT if room <= _INDENT * 2 + 1 else None
