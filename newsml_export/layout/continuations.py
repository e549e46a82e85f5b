"""Which 上接 belongs to which 下转: one assignment over the issue, with evidence; what is in doubt is not followed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from newsml_export.layout.dangling_jumps import Dangling, Weighed, alternatives, explain_dangling, names_own_page
from newsml_export.layout.drafts import PartDraft, PrintedStack
from newsml_export.layout.evidence import pair_model
from newsml_export.layout.jump_lines import JumpLine, label_key
from newsml_export.layout.language_pack import LanguagePack
from newsml_export.layout.lines import bare
from newsml_export.layout.link_evidence import LinkEvidence
from newsml_export.layout.matching import Rivals, assign
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
    parts: Sequence[PartDraft],
    labels: Sequence[str],
    pack: LanguagePack,
    given: Sequence[Link] = (),
    aparts: Collection[tuple[int, int]] = (),
) -> Candidates:
    """Return what there is to pair.

    Args:
        parts: all parts of all pages, in the order of the issue.
        labels: labels of all pages of the input.
        pack: the language of the issue.
        given: links that are known already; their ends are not paired again.
        aparts: pairs of parts that never stand in one story, the smaller place first.
    """
    keys = _keys(labels, pack)
    going, coming = {link.source for link in given}, {link.target for link in given}
    sources = [n for n, part in enumerate(parts) if n not in going and _leaves(part, part.jump_to, keys)]
    targets = [n for n, part in enumerate(parts) if n not in coming and _leaves(part, part.jump_from, keys)]
    pairs = [
        (row, column)
        for row, source in enumerate(sources)
        for column, target in enumerate(targets)
        if _labels_fit(parts[source], parts[target], keys) and (min(source, target), max(source, target)) not in aparts
    ]
    return Candidates(tuple(sources), tuple(targets), tuple(pairs))


def link_parts(
    parts: Sequence[PartDraft],
    labels: Sequence[str],
    stacks: Sequence[PrintedStack],
    pack: LanguagePack,
    decided: Sequence[Link] = (),
    aparts: Collection[tuple[int, int]] = (),
) -> Linking:
    """Pair the jump lines of an issue.

    Args:
        parts: all parts of all pages, in the order of the issue.
        labels: labels of all pages of the input.
        stacks: all headlines of all pages as they stand there.
        pack: the language of the issue.
        decided: links that are made whatever the jump lines say; without circles.
        aparts: pairs of parts that never stand in one story, the smaller place first.
    """
    given = [*decided, *_given_links(parts, decided, aparts)]
    found = candidates(parts, labels, pack, given, aparts)
    model = pair_model("links", spaced=pack.spaced)
    ends = [(found.sources[row], found.targets[column]) for row, column in found.pairs]
    weigher = LinkEvidence(parts, ends, stacks, pack)
    evidence = {pair: weigher.of(*both) for pair, both in zip(found.pairs, ends, strict=True)}
    scores = {pair: model.score(one.values) + PAIRED for pair, one in evidence.items()}
    pairs = assign(scores, len(found.sources), len(found.targets))
    rivals = Rivals(scores, pairs)
    sure = {(pair.row, pair.column): model.confidence(pair.score - PAIRED, pair.margin) for pair in pairs}
    links = [
        Link(
            source=found.sources[row],
            target=found.targets[column],
            decision=Decision(
                confidence=round(confidence, 3),
                evidence=model.phrases(evidence[row, column]),
                alternatives=alternatives(
                    parts,
                    [
                        (found.targets[other] if one == row else found.sources[one], chance)
                        for one, other, chance in rivals.of(row, column)
                    ],
                ),
            ),
        )
        for (row, column), confidence in sure.items()
        if confidence >= ACCEPT
    ]
    whole = _without_circles([*given, *links])
    links = _kept_apart(whole, aparts, {link.source for link in decided})
    followed = {(link.source, link.target) for link in links}
    weighed = Weighed(
        parts=parts,
        keys=_keys(labels, pack),
        sources=found.sources,
        targets=found.targets,
        rivals=rivals,
        pairs=pairs,
        aparts=aparts,
        cut={(link.source, link.target) for link in whole} - followed,
    )
    return Linking(links=tuple(links), dangling=tuple(explain_dangling(weighed, followed)))


def _keys(labels: Sequence[str], pack: LanguagePack) -> dict[str, str]:
    return {label: label_key(label, pack.numerals) or bare(label) for label in labels}


def _leaves(part: PartDraft, jump: JumpLine | None, keys: Mapping[str, str]) -> bool:
    return jump is not None and not names_own_page(part, jump, keys)


def _labels_fit(there: PartDraft, back: PartDraft, keys: Mapping[str, str]) -> bool:
    assert there.jump_to is not None
    assert back.jump_from is not None
    fits_to = there.jump_to.label is None or there.jump_to.label == keys.get(back.page)
    fits_from = back.jump_from.label is None or back.jump_from.label == keys.get(there.page)
    return there.page_index != back.page_index and fits_to and fits_from


def _given_links(
    parts: Sequence[PartDraft], decided: Sequence[Link], aparts: Collection[tuple[int, int]]
) -> list[Link]:
    by_id = {part.given.id: n for n, part in enumerate(parts) if part.given is not None and part.given.id}
    links: list[Link] = []
    seen = {link.source for link in decided}
    continued = {link.target for link in decided}
    for n, part in enumerate(parts):
        source = by_id.get(part.given.continues) if part.given is not None and part.given.continues else None
        if source is None or n in continued or (min(source, n), max(source, n)) in aparts:
            continue
        if source != n and source not in seen:
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


def _kept_apart(links: Sequence[Link], aparts: Collection[tuple[int, int]], decided: Collection[int]) -> list[Link]:
    """Cut the weakest link of every story that holds parts of two, but none that is decided."""
    kept = {link.source: link for link in links}
    for pair in sorted(aparts):
        for start, end in (pair, pair[::-1]):
            path: list[Link] = []
            node = start
            while node != end and node in kept:
                path.append(kept[node])
                node = kept[node].target
            doubtful = [link for link in path if link.source not in decided]
            if node == end and doubtful:
                del kept[min(doubtful, key=lambda link: link.decision.confidence).source]
    return sorted(kept.values(), key=lambda link: (link.source, link.target))
