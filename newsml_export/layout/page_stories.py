"""One page of text becomes parts of stories with their headlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from newsml_export.errors import Location
from newsml_export.findings import Finding, Severity
from newsml_export.layout.bodies import PageMatter
from newsml_export.layout.drafts import Body, PartDraft, PrintedStack
from newsml_export.layout.headline_evidence import Announced
from newsml_export.layout.headline_matching import Match, Rival, match_headlines
from newsml_export.layout.headlines import stack_lines
from newsml_export.layout.language_pack import LanguagePack
from newsml_export.layout.line_kinds import kind_lines
from newsml_export.layout.lines import read_lines
from newsml_export.layout.pinned_headlines import Pinned, Pins, pin
from newsml_export.layout.story_borders import settle
from newsml_export.model.edition import OrphanHeadline
from newsml_export.model.issue import Page
from newsml_export.model.story import Alternative, AlternativeKind, Decision, HeadlineLine

#: characters that an alternative shows of a text
_OPENING = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class PageResult:
    """What one page holds."""

    parts: tuple[PartDraft, ...]
    #: all headlines of the page
    stacks: tuple[PrintedStack, ...]
    orphans: tuple[OrphanHeadline, ...]
    findings: tuple[Finding, ...]


class PageReading:
    """One page of text, read once; its headlines can be matched again when other pages are known."""

    def __init__(self, page: Page, index: int, pack: LanguagePack, publication: str) -> None:
        """Read ``page``.

        Args:
            page: the page as delivered.
            index: its place in the issue, from 0.
            pack: the language that it is written in.
            publication: name of the newspaper; its masthead is furniture, and 本报 stands for it.
        """
        self.page, self.index, self.pack = page, index, pack
        settled = settle(kind_lines(read_lines(page.blocks), pack, publication), pack, publication)
        self.matter, self._alone = settled.matter, settled.matching

    @property
    def takes_continuations(self) -> bool:
        """Whether a text on the page comes from another one."""
        return any(body.jump_from is not None for body in self.matter.bodies)

    def match(self, announced: Sequence[Announced] = (), pins: Pins | None = None) -> PageResult:
        """Give the texts of the page their headlines.

        Args:
            announced: headlines of stories that say on other pages that they go on here.
            pins: headlines that an operator gave to texts, or took from the page.
        """
        matter = self.matter
        matching = match_headlines(matter.chunks, matter.bodies, self.pack, announced) if announced else self._alone
        matches = matching.matches
        pinned = pin(matches, pins, self.pack) if pins else None
        if pins and pinned:
            lost = [match for match in matches if match.body in pins.dropped | pinned.replaced]
            free = match_headlines(pinned.chunks, matter.bodies, self.pack, announced, pins.settled).matches
            # The headline of a text that is no story goes with it, and what is left of a stack that was replaced goes
            # too, unless another text wants it.
            matches = tuple(match for match in free if match.body is not None or not _within(match, lost))
        by_body = {match.body: match for match in matches if match.body is not None}
        without = self._without_headline(matches)
        parts = tuple(
            self._part(order, body, by_body.get(order - 1), without.get(order - 1, Decision()), pinned)
            for order, body in enumerate(matter.bodies, 1)
        )
        orphans = tuple(
            OrphanHeadline(
                page=self.page.label,
                lines=stack_lines(match.chunks, self.pack),
                alternatives=self._alternatives(match.rivals),
            )
            for match in matches
            if match.body is None
        )
        stacks = tuple(
            PrintedStack(
                page_index=self.index,
                text=" ".join(line for chunk in match.chunks for line in chunk.lines),
                above=None if match.above is None else match.above + 1,
            )
            for match in matches
        )
        return PageResult(
            parts=parts, stacks=stacks, orphans=orphans, findings=tuple(_findings(self.page, matter, matches))
        )

    def _alternatives(self, rivals: Sequence[Rival]) -> tuple[Alternative, ...]:
        return tuple(
            Alternative(
                kind=AlternativeKind.TEXT,
                page=self.page.label,
                text=self.matter.bodies[rival].text[:_OPENING],
                confidence=round(chance, 3),
            )
            if isinstance(rival, int)
            else Alternative(
                kind=AlternativeKind.HEADLINE,
                page=self.page.label,
                text=_headline_text(stack_lines(rival, self.pack)),
                confidence=round(chance, 3),
            )
            for rival, chance in rivals
        )

    def _without_headline(self, matches: Sequence[Match]) -> dict[int, Decision]:
        """Return for each text that has no headline those that came near to be its own."""
        near: dict[int, list[Alternative]] = {}
        for match in matches:
            for rival, chance in match.rivals:
                if isinstance(rival, int):
                    near.setdefault(rival, []).extend(self._alternatives([(match.chunks, chance)]))
        return {
            body: Decision(alternatives=tuple(sorted(found, key=lambda item: -item.confidence)))
            for body, found in near.items()
        }

    def _part(self, order: int, body: Body, match: Match | None, without: Decision, pinned: Pinned | None) -> PartDraft:
        lines = [body.first_line, *(chunk.first_line for chunk in (match.chunks if match else ()))]
        headline = stack_lines(match.chunks, self.pack) if match else ()
        if pinned:
            headline = pinned.stacks.get(order - 1, headline)
            lines.append(pinned.first_lines.get(order - 1, body.first_line))
        return PartDraft(
            page=self.page.label,
            section=self.page.section,
            page_index=self.index,
            order=order,
            paragraphs=body.paragraphs,
            headline=headline,
            headline_decision=replace(match.decision, alternatives=self._alternatives(match.rivals))
            if match
            else without,
            bylines=body.bylines,
            source=body.source,
            dateline=body.dateline,
            jump_to=body.jump_to,
            jump_from=body.jump_from,
            first_line=min(lines),
            file=self.page.file,
            marked_start=body.marked_start,
            opens_paragraph=body.opens_paragraph,
        )


def _headline_text(lines: Sequence[HeadlineLine]) -> str:
    return " ".join(line.text for line in lines)


def _within(match: Match, others: Sequence[Match]) -> bool:
    lines = {line for chunk in match.chunks for line in chunk.lines}
    return any(lines <= {line for chunk in other.chunks for line in chunk.lines} for other in others)


def _findings(page: Page, matter: PageMatter, matches: Sequence[Match]) -> list[Finding]:
    found: list[Finding] = []

    def note(code: str, severity: Severity, message: str, line: int, mend: str = "") -> None:
        place = Location(file=page.file, page=page.label, line=line)
        found.append(Finding(code=code, severity=severity, message=message, location=place, mend=mend))

    for match in matches:
        if match.body is None:
            text = " / ".join(line for chunk in match.chunks for line in chunk.lines)
            note(
                "headline-without-body",
                Severity.WARNING,
                f"The headline “{text}” has no text on this page.",
                match.chunks[0].first_line,
                "Check whether its text is missing from the page file.",
            )
    for number, jump in matter.stray_jumps:
        note("stray-jump-line", Severity.WARNING, f"The jump line “{jump.text}” stands beside no text.", number)
    for number, text in matter.captions:
        note("caption-set-aside", Severity.INFO, f"Taken for a picture caption, in no story: “{text}”.", number)
    for number, text in matter.furniture:
        note("furniture-left-out", Severity.INFO, f"Taken for page furniture: “{text}”.", number)
    return found
