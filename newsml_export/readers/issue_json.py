"""Parsed articles: an ``issue.json`` in the shape of ``readers.issue_json_shape``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import msgspec

from newsml_export.errors import InputError, Location
from newsml_export.findings import Finding, Severity
from newsml_export.model.article import ParsedArticle, ParsedPicture
from newsml_export.model.issue import Issue, IssueInfo, Page
from newsml_export.readers.base import IssueHints, is_file_named
from newsml_export.readers.encoding import decode, read_bytes
from newsml_export.readers.issue_info import info_of
from newsml_export.readers.issue_json_filing import (
    genre_of,
    guesses_of,
    keyword_of,
    located_of,
    series_of,
    subject_of,
    tables,
)
from newsml_export.readers.issue_json_shape import ArticleInput, IssueInfoInput, PageInput, PictureInput
from newsml_export.readers.ninjs import looks_like_ninjs
from newsml_export.readers.overrides_toml import read_overrides
from newsml_export.readers.page_labels import LabelKey, label_key, same_label
from newsml_export.readers.pictures import described
from newsml_export.readers.text_pages import label_of
from newsml_export.readers.typed_toml import in_words, nearest, split_place

SUFFIX = ".json"
_SHAPE = "Compare it with schemas/issue.schema.json."
_ENVELOPE = ("issue", "pages", "articles")
Shape = TypeVar("Shape", bound=msgspec.Struct)


class IssueJsonReader:
    """Reads one JSON file; see ``readers.base.Reader``."""

    name = "issue-json"
    summary = "parsed articles (issue.json)"

    def accepts(self, path: Path) -> bool:
        """Say whether ``path`` is a JSON file, by its name, and not ninjs, which has a reader of its own."""
        return is_file_named(path, SUFFIX) and not looks_like_ninjs(path)

    def read(self, path: Path, hints: IssueHints) -> Issue:
        """Read the issue in the file at ``path``; see ``read_issue_json``."""
        return read_issue_json(path, hints, source=path)


def read_issue_json(path: Path, hints: IssueHints, *, source: Path) -> Issue:
    """Read parsed articles. One that is not in the documented shape becomes a finding; the others go on.

    An ``overrides.toml`` beside the file is read along.

    Args:
        path: UTF-8, or UTF-16 (RFC 8259 demands UTF-8; products differ).
        hints: win over what the file says.
        source: what the user named, the file or its folder.

    Raises:
        EncodingError: the file is no text, or not in Unicode.
        MissingDateError: the date is neither given nor in the file.
        InputError: the file cannot be read, is no JSON, its outer shape is wrong, no article of it can be used, or
            ``overrides.toml`` is wrong.
    """
    decoded = decode(read_bytes(path), str(path), legacy=False)
    return _Reading(path, _document(decoded.text, path), list(decoded.findings)).issue(hints, source)


def _document(text: str, path: Path) -> dict[str, Any]:
    try:
        # Not msgspec: it refuses lone surrogates, of which one would cost us all articles.
        document = json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise InputError(
            f"this is not JSON ({error.msg}).",
            location=Location(file=str(path), line=error.lineno, column=error.colno),
            next_step="Correct the file, or have it written again.",
        ) from error
    except (ValueError, RecursionError) as error:
        raise InputError(
            f"this is not JSON that we can read ({error}).", location=Location(file=str(path)), next_step=_SHAPE
        ) from error
    if not isinstance(document, dict):
        raise InputError(
            f"this must be a JSON object with {', '.join(_ENVELOPE)}.",
            location=Location(file=str(path), path="$"),
            next_step=_SHAPE,
        )
    return document


def _told(error: Exception) -> str:
    """Return what ``error`` says; msgspec takes no half characters in keys."""
    return "a key holds half a character" if isinstance(error, UnicodeEncodeError) else str(error)


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON value")


class _Reading:
    """One reading of one file."""

    def __init__(self, path: Path, document: dict[str, Any], findings: list[Finding]) -> None:
        self.path, self.document, self.findings = path, document, findings

    def issue(self, hints: IssueHints, source: Path) -> Issue:
        self._unknown(self.document, (*_ENVELOPE, "$schema"), "$")
        raw = self.document.get("issue")
        table = self._envelope({} if raw is None else raw, IssueInfoInput, "$.issue")
        info = self._info(hints, table)
        articles = self._articles()
        pages = self._pages(articles)
        articles = self._checked(articles, pages)
        kept = tuple(article for _, article in articles)
        return Issue(
            info=info,
            pages=tuple(pages.values()),
            articles=kept,
            overrides=read_overrides(self.path.parent),
            findings=tuple(self.findings),
            source=str(source),
        )

    def _info(self, hints: IssueHints, table: IssueInfoInput) -> IssueInfo:
        said = IssueHints(
            publication=table.publication,
            date=table.date,
            number=None if table.number is None else str(table.number),
            edition=table.edition,
            language=table.language,
            place=table.place,
        )
        return info_of(hints, said, self.path, "$.issue.date", ", or write it into the file")

    def _articles(self) -> list[tuple[str, ParsedArticle]]:
        """Return the articles that can be used, each with its JSON path."""
        raw = self.document.get("articles")
        if not isinstance(raw, list):
            self._refuse("there is no list of articles", "$.articles")
        found, failed = [], list[Finding]()
        for index, value in enumerate(raw):
            path = f"$.articles[{index}]"
            try:
                found.append((path, _article(msgspec.convert(value, ArticleInput))))
            except (msgspec.ValidationError, _EmptyLabelError, UnicodeEncodeError) as error:
                message, inside = split_place(_told(error))
                failed.append(
                    self._note(
                        "article-unreadable",
                        f"The article was left out: {in_words(message, 'an object')}.",
                        _below(path, inside),
                        _SHAPE,
                        Severity.ERROR,
                    )
                )
                continue
            self._unknown_in_article(value, path)
        if not found:
            reason = f"no article can be used; the first: {failed[0].message}" if failed else "there is no article."
            where = failed[0].location if failed else Location(file=str(self.path), path="$.articles")
            raise InputError(reason, location=where, next_step=_SHAPE)
        return found

    def _pages(self, articles: Iterable[tuple[str, ParsedArticle]]) -> dict[LabelKey, Page]:
        """Return the pages in order: those that are listed, then those that only articles name."""
        raw = self.document.get("pages")
        if raw is not None and not isinstance(raw, list):
            self._refuse("this must be a list", "$.pages")
        pages: dict[LabelKey, Page] = {}
        for index, value in enumerate(raw or ()):
            path = f"$.pages[{index}]"
            page = self._envelope(value, PageInput, path)
            label = label_of(page.label)
            if not label:
                self._refuse("the label of the page is empty", f"{path}.label")
            if label_key(label) in pages:
                self._note("duplicate-page-label", f"Two pages are labelled “{label}”; they count as one.", path)
                continue
            pages[label_key(label)] = Page(label=label, section=page.section or None, file=page.file or None)
        for path, article in articles:
            if label_key(article.page) not in pages:
                pages[label_key(article.page)] = Page(label=article.page)
                if raw is not None:
                    message = f"The page “{article.page}” is not among the pages; it was added behind them."
                    self._note("page-added", message, f"{path}.page", "Add the page to pages, or correct the label.")
        return pages

    def _checked(
        self, articles: list[tuple[str, ParsedArticle]], pages: Mapping[LabelKey, Page]
    ) -> list[tuple[str, ParsedArticle]]:
        """Look at what single articles cannot show: identifiers, jumps, and the pages that labels stand for."""
        ids: dict[str, str] = {}
        checked = []
        for path, article in articles:
            article = replace(article, page=pages[label_key(article.page)].label)
            for name in ("jump_to", "jump_from"):
                label = getattr(article, name)
                if label and same_label(label, article.page):
                    message = f"The article says that it goes on on or comes from its own page, “{label}”."
                    self._note("jump-to-own-page", message, f"{path}.{name}", "Correct the label of the jump.")
            if article.id is not None and article.id in ids:
                message = f"The id “{article.id}” is that of {ids[article.id]} too; this article goes on without one."
                self._note("duplicate-article-id", message, f"{path}.id", "Give every article its own id.")
                article = replace(article, id=None)
            elif article.id is not None:
                ids[article.id] = path
            if not any(text.strip() for text in article.paragraphs):
                self._note(
                    "article-without-text", "The article has no text.", f"{path}.paragraphs", "Check the source."
                )
            checked.append((path, self._with_pictures(path, article)))
        for n, (path, article) in enumerate(checked):
            if article.continues is not None and (article.continues not in ids or article.continues == article.id):
                message = f"No other article has the id “{article.continues}” that this one is said to continue."
                self._note("continues-unknown", message, f"{path}.continues", "Correct the id.")
                checked[n] = (path, replace(article, continues=None))
        return checked

    def _with_pictures(self, path: str, article: ParsedArticle) -> ParsedArticle:
        """Return ``article`` with what the files of its pictures say."""
        if not article.pictures:
            return article
        pictures = []
        for index, picture in enumerate(article.pictures):
            where = Location(file=str(self.path), path=f"{path}.pictures[{index}].href")
            seen, findings = described(picture, self.path.parent, where)
            pictures.append(seen)
            self.findings.extend(findings)
        return replace(article, pictures=tuple(pictures))

    def _envelope(self, value: object, shape: type[Shape], path: str) -> Shape:
        try:
            table = msgspec.convert(value, shape)
        except (msgspec.ValidationError, UnicodeEncodeError) as error:
            message, inside = split_place(_told(error))
            self._refuse(in_words(message, "an object"), _below(path, inside))
        if isinstance(value, Mapping):
            self._unknown(value, shape.__struct_fields__, path)
        return table

    def _unknown_in_article(self, value: Mapping[str, Any], path: str) -> None:
        self._unknown(value, ArticleInput.__struct_fields__, path)
        for index, picture in enumerate(value.get("pictures") or ()):
            self._unknown(picture, PictureInput.__struct_fields__, f"{path}.pictures[{index}]")
        for table, shape, place in tables(value):
            self._unknown(table, shape.__struct_fields__, f"{path}.{place}")

    def _unknown(self, value: Mapping[str, Any], known: Iterable[str], path: str) -> None:
        names = list(known)
        for key in value:
            if key not in names:
                self._note(
                    "unknown-key", f"The key “{key}” is unknown and was not read.", f"{path}.{key}", nearest(key, names)
                )

    def _note(
        self, code: str, message: str, path: str, mend: str = "", severity: Severity = Severity.WARNING
    ) -> Finding:
        where = Location(file=str(self.path), path=path)
        finding = Finding(code=code, severity=severity, message=message, location=where, mend=mend)
        self.findings.append(finding)
        return finding

    def _refuse(self, message: str, path: str) -> NoReturn:
        raise InputError(f"{message}.", location=Location(file=str(self.path), path=path), next_step=_SHAPE)


class _EmptyLabelError(ValueError):
    """An article names no page."""


def _article(given: ArticleInput) -> ParsedArticle:
    page = label_of(given.page)
    if not page:
        raise _EmptyLabelError("the label of the page is empty - at `$.page`")
    return ParsedArticle(
        page=page,
        paragraphs=given.paragraphs or (),
        id=_text(given.id) or None,
        kicker=_lines(given.kicker),
        headline=_lines(given.headline),
        deck=_lines(given.deck),
        series=_lines(given.series),
        bylines=_lines(given.bylines),
        source=given.source,
        dateline=given.dateline,
        jump_to=None if given.jump_to is None else label_of(given.jump_to),
        jump_from=None if given.jump_from is None else label_of(given.jump_from),
        continues=_text(given.continues) or None,
        order=given.order,
        language=given.language,
        keywords=None if given.keywords is None else tuple(map(keyword_of, given.keywords)),
        summary=given.summary,
        genre=genre_of(given.genre),
        subjects=None if given.subjects is None else tuple(map(subject_of, given.subjects)),
        member_of=series_of(given.member_of),
        located=located_of(given.located),
        slugline=given.slugline,
        urgency=given.urgency,
        guesses=guesses_of(given.confidences),
        embargoed=given.embargoed,
        pictures=None if given.pictures is None else tuple(map(_picture, given.pictures)),
        pub_status=given.pub_status,
        ed_note=given.ed_note,
        correction=given.correction,
    )


def _picture(given: PictureInput) -> ParsedPicture:
    return ParsedPicture(
        href=given.href,
        caption=given.caption,
        credit=given.credit,
        photographer=given.photographer,
        media_type=given.media_type,
        width=given.width,
        height=given.height,
    )


def _lines(value: str | tuple[str, ...] | None) -> tuple[str, ...] | None:
    if isinstance(value, str):
        return (value,) if value else ()
    return value


def _text(value: str | int | None) -> str | None:
    return None if value is None else str(value).strip()


def _below(path: str, inside: str) -> str:
    return path + ("" if not inside or inside.startswith("[") else ".") + inside


READER = IssueJsonReader()
