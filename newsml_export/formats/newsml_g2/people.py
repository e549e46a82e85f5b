"""Who made a story: creators, contributors, and the by-line as a reader sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml.etree import SubElement

from newsml_export.formats.newsml_g2 import names
from newsml_export.formats.newsml_g2.values import put
from newsml_export.formats.xml_text import line_or_none
from newsml_export.model.story import BylineRole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.etree import _Element

    from newsml_export.model.story import Byline

_ROLE = {role: {"role": f"byrole:{role}"} for role in BylineRole}
#: not on the staff
_CONTRIBUTORS = frozenset({BylineRole.CORRESPONDENT})


def put_people(content_meta: _Element, bylines: Sequence[Byline], codes: Mapping[str, str]) -> None:
    """Append a creator or contributor for each person or desk.

    The first ``name`` is the bare name, which importers take for the author; the words that stood before it are a note.

    Args:
        content_meta: to append to.
        bylines: in the order to write them in.
        codes: declared QCodes of persons and organisations, by name.
    """
    for byline in bylines:
        name = line_or_none(byline.name)
        if name is not None:
            tag = names.CONTRIBUTOR if byline.role in _CONTRIBUTORS else names.CREATOR
            code = codes.get(byline.name)
            person = SubElement(content_meta, tag, _ROLE[byline.role] if code is None else _coded(byline, code))
            put(person, names.NAME, name)
            title = line_or_none(byline.title)
            if title is not None:
                put(person, names.NOTE, title)


def _coded(byline: Byline, code: str) -> dict[str, str]:
    return {**_ROLE[byline.role], "qcode": code}


def by_line(bylines: Sequence[Byline]) -> str | None:
    """Return the by-lines in one line: “本报记者 李一 张三 通讯员 王小明”.

    Words that stood before several names in a row are said once.
    """
    words: list[str] = []
    last_title: str | None = None
    for byline in bylines:
        name, title = line_or_none(byline.name), line_or_none(byline.title)
        if title is not None and title != last_title:
            words.append(title)
        if name is not None:
            words.append(name)
        last_title = title
    return " ".join(words) or None
