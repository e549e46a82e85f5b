"""The newsroom as a web application that the server mounts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib import resources
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from newsml_export.feeds.newsroom.desk import HEADERS, Desk
from newsml_export.feeds.newsroom.items import ItemPages
from newsml_export.feeds.newsroom.partners import PartnerPages
from newsml_export.feeds.newsroom.passwords import is_right

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request

    from newsml_export.model.edition import Edition

#: what a page answers to a form
Handler = Callable[["Request", "FormData"], Response]
#: bytes of a form; a long story has some hundred thousand
_MOST_BYTES = 4_000_000


def newsroom(desk: Desk, overview: Callable[[Edition], str]) -> Starlette:
    """Return the application.

    Args:
        desk: what the pages work with; ``desk.root`` is where the application is mounted.
        overview: prints an issue as one page with its continuations.
    """
    items, partners, gate = ItemPages(desk, overview), PartnerPages(desk), _Gate(desk)
    shown, sent = gate.shown, gate.sent
    routes = [
        Route("/newsroom.css", _style),
        Route("/login", gate.login, methods=["GET"]),
        Route("/login", gate.sign_in, methods=["POST"]),
        Route("/logout", gate.sign_out, methods=["POST"]),
        Route("/", shown(items.issues)),
        Route("/issues/{issue}", shown(items.issue)),
        Route("/issues/{issue}/page", shown(items.whole)),
        Route("/items/{guid}", shown(items.item)),
        Route("/items/{guid}/correct", sent(items.correct), methods=["POST"]),
        Route("/items/{guid}/embargo", sent(items.embargo), methods=["POST"]),
        Route("/items/{guid}/kill", sent(items.kill), methods=["POST"]),
        Route("/partners", shown(partners.partners), methods=["GET"]),
        Route("/partners", sent(partners.add), methods=["POST"]),
        Route("/partners/{partner}", shown(partners.partner), methods=["GET"]),
        Route("/partners/{partner}", sent(partners.change), methods=["POST"]),
        Route("/partners/{partner}/remove", sent(partners.remove), methods=["POST"]),
        Route("/partners/{partner}/tokens", sent(partners.new_token), methods=["POST"]),
        Route("/partners/{partner}/tokens/{token}/revoke", sent(partners.revoke), methods=["POST"]),
    ]
    return Starlette(routes=routes, exception_handlers={HTTPException: gate.problem})


def _style(_: Request) -> Response:
    text = (resources.files(__package__ or "") / "assets" / "newsroom.css").read_bytes()
    return Response(text, media_type="text/css", headers={"Cache-Control": "max-age=3600", **_NO_SNIFF})


_NO_SNIFF = {"X-Content-Type-Options": "nosniff"}


class _Gate:
    """Lets nobody in who is not signed in, and no form that another site made."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def shown(self, page: Callable[[Request], Response]) -> Callable[[Request], Response]:
        """Return ``page`` for those who are signed in."""

        def handler(request: Request) -> Response:
            if self._desk.session(request).operator is None:
                return self._to_login(request)
            return page(request)

        return handler

    def sent(self, page: Handler) -> Callable[[Request], Awaitable[Response]]:
        """Return ``page`` for forms of those who are signed in."""

        async def handler(request: Request) -> Response:
            if self._desk.session(request).operator is None:
                return self._to_login(request)
            form = await _form(request)
            if not self._desk.is_own(request, form):
                raise HTTPException(403, "expired")
            return await run_in_threadpool(page, request, form)

        return handler

    def login(self, request: Request) -> Response:
        """Show the form to sign in."""
        return self._login(request, request.query_params.get("next", ""))

    async def sign_in(self, request: Request) -> Response:
        """Sign in, if name and password are right."""
        form = await _form(request)
        if not self._desk.is_own(request, form):
            raise HTTPException(403, "expired")
        return await run_in_threadpool(self._sign_in, request, form)

    def _sign_in(self, request: Request, form: FormData) -> Response:
        desk, name = self._desk, str(form.get("name") or "").strip()
        keys = (f"name {name}", f"address {request.client.host if request.client else ''}")
        goal = str(form.get("next") or "")
        if desk.brake.is_closed(*keys):
            return self._login(request, goal, "login_often", 429)
        if not is_right(str(form.get("password") or ""), desk.store.operator(name)):
            desk.brake.failed(*keys)
            return self._login(request, goal, "login_wrong", 401)
        response = desk.go(goal if _is_inside(goal) else "/")
        desk.keep(request, response, desk.sessions.new(name))
        return response

    async def sign_out(self, request: Request) -> Response:
        """Sign out."""
        form = await _form(request)
        if not self._desk.is_own(request, form):
            raise HTTPException(403, "expired")
        response = self._desk.go("/login")
        self._desk.keep(request, response, self._desk.sessions.new())
        return response

    def problem(self, request: Request, error: Exception) -> Response:
        """Say in words what could not be done."""
        code = error.status_code if isinstance(error, HTTPException) else 500
        key = {404: "not_found", 403: "expired"}.get(code, "")
        words = self._desk.labels(request)(key) if key else str(getattr(error, "detail", ""))
        return self._desk.page(request, "base", {"wrong": words}, code)

    def _to_login(self, request: Request) -> Response:
        here = request.url.path.removeprefix(self._desk.root) if request.method == "GET" else "/"
        goal = f"?{urlencode({'next': here})}" if here != "/" else ""
        return RedirectResponse(f"{self._desk.root}/login{goal}", 303, headers=HEADERS)

    def _login(self, request: Request, goal: str, wrong: str = "", code: int = 200) -> Response:
        words = self._desk.labels(request)(wrong) if wrong else ""
        return self._desk.page(request, "login", {"next": goal, "wrong": words}, code)


def _is_inside(goal: str) -> bool:
    """Return whether a path given from outside stays within the newsroom."""
    return goal.startswith("/") and not goal.startswith("//") and "\\" not in goal and goal.isprintable()


async def _form(request: Request) -> FormData:
    length = request.headers.get("content-length", "0")
    if not length.isdigit() or int(length) > _MOST_BYTES:
        raise HTTPException(413, "The form is too large.")
    return await request.form(max_files=0, max_fields=200)
