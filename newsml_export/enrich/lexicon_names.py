"""Names of the publisher's own lexicon in a story: they win over whatever is guessed."""

from __future__ import annotations

from newsml_export.enrich.mentions import Named, Taken
from newsml_export.model.lexicon import Lexicon, LexiconEntry, LexiconKind
from newsml_export.model.subjects import SubjectType

_TYPES = {
    LexiconKind.PERSON: SubjectType.PERSON,
    LexiconKind.ORGANISATION: SubjectType.ORGANISATION,
    LexiconKind.PLACE: SubjectType.GEO_AREA,
    LexiconKind.WORK: SubjectType.OBJECT,
    LexiconKind.EVENT: SubjectType.EVENT,
}
#: nothing is certain that a program found, even a name that a person listed
_CONFIDENCE = 0.98


class _Index:
    """The forms of a lexicon by their first two characters, longest first; the first entry that has a form wins."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.forms: dict[str, LexiconEntry] = {}
        self.ignored: set[str] = set()
        for entry in lexicon.entries:
            if entry.ignore:
                self.ignored.update(form for form in entry.forms if form)
            elif entry.kind in _TYPES:
                for form in entry.forms:
                    if form:
                        self.forms.setdefault(form, entry)
        lengths: dict[str, set[int]] = {}
        for form in self.forms:
            lengths.setdefault(form[:1], set()).add(len(form))
        self.lengths = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}


_last: list[_Index] = []


def _index(lexicon: Lexicon) -> _Index:
    # A run has one lexicon: to compare the object is enough, and hashing thousands of entries a story is not.
    if not _last or _last[0].lexicon is not lexicon:
        _last[:] = [_Index(lexicon)]
    return _last[0]


def is_ignored(name: str, lexicon: Lexicon) -> bool:
    """Whether the publisher said that ``name`` is never to be given."""
    return bool(lexicon) and name in _index(lexicon).ignored


def find_listed(text: str, taken: Taken, lexicon: Lexicon) -> list[Named]:
    """Return what of ``lexicon`` the ``text`` names, each entry once, in the order of their first mention.

    What is found is ``taken``. A form in letters counts only where it stands as a whole word.
    """
    if not lexicon:
        return []
    index = _index(lexicon)
    found: dict[int, Named] = {}
    behind = 0
    for start, first in enumerate(text):
        if start < behind or first not in index.lengths:
            continue
        for length in index.lengths[first]:
            end = start + length
            entry = index.forms.get(text[start:end])
            if entry is None or end > len(text) or not _whole(text, start, end):
                continue
            _mention(found, entry, text[start:end], start)
            taken.take(start, end)
            behind = end
            break
    return list(found.values())


def _whole(text: str, start: int, end: int) -> bool:
    return not (_joined(text[start - 1 : start], text[start]) or _joined(text[end - 1], text[end : end + 1]))


def _joined(left: str, right: str) -> bool:
    return _latin(left) and _latin(right)


def _latin(character: str) -> bool:
    return bool(character) and character.isalnum() and character < "\u0250"


def _mention(found: dict[int, Named], entry: LexiconEntry, form: str, start: int) -> None:
    named = found.get(id(entry))
    if named is None:
        named = found[id(entry)] = Named(
            name=entry.name,
            type=_TYPES[entry.kind],
            confidence=_CONFIDENCE,
            qcode=entry.qcode,
            same_as=entry.same_as,
            forms=set(entry.forms),
        )
    named.spans.append((start, start + len(form)))
