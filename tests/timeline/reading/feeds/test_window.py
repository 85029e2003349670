"""Which events a feed contains on a day, and which of them fit (docs/FEEDS.md, Content 6, Window and size)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.builders import indexed_event
from timeline.model.stored_event import StoredEvent
from timeline.model.vocabulary import EventKind, Status
from timeline.reading.feeds.options import USUAL, Cancelled, Detail, FeedOptions
from timeline.reading.feeds.window import (
    MOST_BYTES,
    MOST_EVENTS,
    CalendarEntry,
    Window,
    fitting_entries,
    nearest_events,
    select_events,
    trips_of,
)
from timeline.render.ics.vevent_options import Imprecise
from timeline.store.views.feed_view import AncestryNode

TODAY = date(2024, 6, 1)


def stored(name: str, first_day: date | None, last_day: date | None = None, **more) -> StoredEvent:
    return indexed_event(f"evt-{name}", (first_day, last_day or first_day), **more).stored


def names(events: tuple[StoredEvent, ...]) -> list[str]:
    return [event.event_id.removeprefix("evt-") for event in events]


@pytest.mark.parametrize(
    ("days_past", "window", "status", "stays"),
    [
        (90, Window.SLIDING, Status.CANCELLED, True),
        (91, Window.SLIDING, Status.CANCELLED, False),
        (91, Window.SLIDING, Status.WITHDRAWN, False),
        (90, Window.SLIDING, Status.POSTPONED, True),
        (91, Window.SLIDING, Status.POSTPONED, False),
        (91, Window.OF_A_PERSON, Status.POSTPONED, True),
        (91, Window.OF_A_PERSON, Status.CANCELLED, True),
        (91, Window.OF_A_PERSON, Status.WITHDRAWN, False),
        (9_000, Window.WHOLE_QUERY, Status.CANCELLED, True),
        (91, Window.WHOLE_QUERY, Status.WITHDRAWN, False),
        (9_000, Window.ONE_EVENT, Status.WITHDRAWN, True),
    ],
)
def test_cancelled_entry_stays_until_90_days_after_its_last_day_or_for_good(days_past, window, status, stays):
    last_day = TODAY - timedelta(days=days_past)
    events = (stored("off", last_day - timedelta(days=3), last_day, status=status), stored("on", date(1950, 1, 1)))

    shown = select_events(events, USUAL, {}, today=TODAY, window=window)
    without = select_events(events, replace(USUAL, cancelled=Cancelled.OMIT), {}, today=TODAY, window=window)

    assert names(shown) == (["off", "on"] if stays else ["on"])
    assert names(without) == (["off", "on"] if stays and status is Status.POSTPONED else ["on"])


@pytest.mark.parametrize("window", [Window.SLIDING, Window.OF_A_PERSON, Window.WHOLE_QUERY])
@pytest.mark.parametrize(("days_ago", "stays"), [(0, True), (90, True), (91, False)])
def test_removed_entry_stays_until_90_days_after_its_removal_whatever_its_days(window, days_ago, stays):
    removed_at = datetime(2024, 6, 1, 9, tzinfo=UTC) - timedelta(days=days_ago)
    events = tuple(
        replace(stored(name, day, removed=True), known_from=removed_at)
        for name, day in (("past", date(1999, 1, 1)), ("ahead", date(2030, 1, 1)))
    )

    assert names(select_events(events, USUAL, {}, today=TODAY, window=window)) == (["past", "ahead"] if stays else [])


def test_event_without_any_day_is_in_no_calendar():
    events = (stored("open", date(2024, 6, 1)), replace(stored("never", None), vevent=b"", exact=False))

    assert names(
        select_events(events, FeedOptions(imprecise=Imprecise.ALL), {}, today=TODAY, window=Window.SLIDING)
    ) == ["open"]


def test_part_that_was_removed_does_not_replace_its_trip():
    events = (
        stored("trip", TODAY, kind=EventKind.TRIP),
        stored("gone", TODAY, removed=True),
    )
    ancestry = {"evt-trip": AncestryNode("trip", "trip", ()), "evt-gone": AncestryNode("visit", "gone", ("evt-trip",))}

    def shown(detail: Detail) -> list[str]:
        return names(select_events(events, FeedOptions(detail=detail), ancestry, today=TODAY, window=Window.SLIDING))

    assert [shown(Detail.TRIPS), shown(Detail.STOPS)] == [["trip"], ["trip", "gone"]]


def test_all_events_of_a_journey_name_the_same_trip():
    ancestry = {
        "evt-trip": AncestryNode("trip", "autumn-tour", ()),
        "evt-stop": AncestryNode("visit", "rabat", ("evt-trip",)),
        "evt-talks": AncestryNode("meeting", "talks-in-rabat", ("evt-stop",)),
        "evt-alone": AncestryNode("meeting", "alone", ()),
    }

    assert [trips_of(key, ancestry) for key in (*ancestry, "evt-unknown")] == [*[("autumn-tour",)] * 3, (), ()]


def test_nearest_events_come_first_and_ties_are_broken_by_id():
    events = (
        stored("far", date(2030, 1, 1)),
        stored("b", date(2024, 5, 31)),
        stored("a", date(2024, 6, 2)),
        stored("now", date(2024, 5, 1), date(2024, 6, 30)),
    )

    assert names(nearest_events(events, TODAY)) == ["now", "a", "b", "far"]
    assert len(nearest_events(events * MOST_EVENTS, TODAY)) == MOST_EVENTS


def test_entries_fit_up_to_the_size_that_calendars_take():
    entry = CalendarEntry(stored("a", TODAY), b"x" * (MOST_BYTES // 3), (), datetime(2024, 6, 1, tzinfo=UTC))

    assert [len(fitting_entries((entry,) * count)) for count in (0, 1, 3, 4)] == [0, 1, 3, 3]
