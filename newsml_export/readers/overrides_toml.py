"""``overrides.toml``: what the operator decided about single stories of an issue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import msgspec

from newsml_export.errors import InputError, Location
from newsml_export.model.overrides import (
    ApartOverride,
    DropOverride,
    GivenByline,
    GivenLine,
    JoinOverride,
    Override,
    Overrides,
    PartName,
    StoryOverride,
)
from newsml_export.model.story import BylineRole, HeadlineRole, PubStatus
from newsml_export.readers.page_labels import LabelKey, label_key
from newsml_export.readers.showing import moment_of
from newsml_export.readers.text_pages import label_of
from newsml_export.readers.typed_toml import load_toml, nearest, place

OVERRIDES_TOML = "overrides.toml"
_HOW_TO_NAME = 'Name a text by page = "1" and begins = "its opening words"; newsml-export inspect prints both.'
_HEADLINE_ROLES = tuple(role for role in HeadlineRole if role is not HeadlineRole.DERIVED)
_Role = TypeVar("_Role", bound=StrEnum)


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    page: str | int | None = None
    begins: str | None = None
    id: str | int | None = None


class _Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: str
    role: str | None = None


class _Byline(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    role: str | None = None
    title: str | None = None


class _Story(_Part, frozen=True, forbid_unknown_fields=True):
    headline: str | tuple[str | _Line, ...] | None = None
    bylines: str | tuple[str | _Byline, ...] | None = None
    status: str | None = None
    #: a TOML offset date-time, or text in the same form
    embargoed: Any = None
    ed_note: str | None = None
    correction: str | None = None
    reason: str | None = None


class _Drop(_Part, frozen=True, forbid_unknown_fields=True):
    headline: str | tuple[str, ...] | None = None
    reason: str | None = None


class _Together(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    parts: tuple[_Part, ...]
    reason: str | None = None


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    story: tuple[_Story, ...] = ()
    join: tuple[_Together, ...] = ()
    apart: tuple[_Together, ...] = ()
    drop: tuple[_Drop, ...] = ()


def read_overrides(folder: Path, pages: Collection[str] | None = None) -> Overrides:
    """Return the overrides in ``folder``; none where it holds no ``overrides.toml``.

    Args:
        folder: the folder of the issue.
        pages: labels of what is read of the issue, where it is only a part; entries about other pages are left out.

    Raises:
        InputError: the file cannot be read, is no TOML, has an unknown key or a value that cannot be; says where and
            what to write instead.
    """
    path = folder / OVERRIDES_TOML
    try:
        if not path.exists():
            return Overrides()
    except (OSError, ValueError):
        return Overrides()
    overrides = _Reading(path).overrides(load_toml(path, _File, InputError))
    if pages is None:
        return overrides
    read = {label_key(page) for page in pages}
    return replace(overrides, entries=tuple(entry for entry in overrides.entries if _pages_of(entry) <= read))


def _pages_of(entry: Override) -> set[LabelKey | None]:
    if isinstance(entry, JoinOverride | ApartOverride):
        labels = [part.page for part in entry.parts]
    else:
        labels = [entry.part.page if entry.part is not None else entry.page]
    return {None if label is None else label_key(label) for label in labels}


class _Reading:
    """One reading of one file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def overrides(self, file: _File) -> Overrides:
        """Return the entries in the order they are written in."""
        entries: list[Override] = [self._story(table, f"story[{n}]") for n, table in enumerate(file.story)]
        for n, table in enumerate(file.join):
            where, parts = self._together(table, f"join[{n}]")
            entries.append(JoinOverride(location=where, reason=table.reason, parts=parts))
        for n, table in enumerate(file.apart):
            where, parts = self._together(table, f"apart[{n}]")
            entries.append(ApartOverride(location=where, reason=table.reason, parts=parts))
        entries += [self._drop(drop, f"drop[{n}]") for n, drop in enumerate(file.drop)]
        entries.sort(key=lambda entry: entry.location.line or 0)
        return Overrides(entries=tuple(entries), file=str(self.path))

    def _story(self, table: _Story, key: str) -> StoryOverride:
        given = (table.headline, table.bylines, table.status, table.embargoed, table.ed_note, table.correction)
        if all(value is None for value in given):
            mend = "Give headline, bylines, status, embargoed, ed_note or correction."
            self._refuse("this entry changes nothing.", key, mend)
        return StoryOverride(
            location=place(self.path, key),
            reason=table.reason,
            part=self._part(table, key),
            headline=self._headline(table.headline, f"{key}.headline"),
            bylines=self._bylines(table.bylines, f"{key}.bylines"),
            status=self._status(table.status, f"{key}.status"),
            embargoed=self._moment(table.embargoed, f"{key}.embargoed"),
            ed_note=self._words(table.ed_note, f"{key}.ed_note"),
            correction=self._words(table.correction, f"{key}.correction"),
        )

    def _status(self, word: str | None, key: str) -> PubStatus | None:
        if word is None:
            return None
        if word not in set(PubStatus):
            self._refuse(f"there is no status “{word}”.", key, "Write usable, withheld or canceled.")
        return PubStatus(word)

    def _moment(self, given: object, key: str) -> dt.datetime | None:
        if given is None:
            return None
        try:
            return moment_of(given.isoformat() if isinstance(given, dt.date | dt.time) else str(given))
        except ValueError:
            mend = "Write it with its offset, such as 2023-03-09T06:00:00+08:00."
            self._refuse(f"“{given}” is no moment with a time zone.", key, mend)

    def _words(self, given: str | None, key: str) -> str | None:
        if given is not None and not given.strip():
            self._refuse("the text is empty.", key, "Write it, or take the key out.")
        return given

    def _headline(self, given: str | tuple[str | _Line, ...] | None, key: str) -> tuple[GivenLine, ...] | None:
        if given is None:
            return None
        lines = []
        for line in (given,) if isinstance(given, str) else given:
            table = _Line(text=line) if isinstance(line, str) else line
            if not table.text.strip():
                self._refuse("a line of the headline is empty.", key, "Write headline = [] if there is none.")
            lines.append(GivenLine(text=table.text, role=self._role(table.role, _HEADLINE_ROLES, key)))
        if lines and all(line.role not in (None, HeadlineRole.MAIN) for line in lines):
            self._refuse("none of these lines can be the main headline.", key, 'Give one of them role = "main".')
        return tuple(lines)

    def _bylines(self, given: str | tuple[str | _Byline, ...] | None, key: str) -> tuple[GivenByline, ...] | None:
        if given is None:
            return None
        found = []
        for byline in (given,) if isinstance(given, str) else given:
            table = _Byline(name=byline) if isinstance(byline, str) else byline
            if not table.name.strip():
                self._refuse("a name is empty.", key, "Write bylines = [] if nobody is named.")
            role = self._role(table.role, tuple(BylineRole), key)
            found.append(GivenByline(name=table.name, role=role, title=table.title or None))
        return tuple(found)

    def _role(self, word: str | None, known: tuple[_Role, ...], key: str) -> _Role | None:
        found = next((role for role in known if role.value == word), None)
        if word is not None and found is None:
            self._refuse(f"there is no role “{word}” here.", key, nearest(word, [role.value for role in known]))
        return found

    def _together(self, table: _Together, key: str) -> tuple[Location, tuple[PartName, ...]]:
        if len(table.parts) < 2:
            self._refuse("it takes two parts at least.", f"{key}.parts", "Name them in reading order.")
        return place(self.path, key), tuple(self._part(part, f"{key}.parts") for part in table.parts)

    def _drop(self, table: _Drop, key: str) -> DropOverride:
        where, page = place(self.path, key), self._label(table, key)
        if table.headline is None:
            return DropOverride(location=where, reason=table.reason, part=self._part(table, key), page=page)
        lines = (table.headline,) if isinstance(table.headline, str) else table.headline
        if not lines or not all(line.strip() for line in lines):
            self._refuse("the headline is empty.", f"{key}.headline", "Write the line that is no headline.")
        if page is None or table.begins is not None or table.id is not None:
            self._refuse(
                "a headline is named by its page and its lines alone.",
                key,
                "Give page and headline; drop a text in an entry of its own.",
            )
        return DropOverride(location=where, reason=table.reason, page=page, headline=lines)

    def _part(self, table: _Part, key: str) -> PartName:
        page = self._label(table, key)
        identifier = None if table.id is None else str(table.id).strip()
        if table.begins is not None and not table.begins.strip():
            self._refuse("the opening words are empty.", f"{key}.begins", _HOW_TO_NAME)
        if identifier == "":
            self._refuse("the id is empty.", f"{key}.id", _HOW_TO_NAME)
        if identifier is None and (page is None or table.begins is None):
            missing = " and ".join(
                f"“{name}”" for name, value in (("page", page), ("begins", table.begins)) if value is None
            )
            self._refuse(f"the text is not named: {missing} is missing.", key, _HOW_TO_NAME)
        return PartName(page=page, begins=table.begins, id=identifier)

    def _label(self, table: _Part, key: str) -> str | None:
        if table.page is None:
            return None
        label = label_of(table.page)
        if not label:
            self._refuse("the label of the page is empty.", f"{key}.page", _HOW_TO_NAME)
        return label

    def _refuse(self, message: str, key: str, mend: str) -> NoReturn:
        raise InputError(message, location=place(self.path, key), next_step=mend)
