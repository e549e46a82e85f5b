"""Jump lines that were not followed: why, and what their other end could be."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from newsml_export.layout.drafts import PartDraft
from newsml_export.layout.jump_lines import JumpLine
from newsml_export.layout.matching import Pair, Rivals
from newsml_export.model.story import Alternative, AlternativeKind, JumpDirection


@dataclass(frozen=True, slots=True, kw_only=True)
class Dangling:
    """A jump line that was not followed."""

    part: int
    jump: JumpLine
    reason: str
    #: why, as a kebab-case finding code
    code: str
    evidence: tuple[str, ...] = ()
    #: what could be its other end
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What was weighed, and what came of it."""

    parts: Sequence[PartDraft]
    #: keys of the labels of all pages
    keys: Mapping[str, str]
    #: parts that go on elsewhere: the rows
    sources: Sequence[int]
    #: parts that come from elsewhere: the columns
    targets: Sequence[int]
    rivals: Rivals
    pairs: Sequence[Pair]
    #: parts that overrides keep apart
    aparts: Collection[tuple[int, int]] = ()
    #: links that were cut because their story held two parts that are kept apart
    cut: Collection[tuple[int, int]] = ()


def explain_dangling(weighed: Weighed, followed: Collection[tuple[int, int]]) -> list[Dangling]:
    """Return every jump line that is not among ``followed`` (source and target each), and why."""
    parts, rivals = weighed.parts, weighed.rivals
    going, coming = {source for source, _ in followed}, {target for _, target in followed}
    rows = {n: row for row, n in enumerate(weighed.sources)}
    columns = {n: column for column, n in enumerate(weighed.targets)}
    by_row = {pair.row: pair for pair in weighed.pairs}
    by_column = {pair.column: pair for pair in weighed.pairs}
    found: list[Dangling] = []
    for n, part in enumerate(parts):
        if part.jump_to is not None and n not in going:
            row = rows.get(n, -1)
            possible = [weighed.targets[column] for column in rivals.columns(row)]
            near = [(weighed.targets[column], chance) for _, column, chance in rivals.of(row, None)]
            found.append(_explain(weighed, n, part.jump_to, possible, near, by_row.get(row)))
        if part.jump_from is not None and n not in coming:
            column = columns.get(n, -1)
            possible = [weighed.sources[row] for row in rivals.rows(column)]
            near = [(weighed.sources[row], chance) for row, _, chance in rivals.of(None, column)]
            found.append(_explain(weighed, n, part.jump_from, possible, near, by_column.get(column)))
    return found


def names_own_page(part: PartDraft, jump: JumpLine, keys: Mapping[str, str]) -> bool:
    """Say whether the jump line names the page that it stands on."""
    return jump.label is not None and jump.label == keys.get(part.page)


def alternatives(parts: Sequence[PartDraft], others: Sequence[tuple[int, float]]) -> tuple[Alternative, ...]:
    """Return other ends of a continuation: their places among ``parts``, each with its chance."""
    return tuple(
        Alternative(
            kind=AlternativeKind.TEXT,
            page=parts[other].page,
            text=parts[other].begins or "".join(parts[other].paragraphs)[:16],
            confidence=round(chance, 3),
        )
        for other, chance in others
    )


def _explain(
    weighed: Weighed,
    n: int,
    jump: JumpLine,
    possible: Sequence[int],
    near: Sequence[tuple[int, float]],
    pair: Pair | None,
) -> Dangling:
    parts, keys = weighed.parts, weighed.keys
    page = f"page {jump.label}" if jump.label else "a page whose number is lost"
    evidence = tuple(_name(parts[other]) for other in possible)
    barred = tuple(_name(parts[other]) for other in _barred(weighed, n, jump))
    if barred:
        code, evidence = "jump-unresolved", barred
        reason = "an override keeps it apart from " + " and ".join(barred)
    elif names_own_page(parts[n], jump, keys):
        code, reason = "jump-to-own-page", f"it names its own page {parts[n].page}"
    elif jump.label is not None and jump.label not in keys.values():
        code, reason = "jump-unresolved", f"{page} is not in the input"
    elif not possible:
        code, reason = "jump-unresolved", f"no jump line on {page} answers it"
    elif pair is not None and len(possible) > 1:
        code, reason = "jump-ambiguous", "it could be " + " or ".join(evidence)
    else:
        verb = "goes on on" if jump.direction is JumpDirection.TO else "comes from"
        code, reason = "jump-unresolved", f"nothing that it {verb} fits well enough"
    return Dangling(
        part=n, jump=jump, reason=reason, code=code, evidence=evidence, alternatives=alternatives(parts, near)
    )


def _barred(weighed: Weighed, n: int, jump: JumpLine) -> list[int]:
    """Return the texts that ``jump`` could name and that an override keeps from the part ``n``."""
    others = [other for pair in sorted(weighed.aparts) if n in pair for other in pair if other != n]
    there = [other for other in others if jump.label in (None, weighed.keys.get(weighed.parts[other].page))]
    if jump.direction is JumpDirection.TO:
        there += [target for source, target in weighed.cut if source == n]
    else:
        there += [source for source, target in weighed.cut if target == n]
    return list(dict.fromkeys(there))


def _name(part: PartDraft) -> str:
    head = part.headline[0].text if part.headline else (part.paragraphs[0][:16] + "…" if part.paragraphs else "")
    return f"“{head}” on page {part.page}"
