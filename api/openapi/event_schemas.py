"""Schemas of events and what hangs on them: dates, places, participants, claims, states, revisions, lists."""

from __future__ import annotations

from typing import Final

from api.openapi.shapes import (
    ADDRESS,
    DAY,
    FLAG,
    INSTANT,
    NUMBER,
    TEXT,
    Schema,
    closed,
    count,
    many,
    maybe,
    ref,
    told,
    words,
)
from timeline.model.query import Sort
from timeline.model.vocabulary import EventKind, ParticipantType, Presence, Relation, Role, Status, Tier

VOCABULARIES: Final[dict[str, Schema]] = {
    "EventKind": words(EventKind),
    "Status": words(Status),
    "Tier": words(Tier),
    "Role": words(Role),
    "Presence": words(Presence),
    "Relation": words(Relation),
    "ParticipantType": words(ParticipantType),
    "Sort": words(Sort),
}

_WHEN: Final = closed(
    {
        "edtf": told(maybe(TEXT), "The date in the Extended Date/Time Format, with the same bounds."),
        "first_day": told(maybe(DAY), "Inclusive; a day at the place."),
        "last_day": told(maybe(DAY), "Inclusive; a day at the place."),
        "exact": told(FLAG, "Whether the bounds are the real first and last day."),
        "starts_at": told(maybe(INSTANT), "Inclusive, with the offset of the place."),
        "ends_at": told(maybe(INSTANT), "Exclusive, with the offset of the place."),
        "time_zone": told(maybe(TEXT), "An IANA name."),
        "phrase": told(maybe(TEXT), "The source's own words."),
        "dateline": told(maybe(DAY), "The day from which the words are read."),
    },
    description="When, as far as a source says it; `null` means “not known”.",
)

_PLACE: Final = closed(
    {
        "slug": TEXT,
        "name": TEXT,
        "country": told(maybe(TEXT), "ISO 3166 alpha-2."),
        "territory": told(maybe(TEXT), "A label where the status is disputed."),
        "latitude": told(maybe(NUMBER), "Degrees, WGS 84."),
        "longitude": told(maybe(NUMBER), "Degrees, WGS 84."),
        "time_zone": told(maybe(TEXT), "An IANA name."),
    }
)

_PARTICIPANT: Final = closed(
    {
        "who": told(TEXT, "Slug of a person or an organization."),
        "name": TEXT,
        "type": ref("ParticipantType"),
        "office": told(maybe(TEXT), "The office held on that day."),
        "role": maybe(ref("Role")),
        "presence": maybe(ref("Presence")),
        "when": told(maybe(ref("When")), "Own days, where they differ from the event's."),
    }
)

_DEVIATION: Final = closed(
    {"property": TEXT, "planned": maybe(TEXT), "actual": maybe(TEXT)},
    description="Where the outcome differs from the plan, both in their short written form.",
)

_LINKS: Final = closed(
    {
        "self": ADDRESS,
        "html": ADDRESS,
        "ics": ADDRESS,
        "related": told(many(ref("RelatedLink")), "Addresses that the reports gave."),
    }
)

_CLAIM: Final = closed(
    {
        "property": told(TEXT, "As `when`, or `participants.antony-blinken`."),
        "value": told({}, "What the report says, as JSON."),
        "relation": ref("Relation"),
        "report": told(TEXT, "Id of the report."),
        "source": TEXT,
        "record": TEXT,
        "publisher": TEXT,
        "tier": ref("Tier"),
        "published_at": INSTANT,
        "attributed_to": maybe(TEXT),
        "locator": maybe(TEXT),
        "via": told(maybe(TEXT), "The source that passed it on."),
        "url": maybe(TEXT),
        "note": maybe(TEXT),
        "corrected_by": told(maybe(TEXT), "Id of the correcting report."),
        "reason": maybe(TEXT),
    },
    description="One property of one report, and how it stands to what the event shows.",
)

_EVENT: Final = closed(
    {
        "id": told(TEXT, "For ever; a merged event's id leads to the survivor (308)."),
        "slug": TEXT,
        "kind": maybe(ref("EventKind")),
        "status": maybe(ref("Status")),
        "title": maybe(TEXT),
        "summary": maybe(TEXT),
        "url": maybe(TEXT),
        "when": ref("When"),
        "where": many(ref("EventPlace")),
        "participants": many(ref("Participant")),
        "topics": told(many(TEXT), "Slugs."),
        "part_of": told(maybe(TEXT), "Slug of the trip, visit or summit that it belongs to."),
        "sources": told(many(TEXT), "Ids of the sources that speak on it."),
        "contested": told(many(TEXT), "Properties on which sources contradict each other."),
        "deviations": many(ref("Deviation")),
        "revision": told(count(1), "Only rises when what is shown changes."),
        "known_from": told(INSTANT, "Since when the public could know this state."),
        "updated_at": told(INSTANT, "The later of recorded and known."),
        "links": ref("EventLinks"),
        "claims": told(many(ref("Claim")), "Only with `include=claims`."),
    },
    optional=("claims",),
    description="One event as its sources tell it. Every key is always there; `null` means “not known”.",
)

_LIST: Final = closed(
    {
        "events": many(ref("Event")),
        "next": told(maybe(ADDRESS), "The next page, or null at the end."),
        "count": told(count(), "All that match; only with `count=true`."),
        "query": told(ref("QueryEcho"), "What was understood."),
        "known_at": maybe(INSTANT),
    },
    optional=("count",),
)

_ECHO: Final[Schema] = {
    "type": "object",
    "description": "The parameters as given: a text, or an array where a parameter can be repeated.",
    "additionalProperties": {"oneOf": [TEXT, many(TEXT)]},
}

_STATE: Final = closed(
    {
        "known_from": INSTANT,
        "known_to": told(maybe(INSTANT), "Exclusive; null if it still holds."),
        "revision": count(),
        "event": ref("Event"),
    }
)

_REVISION: Final = closed(
    {
        "number": count(),
        "known_from": INSTANT,
        "recorded_at": INSTANT,
        "updated_at": INSTANT,
        "event": told(maybe(ref("Event")), "Null where it left the public view."),
    }
)

EVENT_SCHEMAS: Final[dict[str, Schema]] = VOCABULARIES | {
    "When": _WHEN,
    "EventPlace": _PLACE,
    "Participant": _PARTICIPANT,
    "Deviation": _DEVIATION,
    "RelatedLink": closed({"url": TEXT, "label": maybe(TEXT)}),
    "EventLinks": _LINKS,
    "Claim": _CLAIM,
    "Event": _EVENT,
    "QueryEcho": _ECHO,
    "EventList": _LIST,
    "EventState": _STATE,
    "EventHistory": closed(
        {"event_id": TEXT, "slug": TEXT, "known_at": maybe(INSTANT), "states": many(ref("EventState"))}
    ),
    "EventRevision": _REVISION,
    "EventRevisions": closed({"event_id": TEXT, "slug": TEXT, "revisions": many(ref("EventRevision"))}),
}
