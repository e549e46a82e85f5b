"""ninjs (IPTC, “News in JSON”) as an issue: one document, or a folder of them with the issue as a composite item."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

from newsml_export.errors import InputError, Location
from newsml_export.findings import Finding, Severity
from newsml_export.model.delivered import DeliveredStory, Identity
from newsml_export.model.issue import Issue, IssueInfo, Page
from newsml_export.model.story import Guid, LocalId
from newsml_export.readers.base import IssueHints, is_file_named
from newsml_export.readers.encoding import decode, read_bytes
from newsml_export.readers.issue_info import info_of
from newsml_export.readers.ninjs_item import ItemFacts, story_of, unnamed, version_of
from newsml_export.readers.ninjs_showing import within
from newsml_export.readers.ninjs_values import lowered, moment, nested, objects, roles, text
from newsml_export.readers.showing import supersedes

SUFFIX = ".json"
_PEEK = 65_536
_MOST_FILES = 100_000
_URI = re.compile(rb'"uri"\s*:\s*"')
_ISSUE_JSON = re.compile(rb'"(?:articles|issue)"\s*:\s*[\[{]')
_STANDARD = re.compile(rb'"name"\s*:\s*"ninjs"', re.IGNORECASE)
_OWN_DATE = re.compile(r"urn:newsml:[^:]+:(\d{4})(\d{2})(\d{2}):")
_ISSUE_NAME = re.compile(r"(?P<publication>.+?) (?P<date>\d{4}-\d{2}-\d{2})(?: (?P<number>.+))?")
_MEND = "Give a ninjs document, or a folder of them."


class NinjsReader:
    """Reads a ninjs document, or a folder of ninjs documents; see ``readers.base.Reader``."""

    name = "ninjs"
    summary = "ninjs items: one document, or a folder of them (3.x; 1.x and 2.x as far as it goes)"

    def accepts(self, path: Path) -> bool:
        """Say whether ``path`` is a ``.json`` file that looks like ninjs, or a folder whose first one does."""
        return looks_like_ninjs(path)

    def read(self, path: Path, hints: IssueHints) -> Issue:
        """Read the items at ``path`` as an issue of whole stories.

        A file that is the composite item of an issue stands for its folder. An item that cannot be read becomes a
        finding, and the others go on.

        Args:
            path: a document, or a folder of them.
            hints: win over what the items say.

        Raises:
            MissingDateError: neither the hints nor an item say of which day the issue is.
            InputError: nothing can be read, or the name of the newspaper is neither given nor said.
        """
        return _Reading(path).issue(hints)


def looks_like_ninjs(path: Path) -> bool:
    """Say whether ``path`` is a ``.json`` file, or a folder with one, that looks like ninjs; never raises."""
    try:
        if path.is_dir():
            files = sorted(path.glob(f"*{SUFFIX}"))
            return bool(files) and looks_like_ninjs(files[0]) and not (path / "issue.toml").exists()
        if not is_file_named(path, SUFFIX):
            return False
        with path.open("rb") as file:
            head = file.read(_PEEK)
    except (OSError, ValueError):
        return False
    if _STANDARD.search(head):
        return True
    return _URI.search(head) is not None and _ISSUE_JSON.search(head) is None and b"jsonfeed.org/version" not in head


class _Reading:
    """One reading of one file or folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.findings: list[Finding] = []
        self.file = str(path)

    def issue(self, hints: IssueHints) -> Issue:
        items = self._items()
        whole = next((item for _, item in items if _is_issue(item)), None)
        if whole is not None and not self.path.is_dir() and len(items) == 1:
            items = self._items_of(sorted(self.path.parent.glob(f"*{SUFFIX}")))
        texts = [(file, item) for file, item in items if not _is_issue(item)]
        info = self._info(hints, whole, [item for _, item in texts])
        pages = _pages_of(whole)
        facts = ItemFacts(
            language=info.language, sections={page.label: page.section for page in pages}, publication=info.publication
        )
        stories = self._stories(texts, facts)
        if not stories:
            first = self.findings[0].message if self.findings else "there is none."
            raise InputError(f"no item can be used: {first}", location=Location(file=str(self.path)), next_step=_MEND)
        pages = _all_pages(pages, stories)
        self._sort(stories, pages, whole)
        return Issue(
            info=info,
            pages=tuple(pages),
            delivered=tuple(stories),
            identity=_identity(whole),
            findings=tuple(self.findings),
            source=str(self.path),
        )

    def _sort(self, stories: list[DeliveredStory], pages: list[Page], whole: dict[str, Any] | None) -> None:
        """Put stories in the order of their pages; on a page, in that of the issue's own item, then of their parts."""
        labels = {page.label: number for number, page in enumerate(pages)}
        listed: dict[str | None, int] = {}
        for other in nested(whole or {}, "associations"):
            listed.setdefault(text(other, "uri"), len(listed))

        def place(one: DeliveredStory) -> tuple[int, int, int]:
            first = one.story.parts[0]
            uri = one.identity.guid if one.identity is not None else None
            return labels[first.page], listed.get(uri, len(listed)), first.order

        stories.sort(key=place)

    def _items(self) -> list[tuple[str, dict[str, Any]]]:
        if self.path.is_dir():
            return self._items_of(sorted(self.path.glob(f"*{SUFFIX}"))[:_MOST_FILES])
        return [(str(self.path), self._document(self.path))]

    def _items_of(self, files: Iterable[Path]) -> list[tuple[str, dict[str, Any]]]:
        found = []
        for file in files:
            try:
                found.append((str(file), self._document(file)))
            except InputError as error:
                self.file = str(file)
                self._note("item-unreadable", Severity.ERROR, f"The item was left out: {error.message}", "$", _MEND)
        if not found:
            raise InputError(
                "there is no ninjs document that can be read.", location=Location(file=str(self.path)), next_step=_MEND
            )
        return found

    def _document(self, file: Path) -> dict[str, Any]:
        """Return the item in ``file``, with names in lower case.

        Raises:
            InputError: it cannot be read, is no JSON, or no object.
        """
        decoded = decode(read_bytes(file), str(file), legacy=False)
        self.findings += decoded.findings
        try:
            value = json.loads(decoded.text, parse_constant=_no_number)
        except json.JSONDecodeError as error:
            place = Location(file=str(file), line=error.lineno, column=error.colno)
            raise InputError(f"this is not JSON ({error.msg}).", location=place, next_step=_MEND) from error
        except (ValueError, RecursionError) as error:
            place = Location(file=str(file))
            raise InputError(
                f"this is not JSON that we can read ({error}).", location=place, next_step=_MEND
            ) from error
        if not isinstance(value, dict):
            place = Location(file=str(file), path="$")
            raise InputError("this must be a JSON object.", location=place, next_step=_MEND)
        return lowered(value)

    def _stories(self, items: Iterable[tuple[str, dict[str, Any]]], facts: ItemFacts) -> list[DeliveredStory]:
        found: dict[LocalId, DeliveredStory] = {}
        names: dict[Guid, LocalId] = {}
        for file, item in items:
            self.file = file
            for whole in _whole_items(item):
                kind = text(whole, "type")
                if kind not in {None, "text", "composite", "component"}:
                    told = f"An item of the type “{kind}” is no story; it was left out."
                    self._note(
                        "ninjs-type-not-read", Severity.WARNING, told, "$.type", "Deliver it as a picture of one."
                    )
                    continue
                try:
                    one = story_of(whole, facts, self._note)
                except ValueError as error:
                    told = f"The item was left out: {error}."
                    self._note("item-unreadable", Severity.ERROR, told, "$", "Give every item its uri.")
                    continue
                self._keep(found, names, one)
        return list(found.values())

    def _keep(self, found: dict[LocalId, DeliveredStory], names: dict[Guid, LocalId], one: DeliveredStory) -> None:
        """Keep a story; of one that is there in two versions, the newer."""
        identity = one.identity
        assert identity is not None
        twin = names.get(identity.guid)
        if twin is not None:
            told = f"The item {identity.guid} is there twice; the newer version was read."
            self._note("ninjs-item-twice", Severity.WARNING, told, "$.uri", "Take the older one away.")
            if not supersedes(one, found[twin]):
                return
            found.pop(twin)
        name = names[identity.guid] = unnamed(found, one.story.local_id)
        found[name] = replace(one, story=replace(one.story, local_id=name), identity=replace(identity, local_id=name))

    def _info(self, hints: IssueHints, whole: Mapping[str, Any] | None, items: list[dict[str, Any]]) -> IssueInfo:
        return info_of(hints, _said(whole, items), self.path, "$.contentCreated")

    def _note(self, code: str, severity: Severity, message: str, path: str, mend: str) -> None:
        where = Location(file=self.file, path=path)
        self.findings.append(Finding(code=code, severity=severity, message=message, location=where, mend=mend))


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON value")


