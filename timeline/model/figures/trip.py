"""A trip as a journey: its stops in order of travel, the legs between them and their lengths.

`reading.trips` finds the stops, `render.json.trip` writes them. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from timeline.model.catalogue.geography import great_circle_km
from timeline.model.event import EventPlace, Phases
from timeline.model.stored_event import StoredEvent
from timeline.model.vocabulary import IS_OVER, NOT_TRAVELLED

DISTANCE_RULE: Final = (
    "`distance_km` is the sum of the legs, each the great circle between the first places of two successive stops on a"
    " sphere of 6371.0088 km, rounded to 0.1 km; a stop that was called off, or that nobody reported as carried out"
    " although the trip is completed, has no leg; a leg is null, and the sum with it, if a place has no coordinates or"
    " the days do not tell which of two stops came first (those of one and the same known day stand in order of id)."
)
"""How `Trip.distance_km` is worked out, in words for readers."""


def travel_order(first_day: date | None, last_day: date | None, event_id: str) -> tuple[date, date, str]:
    """The sort key of a stop: first day, last day, id; a day that is not known comes last."""
    return (first_day or date.max, last_day or date.max, event_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One stop of a trip: the visit (or another event at a place), and the events that took place there.

    `countries` (ISO 3166 alpha-2) are those of the places and of what contains them.
    """

    stored: StoredEvent
    places: tuple[EventPlace, ...]
    countries: tuple[str, ...]
    phases: Phases
    parts: tuple[StoredEvent, ...] = ()

    @property
    def order(self) -> tuple[date, date, str]:
        """Its sort key among the stops."""
        return travel_order(self.stored.first_day, self.stored.last_day, self.stored.event_id)

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude of its first place in degrees, if both are known."""
        place = self.places[0] if self.places else None
        if place is None or place.latitude is None or place.longitude is None:
            return None
        return (place.latitude, place.longitude)

    def overlaps(self, other: Stop) -> bool:
        """True if the two may share a day; a bound that is not known is open."""
        one, two = self.stored, other.stored
        starts_in_time = (one.first_day or date.min) <= (two.last_day or date.max)
        return starts_in_time and (two.first_day or date.min) <= (one.last_day or date.max)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """A trip with its stops in order of travel."""

    stored: StoredEvent
    stops: tuple[Stop, ...]

    @property
    def travelled(self) -> tuple[Stop, ...]:
        """The stops on the way: not called off and, once the trip is completed, reported as carried out."""
        is_over = self.stored.status in IS_OVER
        return tuple(
            stop
            for stop in self.stops
            if stop.stored.status not in NOT_TRAVELLED and not (is_over and stop.phases.actual is None)
        )

    @property
    def countries(self) -> tuple[str, ...]:
        """ISO 3166 codes of the countries travelled to, in order of travel."""
        return tuple(dict.fromkeys(code for stop in self.travelled for code in stop.countries))

    @property
    def legs_km(self) -> Mapping[str, float]:
        """The length of the leg to each stop, by event id; the first stop has none, nor has one of unknown order."""
        return {
            stop.stored.event_id: great_circle_km(before.point, stop.point)
            for before, stop in pairwise(self.travelled)
            if before.point is not None and stop.point is not None and _is_order_known(before, stop)
        }

    @property
    def is_order_known(self) -> bool:
        """True if the days tell of every two successive stops which came first."""
        return is_order_known([stop.stored for stop in self.stops])

    @property
    def distance_km(self) -> float | None:
        """The sum of all legs; None if one of them is not known."""
        legs = self.legs_km
        return round(sum(legs.values()), 1) if len(legs) >= len(self.travelled) - 1 else None


def is_order_known(stops: Iterable[StoredEvent]) -> bool:
    """True if the days tell of every two successive stops which came first; those called off do not count.

    Two stops on one day, or within the same bounds, may have come in either order.
    """
    going = [stop for stop in stops if stop.status not in NOT_TRAVELLED]
    return all(_is_first_known(before, stop) for before, stop in pairwise(going))


def _is_first_known(before: StoredEvent, stop: StoredEvent) -> bool:
    if before.first_day is None or stop.first_day is None:
        return False
    if before.exact and stop.exact and before.first_day != stop.first_day:
        return True
    return (before.last_day or date.max) < stop.first_day


def _is_order_known(before: Stop, stop: Stop) -> bool:
    """True if the days of both are exact, or if those of one end before those of the other begin."""
    is_exact = before.stored.exact and stop.stored.exact
    return is_exact or (before.stored.last_day or date.max) < (stop.stored.first_day or date.min)
