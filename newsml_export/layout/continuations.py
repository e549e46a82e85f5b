"""Which 上接 belongs to which 下转: one assignment over the issue, with evidence; what is in doubt is not followed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newsml_export.layout.drafts import PartDraft, PrintedStack
from newsml_export.layout.evidence import pair_model
from newsml_export.layout.jump_lines import JumpLine, label_key
from newsml_export.layout.language_pack import LanguagePack
from newsml_export.layout.lines import bare
from newsml_export.layout.link_evidence import LinkEvidence
from newsml_export.layout.matching import assign
from newsml_export.model.story import Decision

#: how sure a pair must be to be followed: two stories joined wrongly are far worse than one left in two
ACCEPT = 0.85
#: added to the log-odds of every pair before the assignment: a jump line that nothing answers is rare
PAIRED = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Part ``target`` continues part ``source`` (places in the sequence of all parts of the issue)."""

    source: int
    target: int
    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Dangling:
    """A jump line that was not followed."""

    part: int
    jump: JumpLine
    reason: str
    #: why, as a kebab-case finding code
    code: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Linking:
    """What became of all jump lines of an issue."""

    links: tuple[Link, ...]
    dangling: tuple[Dangling, ...]


@dataclass(frozen=True, slots=True)
class Candidates:
    """The jump lines of an issue that may be followed (places in the sequence of all parts)."""

    #: parts that go on elsewhere
    sources: tuple[int, ...]
    #: parts that come from elsewhere
    targets: tuple[int, ...]
    #: places in ``sources`` and ``targets`` of the pairs whose page labels fit
    pairs: tuple[tuple[int, int], ...]


def candidates(
    parts: Sequence[PartDraft], labels: Sequence[str], pack: LanguagePack, given: Sequence[Link] = ()
) -> Candidates:
    """Return what there is to pair.

    Args:
        parts: all parts of all pages, in the order of the issue.
        labels: labels of all pages of the input.
        pack: the language of the issue.
        given: links that are known already; their ends are not paired again.
    """
    keys = _keys(labels, pack)
    going, coming = {link.source for link in given}, {link.target for link in given}
    sources = [n for n, part in enumerate(parts) if n not in going and _leaves(part, part.jump_to, keys)]
    targets = [n for n, part in enumerate(parts) if n not in coming and _leaves(part, part.jump_from, keys)]
    pairs = [
        (row, column)
        for row, source in enumerate(sources)
        for column, target in enumerate(targets)
        if _labels_fit(parts[source], parts[target], keys)
    ]
    return Candidates(tuple(sources), tuple(targets), tuple(pairs))


def link_parts(
    parts: Sequence[PartDraft], labels: Sequence[str], stacks: Sequence[PrintedStack], pack: LanguagePack
) -> Linking:
    """Pair the jump lines of an issue.

    Args:
        parts: all parts of all pages, in the order of the issue.
        labels: labels of all pages of the input.
        stacks: all headlines of all pages as they stand there.
        pack: the language of the issue.
    """
    given = _given_links(parts)
    found = candidates(parts, labels, pack, given)
    model = pair_model("links", spaced=pack.spaced)
    ends = [(found.sources[row], found.targets[column]) for row, column in found.pairs]
    weigher = LinkEvidence(parts, ends, stacks, pack)
    evidence = {pair: weigher.of(*both) for pair, both in zip(found.pairs, ends, strict=True)}
    scores = {pair: model.score(one.values) + PAIRED for pair, one in evidence.items()}
    pairs = assign(scores, len(found.sources), len(found.targets))
    sure = {(pair.row, pair.column): model.confidence(pair.score - PAIRED, pair.margin) for pair in pairs}
    links = [
        Link(
            source=found.sources[row],
            target=found.targets[column],
            decision=Decision(confidence=round(confidence, 3), evidence=model.phrases(evidence[row, column])),
        )
        for (row, column), confidence in sure.items()
        if confidence >= ACCEPT
    ]
    links = _without_circles([*given, *links])
    return Linking(links=tuple(links), dangling=tuple(_dangling(parts, links, found, sure, _keys(labels, pack))))


