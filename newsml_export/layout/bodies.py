"""From kinded lines to bodies: which lines are one story's text, and where its paragraphs end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from newsml_export.layout.drafts import Body, HeadlineChunk
from newsml_export.layout.jump_lines import JumpLine
from newsml_export.layout.language_pack import LanguagePack
from newsml_export.layout.leads import parse_lead, parse_signature
from newsml_export.layout.line_kinds import Kind, KindedLine
from newsml_export.layout.lines import join_lines, tidy, tidy_headline
from newsml_export.model.story import Byline, JumpDirection, Source

_INDENT = 3
#: columns by which later lines of a brief may be wider than its first one, which is indented
_BRIEF_SLACK = 5


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
    #: stands in a column of briefs
    brief: bool = False
    #: a signature or a jump line has ended it
    ended: bool = False

    @property
    def closed(self) -> bool:
        return self.ended or not self.lines or self.lines[-1].marks.closed


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
    gatherer = _Gatherer(pack, publication, indented=_is_indented(kinded), unwrapped=_is_unwrapped(kinded))
    return gatherer.gather(kinded)


def _is_unwrapped(kinded: Sequence[KindedLine]) -> bool:
    """Say whether every paragraph of the page stands on a line of its own."""
    text = [item for item in kinded if item.kind is Kind.TEXT]
    return sum(item.marks.closed for item in text) > 0.7 * len(text)


def _is_indented(kinded: Sequence[KindedLine]) -> bool:
    """Say whether the page marks paragraphs by indents, so that a blank line alone is only a column break."""
    text = [item for item in kinded if item.kind is Kind.TEXT]
    indented = sum(item.line.indent >= _INDENT for item in text)
    after_blank = sum(item.line.blanks > 0 for item in text)
    return indented >= max(2, after_blank * 0.5, len(text) * 0.04)


class _Gatherer:
    def __init__(self, pack: LanguagePack, publication: str, *, indented: bool, unwrapped: bool) -> None:
        self.pack, self.publication = pack, publication
        self.indented, self.unwrapped = indented, unwrapped
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
        self.before: KindedLine | None = None
        #: below the heading of a column of briefs
        self.briefs = False
        self.brief_width = 0

    def gather(self, kinded: Sequence[KindedLine]) -> PageMatter:
        headline: list[KindedLine] = []
        for item in kinded:
            if headline and item.kind is Kind.FURNITURE and not item.line.blanks:
                # An advert: its heading stands right above its address.
                self.furniture += [(above.line.number, above.line.text) for above in headline]
                headline = []
            if headline and (item.kind is not Kind.HEADLINE or item.line.blanks):
                self._chunk(headline)
                headline = []
            if item.kind is Kind.HEADLINE:
                headline.append(item)
                self._jumps(item)
            else:
                self._take(item)
            self.before = item
        if headline:
            self._chunk(headline)
        return PageMatter(
            bodies=tuple(self._close(body) for body in self.bodies if body.lines),
            chunks=tuple(self.chunks),
            captions=tuple(self.captions),
            furniture=tuple(self.furniture),
            stray_jumps=tuple(self.stray),
        )

    def _take(self, item: KindedLine) -> None:
        if item.kind is Kind.TEXT:
            self._text(item)
        elif item.kind is Kind.BYLINE:
            self._byline(item)
        elif item.kind is Kind.JUMP:
            self._jumps(item)
        elif item.kind is Kind.CAPTION:
            self.captions.append((item.line.number, item.line.text))
        else:
            self._furniture(item)

    def _furniture(self, item: KindedLine) -> None:
        self.furniture.append((item.line.number, item.line.text))
        if item.marks.briefs:
            if self.current is not None and self.current.closed:
                self._end()
            self.briefs, self.brief_width = True, 0

    def _chunk(self, items: Sequence[KindedLine]) -> None:
        follows = bool(self.chunks) and self.chunks[-1].position == self.position - 1
        self.run += not follows
        self.chunks.append(
            HeadlineChunk(
                lines=tuple(tidy_headline(item.marks.rest) for item in items),
                first_line=items[0].line.number,
                position=self.position,
                run=self.run,
            )
        )
        self.position += 1
        if self.current is not None and self.current.closed:
            self._end()

    def _jumps(self, item: KindedLine) -> None:
        for jump in item.marks.jumps:
            self._jump(jump, item)

    def _jump(self, jump: JumpLine, item: KindedLine) -> None:
        self.briefs = False
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
        signs = item.line.text[:1] in "(（【["
        after_text = self.before is not None and self.before.kind in (Kind.TEXT, Kind.JUMP)
        if signs and self.current is not None and after_text:
            self.current.bylines += item.marks.bylines
            self._end()
            return
        if self.current is not None and self.current.closed:
            self._end()
        self.pending_bylines += [byline for byline in item.marks.bylines if byline not in self.pending_bylines]
        self.pending_line = self.pending_line or item.line.number

    def _text(self, item: KindedLine) -> None:
        if self.briefs:
            self.briefs = self._still_briefs(item)
        jumps = item.marks.jumps
        if jumps and jumps[0].direction is JumpDirection.FROM:
            self._jump(jumps[0], item)
        if self.current is None or self._starts_body(item):
            self._begin(item)
        assert self.current is not None
        self.current.lines.append(item)
        for jump in jumps:
            if jump.direction is JumpDirection.TO:
                self._jump(jump, item)

    def _still_briefs(self, item: KindedLine) -> bool:
        """A column of briefs ends with a lead, a by-line, a new frame or wider lines."""
        self.brief_width = self.brief_width or item.line.width + _BRIEF_SLACK
        left = item.marks.lead or bool(self.pending_bylines) or item.line.frame
        return not left and item.line.width <= self.brief_width

    def _starts_body(self, item: KindedLine) -> bool:
        assert self.current is not None
        if item.marks.lead or self.pending_from is not None:
            return True
        if not self.current.lines:
            return False
        above = self.current.lines[-1]
        if self.pending_bylines and self.current.closed:
            return True
        if not self.current.closed:
            return False
        if self.briefs and (item.line.blanks or item.line.text[0] in self.pack.furniture.bullets):
            return True
        return above.marks.signed or item.line.frame

    def _begin(self, item: KindedLine) -> None:
        self._end()
        self.current = _Open(
            position=self.position,
            first_line=self.pending_line or item.line.number,
            bylines=self.pending_bylines,
            jump_from=self.pending_from,
            brief=self.briefs,
            marked=item.marks.lead or bool(self.pending_bylines) or self.pending_from is not None,
        )
        self.position += 1
        self.pending_bylines, self.pending_from, self.pending_line = [], None, 0
        self.bodies.append(self.current)

    def _end(self) -> None:
        if self.current is not None:
            self.current.ended = True
        self.current = None

    def _close(self, body: _Open) -> Body:
        paragraphs = [text for text in self._paragraphs(body.lines) if text]
        if body.brief:
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
            position=body.position,
            bylines=tuple(bylines),
            source=source,
            dateline=lead.dateline if lead else None,
            jump_to=body.jump_to,
            jump_from=body.jump_from,
            marked_start=body.marked,
        )

    def _paragraphs(self, items: Sequence[KindedLine]) -> list[str]:
        paragraphs: list[list[str]] = []
        for index, item in enumerate(items):
            if index == 0 or self._breaks(items, index):
                paragraphs.append([])
            paragraphs[-1].append(item.marks.rest)
        return [join_lines(texts, spaced=self.pack.spaced) for texts in paragraphs]

    def _breaks(self, items: Sequence[KindedLine], index: int) -> bool:
        item, above = items[index], items[index - 1]
        if not above.marks.closed:
            return False
        if item.line.indent >= _INDENT or self.unwrapped:
            return True
        if self.indented:
            return False
        if item.line.blanks:
            return True
        return above.line.width + 2 < self._column(items, index)

    def _column(self, items: Sequence[KindedLine], index: int) -> int:
        around = sorted(other.line.width for other in items[max(0, index - 5) : index + 5])
        return around[(len(around) * 3) // 4]
