"""Rules for the HTML inside feeds: nothing that acts, nothing that points nowhere, no markup in titles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lxml import etree

from newsml_export.validation.rules import error, warning
from newsml_export.validation.values import clipped

if TYPE_CHECKING:
    from lxml.etree import _Element

    from newsml_export.validation.rules import Breach, Rule

_ADVICE = "RSS Advisory Board, Best Practices Profile"

UNSAFE = error(
    "rss-content-unsafe",
    "HTML in a feed holds no scripts, frames, forms or plug-ins.",
    "Take the element or attribute out; readers drop the item or the feed otherwise.",
)
RELATIVE = warning(
    "rss-content-relative-address",
    "Addresses in the HTML of a feed are whole.",
    "Write addresses with https:// and the name of the host; a reader cannot complete them.",
    _ADVICE,
)
MARKUP_IN_TITLE = warning(
    "rss-title-markup",
    "A title is plain text.",
    "Take the markup out; some readers show it, others obey it.",
    _ADVICE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentRules:
    """The rules for the HTML inside the feeds of one standard."""

    unsafe: Rule
    relative: Rule
    markup_in_title: Rule

    @property
    def all(self) -> tuple[Rule, ...]:
        """All of them."""
        return (self.unsafe, self.relative, self.markup_in_title)


RSS_CONTENT = ContentRules(unsafe=UNSAFE, relative=RELATIVE, markup_in_title=MARKUP_IN_TITLE)

#: a tag that is more than a bare one of these
_DOUBTFUL_TAG = re.compile(r"<(?!/?(?:p|strong|em|b|i|br)\s*/?>)", re.IGNORECASE)
_MARKUP = re.compile(r"</?[A-Za-z!?]|&(?:#\d+|#x[0-9A-Fa-f]+|[A-Za-z]+);")
_UNSAFE_TAGS = frozenset(
    [
        *("applet", "base", "embed", "form", "frame", "frameset", "iframe", "input", "link", "meta", "noscript"),
        *("object", "script", "style", "textarea"),
    ]
)
_ADDRESS_ATTRIBUTES = frozenset({"href", "src", "cite", "poster", "background", "longdesc", "action", "srcset"})
_UNSAFE_SCHEMES = frozenset({"javascript", "vbscript"})
_BLANKS_AND_CONTROLS = re.compile(r"[\x00-\x20]+")


def check_plain(title: _Element, breaches: list[Breach], rules: ContentRules = RSS_CONTENT) -> None:
    """Check that a title holds no HTML."""
    found = _MARKUP.search(title.text or "")
    if found is not None:
        breaches.append(rules.markup_in_title.broken(title, f"The title holds markup: “{clipped(found[0])}”."))


def check_html(element: _Element, breaches: list[Breach], rules: ContentRules = RSS_CONTENT) -> None:
    """Check the HTML that is the text of ``element``."""
    html = element.text or ""
    if _DOUBTFUL_TAG.search(html) is None:
        return
    try:
        root = etree.fromstring(html, etree.HTMLParser(no_network=True, huge_tree=False))
    except (etree.XMLSyntaxError, ValueError) as error_:
        breaches.append(rules.unsafe.broken(element, f"The HTML cannot be read ({clipped(str(error_))})."))
        return
    check_nodes(element, root, breaches, rules)


def check_nodes(element: _Element, root: _Element, breaches: list[Breach], rules: ContentRules = RSS_CONTENT) -> None:
    """Check the HTML or XHTML below ``root``, which is the content of ``element``."""
    for node in root.iter("*"):
        _check_node(element, node, breaches, rules)


def _check_node(element: _Element, node: _Element, breaches: list[Breach], rules: ContentRules) -> None:
    tag = str(node.tag).rpartition("}")[2].lower()
    if tag in _UNSAFE_TAGS:
        breaches.append(rules.unsafe.broken(element, f"The HTML holds “{tag}”."))
    for name, value in node.items():
        name = name.lower()
        if name.startswith("on"):
            told = f"“{tag}” in the HTML has the attribute “{clipped(name)}”."
            breaches.append(rules.unsafe.broken(element, told))
        elif name in _ADDRESS_ATTRIBUTES:
            for address in _addresses(name, value):
                _check_address(element, tag, address, breaches, rules)


def _addresses(name: str, value: str) -> list[str]:
    if name == "srcset":
        return [candidate.split()[0] for candidate in value.split(",") if candidate.strip()]
    return [value]


def _check_address(element: _Element, tag: str, address: str, breaches: list[Breach], rules: ContentRules) -> None:
    # Browsers read “java\nscript:” as one word (WHATWG URL, basic URL parser).
    bare = _BLANKS_AND_CONTROLS.sub("", address)
    try:
        parts = urlsplit(bare)
    except ValueError:
        breaches.append(rules.relative.broken(element, f"“{clipped(address)}” in the HTML is no address."))
        return
    if parts.scheme in _UNSAFE_SCHEMES or (parts.scheme == "data" and tag != "img"):
        breaches.append(rules.unsafe.broken(element, f"“{tag}” in the HTML has the address “{clipped(address)}”."))
    elif not parts.scheme or (parts.scheme in {"http", "https"} and not parts.netloc):
        breaches.append(rules.relative.broken(element, f"The address “{clipped(address)}” in the HTML is not whole."))
