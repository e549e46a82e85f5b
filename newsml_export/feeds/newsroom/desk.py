"""What every page of the newsroom needs: the store, the clock, who is signed in, and how pages are printed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import jinja2
from starlette.responses import HTMLResponse, RedirectResponse

from newsml_export.feeds.newsroom.labels import Labels, labels
from newsml_export.feeds.newsroom.sessions import SESSION_SECONDS, Brake, Session, Sessions

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from newsml_export.store import Store

COOKIE = "newsroom"
_DONE = frozenset(
    ("corrected", "killed", "embargo_set", "embargo_lifted", "added", "saved", "removed", "token_revoked")
)
_PLAIN = re.compile(r"[0-9 :-]{1,20}")
#: no script, nothing from elsewhere, no other site around it, forms go nowhere else
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; "
        "base-uri 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def utc_now() -> dt.datetime:
    """Return the time, in UTC, whole seconds."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the pages work with."""

    store: Store
    sessions: Sessions
    #: where the pages are, without a slash at the end
    root: str = "/newsroom"
    #: in which times are shown and given
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    #: names of formats and profiles that partners can have
    formats: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    brake: Brake = field(default_factory=Brake)
    #: the clock: time zone aware, whole seconds
    now: Callable[[], dt.datetime] = utc_now

    def session(self, request: Request) -> Session:
        """Return the session of a request; a new one where there is none."""
        return self.sessions.read(request.cookies.get(COOKIE)) or self.sessions.new()

    def page(self, request: Request, name: str, values: Mapping[str, Any], code: int = 200) -> Response:
        """Return the page ``name`` with ``values``."""
        session, words = self.session(request), self.labels(request)
        content = (
            _environment()
            .get_template(f"{name}.html.j2")
            .render(
                t=words,
                root=self.root,
                operator=session.operator,
                csrf=self.sessions.csrf(session),
                **{"here": None, "open": "", "said": _said(request, words), "wrong": "", **values},
            )
        )
        response = HTMLResponse(content, code, headers=HEADERS)
        if request.cookies.get(COOKIE) is None:
            self.keep(request, response, session)
        return response

    def labels(self, request: Request) -> Labels:
        """Return the words in the operator's language."""
        return labels(request.headers.get("accept-language"))

    def go(self, path: str, said: str = "", **values: object) -> RedirectResponse:
        """Return the answer to a form: look at ``path``, which then says ``said`` (RFC 9110, section 15.4.4)."""
        query = "?" + urlencode({"said": said, **values}) if said else ""
        return RedirectResponse(f"{self.root}{path}{query}", 303, headers={"Cache-Control": "no-store"})

    def keep(self, request: Request, response: Response, session: Session) -> None:
        """Put the session into the answer."""
        response.set_cookie(
            COOKIE,
            self.sessions.cookie(session),
            max_age=SESSION_SECONDS,
            path=self.root,
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="strict",
        )

    def is_own(self, request: Request, form: FormData) -> bool:
        """Return whether a form came from a page that this session was shown."""
        session = self.sessions.read(request.cookies.get(COOKIE))
        return session is not None and self.sessions.is_own(session, str(form.get("csrf") or ""))


def _said(request: Request, words: Labels) -> str:
    """Return what the page says was done: only words of our own, whoever made the link."""
    key = request.query_params.get("said", "")
    if key not in _DONE:
        return ""
    given = {name: request.query_params.get(name, "") for name in ("version", "until")}
    return words(key, **{name: value if _PLAIN.fullmatch(value) else "" for name, value in given.items()})


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader(__package__ or "", "assets"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
