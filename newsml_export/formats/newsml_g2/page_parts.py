"""Where a story was printed: a partMeta for each page, and links for jump lines that lead nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml.etree import SubElement

from newsml_export.formats.newsml_g2 import names
from newsml_export.formats.newsml_g2.content import content_refs
from newsml_export.formats.newsml_g2.headlines import joined, put_headlines
from newsml_export.formats.newsml_g2.values import percent, put
from newsml_export.formats.xml_text import clean_line, line_or_none
from newsml_export.model.story import JumpDirection
from newsml_export.vocabularies.qcodes import encoded_code

if TYPE_CHECKING:
    from lxml.etree import _Element

    from newsml_export.model.story import Story, StoryPart, UnresolvedJump
    from newsml_export.vocabularies.qcodes import Catalog

_TO_PAGE, _FROM_PAGE = "jump:to-page", "jump:from-page"
_JUMP = {JumpDirection.TO: _TO_PAGE, JumpDirection.FROM: _FROM_PAGE}
_WHOLE = {"qcode": "partrole:whole"}
_BEGINNING = {"qcode": "partrole:beginning"}
_CONTINUATION = {"qcode": "partrole:continuation"}
_SECTION = "partprop:section"
_PLACE = "partprop:place-on-page"
_CONFIDENCE = "partprop:continuation-confidence"
_EVIDENCE = "partprop:continuation-evidence"


def put_parts(item: _Element, story: Story) -> None:
    """Append a ``partMeta`` for each page that the story was printed on."""
    for number, part in enumerate(story.parts, 1):
        attributes = {"partid": f"{story.local_id}-part{number}", "seq": str(number)}
        references = content_refs(story, part)
        if references is not None:
            attributes["contentrefs"] = references
        meta = SubElement(item, names.PART_META, attributes)
        SubElement(meta, names.ROLE, _role(story, number))
        put_headlines(meta, joined(part.headline))
        put_page(meta, part.page, part.section)
        SubElement(meta, names.PART_META_EXT_PROPERTY, {"rel": _PLACE, "value": str(part.order)})
        _put_continuation(meta, part)
        _put_note(meta, part.jump_from, _FROM_PAGE)
        _put_note(meta, part.jump_to, _TO_PAGE)


def put_page(part_meta: _Element, label: str, section: str | None) -> None:
    """Say which page a part is: a concept of its own with the printed label as its name, and the page's section.

    A page is not what the text is about, so it is a property of the part and not a subject.
    """
    name = line_or_none(label)
    if name is not None:
        page = SubElement(
            part_meta, names.PART_META_EXT_PROPERTY, {"rel": "partprop:page", "qcode": f"page:{encoded_code(name)}"}
        )
        put(page, names.NAME, name)
    section = line_or_none(section)
    if section is not None:
        put_section(part_meta, section)


def put_section(part_meta: _Element, section: str) -> None:
    """Say which section a part is or belongs to; ``section`` is one line."""
    SubElement(part_meta, names.PART_META_EXT_PROPERTY, {"rel": _SECTION, "value": section})


def put_jump_notes(item_meta: _Element, story: Story) -> None:
    """Append an ``edNote`` in words for each jump line that was not followed."""
    for jump in story.unresolved_jumps:
        page = line_or_none(jump.page) or "?"
        put(
            item_meta,
            names.ED_NOTE,
            clean_line(f"The jump line “{jump.text}” on page {page} was not followed: {jump.reason}."),
            {names.XML_LANG: "en", "role": _JUMP[jump.direction]},
        )


def put_jump_links(item_meta: _Element, story: Story, catalog: Catalog) -> None:
    """Append a ``link`` for each jump line that was not followed, to the page that it names, where it names one."""
    for jump in story.unresolved_jumps:
        SubElement(item_meta, names.LINK, _jump_link(jump, catalog))


def _jump_link(jump: UnresolvedJump, catalog: Catalog) -> dict[str, str]:
    attributes = {"rel": _JUMP[jump.direction]}
    target = line_or_none(jump.target)
    if target is not None:
        attributes["residref"] = catalog.uri(f"page:{encoded_code(target)}")
    title = line_or_none(jump.text)
    if title is not None:
        attributes["title"] = title
    return attributes


def _role(story: Story, number: int) -> dict[str, str]:
    """Return the role of a part; a story whose other end was not found is not whole."""
    missing = {jump.direction for jump in story.unresolved_jumps}
    if number > 1 or JumpDirection.FROM in missing:
        return _CONTINUATION
    return _BEGINNING if len(story.parts) > 1 or JumpDirection.TO in missing else _WHOLE


def _put_continuation(meta: _Element, part: StoryPart) -> None:
    if part.continuation is None:
        return
    confidence = percent(part.continuation.confidence)
    SubElement(meta, names.PART_META_EXT_PROPERTY, {"rel": _CONFIDENCE, "value": confidence})
    for phrase in part.continuation.evidence:
        value = line_or_none(phrase)
        if value is not None:
            SubElement(meta, names.PART_META_EXT_PROPERTY, {"rel": _EVIDENCE, "value": value})


def _put_note(meta: _Element, text: str | None, role: str) -> None:
    line = line_or_none(text)
    if line is not None:
        put(meta, names.ED_NOTE, line, {"role": role})