def _identity(whole: dict[str, Any] | None) -> Identity | None:
    uri = text(whole or {}, "uri")
    if whole is None or uri is None:
        return None
    version = version_of(whole, lambda *_: None)
    return Identity(local_id=LocalId("issue"), guid=Guid(uri), version=version)


def _is_issue(item: dict[str, Any]) -> bool:
    if text(item, "type") != "composite" or item.get("bodies"):
        return False
    return text(item, "profile") == "newspaper-issue" or not any(True for _ in _whole_items(item))


def _whole_items(item: dict[str, Any]) -> Iterable[dict[str, Any]]:
    """Return the items that are in ``item`` as a whole: itself, or, of a composite, what it holds with bodies."""
    if text(item, "type") != "composite" or _has_body(item):
        return [item]
    return [within(item, other) for other in nested(item, "associations") if _has_body(other)]


def _has_body(item: Mapping[str, Any]) -> bool:
    return bool(objects(item, "bodies")) or any(key.startswith("body_") for key in item)


def _pages_of(whole: Mapping[str, Any] | None) -> list[Page]:
    pages: dict[str, Page] = {}
    for other in objects(whole or {}, "associations"):
        said = roles(other, "altids")
        label = said.get("page")
        if text(other, "rel") == "page" and label and label not in pages:
            pages[label] = Page(label=label, section=said.get("section"))
    return list(pages.values())


