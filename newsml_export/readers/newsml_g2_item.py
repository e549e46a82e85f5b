"""A NewsML-G2 newsItem as a story: what our model holds of it, and a count of what it does not.

Source: NewsML-G2 2.35 (IPTC). Documents of any publisher are read; what only we write (the roles and properties of our
own schemes) is read by the end of its QCode.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lxml import etree

from newsml_export.model.delivered import DeliveredStory, Identity
from newsml_export.model.identity import Version, given_local_id
from newsml_export.model.story import (
    Byline,
    BylineRole,
    Decision,
    Guid,
    HeadlineLine,
    HeadlineRole,
    JumpDirection,
    Picture,
    Source,
    Story,
    StoryPart,
    UnresolvedJump,
)
from newsml_export.readers.newsml_g2_concepts import (
    dateline_of,
    genre_of,
    guesses_of,
    keywords_of,
    located_of,
    series_of,
    subjects_of,
    summary_of,
    urgency_of,
)
from newsml_export.readers.newsml_g2_showing import Note, showing_of
from newsml_export.readers.newsml_g2_values import (
    NAR,
    NS,
    code_of,
    file_of,
    paragraphs_of,
    share_of,
    text_of,
    whole_of,
    words_of,
)
from newsml_export.readers.showing import Showing, moment_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_OWN_GUID = re.compile(r"urn:newsml:[^:]+:[0-9]{8}:(?P<local>[^:]+)")
_JUMP_NOTE = re.compile(
    r"The jump line “(?P<text>.*)” on page (?P<page>.*?) was not followed: (?P<reason>.*)\.", re.DOTALL
)
_PARAGRAPH_ID = re.compile(r".*-p(\d+)")
_MAIN = "main"
_ROLES = {role.value: role for role in HeadlineRole}
_ABOVE = (HeadlineRole.KICKER,)
_DIRECTIONS = {"to-page": JumpDirection.TO, "from-page": JumpDirection.FROM}
#: elements that our model holds, or that say nothing of the story itself
_HELD = frozenset(
    [
        *("catalogRef", "catalog", "rightsInfo", "copyrightHolder", "copyrightNotice", "usageTerms", "itemMeta"),
        *("itemClass", "provider", "versionCreated", "firstCreated", "embargoed", "pubStatus", "generator"),
        *("title", "edNote", "signal", "link", "contentMeta", "contentCreated", "located", "infoSource"),
        *("creator", "contributor", "language", "genre", "keyword", "subject", "headline", "dateline", "by"),
        *("creditline", "description", "urgency", "slugline", "related", "sameAs", "broader", "memberOf"),
        *("itemMetaExtProperty", "contentMetaExtProperty", "partMeta", "role", "partMetaExtProperty"),
        *("contentSet", "inlineXML", "inlineData", "name", "note", "profile", "service", "filename", "hash"),
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadItem:
    """A newsItem that was read."""

    delivered: DeliveredStory
    #: elements that our model does not hold, with their number
    unread: Mapping[str, int]


def is_picture(item: _Element) -> bool:
    """Say whether a newsItem is a picture, not a text."""
    kind = item.find("n:itemMeta/n:itemClass", NS)
    return kind is not None and code_of(kind, "qcode") == "picture"


def read_item(item: _Element, language: str, note: Note) -> ReadItem:
    """Return a newsItem as a story.

    Args:
        item: a ``newsItem`` element.
        language: BCP 47, where the item names none.
        note: told what cannot be read: code, message, mend.

    Raises:
        ValueError: it has no guid.
    """
    guid = (item.get("guid") or "").strip()
    if not guid:
        raise ValueError("it has no guid")
    own = _OWN_GUID.fullmatch(guid)
    meta, content = item.find("n:itemMeta", NS), item.find("n:contentMeta", NS)
    paragraphs = paragraphs_of(item)
    headline = _stack(content) if content is not None else []
    decision = _headline_decision(content)
    showing = showing_of(item, note)
    headline = headline or [HeadlineLine(role=HeadlineRole.DERIVED, text=_derived(item, paragraphs, guid))]
    story = Story(
        local_id=given_local_id(own["local"] if own else guid),
        language=_language(item, content) or language,
        headline=tuple(headline),
        headline_decision=decision,
        paragraphs=tuple(paragraphs),
        parts=_parts(item, len(paragraphs)),
        bylines=tuple(_bylines(content)),
        source=_source(content),
        dateline=dateline_of(content),
        unresolved_jumps=tuple(_jumps(meta)),
        pictures=tuple(_pictures(meta)),
        genre=genre_of(content),
        keywords=keywords_of(content),
        subjects=subjects_of(content),
        series=series_of(meta),
        located=located_of(content),
        summary=summary_of(content),
        slugline=text_of(content, "slugline"),
        urgency=urgency_of(content),
        guesses=guesses_of(content),
        pub_status=showing.status,
        embargoed=showing.embargoed,
        ed_note=_ed_note(meta),
        correction=_correction(meta),
    )
    identity = Identity(local_id=story.local_id, guid=Guid(guid), version=_version(item, meta, note))
    return ReadItem(delivered=DeliveredStory(story=story, identity=identity), unread=_unread(item))


def picture_facts(item: _Element) -> tuple[str, Picture] | None:
    """Return the address of a picture item's first rendition, and what it says of it."""
    remote = item.find("n:contentSet/n:remoteContent", NS)
    if remote is None or not remote.get("href"):
        return None
    href = file_of(remote.get("href", ""))
    photographer = item.findtext("n:contentMeta/n:creator/n:name", None, NS)
    return href, Picture(
        href=href,
        caption=text_of(item.find("n:contentMeta", NS), "description"),
        credit=text_of(item.find("n:contentMeta", NS), "creditline"),
        photographer=photographer,
        media_type=remote.get("contenttype"),
        width=whole_of(remote.get("width")),
        height=whole_of(remote.get("height")),
        orientation=whole_of(remote.get("orientation")),
        size=whole_of(remote.get("size")),
        sha256=remote.findtext("n:hash", None, NS),
    )


