"""One story as NITF 3.6: head with what is known of it, body with what it says.

Source: NITF 3.6, its schema and documentation (IPTC). Dates are ISO 8601 in the basic form that NITF asks for in
``norm`` (``20230308T060000+0800``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml.etree import Element

from newsml_export.formats.excerpt import excerpt, one_line
from newsml_export.formats.nitf.dateline import put_dateline
from newsml_export.formats.nitf.elements import NITF, NS, basic, put
from newsml_export.formats.nitf.identified import (
    put_identified,
    put_meta,
    put_series_and_place,
    put_tobject,
)
from newsml_export.formats.shown import notice, publication_moment
from newsml_export.formats.xml_text import below, clean_line, line_or_none, uri_reference
from newsml_export.model.story import BylineRole, Guid, HeadlineRole, PubStatus
from newsml_export.vocabularies.language_tags import is_language_tag

if TYPE_CHECKING:
    from lxml.etree import _Element

    from newsml_export.formats.base import WriteContext
    from newsml_export.model.edition import Edition
    from newsml_export.model.identity import Version
    from newsml_export.model.story import Picture, Story

_VERSION = "-//IPTC//DTD NITF 3.6//EN"
_ABOVE = (HeadlineRole.SERIES, HeadlineRole.KICKER)
_IMAGE = "image"
#: characters of a headline that is made of a text
_DERIVED = 40


class NitfBuilder:
    """Builds the NITF documents of one edition."""

    def __init__(self, edition: Edition, context: WriteContext) -> None:
        self._edition, self._context = edition, context
        self._published = context.publisher.published(edition.info.date)
        self._guid, self._paragraph_ids, self._base = Guid(""), "p", ""

    def build(
        self,
        story: Story,
        guid: Guid | None = None,
        version: Version | None = None,
        paragraph_ids: str = "p",
        base: str = "",
    ) -> _Element:
        """Return ``story`` as an ``nitf`` element.

        Args:
            story: what to write.
            guid: of the story; ``None``: the context knows it.
            version: of the story; ``None``: the context knows it.
            paragraph_ids: what stands in the ids of paragraphs before their numbers.
            base: what leads from the folder of the document to the folder of the output, such as ``../``; put before
                relative addresses of pictures.
        """
        self._guid = guid or self._context.guids[story.local_id]
        version = version or self._context.version(story)
        self._paragraph_ids, self._base = paragraph_ids, base
        root = Element(f"{NS}nitf", nsmap={None: NITF})
        root.set("version", _VERSION)
        if is_language_tag(story.language):
            root.set("baselang", story.language)
        self._put_head(root, story, version)
        self._put_body(root, story)
        return root

    def _put_head(self, root: _Element, story: Story, version: Version) -> None:
        head = put(root, "head")
        title = _main_headline(story)
        if title is not None:
            put(head, "title", title)
        put_meta(head, story)
        self._put_origin(head, story)
        put_tobject(head, story)
        self._put_docdata(head, story, version)
        self._put_pubdata(head, story)
        moments = [(1, version.first_created)]
        if version.number > 1:
            moments.append((version.number, version.version_created))
        for number, moment in moments:
            norm = basic(moment.astimezone(self._context.publisher.time_zone))
            put(head, "revision-history", None, {"norm": norm, "comment": f"version {number}"})

    def _put_origin(self, head: _Element, story: Story) -> None:
        """Append as ``meta`` what NITF has no element for: who publishes, the notice of rights, the source's words."""
        publisher, source = self._context.publisher, story.source
        words = line_or_none(source.text) if source is not None else None
        for name, content in (
            ("publisher", line_or_none(publisher.name)),
            ("copyright-notice", line_or_none(publisher.copyright_notice)),
            ("source", words if source is not None and words != line_or_none(source.name) else None),
        ):
            if content is not None:
                put(head, "meta", None, {"name": name, "content": content})

    def _put_docdata(self, head: _Element, story: Story, version: Version) -> None:
        publisher, guid = self._context.publisher, self._guid
        status = self._status(story)
        docdata = put(head, "docdata")
        docdata.set("management-status", status)
        if version.number > 1:
            # The version before was sent under the same doc-id; what becomes of it is what becomes of the story.
            docdata.set("management-doc-idref", clean_line(guid))
            docdata.set("management-idref-status", status)
        put(docdata, "doc-id", None, {"regsrc": publisher.domain, "id-string": guid})
        put_series_and_place(docdata, story)
        put(docdata, "date.issue", None, {"norm": basic(self._published)})
        released = publication_moment(story, self._published, publisher.time_zone)
        put(docdata, "date.release", None, {"norm": basic(released)})
        note, correction = line_or_none(story.ed_note) or notice(story), line_or_none(story.correction)
        if note is not None:
            put(docdata, "ed-msg", None, {"msg-type": "note", "info": note})
        if correction is not None:
            put(docdata, "ed-msg", None, {"msg-type": "correction", "info": correction})
            put(docdata, "correction", None, {"info": correction, "id-string": guid, "regsrc": publisher.domain})
        number = str(version.number)
        put(docdata, "du-key", None, {"generation": number, "version": number, "key": guid})
        holder = line_or_none(publisher.copyright_holder)
        if holder is not None:
            put(docdata, "doc.copyright", None, {"year": f"{self._edition.info.date.year:04}", "holder": holder})
        terms = line_or_none(publisher.usage_terms)
        if terms is not None:
            put(docdata, "doc.rights", None, {"owner": holder, "limitations": terms})
        words = [word for keyword in story.keywords if (word := line_or_none(keyword.text))]
        if words:
            listed = put(docdata, "key-list")
            for word in words:
                put(listed, "keyword", None, {"key": word})
        put_identified(docdata, story)

    def _status(self, story: Story) -> str:
        if story.pub_status is PubStatus.USABLE and story.embargoed is not None:
            return "embargoed" if story.embargoed > self._context.now else "usable"
        return str(story.pub_status)

    def _put_pubdata(self, head: _Element, story: Story) -> None:
        info = self._edition.info
        for part in story.parts:
            values = {
                "type": "print",
                "date.publication": basic(self._published),
                "name": line_or_none(info.publication),
                "issue": line_or_none(info.number),
                "edition.name": line_or_none(info.edition),
                "edition.area": line_or_none(info.place),
                "position.section": line_or_none(part.section),
                "position.sequence": line_or_none(part.page),
            }
            put(head, "pubdata", None, values)

    def _put_body(self, root: _Element, story: Story) -> None:
        body = put(root, "body")
        head = put(body, "body.head")
        self._put_hedline(head, story)
        self._put_bylines(head, story)
        source = line_or_none(story.source.name) if story.source is not None else None
        if source:
            put(put(head, "distributor"), "org", source)
        if story.dateline is not None:
            put_dateline(head, story.dateline, self._edition.info.date)
        summary = line_or_none(story.summary)
        if summary:
            put(put(head, "abstract"), "p", summary)
        # Superdesk reads paragraphs only where they stand in a block, and breaks off where there is none.
        block = put(put(body, "body.content"), "block")
        for number, paragraph in enumerate(story.paragraphs or ("",), 1):
            put(block, "p", paragraph, {"id": f"{self._paragraph_ids}{number}"})
        for picture in story.pictures:
            _put_media(block, picture, self._base)
        put(body, "body.end")

    def _put_hedline(self, head: _Element, story: Story) -> None:
        title = _main_headline(story)
        if title is None:
            return
        hedline = put(head, "hedline")
        said = _said_headline(story) is not None and not story.derived_headline
        put(hedline, "hl1", title, {"class": "main" if said else "derived"})
        for line in story.headline:
            if line.role in (*_ABOVE, HeadlineRole.DECK) and line_or_none(line.text):
                put(hedline, "hl2", line_or_none(line.text), {"class": str(line.role)})

    def _put_bylines(self, head: _Element, story: Story) -> None:
        for byline in story.bylines:
            name = line_or_none(byline.name)
            if name is None:
                continue
            element = put(head, "byline", None, {"class": str(byline.role)})
            put(element, "person", name)
            title = line_or_none(byline.title)
            if title or byline.role is not BylineRole.REPORTER:
                put(element, "byttl", title or str(byline.role))


