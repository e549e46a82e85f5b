"""A publisher's own lexicon: ``lexicon.toml``, names with their codes and topics (docs/lexicon.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from newsml_export.errors import SettingsError
from newsml_export.model.lexicon import Lexicon, LexiconEntry, LexiconKind
from newsml_export.readers.typed_toml import load_toml, place

if TYPE_CHECKING:
    from collections.abc import Iterable

#: a scheme's alias, a colon, and a code without white space (NewsML-G2 specification, QCodes)
_QCODE = re.compile(r"[^\s:/?#\[\]@]+:\S+")
_TOPIC = re.compile(r"(medtop|subj):\d{8}")


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    variants: tuple[str, ...] = ()
    qcode: str | None = None
    same_as: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    ignore: bool = False


class _Column(_Entry, frozen=True, forbid_unknown_fields=True):
    genre: str | None = None
    series: bool = False


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    person: tuple[_Entry, ...] = ()
    organisation: tuple[_Entry, ...] = ()
    place: tuple[_Entry, ...] = ()
    work: tuple[_Entry, ...] = ()
    event: tuple[_Entry, ...] = ()
    column: tuple[_Column, ...] = ()
    term: tuple[_Entry, ...] = ()


def read_lexicon(path: Path) -> Lexicon:
    """Read the lexicon at ``path``.

    Args:
        path: TOML in UTF-8: tables ``[[person]]``, ``[[organisation]]``, ``[[place]]``, ``[[work]]``, ``[[event]]``,
            ``[[column]]`` and ``[[term]]``, each with a ``name``.

    Raises:
        InputError: the file cannot be read.
        SettingsError: it is no TOML, a key is unknown, a value is wrong, or two entries claim the same form; names the
            line and says what to write.
    """
    file = load_toml(path, _File, SettingsError)
    entries = tuple(entry for kind in LexiconKind for entry in _entries(kind, getattr(file, kind), path))
    _refuse_doubles(entries, path)
    return Lexicon(entries=entries, file=str(path))


def _entries(kind: LexiconKind, given: Iterable[_Entry], path: Path) -> Iterator[LexiconEntry]:
    for index, one in enumerate(given):
        key = f"{kind}[{index}]"
        name, variants = _form(one.name, path, f"{key}.name"), [_form(v, path, f"{key}.variants") for v in one.variants]
        for code in (*([one.qcode] if one.qcode is not None else []), *one.same_as):
            if not _QCODE.fullmatch(code):
                raise _wrong(path, key, f"“{code}” is not a QCode.", "Write alias and code, such as person:zhao-sq.")
        for topic in one.topics:
            if not _TOPIC.fullmatch(topic):
                mend = "Write Media Topics as medtop:04000000, subject codes as subj:04000000."
                raise _wrong(path, f"{key}.topics", f"“{topic}” is not the code of a topic.", mend)
        yield LexiconEntry(
            kind=kind,
            name=name,
            variants=tuple(dict.fromkeys(variants)),
            qcode=one.qcode,
            same_as=one.same_as,
            topics=one.topics,
            genre=getattr(one, "genre", None),
            series=getattr(one, "series", False),
            ignore=one.ignore,
        )


def _form(text: str, path: Path, key: str) -> str:
    form = " ".join(text.split())
    if len(form) < 2:
        mend = "Write a name of two characters or more: one alone would be found in other words."
        raise _wrong(path, key, f"“{text}” is too short for a name.", mend)
    return form


def _refuse_doubles(entries: tuple[LexiconEntry, ...], path: Path) -> None:
    seen: dict[tuple[LexiconKind, str], LexiconEntry] = {}
    counts = dict.fromkeys(LexiconKind, 0)
    for entry in entries:
        index, counts[entry.kind] = counts[entry.kind], counts[entry.kind] + 1
        for form in entry.forms:
            other = seen.setdefault((entry.kind, form.casefold()), entry)
            if other is not entry:
                mend = "Leave the form in one of the two entries."
                raise _wrong(path, f"{entry.kind}[{index}]", f"“{form}” already stands for “{other.name}”.", mend)


def _wrong(path: Path, key: str, message: str, mend: str) -> SettingsError:
    return SettingsError(message, location=place(path, key), next_step=mend)
