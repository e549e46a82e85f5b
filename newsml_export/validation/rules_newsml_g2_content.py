"""Rules for content: it is there, of the class that the item names, in forms that agree with each other."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from lxml import etree

from newsml_export.validation import newsml_g2_names as names
from newsml_export.validation.rules import error, warning
from newsml_export.validation.rules_nitf import check_nitf_inside, shows_text
from newsml_export.validation.values import clipped

if TYPE_CHECKING:
    from lxml.etree import _Element

    from newsml_export.validation.rules import Breach

CONTENT_TYPE_DIFFERS = error(
    "content-type-differs",
    "The contenttype of inlineXML says what is in it.",
    "Write application/xhtml+xml for XHTML and application/nitf+xml for NITF.",
    "NewsML-G2 2.35, inlineXML",
)
BODY_ATTRIBUTES = error(
    "body-with-attributes",
    "The XHTML body has no attributes and no namespace declaration of its own.",
    "Write a bare <body>: some importers look for these very characters.",
)
TEXTS_DIFFER = error(
    "content-texts-differ",
    "The HTML in inlineData has the same text as the XHTML or NITF in inlineXML.",
    "Write both from the same paragraphs; importers show one or the other.",
    "NewsML-G2 2.35, contentSet: its children are renditions of the same content",
)

PICTURE_WITHOUT_FILE = error(
    "picture-without-file",
    "A picture item refers to the file of the picture.",
    "Give contentSet a remoteContent with the address of the file and its rendition.",
    "NewsML-G2 2.35, remoteContent",
)
TEXT_WITHOUT_CONTENT = error(
    "text-without-content",
    "A text item carries its text.",
    "Give contentSet the text as inlineXML; many importers break off without.",
)
CANCELED_WITH_TEXT = warning(
    "canceled-with-text",
    "An item that is canceled does not deliver the text that nobody may publish.",
    "Send the next version with an empty text, and say in edNote why.",
)
CORRECTION_UNEXPLAINED = warning(
    "correction-unexplained",
    "A correction says what it corrects.",
    "Write into edNote what was wrong and what is right.",
)

CONTENT_RULES = (
    CONTENT_TYPE_DIFFERS,
    BODY_ATTRIBUTES,
    TEXTS_DIFFER,
    PICTURE_WITHOUT_FILE,
    TEXT_WITHOUT_CONTENT,
    CANCELED_WITH_TEXT,
    CORRECTION_UNEXPLAINED,
)

_NITF = "{http://iptc.org/std/NITF/2006-10-18/}"
_XHTML_TYPE = "application/xhtml+xml"
_NITF_TYPE = "application/nitf+xml"
_HTML_TYPE = "text/html"
#: namespaces by the types of what is in them; other types are not judged
_NAMESPACES = {
    _XHTML_TYPE: names.XHTML_PREFIX,
    _NITF_TYPE: _NITF,
}
_BETWEEN_PARAGRAPHS = "</p>\n<p>"


def check_news(item: _Element, breaches: list[Breach]) -> None:
    """Check that the content of a newsItem is that of its class, and what its status and signal promise."""
    meta = next(item.iterchildren(names.ITEM_META), None)
    content_set = next(item.iterchildren(names.CONTENT_SET), None)
    if meta is None:
        return
    codes = {child.tag: child.get("qcode") for child in meta.iterchildren(names.ITEM_CLASS, names.PUB_STATUS)}
    signals = [signal for signal in meta.iterchildren(names.SIGNAL) if signal.get("qcode") == "sig:correction"]
    if signals and next(meta.iterchildren(names.ED_NOTE), None) is None:
        breaches.append(CORRECTION_UNEXPLAINED.broken(signals[0], "The item is a correction and does not say of what."))
    if content_set is None:
        return
    item_class = codes.get(names.ITEM_CLASS)
    remote = next(content_set.iterchildren(names.REMOTE_CONTENT), None)
    if item_class == "ninat:picture" and remote is None:
        breaches.append(PICTURE_WITHOUT_FILE.broken(content_set, "The item is a picture and refers to no file."))
    elif item_class == "ninat:text":
        inline = next(content_set.iterchildren(names.INLINE_XML, names.INLINE_DATA), None)
        if inline is None and remote is None:
            breaches.append(TEXT_WITHOUT_CONTENT.broken(content_set, "The item is a text and carries none."))
        elif inline is not None and codes.get(names.PUB_STATUS) == "stat:canceled" and _shows_text(inline):
            breaches.append(CANCELED_WITH_TEXT.broken(inline, "The item is canceled and still delivers its text."))


def _shows_text(inline: _Element) -> bool:
    nitf = next(inline.iterchildren(f"{_NITF}nitf"), None)
    if nitf is not None:
        content = nitf.find(f"{_NITF}body/{_NITF}body.content")
        return content is not None and shows_text(content)
    body = next(inline.iter(names.BODY), inline)
    return any(text.strip() for text in map(str, body.itertext()))


def check_content(content_set: _Element, breaches: list[Breach]) -> None:
    """Check the renditions of the text."""
    body: _Element | None = None
    html: _Element | None = None
    nitf: _Element | None = None
    for rendition in content_set.iterchildren(names.INLINE_XML, names.INLINE_DATA):
        content_type = rendition.get("contenttype", "")
        if rendition.tag == names.INLINE_DATA:
            if content_type == _HTML_TYPE:
                html = rendition
            continue
        root = next(rendition.iterchildren("*"), None)
        if root is None:
            continue
        namespace = _NAMESPACES.get(content_type)
        if namespace is not None and not str(root.tag).startswith(namespace):
            told = f"The contenttype is {content_type}, but the content is “{etree.QName(root).localname}” of another."
            breaches.append(CONTENT_TYPE_DIFFERS.broken(rendition, told, "contenttype"))
        elif content_type == _NITF_TYPE:
            nitf = root
            check_nitf_inside(root, breaches)
        elif content_type == _XHTML_TYPE:
            body = root if root.tag == names.BODY else next(root.iterchildren(names.BODY), None)
            if body is not None and body.attrib:
                told = f"The body has the attributes {clipped(', '.join(map(str, body.attrib)))}."
                breaches.append(BODY_ATTRIBUTES.broken(body, told))
    if body is not None and html is not None and not _same_text(body, html.text or ""):
        told = f"The HTML in inlineData has another text than the XHTML: {_difference(body, html.text or '')}."
        breaches.append(TEXTS_DIFFER.broken(html, told))
    if nitf is not None and html is not None:
        others = _words(_text(html.text or ""))
        texts = [_nitf_words(nitf, media=media) for media in (False, True)]
        if others not in texts:
            told = f"The HTML in inlineData has another text than the NITF: {_first_difference(texts[0], others)}."
            breaches.append(TEXTS_DIFFER.broken(html, told))


def _same_text(body: _Element, html: str) -> bool:
    """Say whether two renditions have the same words; markup and spaces do not count."""
    paragraphs = [paragraph.text or "" for paragraph in body]
    # What machines write has one form, which needs no parsing; anything else is looked at as HTML.
    if html == "<p>" + _BETWEEN_PARAGRAPHS.join([escape(text, quote=False) for text in paragraphs]) + "</p>":
        return len(body) == sum(1 for _ in body.iter()) - 1
    return _words("".join(body.itertext())) == _words(_text(html))


def _difference(body: _Element, html: str) -> str:
    return _first_difference(_words("".join(body.itertext())), _words(_text(html)))


def _first_difference(words: str, others: str) -> str:
    at = next((n for n, (one, other) in enumerate(zip(words, others, strict=False)) if one != other), None)
    if at is None:
        at = min(len(words), len(others))
    return f"“{clipped(others[at : at + 20])}” in place of “{clipped(words[at : at + 20])}”"


def _nitf_words(nitf: _Element, *, media: bool) -> str:
    """Return the text of NITF, with or without what is said of pictures."""
    content = nitf.find(f"{_NITF}body/{_NITF}body.content")
    if content is None:
        return ""
    within = "" if media else "[not(ancestor::*[local-name() = 'media'])]"
    return _words("".join(map(str, content.xpath(f".//text(){within}"))))


def _words(text: str) -> str:
    return "".join(text.split())


def _text(html: str) -> str:
    if not html.strip():
        return ""
    try:
        root = etree.fromstring(html, etree.HTMLParser(no_network=True, huge_tree=False))
    except (etree.XMLSyntaxError, ValueError):
        return html
    return "".join(str(text) for text in root.itertext())
