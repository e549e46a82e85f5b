"""From what an operator wrote to what is decided: finds the texts that overrides name, and what contradicts itself."""

from __future__ import annotations

import difflib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import combinations, pairwise

from newsml_export.findings import Finding, Severity
from newsml_export.layout.drafts import PartDraft
from newsml_export.layout.jump_lines import label_key
from newsml_export.layout.language_pack import LanguagePack
from newsml_export.layout.leads import parse_lead
from newsml_export.layout.lines import bare
from newsml_export.model.edition import OrphanHeadline
from newsml_export.model.overrides import (
    ApartOverride,
    DropOverride,
    JoinOverride,
    Override,
    Overrides,
    PartName,
    StoryOverride,
)

#: a text whose opening is as like as this to what the operator wrote is offered as the one that was meant
_LIKE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What overrides decide, by the place of a text in the sequence of all parts of the issue."""

    headlines: Mapping[int, StoryOverride] = field(default_factory=dict)
    bylines: Mapping[int, StoryOverride] = field(default_factory=dict)
    #: how texts may be used, and by whom that is said, in the order of the entries
    handling: Mapping[int, tuple[StoryOverride, ...]] = field(default_factory=dict)
    #: text that goes on, text that it goes on in
    joins: Mapping[tuple[int, int], JoinOverride] = field(default_factory=dict)
    #: texts of two stories, the smaller place first
    aparts: Mapping[tuple[int, int], ApartOverride] = field(default_factory=dict)
    drops: Mapping[int, DropOverride] = field(default_factory=dict)
    #: lines that are no headline, by the place of their page in the issue
    lines: Mapping[int, tuple[DropOverride, ...]] = field(default_factory=dict)
    #: entries that name nothing, too much, or contradict each other
    findings: tuple[Finding, ...] = ()


def decide(
    overrides: Overrides,
    parts: Sequence[PartDraft],
    orphans: Sequence[OrphanHeadline],
    labels: Sequence[str],
    pack: LanguagePack,
    publication: str,
) -> Decisions:
    """Find what ``overrides`` name, and leave out what names nothing, or contradicts itself.

    Args:
        overrides: the entries, in the order they are written in.
        parts: all parts of the issue as they are without overrides.
        orphans: headlines without a text, as they are without overrides.
        labels: labels of all pages, in order.
        pack: the language of the issue.
        publication: name of the newspaper.
    """
    finder = _Finder(parts, orphans, labels, pack, publication)
    found = {n: texts for n, entry in enumerate(overrides.entries) if (texts := finder.texts(entry)) is not None}
    entries = overrides.entries
    clashes = tuple(_clashes({n: (entries[n], texts) for n, texts in found.items()}, parts))
    refused = {n for one, other, _ in clashes for n in (one, other)}
    valid = [(entries[n], texts) for n, texts in found.items() if n not in refused]
    lines: dict[int, tuple[DropOverride, ...]] = defaultdict(tuple)
    for entry, texts in valid:
        if isinstance(entry, DropOverride) and entry.headline:
            lines[texts[0]] += (entry,)
    stories = [(entry, texts[0]) for entry, texts in valid if isinstance(entry, StoryOverride)]
    return Decisions(
        headlines={text: entry for entry, text in stories if entry.headline is not None},
        bylines={text: entry for entry, text in stories if entry.bylines is not None},
        handling=_handling(overrides, found, refused, finder),
        joins={pair: entry for entry, texts in valid if isinstance(entry, JoinOverride) for pair in pairwise(texts)},
        aparts={
            (min(pair), max(pair)): entry
            for entry, texts in valid
            if isinstance(entry, ApartOverride)
            for pair in combinations(texts, 2)
        },
        drops={texts[0]: entry for entry, texts in valid if isinstance(entry, DropOverride) and entry.part is not None},
        lines=lines,
        findings=(
            *finder.findings,
            *(_contradiction(entries[one], entries[other], why) for one, other, why in clashes),
        ),
    )


def _handling(
    overrides: Overrides, found: Mapping[int, tuple[int, ...]], refused: Set[int], finder: _Finder
) -> Mapping[int, tuple[StoryOverride, ...]]:
    """Return what says how texts may be used.

    What holds a story back is heard in any case: also where the rest of its entry contradicts another, and for every
    text that it could mean.
    """
    handling: dict[int, tuple[StoryOverride, ...]] = defaultdict(tuple)
    for n, entry in enumerate(overrides.entries):
        if not isinstance(entry, StoryOverride) or not entry.handles:
            continue
        if n in found and n not in refused:
            handling[found[n][0]] += (entry,)
        elif entry.holds_back:
            held = StoryOverride(
                location=entry.location,
                reason=entry.reason,
                part=entry.part,
                status=entry.status,
                embargoed=entry.embargoed,
            )
            for text in found.get(n) or finder.candidates(entry.part):
                handling[text] += (held,)
    return handling


def opening_key(text: str) -> str:
    """Return what of a text counts when openings are compared: no white space, no width, no case."""
    return bare(unicodedata.normalize("NFKC", text)).casefold()


def opening(part: PartDraft) -> str:
    """Return the text that a part is named by: its paragraphs, or its headline where it has none."""
    return "".join(part.paragraphs) or "".join(line.text for line in part.headline)


class _Finder:
    """Finds the texts that entries name, and notes which were not found."""

    def __init__(
        self,
        parts: Sequence[PartDraft],
        orphans: Sequence[OrphanHeadline],
        labels: Sequence[str],
        pack: LanguagePack,
        publication: str,
    ) -> None:
        self.parts, self.pack, self.publication = parts, pack, publication
        self.pages = {self._page(label): index for index, label in reversed(list(enumerate(labels)))}
        self.labels = labels
        self.openings = [opening_key(opening(part)) for part in parts]
        self.headlines: dict[int, list[str]] = defaultdict(list)
        for part in parts:
            self.headlines[part.page_index] += [opening_key(line.text) for line in part.headline]
        for orphan in orphans:
            index = self.pages.get(self._page(orphan.page), -1)
            self.headlines[index] += [opening_key(line.text) for line in orphan.lines]
        self.findings: list[Finding] = []

    def texts(self, entry: Override) -> tuple[int, ...] | None:
        """Return the places of all texts that ``entry`` names, or ``None`` where one of them cannot be found.

        For a headline that is dropped, the place is that of its page.
        """
        if isinstance(entry, DropOverride) and entry.part is None:
            texts = [self._headline(entry)]
        else:
            names = entry.parts if isinstance(entry, JoinOverride | ApartOverride) else (entry.part,)
            texts = [self._text(entry, name) for name in names if name is not None]
        found = tuple(text for text in texts if text is not None)
        return found if len(found) == len(texts) else None

    def _page(self, label: str) -> str:
        return label_key(label, self.pack.numerals) or bare(label)

    def _text(self, entry: Override, name: PartName) -> int | None:
        places = self.candidates(name)
        if len(places) == 1:
            return places[0]
        if places:
            holds = isinstance(entry, StoryOverride) and entry.holds_back
            done = "all of them are held back, and nothing else was changed" if holds else "nothing was changed"
            self._note(
                "override-ambiguous",
                entry,
                f"The override names more than one text: {name} fits {len(places)}; {done}.",
                "Write more of the opening words, until they fit one text only.",
                tuple(f"“{opening(self.parts[place])[:40]}”" for place in places),
            )
        else:
            message = f"The override names a text that is not there: {name}; nothing was changed."
            self._note("override-unused", entry, message, self._mend(name))
        return None

    def candidates(self, name: PartName) -> list[int]:
        """Return the places of all texts that ``name`` fits."""
        return list(self._candidates(name))

    def _candidates(self, name: PartName) -> Iterator[int]:
        page = None if name.page is None else self._page(name.page)
        for begins in self._spellings(name):
            fitting = [
                place
                for place, part in enumerate(self.parts)
                if (page is None or self._page(part.page) == page)
                and (name.id is None or (part.given is not None and part.given.id == name.id))
                and self.openings[place].startswith(begins)
            ]
            if fitting:
                yield from fitting
                return

    def _spellings(self, name: PartName) -> Iterator[str]:
        """Yield the opening words as written, then without the lead that the page prints before them."""
        begins = (name.begins or "").strip().removesuffix("…").removesuffix("...")
        yield opening_key(begins)
        lead = parse_lead(begins, self.pack, self.publication)
        if lead is not None and (rest := opening_key(begins[lead.length :])):
            yield rest

    def _headline(self, entry: DropOverride) -> int | None:
        index = self.pages.get(self._page(entry.page or ""))
        lost = [
            line
            for line in entry.headline
            if opening_key(line) not in self.headlines.get(-1 if index is None else index, ())
        ]
        if index is not None and not lost:
            return index
        message = f"The override drops a headline that is not on page {entry.page}: “{lost[0]}”; nothing was changed."
        self._note("override-unused", entry, message, self._mend(PartName(page=entry.page)))
        return None

    def _mend(self, name: PartName) -> str:
        if name.page is not None and self._page(name.page) not in self.pages:
            return f"There is no page {name.page}; the pages are {', '.join(self.labels[:40])}."
        fallback = "Look it up with newsml-export inspect, or take the entry out."
        *_, begins = self._spellings(name)
        headed = [n for n, part in enumerate(self.parts) if begins and self._headed(part, name, begins)]
        if headed:
            part = self.parts[headed[0]]
            return f"That is a headline; its text begins with “{part.begins}” on page {part.page}."
        if not begins:
            return fallback
        likeness = difflib.SequenceMatcher(autojunk=False)
        likeness.set_seq2(begins)
        best, score = None, _LIKE
        for place, text in enumerate(self.openings):
            likeness.set_seq1(text[: len(begins)])
            if likeness.real_quick_ratio() > score and likeness.ratio() > score:
                best, score = place, likeness.ratio()
        if best is None:
            return fallback
        part = self.parts[best]
        return f"Did you mean “{opening(part)[: len(begins)]}” on page {part.page}?"

    def _headed(self, part: PartDraft, name: PartName, begins: str) -> bool:
        if name.page is not None and self._page(part.page) != self._page(name.page):
            return False
        return any(opening_key(line.text).startswith(begins) for line in part.headline)

    def _note(self, code: str, entry: Override, message: str, mend: str, evidence: tuple[str, ...] = ()) -> None:
        self.findings.append(
            Finding(
                code=code,
                severity=_severity(entry),
                message=message,
                location=entry.location,
                mend=mend,
                evidence=evidence,
            )
        )


def _severity(entry: Override) -> Severity:
    """Return how bad it is that ``entry`` is not applied: a story that should be held back may be shown."""
    return Severity.ERROR if isinstance(entry, StoryOverride) and entry.holds_back else Severity.WARNING


def _contradiction(one: Override, other: Override, why: str) -> Finding:
    line = f" (the other stands in line {one.location.line})" if one.location.line and one is not other else ""
    holds = any(isinstance(entry, StoryOverride) and entry.holds_back for entry in (one, other))
    heard = "; what they hold back is held back all the same" if holds else ""
    return Finding(
        code="override-contradiction",
        severity=Severity.ERROR,
        message=f"Overrides contradict each other: {why}{line}; neither was applied{heard}.",
        location=replace(other.location),
        mend="Take one of them out.",
    )


_Found = Mapping[int, tuple[Override, tuple[int, ...]]]
_Clash = tuple[int, int, str]


def _clashes(found: _Found, parts: Sequence[PartDraft]) -> Iterator[_Clash]:
    """Yield pairs of entries that cannot both be meant, and why; an entry may clash with itself."""
    yield from _same_text_twice(found, parts)
    joins = {n: texts for n, (entry, texts) in found.items() if isinstance(entry, JoinOverride)}
    following: dict[int, tuple[int, int]] = {}
    leading: dict[int, tuple[int, int]] = {}
    for n, texts in joins.items():
        for source, target in pairwise(texts):
            if source == target:
                yield n, n, f"{_name(parts[source])} is joined with itself"
            elif following.get(source, (n, target))[1] != target:
                yield following[source][0], n, f"{_name(parts[source])} goes on in two texts"
            elif leading.get(target, (n, source))[1] != source:
                yield leading[target][0], n, f"{_name(parts[target])} continues two texts"
            else:
                following.setdefault(source, (n, target))
                leading.setdefault(target, (n, source))
    yield from _circles(following, parts)
    yield from _joined_and_apart(found, joins, parts)


def _same_text_twice(found: _Found, parts: Sequence[PartDraft]) -> Iterator[_Clash]:
    first: dict[tuple[str, int], int] = {}
    for n, (entry, texts) in found.items():
        if not isinstance(entry, StoryOverride):
            continue
        values = (
            ("headline", entry.headline),
            ("by-lines", entry.bylines),
            ("a note", entry.ed_note),
            ("a correction", entry.correction),
        )
        for name, value in values:
            if value is not None and (before := first.setdefault((name, texts[0]), n)) != n:
                yield before, n, f"both give {name} to {_name(parts[texts[0]])}"
    dropped = {
        texts[0]: n for n, (entry, texts) in found.items() if isinstance(entry, DropOverride) and entry.part is not None
    }
    for n, (entry, texts) in found.items():
        for text in texts:
            if not isinstance(entry, DropOverride) and text in dropped:
                yield dropped[text], n, f"one drops {_name(parts[text])} and the other keeps it"


def _circles(following: Mapping[int, tuple[int, int]], parts: Sequence[PartDraft]) -> Iterator[_Clash]:
    seen: set[int] = set()
    for start in following:
        trail: dict[int, int] = {}
        node = start
        while node in following and node not in seen:
            seen.add(node)
            trail[node], node = following[node]
        if node in trail:
            entries = list(trail.values())[list(trail).index(node) :]
            for one in entries:
                yield one, entries[-1], f"{_name(parts[node])} would continue itself in a circle"


def _joined_and_apart(
    found: _Found, joins: Mapping[int, tuple[int, ...]], parts: Sequence[PartDraft]
) -> Iterator[_Clash]:
    groups: dict[int, frozenset[int]] = {}
    for texts in joins.values():
        group = frozenset().union(texts, *(groups.get(text, ()) for text in texts))
        groups.update(dict.fromkeys(group, group))
    for n, (entry, texts) in found.items():
        if not isinstance(entry, ApartOverride):
            continue
        for one, other in combinations(texts, 2):
            if one == other:
                yield n, n, f"{_name(parts[one])} is kept apart from itself"
            elif other in groups.get(one, ()):
                why = f"one joins {_name(parts[one])} and {_name(parts[other])}, the other keeps them apart"
                yield from ((join, n, why) for join, joined in joins.items() if groups[one] & set(joined))


def _name(part: PartDraft) -> str:
    return f"“{opening(part)[:16]}…” on page {part.page}"
