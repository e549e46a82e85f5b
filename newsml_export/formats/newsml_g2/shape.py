"""Shaping a finished newsItem for an importer: the same facts, said where the importer looks for them."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from lxml.etree import Element

from newsml_export.formats.newsml_g2 import names
from newsml_export.formats.shaping import Shape

if TYPE_CHECKING:
    from lxml.etree import _Element

_NEUTRAL = Shape()
_ROLES = "hlrole:"
_PLACE = "cpnat:geoArea"


def shape_item(item: _Element, shape: Shape) -> None:
    """Change ``item``, a newsItem of text as it was built, into the form that ``shape`` asks for."""
    if shape == _NEUTRAL:
        return
    meta = item.find(names.CONTENT_META)
    content = item.find(names.CONTENT_SET)
    if meta is None or content is None:
        return
    _shape_headlines(meta, shape)
    _shape_subjects(meta, shape)
    body = content.find(f"{names.INLINE_XML}/{names.HTML}/{names.BODY}")
    if body is not None:
        by = meta.findtext(names.BY)
        if shape.byline_in_text and by and _has_text(body):
            _put_first(body, content, by)
        if shape.text_in_description and _has_text(body):
            _describe(meta, body)
    if not shape.html_text:
        for data in content.findall(names.INLINE_DATA):
            content.remove(data)


def _shape_headlines(meta: _Element, shape: Shape) -> None:
    headlines = meta.findall(names.HEADLINE)
    for headline in headlines:
        role = headline.get("role", "").removeprefix(_ROLES)
        headline.set("role", _ROLES + shape.headline_roles.get(role, role))
    order = {f"{_ROLES}{role}": place for place, role in enumerate(shape.headline_order)}
    if not headlines or not order:
        return
    at = meta.index(headlines[0])
    for offset, headline in enumerate(sorted(headlines, key=lambda one: order.get(one.get("role", ""), len(order)))):
        meta.remove(headline)
        meta.insert(at + offset, headline)


def _shape_subjects(meta: _Element, shape: Shape) -> None:
    present = {subject.get("qcode") for subject in meta.iterchildren(names.SUBJECT)}
    for subject in meta.findall(names.SUBJECT):
        for further in _further_codes(subject, shape):
            if further not in present:
                present.add(further)
                subject.addnext(_twin(subject, further))
        if shape.place_reason and subject.get("type") == _PLACE:
            subject.set("why", shape.place_reason)
    for subject in meta.findall(names.SUBJECT):
        if shape.subject_schemes and subject.get("qcode", "").partition(":")[0] not in shape.subject_schemes:
            meta.remove(subject)
        elif not shape.subject_relations:
            for relation in subject.findall("*"):
                if relation.tag != names.NAME:
                    subject.remove(relation)


def _further_codes(subject: _Element, shape: Shape) -> list[str]:
    """Return the codes that the importer wants ``subject`` to have too, the last one first."""
    codes = [shape.subject_codes.get(subject.get("qcode", ""))]
    codes += [same.get("qcode") for same in subject.iterchildren(names.SAME_AS)]
    wanted = set(shape.same_as_schemes)
    return [
        code
        for place, code in reversed(list(enumerate(codes)))
        if code is not None and (place == 0 or code.partition(":")[0] in wanted)
    ]


def _twin(subject: _Element, code: str) -> _Element:
    """Return ``subject`` under another code, without what it is related to, which is said once."""
    twin = copy.copy(subject)
    for child in twin.findall("*"):
        if child.tag != names.NAME:
            twin.remove(child)
    twin.attrib.pop("literal", None)
    twin.set("qcode", code)
    return twin


def _has_text(body: _Element) -> bool:
    return any(paragraph.text for paragraph in body)


def _put_first(body: _Element, content: _Element, line: str) -> None:
    paragraph = Element(names.P)
    paragraph.text = line
    body.insert(0, paragraph)
    escaped = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for data in content.iterchildren(names.INLINE_DATA):
        data.text = f"<p>{escaped}</p>\n{data.text or ''}"


def _describe(meta: _Element, body: _Element) -> None:
    description = Element(names.DESCRIPTION)
    description.text = "\n\n".join(paragraph.text for paragraph in body if paragraph.text)
    first = meta.find(names.DESCRIPTION)
    if first is None:
        meta.append(description)
    else:
        first.addprevious(description)
