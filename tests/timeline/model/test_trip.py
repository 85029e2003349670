"""The stops of a trip in order of travel, which of them were travelled to, and how far it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.builders import indexed_event
from timeline.model.event import EventPlace, Phases, PhaseView
from timeline.model.figures.trip import Stop, Trip
from timeline.model.vocabulary import EventKind, Status

POINTS = {"vienna": (48.2, 16.4), "rome": (41.9, 12.5), "bern": (46.9, 7.4), "somewhere": (None, None)}
TOOK_PLACE = Phases(actual=PhaseView(status=Status.COMPLETED))
PLANNED = Phases(planned=PhaseView(status=Status.ANNOUNCED))
VIENNA_TO_ROME, ROME_TO_BERN, VIENNA_TO_BERN = 764.3, 687.6, 690.3


def stop(place: str, first: int | None, last: int | None = None, *, phases: Phases = TOOK_PLACE, **more: Any) -> Stop:
    """A stop at a place in May 2024, completed and with exact days unless a test says otherwise."""
    days = [None if number is None else date(2024, 5, number) for number in (first, last or first)]
    stored = indexed_event(f"evt-{place}", days, **({"status": Status.COMPLETED} | more)).stored
    latitude, longitude = POINTS[place]
    here = EventPlace(
        slug=place, name=place, country=None, territory=None, latitude=latitude, longitude=longitude, time_zone=None
    )
    return Stop(stored=stored, places=(here,), countries=(place[:2].upper(),), phases=phases)


def trip(*stops: Stop, status: Status = Status.COMPLETED) -> Trip:
    """A trip with these stops."""
    stored = indexed_event("evt-tour", kind=EventKind.TRIP, status=status).stored
    return Trip(stored=stored, stops=stops)


def legs(*stops: Stop, status: Status = Status.COMPLETED) -> list[float | None]:
    """The length of the leg to each stop."""
    found = trip(*stops, status=status).legs_km
    return [found.get(one.stored.event_id) for one in stops]


def test_legs_lead_from_stop_to_stop_and_add_up():
    stops = (stop("vienna", 10), stop("rome", 11, 12), stop("bern", 13))

    assert legs(*stops) == [None, VIENNA_TO_ROME, ROME_TO_BERN]
    assert trip(*stops).distance_km == round(VIENNA_TO_ROME + ROME_TO_BERN, 1)
    assert trip(*stops).countries == ("VI", "RO", "BE")


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.WITHDRAWN, Status.POSTPONED])
def test_stop_that_was_called_off_is_not_on_the_way(status: Status):
    stops = (stop("vienna", 10), stop("rome", 11, status=status), stop("bern", 13))

    assert legs(*stops) == [None, None, VIENNA_TO_BERN]
    assert (trip(*stops).distance_km, trip(*stops).countries) == (VIENNA_TO_BERN, ("VI", "BE"))


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (Status.COMPLETED, [None, None, VIENNA_TO_BERN]),
        (Status.UNDER_WAY, [None, VIENNA_TO_ROME, ROME_TO_BERN]),
        (Status.ANNOUNCED, [None, VIENNA_TO_ROME, ROME_TO_BERN]),
    ],
)
def test_stop_that_only_plans_name_counts_until_the_trip_is_completed(status: Status, expected: list[float | None]):
    stops = (stop("vienna", 10), stop("rome", 11, phases=PLANNED), stop("bern", 13))

    assert legs(*stops, status=status) == expected


def test_leg_to_or_from_a_place_without_coordinates_is_not_known_nor_is_the_sum():
    stops = (stop("vienna", 10), stop("somewhere", 11), stop("rome", 12), stop("bern", 13))

    assert legs(*stops) == [None, None, None, ROME_TO_BERN]
    assert trip(*stops).distance_km is None


@pytest.mark.parametrize(
    ("days", "is_exact", "is_known"),
    [
        (((10, 11), (11, 12)), True, True),  # two stops on one day
        (((10, 11), (12, 13)), False, True),
        (((10, 12), (12, 13)), False, False),
        (((10, 12), (None, None)), False, False),
    ],
)
def test_leg_is_known_only_if_the_days_say_which_stop_came_first(
    days: tuple[tuple[int, int], tuple[int | None, int | None]], *, is_exact: bool, is_known: bool
):
    stops = (stop("vienna", *days[0], exact=is_exact), stop("rome", *days[1], exact=is_exact))

    assert legs(*stops) == [None, VIENNA_TO_ROME if is_known else None]


def test_trip_without_a_stop_has_no_distance_to_go():
    assert (trip().distance_km, trip().countries, trip().travelled) == (0, (), ())


@pytest.mark.parametrize(
    ("one", "other", "is_shared"),
    [((10, 12), (12, 14), True), ((10, 11), (12, 14), False), ((None, None), (12, 14), True)],
)
def test_stops_overlap_if_they_may_share_a_day(
    one: tuple[int | None, int | None], other: tuple[int | None, int | None], *, is_shared: bool
):
    first, second = stop("vienna", *one), stop("rome", *other)

    assert (first.overlaps(second), second.overlaps(first)) == (is_shared, is_shared)


def test_point_of_a_stop_is_that_of_its_first_place():
    vienna, rome, somewhere = stop("vienna", 1), stop("rome", 1), stop("somewhere", 1)

    assert replace(vienna, places=vienna.places + rome.places).point == (48.2, 16.4)
    assert replace(vienna, places=somewhere.places + rome.places).point is None
    assert replace(vienna, places=()).point is None


@pytest.mark.parametrize(
    ("stops", "known"),
    [
        ((stop("vienna", 10), stop("rome", 11)), True),
        ((stop("vienna", 10, 11), stop("rome", 11)), True),
        ((stop("vienna", 10), stop("rome", 10)), False),
        ((stop("vienna", 10, 14, exact=False), stop("rome", 12, exact=False)), False),
        ((stop("vienna", 10, 11, exact=False), stop("rome", 12, exact=False)), True),
        ((stop("vienna", 10), stop("rome", None)), False),
        ((stop("vienna", 10), stop("rome", 10, status=Status.CANCELLED)), True),
        ((stop("vienna", 10),), True),
        ((), True),
    ],
)
def test_order_is_known_where_the_days_tell_which_stop_came_first(stops: tuple[Stop, ...], *, known: bool):
    assert trip(*stops).is_order_known is known
