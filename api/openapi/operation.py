"""One operation of the API as a value, and how it becomes an OpenAPI object.

`Operation` (what `catalogue_operations` and its neighbours list) -> `operation_object`. Errors are named by their code;
status and sentence come from the table in `api.http.errors`, so that the description can not drift from the answers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import groupby
from typing import Any, Final

from api.http.errors import PROBLEM_TYPE, Kind, known_problems
from api.openapi.parameters import parameter_entry
from api.openapi.shapes import Schema, ref
from api.parameters.table import Parameter

EVERYWHERE: Final = (
    "invalid-request", "unauthorized", "body-too-large", "address-too-long", "too-many-requests", "headers-too-large",
    "internal-error", "store-busy", "store-refused",
)  # fmt: skip
"""Errors that every address can give."""

CONDITIONS: Final = ("If-None-Match", "If-Modified-Since")
"""Request headers of what can be revalidated; they are components."""

_PROBLEM_HEADERS: Final = {
    401: ("WWW-Authenticate",),
    412: ("ETag",),
    429: ("Retry-After", "RateLimit"),
    503: ("Retry-After",),
}

_VALIDATED: Final = ("ETag", "Cache-Control", "Vary")


@dataclass(frozen=True, slots=True, kw_only=True)
class PathPart:
    """One `{name}` of a path."""

    name: str
    schema: Schema
    meaning: str
    sample: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One media type of an answer or a body; without a schema it is text of its own standard."""

    media_type: str
    schema: Schema = field(default_factory=lambda: {"type": "string"})
    example: object = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """What one method of one address takes and gives. `id` names it in generated clients.

    `headers` are those of the success besides validators; `problems` codes of `api.http.errors`; `also` other statuses of
    success with the same answer; `scope` the right that a key needs, None for what is open to all.
    """

    id: str
    path: str
    topic: str
    summary: str
    forms: tuple[Form, ...]
    method: str = "get"
    description: str = ""
    takes: tuple[Parameter, ...] = ()
    required: tuple[str, ...] = ()
    parts: tuple[PathPart, ...] = ()
    headers: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    moved: bool = False
    validated: bool = True
    success: int = 200
    also: tuple[int, ...] = ()
    scope: str | None = None
    body: Form | None = None
    body_meaning: str = ""
    asks: tuple[str, ...] = ()
    problem_forms: tuple[str, ...] = (PROBLEM_TYPE,)


def operation_object(operation: Operation) -> dict[str, Any]:
    """The operation as OpenAPI has it."""
    described: dict[str, Any] = {
        "operationId": operation.id,
        "tags": [operation.topic],
        "summary": operation.summary,
        "parameters": _parameters(operation),
        "responses": _responses(operation),
    }
    if operation.description:
        described["description"] = operation.description
    if operation.body is not None:
        content = {operation.body.media_type: _media(operation.body)}
        described["requestBody"] = {"required": True, "description": operation.body_meaning, "content": content}
    if operation.scope is not None:
        described["security"] = [{"key": []}]
        described["description"] = f"{operation.description} The key needs the scope `{operation.scope}`.".strip()
    return described


def _parameters(operation: Operation) -> list[dict[str, Any]]:
    parts = [
        {
            "name": part.name,
            "in": "path",
            "required": True,
            "description": part.meaning,
            "schema": part.schema,
            "examples": {"story": {"value": part.sample}},
        }
        for part in operation.parts
    ]
    asked = (*operation.asks, *(CONDITIONS if operation.validated else ()))
    headers = [{"$ref": f"#/components/parameters/{name}"} for name in asked]
    given = [parameter_entry(one, is_required=one.name in operation.required) for one in operation.takes]
    return [*parts, *given, *headers]


def _responses(operation: Operation) -> dict[str, Any]:
    told_in = ("Content-Language",) if any(one.name == "lang" for one in operation.takes) else ()
    counted = ("RateLimit-Policy",) if operation.path.startswith("/v1/") else ()
    names = (*(_VALIDATED if operation.validated else ("Cache-Control",)), *told_in, *counted, *operation.headers)
    content = {form.media_type: _media(form) for form in operation.forms}
    responses: dict[str, Any] = {
        str(status): {
            "description": HTTPStatus(status).phrase,
            "content": content,
            "headers": header_references(names),
        }
        for status in (operation.success, *operation.also)
    }
    if operation.validated:
        responses["304"] = {"$ref": "#/components/responses/NotModified"}
    if operation.moved:
        responses["308"] = {"$ref": "#/components/responses/Moved"}
    return responses | _errors(operation)


def _media(form: Form) -> dict[str, Any]:
    media: dict[str, Any] = {"schema": form.schema}
    return media if form.example is None else media | {"examples": {"story": {"value": form.example}}}


def _errors(operation: Operation) -> dict[str, Any]:
    """One response for each status; several problems of one status share it."""
    known = known_problems()
    codes = dict.fromkeys((*operation.problems, *(("invalid-query",) if operation.takes else ()), *EVERYWHERE))
    kinds = sorted(((code, known[code]) for code in codes), key=lambda snapshot: (snapshot[1].status, snapshot[0]))
    return {
        str(status): _problem_response(status, list(group), operation.problem_forms)
        for status, group in groupby(kinds, key=lambda found: found[1].status)
    }


def _problem_response(status: int, kinds: list[tuple[str, Kind]], forms: Iterable[str]) -> dict[str, Any]:
    examples = {
        code: {"value": {"type": f"/problems/{code}", "title": kind.title, "status": status, "detail": kind.meaning,
                         "errors": []}}
        for code, kind in kinds
    }  # fmt: skip
    problem = {"schema": ref("Problem"), "examples": examples}
    content = {form: problem if form == PROBLEM_TYPE else {"schema": {"type": "string"}} for form in forms}
    sentences = " ".join(f"{kind.title}: {kind.meaning}" for _, kind in kinds)
    headers = header_references(("Cache-Control", *_PROBLEM_HEADERS.get(status, ())))
    return {"description": sentences, "content": content, "headers": headers}


def header_references(names: Iterable[str]) -> dict[str, Any]:
    """References to the header components."""
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}
