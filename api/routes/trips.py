"""`/v1/trips/{id or slug}`: one trip with its stops. A merged trip redirects permanently to the remaining one (R14)."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from api.http.answers import Answer
from api.http.conditional import API_POLICY, strong_etag
from api.http.event_json import object_shape
from api.http.negotiation import JSON
from api.http.service import answered
from api.parameters.read import Params, read_params
from api.parameters.table import KNOWN_AT, LANG
from timeline import clock
from timeline.errors import EventMoved
from timeline.reading.snapshot import Snapshot
from timeline.reading.trips import find_trip
from timeline.render.json.trip import trip_json
from timeline.render.links import query_string

blueprint = Blueprint("trips", __name__, url_prefix="/v1")

TRIP_PARAMETERS: Final = (KNOWN_AT, LANG)
"""What `/v1/trips/{id}` takes."""


@blueprint.get("/trips/<key>")
def one_trip(key: str) -> AnyResponse:
    """The trip with its stops in order of travel, its distance, and what was planned against what took place."""
    params = read_params(request.args, TRIP_PARAMETERS, now=clock.now())
    try:
        return answered(
            ("trip", key, params.echo), API_POLICY, lambda snapshot: _trip_answer(snapshot, key, params), params
        )
    except EventMoved as moved:
        query = f"?{query_string(params.echo)}" if params.echo else ""
        return redirect(f"/v1/trips/{quote(moved.slug, safe='')}{query}", 308)


def _trip_answer(snapshot: Snapshot, key: str, params: Params) -> Answer:
    body = trip_json(find_trip(snapshot, key), object_shape(snapshot, params).localize, known_at=params.known_at)
    return Answer(body=body, media_type=JSON, etag=strong_etag("trip", (), body.decode()))
