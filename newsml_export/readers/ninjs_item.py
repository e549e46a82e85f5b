"""One ninjs item as a story: 3.x as we write it without loss, other versions and other hands as far as it goes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from newsml_export.findings import Severity
from newsml_export.model.delivered import DeliveredStory, Identity
from newsml_export.model.identity import Version, given_local_id
from newsml_export.model.story import (
    Byline,
    BylineRole,
    Dateline,
    Decision,
    Guid,
    HeadlineLine,
    HeadlineRole,
    LocalId,
    Picture,
    Source,
    Story,
    StoryPart,
)
from newsml_export.model.subjects import Subject
from newsml_export.readers.ninjs_showing import Note, showing_of
from newsml_export.readers.ninjs_subjects import (
    genre_of,
    guesses_of,
    keywords_of,
    located_of,
    series_of,
    subjects_of,
    urgency_of,
)
from newsml_export.readers.ninjs_values import moment, objects, paragraphs_of, plain_paragraphs, roles, text
from newsml_export.readers.showing import Showing

_OWN_URI = re.compile(r"urn:newsml:[^:]+:[0-9]{8}:(?P<local>[^:]+)")
_HEADLINE_ROLES = {
    **{str(role): role for role in HeadlineRole},
    **dict.fromkeys(("sub", "subtitle", "subheadline", "secondary", "deckline"), HeadlineRole.DECK),
    **dict.fromkeys(("overline", "pre", "preheadline", "eyebrow"), HeadlineRole.KICKER),
    **dict.fromkeys(("title", "headline", "primary", ""), HeadlineRole.MAIN),
}
_MAIN = frozenset({HeadlineRole.MAIN, HeadlineRole.DERIVED})
_BYLINE_ROLES = {str(role): role for role in BylineRole}
_NO_PAGE = "1"
_DERIVED = 40
_BEST_RENDITIONS = ("original", "hires", "highres", "main", "baseimage", "web", "preview")
_PICTURE_TYPES = frozenset({"picture", "graphic"})
#: properties that are read, or that say nothing which a story of ours could hold or lose
_HELD = frozenset(
    [
        *("uri", "type", "standard", "representationtype", "profile", "version", "firstcreated", "versioncreated"),
        *("contentcreated", "embargoeduntil", "embargoed", "pubstatus", "language", "title", "headlines", "headline"),
        *("by", "byline", "bylines", "located", "slugline", "urgency", "descriptions", "bodies", "subjects", "subject"),
        *("people", "person", "organisations", "organisation", "places", "place", "events", "event"),
        *("objects", "object", "genres", "genre"),
        *("infosources", "infosource", "ednote", "associations", "altids", "mimetype", "charcount", "wordcount"),
        # Rights are the publisher's; the settings say them.
        *("copyrightholder", "copyrightnotice", "usageterms", "$schema"),
    ]
)
_OLD_TEXTS = re.compile(r"(?:body|description|headline)_")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFacts:
    """What is known of an item's surroundings."""

    #: language where the item names none
    language: str
    #: sections of pages, by label
    sections: Mapping[str, str | None]
    publication: str


