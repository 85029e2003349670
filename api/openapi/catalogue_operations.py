"""People, organizations, places, topics and sources: lists and one of each."""

from __future__ import annotations

from typing import Final

from api.openapi.operation import Form, Operation, PathPart
from api.openapi.shapes import (
    ADDRESS,
    DAY,
    FLAG,
    INSTANT,
    KEY,
    NUMBER,
    SLUG,
    TEXT,
    Schema,
    closed,
    count,
    many,
    maybe,
    ref,
    told,
)
from api.parameters.table import Parameter
from api.routes.catalogue import CATALOGUE_PARAMETERS, COUNTRY_PARAMETERS, ENTRY_PARAMETERS

TOPIC: Final = "catalogue"
_NAMES: Final[Schema] = {"type": "object", "additionalProperties": TEXT, "description": "Names by BCP 47 language."}
_ENTRY: Final[dict[str, Schema]] = {
    "slug": TEXT,
    "name": told(TEXT, "In the language asked for, as far as we have it."),
    "names": _NAMES,
    "aliases": many(TEXT),
}
_REST: Final[dict[str, Schema]] = {
    "events": told(count(), "Public events that bear it."),
    "links": ref("CatalogueLinks"),
}


def _listed(folder: str, schema: str) -> Schema:
    members = {
        folder: many(ref(schema)),
        "next": told(maybe(ADDRESS), "The next page, or null at the end."),
        "count": told(count(), "All that match; only with `count=true`."),
        "query": ref("QueryEcho"),
        "known_at": maybe(INSTANT),
    }
    return closed(members, optional=("count",))


CATALOGUE_SCHEMAS: Final[dict[str, Schema]] = {
    "CatalogueLinks": closed(
        {
            "self": ADDRESS,
            "html": told(maybe(ADDRESS), "Its page for people, if it has one."),
            "events": told(ADDRESS, "The events that bear it."),
            "ics": told(ADDRESS, "The same as a calendar."),
        }
    ),
    "OfficeTerm": closed(
        {
            "office": TEXT,
            "body": told(TEXT, "Slug of an organization."),
            "first_day": told(maybe(DAY), "Inclusive."),
            "last_day": told(maybe(DAY), "Inclusive; null if open or not known."),
        }
    ),
    "Person": closed(_ENTRY | {"offices": many(ref("OfficeTerm"))} | _REST),
    "Organization": closed(_ENTRY | {"country": told(maybe(TEXT), "ISO 3166 alpha-2.")} | _REST),
    "Place": closed(
        _ENTRY
        | {
            "country": told(maybe(TEXT), "ISO 3166 alpha-2."),
            "territory": told(maybe(TEXT), "A label where the status is disputed."),
            "latitude": told(maybe(NUMBER), "Degrees, WGS 84."),
            "longitude": told(maybe(NUMBER), "Degrees, WGS 84."),
            "time_zone": told(maybe(TEXT), "An IANA name."),
            "parent": told(maybe(TEXT), "Slug of the place that holds it."),
        }
        | _REST
    ),
    "Topic": closed(_ENTRY | _REST),
    "Source": closed(
        {
            "id": TEXT,
            "publisher": TEXT,
            "title": maybe(TEXT),
            "url": maybe(TEXT),
            "tier": ref("Tier"),
            "language": told(maybe(TEXT), "BCP 47."),
            "published_at": INSTANT,
            "published_at_inferred": told(FLAG, "Whether the day was worked out from the content; `note` says how."),
            "via": told(maybe(TEXT), "Id of the source that passed it on."),
            "licence": maybe(TEXT),
            "note": maybe(TEXT),
        }
        | _REST
    ),
    "PersonList": _listed("people", "Person"),
    "OrganizationList": _listed("organizations", "Organization"),
    "PlaceList": _listed("places", "Place"),
    "TopicList": _listed("topics", "Topic"),
    "SourceList": _listed("sources", "Source"),
}


def _both(
    folder: str, schema: str, sample: str, takes: tuple[Parameter, ...] = CATALOGUE_PARAMETERS
) -> tuple[Operation, Operation]:
    """The list and one of it."""
    word, named = schema.lower(), KEY if folder == "sources" else SLUG
    return (
        Operation(
            id=f"list{folder.capitalize()}",
            path=f"/v1/{folder}",
            topic=TOPIC,
            summary=f"The {folder} that public events bear, in pages",
            takes=takes,
            forms=(Form(media_type="application/json", schema=ref(f"{schema}List")),),
            headers=("Link",),
            problems=("invalid-cursor",),
        ),
        Operation(
            id=f"get{schema}",
            path=f"/v1/{folder}/{{slug}}",
            topic=TOPIC,
            summary=f"One {word}, with the number of public events",
            takes=ENTRY_PARAMETERS,
            parts=(
                PathPart(
                    name="slug",
                    schema=named,
                    meaning=f"Slug or id of the {word}.",
                    sample=sample,
                ),
            ),
            forms=(Form(media_type="application/json", schema=ref(schema)),),
            problems=("catalogue-entry-not-found",),
        ),
    )


OPERATIONS: Final = (
    *_both("people", "Person", "antony-blinken"),
    *_both("organizations", "Organization", "nato", COUNTRY_PARAMETERS),
    *_both("places", "Place", "brussels", COUNTRY_PARAMETERS),
    *_both("topics", "Topic", "hostages"),
    *_both("sources", "Source", "tass-2023-11-27"),
)
