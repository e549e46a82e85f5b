"""Entries of an ``overrides.toml``, written from what was made of an issue: ready to paste, and as a template."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsml_export.model.story import AlternativeKind, BylineRole, HeadlineRole, PubStatus

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsml_export.model.edition import Edition, OrphanHeadline
    from newsml_export.model.story import Alternative, Byline, HeadlineLine, Story, StoryPart, UnresolvedJump

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_NEVER_BARE = re.compile(r'["\\\x00-\x1f\x7f]')
_ROW = "    "
_HEAD = """\
## Overrides for {title}: what is doubtful.
## Take the “# ” away from the entries that you want, correct them, and put them into overrides.toml in the folder of
## the issue. Leave out what is right; a text is named by its page and its opening words.
"""


def story_entry(part: StoryPart, headline: Sequence[HeadlineLine], bylines: Sequence[Byline] | None = None) -> str:
    """Return an entry that gives the text of ``part`` a headline and, unless ``None``, by-lines."""
    lines = ["[[story]]", *_named(part), *_headline(headline)]
    if bylines is not None:
        lines += _list("bylines", [_byline(byline) for byline in bylines])
    return "\n".join(lines) + "\n"


def join_entry(parts: Sequence[tuple[str, str]]) -> str:
    """Return an entry that joins texts, each given by its page and opening words."""
    return _together("join", parts)


def apart_entry(parts: Sequence[tuple[str, str]]) -> str:
    """Return an entry that keeps texts apart, each given by its page and opening words."""
    return _together("apart", parts)


def drop_entry(part: StoryPart) -> str:
    """Return an entry that leaves out the text of ``part``."""
    return "\n".join(["[[drop]]", *_named(part)]) + "\n"


def drop_headline_entry(orphan: OrphanHeadline) -> str:
    """Return an entry that leaves out a headline without a text."""
    lines = _list("headline", [_quoted(line.text) for line in orphan.lines])
    return "\n".join(["[[drop]]", f"page = {_quoted(orphan.page)}", *lines]) + "\n"


def entries_for(story: Story) -> str:
    """Return the entries that decide everything about ``story`` as it is now, to be corrected."""
    headline = () if story.derived_headline else story.headline
    entries = [story_entry(_headed(story), headline, story.bylines) + _handling(story)]
    entries += [
        apart_entry([(before.page, before.begins or ""), (part.page, part.begins or "")])
        for before, part in zip(story.parts, story.parts[1:], strict=False)
    ]
    entries += [entry for jump in story.unresolved_jumps for entry in _jump_entries(story, jump)]
    return "\n".join(entries)


def template(edition: Edition, stories: Sequence[Story], below: float) -> str:
    """Return an ``overrides.toml`` whose entries are commented out: one for everything that is doubtful.

    Args:
        edition: the linked issue.
        stories: the stories to look at.
        below: decisions that are less sure, 0 … 1, are doubtful; so is every jump line that was not followed and every
            headline without a text.

    Returns:
        TOML. Lines that begin with ``##`` explain; the others become entries when their first two characters go.
    """
    info = edition.info
    blocks = [_HEAD.format(title=f"{info.publication} {info.date}")]
    for story in stories:
        blocks += _story_blocks(edition, story, below)
    if len(stories) == len(edition.stories):
        blocks += [_orphan_block(orphan) for orphan in edition.orphan_headlines]
    if len(blocks) == 1:
        blocks.append("## Nothing is doubtful.\n")
    return "\n".join(blocks)


def _story_blocks(edition: Edition, story: Story, below: float) -> Iterator[str]:
    decision, first = story.headline_decision, story.parts[0]
    where = f"Page {first.page}, “{story.main_headline}”"
    if decision.confidence < below:
        what = "the headline is made from the text" if story.derived_headline else "the headline"
        reasons = [f"{where}: {what}, {decision.confidence:.0%} sure.", *decision.evidence]
        near = [item for item in decision.alternatives if item.kind is AlternativeKind.HEADLINE]
        lines = _lines_of(edition, near[0]) if near else ()
        headline = lines or (() if story.derived_headline else story.headline)
        yield _block([*reasons, *map(alternative_words, decision.alternatives)], story_entry(_headed(story), headline))
    for before, part in zip(story.parts, story.parts[1:], strict=False):
        link = part.continuation
        if link is not None and link.confidence < below:
            reasons = [
                f"{where}: goes on on page {part.page}, {link.confidence:.0%} sure.",
                *link.evidence,
                *map(alternative_words, link.alternatives),
            ]
            yield _block(reasons, apart_entry([(before.page, before.begins or ""), (part.page, part.begins or "")]))
    for jump in story.unresolved_jumps:
        reasons = [f"{where}: {jump.text} on page {jump.page} was not followed: {jump.reason}."]
        reasons += map(alternative_words, jump.alternatives)
        yield _block(reasons, "\n".join(_jump_entries(story, jump)))


def _headed(story: Story) -> StoryPart:
    """Return the part that the story has its headline from."""
    return next((part for part in story.parts if part.headline == story.headline), story.parts[0])


def _jump_entries(story: Story, jump: UnresolvedJump) -> list[str]:
    """Return an entry for every text that ``jump`` could lead to, or one to be filled in."""
    end = -1 if jump.direction.value == "to" else 0
    here = (story.parts[end].page, story.parts[end].begins or "")
    others = [(item.page, item.text) for item in jump.alternatives] or [(jump.target or "…", "…")]
    return [join_entry([here, other] if end else [other, here]) for other in others]


def _orphan_block(orphan: OrphanHeadline) -> str:
    text = " / ".join(line.text for line in orphan.lines)
    reasons = [f"Page {orphan.page}: the headline “{text}” has no text.", *map(alternative_words, orphan.alternatives)]
    return _block(reasons, drop_headline_entry(orphan))


def alternative_words(alternative: Alternative) -> str:
    """Say in a phrase what came near to being decided instead."""
    kind = "the headline" if alternative.kind is AlternativeKind.HEADLINE else "the text"
    return f"or {kind} “{alternative.text}” on page {alternative.page} ({alternative.confidence:.0%})"


def _lines_of(edition: Edition, alternative: Alternative) -> tuple[HeadlineLine, ...]:
    """Return the lines of the headline that ``alternative`` names."""
    stacks = [orphan.lines for orphan in edition.orphan_headlines if orphan.page == alternative.page]
    stacks += [part.headline for _, part in edition.placements(alternative.page)]
    return next((lines for lines in stacks if " ".join(line.text for line in lines) == alternative.text), ())


def _block(reasons: Sequence[str], entry: str) -> str:
    told = [("## " if number == 0 else "##   ") + one_line(reason) for number, reason in enumerate(reasons)]
    return "\n".join([*told, *(f"# {line}" if line else "#" for line in entry.rstrip("\n").split("\n"))]) + "\n"


def one_line(text: str) -> str:
    """Return ``text`` without line ends, and without the control characters that TOML forbids in comments."""
    return re.sub(r"[\x00-\x1f\x7f]+", " ", text)


def _together(kind: str, parts: Sequence[tuple[str, str]]) -> str:
    rows = [f"{{ page = {_quoted(page)}, begins = {_quoted(begins)} }}" for page, begins in parts]
    return "\n".join([f"[[{kind}]]", *_list("parts", rows)]) + "\n"


def _named(part: StoryPart) -> list[str]:
    return [f"page = {_quoted(part.page)}", f"begins = {_quoted(part.begins or '')}"]


def _handling(story: Story) -> str:
    """Return the keys that say how the story may be used, where that is not as any other."""
    values = (
        ("status", _quoted(story.pub_status) if story.pub_status is not PubStatus.USABLE else None),
        ("embargoed", story.embargoed.isoformat() if story.embargoed is not None else None),
        ("ed_note", _quoted(story.ed_note) if story.ed_note else None),
        ("correction", _quoted(story.correction) if story.correction else None),
    )
    return "".join(f"{key} = {value}\n" for key, value in values if value is not None)


def _headline(headline: Sequence[HeadlineLine]) -> list[str]:
    if all(line.role is HeadlineRole.MAIN for line in headline):
        return _list("headline", [_quoted(line.text) for line in headline])
    rows = [f"{{ role = {_quoted(line.role.value)}, text = {_quoted(line.text)} }}" for line in headline]
    return _list("headline", rows)


def _byline(byline: Byline) -> str:
    # A title that the page prints is kept.
    if byline.role is BylineRole.REPORTER:
        return _quoted(byline.name)
    return f"{{ name = {_quoted(byline.name)}, role = {_quoted(byline.role.value)} }}"


def _list(key: str, rows: Sequence[str]) -> list[str]:
    short = f"{key} = [{', '.join(rows)}]"
    if len(short) <= 60 and not any(row.startswith("{") for row in rows[1:]):
        return [short]
    return [f"{key} = [", *(f"{_ROW}{row}," for row in rows), "]"]


def _quoted(text: str) -> str:
    """Return ``text`` as a TOML string; a literal one where that is easier to read."""
    if "'" not in text and '"' in text and "\\" not in text and not re.search(r"[\x00-\x1f\x7f]", text):
        return f"'{text}'"
    return '"' + _NEVER_BARE.sub(lambda found: _ESCAPES.get(found[0], f"\\u{ord(found[0]):04x}"), text) + '"'