def story_of(item: dict[str, Any], facts: ItemFacts, note: Note) -> DeliveredStory:
    """Return ``item``, with names in lower case, as a story; what it holds and we do not is noted.

    Raises:
        ValueError: it names nothing by which it could be told from others.
    """
    uri = text(item, "uri")
    ids = roles(item, "altids")
    if uri is None:
        raise ValueError("it has no uri")
    local = ids.get("local-id") or _local(uri)
    paragraphs = _paragraphs(item, note)
    headline = _headline(item, paragraphs, note)
    ours = any(text(other, "rel") == "printed-on" for other in objects(item, "associations"))
    main = " ".join(line.text for line in headline if line.role in _MAIN)
    if len(paragraphs) > 1 and paragraphs[0] == main and not ours:
        # Others begin the text with the headline.
        del paragraphs[0]
    showing = showing_of(item, note)
    located = located_of(item, note)
    story = Story(
        local_id=given_local_id(local),
        language=text(item, "language") or facts.language,
        headline=headline,
        headline_decision=Decision(evidence=("said by the deliverer",)),
        paragraphs=tuple(paragraphs),
        parts=_parts(item, len(paragraphs), facts, note),
        bylines=_bylines(item),
        source=_source(item),
        dateline=_dateline(item, located),
        pictures=_pictures(item, showing, note),
        genre=genre_of(item, note),
        keywords=keywords_of(item),
        subjects=subjects_of(item, note),
        series=series_of(item),
        located=located,
        summary=_summary(item),
        slugline=text(item, "slugline"),
        urgency=urgency_of(item),
        guesses=guesses_of(item),
        pub_status=showing.status,
        embargoed=showing.embargoed,
        ed_note=text(item, "ednote"),
    )
    _note_rest(item, note)
    identity = Identity(local_id=story.local_id, guid=Guid(uri), version=version_of(item, note))
    return DeliveredStory(story=story, identity=identity)


def lines_of(headlines: Sequence[dict[str, Any]], note: Note | None = None) -> list[HeadlineLine]:
    """Return a stack of headlines, in the order of the document, or as printed where it says how."""
    for entry in headlines:
        if text(entry, "role") == "printed":
            printed, _ = paragraphs_of(str(entry.get("value") or ""))
            known = [(_HEADLINE_ROLES.get(paragraph.kind), paragraph.text) for paragraph in printed]
            return [HeadlineLine(role=role or HeadlineRole.DECK, text=line) for role, line in known]
    derived = {text(entry, "value") for entry in headlines if text(entry, "role") == str(HeadlineRole.DERIVED)}
    found: list[HeadlineLine] = []
    for index, entry in enumerate(headlines):
        value, said = text(entry, "value"), text(entry, "role") or ""
        if value is None or (said == "main" and value in derived):
            continue
        role = _HEADLINE_ROLES.get(said.rpartition("/")[2].rpartition(":")[2].lower())
        if role is None:
            role = HeadlineRole.DECK
            if note is not None:
                told = f"The role “{said}” of a headline is unknown; it was read as a deck."
                note("ninjs-role-unknown", Severity.INFO, told, f"$.headlines[{index}].role", "")
        if role is HeadlineRole.MAIN and any(line.role is HeadlineRole.MAIN for line in found) and not said:
            role = HeadlineRole.DECK
        found.append(HeadlineLine(role=role, text=value))
    return found


def _local(uri: str) -> str:
    own = _OWN_URI.fullmatch(uri)
    return own["local"] if own else uri


def _headline(item: dict[str, Any], paragraphs: Sequence[str], note: Note) -> tuple[HeadlineLine, ...]:
    found = lines_of(objects(item, "headlines"), note)
    if not found:
        # ninjs 1.x: headline, and headline_ROLE.
        old = [("", text(item, "headline"))]
        old += [(key.partition("_")[2], text(item, key)) for key in item if key.startswith("headline_")]
        found = lines_of([{"role": role, "value": value} for role, value in old if value], note)
    if found and not any(line.role in _MAIN for line in found):
        found[0] = HeadlineLine(role=HeadlineRole.MAIN, text=found[0].text)
    title = text(item, "title", "slugline")
    if not found and title:
        found = [HeadlineLine(role=HeadlineRole.MAIN, text=title)]
    if not found:
        opening = paragraphs[0] if paragraphs else "…"
        shown = opening if len(opening) <= _DERIVED else opening[: _DERIVED - 1] + "…"
        found = [HeadlineLine(role=HeadlineRole.DERIVED, text=shown)]
        mend = "Add a headline to the item."
        note("ninjs-headline-derived", Severity.WARNING, "The item has no headline; one was made.", "$", mend)
    return tuple(found)


