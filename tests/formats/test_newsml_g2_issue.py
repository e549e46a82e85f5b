from __future__ import annotations

import dataclasses

from lxml import etree

from newsml_export.formats.newsml_g2 import WRITER
from newsml_export.model.edition import EditionPage
from newsml_export.model.story import LocalId, StoryPart
from newsml_export.vocabularies.own_concepts import OWN_CONCEPTS
from tests.formats.factories import make_context, make_edition, make_rich_story, make_story
from tests.formats.newsml_g2_documents import PREFIXES, children, package, texts, written
from tests.formats.newsml_g2_schemas import parse

PICTURE = "s-rich.picture-79f3d60a"

# ----- documents


def test_documents_of_an_issue() -> None:
    documents = written(make_edition())
    assert {path: (document.media_type, document.story, document.deliver) for path, document in documents.items()} == {
        "newsml-g2/items/s-story.xml": ("application/vnd.iptc.g2.newsitem+xml", "s-story", True),
        "newsml-g2/items/s-rich.xml": ("application/vnd.iptc.g2.newsitem+xml", "s-rich", True),
        f"newsml-g2/pictures/{PICTURE}.xml": ("application/vnd.iptc.g2.newsitem+xml", "s-rich", True),
        "newsml-g2/package.xml": ("application/vnd.iptc.g2.packageitem+xml", None, True),
        "newsml-g2/message.xml": ("application/vnd.iptc.g2.newsmessage+xml", None, True),
        "newsml-g2/catalog.xml": ("application/vnd.iptc.g2.catalogitem+xml", None, True),
        **{
            f"newsml-g2/vocabularies/{alias}.xml": ("application/vnd.iptc.g2.knowledgeitem+xml", None, True)
            for alias in OWN_CONCEPTS
        },
        "newsml-g2/vocabularies/publication.xml": ("application/vnd.iptc.g2.conceptitem+xml", None, True),
    }


def test_a_bundle_delivers_stories_in_the_message_only() -> None:
    documents = written(make_edition(), bundle=True)
    assert {path for path, document in documents.items() if not document.deliver} == {
        "newsml-g2/items/s-story.xml",
        "newsml-g2/items/s-rich.xml",
        f"newsml-g2/pictures/{PICTURE}.xml",
    }


def test_the_same_input_gives_the_same_bytes() -> None:
    first, second = written(make_edition()), written(make_edition())
    assert {path: d.content for path, d in first.items()} == {path: d.content for path, d in second.items()}


def test_a_story_does_not_change_with_its_neighbours() -> None:
    story = make_story()
    alone, beside = written(make_edition(story)), written(make_edition(make_rich_story(), story))
    path = "newsml-g2/items/s-story.xml"
    assert alone[path].content == beside[path].content


def test_documents_are_utf_8_with_a_declaration() -> None:
    for document in written(make_edition()).values():
        assert document.content.startswith(b"<?xml version='1.0' encoding='utf-8'?>\n<")
        assert "江州".encode() in document.content


# ----- package and message


def test_package_of_an_issue() -> None:
    root = package(make_edition())
    assert root.get("guid") == "urn:newsml:jiangzhou.example:20230308:issue"
    assert texts(root, "g:itemMeta/g:itemClass/@qcode") == ["ninat:composite"]
    assert texts(root, "g:itemMeta/g:title/text()") == ["江州晨报 2023-03-08 第4821期"]
    assert children(root, "g:contentMeta") == ["contentCreated", "located", "language", "headline"]


def test_pages_stand_in_order_below_the_issue() -> None:
    root = package(make_edition())
    groups = root.xpath("g:groupSet/g:group", namespaces=PREFIXES)
    assert [dict(group.attrib) for group in groups] == [
        {"id": "issue", "role": "pgrole:issue", "mode": "pgrmod:seq"},
        {"id": "section-1", "role": "pgrole:section", "mode": "pgrmod:seq"},
        {"id": "section-2", "role": "pgrole:section", "mode": "pgrmod:seq"},
        {"id": "page-1", "role": "pgrole:page", "mode": "pgrmod:seq"},
        {"id": "page-2", "role": "pgrole:page", "mode": "pgrmod:seq"},
    ]
    assert texts(root, "g:groupSet/@root") == ["issue"]
    assert [texts(group, "g:groupRef/@idref") for group in groups[:3]] == [
        ["section-1", "section-2"],
        ["page-1"],
        ["page-2"],
    ]
    story, rich, picture = (f"urn:newsml:jiangzhou.example:20230308:{name}" for name in ("s-story", "s-rich", PICTURE))
    assert [texts(group, "g:itemRef/@residref") for group in groups[3:]] == [[story, rich, picture], [rich]]


