"""Rules for NewsML-G2 2.35 beyond its schema (NewsML-G2 specification and guidelines; section named in each rule)."""

from __future__ import annotations

import datetime as dt
import html
import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import cast

from lxml import etree

from newsml_export.findings import Severity
from newsml_export.validation.rules import Breach, Breaches, Rule
from newsml_export.validation.schemas import NAR
from newsml_export.vocabularies.iptc_aliases import IPTC_ALIASES

_G2 = f"{{{NAR}}}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ITEMS = frozenset((f"{_G2}newsItem", f"{_G2}packageItem"))
_IPTC_CATALOG = re.compile(r"https?://(?:www\.)?iptc\.org/std/catalog/catalog\.IPTC-G2-Standards_\d+\.xml")
_QCODES = ("qcode", "role", "rel", "how", "why", "type", "mode", "jobtitle", "rendition", "format", "creator", "scope")
_DATES = frozenset(
    f"{_G2}{name}"
    for name in ("versionCreated", "firstCreated", "embargoed", "contentCreated", "contentModified", "sent")
)
_ZONE = re.compile(r"T.*(?:Z|[+\-]\d\d:\d\d)$")
_BCP47 = re.compile(r"(?:[A-Za-z]{2,8}|[xX])(?:-[A-Za-z0-9]{1,8})*")
_TAG = re.compile(r"<[^>]*>")

ALIAS_DECLARED = Rule(
    name="g2-alias-declared",
    summary="Every QCode's scheme alias is declared by a catalog of its item (specification, QCodes).",
    mend="Declare the alias in a <catalog> of the item, or add the <catalogRef> that declares it.",
)
GUID_PRESENT = Rule(
    name="g2-guid-present",
    summary="Every item has a guid with text.",
    mend="Give the item a guid that it keeps for ever.",
)
GUID_UNIQUE = Rule(
    name="g2-guid-unique",
    summary="No two items of a message share guid and version.",
    mend="Send each item once, or give the later one a higher version.",
)
ID_UNIQUE = Rule(
    name="g2-id-unique",
    summary="An id names one element of a document (XML 1.0, section 3.3.1).",
    mend="Make the ids of each item begin with something of its own, such as its local id.",
)
IDREF_RESOLVES = Rule(
    name="g2-idref-resolves",
    summary="contentrefs, idref and root name an element of the same document.",
    mend="Point at an id that exists, or drop the reference.",
)
GROUPS_END = Rule(
    name="g2-groups-end", summary="Groups of a package do not hold themselves.", mend="Break the circle of groupRefs."
)
ITEM_REF_RESOLVES = Rule(
    name="g2-item-ref-resolves",
    summary="A package in a message refers to items that the message holds.",
    mend="Send the items with the package, or before it.",
    severity=Severity.WARNING,
)
DATES_IN_ORDER = Rule(
    name="g2-dates-in-order",
    summary="firstCreated is not after versionCreated, contentCreated not after contentModified.",
    mend="Correct the earlier or the later date.",
)
DATE_HAS_ZONE = Rule(
    name="g2-date-has-zone", summary="Times carry a time zone.", mend="Write +08:00, or Z, behind the time."
)
DATE_WHOLE_SECONDS = Rule(
    name="g2-date-whole-seconds",
    summary="Times have no fractions of a second, for which some importers drop the time zone.",
    mend="Leave out the fraction.",
    severity=Severity.WARNING,
)
LANGUAGE_WELL_FORMED = Rule(
    name="g2-language-well-formed",
    summary="Language tags are well-formed (BCP 47).",
    mend="Write a tag such as zh-Hans.",
)
PART_SEQ_UNIQUE = Rule(
    name="g2-part-seq-unique", summary="Parts of an item are counted without doubles.", mend="Count @seq from 1."
)
ONE_MAIN_HEADLINE = Rule(
    name="g2-one-main-headline",
    summary="A newsItem with roles on its headlines has one main (or derived) headline.",
    mend="Give one headline the role main.",
)
STATUS_QCODE = Rule(
    name="g2-status-qcode",
    summary="itemClass and pubStatus have a QCode, without which importers refuse the item.",
    mend="Add qcode=“ninat:text” or qcode=“stat:usable”.",
)
CONTENT_TYPE_AGREES = Rule(
    name="g2-content-type-agrees",
    summary="The contenttype of inlineXML fits the element inside.",
    mend="Write application/xhtml+xml for XHTML and application/nitf+xml for NITF.",
)
RENDITIONS_AGREE = Rule(
    name="g2-renditions-agree",
    summary="XHTML and HTML in one contentSet hold the same text.",
    mend="Write both from the same paragraphs.",
)
RULES: tuple[Rule, ...] = (
    ALIAS_DECLARED, GUID_PRESENT, GUID_UNIQUE, ID_UNIQUE, IDREF_RESOLVES, GROUPS_END, ITEM_REF_RESOLVES, DATES_IN_ORDER,
    DATE_HAS_ZONE, DATE_WHOLE_SECONDS, LANGUAGE_WELL_FORMED, PART_SEQ_UNIQUE, ONE_MAIN_HEADLINE, STATUS_QCODE,
    CONTENT_TYPE_AGREES, RENDITIONS_AGREE,
)  # fmt: skip


