"""schema.org NewsArticle as JSON-LD, for search engines and archives: a document a story, and all of them in a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsml_export.formats.base import Document, FormatInfo
from newsml_export.formats.json_text import Json, date_time, encoded, language, percent
from newsml_export.formats.shown import is_shown, publication_moment, web_address
from newsml_export.formats.xml_text import clean, line_or_none, uri_reference
from newsml_export.model.story import BylineRole, HeadlineRole
from newsml_export.model.subjects import GuessedText, SubjectRole, SubjectType
from newsml_export.vocabularies.qcodes import publisher_catalog

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from newsml_export.formats.base import WriteContext
    from newsml_export.model.edition import Edition
    from newsml_export.model.story import Byline, Picture, Story
    from newsml_export.model.subjects import Series, Subject

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
#: by which means a value was found (IPTC scheme ``howextr``, “tool”)
_TOOL = "http://cv.iptc.org/newscodes/howextracted/tool"
_ABOUT: frozenset[SubjectRole | None] = frozenset({None})
_MENTIONED: frozenset[SubjectRole | None] = frozenset({SubjectRole.MENTIONED, SubjectRole.QUOTED})
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
        self._own = self._catalog.uri("storyprop:")

    def article(self, story: Story) -> dict[str, Json]:
        """Return ``story`` as a node; see ``json_text.encoded`` for what becomes of values that are unknown."""
        context, publisher = self._context, self._context.publisher
        guid, first = context.guids[story.local_id], story.parts[0]
        published = publication_moment(story, self._published, publisher.time_zone)
        version = context.version(story)
        modified = max(version.version_created.astimezone(publisher.time_zone), published)
        pages = _distinct(part.page for part in story.parts)
        url, series = self._url(story), self._series(story.series)
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
            "abstract": line_or_none(story.summary),
            "articleBody": "\n\n".join(map(clean, story.paragraphs)),
            "articleSection": _distinct(part.section for part in story.parts),
            "inLanguage": language(story.language),
            "datePublished": date_time(published),
            "dateModified": date_time(modified),
            **self._people(story),
            "sourceOrganization": self._source(story),
            "publisher": self._publisher,
            "copyrightHolder": _organisation(publisher.copyright_holder),
            "copyrightNotice": line_or_none(publisher.copyright_notice),
            "genre": line_or_none(story.genre.name) if story.genre is not None else None,
            "keywords": _distinct(keyword.text for keyword in story.keywords),
            "about": self._subjects(story, roles=_ABOUT),
            "mentions": self._subjects(story, roles=_MENTIONED),
            "dateline": line_or_none(story.dateline.text) if story.dateline is not None else None,
            "locationCreated": _place(story.dateline.place if story.dateline is not None else None),
            "contentLocation": self._subject(story.located) if story.located is not None else None,
            "image": [node for node in map(_image, story.pictures) if node],
            "printPage": pages[0] if pages else None,
            "printSection": line_or_none(first.section),
            "printEdition": line_or_none(self._info.edition),
            "pagination": ", ".join(pages),
            "isPartOf": [self._issue, series] if series else self._issue,
            "position": story.series.number if series and story.series is not None else None,
            f"{self._own}guessed": guesses(story),
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
        if kind == "Person":
            node["jobTitle"] = _distinct(subject.posts)
        node["sameAs"] = self._addresses(subject.same_as)
        if kind == "Place":
            node["containedInPlace"] = [{"@type": kind, "@id": one} for one in self._addresses(subject.broader)]
        return node

    def _subjects(self, story: Story, *, roles: frozenset[SubjectRole | None]) -> list[Json]:
        """Return the subjects that have one of ``roles``; an author is no subject, and stands among the people."""
        nodes = (self._subject(subject) for subject in story.subjects if subject.role in roles)
        return [node for node in nodes if node]

    def _addresses(self, codes: Iterable[str]) -> list[str]:
        """Return the URIs of the codes whose schemes are declared."""
        lines = filter(None, map(line_or_none, codes))
        return [uri_reference(self._catalog.uri(code)) for code in lines if self._catalog.declares(code)]

    def _series(self, series: Series | None) -> Json:
        name = line_or_none(series.name) if series is not None else None
        if series is None or name is None:
            return None
        address = next(iter(self._addresses([series.qcode or ""])), None)
        return {"@type": "CreativeWorkSeries", "@id": address, "name": name}

    def _people(self, story: Story) -> Mapping[str, Json]:
        """Return who made the story: the people of the by-lines, and authors that only the subjects know."""
        authors = {subject.name: subject for subject in story.subjects if subject.role is SubjectRole.AUTHOR}
        codes = {name: self._addresses([one.qcode]) for name, one in authors.items() if one.qcode}
        found = _people(story.bylines, {name: code[0] for name, code in codes.items() if code})
        named = {byline.name for byline in story.bylines}
        further = [self._subject(one) for name, one in authors.items() if name not in named]
        if further:
            found["author"] = [*found.get("author", []), *further]
        return dict(found)


def guesses(story: Story) -> list[Json]:
    """Return what a program said of ``story``, and how sure it was, a PropertyValue each.

    schema.org has no property for how sure anybody is of a statement, so a property of ours on the article lists them.
    """
    said: list[tuple[str, str, float | None]] = []
    if story.genre is not None:
        said.append(("genre", story.genre.name, story.genre.confidence))
    said += [("keywords", keyword.text, keyword.confidence) for keyword in story.keywords]
    for subject in story.subjects:
        name = "about" if subject.role in _ABOUT else "mentions" if subject.role in _MENTIONED else "author"
        said.append((name, subject.name, subject.confidence))
    if story.series is not None:
        said.append(("isPartOf", story.series.name, story.series.confidence))
    if story.located is not None:
        said.append(("contentLocation", story.located.name, story.located.confidence))
    for value, name, text in (
        (GuessedText.SUMMARY, "abstract", story.summary),
        (GuessedText.LANGUAGE, "inLanguage", story.language),
    ):
        said.append((name, text or "", story.guessed(value) if text else None))
    return [
        {
            "@type": "PropertyValue",
            "propertyID": name,
            "name": line_or_none(text),
            "value": percent(confidence),
            "minValue": 0,
            "maxValue": 100,
            "measurementTechnique": _TOOL,
        }
        for name, text, confidence in said
        if confidence is not None
    ]


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


def _people(bylines: Sequence[Byline], codes: Mapping[str, str]) -> dict[str, list[Json]]:
    found: dict[str, list[Json]] = {}
    for byline in bylines:
        name = line_or_none(byline.name)
        if name:
            kind = "Organization" if _DESK.search(name) else "Person"
            node: dict[str, Json] = {"@type": kind, "@id": codes.get(name), "name": name}
            if kind == "Person":
                node["jobTitle"] = line_or_none(byline.title)
            found.setdefault(_PROPERTIES.get(byline.role, "author"), []).append(node)
    return found


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
