"""`/v1/events` as JSON: one page of the query, its place in the walk, and the address of the next one.

Params -> names checked -> cursor or present instant -> `store.views.event_view` -> stored bytes joined -> `Answer`.
"""

from __future__ import annotations

from typing import Final

from api.event_form import event_objects
from api.http.answers import Answer
from api.http.conditional import strong_etag
from api.http.cursor import Cursor, query_digest, read_cursor, write_cursor
from api.http.negotiation import JSON
from api.parameters.read import Params, query_echo
from timeline import ids
from timeline.model.query import PageRequest
from timeline.model.sight import Public
from timeline.reading.names import check_names
from timeline.reading.snapshot import Snapshot
from timeline.render.json.event import list_json
from timeline.render.links import query_string
from timeline.store.views.event_view import find_events

_NOT_FILTERS: Final = ("cursor", "limit", "fields", "include", "count", "lang")


def list_answer(snapshot: Snapshot, params: Params, path: str) -> Answer:
    """One page of the query as the public knows it, and `next` if there is more."""
    check_names(snapshot.session, params.query, sight=Public(snapshot.now))
    bound_to = query_digest([(name, values) for name, values in params.echo if name not in _NOT_FILTERS])
    cursor = None if params.cursor is None else read_cursor(params.cursor, bound_to, now=snapshot.now)
    at = cursor.at if cursor else params.sight.at
    asked = PageRequest(limit=params.limit, after=cursor.after if cursor else None, with_count=params.with_count)
    page = find_events(snapshot.session, params.query, asked, sight=Public(at))
    next_url = None
    if page.next is not None:
        shared = tuple((name, values) for name, values in params.echo if name != "cursor")
        following = write_cursor(Cursor(page.next, at), bound_to)
        next_url = f"{snapshot.links.base_url}{path}?{query_string((*shared, ('cursor', (following,))))}"
    echo = query_echo(params)
    objects = event_objects(snapshot, page.events, params, at=at)
    body = list_json(objects, next_url=next_url, count=page.count, query_echo=echo, known_at=params.known_at)
    return Answer(
        body=body,
        media_type=JSON,
        etag=strong_etag("list", page.events, ids.digest(body)),
        link=None if next_url is None else f'<{next_url}>; rel="next"',
        language=params.lang,
    )
