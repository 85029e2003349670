"""The agenda: months, the stops of trips, and today's place (pure parts over stored rows)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import orjson
import pytest

from tests.builders import JUNE_1, indexed_event
from tests.engines.databases import Databases, temporary_database
from timeline.model.catalogue.entries import Catalogue
from timeline.model.query import EventQuery, PageRequest
from timeline.model.sight import Public
from timeline.model.stored_event import IndexedEvent
from timeline.model.vocabulary import EventKind
from timeline.reading.pages.agenda import AgendaMonth, read_agenda
from timeline.reading.snapshot import Snapshot
from timeline.render.settings import RenderSettings
from timeline.store.engine.migrate import migrate
from timeline.store.engine.sessions import Engine, open_engine, read_session, write_session
from timeline.store.views.event_rows import replace_events


@pytest.fixture
def engine(databases: Databases) -> Iterator[Engine]:
    """An engine for an empty database with the current schema."""
    with temporary_database(databases) as url:
        opened = open_engine(url)
        migrate(opened)
        yield opened
        opened.dispose()


def an_event(name: str, first_day: date, *, part_of: str | None = None, **more) -> IndexedEvent:
    made = indexed_event(f"evt-{name}", (first_day, first_day), **more)
    parents = [] if part_of is None else [part_of]
    stored = replace(made.stored, json=orjson.dumps({"part_of": parents, "itinerary": []}))
    return replace(made, stored=stored, parent_ids=tuple(f"evt-{parent}" for parent in parents))


def rows_of(months: tuple[AgendaMonth, ...]) -> list[tuple[date | None, list[tuple[str, list[str], str | None]]]]:
    """(First day, (event, stops, parent) of each row) of each month."""
    return [
        (
            month.first_day,
            [
                (row.event.slug, [stop.slug for stop in row.stops], row.parents[0].slug if row.parents else None)
                for row in month.rows
            ],
        )
        for month in months
    ]


def test_agenda_groups_by_month_and_finds_stops_outside_the_page(engine):
    rows = (
        an_event("tour", date(2024, 5, 30), kind=EventKind.TRIP),
        an_event("stop", date(2024, 6, 1), part_of="tour", kind=EventKind.VISIT),
        an_event("talks", date(2024, 6, 2), part_of="tour", kind=EventKind.MEETING),
    )
    with write_session(engine) as session:
        replace_events(session, {row.stored.event_id: [row] for row in rows})

    with read_session(engine) as session:
        snapshot = Snapshot(
            session=session, now=JUNE_1, sight=Public(JUNE_1), load_catalogue=Catalogue,
            render=RenderSettings(base_url="https://example.org", uid_domain="example.org"),
        )  # fmt: skip
        first = read_agenda(snapshot, EventQuery(), PageRequest(limit=1), today=date(2024, 6, 1))
        whole = read_agenda(snapshot, EventQuery(), PageRequest(with_count=True), today=date(2024, 6, 1))

    assert rows_of(first.months) == [(date(2024, 5, 1), [("tour", ["stop"], None)])]
    assert [month.today for month in first.months] == [None]  # today's place is on the next page
    assert rows_of(whole.months) == [
        (date(2024, 5, 1), [("tour", ["stop"], None)]),
        (date(2024, 6, 1), [("stop", [], "tour"), ("talks", [], "tour")]),
    ]
    assert [(month.today, month.today_at) for month in whole.months] == [(None, None), (date(2024, 6, 1), 0)]
    assert (whole.count, whole.next, whole.has_earlier) == (3, None, True)
