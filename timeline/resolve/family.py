"""The states of an event with its relatives taken into account: a public parent, and a trip's places (R6, R10).

own states of the event, its parents, its parts and its stops -> every instant at which one of them changes -> the event
with `part_of` and `itinerary` as the slugs of those that are public, for a trip, `where` from its visits, and for a
stop without days the bounds of its trips. Own states depend on the event's reports alone, so that nothing runs in a
circle.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

from timeline.model.catalogue.entries import Catalogue
from timeline.model.dates.event_date import EventDate
from timeline.model.event import Event, EventPlace, JsonValue, JudgedClaim, State
from timeline.model.figures.offices import with_offices
from timeline.model.figures.travel_order import StopDays, in_travel_order
from timeline.model.vocabulary import NOT_A_STOP, EventKind
from timeline.resolve.history import END, join_states, state_at


@dataclass(frozen=True, slots=True)
class Family:
    """Own states by event id; the event id of each slug or id that events name (merges followed); parts by event id.

    `catalogue_at` gives the catalogue of a moment, for the offices of those whose days come from a trip.
    """

    states: Mapping[str, Sequence[State]]
    ids: Mapping[str, str]
    parts: Mapping[str, Sequence[str]]
    catalogue_at: Callable[[datetime], Catalogue]

    @classmethod
    def of(
        cls,
        states: Mapping[str, Sequence[State]],
        ids: Mapping[str, str],
        catalogue_at: Callable[[datetime], Catalogue],
    ) -> Family:
        """The family of these states; an event's parts are the events that name it as their parent at any time."""
        parts: dict[str, list[str]] = {}
        for event_id, own in sorted(states.items()):
            named = {ids.get(key) for state in own if state.event for key in state.event.part_of}
            for parent in sorted(parent for parent in named if parent and parent != event_id):
                parts.setdefault(parent, []).append(event_id)
        return cls(states=states, ids=ids, parts=parts, catalogue_at=catalogue_at)

    def states_of(self, event_id: str) -> tuple[State, ...]:
        """The event's states with its relatives taken into account; the first one is public."""
        own = self.states.get(event_id, ())
        relatives = [*self._named(own, event_id), *self._parts(event_id)]
        moments = sorted(set(_moments(own)) | {moment for relative in relatives for moment in _moments(relative)})
        return join_states(
            [
                State(known_from=known_from, known_to=known_to, event=self._event_at(event_id, own, known_from))
                for known_from, known_to in pairwise([*moments, END])
            ]
        )

    def _named(self, own: Iterable[State], event_id: str) -> Iterable[Sequence[State]]:
        """The states of its parents and stops, shown or not."""
        keys = {key for state in own if state.event for key in named_events(state.event.claims)}
        named = {self.ids[key] for key in keys if key in self.ids} - {event_id}
        return [self.states.get(one, ()) for one in sorted(named)]

    def _parts(self, event_id: str) -> Iterable[Sequence[State]]:
        return [self.states[part] for part in self.parts.get(event_id, ())]

    def _event_at(self, event_id: str, own: Sequence[State], moment: datetime) -> Event | None:
        event = event_at(own, moment)
        if event is None:
            return None
        parents = self._all_public(event.part_of, event_id, moment)
        stops = self._all_public(event.itinerary, event_id, moment)
        shown = replace(
            event, part_of=tuple(sorted(one.slug for one in parents)), itinerary=tuple(one.slug for one in stops)
        )
        public = self._without_hidden_names(shown, moment)
        if event.kind is EventKind.TRIP:
            return self._with_stops(public, moment)
        bounded = _in_bounds_of(public, parents)
        return bounded if bounded is public else with_offices(bounded, self.catalogue_at(moment))

    def _public(self, key: str, event_id: str, moment: datetime) -> Event | None:
        """The other event that a slug or id names, if it is public at that instant."""
        named_id = self.ids.get(key)
        return event_at(self.states.get(named_id, ()), moment) if named_id and named_id != event_id else None

    def _all_public(self, keys: Iterable[str], event_id: str, moment: datetime) -> tuple[Event, ...]:
        """The other public events that these name, in their order; two names of a merged event are one."""
        found = (self._public(key, event_id, moment) for key in keys)
        return tuple({one.id: one for one in found if one is not None}.values())

    def _without_hidden_names(self, event: Event, moment: datetime) -> Event:
        """The event without what its claims say of hidden parents and stops (R10).

        An itinerary that names a hidden stop is not contested either: the difference may be that stop.
        """
        hidden = {key for key in named_events(event.claims) if self._public(key, event.id, moment) is None}
        if not hidden:
            return event
        said = (_without(claim, hidden) for claim in event.claims)
        contested = tuple(name for name in event.contested if name != "itinerary")
        return replace(event, claims=tuple(claim for claim in said if claim is not None), contested=contested)

    def _with_stops(self, trip: Event, moment: datetime) -> Event:
        """The trip with the places of its public visits in order of travel; with its own place if no stop has one."""
        parts = [event_at(states, moment) for states in self._parts(trip.id)]
        stops = [part for part in parts if part and self._is_stop(part, trip.id)]
        if not any(stop.where for stop in stops):
            return trip
        ordered = in_travel_order(stops, _days_of, trip.itinerary)
        where: dict[str, EventPlace] = {place.slug: place for stop in ordered for place in stop.where}
        deviations = tuple(deviation for deviation in trip.deviations if deviation.property != "where")
        contested = tuple(name for name in trip.contested if name != "where")
        return replace(trip, where=tuple(where.values()), deviations=deviations, contested=contested)

    def _is_stop(self, part: Event, trip_id: str) -> bool:
        is_under = trip_id in {self.ids.get(key) for key in part.part_of}
        return part.kind is EventKind.VISIT and part.status not in NOT_A_STOP and is_under


