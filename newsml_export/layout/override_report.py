"""What overrides changed: each that took effect, with what would stand there without it, and what it moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from newsml_export.errors import Location
from newsml_export.findings import Finding, Severity
from newsml_export.layout.continuations import Link
from newsml_export.layout.drafts import GivenFacts, PartDraft
from newsml_export.layout.overrides import Decisions, opening
from newsml_export.model.overrides import AppliedOverride, Override, OverrideKind
from newsml_export.model.story import Byline, HeadlineLine, PubStatus

_NO_HEADLINE, _NOBODY = "no headline", "nobody"
_VERBS = {
    OverrideKind.HEADLINE: "The text {} now has {}, not {}",
    OverrideKind.BYLINES: "The by-line of {} now names {}, not {}",
    OverrideKind.HANDLING: "The text {} is now {}, not {}",
    OverrideKind.JOIN: "The text {} now goes on in {}, not in {}",
    OverrideKind.APART: "The text {} now stands {}, not {}",
    OverrideKind.DROP: "The text {} is {}, not {}",
}
_CONFIRMED = {
    OverrideKind.HEADLINE: "The text {} has {}, which is confirmed",
    OverrideKind.BYLINES: "The by-line of {} is confirmed: {}",
    OverrideKind.HANDLING: "The text {} is {}, which is confirmed",
    OverrideKind.JOIN: "The text {} goes on in {}, which is confirmed",
    OverrideKind.APART: "The text {} stands {}, which is confirmed",
    OverrideKind.DROP: "The text {} is {}, which is confirmed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The parts of an issue and how they hang together, without overrides or with them."""

    parts: Sequence[PartDraft]
    links: Sequence[Link]

    @property
    def following(self) -> Mapping[int, int]:
        """The part that each part goes on in."""
        return {link.source: link.target for link in self.links}

    def story(self, number: int) -> list[int]:
        """Return all parts of the story that the part ``number`` belongs to, in order."""
        following = self.following
        before = {target: source for source, target in following.items()}
        while number in before:
            number = before[number]
        parts = [number]
        while parts[-1] in following:
            parts.append(following[parts[-1]])
        return parts

    def bylines(self, number: int) -> list[Byline]:
        """Return the by-lines of the story that the part ``number`` belongs to."""
        return [byline for other in self.story(number) for byline in self.parts[other].bylines]


def applied(decisions: Decisions, plain: State, final: State) -> tuple[AppliedOverride, ...]:
    """Return every override that took effect, in the order they are written in."""
    report = _Report(plain, final)
    found = [
        *(report.headline(number, entry) for number, entry in decisions.headlines.items()),
        *(report.bylines(number, entry) for number, entry in decisions.bylines.items()),
        *(report.handling(number, entry) for number, told in decisions.handling.items() for entry in told),
        *(report.join(pair, entry) for pair, entry in decisions.joins.items()),
        *(report.apart(pair, entry) for pair, entry in decisions.aparts.items()),
        *(report.drop(number, entry) for number, entry in decisions.drops.items()),
        *(report.line(page, entry) for page, entries in decisions.lines.items() for entry in entries),
    ]
    return tuple(sorted(found, key=lambda item: item.location.line or 0))


def findings(
    decisions: Decisions, overrides: Sequence[AppliedOverride], plain: State, final: State
) -> tuple[Finding, ...]:
    """Return a finding for every override, and one for every headline that moved because of one."""
    return (*decisions.findings, *map(_finding, overrides), *_moved(decisions, plain, final))


