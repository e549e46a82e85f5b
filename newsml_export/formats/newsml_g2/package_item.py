"""An issue as a packageItem: its pages in order, on each the stories as they were placed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml.etree import SubElement

from newsml_export.formats.newsml_g2 import names
from newsml_export.formats.newsml_g2.headlines import leading
from newsml_export.formats.newsml_g2.item import NEWS_ITEM_TYPE, ItemFrame
from newsml_export.formats.newsml_g2.news_item import STATUS
from newsml_export.formats.newsml_g2.page_parts import put_page
from newsml_export.formats.newsml_g2.values import language_tag, put
from newsml_export.formats.xml_text import line_or_none
from newsml_export.model.story import PubStatus

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
    for number, page in enumerate(pages, 1):
        meta = SubElement(
            item,
            names.PART_META,
            {"partid": f"page-{number}-meta", "seq": str(number), "contentrefs": f"page-{number}"},
        )
        put_page(meta, page.label, page.section)
    group_set = SubElement(item, names.GROUP_SET, {"root": _ROOT})
    root = SubElement(group_set, names.GROUP, {"id": _ROOT, "role": "pgrole:issue", "mode": _SEQUENCE})
    for number, _ in enumerate(pages, 1):
        SubElement(root, names.GROUP_REF, {"idref": f"page-{number}"})
    for number, page in enumerate(pages, 1):
        attributes = {"id": f"page-{number}", "role": "pgrole:page", "mode": _SEQUENCE}
        group = SubElement(group_set, names.GROUP, attributes)
        for story in page.stories():
            _put_item_ref(group, story, frame)


def _put_item_ref(group: _Element, story: Story, frame: ItemFrame) -> None:
    context = frame.context
    attributes: Mapping[str, str] = {
        "residref": context.guids[story.local_id],
        "version": str(context.version(story).number),
        "contenttype": NEWS_ITEM_TYPE,
    }
    reference = SubElement(group, names.ITEM_REF, attributes)
    SubElement(reference, names.ITEM_CLASS, _ITEM_CLASS)
    frame.put_provider(reference)
    SubElement(reference, names.PUB_STATUS, STATUS[story.pub_status])
    headline = leading(story.headline)
    if headline is not None:
        put(reference, names.HEADLINE, headline)
