"""Schemas of the exchange format: the body of `POST /v1/reports`, as `timeline load` reads it too (seeds/README.md)."""

from __future__ import annotations

from typing import Final

from api.openapi.shapes import DAY, FLAG, NUMBER, TEXT, Schema, closed, many, maybe, ref, told, words
from timeline.model.limits import MAX_KEY, MAX_TEXT, MAX_TITLE, MAX_URL

_SLUG: Final[Schema] = {"type": "string", "pattern": "^[a-z0-9-]{1,80}$"}
_KEY: Final[Schema] = {"type": "string", "minLength": 1, "maxLength": MAX_KEY}
_LINE: Final[Schema] = {"type": "string", "minLength": 1, "maxLength": MAX_TITLE}
_LONG: Final[Schema] = {"type": "string", "minLength": 1, "maxLength": MAX_TEXT}
_ADDRESS: Final[Schema] = {"type": "string", "format": "uri", "pattern": "^[hH][tT][tT][pP][sS]?://[^/]",
                           "maxLength": MAX_URL}  # fmt: skip
_COUNTRY: Final[Schema] = {"type": "string", "pattern": "^[A-Z]{2}$"}
_LANGUAGE: Final[Schema] = {"type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$"}
_MOMENT: Final[Schema] = {
    "type": "string",
    "description": "A day, or an instant with its offset.",
    "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ].+)?$",
}


def _given(properties: dict[str, Schema], *required: str, description: str = "") -> Schema:
    """An object of which only `required` has to be there; null is the same as left out."""
    members = {name: schema if name in required else maybe(schema) for name, schema in properties.items()}
    return closed(members, optional=[name for name in members if name not in required], description=description)


_NAMED: Final[dict[str, Schema]] = {
    "slug": _SLUG,
    "name": _LINE,
    "names": {"type": "object", "additionalProperties": _LINE},
    "aliases": many(_LINE),
}

_WHEN: Final[dict[str, Schema]] = {
    "edtf": TEXT,
    "first_day": DAY,
    "last_day": DAY,
    "exact": FLAG,
    "starts_at": TEXT,
    "ends_at": TEXT,
    "time_zone": TEXT,
    "phrase": TEXT,
    "dateline": DAY,
    "tense": words(("past", "future")),
    "week_start": words(("mon", "sun", "sat")),
}

_SAYS: Final[dict[str, Schema]] = {
    "kind": ref("EventKind"),
    "status": ref("Status"),
    "title": _LINE,
    "summary": _LONG,
    "url": _ADDRESS,
    "when": ref("WhenGiven"),
    "where": told(many(_SLUG), "Slugs of places."),
    "part_of": told(_KEY, "Slug or id of an event."),
    "participants": many(ref("ParticipationGiven")),
    "topics": many(_SLUG) | {"maxItems": 50},
    "links": many({"anyOf": [_ADDRESS, _given({"url": _ADDRESS, "label": _LINE}, "url")]}),
    "not": _given({"participants": many(_SLUG), "topics": many(_SLUG), "links": many(_ADDRESS)}),
}

_SOURCE: Final[dict[str, Schema]] = {
    "id": _KEY,
    "publisher": _LINE,
    "tier": ref("Tier"),
    "published_at": _MOMENT,
    "published_at_inferred": FLAG,
    "title": _LINE,
    "url": _ADDRESS,
    "language": _LANGUAGE,
    "licence": _LINE,
    "via": _KEY,
    "note": _LONG,
}

_REPORT: Final[dict[str, Schema]] = {
    "source": told(_KEY, "Id of a source of this document, or of one known already."),
    "record": told(_KEY, "Key of the record inside the source."),
    "event": told(_SLUG, "The event it is about; left out, the record stays or founds its own."),
    "says": ref("SaysGiven"),
    "attributed_to": _LINE,
    "locator": _LINE,
    "note": _LONG,
    "published_at": _MOMENT,
    "embargo_until": _MOMENT,
    "private": FLAG,
    "withdrawn": FLAG,
    "corrects": _given(
        {"report": _given({"source": _KEY, "record": _KEY}, "source", "record"), "property": _LINE, "reason": _LINE},
        "report", "property", "reason",
    ),
}  # fmt: skip

_SECTIONS: Final[dict[str, Schema]] = {
    "people": many(_given(_NAMED, "slug", "name")),
    "organizations": many(_given(_NAMED | {"country": _COUNTRY}, "slug", "name")),
    "offices": many(
        _given(
            {"person": _SLUG, "office": _LINE, "body": _SLUG, "first_day": DAY, "last_day": DAY},
            "person", "office", "body",
        )
    ),
    "places": many(
        _given(
            _NAMED
            | {
                "country": _COUNTRY,
                "territory": _LINE,
                "latitude": NUMBER | {"minimum": -90, "maximum": 90},
                "longitude": NUMBER | {"minimum": -180, "maximum": 180},
                "time_zone": TEXT,
                "parent": _SLUG,
            },
            "slug", "name",
        )
    ),
    "topics": many(_given(_NAMED, "slug", "name")),
    "sources": many(ref("SourceGiven")),
    "reports": many(ref("ReportGiven")),
    "origin": told({}, "Where the document comes from; read over, not stored."),
}  # fmt: skip

DOCUMENT_SCHEMAS: Final[dict[str, Schema]] = {
    "WhenGiven": _given(_WHEN, description="One of: edtf; days; times with their zone; a phrase with its dateline."),
    "ParticipationGiven": _given(
        {"who": _SLUG, "role": ref("Role"), "presence": ref("Presence"), "when": ref("WhenGiven")}, "who"
    ),
    "SaysGiven": _given(_SAYS, description="A partial event; what is left out is not said."),
    "SourceGiven": _given(_SOURCE, "id", "publisher", "tier", "published_at"),
    "ReportGiven": _given(_REPORT, "source", "record"),
    "ExchangeDocument": _given(_SECTIONS, description="The exchange format, as in files (seeds/README.md)."),
}
