"""A picture of a story as a newsItem of its own."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml.etree import SubElement

from newsml_export.formats.newsml_g2 import names
from newsml_export.formats.newsml_g2.headlines import leading
from newsml_export.formats.newsml_g2.item import NEWS_ITEM_TYPE, ItemFrame
from newsml_export.formats.newsml_g2.management import as_delivered, put_status_and_notes
from newsml_export.formats.newsml_g2.values import language_tag, put
from newsml_export.formats.xml_text import below, line_or_none, uri_reference
from newsml_export.model.story import Guid, LocalId

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from newsml_export.model.identity import Version
    from newsml_export.model.story import Picture, Story

PICTURE_CLASS = {"qcode": "ninat:picture"}
CAPTION = {"role": "drol:caption"}
_PHOTOGRAPHER = {"role": "byrole:photographer"}
#: pixels of the longer side below which a picture is fit for screens only
_SCREEN = 1024
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+\-]+")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_ORIENTATIONS = range(1, 9)
#: IANA media types by the end of a file's name; the operating system's list would differ between machines
_PICTURE_TYPES = {
    "avif": "image/avif",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "webp": "image/webp",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureName:
    """A picture with what names it."""

    picture: Picture
    local_id: LocalId
    guid: Guid
    #: of the story that it belongs to
    story_guid: Guid


def named_pictures(story: Story, guid: Guid) -> tuple[PictureName, ...]:
    """Return the pictures of ``story`` that have an address, each with its own identity.

    The identity is made from that of the story and from the address, so that it does not move with other pictures. An
    address that the story has twice is one picture.

    Args:
        story: may be any.
        guid: of the story.
    """
    found: dict[str, PictureName] = {}
    for picture in as_delivered(story).pictures:
        address = uri_reference(picture.href)
        if address and address not in found:
            suffix = f"picture-{hashlib.sha256(address.encode()).hexdigest()[:8]}"
            found[address] = PictureName(
                picture=picture,
                local_id=LocalId(f"{story.local_id}.{suffix}"),
                guid=Guid(f"{guid}.{suffix}"),
                story_guid=guid,
            )
    return tuple(found.values())


def build_picture(frame: ItemFrame, story: Story, named: PictureName, version: Version, base: str = "") -> _Element:
    """Return a picture as a newsItem that refers to the file.

    Status, embargo and version are those of its story: what must not be shown of a story must not be shown of its
    pictures.

    Args:
        frame: what all items share.
        story: the story that the picture belongs to.
        named: the picture.
        version: of the story.
        base: what leads from the folder of the document to the folder of the output, such as ``../``; put before a
            relative address.
    """
    picture = named.picture
    item, item_meta = frame.picture_item(named.guid, version, story.language)
    caption, headline = line_or_none(picture.caption), leading(story.headline)
    put_status_and_notes(item_meta, story, frame, version, title=caption or headline)
    story_link = {"rel": "irel:associatedWith", "residref": named.story_guid, "contenttype": NEWS_ITEM_TYPE}
    SubElement(item_meta, names.LINK, story_link)
    meta = SubElement(item, names.CONTENT_META)
    photographer, credit = line_or_none(picture.photographer), line_or_none(picture.credit)
    if photographer is not None:
        put(SubElement(meta, names.CREATOR, _PHOTOGRAPHER), names.NAME, photographer)
    SubElement(meta, names.LANGUAGE, {"tag": language_tag(story.language)})
    if headline is not None:
        put(meta, names.HEADLINE, headline, {"role": "hlrole:main"})
    for tag, text, attributes in (
        (names.BY, photographer, None),
        (names.CREDITLINE, credit, None),
        (names.DESCRIPTION, caption, CAPTION),
    ):
        if text is not None:
            put(meta, tag, text, attributes)
    content = SubElement(item, names.CONTENT_SET)
    remote = SubElement(content, names.REMOTE_CONTENT, _file_facts(picture, base))
    digest = (picture.sha256 or "").lower()
    if _SHA256.fullmatch(digest):
        put(remote, names.HASH, digest, {"hashtype": "hashtype:sha256"})
    return item


def media_type_of(picture: Picture) -> str | None:
    """Return the media type as it is known, else as the end of the address tells it."""
    given = (picture.media_type or "").strip().lower()
    if _MEDIA_TYPE.fullmatch(given):
        return given
    return _PICTURE_TYPES.get(uri_reference(picture.href).rpartition(".")[2].lower())


def _file_facts(picture: Picture, base: str) -> Mapping[str, str]:
    sides = [side for side in (picture.width, picture.height) if side is not None]
    small = bool(sides) and max(sides) < _SCREEN
    attributes = {"rendition": "rnd:web" if small else "rnd:highRes", "href": below(base, uri_reference(picture.href))}
    media_type = media_type_of(picture)
    if media_type is not None:
        attributes["contenttype"] = media_type
    for name, number in (("size", picture.size), ("width", picture.width), ("height", picture.height)):
        if number is not None and number >= 0:
            attributes[name] = str(number)
    if picture.orientation in _ORIENTATIONS:
        attributes["orientation"] = str(picture.orientation)
    return attributes
