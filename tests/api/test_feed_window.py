"""Which entries a calendar contains on a day: the sliding window, its size, and feeds that do not slide."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from tests.api.documents import HEAD, a_visit, file_text, visits
from tests.builders import indexed_event
from timeline.reading.feeds.window import MOST_EVENTS
from timeline.store.engine.sessions import write_session
from timeline.store.views.event_rows import replace_events


def read(answer) -> tuple[list[str], str]:
    """The titles and the description of a feed, without the licence at its end."""
    calendar = Calendar.from_ical(answer.data)
    described, _, licence = str(calendar["X-WR-CALDESC"]).replace("\\n", "\n").partition("\n\nCC0-1.0. ")
    assert licence
    return [str(found["SUMMARY"]) for found in calendar.walk("VEVENT")], described.replace("\\", "")


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


def test_feed_with_an_empty_window_contains_the_newest_twelve_months_with_events(engine, client, monkeypatch):
    monkeypatch.setattr("timeline.clock.now", lambda: datetime(2030, 1, 1, tzinfo=UTC))
    file_text(engine, visits(3) + a_visit(9).replace("2024-05-09", "2022-01-01"))

    shown, description = read(client.get("/calendars/people/ada.ics"))

    assert shown == ["Visit 1", "Visit 2", "Visit 3"]
    assert description.endswith("feed of its own: https://timeline.example.org/calendars/people/ada/YYYY.ics")
    assert "newest twelve months with events" in description


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
def test_trip_year_and_single_event_have_no_sliding_window(engine, client, monkeypatch, path):
    monkeypatch.setattr("timeline.clock.now", lambda: datetime(2030, 1, 1, tzinfo=UTC))
    file_text(engine, visits(1) + a_visit(9).replace("2024-05-09", "2029-12-01"))

    assert read(client.get(path))[0] == ["Visit 1"]


def test_feed_as_it_was_on_a_day_has_the_window_of_that_day(engine, client, monkeypatch):
    monkeypatch.setattr("timeline.clock.now", lambda: datetime(2030, 1, 1, tzinfo=UTC))
    file_text(engine, HEAD + a_visit(1) + a_visit(2).replace("2024-05-02", "2022-01-01"))

    assert read(client.get("/calendars/all.ics?known_at=2024-05-20"))[0] == ["Visit 1"]
    assert read(client.get("/calendars/all.ics?known_at=0001-01-01"))[0] == []


def test_large_feed_is_cut_to_the_nearest_events_and_says_so_and_a_yearly_edition_is_not(engine, client, monkeypatch):
    monkeypatch.setattr("timeline.clock.now", lambda: datetime(2024, 6, 1, 12, tzinfo=UTC))
    days = [date(2024, 1, 1) + timedelta(days=number // 4) for number in range(MOST_EVENTS + 50)]
    rows = [indexed_event(f"evt-{number:04}", (day, day)) for number, day in enumerate(days)]
    with write_session(engine) as session:
        replace_events(session, {row.stored.event_id: [row] for row in rows})

    feed, year = client.get("/calendars/all.ics"), client.get("/calendars/all/2024.ics")

    kept = Calendar.from_ical(feed.data)
    assert [feed.data.count(b"BEGIN:VEVENT"), year.data.count(b"BEGIN:VEVENT")] == [MOST_EVENTS, len(rows)]
    assert b"UID:evt-0000" not in feed.data
    assert b"UID:evt-1049" in feed.data
    assert "nearest to today" in str(kept["X-WR-CALDESC"])
    assert feed.headers["Last-Modified"] == "Sat, 01 Jun 2024 00:00:00 GMT"
