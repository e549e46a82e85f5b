"""One story as NITF 3.6: head with what is known of it, body with what it says.

Source: NITF 3.6, its schema and documentation (IPTC). Dates are ISO 8601 in the basic form that NITF asks for in
``norm`` (``20230308T060000+0800``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml.etree import Element, SubElement

from newsml_export.formats.nitf.identified import (
    put_identified,
    put_meta,
    put_series_and_place,
    put_tobject,
)
from newsml_export.formats.shown import publication_moment
from newsml_export.formats.xml_text import below, clean, clean_line, line_or_none, uri_reference
from newsml_export.model.story import BylineRole, Guid, HeadlineRole, PubStatus
from newsml_export.vocabularies.language_tags import is_language_tag

if TYPE_CHECKING:
    import datetime as dt

    from lxml.etree import _Element

    from newsml_export.formats.base import WriteContext
    from newsml_export.model.edition import Edition
    from newsml_export.model.identity import Version
    from newsml_export.model.story import Picture, Story

NITF = "http://iptc.org/std/NITF/2006-10-18/"
_NS = f"{{{NITF}}}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_VERSION = "-//IPTC//DTD NITF 3.6//EN"
_ABOVE = (HeadlineRole.SERIES, HeadlineRole.KICKER)
_NUMBER = re.compile(r"\d+")
_IMAGE = "image"


class NitfBuilder:
    """Builds the NITF documents of one edition."""

    def __init__(self, edition: Edition, context: WriteContext) -> None:
        self._edition, self._context = edition, context
        self._published = context.publisher.published(edition.info.date)
        self._guid, self._number, self._paragraph_ids = Guid(""), 1, "p"
        self._base = ""

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
        self._number = (version or self._context.version(story)).number
        self._paragraph_ids, self._base = paragraph_ids, base
        root = Element(f"{_NS}nitf", nsmap={None: NITF})
        root.set("version", _VERSION)
        if is_language_tag(story.language):
            root.set("baselang", story.language)
        self._put_head(root, story)
        self._put_body(root, story)
        return root

    def _put_head(self, root: _Element, story: Story) -> None:
        head = _put(root, "head")
        _put(head, "title", _main_headline(story))
        put_meta(head, story)
        put_tobject(head, story)
        self._put_docdata(head, story)
        self._put_pubdata(head, story)

    def _put_docdata(self, head: _Element, story: Story) -> None:
        publisher, guid = self._context.publisher, self._guid
        docdata = _put(head, "docdata")
        docdata.set("management-status", self._status(story))
        docdata.set("management-doc-idref", guid)
        _put(docdata, "doc-id", None, {"regsrc": publisher.domain, "id-string": guid})
        put_series_and_place(docdata, story)
        _put(docdata, "date.issue", None, {"norm": _basic(self._published)})
        released = publication_moment(story, self._published, publisher.time_zone)
        _put(docdata, "date.release", None, {"norm": _basic(released)})
        for note in filter(None, (line_or_none(story.ed_note), line_or_none(story.correction))):
            _put(docdata, "ed-msg", None, {"info": note})
        _put(docdata, "du-key", None, {"generation": "1", "version": str(self._number), "key": guid})
        holder = line_or_none(publisher.copyright_holder)
        if holder:
            _put(docdata, "doc.copyright", None, {"year": str(self._edition.info.date.year), "holder": holder})
        rights = line_or_none(publisher.usage_terms)
        if rights:
            _put(docdata, "doc.rights", None, {"agent": rights})
        words = [word for keyword in story.keywords if (word := line_or_none(keyword.text))]
        if words:
            listed = _put(docdata, "key-list")
            for word in words:
                _put(listed, "keyword", None, {"key": word})
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
                "date.publication": _basic(self._published),
                "name": line_or_none(info.publication),
                "issue": line_or_none(info.number),
                "edition.name": line_or_none(info.edition),
                "position.section": line_or_none(part.section),
                "position.sequence": line_or_none(part.page),
            }
            _put(head, "pubdata", None, {name: value for name, value in values.items() if value})

    def _put_body(self, root: _Element, story: Story) -> None:
        body = _put(root, "body")
        head = _put(body, "body.head")
        self._put_hedline(head, story)
        self._put_bylines(head, story)
        source = line_or_none(story.source.name) if story.source is not None else None
        if source:
            _put(_put(head, "distributor"), "org", source)
        if story.dateline is not None and line_or_none(story.dateline.text):
            self._put_dateline(head, story)
        summary = line_or_none(story.summary)
        if summary:
            _put(_put(head, "abstract"), "p", summary)
        # Superdesk reads paragraphs only where they stand in a block, and breaks off where there is none.
        block = _put(_put(body, "body.content"), "block")
        for number, paragraph in enumerate(story.paragraphs or ("",), 1):
            _put(block, "p", paragraph, {"id": f"{self._paragraph_ids}{number}"})
        for picture in story.pictures:
            _put_media(block, picture, self._base)
        _put(body, "body.end")

    def _put_hedline(self, head: _Element, story: Story) -> None:
        hedline = _put(head, "hedline")
        main = _put(hedline, "hl1", _main_headline(story))
        main.set("class", "derived" if story.derived_headline else "main")
        for line in story.headline:
            if line.role in (*_ABOVE, HeadlineRole.DECK) and line_or_none(line.text):
                _put(hedline, "hl2", line_or_none(line.text), {"class": str(line.role)})

    def _put_bylines(self, head: _Element, story: Story) -> None:
        for byline in story.bylines:
            name = line_or_none(byline.name)
            if name is None:
                continue
            element = _put(head, "byline", None, {"class": str(byline.role)})
            _put(element, "person", name)
            title = line_or_none(byline.title)
            if title or byline.role is not BylineRole.REPORTER:
                _put(element, "byttl", title or str(byline.role))

    def _put_dateline(self, head: _Element, story: Story) -> None:
        assert story.dateline is not None
        dateline = _put(head, "dateline")
        place = line_or_none(story.dateline.place)
        if place:
            _put(dateline, "location", place)
        _put(dateline, "story.date", line_or_none(story.dateline.text), {"norm": _basic(self._published)[:8]})


def _main_headline(story: Story) -> str:
    return (line_or_none(story.main_headline) if story.headline else None) or story.local_id


def _put_media(block: _Element, picture: Picture, base: str) -> None:
    source = uri_reference(picture.href)
    if not source:
        return
    media = _put(block, "media", None, {"media-type": _IMAGE})
    values = {
        "source": below(base, source),
        "mime-type": picture.media_type,
        "height": str(picture.height) if picture.height else None,
        "width": str(picture.width) if picture.width else None,
        "alternate-text": line_or_none(picture.caption),
    }
    _put(media, "media-reference", None, {name: value for name, value in values.items() if value})
    caption, credit = line_or_none(picture.caption), line_or_none(picture.credit)
    if caption:
        _put(_put(media, "media-caption"), "p", caption)
    if credit:
        _put(media, "media-producer", credit)


def _put(parent: _Element, name: str, text: str | None = None, attributes: dict[str, str] | None = None) -> _Element:
    told = {key: clean_line(value) for key, value in (attributes or {}).items()}
    element = SubElement(parent, _NS + name, told)
    if text:
        element.text = clean(text)
    return element


def _basic(moment: dt.datetime) -> str:
    # Not %Y, which leaves out the zeros of early years.
    return f"{moment.year:04}{moment:%m%dT%H%M%S%z}"[:20]
