"""What enrichers found in a story, in the terms of the truth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from newsml_export.model.story import Story
from newsml_export.model.subjects import Subject, SubjectRole, SubjectType

_MEDTOP = "medtop:"
#: local parts of the codes that say where something is: ISO 3166-1, ISO 3166-2, GB/T 2260
_PLACE_CODE = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?|\d{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A person, organisation, place, work or event."""

    name: str
    role: str | None = None
    posts: tuple[str, ...] = ()
    #: codes of the thing itself, without their scheme
    own_codes: frozenset[str] = frozenset()
    #: and of those above it
    codes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All that counts."""

    keywords: tuple[str, ...] = ()
    persons: tuple[Thing, ...] = ()
    organisations: tuple[Thing, ...] = ()
    places: tuple[Thing, ...] = ()
    works: tuple[Thing, ...] = ()
    events: tuple[Thing, ...] = ()
    #: top-level topics, the surest first
    top_topics: tuple[str, ...] = ()
    deeper_topics: tuple[str, ...] = ()
    #: name, and name of the code
    genre: tuple[str, ...] = ()
    series: str | None = None
    series_number: int | None = None
    language: str = ""


def found_in(story: Story) -> Found:
    """Return what an enriched story says. Authors are left out."""
    things = [subject for subject in story.subjects if subject.role is not SubjectRole.AUTHOR]
    topics = _topics(story)
    return Found(
        keywords=tuple(keyword.text for keyword in story.keywords),
        persons=tuple(_things(things, SubjectType.PERSON)),
        organisations=tuple(_things(things, SubjectType.ORGANISATION)),
        places=tuple(_things(things, SubjectType.GEO_AREA)),
        works=tuple(_things(things, SubjectType.OBJECT)),
        events=tuple(_things(things, SubjectType.EVENT)),
        top_topics=tuple(code for code in topics if is_top(code)),
        deeper_topics=tuple(code for code in topics if not is_top(code)),
        genre=() if story.genre is None else (story.genre.name, (story.genre.qcode or "").partition(":")[2]),
        series=story.series.name if story.series is not None else None,
        series_number=story.series.number if story.series is not None else None,
        language=story.language,
    )


def is_top(code: str) -> bool:
    """Whether a Media Topic is one of the 17 that have none above them."""
    return code.startswith(_MEDTOP) and code.endswith("000000")


def _topics(story: Story) -> list[str]:
    given = [subject for subject in story.subjects if (subject.qcode or "").startswith(_MEDTOP)]
    surest_first = sorted(given, key=lambda subject: -1.0 if subject.confidence is None else -subject.confidence)
    return list(dict.fromkeys(subject.qcode for subject in surest_first if subject.qcode is not None))


def _things(subjects: list[Subject], kind: SubjectType) -> Iterator[Thing]:
    for subject in subjects:
        if subject.type is kind:
            own = _codes(subject.qcode or "", *subject.same_as)
            yield Thing(
                name=subject.name,
                role=subject.role.value if subject.role is not None else None,
                posts=subject.posts,
                own_codes=own,
                codes=own | _codes(*subject.broader),
            )


def _codes(*qcodes: str) -> frozenset[str]:
    local = (qcode.rpartition(":")[2] for qcode in qcodes)
    return frozenset(code for code in local if _PLACE_CODE.fullmatch(code))
