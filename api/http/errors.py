"""Every error as a response: the one table from error class to status, problem+json (RFC 9457) and the error page.

TimelineError or HTTPException -> `problem_of` -> `ProblemDetails` -> JSON or HTML. A response never repeats the path of
the request and never shows our code. What a client sent appears only as text, shortened by `api.parameters.read`, with
`<` escaped in JSON.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, Literal

import orjson
from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, UnsupportedMediaType

from api.http import request_errors as edge_errors
from api.http.headers import surface_of
from api.http.limits.published import MAX_ADDRESS_BYTES, MAX_BODY_BYTES, MAX_HEADER_BYTES, MAX_HEADERS
from api.http.limits.rate_limits import TooManyRequests
from api.http.negotiation import NotAcceptable, prefers_json
from api.http.request_check import BODY_TYPE, InvalidRequest
from api.http.request_errors import EdgeError, feed_not_found_sentence
from timeline import errors
from timeline.errors import Problem, TimelineError
from timeline.model.writers.api_key import redacted

PROBLEM_TYPE: Final = "application/problem+json"
_LOG: Final = logging.getLogger("api")


@dataclass(frozen=True, slots=True)
class Kind:
    """One row of the status table; `meaning` is the sentence on its page under /problems/."""

    status: int
    title: str
    meaning: str


STATUS: Final[Mapping[type[TimelineError], Kind]] = {
    InvalidRequest: Kind(400, "Malformed request", "The request line or a header is malformed."),
    errors.InvalidCursor: Kind(400, "Invalid cursor", "The cursor is damaged or belongs to another query."),
    errors.InvalidQuery: Kind(422, "Invalid query", "A parameter is unknown or has a value that is not allowed."),
    edge_errors.MalformedBody: Kind(400, "Malformed body", "The body is not a valid JSON object."),
    edge_errors.InvalidIdempotencyKey: Kind(
        400, "Malformed Idempotency-Key", "The key must have 1 to 255 visible characters."
    ),
    edge_errors.Unauthorized: Kind(401, "Key required", "The request needs a valid API key."),
    errors.MissingScope: Kind(403, "Scope missing", "The key does not have the scope that this request needs."),
    edge_errors.ForeignSite: Kind(403, "Foreign site", "Pages of other sites cannot write."),
    errors.ReportNotFound: Kind(404, "Report not found", "No report that is visible to the key has this id."),
    errors.ReportReplaced: Kind(409, "Report replaced", "Only the newest report of a record can be withdrawn."),
    errors.InvalidMerge: Kind(409, "Nothing to merge", "The two events are already one."),
    errors.InvalidSplit: Kind(
        409, "Nothing to split", "The reports must be filed under this event, and at least one must stay."
    ),
    errors.RulingNotFound: Kind(404, "Ruling not found", "No ruling that is visible to the key has this id."),
    errors.SubmissionNotFound: Kind(
        404, "Submission not found", "No submission has this id, or it came with another key."
    ),
    errors.SubmissionDecided: Kind(409, "Submission decided", "It was taken or refused before."),
    errors.TooManySubmissions: Kind(
        409, "Too many submissions", "As many submissions of this key wait as may wait at once."
    ),
    errors.PartOfCycle: Kind(
        409, "Cycle", "An event would become part of itself, or the chain of `part_of` would be too long."
    ),
    edge_errors.PreconditionFailed: Kind(
        412, "Event has changed", "If-Match does not contain the current ETag of the event."
    ),
    errors.InvalidDocument: Kind(422, "Invalid document", "The document has errors; each is listed with its place."),
    edge_errors.InvalidBody: Kind(
        422, "Invalid body", "Members of the body are missing, unknown or have values that are not allowed."
    ),
    errors.InvalidRuling: Kind(422, "Invalid ruling", "The report does not make this claim about the event."),
    edge_errors.IdempotencyKeyReused: Kind(422, "Idempotency-Key used", "The key was used for another request."),
    edge_errors.PreconditionMissing: Kind(
        428, "If-Match required", "This write needs the ETag of the event in If-Match."
    ),
    errors.EventNotFound: Kind(
        404, "Event not found", "No public event has this id or slug, or it is not a trip where a trip is required."
    ),
    errors.EventGone: Kind(410, "Event gone", "The event was public and is not any more."),
    errors.CatalogueEntryNotFound: Kind(
        404, "Not in the catalogue", "No public entry has this slug; the list one level up shows all entries."
    ),
    errors.FeedNotFound: Kind(
        404, "Calendar not found", "There is no calendar at this address, or no public event mentions its name."
    ),
    edge_errors.FormatNotOffered: Kind(501, "Format not offered", "The address does not have the format asked for."),
    NotAcceptable: Kind(406, "Not acceptable", "None of the formats in the Accept header is available."),
    TooManyRequests: Kind(429, "Too many requests", "A rate limit is reached; Retry-After gives the seconds to wait."),
    errors.StoreBusy: Kind(503, "Busy", "The database did not respond in time; try again."),
    edge_errors.TooManyBodies: Kind(503, "Busy", "Too many request bodies are being received; try again."),
    errors.StoreRefused: Kind(503, "Not ready", "The database cannot be used in its current state."),
    TimelineError: Kind(500, "Internal error", "The service failed because of an error in it."),
}
"""The row of the most specific class applies."""

_HTTP_KINDS: Final[Mapping[int, Kind]] = {
    400: Kind(400, "Bad request", "The request is incomplete or cannot be read."),
    404: Kind(404, "Not found", "Nothing is available at this address; /docs lists the addresses."),
    405: Kind(
        405, "Method not allowed", "This address does not allow the method; the Allow header lists the allowed ones."
    ),
    413: Kind(413, "Body too large", f"The body of a request can have at most {MAX_BODY_BYTES:,} bytes."),
    414: Kind(414, "Address too long", f"Path and query together can have at most {MAX_ADDRESS_BYTES:,} bytes."),
    415: Kind(
        415,
        "Unsupported media type",
        f"The body of a write is {BODY_TYPE}; other types and compressed bodies are not accepted.",
    ),
    431: Kind(
        431,
        "Headers too large",
        f"A request can have at most {MAX_HEADERS} headers with {MAX_HEADER_BYTES:,} bytes together.",
    ),
    500: Kind(500, "Internal error", "The service failed because of an error in it."),
}
_PRIVATE: Final = frozenset({500, 503})
"""Statuses whose message is for the operator's log, not for the client."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemDetails:
    """One error as a client sees it."""

    code: str
    kind: Kind
    detail: str
    problems: tuple[Problem, ...] = ()
    place: Literal["parameter", "pointer"] = "parameter"
    """What the places of the problems are: names of parameters, or JSON pointers into the body (RFC 6901)."""

    def to_json(self) -> bytes:
        """RFC 9457 members and `errors`; `<`, `>` and `&` are escaped, API keys taken out."""
        members = {
            "type": f"/problems/{self.code}",
            "title": self.kind.title,
            "status": self.kind.status,
            "detail": self.detail,
            "errors": [{self.place: problem.place, "detail": problem.detail} for problem in self.problems],
        }
        text = redacted(orjson.dumps(members).decode()).encode()
        return text.replace(b"<", b"\\u003c").replace(b">", b"\\u003e").replace(b"&", b"\\u0026")


