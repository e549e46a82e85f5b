"""What JSON Schema cannot say of JSON Feed 1.1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsml_export.validation.json_rules import JsonBreach, Object, broken, objects, text_of
from newsml_export.validation.kinds import JsonKind
from newsml_export.validation.rules import error, warning
from newsml_export.validation.values import clipped, is_web_address, moment
from newsml_export.vocabularies.language_tags import is_language_tag

if TYPE_CHECKING:
    from newsml_export.validation.json_places import Path

_FEED = "JSON Feed 1.1"
_VERSION = "https://jsonfeed.org/version/1.1"

VERSION = warning(
    "json-feed-version-old",
    "A feed says that it is JSON Feed 1.1.",
    f"Write {_VERSION} as version.",
    f"{_FEED}, version",
)
ID = error(
    "json-feed-id-duplicate", "No two items have the same id.", "Give each item its own id.", f"{_FEED}, items, id"
)
ADDRESS = error(
    "json-feed-address-not-absolute",
    "Addresses are whole web addresses.",
    "Write it with https:// and the name of the host.",
    _FEED,
)
SELF = warning(
    "json-feed-self-missing",
    "A feed says its own address.",
    "Add feed_url; set feed.self_url in the settings.",
    f"{_FEED}, feed_url",
)
HOME = warning("json-feed-home-missing", "A feed names its home page.", "Add home_page_url.", f"{_FEED}, home_page_url")
DATES = error(
    "json-feed-dates-out-of-order",
    "An item is not changed before it is published.",
    "Correct date_published or date_modified.",
    f"{_FEED}, date_modified",
)
LANGUAGE = error(
    "json-feed-language-malformed",
    "The language is a well-formed tag.",
    "Write a tag such as zh-Hans.",
    f"{_FEED}, language; BCP 47",
)
AUTHOR = warning("json-feed-author-deprecated", "People stand in authors.", "Write a list authors.", f"{_FEED}, author")

_FEED_ADDRESSES = ("home_page_url", "feed_url", "next_url", "icon", "favicon")
_ITEM_ADDRESSES = ("url", "external_url", "image", "banner_image")


class JsonFeedRules:
    """The rules of JSON Feed 1.1."""

    name = "json-feed-rules"
    rules = (VERSION, ID, ADDRESS, SELF, HOME, DATES, LANGUAGE, AUTHOR)

    def check(self, document: Object) -> list[JsonBreach]:
        """Return every breach in the feed ``document``."""
        breaches: list[JsonBreach] = []
        version = text_of(document, "version")
        if version is not None and version != _VERSION:
            told = f"The feed says that it is of {clipped(version)}."
            breaches.append(broken(VERSION, ("version",), told))
        if "feed_url" not in document:
            breaches.append(broken(SELF, (), "The feed does not say its own address."))
        if "home_page_url" not in document:
            breaches.append(broken(HOME, (), "The feed does not name its home page."))
        self._check_common(document, (), _FEED_ADDRESSES, breaches)
        seen: set[str] = set()
        for path, item in objects(document, "items"):
            self._check_common(item, path, _ITEM_ADDRESSES, breaches)
            self._check_item(item, path, seen, breaches)
        return breaches

    def _check_common(self, value: Object, path: Path, names: tuple[str, ...], breaches: list[JsonBreach]) -> None:
        for name in names:
            address = text_of(value, name)
            if address is not None and not is_web_address(address):
                told = f"“{clipped(address)}” is no whole web address."
                breaches.append(broken(ADDRESS, (*path, name), told))
        for place, attachment in objects(value, "attachments", path):
            address = text_of(attachment, "url")
            if address is not None and not is_web_address(address):
                told = f"“{clipped(address)}” is no whole web address."
                breaches.append(broken(ADDRESS, (*place, "url"), told))
        language = text_of(value, "language")
        if language is not None and not is_language_tag(language):
            breaches.append(broken(LANGUAGE, (*path, "language"), f"“{clipped(language)}” is no language tag."))
        if "author" in value and "authors" not in value:
            breaches.append(broken(AUTHOR, (*path, "author"), "The one author stands in “author”."))

    def _check_item(self, item: Object, path: Path, seen: set[str], breaches: list[JsonBreach]) -> None:
        identifier = text_of(item, "id")
        if identifier is not None:
            if identifier in seen:
                told = f"The id “{clipped(identifier)}” is there twice."
                breaches.append(broken(ID, (*path, "id"), told))
            seen.add(identifier)
        published, modified = (moment(text_of(item, name) or "") for name in ("date_published", "date_modified"))
        if published and modified and published.tzinfo and modified.tzinfo and modified < published:
            told = f"The item was changed at {modified.isoformat()}, before it was published."
            breaches.append(broken(DATES, (*path, "date_modified"), told))


def is_json_feed(document: object) -> bool:
    """Say whether ``document`` is a JSON Feed, by its version."""
    return isinstance(document, dict) and (text_of(document, "version") or "").startswith(
        "https://jsonfeed.org/version/"
    )


KINDS = (
    JsonKind(
        name="json-feed",
        standard=_FEED,
        schema="json-feed-1.1.schema.json",
        rules=JsonFeedRules,
        recognises=is_json_feed,
        known_by="version begins with https://jsonfeed.org/version/",
    ),
)
