"""The documented shape of ``issue.json``: what a page-understanding product delivers.

Run as a module, it prints the JSON Schema that stands in ``schemas/issue.schema.json``. A key that is absent or
``null`` means *unknown*: we look for it in the text. An empty value means *known to be empty*: we do not look.
"""

from __future__ import annotations

import datetime as dt
import sys
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from newsml_export.model.story import PubStatus
from newsml_export.model.subjects import GuessedText
from newsml_export.readers.issue_info import LANGUAGE_PATTERN
from newsml_export.readers.issue_json_filing import Confidence, GenreInput, KeywordInput, SeriesInput, SubjectInput

SCHEMA_ID = "urn:newsml-export:schema:issue"

Lines = Annotated[str | tuple[str, ...], Meta(description="One line, or a list of lines in printed order.")]
Label = Annotated[str | int, Meta(description="Page label as printed, such as 1 or A02.")]
Language = Annotated[str, Meta(pattern=LANGUAGE_PATTERN, description="Language tag (BCP 47), such as zh-Hans.")]


class PictureInput(msgspec.Struct, frozen=True, kw_only=True):
    """A picture that belongs to an article."""

    href: Annotated[str, Meta(description="File beside issue.json, or address.")]
    caption: Annotated[str | None, Meta(description="Caption as printed.")] = None
    credit: Annotated[str | None, Meta(description="Photographer, or the credit as printed.")] = None
    photographer: Annotated[str | None, Meta(description="Bare name of who took the picture.")] = None
    media_type: Annotated[
        str | None, Meta(description="IANA media type, such as image/jpeg, where the file is not beside issue.json.")
    ] = None
    width: Annotated[
        Annotated[int, Meta(ge=1)] | None, Meta(description="Pixels, where the file is not beside issue.json.")
    ] = None
    height: Annotated[
        Annotated[int, Meta(ge=1)] | None, Meta(description="Pixels, where the file is not beside issue.json.")
    ] = None


class ArticleInput(msgspec.Struct, frozen=True, kw_only=True):
    """One article, or the part of one that stands on a single page."""

    page: Annotated[Label, Meta(description="Label of the page that it stands on.")]
    paragraphs: Annotated[
        tuple[str, ...] | None,
        Meta(description="Paragraphs in reading order, unwrapped, without headline and by-line."),
    ] = None
    id: Annotated[
        str | int | None, Meta(description="Your own identifier; it becomes part of the GUID, so keep it stable.")
    ] = None
    kicker: Annotated[Lines | None, Meta(description="Lines above the main headline (引题).")] = None
    headline: Annotated[Lines | None, Meta(description="Lines of the main headline (主题).")] = None
    deck: Annotated[Lines | None, Meta(description="Lines below the main headline (副题).")] = None
    series: Annotated[Lines | None, Meta(description="Series label, such as 系列评论⑥.")] = None
    bylines: Annotated[Lines | None, Meta(description="By-lines as printed, or bare names.")] = None
    source: Annotated[str | None, Meta(description="Source as printed, such as 本报讯 or 新华社.")] = None
    dateline: Annotated[str | None, Meta(description="Place and day that open the text.")] = None
    jump_to: Annotated[
        Label | None,
        Meta(description="Label of the page that the text goes on on; empty: it goes on on a page that nobody knows."),
    ] = None
    jump_from: Annotated[
        Label | None,
        Meta(description="Label of the page that the text comes from; empty: it comes from a page that nobody knows."),
    ] = None
    continues: Annotated[str | int | None, Meta(description="Id of the article that this one continues.")] = None
    order: Annotated[
        Annotated[int, Meta(ge=1)] | None, Meta(description="Place among the articles of its page, counted from 1.")
    ] = None
    language: Annotated[Language | None, Meta(description="Language tag, where it is not that of the issue.")] = None
    keywords: Annotated[
        tuple[str | KeywordInput, ...] | None, Meta(description="Keywords that a person or a program gave.")
    ] = None
    summary: Annotated[str | None, Meta(description="Summary of the article.")] = None
    genre: Annotated[str | GenreInput | None, Meta(description="Kind of article, such as 评论.")] = None
    subjects: Annotated[
        tuple[SubjectInput, ...] | None, Meta(description="What the article is about, the most important first.")
    ] = None
    member_of: Annotated[SeriesInput | None, Meta(description="Series that the article is a part of.")] = None
    located: Annotated[
        str | SubjectInput | None, Meta(description="Where it happened: the nearest place, by name or with its code.")
    ] = None
    slugline: Annotated[str | None, Meta(description="Short label by which editors know the article.")] = None
    urgency: Annotated[
        Annotated[int, Meta(ge=1, le=9)] | None, Meta(description="1, most urgent, to 9 (IPTC edurg).")
    ] = None
    confidences: Annotated[
        dict[GuessedText, Confidence] | None,
        Meta(description="How sure a program is of summary, slugline, urgency or language, where it made them."),
    ] = None
    embargoed: Annotated[
        Annotated[dt.datetime, Meta(tz=True)] | None,
        Meta(description="Time of release with a time zone (RFC 3339); nothing may be shown before it."),
    ] = None
    pictures: Annotated[tuple[PictureInput, ...] | None, Meta(description="Pictures of the article.")] = None
    pub_status: Annotated[
        PubStatus | None,
        Meta(description="usable, withheld (not to be published for now) or canceled (withdrawn for good)."),
    ] = None
    ed_note: Annotated[
        str | None, Meta(description="Note to the editors who receive the story, such as why it is withdrawn.")
    ] = None
    correction: Annotated[
        str | None,
        Meta(description="What was wrong in an earlier version and is right in this one; makes it a correction."),
    ] = None


class PageInput(msgspec.Struct, frozen=True, kw_only=True):
    """A printed page."""

    label: Label
    section: Annotated[str | None, Meta(description="Section as printed, such as 要闻.")] = None
    file: Annotated[str | None, Meta(description="File that the page came from; named in reports, never opened.")] = (
        None
    )


class IssueInfoInput(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the issue as a whole; the caller's options win over it."""

    publication: Annotated[str | None, Meta(description="Name of the newspaper.")] = None
    date: Annotated[dt.date | None, Meta(description="Date of the issue (YYYY-MM-DD).")] = None
    number: Annotated[str | int | None, Meta(description="Number of the issue, such as 第4821期.")] = None
    edition: Annotated[str | None, Meta(description="Edition, such as 城区版.")] = None
    language: Annotated[Language | None, Meta(description="Language of the issue (BCP 47); zh-Hans where unknown.")] = (
        None
    )
    place: Annotated[str | None, Meta(description="Where the newspaper appears.")] = None


class IssueInput(msgspec.Struct, frozen=True, kw_only=True):
    """An issue of a newspaper as parsed articles."""

    issue: IssueInfoInput = IssueInfoInput()
    pages: Annotated[
        tuple[PageInput, ...] | None,
        Meta(description="The pages in printed order; unknown: those that the articles stand on."),
    ] = None
    articles: Annotated[tuple[ArticleInput, ...], Meta(description="The articles of all pages.")]


def json_schema() -> bytes:
    """Return the JSON Schema (2020-12) of ``IssueInput``: UTF-8, indented, one line end at its end."""
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "issue.json",
        **msgspec.json.schema(IssueInput),
    }
    return msgspec.json.format(msgspec.json.encode(schema), indent=2) + b"\n"


if __name__ == "__main__":
    sys.stdout.buffer.write(json_schema())
