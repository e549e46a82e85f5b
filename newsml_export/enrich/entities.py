"""Enricher ``entities``: persons with their posts, organisations, places, works and events that a story names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from newsml_export.enrich.base import EnricherInfo
from newsml_export.enrich.lexicon_names import find_listed, is_ignored
from newsml_export.enrich.mentions import Named, Taken
from newsml_export.model.subjects import Subject, SubjectRole, SubjectType
from newsml_export.vocabularies.language_tags import primary_language
from newsml_export.vocabularies.qcodes import encoded_code

if TYPE_CHECKING:
    from newsml_export.enrich.analysis import Analysis
    from newsml_export.enrich.base import EnrichContext
    from newsml_export.model.story import Story

#: aliases of our own schemes, in the order that subjects are given in
_ALIASES = {
    SubjectType.PERSON: "person",
    SubjectType.ORGANISATION: "organisation",
    SubjectType.GEO_AREA: "place",
    SubjectType.EVENT: "event",
    SubjectType.OBJECT: "work",
}
_SPACES = re.compile(r"\s+")


class EntityEnricher:
    """Finds what a story names, by tables and by the words around a name; the publisher's lexicon wins."""

    info = EnricherInfo(
        name="entities",
        title="Persons, organisations, places, works, events",
        summary="finds the names in a story, joins their forms, and codes the places",
        after=("language",),
    )

    def enrich(self, story: Story, analysis: Analysis, context: EnrichContext) -> Story:
        """Return ``story`` with subjects for what it names, and with the nearest place as ``located``.

        A subject that came with the story stays as it is and is not given again. Authors stay in the by-lines: an
        author is a subject only where the text itself speaks of them.

        Args:
            story: as the enrichers before left it.
            analysis: its words.
            context: the newspaper's place and lexicon.
        """
        found = self._found(story, analysis, context)
        known = {(subject.type, _folded(subject.name)) for subject in story.subjects}
        known_codes: set[str | None] = {subject.qcode for subject in story.subjects if subject.qcode is not None}
        authors = {_folded(byline.name) for byline in story.bylines}
        given: list[Subject] = []
        for named in found:
            subject = _subject(named)
            if any((named.type, _folded(form)) in known for form in (named.name, *named.forms)):
                continue
            if subject.qcode in known_codes or _only_byline(named, authors):
                continue
            known_codes.add(subject.qcode)
            given.append(subject)
        located = story.located if story.located is not None else _located(story, found, context)
        return replace(story, subjects=(*story.subjects, *given), located=located)

    def _found(self, story: Story, analysis: Analysis, context: EnrichContext) -> list[Named]:
        taken = Taken(len(analysis.text))
        listed = find_listed(analysis.text, taken, context.lexicon)
        guessed = [
            named
            for named in _guessed(story, analysis, taken, context)
            if not any(is_ignored(form, context.lexicon) for form in (named.name, *named.forms))
        ]
        people = [named for named in (*listed, *guessed) if named.type is SubjectType.PERSON]
        others = [named for named in (*listed, *guessed) if named.type is not SubjectType.PERSON]
        order = list(_ALIASES)
        return [*people, *sorted(others, key=lambda named: order.index(named.type))]


def _guessed(story: Story, analysis: Analysis, taken: Taken, context: EnrichContext) -> Sequence[Named]:
    language = primary_language(story.language)
    if analysis.is_chinese:
        from newsml_export.enrich.chinese_names import find_chinese_names

        return find_chinese_names(analysis, taken, context.place)
    if language == "ja":
        from newsml_export.enrich.japanese_names import find_japanese_names

        return find_japanese_names(analysis.text, taken)
    if language in ("en", "de"):
        from newsml_export.enrich.western_names import find_western_names

        return find_western_names(analysis.text, taken, language)
    return ()


def _subject(named: Named) -> Subject:
    role = None
    if named.type is SubjectType.PERSON:
        role = SubjectRole.QUOTED if named.quoted else SubjectRole.MENTIONED
    qcode = named.qcode or f"{_ALIASES[named.type]}:{encoded_code(_code(named.coded_name or named.name))}"
    return Subject(
        name=named.name,
        type=named.type,
        qcode=qcode,
        confidence=named.confidence,
        role=role,
        posts=tuple(named.posts),
        same_as=named.same_as,
        broader=named.broader,
    )


def _code(name: str) -> str:
    return _SPACES.sub("_", name.strip())


def _folded(name: str) -> str:
    return _SPACES.sub("", name).casefold()


def _only_byline(named: Named, authors: set[str]) -> bool:
    """Whether the text names an author just once, as a by-line that was left in it."""
    return named.type is SubjectType.PERSON and _folded(named.name) in authors and len(named.spans) < 2


def _located(story: Story, found: Sequence[Named], context: EnrichContext) -> Subject | None:
    """Return where the story happened: the place of the dateline, else of the lead, else of the newspaper."""
    places = [named for named in found if named.type is SubjectType.GEO_AREA and (named.same_as or named.broader)]
    dateline = story.dateline.place if story.dateline is not None else None
    if dateline and (named := _place_called(dateline, places, story.language)) is not None:
        return replace(_subject(named), confidence=0.95)
    for lead, sureness in ((story.paragraphs[0] if story.paragraphs else "", 0.8), (story.main_headline, 0.7)):
        named = _nearest(lead, places)
        if named is not None:
            return replace(_subject(named), confidence=round(min(sureness, named.confidence), 2))
    if context.place and (named := _place_called(context.place, places, story.language)) is not None:
        return replace(_subject(named), confidence=0.6)
    return None


def _nearest(lead: str, places: Sequence[Named]) -> Named | None:
    """Return the place in the first sentence that lies in the others, or stands first."""
    sentence = re.split(r"[。！？\n]", lead, maxsplit=1)[0]
    inside = [(sentence.find(form), named) for named in places for form in named.forms if form in sentence]
    # What has the most above it is the nearest.
    inside.sort(key=lambda pair: (-len(pair[1].broader), pair[0]))
    return inside[0][1] if inside else None


def _place_called(name: str, places: Sequence[Named], language: str) -> Named | None:
    for named in places:
        if name in (named.name, *named.forms):
            return named
    from newsml_export.enrich.gazetteer import chinese_gazetteer, western_gazetteer

    base = primary_language(language)
    gazetteer = western_gazetteer(base) if base in ("en", "de", "ja") else chinese_gazetteer()
    known = gazetteer.named(name)
    codes = {place.key for place in known}
    if len(codes) != 1:
        greater = [place for place in known if place.gb and len(place.gb) < 6]
        if not greater:
            if known:
                return None
            return Named(name=name, type=SubjectType.GEO_AREA, confidence=0.6)
        known = tuple(greater)
    place = known[0]
    return Named(
        name=name,
        type=SubjectType.GEO_AREA,
        confidence=0.6,
        same_as=place.codes,
        broader=place.within,
        coded_name=place.gb.ljust(6, "0") if place.gb else None,
    )


ENRICHER = EntityEnricher()
