"""No question to a large store looks through all of it: SQLite finds a way by an index for every statement."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import event

from newsml_export.store import Partner, open_store
from tests.formats.factories import PUBLISHER
from tests.store.editions import HOUR, MORNING, edition, headline, story

#: tables that have a row a partner, or a single one
SMALL = ("partners", "counter", "tokens", "operators", "settings", "pending", "CONSTANT", "SUBQUERY")


def test_every_statement_goes_by_an_index(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "store.db"))
    store.add_partner(Partner(name="all"), now=MORNING)
    store.add_partner(Partner(name="two", slice="page=2"), now=MORNING)
    report = store.publish(edition(*(story(one) for one in range(20))), publisher=PUBLISHER, now=MORNING)
    plans: dict[str, list[str]] = {}

    def explain(_: Any, cursor: Any, statement: str, parameters: Any, __: Any, many: bool) -> None:
        if statement.split()[0] in ("SELECT", "UPDATE", "DELETE") and statement not in plans:
            given = parameters[0] if many else parameters
            rows = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", given).fetchall()
            plans[statement] = [row[3] for row in rows]

    event.listen(store._engine, "before_cursor_execute", explain)
    stories = [story(0, headline=headline("别的")), *(story(one) for one in range(2, 20))]
    store.publish(edition(*stories), publisher=PUBLISHER, now=MORNING + HOUR)
    store.kill(report.new[3].guid, "x", now=MORNING + HOUR)
    store.embargo(report.new[4].guid, MORNING + 3 * HOUR, now=MORNING + HOUR)
    later = MORNING + 2 * HOUR
    for name in ("all", "two"):
        store.feed_state(name, now=later)
        store.first_month(name)
        store.archive(name, MORNING.date(), now=later)
        for asked in ({}, {"after": 5}, {"before": 9}):
            store.feed(name, limit=50, now=later, **asked)
        for item in report.new[:6]:
            for version in (None, 1):
                store.entry(name, item.guid, version, now=later)
            store.history(item.guid)
            store.seen_by(item.guid, now=later)
    store.edition(store.issues()[0].id)
    store.items(report.issue_id)
    store.pulse()
    store.release(MORNING + 4 * HOUR)
    store.close()
    assert len(plans) > 20
    slow = {
        line: statement
        for statement, lines in plans.items()
        for line in lines
        if line.startswith("SCAN") and not any(name in line for name in SMALL) and "INDEX issues_by_day" not in line
    }
    assert not slow
    # The number of a partner's entries grows for ever: by partner alone only what is in order and has a limit is asked.
    loose = [
        statement
        for statement, lines in plans.items()
        for line in lines
        if "entries" in line and line.endswith(("(partner=?)", "(partner=? AND seq<?)")) and "LIMIT" not in statement
    ]
    assert loose == []
