"""From a numbered state to the row that reads are answered from: rendered bytes and what the filters look at.

numbered state + catalogue + render settings -> JSON, claims, VEVENT -> `IndexedEvent`. Rendering happens here, on
write, and nowhere else; the fingerprint of the settings shows whether stored bytes were rendered by other ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from timeline import ids
from timeline.model.catalogue.entries import Catalogue, Entry, OfficeTerm, Organization, Person, Place, Topic
from timeline.model.catalogue.entry_json import entry_kind
from timeline.model.event import Event, EventParticipant, EventPlace, NumberedState, Phases, Revision
from timeline.model.figures.own_days import days_of
from timeline.model.search import searchable
from timeline.model.stored_event import INSIDE, IndexedEvent, ParticipantKey, SourceKey, StoredEvent
from timeline.render.ics import vevent as ics
from timeline.render.ics.tombstone import removal_entry
from timeline.render.json import event as json
from timeline.render.json.phases import phases_to_json
from timeline.render.settings import RenderSettings
from timeline.render.text import event_title
from timeline.render.words.languages import words_of_all_languages
from timeline.resolve.numbering import Removal
from timeline.resolve.public.removed import removal_revision


def index_state(
    numbered: NumberedState, catalogue: Catalogue, settings: RenderSettings, event_ids: Mapping[str, str]
) -> IndexedEvent:
    """The read-table row of one public state. `event_ids` gives the event ids of the parents' slugs."""
    state, event = numbered.state, numbered.state.event
    assert event is not None, "only public states are numbered"
    parent_ids = _ids_of(event.part_of, event_ids)
    vevent = ics.vevent(
        numbered.revision,
        settings,
        catalogue,
        relatives=ics.Relatives(parent_ids=parent_ids),
    )
    rendered = _Rendered(
        json.event_json(numbered, settings.links), json.claims_json(event), phases_to_json(event.phases), vevent
    )
    stored = _stored(event, numbered.revision, state.known_from, state.known_to, rendered)
    return _indexed(event, stored, catalogue, parent_ids)


def index_inside(
    numbered: NumberedState, catalogue: Catalogue, settings: RenderSettings, event_ids: Mapping[str, str]
) -> IndexedEvent:
    """The row of a state that only insiders see."""
    row = index_state(numbered, catalogue, settings, event_ids)
    return replace(row, stored=replace(row.stored, known_from=INSIDE, known_to=None), inside=True)


def index_removal(
    removal: Removal, catalogue: Catalogue, settings: RenderSettings, event_ids: Mapping[str, str]
) -> IndexedEvent:
    """The row that lets calendars cancel an event that left the public view: its days, no more.

    It has the names that decide in which feeds it was, but no word by which a search could find it (R10).
    """
    seen = removal.last_seen.shown
    assert seen is not None, "only what was seen can be removed"
    revision = removal_revision(removal.last_seen, removed_at=removal.known_from)
    remains = revision.shown
    assert remains is not None, "a removed event keeps its days"
    rendered = _Rendered(b"", b"", phases_to_json(Phases()), removal_entry(revision, settings))
    stored = _stored(seen, revision, removal.known_from, removal.known_to, rendered)
    stored = replace(stored, title=None, status=remains.status, removed=True)
    return replace(_indexed(seen, stored, catalogue, _ids_of(seen.part_of, event_ids)), words="")


def _ids_of(slugs: Iterable[str], event_ids: Mapping[str, str]) -> tuple[str, ...]:
    """The ids of these events in ascending order."""
    return tuple(sorted({event_ids[slug] for slug in slugs if slug in event_ids}))


def affected_names(entries: Iterable[Entry], catalogue: Catalogue) -> frozenset[tuple[str, str]]:
    """The (kind, slug) of every name whose events need new rows when these entries change.

    That is the entry itself, what lies inside a place, and everybody who holds an office in an organization. The
    catalogue must hold the entries already.
    """
    names = {("person", one.person) if isinstance(one, OfficeTerm) else (entry_kind(one), one.slug) for one in entries}
    changed_places = {slug for kind, slug in names if kind == "place"}
    if changed_places:
        inside = (slug for slug in catalogue.places if changed_places.intersection(catalogue.ancestors(slug)))
        names |= {("place", slug) for slug in inside}
    names |= {("person", term.person) for term in catalogue.terms if ("organization", term.body) in names}
    return frozenset(names)


