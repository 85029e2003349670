"""The exchange format: the body of `POST /v1/reports`, which `timeline load` reads too (seeds/README.md).

Each member is described once. Null is the same as leaving a member out.
"""

from __future__ import annotations

from typing import Final

from api.openapi.members import closed, each
from api.openapi.schema import DAY, FLAG, NUMBER, ORDINAL, SLUG, TEXT, Schema, described, many, maybe, ref, words
from timeline.model.limits import MAX_KEY, MAX_PARENTS, MAX_TEXT, MAX_TITLE, MAX_URL

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


_MEMBERS: Final[dict[str, Schema]] = {
    **each(SLUG, "slug who person body parent by with series"),
    **each(LINE, "title name label publisher licence office territory attributed_to locator property reason"),
    **each(_LONG_TEXT, "summary note"),
    **each(_KEY, "id via"),
    **each(_ADDRESS, "url"),
    **each(_MOMENT, "published_at embargo_until"),
    **each(DAY, "first_day last_day dateline"),
    **each(TEXT, "edtf starts_at ends_at time_zone phrase"),
    **each(FLAG, "exact published_at_inferred private withdrawn"),
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
    "level": ref("Level"),
    "mode": ref("Mode"),
    "ordinal": ORDINAL,
    "itinerary": described("Slugs or ids of a trip's stops in the order announced.", many(_KEY)),
    "part_of": described(
        "Slug or id of an event, or a list of them: a stop can be part of two trips.",
        {"anyOf": [_KEY, many(_KEY, maxItems=MAX_PARENTS)]},
    ),
    "participants": many(ref("ParticipationGiven")),
    "presence": ref("Presence"),
    "rank": ref("Rank"),
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
    "where": described("Slugs of places; an empty list says that there is no place.", many(SLUG)),
}


def _given(meaning: str, names: str, /, **own: Schema) -> Schema:
    """A closed object; a member with `?` may be absent or null."""
    optional = [name.removesuffix("?") for name in names.split() if name.endswith("?")]
    may_be_null = {name: maybe(own[name] if name in own else _MEMBERS[name]) for name in optional}
    return closed(meaning, names, own | may_be_null, _MEMBERS)


_NAMES: Final = "slug name names? aliases? published_at? embargo_until?"
_NAMED: Final = many(_given("A person or a topic.", _NAMES))
_LINK: Final = {"anyOf": [_ADDRESS, _given("An address with a label.", "url label?")]}
_RETRACTION: Final = _given(
    "Members that the report takes back.",
    "participants? topics? links? part_of?",
    participants=many(SLUG),
    topics=many(SLUG),
    links=many(_ADDRESS),
)
_CORRECTION: Final = _given(
    "Which claim the desk corrects, and why.",
    "report property reason",
    report=_given("A record of a source.", "source record"),
)

EXCHANGE_SHAPES: Final[dict[str, Schema]] = {
    "WhenGiven": _given(
        "One of: `edtf`; first and last day; times with their zone; a phrase with its dateline.",
        "edtf? first_day? last_day? exact? starts_at? ends_at? time_zone? phrase? dateline? tense? week_start?",
    ),
    "ParticipationGiven": _given(
        "A participant as a report names it.", "who role? presence? when? by? with? reason? level?"
    ),
    "SaysGiven": _given(
        "A partial event: what is left out is not reported.",
        "kind? status? title? summary? url? when? where? part_of? itinerary? rank? mode? series? ordinal?"
        " participants? topics? links? not?",
        **{"links": many(_LINK), "not": _RETRACTION},
    ),
    "SourceGiven": _given(
        "A published document or data set.",
        "id publisher tier published_at published_at_inferred? title? url? language? licence? via? note?"
        " embargo_until?",
    ),
    "ReportGiven": _given(
        "What one record of one source says about one event.",
        "source record event? says? attributed_to? locator? note? published_at? embargo_until? private? withdrawn?"
        " corrects?",
        corrects=_CORRECTION,
    ),
    "ExchangeDocument": _given(
        "The exchange format, as in files (seeds/README.md).",
        "people? organizations? offices? places? topics? sources? reports? origin?",
        people=_NAMED,
        organizations=many(_given("An organization.", f"{_NAMES} country?")),
        offices=many(
            _given(
                "An office that a person holds.", "person office body first_day? last_day? published_at? embargo_until?"
            )
        ),
        places=many(_given("A place.", f"{_NAMES} country? territory? latitude? longitude? time_zone? parent?")),
        topics=_NAMED,
        sources=many(ref("SourceGiven")),
        reports=many(ref("ReportGiven")),
        origin=described("Where the document comes from; ignored and not stored.", {}),
    ),
}
