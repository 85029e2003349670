"""The members of the JSON objects: each name is described once, and a shape lists the names that it has.

A member that means something else in one shape than everywhere else is described in that shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from api.openapi.schema import (
    ADDRESS,
    COUNT,
    DAY,
    FLAG,
    INSTANT,
    NUMBER,
    ORDINAL,
    POSITIVE,
    TEXT,
    Schema,
    described,
    many,
    maybe,
    ref,
    words,
)
from timeline.model.vocabulary import ParticipantType, Withdrawer


def each(schema: Schema, names: str) -> dict[str, Schema]:
    """Members that have this schema in common, by name."""
    return dict.fromkeys(names.split(), schema)


_BY_LANGUAGE: Final[Schema] = {"type": "object", "additionalProperties": TEXT}

MEMBERS: Final[dict[str, Schema]] = {
    **each(TEXT, "slug event_id name publisher label version detail key engine path survivor merged"),
    **each(maybe(TEXT), "title summary url note attributed_to licence"),
    **each(COUNT, "number new_sources new_entries"),
    **each(FLAG, "expected same_event dry_run safe schema_current ready"),
    **each(ADDRESS, "self html ics"),
    "aliases": many(TEXT),
    "at": INSTANT,
    "by": described("Slug of who represented them.", maybe(TEXT)),
    "by_name": maybe(TEXT),
    "contested": described("Properties on which sources contradict each other.", many(TEXT)),
    "count": described("The number of all matches; only with `count=true`.", COUNT),
    "country": maybe(described("ISO 3166-1 alpha-2 code.")),
    "cut": described("Whether rows were left out.", FLAG),
    "dateline": described("The date relative to which `phrase` is read.", maybe(DAY)),
    "deviations": many(ref("Deviation")),
    "moved": many(ref("Moved")),
    "postponed_from": described("The last exact day (EDTF) of an event postponed without a new one.", maybe(TEXT)),
    "edtf": described("The date in the Extended Date/Time Format, with the same bounds.", maybe(TEXT)),
    "ends_at": described("Exclusive, with the UTC offset of the place.", maybe(INSTANT)),
    "event": ref("Event"),
    "exact": described("Whether the bounds are the real first and last day.", FLAG),
    "first_day": described("Inclusive; local date of the place.", maybe(DAY)),
    "id": TEXT,
    "kind": maybe(ref("EventKind")),
    "known_at": described("The `known_at` of the query.", maybe(INSTANT)),
    "known_from": described("When this state became public.", INSTANT),
    "language": described("BCP 47 language tag.", maybe(TEXT)),
    "last_day": described("Inclusive; local date of the place.", maybe(DAY)),
    "latitude": described("Degrees, WGS 84.", maybe(NUMBER)),
    "level": maybe(ref("Level")),
    "locator": described("Where in the source.", maybe(TEXT)),
    "longitude": described("Degrees, WGS 84.", maybe(NUMBER)),
    "mode": maybe(ref("Mode")),
    "names": {"type": "object", "additionalProperties": TEXT, "description": "Names by BCP 47 language tag."},
    "no_place": described("Whether there is no place; an empty `where` alone means “not known”.", FLAG),
    "next": described("Address of the next page; null on the last page.", maybe(ADDRESS)),
    "participants": many(ref("Participant")),
    "part_of": described("Slugs of the trips, visits and summits that the event belongs to.", many(TEXT)),
    "itinerary": described("Slugs of a trip's stops in the order announced; days come before it.", many(TEXT)),
    "ordinal": maybe(ORDINAL),
    "phrase": described("The date in the source's own words.", maybe(TEXT)),
    "presence": maybe(ref("Presence")),
    "property": described("For example `when` or `participants.antony-blinken`."),
    "published_at": described("When the source made it public.", INSTANT),
    "query": ref("QueryEcho"),
    "rank": described("Rank of a visit.", maybe(ref("Rank"))),
    "record": described("Key of the record inside the source."),
    "recorded_at": described("When this service stored it.", INSTANT),
    "report": described("Id of the report."),
    "revision": described("Rises whenever a shown value changes; never falls.", POSITIVE),
    "role": maybe(ref("Role")),
    "series": described("Slug of the series of which it is one.", maybe(TEXT)),
    "source": described("Id of the source."),
    "sources": described("Ids of the sources that report the event.", many(TEXT)),
    "starts_at": described("Inclusive, with the UTC offset of the place.", maybe(INSTANT)),
    "status": maybe(ref("Status")),
    "territory": described("Label of a territory whose status is disputed.", maybe(TEXT)),
    "tier": ref("Tier"),
    "time_zone": described("IANA name.", maybe(TEXT)),
    "titles": described("Titles in further languages, by language.", _BY_LANGUAGE),
    "summaries": described("Summaries in further languages, by language.", _BY_LANGUAGE),
    "topics": described("Slugs.", many(TEXT)),
    "type": words(*ParticipantType),
    "updated_at": described(
        "The later of recording and publication: when this state could first be read here.", INSTANT
    ),
    "via": described("Id of the source that passed it on.", maybe(TEXT)),
    "when": ref("When"),
    "where": many(ref("EventPlace")),
    "who": described("Slug of a person or an organization."),
    "with": described("Slug of the one whose delegation it is.", maybe(TEXT)),
    "with_name": maybe(TEXT),
    "withdrawal_reason": described("The reason for the withdrawal.", maybe(TEXT)),
    "withdrawn_by": described(
        "Who withdrew it: its source, or the desk of this service; null if nobody did, or if it is not known.",
        maybe(words(*Withdrawer)),
    ),
    "withdrawn": described("Whether the record was withdrawn.", FLAG),
}


def shape(meaning: str, names: str = "", /, **own: Schema) -> Schema:
    """A closed object of the named members and its `own`; `?` after a name marks one that may be absent."""
    return closed(meaning, names, own, MEMBERS)


def closed(meaning: str, names: str, own: Mapping[str, Schema], glossary: Mapping[str, Schema]) -> Schema:
    """An object with these members and no other: first the named ones, then those of its own that are not named."""
    optional = {name.removesuffix("?") for name in names.split() if name.endswith("?")}
    order = dict.fromkeys((*names.replace("?", "").split(), *own))
    schema: Schema = {
        "type": "object",
        "properties": {name: own[name] if name in own else glossary[name] for name in order},
        "required": [name for name in order if name not in optional],
        "additionalProperties": False,
    }
    return schema | ({"description": meaning} if meaning else {})
