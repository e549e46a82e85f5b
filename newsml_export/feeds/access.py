"""Who asks, and how often they may: tokens, rate limits, and what is remembered of both between requests."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from newsml_export.feeds.problems import Problem, unauthorized

if TYPE_CHECKING:
    from newsml_export.store import Partner, Store

#: seconds for which nobody asks the store whether something changed: so long may a revoked token still open
STALE_SECONDS = 0.2
DEFAULT_RATE = 600
_MOST_TOKENS = 4096
#: answers to no token and to wrong ones are counted together, by address
_FAILED = RateLimitItemPerMinute(60)


class Live:
    """Remembers who may see what until the store changes."""

    def __init__(
        self, store: Store, now: Callable[[], dt.datetime], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Take the store, the clock, and seconds that only rise."""
        self.store, self.now = store, now
        self._clock, self._looked = clock, float("-inf")
        self._stamp, self._due = -1, dt.datetime.max.replace(tzinfo=dt.UTC)
        self._partners: dict[str, Partner | None] = {}
        #: counts how often everything that was remembered was forgotten
        self.generation = 0

    def look(self) -> int:
        """Forget what may have changed, if it is time to look; return the generation of what is remembered."""
        clock = self._clock()
        if clock - self._looked >= STALE_SECONDS:
            self._looked = clock
            now = self.now()
            if self._due <= now:
                self.store.release(now)
            pulse = self.store.pulse()
            if pulse.stamp != self._stamp:
                self._stamp = pulse.stamp
                self._partners.clear()
                self.generation += 1
            self._due = pulse.due or dt.datetime.max.replace(tzinfo=dt.UTC)
        return self.generation

    def known(self, authorization: str) -> Partner | None:
        """Return whose request it is, from memory alone; ``None``: not known yet, or nobody's."""
        return self._partners.get(authorization)

    def partner(self, authorization: str) -> Partner:
        """Return whose request it is.

        Args:
            authorization: the header ``Authorization``: ``Bearer`` with the token, or ``Basic`` with the token as
                password (RFC 6750, section 2.1; RFC 7617, section 2).

        Raises:
            Problem: 401.
        """
        found = self._partners.get(authorization)
        if found is None:
            secret = secret_of(authorization)
            found = self.store.partner_of(secret, now=self.now()) if secret else None
            if found is None:
                raise unauthorized()
            if len(self._partners) >= _MOST_TOKENS:
                self._partners.clear()
            self._partners[authorization] = found
        return found


def secret_of(authorization: str) -> str | None:
    """Return the token of a header ``Authorization``; ``None`` where there is none."""
    scheme, _, value = authorization.strip().partition(" ")
    if scheme.lower() == "bearer":
        return value.strip() or None
    if scheme.lower() == "basic":
        try:
            text = base64.b64decode(value.strip(), validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            return None
        return text.partition(":")[2] or None
    return None


class Limits:
    """Counts requests of a minute, in this process.

    The count of a partner stands in the way of every answer, so it is one of integers: a library for limits took a
    third of the time of an answer from memory. Guessing is counted by the library.
    """

    def __init__(self, default: int = DEFAULT_RATE, clock: Callable[[], float] = time.time) -> None:
        """Take how many requests a minute a partner has that sets no number of its own, and the clock, in seconds."""
        self._default, self._clock = default, clock
        self._minute, self._counts = 0, dict[str, int]()
        self._limiter = FixedWindowRateLimiter(MemoryStorage())

    def count(self, partner: Partner) -> None:
        """Count a request.

        Raises:
            Problem: 429, with ``Retry-After`` (RFC 6585, section 4).
        """
        now = self._clock()
        minute = int(now // 60)
        if minute != self._minute:
            self._minute = minute
            self._counts.clear()
        rate = partner.rate_limit or self._default
        count = self._counts[partner.name] = self._counts.get(partner.name, 0) + 1
        if count > rate:
            raise _too_many(rate, 60 - now % 60)

    def refuse_guessing(self, address: str) -> None:
        """Refuse whoever failed too often.

        Raises:
            Problem: 429.
        """
        if not self._limiter.test(_FAILED, "failed", address):
            reset = self._limiter.get_window_stats(_FAILED, "failed", address).reset_time
            raise _too_many(_FAILED.amount, reset - self._clock())

    def failed(self, address: str) -> None:
        """Count a request whose token opened nothing."""
        self._limiter.hit(_FAILED, "failed", address)


def _too_many(amount: int, seconds: float) -> Problem:
    wait = max(1, round(seconds))
    return Problem(
        status=429,
        detail=f"{amount} requests a minute are allowed. Wait {wait} s.",
        headers={"retry-after": str(wait)},
    )
