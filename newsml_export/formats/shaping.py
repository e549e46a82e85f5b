"""How an importer wants documents, beyond what their standards ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Messages(StrEnum):
    """What one message carries."""

    #: the package and every story, in as few messages as their bounds allow
    ISSUE = "issue"
    #: one story and its pictures
    STORY = "story"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What writers do differently for an importer. Without arguments: nothing.

    A shape never takes a fact away that the importer could use; it says it where the importer looks.
    """

    #: role of a headline by the role that the story has for it, such as ``deck`` → ``sub``
    headline_roles: Mapping[str, str] = field(default_factory=dict)
    #: roles, as written, that come first, in this order; the rest keeps its order behind them
    headline_order: tuple[str, ...] = ()
    #: a further subject for each subject that has the code on the left, such as ``medtop:04000000`` → ``subj:04000000``
    subject_codes: Mapping[str, str] = field(default_factory=dict)
    #: aliases of the schemes that subjects may have; empty: any, and subjects without a code
    subject_schemes: tuple[str, ...] = ()
    #: aliases of schemes whose codes, where a subject is ``sameAs`` them, are subjects of their own beside it
    same_as_schemes: tuple[str, ...] = ()
    #: subjects say what they are related to: role, posts, the same concept in other schemes, broader concepts
    subject_relations: bool = True
    #: QCode of the reason that a place is a subject, such as ``why:direct``; empty: none is given
    place_reason: str = ""
    #: the by-line is the first paragraph of the text as well, for importers that have no field for it
    byline_in_text: bool = False
    #: the whole text is the first ``description`` as well, with a blank line between paragraphs
    text_in_description: bool = False
    #: the text is given as escaped HTML too, behind the XHTML
    html_text: bool = True
    #: the text is needed as XHTML, also where NITF is asked for
    xhtml_text: bool = False
    messages: Messages = Messages.ISSUE
    #: the issue is delivered as a package
    package: bool = True
    #: stories are delivered as documents of their own
    single_items: bool = True
    #: our own vocabularies are delivered
    vocabularies: bool = True

    @property
    def keeps_xhtml(self) -> bool:
        """Whether NITF must not stand in the place of the XHTML, because something is said or looked for there."""
        return self.xhtml_text or self.byline_in_text or self.text_in_description
