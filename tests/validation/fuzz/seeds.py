"""Sound documents to damage: one of every kind that is validated or read, and more of their dialects."""

from __future__ import annotations

from dataclasses import dataclass

from tests.conftest import REPOSITORY

_VALID = REPOSITORY / "tests" / "validation" / "valid"
_EXAMPLES = REPOSITORY / "examples"
_NAR = "http://iptc.org/std/nar/2006-10-01/"
_ITEM = (
    f'xmlns="{_NAR}" standard="NewsML-G2" standardversion="2.29" conformance="power" version="1" '
    'guid="urn:x:1" xml:lang="en"'
)
_META = (
    '<itemMeta><itemClass qcode="cinat:concept"/><provider literal="x"/>'
    "<versionCreated>2023-03-08T06:00:00Z</versionCreated></itemMeta>"
)

#: other people's dialects, in few lines
_DIALECTS = {
    "concept.xml": f"<conceptItem {_ITEM}>{_META}"
    "<concept><conceptId qcode='x:y'/><name>n</name></concept></conceptItem>",
    "knowledge.xml": f"<knowledgeItem {_ITEM}>{_META}<conceptSet><concept><name>n</name></concept></conceptSet>"
    "</knowledgeItem>",
    "catalog.xml": f"<catalogItem {_ITEM}>{_META}<catalogContainer><catalog><scheme alias='a' uri='http://a.example/'/>"
    "</catalog></catalogContainer></catalogItem>",
    "planning.xml": f"<planningItem {_ITEM}>{_META}<newsCoverageSet><newsCoverage><planning/></newsCoverage>"
    "</newsCoverageSet></planningItem>",
    "nitf.xml": '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/" version="-//IPTC//DTD NITF 3.6//EN"><head>'
    "<title>t</title></head><body><body.head><hedline><hl1>h</hl1></hedline></body.head><body.content><block><p>p</p>"
    "</block></body.content></body></nitf>",
    "nitf-dtd.xml": '<!DOCTYPE nitf SYSTEM "nitf-3-4.dtd"><nitf><head/><body><body.content><p>p &amp; q</p>'
    "</body.content></body></nitf>",
    "rss-1.xml": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
    "<channel rdf:about='http://a.example/'><title>t</title></channel></rdf:RDF>",
    "rss-091.xml": '<rss version="0.91"><channel><title>t</title><link>http://a.example/</link></channel></rss>',
    "rss-media.xml": '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>t</title>'
    "<link>http://a.example/</link><description>d</description><item><title>i</title>"
    '<guid isPermaLink="false">1</guid><media:content url="http://a.example/1.jpg"/></item></channel></rss>',
    "atom.xml": '<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:x:1</id><title>t</title>'
    "<updated>2023-03-08T06:00:00Z</updated><entry><id>urn:x:2</id><title>e</title>"
    '<updated>2023-03-08T06:00:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>p</p>'
    "</div></content></entry></feed>",
    "sitemap.xml": '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://a.example/1</loc></url>'
    "</urlset>",
    "feed.json": '{"version": "https://jsonfeed.org/version/1.1", "title": "t", "items": [{"id": "1", '
    '"content_text": "x", "date_published": "2023-03-08T06:00:00Z"}]}',
    "ninjs.json": '{"uri": "urn:x:1", "type": "text", "language": "en", '
    '"standard": {"name": "ninjs", "version": "3.0"}, '
    '"headlines": [{"value": "h"}], "bodies": [{"value": "<p>p</p>", "contenttype": "text/html"}]}',
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """A sound document."""

    #: name of a file, by which readers know it
    name: str
    content: bytes


def seeds() -> list[Seed]:
    """Return all of them, in a fixed order."""
    found = [Seed(name=path.name, content=path.read_bytes()) for path in sorted(_VALID.glob("*.xml"))]
    found += [Seed(name=name, content=text.encode()) for name, text in _DIALECTS.items()]
    pages = _EXAMPLES / "jiangzhou-2023-03-08"
    articles = _EXAMPLES / "jiangzhou-2023-03-08-articles"
    for path in (pages / "page-01.txt", pages / "issue.toml", articles / "issue.json"):
        found.append(Seed(name=path.name, content=path.read_bytes()))
    return found
