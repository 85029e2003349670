"""One event with everything its page shows: its parts and parent, its earlier states, and what its claims refer to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import orjson

from timeline.model.figures.travel_order import in_travel_order
from timeline.model.figures.trip import days_of_stop
from timeline.model.source import Source
from timeline.model.stored_event import StoredEvent
from timeline.reading.events import shown_event
from timeline.reading.names.public_names import is_named
from timeline.reading.revisions import states_of
from timeline.reading.snapshot import Snapshot
from timeline.render.json.stored_event import itinerary_of, read_claims
from timeline.resolve.family import named_events
from timeline.store.logs.report_log import find_sources
from timeline.store.views.event_parts import find_parents, find_parts
from timeline.store.views.event_view import find_event

_MOST_PARTS: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ViaSource:
    """A source that passed reports on; `has_public_events`: it speaks on an event that is public now."""

    publisher: str
    has_public_events: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class References:
    """What claims refer to: parents and stops by the slug or id that the report gives, passing sources by their id.

    An event that is not public is left out (R10).
    """

    events: Mapping[str, StoredEvent] = field(default_factory=dict)
    via: Mapping[str, ViaSource] = field(default_factory=dict)


NO_REFERENCES: Final = References()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDetail:
    """One public state of an event. `parts` are directly part of it; `states` are all public states, newest first.

    `states` go up to the present, even if the event is shown as it was known earlier.
    """

    event: StoredEvent
    parents: tuple[StoredEvent, ...]
    parts: tuple[StoredEvent, ...]
    states: tuple[StoredEvent, ...]
    references: References


def read_event_detail(snapshot: Snapshot, key: str) -> EventDetail:
    """The event with this id or slug. Raises EventMoved and EventNotFound as `shown_event` does."""
    event = shown_event(snapshot, key)
    own = (event.event_id,)
    above = find_parents(snapshot.session, own, sight=snapshot.sight)[event.event_id]
    parts = find_parts(snapshot.session, own, sight=snapshot.sight)[event.event_id]
    direct = frozenset(orjson.loads(event.json)["part_of"])
    return EventDetail(
        event=event,
        parents=tuple(parent for parent in above if parent.slug in direct),
        parts=in_travel_order(parts, days_of_stop, itinerary_of(event))[:_MOST_PARTS],
        states=tuple(reversed(states_of(snapshot.seen_at(snapshot.now), event.event_id))),
        references=_references_of(snapshot, event),
    )


def sources_of(snapshot: Snapshot, events: Iterable[StoredEvent]) -> Mapping[str, Source]:
    """Every source that speaks on one of these events, by id; titles and addresses are not stored with events."""
    source_ids = {source_id for event in events for source_id in orjson.loads(event.json)["sources"]}
    return _known_sources(snapshot, source_ids)


def _known_sources(snapshot: Snapshot, source_ids: Iterable[str]) -> dict[str, Source]:
    """The sources as the public knew them at the instant of the snapshot (R10)."""
    found = find_sources(snapshot.session, sorted(source_ids))
    return {source_id: source.at(snapshot.sight.at) for source_id, source in found.items()}


def _references_of(snapshot: Snapshot, event: StoredEvent) -> References:
    claims = read_claims(event.claims)
    named = sorted(named_events(claims))
    public = {key: find_event(snapshot.session, key, sight=snapshot.sight) for key in named}
    sources = _known_sources(snapshot, {claim.via for claim in claims if claim.via})
    return References(
        events={key: found for key, found in public.items() if found is not None},
        via={key: _via(snapshot, key, source.publisher) for key, source in sources.items()},
    )


def _via(snapshot: Snapshot, source_id: str, publisher: str) -> ViaSource:
    is_public = is_named(snapshot.session, "source", source_id, sight=snapshot.present)
    return ViaSource(publisher=publisher, has_public_events=is_public)
