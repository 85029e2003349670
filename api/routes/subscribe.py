"""`/subscribe`: choose a feed and take it into a calendar program.

A plain GET form -> parameters of the same query as everywhere -> `api.pages.subscribe.page`. What is wrong is told on
the same page beside its field, with status 422 and the choice kept; who asks for JSON gets the usual problem.
"""

from __future__ import annotations

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict

from api.http.answers import Answer
from api.http.conditional import PAGE_POLICY
from api.http.negotiation import prefers_json
from api.http.service import answered, service, snapshot_of
from api.pages.subscribe.form import PARAMETERS
from api.pages.subscribe.page import refused_page, subscribe_page
from api.parameters.read import Params, read_params
from timeline import clock, ids
from timeline.errors import InvalidQuery
from timeline.model.query import EventQuery
from timeline.reading.snapshot import Snapshot
from timeline.store.engine.sessions import reading
from timeline.store.views.event_view import read_mark

blueprint = Blueprint("subscribe", __name__)


@blueprint.get("/subscribe")
def subscribe() -> Response:
    """The form and the chosen feed; fields left empty count as not given."""
    now = clock.now()
    given = MultiDict([(name, value) for name, value in request.args.items(multi=True) if value])
    try:
        params = read_params(given, PARAMETERS, now=now)
        key = ("subscribe", params.echo, now.date())  # the preview begins today
        return answered(key, PAGE_POLICY, lambda snapshot: _answer(snapshot, params), params)
    except InvalidQuery as refused:
        if prefers_json(request.headers.get("Accept", "")):
            raise
        with reading(service().engine) as session:
            snapshot = snapshot_of(session, read_mark(session, at=now), Params(query=EventQuery(), now=now))
            values = {name: tuple(given.getlist(name)) for name in given}
            page = refused_page(snapshot, values, refused.problems)
        return Response(page, 422, headers={"Cache-Control": "no-store"})


def _answer(snapshot: Snapshot, params: Params) -> Answer:
    body = subscribe_page(snapshot, params).encode()
    return Answer(body=body, media_type="text/html; charset=utf-8", etag=ids.digest(body)[:32])
