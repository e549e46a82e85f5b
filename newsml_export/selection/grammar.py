"""From the text of a filter to what it means."""

from __future__ import annotations

import difflib
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from newsml_export.errors import Location, UsageError
from newsml_export.selection.expressions import (
    Comparison,
    Conjunction,
    Disjunction,
    Expression,
    Negation,
    Operator,
    Selection,
)
from newsml_export.selection.facts import FIELDS, folded

if TYPE_CHECKING:
    from lark import Lark, Token

#: characters; a filter of a partner comes from a form, and no sensible one is longer
MOST_CHARACTERS = 4096
#: brackets and negations inside each other
_DEEPEST = 50
_GRAMMAR = r"""
    ?start: disjunction
    ?disjunction: conjunction ("or"i conjunction)*
    ?conjunction: negation ("and"i negation)*
    ?negation: "not"i negation -> negated
        | "(" disjunction ")"
        | comparison
    comparison: NAME OPERATOR _value
        | NAME "in"i "(" _value ("," _value)* ")" -> membership
    _value: WORD | QUOTED
    NAME: /[a-z_-]+/i
    OPERATOR: "!=" | "<=" | ">=" | "=" | "~" | "<" | ">"
    QUOTED: /"(\\.|[^"\\])*"/ | /“[^”]*”/
    WORD: /[^\s()=!<>~,"“”]+/
    %ignore /\s+/
"""
_EXAMPLE = "topic=medtop:04000000 and not genre=opinion"
_ISO_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@lru_cache(maxsize=256)
def parse(text: str) -> Selection:
    """Return the filter that ``text`` describes; an empty one chooses everything.

    Raises:
        UsageError: it is no filter; says at which character, and what was expected there.
    """
    if len(text) > MOST_CHARACTERS:
        raise UsageError(
            f"the filter has {len(text)} characters; {MOST_CHARACTERS} are allowed.", next_step="Shorten it."
        )
    if not text.strip():
        return Selection(text=text, expression=Conjunction(parts=()))
    from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, UnexpectedToken

    _check_depth(text)
    try:
        tree = _parser().parse(text)
    except UnexpectedEOF:
        raise _wrong(text, len(text) + 1, "it ends too early") from None
    except UnexpectedToken as error:
        if error.token.type == "$END":
            raise _wrong(text, len(text) + 1, "it ends too early") from None
        raise _wrong(text, error.column, f"“{error.token}” is not expected here") from None
    except UnexpectedCharacters as error:
        raise _wrong(text, error.column, f"“{error.char}” is not expected here") from None
    return Selection(text=text, expression=_expression(tree, text))


@lru_cache(maxsize=1)
def _parser() -> Lark:
    from lark import Lark

    return Lark(_GRAMMAR, parser="lalr", maybe_placeholders=False)


def _check_depth(text: str) -> None:
    """Refuse what would take the recursion of reading it too deep."""
    depth = negated = 0
    for mark in re.findall(r"\(|\)|\bnot\b|[^\s()]+", text, re.IGNORECASE):
        depth += (mark == "(") - (mark == ")")
        negated = negated + 1 if mark.lower() == "not" else 0
        if max(depth, negated) > _DEEPEST:
            raise UsageError(
                f"the filter goes more than {_DEEPEST} brackets deep.", next_step="Write it with fewer brackets."
            )


def _wrong(text: str, column: int, what: str) -> UsageError:
    return UsageError(
        f"the filter cannot be read: {what}.",
        location=Location(file=f"filter “{text}”", path=f"character {column}"),
        next_step=f"Write it like {_EXAMPLE}; fields: {', '.join(sorted(FIELDS))}.",
    )


def _expression(tree: Any, text: str) -> Expression:
    match tree.data:
        case "disjunction":
            return Disjunction(parts=tuple(_expression(part, text) for part in tree.children))
        case "conjunction":
            return Conjunction(parts=tuple(_expression(part, text) for part in tree.children))
        case "negated":
            return Negation(part=_expression(tree.children[0], text))
        case "membership":
            name, *values = tree.children
            return _comparison(name, Operator.EQUAL, values, text)
        case _:
            name, operator, value = tree.children
            return _comparison(name, Operator(str(operator)), [value], text)


def _comparison(name: Token, operator: Operator, values: list[Token], text: str) -> Comparison:
    field = FIELDS.get(name.lower().replace("_", "-"))
    if field is None:
        near = difflib.get_close_matches(name.lower(), FIELDS, n=1)
        meant = f"; did you mean “{near[0]}”" if near else ""
        raise _wrong(text, name.column or 1, f"there is no field “{name}”{meant}")
    given = tuple(folded(_plain(value)) for value in values)
    if operator in (Operator.LESS, Operator.AT_MOST, Operator.MORE, Operator.AT_LEAST) and not field.ordered:
        raise _wrong(text, name.column or 1, f"“{field.name}” has no order, so “{operator}” says nothing")
    for value, token in zip(given, values, strict=True):
        _check_value(field.name, value, token, text)
    return Comparison(field=field.name, operator=operator, values=given)


def _check_value(field: str, value: str, token: Token, text: str) -> None:
    """Refuse values that never fit: who writes them means something else."""
    column = token.column or 1
    if not value:
        raise _wrong(text, column, "the value is empty")
    if field == "date" and not _ISO_DATE.fullmatch(value):
        raise _wrong(text, column, f"“{value}” is no date such as 2023-03-08")
    if field == "urgency" and value not in [*"123456789"]:
        raise _wrong(text, column, f"“{value}” is no urgency from 1 to 9")
    if field in ("pictures", "continued") and value not in ("yes", "no"):
        raise _wrong(text, column, f"“{value}” is neither yes nor no")


def _plain(token: Token) -> str:
    if token.type != "QUOTED":
        return str(token)
    inner = token[1:-1]
    return re.sub(r"\\(.)", r"\1", inner) if token[0] == '"' else str(inner)
