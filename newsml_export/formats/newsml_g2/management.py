"""Management of a story's items: embargo, status, notes to editors, and what a new version is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lxml.etree import SubElement

from newsml_export.formats.newsml_g2 import names
from newsml_export.formats.newsml_g2.values import put
from newsml_export.formats.shown import notice
from newsml_export.formats.xml_text import line_or_none
from newsml_export.model.story import PubStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lxml.etree import _Element

    from newsml_export.formats.newsml_g2.item import ItemFrame
    from newsml_export.model.identity import Version
    from newsml_export.model.story import Story

#: IPTC's own codes of the scheme ``stat``
STATUS: Mapping[PubStatus, Mapping[str, str]] = {
    PubStatus.USABLE: {"qcode": "stat:usable"},
    PubStatus.WITHHELD: {"qcode": "stat:withheld"},
    PubStatus.CANCELED: {"qcode": "stat:canceled"},
}
_UPDATE = {"qcode": "sig:update"}
_CORRECTION = {"qcode": "sig:correction"}
_ENGLISH = {names.XML_LANG: "en"}


def as_delivered(story: Story) -> Story:
    """Return what may be sent of ``story``: of one that is canceled neither text nor summary nor captions.

    Importers store what they are sent, whatever its status.
    """
    if story.pub_status is not PubStatus.CANCELED:
        return story
    pictures = tuple(replace(picture, caption=None) for picture in story.pictures)
    return replace(story, paragraphs=(), summary=None, pictures=pictures)


def put_status_and_notes(
    item_meta: _Element,
    story: Story,
    frame: ItemFrame,
    version: Version,
    *,
    title: str | None,
    more_notes: Callable[[_Element, Story], None] | None = None,
) -> None:
    """Append embargo, status, generator, title, notes and signal, in the order of the schema.

    A correction is announced even in a first version: an earlier one may have been delivered by another way.

    Args:
        item_meta: with provider and times.
        story: whose status it is.
        frame: what all items share.
        version: of the story.
        title: in one line, where there is one.
        more_notes: appends further notes, and what else stands before the signal.
    """
    if story.embargoed is not None:
        put(item_meta, names.EMBARGOED, frame.moment(story.embargoed))
    SubElement(item_meta, names.PUB_STATUS, STATUS[story.pub_status])
    frame.put_generator(item_meta)
    if title is not None:
        put(item_meta, names.TITLE, title)
    note, correction = line_or_none(story.ed_note), line_or_none(story.correction)
    if note is not None:
        put(item_meta, names.ED_NOTE, note)
    elif (standing := notice(story)) is not None:
        put(item_meta, names.ED_NOTE, standing, _ENGLISH)
    if correction is not None:
        put(item_meta, names.ED_NOTE, correction)
    if more_notes is not None:
        more_notes(item_meta, story)
    if correction is not None:
        SubElement(item_meta, names.SIGNAL, _CORRECTION)
    elif version.number > 1:
        SubElement(item_meta, names.SIGNAL, _UPDATE)
