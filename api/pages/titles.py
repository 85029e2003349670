"""What a feed or a page about one thing is called, from the catalogue or the event."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from timeline.model.catalogue.entries import Organization, Person, Place, Topic
from timeline.model.sight import Public
from timeline.reading.country_names import country_names
from timeline.reading.snapshot import Snapshot
from timeline.render.words.languages import DEFAULT_LANGUAGE
from timeline.store.views.event_view import find_event
from timeline.store.views.names_in_use import places_in_use


def name_of(snapshot: Snapshot, folder: str, slug: str) -> str:
    """The name of a person, organization, place, country, topic or trip; its slug if nothing has a name for it."""
    catalogue = snapshot.catalogue
    if folder == "trips":
        stored = find_event(snapshot.session, slug, sight=Public(snapshot.now))
        return (stored.title if stored else None) or slug
    if folder == "countries":
        return names_of_countries(snapshot).get(slug, slug)
    entries: dict[str, Mapping[str, Person | Organization | Place | Topic]] = {
        "people": catalogue.people,
        "organizations": catalogue.organizations,
        "places": catalogue.places,
        "topics": catalogue.topics,
    }
    entry = entries[folder].get(slug)
    return slug if entry is None else entry.name


def names_of_countries(
    snapshot: Snapshot, lang: str = DEFAULT_LANGUAGE, *, at: datetime | None = None
) -> Mapping[str, str]:
    """Each country in which a public event takes place, or took place before it was removed."""
    return country_names(snapshot.catalogue, places_in_use(snapshot.session, sight=Public(at or snapshot.now)), lang)
