"""What rules about JSON documents are made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from newsml_export.validation.json_places import Path
from newsml_export.validation.rules import Rule

#: an object of a document; anything may stand in it
Object: TypeAlias = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonBreach:
    """A rule broken at a place. Becomes a finding once lines and columns are looked up, which costs."""

    rule: Rule
    path: Path
    #: what is wrong here, in one sentence
    message: str
    #: the document is of another version: what the schema of this one says of it would lead astray
    whole: bool = False


class JsonRuleSet(Protocol):
    """The rules of one standard. Lives as long as a validator, in one thread."""

    @property
    def name(self) -> str:
        """Such as ``ninjs-rules``, for ``Verdict.checked_with``."""

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules of the set."""

    def check(self, document: Object) -> list[JsonBreach]:
        """Return every breach in ``document``, which may be invalid in any way. Called for each document."""


def broken(rule: Rule, path: Path, message: str, *, whole: bool = False) -> JsonBreach:
    """Return a breach of ``rule`` at ``path``, or one that the ``whole`` document is."""
    return JsonBreach(rule=rule, path=path, message=message, whole=whole)


def objects(document: Object, name: str, path: Path = ()) -> Iterator[tuple[Path, Object]]:
    """Yield the objects in the list ``name`` of ``document``, which stands at ``path``, each with its own path."""
    entries = document.get(name)
    if isinstance(entries, list):
        for index, entry in enumerate(entries):
            if isinstance(entry, dict):
                yield (*path, name, index), entry


def text_of(document: Object, name: str) -> str | None:
    """Return the text that ``document`` has under ``name``, or ``None`` where there is none."""
    value = document.get(name)
    return value if isinstance(value, str) else None
