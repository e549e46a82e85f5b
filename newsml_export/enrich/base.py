"""The contract of an enricher."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from newsml_export.model.lexicon import Lexicon

if TYPE_CHECKING:
    from newsml_export.enrich.analysis import Analysis
    from newsml_export.model.story import Story


@dataclass(frozen=True, slots=True, kw_only=True)
class EnricherInfo:
    """How an enricher is presented to people."""

    #: kebab-case, the same as the entry point's name
    name: str
    title: str
    summary: str
    #: names of enrichers whose results it reads; they run before it where they run at all
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrichContext:
    """All that an enricher may know beside the story. Enrichers are pure: no clock, no environment, no network."""

    #: name of the newspaper
    publication: str = ""
    #: where it appears; a name such as 市发改委 is that of this place
    place: str | None = None
    lexicon: Lexicon = field(default_factory=Lexicon)
    #: name of the segmenter; ``None``: the fastest that is installed
    engine: str | None = None


class Enricher(Protocol):
    """Adds metadata to stories. Found through the entry-point group ``newsml_export.enrichers``.

    What came with the story (``confidence`` is ``None``) was said by a person: it stays, and comes first. What an
    enricher adds bears a confidence from 0 to 1. The same story, context and engine give the same result.
    """

    info: EnricherInfo

    def enrich(self, story: Story, analysis: Analysis, context: EnrichContext) -> Story:
        """Return ``story`` with what the enricher found.

        Args:
            story: as the enrichers before it left it.
            analysis: words and sentences of its text, shared by all enrichers of the story.
            context: what else is known.
        """
