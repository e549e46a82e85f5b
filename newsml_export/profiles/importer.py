"""Holding finished documents to what an importer demands, and saying why it would not take one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsml_export.findings import Finding, Severity
from newsml_export.formats.shaping import Messages
from newsml_export.validation.demands import DemandRules, Taken, with_demands

if TYPE_CHECKING:
    from newsml_export.errors import Location
    from newsml_export.formats.base import Document
    from newsml_export.profiles.profile import Profile
    from newsml_export.validation.verdict import Verdict


class Importer:
    """One importer, for the documents of one export."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._rules = DemandRules(profile.demands)
        self._taken = Taken()

    def judged(self, format_: str, document: Document, verdict: Verdict) -> Verdict:
        """Return ``verdict`` on a valid document with what the importer says of it.

        Documents of formats that it does not read are for others, and items that travel in a message of their own are
        judged there: the verdict on both is returned as it is.

        Raises:
            SettingsError: an XPath of the profile calls what does not exist.
        """
        formats = self._profile.formats
        elsewhere = not document.deliver and self._profile.shape.messages is Messages.STORY
        if elsewhere or (formats and format_ not in formats):
            return verdict
        taken = self._taken.branch()
        judged = with_demands(verdict, document.content, self._rules, taken)
        if judged.valid:
            # What is not delivered takes nothing from what comes after it.
            self._taken = taken
        return judged

    def refusal(self, verdict: Verdict, place: Location) -> Finding:
        """Return why the importer would not take the document of ``verdict``, which is not valid for it.

        Args:
            verdict: as ``judged`` returned it.
            place: the story, where the document is about one.
        """
        refusals = [finding for finding in verdict.findings if finding.severity is Severity.ERROR]
        first = refusals[0]
        who = self._profile.title
        return Finding(
            code="importer-would-refuse",
            severity=Severity.ERROR,
            message=f"{verdict.name} was not put in place, because {who} would not take it: {first.message}",
            location=replace(place, file=verdict.name, line=first.location.line, path=first.location.path),
            mend=first.mend,
            evidence=tuple(f"{finding.code}: {finding.message}" for finding in refusals[:4]),
        )
