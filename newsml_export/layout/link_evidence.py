"""What speaks for one text going on in another one, as named features of the pair."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from newsml_export.layout.drafts import PartDraft, PrintedStack
from newsml_export.layout.evidence import Evidence
from newsml_export.layout.language_pack import LanguagePack
from newsml_export.layout.lines import bare, has_han
from newsml_export.layout.terms import longest_common, rarity, word_across, words_of

_QUOTES = (("“", "”"), ("《", "》"), ("（", "）"), ("「", "」"), ("『", "』"), ("„", "“"))
#: characters on either side of the cut that are close to it
_NEAR = 80
#: share of a headline that must stand in another one for it to repeat it
_REPEATED = 0.55


class LinkEvidence:
    """Compares the parts of an issue that go on elsewhere with those that come from elsewhere."""

    def __init__(
        self,
        parts: Sequence[PartDraft],
        pairs: Sequence[tuple[int, int]],
        stacks: Sequence[PrintedStack],
        pack: LanguagePack,
    ) -> None:
        """Prepare the comparison.

        Args:
            parts: all parts of the issue.
            pairs: places in ``parts`` of the pairs whose page labels fit: where a story leaves off, where it goes on.
            stacks: all headlines of the issue as they stand on their pages.
            pack: the language of the issue.
        """
        self.parts, self.pack = parts, pack
        involved = sorted({number for pair in pairs for number in pair})
        self.rivals_there = Counter(source for source, _ in pairs)
        self.rivals_back = Counter(target for _, target in pairs)
        self.words = {n: words_of("\n".join(parts[n].paragraphs), pack) for n in involved}
        self.heads = {n: words_of(_head(parts[n]), pack) for n in involved}
        self.signs = {n: _signs("".join(parts[n].paragraphs), pack) for n in involved}
        self.holders = Counter(word for n in involved for word in self.words[n].keys() | self.heads[n].keys())
        self.sign_holders = Counter(sign for n in involved for sign in self.signs[n])
        self.count = len(involved)
        self.weight_of_signs = {n: self._sign_weight(self.signs[n], self.signs[n]) for n in involved}
        self.tails = {source: _signs(_tail(parts[source]), pack) for source in self.rivals_there}
        self.openings = {target: _signs(_opening(parts[target]), pack) for target in self.rivals_back}
        self.echoes = self._echoes(stacks)

    def _sign_weight(self, one: Counter[str], other: Counter[str]) -> float:
        return sum(
            math.log((self.count + 1) / self.sign_holders[sign]) * min(2, one[sign], other[sign])
            for sign in one.keys() & other.keys()
            if self.sign_holders[sign]
        )

    def _echoes(self, stacks: Sequence[PrintedStack]) -> dict[tuple[int, int], set[int | None]]:
        """Return the headlines that pages repeat of stories that go on there.

        The key is the part that goes on and the place of the page; the values are the texts that the repeated
        headline stands right above, ``None`` for one that stands beside others.
        """
        found: dict[tuple[int, int], set[int | None]] = {}
        pages = {self.parts[target].page_index for target in self.rivals_back}
        for stack in stacks:
            if stack.page_index not in pages:
                continue
            likeness = {
                source: self._likeness(stack.text, _head(self.parts[source]))
                for source in self.rivals_there
                if self.parts[source].page_index != stack.page_index
            }
            best = max(likeness.values(), default=0.0)
            for source, value in likeness.items():
                if value >= _REPEATED and value >= best - 0.01:
                    found.setdefault((source, stack.page_index), set()).add(stack.above)
        return found

    def _likeness(self, shorter: str, longer: str) -> float:
        """Return the share of a headline that another one holds."""
        if self.pack.spaced:
            words = words_of(shorter, self.pack).keys()
            return len(words & words_of(longer, self.pack).keys()) / len(words) if words else 0.0
        text = bare(shorter)
        common = longest_common(text, bare(longer))
        return common / len(text) if common >= 3 else 0.0

    def of(self, source: int, target: int) -> Evidence:
        """Return the evidence for the part ``target`` continuing the part ``source``."""
        values: dict[str, float] = {"any": 1.0}
        phrases: dict[str, str] = {}
        self._labels(source, target, values, phrases)
        self._shared_words(source, target, values, phrases)
        self._headlines(source, target, values, phrases)
        self._cut(self.parts[source], self.parts[target], values, phrases)
        self._quotes(self.parts[source], self.parts[target], values, phrases)
        self._slugs(self.parts[source], self.parts[target], values, phrases)
        other = self.parts[target]
        if other.source is not None or (other.marked_start and other.dateline is not None):
            values["opens like a new story"] = 1.0
            phrases["opens like a new story"] = "the continuation opens like a new story"
        return Evidence(values, phrases)

    def _labels(self, source: int, target: int, values: dict[str, float], phrases: dict[str, str]) -> None:
        there, back = self.rivals_there[source], self.rivals_back[target]
        values["rivals"] = math.log(max(there, back))
        if there == back == 1:
            values["only pair"] = 1.0
            phrases["only pair"] = "the page labels fit these two only"
        lost = sum(
            jump is not None and jump.label is None
            for jump in (self.parts[source].jump_to, self.parts[target].jump_from)
        )
        if lost:
            values["lost label"] = float(lost)

    def _shared_words(self, source: int, target: int, values: dict[str, float], phrases: dict[str, str]) -> None:
        ours, theirs = self.words[source], self.words[target]
        weights = {word: self._weight(word, ours[word]) for word in ours.keys() & theirs.keys()}
        values["shared words"] = math.log1p(sum(weights.values()))
        values["words of these two"] = math.log1p(sum(self.holders[word] == 2 for word in weights))
        heads = self.heads[source]
        values["words of the headline"] = math.log1p(
            sum(self._weight(word, heads[word]) for word in (heads.keys() & theirs.keys()) - weights.keys())
        )
        best = [word for word in sorted(sorted(weights), key=lambda word: -weights[word]) if weights[word] > 0][:5]
        if best:
            phrases["shared words"] = f"both speak of {', '.join(best)}"
        signs, others = self.signs[source], self.signs[target]
        size = math.sqrt(max(1.0, self.weight_of_signs[source]) * max(1.0, self.weight_of_signs[target]))
        values["shared signs"] = self._sign_weight(signs, others) / size
        values["shared signs near the cut"] = math.log1p(self._sign_weight(self.tails[source], self.openings[target]))

    def _weight(self, word: str, share: float) -> float:
        return math.log(max(self.count, 1) / self.holders[word]) * rarity(share)

    def _headlines(self, source: int, target: int, values: dict[str, float], phrases: dict[str, str]) -> None:
        part = self.parts[target]
        places = self.echoes.get((source, part.page_index))
        rivals = [
            other
            for (other, page), above in self.echoes.items()
            if page == part.page_index and other != source and part.order in above
        ]
        if places and part.order in places:
            values["headline repeated above"] = 1.0
            phrases["headline repeated above"] = f"its headline is repeated above the text: {_head(part)}"
        elif places and None not in places:
            values["headline repeated elsewhere"] = 1.0
            phrases["headline repeated elsewhere"] = "its headline is repeated above another text"
        elif places:
            values["headline repeated on the page"] = 1.0
            phrases["headline repeated on the page"] = "its headline is repeated on the page"
        if rivals:
            values["headline of a rival above"] = 1.0
            phrases["headline of a rival above"] = "the headline of another story is repeated above the text"
        elif not (places and part.order in places) and part.headline:
            ours, theirs = _head(self.parts[source]), _head(part)
            if ours and self._is_strange(theirs, ours, self.parts[source]):
                values["strange headline"] = 1.0
                phrases["strange headline"] = f"its headline has nothing in common: {theirs}"

    def _is_strange(self, theirs: str, ours: str, one: PartDraft) -> bool:
        if self.pack.spaced:
            words = words_of(theirs, self.pack).keys()
            return not words & words_of(ours + " " + " ".join(one.paragraphs), self.pack).keys()
        text = bare(theirs)
        return longest_common(text, bare(ours)) < 3 and longest_common(text, bare("".join(one.paragraphs))) < 4

    def _cut(self, one: PartDraft, other: PartDraft, values: dict[str, float], phrases: dict[str, str]) -> None:
        if not one.paragraphs or not other.paragraphs:
            return
        last, first = one.paragraphs[-1], other.paragraphs[0]
        signs = self.pack.sentence
        closed = self.pack.ends_sentence(last)
        goes_on = first[0] in signs.pauses + signs.ends + signs.closers or (self.pack.spaced and first[0].islower())
        if goes_on:
            name = "goes on unbroken" if closed else "broken sentence goes on"
            values[name] = 1.0
            phrases[name] = "a sentence goes on that was not broken off" if closed else "a broken sentence goes on"
        elif not closed and self.pack.spaced:
            values["broken sentence ends"] = 1.0
        elif not closed and last[-1] in signs.pauses:
            values["cut at a pause"] = 1.0
        elif not closed and has_han(last[-1]):
            word = word_across(last, first, self.pack)
            values["word across the cut" if word else "no word across the cut"] = 1.0
            if word:
                phrases["word across the cut"] = f"the word “{word}” runs over the cut"
        if other.opens_paragraph is not None:
            here = "closed" if closed else "open"
            values[f"{here} then {'paragraph' if other.opens_paragraph else 'no paragraph'}"] = 1.0

    def _quotes(self, one: PartDraft, other: PartDraft, values: dict[str, float], phrases: dict[str, str]) -> None:
        if not one.paragraphs or not other.paragraphs:
            return
        for opener, closer in _QUOTES:
            if opener == "„" and opener not in one.paragraphs[-1]:
                continue
            opened = one.paragraphs[-1].count(opener) > one.paragraphs[-1].count(closer)
            closing = _closes_first(other.paragraphs[0], opener, closer)
            if opened and closing:
                values["quotation goes on"] = 1.0
                phrases["quotation goes on"] = f"{opener} is opened here and closed there"
            elif closing or opened:
                values["quotation breaks off"] = 1.0
                phrases["quotation breaks off"] = (
                    f"{closer} closes what was not opened" if closing else f"{opener} is not closed there"
                )

    def _slugs(self, one: PartDraft, other: PartDraft, values: dict[str, float], phrases: dict[str, str]) -> None:
        ours = one.jump_to.mark if one.jump_to else None
        theirs = other.jump_from.mark if other.jump_from else None
        slug = ours or theirs
        if slug is None:
            return
        if ours and theirs:
            same = ours.casefold() == theirs.casefold()
            name = "same mark" if same else "other mark"
            phrases[name] = f"both marked {ours}" if same else f"marked {ours} and {theirs}"
        elif len(slug) > 1:
            there = other if ours else one
            text = f"{_head(there)} {' '.join(there.paragraphs)}".casefold()
            name = "slug found" if slug.casefold() in text else "slug not found"
            phrases[name] = f"“{slug}” {'stands' if name == 'slug found' else 'is not'} there"
        else:
            return
        values[name] = 1.0


def _head(part: PartDraft) -> str:
    return " ".join(line.text for line in part.headline)


def _tail(part: PartDraft) -> str:
    return "".join(part.paragraphs)[-_NEAR:]


def _opening(part: PartDraft) -> str:
    return "".join(part.paragraphs)[:_NEAR]


def _signs(text: str, pack: LanguagePack) -> Counter[str]:
    """Return the characters of a text, in languages that write words without spaces: they mean something alone."""
    return Counter() if pack.spaced else Counter(sign for sign in text if has_han(sign))


def _closes_first(text: str, opener: str, closer: str) -> bool:
    close, open_ = text.find(closer), text.find(opener)
    return close >= 0 and (open_ < 0 or close < open_)
