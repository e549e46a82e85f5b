"""What went wrong, as documents that programs can read (RFC 9457)."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from http import HTTPStatus

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem(Exception):  # noqa: N818 - the name that RFC 9457 gives it
    """Ends a request."""

    status: int
    #: what happened this time, in a sentence
    detail: str
    headers: dict[str, str] = field(default_factory=dict)

    def body(self) -> bytes:
        """Return the document."""
        phrase = HTTPStatus(self.status).phrase
        told = {"type": "about:blank", "title": phrase, "status": self.status, "detail": self.detail}
        return json.dumps(told, ensure_ascii=False).encode() + b"\n"


def not_found() -> Problem:
    """Return the one answer to what is not there, and to what is not for this partner."""
    return Problem(status=404, detail="There is nothing here for you.")


def unauthorized() -> Problem:
    """Return the answer to no token, or to one that opens nothing (RFC 9110, section 11.6.1)."""
    return Problem(
        status=401,
        detail="Send your token: as Bearer token, or as the password of basic authentication.",
        headers={"www-authenticate": 'Basic realm="newsml-export", charset="UTF-8", Bearer realm="newsml-export"'},
    )
