"""All kinds of documents that can be validated, one line a standard."""

from __future__ import annotations

from collections.abc import Callable

from newsml_export.validation import (
    rules_atom,
    rules_json_feed,
    rules_news_article,
    rules_news_sitemap,
    rules_newsml_g2,
    rules_ninjs,
    rules_nitf,
    rules_rss,
)
from newsml_export.validation.json_rules import JsonRuleSet
from newsml_export.validation.kinds import JsonKind, XmlKind
from newsml_export.validation.rules import RuleSet

XML_KINDS: tuple[XmlKind, ...] = (
    *rules_newsml_g2.KINDS,
    *rules_rss.KINDS,
    *rules_atom.KINDS,
    *rules_nitf.KINDS,
    *rules_news_sitemap.KINDS,
)
JSON_KINDS: tuple[JsonKind, ...] = (
    *rules_json_feed.KINDS,
    *rules_news_article.KINDS,
    *rules_ninjs.KINDS,
)
#: the rule sets that are applied beside the schemas
RULE_SETS: tuple[Callable[[], RuleSet | JsonRuleSet], ...] = tuple(
    dict.fromkeys((*(kind.rules for kind in XML_KINDS), *(kind.rules for kind in JSON_KINDS)))
)
