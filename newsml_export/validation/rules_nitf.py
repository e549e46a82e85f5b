"""What XML Schema cannot say of NITF 3.6: identity, dates in order, text that importers find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsml_export.validation.kinds import XmlKind
from newsml_export.validation.rules import error, warning

if TYPE_CHECKING:
    from lxml.etree import _Element

    from newsml_export.validation.rules import Breach

_N = "{http://iptc.org/std/NITF/2006-10-18/}"
_NITF = "NITF 3.6"

ID_MISSING = error(
    "nitf-doc-id-missing",
    "A document has one doc-id.",
    "Add doc-id with the guid of the story as id-string.",
    f"{_NITF}, doc-id",
)
STATUS_MISSING = warning(
    "nitf-status-missing",
    "A document says whether it may be used.",
    "Add management-status to docdata.",
    f"{_NITF}, docdata",
)
WITHOUT_TEXT = warning(
    "nitf-without-text",
    "A document that may be used has a text or a picture.",
    "Add body.content with a block, if there is a text: a headline alone is seldom what was meant.",
    f"{_NITF}, body.content",
)
CANCELED_WITH_TEXT = error(
    "nitf-canceled-with-text",
    "A document that is canceled holds no text: importers store what they are sent.",
    "Take body.content out.",
)
RELEASE_EARLY = warning(
    "nitf-release-before-issue",
    "A story is not released before it is issued.",
    "Write the later moment as date.release.",
    f"{_NITF}, date.release",
)

#: what holds of NITF inside a newsItem too
STORY_RULES = (WITHOUT_TEXT, CANCELED_WITH_TEXT, RELEASE_EARLY)
_USABLE = "usable"


def shows_text(content: _Element) -> bool:
    """Say whether ``body.content`` holds text, be it a caption; who made a picture is none."""
    aside = {f"{_N}media-producer", f"{_N}media-metadata", f"{_N}media-object"}
    return any(
        (element.text or "").strip() or any((child.tail or "").strip() for child in element)
        for element in content.iter(f"{_N}*")
        if element.tag not in aside and not any(parent.tag in aside for parent in element.iterancestors())
    )


class NitfRules:
    """The rules of NITF."""

    name = "nitf-rules"
    rules = (ID_MISSING, STATUS_MISSING, *STORY_RULES)

    def check(self, root: _Element) -> list[Breach]:
        """Return every breach in the document ``root``."""
        breaches: list[Breach] = []
        docdata = root.find(f"{_N}head/{_N}docdata")
        status = docdata.get("management-status") if docdata is not None else None
        place = docdata if docdata is not None else root
        identifiers = list(root.iterfind(f"{_N}head/{_N}docdata/{_N}doc-id"))
        if len(identifiers) != 1:
            told = "The document has no doc-id." if not identifiers else "The document has two doc-ids."
            breaches.append(ID_MISSING.broken(place, told))
        if status is None:
            breaches.append(STATUS_MISSING.broken(place, "The document does not say whether it may be used."))
        check_story(root, status or _USABLE, breaches)
        return breaches


def check_nitf_inside(root: _Element, breaches: list[Breach]) -> None:
    """Check NITF that is the text of a newsItem, which has the identity and, where NITF says none, the status."""
    docdata = root.find(f"{_N}head/{_N}docdata")
    check_story(root, docdata.get("management-status") if docdata is not None else None, breaches)


def check_story(root: _Element, status: str | None, breaches: list[Breach]) -> None:
    """Check text and dates of NITF against its status; ``None``: what it is told elsewhere, and not judged here."""
    content = root.find(f"{_N}body/{_N}body.content")
    text = content is not None and shows_text(content)
    held = text or (content is not None and next(content.iter(f"{_N}media"), None) is not None)
    if status == "canceled" and content is not None and text:
        breaches.append(CANCELED_WITH_TEXT.broken(content, "The document is canceled and holds text."))
    elif not held and status == _USABLE:
        breaches.append(WITHOUT_TEXT.broken(root, "The document holds neither text nor picture."))
    for docdata in root.iterfind(f"{_N}head/{_N}docdata"):
        _check_dates(docdata, breaches)


def _check_dates(docdata: _Element, breaches: list[Breach]) -> None:
    issued, released = docdata.find(f"{_N}date.issue"), docdata.find(f"{_N}date.release")
    if issued is None or released is None:
        return
    first, second = issued.get("norm", ""), released.get("norm", "")
    # Of one offset, the basic form of ISO 8601 is in the order of time.
    if first[15:] == second[15:] and second < first:
        breaches.append(RELEASE_EARLY.broken(released, f"It is released at {second}, before {first}.", "norm"))


KINDS = (XmlKind(name="nitf", standard="NITF 3.6", root=f"{_N}nitf", schema="nitf-3.6-profile.xsd", rules=NitfRules),)
