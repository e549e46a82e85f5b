"""From an issue to its edition: every page understood, the parts linked, each story whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from newsml_export.errors import Location
from newsml_export.findings import Finding, Severity
from newsml_export.layout.continuations import Dangling, Link, Linking, link_parts
from newsml_export.layout.drafts import GivenFacts, PartDraft
from newsml_export.layout.headlines import derive_headline
from newsml_export.layout.issue_parts import read_parts
from newsml_export.layout.language_pack import LanguagePack, pack_for
from newsml_export.layout.lines import unwrap
from newsml_export.model.edition import Edition, EditionPage
from newsml_export.model.identity import given_local_id, local_id
from newsml_export.model.issue import Issue, IssueInfo
from newsml_export.model.story import (
    Byline,
    Decision,
    HeadlineLine,
    HeadlineRole,
    LocalId,
    Story,
    StoryPart,
    UnresolvedJump,
)
from newsml_export.model.subjects import Genre, Keyword

_UNTITLED = "…"


def build_edition(issue: Issue) -> Edition:
    """Find the stories of ``issue``, join their parts over the pages, and say what is in doubt.

    Pure: reads nothing but ``issue`` and the language packs. Never raises for what an issue holds.
    """
    pack = pack_for(issue.info.language)
    read = read_parts(issue, pack)
    parts = read.parts
    linking = link_parts(parts, [page.label for page in issue.pages], read.stacks, pack)
    chains = _chains(len(parts), linking.links)
    stories = _named([_assemble(chain, parts, linking, issue.info, pack) for chain in chains], issue.info)
    findings = (*issue.findings, *read.findings, *_story_findings(stories, parts, linking))
    return Edition(
        info=issue.info,
        pages=tuple(EditionPage(label=page.label, section=page.section, file=page.file) for page in issue.pages),
        stories=tuple(stories),
        orphan_headlines=read.orphans,
        findings=findings,
        source=issue.source,
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
            )
        )
    headline, headline_decision = _headline(drafts, paragraphs, pack)
    given = next((draft.given for draft in drafts if draft.given is not None), None) or GivenFacts()
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
        genre=Genre(name=given.genre) if given.genre else None,
        keywords=tuple(Keyword(text=text) for text in given.keywords),
        summary=given.summary,
        embargoed=given.embargoed,
    )


def _headline(
    drafts: Sequence[PartDraft], paragraphs: Sequence[str], pack: LanguagePack
) -> tuple[tuple[HeadlineLine, ...], Decision]:
    for draft in drafts:
        if draft.headline:
            return draft.headline, draft.headline_decision
    derived = derive_headline(paragraphs, pack)
    reason = "no headline on the page was matched; made from the first clause"
    if not derived:
        caption = next((picture.caption for draft in drafts for picture in draft.pictures if picture.caption), None)
        derived = (HeadlineLine(role=HeadlineRole.DERIVED, text=caption or _UNTITLED),)
        reason = "there is neither headline nor text"
    return derived, Decision(confidence=0.5, evidence=(reason,))


def _bylines(drafts: Sequence[PartDraft]) -> tuple[Byline, ...]:
    found: dict[str, Byline] = {}
    for draft in drafts:
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
    )


def _named(stories: Sequence[Story], info: IssueInfo) -> list[Story]:
    """Give every story its local id.

    The printed headline names a story, so that a correction of its text keeps its identity. Where there is none, or
    two stories share it, the opening of the text counts too; texts alike to the letter are told apart by a count.
    """
    headlines = ["" if story.derived_headline else "".join(line.text for line in story.headline) for story in stories]
    shared = Counter(headlines)
    seen: Counter[str] = Counter()
    named = []
    for story, headline in zip(stories, headlines, strict=True):
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
        if not story.derived_headline:
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
