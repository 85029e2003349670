"""From a numbered state to the row that reads are answered from: rendered bytes and what the filters look at.

numbered state + catalogue + render settings -> JSON, claims, VEVENT -> `IndexedEvent`. Rendering happens here, on
write, and nowhere else; `fingerprint` tells when stored bytes were rendered by other settings or another renderer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from timeline import ids
from timeline.model.catalogue import Catalogue
from timeline.model.event import Event, EventPlace, NumberedState
from timeline.model.query import IndexedEvent, ParticipantKey, StoredEvent
from timeline.render import ics, json
from timeline.render.links import Links
from timeline.render.text import event_title

RENDERER_VERSION = 1
"""Raise it when rendered bytes change for the same event: the next start renders everything again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderSettings:
    """What stored bytes depend on besides the event: the service's address (no slash at its end) and the UID domain."""

    base_url: str
    uid_domain: str

    @property
    def fingerprint(self) -> str:
        """Differs when bytes rendered with these settings would differ."""
        return ids.digest(ids.canonical_bytes([RENDERER_VERSION, self.base_url, self.uid_domain]))


def index_state(
    numbered: NumberedState, catalogue: Catalogue, settings: RenderSettings, event_ids: Mapping[str, str]
) -> IndexedEvent:
    """The read-table row of one public state; `event_ids` gives the id for the parent's slug."""
    state, event = numbered.state, numbered.state.event
    assert event is not None, "only public states are numbered"
    links = Links(settings.base_url)
    rendered_json = json.event_json(numbered, links)
    claims = json.claims_json(event)
    part_of_id = event_ids.get(event.part_of) if event.part_of else None
    vevent = ics.vevent(
        numbered.revision, uid_domain=settings.uid_domain, links=links, catalogue=catalogue, parent_id=part_of_id
    )
    stored = StoredEvent(
        event_id=event.id,
        slug=event.slug,
        revision=numbered.revision.number,
        known_from=state.known_from,
        known_to=state.known_to,
        updated_at=numbered.revision.updated_at,
        first_day=event.when.first_day,
        last_day=event.when.last_day,
        exact=event.when.exact,
        kind=event.kind,
        status=event.status,
        title=event_title(event),
        part_of=event.part_of,
        json=rendered_json,
        claims=claims,
        vevent=vevent.lines,
        vevent_zones=vevent.zones,
        digest=ids.digest(b"\0".join((rendered_json, claims, vevent.lines))),
    )
    return IndexedEvent(
        stored=stored,
        participants=_participants(event),
        places=_places(event.where, catalogue),
        countries=_countries(event.where, catalogue),
        topics=event.topics,
        sources=tuple((source.id, source.tier) for source in event.sources),
        contested=bool(event.contested),
        deviated=bool(event.deviations),
        part_of_id=part_of_id,
    )


def _participants(event: Event) -> tuple[ParticipantKey, ...]:
    return tuple(
        ParticipantKey(who=entry.who, type=entry.type, role=entry.role, presence=entry.presence)
        for entry in event.participants
    )


def _places(where: Iterable[EventPlace], catalogue: Catalogue) -> tuple[str, ...]:
    """The places and everything that holds them, in alphabetical order."""
    return tuple(sorted({slug for place in where for slug in (place.slug, *catalogue.ancestors(place.slug))}))


def _countries(where: Iterable[EventPlace], catalogue: Catalogue) -> tuple[str, ...]:
    """ISO 3166 codes of the places and of what holds them, in alphabetical order."""
    held = (catalogue.places.get(slug) for slug in _places(where, catalogue))
    return tuple(sorted({place.country for place in held if place is not None and place.country}))
