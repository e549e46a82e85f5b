"""What IPTC's own reader for Python finds in our documents."""

from __future__ import annotations

import importlib
import warnings
from typing import Any

import pytest

from newsml_export.vocabularies.schemes import IPTC_SCHEMES, Scheme
from tests.formats.factories import make_edition
from tests.formats.newsml_g2_documents import written

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    NewsMLG2: Any = importlib.import_module("NewsMLG2")


def read(path: str) -> Any:
    return NewsMLG2.NewsMLG2Document(written(make_edition())[f"newsml-g2/{path}.xml"].content).get_item()


def test_a_news_item_is_read_back() -> None:
    item = read("items/s-rich")
    assert (item.guid, item.version) == ("urn:newsml:jiangzhou.example:20230308:s-rich", "1")
    assert str(item.contentmeta.headline[0]) == "办事不出社区 江州九成事项全程网办"
    assert str(item.contentmeta.creator[0].name) == "李一"
    assert str(item.contentmeta.contentcreated) == "2023-03-08T06:00:00+08:00"
    assert [str(part.contentrefs) for part in item.partmeta] == ["s-rich-p1 s-rich-p2", "s-rich-p2 s-rich-p3"]


def test_own_and_iptc_codes_resolve() -> None:
    item = read("items/s-rich")
    page = item.partmeta[0].partmetaextproperty[0].qcode
    assert NewsMLG2.qcode_to_uri(page) == "http://jiangzhou.example/newscodes/page/1"
    subject = item.contentmeta.subject[0].qcode
    assert NewsMLG2.qcode_to_uri(subject) == "http://cv.iptc.org/newscodes/mediatopic/11000000"


def test_a_package_is_read_back() -> None:
    groups = read("package").groupset.group
    assert [group.id for group in groups] == ["issue", "section-1", "section-2", "page-1", "page-2"]
    assert groups[4].itemref[0].residref == "urn:newsml:jiangzhou.example:20230308:s-rich"


@pytest.mark.parametrize("scheme", IPTC_SCHEMES, ids=lambda scheme: scheme.alias)
def test_aliases_stand_for_what_the_catalog_that_we_refer_to_says(scheme: Scheme) -> None:
    read("items/s-story")
    assert NewsMLG2.qcode_to_uri(f"{scheme.alias}:x") == f"{scheme.uri}x"
