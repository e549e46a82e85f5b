"""Rules for itemMeta and contentMeta: class and status, moments and their order, headlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsml_export.validation import newsml_g2_names as names
from newsml_export.validation.rules import error, warning
from newsml_export.validation.values import clipped, is_whole_moment, moment

if TYPE_CHECKING:
    from lxml.etree import _Element

    from newsml_export.validation.rules import Breach, Rule

ITEM_CLASS_MISSING = error(
    "item-class-missing",
    "Every item says its class with a QCode or URI.",
    "Give itemMeta an itemClass such as qcode=“ninat:text”; some importers refuse the whole message otherwise.",
    "NewsML-G2 2.35, itemClass",
)
PUB_STATUS_MISSING = error(
    "pub-status-missing",
    "Every item says its publishing status with a QCode or URI.",
    "Give itemMeta a pubStatus such as qcode=“stat:usable”; some importers refuse the whole message otherwise.",
)
NO_TIME_ZONE = error(
    "date-without-time-zone",
    "A time has a time zone.",
    "Write the offset, as in 2023-03-08T06:00:00+08:00; no reader can guess it.",
    "NewsML-G2 2.35, date and time properties",
)
FRACTION = warning(
    "date-fraction",
    "A time has no fractions of a second.",
    "Write whole seconds; with fractions, some importers lose the time zone.",
)
ORDER = error(
    "dates-out-of-order",
    "What was first comes first: creation before change, an item before the message that sends it.",
    "Correct the earlier or the later of the two moments.",
)
HEADLINE_MISSING = warning(
    "headline-missing",
    "A news item has a headline.",
    "Give contentMeta a headline; many importers take no item without.",
)
HEADLINE_NOT_SINGLE = error(
    "headline-not-single",
    "Where headlines have our roles, exactly one is main or derived.",
    "Join the lines of the main headline, and give the others their own roles.",
)

META_RULES = (
    ITEM_CLASS_MISSING,
    PUB_STATUS_MISSING,
    NO_TIME_ZONE,
    FRACTION,
    ORDER,
    HEADLINE_MISSING,
    HEADLINE_NOT_SINGLE,
)

_LEADING_ROLES = frozenset({"hlrole:main", "hlrole:derived"})
_ITEM_META_TAGS = (
    names.ITEM_CLASS,
    names.PUB_STATUS,
    names.VERSION_CREATED,
    names.FIRST_CREATED,
    names.EMBARGOED,
)
_CONTENT_META_TAGS = (names.CONTENT_CREATED, names.CONTENT_MODIFIED, names.HEADLINE)


def check_meta(meta: _Element, breaches: list[Breach]) -> None:
    """Check an itemMeta or contentMeta."""
    if meta.tag == names.ITEM_META:
        _check_item_meta(meta, breaches)
    else:
        _check_content_meta(meta, breaches)


def check_moment(element: _Element, breaches: list[Breach]) -> None:
    """Check that a moment has a time zone and whole seconds. A day without a time of day needs neither."""
    text = element.text or ""
    if is_whole_moment(text):
        return
    if "." in text:
        breaches.append(FRACTION.broken(element, f"“{clipped(text)}” has fractions of a second."))
    found = moment(text)
    if found is not None and found.tzinfo is None:
        breaches.append(NO_TIME_ZONE.broken(element, f"“{clipped(text)}” has no time zone."))


def check_order(first: _Element | None, second: _Element | None, breaches: list[Breach]) -> bool:
    """Check that the moment in ``first`` is not after the one in ``second``; return whether it is."""
    if first is None or second is None or first.text == second.text:
        return False
    before, after = moment(first.text or ""), moment(second.text or "")
    if before is None or after is None or before.tzinfo is None or after.tzinfo is None or before <= after:
        return False
    told = (
        f"“{_local(first)}” ({clipped(first.text or '')}) is after “{_local(second)}” ({clipped(second.text or '')})."
    )
    breaches.append(ORDER.broken(second, told))
    return True


def _local(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _check_item_meta(meta: _Element, breaches: list[Breach]) -> None:
    found: dict[object, _Element] = {}
    for element in meta.iterchildren(*_ITEM_META_TAGS):
        # The name is a string: only elements are asked for.
        tag = element.tag
        found[tag] = element
        if tag != names.ITEM_CLASS and tag != names.PUB_STATUS:
            check_moment(element, breaches)
    _require(meta, found.get(names.ITEM_CLASS), ITEM_CLASS_MISSING, "itemClass", breaches)
    _require(meta, found.get(names.PUB_STATUS), PUB_STATUS_MISSING, "pubStatus", breaches)
    check_order(found.get(names.FIRST_CREATED), found.get(names.VERSION_CREATED), breaches)


def _require(meta: _Element, element: _Element | None, rule: Rule, name: str, breaches: list[Breach]) -> None:
    if element is None:
        breaches.append(rule.broken(meta, f"The item has no {name}."))
    elif element.get("qcode") is None and element.get("uri") is None:
        breaches.append(rule.broken(element, f"The {name} has neither qcode nor uri.", "qcode"))


def _check_content_meta(meta: _Element, breaches: list[Breach]) -> None:
    found: dict[object, _Element] = {}
    roles: list[str] = []
    for element in meta.iterchildren(*_CONTENT_META_TAGS):
        tag = element.tag
        if tag == names.HEADLINE:
            roles.append(element.get("role", ""))
        else:
            check_moment(element, breaches)
        found[tag] = element
    check_order(found.get(names.CONTENT_CREATED), found.get(names.CONTENT_MODIFIED), breaches)
    if not roles:
        breaches.append(HEADLINE_MISSING.broken(meta, "The item has no headline."))
        return
    leading = sum(1 for role in roles if role in _LEADING_ROLES)
    if leading != 1 and any(role.startswith("hlrole:") for role in roles):
        told = f"{leading} of the headlines are main or derived; it should be one."
        breaches.append(HEADLINE_NOT_SINGLE.broken(found[names.HEADLINE], told))
