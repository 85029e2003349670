"""One query, one statement, the same answer on both engines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.builders import JUNE_1, MAY_1, MAY_2, MAY_3, MAY_4, a_participant, indexed_event
from tests.timeline.store.statements import statements
from timeline.errors import InvalidCursor
from timeline.model.query import BoundingBox, EventQuery, PageRequest, Position, Sort
from timeline.model.sight import Public
from timeline.model.stored_event import IndexedEvent, SourceKey
from timeline.model.vocabulary import EventKind, ParticipantType, Presence, Role, Status, Tier
from timeline.store.engine.sessions import Engine, reading, writing
from timeline.store.logs import filing_log
from timeline.store.logs.filing_log import EventIdentity
from timeline.store.logs.write_log import begin_write
from timeline.store.views import event_rows, event_view
from timeline.store.views.event_parts import find_parts
from timeline.store.views.event_view import ReadMark, find_event, find_events

NOV_27, NOV_28, NOV_29, NOV_30 = (date(2023, 11, day) for day in (27, 28, 29, 30))


def store(engine: Engine, *rows: IndexedEvent) -> None:
    """Make these the public states of their events."""
    with writing(engine) as session:
        for event_id in dict.fromkeys(row.stored.event_id for row in rows):
            event_rows.replace_event(session, event_id, [row for row in rows if row.stored.event_id == event_id])


def found(engine: Engine, query: EventQuery, at: datetime = JUNE_1) -> list[str]:
    """The ids of the events that match, in order."""
    with reading(engine) as session:
        page = find_events(session, query, PageRequest(), sight=Public(at))
    return [stored.event_id for stored in page.events]


def test_stored_event_comes_back_as_it_was_stored(engine: Engine):
    row = indexed_event(
        vevent_zones=("Europe/Brussels",), known_to=MAY_3, part_of="trip", title="Zoë’s visit \U0001f54a"
    )
    store(engine, row)

    with reading(engine) as session:
        assert find_event(session, "evt-a", sight=Public(MAY_2)) == row.stored


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_first_and_last_day_of_the_calendar_are_kept(engine: Engine, day: date):
    row = indexed_event(days=(day, day), updated_at=datetime(day.year, 1, 1, 0, 0, 0, 1, tzinfo=UTC))
    store(engine, row)

    with reading(engine) as session:
        assert find_event(session, "evt-a", sight=Public(MAY_2)) == row.stored


@pytest.mark.parametrize(
    ("window", "matching"),
    [
        ((NOV_29, NOV_30), ["two-days", "ends-open"]),
        ((NOV_27, NOV_28), ["two-days", "begins-open"]),
        ((NOV_30, NOV_30), ["ends-open"]),
        ((NOV_30, None), ["ends-open"]),
        ((NOV_27, NOV_27), ["begins-open"]),
        ((None, NOV_27), ["begins-open"]),
        ((None, None), ["two-days", "ends-open", "begins-open", "unknown"]),
    ],
)
def test_event_matches_if_any_of_its_days_lies_in_the_window(
    engine: Engine, window: tuple[date | None, date | None], matching: list[str]
):
    store(
        engine,
        indexed_event("two-days", days=(NOV_28, NOV_29)),
        indexed_event("ends-open", days=(NOV_29, None)),
        indexed_event("begins-open", days=(None, NOV_28)),
        indexed_event("unknown", days=(None, None)),
    )

    assert found(engine, EventQuery(first_day=window[0], last_day=window[1])) == matching


WANTED = indexed_event(
    "evt-wanted",
    kind=EventKind.SUMMIT,
    status=Status.COMPLETED,
    exact=False,
    contested=True,
    deviated=True,
    participants=(
        a_participant("antony-blinken", Role.TRAVELLER, Presence.ABSENT),
        a_participant("nato", Role.HOST, Presence.ATTENDED, ParticipantType.ORGANIZATION),
    ),
    places=("brussels", "belgium"),
    countries=("BE",),
    topics=("hostages",),
    sources=(SourceKey(id="tass", tier=Tier.PRESS), SourceKey(id="state-department", tier=Tier.OFFICIAL)),
    points=((50.85, 4.35),),
    words="summit in brussels | belgium",
)
OTHER = indexed_event(
    "evt-other",
    participants=(a_participant("sergey-lavrov", Role.HOST, Presence.EXPECTED),),
    places=("skopje", "north-macedonia"),
    countries=("MK",),
    topics=("ukraine",),
    sources=(SourceKey(id="ria", tier=Tier.UNVERIFIED),),
    points=((42.0, 21.43),),
    words="visit to skopje | north macedonia",
)


@pytest.mark.parametrize(
    "query",
    [
        EventQuery(person=("antony-blinken", "nobody")),
        EventQuery(organization=("nato",)),
        EventQuery(place=("brussels",)),
        EventQuery(place=("belgium",)),
        EventQuery(country=("BE", "FR")),
        EventQuery(topic=("hostages",)),
        EventQuery(kind=(EventKind.SUMMIT,)),
        EventQuery(status=(Status.COMPLETED,)),
        EventQuery(tier=(Tier.OFFICIAL, Tier.RECORD)),
        EventQuery(source=("tass",)),
        EventQuery(role=(Role.TRAVELLER,)),
        EventQuery(presence=(Presence.ABSENT,)),
        EventQuery(role=(Role.HOST,), presence=(Presence.ATTENDED,)),
        EventQuery(person=("antony-blinken",), role=(Role.TRAVELLER,), presence=(Presence.ABSENT,)),
        EventQuery(person=("antony-blinken",), organization=("nato",), place=("brussels",), topic=("hostages",)),
        EventQuery(contested=True),
        EventQuery(deviated=True),
        EventQuery(exact=False),
        EventQuery(q="belg* -skopje"),
        EventQuery(q="-macedonia"),
        EventQuery(bbox=BoundingBox(west=2.5, south=49.5, east=6.4, north=51.5)),
        EventQuery(q="summit", place=("belgium",), bbox=BoundingBox(west=-180, south=-90, east=180, north=90)),
    ],
)
def test_filter_finds_what_it_names_and_nothing_else(engine: Engine, query: EventQuery):
    store(engine, WANTED, OTHER)

    assert found(engine, query) == ["evt-wanted"]


@pytest.mark.parametrize(
    "query",
    [
        EventQuery(person=("nato",)),
        EventQuery(organization=("antony-blinken",)),
        EventQuery(person=("antony-blinken",), role=(Role.HOST,)),
        EventQuery(role=(Role.TRAVELLER,), presence=(Presence.ATTENDED,)),
        EventQuery(place=("brussels",), country=("MK",)),
        EventQuery(place=("brussels",), q="skopje"),
        EventQuery(q="brussels", bbox=BoundingBox(west=20, south=40, east=24, north=43)),
        EventQuery(topic=("' OR 1=1 --",)),
    ],
)
def test_filter_finds_nothing_when_no_one_row_fulfils_it(engine: Engine, query: EventQuery):
    store(engine, WANTED, OTHER)

    assert found(engine, query) == []


@pytest.mark.parametrize("query", [EventQuery(contested=False), EventQuery(deviated=False), EventQuery(exact=True)])
def test_flag_filter_finds_the_others_when_it_is_turned_round(engine: Engine, query: EventQuery):
    store(engine, WANTED, OTHER)

    assert found(engine, query) == ["evt-other"]


def test_link_rows_of_another_state_do_not_match(engine: Engine):
    then = indexed_event(known_to=MAY_3, places=("brussels",))
    now = indexed_event(known_from=MAY_3, places=("skopje",))
    store(engine, then, now)

    assert found(engine, EventQuery(place=("brussels",))) == []
    assert found(engine, EventQuery(place=("brussels",)), at=MAY_2) == ["evt-a"]


def test_state_holds_from_its_first_instant_until_just_before_the_next(engine: Engine):
    store(
        engine, indexed_event(known_from=MAY_2, known_to=MAY_3, revision=1), indexed_event(known_from=MAY_3, revision=2)
    )

    def revision_at(at: datetime) -> int | None:
        with reading(engine) as session:
            stored = find_event(session, "a", sight=Public(at))
        return None if stored is None else stored.revision

    instant = timedelta(microseconds=1)
    assert [revision_at(at) for at in (MAY_2 - instant, MAY_2, MAY_3 - instant, MAY_3)] == [None, 1, 1, 2]


def test_embargoed_event_is_in_no_list_count_or_history_before_its_time(engine: Engine):
    store(engine, indexed_event(known_from=MAY_3))

    with reading(engine) as session:
        page = find_events(session, EventQuery(), PageRequest(with_count=True), sight=Public(MAY_2))
        assert (page.events, page.count) == ((), 0)
        assert find_event(session, "a", sight=Public(MAY_2)) is None
        assert event_view.find_history(session, "evt-a", sight=Public(MAY_2)) == ()
        assert find_events(session, EventQuery(), PageRequest(with_count=True), sight=Public(MAY_3)).count == 1


def test_history_gives_the_states_known_by_then_oldest_first(engine: Engine):
    first, second = indexed_event(known_to=MAY_3), indexed_event(known_from=MAY_3, revision=2)
    store(engine, second, first)

    with reading(engine) as session:
        assert event_view.find_history(session, "evt-a", sight=Public(MAY_2)) == (first.stored,)
        assert event_view.find_history(session, "evt-a", sight=Public(MAY_3)) == (first.stored, second.stored)


SORTABLE = (
    indexed_event("evt-1", days=(NOV_28, NOV_28), updated_at=MAY_4, title="Éclair"),
    indexed_event("evt-2", days=(NOV_27, NOV_30), updated_at=MAY_2, title="eclair Z"),
    indexed_event("evt-3", days=(None, NOV_27), updated_at=MAY_3, title=None),
    indexed_event("evt-4", days=(NOV_28, None), updated_at=MAY_3 + timedelta(microseconds=1), title="Zagreb"),
    indexed_event("evt-5", days=(None, None), updated_at=MAY_3, title="ägypten"),
)


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        (Sort.START, "21435"),
        (Sort.START_DESCENDING, "41253"),
        (Sort.UPDATED, "23541"),
        (Sort.UPDATED_DESCENDING, "14532"),
        (Sort.TITLE, "51243"),
    ],
)
def test_pages_of_one_follow_the_sort_order_to_its_end(engine: Engine, sort: Sort, order: str):
    store(engine, *SORTABLE)
    pages: list[str] = []
    after: Position | None = None

    with reading(engine) as session:
        while not pages or after is not None:
            page = find_events(session, EventQuery(sort=sort), PageRequest(limit=1, after=after), sight=Public(JUNE_1))
            pages += [stored.event_id for stored in page.events]
            after = page.next

    assert pages == [f"evt-{number}" for number in order]


def test_page_without_limit_holds_every_event_and_no_next(engine: Engine):
    store(engine, *SORTABLE)

    with reading(engine) as session:
        page = find_events(session, EventQuery(), PageRequest(limit=None, with_count=True), sight=Public(JUNE_1))

    assert (len(page.events), page.next, page.count) == (5, None, 5)


def test_count_is_of_all_that_match_not_of_the_page(engine: Engine):
    store(engine, *SORTABLE)
    after = Position(key="2023-11-28", event_id="evt-1")

    with reading(engine) as session:
        page = find_events(
            session,
            EventQuery(first_day=NOV_28),
            PageRequest(limit=1, after=after, with_count=True),
            sight=Public(JUNE_1),
        )

    assert ([stored.event_id for stored in page.events], page.count) == (["evt-4"], 3)


@pytest.mark.parametrize(
    ("sort", "key"),
    [(Sort.START, "soon"), (Sort.START, "20231128"), (Sort.UPDATED, "2024-05-01T00:00:00"), (Sort.UPDATED, "")],
)
def test_position_of_another_sort_order_is_refused(engine: Engine, sort: Sort, key: str):
    with reading(engine) as session, pytest.raises(InvalidCursor):
        find_events(
            session, EventQuery(sort=sort), PageRequest(after=Position(key=key, event_id="evt-1")), sight=Public(JUNE_1)
        )


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
        with reading(engine) as session, statements(engine) as seen:
            find_events(session, query, PageRequest(), sight=Public(JUNE_1))
        counts.append(len(seen))

    assert counts == [1, 1]


def test_replacing_many_events_takes_the_same_number_of_statements_as_one(engine: Engine):
    rows = {one.stored.event_id: (replace(WANTED, stored=one.stored),) for one in SORTABLE}
    counts = []
    for amount in (1, 3):
        with writing(engine) as session, statements(engine) as seen:
            event_rows.replace_events(session, dict(list(rows.items())[:amount]))
        counts.append(len(seen))

    assert counts == ([18, 18] if engine.dialect.name == "sqlite" else [16, 16])  # SQLite's search index is fed by us


def test_replaced_event_has_only_its_new_states_and_links(engine: Engine):
    store(engine, replace(WANTED, stored=indexed_event(known_to=MAY_3).stored), indexed_event(known_from=MAY_3))
    store(engine, indexed_event(topics=("ukraine",), words="talks"))

    with reading(engine) as session:
        rows = list(event_rows.dump(session))

    assert [row[0] for row in rows] == ["event_view", "event_topic", "event_words"]
    assert rows[1:] == [("event_topic", "evt-a", MAY_1, "ukraine"), ("event_words", "evt-a", MAY_1, "talks")]


def test_cleared_tables_are_equal_again_when_they_are_filled_again(engine: Engine):
    def dumped() -> list[tuple[object, ...]]:
        with reading(engine) as session:
            return list(event_rows.dump(session))

    store(engine, WANTED, OTHER, *SORTABLE)
    before = dumped()
    with writing(engine) as session:
        event_rows.clear(session)
    emptied = dumped()
    store(engine, *reversed(SORTABLE), OTHER, WANTED)

    assert (len(before), emptied) == (30, [])
    assert dumped() == before


def identities(*event_ids: str) -> list[EventIdentity]:
    """Identities whose slugs are the ids without prefix."""
    return [
        EventIdentity(id=event_id, slug=event_id.removeprefix("evt-"), source="tass", record=event_id)
        for event_id in event_ids
    ]


def merge(engine: Engine, pairs: Iterable[tuple[str, str]]) -> None:
    """Found the events evt-a, evt-b and evt-c and merge these (loser, survivor) pairs."""
    with writing(engine) as session:
        write_id = begin_write(session, recorded_at=MAY_2, author="desk", cause="merge")
        filing_log.append_identities(session, write_id, identities("evt-a", "evt-b", "evt-c"))
        for loser_id, survivor_id in pairs:
            filing_log.append_merge(session, write_id, loser_id, survivor_id, "one meeting")


def gone(event_id: str) -> IndexedEvent:
    """What a merge leaves of an event that the public saw; without it the name would lead nowhere (R10)."""
    return indexed_event(event_id, removed=True)


@pytest.mark.parametrize("key", ["evt-a", "a", "evt-b", "b", "evt-c", "c"])
def test_merged_event_is_found_under_every_id_and_slug_it_had(engine: Engine, key: str):
    merge(engine, [("evt-a", "evt-b"), ("evt-b", "evt-c")])
    survivor = indexed_event("evt-c")
    store(engine, survivor, gone("evt-a"), gone("evt-b"))

    with reading(engine) as session:
        assert find_event(session, key, sight=Public(JUNE_1)) == survivor.stored


def test_merged_event_that_is_not_public_yet_is_not_found(engine: Engine):
    merge(engine, [("evt-a", "evt-b")])
    survivor = indexed_event("evt-b", known_from=MAY_3)
    store(engine, survivor, gone("evt-a"))

    with reading(engine) as session:
        assert find_event(session, "a", sight=Public(MAY_2)) is None
        assert find_event(session, "a", sight=Public(MAY_3)) == survivor.stored


TRIP = (
    indexed_event("evt-trip"),
    indexed_event("evt-visit", part_of_id="evt-trip"),
    indexed_event("evt-meeting", part_of_id="evt-visit"),
    indexed_event("evt-elsewhere"),
)


@pytest.mark.parametrize("key", ["trip", "evt-trip"])
def test_trip_filter_finds_the_trip_and_everything_under_it(engine: Engine, key: str):
    store(engine, *TRIP)

    assert found(engine, EventQuery(trip=(key,))) == ["evt-meeting", "evt-trip", "evt-visit"]
    assert found(engine, EventQuery(trip=("visit", "elsewhere"))) == ["evt-elsewhere", "evt-meeting", "evt-visit"]


def test_trip_filter_follows_a_merged_trip_to_its_survivor(engine: Engine):
    merge(engine, [("evt-a", "evt-b")])
    store(engine, indexed_event("evt-b"), indexed_event("evt-stop", part_of_id="evt-b"), gone("evt-a"))

    assert found(engine, EventQuery(trip=("a",))) == ["evt-b", "evt-stop"]


def test_trip_filter_looks_only_at_what_was_known_then(engine: Engine):
    store(
        engine,
        indexed_event("evt-trip"),
        indexed_event("evt-visit", known_to=MAY_3),
        indexed_event("evt-visit", known_from=MAY_3, part_of_id="evt-trip"),
        indexed_event("evt-hidden", known_from=MAY_4, part_of_id="evt-trip"),
    )

    assert found(engine, EventQuery(trip=("trip",)), at=MAY_2) == ["evt-trip"]
    assert found(engine, EventQuery(trip=("trip",)), at=MAY_3) == ["evt-trip", "evt-visit"]


def test_trip_filter_ends_when_events_are_parts_of_each_other(engine: Engine):
    store(engine, indexed_event("evt-a", part_of_id="evt-b"), indexed_event("evt-b", part_of_id="evt-a"))

    assert found(engine, EventQuery(trip=("a",))) == ["evt-a", "evt-b"]


def test_parts_come_in_the_order_of_their_first_days(engine: Engine):
    late, early, undated = (
        indexed_event(f"evt-{name}", days=days, part_of_id="evt-trip")
        for name, days in (("a", (NOV_30, NOV_30)), ("b", (NOV_28, None)), ("c", (None, None)))
    )
    store(engine, late, early, undated, indexed_event("evt-trip"), indexed_event("evt-deep", part_of_id="evt-a"))

    with reading(engine) as session:
        assert find_parts(session, ["evt-trip", "evt-c"], sight=Public(JUNE_1)) == {
            "evt-trip": (early.stored, late.stored, undated.stored),
            "evt-c": (),
        }


def test_mark_names_the_newest_write_and_the_next_instant_at_which_something_shows_or_goes(engine: Engine):
    with reading(engine) as session:
        assert event_view.read_mark(session, at=MAY_1) == ReadMark(write_id=0, next_lift=None)

    with writing(engine) as session:
        begin_write(session, recorded_at=MAY_1, author="desk", cause="load")
    store(engine, indexed_event("evt-a", known_to=MAY_4), indexed_event("evt-b", known_from=MAY_3))

    with reading(engine) as session:
        marks = [event_view.read_mark(session, at=at) for at in (MAY_2, MAY_3, MAY_4)]
    assert marks == [
        ReadMark(write_id=1, next_lift=MAY_3),
        ReadMark(write_id=1, next_lift=MAY_4),
        ReadMark(write_id=1, next_lift=None),
    ]


def test_fingerprint_is_the_last_one_set(engine: Engine):
    with reading(engine) as session:
        assert event_rows.fingerprint(session) is None
    with writing(engine) as session:
        event_rows.set_fingerprint(session, "one")
        event_rows.set_fingerprint(session, "two")
    with reading(engine) as session:
        assert event_rows.fingerprint(session) == "two"
