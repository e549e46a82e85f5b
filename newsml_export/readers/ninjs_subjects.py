"""What a ninjs item is about: concepts of all kinds, keywords, genre, series; and what of it a program guessed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeAlias

from newsml_export.findings import Severity
from newsml_export.model.subjects import Genre, Guess, GuessedText, Keyword, Series, Subject, SubjectRole, SubjectType
from newsml_export.readers.ninjs_values import objects, roles, text
from newsml_export.vocabularies.schemes import IPTC_SCHEMES, own_schemes

_LISTS = (
    (SubjectType.PERSON, ("people", "person")),
    (SubjectType.ORGANISATION, ("organisations", "organisation")),
    (SubjectType.GEO_AREA, ("places", "place")),
    (SubjectType.EVENT, ("events", "event")),
    (SubjectType.OBJECT, ("objects", "object")),
)
_QCODE = re.compile(r"[^\s:/]+:[^\s/]\S*")
_KEYWORD, _LOCATED = "keyword", "located"
_RELATIONS = ("post", "same-as", "broader")
_NO_SUBJECTS = frozenset({_KEYWORD, _LOCATED, *_RELATIONS})
_URGENCIES = range(1, 10)
#: URI of a code of a scheme of ours, whoever the publisher is
_OWN_URI = re.compile(r"https?://[^/]+/newscodes/(?P<path>[^/]+)/(?P<code>[^/]+)")
_OWN_ALIASES = {scheme.uri.rsplit("/", 2)[1]: scheme.alias for scheme in own_schemes("publisher")}

Note: TypeAlias = Callable[[str, Severity, str, str, str], None]


def subjects_of(item: dict[str, Any], note: Note) -> tuple[Subject, ...]:
    """Return the concepts that ``item`` is about: subjects, then people, organisations, places, events and objects.

    A person, place … that stands among the subjects too is one that a machine found, and is read once, where it
    stands there.
    """
    found: dict[tuple[SubjectType, str, str | None], Subject] = {}
    relations = _relations(item)
    for index, entry in enumerate(objects(item, "subjects", "subject")):
        rel = text(entry, "rel") or ""
        if rel not in _NO_SUBJECTS:
            kind = SubjectType(rel) if rel in set(SubjectType) else SubjectType.ABSTRACT
            _add(found, _subject(entry, kind, relations, note, f"$.subjects[{index}]"))
    for kind, names in _LISTS:
        for index, entry in enumerate(objects(item, *names)):
            if text(entry, "rel") != _LOCATED:
                _add(found, _subject(entry, kind, relations, note, f"$.{names[0]}[{index}]"))
    return tuple(found.values())


def located_of(item: dict[str, Any], note: Note) -> Subject | None:
    """Return the place that ``item`` comes from, where it is known by more than a name."""
    relations = _relations(item)
    for index, entry in enumerate(objects(item, "places", "place")):
        if text(entry, "rel") == _LOCATED:
            subject = _subject(entry, SubjectType.GEO_AREA, relations, note, f"$.places[{index}]")
            marks = [one for one in objects(item, "subjects", "subject") if text(one, "rel") == _LOCATED]
            confidence = next((_confidence(one) for one in marks), None)
            return replace(subject, confidence=confidence) if subject is not None else None
    return None


def series_of(item: dict[str, Any]) -> Series | None:
    """Return the series that ``item`` is a part of."""
    for entry in objects(item, "associations"):
        name = text(entry, "name")
        if text(entry, "rel") != "series" or name is None:
            continue
        said, code = roles(entry, "altids"), _qcode(entry)
        confidence, number = _whole(said.get("confidence")), _whole(said.get("number"))
        return Series(
            name=name,
            number=number or None,
            qcode=said.get("code") or code,
            confidence=None if confidence is None else min(confidence, 100) / 100,
        )
    return None


def urgency_of(item: dict[str, Any]) -> int | None:
    """Return the urgency, 1 … 9."""
    said = item.get("urgency")
    return said if isinstance(said, int) and not isinstance(said, bool) and said in _URGENCIES else None


def guesses_of(item: dict[str, Any]) -> tuple[Guess, ...]:
    """Return which of summary, slugline, urgency and language a program made."""
    said = ((value, _guessed(item, str(value))) for value in GuessedText)
    return tuple(Guess(value=value, confidence=share) for value, share in said if share is not None)


def keywords_of(item: dict[str, Any]) -> tuple[Keyword, ...]:
    """Return the keywords of ``item``."""
    entries = [entry for entry in objects(item, "subjects", "subject") if text(entry, "rel") == _KEYWORD]
    named = ((text(entry, "name"), _confidence(entry)) for entry in entries)
    return tuple(Keyword(text=name, confidence=confidence) for name, confidence in named if name)


def genre_of(item: dict[str, Any], note: Note) -> Genre | None:
    """Return the first genre of ``item``; a story of ours has one."""
    genres = objects(item, "genres", "genre")
    if len(genres) > 1:
        told = f"The item has {len(genres)} genres; the first was read."
        note("ninjs-property-not-held", Severity.INFO, told, "$.genres[1]", "")
    for entry in genres[:1]:
        name, code = text(entry, "name"), _qcode(entry)
        if name or code:
            return Genre(name=name or code or "", qcode=code, confidence=_guessed(item, "genre"))
    return None


def _add(found: dict[tuple[SubjectType, str, str | None], Subject], subject: Subject | None) -> None:
    """Add ``subject``; one that is there already learns its role."""
    if subject is None:
        return
    known = found.setdefault((subject.type, subject.name, subject.qcode), subject)
    if known.role is None and subject.role is not None:
        found[subject.type, subject.name, subject.qcode] = replace(known, role=subject.role)


def _subject(
    entry: dict[str, Any], kind: SubjectType, relations: dict[str, list[tuple[str, str]]], note: Note, path: str
) -> Subject | None:
    name, code, rel = text(entry, "name"), _qcode(entry), text(entry, "rel")
    if code is None and (uri := text(entry, "uri")):
        told = f"The scheme of the code {uri} is unknown; the concept is known by its name alone."
        note("ninjs-code-not-held", Severity.INFO, told, path, "")
    if not name and not code:
        return None
    related = relations.get(code or name or "", [])
    return Subject(
        name=name or code or "",
        type=kind,
        qcode=code,
        confidence=_confidence(entry),
        role=SubjectRole(rel) if rel in set(SubjectRole) else None,
        posts=tuple(value for rel, value in related if rel == "post"),
        same_as=tuple(value for rel, value in related if rel == "same-as"),
        broader=tuple(value for rel, value in related if rel == "broader"),
    )


def _relations(item: dict[str, Any]) -> dict[str, list[tuple[str, str]]]:
    """Return what concepts are related to, by code or name: the relation, and the post or code at its other end."""
    found: dict[str, list[tuple[str, str]]] = {}
    for entry in objects(item, "subjects", "subject"):
        rel, of = text(entry, "rel") or "", text(entry, "literal")
        if rel not in _RELATIONS or of is None:
            continue
        code = _qcode({"uri": entry.get("uri")}) if rel != "post" else None
        value = code or text(entry, "name")
        if value is not None:
            found.setdefault(of, []).append((rel, value))
    return found


def _guessed(item: dict[str, Any], name: str) -> float | None:
    said = _whole(roles(item, "altids").get(f"confidence:{name}"))
    return None if said is None else min(said, 100) / 100


def _whole(said: str | None) -> int | None:
    return int(said) if said and said.isascii() and said.isdecimal() and len(said) < 10 else None


def _qcode(entry: dict[str, Any]) -> str | None:
    uri, code, scheme = text(entry, "uri"), text(entry, "code"), text(entry, "scheme")
    if uri is None and code is not None and scheme is not None:
        # ninjs 1.x has scheme and code apart.
        uri = scheme.rstrip("/") + "/" + code
    for known in IPTC_SCHEMES:
        for prefix in (known.uri, known.uri.replace("http:", "https:")):
            if uri is not None and uri.startswith(prefix) and len(uri) > len(prefix):
                return f"{known.alias}:{uri[len(prefix) :]}"
    own = _OWN_URI.fullmatch(uri or "")
    literal = text(entry, "literal")
    if own is not None and own["path"] in _OWN_ALIASES:
        alias = _OWN_ALIASES[own["path"]]
        # The literal has the letters of a code that the URI had to escape.
        return literal if literal and literal.startswith(f"{alias}:") else f"{alias}:{own['code']}"
    for said in (literal, code):
        if said is not None and _QCODE.fullmatch(said):
            return said
    return None


def _confidence(entry: dict[str, Any]) -> float | None:
    said = entry.get("confidence")
    if isinstance(said, bool) or not isinstance(said, int | float):
        return None
    return min(max(float(said), 0.0), 100.0) / 100
