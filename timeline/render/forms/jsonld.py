"""Events as linked data for search engines and graphs: schema.org Event in JSON-LD 1.1.

`jsonld_form` writes a document with `@graph`; `schema_event` gives one of its members, which the event's page holds
too. A date that is not exact gives no startDate. Its bounds are an interval, with `..` for an unknown end, in the
temporalCoverage of our page about the event: schema.org has that property for works, not for events. `<`, `>`, `&` and
line separators are escaped (RELIABILITY E10).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

import orjson

from timeline.model.catalogue.entries import Catalogue
from timeline.model.catalogue.folders import participant_folder
from timeline.model.dates.event_date import EventDate
from timeline.model.event import Event, EventParticipant, EventPlace, EventSource
from timeline.model.stored_event import StoredEvent
from timeline.model.vocabulary import NOT_PRESENT, OUTCOME_STATUSES, Mode, ParticipantType, Presence, Role
from timeline.render.forms.local_event import LocalEvent, local_event
from timeline.render.forms.settings import FormHead, FormSettings
from timeline.render.json.event import instant_text
from timeline.render.links import Links
from timeline.render.plain_text import web_address
from timeline.render.schema_org import (
    ATTENDANCE_MODES,
    CONTEXT,
    EVENT_RESCHEDULED,
    EVENT_SCHEDULED,
    OTHER_EVENT_STATUSES,
    PARTICIPANT_TYPES,
)
from timeline.render.text import event_title, place_words, series_words
from timeline.render.words.date_words import date_words

_ESCAPES: Final[tuple[tuple[bytes, bytes], ...]] = (
    (b"<", b"\\u003c"),
    (b">", b"\\u003e"),
    (b"&", b"\\u0026"),
    ("\u2028".encode(), b"\\u2028"),
    ("\u2029".encode(), b"\\u2029"),
)


def jsonld_form(events: Iterable[StoredEvent], settings: FormSettings, head: FormHead) -> Iterator[bytes]:
    """The document, piece by piece; `next`, if there is one, is a member beside the graph and no linked data."""
    context = CONTEXT if head.next_url is None else [CONTEXT, {"next": None}]
    yield b'{"@context":' + script_safe(context) + b',"@graph":['
    separator = b""
    for stored in events:
        yield separator + script_safe(schema_event(local_event(stored, settings), settings))
        separator = b","
    following = b"" if head.next_url is None else b',"next":' + script_safe(head.next_url)
    yield b"]" + following + b"}\n"


def script_safe(value: object) -> bytes:
    """The value as JSON that may stand between script tags: no text in it can end the element."""
    text = orjson.dumps(value)
    for character, escape in _ESCAPES:
        text = text.replace(character, escape)
    return text


def schema_event(one: LocalEvent, settings: FormSettings) -> dict[str, Any]:
    """The event as schema.org Event, without `@context`; what is not known is left out."""
    event, links = one.event, settings.links
    page, official = links.html_url(event.slug), web_address(event.url)
    members: dict[str, Any] = {
        "@type": "Event",
        "@id": page,
        "identifier": event.id,
        "url": page,
        "additionalType": None if event.kind is None else links.concept_url(event.kind),
        "name": event_title(event, settings.lang),
        "description": event.summary,
        "eventStatus": _event_status(event),
        **_dates(event.listed),
        "previousStartDate": _previous_start(event),
        "eventAttendanceMode": None if event.mode is None else ATTENDANCE_MODES[event.mode],
        "location": [*(_place(place, one, links) for place in event.where), *_online(event, official or page)],
        **_people(event, links),
        "superEvent": _super_events(event, one.names, links),
        "keywords": [_topic(slug, one) for slug in event.topics],
        "sameAs": [] if official is None else [official],
        "subjectOf": [
            _our_page(page, settings),
            *_vague_date(event.when, page, settings.lang),
            *_sources(event.sources),
            *_related(event),
        ],
        "dateModified": instant_text(one.stored.updated_at),
    }
    return {name: value for name, value in members.items() if value}


def _online(event: Event, address: str) -> list[dict[str, str]]:
    """Where an event that is held online, at least in part, can be found: schema.org asks for a place of this type."""
    is_online = event.mode in (Mode.ONLINE, Mode.MIXED)
    return [{"@type": "VirtualLocation", "url": address}] if is_online else []


def _super_events(event: Event, names: Catalogue, links: Links) -> list[dict[str, str]] | dict[str, str]:
    """What the event is part of, and the series of which it is one; a single one without a list."""
    parents = [{"@id": links.html_url(slug)} for slug in event.part_of]
    name = series_words(replace(event, ordinal=None), names)
    series = [] if event.series is None else [{"@type": "EventSeries", "identifier": event.series, "name": name}]
    found = [*parents, *series]
    return found[0] if len(found) == 1 else found


def _dates(when: EventDate) -> dict[str, str]:
    if when.exact and when.first_day is not None and when.last_day is not None:
        first, last = when.starts_at or when.first_day, when.ends_at or when.last_day
        return {"startDate": first.isoformat(), "endDate": last.isoformat()}
    return {}


def _our_page(page: str, settings: FormSettings) -> dict[str, Any]:
    """Our page as a work, because an event itself has no licence in schema.org."""
    render = settings.render
    return {"@type": "CreativeWork", "url": page, "license": render.licence_url, "creditText": render.attribution}


def _vague_date(when: EventDate, page: str, lang: str) -> Iterator[dict[str, Any]]:
    """Our page as a work about the possible days, if the date is known but not exact."""
    if when.is_unknown or _dates(when):
        return
    bounds = (when.first_day, when.last_day)
    yield {
        "@type": "CreativeWork",
        "url": page,
        "description": date_words(when, lang),
        "temporalCoverage": "/".join(".." if day is None else day.isoformat() for day in bounds),
    }


def _place(place: EventPlace, one: LocalEvent, links: Links) -> dict[str, Any]:
    members: dict[str, Any] = {
        "@type": "Place",
        "name": place_words(place, one.names),
        "url": links.page_url("places", place.slug),
    }
    if place.country is not None and place.territory is None:
        members["address"] = {"@type": "PostalAddress", "addressCountry": place.country}
    if place.latitude is not None and place.longitude is not None:
        members["geo"] = {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}
    return members


def _event_status(event: Event) -> str:
    usual = EVENT_RESCHEDULED if event.moved else EVENT_SCHEDULED
    return usual if event.status is None else OTHER_EVENT_STATUSES.get(event.status, usual)


def _previous_start(event: Event) -> list[str] | str | None:
    """The first days on which the event was planned before, the latest first."""
    before = [EventDate.from_edtf(moved.before).first_day for moved in reversed(event.moved)]
    current = event.listed.first_day
    days = list(dict.fromkeys(day.isoformat() for day in before if day not in (None, current) and day is not None))
    if event.postponed_from is not None and current is not None:
        days.insert(0, current.isoformat())
    return days[0] if len(days) == 1 else days


def _people(event: Event, links: Links) -> dict[str, list[dict[str, Any]]]:
    """Hosts are organizers. Those who came, or are expected at an event that has not begun, are attendees.

    Others who may have come are contributors. Those who stayed away or sent a representative are left out.
    """
    present = [participant for participant in event.participants if participant.presence not in NOT_PRESENT]
    guests = [participant for participant in present if participant.role is not Role.HOST]
    sure = (Presence.ATTENDED,) if event.status in OUTCOME_STATUSES else (Presence.ATTENDED, Presence.EXPECTED)
    return {
        "organizer": [_participant(participant, links) for participant in present if participant.role is Role.HOST],
        "attendee": [_participant(participant, links) for participant in guests if participant.presence in sure],
        "contributor": [_participant(participant, links) for participant in guests if participant.presence not in sure],
    }


def _participant(participant: EventParticipant, links: Links) -> dict[str, Any]:
    is_person = participant.type is ParticipantType.PERSON
    members = {
        "@type": PARTICIPANT_TYPES[participant.type],
        "name": participant.name,
        "url": links.page_url(participant_folder(participant.type), participant.who),
    }
    return members | ({"jobTitle": participant.office} if is_person and participant.office else {})


def _topic(slug: str, one: LocalEvent) -> str:
    return one.names.topics[slug].name if slug in one.names.topics else slug


def _sources(sources: Iterable[EventSource]) -> Iterator[dict[str, Any]]:
    for source in sources:
        members: dict[str, Any] = {
            "@type": "CreativeWork",
            "identifier": source.id,
            "publisher": {"@type": "Organization", "name": source.publisher},
            "datePublished": instant_text(source.published_at),
            "url": web_address(source.url),
        }
        yield {name: value for name, value in members.items() if value is not None}


def _related(event: Event) -> Iterator[dict[str, Any]]:
    for link in event.links:
        address = web_address(link.url)
        if address is not None:
            yield {"@type": "CreativeWork", "url": address} | ({"name": link.label} if link.label else {})
