"""Issues and stories: what was published, and corrections, embargoes and kills."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse

from newsml_export.errors import NewsmlExportError
from newsml_export.feeds.newsroom import views
from newsml_export.feeds.newsroom.forms import local_moment
from newsml_export.feeds.paragraphs import paragraphs
from newsml_export.model.story import HeadlineLine, PubStatus
from newsml_export.store import Correction

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from newsml_export.feeds.newsroom.desk import Desk
    from newsml_export.model.edition import Edition
    from newsml_export.store import StoredItem

_ISSUES_A_PAGE = 40
#: our own page has its style and script inside
_PAGE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class ItemPages:
    """The pages about issues and their stories."""

    desk: Desk
    #: prints an issue as one page with its continuations
    overview: Callable[[Edition], str]

    def issues(self, request: Request) -> Response:
        """Show the issues, the newest first."""
        desk = self.desk
        before = request.query_params.get("before")
        found = desk.store.issues(limit=_ISSUES_A_PAGE + 1, before=before)
        rows = [
            {
                "id": one.id,
                "date": one.info.date.isoformat(),
                "publication": one.info.publication,
                "number": " ".join(filter(None, (one.info.number, one.info.edition))),
                "stories": one.stories,
                "findings": one.findings,
                "published": views.moment(one.published, desk.zone),
            }
            for one in found[:_ISSUES_A_PAGE]
        ]
        older = rows[-1]["id"] if len(found) > _ISSUES_A_PAGE else None
        return desk.page(request, "issues", {"here": "issues", "issues": rows, "older": older})

    def issue(self, request: Request) -> Response:
        """Show an issue: its stories, continuations and findings."""
        desk, identifier = self.desk, request.path_params["issue"]
        summary = desk.store.issue(identifier)
        if summary is None:
            raise HTTPException(404)
        items, now = desk.store.items(identifier), desk.now()
        values = {
            "here": "issues",
            "issue": {
                "id": identifier,
                "publication": summary.info.publication,
                "date": summary.info.date.isoformat(),
                "number": summary.info.number or "",
            },
            "stories": [views.story_row(item, now, desk.zone) for item in items],
            "continuations": list(views.continuations(items)),
            **views.findings(desk.store.findings(identifier)),
        }
        return desk.page(request, "issue", values)

    def whole(self, request: Request) -> Response:
        """Show an issue as the page that ``convert`` writes, with arrows for its continuations."""
        edition = self.desk.store.edition(request.path_params["issue"])
        if edition is None:
            raise HTTPException(404)
        headers = {"Content-Security-Policy": _PAGE_POLICY, "Cache-Control": "no-store"}
        return HTMLResponse(self.overview(edition), headers=headers)

    def item(self, request: Request) -> Response:
        """Show a story: its text, who sees it, its versions, and what can be done."""
        return self._item(request, self._found(request))

    def correct(self, request: Request, form: FormData) -> Response:
        """Publish a correction."""
        item = self._found(request)
        given = [str(text).strip() for text in form.getlist("headline")]
        stack = item.story.headline
        headline = tuple(
            HeadlineLine(role=line.role, text=text) for line, text in zip(stack, given, strict=False) if text
        )
        text = paragraphs(str(form.get("text") or ""))
        if str(form.get("version")) != str(item.version.number):
            return self._item(request, item, "correct", "changed_meanwhile", 409)
        if (headline, text) == (stack, item.story.paragraphs):
            return self._item(request, item, "correct", "nothing_changed", 422)
        correction = Correction(headline=headline, paragraphs=text, note=str(form.get("note") or "").strip())
        try:
            after = self.desk.store.correct(item.guid, correction, now=self.desk.now())
        except NewsmlExportError as error:
            return self._item(request, item, "correct", str(error), 422)
        return self._go(item, "corrected", version=after.version.number)

    def embargo(self, request: Request, form: FormData) -> Response:
        """Set or lift an embargo."""
        item = self._found(request)
        try:
            until = local_moment(str(form.get("until") or ""), self.desk.zone)
            self.desk.store.embargo(item.guid, until, now=self.desk.now())
        except NewsmlExportError as error:
            return self._item(request, item, "embargo", str(error), 422)
        if until is None:
            return self._go(item, "embargo_lifted")
        return self._go(item, "embargo_set", until=views.moment(until, self.desk.zone))

    def kill(self, request: Request, form: FormData) -> Response:
        """Kill a story."""
        item = self._found(request)
        reason = str(form.get("reason") or "").strip()
        if form.get("sure") != "yes" or not reason:
            return self._item(request, item, "kill", "reason_hint", 422)
        try:
            self.desk.store.kill(item.guid, reason, now=self.desk.now())
        except NewsmlExportError as error:
            return self._item(request, item, "kill", str(error), 422)
        return self._go(item, "killed")

    def _found(self, request: Request) -> StoredItem:
        item = self.desk.store.item(request.path_params["guid"])
        if item is None:
            raise HTTPException(404)
        return item

    def _go(self, item: StoredItem, said: str, **values: object) -> Response:
        return self.desk.go(f"/items/{views.address(item.guid)}", said, **values)

    def _item(self, request: Request, item: StoredItem, opened: str = "", wrong: str = "", code: int = 200) -> Response:
        desk, story, words = self.desk, item.story, self.desk.labels(request)
        summary = desk.store.issue(item.issue_id)
        state = views.status(story, desk.now())
        until = story.embargoed.astimezone(desk.zone) if state == "embargoed" and story.embargoed else None
        shown: dict[str, Any] = {
            "guid": item.guid,
            "address": views.address(item.guid),
            "issue_id": item.issue_id,
            "issue": views.issue_name(summary) if summary else "",
            "headline": story.main_headline,
            "language": story.language,
            "lines": views.lines(story),
            "byline": " ".join(byline.name for byline in story.bylines),
            "paragraphs": story.paragraphs,
            "text": "\n\n".join(story.paragraphs),
            "status": state,
            "until": views.moment(until, desk.zone),
            "until_local": until.strftime("%Y-%m-%dT%H:%M") if until else "",
            "zone": desk.zone.key,
            "version": item.version.number,
            "facts": list(views.facts(story)),
            "seen_by": desk.store.seen_by(item.guid, now=desk.now()),
            "versions": [
                {
                    "number": change.version.number,
                    "created": views.moment(change.version.version_created, desk.zone),
                    "change": ", ".join(words(f"change-{what}") for what in change.changes),
                }
                for change in desk.store.history(item.guid)
            ],
            "final": story.pub_status is PubStatus.CANCELED,
        }
        said = words(wrong) if wrong else ""
        return desk.page(request, "item", {"here": "issues", "item": shown, "open": opened, "wrong": said}, code)
