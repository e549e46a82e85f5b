"""Put the server together from what the command line says, and run it in one process or in several."""

from __future__ import annotations

import json
import logging
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from newsml_export.feeds.access import DEFAULT_RATE, Limits
from newsml_export.feeds.application import Application
from newsml_export.feeds.newsroom.app import newsroom
from newsml_export.feeds.newsroom.desk import Desk, utc_now
from newsml_export.feeds.newsroom.sessions import Sessions
from newsml_export.feeds.partner_api import PartnerApi
from newsml_export.feeds.rendering import FEEDS, ITEMS
from newsml_export.feeds.websub import Pinger
from newsml_export.pipeline import write_context
from newsml_export.plugins import format_writer
from newsml_export.profiles import shipped_profiles
from newsml_export.settings import Settings, load_settings
from newsml_export.store import Store, open_store

if TYPE_CHECKING:
    from newsml_export.model.edition import Edition

#: how workers learn what the command line said
_VARIABLE = "NEWSML_EXPORT_SERVE"
#: milliseconds that a client has to send its headers
_HEADER_MILLISECONDS = 10_000
_GRACE_SECONDS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeOptions:
    """What the command line says."""

    store: str
    host: str = "127.0.0.1"
    port: int = 8080
    workers: int = 1
    #: settings of the publisher
    settings: str | None = None
    #: name of the publisher, where there are no settings
    publication: str = "newsml-export"
    #: scheme and host under which partners reach the server; ``None``: as each request says
    base_url: str | None = None
    #: addresses and networks whose X-Forwarded headers are believed
    trusted_proxies: tuple[str, ...] = ()
    hubs: tuple[str, ...] = ()
    #: requests a minute of a partner that sets no number
    rate: int = DEFAULT_RATE
    access_log: bool = True


def build(store: Store, settings: Settings, options: ServeOptions) -> Application:
    """Return the application.

    Args:
        store: open.
        settings: the publisher's.
        options: the rest.
    """
    api = PartnerApi(store=store, settings=settings, hubs=options.hubs, now=utc_now)
    desk = Desk(
        store=store,
        sessions=Sessions(store.session_key()),
        zone=settings.publisher.time_zone,
        formats=tuple(dict.fromkeys((*FEEDS, *ITEMS))),
        profiles=tuple(profile.name for profile in shipped_profiles()),
    )
    pinger = Pinger(store=store, hubs=options.hubs, base_url=options.base_url or "", now=utc_now)
    return Application(
        api,
        newsroom=mounted(desk, settings),
        limits=Limits(options.rate),
        base_url=options.base_url,
        tasks=pinger.run if options.hubs and options.base_url else None,
        access_log=options.access_log,
    )


def mounted(desk: Desk, settings: Settings) -> Any:
    """Return the newsroom as an application that answers everything below ``desk.root``."""
    from starlette.applications import Starlette
    from starlette.routing import Mount

    def overview(edition: Edition) -> str:
        context = write_context(edition, settings, desk.now())
        session = format_writer("html").open(edition, context)
        (page,) = session.issue_documents(edition.stories)
        return page.content.decode("utf-8")

    return Starlette(routes=[Mount(desk.root, app=newsroom(desk, overview))])


def application() -> Any:
    """Return what a worker runs; everything it needs to know stands in the environment."""
    given = json.loads(os.environ[_VARIABLE])
    options = msgspec.convert(given, ServeOptions)
    _log_to_output()
    settings = load_settings(Path(options.settings) if options.settings else None, publication=options.publication)
    built = build(open_store(options.store), settings, options)
    if not options.trusted_proxies:
        return built
    from granian.utils.proxies import wrap_asgi_with_proxy_headers

    return wrap_asgi_with_proxy_headers(built, trusted_hosts=list(options.trusted_proxies))


def serve(options: ServeOptions) -> None:
    """Run the server until it is told to stop; requests that have begun are answered first."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings

    os.environ[_VARIABLE] = json.dumps(asdict(options))
    server = Granian(
        "newsml_export.feeds.serving:application",
        factory=True,
        interface=Interfaces.ASGI,
        address=options.host,
        port=options.port,
        workers=options.workers,
        workers_kill_timeout=_GRACE_SECONDS,
        http1_settings=HTTP1Settings(header_read_timeout=_HEADER_MILLISECONDS),
        log_enabled=False,
        websockets=False,
    )
    server.serve()


def _log_to_output() -> None:
    """Write the access log to standard output and everything else to standard error, a line each."""
    access = logging.getLogger("newsml_export.access")
    if not access.handlers:
        handler = logging.StreamHandler(sys.stdout)
        handler.setFormatter(logging.Formatter("%(message)s"))
        access.addHandler(handler)
        access.setLevel(logging.INFO)
        access.propagate = False
