"""Where in a JSON text a value is, and what of its syntax is at fault: one pass over its tokens, without recursion."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TypeAlias

from newsml_export.errors import Location
from newsml_export.validation.values import clipped

#: keys and indices that lead from the top to a value
Path: TypeAlias = tuple[str | int, ...]

#: nested deeper than this, nothing is looked at; the formats that we know nest ten deep
DEEPEST = 100
#: digits of a number; more than 309 before the point name no number that a program of today can hold
MOST_DIGITS = 300

#: faults and findings of one document that are told; who has more, has the same a thousand times
MOST_TOLD = 1000
#: steps of a path that are shown
_MOST_STEPS = 20

_LINE_END = re.compile("\n")
_SPACE = re.compile(r"[ \t\r\n]*")
_PLAIN = r'[^"\\\x00-\x1f]*'
_STRING = re.compile(rf'"({_PLAIN}(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{{4}}){_PLAIN})*)"')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|-Infinity")
_PLAIN_KEY = re.compile(r"[A-Za-z_@$][A-Za-z0-9_@$-]*")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|(.))")
_ESCAPED = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_SURROGATE = re.compile("[\ud800-\udfff]")
_LITERALS = frozenset({"true", "false", "null"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that keeps a text from being JSON that every reader reads alike."""

    #: ``malformed``, ``duplicate``, ``number``, ``surrogate`` or ``depth``
    kind: str
    #: in words that follow “:”
    what: str
    mend: str
    offset: int
    path: Path


@dataclass(slots=True)
class _Open:
    """An object or a list that has begun."""

    path: Path
    #: keys so far; ``None``: a list
    keys: set[str] | None
    count: int = 0


