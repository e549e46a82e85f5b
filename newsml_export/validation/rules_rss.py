"""What XML Schema cannot say of RSS 2.0: what the W3C feed validator demands and recommends at its strictest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsml_export.validation.kinds import XmlKind
from newsml_export.validation.rules import error, warning
from newsml_export.validation.rules_rss_content import RSS_CONTENT, check_html, check_plain
from newsml_export.validation.values import clipped, is_web_address, rfc_822_date
from newsml_export.vocabularies.language_tags import is_language_tag

if TYPE_CHECKING:
    import datetime as dt

    from lxml.etree import _Element

    from newsml_export.validation.rules import Breach

_RSS = "RSS 2.0"
_ATOM_LINK = "{http://www.w3.org/2005/Atom}link"
_ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
_HISTORY = "{http://purl.org/syndication/history/1.0}"

MISSING = error(
    "rss-element-missing",
    "A channel has title, link and description.",
    "Add the element.",
    f"{_RSS}, required channel elements",
)
DUPLICATE = error(
    "rss-element-duplicate", "Most elements may stand once in a channel or item.", "Take one of the two away.", _RSS
)
EMPTY_ITEM = error(
    "rss-item-empty", "An item has a title or a description.", "Add a title.", f"{_RSS}, elements of item"
)
GUID_MISSING = warning(
    "rss-guid-missing", "Every item has a guid.", "Add the guid of the story; readers know by it what they have shown."
)
GUID_DUPLICATE = error(
    "rss-guid-duplicate", "No two items have the same guid.", "Give each item its own guid.", f"{_RSS}, guid"
)
GUID_NO_LINK = error(
    "rss-guid-not-permalink",
    "A guid is a web address unless isPermaLink is false.",
    "Write isPermaLink=“false”, or the address of the story.",
    f"{_RSS}, guid",
)
DATE = error(
    "rss-date-malformed",
    "Dates are of the form of RFC 822, with years of four digits and the right day of the week.",
    "Write it as Wed, 08 Mar 2023 06:00:00 +0800.",
    f"{_RSS}; RFC 822, section 5",
)
BUILD_DATE = warning(
    "rss-build-date-early",
    "A channel did not change before the newest of its items.",
    "Write the date of the newest item or of its change as lastBuildDate, whichever is later.",
    f"{_RSS}, lastBuildDate",
)
LANGUAGE = error(
    "rss-language-malformed",
    "The language is a well-formed tag.",
    "Write a tag such as zh-cn.",
    f"{_RSS}, language; BCP 47",
)
ADDRESS = error(
    "rss-address-not-absolute",
    "Links and addresses are whole web addresses.",
    "Write it with https:// and the name of the host.",
    _RSS,
)
SELF_MISSING = warning(
    "rss-self-link-missing",
    "A feed says its own address.",
    "Add atom:link with rel=“self”; set feed.self_url in the settings.",
    "RSS Advisory Board, Best Practices Profile",
)
SELF_DUPLICATE = error(
    "rss-self-link-duplicate", "A feed has one address of its own.", "Take one of the atom:link rel=“self” away."
)
AUTHOR = error(
    "rss-author-no-email",
    "author, managingEditor and webMaster begin with an e-mail address.",
    "Write name@host.example (Name), or dc:creator for a name alone.",
    f"{_RSS}, author",
)
MISPLACED = warning(
    "rss-metadata-after-items",
    "What is said of the channel stands before its items.",
    "Put it before the first item; readers that stop early miss it otherwise.",
)
CONTENT_FIRST = warning(
    "rss-description-after-content",
    "description stands before content:encoded.",
    "Put description first; readers may take the last of the two for the text otherwise.",
)
HISTORY = error(
    "rss-history-contradiction",
    "A feed is complete or archived, not both.",
    "Take fh:complete or fh:archive away.",
    "RFC 5005, sections 2 and 4",
)

_SINGLE_IN_CHANNEL = frozenset(
    [
        *("title", "link", "description", "language", "copyright", "managingEditor", "webMaster", "pubDate"),
        *("lastBuildDate", "generator", "docs", "cloud", "ttl", "image", "skipHours", "skipDays"),
    ]
)
_SINGLE_IN_ITEM = frozenset(
    ["title", "link", "description", "author", "comments", "guid", "pubDate", "source", _ENCODED]
)
_REQUIRED = ("title", "link", "description")
_DATES = frozenset({"pubDate", "lastBuildDate"})
_ADDRESSES = frozenset({"link", "docs", "comments"})
_PEOPLE = frozenset({"author", "managingEditor", "webMaster"})
_EMAIL = re.compile(r"\s*[^\s@]+@[^\s@]+")
_LINK_ATTRIBUTES = {"enclosure": "url", "source": "url", _ATOM_LINK: "href"}


class RssRules:
    """The rules of RSS 2.0 with the modules that we write."""

    name = "rss-rules"
    rules = (
        MISSING,
        DUPLICATE,
        EMPTY_ITEM,
        GUID_MISSING,
        GUID_DUPLICATE,
        GUID_NO_LINK,
        DATE,
        BUILD_DATE,
        LANGUAGE,
        ADDRESS,
        SELF_MISSING,
        SELF_DUPLICATE,
        AUTHOR,
        MISPLACED,
        CONTENT_FIRST,
        HISTORY,
        *RSS_CONTENT.all,
    )

    def check(self, root: _Element) -> list[Breach]:
        """Return every breach in the feed below ``root``."""
        breaches: list[Breach] = []
        for channel in root.iterchildren("channel"):
            _Channel(channel, breaches).check()
        return breaches


class _Channel:
    """One channel while it is checked."""

    def __init__(self, channel: _Element, breaches: list[Breach]) -> None:
        self._channel = channel
        self._breaches = breaches
        self._guids: set[str] = set()
        self._newest: dt.datetime | None = None

    def check(self) -> None:
        seen: set[str] = set()
        built: _Element | None = None
        first_item: _Element | None = None
        self_links = 0
        for child in self._channel.iterchildren("*"):
            tag = str(child.tag)
            if tag == "item":
                first_item = child if first_item is None else first_item
                self._check_item(child)
                continue
            if first_item is not None:
                self._breaches.append(MISPLACED.broken(child, f"“{_shown(child)}” stands after an item."))
            self._check_child(child, tag, seen, _SINGLE_IN_CHANNEL)
            if tag == "lastBuildDate":
                built = child
            elif tag == "language" and not is_language_tag((child.text or "").strip()):
                told = f"“{clipped(child.text or '')}” is no language tag."
                self._breaches.append(LANGUAGE.broken(child, told))
            elif tag == _ATOM_LINK and child.get("rel") == "self":
                self_links += 1
                if self_links == 2:
                    self._breaches.append(SELF_DUPLICATE.broken(child, "The feed names two addresses of its own."))
        self._check_whole(seen, built, self_links)

    def _check_whole(self, seen: set[str], built: _Element | None, self_links: int) -> None:
        for name in _REQUIRED:
            if name not in seen:
                self._breaches.append(MISSING.broken(self._channel, f"The channel has no {name}."))
        if not self_links:
            self._breaches.append(SELF_MISSING.broken(self._channel, "The channel has no atom:link with rel=“self”."))
        if f"{_HISTORY}complete" in seen and f"{_HISTORY}archive" in seen:
            self._breaches.append(HISTORY.broken(self._channel, "The feed is both fh:complete and fh:archive."))
        if built is not None and self._newest is not None:
            moment = rfc_822_date(built.text or "")
            if not isinstance(moment, str) and moment < self._newest:
                told = f"The feed was built at {clipped(built.text or '')}, before its newest item."
                self._breaches.append(BUILD_DATE.broken(built, told))

    def _check_child(self, child: _Element, tag: str, seen: set[str], single: frozenset[str]) -> None:
        """Check what is the same in channels and items."""
        if tag in seen and tag in single:
            self._breaches.append(DUPLICATE.broken(child, f"“{_shown(child)}” is there twice."))
        seen.add(tag)
        if tag in _DATES:
            self._check_date(child)
        elif tag in _ADDRESSES:
            self._check_address(child, child.text or "")
        elif tag in _LINK_ATTRIBUTES:
            attribute = _LINK_ATTRIBUTES[tag]
            self._check_address(child, child.get(attribute, ""), attribute)
        elif tag in _PEOPLE:
            if _EMAIL.match(child.text or "") is None:
                told = f"“{clipped(child.text or '')}” begins with no e-mail address."
                self._breaches.append(AUTHOR.broken(child, told))
        elif tag == "title":
            check_plain(child, self._breaches)
        elif tag == "description" or tag == _ENCODED:
            check_html(child, self._breaches)

    def _check_item(self, item: _Element) -> None:
        seen: set[str] = set()
        for child in item.iterchildren("*"):
            tag = str(child.tag)
            self._check_child(child, tag, seen, _SINGLE_IN_ITEM)
            if tag == "guid":
                self._check_guid(child)
            elif tag == "description" and _ENCODED in seen:
                self._breaches.append(CONTENT_FIRST.broken(child, "description stands after content:encoded."))
            elif tag == "pubDate":
                moment = rfc_822_date(child.text or "")
                if not isinstance(moment, str) and (self._newest is None or moment > self._newest):
                    self._newest = moment
        if not {"title", "description"} & seen:
            self._breaches.append(EMPTY_ITEM.broken(item, "The item has neither title nor description."))
        if "guid" not in seen:
            self._breaches.append(GUID_MISSING.broken(item, "The item has no guid."))

    def _check_guid(self, guid: _Element) -> None:
        text = (guid.text or "").strip()
        if text in self._guids:
            self._breaches.append(GUID_DUPLICATE.broken(guid, f"The guid “{clipped(text)}” is there twice."))
        self._guids.add(text)
        if guid.get("isPermaLink", "true") == "true" and not is_web_address(text):
            self._breaches.append(GUID_NO_LINK.broken(guid, f"The guid “{clipped(text)}” is no web address."))

    def _check_date(self, date: _Element) -> None:
        wrong = rfc_822_date(date.text or "")
        if isinstance(wrong, str):
            self._breaches.append(DATE.broken(date, f"“{clipped(date.text or '')}” {wrong}."))

    def _check_address(self, element: _Element, address: str, attribute: str | None = None) -> None:
        if not is_web_address(address):
            told = f"“{clipped(address)}” is no whole web address."
            self._breaches.append(ADDRESS.broken(element, told, attribute))


def _shown(element: _Element) -> str:
    local = str(element.tag).rpartition("}")[2]
    return f"{element.prefix}:{local}" if element.prefix else local


KINDS = (XmlKind(name="rss", standard="RSS 2.0", root="rss", schema="rss-2.0.xsd", rules=RssRules),)
