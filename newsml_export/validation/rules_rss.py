"""Rules for RSS 2.0 beyond its schema, as strict as feed validators are (RSS 2.0 specification; RSS Advisory Board)."""

from __future__ import annotations

import datetime as dt
import email.utils
import re
from urllib.parse import urlsplit

from lxml import etree

from newsml_export.findings import Severity
from newsml_export.validation.rules import Breach, Breaches, Rule

_ATOM_LINK = "{http://www.w3.org/2005/Atom}link"
_ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
_DATES = ("pubDate", "lastBuildDate")
_REFERENCE = re.compile(r"""\b(?:href|src)\s*=\s*["']?\s*([^"'\s>]+)""", re.IGNORECASE)
_UNSAFE = re.compile(r"<\s*(script|iframe|object|embed|form|style)\b|\son[a-z]+\s*=|javascript:", re.IGNORECASE)
_TAG = re.compile(r"<[A-Za-z/][^<>]*>")
_BCP47 = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")

CHANNEL_COMPLETE = Rule(
    name="rss-channel-complete",
    summary="A channel has one title, link and description with text.",
    mend="Add the element to the channel.",
)
SINGLE = Rule(
    name="rss-single-element",
    summary="Elements that may stand once do not stand twice.",
    mend="Keep one of them.",
)
SELF_LINK = Rule(
    name="rss-self-link",
    summary="A channel says its own address with atom:link rel=“self”.",
    mend="Set feed.self_url to the address that the feed is published at.",
    severity=Severity.WARNING,
)
ITEM_HAS_WORDS = Rule(
    name="rss-item-has-words", summary="An item has a title or a description.", mend="Add one of the two."
)
GUID_PRESENT = Rule(
    name="rss-guid-present",
    summary="Every item has a guid.",
    mend="Give the item a guid that it keeps for ever.",
    severity=Severity.WARNING,
)
GUID_UNIQUE = Rule(name="rss-guid-unique", summary="No two items share a guid.", mend="Keep one item for each guid.")
GUID_PERMALINK = Rule(
    name="rss-guid-permalink",
    summary="A guid that is no web address says isPermaLink=“false”.",
    mend="Add isPermaLink=“false”.",
)
DATE_REAL = Rule(
    name="rss-date-real", summary="Dates exist in the calendar (RFC 822, 5.1).", mend="Correct the day or its weekday."
)
DATES_IN_ORDER = Rule(
    name="rss-dates-in-order",
    summary="lastBuildDate is not before the pubDate of an item.",
    mend="Write the time of the last change.",
    severity=Severity.WARNING,
)
ADDRESS_WHOLE = Rule(
    name="rss-address-whole",
    summary="Addresses are whole, with scheme and host.",
    mend="Write the address with https:// and the host.",
)
LANGUAGE = Rule(name="rss-language", summary="The language is a well-formed tag.", mend="Write a tag such as zh-cn.")
TITLE_PLAIN = Rule(
    name="rss-title-plain",
    summary="Titles hold no markup.",
    mend="Leave out the tags; titles are shown as they stand.",
    severity=Severity.WARNING,
)
CONTENT_SAFE = Rule(
    name="rss-content-safe",
    summary="HTML in an item holds no active content.",
    mend="Remove scripts, frames and forms.",
)
RULES: tuple[Rule, ...] = (
    CHANNEL_COMPLETE, SINGLE, SELF_LINK, ITEM_HAS_WORDS, GUID_PRESENT, GUID_UNIQUE, GUID_PERMALINK, DATE_REAL,
    DATES_IN_ORDER, ADDRESS_WHOLE, LANGUAGE, TITLE_PLAIN, CONTENT_SAFE,
)  # fmt: skip
_ONCE_IN_CHANNEL = (
    "title", "link", "description", "language", "copyright", "managingEditor", "webMaster", "pubDate", "lastBuildDate",
    "generator", "docs", "ttl", "image",
)  # fmt: skip
_ONCE_IN_ITEM = ("title", "link", "description", "author", "comments", "guid", "pubDate", "source", _ENCODED)


