"""What validation says of a document."""

from __future__ import annotations

from dataclasses import dataclass

from newsml_export.findings import Finding, Severity


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

    @property
    def valid(self) -> bool:
        """Whether nothing worse than a warning was found."""
        return all(finding.severity is not Severity.ERROR for finding in self.findings)
