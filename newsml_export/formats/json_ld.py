"""schema.org NewsArticle as JSON-LD, for search engines and archives: a document a story, and all of them in a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsml_export.formats.base import Document, FormatInfo
from newsml_export.formats.json_text import Json, date_time, encoded, language
from newsml_export.formats.shown import is_shown, publication_moment, web_address
from newsml_export.formats.xml_text import clean, line_or_none, uri_reference
from newsml_export.model.story import BylineRole, HeadlineRole
from newsml_export.model.subjects import SubjectType
from newsml_export.vocabularies.qcodes import publisher_catalog

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from newsml_export.formats.base import WriteContext
    from newsml_export.model.edition import Edition
    from newsml_export.model.story import Byline, Picture, Story
    from newsml_export.model.subjects import Subject

_MEDIA_TYPE = "application/ld+json"
_CONTEXT = "https://schema.org"
_TYPES = {
    SubjectType.PERSON: "Person",
    SubjectType.ORGANISATION: "Organization",
    SubjectType.GEO_AREA: "Place",
    SubjectType.EVENT: "Event",
    SubjectType.ABSTRACT: "DefinedTerm",
    SubjectType.OBJECT: "Thing",
}
#: roles of by-lines that schema.org has a property for; all others are authors
_PROPERTIES = {
    BylineRole.CORRESPONDENT: "contributor",
    BylineRole.EDITOR: "editor",
    BylineRole.COMPILER: "contributor",
    BylineRole.PHOTOGRAPHER: "contributor",
}
#: a name that is that of a desk and not of a person: 本报评论员, 本报讯
_DESK = re.compile(r"^本报|^本刊|^本台|社$|编辑部$|评论员$|报道组$")


class JsonLdWriter:
    """Writes ``json-ld/<local id>.jsonld`` for every story that may be shown."""

    info = FormatInfo(
        name="json-ld",
        title="schema.org NewsArticle (JSON-LD)",
        media_type=_MEDIA_TYPE,
        summary="one NewsArticle a story that may be shown, with its issue and newspaper",
    )

    def open(self, edition: Edition, context: WriteContext) -> JsonLdSession:
        """Begin to write ``edition``."""
        return JsonLdSession(edition, context)


class JsonLdSession:
    """Writes the articles of one edition."""

    def __init__(self, edition: Edition, context: WriteContext) -> None:
        self._articles, self._now = ArticleBuilder(edition, context), context.now

    def story_documents(self, story: Story) -> Iterator[Document]:
        """Write ``story``, if it may be shown at the time of the context's clock."""
        if is_shown(story, self._now):
            content = encoded({"@context": _CONTEXT, **self._articles.article(story)})
            path = f"json-ld/{story.local_id}.jsonld"
            yield Document(path=path, media_type=_MEDIA_TYPE, content=content, story=story.local_id)

    def issue_documents(self, stories: Sequence[Story]) -> Iterable[Document]:
        """Write nothing: every article names its issue."""
        return ()


def issue_graph(edition: Edition, context: WriteContext, stories: Iterable[Story]) -> bytes | None:
    """Return all of ``stories`` that may be shown as one JSON-LD document, or ``None`` where there is none.

    Args:
        edition: the issue.
        context: identities, versions, the publisher, the clock.
        stories: those to describe, in order.
    """
    builder = ArticleBuilder(edition, context)
    shown = [story for story in stories if is_shown(story, context.now)]
    if not shown:
        return None
    return encoded({"@context": _CONTEXT, "@graph": [builder.article(story) for story in shown]})


