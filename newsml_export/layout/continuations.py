"""Which 上接 belongs to which 下转: one assignment over the issue, with evidence; what is in doubt is not followed."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from newsml_export.layout.dangling_jumps import (
    MARGIN,
    Dangling,
    Weighed,
    alternatives,
    explain_dangling,
    names_own_page,
)
from newsml_export.layout.drafts import PartDraft
from newsml_export.layout.jump_lines import JumpLine, label_key
from newsml_export.layout.language_pack import LanguagePack
from newsml_export.layout.lines import bare
from newsml_export.layout.matching import Rivals, assign
from newsml_export.layout.terms import longest_common, rarity, repeats, word_across, words_of
from newsml_export.model.story import Decision

#: log-odds of a pair of which nothing is known but that its page labels fit, two more than in single pairs, because a
#: jump line that nothing answers is rare. The weights below were fitted by logistic regression on composed issues.
_BASE = -0.3
_ACCEPT = 1.3
_QUOTES = (("“", "”"), ("《", "》"), ("（", "）"), ("「", "」"))


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


def link_parts(
    parts: Sequence[PartDraft],
    labels: Sequence[str],
    pack: LanguagePack,
    decided: Sequence[Link] = (),
    aparts: Collection[tuple[int, int]] = (),
) -> Linking:
    """Pair the jump lines of an issue.

    Args:
        parts: all parts of all pages, in the order of the issue.
        labels: labels of all pages of the input.
        pack: the language of the issue.
        decided: links that are made whatever the jump lines say; without circles.
        aparts: pairs of parts that never stand in one story, the smaller place first.
    """
    keys = {label: label_key(label, pack.numerals) or bare(label) for label in labels}
    given = [*decided, *_given_links(parts, decided, aparts)]
    taken_to, taken_from = {link.source for link in given}, {link.target for link in given}
    sources = [n for n, part in enumerate(parts) if n not in taken_to and _leaves(part, part.jump_to, keys)]
    targets = [n for n, part in enumerate(parts) if n not in taken_from and _leaves(part, part.jump_from, keys)]
    weigher = _Weigher(parts, sources, targets, keys, pack, aparts)
    scores = weigher.scores()
    pairs = assign(scores, len(sources), len(targets))
    rivals = Rivals(scores, pairs)
    accepted = [pair for pair in pairs if pair.score >= _ACCEPT and pair.margin >= MARGIN]
    links = [
        Link(
            source=sources[pair.row],
            target=targets[pair.column],
            decision=Decision(
                confidence=round(pair.confidence, 3),
                evidence=weigher.evidence(sources[pair.row], targets[pair.column]),
                alternatives=alternatives(
                    parts,
                    [
                        (targets[column] if row == pair.row else sources[row], chance)
                        for row, column, chance in rivals.of(pair.row, pair.column)
                    ],
                ),
            ),
        )
        for pair in accepted
    ]
    whole = _without_circles([*given, *links])
    links = _kept_apart(whole, aparts, {link.source for link in decided})
    followed = {(link.source, link.target) for link in links}
    weighed = Weighed(
        parts=parts,
        keys=keys,
        sources=sources,
        targets=targets,
        rivals=rivals,
        pairs=pairs,
        aparts=aparts,
        cut={(link.source, link.target) for link in whole} - followed,
    )
    return Linking(links=tuple(links), dangling=tuple(explain_dangling(weighed, followed)))


def _leaves(part: PartDraft, jump: JumpLine | None, keys: Mapping[str, str]) -> bool:
    return jump is not None and not names_own_page(part, jump, keys)


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


class _Weigher:
    """Scores pairs of a part that goes on elsewhere and a part that comes from elsewhere."""

    def __init__(
        self,
        parts: Sequence[PartDraft],
        sources: Sequence[int],
        targets: Sequence[int],
        keys: Mapping[str, str],
        pack: LanguagePack,
        aparts: Collection[tuple[int, int]] = (),
    ) -> None:
        self.aparts = aparts
        self.parts, self.sources, self.targets, self.keys, self.pack = parts, sources, targets, keys, pack
        self.possible = [
            (row, column)
            for row, source in enumerate(sources)
            for column, target in enumerate(targets)
            if self._labels_fit(source, target)
        ]
        self.rivals_of_row = Counter(row for row, _ in self.possible)
        self.rivals_of_column = Counter(column for _, column in self.possible)
        involved = sorted({sources[row] for row, _ in self.possible} | {targets[column] for _, column in self.possible})
        self.words = {n: words_of(_whole_text(parts[n]), pack) for n in involved}
        self.holders = Counter(word for n in involved for word in self.words[n])

    def _labels_fit(self, source: int, target: int) -> bool:
        there, back = self.parts[source], self.parts[target]
        assert there.jump_to is not None
        assert back.jump_from is not None
        fits_to = there.jump_to.label is None or there.jump_to.label == self.keys.get(back.page)
        fits_from = back.jump_from.label is None or back.jump_from.label == self.keys.get(there.page)
        if source == target or there.page_index == back.page_index:
            return False
        return fits_to and fits_from and (min(source, target), max(source, target)) not in self.aparts

    def scores(self) -> dict[tuple[int, int], float]:
        """Return the log-odds of each pair whose page labels fit."""
        return {
            (row, column): sum(score for score, _ in self._weigh(self.sources[row], self.targets[column], row, column))
            for row, column in self.possible
        }

    def evidence(self, source: int, target: int) -> tuple[str, ...]:
        """Return what speaks for the pair and against it, the strongest first."""
        row, column = self.sources.index(source), self.targets.index(target)
        weighed = sorted(self._weigh(source, target, row, column), key=lambda item: -abs(item[0]))
        told = [(score, words) for score, words in weighed if words and abs(score) >= 0.3]
        return tuple(words if score > 0 else f"speaks against it: {words}" for score, words in told)

    def _weigh(self, source: int, target: int, row: int, column: int) -> list[tuple[float, str]]:
        one, other = self.parts[source], self.parts[target]
        found = [
            self._prior(row, column),
            self._headlines(one, other),
            self._words(source, target),
            self._cut(one, other),
            self._quotes(one, other),
        ]
        found += _marks(one, other)
        if other.source is not None or (other.marked_start and other.dateline is not None):
            found.append((-4.0, "the continuation opens like a new story"))
        return found

    def _prior(self, row: int, column: int) -> tuple[float, str]:
        count = max(self.rivals_of_row[row], self.rivals_of_column[column])
        one, other = self.parts[self.sources[row]], self.parts[self.targets[column]]
        lost = 0.7 * sum(jump is not None and jump.label is None for jump in (one.jump_to, other.jump_from))
        if self.rivals_of_row[row] == self.rivals_of_column[column] == 1:
            return _BASE + 3.6 - lost, "their page numbers fit no other parts"
        return _BASE - 1.26 * math.log(count) - lost, f"the page numbers fit {count} parts"

    def _headlines(self, one: PartDraft, other: PartDraft) -> tuple[float, str]:
        ours = " ".join(line.text for line in one.headline)
        theirs = " ".join(line.text for line in other.headline)
        if not theirs or not ours:
            return 0.0, ""
        if repeats(theirs, ours, self.pack):
            # Most of the weight lies in the words themselves.
            return 0.5, f"the headline is repeated there: {theirs}"
        return (-1.8, "the two headlines have nothing in common") if self._strange(theirs, ours, one) else (0.0, "")

    def _strange(self, theirs: str, ours: str, one: PartDraft) -> bool:
        if self.pack.spaced:
            words = words_of(theirs, self.pack).keys()
            return not words & words_of(ours + " " + " ".join(one.paragraphs), self.pack).keys()
        text = bare(theirs)
        return longest_common(text, bare(ours)) < 3 and longest_common(text, bare("".join(one.paragraphs))) < 4

    def _words(self, source: int, target: int) -> tuple[float, str]:
        shared = sorted(self.words[source].keys() & self.words[target].keys())
        weights = {
            word: math.log(len(self.words) / self.holders[word]) * rarity(self.words[source][word]) for word in shared
        }
        alone = sum(self.holders[word] == 2 for word in shared)
        score = 1.76 * math.log1p(sum(weights.values())) + 1.38 * math.log1p(alone)
        best = [word for word in sorted(shared, key=lambda word: -weights[word]) if weights[word] > 0][:5]
        return score, f"both texts speak of {', '.join(best)}" if best else ""

    def _cut(self, one: PartDraft, other: PartDraft) -> tuple[float, str]:
        if not one.paragraphs or not other.paragraphs:
            return 0.0, ""
        last, first = one.paragraphs[-1], other.paragraphs[0]
        signs = self.pack.sentence
        if first[0] in signs.pauses + signs.ends + signs.closers or (self.pack.spaced and first[0].islower()):
            if self.pack.ends_sentence(last):
                return -5.0, "a sentence goes on that was not broken off"
            return 1.6, "a broken sentence goes on"
        if self.pack.spaced or self.pack.ends_sentence(last) or last[-1] in signs.pauses:
            return 0.0, ""
        word = word_across(last, first)
        if word is None:
            return -0.8, "no word runs over the cut"
        return 1.6, f"the word “{word}” runs over the cut"

    def _quotes(self, one: PartDraft, other: PartDraft) -> tuple[float, str]:
        if not one.paragraphs or not other.paragraphs:
            return 0.0, ""
        for opener, closer in _QUOTES:
            opened = _depth(one.paragraphs[-1], opener, closer) > 0
            closing = _closes_first(other.paragraphs[0], opener, closer)
            if opened and closing:
                return 1.9, f"{opener} is opened here and closed there"
            if closing:
                return -3.9, f"{closer} closes what was not opened"
            if opened:
                return -3.9, f"{opener} is not closed there"
        return 0.0, ""


def _whole_text(part: PartDraft) -> str:
    return "".join(part.paragraphs) + "\n" + "\n".join(line.text for line in part.headline)


def _marks(one: PartDraft, other: PartDraft) -> list[tuple[float, str]]:
    ours = one.jump_to.mark if one.jump_to else None
    theirs = other.jump_from.mark if other.jump_from else None
    if ours and not theirs and len(ours) > 1:
        # A slug: “See JONES, page 8” leads to a headline or text with that word.
        text = _whole_text(other).casefold()
        return [(3.0, f"“{ours}” stands there")] if ours.casefold() in text else [(-2.0, f"“{ours}” is not there")]
    if not ours or not theirs:
        return []
    return (
        [(5.0, f"both are marked {ours}")] if ours == theirs else [(-6.0, f"one is marked {ours}, the other {theirs}")]
    )


def _depth(text: str, opener: str, closer: str) -> int:
    return text.count(opener) - text.count(closer)


def _closes_first(text: str, opener: str, closer: str) -> bool:
    close, open_ = text.find(closer), text.find(opener)
    return close >= 0 and (open_ < 0 or close < open_)
