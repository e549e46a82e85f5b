"""Atom 1.0 (RFC 4287): one feed an issue with the whole text of every story."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from newsml_export.formats.base import Document, FormatInfo, IdentifiedStory
from newsml_export.formats.feed_parts import FeedFrame, description_of, distinct, html_of, item_title, title_text
from newsml_export.formats.shown import is_shown, web_address
from newsml_export.vocabularies.language_tags import is_language_tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from typing import BinaryIO

    from lxml.etree._serializer import _IncrementalFileWriter

    from newsml_export.formats.base import WriteContext
    from newsml_export.model.edition import Edition
    from newsml_export.model.story import Story

_MEDIA_TYPE = "application/atom+xml"
_FILE = "atom.xml"
_ATOM = "http://www.w3.org/2005/Atom"
_XML = "http://www.w3.org/XML/1998/namespace"
_LANG = f"{{{_XML}}}lang"
# lxml's incremental writer knows the prefix of xml:lang only when it is told.
_NAMESPACES: dict[str | None, str] = {None: _ATOM, "xml": _XML}
_TICK = dt.timedelta(milliseconds=1)


class AtomWriter:
    """Writes one feed an issue, ``atom.xml``."""

    info = FormatInfo(
        name="atom",
        title="Atom 1.0",
        media_type=_MEDIA_TYPE,
        summary="one feed with the whole text of every story that may be shown",
    )

    def open(self, edition: Edition, context: WriteContext) -> AtomSession:
        """Begin to write ``edition``.

        Raises:
            SettingsError: an address of the feed is not a whole ``http`` or ``https`` address.
        """
        return AtomSession(edition, context)


class AtomSession:
    """Writes the feed of one edition."""

    def __init__(self, edition: Edition, context: WriteContext) -> None:
        self._context = context
        self._frame = FeedFrame(edition, context)

    def story_documents(self, story: Story) -> Iterable[Document]:
        """Write nothing: a feed is about the whole issue."""
        return ()

    def issue_documents(self, stories: Sequence[Story]) -> Iterator[Document]:
        """Write the feed without the stories that may not be shown at the time of the context's clock."""
        context = self._context
        items = [
            IdentifiedStory(story=story, guid=context.guids[story.local_id], version=context.version(story))
            for story in stories
            if is_shown(story, context.now)
        ]
        buffer = BytesIO()
        moments = [_updated(self._frame, item, place) for place, item in enumerate(items)]
        last = max([*moments, self._frame.last_change(item.version for item in items)])
        _write(buffer, self._frame, items, last)
        yield Document(path=_FILE, media_type=_MEDIA_TYPE, content=buffer.getvalue())


def stream_atom(
    file: BinaryIO,
    edition: Edition,
    context: WriteContext,
    stories: Iterable[IdentifiedStory],
    *,
    last_change: dt.datetime,
) -> None:
    """Write ``stories`` as one feed; one of them is held at a time, so memory does not grow with their number.

    Args:
        file: open for writing; is not closed.
        edition: names the newspaper and the issue; its own stories are not looked at.
        context: says who publishes; guids and versions of stories are not taken from it.
        stories: in the order to show them in; those that may not be shown at the context's clock are left out.
        last_change: when the youngest of them changed, which stands in front of them; with a time zone.

    Raises:
        SettingsError: an address of the feed is not a whole ``http`` or ``https`` address.
        OSError: ``file`` refuses.
    """
    shown = (item for item in stories if is_shown(item.story, context.now))
    _write(file, FeedFrame(edition, context), shown, last_change.astimezone(context.publisher.time_zone))


def _write(target: BinaryIO, frame: FeedFrame, items: Iterable[IdentifiedStory], last_change: dt.datetime) -> None:
    language = frame.edition.info.language
    attributes = {_LANG: language} if is_language_tag(language) else {}
    with etree.xmlfile(target, encoding="utf-8") as file:
        file.write_declaration()
        with file.element(f"{{{_ATOM}}}feed", attributes, nsmap=_NAMESPACES):
            _write_head(file, frame, last_change)
            for place, item in enumerate(items):
                story_language = item.story.language
                own = {_LANG: story_language} if story_language != language and is_language_tag(story_language) else {}
                file.write("\n")
                with _element(file, "entry", own):
                    _write_entry(file, frame, item, place)
            file.write("\n")


def _write_head(file: _IncrementalFileWriter, frame: FeedFrame, last_change: dt.datetime) -> None:
    publisher = frame.context.publisher
    _leaf(file, "id", frame.context.package_guid)
    _leaf(file, "title", frame.title)
    if frame.description != frame.title:
        _leaf(file, "subtitle", frame.description)
    own = frame.beside(_FILE)
    if own:
        _leaf(file, "link", href=own, rel="self", type=_MEDIA_TYPE)
    _leaf(file, "link", href=frame.link, rel="alternate", type="text/html")
    _leaf(file, "updated", _date_time(last_change))
    file.write("\n")
    with _element(file, "author"):
        _leaf(file, "name", title_text(publisher.name) or publisher.domain)
        site = web_address(publisher.site_url) if publisher.site_url else None
        if site:
            _leaf(file, "uri", site)
    rights = title_text(publisher.copyright_notice or "")
    if rights:
        _leaf(file, "rights", rights)
    program, _, version = title_text(frame.context.generator).partition(" ")
    _leaf(file, "generator", program, **({"version": version} if version else {}))


def _write_entry(file: _IncrementalFileWriter, frame: FeedFrame, item: IdentifiedStory, place: int) -> None:
    story = item.story
    description = description_of(story)
    _leaf(file, "id", item.guid)
    _leaf(file, "title", item_title(story, description))
    address = frame.story_address(story)
    if address:
        _leaf(file, "link", href=address, rel="alternate", type="text/html")
    _leaf(file, "published", _date_time(frame.moment(story)))
    _leaf(file, "updated", _date_time(_updated(frame, item, place)))
    for name in distinct(title_text(byline.name) for byline in story.bylines):
        file.write("\n")
        with _element(file, "author"):
            _leaf(file, "name", name)
    for scheme, code, words in frame.categories(story):
        known = {"scheme": scheme, "term": code} if scheme and code else {"term": words}
        _leaf(file, "category", **known, label=words)
    if description:
        _leaf(file, "summary", description)
    # An entry without an address must have content (RFC 4287, section 4.1.2).
    _leaf(file, "content", html_of(story) or "<p></p>", type="html")


def _updated(frame: FeedFrame, item: IdentifiedStory, place: int) -> dt.datetime:
    """Return when an entry last changed.

    Stories of an issue appear at one moment. Readers that order entries by it need different moments (the feed
    validator of the W3C warns of equal ones), so each is set back by a thousandth of a second for its place.
    """
    changed = max(item.version.version_created, frame.moment(item.story))
    return (changed - _TICK * place).astimezone(frame.context.publisher.time_zone)


def _date_time(moment: dt.datetime) -> str:
    """Return ``moment`` as an RFC 3339 date-time."""
    return moment.isoformat(timespec="milliseconds" if moment.microsecond else "seconds")


def _element(
    file: _IncrementalFileWriter, name: str, attributes: dict[str, str] | None = None
) -> AbstractContextManager[None]:
    return file.element(f"{{{_ATOM}}}{name}", attributes or {})


def _leaf(file: _IncrementalFileWriter, name: str, text: str = "", **attributes: str) -> None:
    file.write("\n")
    with _element(file, name, attributes):
        if text:
            file.write(text)


WRITER = AtomWriter()
