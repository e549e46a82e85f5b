"""Which metadata programs add to stories, and with whose words."""

from __future__ import annotations

from dataclasses import dataclass, field

from newsml_export.model.lexicon import Lexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrichOptions:
    """What ``[enrich]`` says."""

    #: without being asked on the command line
    enabled: bool = False
    #: names of enrichers; ``None``: all that are installed
    enrichers: tuple[str, ...] | None = None
    #: the publisher's own names, which win over guesses
    lexicon: Lexicon = field(default_factory=Lexicon)
    #: name of the segmenter; ``None``: the fastest that is installed
    engine: str | None = None
