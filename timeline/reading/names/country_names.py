"""The name of a country: that of the largest of its places among those that the public may know (R10)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from timeline.model.catalogue.entries import Catalogue
from timeline.render.local_names import local_name


def country_names(catalogue: Catalogue, places: Iterable[str], lang: str) -> Mapping[str, str]:
    """The name of each country (ISO 3166 code) in which one of these places lies; several names are joined by a slash.

    Other places of the catalogue give it no name: an embargoed report may have brought them.
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