def with_facts(delivered: DeliveredStory, facts: Mapping[str, tuple[Picture, Showing]], note: Note) -> DeliveredStory:
    """Return the story with what picture items say of its pictures.

    A picture that must not be shown when its story may is left out, and noted: our model has no status for pictures.
    """
    story = delivered.story
    if not any(picture.href in facts for picture in story.pictures):
        return delivered
    ours = Showing(status=story.pub_status, embargoed=story.embargoed)
    kept = []
    for picture in story.pictures:
        fact, showing = facts.get(picture.href, (None, Showing()))
        if ours.allows(showing):
            kept.append(_merged(picture, fact))
            continue
        told = f"The picture {picture.href[:200]} may not be shown when its story may; the story is read without it."
        note("newsml-g2-picture-withheld", told, "Release the picture, or take it out of the story.")
    return replace(delivered, story=replace(story, pictures=tuple(kept)))


def _merged(picture: Picture, fact: Picture | None) -> Picture:
    if fact is None:
        return picture
    return replace(fact, caption=picture.caption or fact.caption, credit=picture.credit or fact.credit)


def _language(item: _Element, content: _Element | None) -> str | None:
    told = content.find("n:language", NS) if content is not None else None
    return (told.get("tag") if told is not None else None) or item.get(_LANG)


def _stack(parent: _Element) -> list[HeadlineLine]:
    """Return a headline stack in the order of print: what stands above the main headline first."""
    lines: list[HeadlineLine] = []
    for element in parent.iterfind("n:headline", NS):
        text = words_of(element)
        if text is None:
            continue
        code = code_of(element, "role")
        role = _ROLES.get(code)
        if role is None:
            taken = any(line.role in (HeadlineRole.MAIN, HeadlineRole.DERIVED) for line in lines)
            role = HeadlineRole.DECK if taken and code != _MAIN else HeadlineRole.MAIN
        lines.append(HeadlineLine(role=role, text=text))
    above = [line for line in lines if line.role in _ABOVE]
    return above + [line for line in lines if line.role not in _ABOVE]


def _headline_decision(content: _Element | None) -> Decision:
    first = content.find("n:headline", NS) if content is not None else None
    share = share_of(first) if first is not None else None
    return Decision(confidence=share) if share is not None else Decision()


def _derived(item: _Element, paragraphs: Sequence[str], guid: str) -> str:
    title = text_of(item.find("n:itemMeta", NS), "title")
    return title or (paragraphs[0][:40] if paragraphs else guid)


def _parts(item: _Element, count: int) -> tuple[StoryPart, ...]:
    found: list[StoryPart] = []
    for meta in item.iterfind("n:partMeta", NS):
        told = {code_of(one, "rel"): one for one in meta.iterfind("n:partMetaExtProperty", NS)}
        page = words_of(told["page"]) or code_of(told["page"], "qcode") if "page" in told else None
        if not page:
            continue
        places = [
            int(match[1]) - 1
            for ref in (meta.get("contentrefs") or "").split()
            if (match := _PARAGRAPH_ID.fullmatch(ref))
        ]
        notes = {code_of(one, "role"): words_of(one) for one in meta.iterfind("n:edNote", NS)}
        before = found[-1] if found else None
        first = min(max(places[0], 0), max(count - 1, 0)) if places else 0
        found.append(
            StoryPart(
                page=page,
                section=told["section"].get("value") if "section" in told else None,
                order=whole_of(told["place-on-page"].get("value")) or 1 if "place-on-page" in told else 1,
                first_paragraph=first,
                last_paragraph=min(max(places[-1], 0), max(count - 1, 0)) if places else max(count - 1, 0),
                headline=tuple(_stack(meta)),
                jump_to=notes.get("to-page"),
                jump_from=notes.get("from-page"),
                mid_paragraph=before is not None and bool(places) and before.last_paragraph == first,
                continuation=_continuation(meta) if found else None,
            )
        )
    return tuple(found) or (StoryPart(page="1", last_paragraph=max(count - 1, 0)),)


