"""`/v1/events` as JSON: one page of the query, and the address of the next one."""

from __future__ import annotations

from typing import Final

from flask import request
from werkzeug.wrappers import Response

from api.http.answers import Answer
from api.http.conditional import API_POLICY, strong_etag
from api.http.event_json import included_in, object_shape
from api.http.negotiation import JSON
from api.http.paging.walk import Walk, link_to_next
from api.http.service import answered
from api.parameters.read import Params, query_echo, read_params
from api.parameters.table import LIST_PARAMETERS
from timeline import clock, ids
from timeline.model.query import PageRequest
from timeline.reading.events import find_page
from timeline.reading.names.public_names import check_names
from timeline.reading.related import related_to
from timeline.reading.snapshot import Snapshot, view_begins_at
from timeline.render.json.event_list import ListMembers, list_json
from timeline.render.json.event_object import event_object

_NOT_FILTERS: Final = ("cursor", "limit", "fields", "include", "count", "lang")


def list_as_json() -> Response:
    """The list as JSON, in pages."""
    params = read_params(request.args, LIST_PARAMETERS, now=clock.now())
    path = request.path
    return answered((path, params.echo), API_POLICY, lambda snapshot: _answer(snapshot, params, path), params)


def _answer(snapshot: Snapshot, params: Params, path: str) -> Answer:
    check_names(snapshot.session, params.query, sight=snapshot.present)
    filters = [(name, values) for name, values in params.echo if name not in _NOT_FILTERS]
    walk = Walk.of(params, filters, starts_at=view_begins_at(snapshot))
    seen = snapshot.seen_at(walk.at)
    page = find_page(
        seen, params.query, PageRequest(limit=params.limit, after=walk.after, with_count=params.with_count)
    )
    next_url = None
    if page.next is not None:
        next_url = f"{snapshot.links.base_url}{path}?{walk.next_query(params, page.next)}"
    related = related_to(seen, page.events, included_in(params))
    shape = object_shape(snapshot, params)
    objects = [event_object(stored, shape, related) for stored in page.events]
    body = list_json(
        objects,
        ListMembers(
            next_url=next_url,
            count=page.count,
            query=query_echo(params),
            known_at=params.known_at,
            rights=snapshot.render.rights,
        ),
    )
    return Answer(
        body=body,
        media_type=JSON,
        etag=strong_etag("list", page.events, ids.digest(body)),
        link=link_to_next(next_url),
        language=params.words_lang,
    )
