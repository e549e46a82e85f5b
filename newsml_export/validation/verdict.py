"""What validation says of a document."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from newsml_export.findings import Finding, Severity


class Level(StrEnum):
    """How much a verdict says."""

    VALID = "valid"
    #: nothing was found, but not everything could be checked; ``Verdict.limits`` says what
    AS_FAR_AS_CHECKED = "valid-as-far-as-checked"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A line of a document, or a part of a long one, with a place in it."""

    #: counted from 1
    line: int
    #: counted from 1, in characters
    column: int
    text: str
    #: how many characters of ``text`` stand before the place
    before: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The outcome for one document."""

    #: file as the user named it, or a path inside the output
    name: str
    #: what it is: ``newsItem``, ``packageItem``, ``newsMessage``, ``rss`` …; ``None`` where it is nothing we know
    kind: str | None
    #: such as ``NewsML-G2 2.35``
    standard: str | None
    #: codes are rule names; locations hold line, column and path
    findings: tuple[Finding, ...] = ()
    #: schemas and rule sets that were applied, such as ``newsml-g2-profile.xsd``
    checked_with: tuple[str, ...] = ()
    #: level of conformance that the document claims, such as ``power``
    conformance: str | None = None
    #: what was not checked, and why, each in a sentence
    limits: tuple[str, ...] = ()
    #: the lines that findings are about, in the order of the document
    lines: tuple[SourceLine, ...] = ()

    @property
    def valid(self) -> bool:
        """Whether nothing worse than a warning was found."""
        return all(finding.severity is not Severity.ERROR for finding in self.findings)

    @property
    def level(self) -> Level:
        """How much the verdict says."""
        if not self.valid:
            return Level.INVALID
        return Level.AS_FAR_AS_CHECKED if self.limits else Level.VALID
