"""All names in a Chinese story, found one kind after the other: what is inside a name is no name of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsml_export.enrich.chinese_text import ChineseText
from newsml_export.enrich.organisations import find_organisations
from newsml_export.enrich.people import find_people
from newsml_export.enrich.places import find_places
from newsml_export.enrich.works import find_events, find_works

if TYPE_CHECKING:
    from newsml_export.enrich.analysis import Analysis
    from newsml_export.enrich.mentions import Named, Taken


def find_chinese_names(analysis: Analysis, taken: Taken, place: str | None) -> list[Named]:
    """Return the works, events, organisations, persons and places that a story names outside of what is ``taken``.

    Args:
        analysis: of a Chinese story.
        taken: what the publisher's lexicon found.
        place: where the newspaper appears.
    """
    text = ChineseText(analysis)
    works = find_works(text, taken)
    events = find_events(text, taken)
    organisations = find_organisations(text, taken, place)
    people = find_people(text, taken)
    places = find_places(text, taken, place)
    return [*people, *organisations, *places, *events, *works]
