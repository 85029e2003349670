"""One query, one statement, the same answer on both engines."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.builders import JUNE_1, MAY_2, MAY_3, indexed_event
from tests.timeline.store.statements import statements
from tests.timeline.store.views.events import NOV_28, SORTABLE, gone, merge, store
from timeline.model.query import BoundingBox, EventQuery, PageRequest, Position
from timeline.model.sight import Public
from timeline.model.vocabulary import Tier
from timeline.store.engine.sessions import Engine, read_session
from timeline.store.views import event_view
from timeline.store.views.event_view import find_event, find_events


def test_state_holds_from_its_first_instant_until_just_before_the_next(engine: Engine):
    store(
        engine, indexed_event(known_from=MAY_2, known_to=MAY_3, revision=1), indexed_event(known_from=MAY_3, revision=2)
    )

    def revision_at(at: datetime) -> int | None:
        with read_session(engine) as session:
            stored = find_event(session, "a", sight=Public(at))
        return None if stored is None else stored.revision

    instant = timedelta(microseconds=1)
    assert [revision_at(at) for at in (MAY_2 - instant, MAY_2, MAY_3 - instant, MAY_3)] == [None, 1, 1, 2]


def test_embargoed_event_is_in_no_list_count_or_history_before_its_time(engine: Engine):
    store(engine, indexed_event(known_from=MAY_3))

    with read_session(engine) as session:
        page = find_events(session, EventQuery(), PageRequest(with_count=True), sight=Public(MAY_2))
        assert (page.events, page.count) == ((), 0)
        assert find_event(session, "a", sight=Public(MAY_2)) is None
        assert event_view.find_histories(session, ["evt-a"], sight=Public(MAY_2)) == {"evt-a": ()}
        assert find_events(session, EventQuery(), PageRequest(with_count=True), sight=Public(MAY_3)).count == 1


def test_history_gives_the_states_known_by_then_oldest_first(engine: Engine):
    first, second = indexed_event(known_to=MAY_3), indexed_event(known_from=MAY_3, revision=2)
    store(engine, second, first)

    with read_session(engine) as session:
        assert event_view.find_histories(session, ["evt-a"], sight=Public(MAY_2)) == {"evt-a": (first.stored,)}
        assert event_view.find_histories(session, ["evt-a"], sight=Public(MAY_3)) == {
            "evt-a": (first.stored, second.stored)
        }


def test_page_without_limit_holds_every_event_and_no_next(engine: Engine):
    store(engine, *SORTABLE)

    with read_session(engine) as session:
        page = find_events(session, EventQuery(), PageRequest(limit=None, with_count=True), sight=Public(JUNE_1))

    assert (len(page.events), page.next, page.count) == (5, None, 5)


def test_count_is_of_all_that_match_not_of_the_page(engine: Engine):
    store(engine, *SORTABLE)
    after = Position(key="2023-11-28", event_id="evt-1")

    with read_session(engine) as session:
        page = find_events(
            session,
            EventQuery(first_day=NOV_28),
            PageRequest(limit=1, after=after, with_count=True),
            sight=Public(JUNE_1),
        )

    assert ([stored.event_id for stored in page.events], page.count) == (["evt-4"], 3)


@pytest.mark.parametrize(
    "query",
    [
        EventQuery(),
        EventQuery(trip=("1",), person=("antony-blinken",), place=("x",), source=("tass",), tier=(Tier.DESK,)),
        EventQuery(q='summit "in brussels" -skopje', bbox=BoundingBox(west=170, south=-10, east=-170, north=10)),
    ],
)
def test_list_takes_the_same_number_of_statements_for_one_and_for_three_events(engine: Engine, query: EventQuery):
    counts = []
    for rows in (SORTABLE[:1], SORTABLE[:3]):
        store(engine, *rows)
        with read_session(engine) as session, statements(engine) as seen:
            find_events(session, query, PageRequest(), sight=Public(JUNE_1))
        counts.append(len(seen))

    assert counts == [1, 1]


@pytest.mark.parametrize("key", ["evt-a", "a", "evt-b", "b", "evt-c", "c"])
def test_merged_event_is_found_under_every_id_and_slug_it_had(engine: Engine, key: str):
    merge(engine, [("evt-a", "evt-b"), ("evt-b", "evt-c")])
    survivor = indexed_event("evt-c")
    store(engine, survivor, gone("evt-a"), gone("evt-b"))

    with read_session(engine) as session:
        assert find_event(session, key, sight=Public(JUNE_1)) == survivor.stored


def test_merged_event_that_is_not_public_yet_is_not_found(engine: Engine):
    merge(engine, [("evt-a", "evt-b")])
    survivor = indexed_event("evt-b", known_from=MAY_3)
    store(engine, survivor, gone("evt-a"))

    with read_session(engine) as session:
        assert find_event(session, "a", sight=Public(MAY_2)) is None
        assert find_event(session, "a", sight=Public(MAY_3)) == survivor.stored
