"""Schemas of reports as the public reads them: what one record of one source says."""

from __future__ import annotations

from typing import Final

from api.openapi.shapes import FLAG, INSTANT, TEXT, Schema, closed, many, maybe, ref, told

_PARTICIPATION: Final = closed(
    {"who": TEXT, "role": ref("Role"), "presence": ref("Presence"), "when": ref("When")},
    optional=("role", "presence", "when"),
)

_RETRACTS: Final[dict[str, Schema]] = {"participants": many(TEXT), "topics": many(TEXT), "links": many(TEXT)}

_SAYS: Final[dict[str, Schema]] = {
    "kind": ref("EventKind"),
    "status": ref("Status"),
    "title": TEXT,
    "summary": TEXT,
    "url": TEXT,
    "when": ref("When"),
    "where": told(many(TEXT), "Slugs of places."),
    "part_of": told(TEXT, "Slug or id of an event."),
    "participants": many(ref("Participation")),
    "topics": told(many(TEXT), "Slugs."),
    "links": many(ref("RelatedLink")),
    "not": told(closed(_RETRACTS, optional=_RETRACTS), "Members that it takes back."),
}

REPORT_SCHEMAS: Final[dict[str, Schema]] = {
    "Participation": _PARTICIPATION,
    "Says": closed(_SAYS, optional=_SAYS, description="A partial event; what is not said is left out."),
    "Correction": closed(
        {"report": closed({"source": TEXT, "record": TEXT}), "property": TEXT, "reason": TEXT},
        description="Which claim the desk corrects, and why.",
    ),
    "Report": closed(
        {
            "id": TEXT,
            "source": told(TEXT, "Id of the source."),
            "record": told(TEXT, "Key of the record inside the source."),
            "publisher": TEXT,
            "tier": ref("Tier"),
            "title": maybe(TEXT),
            "url": maybe(TEXT),
            "language": told(maybe(TEXT), "BCP 47."),
            "via": told(maybe(TEXT), "Id of the source that passed it on."),
            "published_at": told(INSTANT, "When the source made it public."),
            "public_at": told(INSTANT, "The later of publication and embargo."),
            "recorded_at": told(INSTANT, "When this service stored it."),
            "attributed_to": maybe(TEXT),
            "locator": told(maybe(TEXT), "Where in the source."),
            "note": maybe(TEXT),
            "says": ref("Says"),
            "corrects": maybe(ref("Correction")),
            "speaks": told(FLAG, "Whether the event's state hears it."),
            "withdrawn": told(FLAG, "Whether its record was taken back."),
        },
        description="What one record of one source says about one event.",
    ),
}