def shown(path: Path) -> str:
    """Return ``path`` as a JSON path (RFC 9535): ``$.items[3].title``; keys that are no plain names in brackets."""
    steps = ["$"]
    for step in path:
        if isinstance(step, int):
            steps.append(f"[{step}]")
        elif _PLAIN_KEY.fullmatch(step):
            steps.append(f".{step}")
        else:
            quoted = clipped(step, 60).replace("\\", "\\\\").replace("'", "\\'")
            steps.append(f"['{quoted}']")
    if len(steps) > _MOST_STEPS:
        steps[_MOST_STEPS // 2 : -_MOST_STEPS // 2] = ["…"]
    return "".join(steps)


@dataclass(slots=True)
class JsonPlaces:
    """Finds places in one text. Made only for documents with findings, because it costs a second pass in Python."""

    text: str
    file: str
    faults: list[Fault] = field(default_factory=list)
    _values: dict[Path, int] = field(default_factory=dict)
    _keys: dict[Path, int] = field(default_factory=dict)
    _line_starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        _Scanner(self.text, self.faults, self._values, self._keys).scan()

    def location(self, path: Path, *, key: bool = False) -> Location:
        """Return the place of the value at ``path``, or of its ``key``. Columns count characters.

        What is not there, such as a property that is missing, is where its object is.
        """
        offset = self._offset(path, key=key)
        return self._location(offset, path)

    def fault_location(self, fault: Fault) -> Location:
        """Return the place of ``fault``."""
        return self._location(fault.offset, fault.path)

    def excerpt(self, path: Path, *, key: bool = False) -> str:
        """Return how the value at ``path`` begins in the text, on one line."""
        offset = self._offset(path, key=key)
        return clipped(self.text[offset : offset + 400], 100)

    def _offset(self, path: Path, *, key: bool) -> int:
        if key and path in self._keys:
            return self._keys[path]
        while path and path not in self._values:
            path = path[:-1]
        return self._values.get(path, 0)

    def _location(self, offset: int, path: Path) -> Location:
        if not self._line_starts:
            self._line_starts += [0, *(match.end() for match in _LINE_END.finditer(self.text))]
        line = bisect_right(self._line_starts, offset)
        column = offset - self._line_starts[line - 1] + 1
        return Location(file=self.file, line=line, column=column, path=shown(path))


class _Scanner:
    """One pass over the tokens of a text; stops at the first fault of syntax, goes on after all others."""

    def __init__(self, text: str, faults: list[Fault], values: dict[Path, int], keys: dict[Path, int]) -> None:
        self._text, self._faults, self._values, self._keys = text, faults, values, keys
        self._at = 0
        self._open: list[_Open] = []
        self._path: Path = ()

    def scan(self) -> None:
        """Look at the whole text."""
        self._skip()
        while self._value():
            if not self._after_value():
                return

    def _value(self) -> bool:
        """Read a value, or the beginning of one; say whether to go on."""
        text, at = self._text, self._at
        self._values.setdefault(self._path, at)
        sign = text[at : at + 1]
        if sign in ("{", "["):
            if len(self._open) >= DEEPEST:
                mend = f"Nest at most {DEEPEST} deep."
                return self._fault("depth", "it is nested too deep to be read safely", mend, at)
            self._open.append(_Open(path=self._path, keys=set() if sign == "{" else None))
            self._at = at + 1
            self._skip()
            if text[self._at : self._at + 1] == ("}" if sign == "{" else "]"):
                return True
            return self._key() and self._value_of_entry() if sign == "{" else self._value_of_entry()
        return self._scalar(sign)

    def _value_of_entry(self) -> bool:
        top = self._open[-1]
        if top.keys is None:
            self._path = (*top.path, top.count)
            top.count += 1
        # A value may open another one; the loop of depth is bounded by DEEPEST.
        return self._value()

    def _scalar(self, sign: str) -> bool:
        text, at = self._text, self._at
        if sign == '"':
            return self._string() is not None
        if number := _NUMBER.match(text, at):
            self._at = number.end()
            self._judge_number(number[0], at)
            return True
        word = _WORD.match(text, at)
        if word and word[0] in _LITERALS:
            self._at = word.end()
            return True
        if word or text.startswith("-Infinity", at):
            what = f"“{clipped(word[0] if word else '-Infinity', 30)}” is no JSON value"
            return self._fault("malformed", what, "Write text in quotation marks; where nothing is known, null.", at)
        if not sign:
            return self._fault("malformed", "it ends in the middle", "If the file was cut off, fetch it again.", at)
        return self._fault(
            "malformed", f"“{clipped(sign)}” stands where a value is expected", "Correct the syntax.", at
        )

    def _string(self) -> str | None:
        """Read a string and return what it holds, or tell of the fault and return ``None``."""
        at = self._at
        match = _STRING.match(self._text, at)
        if match is None:
            what = "a text does not end, or holds a control character or an unknown escape"
            self._fault("malformed", what, "Escape line ends, quotation marks and backslashes.", at)
            return None
        self._at = match.end()
        held = match[1]
        if "\\" in held:
            held = _ESCAPE.sub(_character, held)
            held = held.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
        if _SURROGATE.search(held):
            self._fault(
                "surrogate",
                "a text holds half of a character (a lone surrogate), which readers take in different ways",
                "Write the whole character, in UTF-8.",
                at,
            )
        return held

    def _judge_number(self, number: str, at: int) -> None:
        digits = len(number)
        if digits > MOST_DIGITS or float(number) in (float("inf"), float("-inf")):
            what = f"the number {clipped(number, 30)} is larger than programs can hold"
            self._fault("number", what, "Write a smaller number, or text in quotation marks.", at)

    def _key(self) -> bool:
        """Read a key and its colon."""
        top, at = self._open[-1], self._at
        if self._text[at : at + 1] != '"':
            return self._fault("malformed", "a name in quotation marks is expected here", "Correct the syntax.", at)
        name = self._string()
        if name is None:
            return False
        assert top.keys is not None
        self._path = (*top.path, name)
        if name in top.keys:
            told = f"the name “{clipped(name, 60)}” is there twice in one object; readers keep the one or the other"
            self._fault("duplicate", told, "Take one of the two away.", at)
        top.keys.add(name)
        self._keys.setdefault(self._path, at)
        self._skip()
        if self._text[self._at : self._at + 1] != ":":
            return self._fault("malformed", "a “:” is expected here", "Correct the syntax.", self._at)
        self._at += 1
        self._skip()
        return True

    def _after_value(self) -> bool:
        """Read what follows a value up to the next one; say whether there is one."""
        while True:
            self._skip()
            sign = self._text[self._at : self._at + 1]
            if not self._open:
                if sign:
                    self._path = ()
                    self._fault("malformed", "there is something after the end", "A document is one value.", self._at)
                return False
            top = self._open[-1]
            if sign == ("]" if top.keys is None else "}"):
                self._at += 1
                self._path = self._open.pop().path
                continue
            return self._next_entry(top, sign)

    def _next_entry(self, top: _Open, sign: str) -> bool:
        if sign != ",":
            what = "a comma or the end of the list or object is expected here"
            mend = "Correct the syntax." if sign else "If the file was cut off, fetch it again."
            return self._fault("malformed", what, mend, self._at)
        self._at += 1
        self._skip()
        if top.keys is not None:
            return self._key()
        self._path = (*top.path, top.count)
        top.count += 1
        return True

    def _skip(self) -> None:
        match = _SPACE.match(self._text, self._at)
        assert match is not None
        self._at = match.end()

    def _fault(self, kind: str, what: str, mend: str, offset: int) -> bool:
        if len(self._faults) < MOST_TOLD:
            self._faults.append(Fault(kind=kind, what=what, mend=mend, offset=offset, path=self._path))
        return False


def _character(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16))
    return _ESCAPED.get(match[2], match[2])
