"""`/v1/events` and the addresses below it, in every form."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from api.openapi.members import shape
from api.openapi.operation import Form, Operation, PathParameter, in_json
from api.openapi.samples import EVENT, EVENT_LIST
from api.openapi.schema import ADDRESS, DAY, INSTANT, NUMBER, OBJECT, SLUG, TEXT, described, many, maybe, ref, words
from api.openapi.shapes import EVENT_ID, EVENT_NAMES, RIGHTS, SHOWN_EVENT
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

SHAPES: Final = {
    "EventState": shape(
        "What the public could know of the event during one period.",
        "known_from known_to revision event",
        known_to=described("Exclusive; null for the state that holds now.", maybe(INSTANT)),
        revision={"type": "integer", "minimum": 0},
    ),
    "PatchStep": shape(
        "One operation of a JSON patch (RFC 6902).",
        "op path from? value?",
        op=words("add", "remove", "replace", "move", "copy", "test"),
        **{"from": TEXT, "value": {}},
    ),
    "EventRevision": shape(
        "A numbered state of the event.",
        "number known_from recorded_at updated_at",
        patch=described("From the previous event in this list, without its numbering.", maybe(many(ref("PatchStep")))),
        event=described("Null if it was no longer public, or the revision was replaced.", maybe(ref("Event"))),
    ),
    "EventReports": shape("Public reports, oldest first.", "event_id slug known_at", reports=many(ref("Report"))),
    "EventHistory": shape("States, oldest first.", "event_id slug known_at", states=many(ref("EventState"))),
    "EventRevisions": shape("Revisions, oldest first.", "event_id slug known_at", revisions=many(ref("EventRevision"))),
    "Feature": shape(
        "One event at one place (RFC 7946).",
        "type id geometry properties",
        type=words("Feature"),
        geometry=maybe(
            shape(
                "A point.",
                type=words("Point"),
                coordinates=many(NUMBER, minItems=2, maxItems=2, description="Longitude, latitude."),
            )
        ),
        properties=shape(
            "The event, and the one of its places that the feature shows.",
            f"{EVENT_NAMES} labels?",
            id=EVENT_ID,
            links=ref("EventLinks"),
            labels=ref("Labels"),
            first_day=described("As in `when`.", maybe(DAY)),
            last_day=described("As in `when`.", maybe(DAY)),
            edtf=described("As in `when`.", maybe(TEXT)),
            place=maybe(TEXT),
            place_name=maybe(TEXT),
        ),
    ),
    "FeatureCollection": shape(
        "Events as points on a map (RFC 7946).",
        "type features next?",
        **RIGHTS,
        type=words("FeatureCollection"),
        features=many(ref("Feature")),
        next=ADDRESS,
    ),
}

CALENDAR: Final = Form("text/calendar")
JCAL: Final = Form("application/calendar+json", many({}, minItems=3, maxItems=3))
FEED_HEADERS: Final = ("Last-Modified", "Content-Disposition")
EVENT_KEY: Final = PathParameter(
    "key",
    SLUG,
    "Id or slug of an event; a merged event redirects to the one it became part of.",
    "blinken-trip-2023-11",
)
_SCHEMAS: Final = {
    GEOJSON.suffix: ref("FeatureCollection"),
    JSONLD.suffix: described("schema.org events in a `@graph` (JSON-LD 1.1).", OBJECT),
}
_FORMS: Final = {form: Form(form.media_type, _SCHEMAS.get(form.suffix, TEXT)) for form in FORMS}
_NEGOTIATED: Final = (
    "`Accept` selects another form; the parameters are then those of the address with the suffix of that form."
)
_LIST: Final = Operation(
    "listEvents", "/v1/events", "events", "Events that match, in pages",
    (*in_json("EventList", EVENT_LIST), CALENDAR, *_FORMS.values()), LIST_PARAMETERS,
    description=_NEGOTIATED, problems=("not-acceptable",),
)  # fmt: skip
_EVENT: Final = Operation(
    "getEvent", "/v1/events/{key}", "events", "One event",
    (*in_json(SHOWN_EVENT, EVENT), CALENDAR, *_FORMS.values()), EVENT_PARAMETERS,
    path_parameters=(EVENT_KEY,), description=_NEGOTIATED, problems=("not-acceptable",), is_moved=True,
)  # fmt: skip


def _below(base: Operation, id_: str, suffix: str, summary: str, **changes: Any) -> Operation:
    """The operation at the address of `base` with a suffix; it does not negotiate."""
    unset: dict[str, Any] = {"description": "", "problems": (), "forms": base.forms[:1]}
    return replace(base, id=id_, path=f"{base.path}{suffix}", summary=summary, **(unset | changes))


def _calendars(name: str, suffix: str, meaning: str, form: Form) -> tuple[Operation, Operation]:
    """All events that match, and one event, as a calendar."""
    shared = {"forms": (form,), "headers": FEED_HEADERS}
    query = _below(_LIST, f"getEvents{name}", suffix, f"All events that match, as {meaning}", **shared)
    event = _below(_EVENT, f"getEvent{name}", suffix, f"One event as {meaning}", **shared)
    problems = ("event-not-found", "event-gone")
    return (
        replace(query, parameters=FEED_PARAMETERS),
        replace(
            event,
            parameters=EVENT_FEED_PARAMETERS,
            description="Never empty: answered as with `imprecise=all`. A merged event has the entry of the event it"
            " became part of, and its own, which says so.",
            is_moved=False,
            problems=problems,
        ),
    )


def _files(name: str, form: EventForm, meaning: str) -> tuple[Operation, Operation]:
    """The events that match, and one event, in that form."""
    shared = {"forms": (_FORMS[form],), "headers": ("Content-Disposition",) if form.is_file else ()}
    query = _below(_LIST, f"getEvents{name}", form.suffix, f"Events that match, as {meaning}", **shared)
    event = _below(_EVENT, f"getEvent{name}", form.suffix, f"One event as {meaning}", **shared)
    extent = "" if form.is_paged else "Complete, unless `limit` is given."
    return (
        replace(query, parameters=FORM_LIST_PARAMETERS, description=extent),
        replace(event, parameters=FORM_EVENT_PARAMETERS),
    )


def _states(id_: str, suffix: str, summary: str, name: str) -> Operation:
    return _below(_EVENT, id_, suffix, summary, parameters=STATE_PARAMETERS, forms=in_json(name))


OPERATIONS: Final = (
    _LIST,
    _below(_LIST, "listEventsAsJson", ".json", "The same as JSON, whatever Accept says"),
    _EVENT,
    _below(_EVENT, "getEventAsJson", ".json", "The same as JSON, whatever Accept says"),
    *_calendars("Calendar", ".ics", "a calendar", CALENDAR),
    *_calendars("Jcal", ".jcal.json", "a calendar in JSON (RFC 7265)", JCAL),
    *_files("Csv", CSV, "a table with one row for each event and place"),
    *_files("Ndjson", NDJSON, "JSON, one event on each line"),
    *_files("Geojson", GEOJSON, "points on a map (RFC 7946)"),
    *_files("Atom", ATOM, "an Atom feed (RFC 4287), latest change first, in pages"),
    *_files("JsonLd", JSONLD, "linked data (schema.org)"),
    _states("getEventReports", "/reports", "The public reports on an event, oldest first", "EventReports"),
    _states("getEventHistory", "/history", "The states of an event, by the time they became public", "EventHistory"),
    _states("getEventRevisions", "/revisions", "The numbered states of an event, oldest first", "EventRevisions"),
)
