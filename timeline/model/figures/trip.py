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
from timeline.model.figures.travel_order import StopDays, is_known_first, is_order_known
from timeline.model.stored_event import StoredEvent
from timeline.model.vocabulary import IS_OVER, NOT_TRAVELLED

DISTANCE_RULE: Final = (
    "The distance is the sum of the legs, each the great circle between the first places of two successive stops on a"
    " sphere of 6371.0088 km, rounded to 0.1 km; a stop that was called off, or that nobody reported as carried out"
    " although the trip is completed, has no leg; a leg is null, and the sum with it, if a place has no coordinates or"
    " neither days nor itinerary tell which of two stops came first (those of one and the same known day without an"
    " itinerary stand in order of id)."
)
"""How `Trip.distance_km` is worked out, in words for readers."""


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
    def days(self) -> StopDays:
        """Its days; an itinerary may name the stop itself or an event that took place there."""
        return days_of_stop(self.stored, self.parts)

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
    """A trip with its stops in order of travel. `itinerary` has the slugs of its stops in the order announced (R3)."""

    stored: StoredEvent
    stops: tuple[Stop, ...]
    itinerary: tuple[str, ...] = ()

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
            if before.point is not None and stop.point is not None and self._has_leg(before, stop)
        }

    @property
    def is_order_known(self) -> bool:
        """True if days or itinerary tell of every two successive stops which came first.

        Those called off do not count.
        """
        going = [stop.days for stop in self.stops if stop.stored.status not in NOT_TRAVELLED]
        return is_order_known(going, self.itinerary)

    @property
    def distance_km(self) -> float | None:
        """The sum of all legs; None if one of them is not known."""
        legs = self.legs_km
        return round(sum(legs.values()), 1) if len(legs) >= len(self.travelled) - 1 else None

    def _has_leg(self, before: Stop, stop: Stop) -> bool:
        """True if the order of the two is known; exact days count also where both stops are on the same one."""
        is_exact = before.stored.exact and stop.stored.exact
        return is_exact or is_known_first(before.days, stop.days, self.itinerary)


def days_of_stop(stored: StoredEvent, parts: Iterable[StoredEvent] = ()) -> StopDays:
    """The days of a stored stop; what took place there may stand for it in an itinerary."""
    return StopDays(
        event_id=stored.event_id,
        slugs=frozenset([stored.slug, *(part.slug for part in parts)]),
        first_day=stored.first_day,
        last_day=stored.last_day,
        exact=stored.exact,
    )
