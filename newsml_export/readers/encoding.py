"""Page files are bytes: which encoding they are in, and what speaks for it.

BOM and NUL patterns follow the Unicode Standard, section 23.8; GB18030 is GB 18030-2022. GB18030 decodes nearly any run
of bytes, so that a text counts as GB18030 (or Big5) only where it also looks like Chinese.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from newsml_export.errors import EncodingError, InputError, Location
from newsml_export.findings import Finding, Severity

_SAVE_AS_UTF8 = "Save the file as UTF-8 text and read it again."
_GIVE_TEXT = "Give the text of the page as a UTF-8 .txt file."
#: UTF-32 stands before UTF-16, whose mark its own begins with
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"{\\rtf", "an RTF document"),
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROLS = 0.01
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
#: as much of a text as is looked at to judge it
_SAMPLE = 20_000
#: shares of characters that are not ASCII; a page of names or sports results stays well above, chance well below
_LEAST_COMMON = 0.5
_MOST_STRANGE = 0.05
_LEAST_FREQUENT = 0.08
_ENOUGH_IDEOGRAPHS = 60
#: sound characters beyond ASCII for each broken one that make a file UTF-8 all the same
_ENOUGH_KEPT = 9
#: the hundred or so most frequent characters make up two fifths of running Chinese text
_SIMPLIFIED = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面"
    "而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小现实加量都两制机当使点从业本新区市日月"
)
_TRADITIONAL = frozenset(
    "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面"
    "而方後多定行學法所民得經十三之進著等部度家電力裡如水化高自二理起小現實加量都兩制機當使點從業本新區市日月"
)
#: code, name in messages, charset whose frequent half says what is common, last lead byte of that half
_LEGACY = (
    ("gb18030", "GB18030", "gb2312", 0xD7, _SIMPLIFIED | _TRADITIONAL),
    ("cp950", "Big5", "big5", 0xC6, _TRADITIONAL),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """The text of a file."""

    #: as it stands in the file, without a byte order mark; see ``lines_of`` for its lines
    text: str
    #: Python's name of the encoding, such as ``gb18030``
    encoding: str
    #: says so where the encoding is not UTF-8
    findings: tuple[Finding, ...] = ()


def read_bytes(path: Path) -> bytes:
    """Return the content of the file at ``path``.

    Raises:
        InputError: it cannot be read.
    """
    place = Location(file=str(path))
    try:
        if path.is_dir():
            raise InputError("this is a folder, not a file.", location=place, next_step="Give the file.")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        # A path with a NUL character is a ValueError, not an OSError.
        reason = getattr(error, "strerror", None) or error
        raise InputError(
            f"the file cannot be read ({reason}).",
            location=place,
            next_step="Check that it exists and that you may read it.",
        ) from error


def read_text(path: Path) -> Decoded:
    """Read and decode the page file at ``path``; see ``decode``.

    Raises:
        EncodingError: it is no text, or in none of the encodings that we read.
        InputError: it cannot be read.
    """
    return decode(read_bytes(path), str(path))


def decode(data: bytes, name: str, *, legacy: bool = True) -> Decoded:
    """Decode ``data``: UTF-8, UTF-16 or UTF-32 with a mark, UTF-16 without one, UTF-8, GB18030, Big5, in this order.

    Args:
        data: the content of a file.
        name: the file as the user named it, for messages.
        legacy: whether GB18030 and Big5 are tried; JSON, for one, must be Unicode (RFC 8259, section 8.1).

    Raises:
        EncodingError: it is no text, or in no such encoding; says at which byte.
    """
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise _error(f"this is {kind}, not text.", name, 0, _GIVE_TEXT)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data, len(mark), encoding, name)
    if b"\0" in data:
        return _with_nul(data, name)
    try:
        return _checked(data.decode("utf-8"), "utf-8", data, name)
    except UnicodeDecodeError as error:
        failure = error
    if not legacy or _is_damaged_utf8(data):
        byte = data[failure.start]
        raise _error(f"byte 0x{byte:02X} is not UTF-8 ({failure.reason}).", name, failure.start, _SAVE_AS_UTF8)
    found = _legacy(data) or _utf16(data)
    if found is None:
        raise _undecodable(data, name, failure)
    return _checked(*found, data, name)


def lines_of(text: str) -> list[str]:
    r"""Cut ``text`` at its line ends: ``\n``, ``\r\n``, ``\r``, NEL (U+0085), U+2028 and U+2029.

    Unlike ``str.splitlines``, form feeds, vertical tabs and the separators of ASCII stay where they are. A line end at
    the end of the text closes its last line and opens none.
    """
    lines = _LINE_ENDS.sub("\n", text).split("\n")
    if not lines[-1]:
        lines.pop()
    return lines


def _marked(data: bytes, start: int, encoding: str, name: str) -> Decoded:
    try:
        text = data[start:].decode(encoding)
    except UnicodeDecodeError as error:
        raise _error(
            f"the file says that it is {encoding.upper()}, but is not from here on ({error.reason}).",
            name,
            start + error.start,
            _SAVE_AS_UTF8,
        ) from error
    return _checked(text, encoding, data, name)


def _with_nul(data: bytes, name: str) -> Decoded:
    found = _utf16(data)
    if found is None:
        raise _error("this is binary data, not text (a NUL byte).", name, data.index(b"\0"), _GIVE_TEXT)
    return _checked(*found, data, name)


def _utf16(data: bytes) -> tuple[str, str] | None:
    """Return text and encoding of UTF-16 without a byte order mark, or ``None`` where it is not that."""
    best: tuple[float, str, str] | None = None
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        share = _share(text[:_SAMPLE], _is_ordinary)
        if b"\0" not in data and _share(text[:_SAMPLE], (_SIMPLIFIED | _TRADITIONAL).__contains__) < _LEAST_FREQUENT:
            # Without the high byte of a single space or line end there is no pattern, only the language.
            continue
        if share >= 1 - _MOST_STRANGE and (best is None or share > best[0]):
            best = (share, text, encoding)
    return best[1:] if best else None


def _is_ordinary(sign: str) -> bool:
    """Say whether ``sign`` is of the blocks that newspapers of any language print most of their text with."""
    code = ord(sign)
    return (
        0x20 <= code < 0x7F
        or sign in "\t\n\r\f"
        or 0xA0 <= code < 0x600
        or 0x2000 <= code < 0x2700
        or 0x3000 <= code < 0x3130
        or 0x4E00 <= code < 0xA000
        or 0xAC00 <= code < 0xD7A4
        or 0xFF00 <= code < 0xFFF0
    )


def _legacy(data: bytes) -> tuple[str, str] | None:
    """Return text and encoding of what decodes and looks like Chinese best, or ``None``."""
    best: tuple[float, str, str] | None = None
    for code, _, charset, last_lead, frequent in _LEGACY:
        try:
            text = data.decode(code)
        except UnicodeDecodeError:
            continue
        score = _plausibility(text[:_SAMPLE], charset, last_lead, frequent)
        if score and (best is None or score > best[0]):
            best = (score, text, code)
    return best[1:] if best else None


def _plausibility(text: str, charset: str, last_lead: int, frequent: frozenset[str]) -> float:
    """Return how much ``text`` looks like what is written in ``charset``: 0 (it does not) … 1."""
    signs = [sign for sign in text if ord(sign) > 0x7F]

    def common(sign: str) -> bool:
        try:
            return sign.encode(charset)[0] <= last_lead
        except UnicodeEncodeError:
            return False

    ideographs = [sign for sign in signs if "\u4e00" <= sign <= "\u9fff"]
    share = _share(signs, common)
    if share < _LEAST_COMMON or _share(signs, _is_strange) > _MOST_STRANGE:
        return 0.0
    seen = _share(ideographs, frequent.__contains__)
    if len(ideographs) >= _ENOUGH_IDEOGRAPHS and seen < _LEAST_FREQUENT:
        return 0.0
    return share * (1 + seen) / 2


def _is_strange(sign: str) -> bool:
    # Private use, unassigned, surrogates; C1 controls come from four-byte sequences only.
    return unicodedata.category(sign) in {"Co", "Cn", "Cs", "Cc"}


def _share(signs: Iterable[str], wanted: Callable[[str], bool]) -> float:
    hits = [wanted(sign) for sign in signs]
    return sum(hits) / len(hits) if hits else 0.0


def _checked(text: str, encoding: str, data: bytes, name: str) -> Decoded:
    # Ctrl-Z was DOS's end-of-file sign; it is no part of the text.
    text = text.rstrip("\x1a")
    controls = _CONTROLS.findall(text)
    if len(controls) > _MOST_CONTROLS * len(text):
        offset = len(text[: text.index(controls[0])].encode(encoding))
        offset += next((len(mark) for mark, code in _MARKS if code == encoding and data.startswith(mark)), 0)
        raise _error(
            f"this is binary data, not text (control character U+{ord(controls[0]):04X}).", name, offset, _GIVE_TEXT
        )
    if encoding == "utf-8":
        return Decoded(text=text, encoding=encoding)
    shown = next((shown for code, shown, *_ in _LEGACY if code == encoding), encoding.upper())
    finding = Finding(
        code="encoding-not-utf-8",
        severity=Severity.INFO,
        message=f"The file was read as {shown}.",
        location=Location(file=name),
        mend="Save the file as UTF-8 if characters are wrong.",
    )
    return Decoded(text=text, encoding=encoding, findings=(finding,))


def _is_damaged_utf8(data: bytes) -> bool:
    """Say whether ``data`` is UTF-8 but for a few bytes."""
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    kept = sum(ord(sign) > 0x7F for sign in text) - lost
    return kept >= _ENOUGH_KEPT * lost


def _undecodable(data: bytes, name: str, utf8: UnicodeDecodeError) -> EncodingError:
    offsets = [utf8.start]
    for code, *_ in _LEGACY:
        try:
            data.decode(code)
        except UnicodeDecodeError as error:
            offsets.append(error.start)
    # Where the most patient encoding gives up is nearest to what is wrong with the file.
    return _error("this is not UTF-8, UTF-16, GB18030 or Big5 text.", name, max(offsets), _SAVE_AS_UTF8)


def _error(message: str, name: str, byte: int, mend: str) -> EncodingError:
    return EncodingError(message, location=Location(file=name, byte=byte), next_step=mend)
