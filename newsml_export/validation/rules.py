"""What rules are made of: the rule, a breach of it, a set of rules for one standard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from newsml_export.findings import Severity

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Something that a document must or should keep, and that a schema cannot say."""

    #: stable, kebab-case; the code of the findings
    name: str
    #: what the rule demands, in one sentence
    description: str
    #: what to do about a breach, in one sentence
    mend: str
    #: the standard and section that demands it; ours where it is empty
    source: str = ""
    severity: Severity = Severity.ERROR

    def broken(self, element: _Element, message: str, attribute: str | None = None) -> Breach:
        """Return a breach of this rule at ``element`` or its ``attribute``."""
        return Breach(rule=self, element=element, message=message, attribute=attribute)


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A rule broken at a place. Becomes a finding once lines and columns are looked up, which costs."""

    rule: Rule
    element: _Element
    #: what is wrong here, in one sentence
    message: str
    #: such as ``qcode`` or ``{http://www.w3.org/XML/1998/namespace}lang``
    attribute: str | None = None


class RuleSet(Protocol):
    """The rules of one standard. Lives as long as a validator, in one thread."""

    @property
    def name(self) -> str:
        """Such as ``newsml-g2-rules``, for ``Verdict.checked_with``."""

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules of the set."""

    def check(self, root: _Element) -> list[Breach]:
        """Return every breach in the document below ``root``. Called for each document, so it must be fast.

        The document is well-formed; it may be invalid in any way.
        """


def warning(name: str, description: str, mend: str, source: str = "") -> Rule:
    """Return a rule whose breach leaves a document valid."""
    return Rule(name=name, description=description, mend=mend, source=source, severity=Severity.WARNING)


def error(name: str, description: str, mend: str, source: str = "") -> Rule:
    """Return a rule whose breach makes a document invalid."""
    return Rule(name=name, description=description, mend=mend, source=source)