@dataclass(frozen=True, slots=True)
class _Rendered:
    """The bytes of one state in its stored forms."""

    json: bytes
    claims: bytes
    phases: str
    vevent: ics.RenderedVevent


def _stored(
    event: Event, revision: Revision, known_from: datetime, known_to: datetime | None, rendered: _Rendered
) -> StoredEvent:
    first_day, last_day = event.listed_days
    return StoredEvent(
        event_id=event.id,
        slug=event.slug,
        revision=revision.number,
        known_from=known_from,
        known_to=known_to,
        updated_at=revision.updated_at,
        first_day=first_day,
        last_day=last_day,
        exact=event.when.exact,
        kind=event.kind,
        status=event.status,
        rank=event.rank,
        mode=event.mode,
        series=event.series,
        title=event_title(event),
        json=rendered.json,
        claims=rendered.claims,
        vevent=rendered.vevent.lines,
        vevent_zones=rendered.vevent.zones,
        phases=rendered.phases,
        digest=ids.digest(b"\0".join((rendered.json, rendered.claims, rendered.vevent.lines))),
    )


def _indexed(event: Event, stored: StoredEvent, catalogue: Catalogue, parent_ids: tuple[str, ...]) -> IndexedEvent:
    return IndexedEvent(
        stored=stored,
        participants=_participants(event),
        places=_places(event.where, catalogue),
        countries=_countries(event.where, catalogue),
        topics=event.topics,
        sources=tuple(SourceKey(id=source.id, tier=source.tier) for source in event.sources),
        contested=bool(event.contested),
        deviated=bool(event.deviations or event.moved),
        moved=bool(event.moved),
        parent_ids=parent_ids,
        points=_points(event.where),
        words=searchable(_texts(event, catalogue)),
    )


def _texts(event: Event, catalogue: Catalogue) -> Iterator[str | None]:
    """The texts that `q` searches: the event's own, and the names in all languages of everything that it mentions.

    Only what the event shows is searched (R10), no report and no claim. The places that hold a place count too. Kind,
    status and rank are searched in every language of the service.
    """
    yield from (event.title, event.summary, event.when.phrase)
    yield from (text for _, text in (*event.titles, *event.summaries))
    for participant in event.participants:
        yield from (participant.name, participant.office, participant.by_name, participant.reason)
        yield from _names(catalogue.people.get(participant.who) or catalogue.organizations.get(participant.who))
    for place in event.where:
        yield from (place.name, place.territory)
    for slug in _places(event.where, catalogue):
        yield from _names(catalogue.places.get(slug))
    for topic in event.topics:
        yield from _names(catalogue.topics.get(topic))
    for words in words_of_all_languages():
        yield None if event.kind is None else words.kinds[event.kind]
        yield None if event.status is None else words.statuses[event.status]
        yield None if event.rank is None else words.ranks[event.rank]
    yield from (event.kind, event.status, event.series)
    yield None if event.ordinal is None else str(event.ordinal)


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
    return tuple(_participant(entry, event) for entry in event.participants)


def _participant(entry: EventParticipant, event: Event) -> ParticipantKey:
    own = days_of(entry, event)
    first_day, last_day = event.days_within(own)
    return ParticipantKey(
        who=entry.who,
        type=entry.type,
        role=entry.role,
        presence=entry.presence,
        first_day=first_day,
        last_day=last_day,
        exact=own.exact,
    )


def _places(where: Iterable[EventPlace], catalogue: Catalogue) -> tuple[str, ...]:
    """The places and everything that holds them, in alphabetical order."""
    return tuple(sorted({slug for place in where for slug in (place.slug, *catalogue.ancestors(place.slug))}))


def _countries(where: Iterable[EventPlace], catalogue: Catalogue) -> tuple[str, ...]:
    """ISO 3166 codes of the places and of what contains them, in alphabetical order."""
    return tuple(sorted({code for place in where for code in catalogue.countries_of(place.slug)}))
