"""Serve feeds, stories and issues to partners over HTTP, and the newsroom pages to operators."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from newsml_export.cli import options, store_options
from newsml_export.errors import UsageError


def command(
    store: store_options.StoreAddress = store_options.DEFAULT_STORE,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="N", help="Port to listen on.", min=1, max=65535)] = 8080,
    workers: Annotated[int, typer.Option(metavar="N", help="Processes.", min=1)] = 1,
    settings: options.SettingsFile = None,
    base_url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Scheme and host that partners use.", show_default="as each request says"),
    ] = None,
    trusted_proxy: Annotated[
        list[str] | None,
        typer.Option(metavar="ADDRESS", help="Believe X-Forwarded headers of this proxy; repeat for more."),
    ] = None,
    hub: Annotated[
        list[str] | None, typer.Option(metavar="URL", help="WebSub hub to tell of changes; needs --base-url.")
    ] = None,
    rate: Annotated[
        int, typer.Option(metavar="N", help="Requests a minute and partner, in each process.", min=1)
    ] = 600,
    access_log: Annotated[bool, typer.Option("--access-log/--no-access-log", help="A line of JSON a request.")] = True,
) -> None:
    """Run ``serve``."""
    if hub and base_url is None:
        raise UsageError("--hub needs --base-url.", next_step="Give the address under which partners reach the feeds.")
    for address in (*(hub or ()), *([base_url] if base_url else [])):
        if not address.startswith(("http://", "https://")):
            raise UsageError(f"“{address}” is no web address.", next_step="Write it with https:// or http://.")
    store_options.opened(store, create=True).close()
    try:
        from newsml_export.feeds.serving import ServeOptions, serve
    except ModuleNotFoundError as error:
        raise UsageError(
            f"“{error.name}” is not installed.", next_step="Run pip install 'newsml-export[server]'."
        ) from error
    file = settings or (Path("newsml-export.toml") if Path("newsml-export.toml").is_file() else None)
    _check(file)
    serve(
        ServeOptions(
            store=store,
            host=host,
            port=port,
            workers=workers,
            settings=str(file) if file is not None else None,
            base_url=base_url,
            trusted_proxies=tuple(trusted_proxy or ()),
            hubs=tuple(hub or ()),
            rate=rate,
            access_log=access_log,
        )
    )


def _check(file: Path | None) -> None:
    """Let wrong settings be told here, once, and not by every process.

    Raises:
        SettingsError: they are wrong.
    """
    from newsml_export.settings import load_settings

    load_settings(file, publication="newsml-export")
