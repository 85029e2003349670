"""`/v1/changes`: every public change in order, so that somebody who replays them holds exactly what is public.

after, limit, wait -> perhaps `api.http.long_poll` -> `store.logs.change_log` -> rows, each with the event as it is public now.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import orjson
from flask import Blueprint, Response, request

from api.http.answers import Answer
from api.http.conditional import API_POLICY, strong_etag
from api.http.long_poll import wait_for_change
from api.http.negotiation import JSON
from api.http.service import answered, service
from api.openapi.operations.changes import CHANGES_PARAMETERS
from api.parameters.params import read_params
from timeline import clock
from timeline.reading.snapshot import Snapshot
from timeline.render.json.event import instant_text
from timeline.store.logs.change_log import Change, ChangePage, changes_after

blueprint = Blueprint("changes", __name__, url_prefix="/v1")

_RETRY_SECONDS: Final = 5


@blueprint.get("/changes")
def changes() -> Response:
    """Every public change after a number, oldest first; waits for one if asked to."""
    params = read_params(request.args, CHANGES_PARAMETERS, now=clock.now())
    after, wait = (params.values.get(name, (0,))[0] for name in ("after", "wait"))
    has_waited = wait == 0 or wait_for_change(service(), after, wait)
    response = answered(
        ("changes", after, params.limit),
        API_POLICY,
        lambda snapshot: _answer(snapshot, after, params.limit),
        replace(params, now=clock.now()),  # it may have waited
    )
    if wait:
        response.headers["Cache-Control"] = "no-store"  # how long it took belongs to this request alone
    if not has_waited:
        response.headers["Retry-After"] = str(_RETRY_SECONDS)
    return response


def _answer(snapshot: Snapshot, after: int, limit: int) -> Answer:
    page = changes_after(snapshot.session, after, limit, now=snapshot.now)
    next_url = None
    if page.has_more:
        base = snapshot.links.base_url
        next_url = f"{base}/v1/changes?after={page.changes[-1].number}&limit={limit}"
    rows = b",".join(_row(change, page) for change in page.changes)
    body = b'{"changes":[' + rows + b'],"next":' + orjson.dumps(next_url) + b"}"
    return Answer(
        body=body,
        media_type=JSON,
        etag=strong_etag("changes", (), body.decode()),
        link=None if next_url is None else f'<{next_url}>; rel="next"',
    )


def _row(change: Change, page: ChangePage) -> bytes:
    members = {
        "change": change.number,
        "at": instant_text(change.at),
        "type": change.type,
        "event_id": change.event_id,
    }
    return orjson.dumps(members)[:-1] + b',"event":' + page.events.get(change.event_id, b"null") + b"}"