def _said_headline(story: Story) -> str | None:
    return line_or_none(story.main_headline) if story.headline else None


def _main_headline(story: Story) -> str | None:
    """Return the main headline; where it shows nothing, the beginning of the text, or ``None`` where that is none."""
    opening = next((text for paragraph in story.paragraphs if (text := line_or_none(one_line(paragraph)))), None)
    return _said_headline(story) or (excerpt(opening, _DERIVED) if opening is not None else None)


def _put_media(block: _Element, picture: Picture, base: str) -> None:
    """Append a picture that has an address: the photographer as a fact about it, the credit as printed."""
    source = uri_reference(picture.href)
    if not source:
        return
    media = put(block, "media", None, {"media-type": _IMAGE})
    caption, credit = line_or_none(picture.caption), line_or_none(picture.credit)
    photographer = line_or_none(picture.photographer)
    if photographer is not None:
        put(media, "media-metadata", None, {"name": "photographer", "value": photographer})
    values = {
        "source": below(base, source),
        "mime-type": picture.media_type,
        "height": str(picture.height) if picture.height else None,
        "width": str(picture.width) if picture.width else None,
        "alternate-text": caption,
    }
    put(media, "media-reference", None, values)
    if caption is not None:
        put(put(media, "media-caption"), "p", caption)
    if credit is not None or photographer is not None:
        put(media, "media-producer", credit or photographer)
