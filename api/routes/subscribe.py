"""`/subscribe`: choose a feed and bring it into a calendar program.

A plain GET form -> the parameters of the query -> `api.pages.subscribe.page`. A refused choice gets the same page with
status 422: the values stay, and each fault is beside its field. A client that prefers JSON gets a problem instead.
"""

from __future__ import annotations

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict

from api.http.answers import page_answer
from api.http.conditional import PAGE_POLICY
from api.http.negotiation import prefers_json
from api.http.service import answered, open_snapshot
from api.pages.subscribe.form import PARAMETERS
from api.pages.subscribe.page import refused_page, subscribe_page
from api.parameters.read import Params, read_params
from timeline import clock
from timeline.errors import InvalidQuery
from timeline.model.query import EventQuery

blueprint = Blueprint("subscribe", __name__)


@blueprint.get("/subscribe")
def subscribe() -> Response:
    """The form and the chosen feed; fields left empty count as not given."""
    now = clock.now()
    given = MultiDict([(name, value) for name, value in request.args.items(multi=True) if value])
    try:
        params = read_params(given, PARAMETERS, now=now)
        key = ("subscribe", params.echo, now.date())  # the preview begins today
        return answered(key, PAGE_POLICY, lambda snapshot: page_answer(subscribe_page(snapshot, params)), params)
    except InvalidQuery as refused:
        if prefers_json(request.headers.get("Accept", "")):
            raise
        values = {name: tuple(given.getlist(name)) for name in given}
        with open_snapshot(Params(query=EventQuery(), now=now)) as snapshot:
            page = refused_page(snapshot, values, refused.problems)
        return Response(page, 422, headers={"Cache-Control": "no-store"})
