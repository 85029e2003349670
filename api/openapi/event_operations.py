"""`/v1/events` and what lies below it, in every form: JSON and calendars, then those of `timeline.render.forms.table`."""

from __future__ import annotations

from typing import Final

from api.openapi.event_schemas import SHOWN_EVENT
from api.openapi.operation import Form, Operation, PathPart
from api.openapi.samples import EVENT as EVENT_SAMPLE
from api.openapi.samples import EVENT_LIST
from api.openapi.shapes import SLUG, Schema, many, ref
from api.parameters.table import (
    EVENT_FEED_PARAMETERS,
    EVENT_PARAMETERS,
    FEED_PARAMETERS,
    FORM_EVENT_PARAMETERS,
    FORM_LIST_PARAMETERS,
    LIST_PARAMETERS,
    STATE_PARAMETERS,
)
from timeline.render.forms.table import ATOM, CSV, FORMS, GEOJSON, JSONLD, NDJSON, EventForm

TOPIC: Final = "events"
LIST: Final = Form(media_type="application/json", schema=ref("EventList"), example=EVENT_LIST)
EVENT: Final = Form(media_type="application/json", schema=SHOWN_EVENT, example=EVENT_SAMPLE)
CALENDAR: Final = Form(media_type="text/calendar")
JCAL: Final = Form(media_type="application/calendar+json", schema=many({}) | {"minItems": 3, "maxItems": 3})
KEY: Final = PathPart(
    name="key",
    schema=SLUG,
    meaning="Id or slug of an event; a merged one leads to its survivor.",
    sample="blinken-trip-2023-11",
)
FEED_HEADERS: Final = ("Last-Modified", "Content-Disposition")
_NEGOTIATED: Final = (
    "`Accept` may name another form; then the parameters are those of the address that ends in that form's suffix."
)

_SCHEMAS: Final[dict[str, Schema]] = {
    GEOJSON.suffix: ref("FeatureCollection"),
    JSONLD.suffix: {"type": "object", "description": "schema.org events in a `@graph` (JSON-LD 1.1)."},
}
_NAMES: Final = {
    CSV.suffix: ("Csv", "a table, one row for each event and place"),
    NDJSON.suffix: ("Ndjson", "JSON, one event on each line"),
    GEOJSON.suffix: ("Geojson", "points on a map (RFC 7946)"),
    ATOM.suffix: ("Atom", "an Atom feed (RFC 4287), newest change first, in pages"),
    JSONLD.suffix: ("JsonLd", "linked data (schema.org)"),
}


def _media(form: EventForm) -> Form:
    return Form(media_type=form.media_type, schema=_SCHEMAS.get(form.suffix, {"type": "string"}))


def _in_form(form: EventForm) -> tuple[Operation, Operation]:
    """The query and one event in that form."""
    name, words = _NAMES[form.suffix]
    headers = ("Content-Disposition",) if form.is_file else ()
    return (
        Operation(
            id=f"getEvents{name}",
            path=f"/v1/events{form.suffix}",
            topic=TOPIC,
            summary=f"The query as {words}",
            description="" if form.is_paged else "Whole, unless `limit` asks for a page.",
            takes=FORM_LIST_PARAMETERS,
            forms=(_media(form),),
            headers=(*headers, "Link"),
            problems=("invalid-cursor",),
        ),
        Operation(
            id=f"getEvent{name}",
            path=f"/v1/events/{{key}}{form.suffix}",
            topic=TOPIC,
            summary=f"One event as {words}",
            takes=FORM_EVENT_PARAMETERS,
            parts=(KEY,),
            forms=(_media(form),),
            headers=headers,
            problems=("event-not-found",),
            moved=True,
        ),
    )


_OTHER_FORMS: Final = tuple(_media(form) for form in FORMS)

OPERATIONS: Final = (
    Operation(
        id="listEvents",
        path="/v1/events",
        topic=TOPIC,
        summary="Events that match, in pages",
        description=_NEGOTIATED,
        takes=LIST_PARAMETERS,
        forms=(LIST, CALENDAR, *_OTHER_FORMS),
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
        forms=(EVENT, CALENDAR, *_OTHER_FORMS),
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
        id="getEventReports",
        path="/v1/events/{key}/reports",
        topic=TOPIC,
        summary="Every public report on it, oldest first",
        takes=STATE_PARAMETERS,
        parts=(KEY,),
        forms=(Form(media_type="application/json", schema=ref("EventReports")),),
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
    *(operation for form in FORMS for operation in _in_form(form)),
)
