"""What partners ask over HTTP: feeds, stories, issues, pictures, vocabularies. Every answer is one of bytes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, unquote

from newsml_export.feeds.problems import Problem, not_found
from newsml_export.feeds.rendering import FEEDS, ITEMS, Links, Renderer
from newsml_export.feeds.representations import Representation
from newsml_export.formats.json_text import encoded
from newsml_export.pipeline import write_context
from newsml_export.plugins import format_writer
from newsml_export.store.kept import EntryKind

if TYPE_CHECKING:
    from newsml_export.settings import Settings
    from newsml_export.store import FeedEntry, FeedPage, Partner, Store

#: entries of a page, unless asked otherwise, and at most
PAGE = 50
LONGEST_PAGE = 200
_NAMES = {step: name for name, (_, step) in FEEDS.items()}
_ENDINGS = {ending: name for name, (_, ending) in ITEMS.items()}
_TYPES = {media_type: name for name, (media_type, _) in ITEMS.items()}
_VOCABULARIES = "vocabularies"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A request of a partner, as far as the answer depends on it."""

    #: below ``/v1/{partner}/``, still percent-encoded
    path: str
    #: without its question mark
    query: str
    #: scheme and host that the partner used, without a slash at the end
    base: str
    #: header ``Accept``
    accept: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerApi:
    """Answers partners. Blocks while the store is read."""

    store: Store
    settings: Settings
    #: WebSub hubs that are told of changes
    hubs: tuple[str, ...] = ()
    now: Callable[[], dt.datetime]

    def answer(self, partner: Partner, question: Question) -> Representation:
        """Return the answer to a question of ``partner``.

        Raises:
            Problem: there is none; 404 says nothing of whether there is one for somebody else.
        """
        steps = [unquote(step) for step in question.path.split("/")]
        match steps:
            case [name] if name in _NAMES:
                return self._feed(partner, question, _NAMES[name])
            case ["archive", month, name] if name in ("rss.xml", "atom.xml"):
                return self._archive(partner, question, month, _NAMES[name])
            case ["items", guid]:
                return self._item(partner, question, guid, None)
            case ["items", guid, version] if version.isdigit() and len(version) < 10:
                return self._item(partner, question, guid, int(version))
            case ["issues"]:
                return self._issues(partner, question)
            case ["issues", issue, "package.xml"]:
                return self._package(partner, question, issue)
            case ["pictures", digest]:
                return self._picture(partner, digest)
            case ["catalog.xml"]:
                return self._vocabulary("newsml-g2/catalog.xml")
            case [directory, name] if directory == _VOCABULARIES:
                return self._vocabulary(f"newsml-g2/{_VOCABULARIES}/{name}")
        raise not_found()

    # ----- feeds

    def _feed(self, partner: Partner, question: Question, name: str) -> Representation:
        self._allow(partner, name)
        asked = _asked(question.query, ("since", "before", "limit"))
        limit = min(asked.get("limit", PAGE), LONGEST_PAGE)
        since, before = asked.get("since"), asked.get("before")
        if since is not None and before is not None:
            raise Problem(status=400, detail="Give since or before, not both.")
        if limit < 1:
            raise Problem(status=400, detail="limit is at least 1.")
        now = self.now()
        page = self.store.feed(partner.name, after=since, before=before, limit=limit, now=now)
        links = self._links(partner, question, FEEDS[name][1], page, since, before, limit)
        entries = page.entries if since is None else tuple(reversed(page.entries))
        if name == "newsml-g2" and not entries:
            # A newsMessage without an item is none.
            return Representation(b"", FEEDS[name][0], headers=_linked(links, None))
        state = self.store.feed_state(partner.name, now=now)
        made = self._renderer(partner, question).feed(name, entries, links, now=now, changed=state.changed)
        return Representation(
            made.content,
            made.media_type,
            modified=_latest(state.changed, page.entries, now),
            headers=_linked(links, page.entries[-1].seq if since is not None and page.entries else None),
            until=made.until,
        )

    def _links(
        self,
        partner: Partner,
        question: Question,
        step: str,
        page: FeedPage,
        since: int | None,
        before: int | None,
        limit: int,
    ) -> Links:
        feed = f"{_below(partner, question)}{step}"
        size = f"&limit={limit}" if limit != PAGE else ""
        links = Links(self_url=feed + (f"?{question.query}" if question.query else ""), hubs=self.hubs)
        if since is not None:
            last = page.entries[-1].seq if page.entries else since
            return replace(links, next=f"{feed}?since={last}{size}")
        following = f"{feed}?before={page.entries[-1].seq}{size}" if page.more else None
        if before is not None:
            return replace(links, first=feed, next=following)
        return replace(links, next=following, prev_archive=self._last_archive(partner, question, step))

    def _last_archive(self, partner: Partner, question: Question, step: str) -> str | None:
        first, month = self.store.first_month(partner.name), self.now().date().replace(day=1)
        if step not in ("rss.xml", "atom.xml") or first is None or first >= month or partner.history is not None:
            return None
        return f"{_below(partner, question)}archive/{_month_before(month):%Y-%m}/{step}"

    def _archive(self, partner: Partner, question: Question, text: str, name: str) -> Representation:
        self._allow(partner, name)
        try:
            month = dt.datetime.strptime(text, "%Y-%m").replace(tzinfo=dt.UTC).date()
        except ValueError:
            raise not_found() from None
        first, now = self.store.first_month(partner.name), self.now()
        this_month = now.date().replace(day=1)
        if first is None or not first <= month < this_month or partner.history is not None:
            raise not_found()
        entries = self.store.archive(partner.name, month, now=now)
        step, below = FEEDS[name][1], _below(partner, question)
        after = (month + dt.timedelta(days=32)).replace(day=1)
        links = Links(
            self_url=f"{below}archive/{month:%Y-%m}/{step}",
            current=f"{below}{step}",
            prev_archive=f"{below}archive/{_month_before(month):%Y-%m}/{step}" if month > first else None,
            next_archive=f"{below}archive/{after:%Y-%m}/{step}" if after < this_month else None,
            archive=True,
        )
        changed = max((entry.at for entry in entries), default=None)
        made = self._renderer(partner, question).feed(name, entries, links, now=now, changed=changed)
        return Representation(made.content, made.media_type, modified=changed, until=made.until)

    # ----- stories

    def _item(self, partner: Partner, question: Question, guid: str, version: int | None) -> Representation:
        name = _format_of(question.accept)
        guid, dot, ending = guid.rpartition(".")
        if dot and ending in _ENDINGS:
            name = _ENDINGS[ending]
        else:
            guid = f"{guid}{dot}{ending}"
        self._allow(partner, name)
        now = self.now()
        entry = self.store.entry(partner.name, guid, version, now=now)
        if entry is None:
            raise not_found()
        made = self._renderer(partner, question).item(name, entry, now=now)
        if made is None:
            raise Problem(status=410, detail="This story was taken back. Do not publish it.")
        created = entry.item.version.version_created
        headers = {"vary": "accept", "x-item-version": str(entry.item.version.number)}
        return Representation(made.content, made.media_type, modified=created, headers=headers, until=made.until)

    # ----- issues

    def _issues(self, partner: Partner, question: Question) -> Representation:
        """Return the issues of which the partner sees something: no other is named or counted."""
        asked = _asked(question.query, ("before",))
        page = self.store.feed(partner.name, before=asked.get("before"), limit=LONGEST_PAGE, now=self.now())
        found: dict[str, list[FeedEntry]] = {}
        for entry in page.entries:
            if entry.kind is EntryKind.ITEM:
                found.setdefault(entry.item.issue_id, []).append(entry)
        below = _below(partner, question)
        rows = [
            {
                "id": issue,
                "publication": entries[0].item.info.publication,
                "date": entries[0].item.info.date.isoformat(),
                "number": entries[0].item.info.number,
                "stories": len(entries),
                "package": f"{below}issues/{quote(issue)}/package.xml",
            }
            for issue, entries in found.items()
        ]
        following = f"{below}issues?before={page.entries[-1].seq}" if page.more else None
        content = encoded({"next": following, "issues": rows}) if rows else b'{\n  "issues": []\n}\n'
        return Representation(content, "application/json", modified=_latest(None, page.entries, self.now()))

    def _package(self, partner: Partner, question: Question, issue: str) -> Representation:
        """Return the package of an issue with those stories alone that the partner sees."""
        self._allow(partner, "newsml-g2")
        now = self.now()
        edition = self.store.edition(issue)
        if edition is None:
            raise not_found()
        seen = {
            known.local_id: entry
            for known in edition.identities
            if (entry := self.store.entry(partner.name, known.guid, now=now)) is not None
            and entry.kind is EntryKind.ITEM
        }
        if not seen:
            raise not_found()
        stories = tuple(seen[story.local_id].item.story for story in edition.stories if story.local_id in seen)
        known = tuple(one for one in edition.identities if one.local_id in seen)
        slice_ = replace(edition, stories=stories, identities=known, orphan_headlines=(), findings=())
        context = write_context(slice_, self.settings, now)
        for document in format_writer("newsml-g2").open(slice_, context).issue_documents(stories):
            if document.path.endswith("/package.xml"):
                changed = max(entry.at for entry in seen.values())
                kind = "application/vnd.iptc.g2.packageitem+xml"
                return Representation(document.content, kind, modified=changed)
        raise not_found()

    # ----- what belongs to them

    def _picture(self, partner: Partner, digest: str) -> Representation:
        found = self.store.picture_for(partner.name, digest, now=self.now()) if partner.pictures else None
        if found is None:
            raise not_found()
        media_type, content = found
        return Representation(content, media_type, headers={"cache-control": "private, max-age=31536000, immutable"})

    def _vocabulary(self, path: str) -> Representation:
        from newsml_export.model.edition import Edition
        from newsml_export.model.issue import IssueInfo

        publisher, now = self.settings.publisher, self.now()
        edition = Edition(info=IssueInfo(publication=publisher.name, date=now.date()), pages=(), stories=())
        context = write_context(edition, self.settings, now)
        for document in format_writer("newsml-g2").open(edition, context).issue_documents(()):
            if document.path == path:
                return Representation(document.content, document.media_type)
        raise not_found()

    def _renderer(self, partner: Partner, question: Question) -> Renderer:
        pictures = f"{_below(partner, question)}pictures/"
        return Renderer(settings=self.settings, partner=partner, pictures=pictures)

    @staticmethod
    def _allow(partner: Partner, name: str) -> None:
        if partner.formats and name not in partner.formats:
            raise not_found()