def test_pages_in_a_row_with_one_section_name_make_a_section() -> None:
    sections = {"1": "要闻", "2": "要闻", "3": None, "4": "副刊", "5": "要闻"}
    pages = tuple(EditionPage(label=label, section=section) for label, section in sections.items())
    root = package(make_edition(make_story(), pages=pages))
    groups = {group.get("id"): texts(group, "g:groupRef/@idref") for group in root.iter("{*}group")}
    assert {key: below for key, below in groups.items() if below} == {
        "issue": ["section-1", "page-3", "section-3", "section-4"],
        "section-1": ["page-1", "page-2"],
        "section-3": ["page-4"],
        "section-4": ["page-5"],
    }
    described = {
        meta.get("contentrefs"): texts(meta, "*/@value") for meta in root.xpath("g:partMeta", namespaces=PREFIXES)
    }
    assert (described["section-1"], described["section-3"], described["page-3"]) == (["要闻"], ["副刊"], [])


def test_groups_hold_references_only() -> None:
    root = package(make_edition())
    assert {etree.QName(child).localname for group in root.iter("{*}group") for child in group} == {
        "groupRef",
        "itemRef",
    }


def test_a_reference_says_enough_for_importers() -> None:
    reference = package(make_edition()).find(".//{*}itemRef")
    assert reference.attrib.keys() == ["residref", "version", "contenttype"]
    assert children(reference, ".") == ["itemClass", "provider", "pubStatus", "headline"]


def test_the_package_says_which_page_a_group_is() -> None:
    root = package(make_edition())
    pages = root.xpath("g:partMeta", namespaces=PREFIXES)
    assert [(page.get("contentrefs"), texts(page, "*/@qcode"), texts(page, "*/@value")) for page in pages] == [
        ("page-1", ["page:1"], ["要闻"]),
        ("page-2", ["page:2"], ["综合"]),
        ("section-1", [], ["要闻"]),
        ("section-2", [], ["综合"]),
    ]


def test_stories_stand_in_the_order_of_the_page() -> None:
    third, first, second = (
        make_story(local_id=LocalId(name), parts=(StoryPart(page="1", order=order),))
        for name, order in (("c", 3), ("a", 1), ("b", 2))
    )
    placed = texts(package(make_edition(third, first, second)), "//g:itemRef/@residref")
    assert [guid[-1] for guid in placed] == ["a", "b", "c"]


def test_a_story_that_stands_twice_on_a_page_is_referred_to_once() -> None:
    parts = (StoryPart(page="1", order=4), StoryPart(page="1", order=1))
    other = make_story(local_id=LocalId("other"), parts=(StoryPart(page="1", order=2),))
    placed = texts(package(make_edition(make_story(parts=parts), other)), "//g:itemRef/@residref")
    assert [guid.rpartition(":")[2] for guid in placed] == ["s-story", "other"]


def test_a_page_that_only_a_story_names_and_a_page_without_stories_are_groups() -> None:
    story = make_story(parts=(StoryPart(page="A3", section="副刊"),))
    root = package(make_edition(story, pages=(EditionPage(label="1"), EditionPage(label="1", section="重复"))))
    assert texts(root, "g:partMeta/*/@qcode") == ["page:1", "page:A3"]
    assert [(group.get("id"), len(group)) for group in root.iter("{*}group")] == [
        ("issue", 2),
        ("section-2", 1),
        ("page-1", 0),
        ("page-2", 1),
    ]


def test_the_message_holds_the_package_and_the_items() -> None:
    documents = written(make_edition())
    root = parse(documents["newsml-g2/message.xml"].content)
    (header, item_set) = root
    assert [(etree.QName(child).localname, child.text) for child in header] == [
        ("sent", "2023-03-08T07:30:00+08:00"),
        ("sender", "jiangzhou.example"),
        ("transmitId", "urn:newsml:jiangzhou.example:20230308:issue:1:20230307T233000Z"),
        ("priority", "5"),
    ]
    assert [child.get("guid").rpartition(":")[2] for child in item_set] == ["issue", "s-story", "s-rich", PICTURE]
    declaration = b"<?xml version='1.0' encoding='utf-8'?>\n"
    for name in ("package", "items/s-story", "items/s-rich"):
        alone = documents[f"newsml-g2/{name}.xml"].content.removeprefix(declaration)
        # The message lies a folder higher, so the way from it to the pictures is shorter.
        alone = alone.replace(b"../../pictures/", b"../pictures/")
        assert documents["newsml-g2/message.xml"].content.count(alone) == 1


def test_stories_that_are_not_valid_are_left_out_of_package_and_message() -> None:
    edition = make_edition()
    session = WRITER.open(edition, make_context(edition))
    for story in edition.stories:
        list(session.story_documents(story))
    package_document, message, *_ = session.issue_documents(edition.stories[:1])
    assert {guid.rpartition(":")[2] for guid in texts(parse(package_document.content), "//g:itemRef/@residref")} == {
        "s-story"
    }
    assert texts(parse(message.content), "//g:newsItem/@guid") == ["urn:newsml:jiangzhou.example:20230308:s-story"]


def test_an_issue_without_stories_is_a_package_and_a_message() -> None:
    edition = dataclasses.replace(make_edition(), stories=())
    documents = written(edition)
    assert list(documents)[:2] == ["newsml-g2/package.xml", "newsml-g2/message.xml"]
    assert texts(parse(documents["newsml-g2/message.xml"].content), "//g:itemRef") == []
