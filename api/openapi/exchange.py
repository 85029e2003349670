"""The exchange format: the body of `POST /v1/reports`, which `timeline load` reads too (seeds/README.md).

Each member is described once. Null is the same as leaving a member out.
"""

from __future__ import annotations

from typing import Final

from api.openapi.schema import DAY, FLAG, NUMBER, SLUG, TEXT, Schema, closed, described, many, maybe, ref, words
from timeline.ingest.text_rule import MAX_KEY, MAX_TEXT, MAX_TITLE, MAX_URL

LINE: Final[Schema] = {"type": "string", "minLength": 1, "maxLength": MAX_TITLE}
_KEY: Final[Schema] = {"type": "string", "minLength": 1, "maxLength": MAX_KEY}
_LONG_TEXT: Final[Schema] = {"type": "string", "minLength": 1, "maxLength": MAX_TEXT}
_ADDRESS: Final[Schema] = {
    "type": "string",
    "format": "uri",
    "pattern": "^[hH][tT][tT][pP][sS]?://[^/]",
    "maxLength": MAX_URL,
}
_MOMENT: Final[Schema] = {
    "type": "string",
    "description": "A date, or an instant with its UTC offset.",
    "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ].+)?$",
}


def _all(schema: Schema, names: str) -> dict[str, Schema]:
    return dict.fromkeys(names.split(), schema)


_MEMBERS: Final[dict[str, Schema]] = {
    **_all(SLUG, "slug who person body parent"),
    **_all(LINE, "title name label publisher licence office territory attributed_to locator property reason"),
    **_all(_LONG_TEXT, "summary note"),
    **_all(_KEY, "id via"),
    **_all(_ADDRESS, "url"),
    **_all(_MOMENT, "published_at embargo_until"),
    **_all(DAY, "first_day last_day dateline"),
    **_all(TEXT, "edtf starts_at ends_at time_zone phrase"),
    **_all(FLAG, "exact published_at_inferred private withdrawn"),
    "aliases": many(LINE),
    "country": {"type": "string", "pattern": "^[A-Z]{2}$"},
    "event": described(
        "The event it is about. Without it, a known record keeps its event; a new one founds one.", SLUG
    ),
    "kind": ref("EventKind"),
    "language": {"type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$"},
    "latitude": NUMBER | {"minimum": -90, "maximum": 90},
    "longitude": NUMBER | {"minimum": -180, "maximum": 180},
    "names": {"type": "object", "additionalProperties": LINE},
    "part_of": described("Slug or id of an event.", _KEY),
    "participants": many(ref("ParticipationGiven")),
    "presence": ref("Presence"),
    "record": described("Key of the record inside the source.", _KEY),
    "role": ref("Role"),
    "says": ref("SaysGiven"),
    "source": described("Id of a source of this document, or of a source that is already stored.", _KEY),
    "status": ref("Status"),
    "tense": words("past", "future"),
    "tier": ref("Tier"),
    "topics": many(SLUG, maxItems=50),
    "week_start": words("mon", "sun", "sat"),
    "when": ref("WhenGiven"),
    "where": described("Slugs of places.", many(SLUG)),
}


def _given(required: str, optional: str = "", description: str = "", **own: Schema) -> Schema:
    """An object with the required members, the optional ones and its own, which are optional too."""
    may_be_null = {name: _MEMBERS[name] for name in optional.split()} | own
    members = {name: _MEMBERS[name] for name in required.split()}
    return closed(members | {name: maybe(one) for name, one in may_be_null.items()}, may_be_null, description)


_LINKS: Final = many({"anyOf": [_ADDRESS, _given("url", "label")]})
_RETRACTION: Final = _given("", participants=many(SLUG), topics=many(SLUG), links=many(_ADDRESS))
_CORRECTION: Final = closed(
    {"report": _given("source record"), "property": _MEMBERS["property"], "reason": _MEMBERS["reason"]}
)

EXCHANGE_SHAPES: Final[dict[str, Schema]] = {
    "WhenGiven": _given(
        "",
        "edtf first_day last_day exact starts_at ends_at time_zone phrase dateline tense week_start",
        "One of: `edtf`; first and last day; times with their zone; a phrase with its dateline.",
    ),
    "ParticipationGiven": _given("who", "role presence when"),
    "SaysGiven": _given(
        "",
        "kind status title summary url when where part_of participants topics",
        "A partial event: what is left out is not reported.",
        **{"links": _LINKS, "not": _RETRACTION},
    ),
    "SourceGiven": _given(
        "id publisher tier published_at", "published_at_inferred title url language licence via note"
    ),
    "ReportGiven": _given(
        "source record",
        "event says attributed_to locator note published_at embargo_until private withdrawn",
        corrects=_CORRECTION,
    ),
    "ExchangeDocument": _given(
        "",
        "",
        "The exchange format, as in files (seeds/README.md).",
        people=many(_given("slug name", "names aliases")),
        organizations=many(_given("slug name", "names aliases country")),
        offices=many(_given("person office body", "first_day last_day")),
        places=many(_given("slug name", "names aliases country territory latitude longitude time_zone parent")),
        topics=many(_given("slug name", "names aliases")),
        sources=many(ref("SourceGiven")),
        reports=many(ref("ReportGiven")),
        origin=described("Where the document comes from; ignored and not stored.", {}),
    ),
}
