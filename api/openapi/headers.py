"""Headers of requests and answers, as components."""

from __future__ import annotations

from typing import Any, Final

from api.openapi.shapes import Schema, count

_TEXT: Final[Schema] = {"type": "string"}


def _header(description: str, schema: Schema = _TEXT, example: object = None) -> dict[str, Any]:
    header: dict[str, Any] = {"description": description, "schema": schema}
    return header if example is None else header | {"example": example}


HEADERS: Final[dict[str, dict[str, Any]]] = {
    "ETag": _header(
        "A strong validator of exactly this representation; a content coding adds a suffix inside the quotes.",
        {"type": "string", "pattern": '^"[^"]*"$'},
        '"0c5e2b7a4f6d8e9b1a3c5d7f9e0b2c4d"',
    ),
    "Cache-Control": _header("How long the answer may be kept.", example="public, max-age=60, s-maxage=300"),
    "Vary": _header("Request headers that choose the representation.", example="Accept-Encoding"),
    "Last-Modified": _header("The last change of what is shown; absent while it is younger than two seconds."),
    "Content-Language": _header("The language of fixed words and names.", example="de"),
    "Content-Disposition": _header("A file name for who saves it.", example='inline; filename="all.ics"'),
    "Link": _header("The next page (RFC 8288), if there is one.", example='<https://…?cursor=…>; rel="next"'),
    "Location": _header("Where it is now.", {"type": "string", "format": "uri-reference"}),
    "RateLimit": _header("What is left of the limit that was used up.", example='"reads";r=0;t=42'),
    "RateLimit-Policy": _header("How often one client may ask.", example='"reads";q=60;w=60'),
    "Request-Id": _header("Names this request in our logs."),
    "Idempotency-Replayed": _header("`true` if this is the answer to the first request with that Idempotency-Key."),
    "WWW-Authenticate": _header("What a key has to be.", example="Bearer"),
    "Retry-After": _header("Seconds until asking again makes sense.", count()),
}

REQUEST_HEADERS: Final[dict[str, dict[str, Any]]] = {
    "If-None-Match": _header("Tags that the client holds; if one is current, the answer is 304."),
    "If-Modified-Since": _header("An HTTP date; counts only without If-None-Match. What is no date counts as absent."),
    "Idempotency-Key": _header(
        "1 to 255 visible ASCII characters; the same key and request give the first answer again, stored once.",
        {"type": "string", "pattern": "^[!-~]{1,255}$"},
    ),
    "If-Match": _header(
        "The event's ETag as you read it, with your key if the event holds reports that are not public; for a merger"
        " also that of the other event if an editor ruled on it. Strong comparison, `*` never matches."
    ),
    "If-Match-Optional": _header(
        "The event's ETag as you read it (of several events all tags); left out, nothing is compared."
    ),
}


def request_header(name: str) -> dict[str, Any]:
    """The request header as a parameter component."""
    needed = {"required": True} if name == "If-Match" else {}
    return {"name": name.removesuffix("-Optional"), "in": "header"} | needed | REQUEST_HEADERS[name]
