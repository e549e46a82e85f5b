"""An issue as a packageItem: its sections and pages in order, on each page the stories as they were placed."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from lxml.etree import SubElement

from newsml_export.formats.newsml_g2 import names
from newsml_export.formats.newsml_g2.headlines import leading
from newsml_export.formats.newsml_g2.item import NEWS_ITEM_TYPE, ItemFrame
from newsml_export.formats.newsml_g2.management import STATUS
from newsml_export.formats.newsml_g2.page_parts import put_page, put_section
from newsml_export.formats.newsml_g2.picture_item import CAPTION, PICTURE_CLASS, PictureName, named_pictures
from newsml_export.formats.newsml_g2.values import language_tag, put
from newsml_export.formats.xml_text import line_or_none
from newsml_export.model.story import PubStatus
from newsml_export.vocabularies.qcodes import encoded_code

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.etree import _Element

    from newsml_export.model.edition import Edition
    from newsml_export.model.issue import IssueInfo
    from newsml_export.model.story import Story

_ROOT = "issue"
_SEQUENCE = "pgrmod:seq"
_ITEM_CLASS = {"qcode": "ninat:text"}


def build_package(edition: Edition, stories: Sequence[Story], frame: ItemFrame) -> _Element:
    """Return the issue as a packageItem.

    Groups hold nothing but references, because importers take every child of a group for one; what page a group is,
    its partMeta says.

    Args:
        edition: the issue.
        stories: those to refer to, in order.
        frame: what all items share.
    """
    context, info = frame.context, edition.info
    item, item_meta = frame.package_item(context.package_guid, context.versions[context.package_guid], info.language)
    name = _issue_name(info)
    SubElement(item_meta, names.PUB_STATUS, STATUS[PubStatus.USABLE])
    frame.put_generator(item_meta)
    put(item_meta, names.TITLE, name)
    publication = line_or_none(info.publication)
    if publication is not None:
        newspaper = SubElement(item_meta, names.MEMBER_OF, {"qcode": f"publication:{encoded_code(publication)}"})
        put(newspaper, names.NAME, publication)
    if context.versions[context.package_guid].number > 1:
        SubElement(item_meta, names.SIGNAL, {"qcode": "sig:update"})
    content_meta = SubElement(item, names.CONTENT_META)
    put(content_meta, names.CONTENT_CREATED, frame.moment(context.publisher.published(info.date)))
    place = line_or_none(info.place)
    if place is not None:
        put(SubElement(content_meta, names.LOCATED), names.NAME, place)
    SubElement(content_meta, names.LANGUAGE, {"tag": language_tag(info.language)})
    put(content_meta, names.HEADLINE, name, {"role": "hlrole:main"})
    _put_pages(item, _pages(edition, stories), frame)
    return item


def _issue_name(info: IssueInfo) -> str:
    parts = (info.publication, f"{info.date:%Y-%m-%d}", info.number, info.edition)
    return " ".join(filter(None, map(line_or_none, parts)))


class _PlacedPage:
    """A page with the stories on it."""

    def __init__(self, label: str, section: str | None) -> None:
        self.label = label
        self.section = section
        self._placed: dict[str, tuple[int, Story]] = {}

    def place(self, order: int, story: Story) -> None:
        """Place ``story``; one that stands on the page twice is placed where it first does."""
        before = self._placed.get(story.local_id)
        if before is None or order < before[0]:
            self._placed[story.local_id] = (order, story)

    def stories(self) -> list[Story]:
        return [story for _, story in sorted(self._placed.values(), key=lambda placed: placed[0])]


def _pages(edition: Edition, stories: Sequence[Story]) -> list[_PlacedPage]:
    """Return the pages of the issue, then those that only stories name."""
    pages: dict[str, _PlacedPage] = {}
    for page in edition.pages:
        pages.setdefault(page.label, _PlacedPage(page.label, page.section))
    for story in stories:
        for part in story.parts:
            pages.setdefault(part.page, _PlacedPage(part.page, part.section)).place(part.order, story)
    return list(pages.values())


def _put_pages(item: _Element, pages: Sequence[_PlacedPage], frame: ItemFrame) -> None:
    """Append a partMeta for each page and section, and the groups that they describe.

    Pages in a row that print one section name make a section; a page without one stands below the issue itself, so
    that the order of the groups is that of the pages.
    """
    numbered = [(f"page-{number}", page) for number, page in enumerate(pages, 1)]
    runs = [(name, list(run)) for name, run in groupby(numbered, lambda found: line_or_none(found[1].section))]
    sections = [(f"section-{n}", name, [key for key, _ in run]) for n, (name, run) in enumerate(runs, 1)]
    for number, (key, page) in enumerate(numbered, 1):
        put_page(_part_meta(item, key, number), page.label, page.section)
    for number, (key, name, _) in enumerate(sections, len(numbered) + 1):
        if name is not None:
            put_section(_part_meta(item, key, number), name)
    group_set = SubElement(item, names.GROUP_SET, {"root": _ROOT})
    root = _put_group(group_set, _ROOT, "issue")
    for key, name, below in sections:
        for target in below if name is None else [key]:
            SubElement(root, names.GROUP_REF, {"idref": target})
    for key, name, below in sections:
        if name is not None:
            section = _put_group(group_set, key, "section")
            for target in below:
                SubElement(section, names.GROUP_REF, {"idref": target})
    shown: set[str] = set()
    for key, page in numbered:
        group = _put_group(group_set, key, "page")
        for story in page.stories():
            _put_story_ref(group, story, frame)
            if story.local_id not in shown:
                shown.add(story.local_id)
                for named in named_pictures(story, frame.context.guids[story.local_id]):
                    _put_picture_ref(group, story, named, frame)


def _part_meta(item: _Element, key: str, number: int) -> _Element:
    return SubElement(item, names.PART_META, {"partid": f"{key}-meta", "seq": str(number), "contentrefs": key})


def _put_group(group_set: _Element, key: str, role: str) -> _Element:
    return SubElement(group_set, names.GROUP, {"id": key, "role": f"pgrole:{role}", "mode": _SEQUENCE})


def _put_story_ref(group: _Element, story: Story, frame: ItemFrame) -> None:
    guid = frame.context.guids[story.local_id]
    reference = _put_item_ref(group, guid, _ITEM_CLASS, story, frame)
    headline = leading(story.headline)
    if headline is not None:
        put(reference, names.HEADLINE, headline)


def _put_picture_ref(group: _Element, story: Story, named: PictureName, frame: ItemFrame) -> None:
    """Append a picture behind the first part of its story; which page it stood on is not known."""
    reference = _put_item_ref(group, named.guid, PICTURE_CLASS, story, frame)
    caption = line_or_none(named.picture.caption)
    if caption is not None:
        put(reference, names.DESCRIPTION, caption, CAPTION)


def _put_item_ref(
    group: _Element, guid: str, item_class: Mapping[str, str], story: Story, frame: ItemFrame
) -> _Element:
    attributes = {
        "residref": guid,
        "version": str(frame.context.version(story).number),
        "contenttype": NEWS_ITEM_TYPE,
    }
    reference = SubElement(group, names.ITEM_REF, attributes)
    SubElement(reference, names.ITEM_CLASS, item_class)
    frame.put_provider(reference)
    SubElement(reference, names.PUB_STATUS, STATUS[story.pub_status])
    return reference
