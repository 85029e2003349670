"""From a numbered state to the row that reads are answered from: rendered bytes and what the filters look at.

numbered state + catalogue + render settings -> JSON, claims, VEVENT -> `IndexedEvent`. Rendering happens here, on
write, and nowhere else; `fingerprint` tells when stored bytes were rendered by other settings or another renderer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from timeline import ids
from timeline.model.catalogue.entries import Catalogue, Entry, OfficeTerm, Organization, Person, Place, Topic
from timeline.model.catalogue.entry_json import entry_kind
from timeline.model.event import Event, EventPlace, NumberedState, Revision
from timeline.model.query import IndexedEvent, ParticipantKey, StoredEvent
from timeline.model.search import searchable
from timeline.model.vocabulary import Status
from timeline.render.ics import vevent as ics
from timeline.render.json import event as json
from timeline.render.settings import RenderSettings
from timeline.render.text import event_title
from timeline.render.words.languages import LANGUAGES
from timeline.resolve.numbering import Removal
from timeline.resolve.removed import removal_revision


def index_state(
    numbered: NumberedState, catalogue: Catalogue, settings: RenderSettings, event_ids: Mapping[str, str]
) -> IndexedEvent:
    """The read-table row of one public state; `event_ids` gives the id for the parent's slug."""
    state, event = numbered.state, numbered.state.event
    assert event is not None, "only public states are numbered"
    links = settings.links
    part_of_id = event_ids.get(event.part_of) if event.part_of else None
    vevent = ics.vevent(
        numbered.revision, uid_domain=settings.uid_domain, links=links, catalogue=catalogue, parent_id=part_of_id
    )
    rendered = _Rendered(json.event_json(numbered, links), json.claims_json(event), vevent)
    stored = _stored(event, numbered.revision, state.known_from, state.known_to, rendered)
    return _indexed(event, stored, catalogue, part_of_id)


def index_removal(
    removal: Removal, catalogue: Catalogue, settings: RenderSettings, event_ids: Mapping[str, str]
) -> IndexedEvent:
    """The row that lets calendars cancel an event that left the public view: its title, days and places, no more."""
    seen = removal.last_seen.shown
    assert seen is not None, "only what was seen can be removed"
    revision = removal_revision(removal.last_seen, removed_at=removal.known_from)
    vevent = ics.vevent(
        revision, uid_domain=settings.uid_domain, links=settings.links, catalogue=catalogue, parent_id=None
    )
    stored = _stored(seen, revision, removal.known_from, removal.known_to, _Rendered(b"", b"", vevent))
    part_of_id = event_ids.get(seen.part_of) if seen.part_of else None
    return _indexed(seen, replace(stored, part_of=None, status=Status.WITHDRAWN, removed=True), catalogue, part_of_id)


def names_bearing(entries: Iterable[Entry], catalogue: Catalogue) -> frozenset[tuple[str, str]]:
    """The (kind, slug) of every name whose events have other rows when these entries change.

    That is the entry itself, what lies inside a place, and whoever holds an office in an organization; the catalogue
    holds the entries already.
    """
    found = {("person", one.person) if isinstance(one, OfficeTerm) else (entry_kind(one), one.slug) for one in entries}
    changed_places = {slug for kind, slug in found if kind == "place"}
    if changed_places:
        inside = (slug for slug in catalogue.places if changed_places.intersection(catalogue.ancestors(slug)))
        found |= {("place", slug) for slug in inside}
    found |= {("person", term.person) for term in catalogue.terms if ("organization", term.body) in found}
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class _Rendered:
    """The bytes of one state in its stored forms."""

    json: bytes
    claims: bytes
    vevent: ics.RenderedVevent


def _stored(
    event: Event, revision: Revision, known_from: datetime, known_to: datetime | None, rendered: _Rendered
) -> StoredEvent:
    return StoredEvent(
        event_id=event.id,
        slug=event.slug,
        revision=revision.number,
        known_from=known_from,
        known_to=known_to,
        updated_at=revision.updated_at,
        first_day=event.when.first_day,
        last_day=event.when.last_day,
        exact=event.when.exact,
        kind=event.kind,
        status=event.status,
        title=event_title(event),
        part_of=event.part_of,
        json=rendered.json,
        claims=rendered.claims,
        vevent=rendered.vevent.lines,
        vevent_zones=rendered.vevent.zones,
        digest=ids.digest(b"\0".join((rendered.json, rendered.claims, rendered.vevent.lines))),
    )


def _indexed(event: Event, stored: StoredEvent, catalogue: Catalogue, part_of_id: str | None) -> IndexedEvent:
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
        points=_points(event.where),
        words=searchable(_texts(event, catalogue)),
    )


def _texts(event: Event, catalogue: Catalogue) -> Iterator[str | None]:
    """What `q` looks into: the event's own texts, and every name, in every language, of what it bears.

    Only what the event shows is here (R10), no report and no claim. Of a place the names of what holds it count too;
    kind and status are there in every language that the service speaks.
    """
    yield from (event.title, event.summary, event.when.phrase)
    for participant in event.participants:
        yield from (participant.name, participant.office)
        yield from _names(catalogue.people.get(participant.who) or catalogue.organizations.get(participant.who))
    for place in event.where:
        yield from (place.name, place.territory)
    for slug in _places(event.where, catalogue):
        yield from _names(catalogue.places.get(slug))
    for topic in event.topics:
        yield from _names(catalogue.topics.get(topic))
    for words in LANGUAGES.values():
        yield None if event.kind is None else words.kinds[event.kind]
        yield None if event.status is None else words.statuses[event.status]
    yield from (event.kind, event.status)


def _names(entry: Person | Organization | Place | Topic | None) -> Iterator[str]:
    if entry is not None:
        yield from (entry.name, *(name for _, name in entry.names), *entry.aliases)


def _points(where: Iterable[EventPlace]) -> tuple[tuple[float, float], ...]:
    """Latitude and longitude of each place that has both."""
    return tuple(
        (place.latitude, place.longitude)
        for place in where
        if place.latitude is not None and place.longitude is not None
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
