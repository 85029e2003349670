"""What `profile=rich` adds to a VEVENT: people, places and a description for machines (RFC 9073).

Event -> PARTICIPANT and VLOCATION components, one STRUCTURED-DATA property with schema.org. Off by default: there are
programs that take a participant's summary for the event's (FEEDS.md 7).
"""

from __future__ import annotations

from typing import Any, Final

import orjson
from icalendar import Component, vText

from timeline.model.catalogue.entries import Catalogue
from timeline.model.event import Event, EventParticipant, EventPlace
from timeline.model.vocabulary import ParticipantType, Presence, Role, Status
from timeline.render.ics.safe_properties import add_address, add_line
from timeline.render.links import Links
from timeline.render.plain_text import one_line
from timeline.render.text import event_title, participant_words, place_words

_COORDINATE_DIGITS: Final = 4
_NOT_THERE: Final = (Presence.REPRESENTED, Presence.ABSENT, Presence.DECLINED)
_STATUS: Final = {
    Status.POSTPONED: "https://schema.org/EventPostponed",
    Status.CANCELLED: "https://schema.org/EventCancelled",
    Status.WITHDRAWN: "https://schema.org/EventCancelled",
}


class _Participant(Component):
    """A participant (RFC 9073 §7.1)."""

    name = "PARTICIPANT"


class _Vlocation(Component):
    """A place (RFC 9073 §7.2)."""

    name = "VLOCATION"


def add_rich(component: Component, event: Event, uid: str, links: Links, catalogue: Catalogue, lang: str) -> None:
    """Add what RFC 9073 has for the event; UIDs of parts begin with the slug of what they name and end with `uid`."""
    described = orjson.dumps(_schema_org(event, links, catalogue, lang), option=orjson.OPT_SORT_KEYS).decode()
    parameters = {"VALUE": "TEXT", "FMTTYPE": "application/ld+json", "SCHEMA": "https://schema.org/Event"}
    component.add("structured-data", vText(one_line(described)), parameters=parameters)
    for participant in event.participants:
        component.add_component(_participant(participant, uid, links, lang))
    for place in event.where:
        component.add_component(_location(place, uid, links, catalogue))


def _participant(participant: EventParticipant, uid: str, links: Links, lang: str) -> Component:
    """RFC 9073 §7.1; whoever did not come is INACTIVE."""
    found = _Participant()
    found.add("uid", vText(one_line(f"participant.{participant.who}.{uid}")))
    kind = "SPEAKER" if participant.role is Role.SPOKESPERSON else "ACTIVE"
    add_line(found, "participant-type", "INACTIVE" if participant.presence in _NOT_THERE else kind)
    add_line(found, "summary", participant.name)
    add_line(found, "description", participant_words(participant, lang))
    folder = "people" if participant.type is ParticipantType.PERSON else "organizations"
    add_address(found, "url", links.page_url(folder, participant.who))
    return found


def _location(place: EventPlace, uid: str, links: Links, catalogue: Catalogue) -> Component:
    """RFC 9073 §7.2."""
    found = _Vlocation()
    found.add("uid", vText(one_line(f"location.{place.slug}.{uid}")))
    add_line(found, "name", place_words(place, catalogue))
    if place.latitude is not None and place.longitude is not None:
        found.add("geo", (round(place.latitude, _COORDINATE_DIGITS), round(place.longitude, _COORDINATE_DIGITS)))
    add_address(found, "url", links.page_url("places", place.slug))
    return found


def _schema_org(event: Event, links: Links, catalogue: Catalogue, lang: str) -> dict[str, Any]:
    """The event as schema.org has it; a date that is not exact is left out, nothing is made more precise."""
    described: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": links.html_url(event.slug),
        "name": event_title(event, lang),
        "location": [one_line(place_words(place, catalogue)) for place in event.where],
        "attendee": [_attendee(one) for one in event.participants if one.presence not in _NOT_THERE],
    }
    if event.status in _STATUS:
        described["eventStatus"] = _STATUS[event.status]
    when = event.when
    if when.exact and when.first_day is not None and when.last_day is not None:
        described["startDate"] = (when.starts_at or when.first_day).isoformat()
        described["endDate"] = (when.ends_at or when.last_day).isoformat()
    return {name: value for name, value in described.items() if value}


def _attendee(participant: EventParticipant) -> dict[str, str]:
    kind = "Person" if participant.type is ParticipantType.PERSON else "Organization"
    return {"@type": kind, "name": one_line(participant.name)}
