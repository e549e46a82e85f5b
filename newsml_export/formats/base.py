"""The contract of a format writer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from newsml_export.formats.shaping import Shape
from newsml_export.model.edition import Edition
from newsml_export.model.identity import Version
from newsml_export.model.publisher import Publisher
from newsml_export.model.story import Guid, LocalId, Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A finished document, before it is validated and put in place."""

    #: relative to the output folder, with ``/``
    path: str
    media_type: str
    content: bytes
    #: local id of the story that the whole document is about, if it is about one
    story: LocalId | None = None
    #: file that is put in place as it is, in place of ``content``; the pipeline makes such documents, writers do not
    copy_of: str | None = None
    #: bytes of ``copy_of``
    copied_size: int = 0
    #: False: validate it, but do not put it in place (``--bundle`` delivers stories only inside a larger document)
    deliver: bool = True

    @property
    def size(self) -> int:
        """Bytes of what is put in place."""
        return len(self.content) if self.copy_of is None else self.copied_size


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatInfo:
    """How a format is presented to people."""

    #: kebab-case, the same as the entry point's name
    name: str
    title: str
    media_type: str
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedOptions:
    """What a feed says of itself. ``None`` means: derived from the publication."""

    title: str | None = None
    description: str | None = None
    #: address that the feed will be published at (RSS ``atom:link rel="self"``)
    self_url: str | None = None
    #: address that the Atom feed will be published at; ``None``: ``atom.xml`` beside ``self_url``
    atom_url: str | None = None
    #: home page that the feed belongs to
    link: str | None = None
    #: address pattern of a story on the publisher's site; ``{local_id}`` and ``{date}`` are filled in
    story_url: str | None = None
    #: minutes
    ttl: int = 60
    #: items say in PRISM where they were printed, in a namespace that the W3C feed validator does not know and warns of
    prism: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageOptions:
    """How much one message carries, where a format sends many items in one document. ``None``: no bound."""

    #: a story and its pictures are never parted, so a message may have as many more as they are
    most_items: int | None = None
    #: of the items as they are serialised; a larger one travels alone
    most_bytes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteContext:
    """All that a writer may know beside the edition. Writers are pure: no clock, no disk, no environment."""

    publisher: Publisher
    #: the clock: time zone aware, whole seconds
    now: dt.datetime
    #: name and version of the program
    generator: str
    #: guid of every story of the edition, by local id
    guids: Mapping[LocalId, Guid]
    #: version of every guid, the package's included
    versions: Mapping[str, Version]
    #: guid of the issue as a package
    package_guid: Guid
    feed: FeedOptions = field(default_factory=FeedOptions)
    #: deliver all stories in one document instead of one a story
    bundle: bool = False
    #: newsItems carry their text as NITF, not as XHTML, where the importer does not need that
    text_as_nitf: bool = False
    message: MessageOptions = field(default_factory=MessageOptions)
    #: what the importer wants that the documents are for
    shape: Shape = field(default_factory=Shape)

    def version(self, story: Story) -> Version:
        """Return the version that ``story`` is exported as."""
        return self.versions[self.guids[story.local_id]]


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifiedStory:
    """A story under the name and version that it is sent as."""

    story: Story
    guid: Guid
    version: Version


class FormatSession(Protocol):
    """Writes one edition. Lives for one edition, in one thread."""

    def story_documents(self, story: Story) -> Iterable[Document]:
        """Write what is about ``story`` alone. Called once a story, in the order of the edition."""

    def issue_documents(self, stories: Sequence[Story]) -> Iterable[Document]:
        """Write what is about the whole issue.

        Args:
            stories: those of the edition whose own documents are valid, in order; others must be left out.
        """


class FormatWriter(Protocol):
    """A format. Found through the entry-point group ``newsml_export.formats``."""

    info: FormatInfo

    def open(self, edition: Edition, context: WriteContext) -> FormatSession:
        """Begin to write ``edition``."""
