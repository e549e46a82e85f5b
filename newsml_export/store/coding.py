"""Values of the model as JSON, and back without a loss."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import msgspec


def encoded(value: object) -> bytes:
    """Return ``value``, a dataclass of the model or a tuple of them, as JSON in UTF-8."""
    return msgspec.json.encode(value)


def decoded(content: bytes, kind: Any) -> Any:
    """Return the value of ``kind`` that ``content`` says."""
    return _decoder(kind).decode(content)


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)


def seconds(moment: dt.datetime) -> int:
    """Return whole seconds since 1970-01-01 UTC."""
    return int(moment.timestamp())


def moment(value: int | None) -> dt.datetime | None:
    """Return the moment in UTC of seconds since 1970-01-01 UTC."""
    return dt.datetime.fromtimestamp(value, dt.UTC) if value is not None else None
