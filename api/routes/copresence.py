"""`/v1/copresence`: where two to ten people or organizations were at the same place on the same days."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, request

from api.http.answers import Answer
from api.http.conditional import API_POLICY, strong_etag
from api.http.negotiation import JSON
from api.http.service import answered
from api.parameters.read import query_echo, read_params
from api.parameters.table import FILTERS, LANG
from timeline import clock
from timeline.reading.copresence import copresences_of, participants_of
from timeline.reading.snapshot import Snapshot
from timeline.render.json.copresence import copresence_json

blueprint = Blueprint("copresence", __name__, url_prefix="/v1")

_FILTER_NAMES: Final = ("person", "organization", "from", "to", "place", "country", "known_at")

COPRESENCE_PARAMETERS: Final = (*(parameter for parameter in FILTERS if parameter.name in _FILTER_NAMES), LANG)
"""What `/v1/copresence` takes."""


@blueprint.get("/copresence")
def copresence() -> Response:
    """Same place, same days; it does not say that they met."""
    params = read_params(request.args, COPRESENCE_PARAMETERS, now=clock.now())
    participants = participants_of(params.query)

    def build(snapshot: Snapshot) -> Answer:
        rows = copresences_of(snapshot, participants, params.query)
        body = copresence_json(
            rows,
            snapshot.catalogue,
            params.feed.lang,
            query_echo=query_echo(params),
            known_at=params.known_at,
        )
        return Answer(body=body, media_type=JSON, etag=strong_etag("copresence", (), body.decode()))

    return answered(("copresence", params.echo), API_POLICY, build, params)
