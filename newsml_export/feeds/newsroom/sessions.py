"""Who is signed in: a signed cookie, a token against forged forms, and a brake on guessing passwords."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeTimedSerializer

#: seconds that an operator stays signed in
SESSION_SECONDS = 12 * 3600
_SALT = "newsroom-session"
#: failed attempts that a name or an address has within the window
_ATTEMPTS = 8
_WINDOW_SECONDS = 300
_MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A browser: somebody's, or nobody's yet."""

    #: random, 128 bits
    id: str
    #: ``None``: nobody is signed in
    operator: str | None = None


class Sessions:
    """Makes and reads the cookies; any worker with the same key reads those of the others."""

    def __init__(self, key: str) -> None:
        """Take ``key``, a secret that all workers share."""
        self._serializer = URLSafeTimedSerializer(key, salt=_SALT)
        self._key = key.encode()

    def new(self, operator: str | None = None) -> Session:
        """Begin a session; a new one at every sign-in, so that nobody can plant one."""
        return Session(id=secrets.token_urlsafe(16), operator=operator)

    def cookie(self, session: Session) -> str:
        """Return the value of the cookie."""
        return str(self._serializer.dumps([session.id, session.operator]))

    def read(self, cookie: str | None) -> Session | None:
        """Return the session of a cookie; ``None`` where it is forged, damaged or too old."""
        if not cookie:
            return None
        try:
            identifier, operator = self._serializer.loads(cookie, max_age=SESSION_SECONDS)
        except (BadSignature, ValueError, TypeError):
            return None
        return Session(id=identifier, operator=operator)

    def csrf(self, session: Session) -> str:
        """Return what every form of the session must carry."""
        return hmac.new(self._key, f"csrf {session.id}".encode(), hashlib.sha256).hexdigest()

    def is_own(self, session: Session, given: str) -> bool:
        """Return whether a form was given out to this session."""
        return hmac.compare_digest(self.csrf(session).encode(), given.encode("utf-8", "replace"))


class Brake:
    """Counts failed attempts, by name and by address, in this process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Take ``clock``, seconds that only rise."""
        self._clock = clock
        self._failures: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def is_closed(self, *keys: str) -> bool:
        """Return whether one of ``keys`` has failed too often."""
        with self._lock:
            return any(len(self._recent(key)) >= _ATTEMPTS for key in keys)

    def failed(self, *keys: str) -> None:
        """Remember a failure."""
        with self._lock:
            if len(self._failures) > _MOST_REMEMBERED:
                self._failures = {key: times for key in [*self._failures] if (times := self._recent(key))}
            for key in keys:
                self._recent(key).append(self._clock())

    def _recent(self, key: str) -> deque[float]:
        times = self._failures.setdefault(key, deque(maxlen=_ATTEMPTS))
        while times and times[0] < self._clock() - _WINDOW_SECONDS:
            times.popleft()
        return times
