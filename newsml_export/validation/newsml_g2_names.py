"""Names of NewsML-G2 that rules look at, made once."""

from __future__ import annotations

PREFIX = "{http://iptc.org/std/nar/2006-10-01/}"
XHTML_PREFIX = "{http://www.w3.org/1999/xhtml}"

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"

NEWS_ITEM = PREFIX + "newsItem"
PACKAGE_ITEM = PREFIX + "packageItem"
NEWS_MESSAGE = PREFIX + "newsMessage"
CONCEPT_ITEM = PREFIX + "conceptItem"
KNOWLEDGE_ITEM = PREFIX + "knowledgeItem"
CATALOG_ITEM = PREFIX + "catalogItem"
ITEMS = tuple(
    PREFIX + name for name in ("newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem")
)

HEADER = PREFIX + "header"
SENT = PREFIX + "sent"
ITEM_SET = PREFIX + "itemSet"
CATALOG = PREFIX + "catalog"
CATALOG_REF = PREFIX + "catalogRef"
SCHEME = PREFIX + "scheme"
ITEM_META = PREFIX + "itemMeta"
ITEM_CLASS = PREFIX + "itemClass"
PUB_STATUS = PREFIX + "pubStatus"
VERSION_CREATED = PREFIX + "versionCreated"
FIRST_CREATED = PREFIX + "firstCreated"
EMBARGOED = PREFIX + "embargoed"
SIGNAL = PREFIX + "signal"
ED_NOTE = PREFIX + "edNote"
CONTENT_META = PREFIX + "contentMeta"
CONTENT_CREATED = PREFIX + "contentCreated"
CONTENT_MODIFIED = PREFIX + "contentModified"
HEADLINE = PREFIX + "headline"
PART_META = PREFIX + "partMeta"
CONTENT_SET = PREFIX + "contentSet"
INLINE_XML = PREFIX + "inlineXML"
INLINE_DATA = PREFIX + "inlineData"
REMOTE_CONTENT = PREFIX + "remoteContent"
CONCEPT = PREFIX + "concept"
CONCEPT_SET = PREFIX + "conceptSet"
CONCEPT_ID = PREFIX + "conceptId"
SCHEME_META = PREFIX + "schemeMeta"
CATALOG_CONTAINER = PREFIX + "catalogContainer"
GROUP_SET = PREFIX + "groupSet"
GROUP = PREFIX + "group"
GROUP_REF = PREFIX + "groupRef"
ITEM_REF = PREFIX + "itemRef"

HTML = XHTML_PREFIX + "html"
BODY = XHTML_PREFIX + "body"
P = XHTML_PREFIX + "p"

#: elements whose ``role`` or ``rel`` is plain text
WITHOUT_QCODES = frozenset({PREFIX + "timestamp", PREFIX + "a"})

#: kinds of attributes
QCODE, ID, LANG = 1, 2, 3

_QCODES = """
    accesstype aspect audiochannels audiocodec authoritystatus colourindicator colourspace concepttype
    confirmationstatus creator derivedfrom durationunit encoding environment format hashtype heightunit how idformat
    interactiontype jobtitle layoutorientation market marketlabelsrc mode part pubconstraint qcode radunit ratertype
    ratingtype rel rendition renditionref reposrole representation residrefformat role scaleunit scope severity
    symbolsrc target tech timeunit type valcalctype valueunit videocodec videodefinition videoscaling why widthunit
"""

#: attributes of NewsML-G2 elements that rules look at: those of type QCode or list of QCodes, identifiers, languages
ATTRIBUTES: dict[str, int] = {
    **dict.fromkeys(_QCODES.split(), QCODE),
    **dict.fromkeys(("id", "partid", XML_ID), ID),
    **dict.fromkeys((XML_LANG, "tag"), LANG),
}
