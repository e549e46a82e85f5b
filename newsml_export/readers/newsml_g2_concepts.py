"""What a newsItem says of its story beyond the text: subjects, places, series, and what of it a program guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsml_export.model.story import Dateline
from newsml_export.model.subjects import (
    Genre,
    Guess,
    GuessedText,
    Keyword,
    Series,
    Subject,
    SubjectRole,
    SubjectType,
)
from newsml_export.readers.newsml_g2_values import NS, code_of, share_of, text_of, whole_of, words_of

if TYPE_CHECKING:
    from lxml.etree import _Element

#: what a program said, but not how sure it was
_UNSAID = 0.0
_URGENCIES = range(1, 10)


def genre_of(content: _Element | None) -> Genre | None:
    """Return the first genre."""
    element = content.find("n:genre", NS) if content is not None else None
    if element is None:
        return None
    name = words_of(element.find("n:name", NS)) or element.get("qcode") or element.get("literal")
    return Genre(name=name, qcode=_code(element), confidence=_guessed(element)) if name else None


def keywords_of(content: _Element | None) -> tuple[Keyword, ...]:
    """Return the keywords, in order."""
    elements = content.iterfind("n:keyword", NS) if content is not None else ()
    found = ((words_of(element), _guessed(element)) for element in elements)
    return tuple(Keyword(text=text, confidence=confidence) for text, confidence in found if text)


def subjects_of(content: _Element | None) -> tuple[Subject, ...]:
    """Return what the item is about, in order."""
    elements = content.iterfind("n:subject", NS) if content is not None else ()
    found = (_subject(element, _guessed(element)) for element in elements)
    return tuple(subject for subject in found if subject is not None)


def series_of(item_meta: _Element | None) -> Series | None:
    """Return the series that the item is a part of: the first set of items that it is a member of."""
    element = item_meta.find("n:memberOf", NS) if item_meta is not None else None
    if element is None:
        return None
    name = words_of(element.find("n:name", NS)) or _code(element)
    said = _properties(item_meta, "itemMetaExtProperty")
    confidence = _share(said.get("series-confidence"))
    if confidence is None and element.get("how"):
        confidence = _UNSAID
    number = whole_of(said.get("series-number"))
    return Series(name=name, number=number, qcode=_code(element), confidence=confidence) if name else None


def located_of(content: _Element | None) -> Subject | None:
    """Return the place that the item comes from, where it is known by more than a name."""
    element = _known_place(content)
    if element is None:
        return None
    confidence = _share(_properties(content, "contentMetaExtProperty").get("located-confidence"))
    if confidence is None and element.get("how"):
        confidence = _UNSAID
    return _subject(element, confidence)


def dateline_of(content: _Element | None) -> Dateline | None:
    """Return what opens the text, with the place that it names."""
    text = text_of(content, "dateline")
    places = content.iterfind("n:located", NS) if content is not None else ()
    named = [(place, words_of(place.find("n:name", NS))) for place in places]
    known = _known_place(content)
    place = next((name for element, name in named if element is not known), None)
    if place is None and known is not None and text:
        name = words_of(known.find("n:name", NS))
        place = name if name and name in text else None
    return Dateline(text=text or place or "", place=place) if text or place else None


def summary_of(content: _Element | None) -> str | None:
    """Return the description that is a summary, or else the first one."""
    return words_of(_description(content))


def urgency_of(content: _Element | None) -> int | None:
    """Return the urgency, 1 … 9."""
    number = whole_of(text_of(content, "urgency"))
    return number if number in _URGENCIES else None


def guesses_of(content: _Element | None) -> tuple[Guess, ...]:
    """Return which of summary, slugline, urgency and language a program made."""
    if content is None:
        return ()
    said = _properties(content, "contentMetaExtProperty")
    found = []
    for value, element in (
        (GuessedText.SUMMARY, _description(content)),
        (GuessedText.SLUGLINE, content.find("n:slugline", NS)),
        (GuessedText.URGENCY, content.find("n:urgency", NS)),
        (GuessedText.LANGUAGE, content.find("n:language", NS)),
    ):
        confidence = _share(said.get(f"{value}-confidence"))
        if confidence is None and element is not None:
            confidence = _guessed(element)
        if element is not None and confidence is not None:
            found.append(Guess(value=value, confidence=confidence))
    return tuple(found)


def _description(content: _Element | None) -> _Element | None:
    found = content.findall("n:description", NS) if content is not None else []
    return next((one for one in found if code_of(one, "role") == "summary"), found[0] if found else None)


def _known_place(content: _Element | None) -> _Element | None:
    places = content.iterfind("n:located", NS) if content is not None else ()
    return next((place for place in places if place.get("type") or _code(place)), None)


def _subject(element: _Element, confidence: float | None) -> Subject | None:
    qcode = _code(element)
    name = words_of(element.find("n:name", NS)) or qcode
    if not name:
        return None
    code, role, posts = code_of(element, "type"), None, []
    for related in element.iterfind("n:related", NS):
        relation, said = code_of(related, "rel"), code_of(related, "qcode")
        if relation == "role" and said in set(SubjectRole):
            role = SubjectRole(said)
        elif relation == "post" and (post := words_of(related.find("n:name", NS))):
            posts.append(post)
    return Subject(
        name=name,
        type=SubjectType(code) if code in set(SubjectType) else SubjectType.ABSTRACT,
        qcode=qcode,
        confidence=confidence,
        role=role,
        posts=tuple(posts),
        same_as=_codes(element, "sameAs"),
        broader=_codes(element, "broader"),
    )


def _codes(element: _Element, name: str) -> tuple[str, ...]:
    return tuple(code for other in element.iterfind(f"n:{name}", NS) if (code := _code(other)))


def _code(element: _Element) -> str | None:
    return element.get("qcode") or element.get("literal")


def _guessed(element: _Element) -> float | None:
    """Return how sure a program was, or ``None`` where a person said so."""
    share = share_of(element)
    return _UNSAID if share is None and code_of(element, "how") == "tool" else share


def _share(text: str | None) -> float | None:
    value = whole_of(text)
    return min(value, 100) / 100 if value is not None else None


def _properties(parent: _Element | None, name: str) -> dict[str, str]:
    elements = parent.iterfind(f"n:{name}", NS) if parent is not None else ()
    return {code_of(one, "rel"): one.get("value") or "" for one in elements}
