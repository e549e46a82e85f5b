"""Tell WebSub hubs that feeds changed (WebSub, section 6): beside the requests, again and again until they know."""

from __future__ import annotations

import asyncio
import logging
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from newsml_export.store import Store

_LOG = logging.getLogger("newsml_export.websub")
_LOOK_SECONDS = 1.0
_LONGEST_WAIT = 3600.0
_TIMEOUT_SECONDS = 10.0
_STEPS = ("rss.xml", "atom.xml", "feed.json")


def ping(hub: str, address: str) -> None:
    """Tell ``hub`` that the feed at ``address`` changed.

    Raises:
        OSError: the hub did not take it.
    """
    form = urllib.parse.urlencode({"hub.mode": "publish", "hub.url": address}).encode()
    request = urllib.request.Request(hub, form, method="POST")  # noqa: S310 - the settings allow http and https alone
    with urllib.request.urlopen(request, timeout=_TIMEOUT_SECONDS) as answer:  # noqa: S310
        answer.read()


@dataclass(slots=True)
class Pinger:
    """Watches the store and tells the hubs. What was told is kept in the store, so a restart forgets nothing."""

    store: Store
    hubs: tuple[str, ...]
    #: address below which the feeds are
    base_url: str
    now: Callable[[], dt.datetime]
    send: Callable[[str, str], None] = ping
    _waits: dict[str, float] = field(default_factory=dict)

    async def run(self) -> None:
        """Look every second, until cancelled."""
        loop = asyncio.get_running_loop()
        due: dict[str, float] = {}
        while True:
            try:
                await asyncio.to_thread(self.round, due, loop.time())
            except Exception as error:
                _LOG.warning("the store could not be read: %s", error)
            await asyncio.sleep(_LOOK_SECONDS)

    def round(self, due: dict[str, float], clock: float) -> None:
        """Tell every hub of every feed that changed since it was told.

        Args:
            due: by hub and partner, when to try again; kept from round to round.
            clock: seconds that only rise.
        """
        for partner in self.store.partners():
            last = self.store.feed_state(partner.name, now=self.now()).last_seq
            for hub in self.hubs:
                key = f"websub {hub} {partner.name}"
                if due.get(key, 0.0) > clock or str(last) == (self.store.remembered(key) or "0"):
                    continue
                try:
                    for step in _STEPS:
                        self.send(hub, f"{self.base_url}/v1/{partner.name}/{step}")
                except (OSError, urllib.error.URLError, ValueError) as error:
                    wait = min(self._waits.get(key, _LOOK_SECONDS) * 2, _LONGEST_WAIT)
                    self._waits[key], due[key] = wait, clock + wait
                    _LOG.warning("%s did not take the change of %s (%s); again in %d s", hub, partner.name, error, wait)
                else:
                    self._waits.pop(key, None)
                    self.store.remember(key, str(last))
