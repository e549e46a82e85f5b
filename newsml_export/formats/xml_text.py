"""Text that XML 1.0 can carry: what it forbids is handled here, once, for every format."""

from __future__ import annotations

import re
from urllib.parse import quote

#: stands for a character that was lost before the text came to us
REPLACEMENT = "\ufffd"

_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f"
_LOST = "\ud800-\udfff\ufffe\uffff"
#: everything outside the production ``Char`` (XML 1.0, section 2.2), as Python holds it: lone surrogates included
_FORBIDDEN = re.compile(f"[{_CONTROLS}{_LOST}]")
_CONTROL = re.compile(f"[{_CONTROLS}]")
_LOST_CHARACTER = re.compile(f"[{_LOST}]")
_NOT_IN_LINE = re.compile(f"[\x00-\x1f{_LOST}]")
_LINE_BREAK = re.compile(" *[\t\r\n][ \t\r\n]*")
_LONE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_RESERVED_IN_URI = "!#$%&'()*+,/:;=?@~"
#: ``URI-reference`` (RFC 3986, appendix A) over characters that are encoded already; without IP literals
_URI_REFERENCE = re.compile(
    r"""(?: [A-Za-z][A-Za-z0-9+.\-]* : | (?![^/?\#]*:) )      # a scheme, or a first segment without a colon
        (?: // (?: [^/?\#@]* @ )? [^/?\#@:]* (?: :\d{0,5} )? (?= [/?\#] | \Z ) | (?!//) )
        [^?\#]* (?: \? [^\#]* )? (?: \# [^\#]* )?""",
    re.ASCII | re.VERBOSE,
)


def clean(text: str) -> str:
    """Return ``text`` with every character that XML 1.0 forbids gone or replaced.

    Control characters go without a trace, since no reader ever saw them; lone surrogates, U+FFFE and U+FFFF stand where
    a character was lost and become U+FFFD. Text without any is returned as it is.
    """
    if _FORBIDDEN.search(text) is None:
        return text
    return _LOST_CHARACTER.sub(REPLACEMENT, _CONTROL.sub("", text))


def clean_line(text: str) -> str:
    """Return ``text`` clean and on one line: line ends and tabs become one space, no space is left at either end.

    Spaces inside a line stay, because editors part headlines with them. The result fits IPTC's normalised string, and
    ``xs:normalizedString`` (XML Schema part 2, section 3.3.1) leaves it unchanged.
    """
    if _NOT_IN_LINE.search(text) is None:
        return text.strip(" ")
    return _LINE_BREAK.sub(" ", clean(text)).strip(" ")


def line_or_none(text: str | None) -> str | None:
    """Return ``clean_line(text)``, or ``None`` where that shows nothing: formats leave out what is unknown."""
    if not text:
        return None
    line = text.strip(" ") if _NOT_IN_LINE.search(text) is None else clean_line(text)
    return line if line and not line.isspace() else None


def uri_reference(text: str) -> str:
    """Return ``text`` as a value for ``xs:anyURI``: what no URI may hold is percent-encoded, the rest is kept.

    A percent sign is kept where two hexadecimal digits follow it, so that an address which is encoded stays as it is
    (RFC 3986, sections 2.1 and 2.4). Text that has not the form of an address becomes a relative path.
    """
    line = clean_line(text)
    address = _LONE_PERCENT.sub("%25", quote(line, safe=_RESERVED_IN_URI))
    if _URI_REFERENCE.fullmatch(address):
        return address
    path = quote(line, safe="/")
    return path.replace("//", "/%2F", 1) if path.startswith("//") else path


def below(base: str, address: str) -> str:
    """Return a relative ``address`` behind ``base``, such as ``../``; a whole one, or one from the root, is kept.

    Args:
        base: what leads from the folder of a document to the folder of the output.
        address: a URI reference (RFC 3986, section 4.1).
    """
    return address if _SCHEME.match(address) or address.startswith(("/", "#", "?")) else f"{base}{address}"
