"""One operation of the API as a value, and how it becomes an OpenAPI object.

Errors are named by their code; status and sentence come from the table in `api.http.errors`, so that the description
cannot differ from the answers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import groupby
from typing import Any, Final

from api.http.errors import PROBLEM_TYPE, known_problems
from api.openapi.headers import REVALIDATION, header_references
from api.openapi.parameters import parameter_entry
from api.openapi.schema import TEXT, Schema, ref
from api.parameters.table import Parameter

EVERYWHERE: Final = (
    "invalid-request", "unauthorized", "body-too-large", "address-too-long", "too-many-requests", "headers-too-large",
    "internal-error", "store-busy", "store-refused",
)  # fmt: skip
"""Errors that every address can answer with."""

HTML: Final = "text/html"
_PROBLEM_HEADERS: Final = {
    401: ("WWW-Authenticate",),
    412: ("ETag",),
    429: ("Retry-After", "RateLimit"),
    503: ("Retry-After",),
}


@dataclass(frozen=True, slots=True)
class PathParameter:
    """One `{name}` of a path; `sample` is an example."""

    name: str
    schema: Schema
    meaning: str
    sample: str


@dataclass(frozen=True, slots=True)
class Form:
    """One media type of an answer or a body; without a schema it is a text with a standard of its own."""

    media_type: str
    schema: Schema = field(default_factory=lambda: TEXT)
    example: object = None


def in_json(schema: Schema | str, example: object = None) -> tuple[Form]:
    """The one form `application/json`, with this schema or the component of this name."""
    return (Form("application/json", ref(schema) if isinstance(schema, str) else schema, example),)


@dataclass(frozen=True, slots=True)
class Operation:
    """What one method of one address takes and answers. `id` names it in generated clients.

    `parameters` is None if the query string is not looked at. `headers` are those of a success besides the validators,
    `request_headers` those that it reads besides conditions, `problems` codes of `api.http.errors`, `success` the
    statuses of a success; `accepted` is the answer of status 202, with a Location, if it differs from the others.
    `is_moved`: the id of a merged event is redirected. `scope`: the right that a key needs, or several of which one is
    enough.
    """

    id: str
    path: str
    topic: str
    summary: str
    forms: tuple[Form, ...]
    parameters: tuple[Parameter, ...] | None = ()
    required: tuple[str, ...] = ()
    path_parameters: tuple[PathParameter, ...] = ()
    description: str = ""
    headers: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    is_moved: bool = False
    has_etag: bool = True
    method: str = "get"
    success: tuple[int, ...] = (200,)
    accepted: tuple[Form, ...] = ()
    scope: str | None = None
    body: tuple[Form, ...] = ()
    body_meaning: str = ""
    request_headers: tuple[str, ...] = ()

    def takes(self, name: str) -> bool:
        """True if it has a query parameter of that name."""
        return any(parameter.name == name for parameter in self.parameters or ())


def operation_object(operation: Operation) -> dict[str, Any]:
    """The operation as an OpenAPI object."""
    scopes = " or ".join(f"`{scope}`" for scope in (operation.scope or "").split())
    right = f"The key needs the scope {scopes}." if scopes else ""
    described = {
        "operationId": operation.id,
        "tags": [operation.topic],
        "summary": operation.summary,
        "description": f"{operation.description} {right}".strip(),
        "parameters": _parameters(operation),
        "responses": _responses(operation) | _errors(operation),
        "security": [{"key": []}] if operation.scope else [],
    }
    if operation.body:
        content = _content(operation.body)
        described["requestBody"] = {"required": True, "description": operation.body_meaning, "content": content}
    return {name: member for name, member in described.items() if member or name in ("parameters", "responses")}


def _parameters(operation: Operation) -> list[dict[str, Any]]:
    in_path = [
        {"name": one.name, "in": "path", "required": True, "description": one.meaning, "schema": one.schema,
         "examples": {"story": {"value": one.sample}}}
        for one in operation.path_parameters
    ]  # fmt: skip
    in_query = [parameter_entry(one, is_required=one.name in operation.required) for one in operation.parameters or ()]
    names = (*operation.request_headers, *(REVALIDATION if operation.has_etag else ()))
    return [*in_path, *in_query, *({"$ref": f"#/components/parameters/{name}"} for name in names)]


def _responses(operation: Operation) -> dict[str, Any]:
    """The responses that are not errors."""
    names = (
        *(("ETag", "Cache-Control", "Vary") if operation.has_etag else ("Cache-Control",)),
        *(("Content-Language",) if operation.takes("lang") else ()),
        *(("RateLimit-Policy",) if operation.path.startswith("/v1/") else ()),
        *(("Link",) if operation.takes("cursor") else ()),
        *operation.headers,
    )
    shared = {"content": _content(operation.forms), "headers": header_references(names)}
    successes = {str(one): {"description": HTTPStatus(one).phrase} | shared for one in operation.success}
    if operation.accepted:
        later = {"content": _content(operation.accepted), "headers": header_references((*names, "Location"))}
        successes["202"] = {"description": HTTPStatus.ACCEPTED.phrase} | later
    unchanged = {"304": {"$ref": "#/components/responses/NotModified"}} if operation.has_etag else {}
    return successes | unchanged | ({"308": {"$ref": "#/components/responses/Moved"}} if operation.is_moved else {})


def _content(forms: tuple[Form, ...]) -> dict[str, Any]:
    return {
        form.media_type: {"schema": form.schema}
        | ({} if form.example is None else {"examples": {"story": {"value": form.example}}})
        for form in forms
    }


def _errors(operation: Operation) -> dict[str, Any]:
    """One response for each status; several problems with one status share it."""
    codes = {
        *operation.problems,
        *(("event-not-found", "event-gone") if operation.is_moved else ()),
        *(("invalid-cursor",) if operation.takes("cursor") else ()),
        *(("invalid-query",) if operation.parameters is not None else ()),
        *EVERYWHERE,
    }
    known = known_problems()
    by_status = groupby(sorted((known[code].status, code) for code in codes), key=lambda pair: pair[0])
    return {
        str(status): _problem_response(
            status, [code for _, code in pairs], is_page=operation.forms[0].media_type == HTML
        )
        for status, pairs in by_status
    }


def _problem_response(status: int, codes: list[str], *, is_page: bool) -> dict[str, Any]:
    """The response for the problems of one status; a page has an error page too."""
    kinds = {code: known_problems()[code] for code in codes}
    examples = {
        code: {"value": {"type": f"/problems/{code}", "title": kind.title, "status": status, "detail": kind.meaning,
                         "errors": []}}
        for code, kind in kinds.items()
    }  # fmt: skip
    page = {HTML: {"schema": TEXT}} if is_page else {}
    return {
        "description": " ".join(f"{kind.title}: {kind.meaning}" for kind in kinds.values()),
        "content": page | {PROBLEM_TYPE: {"schema": ref("Problem"), "examples": examples}},
        "headers": header_references(("Cache-Control", *_PROBLEM_HEADERS.get(status, ()))),
    }
