"""What a kind of document is held against; each standard names its own kinds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsml_export.validation.json_rules import JsonRuleSet
    from newsml_export.validation.rules import RuleSet


@dataclass(frozen=True, slots=True, kw_only=True)
class XmlKind:
    """A kind of XML document that can be validated."""

    #: what people call it
    name: str
    #: with its version
    standard: str
    #: name of the root element, with its namespace in lxml's form; a document has no other say in what it is held to
    root: str
    #: file name of our schema
    schema: str
    #: makes the rules that stand beside the schema; kinds with the same maker share one set
    rules: Callable[[], RuleSet]


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonKind:
    """A kind of JSON document that can be validated."""

    #: what people call it
    name: str
    #: with its version
    standard: str
    #: file name of our schema
    schema: str
    #: makes the rules that stand beside the schema; kinds with the same maker share one set
    rules: Callable[[], JsonRuleSet]
    #: says whether a document, parsed, is of this kind; never raises
    recognises: Callable[[object], bool]
    #: how a person sees that a document is of this kind, in a phrase
    known_by: str
