"""The server as an ASGI application: who asks, what for, what is remembered, and how answers go out.

What partners poll most, feeds that have not changed, is answered from memory without a framework in between.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

from newsml_export.errors import NewsmlExportError
from newsml_export.feeds.access import Limits, Live
from newsml_export.feeds.openapi import description
from newsml_export.feeds.partner_api import PartnerApi, Question
from newsml_export.feeds.problems import MEDIA_TYPE, Problem, not_found
from newsml_export.feeds.representations import Representation
from newsml_export.formats.shown import web_address

if TYPE_CHECKING:
    from newsml_export.store import Partner

Scope = MutableMapping[str, Any]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]

#: characters of path and query together
LONGEST_TARGET = 2048
#: answers that are kept; each holds its compressed forms
_MOST_KEPT = 512
_METHODS = ("GET", "HEAD")
_HOST = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")
_PRIVATE = b"private, no-cache"
_ACCESS = logging.getLogger("newsml_export.access")
_ERRORS = logging.getLogger("newsml_export.server")


#: all that an answer depends on, as it came: token, path, query, scheme, host, wanted format
_Key = tuple[bytes, str, str, str | None, bytes | None, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """An answer, and whose; good for as long as the store does not change."""

    generation: int
    partner: Partner
    answer: Representation


class Application:
    """Answers partners, monitors and the newsroom."""

    def __init__(
        self,
        api: PartnerApi,
        *,
        newsroom: Callable[[Scope, Receive, Send], Awaitable[None]] | None = None,
        limits: Limits | None = None,
        base_url: str | None = None,
        tasks: Callable[[], Awaitable[None]] | None = None,
        access_log: bool = True,
    ) -> None:
        """Put the server together.

        Args:
            api: answers partners.
            newsroom: answers everything below ``/newsroom``; ``None``: there is none.
            limits: counts requests.
            base_url: scheme and host under which partners reach the server; ``None``: as each request says.
            tasks: runs beside the requests as long as the server does.
            access_log: write a line of JSON for every request.
        """
        self.api, self._newsroom, self._tasks = api, newsroom, tasks
        self.live = Live(api.store, api.now)
        self._limits = limits or Limits()
        self._base = base_url.rstrip("/") if base_url else None
        self._kept: OrderedDict[_Key, _Kept] = OrderedDict()
        self._making: dict[tuple[str, Question, int], asyncio.Future[Representation]] = {}
        self._log = access_log
        self._registry = CollectorRegistry()
        self._requests = Counter("newsml_export_requests", "Requests", ("partner", "status"), registry=self._registry)
        self._counters: dict[tuple[str, int], Counter] = {}
        self._seconds = Histogram("newsml_export_request_seconds", "Seconds a request took", registry=self._registry)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection (ASGI 3)."""
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1000})

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        running: asyncio.Task[None] | None = None
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                if self._tasks is not None:
                    running = asyncio.ensure_future(self._tasks())
                await send({"type": "lifespan.startup.complete"})
            else:
                if running is not None:
                    running.cancel()
                    await asyncio.gather(running, return_exceptions=True)
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        if self._newsroom is not None and (path == "/newsroom" or path.startswith("/newsroom/")):
            await self._newsroom(scope, receive, send)
            return
        began = time.perf_counter()
        headers = dict(scope["headers"])
        partner = ""
        try:
            status, sent, partner = await self._answer(scope, headers, send)
        except Problem as told:
            status, sent = told.status, await _send_problem(scope, send, told)
            partner = str(scope.get("newsml_export.partner", ""))
        except Exception as error:
            _ERRORS.error("%s %s failed: %r", scope["method"], path, error, exc_info=error)
            unavailable = isinstance(error, NewsmlExportError)
            problem = Problem(
                status=503 if unavailable else 500,
                detail="The store cannot be read now." if unavailable else "The server failed.",
                headers={"retry-after": "10"} if unavailable else {},
            )
            status, sent = problem.status, await _send_problem(scope, send, problem)
        took = time.perf_counter() - began
        counter = self._counters.get((partner, status))
        if counter is None:
            counter = self._counters[partner, status] = self._requests.labels(partner, str(status))
        counter.inc()
        self._seconds.observe(took)
        if self._log:
            self._write_log(scope, headers, partner, status, sent, took)

    async def _answer(self, scope: Scope, headers: Mapping[bytes, bytes], send: Send) -> tuple[int, int, str]:
        raw = scope.get("raw_path") or quote(scope["path"]).encode()
        path, query = raw.partition(b"?")[0].decode("latin-1"), scope["query_string"].decode("latin-1")
        if len(path) + len(query) > LONGEST_TARGET:
            raise Problem(status=414, detail=f"Path and query have more than {LONGEST_TARGET} characters.")
        if path.startswith("/v1/"):
            if scope["method"] not in _METHODS:
                raise Problem(status=405, detail="Only GET and HEAD are answered.", headers={"allow": "GET, HEAD"})
            return await self._for_partner(scope, headers, send, path[4:], query)
        answer = self._for_monitors(path)
        if scope["method"] not in _METHODS:
            raise Problem(status=405, detail="Only GET and HEAD are answered.", headers={"allow": "GET, HEAD"})
        return await self._send(scope, headers, send, answer, b"no-cache"), len(answer.content), ""

    async def _for_partner(
        self, scope: Scope, headers: Mapping[bytes, bytes], send: Send, path: str, query: str
    ) -> tuple[int, int, str]:
        generation = self.live.look()
        authorization = headers.get(b"authorization", b"")
        accept = headers.get(b"accept", b"") if "/items/" in path else b""
        key = (authorization, path, query, scope.get("scheme"), headers.get(b"host"), accept)
        kept = self._kept.get(key)
        if kept is not None and kept.generation == generation and not self._is_over(kept.answer):
            scope["newsml_export.partner"] = kept.partner.name
            self._limits.count(kept.partner)
            self._kept.move_to_end(key)
            partner, answer = kept.partner, kept.answer
        else:
            partner = await self._authenticated(scope, authorization.decode("latin-1"))
            scope["newsml_export.partner"] = partner.name
            self._limits.count(partner)
            name, slash, below = path.partition("/")
            if name != partner.name or not slash:
                # The same answer whether there is another partner of that name or not.
                raise not_found()
            base = self._base or _base(scope, headers)
            question = Question(path=below, query=query, base=base, accept=accept.decode("latin-1"))
            answer = await self._made(partner, question, generation)
            self._keep(key, _Kept(generation=generation, partner=partner, answer=answer))
        status = await self._send(scope, headers, send, answer, _PRIVATE)
        return status, len(answer.content), partner.name

    async def _made(self, partner: Partner, question: Question, generation: int) -> Representation:
        """Return a new answer; whoever asks for the same while it is being made waits for it."""
        key = (partner.name, question, generation)
        making = self._making.get(key)
        if making is None:
            making = asyncio.ensure_future(asyncio.to_thread(self.api.answer, partner, question))
            self._making[key] = making
            making.add_done_callback(lambda _: self._making.pop(key, None))
        # A client that goes away must not take the answer from the others.
        return await asyncio.shield(making)

    async def _authenticated(self, scope: Scope, authorization: str) -> Partner:
        known = self.live.known(authorization)
        if known is not None:
            return known
        address = str((scope.get("client") or ("",))[0])
        self._limits.refuse_guessing(address)
        try:
            return await asyncio.to_thread(self.live.partner, authorization)
        except Problem:
            self._limits.failed(address)
            raise

    def _is_over(self, answer: Representation) -> bool:
        return answer.until is not None and answer.until <= self.api.now()

    def _keep(self, key: _Key, kept: _Kept) -> None:
        self._kept[key] = kept
        self._kept.move_to_end(key)
        while len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)

    def _for_monitors(self, path: str) -> Representation:
        match path:
            case "/healthz":
                return Representation(b'{"status": "ok"}\n', "application/json")
            case "/readyz":
                self.api.store.pulse()
                return Representation(b'{"status": "ready"}\n', "application/json")
            case "/metrics":
                return Representation(generate_latest(self._registry), "text/plain; version=0.0.4; charset=utf-8")
            case "/openapi.json":
                return Representation(description(), "application/vnd.oai.openapi+json;version=3.1")
        raise not_found()

    async def _send(
        self, scope: Scope, headers: Mapping[bytes, bytes], send: Send, answer: Representation, caching: bytes
    ) -> int:
        if not answer.content:
            plain = [(name.encode(), value.encode()) for name, value in answer.headers.items()]
            await send({"type": "http.response.start", "status": 204, "headers": [*plain, (b"cache-control", caching)]})
            await send({"type": "http.response.body", "body": b""})
            return 204
        coded = answer.coded(answer.coding_for(headers.get(b"accept-encoding", b"")), caching)
        none_match, since = headers.get(b"if-none-match"), headers.get(b"if-modified-since")
        if (none_match or since) and answer.is_known(none_match or b"", since or b""):
            await send({"type": "http.response.start", "status": 304, "headers": coded.known_headers})
            await send({"type": "http.response.body", "body": b""})
            return 304
        await send({"type": "http.response.start", "status": 200, "headers": coded.headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else coded.body})
        return 200

    def _write_log(
        self, scope: Scope, headers: Mapping[bytes, bytes], partner: str, status: int, sent: int, took: float
    ) -> None:
        _ACCESS.info(
            json.dumps(
                {
                    "time": self.api.now().isoformat(),
                    "client": (scope.get("client") or ("",))[0],
                    "partner": partner,
                    "method": scope["method"],
                    "path": scope["path"],
                    "query": scope["query_string"].decode("latin-1"),
                    "status": status,
                    "bytes": sent if status == 200 else 0,
                    "milliseconds": round(took * 1000, 2),
                    "agent": headers.get(b"user-agent", b"").decode("latin-1"),
                },
                ensure_ascii=False,
            )
        )


async def _send_problem(scope: Scope, send: Send, problem: Problem) -> int:
    body = problem.body()
    out = [
        (b"content-type", MEDIA_TYPE.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
        *((name.encode(), value.encode()) for name, value in problem.headers.items()),
    ]
    await send({"type": "http.response.start", "status": problem.status, "headers": out})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})
    return len(body)


def _base(scope: Scope, headers: Mapping[bytes, bytes]) -> str:
    """Return scheme and host of a request; a host that is none must not get into documents."""
    host = headers.get(b"host", b"localhost").decode("latin-1")
    if not _HOST.fullmatch(host) or web_address(f"http://{host}") is None:
        raise Problem(status=400, detail="The header Host names no host.")
    return f"{scope.get('scheme', 'http')}://{host}"
