"""`/v1/trips/{id or slug}`: one trip with its stops; a merged one is permanently found at its survivor (R14)."""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from api.events import EventMoved
from api.http.conditional import API_POLICY
from api.http.service import answered
from api.openapi.operations.trips import TRIP_PARAMETERS
from api.parameters.params import read_params
from api.trips import trip_document
from timeline import clock
from timeline.render.links import query_string

blueprint = Blueprint("trips", __name__, url_prefix="/v1")


@blueprint.get("/trips/<key>")
def one_trip(key: str) -> AnyResponse:
    """The trip with its ordered stops, distances, and what was planned against what took place."""
    now = clock.now()
    params = read_params(request.args, TRIP_PARAMETERS, now=now)
    try:
        name = ("trip", key, params.echo)
        return answered(name, API_POLICY, lambda snapshot: trip_document(snapshot, key, params), params)
    except EventMoved as moved:
        query = f"?{query_string(params.echo)}" if params.echo else ""
        return redirect(f"/v1/trips/{quote(moved.slug, safe='')}{query}", 308)
