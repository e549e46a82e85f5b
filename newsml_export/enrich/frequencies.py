"""How common words are in Chinese news, and of what class they are: a table, loaded when asked for."""

from __future__ import annotations

from functools import lru_cache

from newsml_export.enrich.tables import sections

TABLE = "frequencies-zh.txt"
#: class of a word that the table does not have: most new words are nouns
UNKNOWN = "u"
#: level of such words (``training/frequencies.py``)
_RAREST = 5
#: level from which on a word says nothing
_COMMONEST = 17


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[str, float]]:
    found: dict[str, tuple[str, float]] = {}
    for heading, content in sections(TABLE).items():
        entry = (heading[0], _weight(int(heading[1:])))
        found.update(dict.fromkeys(content.split(), entry))
    return found


def _weight(level: int) -> float:
    return max(0.0, (_COMMONEST - level) / (_COMMONEST - _RAREST))


def class_and_weight(word: str) -> tuple[str, float]:
    """Return the class of ``word`` and how much it says, 0 (any story has it) … 1 (hardly any has it).

    The weight is the inverse document frequency: linear in the logarithm of how often the word comes in running text.

    Args:
        word: in simplified characters.

    Returns:
        ``n`` noun, ``v`` verb, ``a`` adjective, ``i`` idiom, ``s`` place or time, ``x`` other, ``u`` not in the table.
    """
    return _table().get(word, _UNKNOWN_WORD)


_UNKNOWN_WORD = (UNKNOWN, 1.0)
