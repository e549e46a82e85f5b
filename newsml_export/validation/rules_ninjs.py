"""What JSON Schema cannot say of ninjs 3.0."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsml_export.validation.json_rules import JsonBreach, Object, broken, objects, text_of
from newsml_export.validation.kinds import JsonKind
from newsml_export.validation.rules import error, warning
from newsml_export.validation.values import clipped, moment
from newsml_export.vocabularies.language_tags import is_language_tag

if TYPE_CHECKING:
    from newsml_export.validation.json_places import Path

_NINJS = "IPTC, ninjs 3.0"

VERSION = warning(
    "ninjs-version-other",
    "A ninjs document is held against version 3.0.",
    "Take what is said with care, or write version 3.0.",
    _NINJS,
)
OLD = error(
    "ninjs-version-old",
    "A document is written with the names of ninjs 3: versionCreated, headlines, bodies.",
    "Write it in ninjs 3.0, whose names differ from those of 1.x and 2.x; convert reads the old ones.",
    _NINJS,
)
HEADLINE = warning(
    "ninjs-headline-missing",
    "A text has a headline.",
    "Add headlines with one of the role main.",
    _NINJS,
)
MAIN = warning(
    "ninjs-main-headline-missing",
    "Where headlines have roles, one is main.",
    "Give the role main to the headline that stands for the story; importers look for it.",
    _NINJS,
)
BODY = warning("ninjs-body-missing", "A text that is represented in full has a body.", "Add bodies.", _NINJS)
ORDER = error(
    "ninjs-dates-out-of-order",
    "A version is not made before the first one.",
    "Correct firstCreated or versionCreated.",
    f"{_NINJS}, firstCreated",
)
VERSION_DATE = warning(
    "ninjs-version-date-missing",
    "An item says when its version was made.",
    "Add versionCreated; receivers order versions by it.",
    f"{_NINJS}, versionCreated",
)
LANGUAGE = error(
    "ninjs-language-malformed",
    "The language is a well-formed tag.",
    "Write a tag such as zh-Hans.",
    f"{_NINJS}, language; BCP 47",
)
ASSOCIATION = error(
    "ninjs-association-duplicate",
    "No two associations of a kind have the same uri and part.",
    "Take one of the two away, or give it its own uri.",
    f"{_NINJS}, associations",
)
SELF = error(
    "ninjs-association-to-itself",
    "An item is not associated with itself.",
    "Correct the uri of the association.",
    f"{_NINJS}, associations",
)
NO_NAME = error(
    "ninjs-concept-nameless",
    "A person, organisation, place, subject, event, object, genre or source has a name, a uri or a literal.",
    "Add name, or take the entry away.",
    _NINJS,
)
EXPIRED = warning(
    "ninjs-expires-before-release",
    "An item does not expire before it may be shown.",
    "Correct expires or embargoedUntil.",
    f"{_NINJS}, expires",
)

_CONCEPTS = ("people", "organisations", "places", "subjects", "events", "objects", "genres", "infoSources")
#: names that only ninjs 1.x and 2.x have
OLD_NAMES = frozenset(
    [
        *("versioncreated", "firstcreated", "contentcreated", "pubstatus", "headline", "ednote", "usageterms"),
        *("body_text", "body_html", "body_xhtml", "copyrightholder", "copyrightnotice", "subject", "person", "place"),
    ]
)
_DEEPEST = 20
_NEW_NAMES = frozenset(
    [
        *("versionCreated", "firstCreated", "contentCreated", "embargoedUntil", "pubStatus", "headlines", "bodies"),
        *("altIds", "representationType", "infoSources", "usageTerms"),
    ]
)
#: names of all versions that little else has beside a uri
_COMMON_NAMES = frozenset({"type", "associations", "renditions", "subjects", "people", "organisations", "places"})
_OLD_VERSION = re.compile(r"[12](?:\.|\Z)")


class NinjsRules:
    """The rules of ninjs 3.0."""

    name = "ninjs-rules"
    rules = (
        VERSION,
        OLD,
        HEADLINE,
        MAIN,
        BODY,
        ORDER,
        VERSION_DATE,
        LANGUAGE,
        ASSOCIATION,
        SELF,
        NO_NAME,
        EXPIRED,
    )

    def check(self, document: Object) -> list[JsonBreach]:
        """Return every breach in ``document``."""
        breaches: list[JsonBreach] = []
        if not self._check_version(document, breaches):
            return breaches
        if "versionCreated" not in document:
            breaches.append(broken(VERSION_DATE, (), "The item does not say when its version was made."))
        self._check_item(document, (), breaches, 0)
        return breaches

    def _check_version(self, document: Object, breaches: list[JsonBreach]) -> bool:
        """Say whether the document is to be read as one of version 3."""
        standard = document.get("standard")
        said = text_of(standard, "version") if isinstance(standard, dict) else None
        old = sorted(OLD_NAMES & document.keys())
        if said is not None and _OLD_VERSION.match(said):
            told = f"The document says that it is ninjs {clipped(said, 20)}."
            breaches.append(broken(OLD, ("standard", "version"), told, whole=True))
            return False
        if old and not _NEW_NAMES & document.keys():
            told = f"The document has “{old[0]}”, which is a name of ninjs 1.x and 2.x."
            breaches.append(broken(OLD, (old[0],), told, whole=True))
            return False
        if said is not None and said != "3.0":
            told = f"The document says that it is ninjs {clipped(said, 20)}; it was held against 3.0."
            breaches.append(broken(VERSION, ("standard", "version"), told))
        return True

    def _check_item(self, item: Object, path: Path, breaches: list[JsonBreach], depth: int) -> None:
        language = text_of(item, "language")
        if language is not None and not is_language_tag(language):
            told = f"“{clipped(language)}” is no language tag."
            breaches.append(broken(LANGUAGE, (*path, "language"), told))
        self._check_dates(item, path, breaches)
        self._check_text(item, path, breaches)
        for name in _CONCEPTS:
            for place, concept in objects(item, name, path):
                if not any(text_of(concept, key) for key in ("name", "uri", "literal")):
                    breaches.append(broken(NO_NAME, place, f"An entry of “{name}” names nobody and nothing."))
        if depth < _DEEPEST:
            self._check_associations(item, path, breaches, depth)

    def _check_associations(self, item: Object, path: Path, breaches: list[JsonBreach], depth: int) -> None:
        seen: set[object] = set()
        for place, other in objects(item, "associations", path):
            uri = text_of(other, "uri")
            parts = tuple(text_of(one, "value") for _, one in objects(other, "altIds") if one.get("role") == "part")
            key = (uri, text_of(other, "rel"), parts)
            if uri is not None and key in seen:
                told = f"“{clipped(uri)}” is associated twice."
                breaches.append(broken(ASSOCIATION, (*place, "uri"), told))
            if uri is not None and uri == text_of(item, "uri"):
                breaches.append(broken(SELF, (*place, "uri"), "The item is associated with itself."))
            seen.add(key)
            self._check_item(other, place, breaches, depth + 1)

    def _check_dates(self, item: Object, path: Path, breaches: list[JsonBreach]) -> None:
        first, version = moment(text_of(item, "firstCreated") or ""), moment(text_of(item, "versionCreated") or "")
        if first and version and first.tzinfo and version.tzinfo and version < first:
            told = f"The version was made at {version.isoformat()}, before the first one."
            breaches.append(broken(ORDER, (*path, "versionCreated"), told))
        expires, release = moment(text_of(item, "expires") or ""), moment(text_of(item, "embargoedUntil") or "")
        if expires and release and expires.tzinfo and release.tzinfo and expires <= release:
            told = f"The item expires at {expires.isoformat()}, before its embargo ends."
            breaches.append(broken(EXPIRED, (*path, "expires"), told))

    def _check_text(self, item: Object, path: Path, breaches: list[JsonBreach]) -> None:
        roles = [text_of(headline, "role") for _, headline in objects(item, "headlines", path)]
        if any(roles) and "main" not in roles and None not in roles:
            told = "The item has headlines, but none of the role main."
            breaches.append(broken(MAIN, (*path, "headlines"), told))
        partial = item.get("representationType") == "partial"
        if item.get("type") != "text" or path or partial:
            return
        if not roles:
            breaches.append(broken(HEADLINE, path, "The text has no headline."))
        if not any(True for _ in objects(item, "bodies")):
            breaches.append(broken(BODY, path, "The text has no body."))


def is_ninjs(document: object) -> bool:
    """Say whether ``document`` is ninjs: it says so, or it has a uri and names that only ninjs has."""
    if not isinstance(document, dict) or "@context" in document:
        return False
    standard = document.get("standard")
    if isinstance(standard, dict) and str(standard.get("name", "")).lower() == "ninjs":
        return True
    if "uri" not in document:
        return False
    return bool((_NEW_NAMES | OLD_NAMES | _COMMON_NAMES) & document.keys())


KINDS = (
    JsonKind(
        name="ninjs",
        standard="ninjs 3.0",
        schema="ninjs-3.0.schema.json",
        rules=NinjsRules,
        recognises=is_ninjs,
        known_by="standard.name is ninjs, or there is a uri",
    ),
)
