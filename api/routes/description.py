"""`/openapi.json`: what the API accepts and answers, for programs (OpenAPI 3.1).

`OPERATIONS` and `SHAPES` of each route module -> `api.openapi.document.description` -> `/openapi.json` and `/docs`.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any, Final

import orjson
from flask import Blueprint, Response, request

from api.http.answers import Answer
from api.http.conditional import API_POLICY
from api.http.negotiation import JSON
from api.http.service import answered
from api.openapi import document
from api.openapi.operation import Operation, in_json
from api.openapi.schema import OBJECT, Schema
from api.parameters.read import read_params
from api.parameters.table import NO_PARAMETERS
from api.routes import (
    catalogue,
    changes,
    copresence,
    embeds,
    feeds,
    health,
    statistics,
    submissions,
    trips,
    widget,
    writes,
)
from api.routes.events import description as events
from timeline import __version__, clock, ids
from timeline.reading.snapshot import Snapshot

blueprint = Blueprint("description", __name__)

_DESCRIPTION: Final = Operation(
    "getDescription", "/openapi.json", "service", "This description (OpenAPI 3.1)", in_json(OBJECT)
)
_MODULES: Final[tuple[ModuleType, ...]] = (
    events, trips, catalogue, statistics, copresence, changes, writes, submissions, feeds, widget, embeds,
)  # fmt: skip

OPERATIONS: Final[tuple[Operation, ...]] = (
    *(operation for module in _MODULES for operation in module.OPERATIONS),
    _DESCRIPTION,
    *health.OPERATIONS,
)
"""In the order of the page /docs."""

SHAPES: Final[dict[str, Schema]] = {
    name: schema for module in (*_MODULES, health) for name, schema in getattr(module, "SHAPES", {}).items()
}


def description_at(base_url: str) -> dict[str, Any]:
    """The OpenAPI document of this service at `base_url`."""
    return document.description(OPERATIONS, SHAPES, base_url, __version__)


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """The description of this service; it depends only on the program and on the base address."""
    params = read_params(request.args, NO_PARAMETERS, now=clock.now())
    return answered(("openapi",), API_POLICY, _answer, params)


def _answer(snapshot: Snapshot) -> Answer:
    body = orjson.dumps(description_at(snapshot.links.base_url))
    return Answer(body=body, media_type=JSON, etag=ids.digest(body)[:32])
