"""Headline stacks: one element a role, the main headline first, because importers take the first one."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from newsml_export.formats.newsml_g2 import names
from newsml_export.formats.newsml_g2.values import BY_TOOL, percent, put
from newsml_export.formats.xml_text import line_or_none
from newsml_export.model.story import HeadlineRole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from newsml_export.model.story import Decision, HeadlineLine

#: the roles of a headline stack, each with its lines joined
Stack: TypeAlias = list[tuple[HeadlineRole, str]]

_ROLE = {role: f"hlrole:{role}" for role in HeadlineRole}
_FIRST = (HeadlineRole.MAIN, HeadlineRole.DERIVED)


def put_headlines(parent: _Element, stack: Stack, decision: Decision | None = None) -> None:
    """Append the ``headline`` elements of a stack.

    Args:
        parent: contentMeta or partMeta.
        stack: in the order to write it in.
        decision: that the stack belongs to the text, where that was decided.
    """
    confidence = percent(decision.confidence) if decision is not None and decision.confidence < 1 else None
    for role, text in stack:
        attributes = {"role": _ROLE[role]}
        if confidence is not None:
            attributes["confidence"] = confidence
        if role is HeadlineRole.DERIVED:
            attributes["how"] = BY_TOOL
        put(parent, names.HEADLINE, text, attributes)


def joined(lines: Sequence[HeadlineLine]) -> Stack:
    """Return the roles of a stack, the main one first, each with its lines as one; blank lines are left out."""
    texts: dict[HeadlineRole, str] = {}
    for line in lines:
        text = line_or_none(line.text)
        if text is not None:
            texts[line.role] = f"{texts[line.role]} {text}" if line.role in texts else text
    first = [(role, texts.pop(role)) for role in _FIRST if role in texts]
    return first + list(texts.items())


def leading(lines: Sequence[HeadlineLine]) -> str | None:
    """Return the headline that stands for the story in lists, or ``None`` where every line is blank."""
    stack = joined(lines)
    return stack[0][1] if stack else None