def _continuation(meta: _Element) -> Decision | None:
    share, evidence = None, []
    for one in meta.iterfind("n:partMetaExtProperty", NS):
        code = code_of(one, "rel")
        if code == "continuation-confidence":
            share = whole_of(one.get("value"))
        elif code == "continuation-evidence" and one.get("value"):
            evidence.append(one.get("value", ""))
    return Decision(confidence=min(share, 100) / 100, evidence=tuple(evidence)) if share is not None else None


def _bylines(content: _Element | None) -> list[Byline]:
    found = []
    for element in content.iterchildren(f"{NAR}creator", f"{NAR}contributor") if content is not None else ():
        name = words_of(element.find("n:name", NS)) or element.get("literal")
        if not name:
            continue
        code = code_of(element, "role")
        away = str(element.tag) == f"{NAR}contributor"
        role = BylineRole.CORRESPONDENT if away else BylineRole.REPORTER
        role = BylineRole(code) if code in {one.value for one in BylineRole} else role
        found.append(Byline(name=name, role=role, title=words_of(element.find("n:note", NS))))
    by = text_of(content, "by")
    return found or ([Byline(name=by)] if by else [])


def _source(content: _Element | None) -> Source | None:
    element = content.find("n:infoSource", NS) if content is not None else None
    name = words_of(element.find("n:name", NS)) if element is not None else None
    name = name or text_of(content, "creditline")
    return Source(text=name, name=name) if name else None


def _jumps(meta: _Element | None) -> list[UnresolvedJump]:
    if meta is None:
        return []
    targets: dict[tuple[str, str], str | None] = {}
    for link in meta.iterfind("n:link", NS):
        if code_of(link, "rel") in _DIRECTIONS:
            residref = link.get("residref") or ""
            targets[code_of(link, "rel"), link.get("title") or ""] = residref.rpartition("/")[2] or None
    found = []
    for note in meta.iterfind("n:edNote", NS):
        code = code_of(note, "role")
        told = _JUMP_NOTE.fullmatch(words_of(note) or "") if code in _DIRECTIONS else None
        if told:
            found.append(
                UnresolvedJump(
                    direction=_DIRECTIONS[code],
                    page=told["page"],
                    target=targets.get((code, told["text"])),
                    text=told["text"],
                    reason=told["reason"],
                )
            )
    return found


def _pictures(meta: _Element | None) -> list[Picture]:
    found = []
    for link in meta.iterfind("n:link", NS) if meta is not None else ():
        if link.get("href"):
            found.append(
                Picture(
                    href=file_of(link.get("href", "")),
                    caption=link.get("title"),
                    credit=words_of(link.find("n:creditline", NS)),
                    media_type=link.get("contenttype"),
                )
            )
    return found


def _ed_note(meta: _Element | None) -> str | None:
    notes = meta.iterfind("n:edNote", NS) if meta is not None else ()
    plain = [note for note in notes if note.get("role") is None and note.get(_LANG) is None]
    corrected = _is_corrected(meta)
    held = plain[:-1] if corrected else plain
    return " ".join(text for note in held if (text := words_of(note))) or None


def _correction(meta: _Element | None) -> str | None:
    if not _is_corrected(meta) or meta is None:
        return None
    plain = [note for note in meta.iterfind("n:edNote", NS) if note.get("role") is None and note.get(_LANG) is None]
    return words_of(plain[-1]) if plain else None


def _is_corrected(meta: _Element | None) -> bool:
    return meta is not None and any(code_of(one, "qcode") == "correction" for one in meta.iterfind("n:signal", NS))


def _version(item: _Element, meta: _Element | None, note: Note) -> Version | None:
    number = whole_of(item.get("version"))
    created = _moment(text_of(meta, "versionCreated"), note)
    first = _moment(text_of(meta, "firstCreated"), note) or created
    if not number or created is None or first is None:
        return None
    return Version(number=number, first_created=first, version_created=created, content_hash="")


def _moment(text: str | None, note: Note) -> dt.datetime | None:
    if not text:
        return None
    try:
        return moment_of(text)
    except ValueError:
        note("newsml-g2-date-unreadable", f"“{text[:60]}” is no moment with a time zone.", "Write it with its offset.")
        return None


def _unread(item: _Element) -> Counter[str]:
    """Count the elements that our model does not hold, apart from those inside text."""
    found: Counter[str] = Counter()
    for element in item.iter(f"{NAR}*"):
        name = etree.QName(element).localname
        parent = element.getparent()
        inside = parent is not None and etree.QName(parent).localname not in _HELD | {"newsItem"}
        if name not in _HELD and name != "newsItem" and not inside:
            found[name] += 1
    return found
