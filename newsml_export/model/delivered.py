"""Stories that come whole, from documents in which others (or we) have told all there is: nothing to understand."""

from __future__ import annotations

from dataclasses import dataclass

from newsml_export.model.identity import Version
from newsml_export.model.story import Guid, LocalId, Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who a story is and in which version it came; kept when it is written again."""

    local_id: LocalId
    guid: Guid
    #: ``content_hash`` is empty: only what writes it knows the fingerprint
    version: Version | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveredStory:
    """A story as a document tells it."""

    story: Story
    #: ``None`` where the document names none
    identity: Identity | None = None
