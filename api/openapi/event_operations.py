"""`/v1/events` and what lies below it, in every form."""

from __future__ import annotations

from typing import Final

from api.openapi.operation import Form, Operation, PathPart
from api.openapi.shapes import many, ref
from api.params import (
    EVENT_FEED_PARAMETERS,
    EVENT_PARAMETERS,
    FEED_PARAMETERS,
    LIST_PARAMETERS,
    STATE_PARAMETERS,
)

TOPIC: Final = "events"
LIST: Final = Form(media_type="application/json", schema=ref("EventList"))
EVENT: Final = Form(media_type="application/json", schema=ref("Event"))
CALENDAR: Final = Form(media_type="text/calendar")
JCAL: Final = Form(media_type="application/calendar+json", schema=many({}) | {"minItems": 3, "maxItems": 3})
KEY: Final = PathPart(
    name="key",
    schema={"type": "string", "minLength": 1},
    meaning="Id or slug of an event; a merged one leads to its survivor.",
    sample="blinken-trip-2023-11",
)
FEED_HEADERS: Final = ("Last-Modified", "Content-Disposition")
_NEGOTIATED: Final = "With `Accept: text/calendar` it is the calendar, with the parameters of the address in `.ics`."

OPERATIONS: Final = (
    Operation(
        id="listEvents",
        path="/v1/events",
        topic=TOPIC,
        summary="Events that match, in pages",
        description=_NEGOTIATED,
        takes=LIST_PARAMETERS,
        forms=(LIST, CALENDAR),
        headers=("Link",),
        problems=("invalid-cursor", "not-acceptable"),
    ),
    Operation(
        id="listEventsAsJson",
        path="/v1/events.json",
        topic=TOPIC,
        summary="The same as JSON, whatever Accept says",
        takes=LIST_PARAMETERS,
        forms=(LIST,),
        headers=("Link",),
        problems=("invalid-cursor",),
    ),
    Operation(
        id="getEventsCalendar",
        path="/v1/events.ics",
        topic=TOPIC,
        summary="The query as a calendar, whole",
        takes=FEED_PARAMETERS,
        forms=(CALENDAR,),
        headers=FEED_HEADERS,
    ),
    Operation(
        id="getEventsJcal",
        path="/v1/events.jcal.json",
        topic=TOPIC,
        summary="The query as a calendar in JSON (RFC 7265)",
        takes=FEED_PARAMETERS,
        forms=(JCAL,),
        headers=FEED_HEADERS,
    ),
    Operation(
        id="getEvent",
        path="/v1/events/{key}",
        topic=TOPIC,
        summary="One event",
        description=_NEGOTIATED,
        takes=EVENT_PARAMETERS,
        parts=(KEY,),
        forms=(EVENT, CALENDAR),
        problems=("event-not-found", "not-acceptable"),
        moved=True,
    ),
    Operation(
        id="getEventAsJson",
        path="/v1/events/{key}.json",
        topic=TOPIC,
        summary="One event as JSON, whatever Accept says",
        takes=EVENT_PARAMETERS,
        parts=(KEY,),
        forms=(EVENT,),
        problems=("event-not-found",),
        moved=True,
    ),
    Operation(
        id="getEventCalendar",
        path="/v1/events/{key}.ics",
        topic=TOPIC,
        summary="One event as a calendar of its own",
        takes=EVENT_FEED_PARAMETERS,
        parts=(KEY,),
        forms=(CALENDAR,),
        headers=FEED_HEADERS,
        problems=("event-not-found",),
        moved=True,
    ),
    Operation(
        id="getEventJcal",
        path="/v1/events/{key}.jcal.json",
        topic=TOPIC,
        summary="One event as a calendar in JSON (RFC 7265)",
        takes=EVENT_FEED_PARAMETERS,
        parts=(KEY,),
        forms=(JCAL,),
        headers=FEED_HEADERS,
        problems=("event-not-found",),
        moved=True,
    ),
    Operation(
        id="getEventHistory",
        path="/v1/events/{key}/history",
        topic=TOPIC,
        summary="Its states, by the time from which the public could know them",
        takes=STATE_PARAMETERS,
        parts=(KEY,),
        forms=(Form(media_type="application/json", schema=ref("EventHistory")),),
        problems=("event-not-found",),
        moved=True,
    ),
    Operation(
        id="getEventRevisions",
        path="/v1/events/{key}/revisions",
        topic=TOPIC,
        summary="Its numbered states, oldest first",
        takes=STATE_PARAMETERS,
        parts=(KEY,),
        forms=(Form(media_type="application/json", schema=ref("EventRevisions")),),
        problems=("event-not-found",),
        moved=True,
    ),
)
