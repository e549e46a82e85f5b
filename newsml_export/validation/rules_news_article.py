"""What JSON Schema cannot say of a NewsArticle of schema.org in JSON-LD."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsml_export.validation.json_rules import JsonBreach, Object, broken, objects, text_of
from newsml_export.validation.kinds import JsonKind
from newsml_export.validation.rules import error, warning
from newsml_export.validation.values import clipped, is_web_address, moment
from newsml_export.vocabularies.language_tags import is_language_tag

if TYPE_CHECKING:
    from newsml_export.validation.json_places import Path

_SCHEMA = "schema.org, NewsArticle"

DATE = error(
    "article-date-malformed",
    "Dates are of ISO 8601; a time has its time zone.",
    "Write it as 2023-03-08T06:00:00+08:00, or as 2023-03-08.",
    f"{_SCHEMA}, datePublished",
)
DATE_MISSING = warning(
    "article-date-missing", "An article says when it was published.", "Add datePublished.", f"{_SCHEMA}, datePublished"
)
ORDER = error(
    "article-dates-out-of-order",
    "An article is not changed before it is published.",
    "Correct datePublished or dateModified.",
    f"{_SCHEMA}, dateModified",
)
LANGUAGE = error(
    "article-language-malformed",
    "The language is a well-formed tag.",
    "Write a tag such as zh-Hans.",
    f"{_SCHEMA}, inLanguage; BCP 47",
)
AUTHOR = warning("article-author-nameless", "A person or organisation has a name.", "Add name.", f"{_SCHEMA}, author")
PUBLISHER = warning(
    "article-publisher-missing", "An article names its publisher.", "Add publisher.", f"{_SCHEMA}, publisher"
)
ADDRESS = error(
    "article-address-not-absolute",
    "Addresses of pages and pictures are whole web addresses.",
    "Write it with https:// and the name of the host.",
    _SCHEMA,
)
IDENTIFIER = error(
    "article-id-duplicate", "No two articles of a graph have the same @id.", "Give each its own @id.", "JSON-LD 1.1"
)

_DATES = ("datePublished", "dateModified", "dateCreated", "expires")
_AGENTS = ("author", "creator", "contributor", "editor", "publisher", "copyrightHolder")
_TYPE = re.compile(r"(?:https?://schema\.org/|schema:)?(?:[A-Z][A-Za-z]*)?NewsArticle|Article")
_CONTEXT = re.compile(r"https?://schema\.org/?(?:docs/jsonldcontext\.jsonld?)?")


class NewsArticleRules:
    """The rules of news articles in JSON-LD."""

    name = "news-article-rules"
    rules = (DATE, DATE_MISSING, ORDER, LANGUAGE, AUTHOR, PUBLISHER, ADDRESS, IDENTIFIER)

    def check(self, document: Object) -> list[JsonBreach]:
        """Return every breach in the articles of ``document``."""
        breaches: list[JsonBreach] = []
        seen: set[str] = set()
        for path, article in _articles(document):
            self._check_dates(article, path, breaches)
            self._check_agents(article, path, breaches)
            language = text_of(article, "inLanguage")
            if language is not None and not is_language_tag(language):
                breaches.append(broken(LANGUAGE, (*path, "inLanguage"), f"“{clipped(language)}” is no language tag."))
            self._check_addresses(article, path, breaches)
            identifier = text_of(article, "@id")
            if identifier is not None and identifier in seen:
                breaches.append(broken(IDENTIFIER, (*path, "@id"), f"“{clipped(identifier)}” is there twice."))
            seen.add(identifier or "")
        return breaches

    def _check_dates(self, article: Object, path: Path, breaches: list[JsonBreach]) -> None:
        found = {}
        for name in _DATES:
            text = text_of(article, name)
            if text is None:
                continue
            found[name] = date = moment(text)
            if date is None or ("T" in text and date.tzinfo is None):
                told = f"“{clipped(text)}” is no date or time with its time zone."
                breaches.append(broken(DATE, (*path, name), told))
        if "datePublished" not in article:
            breaches.append(broken(DATE_MISSING, path, "The article does not say when it was published."))
        published, modified = found.get("datePublished"), found.get("dateModified")
        if published and modified and published.tzinfo and modified.tzinfo and modified < published:
            told = f"The article was changed at {modified.isoformat()}, before it was published."
            breaches.append(broken(ORDER, (*path, "dateModified"), told))

    def _check_agents(self, article: Object, path: Path, breaches: list[JsonBreach]) -> None:
        for name in _AGENTS:
            for place, agent in _nodes(article, name, path):
                if not agent.get("name") and not agent.get("@id"):
                    breaches.append(broken(AUTHOR, place, f"A “{name}” has no name."))
        if not article.get("publisher"):
            breaches.append(broken(PUBLISHER, path, "The article does not name its publisher."))

    def _check_addresses(self, article: Object, path: Path, breaches: list[JsonBreach]) -> None:
        named = [((*path, "url"), text_of(article, "url")), ((*path, "image"), text_of(article, "image"))]
        for place, image in _nodes(article, "image", path):
            named += [((*place, key), text_of(image, key)) for key in ("url", "contentUrl")]
        for place, address in named:
            if address is not None and not is_web_address(address):
                breaches.append(broken(ADDRESS, place, f"“{clipped(address)}” is no whole web address."))


def _nodes(article: Object, name: str, path: Path) -> Iterator[tuple[Path, Object]]:
    """Yield the objects under ``name``, of which there may be one or a list."""
    value = article.get(name)
    if isinstance(value, dict):
        yield (*path, name), value
    yield from objects(article, name, path)


def _articles(document: Object) -> Iterator[tuple[Path, Object]]:
    if "@graph" not in document:
        yield (), document
        return
    for path, node in objects(document, "@graph"):
        if _is_article(node):
            yield path, node


def _is_article(node: Object) -> bool:
    kinds = node.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and _TYPE.fullmatch(kind) for kind in named)


def is_news_article(document: object) -> bool:
    """Say whether ``document`` is JSON-LD about news articles of schema.org."""
    if not isinstance(document, dict):
        return False
    context = document.get("@context")
    contexts = context if isinstance(context, list) else [context]
    named = [one.get("@vocab") if isinstance(one, dict) else one for one in contexts]
    if not any(isinstance(one, str) and _CONTEXT.fullmatch(one) for one in named):
        return False
    return _is_article(document) or any(_is_article(node) for _, node in objects(document, "@graph"))


KINDS = (
    JsonKind(
        name="news-article",
        standard="schema.org NewsArticle (JSON-LD)",
        schema="newsarticle.schema.json",
        rules=NewsArticleRules,
        recognises=is_news_article,
        known_by="@context is https://schema.org and @type an article",
    ),
)
