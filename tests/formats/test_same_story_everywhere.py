"""One story says the same in every format; each is read back by a reader that is not ours."""

from __future__ import annotations

import datetime as dt
import json
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from lxml import etree, html

from newsml_export.formats.base import FeedOptions
from newsml_export.formats.shown import is_shown
from newsml_export.model.story import HeadlineRole, Story
from newsml_export.plugins import format_writer
from tests.formats.rich_edition import rich_context, rich_edition

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import feedparser

EDITION = rich_edition()
CONTEXT = rich_context(
    EDITION,
    FeedOptions(self_url="https://news.example/rss.xml", story_url="https://news.example/{date}/{local_id}"),
)
SHOWN = [story for story in EDITION.stories if is_shown(story, CONTEXT.now)]
N = {"n": "http://iptc.org/std/nar/2006-10-01/", "h": "http://www.w3.org/1999/xhtml"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a format says of a story, as far as it can."""

    guid: str
    main: str
    others: frozenset[str]
    names: tuple[str, ...]
    paragraphs: tuple[str, ...]
    subjects: frozenset[str]
    published: dt.datetime


def files(name: str) -> dict[str, bytes]:
    session = format_writer(name).open(EDITION, CONTEXT)
    documents = [document for story in EDITION.stories for document in session.story_documents(story)]
    documents += session.issue_documents(EDITION.stories)
    return {document.path: document.content for document in documents}


def html_paragraphs(text: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return plain paragraphs, and those that are printed strong: what stands around the main headline."""
    paragraphs: list[str] = []
    strong: list[str] = []
    for paragraph in html.fragment_fromstring(text, create_parent=True).iter("p"):
        told = strong if paragraph.find("strong") is not None else paragraphs
        if paragraph.find("img") is None:
            told.append("".join(paragraph.itertext()))
    return tuple(paragraphs), frozenset(strong)


def moment(parsed: Any) -> dt.datetime:
    year, month, day, hour, minute, second = parsed[:6]
    return dt.datetime(year, month, day, hour, minute, second, tzinfo=dt.UTC)


def from_feed(content: bytes) -> list[Told]:
    feed = feedparser.parse(content)
    assert not feed.bozo
    found = []
    for entry in feed.entries:
        paragraphs, strong = html_paragraphs(entry.content[0].value)
        labels = frozenset(tag.label or tag.term for tag in entry.get("tags", ()))
        names = tuple(author.name for author in entry.get("authors", ()) if author.get("name"))
        found.append(
            Told(
                guid=entry.id,
                main=entry.title,
                others=strong,
                names=names,
                paragraphs=paragraphs,
                subjects=labels,
                published=moment(entry.published_parsed),
            )
        )
    return found


def from_json_feed(files: dict[str, bytes]) -> list[Told]:
    found = []
    for item in json.loads(files["feed.json"])["items"]:
        paragraphs, strong = html_paragraphs(item["content_html"])
        found.append(
            Told(
                guid=item["id"],
                main=item["title"],
                others=strong,
                names=tuple(author["name"] for author in item.get("authors", ())),
                paragraphs=paragraphs,
                subjects=frozenset(item.get("tags", ())),
                published=dt.datetime.fromisoformat(item["date_published"]),
            )
        )
    return found


def from_newsml_g2(files: dict[str, bytes]) -> list[Told]:
    found = []
    for path, content in files.items():
        if "/items/" not in path:
            continue
        root = etree.fromstring(content)
        headlines = {line.get("role"): line.text or "" for line in root.iterfind("n:contentMeta/n:headline", N)}
        main = next(text for role, text in headlines.items() if str(role).endswith(("main", "derived")))
        meta = "n:contentMeta/n:"
        people = (*root.iterfind(f"{meta}creator/n:name", N), *root.iterfind(f"{meta}contributor/n:name", N))
        names = tuple(name.text or "" for name in people)
        subjects = frozenset(name.text or "" for name in root.iterfind(f"{meta}subject/n:name", N))
        found.append(
            Told(
                guid=str(root.get("guid")),
                main=main,
                others=frozenset(headlines.values()) - {main},
                names=names,
                paragraphs=tuple("".join(p.itertext()) for p in root.iterfind(".//h:body//h:p", N)),
                subjects=subjects,
                published=dt.datetime.fromisoformat(root.findtext("n:contentMeta/n:contentCreated", "", N)),
            )
        )
    return found


def from_ninjs(files: dict[str, bytes]) -> list[Told]:
    found = []
    for path, content in files.items():
        item = json.loads(content)
        if path.endswith("issue.json") or item.get("type") == "composite":
            continue
        headlines = {line.get("role"): line["value"] for line in item["headlines"]}
        main = next(text for role, text in headlines.items() if str(role) in {"main", "derived"})
        bodies = [one["value"] for one in item.get("bodies", ()) if one.get("contentType") == "text/html"]
        found.append(
            Told(
                guid=item["uri"],
                main=main,
                others=frozenset(headlines.values()) - {main},
                names=(),
                paragraphs=html_paragraphs(bodies[0])[0] if bodies else (),
                subjects=frozenset(
                    one["name"]
                    for key in ("subjects", "people", "organisations", "places", "events", "objects")
                    for one in item.get(key, ())
                ),
                published=dt.datetime.fromisoformat(item["contentCreated"]),
            )
        )
    return found


def from_json_ld(files: dict[str, bytes]) -> list[Told]:
    found = []
    for content in files.values():
        item = json.loads(content)
        article = item if item.get("@type") == "NewsArticle" else None
        if article is None:
            continue
        authors = [article.get(key, []) for key in ("author", "contributor")]
        people = [one for some in authors for one in (some if isinstance(some, list) else [some])]
        found.append(
            Told(
                guid=article["identifier"] if isinstance(article["identifier"], str) else article["@id"],
                main=article["headline"],
                others=frozenset(),
                names=tuple(one["name"] for one in people),
                paragraphs=tuple(article.get("articleBody", "").split("\n\n")) if article.get("articleBody") else (),
                subjects=frozenset(),
                published=dt.datetime.fromisoformat(article["datePublished"]),
            )
        )
    return found


READ: dict[str, Callable[[dict[str, bytes]], list[Told]]] = {
    "rss": lambda files: from_feed(files["rss.xml"]),
    "atom": lambda files: from_feed(files["atom.xml"]),
    "json-feed": from_json_feed,
    "newsml-g2": from_newsml_g2,
    "ninjs": from_ninjs,
    "json-ld": from_json_ld,
}


def stack(story: Story) -> frozenset[str]:
    others = (HeadlineRole.KICKER, HeadlineRole.DECK, HeadlineRole.SERIES)
    return frozenset(line.text for line in story.headline if line.role in others)


@pytest.mark.parametrize("name", READ)
def test_what_a_format_says_is_what_the_story_says(name: str) -> None:
    told = {one.guid: one for one in READ[name](files(name))}
    for story in SHOWN:
        one = told[CONTEXT.guids[story.local_id]]
        assert one.main == story.main_headline
        assert one.paragraphs == story.paragraphs
        if name != "json-ld":
            assert "".join(sorted("".join(one.others))) == "".join(
                sorted("".join(stack(story)))
            ) or one.others >= stack(story)
        if name != "ninjs":
            assert set(one.names) == {byline.name for byline in story.bylines}
        if name != "json-ld":
            assert one.subjects >= {subject.name for subject in story.subjects}


@pytest.mark.parametrize("name", [name for name in READ if name != "newsml-g2"])
def test_all_formats_agree_on_when_a_story_appeared(name: str) -> None:
    feed = {one.guid: one.published for one in READ["rss"](files("rss"))}
    for one in READ[name](files(name)):
        if one.guid in feed:
            assert one.published == feed[one.guid]


@pytest.mark.parametrize("name", ["rss", "atom", "json-feed"])
def test_a_public_feed_shows_no_more_than_it_may(name: str) -> None:
    assert {one.guid for one in READ[name](files(name))} == {CONTEXT.guids[story.local_id] for story in SHOWN}