def _below(partner: Partner, question: Question) -> str:
    return f"{question.base}/v1/{quote(partner.name)}/"


def _asked(query: str, names: tuple[str, ...]) -> dict[str, int]:
    """Return the numbers of a query.

    Raises:
        Problem: 400: one is no number, or stands there twice.
    """
    found: dict[str, int] = {}
    try:
        given = parse_qs(query, keep_blank_values=True, max_num_fields=20)
    except ValueError:
        raise Problem(status=400, detail="The query has more than 20 fields.") from None
    for name, values in given.items():
        if name not in names:
            continue
        value = values[0]
        if len(values) > 1 or not (value.isascii() and value.isdigit()) or len(value) > 18:
            raise Problem(status=400, detail=f"{name} is a whole number.")
        found[name] = int(value)
    return found


def _format_of(accept: str) -> str:
    """Return the format of a story for a header ``Accept``: the first that is named, else NewsML-G2."""
    for offer in accept.split(","):
        name = _TYPES.get(offer.partition(";")[0].strip().lower())
        if name is not None:
            return name
    return "newsml-g2"


def _linked(links: Links, cursor: int | None) -> Mapping[str, str]:
    """Return the links as headers too (RFC 8288; WebSub, section 4), and where to go on."""
    named = [f'<{links.self_url}>; rel="self"', *(f'<{hub}>; rel="hub"' for hub in links.hubs)]
    named += [f'<{links.next}>; rel="next"'] if links.next else []
    return {"link": ", ".join(named), **({"x-cursor": str(cursor)} if cursor is not None else {})}


def _latest(changed: dt.datetime | None, entries: tuple[FeedEntry, ...], now: dt.datetime) -> dt.datetime | None:
    """Return when what is shown changed last: an embargo that ended is a change too."""
    ended = [
        entry.item.story.embargoed
        for entry in entries
        if entry.item.story.embargoed is not None and entry.item.story.embargoed <= now
    ]
    moments = [*([changed] if changed is not None else [entry.at for entry in entries]), *ended]
    return max(moments, default=None)


def _month_before(month: dt.date) -> dt.date:
    return (month - dt.timedelta(days=1)).replace(day=1)
