"""What XML Schema cannot say of Atom 1.0 (RFC 4287), and what the W3C feed validator warns of at its strictest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsml_export.validation.kinds import XmlKind
from newsml_export.validation.rules import error, warning
from newsml_export.validation.rules_rss_content import CONTENT_RULES, check_html, check_plain
from newsml_export.validation.values import clipped, is_web_address, moment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from newsml_export.validation.rules import Breach

_ATOM = "RFC 4287"
_A = "{http://www.w3.org/2005/Atom}"
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"

MISSING = error(
    "atom-element-missing",
    "A feed and an entry have one id, title and updated.",
    "Add the element.",
    f"{_ATOM}, sections 4.1.1 and 4.1.2",
)
DUPLICATE = error(
    "atom-element-duplicate",
    "Most elements may stand once in a feed or entry.",
    "Take one of the two away.",
    f"{_ATOM}, sections 4.1.1 and 4.1.2",
)
AUTHOR_MISSING = error(
    "atom-author-missing",
    "An entry has an author, or its feed has one.",
    "Add an author to the feed.",
    f"{_ATOM}, section 4.1.2",
)
NO_CONTENT = error(
    "atom-entry-without-content",
    "An entry has content, or a link to where it stands.",
    "Add content, or a link with rel=“alternate”.",
    f"{_ATOM}, section 4.1.2",
)
ID_NO_IRI = error(
    "atom-id-not-iri",
    "An id is a whole IRI.",
    "Write an address or a URN, such as urn:newsml:….",
    f"{_ATOM}, section 4.2.6",
)
ID_DUPLICATE = error(
    "atom-id-duplicate", "No two entries have the same id.", "Give each entry its own id.", f"{_ATOM}, section 4.1.1"
)
ADDRESS = error(
    "atom-address-not-absolute",
    "Links are whole web addresses where no xml:base completes them.",
    "Write it with https:// and the name of the host.",
    f"{_ATOM}, section 4.2.7.1",
)
ALTERNATE_DUPLICATE = error(
    "atom-alternate-duplicate",
    "No two alternate links have the same type and language.",
    "Take one of the two away.",
    f"{_ATOM}, section 4.1.1",
)
SELF_MISSING = warning(
    "atom-self-link-missing",
    "A feed says its own address.",
    "Add a link with rel=“self”; set feed.self_url in the settings.",
    f"{_ATOM}, section 4.1.1",
)
UPDATED_DUPLICATE = warning(
    "atom-updated-duplicate",
    "No two entries were updated at the same moment.",
    "Set them apart by fractions of a second, so that readers keep their order.",
    "W3C feed validator",
)
UPDATED_EARLY = warning(
    "atom-updated-early",
    "A feed was not updated before the newest of its entries.",
    "Write the moment of its newest entry, or a later one.",
    f"{_ATOM}, section 4.2.15",
)

_SINGLE = frozenset(
    _A + name
    for name in (
        *("id", "title", "updated", "rights", "generator", "icon", "logo", "subtitle"),
        *("content", "published", "source", "summary"),
    )
)
_REQUIRED = ("id", "title", "updated")


class AtomRules:
    """The rules of Atom 1.0."""

    name = "atom-rules"
    rules = (
        MISSING,
        DUPLICATE,
        AUTHOR_MISSING,
        NO_CONTENT,
        ID_NO_IRI,
        ID_DUPLICATE,
        ADDRESS,
        ALTERNATE_DUPLICATE,
        SELF_MISSING,
        UPDATED_DUPLICATE,
        UPDATED_EARLY,
        *CONTENT_RULES,
    )

    def check(self, root: _Element) -> list[Breach]:
        """Return every breach in the feed or entry ``root``."""
        return _Feed(root).check()


class _Feed:
    def __init__(self, root: _Element) -> None:
        self._root = root
        self._breaches: list[Breach] = []
        self._ids: set[str] = set()
        self._moments: set[str] = set()

    def check(self) -> list[Breach]:
        if self._root.tag == _A + "entry":
            self._entry(self._root, authored=False)
            return self._breaches
        found = self._children(self._root)
        authored = _A + "author" in found
        for entry in self._root.iterchildren(_A + "entry"):
            self._entry(entry, authored=authored)
        links = self._root.iterchildren(_A + "link")
        if not any(link.get("rel") == "self" for link in links):
            self._breaches.append(SELF_MISSING.broken(self._root, "The feed has no link with rel=“self”."))
        self._newest(found.get(_A + "updated"))
        return self._breaches

    def _newest(self, updated: _Element | None) -> None:
        built = moment((updated.text or "").strip()) if updated is not None else None
        moments = [moment(text) for text in sorted(self._moments)]
        known = [one for one in moments if one is not None and one.tzinfo is not None]
        if updated is not None and built is not None and built.tzinfo is not None and known and max(known) > built:
            told = f"The feed was updated at {clipped(updated.text or '')}, before its newest entry."
            self._breaches.append(UPDATED_EARLY.broken(updated, told))

    def _children(self, parent: _Element) -> Mapping[str, _Element]:
        found: dict[str, _Element] = {}
        alternates: set[tuple[str | None, str | None]] = set()
        for child in parent.iterchildren("*"):
            tag = str(child.tag)
            if tag in found and tag in _SINGLE:
                self._breaches.append(DUPLICATE.broken(child, f"“{_local(tag)}” is there twice."))
            found.setdefault(tag, child)
            if tag == _A + "link":
                self._link(child, alternates)
            elif tag in (_A + "title", _A + "subtitle") and child.get("type", "text") == "text":
                check_plain(child, self._breaches)
            elif tag in (_A + "content", _A + "summary") and child.get("type") == "html":
                check_html(child, self._breaches)
        for name in _REQUIRED:
            if _A + name not in found:
                self._breaches.append(MISSING.broken(parent, f"The {_local(str(parent.tag))} has no {name}."))
        identifier = found.get(_A + "id")
        if identifier is not None and ":" not in (identifier.text or "").strip():
            self._breaches.append(ID_NO_IRI.broken(identifier, f"“{clipped(identifier.text or '')}” is no whole IRI."))
        return found

    def _entry(self, entry: _Element, *, authored: bool) -> None:
        found = self._children(entry)
        sourced = found.get(_A + "source")
        named = _A + "author" in found or (sourced is not None and sourced.find(_A + "author") is not None)
        if not (authored or named):
            self._breaches.append(AUTHOR_MISSING.broken(entry, "The entry has no author, and neither has its feed."))
        alternate = any(link.get("rel", "alternate") == "alternate" for link in entry.iterchildren(_A + "link"))
        if _A + "content" not in found and not alternate:
            self._breaches.append(NO_CONTENT.broken(entry, "The entry has neither content nor an alternate link."))
        identifier, updated = found.get(_A + "id"), found.get(_A + "updated")
        if identifier is not None:
            self._once(identifier, self._ids, ID_DUPLICATE, "The id")
        if updated is not None:
            self._once(updated, self._moments, UPDATED_DUPLICATE, "The moment")

    def _once(self, element: _Element, seen: set[str], rule: object, what: str) -> None:
        text = (element.text or "").strip()
        if text in seen:
            told = f"{what} “{clipped(text)}” is there twice."
            self._breaches.append(rule.broken(element, told))  # type: ignore[attr-defined]
        seen.add(text)

    def _link(self, link: _Element, alternates: set[tuple[str | None, str | None]]) -> None:
        address = link.get("href", "")
        based = any(one.get(_XML_BASE) for one in (link, *link.iterancestors()))
        if not based and not is_web_address(address) and ":" not in address:
            told = f"“{clipped(address)}” is no whole web address."
            self._breaches.append(ADDRESS.broken(link, told, "href"))
        if link.get("rel", "alternate") == "alternate":
            form = (link.get("type"), link.get("hreflang"))
            if form in alternates:
                told = "A second alternate link has the same type and language."
                self._breaches.append(ALTERNATE_DUPLICATE.broken(link, told))
            alternates.add(form)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


KINDS = tuple(
    XmlKind(name=name, standard="Atom 1.0", root=_A + root, schema="atom-1.0.xsd", rules=AtomRules)
    for name, root in (("Atom feed", "feed"), ("Atom entry", "entry"))
)