def _paragraphs(item: dict[str, Any], note: Note) -> list[str]:
    bodies = [
        (str(body.get("contenttype") or ""), str(body["value"]), f"$.bodies[{index}]")
        for index, body in enumerate(objects(item, "bodies"))
        if isinstance(body.get("value"), str)
    ]
    # ninjs 1.x: body_text, body_html, body_xhtml …
    bodies += [(key, item[key], f"$.{key}") for key in item if key.startswith("body_") and isinstance(item[key], str)]
    for kind, value, path in sorted(bodies, key=lambda body: not _is_markup(*body[:2])):
        if not _is_markup(kind, value):
            return plain_paragraphs(value)
        found, lost = paragraphs_of(value)
        if found:
            if lost:
                told = f"Markup of the text was left out: {', '.join(sorted(lost)[:8])}."
                note("ninjs-markup-lost", Severity.INFO, told, path, "")
            return [paragraph.text for paragraph in found]
    return []


def _is_markup(kind: str, value: str) -> bool:
    kind = kind.lower()
    return any(word in kind for word in ("html", "nitf", "xml")) or ("plain" not in kind and "<p" in value.lower())


def _parts(item: dict[str, Any], count: int, facts: ItemFacts, note: Note) -> tuple[StoryPart, ...]:
    last = max(count - 1, 0)
    found = []
    for other in objects(item, "associations"):
        if text(other, "rel") != "printed-on":
            continue
        said = roles(other, "altids")
        first, _, end = said.get("paragraphs", "").partition("-")
        confidence = _number(said.get("confidence"))
        found.append(
            StoryPart(
                page=said.get("page") or text(other, "name") or _NO_PAGE,
                section=said.get("section"),
                order=max(_number(said.get("order")) or 1, 1),
                first_paragraph=min(max((_number(first) or 1) - 1, 0), last),
                last_paragraph=min(max((_number(end) or 1) - 1, 0), last),
                headline=tuple(lines_of(objects(other, "headlines"))),
                jump_to=said.get("jump-to"),
                jump_from=said.get("jump-from"),
                mid_paragraph=said.get("mid-paragraph") == "true",
                continuation=None if confidence is None else Decision(confidence=min(confidence, 100) / 100),
            )
        )
    if not found:
        page = roles(item, "altids").get("page")
        if page is None:
            told = f"The item does not say on which page it is printed; it counts as page {_NO_PAGE}."
            note("ninjs-page-unknown", Severity.INFO, told, "$", "")
        label = page or _NO_PAGE
        found = [StoryPart(page=label, section=facts.sections.get(label), last_paragraph=last)]
    return tuple(found)


def _bylines(item: dict[str, Any]) -> tuple[Byline, ...]:
    found = []
    for source in objects(item, "infosources", "infosource"):
        role, name = _BYLINE_ROLES.get(text(source, "role") or ""), text(source, "name")
        if role is not None and name is not None:
            literal = text(source, "literal") or ""
            title = literal.removesuffix(name).strip() if literal.endswith(name) else None
            found.append(Byline(name=name, role=role, title=title or None))
    by = text(item, "by", "byline")
    if by is None:
        by = next((name for entry in objects(item, "bylines") if (name := text(entry, "byline", "name"))), None)
    return tuple(found) or ((Byline(name=by, role=BylineRole.WRITER),) if by else ())


def _source(item: dict[str, Any]) -> Source | None:
    others = []
    for source in objects(item, "infosources", "infosource"):
        role, name = text(source, "role") or "", text(source, "name")
        if name is None or role in _BYLINE_ROLES or role == "provider":
            continue
        if role == "source":
            return Source(text=text(source, "literal") or name, name=name)
        others.append(name)
    return Source(text=others[0], name=others[0]) if others else None


def _dateline(item: dict[str, Any], located: Subject | None) -> Dateline | None:
    said = next((text(one, "value") for one in objects(item, "descriptions") if text(one, "role") == "dateline"), None)
    place = text(item, "located")
    if place is not None and located is not None and place == located.name and place not in (said or ""):
        # The dateline names no place; the item says where it comes from all the same.
        place = None
    return Dateline(text=said or place or "", place=place) if said or place else None