def _keys(labels: Sequence[str], pack: LanguagePack) -> dict[str, str]:
    return {label: label_key(label, pack.numerals) or bare(label) for label in labels}


def _leaves(part: PartDraft, jump: JumpLine | None, keys: Mapping[str, str]) -> bool:
    return jump is not None and not _own_page(part, jump, keys)


def _own_page(part: PartDraft, jump: JumpLine, keys: Mapping[str, str]) -> bool:
    return jump.label is not None and jump.label == keys.get(part.page)


def _labels_fit(there: PartDraft, back: PartDraft, keys: Mapping[str, str]) -> bool:
    assert there.jump_to is not None
    assert back.jump_from is not None
    fits_to = there.jump_to.label is None or there.jump_to.label == keys.get(back.page)
    fits_from = back.jump_from.label is None or back.jump_from.label == keys.get(there.page)
    return there.page_index != back.page_index and fits_to and fits_from


def _given_links(parts: Sequence[PartDraft]) -> list[Link]:
    by_id = {part.given.id: n for n, part in enumerate(parts) if part.given is not None and part.given.id}
    links: list[Link] = []
    seen: set[int] = set()
    for n, part in enumerate(parts):
        source = by_id.get(part.given.continues) if part.given is not None and part.given.continues else None
        if source is not None and source != n and source not in seen:
            seen.add(source)
            links.append(Link(source=source, target=n, decision=Decision(evidence=("said by the deliverer",))))
    return links


def _without_circles(links: Sequence[Link]) -> list[Link]:
    """Leave out the weakest link of every circle: a story must have a first part."""
    kept: dict[int, Link] = {}
    for link in sorted(links, key=lambda link: -link.decision.confidence):
        node: int | None = link.target
        while node is not None and node in kept and node != link.source:
            node = kept[node].target
        if node != link.source:
            kept[link.source] = link
    return sorted(kept.values(), key=lambda link: (link.source, link.target))


def _dangling(
    parts: Sequence[PartDraft],
    links: Sequence[Link],
    found: Candidates,
    sure: Mapping[tuple[int, int], float],
    keys: Mapping[str, str],
) -> list[Dangling]:
    going, coming = {link.source for link in links}, {link.target for link in links}
    ends = [(found.sources[row], found.targets[column]) for row, column in found.pairs]
    doubtful = {found.sources[row] for row, _ in sure} | {found.targets[column] for _, column in sure}
    dangling: list[Dangling] = []
    for n, part in enumerate(parts):
        if part.jump_to is not None and n not in going:
            rivals = [target for source, target in ends if source == n]
            dangling.append(_explain(parts, n, part.jump_to, rivals, n in doubtful, keys, "goes on on"))
        if part.jump_from is not None and n not in coming:
            rivals = [source for source, target in ends if target == n]
            dangling.append(_explain(parts, n, part.jump_from, rivals, n in doubtful, keys, "comes from"))
    return dangling


def _explain(
    parts: Sequence[PartDraft],
    n: int,
    jump: JumpLine,
    rivals: Sequence[int],
    doubtful: bool,
    keys: Mapping[str, str],
    verb: str,
) -> Dangling:
    page = f"page {jump.label}" if jump.label else "a page whose number is lost"
    evidence = tuple(_name(parts[rival]) for rival in rivals)
    if _own_page(parts[n], jump, keys):
        code, reason = "jump-to-own-page", f"it names its own page {parts[n].page}"
    elif jump.label is not None and jump.label not in keys.values():
        code, reason = "jump-unresolved", f"{page} is not in the input"
    elif not rivals:
        code, reason = "jump-unresolved", f"no jump line on {page} answers it"
    elif doubtful and len(rivals) > 1:
        code, reason = "jump-ambiguous", "it could be " + " or ".join(evidence)
    else:
        code, reason = "jump-unresolved", f"nothing that it {verb} fits well enough"
    return Dangling(part=n, jump=jump, reason=reason, code=code, evidence=evidence)


def _name(part: PartDraft) -> str:
    head = part.headline[0].text if part.headline else (part.paragraphs[0][:16] + "…" if part.paragraphs else "")
    return f"“{head}” on page {part.page}"
