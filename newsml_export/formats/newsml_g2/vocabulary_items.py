"""Our own vocabularies for those who receive documents that use them: what the aliases stand for, what codes mean.

The catalog of a publisher is a catalogItem, each closed vocabulary a knowledgeItem, the newspaper a conceptItem. They
depend on the publisher and on the release of the vocabularies alone, so every issue writes the same ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml.etree import SubElement

from newsml_export.formats.newsml_g2 import names
from newsml_export.formats.newsml_g2.item import (
    CATALOG_ITEM_TYPE,
    CONCEPT_ITEM_TYPE,
    KNOWLEDGE_ITEM_TYPE,
    ItemFrame,
)
from newsml_export.formats.newsml_g2.values import language_tag, put
from newsml_export.formats.xml_text import line_or_none, uri_reference
from newsml_export.model.identity import Version
from newsml_export.vocabularies.own_concepts import (
    OWN_CONCEPTS,
    VOCABULARIES_CREATED,
    VOCABULARIES_FIRST_CREATED,
    VOCABULARIES_VERSION,
    Concept,
)
from newsml_export.vocabularies.qcodes import encoded_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from newsml_export.model.issue import IssueInfo
    from newsml_export.vocabularies.schemes import Scheme

_ENGLISH = {names.XML_LANG: "en"}
_CHINESE = {names.XML_LANG: "zh-Hans"}
_VERSION = Version(
    number=VOCABULARIES_VERSION,
    first_created=VOCABULARIES_FIRST_CREATED,
    version_created=VOCABULARIES_CREATED,
    content_hash="",
)


def vocabulary_items(frame: ItemFrame, info: IssueInfo) -> Iterator[tuple[str, str, _Element]]:
    """Yield path below the folder of the format, media type and item: the catalog, then what its schemes hold."""
    yield "catalog.xml", CATALOG_ITEM_TYPE, build_catalog_item(frame)
    for scheme in frame.catalog.own:
        concepts = OWN_CONCEPTS.get(scheme.alias)
        if concepts is not None:
            item = build_knowledge_item(frame, scheme, concepts)
            yield f"vocabularies/{scheme.alias}.xml", KNOWLEDGE_ITEM_TYPE, item
    newspaper = build_newspaper(frame, info)
    if newspaper is not None:
        yield "vocabularies/publication.xml", CONCEPT_ITEM_TYPE, newspaper


def build_catalog_item(frame: ItemFrame) -> _Element:
    """Return the catalog of the publisher's own schemes as a catalogItem."""
    item = _open(frame, names.CATALOG_ITEM, "catinat:catalog", "catalog", "Catalog of schemes")
    catalog = SubElement(SubElement(item, names.CATALOG_CONTAINER), names.CATALOG)
    for scheme in frame.catalog.own:
        declared = SubElement(catalog, names.SCHEME, {"alias": scheme.alias, "uri": uri_reference(scheme.uri)})
        put(declared, names.NAME, scheme.name, _ENGLISH)
    return item


def build_knowledge_item(frame: ItemFrame, scheme: Scheme, concepts: tuple[Concept, ...]) -> _Element:
    """Return a closed vocabulary as a knowledgeItem.

    Args:
        frame: what all items share.
        scheme: one of our own.
        concepts: all that the vocabulary holds.
    """
    item = _open(frame, names.KNOWLEDGE_ITEM, "cinat:scheme", f"vocabulary-{scheme.alias}", scheme.name)
    concept_set = SubElement(item, names.CONCEPT_SET)
    for concept in concepts:
        element = SubElement(concept_set, names.CONCEPT)
        SubElement(element, names.CONCEPT_ID, {"qcode": f"{scheme.alias}:{concept.code}"})
        SubElement(element, names.TYPE, {"qcode": "cpnat:abstract"})
        put(element, names.NAME, concept.name, _ENGLISH)
        if concept.chinese is not None:
            put(element, names.NAME, concept.chinese, _CHINESE)
        put(element, names.DEFINITION, concept.definition, _ENGLISH)
    SubElement(item, names.SCHEME_META, {"uri": uri_reference(scheme.uri), "preferredalias": scheme.alias})
    return item


def build_newspaper(frame: ItemFrame, info: IssueInfo) -> _Element | None:
    """Return the newspaper that issues are members of as a conceptItem, or ``None`` where it has no name."""
    name = line_or_none(info.publication)
    if name is None:
        return None
    code = encoded_code(name)
    item = _open(frame, names.CONCEPT_ITEM, "cinat:concept", f"publication-{code}", name)
    concept = SubElement(item, names.CONCEPT)
    SubElement(concept, names.CONCEPT_ID, {"qcode": f"publication:{code}"})
    SubElement(concept, names.TYPE, {"qcode": "cpnat:object"})
    put(concept, names.NAME, name, {names.XML_LANG: language_tag(info.language)})
    return item


def _open(frame: ItemFrame, tag: str, item_class: str, name: str, title: str) -> _Element:
    guid = f"urn:newsml:{frame.context.publisher.domain}:{VOCABULARIES_FIRST_CREATED:%Y%m%d}:{name}"
    item, item_meta = frame.vocabulary_item(tag, item_class, guid, _VERSION, "en")
    SubElement(item_meta, names.PUB_STATUS, {"qcode": "stat:usable"})
    put(item_meta, names.TITLE, title)
    return item
