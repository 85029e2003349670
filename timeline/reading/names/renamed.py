"""When the names that an event shows in a language changed last, since such a change makes no revision.

Events + language -> names of their participants, places and topics -> `renamed_at` -> DTSTAMP and Last-Modified of the
calendars in that language (docs/FEEDS.md 2). In the usual language a new name is a revision.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from timeline.model.catalogue.entries import Catalogue, Entry, OfficeTerm
from timeline.model.event import Event
from timeline.model.vocabulary import ParticipantType
from timeline.reading.snapshot import Snapshot
from timeline.render.local_names import local_name
from timeline.render.words.languages import DEFAULT_LANGUAGE, language_of
from timeline.store.logs.catalogue_log import load_name_changes


def renamed_at(snapshot: Snapshot, events: Iterable[Event], lang: str) -> Mapping[str, datetime]:
    """By event id the instant (UTC) of the last change of a name in this language; events without any are left out."""
    if language_of(lang) == DEFAULT_LANGUAGE:
        return {}
    named = {event.id: frozenset(_names(event, snapshot.catalogue)) for event in events}

    def name_of(entry: Entry) -> str:
        return entry.office if isinstance(entry, OfficeTerm) else local_name(entry, lang)

    keys = {name for names in named.values() for name in names}
    changes = load_name_changes(snapshot.session, keys, name_of, until=snapshot.now)
    newest = {key: [changes[name] for name in names if name in changes] for key, names in named.items()}
    return {key: max(instants) for key, instants in newest.items() if instants}


def _names(event: Event, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """The (kind, slug) of each name; the places that hold a place count too."""
    for participant in event.participants:
        yield ("person" if participant.type is ParticipantType.PERSON else "organization", participant.who)
    for place in event.where:
        yield from (("place", slug) for slug in (place.slug, *catalogue.ancestors(place.slug)))
    yield from (("topic", slug) for slug in event.topics)
