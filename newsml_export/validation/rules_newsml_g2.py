"""What XML Schema cannot say of NewsML-G2: QCodes, identifiers, references, the order of moments, texts that agree.

The check runs on every document that is written, so it goes over the tree once and looks at names that are made
beforehand; words for people are found only where a rule is broken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from newsml_export.validation import newsml_g2_names as names
from newsml_export.validation.kinds import XmlKind
from newsml_export.validation.rules import error, warning
from newsml_export.validation.rules_newsml_g2_content import CONTENT_RULES, check_content, check_news
from newsml_export.validation.rules_newsml_g2_meta import META_RULES, check_meta
from newsml_export.validation.rules_newsml_g2_package import PACKAGE_RULES, check_message, check_package
from newsml_export.validation.rules_newsml_g2_vocabulary import VOCABULARY_RULES, check_catalog, check_knowledge
from newsml_export.validation.rules_nitf import STORY_RULES
from newsml_export.validation.values import clipped
from newsml_export.vocabularies.iptc_aliases import IPTC_ALIASES
from newsml_export.vocabularies.language_tags import is_language_tag

if TYPE_CHECKING:
    from lxml.etree import _Element

    from newsml_export.validation.rules import Breach

_SPECIFICATION = "NewsML-G2 2.35"

GUID_MISSING = error(
    "guid-missing", "Every item has a guid.", "Give the item a guid that no other has.", f"{_SPECIFICATION}, anyItem"
)
VERSION_INVALID = error(
    "version-invalid",
    "Every item has a version that is a whole number from 1.",
    "Write version=“1”, and count up with each change; some importers refuse the whole message otherwise.",
)
LANGUAGE_MISSING = error("language-missing", "Every item says its language.", "Give the item xml:lang.")
LANGUAGE_MALFORMED = error(
    "language-malformed",
    "Language tags are well-formed.",
    "Write a tag such as zh-Hans or en-GB.",
    "BCP 47 (RFC 5646, section 2.1)",
)
QCODE_MALFORMED = error(
    "qcode-malformed",
    "A QCode is an alias, a colon and a code, without spaces.",
    "Write alias:code; for a URI use the attribute of the same name with “uri”.",
    f"{_SPECIFICATION}, QCodes",
)
QCODE_UNDECLARED = error(
    "qcode-alias-undeclared",
    "The alias of every QCode is declared by a catalog of the item.",
    "Declare the scheme in the item's catalog, or correct the alias.",
    f"{_SPECIFICATION}, catalogs",
)
QCODE_UNCHECKED = warning(
    "qcode-alias-unchecked",
    "Aliases can be checked only against catalogs that are known here.",
    "Look the alias up in the catalogs that the item names.",
    f"{_SPECIFICATION}, catalogs",
)
ALIAS_REDEFINED = error(
    "catalog-alias-redefined",
    "An alias stands for one scheme in an item.",
    "Give one of the two schemes another alias.",
    f"{_SPECIFICATION}, catalogs",
)
ID_DUPLICATE = error(
    "id-duplicate",
    "Identifiers occur once in a document.",
    "Give one of the two elements another identifier.",
    "XML Schema part 2, section 3.3.8",
)
CONTENTREF_UNRESOLVED = error(
    "contentref-unresolved",
    "What contentrefs names is in the item.",
    "Name the identifier of an element of the content, or leave contentrefs out.",
    f"{_SPECIFICATION}, partMeta",
)
PART_SEQ_DUPLICATE = error(
    "part-seq-duplicate", "Parts of an item have different numbers.", "Number the partMeta elements in their order."
)


#: catalogs that were read before, by the attributes of their schemes: URIs by alias
_Catalogs: TypeAlias = dict[tuple[tuple[str, str], ...], Mapping[str, str | None]]
_MOST_CATALOGS = 64
_IPTC_CATALOG = re.compile(r"https?://(?:www\.)?iptc\.org/std/catalog/catalog\.IPTC-G2-Standards_([0-9]{1,4})\.xml")
#: number of the newest IPTC catalog whose aliases are known here
_KNOWN_CATALOG = 41
_VERSION = re.compile(r"\s*\+?0*[1-9][0-9]*\s*")


class NewsMLG2Rules:
    """The rules of NewsML-G2 for items and newsMessage."""

    name = "newsml-g2-rules"
    rules = (
        GUID_MISSING,
        VERSION_INVALID,
        LANGUAGE_MISSING,
        LANGUAGE_MALFORMED,
        QCODE_MALFORMED,
        QCODE_UNDECLARED,
        QCODE_UNCHECKED,
        ALIAS_REDEFINED,
        ID_DUPLICATE,
        CONTENTREF_UNRESOLVED,
        PART_SEQ_DUPLICATE,
        *META_RULES,
        *CONTENT_RULES,
        *STORY_RULES,
        *PACKAGE_RULES,
        *VOCABULARY_RULES,
    )

    def __init__(self) -> None:
        self._catalogs: _Catalogs = {}

    def check(self, root: _Element) -> list[Breach]:
        """Return every breach in the document below ``root``."""
        breaches: list[Breach] = []
        document_ids: set[str] = set()
        if root.tag == names.NEWS_MESSAGE:
            items = [item for set_ in root.iterchildren(names.ITEM_SET) for item in set_.iterchildren(*names.ITEMS)]
            for item in items:
                _check_item(item, _Scan(self._catalogs, document_ids, breaches), breaches)
            check_message(root, items, breaches)
        else:
            _check_item(root, _Scan(self._catalogs, document_ids, breaches), breaches)
        return breaches


@lru_cache(maxsize=256)
def _iptc_catalog_number(href: str) -> int | None:
    """Return the number of the IPTC catalog at ``href``, or ``None`` where it is another catalog."""
    match = _IPTC_CATALOG.fullmatch(href.strip())
    return int(match[1]) if match else None


def _check_item(item: _Element, scan: _Scan, breaches: list[Breach]) -> None:
    _check_identity(item, breaches)
    parts: list[_Element] = []
    for child in item.iterchildren("*"):
        tag = child.tag
        if tag == names.CATALOG_REF:
            scan.refer(child)
        elif tag == names.CATALOG:
            scan.declare(child)
        elif tag == names.CONTENT_SET:
            scan.content(child)
            check_content(child, breaches)
        else:
            scan.metadata(child)
            if tag == names.ITEM_META or tag == names.CONTENT_META:
                check_meta(child, breaches)
            elif tag == names.PART_META:
                parts.append(child)
            elif tag == names.GROUP_SET:
                check_package(child, breaches)
    if item.tag == names.KNOWLEDGE_ITEM:
        check_knowledge(item, scan.own, breaches)
    elif item.tag == names.CATALOG_ITEM:
        check_catalog(item, breaches)
    elif item.tag == names.NEWS_ITEM:
        check_news(item, breaches)
    scan.finish()
    _check_parts(parts, scan.ids, breaches)


def _check_identity(item: _Element, breaches: list[Breach]) -> None:
    if not item.get("guid"):
        breaches.append(GUID_MISSING.broken(item, "The item has no guid.", "guid"))
    version = item.get("version", "")
    if _VERSION.fullmatch(version) is None:
        told = f"The version of the item is “{clipped(version)}”." if version else "The item has no version."
        breaches.append(VERSION_INVALID.broken(item, told, "version"))
    language = item.get(names.XML_LANG)
    if language is None:
        breaches.append(LANGUAGE_MISSING.broken(item, "The item does not say its language.", names.XML_LANG))
    elif language and not is_language_tag(language):
        breaches.append(LANGUAGE_MALFORMED.broken(item, f"“{clipped(language)}” is no language tag.", names.XML_LANG))


def _check_parts(parts: list[_Element], ids: set[str], breaches: list[Breach]) -> None:
    numbers: set[str] = set()
    for part in parts:
        number = part.get("seq")
        if number is not None:
            if number in numbers:
                breaches.append(PART_SEQ_DUPLICATE.broken(part, f"Two parts have the number {clipped(number)}.", "seq"))
            numbers.add(number)
        for reference in part.get("contentrefs", "").split():
            if reference not in ids:
                told = f"The item has no element “{clipped(reference)}” that the part could refer to."
                breaches.append(CONTENTREF_UNRESOLVED.broken(part, told, "contentrefs"))


class _Scan:
    """One pass over the attributes of an item."""

    def __init__(self, catalogs: _Catalogs, document_ids: set[str], breaches: list[Breach]) -> None:
        self.ids: set[str] = set()
        self._catalogs = catalogs
        self._document_ids = document_ids
        self._breaches = breaches
        self._own: Mapping[str, str | None] = {}
        self._iptc: frozenset[str] = frozenset()
        self._all_known = True
        #: QCodes that the fast test did not let pass
        self._doubtful: list[tuple[_Element, str, str]] = []

    @property
    def own(self) -> Mapping[str, str | None]:
        """URIs of the schemes that the item declares itself, by alias."""
        return self._own

    def refer(self, catalog_ref: _Element) -> None:
        """Note the catalog that ``catalogRef`` names."""
        number = _iptc_catalog_number(catalog_ref.get("href", ""))
        if number is None:
            self._all_known = False
        else:
            self._iptc = IPTC_ALIASES
            self._all_known = self._all_known and number <= _KNOWN_CATALOG

    def declare(self, catalog: _Element) -> None:
        """Note the schemes that an inline catalog declares."""
        # Item after item brings the same catalog.
        key = tuple([pair for scheme in catalog.iterchildren(names.SCHEME) for pair in scheme.items()])
        known = self._catalogs.get(key)
        if known is not None and not self._own:
            self._own = known
            return
        own, redefined = dict(self._own), len(self._breaches)
        for scheme in catalog.iterchildren(names.SCHEME):
            alias, uri = scheme.get("alias", ""), scheme.get("uri")
            if own.setdefault(alias, uri) != uri:
                told = f"The alias “{clipped(alias)}” is declared for two schemes."
                self._breaches.append(ALIAS_REDEFINED.broken(scheme, told, "alias"))
        if not self._own and redefined == len(self._breaches) and len(self._catalogs) < _MOST_CATALOGS:
            self._catalogs[key] = own
        self._own = own

    def metadata(self, part: _Element) -> None:
        """Look at the attributes of everything in ``part`` that is not content."""
        kinds, qcode = names.ATTRIBUTES, names.QCODE
        own, iptc = self._own, self._iptc
        for element in part.iter():
            for name, value in element.items():
                if name not in kinds:
                    continue
                kind = kinds[name]
                if kind == qcode:
                    alias, _, code = value.partition(":")
                    if (alias in own or alias in iptc) and code and " " not in code:
                        continue
                self._attribute(kind, element, name, value)

    def content(self, content_set: _Element) -> None:
        """Look at the identifiers and languages in the content; its other attributes are not NewsML-G2's."""
        kinds, qcode = names.ATTRIBUTES, names.QCODE
        for element in content_set.iter():
            for name, value in element.items():
                if name in kinds and kinds[name] != qcode:
                    self._attribute(kinds[name], element, name, value)

    def finish(self) -> None:
        """Judge the QCodes in doubt, now that all catalogs are known."""
        for element, name, value in self._doubtful:
            tag = str(element.tag)
            if not tag.startswith(names.PREFIX) or tag in names.WITHOUT_QCODES:
                continue
            for qcode in value.split() or [value]:
                self._judge(element, name, qcode)

    def _attribute(self, kind: int, element: _Element, name: str, value: str) -> None:
        if kind == names.QCODE:
            self._doubtful.append((element, name, value))
        elif kind == names.ID:
            if value in self.ids or value in self._document_ids:
                told = f"The identifier “{clipped(value)}” is used twice."
                self._breaches.append(ID_DUPLICATE.broken(element, told, name))
            self.ids.add(value)
            self._document_ids.add(value)
        elif kind == names.LANG and value and not is_language_tag(value):
            told = f"“{clipped(value)}” is no language tag."
            self._breaches.append(LANGUAGE_MALFORMED.broken(element, told, name))

    def _judge(self, element: _Element, name: str, qcode: str) -> None:
        alias, colon, code = qcode.partition(":")
        if not (alias and colon and code) or code.startswith("//"):
            self._breaches.append(QCODE_MALFORMED.broken(element, f"“{clipped(qcode)}” is no QCode.", name))
        elif alias in self._own or alias in self._iptc:
            return
        elif self._all_known:
            told = f"No catalog of the item declares the alias “{clipped(alias)}” of “{clipped(qcode)}”."
            self._breaches.append(QCODE_UNDECLARED.broken(element, told, name))
        else:
            told = f"The alias “{clipped(alias)}” cannot be checked: the item names a catalog that is not known here."
            self._breaches.append(QCODE_UNCHECKED.broken(element, told, name))


KINDS = tuple(
    XmlKind(name=name, standard="NewsML-G2 2.35", root=root, schema="newsml-g2-profile.xsd", rules=NewsMLG2Rules)
    for name, root in (
        ("newsItem", names.NEWS_ITEM),
        ("packageItem", names.PACKAGE_ITEM),
        ("newsMessage", names.NEWS_MESSAGE),
        ("conceptItem", names.CONCEPT_ITEM),
        ("knowledgeItem", names.KNOWLEDGE_ITEM),
        ("catalogItem", names.CATALOG_ITEM),
    )
)
