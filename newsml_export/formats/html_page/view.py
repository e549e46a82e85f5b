"""What the page shows, worked out beforehand so that the template only has to place it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsml_export.errors import Location
from newsml_export.findings import Severity
from newsml_export.formats.excerpt import excerpt, one_line
from newsml_export.formats.html_page.filing import Row, filed_rows
from newsml_export.model.story import HeadlineRole, JumpDirection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from newsml_export.findings import Finding
    from newsml_export.formats.base import WriteContext
    from newsml_export.model.edition import Edition, EditionPage, OrphanHeadline
    from newsml_export.model.identity import Version
    from newsml_export.model.story import Decision, LocalId, Story, StoryPart, UnresolvedJump

#: a decision that we are less sure of is shown as a doubt
DOUBT_BELOW = 0.8
#: characters that a story shows of its text before it is opened: the first on a page, and every other one
_LEAD_PREVIEW, _PREVIEW = 260, 130
_CARD_EXCERPT = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A decision as it is shown."""

    #: key of the label that says what was decided
    about: str
    decision: Decision

    @property
    def percent(self) -> int:
        """The confidence in percent, never rounded up across the limit of doubt."""
        return int(self.decision.confidence * 100 + 1e-9)

    @property
    def doubtful(self) -> bool:
        """Whether a person should look."""
        return self.decision.confidence < DOUBT_BELOW


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """A paragraph, or (with ``text`` empty) the place where the text goes over to another page."""

    text: str = ""
    #: the part that begins here
    part: PartView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """How the text of a story is divided between what is shown and what opens."""

    shown: tuple[TextBlock, ...]
    #: what opens; all of the text where ``cut``
    hidden: tuple[TextBlock, ...]
    #: the shown text breaks off inside a paragraph, and is replaced when the rest opens
    cut: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """A part of a story in its place."""

    story: Story
    part: StoryPart
    anchor: str
    number: int
    jumps: tuple[UnresolvedJump, ...]
    #: label and anchor of the part before and of the part after
    before: tuple[str, str] | None
    after: tuple[str, str] | None

    @property
    def judgement(self) -> Judgement | None:
        """How sure we are that the part belongs to the story."""
        if self.part.continuation is None:
            return None
        return Judgement(about="continuation_match", decision=self.part.continuation)

    @property
    def headline(self) -> str:
        """The headline that the page prints over the part, or an empty string."""
        return one_line(" ".join(line.text for line in self.part.headline))

    @property
    def excerpt(self) -> str:
        """How the part begins; empty where it only goes on with a paragraph that began before."""
        whole = slice(self.part.first_paragraph + self.part.mid_paragraph, self.part.last_paragraph + 1)
        own = next(iter(self.story.paragraphs[whole]), "")
        return excerpt(own[: _CARD_EXCERPT * 4], _CARD_EXCERPT)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """A story as its first page shows it."""

    story: Story
    parts: tuple[PartView, ...]
    guid: str
    version: Version | None
    exported: bool
    lead: bool

    @property
    def judgement(self) -> Judgement:
        """How sure we are of the headline."""
        return Judgement(about="headline_match", decision=self.story.headline_decision)

    def lines(self, *roles: str) -> tuple[str, ...]:
        """Return the headline lines of ``roles``, in order."""
        return tuple(line.text for line in self.story.headline if line.role in roles)

    @property
    def main_lines(self) -> tuple[str, ...]:
        """The lines of the main headline; never empty."""
        return self.lines(HeadlineRole.MAIN, HeadlineRole.DERIVED) or (self.story.main_headline,)

    @property
    def filed(self) -> tuple[Row, ...]:
        """What the story is filed under."""
        return filed_rows(self.story)

    @property
    def characters(self) -> int:
        """Length of the text without white space."""
        return sum(len("".join(paragraph.split())) for paragraph in self.story.paragraphs)

    @property
    def preview(self) -> Preview:
        """The text, divided."""
        blocks = tuple(self._blocks())
        budget = _LEAD_PREVIEW if self.lead else _PREVIEW
        first = self.story.paragraphs[0] if self.story.paragraphs else ""
        if len(first) > 2 * budget:
            return Preview(shown=(TextBlock(text=excerpt(first, budget)),), hidden=blocks, cut=True)
        shown = 0
        length = 0
        for block in blocks:
            if shown and (block.part is not None or length + len(block.text) > budget):
                break
            shown, length = shown + 1, length + len(block.text)
        return Preview(shown=blocks[:shown], hidden=blocks[shown:], cut=False)

    def _blocks(self) -> Iterator[TextBlock]:
        starts: dict[int, list[PartView]] = {}
        for part in self.parts[1:]:
            starts.setdefault(part.part.first_paragraph, []).append(part)
        for number, paragraph in enumerate(self.story.paragraphs):
            yield from (TextBlock(part=part) for part in starts.get(number, ()))
            yield TextBlock(text=paragraph)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """A page and what stands on it, in order: whole stories and parts of stories that began elsewhere."""

    page: EditionPage
    anchor: str
    entries: tuple[StoryView | PartView, ...]
    orphans: tuple[OrphanHeadline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """A finding, and the place on this page that it speaks of."""

    finding: Finding
    anchor: str | None

    @property
    def file(self) -> str:
        """The file with its line, or what else says where in the input it is; may be empty."""
        place = self.finding.location
        return str(Location(file=place.file, line=place.line, column=place.column, byte=place.byte, path=place.path))


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueView:
    """Everything on the page."""

    pages: tuple[PageView, ...]
    stories: tuple[StoryView, ...]
    findings: tuple[FindingView, ...]
    #: label key and number, in the order they are shown
    counts: tuple[tuple[str, int], ...]
    #: findings of each severity, the worst first
    severities: tuple[tuple[str, int], ...]


def issue_view(edition: Edition, context: WriteContext, exported: Iterable[LocalId]) -> IssueView:
    """Return what is shown of ``edition``.

    Args:
        edition: the linked issue; nothing of it is left out.
        context: for guids and versions.
        exported: the stories whose documents were written; the others are shown as left out.
    """
    pages = {page.label: page for page in edition.pages}
    firsts = [placed[0] for label in pages if (placed := edition.placements(label)) and len(placed) > 1]
    leads = {story.local_id for story, part in firsts if part is story.parts[0]}
    written = set(exported)
    stories = tuple(
        StoryView(
            story=story,
            parts=_parts(story),
            guid=context.guids[story.local_id],
            version=context.versions.get(context.guids[story.local_id]),
            exported=story.local_id in written,
            lead=story.local_id in leads,
        )
        for story in edition.stories
    )
    page_views = tuple(
        PageView(
            page=page,
            anchor=f"page-{number}",
            entries=_entries(label, stories),
            orphans=tuple(orphan for orphan in edition.orphan_headlines if orphan.page == label),
        )
        for number, (label, page) in enumerate(pages.items(), 1)
    )
    return IssueView(
        pages=page_views,
        stories=stories,
        findings=_findings(edition.findings, page_views, stories),
        counts=_counts(edition, stories),
        severities=tuple(
            (severity.value, sum(finding.severity is severity for finding in edition.findings))
            for severity in reversed(Severity)
        ),
    )


def _parts(story: Story) -> tuple[PartView, ...]:
    anchors = [
        f"story-{story.local_id}" + (f"-{number}" if number > 1 else "") for number in range(1, len(story.parts) + 1)
    ]
    labels = [(part.page, anchor) for part, anchor in zip(story.parts, anchors, strict=True)]
    owners = {part.page: number for number, part in reversed(list(enumerate(story.parts)))}
    return tuple(
        PartView(
            story=story,
            part=part,
            anchor=anchors[number],
            number=number,
            # A jump line on a page that holds no part of the story is shown where the story begins.
            jumps=tuple(jump for jump in story.unresolved_jumps if owners.get(jump.page, 0) == number),
            before=labels[number - 1] if number else None,
            after=labels[number + 1] if number + 1 < len(labels) else None,
        )
        for number, part in enumerate(story.parts)
    )


def _entries(label: str, stories: Sequence[StoryView]) -> tuple[StoryView | PartView, ...]:
    placed = [(part.part.order, part, view) for view in stories for part in view.parts if part.part.page == label]
    placed.sort(key=lambda entry: entry[0])
    return tuple(part if part.number else view for _, part, view in placed)


def _findings(
    findings: Sequence[Finding], pages: Sequence[PageView], stories: Sequence[StoryView]
) -> tuple[FindingView, ...]:
    anchors: dict[str, str] = {}
    for view in reversed(stories):
        for name in (view.story.main_headline, view.story.local_id, view.guid):
            anchors[name] = view.parts[0].anchor
    page_anchors = {view.page.label: view.anchor for view in pages}
    order = list(reversed(Severity))
    return tuple(
        FindingView(finding=finding, anchor=_anchor(finding, anchors, page_anchors))
        for finding in sorted(findings, key=lambda finding: order.index(finding.severity))
    )


def _anchor(finding: Finding, stories: Mapping[str, str], pages: Mapping[str, str]) -> str | None:
    return stories.get(finding.location.story or "") or pages.get(finding.location.page or "")


def _counts(edition: Edition, stories: Sequence[StoryView]) -> tuple[tuple[str, int], ...]:
    parts = [part for view in stories for part in view.parts]
    judgements = [view.judgement for view in stories] + [part.judgement for part in parts if part.judgement]
    return (
        ("pages", len({page.label for page in edition.pages})),
        ("stories", len(stories)),
        ("continuations", sum(part.number > 0 for part in parts)),
        ("unresolved", sum(len(part.jumps) for part in parts)),
        ("orphans", len(edition.orphan_headlines)),
        ("derived_count", sum(view.story.derived_headline for view in stories)),
        ("doubts", sum(judgement.doubtful for judgement in judgements)),
    )


def lost(part: PartView, direction: JumpDirection) -> str | None:
    """Return why the part's jump in ``direction`` was not followed, or ``None`` where there is no such jump."""
    return next((f"{jump.text} {jump.reason}" for jump in part.jumps if jump.direction is direction), None)
