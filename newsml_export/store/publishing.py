"""Put an issue into the store, and change single stories there: always one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import Connection, select, update

from newsml_export.errors import InputError, Location
from newsml_export.findings import Finding
from newsml_export.model import identity
from newsml_export.model.delivered import Identity
from newsml_export.model.edition import EditionPage, OrphanHeadline
from newsml_export.model.fingerprint import fingerprint
from newsml_export.model.story import PubStatus, Story, StoryPart
from newsml_export.store import rows, tables
from newsml_export.store.coding import encoded, seconds
from newsml_export.store.distribution import Current, all_partners, distribute
from newsml_export.store.kept import Correction, PublishedItem, PublishReport, StoredItem
from newsml_export.store.likeness import changes, matched

if TYPE_CHECKING:
    from newsml_export.model.edition import Edition
    from newsml_export.model.issue import IssueInfo
    from newsml_export.model.publisher import Publisher


class KeptEdition(msgspec.Struct, frozen=True):
    """An edition without its stories and findings."""

    pages: tuple[EditionPage, ...]
    orphan_headlines: tuple[OrphanHeadline, ...]
    identity: Identity | None
    source: str | None


def issue_id(info: IssueInfo) -> str:
    """Return the name of an issue: it does not depend on what the issue prints."""
    named = " ".join(filter(None, (info.publication, info.edition)))
    return f"{info.date:%Y%m%d}-{identity.given_local_id(named).removeprefix('a-').strip('-')}"


@dataclass(slots=True)
class _Report:
    new: list[PublishedItem] = field(default_factory=list)
    changed: list[PublishedItem] = field(default_factory=list)
    unchanged: list[PublishedItem] = field(default_factory=list)
    withheld: list[PublishedItem] = field(default_factory=list)
    #: rows of new stories, which are put in together, by table
    rows: dict[str, list[dict[str, object]]] = field(default_factory=dict)


def publish(connection: Connection, edition: Edition, publisher: Publisher, now: dt.datetime) -> PublishReport:
    """Put ``edition`` into the store; see ``Store.publish``."""
    name = issue_id(edition.info)
    _keep_issue(connection, name, edition, now)
    before = {
        row.guid: (rows.stored(row), row.source_hash)
        for row in connection.execute(rows.items().where(tables.items.c.issue_id == name))
    }
    report = _Report()
    told: list[Current] = []
    named = dict(_named(edition, publisher, {guid: item.story for guid, (item, _) in before.items()}))
    elsewhere = _elsewhere(connection, [guid for guid in named.values() if guid not in before])
    for place, story in enumerate(edition.stories):
        guid = named[place]
        known = before.get(guid) or elsewhere.get(guid)
        told += _put(connection, name, place, guid, story, known, edition.info, report, now)
    for guid, (item, _) in before.items():
        if guid not in named.values():
            told += _withhold(connection, item, report, now)
    _insert(connection, report.rows)
    distribute(connection, told, all_partners(connection), now)
    lists = {key: tuple(getattr(report, key)) for key in ("new", "changed", "unchanged", "withheld")}
    return PublishReport(issue_id=name, **lists)


def _named(edition: Edition, publisher: Publisher, before: dict[str, Story]) -> Iterator[tuple[int, str]]:
    """Yield place and GUID of every story: that of what it is the same as, else one of its own."""
    given = {known.local_id: known.guid for known in edition.identities}
    own = {
        place: given.get(story.local_id) or identity.guid(publisher.domain, edition.info, story.local_id)
        for place, story in enumerate(edition.stories)
    }
    fixed = {place: guid for place, guid in own.items() if guid in before or edition.stories[place].local_id in given}
    left = {guid: story for guid, story in before.items() if guid not in fixed.values()}
    open_ = {place: story for place, story in enumerate(edition.stories) if place not in fixed}
    alive = {guid: story for guid, story in left.items() if story.pub_status is not PubStatus.CANCELED}
    found = matched(alive, open_) if alive else {}
    for place, guid in own.items():
        yield place, fixed.get(place) or found.get(place) or guid


def _elsewhere(connection: Connection, guids: Sequence[str]) -> dict[str, tuple[StoredItem, str]]:
    """Return stories that came with their identities and are known from another issue."""
    found: dict[str, tuple[StoredItem, str]] = {}
    for start in range(0, len(guids), _BATCH):
        query = rows.items().where(tables.items.c.guid.in_(guids[start : start + _BATCH]))
        found |= {row.guid: (rows.stored(row), row.source_hash) for row in connection.execute(query)}
    return found


def _insert(connection: Connection, given: Mapping[str, list[dict[str, object]]]) -> None:
    for table in (tables.items, tables.versions, tables.item_pictures):
        found = given.get(table.name, [])
        for start in range(0, len(found), _BATCH):
            connection.execute(table.insert(), found[start : start + _BATCH])


def _keep_issue(connection: Connection, name: str, edition: Edition, now: dt.datetime) -> None:
    kept = KeptEdition(edition.pages, edition.orphan_headlines, edition.identity, edition.source)
    values = {
        "info": encoded(edition.info),
        "edition": encoded(kept),
        "findings": encoded(tuple[Finding, ...](edition.findings)),
        "finding_count": len(edition.findings),
        "day": edition.info.date.toordinal(),
    }
    table = tables.issues
    row = connection.execute(select(table).where(table.c.id == name)).one_or_none()
    if row is None:
        connection.execute(table.insert().values(id=name, published=seconds(now), **values))
    elif any(getattr(row, key) != value for key, value in values.items()):
        connection.execute(update(table).where(table.c.id == name).values(published=seconds(now), **values))


def _put(
    connection: Connection,
    issue: str,
    place: int,
    guid: str,
    story: Story,
    known: tuple[StoredItem, str] | None,
    info: IssueInfo,
    report: _Report,
    now: dt.datetime,
) -> Iterator[Current]:
    if known is None:
        version = _version(guid, story, 1, now, now, ("new",))
        item_row = {"guid": guid, "issue_id": issue, "place": place, "version": 1}
        report.rows.setdefault("items", []).append({**item_row, "source_hash": version["content_hash"]})
        report.rows.setdefault("versions", []).append(version)
        report.rows.setdefault("item_pictures", []).extend({"sha256": one, "guid": guid} for one in _digests(story))
        report.new.append(PublishedItem(guid=guid, version=1, headline=story.main_headline, changes=("new",)))
        yield Current(guid=guid, version=1, story=story, info=info)
        return
    item, source = known
    # It keeps its name in documents, whatever its headline is now.
    story = replace(story, local_id=item.story.local_id)
    table = tables.items
    given = fingerprint(story)
    connection.execute(update(table).where(table.c.guid == guid).values(issue_id=issue, place=place, source_hash=given))
    back = item.story.pub_status is PubStatus.WITHHELD and story.pub_status is PubStatus.USABLE
    if item.story.pub_status is PubStatus.CANCELED or (given == source and not back):
        report.unchanged.append(
            PublishedItem(guid=guid, version=item.version.number, headline=item.story.main_headline)
        )
        return
    if story.embargoed is None and not back:
        story = replace(story, embargoed=item.story.embargoed)
    yield from _change(connection, item, story, report.changed, now)


def _withhold(connection: Connection, item: StoredItem, report: _Report, now: dt.datetime) -> Iterator[Current]:
    if item.story.pub_status is not PubStatus.USABLE:
        return
    story = replace(item.story, pub_status=PubStatus.WITHHELD)
    yield from _change(connection, item, story, report.withheld, now)


def _change(
    connection: Connection, item: StoredItem, story: Story, report: list[PublishedItem], now: dt.datetime
) -> Iterator[Current]:
    what = tuple(changes(item.story, story)) or ("details",)
    number = item.version.number + 1
    _keep_version(connection, item.guid, story, number, item.version.first_created, now, what)
    table = tables.items
    connection.execute(update(table).where(table.c.guid == item.guid).values(version=number))
    report.append(PublishedItem(guid=item.guid, version=number, headline=story.main_headline, changes=what))
    yield Current(guid=item.guid, version=number, story=story, info=item.info)


def _keep_version(
    connection: Connection,
    guid: str,
    story: Story,
    number: int,
    first: dt.datetime,
    now: dt.datetime,
    what: tuple[str, ...],
) -> None:
    connection.execute(tables.versions.insert().values(_version(guid, story, number, first, now, what)))
    table = tables.item_pictures
    for digest in _digests(story):
        known = select(table.c.guid).where(table.c.sha256 == digest, table.c.guid == guid)
        if connection.execute(known).one_or_none() is None:
            connection.execute(table.insert().values(sha256=digest, guid=guid))


def _version(
    guid: str, story: Story, number: int, first: dt.datetime, now: dt.datetime, what: tuple[str, ...]
) -> dict[str, object]:
    return {
        "guid": guid,
        "number": number,
        "story": encoded(story),
        "content_hash": fingerprint(story),
        "first_created": seconds(first),
        "version_created": seconds(now),
        "changes": ", ".join(what),
    }


def _digests(story: Story) -> list[str]:
    return sorted({picture.sha256 for picture in story.pictures if picture.sha256})


#: rows that go into one statement
_BATCH = 400


def correct(connection: Connection, item: StoredItem, correction: Correction, now: dt.datetime) -> None:
    """Make a corrected version of ``item``.

    Raises:
        InputError: the story is killed, or nothing would change.
    """
    _refuse_killed(item)
    story = item.story
    headline = correction.headline if correction.headline is not None else story.headline
    paragraphs = correction.paragraphs if correction.paragraphs is not None else story.paragraphs
    if not headline:
        raise _wrong(item, "a story needs a headline.", "Give one.")
    if not correction.note.strip():
        raise _wrong(item, "the correction does not say what was wrong.", "Give a note for editors.")
    if (headline, paragraphs) == (story.headline, story.paragraphs):
        raise _wrong(item, "nothing would change.", "Give another headline or text.")
    after = replace(
        story,
        headline=headline,
        paragraphs=paragraphs,
        parts=_within(story.parts, len(paragraphs)),
        correction=correction.note.strip(),
    )
    _alone(connection, item, after, now)


def kill(connection: Connection, item: StoredItem, reason: str, now: dt.datetime) -> None:
    """Cancel ``item`` for good.

    Raises:
        InputError: it is killed already, or no reason is given.
    """
    _refuse_killed(item)
    if not reason.strip():
        raise _wrong(item, "the kill has no reason.", "Say why, for editors of partners.")
    _alone(connection, item, replace(item.story, pub_status=PubStatus.CANCELED, ed_note=reason.strip()), now)


def embargo(connection: Connection, item: StoredItem, until: dt.datetime | None, now: dt.datetime) -> None:
    """Let ``item`` be seen from ``until`` on, or at once.

    Raises:
        InputError: it is killed, or ``until`` has no time zone.
    """
    _refuse_killed(item)
    if until is not None and until.tzinfo is None:
        raise _wrong(item, "the embargo has no time zone.", "Write it as 2023-03-08T06:00:00+08:00.")
    if item.story.embargoed != until:
        _alone(connection, item, replace(item.story, embargoed=until), now)


def _alone(connection: Connection, item: StoredItem, story: Story, now: dt.datetime) -> None:
    told = list(_change(connection, item, story, [], now))
    distribute(connection, told, all_partners(connection), now)


def _within(parts: tuple[StoryPart, ...], count: int) -> tuple[StoryPart, ...]:
    last = max(0, count - 1)
    fitted = [
        replace(part, first_paragraph=min(part.first_paragraph, last), last_paragraph=min(part.last_paragraph, last))
        for part in parts
    ]
    fitted[-1] = replace(fitted[-1], last_paragraph=last)
    return tuple(fitted)


def _refuse_killed(item: StoredItem) -> None:
    if item.story.pub_status is PubStatus.CANCELED:
        raise _wrong(item, "the story is killed.", "Publish another story in its place.")


def _wrong(item: StoredItem, message: str, mend: str) -> InputError:
    return InputError(message, location=Location(story=item.story.main_headline), next_step=mend)
