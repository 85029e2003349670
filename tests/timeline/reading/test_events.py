"""One event, one page or every event of a query, as the public sees them at one instant."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.api.documents import HEAD, RECORDED_AT, RENDER, a_visit, file_text, visits
from tests.timeline.reading.snapshots import may, public_at
from tests.timeline.store.statements import statements
from timeline.errors import EventMoved, EventNotFound, InvalidCursor
from timeline.model.query import EventQuery, PageRequest, Position, Sort
from timeline.model.writers.write import Write
from timeline.operations.merge_events import merge_events
from timeline.operations.work import Work
from timeline.reading.events import every_event, find_page, last_updated_at, shown_event
from timeline.reading.snapshot import view_begins_at
from timeline.store.engine.sessions import Engine, write_session


def merge(engine: Engine, loser: str, survivor: str) -> None:
    with public_at(engine) as snapshot:
        loser_id, survivor_id = (shown_event(snapshot, slug).event_id for slug in (loser, survivor))
    write = Write(recorded_at=datetime(2024, 6, 2, tzinfo=UTC), author="tests", cause="same visit")
    with write_session(engine) as session:
        merge_events(Work(session, RENDER, write), loser_id, survivor_id, "same visit")


def test_event_is_the_same_by_id_and_by_slug(engine: Engine):
    file_text(engine, visits(2))

    with public_at(engine) as snapshot:
        by_slug = shown_event(snapshot, "visit-2")

        assert (by_slug.slug, by_slug.title) == ("visit-2", "Visit 2")
        assert shown_event(snapshot, by_slug.event_id) == by_slug


def test_merged_event_moved_to_its_survivor(engine: Engine):
    file_text(engine, visits(2))
    merge(engine, "visit-2", "visit-1")

    with public_at(engine) as snapshot, pytest.raises(EventMoved) as moved:
        shown_event(snapshot, "visit-2")

    assert (moved.value.key, moved.value.slug) == ("visit-2", "visit-1")
    assert str(moved.value) == "the event 'visit-2' was merged into 'visit-1'"


@pytest.mark.parametrize("key", ["visit-2", "no-such-event"])
def test_event_that_is_not_public_is_not_found(engine: Engine, key: str):
    file_text(engine, HEAD + a_visit(1) + a_visit(2, extra="embargo_until: 2999-01-01"))

    with public_at(engine) as snapshot, pytest.raises(EventNotFound):
        shown_event(snapshot, key)


def test_event_is_not_found_before_it_was_public(engine: Engine):
    file_text(engine, visits(1))

    with public_at(engine, datetime(2024, 4, 30, tzinfo=UTC)) as snapshot, pytest.raises(EventNotFound):
        shown_event(snapshot, "visit-1")


def test_page_shows_the_state_at_the_instant_of_the_snapshot(engine: Engine):
    file_text(engine, HEAD + a_visit(1) + a_visit(1, source="ministry", title="Later") + a_visit(2, source="ministry"))

    def titles(at: datetime) -> list[str | None]:
        with public_at(engine, at) as snapshot:
            return [event.title for event in find_page(snapshot, EventQuery(), PageRequest()).events]

    assert (titles(may(1)), titles(may(2))) == (["Visit 1"], ["Later", "Visit 2"])


def test_pages_follow_each_other_and_count_everything(engine: Engine):
    file_text(engine, visits(3))

    with public_at(engine) as snapshot:
        first = find_page(snapshot, EventQuery(), PageRequest(limit=2, with_count=True))
        second = find_page(snapshot, EventQuery(), PageRequest(limit=2, after=first.next))

    assert [[event.slug for event in page.events] for page in (first, second)] == [["visit-1", "visit-2"], ["visit-3"]]
    assert (first.count, second.next) == (3, None)


def test_every_event_comes_in_the_order_of_the_query_from_the_position_on(engine: Engine):
    file_text(engine, visits(4))
    query = EventQuery(sort=Sort.START_DESCENDING)

    with public_at(engine) as snapshot:
        position = find_page(snapshot, query, PageRequest(limit=1)).next

        assert [event.slug for event in every_event(snapshot, query)] == ["visit-4", "visit-3", "visit-2", "visit-1"]
        assert [event.slug for event in every_event(snapshot, query, after=position)] == [
            "visit-3", "visit-2", "visit-1",
        ]  # fmt: skip


def test_position_of_another_order_is_refused(engine: Engine):
    with public_at(engine) as snapshot, pytest.raises(InvalidCursor):
        next(every_event(snapshot, EventQuery(), after=Position(key="A title", event_id="evt-1")))


def test_every_event_of_three_takes_as_many_statements_as_of_one(engine: Engine):
    file_text(engine, visits(3))

    def count(query: EventQuery) -> int:
        with statements(engine) as sent, public_at(engine) as snapshot:
            assert list(every_event(snapshot, query))
        return len(sent)

    assert count(EventQuery(last_day=may(1).date())) == count(EventQuery())


def test_last_update_is_that_of_the_event_that_changed_last(engine: Engine):
    later = datetime(2024, 6, 20, tzinfo=UTC)
    file_text(engine, visits(2))
    with public_at(engine) as snapshot:
        before = last_updated_at(snapshot)
    file_text(engine, HEAD + a_visit(1, source="ministry", title="Later"), recorded_at=later)

    with public_at(engine) as snapshot:
        assert (before, last_updated_at(snapshot)) == (RECORDED_AT, later)


def test_nothing_was_updated_where_nothing_is_public(engine: Engine):
    with public_at(engine) as snapshot:
        assert last_updated_at(snapshot) is None


def test_view_begins_when_the_public_state_changed_last(engine: Engine):
    file_text(engine, HEAD + a_visit(1) + a_visit(2, source="ministry"))

    def beginning(at: datetime) -> datetime:
        with public_at(engine, at) as snapshot:
            return view_begins_at(snapshot)

    assert [beginning(may(day)) for day in (1, 2, 3)] == [
        datetime(2024, 5, 1, tzinfo=UTC), datetime(2024, 5, 2, tzinfo=UTC), datetime(2024, 5, 2, tzinfo=UTC),
    ]  # fmt: skip


def test_view_of_an_empty_database_begins_at_the_instant_asked_for(engine: Engine):
    with public_at(engine, may(1)) as snapshot:
        assert view_begins_at(snapshot) == may(1)
