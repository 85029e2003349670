"""The whole description: every operation, every component, for one base address."""

from __future__ import annotations

from typing import Any, Final

from api.countries import COUNTRY_CODES
from api.openapi import catalogue_operations, event_operations, feed_operations, service_operations
from api.openapi.catalogue_operations import CATALOGUE_SCHEMAS
from api.openapi.event_schemas import EVENT_SCHEMAS
from api.openapi.headers import HEADERS, REQUEST_HEADERS, request_header
from api.openapi.operation import Operation, header_references, operation_object
from api.openapi.parameters import shared_parameters
from api.openapi.service_operations import SERVICE_SCHEMAS
from api.openapi.shapes import TEXT, Schema, closed, count, many, told, words

OPERATIONS: Final[tuple[Operation, ...]] = (
    *event_operations.OPERATIONS,
    *catalogue_operations.OPERATIONS,
    *feed_operations.OPERATIONS,
    *service_operations.OPERATIONS,
)
"""All of them, in the order of the page /docs."""

TOPICS: Final = {
    "events": "The query, one event, its states and revisions.",
    "catalogue": "People, organizations, places and topics that public events bear.",
    "calendars": "Short stable addresses for calendar programs.",
    "embedding": "The timeline on other people's pages.",
    "service": "Description and operation.",
}

_ABOUT: Final = """\
What each source said about diplomatic travel and meetings, and the event worked out from it.

Reading needs no key, from any origin. Repeating a parameter means OR, different parameters mean AND; an unknown
parameter or value is a 422 that names it and lists what is allowed. Days are inclusive and days at the place; instants
are RFC 3339; `null` means “not known”. `known_at` shows what was publicly known then. Every answer with data has an
ETag; lists go on at `next`. HEAD and OPTIONS are taken wherever GET is. Errors are problems (RFC 9457).

Not described here: the pages for people (`/`, `/events/…`, `/people/…`, `/organizations/…`, `/places/…`, `/trips/…`,
`/subscribe`, `/docs`, `/problems/…`) and the files they need (`/static/…`).
"""

_PROBLEM: Final[dict[str, Schema]] = {
    "Problem": closed(
        {
            "type": told({"type": "string", "format": "uri-reference"}, "A page that says what this problem means."),
            "title": TEXT,
            "status": count(400),
            "detail": TEXT,
            "errors": told(many({"$ref": "#/components/schemas/ProblemPart"}), "Every fault that was found."),
        },
        description="RFC 9457.",
    ),
    "ProblemPart": closed({"parameter": TEXT, "detail": TEXT}),
}


def description(base_url: str, version: str) -> dict[str, Any]:
    """The OpenAPI 3.1 document of the service at `base_url`."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Diplomatic timeline",
            "version": version,
            "summary": "Diplomatic travel and meetings, with every source.",
            "description": _ABOUT,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": base_url}],
        "tags": [{"name": name, "description": sentence} for name, sentence in TOPICS.items()],
        "paths": _paths(),
        "components": _components(),
    }


def _paths() -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = operation_object(operation)
    return paths


def _components() -> dict[str, Any]:
    return {
        "schemas": {"CountryCode": words(COUNTRY_CODES)}
        | EVENT_SCHEMAS
        | CATALOGUE_SCHEMAS
        | SERVICE_SCHEMAS
        | _PROBLEM,
        "parameters": shared_parameters() | {name: request_header(name) for name in REQUEST_HEADERS},
        "headers": HEADERS,
        "responses": {
            "NotModified": {
                "description": "The client has it already.",
                "headers": header_references(("ETag", "Cache-Control", "Vary")),
            },
            "Moved": {
                "description": "The event was merged; this is where it is now.",
                "headers": header_references(("Location",)),
            },
        },
    }
