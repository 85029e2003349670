"""What a feed or a page about one thing is called, from the catalogue or the event."""

from __future__ import annotations

from collections.abc import Mapping

from api.service import Reading
from timeline.model.catalogue import Catalogue, Organization, Person, Place, Topic
from timeline.store.event_view import find_event


def name_of(found: Reading, folder: str, slug: str) -> str:
    """The name of a person, organization, place, country, topic or trip; its slug if nothing has a name for it."""
    catalogue = found.catalogue
    if folder == "trips":
        stored = find_event(found.session, slug, at=found.now)
        return (stored.title if stored else None) or slug
    if folder == "countries":
        return country_name(catalogue, slug)
    entries: dict[str, Mapping[str, Person | Organization | Place | Topic]] = {
        "people": catalogue.people,
        "organizations": catalogue.organizations,
        "places": catalogue.places,
        "topics": catalogue.topics,
    }
    entry = entries[folder].get(slug)
    return slug if entry is None else entry.name


def country_name(catalogue: Catalogue, code: str) -> str:
    """The names of the widest places with that code, joined by a slash where there are several; the code if none."""
    places = [place for place in catalogue.places.values() if place.country == code]
    widest = [
        place.name
        for place in places
        if place.parent is None or place.parent not in catalogue.places or catalogue.place(place.parent).country != code
    ]
    return " / ".join(sorted(widest)) or code
