"""What is held against a truth: stories as they were exported, whichever way they came here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from newsml_export.evaluation.text import bare, opened
from newsml_export.model.story import HeadlineRole, Story

_FIRST = (HeadlineRole.MAIN, HeadlineRole.DERIVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What stands of a story on one page."""

    #: index into the paragraphs as written of the first and of the last one that stand (at least partly) here
    first_paragraph: int
    last_paragraph: int
    #: the first paragraph goes on in the middle of the last one of the part before
    mid_paragraph: bool = False
    #: 0 … 1, how sure the exporter is that it continues the part before; ``None``: nothing was decided
    continuation: float | None = None


@dataclass(frozen=True, kw_only=True)
class Item:
    """One story as exported. Texts are without white space."""

    #: what messages call it: its file, or its headline
    name: str
    #: in the order written
    headlines: tuple[str, ...]
    #: the headline was made by the exporter
    derived: bool
    names: frozenset[str]
    #: as written, blank ones too, because parts point at them
    written: tuple[str, ...]
    guid: str | None = None
    #: 0 … 1, how sure the exporter is of the headline; ``None``: it does not say
    headline_confidence: float | None = None
    parts: tuple[Part, ...] = ()

    @cached_property
    def paragraphs(self) -> tuple[str, ...]:
        """What is compared: no blank paragraphs, and the first without its lead."""
        return opened([paragraph for paragraph in self.written if paragraph])

    @cached_property
    def body(self) -> str:
        """The whole text that is compared."""
        return "".join(self.paragraphs)


def from_stories(stories: Iterable[Story]) -> tuple[Item, ...]:
    """Return what the documents of ``stories`` would say of them, in the order of the documents' names.

    The order decides where two items have equally much of a story, so it must be the same as on disk.
    """
    return tuple(_from_story(story) for story in sorted(stories, key=lambda story: f"{story.local_id}.xml"))


def _from_story(story: Story) -> Item:
    # Documents give each role once, the main one first; a line that is printed across two roles is then none.
    roles = dict.fromkeys((*_FIRST, *(line.role for line in story.headline)))
    return Item(
        name=story.main_headline,
        headlines=tuple(bare(line.text) for role in roles for line in story.headline if line.role is role),
        derived=story.derived_headline,
        names=frozenset(filter(None, (bare(byline.name) for byline in story.bylines))),
        written=tuple(bare(paragraph) for paragraph in story.paragraphs),
        guid=story.local_id,
        headline_confidence=story.headline_decision.confidence,
        parts=tuple(
            Part(
                first_paragraph=part.first_paragraph,
                last_paragraph=part.last_paragraph,
                mid_paragraph=part.mid_paragraph,
                continuation=part.continuation.confidence if part.continuation is not None else None,
            )
            for part in story.parts
        ),
    )
