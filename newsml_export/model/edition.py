"""An issue whose stories are understood and linked: what every format writes from."""

from __future__ import annotations

from dataclasses import dataclass

from newsml_export.findings import Finding
from newsml_export.model.delivered import Identity
from newsml_export.model.issue import IssueInfo
from newsml_export.model.overrides import AppliedOverride
from newsml_export.model.story import Alternative, HeadlineLine, Story, StoryPart


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPage:
    """A page as it was printed."""

    label: str
    section: str | None = None
    #: file that the page came from
    file: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrphanHeadline:
    """A headline stack that no text was found for."""

    page: str
    lines: tuple[HeadlineLine, ...]
    #: texts that it could belong to, the likeliest first
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The linked stories of one issue."""

    info: IssueInfo
    #: in the order of the issue
    pages: tuple[EditionPage, ...]
    #: in the order of their first parts
    stories: tuple[Story, ...]
    orphan_headlines: tuple[OrphanHeadline, ...] = ()
    #: what the operator decided and took effect, in the order it is written in
    overrides: tuple[AppliedOverride, ...] = ()
    findings: tuple[Finding, ...] = ()
    #: of the stories that came with one
    identities: tuple[Identity, ...] = ()
    #: of the issue as a whole, where it came with one
    identity: Identity | None = None
    #: file or folder the issue came from
    source: str | None = None

    def placements(self, label: str) -> tuple[tuple[Story, StoryPart], ...]:
        """Return what stands on the page ``label``, in the order of the page."""
        found = [(story, part) for story in self.stories for part in story.parts if part.page == label]
        return tuple(sorted(found, key=lambda placed: placed[1].order))
