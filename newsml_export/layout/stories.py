"""From an issue to its edition: every page understood, the parts linked, each story whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from newsml_export.errors import Location
from newsml_export.findings import Finding, Severity
from newsml_export.layout.continuations import Link, Linking, link_parts
from newsml_export.layout.dangling_jumps import Dangling
from newsml_export.layout.decided_parts import decided_links, decided_parts, pins_of, with_openings
from newsml_export.layout.drafts import GivenFacts, PartDraft
from newsml_export.layout.headlines import derive_headline
from newsml_export.layout.issue_parts import page_readings, read_parts
from newsml_export.layout.language_pack import LanguagePack, pack_for
from newsml_export.layout.lines import unwrap
from newsml_export.layout.override_report import State, applied
from newsml_export.layout.override_report import findings as override_findings
from newsml_export.layout.overrides import Decisions, decide
from newsml_export.layout.page_stories import PageReading
from newsml_export.model.edition import Edition, EditionPage, OrphanHeadline
from newsml_export.model.identity import given_local_id, local_id
from newsml_export.model.issue import Issue, IssueInfo
from newsml_export.model.overrides import AppliedOverride
from newsml_export.model.story import (
    Byline,
    Decision,
    HeadlineLine,
    HeadlineRole,
    LocalId,
    PubStatus,
    Story,
    StoryPart,
    UnresolvedJump,
)

_UNTITLED = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Understood:
    """What an issue holds."""

    parts: Sequence[PartDraft]
    orphans: Sequence[OrphanHeadline]
    #: about pages
    findings: Sequence[Finding]
    linking: Linking
    #: of each story the number of its first part, then the links that lead on
    chains: Sequence[Sequence[Link | int]]
    stories: Sequence[Story]

    @property
    def state(self) -> State:
        return State(parts=self.parts, links=self.linking.links)

    @property
    def names(self) -> dict[int, LocalId]:
        """The local id of every story, by the number of its first part."""
        firsts = (chain[0] for chain in self.chains)
        return {
            first: story.local_id for first, story in zip(firsts, self.stories, strict=True) if isinstance(first, int)
        }


def build_edition(issue: Issue) -> Edition:
    """Find the stories of ``issue``, join their parts over the pages, and say what is in doubt.

    Where the issue has overrides, it is understood twice: they name and change what we make of it without them, and
    a story keeps the local id that it has without them. Pure: reads nothing but ``issue`` and the language packs.
    Never raises for what an issue holds.
    """
    pack = pack_for(issue.info.language)
    readings = page_readings(issue, pack)
    understood = plain = _understand(issue, readings, pack, Decisions(), None)
    overrides: tuple[AppliedOverride, ...] = ()
    told: tuple[Finding, ...] = ()
    if issue.overrides:
        labels = [page.label for page in issue.pages]
        decisions = decide(issue.overrides, plain.parts, plain.orphans, labels, pack, issue.info.publication)
        understood = _understand(issue, readings, pack, decisions, plain)
        overrides = applied(decisions, plain.state, understood.state)
        told = override_findings(decisions, overrides, plain.state, understood.state)
    return Edition(
        info=issue.info,
        pages=tuple(EditionPage(label=page.label, section=page.section, file=page.file) for page in issue.pages),
        stories=(*understood.stories, *(one.story for one in issue.delivered)),
        orphan_headlines=tuple(understood.orphans),
        overrides=overrides,
        findings=(
            *issue.findings,
            *told,
            *understood.findings,
            *_story_findings(understood.stories, understood.parts, understood.linking),
        ),
        identity=issue.identity,
        identities=tuple(one.identity for one in issue.delivered if one.identity is not None),
        source=issue.source,
    )


def _understand(
    issue: Issue,
    readings: Sequence[PageReading],
    pack: LanguagePack,
    decisions: Decisions,
    plain: _Understood | None,
) -> _Understood:
    """Understand ``issue`` as ``decisions`` want it; they speak of the parts in ``plain``, which has none."""
    read = read_parts(issue, readings, pack, pins_of(decisions, plain.parts) if plain else {})
    parts = with_openings(read.parts, pack)
    if plain:
        parts = decided_parts(parts, decisions, plain.state.bylines, pack)
    names = plain.names if plain else {}
    labels = [page.label for page in issue.pages]
    linking = link_parts(parts, labels, read.stacks, pack, decided_links(decisions), frozenset(decisions.aparts))
    chains = [chain for chain in _chains(len(parts), linking.links) if chain[0] not in decisions.drops]
    stories = [_assemble(chain, parts, linking, issue.info, pack) for chain in chains]
    kept = [names.get(chain[0]) if isinstance(chain[0], int) else None for chain in chains]
    return _Understood(
        parts=parts,
        orphans=read.orphans,
        findings=read.findings,
        linking=linking,
        chains=chains,
        stories=_named(stories, issue.info, kept),
    )


def _chains(count: int, links: Sequence[Link]) -> list[list[Link | int]]:
    """Return the parts of each story in order: the number of its first part, then the links that lead on."""
    following = {link.source: link for link in links}
    continued = {link.target for link in links}
    chains: list[list[Link | int]] = []
    for first in range(count):
        if first in continued:
            continue
        chain: list[Link | int] = [first]
        node = first
        while node in following:
            chain.append(following[node])
            node = following[node].target
        chains.append(chain)
    return chains


def _assemble(
    chain: Sequence[Link | int], parts: Sequence[PartDraft], linking: Linking, info: IssueInfo, pack: LanguagePack
) -> Story:
    numbers = [link if isinstance(link, int) else link.target for link in chain]
    drafts = [parts[number] for number in numbers]
    decisions = [None if isinstance(link, int) else link.decision for link in chain]
    paragraphs: list[str] = []
    story_parts: list[StoryPart] = []
    for draft, decision in zip(drafts, decisions, strict=True):
        mid = bool(decision and paragraphs and draft.paragraphs and not pack.ends_sentence(paragraphs[-1]))
        first = max(0, len(paragraphs) - mid)
        if mid:
            paragraphs[-1] = unwrap([paragraphs[-1], draft.paragraphs[0]], spaced=pack.spaced)
        paragraphs += draft.paragraphs[mid:]
        story_parts.append(
            StoryPart(
                page=draft.page,
                section=draft.section,
                order=draft.order,
                first_paragraph=min(first, max(0, len(paragraphs) - 1)),
                last_paragraph=max(0, len(paragraphs) - 1),
                headline=draft.headline,
                jump_to=draft.jump_to.text if draft.jump_to else None,
                jump_from=draft.jump_from.text if draft.jump_from else None,
                mid_paragraph=mid,
                continuation=decision,
                first_line=draft.first_line,
                begins=draft.begins,
            )
        )
    headline, headline_decision = _headline(drafts, paragraphs, pack)
    facts = [draft.facts for draft in drafts if draft.facts is not None]
    given = next((draft.given for draft in drafts if draft.given is not None), GivenFacts())
    return Story(
        local_id=LocalId(given.id or ""),
        language=given.language or info.language,
        headline=headline,
        headline_decision=headline_decision,
        paragraphs=tuple(paragraphs),
        parts=tuple(story_parts),
        bylines=_bylines(drafts),
        source=next((draft.source for draft in drafts if draft.source), None),
        dateline=next((draft.dateline for draft in drafts if draft.dateline), None),
        unresolved_jumps=tuple(
            _unresolved(item, parts[item.part]) for item in linking.dangling if item.part in numbers
        ),
        pictures=tuple(picture for draft in drafts for picture in draft.pictures),
        genre=given.genre,
        keywords=given.keywords,
        subjects=given.subjects,
        series=given.member_of,
        located=given.located,
        summary=given.summary,
        slugline=given.slugline,
        urgency=given.urgency,
        guesses=given.guesses,
        pub_status=_status(facts),
        embargoed=max((fact.embargoed for fact in facts if fact.embargoed is not None), default=None),
        ed_note=next((fact.ed_note for fact in facts if fact.ed_note), None),
        correction=next((fact.correction for fact in facts if fact.correction), None),
    )


def _status(facts: Sequence[GivenFacts]) -> PubStatus:
    """Return the strictest status that is given for any part: what must not be shown of a part is not shown at all."""
    given = {fact.pub_status for fact in facts}
    return next((status for status in (PubStatus.CANCELED, PubStatus.WITHHELD) if status in given), PubStatus.USABLE)


def _headline(
    drafts: Sequence[PartDraft], paragraphs: Sequence[str], pack: LanguagePack
) -> tuple[tuple[HeadlineLine, ...], Decision]:
    for draft in drafts:
        if draft.headline:
            return draft.headline, draft.headline_decision
    derived = derive_headline(paragraphs, pack)
    if derived and drafts[0].headline_decided:
        return derived, drafts[0].headline_decision
    reason = "no headline on the page was matched; made from the first clause"
    if not derived:
        caption = next((picture.caption for draft in drafts for picture in draft.pictures if picture.caption), None)
        derived = (HeadlineLine(role=HeadlineRole.DERIVED, text=caption or _UNTITLED),)
        reason = "there is neither headline nor text"
    near = drafts[0].headline_decision.alternatives
    return derived, Decision(confidence=0.5, evidence=(reason,), alternatives=near)


def _bylines(drafts: Sequence[PartDraft]) -> tuple[Byline, ...]:
    decided = [draft for draft in drafts if draft.bylines_decided]
    found: dict[str, Byline] = {}
    for draft in decided or drafts:
        for byline in draft.bylines:
            found.setdefault(byline.name, byline)
    return tuple(found.values())


def _unresolved(item: Dangling, part: PartDraft) -> UnresolvedJump:
    return UnresolvedJump(
        direction=item.jump.direction,
        page=part.page,
        target=item.jump.label,
        text=item.jump.text,
        reason=item.reason,
        evidence=item.evidence,
        alternatives=item.alternatives,
    )


def _named(stories: Sequence[Story], info: IssueInfo, kept: Sequence[LocalId | None]) -> list[Story]:
    """Give every story its local id.

    The printed headline names a story, so that a correction of its text keeps its identity. Where there is none, or
    two stories share it, the opening of the text counts too; texts alike to the letter are told apart by a count.
    A story whose id is ``kept`` has it already: what an operator corrects stays the same story for those who have it.
    """
    headlines = ["" if story.derived_headline else "".join(line.text for line in story.headline) for story in stories]
    shared = Counter(headlines)
    seen: Counter[str] = Counter(name for name in kept if name)
    named = []
    for story, headline, name in zip(stories, headlines, kept, strict=True):
        if not name:
            if story.local_id:
                name = given_local_id(story.local_id)
            else:
                text = "".join(story.paragraphs) if not headline or shared[headline] > 1 else ""
                name = local_id(info.publication, headline, text)
            seen[name] += 1
            if seen[name] > 1:
                name = LocalId(f"{name}-{seen[name]}")
        named.append(replace(story, local_id=name))
    return named


def _story_findings(stories: Sequence[Story], parts: Sequence[PartDraft], linking: Linking) -> list[Finding]:
    found: list[Finding] = []
    files = {part.page: part.file for part in parts}
    for story in stories:
        if not story.derived_headline or story.headline_decision.confidence == 1.0:
            # Nothing is in doubt where an operator said that there is no headline.
            continue
        first = story.parts[0]
        place = Location(file=files.get(first.page), page=first.page, line=first.first_line, story=story.main_headline)
        found.append(
            Finding(
                code="headline-derived",
                severity=Severity.WARNING,
                message="The text has no headline on its page; one was made from its first clause.",
                location=place,
                mend="Add the headline to the page file, or accept the derived one.",
            )
        )
    for item in linking.dangling:
        part = parts[item.part]
        head = part.headline[0].text if part.headline else None
        found.append(
            Finding(
                code=item.code,
                severity=Severity.WARNING,
                message=f"The jump line “{item.jump.text}” was not followed: {item.reason}.",
                location=Location(file=part.file, page=part.page, line=item.jump.line or part.first_line, story=head),
                mend="Add the missing page, or correct the jump line in the page file.",
                evidence=item.evidence,
            )
        )
    return found