def _days_of(stop: Event) -> StopDays:
    when = stop.when
    return StopDays(
        event_id=stop.id,
        slugs=frozenset([stop.slug]),
        first_day=when.first_day,
        last_day=when.last_day,
        exact=when.exact,
    )


def _in_bounds_of(event: Event, parents: Iterable[Event]) -> Event:
    """A stop without days of its own with the bounds of its trips, not exact for it; any other event as it is.

    A stop of several trips lies within each of them; if they share no day, within the days of all.
    """
    trips = [one.when for one in parents if one.kind is EventKind.TRIP and not one.when.is_unknown]
    if event.kind is not EventKind.VISIT or not event.when.is_unknown or not trips:
        return event
    own, (first_day, last_day) = event.when, _shared_days(trips)
    bounds = EventDate.from_days(first_day, last_day, exact=False, phrase=own.phrase, dateline=own.dateline)
    zones = {place.time_zone for place in event.where}
    return replace(event, when=replace(bounds, time_zone=own.time_zone or (zones.pop() if len(zones) == 1 else None)))


def _shared_days(dates: Sequence[EventDate]) -> tuple[date | None, date | None]:
    """The bounds of the days that lie in all of these, else of those that lie in any; None is an open end."""
    starts, ends = [one.first_day for one in dates], [one.last_day for one in dates]
    first_day = max((day for day in starts if day is not None), default=None)
    last_day = min((day for day in ends if day is not None), default=None)
    if first_day is None or last_day is None or first_day <= last_day:
        return first_day, last_day
    return (
        None if None in starts else min(day for day in starts if day is not None),
        None if None in ends else max(day for day in ends if day is not None),
    )


def named_events(claims: Iterable[JudgedClaim]) -> frozenset[str]:
    """The slugs and ids that claims on the parents and the itinerary of an event name, shown or not."""
    return frozenset(key for claim in claims for key in _names(claim))


def _names(claim: JudgedClaim) -> tuple[str, ...]:
    if claim.property.startswith("part_of."):
        return (str(claim.value),)
    if claim.property == "itinerary" and isinstance(claim.value, list):
        return tuple(map(str, claim.value))
    return ()


def _without(claim: JudgedClaim, hidden: Collection[str]) -> JudgedClaim | None:
    """The claim without these names; None if it says nothing else."""
    named = _names(claim)
    if not hidden or not any(name in hidden for name in named):
        return claim
    rest: list[JsonValue] = [name for name in named if name not in hidden]
    return replace(claim, value=rest) if rest else None


def event_at(states: Sequence[State], moment: datetime) -> Event | None:
    """The event as it was public at that instant, None if it was not."""
    state = state_at(states, moment)
    return state.event if state else None


def _moments(states: Iterable[State]) -> Iterable[datetime]:
    return (state.known_from for state in states)