# XPath gathers attributes in C; a pass over all elements in Python costs several times the schema. Most documents break
# no rule, so the elements behind the values are looked up only where one does.
_CODE_PATHS = " | ".join(f".//@{name}" for name in _QCODES)
_ID_PATHS = "descendant-or-self::*/@id | .//@partid | .//@xml:id"
_CODES = etree.XPath(_CODE_PATHS, smart_strings=False)
_CODES_WITH_ELEMENTS = etree.XPath(_CODE_PATHS)
_IDS = etree.XPath(_ID_PATHS, smart_strings=False)
_IDS_WITH_ELEMENTS = etree.XPath(_ID_PATHS)


@dataclass(slots=True)
class _Document:
    """What the rules that look across a document need to know of it."""

    ids: frozenset[str] = frozenset()
    references: list[tuple[etree._Element, str]] = field(default_factory=list)
    guids: dict[tuple[str, str], etree._Element] = field(default_factory=dict)
    item_refs: list[etree._Element] = field(default_factory=list)
    #: by id: the element, and the groups that it refers to
    groups: dict[str, tuple[etree._Element, list[str]]] = field(default_factory=dict)


def check_newsml_g2(root: etree._Element) -> Breaches:
    """Yield what breaks a rule in a newsItem, packageItem or newsMessage."""
    document = _Document()
    items = [root] if root.tag in _ITEMS else _items(root)
    yield from _check_ids(root, document)
    for item in items:
        yield from _check_identity(item, document)
        yield from _check_codes(item)
        yield from _check_management(item)
        yield from _check_content_meta(item)
        yield from _check_parts(item, document)
        yield from _check_content(item)
        yield from _check_group_set(item, document)
    header = root.find(f"{_G2}header")
    if header is not None:
        yield from _check_dates(header, ())
    for element, target in document.references:
        if target not in document.ids:
            yield Breach(IDREF_RESOLVES, element, f"“{target}” is the id of no element in this document.")
    yield from _check_groups(document)
    if root.tag == f"{_G2}newsMessage":
        yield from _check_item_refs(document)


def _items(message: etree._Element) -> list[etree._Element]:
    item_set = message.find(f"{_G2}itemSet")
    return [] if item_set is None else [child for child in item_set if child.tag in _ITEMS]


def _check_ids(root: etree._Element, document: _Document) -> Breaches:
    values = cast("list[str]", _IDS(root))
    document.ids = frozenset(values)
    if len(document.ids) == len(values):
        return
    seen: set[str] = set()
    for value in _found(_IDS_WITH_ELEMENTS, root):
        if value in seen:
            yield Breach(ID_UNIQUE, _owner(value, root), f"The id “{value}” names another element already.")
        seen.add(str(value))


