"""Documents that mean harm: they name files and hosts, expand without end, nest without end, or are huge."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

_ROOT = re.compile(r"(?:\ufeff?\s*<\?xml[^>]*\?>)?(?:\s|<!--.*?-->)*<([A-Za-z_][^\s>/]*)", re.DOTALL)
#: nobody listens there (RFC 1122, section 3.2.1.3, and RFC 6335: port 9 discards)
_HOST = "http://127.0.0.1:9"

Attack = Callable[[str, random.Random, str], str]


def _root(text: str) -> tuple[int, int, str]:
    """Return where the root element begins, where its name ends, and its name."""
    found = _ROOT.match(text)
    if found is None:
        return 0, 0, "x"
    return found.start(1) - 1, found.end(1), found[1]


def _with_doctype(text: str, declaration: str) -> str:
    at, _, name = _root(text)
    return f"{text[:at]}<!DOCTYPE {name} {declaration}>{text[at:]}"


def _inside(text: str, inserted: str, source: random.Random) -> str:
    """Put ``inserted`` behind a tag."""
    ends = [found.end() for found in re.finditer(r"<[A-Za-z][^<>]*[^/<>?]>", text)]
    at = source.choice(ends) if ends else len(text)
    return text[:at] + inserted + text[at:]


def bomb(text: str, source: random.Random, _secret: str) -> str:
    """Entities that expand to more than the world holds."""
    levels, width = source.choice(((9, 10), (30, 2), (3, 1000)))
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * width}">' for n in range(1, levels + 1))
    return _with_doctype(_inside(text, f"&e{levels};", source), f'[<!ENTITY e0 "lol">{entities}]')


def quadratic(text: str, source: random.Random, _secret: str) -> str:
    """One long entity, many times."""
    return _with_doctype(_inside(text, "&e;" * 2000, source), f'[<!ENTITY e "{"x" * 20_000}">]')


def loop(text: str, source: random.Random, _secret: str) -> str:
    """Entities that hold each other."""
    return _with_doctype(_inside(text, "&a;", source), '[<!ENTITY a "&b;"><!ENTITY b "&a;">]')


def external(text: str, source: random.Random, secret: str) -> str:
    """An entity that is a file or on a host."""
    target = source.choice((secret, f"{_HOST}/x", "file:///etc/passwd", "ftp://127.0.0.1:9/x", "jar:file:///x!/y"))
    return _with_doctype(_inside(text, "&x;", source), f'[<!ENTITY x SYSTEM "{target}">]')


def parameter(text: str, source: random.Random, secret: str) -> str:
    """A parameter entity that is a file or on a host."""
    target = source.choice((secret, f"{_HOST}/x.dtd"))
    return _with_doctype(text, f'[<!ENTITY % x SYSTEM "{target}"> %x;]')


def external_subset(text: str, source: random.Random, secret: str) -> str:
    """A document type declaration that is elsewhere."""
    target = source.choice((secret, f"{_HOST}/x.dtd", "nitf-3-6.dtd"))
    public = source.choice((f'SYSTEM "{target}"', f'PUBLIC "-//IPTC//DTD NITF 3.4//EN" "{target}"'))
    return _with_doctype(_inside(text, source.choice(("", "&nbsp;&mdash;")), source), public)


def inclusion(text: str, source: random.Random, secret: str) -> str:
    """XInclude of a file."""
    target = source.choice((secret, f"{_HOST}/x"))
    element = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{target}" parse="text"/>'
    return _inside(text, element, source)


def schema_hint(text: str, source: random.Random, secret: str) -> str:
    """A document that chooses its schema."""
    _, at, _ = _root(text)
    namespace = source.choice(("http://iptc.org/std/nar/2006-10-01/", "urn:x"))
    hint = f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="{namespace} {secret}"'
    return text[:at] + hint + text[at:]


def instructions(text: str, source: random.Random, secret: str) -> str:
    """Processing instructions that name files."""
    at, _, _ = _root(text)
    told = source.choice(("xml-stylesheet", "xml-model", "oxygen", "xml"))
    return f'{text[:at]}<?{told} href="{secret}" type="text/xsl"?>{text[at:]}'


def deep(text: str, source: random.Random, _secret: str) -> str:
    """Elements in elements without end."""
    depth = source.choice((100, 250, 300, 2000, 60_000))
    return _inside(text, "<a>" * depth + source.choice(("", "</a>" * depth)), source)


def wide(text: str, source: random.Random, _secret: str) -> str:
    """Very many elements."""
    return _inside(
        text, source.choice(("<a/>", "<item/>", "<subject qcode='x'/>")) * source.choice((2000, 8000)), source
    )


def huge_attribute(text: str, source: random.Random, _secret: str) -> str:
    """An attribute of up to eleven million letters."""
    _, at, _ = _root(text)
    letters = source.choice(("x", "x:", "&#20013;", " ", "\t"))
    return f'{text[:at]} a="{letters * source.choice((20_000, 100_000, 1_300_000 // len(letters)))}"{text[at:]}'


def many_attributes(text: str, source: random.Random, _secret: str) -> str:
    """Thousands of attributes or namespaces on one element."""
    _, at, _ = _root(text)
    form = source.choice((' a{}="x"', ' xmlns:p{}="urn:{}"', ' id="{}"'))
    return text[:at] + "".join(form.format(n, n) for n in range(source.choice((500, 3000)))) + text[at:]


def huge_text(text: str, source: random.Random, _secret: str) -> str:
    """A text without end, or made of what is hard to search."""
    piece = source.choice(("x", "<![CDATA[x]]>", "&lt;", "<!--x-->", "&#10;", "a@", "“", "&lt;p ", "((", "ab:"))
    return _inside(text, piece * source.choice((5000, 30_000)), source)


def huge_name(text: str, source: random.Random, _secret: str) -> str:
    """A name without end."""
    name = "n" * source.choice((1000, 60_000))
    return _inside(text, source.choice((f"<{name}/>", f"<a {name}='x'/>", f"&{name};", f"<{name}:a/>")), source)


def namespaces(text: str, source: random.Random, _secret: str) -> str:
    """The namespace of the document is another."""
    return re.sub(r'xmlns="[^"]*"', source.choice(('xmlns=""', 'xmlns="urn:x"', "")), text, count=1)


def html(text: str, source: random.Random, secret: str) -> str:
    """HTML in text, hard to parse or harmful."""
    piece = source.choice(
        (
            f"<script src='{secret}'></script>",
            "<div>" * 3000,
            "<img src='http://[' onerror=x>",
            "<a href='java\tscript:x'>",
            "&lt;" * 2000,
            "<!DOCTYPE html SYSTEM 'file:///etc/passwd'>",
            "<p " * 3000,
        )
    )
    return _inside(text, piece.replace("&", "&amp;").replace("<", "&lt;"), source)


ATTACKS: tuple[Attack, ...] = (
    bomb,
    quadratic,
    loop,
    external,
    parameter,
    external_subset,
    inclusion,
    schema_hint,
    instructions,
    deep,
    wide,
    huge_attribute,
    many_attributes,
    huge_text,
    huge_name,
    namespaces,
    html,
)
#: those that take time by their size; they are tried more seldom
HEAVY: frozenset[Attack] = frozenset({quadratic, deep, wide, huge_attribute, many_attributes, huge_text, huge_name})