def _summary(item: dict[str, Any]) -> str | None:
    told = _descriptions(item)
    named = next((told[role] for role in ("summary", "abstract") if role in told), None)
    return named or next((value for role, value in told.items() if role != "dateline"), None)


def _descriptions(item: dict[str, Any]) -> dict[str, str]:
    """Return the descriptions of an item as plain text by role, those without markup first."""
    given = [
        (text(one, "role") or "", text(one, "contenttype") or "", one["value"])
        for one in objects(item, "descriptions")
        if isinstance(one.get("value"), str)
    ]
    # ninjs 1.x: description_text, description_xhtml …
    given += [
        (key.partition("_")[2], key, item[key])
        for key in item
        if key.startswith("description_") and isinstance(item[key], str)
    ]
    found: dict[str, str] = {}
    for role, kind, value in sorted(given, key=lambda one: _is_markup(*one[1:])):
        plain = " ".join(one.text for one in paragraphs_of(value)[0]) if _is_markup(kind, value) else value.strip()
        if plain:
            found.setdefault(role, plain)
    return found


def _pictures(item: dict[str, Any], ours: Showing, note: Note) -> tuple[Picture, ...]:
    found = []
    for other in objects(item, "associations"):
        renditions = objects(other, "renditions")
        if text(other, "type") not in _PICTURE_TYPES:
            continue
        ordered = sorted(renditions, key=_promise)
        href = next((address for one in ordered if (address := text(one, "href", "title"))), None)
        if href is None:
            continue
        if not ours.allows(showing_of(other, note)):
            told = f"The picture {href[:200]} may not be shown when its story may; the story is read without it."
            mend = "Release the picture, or take it out of the story."
            note("ninjs-picture-withheld", Severity.WARNING, told, "$.associations", mend)
            continue
        captions = [*_descriptions(other).values()]
        captions += [line.text for line in lines_of(objects(other, "headlines"))]
        captions += [caption for key in ("headline", "title") if (caption := text(other, key))]
        caption = next((caption for caption in captions if caption), None)
        found.append(Picture(href=href, caption=caption, credit=text(other, "by", "byline")))
    return tuple(found)


def _promise(rendition: dict[str, Any]) -> tuple[float, int]:
    """Return a key that sorts the widest rendition first; without widths, that of a name that promises most."""
    width = rendition.get("width")
    names = {(text(rendition, key) or "").lower() for key in ("name", "title")}
    rank = next((number for number, name in enumerate(_BEST_RENDITIONS) if name in names), len(_BEST_RENDITIONS))
    return -float(width) if isinstance(width, int | float) and abs(width) < 1e9 else 0.0, rank


def version_of(item: dict[str, Any], note: Note) -> Version | None:
    """Return the version of ``item``, or ``None`` where it does not say enough of it."""
    number = _number(str(item.get("version") or ""))
    try:
        created = moment(item, "versioncreated")
        first = moment(item, "firstcreated") or created
    except (ValueError, OverflowError) as error:
        told = f"The times of the version cannot be read: {error}."
        note("ninjs-date-unreadable", Severity.WARNING, told, "$.versionCreated", "Write it with its time zone.")
        return None
    if number is None or created is None or first is None:
        return None
    return Version(number=max(number, 1), first_created=first, version_created=created, content_hash="")


def _number(said: str | None) -> int | None:
    return int(said) if said and said.isascii() and said.isdecimal() and len(said) < 10 else None


def _note_rest(item: dict[str, Any], note: Note) -> None:
    rest = sorted(key for key in item if key not in _HELD and not _OLD_TEXTS.match(key))
    if rest:
        told = f"The item says what a story of ours does not hold: {', '.join(rest[:8])}."
        note("ninjs-property-not-held", Severity.INFO, told, f"$.{rest[0]}", "")


def unnamed(taken: Mapping[LocalId, object], name: LocalId) -> LocalId:
    """Return ``name``, with a number behind it where it is ``taken``."""
    number, found = 1, name
    while found in taken:
        number += 1
        found = LocalId(f"{name}-{number}")
    return found
