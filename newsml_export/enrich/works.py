"""Works (in 《》 and their like) and events (第X届…博览会) in Chinese text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsml_export.enrich.chinese_text import ChineseText, is_han, zh_words
from newsml_export.enrich.mentions import Named, Taken, bounded
from newsml_export.model.subjects import SubjectType

_WORK = re.compile(r"《([^《》\n]{1,60})》|『([^『』\n]{1,40})』")
_NUMBERED = re.compile(r"(?:第[〇零一二三四五六七八九十百\d]{1,5}[届屆次]|[12]\d{3}(?:年)?)")
_LONGEST = 24


def find_works(text: ChineseText, taken: Taken) -> list[Named]:
    """Return the titles in 《》, without them, each once; what stands in them is no name of its own."""
    named: dict[str, Named] = {}
    for match in _WORK.finditer(text.printed):
        name = match.group(1) or match.group(2)
        start = match.start() + 1
        if match.group(2) and "《" in text.printed:
            continue
        work = named.setdefault(name, Named(name=name, type=SubjectType.OBJECT, confidence=0.95, forms={name}))
        work.spans.append((start, start + len(name)))
        taken.take(start, start + len(name))
    return list(named.values())


def find_events(text: ChineseText, taken: Taken) -> list[Named]:
    """Return the events that have a name of their own: a number, a year, or a place and a kind of event."""
    named: dict[str, Named] = {}
    for start, end, confidence in _spans(text):
        if not taken.free(start, end):
            continue
        form = text.printed[start:end]
        taken.take(start, end)
        event = next((one for one in named.values() if one.name.endswith(form) or form.endswith(one.name)), None)
        if event is None:
            event = named[form] = Named(name=form, type=SubjectType.EVENT, confidence=bounded(confidence))
        if len(form) > len(event.name):
            event.name = form
        event.spans.append((start, end))
        event.forms.add(form)
    return list(named.values())


def _spans(text: ChineseText) -> Iterator[tuple[int, int, float]]:
    kinds = zh_words("events")
    endings = frozenset(kind[-1] for kind in kinds) | {"节"}
    for index, word in enumerate(text.words):
        if word[-1] not in endings:
            continue
        end = text.starts[index] + len(word)
        kind = next((word[at:] for at in range(len(word)) if word[at:] in kinds), "")
        if not kind and word == "节" and index and text.kind(text.words[index - 1])[:1] in ("n", "x"):
            kind = word
        if not kind:
            continue
        start = _start(text, index)
        name = text.simple[start:end]
        if _NUMBERED.match(name):
            yield start, end, 0.92
        elif len(name) > len(kind) + 1 and _has_proper(text, start, end):
            yield start, end, 0.75


def _start(text: ChineseText, index: int) -> int:
    first, end = index, text.starts[index]
    while first > 0:
        word, before = text.words[first - 1], text.starts[first - 1]
        if end - before > _LONGEST:
            break
        if word.isdigit() or (is_han(word) and _NUMBERED.match(text.simple, before)):
            first -= 1
            if match := _NUMBERED.match(text.simple, before):
                return match.start() if match.group() else before
            continue
        numeral = word in ("届", "次", "第") or text.kind(word)[:1] == "m"
        if not is_han(word) or (word in zh_words("org-stops") and not numeral):
            break
        if text.kind(word)[:1] in ("v", "d", "r", "p", "c", "u") and text.kind(word) != "vn":
            break
        first -= 1
    return text.starts[first]


def _has_proper(text: ChineseText, start: int, end: int) -> bool:
    at = start
    for index in range(text.starts.index(start), len(text.words)):
        if at >= end:
            break
        word = text.words[index]
        if len(word) > 1 and text.kind(word)[:2] in ("ns", "nz", "nr", "nt", "x"):
            return True
        at += len(word)
    return False
