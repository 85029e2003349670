"""The name of a thing that a feed or a page is about: from the catalogue, from the event for a trip, else its slug."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import orjson

from timeline.model.catalogue.entries import Catalogue, Organization, Person, Place, Topic
from timeline.model.catalogue.folders import FILTER_OF_FOLDER
from timeline.model.catalogue.languages import DEFAULT_LANGUAGE, primary_subtag
from timeline.model.sight import Sight
from timeline.model.stored_event import StoredEvent
from timeline.reading.names.public_names import is_named
from timeline.reading.snapshot import Snapshot
from timeline.render.json.stored_event import event_of_object
from timeline.render.local_names import in_language, local_name
from timeline.render.text import event_title, series_name
from timeline.store.views.event_view import find_event
from timeline.store.views.mention_counts import find_public_sources
from timeline.store.views.names_in_use import places_in_use

FOLDER_OF_FILTER: Final[Mapping[str, str]] = {name: folder for folder, name in FILTER_OF_FOLDER.items()}


def title_of(snapshot: Snapshot, folder: str, slug: str) -> str:
    """The usual name of the person, organization, place, country, topic or trip; its slug if it has no name."""
    entry = _entry(snapshot.catalogue, folder, slug)
    return _title_outside_catalogue(snapshot, folder, slug, DEFAULT_LANGUAGE) if entry is None else entry.name


def local_title(snapshot: Snapshot, folder: str, slug: str, lang: str) -> str:
    """The same name in this language where the catalogue has one.

    What only removed events mention is called by its slug, which the reader knows already (R10).
    """
    is_public = is_named(snapshot.session, FILTER_OF_FOLDER[folder], slug, sight=snapshot.present)
    entry = _entry(snapshot.catalogue, folder, slug) if is_public else None
    return _title_outside_catalogue(snapshot, folder, slug, lang) if entry is None else local_name(entry, lang)


def name_of_value(snapshot: Snapshot, parameter: str, value: str, lang: str) -> str:
    """The name in this language of what is the value of a filter; a source has the name of its publisher."""
    if parameter == "series":
        return series_name(value, snapshot.catalogue, lang)
    if parameter == "source":
        found = find_public_sources(snapshot.session, sight=snapshot.present, among=(value,))
        return found[0].source.publisher if found else value
    return local_title(snapshot, FOLDER_OF_FILTER[parameter], value, lang)


def names_of_countries(snapshot: Snapshot, *, sight: Sight, lang: str = DEFAULT_LANGUAGE) -> Mapping[str, str]:
    """The name of each country in which an event takes place that is public to this sight."""
    return country_names(snapshot.catalogue, places_in_use(snapshot.session, sight=sight), lang)


def country_names(catalogue: Catalogue, places: Iterable[str], lang: str) -> Mapping[str, str]:
    """The name of each country (ISO 3166 code) in which one of these places lies: that of the largest of them.

    Several names are joined by a slash. Other places give no name: an embargoed report may have brought them (R10).
    """
    largest: dict[str, list[str]] = {}
    for slug in places:
        place = catalogue.places.get(slug)
        if place is None or place.country is None:
            continue
        parent = catalogue.places.get(place.parent or "")
        if parent is None or parent.country != place.country:
            largest.setdefault(place.country, []).append(local_name(place, lang))
    return {country: " / ".join(sorted(names)) for country, names in largest.items()}


def _entry(catalogue: Catalogue, folder: str, slug: str) -> Person | Organization | Place | Topic | None:
    entries: Mapping[str, Mapping[str, Person | Organization | Place | Topic]] = {
        "people": catalogue.people,
        "organizations": catalogue.organizations,
        "places": catalogue.places,
        "topics": catalogue.topics,
    }
    return entries.get(folder, {}).get(slug)


def _title_outside_catalogue(snapshot: Snapshot, folder: str, slug: str, lang: str) -> str:
    """The name of a country or a trip. Both are read as they are public now, at whatever instant the reader looks."""
    if folder == "countries":
        return names_of_countries(snapshot, sight=snapshot.present, lang=lang).get(slug, slug)
    if folder != "trips":
        return slug
    trip = find_event(snapshot.session, slug, sight=snapshot.present)
    return slug if trip is None else local_event_title(trip, snapshot.catalogue, lang)


def local_event_title(stored: StoredEvent, catalogue: Catalogue, lang: str) -> str:
    """The title of an event for the reader of a language; its slug if it has left the public view."""
    if stored.removed or primary_subtag(lang) == DEFAULT_LANGUAGE:
        return stored.title or stored.slug
    event, _ = in_language(event_of_object(orjson.loads(stored.json)), catalogue, lang)
    return event_title(event, lang)
