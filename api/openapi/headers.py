"""Headers of requests and answers, as components."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from api.openapi.schema import COUNT, TEXT, Schema

REVALIDATION: Final = ("If-None-Match", "If-Modified-Since")
"""Request headers of every address whose answer has a validator."""


def _header(description: str, example: object = None, schema: Schema = TEXT) -> dict[str, Any]:
    header: dict[str, Any] = {"description": description, "schema": schema}
    return header if example is None else header | {"example": example}


HEADERS: Final = {
    "ETag": _header(
        "Strong validator of exactly this representation; a content coding adds a suffix inside the quotes.",
        '"0c5e2b7a4f6d8e9b1a3c5d7f9e0b2c4d"',
        TEXT | {"pattern": '^"[^"]*"$'},
    ),
    "Cache-Control": _header("How long the answer may be cached.", "public, max-age=60, s-maxage=300"),
    "Vary": _header("Request headers that select the representation.", "Accept-Encoding"),
    "Last-Modified": _header("When the shown data last changed; absent until that is two seconds ago."),
    "Content-Language": _header("Language of fixed words and names.", "de"),
    "Content-Disposition": _header("File name for saving.", 'inline; filename="all.ics"'),
    "Link": _header("The next page (RFC 8288), if there is one.", '<https://…?cursor=…>; rel="next"'),
    "Location": _header("The current address, or that of what waits now.", schema=TEXT | {"format": "uri-reference"}),
    "RateLimit": _header("What remains of the rate limit that was reached.", '"reads";r=0;t=42'),
    "RateLimit-Policy": _header("How many requests one client may send.", '"reads";q=60;w=60'),
    "Request-Id": _header("Identifies this request in the logs of the service."),
    "Idempotency-Replayed": _header("`true` if this repeats the answer to an earlier request with the same key."),
    "WWW-Authenticate": _header("The authentication scheme.", "Bearer"),
    "Retry-After": _header("Seconds to wait before the next request.", schema=COUNT),
}

_REQUEST_HEADERS: Final = {
    "If-None-Match": _header("Tags that the client holds; if one of them is current, the answer is 304."),
    "If-Modified-Since": _header("HTTP date; ignored if it is not a date or if If-None-Match is present."),
    "Idempotency-Key": _header(
        "A request that repeats the key of an earlier one gets the same answer and stores nothing; it must be the same"
        " request. 1 to 255 visible ASCII characters.",
        schema=TEXT | {"pattern": "^[!-~]{1,255}$"},
    ),
    "If-Match": _header(
        "The event's ETag as you read it, with your API key if the event has reports that are not public. A merge also"
        " needs the tag of the other event if an editor ruled on that one. Strong comparison; `*` never matches."
    ),
    "If-Match-Optional": _header("The ETags of the events as you read them; without this header, nothing is compared."),
}


def header_references(names: Iterable[str]) -> dict[str, Any]:
    """References to header components."""
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def request_headers() -> dict[str, dict[str, Any]]:
    """The request headers as parameter components, by name of the component."""
    return {
        name: {"name": name.removesuffix("-Optional"), "in": "header", "required": name == "If-Match"} | header
        for name, header in _REQUEST_HEADERS.items()
    }
