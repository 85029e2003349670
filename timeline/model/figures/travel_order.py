"""The order of a trip's stops: their days decide where they can, the announced itinerary where they can not (R3).

stops + what each has of days and names + itinerary -> every pair that the days order stays in that order -> among the
stops that can come next, one before the other as announced -> the stops in order; `is_order_known` tells whether days
or itinerary order every two neighbours. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class StopDays:
    """The days of a stop (inclusive bounds, `exact` if they are the real ones), and the slugs that stand for it."""

    event_id: str
    slugs: frozenset[str]
    first_day: date | None
    last_day: date | None
    exact: bool

    @property
    def by_days(self) -> tuple[date, date, str]:
        """A sort key: first day, last day, id; a day that is not known comes last."""
        return (self.first_day or date.max, self.last_day or date.max, self.event_id)

    def is_before(self, other: StopDays) -> bool:
        """True if the days tell that this stop came first: two stops on one day may have come in either order."""
        if self.first_day is None or other.first_day is None:
            return False
        if self.exact and other.exact and self.first_day != other.first_day:
            return self.first_day < other.first_day
        return (self.last_day or date.max) < other.first_day


def in_travel_order(stops: Iterable[T], days_of: Callable[[T], StopDays], itinerary: Sequence[str]) -> tuple[T, ...]:
    """The stops in order of travel; where neither days nor `itinerary` (slugs) tell, by first day, last day and id."""
    waiting = sorted(((days_of(stop), stop) for stop in stops), key=lambda pair: pair[0].by_days)
    places = {days.event_id: place for days, _ in waiting if (place := _place(days, itinerary)) is not None}
    if len(places) < 2:
        return tuple(stop for _, stop in waiting)
    ahead = {days.event_id: {other.event_id for other, _ in waiting if other.is_before(days)} for days, _ in waiting}
    ordered: list[T] = []
    while waiting:
        free = [pair for pair in waiting if not ahead[pair[0].event_id]]
        announced = min((places[days.event_id] for days, _ in free if days.event_id in places), default=None)
        following = next(pair for pair in free if places.get(pair[0].event_id, announced) == announced)
        ordered.append(following[1])
        waiting.remove(following)
        for days, _ in waiting:
            ahead[days.event_id].discard(following[0].event_id)
    return tuple(ordered)


def is_order_known(stops: Iterable[StopDays], itinerary: Sequence[str]) -> bool:
    """True if days or itinerary tell of every two successive stops which came first, and they do not contradict it.

    Days and itinerary may run in a circle; then no order fulfils both.
    """
    ordered = list(stops)
    is_told = all(is_known_first(before, stop, itinerary) for before, stop in pairwise(ordered))
    return is_told and not any(is_known_first(later, stop, itinerary) for stop, later in combinations(ordered, 2))


def is_known_first(one: StopDays, other: StopDays, itinerary: Sequence[str]) -> bool:
    """True if the days tell that one came before the other, or tell nothing of the two and the itinerary does."""
    return one.is_before(other) or (not other.is_before(one) and _is_announced_first(one, other, itinerary))


def _is_announced_first(one: StopDays, other: StopDays, itinerary: Sequence[str]) -> bool:
    place, other_place = _place(one, itinerary), _place(other, itinerary)
    return place is not None and other_place is not None and place < other_place


def _place(days: StopDays, itinerary: Sequence[str]) -> int | None:
    """Where the itinerary has the stop; None if it does not name it."""
    return next((place for place, slug in enumerate(itinerary) if slug in days.slugs), None)