def _all_pages(pages: list[Page], stories: Iterable[DeliveredStory]) -> list[Page]:
    found = {page.label: page for page in pages}
    for one in stories:
        for part in one.story.parts:
            found.setdefault(part.page, Page(label=part.page, section=part.section))
    return list(found.values())


def _said(whole: Mapping[str, Any] | None, items: list[dict[str, Any]]) -> IssueHints:
    """Return what the items say of their issue: its own item, else what every item says of it."""
    if whole is not None and (said := roles(whole, "altids")).get("publication"):
        return IssueHints(
            publication=said.get("publication"),
            date=_day(said.get("date")) or _date_of(whole),
            number=said.get("number"),
            edition=said.get("edition"),
            language=text(whole, "language"),
            place=text(whole, "located"),
        )
    named = (
        text(other, "name")
        for item in items
        for other in objects(item, "associations")
        if text(other, "rel") == "issue"
    )
    name = next((match for one in named if one and (match := _ISSUE_NAME.fullmatch(one))), None)
    providers = (
        text(source, "name")
        for item in items
        for source in objects(item, "infosources", "infosource")
        if text(source, "role") == "provider"
    )
    holders = (text(item, "copyrightholder") for item in items)
    languages = [tag for item in items if (tag := text(item, "language"))]
    dates = (_date_of(item) for item in items)
    return IssueHints(
        publication=name["publication"] if name else next((one for one in (*providers, *holders) if one), None),
        date=(_day(name["date"]) if name else None) or next((day for day in dates if day), None),
        number=name["number"] if name else None,
        language=max(languages, key=languages.count) if languages else None,
    )


def _day(said: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(said) if said else None
    except ValueError:
        return None


def _date_of(item: Mapping[str, Any]) -> dt.date | None:
    own = _OWN_DATE.match(text(item, "uri") or "")
    if own and (day := _day("-".join(own.groups()))):
        return day
    for name in ("contentcreated", "versioncreated", "firstcreated"):
        try:
            found = moment(item, name)
        except (ValueError, OverflowError):
            continue
        if found is not None:
            return found.date()
    return None


READER = NinjsReader()
