"""The whole description: every operation, every component, for one base address."""

from __future__ import annotations

from typing import Any, Final

from api.http.limits import PUBLISHED
from api.openapi import (
    catalogue_operations,
    change_operations,
    copresence_operations,
    event_operations,
    feed_operations,
    service_operations,
    statistics_operations,
    trip_operations,
    write_operations,
)
from api.openapi.catalogue_operations import CATALOGUE_SCHEMAS
from api.openapi.change_operations import CHANGE_SCHEMAS
from api.openapi.copresence_operations import COPRESENCE_SCHEMAS
from api.openapi.document_schemas import DOCUMENT_SCHEMAS
from api.openapi.event_schemas import EVENT_SCHEMAS
from api.openapi.headers import HEADERS, REQUEST_HEADERS, request_header
from api.openapi.operation import Operation, header_references, operation_object
from api.openapi.parameters import shared_parameters
from api.openapi.report_schemas import REPORT_SCHEMAS
from api.openapi.service_operations import SERVICE_SCHEMAS
from api.openapi.shapes import TEXT, Schema, closed, count, many, told, words
from api.openapi.statistics_operations import STATISTICS_SCHEMAS
from api.openapi.trip_operations import TRIP_SCHEMAS
from api.openapi.write_operations import WRITE_SCHEMAS
from timeline.model.catalogue.countries import COUNTRY_CODES

OPERATIONS: Final[tuple[Operation, ...]] = (
    *event_operations.OPERATIONS,
    *trip_operations.OPERATIONS,
    *catalogue_operations.OPERATIONS,
    *statistics_operations.OPERATIONS,
    *copresence_operations.OPERATIONS,
    *change_operations.OPERATIONS,
    *write_operations.OPERATIONS,
    *feed_operations.OPERATIONS,
    *service_operations.OPERATIONS,
)
"""All of them, in the order of the page /docs."""

TOPICS: Final = {
    "events": "The query, one event, its states and revisions.",
    "catalogue": "People, organizations, places and topics that public events bear.",
    "statistics": "Numbers, with the rule by which they are counted.",
    "changes": "Every public change in order, for copies of the public data set.",
    "writes": "Reports, withdrawals, rulings and mergers; they need a key.",
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
    "ProblemPart": closed(
        {
            "parameter": told(TEXT, "Name of a parameter."),
            "pointer": told(TEXT, "Place in the body (RFC 6901)."),
            "detail": TEXT,
        },
        optional=("parameter", "pointer"),
    ),
}


_KEY: Final = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": "dt_…",
    "description": (
        "An API key, made by `timeline keys create`. Scopes: `write` files and withdraws reports; `embargo` sees and "
        "files what is not public yet; `admin` rules on events and merges them. None includes another."
    ),
}


def description(base_url: str, version: str) -> dict[str, Any]:
    """The OpenAPI 3.1 document of the service at `base_url`."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Diplomatic timeline",
            "version": version,
            "summary": "Diplomatic travel and meetings, with every source.",
            "description": f"{_ABOUT}\n{_limits()}",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": base_url}],
        "tags": [{"name": name, "description": sentence} for name, sentence in TOPICS.items()],
        "paths": _paths(),
        "components": _components(),
    }


def _limits() -> str:
    """The published limits as a table (CommonMark)."""
    rows = [f"| {row.meaning} | {row.figure:,} {row.unit} | {row.status} |" for row in PUBLISHED]
    return "\n".join(("| What | At most | One more is |", "|---|---|---|", *rows))


def _paths() -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = operation_object(operation)
    return paths


def _components() -> dict[str, Any]:
    return {
        "schemas": {"CountryCode": words(COUNTRY_CODES)}
        | EVENT_SCHEMAS
        | REPORT_SCHEMAS
        | CATALOGUE_SCHEMAS
        | CHANGE_SCHEMAS
        | STATISTICS_SCHEMAS
        | COPRESENCE_SCHEMAS
        | TRIP_SCHEMAS
        | DOCUMENT_SCHEMAS
        | WRITE_SCHEMAS
        | SERVICE_SCHEMAS
        | _PROBLEM,
        "parameters": shared_parameters() | {name: request_header(name) for name in REQUEST_HEADERS},
        "headers": HEADERS,
        "securitySchemes": {"key": _KEY},
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
