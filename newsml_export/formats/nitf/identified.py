"""What a story is filed under, in the head of a NITF 3.6 document: topics, names, series, place, urgency, slugline.

NITF has no attribute for how sure a program is of a value. Each value that a program made is named in a ``meta`` whose
name is IPTC's code for that, with the percentage behind it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsml_export.formats.json_text import percent
from newsml_export.formats.nitf.elements import put
from newsml_export.formats.xml_text import clean_line, line_or_none
from newsml_export.model.subjects import GuessedText, SubjectType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from newsml_export.model.story import Story
    from newsml_export.model.subjects import Subject

#: by which means a value was found (IPTC scheme ``howextr``)
_BY_TOOL = "howextr:tool"
#: ANPA 1312 calls the slugline so, and importers look for it under this name
_SLUGLINE = "anpa-keyword"
#: elements of ``identified-content`` by the nature of a subject
_IDENTIFIED = {
    SubjectType.PERSON: "person",
    SubjectType.ORGANISATION: "org",
    SubjectType.GEO_AREA: "location",
    SubjectType.EVENT: "event",
    SubjectType.OBJECT: "object.title",
}
#: reference numbers of IPTC's subject codes
_REFERENCE_NUMBER = re.compile(r"subj:(\d{8})")
_COUNTRY = re.compile(r"iso3166-1a2:([A-Z]{2})")
_SUBDIVISION = re.compile(r"iso3166-2:(([A-Z]{2})-[A-Z0-9]{1,3})")
_URGENCIES = range(1, 10)


def put_meta(head: _Element, story: Story) -> None:
    """Append the slugline, and what a program guessed."""
    slugline = line_or_none(story.slugline)
    if slugline is not None:
        put(head, "meta", None, {"name": _SLUGLINE, "content": slugline})
    for value, confidence in _guesses(story):
        put(head, "meta", None, {"name": _BY_TOOL, "content": f"{value} {percent(confidence)}"})


def put_tobject(head: _Element, story: Story) -> None:
    """Append the genre, and the reference numbers of the topics that have one."""
    genre = line_or_none(story.genre.name) if story.genre is not None else None
    codes = (code for subject in story.subjects for code in (subject.qcode, *subject.same_as))
    numbers = dict.fromkeys(match[1] for code in codes if (match := _REFERENCE_NUMBER.fullmatch(code or "")))
    if genre is None and not numbers:
        return
    tobject = put(head, "tobject")
    if genre is not None:
        put(tobject, "tobject.property", None, {"tobject.property.type": genre})
    for number in numbers:
        put(tobject, "tobject.subject", None, {"tobject.subject.refnum": number})


def put_series_and_place(docdata: _Element, story: Story) -> None:
    """Append urgency, the place of the event, and the series with its number."""
    if story.urgency in _URGENCIES:
        put(docdata, "urgency", None, {"ed-urg": str(story.urgency)})
    if story.located is not None:
        _put_event_location(docdata, story.located)
    name = line_or_none(story.series.name) if story.series is not None else None
    if story.series is not None and name is not None:
        values = {"series.name": name}
        if story.series.number is not None and story.series.number > 0:
            values["series.part"] = str(story.series.number)
        put(docdata, "series", None, values)


def put_identified(docdata: _Element, story: Story) -> None:
    """Append what the story is about, by name: persons with their posts, codes in other schemes as ``alt-code``."""
    subjects = [subject for subject in story.subjects if line_or_none(subject.name)]
    genre = story.genre
    scheme, _, code = (genre.qcode or "").partition(":") if genre is not None else ("", "", "")
    coded = bool(clean_line(scheme).strip() and clean_line(code).strip())
    if not subjects and not coded:
        return
    identified = put(docdata, "identified-content")
    if genre is not None and coded:
        # tobject.property has the name alone.
        put(identified, "classifier", line_or_none(genre.name), {"type": "genre", "idsrc": scheme, "value": code})
    for subject in subjects:
        _put_subject(identified, subject)


def _put_event_location(docdata: _Element, place: Subject) -> None:
    codes = [code for code in (place.qcode, *place.same_as, *place.broader) if code]
    subdivision = next((match for code in codes if (match := _SUBDIVISION.fullmatch(code))), None)
    country = next((match[1] for code in codes if (match := _COUNTRY.fullmatch(code))), None)
    values = {
        "iso-cc": country or (subdivision[2] if subdivision else None),
        "state-prov": subdivision[1] if subdivision else None,
        "city": line_or_none(place.name),
    }
    if any(values.values()):
        put(docdata, "evloc", None, {name: value for name, value in values.items() if value})


def _put_subject(parent: _Element, subject: Subject) -> None:
    kind = _IDENTIFIED.get(subject.type, "classifier")
    attributes = {"type": "subject"} if kind == "classifier" else {}
    if subject.role is not None:
        attributes["class"] = str(subject.role)
    scheme, _, code = (subject.qcode or "").partition(":")
    if scheme and code:
        names = ("code-source", "location-code") if kind == "location" else ("idsrc", "value")
        attributes |= dict(zip(names, (scheme, code), strict=True))
    element = put(parent, kind, line_or_none(subject.name), attributes)
    if kind == "person":
        for post in filter(None, map(line_or_none, subject.posts)):
            put(element, "function", post)
    for other in subject.same_as:
        scheme, _, code = other.partition(":")
        if clean_line(scheme).strip() and clean_line(code).strip():
            put(element, "alt-code", None, {"idsrc": scheme, "value": code})


def _guesses(story: Story) -> Iterator[tuple[str, float]]:
    """Yield what a program made, as the name of the value and what it is, with the confidence."""
    said: list[tuple[str, str | None, float | None]] = []
    if story.genre is not None:
        said.append(("genre", story.genre.name, story.genre.confidence))
    if story.series is not None:
        said.append(("series", story.series.name, story.series.confidence))
    if story.located is not None:
        said.append(("located", story.located.qcode or story.located.name, story.located.confidence))
    said += [("subject", subject.qcode or subject.name, subject.confidence) for subject in story.subjects]
    said += [("keyword", keyword.text, keyword.confidence) for keyword in story.keywords]
    said += [(str(value), None, story.guessed(value)) for value in GuessedText]
    for name, value, confidence in said:
        if confidence is not None:
            yield " ".join(filter(None, (name, line_or_none(value)))), confidence
