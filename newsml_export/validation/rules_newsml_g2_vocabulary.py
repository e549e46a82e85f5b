"""Rules for conceptItem, knowledgeItem and catalogItem: concepts are told once, and belong to their scheme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsml_export.validation import newsml_g2_names as names
from newsml_export.validation.rules import error
from newsml_export.validation.values import clipped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from newsml_export.validation.rules import Breach

CONCEPT_DUPLICATE = error(
    "concept-duplicate",
    "A vocabulary tells a concept once.",
    "Join what is told of the concept in one place, or correct one of the two codes.",
    "NewsML-G2 2.35, conceptSet",
)
CONCEPT_OUTSIDE_SCHEME = error(
    "concept-outside-scheme",
    "The concepts of a vocabulary belong to the scheme that its schemeMeta names.",
    "Use the alias of that scheme in conceptId, or correct schemeMeta.",
    "NewsML-G2 2.35, schemeMeta",
)
CATALOG_ALIAS_DUPLICATE = error(
    "catalog-alias-duplicate",
    "A catalog declares an alias once.",
    "Give one of the two schemes another alias, or take one of them out.",
    "NewsML-G2 2.35, catalog",
)

VOCABULARY_RULES = (CONCEPT_DUPLICATE, CONCEPT_OUTSIDE_SCHEME, CATALOG_ALIAS_DUPLICATE)


def check_knowledge(item: _Element, uris: Mapping[str, str | None], breaches: list[Breach]) -> None:
    """Check the concepts of a knowledgeItem.

    Args:
        item: the knowledgeItem.
        uris: of the schemes that the item declares itself, by alias; what others declare cannot be judged.
        breaches: receives what is found.
    """
    meta = next(item.iterchildren(names.SCHEME_META), None)
    scheme = meta.get("uri") if meta is not None else None
    seen: set[str] = set()
    for concept_set in item.iterchildren(names.CONCEPT_SET):
        for concept_id in concept_set.iterfind(f"{names.CONCEPT}/{names.CONCEPT_ID}"):
            code = concept_id.get("qcode") or concept_id.get("uri") or ""
            if code in seen:
                told = f"The concept “{clipped(code)}” is told twice."
                breaches.append(CONCEPT_DUPLICATE.broken(concept_id, told))
            seen.add(code)
            own = uris.get(code.partition(":")[0])
            if concept_id.get("qcode") and scheme is not None and own is not None and own != scheme:
                told = f"The concept “{clipped(code)}” is of another scheme than “{clipped(scheme)}”."
                breaches.append(CONCEPT_OUTSIDE_SCHEME.broken(concept_id, told, "qcode"))


def check_catalog(item: _Element, breaches: list[Breach]) -> None:
    """Check that the catalog of a catalogItem declares every alias once."""
    aliases: set[str] = set()
    for scheme in item.iterfind(f"{names.CATALOG_CONTAINER}/{names.CATALOG}/{names.SCHEME}"):
        alias = scheme.get("alias", "")
        if alias in aliases:
            told = f"The alias “{clipped(alias)}” is declared twice."
            breaches.append(CATALOG_ALIAS_DUPLICATE.broken(scheme, told, "alias"))
        aliases.add(alias)
