"""The text of a story: as XHTML for those who parse it, as HTML text for those who only show it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from lxml.etree import SubElement

from newsml_export.formats.newsml_g2 import names
from newsml_export.formats.newsml_g2.values import put

if TYPE_CHECKING:
    from lxml.etree import _Element

    from newsml_export.model.story import Story, StoryPart

_XHTML_TYPE = "application/xhtml+xml"
_NITF_TYPE = "application/nitf+xml"
_HTML_TYPE = {"contenttype": "text/html"}
_XHTML_NAMESPACE = {None: names.XHTML}


def put_content(item: _Element, story: Story, title: str | None) -> None:
    """Append the contentSet.

    Importers look for ``html/body`` (Superdesk breaks off without), or for the very characters ``<body>`` (WordPress
    plug-in of APA-IT), so the namespace is declared on ``html`` and ``body`` bears nothing. They take plain text in
    paragraphs only. Paragraphs have an id only where a part must point at them. A story without text has one empty
    paragraph, because importers break on an empty contentSet.
    """
    content = SubElement(item, names.CONTENT_SET)
    inline = SubElement(content, names.INLINE_XML, {"id": f"{story.local_id}-text", "contenttype": _XHTML_TYPE})
    html = SubElement(inline, names.HTML, nsmap=_XHTML_NAMESPACE)
    put(SubElement(html, names.HEAD), names.HTML_TITLE, title or "")
    body = SubElement(html, names.BODY)
    paragraphs = story.paragraphs or ("",)
    if _parts_point_at_paragraphs(story):
        for number, paragraph in enumerate(paragraphs, 1):
            put(body, names.P, paragraph, {names.XML_ID: f"{story.local_id}-p{number}"})
    else:
        for paragraph in paragraphs:
            put(body, names.P, paragraph)
    markup = "</p>\n<p>".join([escape(paragraph, quote=False) for paragraph in paragraphs])
    put(content, names.INLINE_DATA, f"<p>{markup}</p>", _HTML_TYPE)


def put_nitf(item: _Element, nitf: _Element) -> None:
    """Put NITF in the place of the XHTML that a finished newsItem carries."""
    inline = item.find(f"{names.CONTENT_SET}/{names.INLINE_XML}")
    assert inline is not None
    for child in list(inline):
        inline.remove(child)
    inline.set("contenttype", _NITF_TYPE)
    inline.append(nitf)


def content_refs(story: Story, part: StoryPart) -> str | None:
    """Return the ids of what stands of the text on the page of ``part``, or ``None`` where nothing does.

    A paragraph that is cut in its middle stands on both pages.
    """
    if not _parts_point_at_paragraphs(story):
        return f"{story.local_id}-text"
    first = max(part.first_paragraph, 0)
    last = min(part.last_paragraph, len(story.paragraphs) - 1)
    return " ".join([f"{story.local_id}-p{index + 1}" for index in range(first, last + 1)]) or None


def _parts_point_at_paragraphs(story: Story) -> bool:
    return len(story.parts) > 1 and bool(story.paragraphs)
