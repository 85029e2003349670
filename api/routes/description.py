"""`/openapi.json`: what the API accepts and answers, for programs (OpenAPI 3.1)."""

from __future__ import annotations

import orjson
from flask import Blueprint, Response, request

from api.http.answers import Answer
from api.http.conditional import API_POLICY
from api.http.negotiation import JSON
from api.http.service import answered
from api.parameters.read import read_params
from api.parameters.table import NO_PARAMETERS
from api.routes.operations import description_at
from timeline import clock, ids
from timeline.reading.snapshot import Snapshot

blueprint = Blueprint("description", __name__)


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """The description of this service; it depends only on the program and on the base address."""
    now = clock.now()
    params = read_params(request.args, NO_PARAMETERS, now=now)
    return answered(("openapi",), API_POLICY, _answer, params)


def _answer(snapshot: Snapshot) -> Answer:
    body = orjson.dumps(description_at(snapshot.links.base_url))
    return Answer(body=body, media_type=JSON, etag=ids.digest(body)[:32])