class ArticleBuilder:
    """Builds the articles of one edition."""

    def __init__(self, edition: Edition, context: WriteContext) -> None:
        self._context, self._info = context, edition.info
        publisher = context.publisher
        self._published = publisher.published(edition.info.date)
        self._catalog = publisher_catalog(publisher.domain)
        self._publisher: dict[str, Json] = {
            "@type": "NewsMediaOrganization",
            "name": line_or_none(publisher.name) or publisher.domain,
            "url": web_address(publisher.site_url) if publisher.site_url else None,
        }
        self._issue = self._issue_node()

    def article(self, story: Story) -> dict[str, Json]:
        """Return ``story`` as a node; see ``json_text.encoded`` for what becomes of values that are unknown."""
        context, publisher = self._context, self._context.publisher
        guid, first = context.guids[story.local_id], story.parts[0]
        published = publication_moment(story, self._published, publisher.time_zone)
        version = context.version(story)
        modified = max(version.version_created.astimezone(publisher.time_zone), published)
        pages = _distinct(part.page for part in story.parts)
        url = self._url(story)
        return {
            "@type": "NewsArticle",
            "@id": uri_reference(guid),
            "identifier": guid,
            "url": url,
            "mainEntityOfPage": url,
            "version": version.number,
            "headline": line_or_none(story.main_headline) or str(story.local_id),
            "alternativeHeadline": _alternatives(story),
            "description": line_or_none(story.summary),
            "articleBody": "\n\n".join(map(clean, story.paragraphs)),
            "articleSection": _distinct(part.section for part in story.parts),
            "inLanguage": language(story.language),
            "datePublished": date_time(published),
            "dateModified": date_time(modified),
            **_people(story.bylines),
            "sourceOrganization": self._source(story),
            "publisher": self._publisher,
            "copyrightHolder": _organisation(publisher.copyright_holder),
            "copyrightNotice": line_or_none(publisher.copyright_notice),
            "genre": line_or_none(story.genre.name) if story.genre is not None else None,
            "keywords": _distinct(keyword.text for keyword in story.keywords),
            "about": [node for node in map(self._subject, story.subjects) if node],
            "dateline": line_or_none(story.dateline.text) if story.dateline is not None else None,
            "locationCreated": _place(story.dateline.place if story.dateline is not None else None),
            "image": [node for node in map(_image, story.pictures) if node],
            "printPage": pages[0] if pages else None,
            "printSection": line_or_none(first.section),
            "printEdition": line_or_none(self._info.edition),
            "pagination": ", ".join(pages),
            "isPartOf": self._issue,
        }

    def _issue_node(self) -> dict[str, Json]:
        info = self._info
        return {
            "@type": "PublicationIssue",
            "@id": uri_reference(self._context.package_guid),
            "issueNumber": line_or_none(info.number),
            "datePublished": info.date.isoformat(),
            "isPartOf": {"@type": "Newspaper", "name": line_or_none(info.publication), "publisher": self._publisher},
        }

    def _url(self, story: Story) -> str | None:
        pattern = self._context.feed.story_url
        if not pattern:
            return None
        # Not str.format: a pattern is a setting, and must not reach into our objects.
        filled = pattern.replace("{date}", self._info.date.isoformat()).replace("{local_id}", story.local_id)
        return web_address(filled)

    def _source(self, story: Story) -> Json:
        return _organisation(story.source.name) if story.source is not None else None

    def _subject(self, subject: Subject) -> Json:
        name, code = line_or_none(subject.name), line_or_none(subject.qcode)
        if name is None and code is None:
            return None
        kind = _TYPES[subject.type]
        address = uri_reference(self._catalog.uri(code)) if code and self._catalog.declares(code) else None
        node: dict[str, Json] = {"@type": kind, "@id": address, "name": name or code}
        if kind == "DefinedTerm":
            node["termCode"] = code.partition(":")[2] if code and address else code
        return node


def _distinct(texts: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(text for text in map(line_or_none, texts) if text))


def _alternatives(story: Story) -> list[Json]:
    """Return the other roles of the headline stack, a text each, in the order that they are printed in."""
    texts: dict[HeadlineRole, list[str]] = {}
    for line in story.headline:
        text = line_or_none(line.text)
        if text and line.role not in {HeadlineRole.MAIN, HeadlineRole.DERIVED}:
            texts.setdefault(line.role, []).append(text)
    return [" ".join(lines) for lines in texts.values()]


def _people(bylines: Sequence[Byline]) -> Mapping[str, Json]:
    found: dict[str, list[Json]] = {}
    for byline in bylines:
        name = line_or_none(byline.name)
        if name:
            kind = "Organization" if _DESK.search(name) else "Person"
            node: dict[str, Json] = {"@type": kind, "name": name}
            if kind == "Person":
                node["jobTitle"] = line_or_none(byline.title)
            found.setdefault(_PROPERTIES.get(byline.role, "author"), []).append(node)
    return dict(found)


def _organisation(name: str | None) -> Json:
    text = line_or_none(name)
    return None if text is None else {"@type": "Organization", "name": text}


def _place(name: str | None) -> Json:
    text = line_or_none(name)
    return None if text is None else {"@type": "Place", "name": text}


def _image(picture: Picture) -> Json:
    """Return a picture whose address is whole; a reader of the web could not find any other."""
    address = web_address(picture.href)
    if address is None:
        return None
    return {
        "@type": "ImageObject",
        "contentUrl": address,
        "caption": line_or_none(picture.caption),
        "creditText": line_or_none(picture.credit),
    }


WRITER = JsonLdWriter()
