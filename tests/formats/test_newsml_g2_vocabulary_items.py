"""Our own vocabularies as catalogItem, knowledgeItem and conceptItem."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import importlib
import re
import warnings
from typing import Any

import pytest
from lxml import etree

from newsml_export.model.story import BylineRole, HeadlineRole, JumpDirection
from newsml_export.vocabularies import own_concepts
from newsml_export.vocabularies.own_concepts import OWN_CONCEPTS
from newsml_export.vocabularies.schemes import own_schemes
from tests.formats.factories import INFO, PUBLISHER, make_edition, make_story
from tests.formats.newsml_g2_documents import PREFIXES, texts, written
from tests.formats.newsml_g2_schemas import parse

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    NewsMLG2: Any = importlib.import_module("NewsMLG2")


def read(path: str, **changes: Any) -> Any:
    return parse(written(make_edition(**changes))[f"newsml-g2/{path}.xml"].content)


def test_the_catalog_declares_every_scheme_of_ours() -> None:
    root = read("catalog")
    declared = root.xpath("g:catalogContainer/g:catalog/g:scheme", namespaces=PREFIXES)
    assert [(scheme.get("alias"), scheme.get("uri"), *texts(scheme, "g:name/text()")) for scheme in declared] == [
        (scheme.alias, scheme.uri, scheme.name) for scheme in own_schemes(PUBLISHER.domain)
    ]


def test_every_code_that_documents_use_is_told() -> None:
    told = {alias: {concept.code for concept in concepts} for alias, concepts in OWN_CONCEPTS.items()}
    assert told["hlrole"] == {*HeadlineRole, "sub"}
    assert told["byrole"] == set(BylineRole)
    assert told["jump"] == {f"{direction}-page" for direction in JumpDirection}
    used: set[str] = set()
    for document in written(make_edition()).values():
        for element in parse(document.content).iter():
            used |= {code for value in element.attrib.values() for code in str(value).split()}
    for alias, codes in told.items():
        used_of = {code.partition(":")[2] for code in used if re.fullmatch(f"{alias}:[a-z-]+", code)}
        assert used_of <= codes, alias
        assert used_of, alias


@pytest.mark.parametrize("alias", OWN_CONCEPTS)
def test_a_vocabulary_tells_its_concepts(alias: str) -> None:
    root = read(f"vocabularies/{alias}")
    assert etree.QName(root).localname == "knowledgeItem"
    assert texts(root, "g:conceptSet/g:concept/g:conceptId/@qcode") == [
        f"{alias}:{concept.code}" for concept in OWN_CONCEPTS[alias]
    ]
    assert texts(root, "g:conceptSet/g:concept/g:definition/text()") == [
        concept.definition for concept in OWN_CONCEPTS[alias]
    ]
    (uri,) = [scheme.uri for scheme in own_schemes(PUBLISHER.domain) if scheme.alias == alias]
    assert texts(root, "g:schemeMeta/@uri") == [uri]


def test_the_newspaper_is_a_concept_that_its_issues_are_members_of() -> None:
    (code,) = texts(read("vocabularies/publication"), "g:concept/g:conceptId/@qcode")
    assert texts(read("vocabularies/publication"), "g:concept/g:name/text()") == ["江州晨报"]
    assert texts(read("package"), "g:itemMeta/g:memberOf/@qcode") == [code]


def test_a_newspaper_without_a_name_is_no_concept() -> None:
    documents = written(make_edition(make_story(), info=dataclasses.replace(INFO, publication=" ")))
    assert "newsml-g2/vocabularies/publication.xml" not in documents
    assert texts(parse(documents["newsml-g2/package.xml"].content), "//g:memberOf") == []


def test_vocabularies_do_not_change_with_the_issue() -> None:
    first = written(make_edition())
    info = dataclasses.replace(INFO, date=dt.date(2023, 3, 9), number="第4822期")
    second = written(make_edition(make_story(), info=info))
    same = {path for path, found in first.items() if path in second and second[path].content == found.content}
    assert same == {path for path in first if "/vocabularies/" in path or path.endswith("catalog.xml")}


def test_a_changed_vocabulary_gets_another_version() -> None:
    schemes = [(scheme.alias, scheme.name) for scheme in own_schemes("a.example")]
    fingerprint = hashlib.sha256(repr((OWN_CONCEPTS, schemes)).encode()).hexdigest()[:12]
    assert (own_concepts.VOCABULARIES_VERSION, fingerprint) == (4, "29b55cdcc604"), (
        "raise VOCABULARIES_VERSION, write the moment into VOCABULARIES_CREATED and the new fingerprint here"
    )


def test_iptcs_own_reader_understands_concepts_and_vocabularies() -> None:
    documents = written(make_edition())
    knowledge = NewsMLG2.NewsMLG2Document(documents["newsml-g2/vocabularies/jump.xml"].content).get_item()
    concepts = knowledge.conceptset.concept
    assert [str(concept.conceptid.qcode) for concept in concepts] == ["jump:to-page", "jump:from-page"]
    newspaper = NewsMLG2.NewsMLG2Document(documents["newsml-g2/vocabularies/publication.xml"].content).get_item()
    assert str(newspaper.concept.name[0] if isinstance(newspaper.concept.name, list) else newspaper.concept.name)
