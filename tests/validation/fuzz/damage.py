"""Damage to bytes: what disks, networks and bad programs do to a document."""

from __future__ import annotations

import random
from collections.abc import Callable

_SIGNS = (
    b"\x00",
    b"\xff",
    b"<",
    b">",
    b"&",
    b'"',
    b"'",
    b"]]>",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"\xed\xa0\x80",
    b"\x1b",
)
_ENCODINGS = (
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "gb18030",
    "big5",
    "shift_jis",
    "latin-1",
    "cp1252",
    "utf-7",
)
_DECLARED = (
    b"UTF-8",
    b"utf-16",
    b"gb2312",
    b"big5",
    b"ISO-8859-1",
    b"klingon",
    b"",
    b"UTF-7",
    b"EBCDIC-CP-US",
    b"ucs-4",
)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff", b"\xff\xfe\x00\x00")

Damage = Callable[[bytes, random.Random], bytes]


def flip(content: bytes, source: random.Random) -> bytes:
    """Change one to thirty bytes."""
    changed = bytearray(content)
    for _ in range(source.randint(1, 30)):
        if changed:
            changed[source.randrange(len(changed))] = source.randrange(256)
    return bytes(changed)


def truncate(content: bytes, source: random.Random) -> bytes:
    """Cut the end off."""
    return content[: source.randrange(len(content) + 1)]


def behead(content: bytes, source: random.Random) -> bytes:
    """Cut the beginning off."""
    return content[source.randrange(len(content) + 1) :]


def remove(content: bytes, source: random.Random) -> bytes:
    """Take a piece out."""
    begin = source.randrange(len(content) + 1)
    return content[:begin] + content[begin + source.randrange(200) :]


def repeat(content: bytes, source: random.Random) -> bytes:
    """Write a piece again, somewhere."""
    begin, at = source.randrange(len(content) + 1), source.randrange(len(content) + 1)
    return content[:at] + content[begin : begin + source.randrange(400)] * source.randint(1, 20) + content[at:]


def insert(content: bytes, source: random.Random) -> bytes:
    """Put signs of markup, and bytes of no encoding, in."""
    for _ in range(source.randint(1, 5)):
        at = source.randrange(len(content) + 1)
        content = content[:at] + source.choice(_SIGNS) * source.choice((1, 1, 1, 50)) + content[at:]
    return content


def recode(content: bytes, source: random.Random) -> bytes:
    """Write the document in another encoding, and leave what it says of its own."""
    return content.decode("utf-8", "replace").encode(source.choice(_ENCODINGS), "replace")


def declare(content: bytes, source: random.Random) -> bytes:
    """Let the document say that it is in another encoding."""
    return content.replace(b"UTF-8", source.choice(_DECLARED), 1).replace(b"utf-8", source.choice(_DECLARED), 1)


def mark(content: bytes, source: random.Random) -> bytes:
    """Put a byte order mark before it."""
    return source.choice(_MARKS) + content


def twice(content: bytes, _source: random.Random) -> bytes:
    """Write it twice."""
    return content + content


DAMAGES: tuple[Damage, ...] = (flip, truncate, behead, remove, repeat, insert, recode, declare, mark, twice)
