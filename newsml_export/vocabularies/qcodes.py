"""QCodes: short forms of concept URIs, and the catalog that says what their aliases stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import quote

from newsml_export.vocabularies.schemes import IPTC_SCHEMES, Scheme, own_schemes

_QCODE = re.compile(r"[^\s:]+:\S+")


@lru_cache(maxsize=4096)
def encoded_code(text: str) -> str:
    """Return ``text`` as the code of a QCode: everything but letters, digits and ``_.-~`` is percent-encoded.

    The same string follows the scheme's URI, so that alias and URI name one concept (NewsML-G2 specification, QCodes).
    A lone surrogate becomes a question mark. An empty text gives an empty code, which no QCode may have.
    """
    return quote(text, safe="", errors="replace")


@dataclass(frozen=True, slots=True)
class Catalog:
    """The schemes that a document declares: IPTC's by reference, our own inline."""

    #: declared in the document itself
    own: tuple[Scheme, ...]
    _uris: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_uris", {scheme.alias: scheme.uri for scheme in (*IPTC_SCHEMES, *self.own)})

    def declares(self, qcode: str) -> bool:
        """Say whether ``qcode`` is well formed and its alias is declared."""
        return _QCODE.fullmatch(qcode) is not None and qcode.partition(":")[0] in self._uris

    def uri(self, qcode: str) -> str:
        """Return the URI of the concept that ``qcode`` stands for.

        Raises:
            KeyError: the alias is not declared.
        """
        alias, _, code = qcode.partition(":")
        return self._uris[alias] + code


def publisher_catalog(domain: str) -> Catalog:
    """Return the catalog of the documents of the publisher that owns ``domain``."""
    return Catalog(own_schemes(domain))
