"""What a country is called: by the widest of its places among those that the public may know of (R10)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from timeline.model.catalogue.entries import Catalogue
from timeline.render.local_names import local_name


def country_names(catalogue: Catalogue, places: Iterable[str], lang: str) -> Mapping[str, str]:
    """The name of each country (ISO 3166 code) in which one of these places lies, several joined by a slash.

    Other places of the catalogue lend it no name: an embargoed report may have brought them.
    """
    widest: dict[str, list[str]] = {}
    for slug in places:
        place = catalogue.places.get(slug)
        if place is None or place.country is None:
            continue
        parent = catalogue.places.get(place.parent or "")
        if parent is None or parent.country != place.country:
            widest.setdefault(place.country, []).append(local_name(place, lang))
    return {country: " / ".join(sorted(names)) for country, names in widest.items()}
