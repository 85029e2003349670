"""Stored events come back as they were stored, and a replaced event leaves nothing behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.builders import MAY_1, MAY_2, MAY_3, indexed_event
from tests.timeline.store.statements import statements
from tests.timeline.store.views.events import OTHER, SORTABLE, WANTED, store
from timeline.model.sight import Public
from timeline.store.engine.sessions import Engine, read_session, write_session
from timeline.store.views import event_rows
from timeline.store.views.event_view import find_event


def test_stored_event_comes_back_as_it_was_stored(engine: Engine):
    row = indexed_event(vevent_zones=("Europe/Brussels",), known_to=MAY_3, title="Zoë’s visit \U0001f54a")
    store(engine, row)

    with read_session(engine) as session:
        assert find_event(session, "evt-a", sight=Public(MAY_2)) == row.stored


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_first_and_last_day_of_the_calendar_are_kept(engine: Engine, day: date):
    row = indexed_event(days=(day, day), updated_at=datetime(day.year, 1, 1, 0, 0, 0, 1, tzinfo=UTC))
    store(engine, row)

    with read_session(engine) as session:
        assert find_event(session, "evt-a", sight=Public(MAY_2)) == row.stored


def test_replacing_many_events_takes_the_same_number_of_statements_as_one(engine: Engine):
    rows = {one.stored.event_id: (replace(WANTED, stored=one.stored),) for one in SORTABLE}
    counts = []
    for amount in (1, 3):
        with write_session(engine) as session, statements(engine) as seen:
            event_rows.replace_events(session, dict(list(rows.items())[:amount]))
        counts.append(len(seen))

    assert counts == ([19, 19] if engine.dialect.name == "sqlite" else [17, 17])  # SQLite's search index is fed by us


def test_replaced_event_has_only_its_new_states_and_links(engine: Engine):
    store(engine, replace(WANTED, stored=indexed_event(known_to=MAY_3).stored), indexed_event(known_from=MAY_3))
    store(engine, indexed_event(topics=("ukraine",), words="talks"))

    with read_session(engine) as session:
        rows = list(event_rows.dump(session))

    assert [row[0] for row in rows] == ["event_view", "event_topic", "event_words"]
    assert rows[1:] == [("event_topic", "evt-a", MAY_1, "ukraine"), ("event_words", "evt-a", MAY_1, "talks")]


def test_cleared_tables_are_equal_again_when_they_are_filled_again(engine: Engine):
    def dumped() -> list[tuple[object, ...]]:
        with read_session(engine) as session:
            return list(event_rows.dump(session))

    store(engine, WANTED, OTHER, *SORTABLE)
    before = dumped()
    with write_session(engine) as session:
        event_rows.clear(session)
    emptied = dumped()
    store(engine, *reversed(SORTABLE), OTHER, WANTED)

    assert (len(before), emptied) == (30, [])
    assert dumped() == before


def test_fingerprint_is_the_last_one_set(engine: Engine):
    with read_session(engine) as session:
        assert event_rows.fingerprint(session) is None
    with write_session(engine) as session:
        event_rows.set_fingerprint(session, "one")
        event_rows.set_fingerprint(session, "two")
    with read_session(engine) as session:
        assert event_rows.fingerprint(session) == "two"
