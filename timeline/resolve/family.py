"""The states of an event with its relatives taken into account: a public parent, and a trip's places (R6, R10).

own states of the event, its parents and its parts -> every instant at which one of them changes -> the event with
`part_of` as the slug of the public parent (None while the parent is not public), for a trip, `where` from its visits,
and for a stop without days the bounds of its trip. Own states depend on the event's reports alone, so that nothing
runs in a circle.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from timeline.model.dates.event_date import EventDate
from timeline.model.event import Event, EventPlace, JsonValue, JudgedClaim, State
from timeline.model.figures.trip import travel_order
from timeline.model.vocabulary import NOT_A_STOP, EventKind
from timeline.resolve.history import END, join_states, state_at


@dataclass(frozen=True, slots=True)
class Family:
    """Own states by event id; the event id of each slug or id in `part_of` (merges followed); parts by event id."""

    states: Mapping[str, Sequence[State]]
    ids: Mapping[str, str]
    parts: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, states: Mapping[str, Sequence[State]], ids: Mapping[str, str]) -> Family:
        """The family of these states; an event's parts are the events that name it as their parent at any time."""
        parts: dict[str, list[str]] = {}
        for event_id, own in sorted(states.items()):
            named = {ids.get(state.event.part_of or "") for state in own if state.event}
            for parent in sorted(parent for parent in named if parent and parent != event_id):
                parts.setdefault(parent, []).append(event_id)
        return cls(states=states, ids=ids, parts=parts)

    def states_of(self, event_id: str) -> tuple[State, ...]:
        """The event's states with its relatives taken into account; the first one is public."""
        own = self.states.get(event_id, ())
        relatives = [*self._parents(own, event_id), *self._parts(event_id)]
        moments = sorted(set(_moments(own)) | {moment for relative in relatives for moment in _moments(relative)})
        return join_states(
            [
                State(known_from=known_from, known_to=known_to, event=self._event_at(event_id, own, known_from))
                for known_from, known_to in pairwise([*moments, END])
            ]
        )

    def _parents(self, own: Iterable[State], event_id: str) -> Iterable[Sequence[State]]:
        named = {claim.value for state in own if state.event for claim in _parent_claims(state.event)}
        parents = {self.ids[key] for key in named if isinstance(key, str) and key in self.ids} - {event_id}
        return [self.states.get(parent, ()) for parent in sorted(parents)]

    def _parts(self, event_id: str) -> Iterable[Sequence[State]]:
        return [self.states[part] for part in self.parts.get(event_id, ())]

    def _parent_id(self, event: Event | None) -> str | None:
        return self.ids.get(event.part_of) if event and event.part_of else None

    def _event_at(self, event_id: str, own: Sequence[State], moment: datetime) -> Event | None:
        event = event_at(own, moment)
        if event is None:
            return None
        parent = self._public(event.part_of, event_id, moment)
        public = self._without_hidden_parents(replace(event, part_of=parent.slug if parent else None), moment)
        return self._with_stops(public, moment) if event.kind is EventKind.TRIP else _in_bounds_of(public, parent)

    def _public(self, key: JsonValue, event_id: str, moment: datetime) -> Event | None:
        """The other event that a slug or id names, if it is public at that instant."""
        named_id = self.ids.get(key) if isinstance(key, str) else None
        return event_at(self.states.get(named_id, ()), moment) if named_id and named_id != event_id else None

    def _without_hidden_parents(self, event: Event, moment: datetime) -> Event:
        """The event without claims that name a hidden parent; then `part_of` is not contested either (R10)."""
        hidden = [claim for claim in _parent_claims(event) if self._public(claim.value, event.id, moment) is None]
        if not hidden:
            return event
        claims = tuple(claim for claim in event.claims if claim not in hidden)
        return replace(event, claims=claims, contested=tuple(name for name in event.contested if name != "part_of"))

    def _with_stops(self, trip: Event, moment: datetime) -> Event:
        """The trip with the places of its public visits in order of travel; with its own place if no stop has one."""
        parts = [event_at(states, moment) for states in self._parts(trip.id)]
        stops = [part for part in parts if part and self._is_stop(part, trip.id)]
        if not any(stop.where for stop in stops):
            return trip
        ordered = sorted(stops, key=lambda stop: travel_order(stop.when.first_day, stop.when.last_day, stop.id))
        where: dict[str, EventPlace] = {place.slug: place for stop in ordered for place in stop.where}
        deviations = tuple(deviation for deviation in trip.deviations if deviation.property != "where")
        contested = tuple(name for name in trip.contested if name != "where")
        return replace(trip, where=tuple(where.values()), deviations=deviations, contested=contested)

    def _is_stop(self, part: Event, trip_id: str) -> bool:
        return part.kind is EventKind.VISIT and part.status not in NOT_A_STOP and self._parent_id(part) == trip_id


def _in_bounds_of(event: Event, parent: Event | None) -> Event:
    """A stop without days of its own with the bounds of its trip, which are not exact for it; any other event as is."""
    is_stop = event.kind is EventKind.VISIT and parent is not None and parent.kind is EventKind.TRIP
    if not is_stop or parent is None or not event.when.is_unknown or parent.when.is_unknown:
        return event
    own, trip = event.when, parent.when
    bounds = EventDate.from_days(trip.first_day, trip.last_day, exact=False, phrase=own.phrase, dateline=own.dateline)
    zones = {place.time_zone for place in event.where}
    return replace(event, when=replace(bounds, time_zone=own.time_zone or (zones.pop() if len(zones) == 1 else None)))


def event_at(states: Sequence[State], moment: datetime) -> Event | None:
    """The event as it was public at that instant, None if it was not."""
    state = state_at(states, moment)
    return state.event if state else None


def _parent_claims(event: Event) -> Iterable[JudgedClaim]:
    """The claims on the event's parent."""
    return (claim for claim in event.claims if claim.property == "part_of")


def _moments(states: Iterable[State]) -> Iterable[datetime]:
    return (state.known_from for state in states)
