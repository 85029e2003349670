"""Which events stand in a feed on a day: the sliding window, what was called off, size (FEEDS.md 6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from tests.api.documents import HEAD, a_visit, file_text, visits
from tests.builders import indexed_event
from timeline.model.stored_event import StoredEvent
from timeline.model.vocabulary import EventKind, Status
from timeline.reading.feeds.options import USUAL, Detail, FeedOptions
from timeline.reading.feeds.window import MOST_BYTES, MOST_EVENTS, Entry, Extent, nearest, standing, that_fit
from timeline.render.ics.vevent import Imprecise
from timeline.store.engine.sessions import writing
from timeline.store.views.event_rows import replace_events
from timeline.store.views.feed_view import Standing

TODAY = date(2024, 6, 1)


def stored(name: str, first_day: date | None, last_day: date | None = None, **more) -> StoredEvent:
    return indexed_event(f"evt-{name}", (first_day, last_day or first_day), **more).stored


def names(events: tuple[StoredEvent, ...]) -> list[str]:
    return [event.event_id.removeprefix("evt-") for event in events]


@pytest.mark.parametrize("more", [{"status": Status.CANCELLED}, {"status": Status.WITHDRAWN}, {"removed": True}])
@pytest.mark.parametrize(
    ("days_past", "extent", "stays"),
    [
        (90, Extent.SLIDING, True),
        (91, Extent.SLIDING, False),
        (90, Extent.COMPLETE, True),
        (91, Extent.COMPLETE, False),
        (9_000, Extent.EVERYTHING, True),
    ],
)
def test_what_was_called_off_stays_until_90_days_after_its_last_day(more, days_past, extent, stays):
    last_day = TODAY - timedelta(days=days_past)
    events = (stored("off", last_day - timedelta(days=3), last_day, **more), stored("on", date(1950, 1, 1)))

    shown = standing(events, USUAL, {}, today=TODAY, extent=extent)
    without = standing(events, replace(USUAL, has_cancelled=False), {}, today=TODAY, extent=extent)

    assert names(shown) == (["off", "on"] if stays else ["on"])
    assert names(without) == ["on"]


def test_event_without_any_day_stands_in_no_calendar():
    events = (stored("open", date(2024, 6, 1)), replace(stored("never", None), vevent=b"", exact=False))

    assert names(standing(events, FeedOptions(imprecise=Imprecise.ALL), {}, today=TODAY, extent=Extent.SLIDING)) == [
        "open"
    ]


def test_part_that_was_removed_does_not_replace_its_trip():
    events = (
        stored("trip", TODAY, kind=EventKind.TRIP),
        stored("gone", TODAY, removed=True),
    )
    lineage = {"evt-trip": Standing("trip", None), "evt-gone": Standing("visit", "evt-trip")}

    def shown(detail: Detail) -> list[str]:
        return names(standing(events, FeedOptions(detail=detail), lineage, today=TODAY, extent=Extent.SLIDING))

    assert [shown(Detail.TRIPS), shown(Detail.STOPS)] == [["trip"], ["trip", "gone"]]


def test_nearest_events_come_first_and_ties_are_broken_by_id():
    events = (
        stored("far", date(2030, 1, 1)),
        stored("b", date(2024, 5, 31)),
        stored("a", date(2024, 6, 2)),
        stored("now", date(2024, 5, 1), date(2024, 6, 30)),
    )

    assert names(nearest(events, TODAY)) == ["now", "a", "b", "far"]
    assert len(nearest(events * MOST_EVENTS, TODAY)) == MOST_EVENTS


def test_entries_fit_up_to_the_size_that_calendars_take():
    entry = Entry(stored("a", TODAY), b"x" * (MOST_BYTES // 3), ())

    assert [len(that_fit((entry,) * count)) for count in (0, 1, 3, 4)] == [0, 1, 3, 3]


def read(answer) -> tuple[list[str], str]:
    """The titles and the description of a feed."""
    calendar = Calendar.from_ical(answer.data)
    return [str(found["SUMMARY"]) for found in calendar.walk("VEVENT")], str(calendar["X-WR-CALDESC"]).replace("\\", "")


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        ("2024-05-01", ["Visit 1", "Visit 2", "Visit 3"]),
        ("2025-05-02", ["Visit 1", "Visit 2", "Visit 3"]),
        ("2025-05-04", ["Visit 3"]),
    ],
)
@pytest.mark.parametrize("path", ["/calendars/all.ics", "/calendars/people/ada.ics", "/v1/events.ics?kind=visit"])
def test_feed_slides_with_the_days(engine, client, monkeypatch, path, now, shown):
    monkeypatch.setattr("timeline.clock.now", lambda: datetime.fromisoformat(f"{now}T12:00:00Z"))
    file_text(engine, visits(3), recorded_at=datetime(2024, 5, 1, tzinfo=UTC))

    assert read(client.get(path)) == (
        shown, "Diplomatic travel and meetings, with the sources of each event.",
    )  # fmt: skip


def test_feed_in_which_nothing_would_stand_holds_the_newest_twelve_months_with_events(engine, client, monkeypatch):
    monkeypatch.setattr("timeline.clock.now", lambda: datetime(2030, 1, 1, tzinfo=UTC))
    file_text(engine, visits(3) + a_visit(9).replace("2024-05-09", "2022-01-01"))

    shown, told = read(client.get("/calendars/people/ada.ics"))

    assert shown == ["Visit 1", "Visit 2", "Visit 3"]
    assert told.endswith("feed of its own: https://timeline.example.org/calendars/people/ada/YYYY.ics")
    assert "newest twelve months with events" in told


def test_old_event_with_an_open_end_does_not_push_the_dated_ones_out(engine, client, monkeypatch):
    monkeypatch.setattr("timeline.clock.now", lambda: datetime(2030, 1, 1, tzinfo=UTC))
    file_text(engine, visits(1) + a_visit(9).replace('"2024-05-09"', '"2024-05-09/.."'))

    assert read(client.get("/calendars/all.ics?imprecise=all"))[0] == ["Visit 1", "Visit 9"]


@pytest.mark.parametrize(
    "path",
    [
        "/calendars/trips/visit-1.ics",
        "/v1/events.ics?trip=visit-1",
        "/calendars/all/2024.ics",
        "/v1/events/visit-1.ics",
    ],
)
def test_trip_year_and_single_event_know_no_window(engine, client, monkeypatch, path):
    monkeypatch.setattr("timeline.clock.now", lambda: datetime(2030, 1, 1, tzinfo=UTC))
    file_text(engine, visits(1) + a_visit(9).replace("2024-05-09", "2029-12-01"))

    assert read(client.get(path))[0] == ["Visit 1"]


def test_feed_as_it_was_on_a_day_has_the_window_of_that_day(engine, client, monkeypatch):
    monkeypatch.setattr("timeline.clock.now", lambda: datetime(2030, 1, 1, tzinfo=UTC))
    file_text(engine, HEAD + a_visit(1) + a_visit(2).replace("2024-05-02", "2022-01-01"))

    assert read(client.get("/calendars/all.ics?known_at=2024-05-20"))[0] == ["Visit 1"]
    assert read(client.get("/calendars/all.ics?known_at=0001-01-01"))[0] == []


def test_large_feed_is_cut_to_what_is_nearest_and_says_so_and_an_edition_is_not(engine, client, monkeypatch):
    monkeypatch.setattr("timeline.clock.now", lambda: datetime(2024, 6, 1, 12, tzinfo=UTC))
    days = [date(2024, 1, 1) + timedelta(days=number // 4) for number in range(MOST_EVENTS + 50)]
    rows = [indexed_event(f"evt-{number:04}", (day, day)) for number, day in enumerate(days)]
    with writing(engine) as session:
        replace_events(session, {row.stored.event_id: [row] for row in rows})

    feed, year = client.get("/calendars/all.ics"), client.get("/calendars/all/2024.ics")

    kept = Calendar.from_ical(feed.data)
    assert [feed.data.count(b"BEGIN:VEVENT"), year.data.count(b"BEGIN:VEVENT")] == [MOST_EVENTS, len(rows)]
    assert b"UID:evt-0000" not in feed.data
    assert b"UID:evt-1049" in feed.data
    assert "nearest to today" in str(kept["X-WR-CALDESC"])
    assert feed.headers["Last-Modified"] == "Sat, 01 Jun 2024 00:00:00 GMT"
