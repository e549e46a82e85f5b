"""The Media Topics that stories are given, how they hang together, and the terms that speak for them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from newsml_export.enrich.tables import table_lines

TABLE = "topics.txt"
#: code, parent and subject code of a topic; a parent or subject code of ``-`` is none
_TOPIC = re.compile(r"= (\d{8}) (\d{8}|-) (\d{8}|-) (.+?) / (.+)")
_TERM = re.compile(r"(.+?)([123])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A Media Topic."""

    #: eight digits (IPTC scheme ``medtop``)
    code: str
    #: code of the one above it; ``None`` for a top-level topic
    parent: str | None
    #: the same in IPTC's older scheme ``subj``
    subject_code: str | None
    english: str
    chinese: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word or phrase that speaks for topics."""

    text: str
    #: code and weight, 1 … 3
    topics: tuple[tuple[str, float], ...]
    #: it must end a word, too
    whole: bool = False


@dataclass(frozen=True, slots=True)
class TopicTable:
    """All topics by code, and the terms of each language."""

    topics: dict[str, Topic]
    terms: dict[str, tuple[Term, ...]]

    def above(self, code: str) -> tuple[str, ...]:
        """Return the codes above ``code``, the next one first."""
        found = []
        parent = self.topics[code].parent
        while parent is not None:
            found.append(parent)
            parent = self.topics[parent].parent
        return tuple(found)


@lru_cache(maxsize=1)
def topic_table() -> TopicTable:
    """Return the table, read once."""
    topics: dict[str, Topic] = {}
    weights: dict[str, dict[str, dict[str, float]]] = {}
    code = ""
    for line in table_lines(TABLE):
        if (match := _TOPIC.fullmatch(line)) is not None:
            code, parent, subject_code, english, chinese = match.groups()
            topics[code] = Topic(
                code=code,
                parent=None if parent == "-" else parent,
                subject_code=None if subject_code == "-" else subject_code,
                english=english,
                chinese=chinese,
            )
            continue
        language, *terms = line.split()
        if language == "not":
            language, *terms = terms
            weights.setdefault(language, {}).update((term, {}) for term in terms)
            continue
        for term in terms:
            text, weight = _split(term)
            weights.setdefault(language, {}).setdefault(text, {})[code] = weight
    return TopicTable(
        topics, {language: tuple(_term(text, codes) for text, codes in of.items()) for language, of in weights.items()}
    )


def _split(term: str) -> tuple[str, float]:
    match = _TERM.fullmatch(term)
    if match is None:
        raise ValueError(f"{TABLE}: {term}")
    return match[1], float(match[2] or 2)


def _term(text: str, codes: dict[str, float]) -> Term:
    return Term(text=text.removesuffix("_").replace("+", " "), topics=tuple(codes.items()), whole=text.endswith("_"))
