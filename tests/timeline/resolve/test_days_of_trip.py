"""A stop without days of its own takes the bounds of its trip; nothing else does."""

from __future__ import annotations

from datetime import date

import pytest

from tests.timeline.resolve.builders import day, event_record, report
from tests.timeline.resolve.test_unions import settled
from timeline.model.dates.event_date import EventDate
from timeline.resolve.family import event_at

TRIP = event_record(report("state", "official", at=2, kind="trip", when="2023-11-27/2023-12-02"), slug="trip-1")


def shown(kind: str = "visit", *, at: int = 5, trip=TRIP, **says) -> EventDate:
    """The date of an event that is part of the trip."""
    stop = event_record(report("a", at=3, kind=kind, part_of="trip-1", **says), slug="stop-1")
    event = event_at(settled(trip, stop)["stop-1"], day(at))
    assert event is not None
    return event.when


def test_undated_stop_has_the_bounds_of_its_trip_and_is_not_exact():
    when = shown(where=("skopje",))

    assert (when.first_day, when.last_day, when.exact) == (date(2023, 11, 27), date(2023, 12, 2), False)


def test_days_of_a_stop_stay_its_own():
    assert shown(when="2023-11-30").edtf == "2023-11-30"


@pytest.mark.parametrize("kind", ["meeting", "statement"])
def test_undated_event_that_is_no_stop_stays_undated(kind: str):
    assert shown(kind).is_unknown


def test_undated_stop_of_an_undated_trip_stays_undated():
    undated = event_record(report("state", "official", at=2, kind="trip"), slug="trip-1")

    assert shown(trip=undated).is_unknown


def test_stop_has_the_bounds_from_the_time_at_which_the_trip_is_public():
    late = event_record(report("state", "official", at=4, kind="trip", when="2023-11-27/2023-12-02"), slug="trip-1")

    assert shown(trip=late, at=3).is_unknown
    assert not shown(trip=late, at=4).is_unknown
