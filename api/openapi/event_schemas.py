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
        "reason": told(maybe(TEXT), "Why it was corrected."),
        "ruled_at": told(maybe(INSTANT), "When an editor decided for this claim."),
        "ruling_reason": told(maybe(TEXT), "Why an editor decided for it."),
    },
    description="One property of one report, and how it stands to what the event shows.",
)

_MEMBERS: Final[dict[str, Schema]] = {
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
}
_INCLUDED: Final[dict[str, Schema]] = {
    "labels": told(ref("Labels"), "Kind and status in words; only with `lang`."),
    "claims": told(many(ref("Claim")), "Only with `include=claims`."),
    "reports": told(many(ref("Report")), "Only with `include=reports`."),
    "parts": told(many(ref("Event")), "The events directly under it; only with `include=parts`."),
    "parents": told(many(ref("Event")), "What it is part of, nearest first; only with `include=parents`."),
    "revisions": told(many(ref("RevisionHead")), "Only with `include=revisions`."),
}

_EVENT: Final = closed(
    _MEMBERS | _INCLUDED,
    optional=_INCLUDED,
    description="One event as its sources tell it. Every key is always there; `null` means “not known”.",
)

_CHOSEN: Final = closed(
    _MEMBERS | _INCLUDED,
    optional=[name for name in (*_MEMBERS, *_INCLUDED) if name != "id"],
    description="An event with only the members that `fields` names.",
)

SHOWN_EVENT: Final[Schema] = {"anyOf": [ref("Event"), ref("ChosenEvent")]}
"""An event as an answer shows it: the second one if `fields` was given."""

_FEATURE: Final = closed(
    {
        "type": words(("Feature",)),
        "id": TEXT,
        "geometry": maybe(
            closed(
                {
                    "type": words(("Point",)),
                    "coordinates": told(many(NUMBER), "Longitude, latitude.", minItems=2, maxItems=2),
                }
            )
        ),
        "properties": closed(
            _MEMBERS | {"labels": ref("Labels"), "place": maybe(TEXT), "place_name": maybe(TEXT)},
            optional=("labels",),
            description="The event, and this place of it.",
        ),
    }
)

_LIST: Final = closed(
    {
        "events": many(SHOWN_EVENT),
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

_REVISION_HEAD: Final[dict[str, Schema]] = {
    "number": count(),
    "known_from": INSTANT,
    "recorded_at": INSTANT,
    "updated_at": INSTANT,
}

_REVISION: Final = closed(
    _REVISION_HEAD
    | {
        "patch": told(
            {"type": ["array", "null"], "items": ref("PatchStep")},
            "From the last event above to this one (RFC 6902), without the members that number it.",
        ),
        "event": told(maybe(ref("Event")), "Null where it left the public view, or was replaced."),
    }
)

_PATCH_STEP: Final = closed(
    {"op": words(("add", "remove", "replace", "move", "copy", "test")), "path": TEXT, "from": TEXT, "value": {}},
    optional=("from", "value"),
)


def _of_event(name: str, schema: str) -> Schema:
    return closed({"event_id": TEXT, "slug": TEXT, "known_at": maybe(INSTANT), name: many(ref(schema))})


EVENT_SCHEMAS: Final[dict[str, Schema]] = VOCABULARIES | {
    "When": _WHEN,
    "EventPlace": _PLACE,
    "Participant": _PARTICIPANT,
    "Deviation": _DEVIATION,
    "RelatedLink": closed({"url": TEXT, "label": maybe(TEXT)}),
    "EventLinks": _LINKS,
    "Claim": _CLAIM,
    "Labels": closed({"kind": maybe(TEXT), "status": maybe(TEXT)}),
    "Event": _EVENT,
    "ChosenEvent": _CHOSEN,
    "QueryEcho": _ECHO,
    "EventList": _LIST,
    "Feature": _FEATURE,
    "FeatureCollection": closed(
        {"type": words(("FeatureCollection",)), "features": many(ref("Feature")), "next": ADDRESS}, optional=("next",)
    ),
    "EventState": _STATE,
    "EventHistory": _of_event("states", "EventState"),
    "RevisionHead": closed(_REVISION_HEAD),
    "PatchStep": _PATCH_STEP,
    "EventRevision": _REVISION,
    "EventRevisions": _of_event("revisions", "EventRevision"),
    "EventReports": _of_event("reports", "Report"),
}
