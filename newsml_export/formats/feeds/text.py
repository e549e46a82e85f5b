"""Text of feeds: titles that no reader takes for markup, descriptions, the story as HTML."""

from __future__ import annotations

import re
from html import escape
from html.entities import name2codepoint
from typing import TYPE_CHECKING

from lxml import etree

from newsml_export.formats.excerpt import excerpt, one_line
from newsml_export.formats.shown import web_address
from newsml_export.formats.xml_text import clean
from newsml_export.model.story import HeadlineRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsml_export.model.story import Story

#: characters of a description that was made from the text
_DESCRIPTION = 200
#: characters of a title that was made from a description
_TITLE = 40
#: characters that XML allows and HTML does not (HTML, “control” and “noncharacter”)
_NOT_IN_HTML = re.compile(
    "[\x7f-\x9f\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF))
    + "]"
)
#: what stands for a character that is lost, in Chinese print (GB/T 15834—2011, 4.16)
_LOST_CHARACTER = "□"
_TAG_LIKE = re.compile(r"<(?=[A-Za-z/!?])([^<>]*)>")
_ENTITY_LIKE = re.compile(r"&(#?\w+)", re.ASCII)


def plain(text: str) -> str:
    """Return ``text`` without the characters that XML or HTML forbids."""
    # Nothing that is forbidden is printable, except for the replacement character; nearly all text passes here.
    if text.isprintable() and "\ufffd" not in text:
        return text
    return _NOT_IN_HTML.sub("", clean(text)).replace("\ufffd", _LOST_CHARACTER)


def title(text: str) -> str:
    """Return ``text`` as one line that no reader takes for HTML, although some read titles as such.

    Angle brackets and ampersands become their full-width forms, but only where they would be read as a tag or entity.
    """
    line = one_line(plain(text))
    if "<" not in line and "&" not in line:
        return line
    return _ENTITY_LIKE.sub(_full_width_entity, _TAG_LIKE.sub(r"＜\1＞", line))


def _full_width_entity(match: re.Match[str]) -> str:
    name = match[1]
    harmless = name.isalpha() and name not in name2codepoint and name != "apos"
    return match[0] if harmless else "＆" + name


def unique(names: Iterable[str]) -> Iterator[str]:
    """Yield each of ``names`` that is not empty once, in their order."""
    return (name for name in dict.fromkeys(names) if name)


def item_title(story: Story, described: str) -> str:
    """Return the title of ``story``; never empty.

    Args:
        story: what the title is for.
        described: its description; its beginning stands for a headline without any visible character.
    """
    return title(story.main_headline) or title(excerpt(described, _TITLE)) or str(story.local_id)


def description(story: Story) -> str:
    """Return the summary, or the beginning of the text, as plain text of one line; may be empty."""
    if story.summary:
        # A summary is somebody's own choice of length.
        text = one_line(plain(story.summary))
        if text:
            return text
    for candidate in (*story.paragraphs, *(picture.caption or "" for picture in story.pictures)):
        # A slice spares the cleaning of a paragraph of a megabyte.
        text = one_line(plain(candidate[: _DESCRIPTION * 4]))
        if text:
            return excerpt(text, _DESCRIPTION)
    return ""


def html(story: Story) -> str:
    """Return the story as HTML paragraphs: what stands around the main headline, the text, the pictures.

    A picture is shown only if its address is a whole one; a feed reader could not find any other.
    """
    blocks = [
        _paragraph(line.text, "<strong>", "</strong>")
        for role in (HeadlineRole.SERIES, HeadlineRole.KICKER, HeadlineRole.DECK)
        for line in story.headline
        if line.role is role
    ]
    blocks += [_paragraph(paragraph) for paragraph in story.paragraphs]
    for picture in story.pictures:
        source = web_address(picture.href)
        if source:
            blocks.append(_figure(source, one_line(plain(picture.caption or ""))))
    return "\n".join(filter(None, blocks))


def _paragraph(text: str, opening: str = "", closing: str = "") -> str:
    text = plain(text).strip()
    inner = escape(text, quote=False)
    if "\r" in inner:
        # It would come back from an XML parser as a line feed (XML 1.0, section 2.11).
        inner = inner.replace("\r", "&#13;")
    return f"<p>{opening}{inner}{closing}</p>" if text else ""


def _figure(source: str, caption: str) -> str:
    element = etree.Element("p")
    etree.SubElement(element, "img", src=source, alt=caption)
    if caption:
        etree.SubElement(element, "br").tail = caption
    return etree.tostring(element, encoding="unicode", method="html")
