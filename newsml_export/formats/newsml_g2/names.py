"""Names of elements and attributes, made once: looking them up costs nothing while an item is built."""

from __future__ import annotations

NAR = "http://iptc.org/std/nar/2006-10-01/"
XHTML = "http://www.w3.org/1999/xhtml"

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"

HTML = f"{{{XHTML}}}html"
HEAD = f"{{{XHTML}}}head"
HTML_TITLE = f"{{{XHTML}}}title"
BODY = f"{{{XHTML}}}body"
P = f"{{{XHTML}}}p"


def _name(local: str) -> str:
    return f"{{{NAR}}}{local}"


NEWS_ITEM = _name("newsItem")
PACKAGE_ITEM = _name("packageItem")
NEWS_MESSAGE = _name("newsMessage")
CONCEPT_ITEM = _name("conceptItem")
KNOWLEDGE_ITEM = _name("knowledgeItem")
CATALOG_ITEM = _name("catalogItem")

CATALOG = _name("catalog")
CATALOG_REF = _name("catalogRef")
SCHEME = _name("scheme")

RIGHTS_INFO = _name("rightsInfo")
COPYRIGHT_HOLDER = _name("copyrightHolder")
COPYRIGHT_NOTICE = _name("copyrightNotice")
USAGE_TERMS = _name("usageTerms")

ITEM_META = _name("itemMeta")
ITEM_CLASS = _name("itemClass")
PROVIDER = _name("provider")
VERSION_CREATED = _name("versionCreated")
FIRST_CREATED = _name("firstCreated")
EMBARGOED = _name("embargoed")
PUB_STATUS = _name("pubStatus")
GENERATOR = _name("generator")
TITLE = _name("title")
ED_NOTE = _name("edNote")
MEMBER_OF = _name("memberOf")
SIGNAL = _name("signal")
LINK = _name("link")
ITEM_META_EXT_PROPERTY = _name("itemMetaExtProperty")

CONTENT_META = _name("contentMeta")
URGENCY = _name("urgency")
CONTENT_CREATED = _name("contentCreated")
LOCATED = _name("located")
INFO_SOURCE = _name("infoSource")
CREATOR = _name("creator")
CONTRIBUTOR = _name("contributor")
LANGUAGE = _name("language")
GENRE = _name("genre")
KEYWORD = _name("keyword")
SUBJECT = _name("subject")
RELATED = _name("related")
SAME_AS = _name("sameAs")
BROADER = _name("broader")
SLUGLINE = _name("slugline")
HEADLINE = _name("headline")
DATELINE = _name("dateline")
BY = _name("by")
CREDITLINE = _name("creditline")
DESCRIPTION = _name("description")
NAME = _name("name")
NOTE = _name("note")
CONTENT_META_EXT_PROPERTY = _name("contentMetaExtProperty")

PART_META = _name("partMeta")
PART_META_EXT_PROPERTY = _name("partMetaExtProperty")
ROLE = _name("role")

CONTENT_SET = _name("contentSet")
INLINE_XML = _name("inlineXML")
INLINE_DATA = _name("inlineData")
REMOTE_CONTENT = _name("remoteContent")
HASH = _name("hash")

GROUP_SET = _name("groupSet")
GROUP = _name("group")
GROUP_REF = _name("groupRef")
ITEM_REF = _name("itemRef")

HEADER = _name("header")
SENT = _name("sent")
SENDER = _name("sender")
TRANSMIT_ID = _name("transmitId")
PRIORITY = _name("priority")
ITEM_SET = _name("itemSet")

CONCEPT_SET = _name("conceptSet")
CONCEPT = _name("concept")
CONCEPT_ID = _name("conceptId")
TYPE = _name("type")
DEFINITION = _name("definition")
SCHEME_META = _name("schemeMeta")
CATALOG_CONTAINER = _name("catalogContainer")
