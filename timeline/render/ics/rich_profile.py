"""What `profile=rich` adds to a VEVENT: relations (RFC 9253), people, places and schema.org (RFC 9073).

Event -> CONCEPT, LINK and REFID, PARTICIPANT and VLOCATION components, and one STRUCTURED-DATA property. Off
by default: some programs take a participant's SUMMARY for that of the event, and libical complains about every
property that it does not know (docs/FEEDS.md 7).
"""

from __future__ import annotations

from typing import Any

import orjson
from icalendar import Component, vText

from timeline.model.catalogue.folders import participant_folder
from timeline.model.event import EventParticipant, EventPlace
from timeline.model.vocabulary import NOT_PRESENT, Role
from timeline.render.ics.safe_properties import add_address, add_line
from timeline.render.ics.vevent_content import COORDINATE_DIGITS, VeventContent
from timeline.render.plain_text import one_line
from timeline.render.schema_org import CONTEXT, OTHER_EVENT_STATUSES, PARTICIPANT_TYPES
from timeline.render.text import event_title, participant_words, place_words


class _Participant(Component):
    """A participant (RFC 9073 §7.1)."""

    name = "PARTICIPANT"


class _Vlocation(Component):
    """A place (RFC 9073 §7.2)."""

    name = "VLOCATION"


def add_rich(component: Component, content: VeventContent) -> None:
    """Add what RFC 9253 and RFC 9073 define; the UID of a person or place ends with that of the VEVENT."""
    _add_relations(component, content)
    described = orjson.dumps(_schema_org(content), option=orjson.OPT_SORT_KEYS).decode()
    parameters = {"VALUE": "TEXT", "FMTTYPE": "application/ld+json", "SCHEMA": f"{CONTEXT}/Event"}
    component.add("structured-data", vText(one_line(described)), parameters=parameters)
    for participant in content.event.participants:
        component.add_component(_participant(participant, content))
    for place in content.event.where:
        component.add_component(_location(place, content))


def _add_relations(component: Component, content: VeventContent) -> None:
    """RFC 9253: the kind as CONCEPT, one LINK for each source, as REFID the trip that groups a journey's events."""
    event = content.event
    if event.kind is not None:
        add_address(component, "concept", content.links.concept_url(event.kind))
    for url in dict.fromkeys(source.url for source in event.sources):
        add_address(component, "link", url, VALUE="URI", LINKREL="SOURCE")
    for trip in content.relatives.trips:
        add_line(component, "refid", trip)


def _participant(participant: EventParticipant, content: VeventContent) -> Component:
    """RFC 9073 §7.1; a participant who did not come is INACTIVE."""
    component = _Participant()
    component.add("uid", vText(one_line(f"participant.{participant.who}.{content.uid}")))
    kind = "SPEAKER" if participant.role is Role.SPOKESPERSON else "ACTIVE"
    add_line(component, "participant-type", "INACTIVE" if participant.presence in NOT_PRESENT else kind)
    add_line(component, "summary", participant.name)
    add_line(component, "description", participant_words(participant, content.lang))
    add_address(component, "url", content.links.page_url(participant_folder(participant.type), participant.who))
    return component


def _location(place: EventPlace, content: VeventContent) -> Component:
    """RFC 9073 §7.2."""
    component = _Vlocation()
    component.add("uid", vText(one_line(f"location.{place.slug}.{content.uid}")))
    add_line(component, "name", place_words(place, content.catalogue))
    if place.latitude is not None and place.longitude is not None:
        component.add("geo", (round(place.latitude, COORDINATE_DIGITS), round(place.longitude, COORDINATE_DIGITS)))
    add_address(component, "url", content.links.page_url("places", place.slug))
    return component


def _schema_org(content: VeventContent) -> dict[str, Any]:
    """The event as a schema.org Event; a date that is not exact is left out, since schema.org has no vague dates."""
    event = content.event
    described: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "Event",
        "@id": content.links.html_url(event.slug),
        "name": event_title(event, content.lang),
        "location": [one_line(place_words(place, content.catalogue)) for place in event.where],
        "attendee": [
            _attendee(participant) for participant in event.participants if participant.presence not in NOT_PRESENT
        ],
    }
    if event.status is not None and event.status in OTHER_EVENT_STATUSES:
        described["eventStatus"] = OTHER_EVENT_STATUSES[event.status]
    when = event.when
    if when.exact and when.first_day is not None and when.last_day is not None:
        described["startDate"] = (when.starts_at or when.first_day).isoformat()
        described["endDate"] = (when.ends_at or when.last_day).isoformat()
    return {name: value for name, value in described.items() if value}


def _attendee(participant: EventParticipant) -> dict[str, str]:
    return {"@type": PARTICIPANT_TYPES[participant.type], "name": one_line(participant.name)}
