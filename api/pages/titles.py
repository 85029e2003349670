"""What a feed or a page about one thing is called, from the catalogue or the event."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from api.http.service import Reading
from timeline.model.catalogue.entries import Organization, Person, Place, Topic
from timeline.reading.country_names import country_names
from timeline.render.words.languages import DEFAULT_LANGUAGE
from timeline.store.views.event_view import find_event
from timeline.store.views.names_in_use import borne_places


def name_of(found: Reading, folder: str, slug: str) -> str:
    """The name of a person, organization, place, country, topic or trip; its slug if nothing has a name for it."""
    catalogue = found.catalogue
    if folder == "trips":
        stored = find_event(found.session, slug, at=found.now)
        return (stored.title if stored else None) or slug
    if folder == "countries":
        return names_of_countries(found).get(slug, slug)
    entries: dict[str, Mapping[str, Person | Organization | Place | Topic]] = {
        "people": catalogue.people,
        "organizations": catalogue.organizations,
        "places": catalogue.places,
        "topics": catalogue.topics,
    }
    entry = entries[folder].get(slug)
    return slug if entry is None else entry.name


def names_of_countries(
    found: Reading, lang: str = DEFAULT_LANGUAGE, *, at: datetime | None = None
) -> Mapping[str, str]:
    """Each country in which a public event takes place, or took place before it was removed."""
    return country_names(found.catalogue, borne_places(found.session, at=at or found.now), lang)
