"""What a story is about, where it happened, what it is part of; with a mark on whatever a program said.

A mark is ``@how`` (NewsML-G2 2.35, common power attributes) and, where the element has it, ``@confidence`` (quantify
attributes). Elements that cannot say how sure a program was have an extension property for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml.etree import SubElement

from newsml_export.formats.newsml_g2 import names
from newsml_export.formats.newsml_g2.values import BY_TOOL, percent, put
from newsml_export.formats.xml_text import line_or_none
from newsml_export.model.subjects import GuessedText, SubjectRole, SubjectType

if TYPE_CHECKING:
    from lxml.etree import _Element

    from newsml_export.model.story import Story
    from newsml_export.model.subjects import Series, Subject
    from newsml_export.vocabularies.qcodes import Catalog

_NATURE = {kind: f"cpnat:{kind}" for kind in SubjectType}
_PLACE = _NATURE[SubjectType.GEO_AREA]
_ROLE = {role: {"rel": "subjrel:role", "qcode": f"subjrole:{role}"} for role in SubjectRole}
_POST = {"rel": "subjrel:post"}
_URGENCIES = range(1, 10)


def judged(attributes: dict[str, str], confidence: float | None) -> dict[str, str]:
    """Mark what a program said with how sure it was; what a person said bears no mark."""
    if confidence is not None:
        attributes["confidence"] = percent(confidence)
        attributes["how"] = BY_TOOL
    return attributes


def put_urgency(content_meta: _Element, story: Story) -> None:
    """Append the urgency, if it is one of 1 … 9."""
    if story.urgency in _URGENCIES:
        put(content_meta, names.URGENCY, str(story.urgency), _marked({}, story.guessed(GuessedText.URGENCY)))


def put_located(content_meta: _Element, story: Story, catalog: Catalog) -> None:
    """Append where the story comes from: the place of its dateline, then the place that is known by a code.

    A place that the dateline names in the same words stands once.
    """
    printed = line_or_none(story.dateline.place) if story.dateline is not None else None
    known = story.located
    name = line_or_none(known.name) if known is not None else None
    if printed is not None and printed != name:
        put(SubElement(content_meta, names.LOCATED), names.NAME, printed)
    if known is None:
        return
    attributes = _coded(catalog, known.qcode)
    if name is None and not attributes:
        return
    attributes["type"] = _PLACE
    element = SubElement(content_meta, names.LOCATED, _marked(attributes, known.confidence))
    if name is not None:
        put(element, names.NAME, name)
    _put_relations(element, known, catalog)


def put_filing(content_meta: _Element, story: Story, catalog: Catalog) -> None:
    """Append genre, keywords, subjects and slugline."""
    if story.genre is not None:
        genre = story.genre
        put_concept(content_meta, names.GENRE, genre.name, _coded(catalog, genre.qcode), genre.confidence)
    for keyword in story.keywords:
        text = line_or_none(keyword.text)
        if text is not None:
            put(content_meta, names.KEYWORD, text, judged({}, keyword.confidence))
    for subject in story.subjects:
        _put_subject(content_meta, subject, catalog)
    slugline = line_or_none(story.slugline)
    if slugline is not None:
        put(content_meta, names.SLUGLINE, slugline, judged({}, story.guessed(GuessedText.SLUGLINE)))


def put_concept(
    parent: _Element, tag: str, name: str, attributes: dict[str, str], confidence: float | None
) -> _Element | None:
    """Append a concept that has a name or a code, and return it; without both, append nothing."""
    shown = line_or_none(name)
    if shown is None and "qcode" not in attributes and "literal" not in attributes:
        return None
    concept = SubElement(parent, tag, judged(attributes, confidence))
    if shown is not None:
        put(concept, names.NAME, shown)
    return concept


def put_series(item_meta: _Element, story: Story, catalog: Catalog) -> None:
    """Append the series that the story is a part of; its number is a property of its own."""
    series = story.series
    if series is None:
        return
    attributes, name = _coded(catalog, series.qcode), line_or_none(series.name)
    if name is None and not attributes:
        return
    element = SubElement(item_meta, names.MEMBER_OF, _marked(attributes, series.confidence))
    if name is not None:
        put(element, names.NAME, name)


def put_series_properties(item_meta: _Element, series: Series | None) -> None:
    """Append the number of a story in its series, and how sure a program is of both."""
    if series is None or not (line_or_none(series.name) or line_or_none(series.qcode)):
        return
    if series.number is not None and series.number > 0:
        _put_property(item_meta, names.ITEM_META_EXT_PROPERTY, "series-number", str(series.number))
    if series.confidence is not None:
        _put_property(item_meta, names.ITEM_META_EXT_PROPERTY, "series-confidence", percent(series.confidence))


def put_confidences(content_meta: _Element, story: Story) -> None:
    """Append how sure a program is of what has no ``@confidence``: language, urgency, place."""
    said = (
        ("urgency-confidence", story.guessed(GuessedText.URGENCY) if story.urgency in _URGENCIES else None),
        ("located-confidence", story.located.confidence if story.located is not None else None),
        ("language-confidence", story.guessed(GuessedText.LANGUAGE)),
    )
    for code, confidence in said:
        if confidence is not None:
            _put_property(content_meta, names.CONTENT_META_EXT_PROPERTY, code, percent(confidence))


def language_attributes(tag: str, story: Story) -> dict[str, str]:
    """Return the attributes of ``language``."""
    return _marked({"tag": tag}, story.guessed(GuessedText.LANGUAGE))


def author_codes(story: Story, catalog: Catalog) -> dict[str, str]:
    """Return the declared QCodes of the authors of ``story``, by name."""
    return {
        subject.name: subject.qcode
        for subject in story.subjects
        if subject.role is SubjectRole.AUTHOR and subject.qcode and catalog.declares(subject.qcode)
    }


def _put_subject(content_meta: _Element, subject: Subject, catalog: Catalog) -> None:
    attributes = _coded(catalog, subject.qcode)
    coded = bool(attributes)
    if not coded and line_or_none(subject.name) is None:
        return
    attributes["type"] = _NATURE[subject.type]
    element = put_concept(content_meta, names.SUBJECT, subject.name, attributes, subject.confidence)
    if element is None:
        return
    if subject.role is not None:
        SubElement(element, names.RELATED, _ROLE[subject.role])
    for post in subject.posts:
        text = line_or_none(post)
        if text is not None:
            put(SubElement(element, names.RELATED, _POST), names.NAME, text)
    _put_relations(element, subject, catalog)


def _put_relations(element: _Element, subject: Subject, catalog: Catalog) -> None:
    for tag, codes in ((names.SAME_AS, subject.same_as), (names.BROADER, subject.broader)):
        for code in codes:
            attributes = _coded(catalog, code)
            if attributes:
                SubElement(element, tag, attributes)


def _put_property(parent: _Element, tag: str, code: str, value: str) -> None:
    SubElement(parent, tag, {"rel": f"storyprop:{code}", "value": value})


def _marked(attributes: dict[str, str], confidence: float | None) -> dict[str, str]:
    """Mark what a program said, on an element without ``@confidence``."""
    if confidence is not None:
        attributes["how"] = BY_TOOL
    return attributes


def _coded(catalog: Catalog, code: str | None) -> dict[str, str]:
    """Return the attribute that holds ``code``; a code that no catalog of ours declares is kept as a literal."""
    told = line_or_none(code)
    if told is None:
        return {}
    return {"qcode" if catalog.declares(told) else "literal": told}