def check_rss(root: etree._Element) -> Breaches:
    """Yield what breaks a rule in an RSS 2.0 document."""
    channel = root.find("channel")
    if channel is None:
        return
    yield from _check_channel(channel)
    guids: set[str] = set()
    newest: tuple[dt.datetime, etree._Element] | None = None
    for item in channel.iterfind("item"):
        yield from _check_item(item, guids)
        moment = _moment(item.findtext("pubDate"))
        if moment is not None and (newest is None or moment > newest[0]):
            newest = moment, item
    built = _moment(channel.findtext("lastBuildDate"))
    if newest is not None and built is not None and newest[0] > built:
        yield Breach(DATES_IN_ORDER, newest[1], "The item is newer than lastBuildDate.")


def _check_channel(channel: etree._Element) -> Breaches:
    for name in ("title", "link", "description"):
        if not (channel.findtext(name) or "").strip():
            yield Breach(CHANNEL_COMPLETE, channel, f"The channel has no {name}.")
    yield from _check_once(channel, _ONCE_IN_CHANNEL)
    links = [link for link in channel.iterfind(_ATOM_LINK) if link.get("rel") == "self"]
    if not links:
        yield Breach(SELF_LINK, channel, "The channel does not say its own address.")
    for link in channel.iterfind(_ATOM_LINK):
        yield from _check_address(link, link.get("href", ""))
    yield from _check_common(channel)
    language = channel.findtext("language")
    if language is not None and not _BCP47.fullmatch(language.strip()):
        yield Breach(LANGUAGE, channel, f"“{language}” is no language tag.")


def _check_item(item: etree._Element, guids: set[str]) -> Breaches:
    if not (item.findtext("title") or "").strip() and not (item.findtext("description") or "").strip():
        yield Breach(ITEM_HAS_WORDS, item, "The item has neither title nor description.")
    yield from _check_once(item, _ONCE_IN_ITEM)
    yield from _check_common(item)
    guid = item.find("guid")
    text = (guid.text or "").strip() if guid is not None else ""
    if guid is None or not text:
        yield Breach(GUID_PRESENT, item, "The item has no guid.")
    elif text in guids:
        yield Breach(GUID_UNIQUE, guid, f"“{text}” is the guid of another item already.")
    elif guid.get("isPermaLink", "true") == "true" and not text.startswith(("http://", "https://")):
        yield Breach(GUID_PERMALINK, guid, f"“{text}” is no address, but counts as one.")
    guids.add(text)
    for enclosure in item.iterfind("enclosure"):
        yield from _check_address(enclosure, enclosure.get("url", ""))
    for name in ("description", _ENCODED):
        element = item.find(name)
        if element is not None and element.text:
            yield from _check_html(element, element.text)


def _check_common(parent: etree._Element) -> Breaches:
    for child in parent:
        if child.tag == "link":
            yield from _check_address(child, child.text or "")
        elif child.tag in _DATES:
            yield from _check_date(child)
        elif child.tag == "title" and _TAG.search(child.text or ""):
            yield Breach(TITLE_PLAIN, child, "The title holds markup.")


def _check_once(parent: etree._Element, names: tuple[str, ...]) -> Breaches:
    seen: set[object] = set()
    for child in parent:
        if child.tag in names and child.tag in seen:
            yield Breach(SINGLE, child, f"{etree.QName(child).localname} stands twice.")
        seen.add(child.tag)


def _check_address(element: etree._Element, text: str) -> Breaches:
    try:
        parts = urlsplit(text.strip())
        whole = parts.scheme in ("http", "https") and bool(parts.netloc)
    except ValueError:
        whole = False
    if not whole:
        yield Breach(ADDRESS_WHOLE, element, f"“{text}” is no whole address.")


def _check_date(element: etree._Element) -> Breaches:
    text = (element.text or "").strip()
    moment = _moment(text)
    if moment is None:
        yield Breach(DATE_REAL, element, f"“{text}” is no date.")
    elif "," in text and text[:3] != ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[moment.weekday()]:
        yield Breach(DATE_REAL, element, f"“{text}” is no {text[:3]}.")


def _check_html(element: etree._Element, text: str) -> Breaches:
    if _UNSAFE.search(text) and _TAG.search(text):
        yield Breach(CONTENT_SAFE, element, "The text holds active content.")
    for address in _REFERENCE.findall(text) if "<" in text else ():
        if not _SCHEME.match(address) and not address.startswith("#"):
            yield Breach(ADDRESS_WHOLE, element, f"The text refers to “{address}”, which is no whole address.")


def _moment(text: str | None) -> dt.datetime | None:
    try:
        moment = email.utils.parsedate_to_datetime((text or "").strip())
    except (ValueError, TypeError, IndexError):
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=dt.UTC)