class _Report:
    def __init__(self, plain: State, final: State) -> None:
        self.plain, self.final = plain, final

    def headline(self, number: int, entry: Override) -> AppliedOverride:
        now, before = self.final.parts[number].headline, self.plain.parts[number].headline
        return self._made(OverrideKind.HEADLINE, number, entry, _stack(now), _stack(before))

    def bylines(self, number: int, entry: Override) -> AppliedOverride:
        before = self.plain.bylines(number)
        now = self.final.parts[number].bylines
        return self._made(OverrideKind.BYLINES, number, entry, _names(now), _names(before))

    def handling(self, number: int, entry: Override) -> AppliedOverride:
        now, before = self.final.parts[number].facts, self.plain.parts[number].facts
        return self._made(OverrideKind.HANDLING, number, entry, _usage(now), _usage(before))

    def join(self, pair: tuple[int, int], entry: Override) -> AppliedOverride:
        before = self.plain.following.get(pair[0])
        return self._made(
            OverrideKind.JOIN,
            pair[0],
            entry,
            _text(self.final.parts[pair[1]]),
            "any other" if before is None else _text(self.plain.parts[before]),
        )

    def apart(self, pair: tuple[int, int], entry: Override) -> AppliedOverride:
        other = _text(self.final.parts[pair[1]])
        now, joined = f"apart from {other}", f"in one story with {other}"
        before = joined if pair[1] in self.plain.story(pair[0]) else now
        return self._made(OverrideKind.APART, pair[0], entry, now, before)

    def drop(self, number: int, entry: Override) -> AppliedOverride:
        headline = self.plain.parts[number].headline
        before = "a story" + (f" with {_stack(headline)}" if headline else " without a headline")
        return self._made(OverrideKind.DROP, number, entry, "left out", before)

    def line(self, page: int, entry: Override) -> AppliedOverride:
        # The page has texts or headlines, or the entry would not have been found.
        lines = " / ".join(getattr(entry, "headline", ()))
        label = getattr(entry, "page", None) or str(page + 1)
        return AppliedOverride(
            kind=OverrideKind.DROP,
            page=label,
            begins=lines,
            now="left out",
            before="a headline",
            reason=entry.reason,
            location=entry.location,
        )

    def _made(self, kind: OverrideKind, number: int, entry: Override, now: str, before: str) -> AppliedOverride:
        part = self.plain.parts[number]
        return AppliedOverride(
            kind=kind,
            page=part.page,
            begins=part.begins or "",
            now=now,
            before=before,
            reason=entry.reason,
            location=entry.location,
        )


def _finding(override: AppliedOverride) -> Finding:
    text = f"“{override.begins}”"
    if override.confirms:
        message = _CONFIRMED[override.kind].format(text, override.now)
    else:
        message = _VERBS[override.kind].format(text, override.now, override.before)
    place = override.location
    return Finding(
        code="override-applied",
        severity=Severity.INFO,
        message=f"{message}.",
        location=Location(file=place.file, line=place.line, page=override.page, path=place.path),
        evidence=(override.reason,) if override.reason else (),
    )


def _moved(decisions: Decisions, plain: State, final: State) -> Iterator[Finding]:
    for number, (was, now) in enumerate(zip(plain.parts, final.parts, strict=True)):
        if number in decisions.headlines or number in decisions.drops or was.headline == now.headline:
            continue
        yield Finding(
            code="override-moved-headline",
            severity=Severity.INFO,
            message=f"Because of overrides, {_text(now)} now has {_stack(now.headline)}, not {_stack(was.headline)}.",
            location=Location(file=now.file, page=now.page, line=now.first_line),
            mend="If that is wrong, give this text its headline in overrides.toml too.",
        )


def _stack(lines: Sequence[HeadlineLine]) -> str:
    return "the headline “" + " / ".join(line.text for line in lines) + "”" if lines else _NO_HEADLINE


def _names(bylines: Sequence[Byline]) -> str:
    return "、".join(dict.fromkeys(byline.name for byline in bylines)) or _NOBODY


def _text(part: PartDraft) -> str:
    return f"“{part.begins or opening(part)[:16]}” on page {part.page}"


def _usage(facts: GivenFacts | None) -> str:
    """Say how a text may be used, and what editors are told of it."""
    given = facts or GivenFacts()
    words = [str(given.pub_status or PubStatus.USABLE)]
    if given.embargoed is not None:
        words.append(f"embargoed until {given.embargoed.isoformat()}")
    words += [f"with the note “{given.ed_note}”"] if given.ed_note else []
    words += [f"with the correction “{given.correction}”"] if given.correction else []
    return ", ".join(words)
