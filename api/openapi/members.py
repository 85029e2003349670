"""The members of the JSON objects: each name is described once, and a shape lists the names that it has.

A member that means something else in one shape than everywhere else is described in that shape.
"""

from __future__ import annotations

from typing import Final

from api.openapi.schema import (
    ADDRESS,
    COUNT,
    DAY,
    FLAG,
    INSTANT,
    NUMBER,
    POSITIVE,
    TEXT,
    Schema,
    closed,
    described,
    many,
    maybe,
    ref,
    words,
)
from timeline.model.vocabulary import ParticipantType


def _all(schema: Schema, names: str) -> dict[str, Schema]:
    return dict.fromkeys(names.split(), schema)


MEMBERS: Final[dict[str, Schema]] = {
    **_all(TEXT, "slug event_id name publisher label version detail key engine path"),
    **_all(maybe(TEXT), "title summary url note attributed_to licence"),
    **_all(COUNT, "number new_sources new_entries"),
    **_all(FLAG, "expected same_event dry_run"),
    **_all(ADDRESS, "self html ics"),
    "aliases": many(TEXT),
    "at": INSTANT,
    "contested": described("Properties on which sources contradict each other.", many(TEXT)),
    "count": described("The number of all matches; only with `count=true`.", COUNT),
    "country": maybe(described("ISO 3166-1 alpha-2 code.")),
    "cut": described("Whether rows were left out.", FLAG),
    "dateline": described("The date relative to which `phrase` is read.", maybe(DAY)),
    "deviations": many(ref("Deviation")),
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
    "locator": described("Where in the source.", maybe(TEXT)),
    "longitude": described("Degrees, WGS 84.", maybe(NUMBER)),
    "names": {"type": "object", "additionalProperties": TEXT, "description": "Names by BCP 47 language tag."},
    "next": described("Address of the next page; null on the last page.", maybe(ADDRESS)),
    "participants": many(ref("Participant")),
    "part_of": described("Slug of the trip, visit or summit that the event belongs to.", maybe(TEXT)),
    "phrase": described("The date in the source's own words.", maybe(TEXT)),
    "presence": maybe(ref("Presence")),
    "property": described("For example `when` or `participants.antony-blinken`."),
    "published_at": described("When the source made it public.", INSTANT),
    "query": ref("QueryEcho"),
    "record": described("Key of the record inside the source."),
    "recorded_at": described("When this service stored it.", INSTANT),
    "report": described("Id of the report."),
    "revision": described("Rises by one whenever a shown value changes.", POSITIVE),
    "role": maybe(ref("Role")),
    "source": described("Id of the source."),
    "sources": described("Ids of the sources that report the event.", many(TEXT)),
    "starts_at": described("Inclusive, with the UTC offset of the place.", maybe(INSTANT)),
    "status": maybe(ref("Status")),
    "territory": described("Label of a territory whose status is disputed.", maybe(TEXT)),
    "tier": ref("Tier"),
    "time_zone": described("IANA name.", maybe(TEXT)),
    "topics": described("Slugs.", many(TEXT)),
    "type": words(*ParticipantType),
    "updated_at": described(
        "The later of recording and publication: when this state could first be read here.", INSTANT
    ),
    "via": described("Id of the source that passed it on.", maybe(TEXT)),
    "when": ref("When"),
    "where": many(ref("EventPlace")),
    "who": described("Slug of a person or an organization."),
    "withdrawn": described("Whether the record was withdrawn.", FLAG),
}


def shape(meaning: str, names: str = "", /, **own: Schema) -> Schema:
    """A closed object of the named members and its `own`; `?` after a name marks one that may be absent."""
    order = {name.removesuffix("?"): name.endswith("?") for name in names.split()}
    members = {name: own[name] if name in own else MEMBERS[name] for name in order} | own
    return closed(members, [name for name, is_optional in order.items() if is_optional], meaning)
