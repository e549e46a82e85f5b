"""A story as a newsItem (NewsML-G2 2.35, conformance level power)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml.etree import SubElement

from newsml_export.formats.newsml_g2 import names
from newsml_export.formats.newsml_g2.concepts import (
    author_codes,
    judged,
    language_attributes,
    put_confidences,
    put_filing,
    put_located,
    put_series,
    put_series_properties,
    put_urgency,
)
from newsml_export.formats.newsml_g2.content import put_content, put_nitf
from newsml_export.formats.newsml_g2.headlines import joined, put_headlines
from newsml_export.formats.newsml_g2.item import NEWS_ITEM_TYPE, PACKAGE_ITEM_TYPE, ItemFrame
from newsml_export.formats.newsml_g2.management import as_delivered, put_status_and_notes
from newsml_export.formats.newsml_g2.page_parts import put_jump_links, put_jump_notes, put_parts
from newsml_export.formats.newsml_g2.people import by_line, put_people
from newsml_export.formats.newsml_g2.picture_item import media_type_of, named_pictures
from newsml_export.formats.newsml_g2.values import language_tag, put
from newsml_export.formats.nitf.document import NitfBuilder
from newsml_export.formats.xml_text import below, line_or_none, uri_reference
from newsml_export.model.subjects import GuessedText

if TYPE_CHECKING:
    from lxml.etree import _Element

    from newsml_export.formats.newsml_g2.headlines import Stack
    from newsml_export.model.edition import Edition
    from newsml_export.model.identity import Version
    from newsml_export.model.story import Guid, Picture, Story

_ASSOCIATED = "irel:associatedWith"
_SUMMARY = {"role": "drol:summary"}


class NewsItemBuilder:
    """Builds the newsItems of one edition."""

    def __init__(self, edition: Edition, frame: ItemFrame) -> None:
        self._frame = frame
        context = frame.context
        self._nitf = NitfBuilder(edition, context)
        self._content_created = frame.moment(context.publisher.published(edition.info.date))
        self._package_link = {
            "rel": _ASSOCIATED,
            "residref": context.package_guid,
            "contenttype": PACKAGE_ITEM_TYPE,
        }

    def build(self, story: Story, base: str = "") -> _Element:
        """Return ``story`` as a newsItem, under the guid and version that the context has for it; see ``build_as``."""
        context = self._frame.context
        return self.build_as(story, context.guids[story.local_id], context.version(story), base)

    def build_as(self, story: Story, guid: Guid, version: Version, base: str = "") -> _Element:
        """Return ``story`` as a newsItem under a given guid and version.

        Args:
            story: what to write.
            guid: of the story.
            version: of the story.
            base: what leads from the folder of the document to the folder of the output, such as ``../``; put before
                relative addresses of pictures.
        """
        context, story = self._frame.context, as_delivered(story)
        item, item_meta = self._frame.news_item(guid, version, story.language)
        stack = joined(story.headline)
        title = stack[0][1] if stack else None
        put_status_and_notes(item_meta, story, self._frame, version, title=title, more_notes=self._put_notes_and_series)
        self._put_links(item_meta, story, guid, base)
        self._put_content_meta(item, story, stack)
        put_parts(item, story)
        put_content(item, story, title)
        if context.text_as_nitf and not context.shape.keeps_xhtml:
            put_nitf(item, self._nitf.build(story, guid, version, f"{story.local_id}-p", base))
        return item

    def _put_notes_and_series(self, item_meta: _Element, story: Story) -> None:
        put_jump_notes(item_meta, story)
        put_series(item_meta, story, self._frame.catalog)

    def _put_links(self, item_meta: _Element, story: Story, guid: Guid, base: str) -> None:
        SubElement(item_meta, names.LINK, self._package_link)
        put_jump_links(item_meta, story, self._frame.catalog)
        for named in named_pictures(story, guid):
            attributes = {"rel": _ASSOCIATED, "residref": named.guid, "contenttype": NEWS_ITEM_TYPE}
            caption = line_or_none(named.picture.caption)
            if caption is not None:
                attributes["title"] = caption
            SubElement(item_meta, names.LINK, attributes)
        for picture in story.pictures:
            _put_picture(item_meta, picture, base)
        put_series_properties(item_meta, story.series)

    def _put_content_meta(self, item: _Element, story: Story, stack: Stack) -> None:
        meta, catalog = SubElement(item, names.CONTENT_META), self._frame.catalog
        put_urgency(meta, story)
        put(meta, names.CONTENT_CREATED, self._content_created)
        put_located(meta, story, catalog)
        source = line_or_none(story.source.name) if story.source is not None else None
        if source is not None:
            put(SubElement(meta, names.INFO_SOURCE), names.NAME, source)
        put_people(meta, story.bylines, author_codes(story, catalog))
        SubElement(meta, names.LANGUAGE, language_attributes(language_tag(story.language), story))
        put_filing(meta, story, catalog)
        put_headlines(meta, stack, story.headline_decision)
        dateline = line_or_none(story.dateline.text) if story.dateline is not None else None
        for tag, text in (
            (names.DATELINE, dateline),
            (names.BY, by_line(story.bylines)),
            (names.CREDITLINE, source),
        ):
            if text is not None:
                put(meta, tag, text)
        summary = line_or_none(story.summary)
        if summary is not None:
            put(meta, names.DESCRIPTION, summary, judged({**_SUMMARY}, story.guessed(GuessedText.SUMMARY)))
        put_confidences(meta, story)


def _put_picture(item_meta: _Element, picture: Picture, base: str) -> None:
    """Append a link to a picture, with its caption as title and its credit as a hint."""
    address, title, credit = uri_reference(picture.href), line_or_none(picture.caption), line_or_none(picture.credit)
    attributes = {"rel": _ASSOCIATED}
    if address:
        attributes["href"] = below(base, address)
        media_type = media_type_of(picture)
        if media_type is not None:
            attributes["contenttype"] = media_type
    if title is not None:
        attributes["title"] = title
    if len(attributes) > 1 or credit is not None:
        link = SubElement(item_meta, names.LINK, attributes)
        if credit is not None:
            put(link, names.CREDITLINE, credit)
