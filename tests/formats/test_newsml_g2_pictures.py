"""Pictures as newsItems of their own, in the package and in the message."""

from __future__ import annotations

import dataclasses
import importlib
import posixpath
import warnings
from typing import Any

import pytest

from newsml_export.model.story import LocalId, Picture, PubStatus
from tests.formats.factories import make_edition, make_story
from tests.formats.newsml_g2_documents import PREFIXES, item, package, texts, written
from tests.formats.newsml_g2_schemas import parse

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    NewsMLG2: Any = importlib.import_module("NewsMLG2")

KNOWN = Picture(
    href="pictures/图 1.jpg",
    caption="居民在综合窗口办事。",
    credit="赵光 摄",
    photographer="赵光",
    media_type="image/jpeg",
    width=1600,
    height=1067,
    orientation=6,
    size=345678,
    sha256="0123456789ABCDEF" * 4,
)


def pictures(*given: Picture, **changes: Any) -> list[Any]:
    documents = written(make_edition(make_story(pictures=given, **changes)))
    return [parse(found.content) for path, found in documents.items() if path.startswith("newsml-g2/pictures/")]


def test_what_is_known_of_a_picture_stands_in_its_item() -> None:
    (root,) = pictures(KNOWN)
    assert texts(root, "g:itemMeta/g:itemClass/@qcode") == ["ninat:picture"]
    assert texts(root, "g:contentMeta/g:creator/@role") == ["byrole:photographer"]
    assert texts(root, "g:contentMeta/g:creator/g:name/text()") == ["赵光"]
    assert texts(root, "g:contentMeta/g:by/text()") == ["赵光"]
    assert texts(root, "g:contentMeta/g:creditline/text()") == ["赵光 摄"]
    assert texts(root, "g:contentMeta/g:description[@role='drol:caption']/text()") == ["居民在综合窗口办事。"]
    (remote,) = root.xpath("g:contentSet/g:remoteContent", namespaces=PREFIXES)
    assert dict(remote.attrib) == {
        "rendition": "rnd:highRes",
        "href": "../../pictures/%E5%9B%BE%201.jpg",
        "contenttype": "image/jpeg",
        "size": "345678",
        "width": "1600",
        "height": "1067",
        "orientation": "6",
    }
    assert texts(remote, "g:hash/@hashtype") == ["hashtype:sha256"]
    assert texts(remote, "g:hash/text()") == ["0123456789abcdef" * 4]


def test_what_is_not_known_is_left_out() -> None:
    (root,) = pictures(Picture(href="x.unknown", sha256="short", orientation=9, width=-1, media_type="Foto"))
    (remote,) = root.xpath("g:contentSet/g:remoteContent", namespaces=PREFIXES)
    assert dict(remote.attrib) == {"rendition": "rnd:web", "href": "../../x.unknown"}
    assert len(remote) == 0
    assert texts(root, "g:contentMeta/g:creator") == []


@pytest.mark.parametrize(
    ("width", "height", "rendition"),
    [(None, None, "rnd:highRes"), (1023, 10, "rnd:web"), (10, 1024, "rnd:highRes"), (800, None, "rnd:web")],
)
def test_a_small_picture_is_one_for_screens(width: int | None, height: int | None, rendition: str) -> None:
    (root,) = pictures(Picture(href="a.jpg", width=width, height=height))
    assert texts(root, "g:contentSet/g:remoteContent/@rendition") == [rendition]


@pytest.mark.parametrize("href", ["https://a.example/x.jpg", "//a.example/x.jpg", "/x.jpg"])
def test_a_whole_address_stays_as_it_is(href: str) -> None:
    (root,) = pictures(Picture(href=href))
    assert texts(root, "g:contentSet/g:remoteContent/@href") == [href]


