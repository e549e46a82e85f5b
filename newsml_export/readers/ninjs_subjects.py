"""What a ninjs item is about: concepts of all kinds, keywords, genre."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from newsml_export.findings import Severity
from newsml_export.model.subjects import Genre, Keyword, Subject, SubjectType
from newsml_export.readers.ninjs_values import objects, text
from newsml_export.vocabularies.schemes import IPTC_SCHEMES

_LISTS = (
    (SubjectType.PERSON, ("people", "person")),
    (SubjectType.ORGANISATION, ("organisations", "organisation")),
    (SubjectType.GEO_AREA, ("places", "place")),
    (SubjectType.EVENT, ("events", "event")),
    (SubjectType.OBJECT, ("objects", "object")),
)
_QCODE = re.compile(r"[^\s:/]+:[^\s/]\S*")
_KEYWORD = "keyword"


def subjects_of(item: dict[str, Any], note: Callable[[str, Severity, str, str, str], None]) -> tuple[Subject, ...]:
    """Return the concepts that ``item`` is about: subjects, then people, organisations, places, events and objects.

    A person, place … that stands among the subjects too is one that a machine found, and is read once, where it
    stands there.
    """
    found: dict[tuple[SubjectType, str, str | None], Subject] = {}
    for index, entry in enumerate(objects(item, "subjects", "subject")):
        rel = text(entry, "rel") or ""
        if rel != _KEYWORD:
            kind = SubjectType(rel) if rel in set(SubjectType) else SubjectType.ABSTRACT
            _add(found, entry, kind, note, f"$.subjects[{index}]")
    for kind, names in _LISTS:
        for index, entry in enumerate(objects(item, *names)):
            _add(found, entry, kind, note, f"$.{names[0]}[{index}]")
    return tuple(found.values())


def keywords_of(item: dict[str, Any]) -> tuple[Keyword, ...]:
    """Return the keywords of ``item``."""
    entries = [entry for entry in objects(item, "subjects", "subject") if text(entry, "rel") == _KEYWORD]
    named = ((text(entry, "name"), _confidence(entry)) for entry in entries)
    return tuple(Keyword(text=name, confidence=confidence) for name, confidence in named if name)


def genre_of(item: dict[str, Any], note: Callable[[str, Severity, str, str, str], None]) -> Genre | None:
    """Return the first genre of ``item``; a story of ours has one."""
    genres = objects(item, "genres", "genre")
    if len(genres) > 1:
        told = f"The item has {len(genres)} genres; the first was read."
        note("ninjs-property-not-held", Severity.INFO, told, "$.genres[1]", "")
    for entry in genres[:1]:
        name, code = text(entry, "name"), _qcode(entry)
        if name or code:
            return Genre(name=name or code or "", qcode=code)
    return None


def _add(
    found: dict[tuple[SubjectType, str, str | None], Subject],
    entry: dict[str, Any],
    kind: SubjectType,
    note: Callable[[str, Severity, str, str, str], None],
    path: str,
) -> None:
    name, code = text(entry, "name"), _qcode(entry)
    if code is None and (uri := text(entry, "uri")):
        told = f"The scheme of the code {uri} is unknown; the concept is known by its name alone."
        note("ninjs-code-not-held", Severity.INFO, told, path, "")
    if name or code:
        subject = Subject(name=name or code or "", type=kind, qcode=code, confidence=_confidence(entry))
        found.setdefault((kind, subject.name, code), subject)


def _qcode(entry: dict[str, Any]) -> str | None:
    uri, code, scheme = text(entry, "uri"), text(entry, "code"), text(entry, "scheme")
    if uri is None and code is not None and scheme is not None:
        # ninjs 1.x has scheme and code apart.
        uri = scheme.rstrip("/") + "/" + code
    for known in IPTC_SCHEMES:
        for prefix in (known.uri, known.uri.replace("http:", "https:")):
            if uri is not None and uri.startswith(prefix) and len(uri) > len(prefix):
                return f"{known.alias}:{uri[len(prefix) :]}"
    for said in (text(entry, "literal"), code):
        if said is not None and _QCODE.fullmatch(said):
            return said
    return None


def _confidence(entry: dict[str, Any]) -> float | None:
    said = entry.get("confidence")
    if isinstance(said, bool) or not isinstance(said, int | float):
        return None
    return min(max(float(said), 0.0), 100.0) / 100
