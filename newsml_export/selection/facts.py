"""What a filter may ask of a story, as text to compare with."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsml_export.model.subjects import SubjectType

if TYPE_CHECKING:
    from newsml_export.model.issue import IssueInfo
    from newsml_export.model.story import Story
    from newsml_export.model.subjects import Subject


def folded(text: str) -> str:
    """Return ``text`` as it is compared: without differences of width, case and white space."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """Something that can be asked of a story."""

    name: str
    #: English, for the documentation
    meaning: str
    #: a value that it may have
    example: str
    #: what the story says; none where nothing is known
    of: Callable[[Story, IssueInfo], Iterator[str]]
    #: values come in an order, so that ``<`` and ``>`` make sense
    ordered: bool = False
    #: a value also stands for all that begin with it and a hyphen: zh for zh-Hans (RFC 4647, section 3.3.1), a month
    #: for its days
    ranges: bool = False


def _given(*values: str | None) -> Iterator[str]:
    return (value for value in values if value)


def _codes(qcodes: Iterable[str | None]) -> Iterator[str]:
    """Yield each QCode whole and its code alone, so that people need not know the scheme."""
    for qcode in qcodes:
        if qcode:
            yield qcode
            code = qcode.partition(":")[2]
            if code:
                yield code


def _concept(subject: Subject) -> Iterator[str]:
    yield subject.name
    yield from _codes((subject.qcode, *subject.same_as, *subject.broader))


def _subjects(*kinds: SubjectType) -> Callable[[Story, IssueInfo], Iterator[str]]:
    def of(story: Story, _: IssueInfo) -> Iterator[str]:
        return (value for subject in story.subjects if subject.type in kinds for value in _concept(subject))

    return of


def _place(story: Story, info: IssueInfo) -> Iterator[str]:
    if story.located is not None:
        yield from _concept(story.located)
    if story.dateline is not None:
        yield from _given(story.dateline.place)
    yield from _subjects(SubjectType.GEO_AREA)(story, info)


def _genre(story: Story, _: IssueInfo) -> Iterator[str]:
    if story.genre is not None:
        yield story.genre.name
        yield from _codes([story.genre.qcode])


def _series(story: Story, _: IssueInfo) -> Iterator[str]:
    if story.series is not None:
        yield story.series.name
        yield from _codes([story.series.qcode])


def _source(story: Story, _: IssueInfo) -> Iterator[str]:
    return _given(story.source.name, story.source.text) if story.source is not None else iter(())


FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        Field(name="publication", meaning="name of the newspaper", example="江州晨报",
              of=lambda _, info: _given(info.publication)),
        Field(name="edition", meaning="edition of the issue", example="早报", of=lambda _, info: _given(info.edition)),
        Field(name="date", meaning="day of the issue", example="2023-03-08", ordered=True, ranges=True,
              of=lambda _, info: iter([info.date.isoformat()])),
        Field(name="page", meaning="label of a page that the story stands on", example="A02",
              of=lambda story, _: (part.page for part in story.parts)),
        Field(name="section", meaning="section of such a page", example="要闻",
              of=lambda story, _: _given(*(part.section for part in story.parts))),
        Field(name="language", meaning="language of the story; zh stands for zh-Hans and zh-Hant", example="zh-Hans",
              ranges=True, of=lambda story, _: iter([story.language])),
        Field(name="topic", meaning="topic, with its Media Topics code or name; the topics above it count too",
              example="medtop:04000000", of=_subjects(SubjectType.ABSTRACT)),
        Field(name="genre", meaning="genre, with its code or name", example="opinion", of=_genre),
        Field(name="keyword", meaning="keyword", example="数字经济",
              of=lambda story, _: (keyword.text for keyword in story.keywords)),
        Field(name="person", meaning="person in the story", example="赵世庆", of=_subjects(SubjectType.PERSON)),
        Field(name="organisation", meaning="organisation in the story", example="江州市发展和改革委员会",
              of=_subjects(SubjectType.ORGANISATION)),
        Field(name="place", meaning="place in the story or of its dateline, with its ISO 3166 code or name",
              example="CN-CQ", of=_place),
        Field(name="event", meaning="event in the story", example="西部博览会", of=_subjects(SubjectType.EVENT)),
        Field(name="work", meaning="book, film or other work in the story", example="红楼梦",
              of=_subjects(SubjectType.OBJECT)),
        Field(name="subject", meaning="topic, person, organisation, place, event or work",
              example="medtop:15000000", of=_subjects(*SubjectType)),
        Field(name="series", meaning="series that the story is a part of", example="系列评论", of=_series),
        Field(name="author", meaning="name in the by-line", example="李一",
              of=lambda story, _: (byline.name for byline in story.bylines)),
        Field(name="source", meaning="where the text comes from", example="新华社", of=_source),
        Field(name="headline", meaning="the headline stack in one line", example="数字经济",
              of=lambda story, _: iter([" ".join(line.text for line in story.headline)])),
        Field(name="urgency", meaning="1, most urgent, to 9", example="4", ordered=True,
              of=lambda story, _: _given(str(story.urgency) if story.urgency else None)),
        Field(name="pictures", meaning="whether it has pictures: yes or no", example="yes",
              of=lambda story, _: iter(["yes" if story.pictures else "no"])),
        Field(name="continued", meaning="whether it goes on on another page: yes or no", example="no",
              of=lambda story, _: iter(["yes" if len(story.parts) > 1 else "no"])),
    )
}  # fmt: skip
"""All fields, by name."""
