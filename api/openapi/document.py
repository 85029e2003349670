"""The whole description: every operation and every component, for one base address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from api.http.limits.published import PUBLISHED
from api.openapi.exchange import EXCHANGE_SHAPES
from api.openapi.headers import HEADERS, header_references, request_headers
from api.openapi.members import shape
from api.openapi.operation import Operation, operation_object
from api.openapi.parameters import shared_parameters
from api.openapi.schema import TEXT, VOCABULARIES, Schema, described, many, ref
from api.openapi.shapes import SHAPES

TOPICS: Final = {
    "events": "The query, single events, their reports, history and revisions.",
    "catalogue": "People, organizations, places, topics and sources that public events mention.",
    "statistics": "Counts, each with its counting rule.",
    "changes": "Every public change in order, to keep a copy of the public data.",
    "writes": "Reports, submissions, withdrawals, rulings and merges; they need an API key.",
    "calendars": "Short, stable addresses for calendar programs.",
    "embedding": "The timeline as part of other websites.",
    "service": "Description and operation of the service.",
}

_ABOUT: Final = """\
What each source reported about diplomatic travel and meetings, and the events that result from these reports.

Reading needs no API key and works from any origin. A repeated parameter means OR; different parameters mean AND. An
unknown parameter or value is answered with 422; the answer names it and lists what is allowed. Dates are inclusive and
are local dates of the place; instants follow RFC 3339; `null` means “not known”. `known_at` shows what was publicly
known at that time. Every answer with data has an ETag. Long lists come in pages; `next` is the address of the next
page. HEAD and OPTIONS work wherever GET does. Errors are problem details (RFC 9457).

Not described here: the web pages (`/`, `/events/…`, `/people/…`, `/organizations/…`, `/places/…`, `/trips/…`,
`/subscribe`, `/docs`, `/problems/…`) and the files that they use (`/static/…`).
"""

_KEY: Final = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": "dt_…",
    "description": (
        "An API key, created with `timeline keys create`. Scopes: `edit` files and withdraws reports, and"
        " sees on every GET what is private or not public yet; `admin` does all of that, and rules on events and merges"
        " them; `submit` puts documents before the editors, and its holder sees no more than the public."
    ),
}

_PROBLEM: Final[dict[str, Schema]] = {
    "Problem": shape(
        "Problem details (RFC 9457).",
        "type title status detail",
        type=described("Address of a page that explains the problem.", {"type": "string", "format": "uri-reference"}),
        title=TEXT,
        status={"type": "integer", "minimum": 400},
        errors=described("Every fault of the request.", many(ref("ProblemPart"))),
    ),
    "ProblemPart": shape(
        "One fault and its place in the request.",
        "parameter? pointer? detail",
        parameter=described("Name of a query parameter."),
        pointer=described("JSON pointer into the body (RFC 6901)."),
    ),
}


def description(
    operations: Sequence[Operation], shapes: Mapping[str, Schema], base_url: str, version: str
) -> dict[str, Any]:
    """The OpenAPI 3.1 document of the service at `base_url`; `shapes` are the components that the operations use."""
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
        "paths": _paths(operations),
        "components": {
            "schemas": VOCABULARIES | SHAPES | dict(shapes) | EXCHANGE_SHAPES | _PROBLEM,
            "parameters": shared_parameters() | request_headers(),
            "headers": HEADERS,
            "securitySchemes": {"key": _KEY},
            "responses": {
                "NotModified": {
                    "description": "The client holds the current representation.",
                    "headers": header_references(("ETag", "Cache-Control", "Vary")),
                },
                "Moved": {
                    "description": "The event was merged into another one; `Location` is the address of that event.",
                    "headers": header_references(("Location",)),
                },
            },
        },
    }


def _limits() -> str:
    """The published limits as a table (CommonMark)."""
    rows = [f"| {row.meaning} | {row.figure:,} {row.unit} | {row.status} |" for row in PUBLISHED]
    return "\n".join(("| Limit of | Maximum | Status if exceeded |", "|---|---|---|", *rows))


def _paths(operations: Sequence[Operation]) -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method] = operation_object(operation)
    return paths
