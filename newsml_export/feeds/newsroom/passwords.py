"""Passwords of operators: only what cannot be turned back is kept."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from newsml_export.errors import UsageError

LEAST_CHARACTERS = 10


def hashed(password: str) -> str:
    """Return what is kept of ``password`` (Argon2id, RFC 9106).

    Raises:
        UsageError: it is too short.
    """
    if len(password) < LEAST_CHARACTERS:
        raise UsageError(
            f"the password has {len(password)} characters.", next_step=f"Take one of {LEAST_CHARACTERS} or more."
        )
    return PasswordHasher().hash(password)


def is_right(password: str, kept: str | None) -> bool:
    """Return whether ``password`` is the one; an unknown operator (``None``) takes as long as a wrong password."""
    try:
        PasswordHasher().verify(kept or _nobodys(), password)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


@cache
def _nobodys() -> str:
    return PasswordHasher().hash("nobody has this password")
