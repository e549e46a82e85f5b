"""What an importer demands of a document beside its standard, and what it will not read of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import etree

from newsml_export.errors import Location, SettingsError
from newsml_export.findings import Severity
from newsml_export.validation.parsing import Parser
from newsml_export.validation.places import Places
from newsml_export.validation.rules import Breach, Rule
from newsml_export.validation.validator import told_of
from newsml_export.validation.values import clipped

if TYPE_CHECKING:
    from lxml.etree import _Element

    from newsml_export.validation.verdict import Verdict

#: prefixes that every demand may use
NAMESPACES: Mapping[str, str] = {
    "nar": "http://iptc.org/std/nar/2006-10-01/",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "nitf": "http://iptc.org/std/NITF/2006-10-18/",
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xml": "http://www.w3.org/XML/1998/namespace",
}


class Check(StrEnum):
    """How an element is judged."""

    #: the XPath must find something or be true
    NEED = "need"
    #: the XPath must find nothing and not be true
    REFUSE = "refuse"
    #: the text of the XPath must match the pattern as a whole
    MATCH = "match"
    #: the text of the XPath must differ from that of every other item; without text or guid nothing is compared
    DIFFER = "differ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """Something that an importer needs, or (with ``INFO``) something that it passes over."""

    rule: Rule
    #: XPath of the elements that are judged, from the document
    at: str
    check: Check
    #: XPath, from each of those elements
    path: str
    #: regular expression, for ``MATCH``
    pattern: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demands:
    """All that one importer demands. Goes to other processes, so everything in it can be pickled."""

    #: of the profile
    name: str
    demands: tuple[Demand, ...]
    #: further prefixes of namespaces
    namespaces: Mapping[str, str] = field(default_factory=dict)


class Taken:
    """The texts that items have already, by demand. Lives as long as the delivery whose items must differ."""

    def __init__(self) -> None:
        self._items: dict[tuple[str, str], str] = {}

    def by_another(self, rule: str, text: str, item: str) -> bool:
        """Return whether an item other than ``item`` has ``text``; if none has, it is the item's from now on."""
        return self._items.setdefault((rule, text), item) != item

    def branch(self) -> Taken:
        """Return what takes further texts without this one knowing of them."""
        branch = Taken()
        branch._items = dict(self._items)
        return branch


class DemandRules:
    """The demands of one importer as a set of rules. Lives as long as a validator, in one thread."""

    def __init__(self, demands: Demands) -> None:
        self._name = f"profile {demands.name}"
        namespaces = {**NAMESPACES, **demands.namespaces}
        self._compiled = [
            (demand, _xpath(demand.at, namespaces), _xpath(demand.path, namespaces)) for demand in demands.demands
        ]

    @property
    def name(self) -> str:
        """Such as ``profile superdesk``."""
        return self._name

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All demands."""
        return tuple(demand.rule for demand, _, _ in self._compiled)

    def check(self, root: _Element, taken: Taken | None = None) -> list[Breach]:
        """Return every demand that the document below ``root`` does not keep, and what the importer passes over.

        Of what is passed over, the first place is named and how many there are.

        Args:
            root: of the document.
            taken: what items of documents before this one have; learns what the items of this one have. Without it,
                items are compared within the document.

        Raises:
            SettingsError: an XPath of the profile calls what does not exist.
        """
        breaches: list[Breach] = []
        taken = Taken() if taken is None else taken
        tree = root.getroottree()
        for demand, at, path in self._compiled:
            try:
                found = [breach for element in _elements(at(tree)) for breach in _judged(demand, element, path, taken)]
            except etree.XPathError as error:
                # Libxml2 looks functions up when it calls them, so that some faults show only now.
                raise SettingsError(
                    f"the XPath of “{demand.rule.name}” cannot be used ({error}).",
                    location=Location(file=self._name),
                    next_step="Correct at, or what is beside it, in the profile.",
                ) from error
            if demand.rule.severity is Severity.INFO and len(found) > 1:
                first = found[0]
                found = [replace(first, message=f"{first.message} ({len(found)} places)")]
            breaches += found
        return breaches


def with_demands(verdict: Verdict, content: bytes, rules: DemandRules, taken: Taken | None = None) -> Verdict:
    """Return ``verdict`` with what the demands say of the document.

    Args:
        verdict: on the document; what is no XML is returned as it is.
        content: the document.
        rules: of the importer.
        taken: what items of documents before this one have, as ``DemandRules.check`` takes it.
    """
    root = Parser().parse(content, verdict.name)
    if not isinstance(root, etree._Element):
        return verdict
    breaches = rules.check(root, taken)
    checked_with = (*verdict.checked_with, rules.name)
    if not breaches:
        return replace(verdict, checked_with=checked_with)
    places = Places(content, root, verdict.name)
    told = tuple(told_of(breach, places) for breach in breaches)
    return replace(verdict, findings=(*verdict.findings, *told), checked_with=checked_with)


def compiled_xpath(path: str, namespaces: Mapping[str, str]) -> None:
    """Do nothing for an XPath that can be used.

    Raises:
        ValueError: it cannot; says why.
    """
    try:
        _xpath(path, {**NAMESPACES, **namespaces})(etree.Element("nothing").getroottree())
    except etree.XPathError as error:
        raise ValueError(str(error)) from error


def _xpath(path: str, namespaces: Mapping[str, str]) -> etree.XPath:
    return etree.XPath(path, namespaces=dict(namespaces))


def _elements(found: object) -> list[_Element]:
    return [one for one in found if isinstance(one, etree._Element)] if isinstance(found, list) else []


def _judged(demand: Demand, element: _Element, path: etree.XPath, taken: Taken) -> list[Breach]:
    found = path(element)
    if demand.check is Check.NEED:
        return [] if found else [demand.rule.broken(element, demand.rule.description)]
    if demand.check is Check.REFUSE:
        if isinstance(found, list):
            return [demand.rule.broken(_holder(one, element), demand.rule.description) for one in found]
        return [demand.rule.broken(element, demand.rule.description)] if found else []
    values = [_text(one) for one in found] if isinstance(found, list) else [_text(found)]
    if demand.check is Check.DIFFER:
        item = _item(element)
        wrong = [value for value in values if item and value and taken.by_another(demand.rule.name, value, item)]
    else:
        wrong = [value for value in values if not _pattern(demand.pattern).fullmatch(value)]
    return [demand.rule.broken(element, f"{demand.rule.description} Here it is “{clipped(value)}”.") for value in wrong]


def _item(element: _Element) -> str:
    """Return the guid of the item that ``element`` belongs to, the same in all its versions; or ``""``."""
    guids = element.xpath("ancestor-or-self::*/@guid | ancestor-or-self::*/guid/text()")
    return str(guids[-1]) if isinstance(guids, list) and guids else ""


def _holder(found: object, element: _Element) -> _Element:
    """Return the element to name for what was found, which may be a comment, an attribute or a text."""
    if isinstance(found, etree._Element):
        if isinstance(found.tag, str):
            return found
        above = found.getparent()
        return element if above is None else above
    parent = getattr(found, "getparent", lambda: None)()
    return parent if isinstance(parent, etree._Element) else element


def _text(found: object) -> str:
    if isinstance(found, etree._Element):
        return "".join(found.itertext())
    return str(found)


@lru_cache(maxsize=256)
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
