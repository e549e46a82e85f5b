"""A server inside the test's process: the real application on a store with three partners, and a clock to turn."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from newsml_export.feeds import access
from newsml_export.feeds.access import Limits
from newsml_export.feeds.application import Application
from newsml_export.feeds.partner_api import PartnerApi
from newsml_export.settings import Settings
from newsml_export.store import Partner
from tests.formats.factories import PUBLISHER
from tests.store.editions import HOUR, MORNING

if TYPE_CHECKING:
    from newsml_export.model.edition import Edition
    from newsml_export.store import PublishReport, Store

SETTINGS = Settings(publisher=PUBLISHER)
PARTNERS = (
    Partner(name="all", title="Everything"),
    Partner(name="two", title="Page two", slice="page=2"),
    Partner(name="early", title="Gets stories ahead", embargo_lead=2 * HOUR),
)


class Client:
    """Asks an ASGI application, one request after the other."""

    def __init__(self, application: Any, base_url: str = "http://feeds.example") -> None:
        self._transport = httpx.ASGITransport(application, raise_app_exceptions=False, client=("192.0.2.7", 1234))
        self._base = base_url
        #: kept from answer to answer
        self.cookies = httpx.Cookies()

    def request(self, method: str, path: str, **given: Any) -> httpx.Response:
        """Return the answer; redirects are not followed."""
        return asyncio.run(self._request(method, path, given))

    async def _request(self, method: str, path: str, given: dict[str, Any]) -> httpx.Response:
        async with httpx.AsyncClient(transport=self._transport, base_url=self._base, cookies=self.cookies) as client:
            answer = await client.request(method, path, **given)
            self.cookies = client.cookies
            return answer


@dataclass(slots=True)
class House:
    """A newspaper's server."""

    store: Store
    application: Application
    client: Client
    tokens: dict[str, str]
    #: what the server takes for now
    now: dt.datetime = MORNING

    def get(self, path: str, partner: str | None = "all", **headers: str) -> httpx.Response:
        """Ask for ``path`` below the partner's own address, with the partner's token."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        if partner is not None:
            given.setdefault("authorization", f"Bearer {self.tokens[partner]}")
        address = path if path.startswith("/") else f"/v1/{partner}/{path}"
        return self.client.request("GET", address, headers={"accept-encoding": "identity", **given})

    def publish(self, edition: Edition) -> PublishReport:
        """Publish now."""
        return self.store.publish(edition, publisher=PUBLISHER, now=self.now)

    def later(self, **spans: float) -> None:
        """Turn the clock."""
        self.now += dt.timedelta(**spans)


def build_house(store: Store, **changes: Any) -> House:
    """Return a server on ``store`` that looks at the store at every request."""
    turned: list[House] = []

    def now() -> dt.datetime:
        return turned[0].now if turned else MORNING

    api = PartnerApi(store=store, settings=changes.pop("settings", SETTINGS), now=now, hubs=changes.pop("hubs", ()))
    application = Application(api, limits=Limits(changes.pop("rate", 10_000)), access_log=False, **changes)
    for partner in PARTNERS:
        store.add_partner(partner, now=MORNING)
    tokens = {one.name: store.new_token(one.name, "test", now=MORNING)[1] for one in PARTNERS}
    turned.append(House(store=store, application=application, client=Client(application), tokens=tokens))
    return turned[0]


@pytest.fixture(autouse=True)
def _nothing_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "STALE_SECONDS", 0.0)


@pytest.fixture
def house(store: Store) -> House:
    """Return a server, on each database."""
    return build_house(store)


@pytest.fixture
def small_house(tmp_path: Any) -> Iterator[House]:
    """Return a server on SQLite, for what has nothing to do with the database."""
    from newsml_export.store import open_store

    opened = open_store(str(tmp_path / "store.db"))
    yield build_house(opened)
    opened.close()


def links(answer: httpx.Response) -> Mapping[str, str]:
    """Return the addresses of a header ``Link``, by relation."""
    return {rel: link["url"] for rel, link in answer.links.items() if rel is not None}
