"""What Superdesk's feed parser newsml2 reads of a document, told anew: which elements, and what it breaks off at.

The order and the words are ours; what is read, and what ends the whole message, is as in superdesk-core 2.5.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

NAR = "{http://iptc.org/std/nar/2006-10-01/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
NITF = {"n": "http://iptc.org/std/NITF/2006-10-18/"}
#: the names that Superdesk has for subjects; it knows more, which the tests do not need
KNOWN_SUBJECTS = frozenset(f"{number:02d}000000" for number in range(1, 18))


class RefusedError(Exception):
    """The parser breaks off: nothing of the message arrives."""


@dataclass(kw_only=True)
class Taken:
    """An item as Superdesk has it afterwards."""

    guid: str
    version: str
    type: str
    status: str
    created: dt.datetime
    headline: str = ""
    byline: str | None = None
    language: str | None = None
    body: str | None = None
    subjects: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    renditions: dict[str, str] = field(default_factory=dict)
    signals: list[str] = field(default_factory=list)
    note: str = ""
    usage_terms: str = ""


def take(content: bytes) -> list[Taken]:
    """Return the items of a document.

    Raises:
        RefusedError: the parser would break off.
    """
    root = etree.fromstring(content)
    try:
        return [_item(child) for child in _carried(root)]
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise RefusedError(repr(error)) from error


def _carried(root: Any) -> list[Any]:
    local = root.tag.rpartition("}")[2]
    if local not in {"newsMessage", "newsItem", "packageItem"}:
        raise RefusedError(local)
    if local != "newsMessage":
        return [root]
    header = root.find(NAR + "header")
    if header is not None:
        priority = header.find(NAR + "priority")
        _ = priority.text if priority is not None else None
    return [child for item_set in root.findall(NAR + "itemSet") for child in item_set]


def _item(item: Any) -> Taken:
    meta, content = item.find(NAR + "itemMeta"), item.find(NAR + "contentMeta")
    first = meta.find(NAR + "firstCreated")
    if first is not None and first.text:
        _moment(first.text)
    taken = Taken(
        guid=item.attrib["guid"],
        version=item.attrib["version"],
        type=meta.find(NAR + "itemClass").attrib["qcode"].split(":")[1],
        status=meta.find(NAR + "pubStatus").attrib["qcode"].split(":")[1].lower(),
        created=_moment(meta.find(NAR + "versionCreated").text),
    )
    note = meta.find(NAR + "edNote")
    taken.note = (note.text or "") if note is not None else ""
    taken.signals = [code for one in meta.findall(NAR + "signal") if (code := one.get("qcode"))]
    _describe(taken, content)
    terms = item.find(f"{NAR}rightsInfo/{NAR}usageTerms")
    taken.usage_terms = terms.text if terms is not None else ""
    if taken.type == "composite":
        _groups(taken, item.find(NAR + "groupSet"))
    else:
        _content(taken, item.find(NAR + "contentSet"))
    return taken


def _describe(taken: Taken, meta: Any) -> None:
    urgency = meta.find(NAR + "urgency")
    if urgency is not None and urgency.text:
        int(urgency.text)
    headline, by, language = (meta.find(NAR + name) for name in ("headline", "by", "language"))
    taken.headline = (headline.text or "") if headline is not None else ""
    taken.byline = by.text if by is not None else None
    taken.language = language.get("tag") if language is not None else None
    for subject in meta.findall(NAR + "subject"):
        alias, *code = subject.get("qcode", "").split(":")
        if alias == "subj" and len(code) == 1 and code[0] in KNOWN_SUBJECTS:
            taken.subjects.append(code[0])
    for creator in meta.findall(NAR + "creator"):
        name = creator.find(NAR + "name")
        if name is not None:
            taken.authors.append(name.text)


def _groups(taken: Taken, group_set: Any) -> None:
    for group in group_set:
        _ = group.attrib["id"], group.attrib["role"]
        for reference in group:
            if "idref" in reference.attrib:
                continue
            version = reference.get("version")
            _ = reference.attrib["contenttype"], reference.find(NAR + "itemClass").attrib["qcode"]
            taken.references.append(reference.attrib["residref"] + (f":{version}" if version else ""))


def _content(taken: Taken, content_set: Any) -> None:
    for part in content_set:
        if part.tag == NAR + "inlineXML":
            taken.body = _inline(part)
        elif part.tag == NAR + "inlineData":
            taken.body = part.text
            if "wordcount" in part.attrib:
                int(part.attrib["wordcount"])
        else:
            int(part.attrib.get("size", "0"))
            _ = part.attrib["contenttype"]
            taken.renditions[part.attrib["rendition"].split(":")[1]] = part.get("href")


def _inline(part: Any) -> str | None:
    if part.get("contenttype") == "application/nitf+xml":
        blocks = part.xpath(".//n:body.content/n:block/*", namespaces=NITF)
        return "\n".join(f"<p>{''.join(block.itertext())}</p>" for block in blocks)
    body = part.find(XHTML + "html").find(XHTML + "body")
    # Only the text before the first element inside a paragraph is taken; an empty paragraph is passed over.
    lines = [f"<{one.tag.rsplit('}')[1]}>{one.text}</{one.tag.rsplit('}')[1]}>" for one in body if one.text]
    _ = part.attrib["contenttype"]
    return "\n".join(lines) if lines else None


def _moment(text: str) -> dt.datetime:
    try:
        return dt.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.000Z")  # noqa: DTZ007 - that is what costs the zone
    except ValueError:
        return dt.datetime.fromisoformat(text)