def _found(query: etree.XPath, element: etree._Element) -> list[etree._ElementUnicodeResult]:
    """Return the attributes that ``query`` finds; each knows its element."""
    return cast("list[etree._ElementUnicodeResult]", query(element))


def _owner(value: etree._ElementUnicodeResult, default: etree._Element) -> etree._Element:
    element = value.getparent()
    return default if element is None else element


def _check_identity(item: etree._Element, document: _Document) -> Breaches:
    guid, version = (item.get("guid") or "").strip(), item.get("version") or "1"
    if not guid:
        yield Breach(GUID_PRESENT, item, "The item has no guid.")
    elif (guid, version) in document.guids:
        yield Breach(GUID_UNIQUE, item, f"Version {version} of “{guid}” stands in the message already.")
    else:
        document.guids[guid, version] = item
    language = item.get(_XML_LANG)
    if language and not _BCP47.fullmatch(language):
        yield Breach(LANGUAGE_WELL_FORMED, item, f"“{language}” is no language tag.")


def _check_codes(item: etree._Element) -> Breaches:
    aliases = _aliases(item)
    if aliases is None:
        return
    used = {
        code.partition(":")[0] for value in cast("list[str]", _CODES(item)) for code in value.split() if ":" in code
    }
    if used <= aliases:
        return
    for value in _found(_CODES_WITH_ELEMENTS, item):
        for code in value.split():
            alias, colon, _ = code.partition(":")
            if colon and alias not in aliases:
                message = f"No catalog declares the alias “{alias}” of @{value.attrname}=“{code}”."
                yield Breach(ALIAS_DECLARED, _owner(value, item), message)


def _aliases(item: etree._Element) -> frozenset[str] | None:
    """Return the aliases that an item's catalogs declare; ``None`` where one of them may declare anything."""
    found: frozenset[str] = frozenset()
    for child in item:
        if child.tag == f"{_G2}catalogRef":
            # We fetch nothing, so a catalog of somebody else may declare anything.
            if not _IPTC_CATALOG.fullmatch(child.get("href") or ""):
                return None
            found |= IPTC_ALIASES
        elif child.tag == f"{_G2}catalog":
            found |= {scheme.get("alias") or "" for scheme in child}
    return found


def _check_management(item: etree._Element) -> Breaches:
    meta = item.find(f"{_G2}itemMeta")
    if meta is None:
        return
    for name in ("itemClass", "pubStatus"):
        element = meta.find(f"{_G2}{name}")
        if element is not None and not element.get("qcode"):
            yield Breach(STATUS_QCODE, element, f"{name} has no qcode.")
    yield from _check_dates(meta, ("firstCreated", "versionCreated"))


def _check_content_meta(item: etree._Element) -> Breaches:
    meta = item.find(f"{_G2}contentMeta")
    if meta is None:
        return
    yield from _check_dates(meta, ("contentCreated", "contentModified"))
    for language in meta.iterfind(f"{_G2}language"):
        tag = language.get("tag") or ""
        if not _BCP47.fullmatch(tag):
            yield Breach(LANGUAGE_WELL_FORMED, language, f"“{tag}” is no language tag.")
    roles = [headline.get("role") for headline in meta.iterfind(f"{_G2}headline")]
    mains = sum(code.endswith((":main", ":derived")) for role in roles if role for code in role.split())
    if any(roles) and mains != 1 and item.tag == f"{_G2}newsItem":
        yield Breach(ONE_MAIN_HEADLINE, meta, f"The item has {mains} main headlines; it needs one.")


