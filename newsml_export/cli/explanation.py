"""Why a story is what it is, in words: for ``inspect``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsml_export.formats.overrides_toml import alternative_words, entries_for, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsml_export.model.edition import OrphanHeadline
    from newsml_export.model.overrides import AppliedOverride
    from newsml_export.model.story import Decision, Story, StoryPart, UnresolvedJump


def explain(story: Story) -> str:
    """Return everything that was decided about ``story``, why, and the entries of overrides.toml that would change it.

    Returns:
        Lines for a terminal; those of the entries are indented by four spaces.
    """
    return "\n".join(one_line(line) for line in _lines(story)) + "\n"


def explain_orphan(orphan: OrphanHeadline) -> str:
    """Return what is known of a headline without a text."""
    text = " / ".join(line.text for line in orphan.lines)
    lines = [f"Page {orphan.page}  “{text}”: a headline without a text"]
    lines += [f"  · {alternative_words(item)}" for item in orphan.alternatives]
    return "\n".join(one_line(line) for line in lines) + "\n"


def explain_override(override: AppliedOverride) -> str:
    """Return what an override did, in a line."""
    place = override.location
    change = f"{override.now}" + (" (confirmed)" if override.confirms else f", not {override.before}")
    reason = f" — {override.reason}" if override.reason else ""
    line = f"line {place.line}: " if place.line else ""
    return one_line(f"{line}{override.kind}: “{override.begins}” on page {override.page}: {change}{reason}")


def _lines(story: Story) -> Iterator[str]:
    yield f"Page {' → '.join(part.page for part in story.parts)}  {story.main_headline}  [{story.local_id}]"
    yield f"  Headline, {_sure(story.headline_decision)}"
    for line in story.headline:
        yield f"    {line.role.value:<8}{line.text}"
    yield from _reasons(story.headline_decision)
    names = "、".join(f"{byline.name} ({byline.role.value})" for byline in story.bylines)
    yield f"  By-lines: {names or 'none'}"
    for number, part in enumerate(story.parts):
        yield _part(part, number)
        if part.continuation is not None:
            yield from _reasons(part.continuation)
    for jump in story.unresolved_jumps:
        yield from _unresolved(jump)
    yield "  To change it, in overrides.toml:"
    for row in entries_for(story).rstrip("\n").split("\n"):
        yield f"    {row}" if row else ""


def _part(part: StoryPart, number: int) -> str:
    place = f"page {part.page}" + (f", line {part.first_line}" if part.first_line else "")
    text = f"“{part.begins}…”" if part.begins else "without text"
    if not number:
        return f"  Begins on {place}: {text}"
    sure = f", {_sure(part.continuation)}" if part.continuation is not None else ""
    middle = ", in the middle of a paragraph" if part.mid_paragraph else ""
    return f"  Goes on on {place}: {text}{middle}{sure}"


def _sure(decision: Decision) -> str:
    # Never rounded up across a limit of doubt.
    return f"{int(decision.confidence * 100 + 1e-9)}% sure"


def _reasons(decision: Decision) -> Iterator[str]:
    for reason in decision.evidence:
        yield f"    · {reason}"
    for item in decision.alternatives:
        yield f"    · {alternative_words(item)}"


def _unresolved(jump: UnresolvedJump) -> Iterator[str]:
    yield f"  {jump.text} on page {jump.page} was not followed: {jump.reason}"
    for item in jump.alternatives:
        yield f"    · {alternative_words(item)}"
