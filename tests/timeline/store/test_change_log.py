"""The log of public changes: what becomes a change, which number it gets, and what nobody can learn from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import pytest

from tests.builders import JUNE_1, MAY_1, MAY_2, MAY_3, MAY_4, indexed_event
from tests.timeline.store.statements import statements
from timeline.ids import digest
from timeline.model.change import Change, ChangePage
from timeline.model.stored_event import IndexedEvent
from timeline.store.engine.sessions import Engine, read_session, write_session
from timeline.store.logs import change_log, filing_log
from timeline.store.logs.filing_log import EventIdentity
from timeline.store.logs.hash_chain import seal_write
from timeline.store.logs.write_log import begin_write
from timeline.store.views import event_rows

IDS = ("evt-a", "evt-b", "evt-c")


@pytest.fixture
def log(engine: Engine) -> Engine:
    """A store that knows three events by name; nothing is public."""
    with write_session(engine) as session:
        write_id = begin_write(session, recorded_at=MAY_1, author="tests", cause="test")
        identities = [EventIdentity(id=one, slug=one[4:], source="wire", record=one) for one in IDS]
        filing_log.append_identities(session, write_id, identities)
        seal_write(session, write_id)
    return engine


def a_state(event_id: str, text: str, known_from: datetime = MAY_1, known_to: datetime | None = None) -> IndexedEvent:
    """One state of an event whose JSON is that text."""
    return indexed_event(event_id, json=text.encode(), known_from=known_from, known_to=known_to)


def record(engine: Engine, at: datetime, states: Mapping[str, Sequence[IndexedEvent]]) -> tuple[Change, ...]:
    """Write at that time what these events show, the way every operation does; gives what was appended."""
    with write_session(engine) as session:
        due = change_log.pending_changes(session, until=at)
        write_id = begin_write(session, recorded_at=at, author="tests", cause="test")
        event_rows.replace_events(session, states)
        own = change_log.changes_of_events(session, states, due, at=at)
        change_log.append_changes(session, write_id, due + own)
        seal_write(session, write_id)
    return due + own


def page(engine: Engine, now: datetime, after: int = 0, limit: int = 50) -> ChangePage:
    """What somebody who asks now gets."""
    with read_session(engine) as session:
        return change_log.changes_after(session, after, limit, now=now)


def told(engine: Engine, now: datetime) -> list[tuple[int, str, str]]:
    """Number, event and type of every change up to now."""
    return [(change.number, change.event_id, change.type) for change in page(engine, now).changes]


def test_store_without_events_has_no_changes(log: Engine):
    assert page(log, JUNE_1) == ChangePage(changes=(), has_more=False, events={})
    with read_session(log) as session:
        assert change_log.newest_number(session, now=JUNE_1) == 0


def test_write_appends_one_change_for_each_event_that_now_shows_something_else(log: Engine):
    record(log, MAY_2, {"evt-b": [a_state("evt-b", "b1")], "evt-a": [a_state("evt-a", "a1")], "evt-c": []})

    found = record(
        log, MAY_3, {"evt-a": [a_state("evt-a", "a2")], "evt-b": [a_state("evt-b", "b1")], "evt-c": []}
    )  # fmt: skip

    assert found == (Change(number=3, at=MAY_3, event_id="evt-a", shown_digest=digest(b"a2")),)
    assert told(log, MAY_3) == [(1, "evt-a", "revised"), (2, "evt-b", "revised"), (3, "evt-a", "revised")]


def test_event_that_leaves_the_public_view_is_removed_once(log: Engine):
    record(log, MAY_2, {"evt-a": [a_state("evt-a", "a1")]})

    found = record(log, MAY_3, {"evt-a": []})

    assert found == (Change(number=2, at=MAY_3, event_id="evt-a", shown_digest=None),)
    assert record(log, MAY_4, {"evt-a": []}) == ()


def test_removed_row_that_calendars_need_counts_as_not_shown(log: Engine):
    record(log, MAY_2, {"evt-a": [a_state("evt-a", "a1", known_to=MAY_3)]})
    gone = indexed_event("evt-a", json=b"", known_from=MAY_3, removed=True)

    found = record(log, MAY_3, {"evt-a": [gone]})

    assert [change.type for change in found] == ["removed"]


def test_hidden_write_leaves_no_row_and_no_gap(log: Engine):
    record(log, MAY_2, {"evt-a": [a_state("evt-a", "a1")]})
    record(log, MAY_3, {"evt-b": [a_state("evt-b", "b1", known_from=JUNE_1)]})

    assert record(log, MAY_4, {"evt-c": [a_state("evt-c", "c1")]}) == (
        Change(number=2, at=MAY_4, event_id="evt-c", shown_digest=digest(b"c1")),
    )


def test_ending_embargo_is_a_change_from_its_instant_on_and_not_before(log: Engine):
    states = [a_state("evt-a", "a1", known_to=MAY_4), a_state("evt-a", "a2", known_from=MAY_4)]
    record(log, MAY_2, {"evt-a": states})

    assert told(log, MAY_4 - timedelta(microseconds=1)) == [(1, "evt-a", "revised")]
    assert page(log, MAY_4, after=1) == ChangePage(
        changes=(Change(number=2, at=MAY_4, event_id="evt-a", shown_digest=digest(b"a2")),),
        has_more=False,
        events={"evt-a": b"a2"},
    )


def test_end_of_a_public_state_removes_the_event(log: Engine):
    record(log, MAY_2, {"evt-a": [a_state("evt-a", "a1", known_to=MAY_4)]})

    assert page(log, MAY_4, after=1) == ChangePage(
        changes=(Change(number=2, at=MAY_4, event_id="evt-a", shown_digest=None),), has_more=False, events={}
    )


def test_next_state_that_shows_the_same_is_not_a_change(log: Engine):
    record(log, MAY_2, {"evt-a": [a_state("evt-a", "a1", known_to=MAY_3), a_state("evt-a", "a1", known_from=MAY_3)]})

    assert told(log, JUNE_1) == [(1, "evt-a", "revised")]


def test_pending_changes_are_ordered_by_instant_and_id_and_keep_their_numbers_when_stored(log: Engine):
    hidden = {
        "evt-c": [a_state("evt-c", "c1", known_from=MAY_3)],
        "evt-b": [a_state("evt-b", "b1", known_from=MAY_4)],
        "evt-a": [a_state("evt-a", "a1", known_from=MAY_4)],
    }
    record(log, MAY_2, hidden)
    expected = [(1, "evt-c", "revised"), (2, "evt-a", "revised"), (3, "evt-b", "revised")]
    assert told(log, MAY_4) == expected
    pending = page(log, MAY_4).changes

    stored = record(log, JUNE_1, {"evt-c": [a_state("evt-c", "c2")]})

    assert stored[:3] == pending
    assert told(log, JUNE_1) == [*expected, (4, "evt-c", "revised")]


def test_embargo_that_ends_at_the_time_of_a_write_comes_before_the_changes_of_the_write(log: Engine):
    record(log, MAY_2, {"evt-b": [a_state("evt-b", "b1", known_from=MAY_4)]})

    found = record(log, MAY_4, {"evt-a": [a_state("evt-a", "a1")], "evt-b": [a_state("evt-b", "b2")]})

    assert [(change.event_id, change.shown_digest) for change in found] == [
        ("evt-b", digest(b"b1")),
        ("evt-a", digest(b"a1")),
        ("evt-b", digest(b"b2")),
    ]


def test_write_that_changes_nothing_of_an_event_stores_only_its_pending_change(log: Engine):
    states = {"evt-a": [a_state("evt-a", "a1", known_from=MAY_3)]}
    record(log, MAY_2, states)

    assert record(log, MAY_4, states) == (
        Change(number=1, at=MAY_3, event_id="evt-a", shown_digest=digest(b"a1")),
    )  # fmt: skip


def test_pending_change_that_was_replaced_before_its_time_is_never_shown(log: Engine):
    record(log, MAY_2, {"evt-a": [a_state("evt-a", "wrong", known_from=MAY_4)]})
    record(log, MAY_3, {"evt-a": [a_state("evt-a", "right", known_from=JUNE_1)]})

    assert told(log, MAY_4) == []
    assert page(log, JUNE_1).events == {"evt-a": b"right"}
    assert told(log, JUNE_1) == [(1, "evt-a", "revised")]


def test_page_crosses_from_stored_changes_to_pending_ones(log: Engine):
    record(log, MAY_2, {"evt-a": [a_state("evt-a", "a1")], "evt-b": [a_state("evt-b", "b1", known_from=MAY_3)]})

    pages = [page(log, MAY_3, after=after, limit=1) for after in (0, 1, 2)]

    assert [[change.number for change in one.changes] for one in pages] == [[1], [2], []]
    assert [one.has_more for one in pages] == [True, False, False]
    assert page(log, MAY_3, limit=2).has_more is False


def test_after_beyond_the_end_gives_nothing(log: Engine):
    record(log, MAY_2, {"evt-a": [a_state("evt-a", "a1")]})

    assert page(log, MAY_2, after=10**15 - 1) == ChangePage(changes=(), has_more=False, events={})


def test_old_change_shows_what_is_public_now_and_nothing_of_what_is_not(log: Engine):
    record(log, MAY_2, {"evt-a": [a_state("evt-a", "secret by mistake")], "evt-b": [a_state("evt-b", "b1")]})
    record(log, MAY_3, {"evt-a": [], "evt-b": [a_state("evt-b", "b2")]})

    found = page(log, MAY_3)

    assert [change.event_id for change in found.changes] == ["evt-a", "evt-b", "evt-a", "evt-b"]
    assert found.events == {"evt-b": b"b2"}


def test_clock_behind_the_newest_write_shows_the_state_of_that_write(log: Engine):
    record(log, MAY_2, {"evt-a": [a_state("evt-a", "a1", known_from=MAY_3)]})
    record(log, MAY_4, {"evt-b": [a_state("evt-b", "b1")]})

    found = page(log, MAY_2)

    assert [(change.number, change.event_id) for change in found.changes] == [(1, "evt-a"), (2, "evt-b")]
    assert found.events == {"evt-a": b"a1", "evt-b": b"b1"}


def test_number_that_does_not_follow_on_is_not_stored(log: Engine):
    wrong = Change(number=2, at=MAY_2, event_id="evt-a", shown_digest=None)

    with pytest.raises(AssertionError), write_session(log) as session:
        change_log.append_changes(session, 1, [wrong])


def test_three_events_take_as_many_statements_as_one(log: Engine):
    counts = []
    for events in (IDS[:1], IDS):
        states = {one: [a_state(one, f"{one} {len(events)}", known_from=MAY_4)] for one in events}
        record(log, MAY_3, states)
        with statements(log) as seen:
            page(log, MAY_4)
            record(log, MAY_3, states)
        counts.append(len(seen))

    assert counts[0] == counts[1]