def test_relative_addresses_lead_to_the_same_file_from_every_document() -> None:
    documents = written(make_edition(make_story(pictures=(KNOWN,))))
    leads_to = set()
    for path, document in documents.items():
        for href in texts(parse(document.content), "//g:remoteContent/@href"):
            leads_to.add((posixpath.normpath(posixpath.join(posixpath.dirname(path), href)), path.count("/")))
    assert leads_to == {("pictures/%E5%9B%BE%201.jpg", 1), ("pictures/%E5%9B%BE%201.jpg", 2)}


def test_story_and_picture_point_at_each_other() -> None:
    story = make_story(pictures=(KNOWN,))
    (picture,) = pictures(KNOWN)
    (link,) = item(story).xpath("g:itemMeta/g:link[contains(@residref, 'picture-')]", namespaces=PREFIXES)
    assert dict(link.attrib) == {
        "rel": "irel:associatedWith",
        "residref": picture.get("guid"),
        "contenttype": "application/vnd.iptc.g2.newsitem+xml",
        "title": "居民在综合窗口办事。",
    }
    assert texts(picture, "g:itemMeta/g:link/@residref") == [item(story).get("guid")]


def test_the_identity_of_a_picture_does_not_move_with_others() -> None:
    other = Picture(href="other.jpg")
    alone, beside = pictures(KNOWN), pictures(other, KNOWN)
    assert alone[0].get("guid") == beside[1].get("guid") != beside[0].get("guid")


def test_a_picture_that_a_story_has_twice_is_one_item() -> None:
    assert len(pictures(KNOWN, dataclasses.replace(KNOWN, caption=None), Picture(href=" "))) == 1


def test_one_file_in_two_stories_is_two_items_with_their_own_captions() -> None:
    first = make_story(pictures=(KNOWN,))
    second = make_story(local_id=LocalId("second"), pictures=(dataclasses.replace(KNOWN, caption="另一张图注"),))
    root = parse(written(make_edition(first, second))["newsml-g2/message.xml"].content)
    found = root.xpath("//g:newsItem[.//g:remoteContent]", namespaces=PREFIXES)
    assert len({picture.get("guid") for picture in found}) == 2
    captions = [texts(picture, ".//g:description/text()") for picture in found]
    assert captions == [
        ["居民在综合窗口办事。"],
        ["另一张图注"],
    ]


def test_the_package_places_pictures_behind_their_story() -> None:
    root = package(make_edition(make_story(pictures=(KNOWN,))))
    references = root.xpath("//g:group[@id='page-1']/g:itemRef", namespaces=PREFIXES)
    assert [texts(found, "g:itemClass/@qcode") for found in references] == [["ninat:text"], ["ninat:picture"]]
    assert {found.get("contenttype") for found in references} == {"application/vnd.iptc.g2.newsitem+xml"}
    assert texts(references[1], "g:description/text()") == ["居民在综合窗口办事。"]


@pytest.mark.parametrize("status", PubStatus)
def test_a_picture_has_the_status_and_embargo_of_its_story(status: PubStatus) -> None:
    (root,) = pictures(KNOWN, pub_status=status)
    assert texts(root, "g:itemMeta/g:pubStatus/@qcode") == [f"stat:{status}"]


def test_iptcs_own_reader_understands_a_picture() -> None:
    documents = written(make_edition(make_story(pictures=(KNOWN,))))
    (content,) = [found.content for path, found in documents.items() if "/pictures/" in path]
    read = NewsMLG2.NewsMLG2Document(content).get_item()
    remote = read.contentset.remotecontent[0]
    assert (str(remote.href), str(remote.contenttype)) == ("../../pictures/%E5%9B%BE%201.jpg", "image/jpeg")
    assert (str(remote.width), str(remote.height), str(remote.size)) == ("1600", "1067", "345678")
    assert NewsMLG2.qcode_to_uri(remote.rendition) == "http://cv.iptc.org/newscodes/rendition/highRes"
    assert str(read.contentmeta.creator[0].name) == "赵光"
