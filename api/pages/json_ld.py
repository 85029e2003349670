"""schema.org descriptions of an event for search engines, as the text of a data block (RELIABILITY.md E10).

EventView -> JSON-LD -> JSON text in which `<`, `>`, `&` and the line separators are escaped, so that no title can end
the script element. A date that is not exact is left out: nothing more precise than the source is claimed.
"""

from __future__ import annotations

from typing import Any, Final

import orjson
from markupsafe import Markup

from api.pages.views import EventView, ParticipantView, PlaceView
from timeline.model.vocabulary import Status
from timeline.render.links import Links

_STATUS: Final[dict[str, str]] = {
    Status.CANCELLED: "https://schema.org/EventCancelled",
    Status.WITHDRAWN: "https://schema.org/EventCancelled",
    Status.POSTPONED: "https://schema.org/EventPostponed",
}
_ESCAPES: Final[dict[str, str | int | None]] = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}


def event_json_ld(view: EventView, links: Links) -> Markup:
    """The event as schema.org Event, ready to stand between script tags."""
    described: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": links.html_url(view.stored.slug),
        "url": links.html_url(view.stored.slug),
        "name": view.title,
        "description": view.summary,
        "eventStatus": _STATUS.get(view.status_code, "https://schema.org/EventScheduled"),
        "location": [_place(place, links) for place in view.places],
        "attendee": [_participant(entry, links) for entry in view.participants if not entry.is_missing],
        "superEvent": {"@id": links.html_url(view.part_of)} if view.part_of else None,
        "citation": [source.url for source in view.sources if source.url],
    }
    if view.when.exact and view.when.first_day and view.when.last_day:
        described["startDate"] = (view.when.starts_at or view.when.first_day).isoformat()
        described["endDate"] = (view.when.ends_at or view.when.last_day).isoformat()
    text = orjson.dumps({key: value for key, value in described.items() if value}).decode()
    return Markup(text.translate(str.maketrans(_ESCAPES)))


def _place(place: PlaceView, links: Links) -> dict[str, Any]:
    found: dict[str, Any] = {"@type": "Place", "name": place.words, "url": links.page_url("places", place.slug)}
    if place.latitude is not None and place.longitude is not None:
        found["geo"] = {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}
    return found


def _participant(participant: ParticipantView, links: Links) -> dict[str, Any]:
    kind = "Person" if participant.folder == "people" else "Organization"
    return {"@type": kind, "name": participant.name, "url": links.page_url(participant.folder, participant.who)}
