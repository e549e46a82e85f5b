"""Jump lines: “（下转2版）” and “（上接第一版）” in every written form, as one grammar filled from a language pack.

jump   = bracketed | bare | phrase
bracketed = open arrows verb page arrows close
bare      = arrows strong-verb page arrows       (at the very start or end of the text, and with a label)
page      = ordinal? label unit trailing? circled-number?
label     = [letters] digits | numerals | placeholder | nothing
phrase    = a pattern of the language pack, such as “Continued on Page A9”
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from newsml_export.layout.language_pack import JumpWords, LanguagePack, Numerals
from newsml_export.model.story import JumpDirection

_OPEN = r"[(（【\[〔〈《<＜［]"
_CLOSE = r"[)）】\]〕〉》>＞］]"
_ARROW = r"[➤▶▷►→⇒➡◀◁◄←⇐⬅▲△▼▽↓↑☞☜●■◆]"
_MISREAD = str.maketrans({"l": "1", "I": "1", "O": "0"})
_ALL_MISREAD = re.compile("[lIO]{1,3}")
_CIRCLED = "[\u2460-\u2473\u2776-\u277f\u3251-\u325f]"
_GAP = r"[ \t\u3000]*"
_ARROWS = rf"(?:{_ARROW}{_GAP}){{0,3}}"
#: a jump line that fills a whole line is hardly longer
_LONGEST = 60
_MISREAD_CUE = re.compile(r"(?:[0-9]|[lI|]|[Pp]age (?i:[a-z]{3,9}))[)\]. ]*$")
_GLUED = re.compile(r"([^\W\d_]{3,})([0-9]{1,3}|[lI|])")
_PHRASE_OPEN = r"[(\[—–▶►◀◄»→*●■•◆▲▼ ]*"
_PHRASE_CLOSE = r"(?:,? [Pp]lease)?[)\]., ]*"
_SLUG = r"(?P<slug>[A-ZÄÖÜ][A-ZÄÖÜ0-9’'&. -]{1,28}?)"
_ORDINAL = "[第笫]?"
_PLACEHOLDER = r"[×xX＊*□○Ｘ?？]{1,3}"


@dataclass(frozen=True, slots=True)
class JumpLine:
    """A jump line found in a text."""

    direction: JumpDirection
    #: page label as a key that compares equal for all written forms (see ``label_key``); ``None``: digits lost
    label: str | None
    #: as printed
    text: str
    #: offsets in the text that was searched
    start: int
    end: int
    #: circled number or slug that tells jumps to one page apart
    mark: str | None = None
    #: line of the page file, counted from 1; ``None`` where it is not from a page file
    line: int | None = None


def label_key(label: str, numerals: Numerals | None = None) -> str | None:
    """Return a key under which all written forms of a page label meet, or ``None`` where no number is in it.

    ``2``, ``02``, ``２``, ``二`` and ``第二版`` give ``2``; ``A02`` and ``a2`` give ``A2``; ``Page Nine`` gives ``9``.
    """
    text = unicodedata.normalize("NFKC", label)
    match = re.search(r"([A-Za-z]{0,2})[ -]?0*([0-9]+)", text)
    if match:
        return match.group(1).upper() + match.group(2)
    if numerals is None:
        return None
    word = numerals.words.get(text.strip().casefold())
    number = word if word is not None else _number(text, numerals)
    return None if number is None else str(number)


def find_jumps(text: str, pack: LanguagePack) -> tuple[JumpLine, ...]:
    """Return the jump lines in ``text`` (a line or a paragraph), in order."""
    found: list[JumpLine] = []
    for form in _forms(pack):
        if form.cue is not None and not form.cue.search(text):
            continue
        for match in form.pattern.finditer(text):
            jump = _accept(match, form, pack)
            if jump is not None and not any(jump.start < other.end and other.start < jump.end for other in found):
                found.append(jump)
    if not found and pack.jump.misread:
        found = _misread_jump(text, pack)
    return tuple(sorted(found, key=lambda jump: jump.start))


def _misread_jump(text: str, pack: LanguagePack) -> list[JumpLine]:
    """Return the jump line that a whole line is, where character recognition has changed a letter in its words."""
    if len(text) > _LONGEST or not _MISREAD_CUE.search(text):
        return []
    mended = " ".join(_mended(word, pack.jump.misread) for word in text.replace("rn", "m").split())
    if mended == text:
        return []
    for form in _forms(pack):
        match = form.pattern.fullmatch(mended) if form.is_phrase else None
        jump = _accept(match, form, pack) if match else None
        if jump is not None:
            return [replace(jump, text=text.strip(), start=0, end=len(text))]
    return []


def _mended(word: str, words: tuple[str, ...]) -> str:
    """Return the word of a jump line that differs from ``word`` in one letter, with the signs around it."""
    core = word.strip("()[].,:;/»►◄")
    glued = _GLUED.fullmatch(core)
    letters, label = (glued[1], " " + glued[2]) if glued else (core, "")
    if letters in words:
        return word.replace(core, letters + label) if label else word
    for known in words:
        if len(known) > 2 and (_differs_once(letters, known) or letters.replace("ni", "m") == known):
            return word.replace(core, known + label)
    return word


def _differs_once(one: str, other: str) -> bool:
    """Say whether two words differ by one letter that is changed, lost or added."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return (
        one[start + 1 :] == other[start + 1 :] or one[start:] == other[start + 1 :] or one[start + 1 :] == other[start:]
    )


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to write a jump line."""

    direction: JumpDirection
    pattern: re.Pattern[str]
    #: without brackets the line must name its page
    needs_label: bool
    #: a pattern of the language pack
    is_phrase: bool = False
    #: cheap test that saves most lines the whole pattern
    cue: re.Pattern[str] | None = None


def _accept(match: re.Match[str], form: _Form, pack: LanguagePack) -> JumpLine | None:
    numerals, either = pack.numerals, pack.jump.either
    groups = match.groupdict()
    written = groups.get("label") or ""
    if not any(sign.isdigit() for sign in written):
        # What character recognition makes of digits: “From pagel” is page 1.
        written = written.translate(_MISREAD) if form.is_phrase and _ALL_MISREAD.fullmatch(written) else written
    label = label_key(written, numerals)
    if form.needs_label and label is None:
        return None
    direction = form.direction
    opens = not match.string[: match.start()].strip() and bool(match.string[match.end() :].strip())
    if opens and any(word in match.group(0) for word in either):
        direction = JumpDirection.FROM
    return JumpLine(
        direction=direction,
        label=label,
        text=match.group(0).strip(),
        start=match.start(),
        end=match.end(),
        mark=groups.get("mark") or groups.get("slug"),
    )


@lru_cache(maxsize=16)
def _forms(pack: LanguagePack) -> tuple[_Form, ...]:
    words = pack.jump
    numerals = "".join((pack.numerals.digits, *pack.numerals.also, pack.numerals.ten, pack.numerals.hundred))
    forms: list[_Form] = []
    for direction, strong, weak, phrases in (
        (JumpDirection.TO, words.to, words.weak_to, words.to_phrases),
        (JumpDirection.FROM, words.from_, words.weak_from, words.from_phrases),
    ):
        if strong:
            tail = _tail(words, numerals)
            cue = re.compile(_any(strong + weak))
            bracketed = f"{_OPEN}{_GAP}{_ARROWS}{_any(strong + weak)}{tail}{_GAP}{_ARROWS}{_CLOSE}"
            open_form = f"{_ARROWS}{_any(strong)}{tail}{_GAP}{_ARROWS}"
            lettered = (
                f"{_GAP}{_ORDINAL}{_GAP}(?P<label>[A-ZＡ-Ｚ]{{1,2}}{_GAP}[0-9０-９]{{1,3}}|[0-9０-９]{{1,3}}){_GAP}"
            )
            forms += [
                _Form(direction, re.compile(bracketed), needs_label=False, cue=cue),
                _Form(direction, re.compile(f"^{_GAP}{open_form}"), needs_label=True, cue=cue),
                _Form(direction, re.compile(f"{open_form}{_GAP}$"), needs_label=True, cue=cue),
                # Without a word for page: “下转A3”.
                _Form(
                    direction,
                    re.compile(f"{_OPEN}{_GAP}{_ARROWS}{_any(strong)}{lettered}{_CLOSE}"),
                    needs_label=True,
                    cue=cue,
                ),
                _Form(direction, re.compile(f"^{_GAP}{_ARROWS}{_any(strong)}{lettered}$"), needs_label=True, cue=cue),
            ]
        if weak:
            arrowed = f"(?:{_ARROW}{_GAP}){{1,3}}{_any(weak)}{_tail(words, numerals)}{_GAP}{_ARROWS}"
            forms.append(_Form(direction, re.compile(f"^{_GAP}{arrowed}$"), needs_label=True))
        forms += [
            _Form(direction, re.compile(_phrase(phrase, pack)), needs_label=True, is_phrase=True) for phrase in phrases
        ]
    forms += [
        _Form(JumpDirection.TO, re.compile(_phrase(phrase, pack)), needs_label=False, is_phrase=True)
        for phrase in words.elsewhere
    ]
    return tuple(forms)


def _phrase(pattern: str, pack: LanguagePack) -> str:
    """Return a pattern of the language pack with its placeholders filled."""
    words = "|".join(sorted(pack.numerals.words, key=len, reverse=True))
    label = (
        rf"(?P<label>[A-Z]{{0,2}}-?[0-9]{{1,3}}[A-Z]?|[lIO]{{1,2}}|(?i:{words}))"
        if words
        else r"(?P<label>[A-Z]?[0-9]{1,3})"
    )
    for name, value in (
        ("{label}", label),
        ("{slug}", _SLUG),
        ("{page}", pack.jump.page),
        ("{open}", _PHRASE_OPEN),
        ("{close}", rf"(?:,? (?:{pack.jump.column}) ?[0-9A-Za-z]{{1,6}})?{_PHRASE_CLOSE}"),
    ):
        pattern = pattern.replace(name, value)
    return pattern


def _any(words: tuple[str, ...]) -> str:
    spread = (_GAP.join(map(re.escape, word)) for word in sorted(words, key=len, reverse=True))
    return "(?:" + "|".join(spread) + ")"


def _tail(words: JumpWords, numerals: str) -> str:
    digits = rf"[A-Za-zＡ-Ｚ]{{0,2}}{_GAP}[0-9０-９](?:{_GAP}[0-9０-９]){{0,3}}"
    ordinal = f"{_any(words.ordinal)}?" if words.ordinal else ""
    more = f"(?:{_any(words.trailing)})?" if words.trailing else ""
    label = rf"(?P<label>{digits}|[{numerals}]{{1,5}}|{_PLACEHOLDER}|)"
    return rf"{_GAP}{ordinal}{_GAP}{label}{_GAP}{_any(words.units)}{_GAP}{more}{_GAP}(?P<mark>{_CIRCLED})?"


def _number(text: str, numerals: Numerals) -> int | None:
    values = {sign: value for value, sign in enumerate(numerals.digits)} | numerals.also
    total, current, seen = 0, 0, False
    for sign in text.strip("第版页頁面 "):
        if sign in values:
            current, seen = (current * 10 + values[sign] if seen and not total else values[sign]), True
        elif sign == numerals.ten:
            total, current, seen = total + (current or 1) * 10, 0, True
        elif sign == numerals.hundred:
            total, current, seen = total + (current or 1) * 100, 0, True
        else:
            return None
    return total + current if seen else None
