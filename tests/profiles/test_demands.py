"""Every demand of every profile that is shipped: kept by what we write, broken by one change each."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from lxml import etree

from newsml_export.findings import Severity
from newsml_export.pipeline import export
from newsml_export.profiles import load_profile, shipped_profiles
from newsml_export.settings import Settings
from newsml_export.validation.demands import DemandRules, Taken
from tests.formats.factories import NOW, PUBLISHER, make_edition, make_rich_story, make_story
from tests.profiles.breaking import (
    Change,
    both,
    doubled,
    given,
    grown,
    moved_last,
    replaced,
    taken_out,
    without,
    worded,
)

ITEM = "//nar:newsItem[nar:itemMeta/nar:itemClass/@qcode='ninat:text']"
PICTURE = "//nar:newsItem[nar:itemMeta/nar:itemClass/@qcode='ninat:picture']"
PACKAGE = "//nar:packageItem"
NITF = (
    '<nar:inlineXML contenttype="application/nitf+xml"><nitf:nitf><nitf:body><nitf:body.content>'
    "<nitf:p>text</nitf:p></nitf:body.content></nitf:body></nitf:nitf></nar:inlineXML>"
)
SET = ITEM + "/nar:contentSet"
BODY = SET + "/nar:inlineXML/xhtml:html/xhtml:body"
FULL_DESCRIPTION = ITEM + "/nar:contentMeta/nar:description"

BROKEN: dict[str, Change] = {
    "generic-item-version": without(f"{ITEM}/@version"),
    "generic-item-class": without(f"{ITEM}/nar:itemMeta/nar:itemClass"),
    "generic-pub-status": without(f"{ITEM}/nar:itemMeta/nar:pubStatus"),
    "generic-headline": worded(f"{ITEM}/nar:contentMeta[count(nar:headline)=1]/nar:headline", " "),
    "generic-comment-free-text": grown(BODY, "<!-- page 2 -->"),
    "generic-whole-seconds": worded(f"{ITEM}/nar:itemMeta/nar:versionCreated", "2023-03-08T07:30:00.000+08:00"),
    "superdesk-root": replaced("newsMessage", "conceptItem"),
    "superdesk-items-only": grown("//nar:itemSet", "<nar:conceptItem/>"),
    "superdesk-guid": without(f"{ITEM}/@guid"),
    "superdesk-version": without(f"{ITEM}/@version"),
    "superdesk-item-meta": grown("//nar:itemSet", '<nar:newsItem guid="g" version="1"><nar:itemMeta>'
        '<nar:itemClass qcode="ninat:video"/><nar:pubStatus qcode="stat:usable"/></nar:itemMeta><nar:rightsInfo/>'
        "<nar:contentSet><nar:x/></nar:contentSet></nar:newsItem>"),
    "superdesk-item-class": without(f"{PICTURE}/nar:itemMeta/nar:itemClass/@qcode"),
    "superdesk-item-class-known": given(f"{PICTURE}/nar:itemMeta/nar:itemClass", "qcode", "ninat:animation"),
    "superdesk-pub-status": without(f"{ITEM}/nar:itemMeta/nar:pubStatus/@qcode"),
    "superdesk-whole-seconds": worded(f"{ITEM}/nar:itemMeta/nar:firstCreated", "2023-03-07T22:00:00.000Z"),
    "superdesk-priority": without("//nar:header/nar:priority"),
    "superdesk-rights": without(f"{ITEM}/nar:rightsInfo"),
    "superdesk-headline": worded(f"{ITEM}/nar:contentMeta/nar:headline", " "),
    "superdesk-language": without(f"{ITEM}/nar:contentMeta/nar:language"),
    "superdesk-urgency": grown(f"{ITEM}/nar:contentMeta", "<nar:urgency>high</nar:urgency>"),
    "superdesk-content-set": without(SET),
    "superdesk-comment-free-text": grown(BODY, "<!-- page 2 -->"),
    "superdesk-xhtml-body": without(BODY),
    "superdesk-content-type": without(f"{PICTURE}/nar:contentSet/nar:remoteContent/@contenttype"),
    "superdesk-nitf-block": grown(SET, NITF),
    "superdesk-plain-paragraphs": both(
        grown(f"{BODY}/xhtml:p", "<xhtml:b>bold</xhtml:b>"), without(f"{SET}/nar:inlineData")
    ),
    "superdesk-word-count": given(f"{SET}/nar:inlineXML", "wordcount", "about 300"),
    "superdesk-rendition": given(f"{PICTURE}/nar:contentSet/nar:remoteContent", "rendition", "web"),
    "superdesk-size": given(f"{PICTURE}/nar:contentSet/nar:remoteContent", "size", "2 MB"),
    "superdesk-group-set": without(f"{PACKAGE}/nar:groupSet"),
    "superdesk-groups-only": grown(f"{PACKAGE}/nar:groupSet", "<nar:x/>"),
    "superdesk-group-identity": without("//nar:group/@role"),
    "superdesk-references-only": grown("//nar:group", "<nar:title idref='t'>front page</nar:title>"),
    "superdesk-group-ref": without("//nar:groupRef/@idref"),
    "superdesk-item-ref": without("//nar:itemRef/@contenttype"),
    "wordpress-message": taken_out(ITEM),
    "wordpress-one-story": doubled(ITEM),
    "wordpress-a-story": given(f"{ITEM}/nar:itemMeta/nar:itemClass", "qcode", "icls:text"),
    "wordpress-story-first": moved_last(ITEM),
    "wordpress-items-with-class": grown("//nar:itemSet", "<!-- one story -->", at=1),
    "wordpress-one-item-set": grown("/nar:newsMessage", "<nar:itemSet/>", at=9),
    "wordpress-provider": without(f"{ITEM}/nar:itemMeta/nar:provider"),
    "wordpress-standard": without(f"{ITEM}/@standard"),
    "wordpress-guid": without(f"{ITEM}/@guid"),
    "wordpress-version": given(ITEM, "version", "one"),
    "wordpress-copyright": without(f"{ITEM}/nar:rightsInfo/nar:copyrightNotice"),
    "wordpress-version-created": without(f"{ITEM}/nar:itemMeta/nar:versionCreated"),
    "wordpress-may-be-shown": given(f"{ITEM}/nar:itemMeta/nar:pubStatus", "qcode", "stat:withheld"),
    "wordpress-main-headline": given(f"{ITEM}/nar:contentMeta/nar:headline", "role", "hlrole:derived"),
    "wordpress-own-title": given(ITEM, "guid", "urn:newsml:news.example.com:20230308:another"),
    "wordpress-sub-headline": moved_last(f"{ITEM}/nar:contentMeta/nar:headline[@role='hlrole:sub']"),
    "wordpress-body": given(BODY, "class", "text"),
    "wordpress-paragraphs": grown(BODY, "<xhtml:div/>"),
    "wordpress-described": without(FULL_DESCRIPTION),
    "wordpress-topic-name": doubled(f"{ITEM}//nar:subject[@type='cpnat:abstract']/nar:name"),
    "wordpress-place-name": without(f"{ITEM}//nar:subject[@type='cpnat:geoArea']/@why"),
    "wordpress-rss-content": without("//content:encoded"),
    "wordpress-rss-identity": without("//item/guid"),
}  # fmt: skip


@cache
def _document(profile: str, *, feed: bool) -> bytes:
    """Return a document that keeps every demand: the message with the rich story, or the feed."""
    made = export(
        make_edition(make_rich_story(), make_story()),
        settings=Settings(publisher=PUBLISHER),
        profile=load_profile(profile),
        formats=["newsml-g2", "rss"] if profile == "wordpress" else ["newsml-g2"],
        now=NOW,
    )
    assert made.exit_code == 0
    if feed:
        return made.files["rss.xml"]
    return made.files["newsml-g2/messages/s-rich.xml" if profile == "wordpress" else "newsml-g2/message.xml"]


def _told(profile: str, *documents: Any) -> set[str]:
    """Return the demands that the last of the documents that are delivered together breaks."""
    rules, taken = DemandRules(load_profile(profile).demands), Taken()
    breaches = [rules.check(root, taken) for root in documents][-1]
    return {breach.rule.name for breach in breaches if breach.rule.severity is not Severity.INFO}


def test_every_demand_has_a_document_that_breaks_it() -> None:
    assert set(BROKEN) == {rule.name for profile in shipped_profiles() for rule in profile.needs}


@pytest.mark.parametrize("name", [profile.name for profile in shipped_profiles()])
def test_what_we_write_keeps_every_demand(name: str) -> None:
    assert _told(name, etree.fromstring(_document(name, feed=False))) == set()


def test_a_feed_for_wordpress_keeps_every_demand() -> None:
    assert _told("wordpress", etree.fromstring(_document("wordpress", feed=True))) == set()


@pytest.mark.parametrize("rule", BROKEN)
def test_one_change_breaks_one_demand(rule: str) -> None:
    profile = rule.partition("-")[0]
    kept = _document(profile, feed="-rss-" in rule)
    changed = BROKEN[rule](etree.fromstring(kept))
    assert _told(profile, etree.fromstring(kept), etree.fromstring(etree.tostring(changed))) == {rule}