def _check_dates(parent: etree._Element, order: tuple[str, ...]) -> Breaches:
    moments: list[tuple[str, str, etree._Element]] = []
    for child in parent:
        if child.tag not in _DATES:
            continue
        text = (child.text or "").strip()
        if "T" in text and not _ZONE.search(text):
            yield Breach(DATE_HAS_ZONE, child, f"“{text}” has no time zone.")
        if "." in text:
            yield Breach(DATE_WHOLE_SECONDS, child, f"“{text}” has fractions of a second.")
        name = str(child.tag).removeprefix(_G2)
        if name in order:
            moments.append((name, text, child))
    moments.sort(key=lambda found: order.index(found[0]))
    for (earlier, before, element), (later, after, _) in pairwise(moments):
        one, other = (_moment(before), _moment(after)) if before != after else (None, None)
        if one is not None and other is not None and one > other:
            yield Breach(DATES_IN_ORDER, element, f"{earlier} {before} is after {later} {after}.")


def _moment(text: str) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _check_parts(item: etree._Element, document: _Document) -> Breaches:
    seen: set[str] = set()
    for part in item.iterfind(f"{_G2}partMeta"):
        document.references += [(part, target) for target in (part.get("contentrefs") or "").split()]
        seq = part.get("seq")
        if seq in seen:
            yield Breach(PART_SEQ_UNIQUE, part, f"Two parts are counted {seq}.")
        if seq is not None:
            seen.add(seq)


def _check_content(item: etree._Element) -> Breaches:
    xhtml: str | None = None
    for child in item.iterfind(f"{_G2}contentSet/*"):
        declared = child.get("contenttype")
        if child.tag == f"{_G2}inlineXML" and len(child):
            inner = str(child[0].tag)
            if inner.startswith(_XHTML):
                body = next(child.iter(f"{_XHTML}body"), None)
                xhtml = None if body is None else "".join(body.itertext())
                if declared not in (None, "application/xhtml+xml"):
                    yield Breach(CONTENT_TYPE_AGREES, child, f"XHTML stands where {declared} is declared.")
            elif "NITF" in inner and declared not in (None, "application/nitf+xml"):
                yield Breach(CONTENT_TYPE_AGREES, child, f"NITF stands where {declared} is declared.")
        elif child.tag == f"{_G2}inlineData" and declared == "text/html" and not _same_text(child.text or "", xhtml):
            yield Breach(RENDITIONS_AGREE, child, "The HTML does not hold the same text as the XHTML.")


def _same_text(markup: str, text: str | None) -> bool:
    if text is None:
        return True
    plain = markup.replace("<p>", "").replace("</p>", "").replace("\n", "")
    if plain == text:
        return True
    plain = html.unescape(_TAG.sub("", markup))
    return "".join(plain.split()) == "".join(text.split())


def _check_group_set(item: etree._Element, document: _Document) -> Breaches:
    group_set = item.find(f"{_G2}groupSet")
    if group_set is None:
        return
    document.references.append((group_set, group_set.get("root") or ""))
    for group in group_set.iterfind(f"{_G2}group"):
        names = [child.get("idref") or "" for child in group.iterfind(f"{_G2}groupRef")]
        document.groups[group.get("id") or ""] = group, names
        document.references += [(group, name) for name in names]
        document.item_refs += group.iterfind(f"{_G2}itemRef")
    yield from ()


def _check_groups(document: _Document) -> Breaches:
    done: set[str] = set()
    for first in document.groups:
        trail, stack = {first}, [(first, iter(document.groups[first][1]))]
        while stack and first not in done:
            name, children = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()
                trail.discard(name)
                done.add(name)
            elif child in trail:
                yield Breach(GROUPS_END, document.groups[child][0], f"The group “{child}” holds itself.")
                return
            elif child in document.groups and child not in done:
                trail.add(child)
                stack.append((child, iter(document.groups[child][1])))


def _check_item_refs(document: _Document) -> Breaches:
    known = {guid for guid, _ in document.guids}
    for reference in document.item_refs:
        target = reference.get("residref")
        if target and target not in known:
            yield Breach(ITEM_REF_RESOLVES, reference, f"The message does not hold the item “{target}”.")
