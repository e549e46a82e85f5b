"""What all items of an edition share: identity, catalogs, rights, management metadata."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from lxml.etree import Element, SubElement

from newsml_export.formats.newsml_g2 import names
from newsml_export.formats.newsml_g2.values import date_time, language_tag, put
from newsml_export.formats.xml_text import line_or_none, uri_reference
from newsml_export.vocabularies.qcodes import publisher_catalog
from newsml_export.vocabularies.schemes import IPTC_CATALOG

if TYPE_CHECKING:
    import datetime as dt

    from lxml.etree import _Element

    from newsml_export.formats.base import WriteContext
    from newsml_export.model.identity import Version

STANDARD_VERSION = "2.35"
#: texts of moments that are kept; an archive has as many moments as stories
_MOST_MOMENTS = 1024
NEWS_ITEM_TYPE = "application/vnd.iptc.g2.newsitem+xml"
PACKAGE_ITEM_TYPE = "application/vnd.iptc.g2.packageitem+xml"
CONCEPT_ITEM_TYPE = "application/vnd.iptc.g2.conceptitem+xml"
KNOWLEDGE_ITEM_TYPE = "application/vnd.iptc.g2.knowledgeitem+xml"
CATALOG_ITEM_TYPE = "application/vnd.iptc.g2.catalogitem+xml"


class ItemFrame:
    """Opens items of one edition.

    What every item repeats is built once and copied, which costs a fifth of building it again.
    """

    def __init__(self, context: WriteContext) -> None:
        self.context = context
        self.catalog = publisher_catalog(context.publisher.domain)
        self.provider = self._provider()
        self._news_item = self._template(names.NEWS_ITEM, "ninat:text")
        self._picture_item = self._template(names.NEWS_ITEM, "ninat:picture")
        self._package_item = self._template(names.PACKAGE_ITEM, "ninat:composite")
        self._generator = self._generator_parts()
        self._moments: dict[dt.datetime, str] = {}

    def news_item(self, guid: str, version: Version, language: str) -> tuple[_Element, _Element]:
        """Return a new newsItem and its itemMeta, which holds item class, provider and times."""
        return self._open(self._news_item, guid, version, language)

    def picture_item(self, guid: str, version: Version, language: str) -> tuple[_Element, _Element]:
        """Return a new newsItem for a picture, and its itemMeta, which holds item class, provider and times."""
        return self._open(self._picture_item, guid, version, language)

    def package_item(self, guid: str, version: Version, language: str) -> tuple[_Element, _Element]:
        """Return a new packageItem and its itemMeta, which holds item class, provider and times."""
        return self._open(self._package_item, guid, version, language)

    def vocabulary_item(
        self, tag: str, item_class: str, guid: str, version: Version, language: str
    ) -> tuple[_Element, _Element]:
        """Return a new conceptItem, knowledgeItem or catalogItem, and its itemMeta; codes are nobody's."""
        return self._open(self._template(tag, item_class, rights=False), guid, version, language)

    def put_generator(self, item_meta: _Element) -> None:
        """Append the generator, where it is known."""
        name, version = self._generator
        if name is not None:
            put(item_meta, names.GENERATOR, name, {"versioninfo": version} if version else None)

    def moment(self, moment: dt.datetime) -> str:
        """Return ``moment`` as text; an edition has few different ones."""
        text = self._moments.get(moment)
        if text is None:
            if len(self._moments) >= _MOST_MOMENTS:
                self._moments.clear()
            text = self._moments[moment] = date_time(moment)
        return text

    def put_provider(self, parent: _Element) -> None:
        """Append the provider to what describes an item."""
        parent.append(copy.copy(self.provider))

    def _open(self, template: _Element, guid: str, version: Version, language: str) -> tuple[_Element, _Element]:
        # lxml copies the whole tree below an element; ``deepcopy`` would do the same after some bookkeeping.
        item = copy.copy(template)
        item.set("guid", guid)
        item.set("version", str(version.number))
        item.set(names.XML_LANG, language_tag(language))
        item_meta = item[-1]
        put(item_meta, names.VERSION_CREATED, self.moment(version.version_created))
        put(item_meta, names.FIRST_CREATED, self.moment(version.first_created))
        return item, item_meta

    def _template(self, tag: str, item_class: str, *, rights: bool = True) -> _Element:
        item = Element(
            tag,
            {"standard": "NewsML-G2", "standardversion": STANDARD_VERSION, "conformance": "power"},
            nsmap={None: names.NAR},
        )
        SubElement(item, names.CATALOG_REF, {"href": IPTC_CATALOG})
        catalog = SubElement(item, names.CATALOG)
        for scheme in self.catalog.own:
            SubElement(catalog, names.SCHEME, {"alias": scheme.alias, "uri": uri_reference(scheme.uri)})
        if rights:
            self._put_rights(item)
        item_meta = SubElement(item, names.ITEM_META)
        SubElement(item_meta, names.ITEM_CLASS, {"qcode": item_class})
        self.put_provider(item_meta)
        return item

    def _put_rights(self, item: _Element) -> None:
        publisher = self.context.publisher
        holder = line_or_none(publisher.copyright_holder)
        notice = line_or_none(publisher.copyright_notice)
        terms = line_or_none(publisher.usage_terms)
        if holder or notice or terms:
            rights = SubElement(item, names.RIGHTS_INFO)
            if holder:
                put(SubElement(rights, names.COPYRIGHT_HOLDER), names.NAME, holder)
            if notice:
                put(rights, names.COPYRIGHT_NOTICE, notice)
            if terms:
                put(rights, names.USAGE_TERMS, terms)

    def _provider(self) -> _Element:
        publisher = self.context.publisher
        qcode = publisher.provider_qcode
        provider = Element(names.PROVIDER, nsmap={None: names.NAR})
        if qcode and self.catalog.declares(qcode):
            provider.set("qcode", qcode)
        put(provider, names.NAME, line_or_none(publisher.name) or publisher.domain)
        return provider

    def _generator_parts(self) -> tuple[str | None, str | None]:
        generator = line_or_none(self.context.generator)
        if generator is None:
            return None, None
        name, _, version = generator.rpartition(" ")
        return (name.rstrip(), version) if name else (generator, None)
