"""What a feed or a page about one thing is called, from the catalogue or the event."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from api.service import Reading
from timeline.model.catalogue import Organization, Person, Place, Topic
from timeline.render.local_names import local_name
from timeline.render.words import DEFAULT_LANGUAGE
from timeline.store.borne_names import borne_places
from timeline.store.event_view import find_event


def name_of(found: Reading, folder: str, slug: str) -> str:
    """The name of a person, organization, place, country, topic or trip; its slug if nothing has a name for it."""
    catalogue = found.catalogue
    if folder == "trips":
        stored = find_event(found.session, slug, at=found.now)
        return (stored.title if stored else None) or slug
    if folder == "countries":
        return country_names(found).get(slug, slug)
    entries: dict[str, Mapping[str, Person | Organization | Place | Topic]] = {
        "people": catalogue.people,
        "organizations": catalogue.organizations,
        "places": catalogue.places,
        "topics": catalogue.topics,
    }
    entry = entries[folder].get(slug)
    return slug if entry is None else entry.name


def country_names(found: Reading, lang: str = DEFAULT_LANGUAGE, *, at: datetime | None = None) -> Mapping[str, str]:
    """Each country (ISO 3166 code) by the widest of its places that public events bear or bore, several with slashes.

    Other places of the catalogue lend it no name: an embargoed report may have brought them (R10).
    """
    catalogue = found.catalogue
    widest: dict[str, list[str]] = {}
    for slug in borne_places(found.session, at=at or found.now):
        place = catalogue.places.get(slug)
        if place is None or place.country is None:
            continue
        parent = catalogue.places.get(place.parent or "")
        if parent is None or parent.country != place.country:
            widest.setdefault(place.country, []).append(local_name(place, lang))
    return {country: " / ".join(sorted(names)) for country, names in widest.items()}
