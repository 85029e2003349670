"""`/v1/statistics`: what the query matches, counted by country, place, person, organization, kind, year or month."""

from __future__ import annotations

from flask import Blueprint, Response, request

from api.http.conditional import API_POLICY
from api.http.service import answered
from api.openapi.operations.statistics import STATISTICS_PARAMETERS
from api.parameters.params import read_params
from api.statistics import asked_group, statistics_document
from timeline import clock

blueprint = Blueprint("statistics", __name__, url_prefix="/v1")


@blueprint.get("/statistics")
def statistics() -> Response:
    """Rows of key, label and value, with the counting rule and an address that pins what was known."""
    now = clock.now()
    params = read_params(request.args, STATISTICS_PARAMETERS, now=now)
    asked_group(params)
    key = ("statistics", params.echo)
    return answered(key, API_POLICY, lambda snapshot: statistics_document(snapshot, params), params)
