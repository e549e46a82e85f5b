"""What a document says that it is."""

from __future__ import annotations

import pytest
from lxml import etree

from newsml_export.validation.detection import Detected, detect, version_key

NAR = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'


def found(document: str) -> Detected:
    detected = detect(etree.fromstring(document))
    assert detected is not None
    return detected


@pytest.mark.parametrize(
    ("document", "kind", "standard", "conformance"),
    [
        (f'<newsItem {NAR} standardversion="2.12" conformance="power"/>', "newsItem", "NewsML-G2 2.12", "power"),
        (f'<packageItem {NAR} standardversion="1.9"/>', "packageItem", "NewsML-G2 1.9", None),
        (f"<conceptItem {NAR}/>", "conceptItem", "NewsML-G2", None),
        (f'<knowledgeItem {NAR} standardversion="two"/>', "knowledgeItem", "NewsML-G2", None),
        (f'<catalogItem {NAR} standardversion="2.33"/>', "catalogItem", "NewsML-G2 2.33", None),
        (f'<planningItem {NAR} standardversion="2.9"/>', "planningItem", "NewsML-G2 2.9", None),
        (f"<newsMessage {NAR}/>", "newsMessage", "NewsML-G2", None),
        (
            f'<newsMessage {NAR}><itemSet><newsItem standardversion="2.9" conformance="core"/><newsItem '
            'standardversion="2.12" conformance="power"/></itemSet></newsMessage>',
            "newsMessage",
            "NewsML-G2 2.12",
            "power",
        ),
        (
            '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/" version="-//IPTC//DTD NITF 3.6//EN"/>',
            "nitf",
            "NITF 3.6",
            None,
        ),
        ('<nitf version="-//IPTC-NAA//DTD NITF 3.1//EN"/>', "nitf", "NITF 3.1", None),
        ('<rss version="2.0"/>', "rss", "RSS 2.0", None),
        ('<rss version="0.91"/>', "rss", "RSS 0.91", None),
        ("<rss/>", "rss", "RSS", None),
        (
            '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel xmlns="http://purl.org/rss/1.0/"/>'
            "</r:RDF>",
            "rss",
            "RSS 1.0",
            None,
        ),
        (
            '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel '
            'xmlns="http://my.netscape.com/rdf/simple/0.9/"/></r:RDF>',
            "rss",
            "RSS 0.90",
            None,
        ),
        ('<feed xmlns="http://www.w3.org/2005/Atom"/>', "feed", "Atom 1.0", None),
        ('<entry xmlns="http://www.w3.org/2005/Atom"/>', "entry", "Atom 1.0", None),
        ('<feed xmlns="http://purl.org/atom/ns#" version="0.3"/>', "feed", "Atom 0.3", None),
        ('<NewsML Version="1.2"/>', "NewsML", "NewsML 1.2", None),
        ("<NewsML/>", "NewsML", "NewsML 1", None),
    ],
)
def test_kind_version_and_level(document: str, kind: str, standard: str, conformance: str | None) -> None:
    detected = found(document)
    assert detected.family in standard
    # Other plug-ins may call the kinds of feeds by a name of their own.
    assert detected.kind == kind or detected.family == "Atom"
    assert (detected.standard, detected.conformance) == (standard, conformance)


@pytest.mark.parametrize(
    "document",
    ["<html/>", "<newsItem/>", f"<groupSet {NAR}/>", '<RDF xmlns="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'],
)
def test_what_is_nothing_known(document: str) -> None:
    assert detect(etree.fromstring(document)) is None


def test_a_version_may_be_anything() -> None:
    assert found(f'<newsItem {NAR} standardversion="{"9" * 500}.{"9" * 500}"/>').version is None
    assert len(found(f'<rss version="{"x" * 500}"/>').version or "") == 20


def test_versions_are_compared_as_numbers() -> None:
    assert version_key("2.9") < version_key("2.12") < version_key("2.35")
    assert version_key(None) == version_key("two") == ()
