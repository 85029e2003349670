"""`/v1/copresence`: where two to ten people or organizations were at the same place on the same days."""

from __future__ import annotations

from flask import Blueprint, Response, request

from api.copresence import asked_participants, copresence_document
from api.http.conditional import API_POLICY
from api.http.service import answered
from api.openapi.operations.copresence import COPRESENCE_PARAMETERS
from api.parameters.params import read_params
from timeline import clock

blueprint = Blueprint("copresence", __name__, url_prefix="/v1")


@blueprint.get("/copresence")
def copresence() -> Response:
    """Same place, same days; it does not say that they met."""
    now = clock.now()
    params = read_params(request.args, COPRESENCE_PARAMETERS, now=now)
    asked_participants(params)
    key = ("copresence", params.echo)
    return answered(key, API_POLICY, lambda snapshot: copresence_document(snapshot, params), params)
