"""The order of a trip's stops: days first, then the announced itinerary (R3), else not known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import permutations

import pytest

from timeline.model.figures.travel_order import StopDays, in_travel_order, is_order_known

Days = tuple[int | None, int | None, bool]
ORDER = ("rabat", "tunis", "cairo")


def a_stop(name: str, days: Days) -> StopDays:
    first, last, exact = days
    return StopDays(
        event_id=f"evt-{name}",
        slugs=frozenset([name]),
        first_day=None if first is None else date(2025, 3, first),
        last_day=None if last is None else date(2025, 3, last),
        exact=exact,
    )


def order(stops: Mapping[str, Days], itinerary: tuple[str, ...] = ()) -> tuple[list[str], bool]:
    """The names in order of travel, the same for every order in which they come, and whether the order is known."""
    found = set()
    for given in permutations(a_stop(name, days) for name, days in stops.items()):
        ordered = in_travel_order(given, lambda stop: stop, itinerary)
        found.add((tuple(stop.event_id for stop in ordered), is_order_known(ordered, itinerary)))
    (only,) = found
    return [event_id.removeprefix("evt-") for event_id in only[0]], only[1]


def test_without_an_itinerary_stops_stand_by_first_day_last_day_and_id_with_unknown_days_last():
    stops = {"a": (None, None, False), "b": (1, None, False), "c": (1, 3, True), "e": (1, 2, True), "d": (1, 2, True)}

    assert order(stops) == (["d", "e", "c", "b", "a"], False)


def test_days_come_before_the_itinerary():
    stops = {"cairo": (3, 3, True), "tunis": (4, 5, True), "rabat": (6, 6, True)}

    assert order(stops, ORDER) == (["cairo", "tunis", "rabat"], True)


@pytest.mark.parametrize("days", [(None, None, False), (2, 9, False), (4, 4, True)])
def test_itinerary_orders_stops_that_days_do_not(days: Days):
    stops = dict.fromkeys(("cairo", "rabat", "tunis"), days)

    assert order(stops, ORDER) == (["rabat", "tunis", "cairo"], True)
    assert order(stops) == (["cairo", "rabat", "tunis"], False)


def test_vague_stop_finds_its_place_between_two_dated_ones():
    stops = {"cairo": (7, 7, True), "rabat": (4, 4, True), "tunis": (3, 8, False)}

    assert order(stops, ORDER) == (["rabat", "tunis", "cairo"], True)


def test_days_win_where_days_and_itinerary_run_in_a_circle():
    # Days: cairo before rabat. Announced: rabat, tunis, cairo, which no order fulfils.
    stops = {"cairo": (3, 3, True), "rabat": (5, 5, True), "tunis": (1, 9, False)}

    assert order(stops, ORDER) == (["tunis", "cairo", "rabat"], False)


def test_stop_that_is_not_announced_has_no_known_place():
    stops = {"rabat": (None, None, False), "oran": (None, None, False), "tunis": (None, None, False)}

    names, is_known = order(stops, ORDER)

    assert names.index("rabat") < names.index("tunis")
    assert not is_known


def test_itinerary_may_name_what_took_place_at_a_stop():
    talks = StopDays(event_id="evt-z", slugs=frozenset(["z", "talks"]), first_day=None, last_day=None, exact=False)
    other = a_stop("rabat", (None, None, False))

    assert in_travel_order([other, talks], lambda stop: stop, ("talks", "rabat")) == (talks, other)
