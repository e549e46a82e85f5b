"""An article as another product parsed it. ``None`` means unknown; an empty value means known to be empty."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from newsml_export.model.story import PubStatus
from newsml_export.model.subjects import Genre, Guess, Keyword, Series, Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedPicture:
    """A picture that belongs to an article."""

    #: file beside the issue, or address
    href: str
    caption: str | None = None
    #: photographer, or the credit as printed
    credit: str | None = None
    #: bare name, where the deliverer knows
    photographer: str | None = None
    #: IANA media type, such as image/jpeg; with the fields below as the file says, where it could be read
    media_type: str | None = None
    #: pixels, as they are stored in the file
    width: int | None = None
    height: int | None = None
    #: how the stored pixels must be turned to be looked at, 1 … 8 (Exif 2.3, tag 0x0112)
    orientation: int | None = None
    #: bytes
    size: int | None = None
    #: of the bytes of the file, in lower-case hexadecimal digits
    sha256: str | None = None
    #: where the file was read; ``None``: it was not
    file: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedArticle:
    """One article, or the part of one that stands on a single page."""

    #: label of the page that it stands on
    page: str
    #: paragraphs in reading order, unwrapped
    paragraphs: tuple[str, ...]
    #: the deliverer's own identifier; kept as the story's local id
    id: str | None = None
    #: 引题
    kicker: tuple[str, ...] | None = None
    #: 主题, a line each
    headline: tuple[str, ...] | None = None
    #: 副题
    deck: tuple[str, ...] | None = None
    #: such as 系列评论⑥
    series: tuple[str, ...] | None = None
    #: as printed or as bare names: “记者 李 一 通讯员 王小明”
    bylines: tuple[str, ...] | None = None
    #: 本报讯, 新华社 …
    source: str | None = None
    #: place and day that open the text, such as 新华社北京3月7日电
    dateline: str | None = None
    #: label of the page that the text goes on on; an empty string: it says that it goes on, not where
    jump_to: str | None = None
    #: label of the page that the text comes from
    jump_from: str | None = None
    #: ``id`` of the article that this one continues, where the deliverer knows
    continues: str | None = None
    #: place among the articles of its page, counted from 1
    order: int | None = None
    language: str | None = None
    keywords: tuple[Keyword, ...] | None = None
    summary: str | None = None
    genre: Genre | None = None
    subjects: tuple[Subject, ...] | None = None
    #: the series that it is a part of; ``series`` is the label that is printed
    member_of: Series | None = None
    #: where it happened
    located: Subject | None = None
    slugline: str | None = None
    #: 1 … 9 (IPTC scheme ``edurg``)
    urgency: int | None = None
    #: which of summary, slugline, urgency and language a program of the deliverer's made
    guesses: tuple[Guess, ...] = ()
    #: time of release, with a time zone; nothing may be shown before it
    embargoed: dt.datetime | None = None
    pictures: tuple[ParsedPicture, ...] | None = None
    #: ``None``: may be published
    pub_status: PubStatus | None = None
    #: note to the editors who receive the story
    ed_note: str | None = None
    #: what was wrong in an earlier version and is right in this one
    correction: str | None = None
