"""What XML Schema cannot say of Atom 1.0: what RFC 4287 demands and the W3C feed validator recommends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsml_export.validation import rules_atom_names as rules
from newsml_export.validation.kinds import XmlKind
from newsml_export.validation.rules_rss_content import check_html, check_nodes, check_plain
from newsml_export.validation.values import clipped, moment
from newsml_export.vocabularies.language_tags import is_language_tag

if TYPE_CHECKING:
    import datetime as dt

    from lxml.etree import _Element

    from newsml_export.validation.rules import Breach

_NAMESPACE = "{http://www.w3.org/2005/Atom}"
_XHTML_DIV = "{http://www.w3.org/1999/xhtml}div"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_HISTORY = "{http://purl.org/syndication/history/1.0}"
_REQUIRED = ("id", "title", "updated")
_SINGLE = frozenset(
    [
        *("id", "title", "updated", "published", "rights", "subtitle", "generator", "icon", "logo"),
        *("summary", "content", "source", "name", "uri", "email"),
    ]
)
_TEXTS = frozenset({"title", "subtitle", "rights", "summary", "content"})
_PEOPLE = frozenset({"author", "contributor"})
_ADDRESSES = frozenset({"icon", "logo", "uri"})
_ADDRESS_ATTRIBUTES = (("link", "href"), ("content", "src"), ("generator", "uri"))
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`]+")
_XML_TYPE = re.compile(r".*(\+xml|/xml)\s*(;.*)?", re.DOTALL)


class AtomRules:
    """The rules of Atom 1.0."""

    name = "atom-rules"
    rules = rules.ALL

    def check(self, root: _Element) -> list[Breach]:
        """Return every breach in the feed or entry below ``root``."""
        breaches: list[Breach] = []
        _Document(root, breaches).check()
        return breaches


class _Document:
    """One document while it is checked."""

    def __init__(self, root: _Element, breaches: list[Breach]) -> None:
        self._root = root
        self._breaches = breaches
        self._ids: dict[str, set[str]] = {}
        self._moments: set[str] = set()
        self._newest: dt.datetime | None = None

    def check(self) -> None:
        if self._root.get(_LANG) is None:
            self._breaches.append(rules.LANGUAGE_MISSING.broken(self._root, "The document does not say its language."))
        if str(self._root.tag) == _NAMESPACE + "entry":
            self._check_entry(self._root, has_author=False)
            return
        self._check_feed()

    def _check_feed(self) -> None:
        feed, entries = self._root, 0
        children = self._check_children(feed, skipped="entry")
        for child in feed.iterchildren("*"):
            if _local(child) == "entry":
                entries += 1
                self._check_entry(child, has_author="author" in children)
            elif entries:
                told = f"“{_local(child) or str(child.tag)}” stands after an entry."
                self._breaches.append(rules.MISPLACED.broken(child, told))
        if not entries and "author" not in children:
            self._breaches.append(rules.AUTHOR_MISSING.broken(feed, "Neither the feed nor an entry has an author."))
        if not any(link.get("rel") == "self" for link in children.get("link", ())):
            self._breaches.append(rules.SELF_MISSING.broken(feed, "The feed has no link with rel=“self”."))
        if feed.find(f"{_HISTORY}complete") is not None and feed.find(f"{_HISTORY}archive") is not None:
            self._breaches.append(rules.HISTORY.broken(feed, "The feed is both fh:complete and fh:archive."))
        for updated in children.get("updated", ())[:1]:
            changed = moment(updated.text or "")
            if changed and changed.tzinfo and self._newest and changed < self._newest:
                told = f"The feed changed at {clipped(updated.text or '')}, before its newest entry."
                self._breaches.append(rules.UPDATED_EARLY.broken(updated, told))

    def _check_entry(self, entry: _Element, *, has_author: bool) -> None:
        children = self._check_children(entry)
        source = children.get("source", [])
        for one in source:
            self._check_children(one, required=())
        said = any(one.find(f"{_NAMESPACE}author") is not None for one in source)
        if not has_author and "author" not in children and not said:
            self._breaches.append(rules.AUTHOR_MISSING.broken(entry, "The entry has no author, nor its feed."))
        self._check_identity(entry, children)
        self._check_content(entry, children)

    def _check_identity(self, entry: _Element, children: dict[str, list[_Element]]) -> None:
        updated = children.get("updated", [None])[0]
        changed = (updated.text or "").strip() if updated is not None else ""
        if updated is not None and changed:
            if changed in self._moments:
                told = f"Another entry changed at {clipped(changed)} too."
                self._breaches.append(rules.UPDATED_DUPLICATE.broken(updated, told))
            self._moments.add(changed)
            self._check_times(updated, children)
        for identifier in children.get("id", ())[:1]:
            text = (identifier.text or "").strip()
            before = self._ids.setdefault(text, set())
            if changed in before:
                told = (
                    f"The id “{clipped(text)}” is there twice, both times changed at {clipped(changed) or 'no time'}."
                )
                self._breaches.append(rules.ID_DUPLICATE.broken(identifier, told))
            elif before:
                told = f"The id “{clipped(text)}” is there twice."
                self._breaches.append(rules.ID_REPEATED.broken(identifier, told))
            before.add(changed)

    def _check_times(self, updated: _Element, children: dict[str, list[_Element]]) -> None:
        changed = moment(updated.text or "")
        if changed is None or changed.tzinfo is None:
            return
        # Fractions only part entries that changed in the same second.
        second = changed.replace(microsecond=0)
        if self._newest is None or second > self._newest:
            self._newest = second
        for published in children.get("published", ())[:1]:
            begun = moment(published.text or "")
            if begun and begun.tzinfo and changed < begun:
                told = f"The entry changed at {clipped(updated.text or '')}, before it was published."
                self._breaches.append(rules.UPDATED_EARLY.broken(updated, told))

    def _check_content(self, entry: _Element, children: dict[str, list[_Element]]) -> None:
        content = children.get("content", [None])[0]
        if content is None:
            links = children.get("link", ())
            if not any(link.get("rel", "alternate") == "alternate" for link in links):
                self._breaches.append(rules.NO_CONTENT.broken(entry, "The entry has neither content nor a link to it."))
        elif "summary" not in children:
            kind = content.get("type", "text")
            binary = "/" in kind and not kind.startswith("text/") and not _XML_TYPE.fullmatch(kind)
            if content.get("src") is not None or binary:
                self._breaches.append(rules.SUMMARY_MISSING.broken(entry, "The entry has no summary."))

    def _check_children(
        self, parent: _Element, *, required: tuple[str, ...] = _REQUIRED, skipped: str = ""
    ) -> dict[str, list[_Element]]:
        """Check what is the same in feeds, entries and sources; return the children by local name."""
        found: dict[str, list[_Element]] = {}
        self._check_language(parent)
        for child in parent.iterchildren("*"):
            name = _local(child)
            if not name or name == skipped:
                continue
            if name in found and name in _SINGLE:
                self._breaches.append(rules.DUPLICATE.broken(child, f"“{name}” is there twice."))
            found.setdefault(name, []).append(child)
            self._check_child(child, name)
        for name in required:
            if name not in found:
                told = f"“{_local(parent)}” has no {name}."
                self._breaches.append(rules.MISSING.broken(parent, told))
        self._check_links(found.get("link", []))
        return found

    def _check_child(self, child: _Element, name: str) -> None:
        if name != "source":
            self._check_language(child)
        if name in _TEXTS:
            self._check_text(child, name)
        elif name in _PEOPLE:
            self._check_person(child)
        elif name == "id":
            if not _is_whole(child.text or ""):
                told = f"The id “{clipped(child.text or '')}” is no whole IRI."
                self._breaches.append(rules.ID_RELATIVE.broken(child, told))
        elif name == "category":
            scheme = child.get("scheme")
            if scheme is not None and not _is_whole(scheme):
                told = f"“{clipped(scheme)}” is no whole IRI."
                self._breaches.append(rules.SCHEME.broken(child, told, "scheme"))
        elif name in _ADDRESSES:
            self._check_address(child, child.text or "")
        for element, attribute in _ADDRESS_ATTRIBUTES:
            if name == element and child.get(attribute) is not None:
                self._check_address(child, child.get(attribute, ""), attribute)

    def _check_person(self, person: _Element) -> None:
        seen: set[str] = set()
        for child in person.iterchildren("*"):
            name = _local(child)
            if name in seen and name in _SINGLE:
                self._breaches.append(rules.DUPLICATE.broken(child, f"“{name}” is there twice."))
            seen.add(name)
            if name in _ADDRESSES:
                self._check_address(child, child.text or "")
        if not (person.findtext(f"{_NAMESPACE}name") or "").strip():
            self._breaches.append(rules.MISSING.broken(person, f"“{_local(person)}” has no name."))

    def _check_links(self, links: list[_Element]) -> None:
        seen: set[tuple[str, ...]] = set()
        for link in links:
            relation = link.get("rel", "alternate")
            if relation not in {"self", "alternate"}:
                continue
            key = (relation,) if relation == "self" else (relation, link.get("type", ""), link.get("hreflang", ""))
            if key in seen:
                told = f"There is another link with rel=“{relation}” of the same type and language."
                self._breaches.append(rules.LINK_DUPLICATE.broken(link, told))
            seen.add(key)

    def _check_text(self, text: _Element, name: str) -> None:
        kind = text.get("type", "text")
        inner = list(text.iterchildren("*"))
        if kind == "xhtml":
            beside = (text.text or "").strip() or any((one.tail or "").strip() for one in inner)
            if [str(one.tag) for one in inner] != [_XHTML_DIV] or beside:
                self._breaches.append(rules.NO_DIV.broken(text, f"The content of “{name}” is not one div of XHTML."))
            for one in inner:
                check_nodes(text, one, self._breaches, rules.CONTENT)
        elif kind in {"text", "html"} and inner:
            told = f"“{name}” is of type {kind}, but holds elements."
            self._breaches.append(rules.MARKUP_IN_TEXT.broken(text, told))
        elif kind in {"html", "text/html"}:
            check_html(text, self._breaches, rules.CONTENT)
        elif kind == "text":
            check_plain(text, self._breaches, rules.CONTENT)

    def _check_language(self, element: _Element) -> None:
        language = element.get(_LANG)
        # An empty one takes the language of what is around away (XML 1.0, section 2.12).
        if language and not is_language_tag(language):
            told = f"“{clipped(language)}” is no language tag."
            self._breaches.append(rules.LANGUAGE.broken(element, told, _LANG))

    def _check_address(self, element: _Element, address: str, attribute: str | None = None) -> None:
        if _is_whole(address):
            return
        if any(above.get(_BASE) for above in (element, *element.iterancestors())):
            return
        told = f"“{clipped(address)}” is no whole address."
        self._breaches.append(rules.ADDRESS.broken(element, told, attribute))


def _local(element: _Element) -> str:
    """Return the name of an element of Atom, or nothing for one of another namespace."""
    tag = str(element.tag)
    return tag.removeprefix(_NAMESPACE) if tag.startswith(_NAMESPACE) else ""


def _is_whole(address: str) -> bool:
    """Say whether ``address`` has a scheme and, where it is one of the web, a host."""
    text = address.strip()
    if _SCHEME.fullmatch(text) is None:
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme not in {"http", "https"} or bool(parts.hostname)


KINDS = tuple(
    XmlKind(name=name, standard="Atom 1.0", root=_NAMESPACE + root, schema="atom-1.0.xsd", rules=AtomRules)
    for name, root in (("atom", "feed"), ("atom-entry", "entry"))
)
