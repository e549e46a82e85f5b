"""All kinds of documents that can be validated, one line a standard."""

from __future__ import annotations

from collections.abc import Callable

from newsml_export.validation import rules_newsml_g2, rules_rss
from newsml_export.validation.kinds import XmlKind
from newsml_export.validation.rules import RuleSet

XML_KINDS: tuple[XmlKind, ...] = (
    *rules_newsml_g2.KINDS,
    *rules_rss.KINDS,
)
#: the rule sets that are applied beside the schemas
RULE_SETS: tuple[Callable[[], RuleSet], ...] = tuple(dict.fromkeys(kind.rules for kind in XML_KINDS))
