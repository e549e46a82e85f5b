"""What a story is about, in the properties that ninjs has for each kind of concept."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from newsml_export.formats.json_text import percent
from newsml_export.formats.xml_text import clean, line_or_none, uri_reference
from newsml_export.model.subjects import SubjectType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from newsml_export.formats.json_text import Json
    from newsml_export.model.story import Story
    from newsml_export.model.subjects import Genre, Series, Subject
    from newsml_export.vocabularies.qcodes import Catalog

#: where ninjs keeps concepts of a kind; it has one list for all others
PROPERTIES = {
    SubjectType.PERSON: "people",
    SubjectType.ORGANISATION: "organisations",
    SubjectType.GEO_AREA: "places",
    SubjectType.EVENT: "events",
    SubjectType.OBJECT: "objects",
}
#: who says so, where a machine does (IPTC scheme ``howextr``, “tool”)
TOOL = "http://cv.iptc.org/newscodes/howextracted/tool"
#: ``rel`` of the place that a story comes from
LOCATED = "located"
#: begins the URI of a series that has no code
SERIES_URN = "urn:newsml-export:series:"
#: role of an ``altIds`` entry that says how sure a program is, before the name of the value
CONFIDENCE = "confidence:"


def subjects(story: Story, catalog: Catalog) -> dict[str, Json]:
    """Return subjects, keywords and the place that the story comes from, by property.

    Only ``subjects`` can say that a machine found a concept and how sure it was. So a person, place … that a machine
    found stands among ``subjects`` too, where ``rel`` says of what kind it is. What a concept is related to (posts, the
    same concept elsewhere, broader ones) stands there as well, with the concept that it belongs to as ``literal``.
    """
    lists: dict[str, list[Json]] = {"subjects": [], **{name: [] for name in PROPERTIES.values()}}
    further: list[Json] = []
    for subject in story.subjects:
        concept = _concept(subject.name, subject.qcode, catalog)
        if concept is None:
            continue
        name = PROPERTIES.get(subject.type)
        if name is not None:
            lists[name].append(_entry(concept, str(subject.role or "about"), None))
        if name is None or subject.confidence is not None:
            rel = str(subject.role or "about") if name is None else str(subject.type)
            lists["subjects"].append(_entry(concept, rel, subject.confidence))
        further += _related(subject, catalog)
    for keyword in story.keywords:
        text = line_or_none(keyword.text)
        if text is not None:
            lists["subjects"].append(_entry({"name": text}, "keyword", keyword.confidence))
    place = _concept(story.located.name, story.located.qcode, catalog) if story.located is not None else None
    if place is not None and story.located is not None:
        lists[PROPERTIES[SubjectType.GEO_AREA]].append(_entry(place, LOCATED, None))
        if story.located.confidence is not None:
            lists["subjects"].append(_entry(place, LOCATED, story.located.confidence))
        further += [one for one in _related(story.located, catalog) if one not in further]
    lists["subjects"] += further
    return dict(lists)


def _related(subject: Subject, catalog: Catalog) -> Iterator[Json]:
    """Yield what ``subject`` is related to, an entry each."""
    of = line_or_none(subject.qcode) or line_or_none(subject.name)
    for post in subject.posts:
        text = line_or_none(post)
        if text is not None:
            yield {"name": text, "rel": "post", "literal": of}
    for rel, codes in (("same-as", subject.same_as), ("broader", subject.broader)):
        for code in codes:
            told = line_or_none(code)
            if told is None:
                continue
            name = line_or_none(subject.name) if rel == "same-as" else None
            declared = uri_reference(catalog.uri(told)) if catalog.declares(told) else None
            # A code that no scheme of ours declares has no URI; its own letters stand for it.
            yield {"name": name if declared else told, "uri": declared, "rel": rel, "literal": of}


def series(given: Series | None, catalog: Catalog) -> Json:
    """Return the series that a story is a part of, as an association; ninjs has no other place for it."""
    concept = _concept(given.name, given.qcode, catalog) if given is not None else None
    if given is None or concept is None:
        return None
    code = line_or_none(given.qcode)
    said = (
        ("number", str(given.number) if given.number is not None and given.number > 0 else None),
        ("confidence", str(percent(given.confidence)) if given.confidence is not None else None),
        ("code", line_or_none(str(concept["literal"] or ""))),
    )
    name = concept["name"] or code or ""
    return {
        "name": name,
        "uri": concept["uri"] or SERIES_URN + quote(clean(str(name)), safe=""),
        "rel": "series",
        "type": "composite",
        "altIds": [{"role": role, "value": value} for role, value in said if value],
    }


def confidences(story: Story) -> list[Json]:
    """Return how sure a program is of values that have no place for it, as further identifiers of the item."""
    genre_confidence = story.genre.confidence if story.genre is not None else None
    said = [("genre", genre_confidence), *((str(one.value), one.confidence) for one in story.guesses)]
    return [
        {"role": f"{CONFIDENCE}{name}", "value": str(percent(confidence))}
        for name, confidence in said
        if confidence is not None
    ]


def genre(given: Genre | None, catalog: Catalog) -> list[Json]:
    """Return the genre as a list; see ``confidences`` for how sure a program is of it."""
    concept = _concept(given.name, given.qcode, catalog) if given is not None else None
    return [] if concept is None else [concept]


def _concept(name: str, qcode: str | None, catalog: Catalog) -> Mapping[str, Json] | None:
    """Return a concept; a code whose scheme nobody declares, or that no URI can hold, is kept as a literal."""
    shown, code = line_or_none(name), line_or_none(qcode)
    if shown is None and code is None:
        return None
    uri = catalog.uri(code) if code is not None and catalog.declares(code) else None
    address = uri_reference(uri) if uri is not None else None
    # The letters of a code that a URI must escape are kept beside it.
    return {"name": shown, "uri": address, "literal": None if uri is not None and uri == address else code}


def _entry(concept: Mapping[str, Json], rel: str, confidence: float | None) -> Json:
    """Return an entry of a list; what a machine said bears how sure it was, what a person said bears no mark."""
    entry: dict[str, Json] = {**concept, "rel": rel}
    if confidence is not None:
        entry["creator"] = TOOL
        entry["confidence"] = percent(confidence)
    return entry
