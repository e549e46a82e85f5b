"""What the finders of names say: where a name stands, and what it names."""

from __future__ import annotations

from dataclasses import dataclass, field

from newsml_export.model.subjects import SubjectType

#: what no name may be surer or less sure of
MOST_CERTAIN = 0.98
LEAST_CERTAIN = 0.5


@dataclass(slots=True, kw_only=True)
class Named:
    """Something that a story names, with all the places where it does."""

    name: str
    type: SubjectType
    #: 0 … 1
    confidence: float
    #: first and last offset (exclusive) of every mention in the text, in order
    spans: list[tuple[int, int]] = field(default_factory=list)
    #: all forms that the text has, and others that stand for the same
    forms: set[str] = field(default_factory=set)
    posts: list[str] = field(default_factory=list)
    qcode: str | None = None
    same_as: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    quoted: bool = False
    #: name that the code is made from, where it is another one
    coded_name: str | None = None


class Taken:
    """Offsets of a text that belong to a name already: what stands inside a name is no name of its own."""

    def __init__(self, length: int) -> None:
        """Begin with nothing taken of a text of ``length`` characters."""
        self._taken = bytearray(length)

    def take(self, start: int, end: int) -> None:
        """Take the characters from ``start`` to before ``end``."""
        self._taken[start:end] = b"\1" * (end - start)

    def free(self, start: int, end: int) -> bool:
        """Whether none of the characters is taken."""
        return not any(self._taken[start:end])


def bounded(confidence: float) -> float:
    """Return ``confidence`` within what a guess may claim, to two places."""
    return round(min(MOST_CERTAIN, max(LEAST_CERTAIN, confidence)), 2)
