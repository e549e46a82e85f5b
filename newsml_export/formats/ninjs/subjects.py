"""What a story is about, in the properties that ninjs has for each kind of concept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsml_export.formats.json_text import percent
from newsml_export.formats.xml_text import line_or_none, uri_reference
from newsml_export.model.subjects import SubjectType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsml_export.formats.json_text import Json
    from newsml_export.model.story import Story
    from newsml_export.model.subjects import Genre
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


def subjects(story: Story, catalog: Catalog) -> dict[str, Json]:
    """Return subjects and keywords, by property.

    Only ``subjects`` can say that a machine found a concept and how sure it was. So a person, place … that a machine
    found stands among ``subjects`` too, where ``rel`` says of what kind it is.
    """
    lists: dict[str, list[Json]] = {"subjects": [], **{name: [] for name in PROPERTIES.values()}}
    for subject in story.subjects:
        concept = _concept(subject.name, subject.qcode, catalog)
        if concept is None:
            continue
        name = PROPERTIES.get(subject.type)
        if name is not None:
            lists[name].append(_entry(concept, "about", None))
        if name is None or subject.confidence is not None:
            rel = "about" if name is None else str(subject.type)
            lists["subjects"].append(_entry(concept, rel, subject.confidence))
    for keyword in story.keywords:
        text = line_or_none(keyword.text)
        if text is not None:
            lists["subjects"].append(_entry({"name": text}, "keyword", keyword.confidence))
    return dict(lists)


def genre(given: Genre | None, catalog: Catalog) -> list[Json]:
    """Return the genre as a list; ninjs cannot say that a machine found it."""
    concept = _concept(given.name, given.qcode, catalog) if given is not None else None
    return [] if concept is None else [concept]


def _concept(name: str, qcode: str | None, catalog: Catalog) -> Mapping[str, Json] | None:
    """Return a concept; a code whose scheme nobody declares is kept as a literal."""
    shown, code = line_or_none(name), line_or_none(qcode)
    if shown is None and code is None:
        return None
    declared = code is not None and catalog.declares(code)
    return {
        "name": shown,
        "uri": uri_reference(catalog.uri(code)) if code is not None and declared else None,
        "literal": None if declared else code,
    }


def _entry(concept: Mapping[str, Json], rel: str, confidence: float | None) -> Json:
    """Return an entry of a list; what a machine said bears how sure it was, what a person said bears no mark."""
    entry: dict[str, Json] = {**concept, "rel": rel}
    if confidence is not None:
        entry["creator"] = TOOL
        entry["confidence"] = percent(confidence)
    return entry
