"""Filters as values: what a text of the filter language means, and whether a story fits."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from newsml_export.selection.facts import FIELDS, folded

if TYPE_CHECKING:
    from newsml_export.model.issue import IssueInfo
    from newsml_export.model.story import Story


class Operator(StrEnum):
    """How a field is compared with a value."""

    EQUAL = "="
    UNEQUAL = "!="
    #: holds the value anywhere
    CONTAINS = "~"
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A field compared with values, one of which must fit (none of which may, for ``!=``)."""

    field: str
    operator: Operator
    #: folded, see ``facts.folded``
    values: tuple[str, ...]

    def fits(self, story: Story, info: IssueInfo) -> bool:
        """Return whether what the story says of the field fits."""
        field = FIELDS[self.field]
        said = {folded(value) for value in field.of(story, info)}
        if self.operator is Operator.EQUAL or self.operator is Operator.UNEQUAL:
            wanted = self.values
            equal = any(value in said for value in wanted) or (
                field.ranges and any(one.startswith(f"{value}-") for value in wanted for one in said)
            )
            return equal is (self.operator is Operator.EQUAL)
        if self.operator is Operator.CONTAINS:
            return any(value in one for value in self.values for one in said)
        # Dates in ISO 8601 and single digits are in the order of their characters; a month is compared with months.
        bound = self.values[0]
        return any(_ORDER[self.operator](one[: len(bound)], bound) for one in said)


_ORDER = {
    Operator.LESS: str.__lt__,
    Operator.AT_MOST: str.__le__,
    Operator.MORE: str.__gt__,
    Operator.AT_LEAST: str.__ge__,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Negation:
    """Fits where ``part`` does not."""

    part: Expression

    def fits(self, story: Story, info: IssueInfo) -> bool:
        """Return whether the story fits."""
        return not self.part.fits(story, info)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conjunction:
    """Fits where all ``parts`` do; without parts, always."""

    parts: tuple[Expression, ...]

    def fits(self, story: Story, info: IssueInfo) -> bool:
        """Return whether the story fits."""
        return all(part.fits(story, info) for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Disjunction:
    """Fits where one of ``parts`` does."""

    parts: tuple[Expression, ...]

    def fits(self, story: Story, info: IssueInfo) -> bool:
        """Return whether the story fits."""
        return any(part.fits(story, info) for part in self.parts)


Expression = Comparison | Negation | Conjunction | Disjunction


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """A filter: the text that a person wrote, and what it means."""

    text: str
    expression: Expression

    def matches(self, story: Story, info: IssueInfo) -> bool:
        """Return whether ``story``, printed in the issue ``info``, is among the chosen ones."""
        return self.expression.fits(story, info)

    @property
    def fields(self) -> frozenset[str]:
        """Names of the fields that it asks for."""
        return frozenset(_fields(self.expression))


def _fields(expression: Expression) -> list[str]:
    match expression:
        case Comparison():
            return [expression.field]
        case Negation():
            return _fields(expression.part)
        case _:
            return [name for part in expression.parts for name in _fields(part)]
