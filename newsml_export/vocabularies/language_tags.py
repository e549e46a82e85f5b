"""Language tags: which are well-formed, and what they say of a text."""

from __future__ import annotations

import re
from functools import lru_cache

#: ``Language-Tag`` (RFC 5646, section 2.1); the last two lines are the irregular tags that it lists
_LANGUAGE_TAG = re.compile(
    r"""(?: (?: [a-z]{2,3} (?:-[a-z]{3}){0,3} | [a-z]{4,8} )     # language
            (?: -[a-z]{4} )?                                      # script
            (?: -(?: [a-z]{2} | [0-9]{3} ) )?                     # region
            (?: -(?: [a-z0-9]{5,8} | [0-9][a-z0-9]{3} ) )*        # variants
            (?: -[0-9a-wyz] (?: -[a-z0-9]{2,8} )+ )*              # extensions
            (?: -x (?: -[a-z0-9]{1,8} )+ )?                       # private use
        |   x (?: -[a-z0-9]{1,8} )+
        |   en-gb-oed | sgn-be-fr | sgn-be-nl | sgn-ch-de
        |   i-(?: ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu )
        )""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)


@lru_cache(maxsize=1024)
def is_language_tag(text: str) -> bool:
    """Say whether ``text`` is a well-formed language tag (BCP 47: RFC 5646, section 2.2.9)."""
    return _LANGUAGE_TAG.fullmatch(text) is not None


def primary_language(tag: str) -> str:
    """Return the language that ``tag`` begins with, in small letters (RFC 5646, section 2.2.1)."""
    return tag.partition("-")[0].lower()


def is_chinese(tag: str) -> bool:
    """Say whether ``tag`` is that of Chinese, in any script."""
    return primary_language(tag) in ("zh", "cmn", "yue")


def is_traditional_chinese(tag: str) -> bool:
    """Say whether ``tag`` names traditional characters, or a place or language that is written in them."""
    return tag.lower().startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo", "yue"))
