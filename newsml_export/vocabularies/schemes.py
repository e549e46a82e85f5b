"""Schemes: the aliases that our QCodes use, and the URIs that they stand for (NewsML-G2 specification, QCodes)."""

from __future__ import annotations

from dataclasses import dataclass

#: IPTC catalog that declares the aliases of IPTC's own schemes
IPTC_CATALOG = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A controlled vocabulary."""

    alias: str
    #: prefix of the URI of every code
    uri: str
    name: str = ""


#: aliases of IPTC catalog 41 that documents of this product use
IPTC_SCHEMES: tuple[Scheme, ...] = tuple(
    Scheme(alias=alias, uri=f"http://cv.iptc.org/newscodes/{path}/")
    for alias, path in (
        ("ninat", "ninature"),
        ("stat", "pubstatusg2"),
        ("sig", "signal"),
        ("cpnat", "cpnature"),
        ("medtop", "mediatopic"),
        ("subj", "subjectcode"),
        ("genre", "genre"),
        ("nprov", "newsprovider"),
        ("irel", "itemrelation"),
        ("drol", "descriptionrole"),
        ("howextr", "howextracted"),
        ("pgrmod", "pkggroupmode"),
        ("rnd", "rendition"),
        ("hashtype", "hashtype"),
        ("cinat", "cinature"),
        ("catinat", "catinature"),
    )
) + tuple(
    Scheme(alias=alias, uri=uri)
    for alias, uri in (
        ("iso3166-1a2", "http://cvx.iptc.org/iso3166-1a2/"),
        ("iso3166-2", "http://cvx.iptc.org/iso3166-2/"),
        ("wikidata", "http://www.wikidata.org/entity/"),
    )
)

#: schemes of our own, below the publisher's domain; declared in each document's inline catalog
_OWN = (
    ("gb2260", "gb2260", "Administrative divisions of China (GB/T 2260)"),
    ("hlrole", "headline-role", "Headline roles"),
    ("byrole", "byline-role", "By-line roles"),
    ("pgrole", "package-group-role", "Roles of groups in a package"),
    ("partrole", "page-part-role", "Roles of page parts"),
    ("partprop", "page-part-property", "Properties of page parts"),
    ("jump", "jump-relation", "Relations of jump lines"),
    ("page", "page", "Pages of an issue"),
    ("publication", "publication", "Newspapers"),
    ("subjrel", "subject-relation", "Relations of subjects"),
    ("subjrole", "subject-role", "Roles of subjects"),
    ("storyprop", "story-property", "Properties of stories"),
    ("person", "person", "Persons"),
    ("organisation", "organisation", "Organisations"),
    ("place", "place", "Places"),
    ("event", "event", "Events"),
    ("work", "work", "Works"),
    ("series", "series", "Series and columns"),
)


def own_schemes(domain: str) -> tuple[Scheme, ...]:
    """Return our own schemes for a publisher's ``domain``."""
    return tuple(Scheme(alias=alias, uri=f"http://{domain}/newscodes/{path}/", name=name) for alias, path, name in _OWN)
