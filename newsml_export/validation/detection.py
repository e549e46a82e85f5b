"""What a document of any origin says that it is: standard, version, conformance level."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from newsml_export.validation.known_kinds import XML_KINDS
from newsml_export.validation.values import clipped

if TYPE_CHECKING:
    from lxml.etree import _Element

NEWSML_G2 = "http://iptc.org/std/nar/2006-10-01/"
NITF = "http://iptc.org/std/NITF/2006-10-18/"
#: standards whose schemas their publisher offers for download, by namespace
STANDARDS = {NEWSML_G2: "NewsML-G2", NITF: "NITF"}

_G2_ROOTS = frozenset(
    [
        *("newsItem", "packageItem", "newsMessage", "conceptItem", "knowledgeItem", "catalogItem", "planningItem"),
        "catalog",
    ]
)
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF"
_RSS_IN_RDF = {"http://purl.org/rss/1.0/": "1.0", "http://my.netscape.com/rdf/simple/0.9/": "0.90"}
_OLD_ATOM = "{http://purl.org/atom/ns#}feed"
_ATOM_ENTRY = "{http://www.w3.org/2005/Atom}entry"
_NUMBER = re.compile(r"\d{1,4}(?:\.\d{1,4}){1,3}", re.ASCII)
_BY_ROOT = {kind.root: kind for kind in XML_KINDS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Detected:
    """What a document says that it is."""

    #: ``newsItem``, ``nitf``, ``rss`` …
    kind: str
    #: such as ``NewsML-G2``
    family: str
    #: such as ``2.12``; ``None`` where the document does not say
    version: str | None = None
    #: level of conformance, such as ``power``; only NewsML-G2 has it
    conformance: str | None = None
    #: namespace of the standard; ``None`` where it has none
    namespace: str | None = None

    @property
    def standard(self) -> str:
        """Family and version."""
        return f"{self.family} {self.version}" if self.version else self.family


def detect(root: _Element) -> Detected | None:
    """Return what the document below ``root`` says that it is, or ``None`` where it is nothing known.

    Nothing but names and attributes is looked at: a document has no say in which schema it is held against.
    """
    name = etree.QName(root)
    if name.namespace == NEWSML_G2 and name.localname in _G2_ROOTS:
        return _newsml_g2(root, name.localname)
    if name.localname == "nitf" and name.namespace in {NITF, None}:
        return Detected(kind="nitf", family="NITF", version=_number(root.get("version")), namespace=name.namespace)
    if name.text == "rss":
        return Detected(kind="rss", family="RSS", version=_said(root.get("version")))
    if name.text == _RDF:
        return _rss_in_rdf(root)
    if name.text == _OLD_ATOM:
        version = _number(root.get("version")) or "0.3"
        return Detected(kind="feed", family="Atom", version=version, namespace=name.namespace)
    if name.text == "NewsML":
        version = _number(root.get("Version")) or "1"
        return Detected(kind="NewsML", family="NewsML", version=version)
    kind = _BY_ROOT.get(name.text)
    if kind is not None:
        family, _, version = kind.standard.rpartition(" ")
        known = _NUMBER.fullmatch(version) is not None
        family, said = (family, version) if known else (kind.standard, None)
        return Detected(kind=kind.name, family=family, version=said, namespace=name.namespace)
    if name.text in {"{http://www.w3.org/2005/Atom}feed", _ATOM_ENTRY}:
        return Detected(kind=name.localname, family="Atom", version="1.0", namespace=name.namespace)
    return None


def version_key(version: str | None) -> tuple[int, ...]:
    """Return ``version`` for comparing; that of what has no version comes first."""
    return tuple(map(int, version.split("."))) if version and _NUMBER.fullmatch(version) else ()


def _newsml_g2(root: _Element, kind: str) -> Detected:
    items = [root] if kind != "newsMessage" else list(root.iterfind(f"{{{NEWSML_G2}}}itemSet/{{{NEWSML_G2}}}*"))
    versions = [found for item in items if (found := _number(item.get("standardversion")))]
    levels = sorted({clipped(level, 20) for item in items if (level := item.get("conformance"))})
    return Detected(
        kind=kind,
        family="NewsML-G2",
        version=max(versions, key=version_key, default=None),
        # What holds a document of the higher level is of the higher level.
        conformance=levels[-1] if levels else None,
        namespace=NEWSML_G2,
    )


def _rss_in_rdf(root: _Element) -> Detected | None:
    for child in root.iterchildren("*"):
        version = _RSS_IN_RDF.get(etree.QName(child).namespace or "")
        if version is not None:
            return Detected(kind="rss", family="RSS", version=version, namespace=etree.QName(child).namespace)
    return None


def _number(text: str | None) -> str | None:
    found = _NUMBER.search(text[:200]) if text else None
    return found[0] if found else None


def _said(text: str | None) -> str | None:
    return clipped(text.strip(), 20) if text and text.strip() else None
