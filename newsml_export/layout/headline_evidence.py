"""What speaks for a headline stack standing over a text of its page, as named features of the pair."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newsml_export.layout.drafts import Body, HeadlineChunk
from newsml_export.layout.evidence import Evidence
from newsml_export.layout.language_pack import LanguagePack
from newsml_export.layout.lines import bare
from newsml_export.layout.shared_phrases import shared_phrases
from newsml_export.layout.terms import Term, chance_in, rarity, repeats, searchable, terms_of, words_of

#: chance that a word of a headline stands in the text below it
_HIT = 0.62
#: share of headlines whose words say nothing about the text
_FIGURATIVE = 0.3
#: words of one headline hang together, so their odds do not add up in full
_DEPENDENCE = 0.75
#: characters of a text that its headline mostly sums up
_OPENING = 160
_LIMIT = 12.0
#: weight from which a shared word is worth telling, and how many are told
_TELLING, _NAMED = 0.5, 6


@dataclass(frozen=True, slots=True)
class Announced:
    """The headline of a story that says on another page that it goes on here."""

    #: key of the page that it begins on
    page: str
    #: the whole stack
    text: str
    #: what the other page holds of the story
    body: str = ""


class HeadlineEvidence:
    """Compares the headline chunks of a page with its texts."""

    def __init__(
        self,
        chunks: Sequence[HeadlineChunk],
        bodies: Sequence[Body],
        pack: LanguagePack,
        announced: Sequence[Announced],
    ) -> None:
        """Prepare the comparison.

        Args:
            chunks: headline lines in the order of the page.
            bodies: texts in the order of the page.
            pack: the language of the page.
            announced: headlines of stories that say on other pages that they go on here.
        """
        self.chunks, self.bodies, self.pack, self.announced = chunks, bodies, pack, announced
        joint = " " if pack.spaced else ""
        texts = [searchable(joint.join(body.paragraphs), pack) for body in bodies]
        self.terms = [terms_of(" ".join(chunk.lines), pack) for chunk in chunks]
        self.found = {term.text: [term.text in text for text in texts] for terms in self.terms for term in terms}
        openings = [text[:_OPENING] for text in texts]
        self.opening = {word: [word in text for text in openings] for word in self.found}
        self.lengths = [len(text) for text in texts]
        self.weights = {
            term.text: [self._weight(term, column) for column in range(len(bodies))]
            for terms in self.terms
            for term in terms
        }
        self.figured = [self._figured(terms) for terms in self.terms]
        self.best = [max(row, default=0.0) for row in self.figured]
        self.echoes = [_echoes(chunk, announced, pack) for chunk in chunks]
        self.kinship = self._kinships() if any(self.echoes) else {}
        self.runs = Counter(chunk.run for chunk in chunks)
        self.places = sorted(body.position for body in bodies)

    def of(self, stack: Sequence[int], column: int, *, told: bool = False) -> Evidence:
        """Return the evidence for the chunks ``stack`` (neighbours) standing over the text ``column``.

        Args:
            stack: places of neighbouring chunks.
            column: place of the text.
            told: name the words that both share, which takes longer.
        """
        values: dict[str, float] = {"any": 1.0}
        phrases: dict[str, str] = {}
        hits = self._words(stack, column, values, phrases)
        if told and hits:
            phrases["words"] = f"shares {', '.join(self._shared(stack, column, hits))} with the text"
        self._place(stack, column, values, phrases)
        self._echo(stack, column, values, phrases)
        body = self.bodies[column]
        if body.marked_start:
            values["opens like a story"] = 1.0
        if len(body.text) < _OPENING // 2 * (4 if self.pack.spaced else 1):
            values["brief"] = 1.0
        return Evidence(values, phrases)

    def _words(
        self, stack: Sequence[int], column: int, values: dict[str, float], phrases: dict[str, str]
    ) -> dict[str, float]:
        """Weigh the words of a stack, and return those that stand in the text."""
        weighed = {term.text: self.weights[term.text][column] for member in stack for term in self.terms[member]}
        hits = {word: weight for word, weight in weighed.items() if self.found[word][column]}
        values["words"] = max(-_LIMIT, min(_LIMIT, sum(self.figured[member][column] for member in stack)))
        values["a line suits another text"] = max(
            min(_LIMIT, self.best[member] - self.figured[member][column]) for member in stack
        )
        values["lines without words"] = float(sum(not self.terms[member] for member in stack))
        if weighed and not hits:
            values["no word in the text"] = 1.0
            phrases["no word in the text"] = "it shares no telling word with the text"
        if hits:
            values["share of words"] = len(hits) / len(weighed)
            values["words in the opening"] = math.log1p(
                sum(max(0.0, weight) for word, weight in hits.items() if self.opening[word][column])
            )
            alone = sum(sum(self.found[word]) == 1 for word in hits)
            values["words of this text"] = math.log1p(alone)
        return hits

    def _shared(self, stack: Sequence[int], column: int, hits: Mapping[str, float]) -> Sequence[str]:
        """Return the most telling of the words that a stack shares with a text."""
        best = [word for word in sorted(sorted(hits), key=lambda word: -hits[word]) if hits[word] > _TELLING]
        best = best[:_NAMED] or sorted(hits, key=lambda word: -hits[word])[:1]
        if self.pack.spaced:
            return best
        headline = bare("".join(line for member in stack for line in self.chunks[member].lines))
        return shared_phrases(best, headline, bare("".join(self.bodies[column].paragraphs)))

    def _figured(self, terms: Sequence[Term]) -> list[float]:
        """Return for each text the log-odds of the words of one chunk."""
        return [
            _or_figurative(_DEPENDENCE * sum(self.weights[term.text][column] for term in terms))
            for column in range(len(self.bodies))
        ]

    def _weight(self, term: Term, column: int) -> float:
        hits = self.found[term.text]
        others = sum(hits) - hits[column]
        count = len(hits) - 1
        background = chance_in(term.share, self.lengths[column])
        # Two imagined bodies stand for all the others that the page does not show.
        chance = min(0.95, max(0.004, (others + 2.0 * background) / (count + 2.0)))
        if hits[column]:
            return math.log(max(_HIT, chance * 1.02) / chance)
        return math.log((1 - _HIT) / max(1 - chance, 1 - _HIT))

    def _place(self, stack: Sequence[int], column: int, values: dict[str, float], phrases: dict[str, str]) -> None:
        first, last, body = self.chunks[stack[0]], self.chunks[stack[-1]], self.bodies[column].position
        alone = self.runs[first.run] == len(stack)
        if body > last.position:
            between = sum(last.position < place < body for place in self.places)
            gathered = body - last.position - 1 - between
            if between == 0 and gathered == 0:
                values["right above" if alone else "right above, with others"] = 1.0
                phrases["right above" if alone else "right above, with others"] = "stands right above the text"
                return
            phrases[f"above {min(3, between)}"] = "stands above the text"
            values[f"above {min(3, between)}"] = 1.0
        else:
            between = sum(body < place < first.position for place in self.places)
            gathered = first.position - body - 1 - between
            if between == 0 and gathered == 0:
                values["right below" if alone else "right below, with others"] = 1.0
                phrases["right below" if alone else "right below, with others"] = "stands right below the text"
                return
            phrases[f"below {min(3, between)}"] = "stands below the text"
            values[f"below {min(3, between)}"] = 1.0
        if not alone:
            values["gathered"] = 1.0

    def _echo(self, stack: Sequence[int], column: int, values: dict[str, float], phrases: dict[str, str]) -> None:
        """Weigh that a stack repeats a headline of a story that goes on here, or does not."""
        items = frozenset().union(*(self.echoes[member] for member in stack))
        jump = self.bodies[column].jump_from
        if jump is None:
            if items:
                values["repeated over another story"] = 1.0
            return
        if not items:
            if self.announced:
                values["continuation under a new headline"] = 1.0
            return
        fitting = [item for item in sorted(items) if jump.label in (None, self.announced[item].page)]
        if not fitting:
            values["repeated from another page"] = 1.0
            return
        values["repeated over a continuation"] = 1.0
        values["kinship"] = max(self.kinship.get((item, column), 0.0) for item in fitting)
        phrases["repeated over a continuation"] = "repeats the headline of a story that goes on here"

    def _kinships(self) -> dict[tuple[int, int], float]:
        """Weigh the words that an announced story shares with each text here, beyond what its rivals share."""
        columns = [column for column, body in enumerate(self.bodies) if body.jump_from is not None]
        words = {column: words_of("\n".join(self.bodies[column].paragraphs), self.pack) for column in columns}
        holders = Counter(word for found in words.values() for word in found)
        kinship: dict[tuple[int, int], float] = {}
        for item in sorted(frozenset().union(*self.echoes)):
            ours = words_of(self.announced[item].body, self.pack)
            for column in columns:
                shared = ours.keys() & words[column].keys()
                weight = sum(math.log((len(columns) + 1) / holders[word]) * rarity(ours[word]) for word in shared)
                kinship[item, column] = math.log1p(weight)
        return kinship


def _echoes(chunk: HeadlineChunk, announced: Sequence[Announced], pack: LanguagePack) -> frozenset[int]:
    """Return the announced headlines that the chunk repeats, in full or shortened."""
    text = " ".join(chunk.lines)
    return frozenset(index for index, item in enumerate(announced) if repeats(text, item.text, pack))


def _or_figurative(odds: float) -> float:
    """Allow that a headline plays with words and shares none with its text: then its words say nothing."""
    return math.log((1.0 - _FIGURATIVE) * math.exp(min(odds, 50.0)) + _FIGURATIVE)