def problem_of(error: TimelineError | HTTPException) -> ProblemDetails:
    """The error as a problem, without anything that could name the path, a file or the database."""
    if isinstance(error, TimelineError):
        kind = next(STATUS[parent] for parent in type(error).__mro__ if parent in STATUS)
        detail = _detail(error, kind)
        if isinstance(error, EdgeError | errors.MissingScope):
            return ProblemDetails(code=error.code, kind=kind, detail=detail, problems=error.problems, place="pointer")
        problems = error.problems if isinstance(error, errors.InvalidQuery) else ()
        return ProblemDetails(code=error.code, kind=kind, detail=detail, problems=problems)
    status = error.code or 500
    phrase = HTTPStatus(status).phrase
    kind = _HTTP_KINDS.get(status) or Kind(status, phrase, f"{phrase}.")
    own = isinstance(error, UnsupportedMediaType) and error.description != UnsupportedMediaType.description
    detail = str(error.description) if own else kind.meaning
    return ProblemDetails(code=kind.title.lower().replace(" ", "-"), kind=kind, detail=detail)


def _detail(error: TimelineError, kind: Kind) -> str:
    """The error's own sentence, or the meaning of its kind where the sentence could reveal something hidden."""
    if isinstance(error, errors.FeedNotFound):
        return feed_not_found_sentence(error)
    return kind.meaning if kind.status in (404, *_PRIVATE) else str(error)


def known_problems() -> Mapping[str, Kind]:
    """Every problem code that has a page, with its meaning."""
    return {error.code: kind for error, kind in STATUS.items()} | {
        kind.title.lower().replace(" ", "-"): kind for kind in _HTTP_KINDS.values()
    }


def register_errors(app: Flask) -> None:
    """Turn every error into a response; an unexpected one becomes a 500 that does not mention its cause."""
    app.register_error_handler(TimelineError, _answer)
    app.register_error_handler(HTTPException, _answer)


def _answer(error: TimelineError | HTTPException) -> Response:
    problem = problem_of(error)
    if problem.kind.status in _PRIVATE:
        _LOG.error("request failed: code=%s cause=%r endpoint=%s", problem.code, str(error), request.endpoint)
    response = _form(problem)
    if isinstance(error, MethodNotAllowed) and error.valid_methods is not None:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    if isinstance(error, UnsupportedMediaType):
        response.headers["Accept-Post"] = BODY_TYPE
    if isinstance(error, EdgeError):
        response.headers.update(error.headers)
    if isinstance(error, errors.MissingScope):
        response.headers["WWW-Authenticate"] = f'Bearer error="insufficient_scope", scope="{error.scope}"'
    if isinstance(error, TooManyRequests):
        response.headers["Retry-After"] = str(error.standing.reset_seconds)
        response.headers["RateLimit"] = error.standing.header
    if problem.kind.status == 503:
        response.headers["Retry-After"] = "5"
    response.headers["Cache-Control"] = "no-store"
    return response


def _form(problem: ProblemDetails) -> Response:
    wants_json = surface_of(request.path).has_problem_errors or prefers_json(request.headers.get("Accept", ""))
    if wants_json:
        return Response(problem.to_json(), problem.kind.status, content_type=PROBLEM_TYPE)
    return Response(render_template("error.html", problem=problem), problem.kind.status)
