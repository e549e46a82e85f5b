"""What a kind of document is held against; each standard names its own kinds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
