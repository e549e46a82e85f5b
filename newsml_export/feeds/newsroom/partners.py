"""Partners: what they may see, what they see, and their tokens."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException

from newsml_export.errors import NewsmlExportError, UsageError
from newsml_export.feeds.newsroom import views
from newsml_export.feeds.newsroom.forms import partner_name, whole_number
from newsml_export.selection import parse
from newsml_export.store import Partner

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from newsml_export.feeds.newsroom.desk import Desk

_ENTRIES = 50
_LONGEST_LABEL = 80
_EMPTY: dict[str, Any] = {
    "name": "", "title": "", "slice": "", "profile": "", "lead": 0, "history": "", "formats": (), "pictures": True,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PartnerPages:
    """The pages about partners."""

    desk: Desk

    def partners(self, request: Request) -> Response:
        """Show all partners."""
        return self._partners(request)

    def add(self, request: Request, form: FormData) -> Response:
        """Add a partner."""
        try:
            partner = self._given(form, partner_name(str(form.get("name") or "")))
            self.desk.store.add_partner(partner, now=self.desk.now())
        except NewsmlExportError as error:
            return self._partners(request, _kept(form), "new", str(error), 422)
        return self.desk.go(f"/partners/{partner.name}", "added")

    def partner(self, request: Request) -> Response:
        """Show a partner: tokens, what it sees, settings."""
        return self._partner(request, self._found(request))

    def change(self, request: Request, form: FormData) -> Response:
        """Change what a partner may see."""
        partner = self._found(request)
        try:
            self.desk.store.change_partner(self._given(form, partner.name, partner), now=self.desk.now())
        except NewsmlExportError as error:
            form_ = {**_kept(form), "name": partner.name}
            return self._partner(request, partner, {"form": form_, "open": "settings", "wrong": str(error)}, 422)
        return self.desk.go(f"/partners/{partner.name}", "saved")

    def remove(self, request: Request, form: FormData) -> Response:
        """Remove a partner with its tokens."""
        partner = self._found(request)
        if form.get("sure") != "yes":
            return self._partner(request, partner, {"wrong": self.desk.labels(request)("remove_sure")}, 422)
        self.desk.store.remove_partner(partner.name)
        return self.desk.go("/partners", "removed")

    def new_token(self, request: Request, form: FormData) -> Response:
        """Make a token and show it this once: it stands in no address, and going back does not show it again."""
        partner = self._found(request)
        label = str(form.get("label") or "").strip()[:_LONGEST_LABEL]
        _, secret = self.desk.store.new_token(partner.name, label, now=self.desk.now())
        return self._partner(request, partner, {"secret": secret}, 201)

    def revoke(self, request: Request, form: FormData) -> Response:
        """Revoke a token of this partner."""
        partner = self._found(request)
        token = str(request.path_params["token"])
        if token not in [str(one.id) for one in self.desk.store.tokens(partner.name)]:
            raise HTTPException(404)
        self.desk.store.revoke_token(token, now=self.desk.now())
        return self.desk.go(f"/partners/{partner.name}", "token_revoked")

    def _found(self, request: Request) -> Partner:
        partner = self.desk.store.partner(request.path_params["partner"])
        if partner is None:
            raise HTTPException(404)
        return partner

    def _given(self, form: FormData, name: str, before: Partner | None = None) -> Partner:
        text = str(form.get("slice") or "").strip()
        parse(text)
        days = whole_number(str(form.get("history") or ""), "the history", 1, 36_500)
        formats = tuple(name for name in self.desk.formats if name in form.getlist("formats"))
        profile = str(form.get("profile") or "") or None
        if profile is not None and profile not in self.desk.profiles:
            raise UsageError(f"there is no profile “{profile}”.", next_step="Choose one of the list.")
        values: dict[str, Any] = {
            "title": str(form.get("title") or "").strip(),
            "slice": text,
            "formats": formats,
            "profile": profile,
            "embargo_lead": dt.timedelta(minutes=whole_number(str(form.get("lead") or ""), "the lead", 0, 10_080) or 0),
            "history": dt.timedelta(days=days) if days is not None else None,
            "pictures": form.get("pictures") == "yes",
        }
        return Partner(name=name, **values) if before is None else dataclasses.replace(before, **values)

    def _partners(
        self, request: Request, form: dict[str, Any] | None = None, opened: str = "", wrong: str = "", code: int = 200
    ) -> Response:
        desk = self.desk
        rows = [
            {
                "name": one.name,
                "title": one.title,
                "slice": one.slice,
                "stories": desk.store.feed_state(one.name, now=desk.now()).count,
                "tokens": sum(token.revoked is None for token in desk.store.tokens(one.name)),
            }
            for one in desk.store.partners()
        ]
        values = {"partners": rows, "form": form or _EMPTY, "open": opened, "wrong": wrong}
        return desk.page(request, "partners", {**self._choices(), **values}, code)

    def _partner(
        self, request: Request, partner: Partner, values: dict[str, Any] | None = None, code: int = 200
    ) -> Response:
        desk, now = self.desk, self.desk.now()
        page = desk.store.feed(partner.name, limit=_ENTRIES, now=now)
        tokens = [
            {
                "id": token.id,
                "label": token.label,
                "created": views.moment(token.created, desk.zone),
                "used": views.moment(token.last_used, desk.zone),
                "revoked": views.moment(token.revoked, desk.zone),
            }
            for token in desk.store.tokens(partner.name)
        ]
        shown = {
            "form": _form(partner),
            "tokens": tokens,
            "count": desk.store.feed_state(partner.name, now=now).count,
            "entries": [views.entry_row(entry, now, desk.zone) for entry in page.entries],
            "secret": "",
        }
        return desk.page(request, "partner", {**self._choices(), **shown, **(values or {})}, code)

    def _choices(self) -> dict[str, Any]:
        return {"here": "partners", "formats": self.desk.formats, "profiles": self.desk.profiles}


def _form(partner: Partner) -> dict[str, Any]:
    return {
        "name": partner.name,
        "title": partner.title,
        "slice": partner.slice,
        "profile": partner.profile or "",
        "lead": int(partner.embargo_lead.total_seconds() // 60),
        "history": partner.history.days if partner.history is not None else "",
        "formats": partner.formats,
        "pictures": partner.pictures,
    }


def _kept(form: FormData) -> dict[str, Any]:
    """Return what was typed, so that nobody has to type it again."""
    kept = {name: str(form.get(name) or "") for name in ("name", "title", "slice", "profile", "lead", "history")}
    return {**kept, "formats": form.getlist("formats"), "pictures": form.get("pictures") == "yes"}
