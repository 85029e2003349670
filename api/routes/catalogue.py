"""`/v1/people`, `/v1/organizations`, `/v1/places`, `/v1/topics`, `/v1/sources`: lists and one of each.

Parameters -> entries that an event public at the instant bears (R10) -> filter -> page by folded name and slug -> JSON.
The numbers of events come from one grouped statement for all entries.
"""

from __future__ import annotations

from typing import Final

import orjson
from flask import Blueprint, Response, request

from api.catalogue_entries import FOLDERS, Shelf, ShownEntry, shown_entries, split_words
from api.http.answers import Answer
from api.http.conditional import API_POLICY, strong_etag
from api.http.cursor import Cursor, query_digest, read_cursor, write_cursor
from api.http.negotiation import JSON
from api.http.service import answered
from api.openapi.operations.catalogue import CATALOGUE_PARAMETERS, COUNTRY_PARAMETERS, ENTRY_PARAMETERS
from api.parameters.params import Parameter, Params, query_echo, read_params
from timeline import clock
from timeline.errors import CatalogueEntryNotFound
from timeline.model.query import Position
from timeline.reading.snapshot import Snapshot
from timeline.render.json.event import instant_text
from timeline.render.links import query_string

blueprint = Blueprint("catalogue", __name__, url_prefix="/v1")

_NOT_FILTERS: Final = ("cursor", "limit", "count")


@blueprint.get("/<any(people, topics, sources):folder>")
def list_of_entries(folder: str) -> Response:
    """People, topics or sources that public events bear, with the number of those events."""
    return _list(folder, CATALOGUE_PARAMETERS)


@blueprint.get("/<any(organizations, places):folder>")
def list_in_countries(folder: str) -> Response:
    """Organizations or places that public events bear; a place also if an event lies in it."""
    return _list(folder, COUNTRY_PARAMETERS)


@blueprint.get("/<any(people, organizations, places, topics, sources):folder>/<slug>")
def one_entry(folder: str, slug: str) -> Response:
    """One entry, with the number of public events that bear it; a person with the offices held."""
    now = clock.now()
    params = read_params(request.args, ENTRY_PARAMETERS, now=now)
    key = (folder, slug, params.echo)
    return answered(key, API_POLICY, lambda snapshot: _entry_answer(snapshot, folder, slug, params), params)


def _list(folder: str, accepted: tuple[Parameter, ...]) -> Response:
    now = clock.now()
    params = read_params(request.args, accepted, now=now)
    return answered((folder, params.echo), API_POLICY, lambda snapshot: _list_answer(snapshot, folder, params), params)


def _entry_answer(snapshot: Snapshot, folder: str, slug: str, params: Params) -> Answer:
    shelf = _shelf(snapshot, params, None)
    entries = shown_entries(shelf, folder, among=(slug,))
    if not entries:
        raise CatalogueEntryNotFound(FOLDERS[folder], slug)
    body = orjson.dumps(entries[0].members)
    return Answer(body=body, media_type=JSON, etag=strong_etag(folder, (), body.decode()))


def _list_answer(snapshot: Snapshot, folder: str, params: Params) -> Answer:
    bound_to = query_digest(folder, [(name, values) for name, values in params.echo if name not in _NOT_FILTERS])
    cursor = None if params.cursor is None else read_cursor(params.cursor, bound_to, now=snapshot.now)
    shelf = _shelf(snapshot, params, cursor)
    matching = [entry for entry in shown_entries(shelf, folder) if _is_asked(entry, params)]
    after = None if cursor is None else (cursor.after.key or "", cursor.after.event_id)
    following = [entry for entry in matching if after is None or (entry.sort_key, entry.slug) > after]
    shown = following[: params.limit]
    next_url = None
    if len(following) > len(shown):
        next_url = _next_url(snapshot, folder, params, Cursor(_position(shown[-1]), shelf.at), bound_to)
    known_at = params.known_at
    members = {
        folder: [entry.members for entry in shown],
        "next": next_url,
        **({"count": len(matching)} if params.with_count else {}),
        "query": query_echo(params),
        "known_at": None if known_at is None else instant_text(known_at),
    }
    body = orjson.dumps(members)
    link = None if next_url is None else f'<{next_url}>; rel="next"'
    return Answer(body=body, media_type=JSON, etag=strong_etag(folder, (), body.decode()), link=link)


def _shelf(snapshot: Snapshot, params: Params, cursor: Cursor | None) -> Shelf:
    return Shelf(
        session=snapshot.session,
        catalogue=snapshot.catalogue,
        links=snapshot.links,
        lang=params.feed.lang,
        at=cursor.at if cursor else params.sight.at,
    )


def _is_asked(entry: ShownEntry, params: Params) -> bool:
    """True if the entry lies in one of the countries and each word of `q` begins one of its words."""
    countries = params.query.country
    if countries and not set(countries) & set(entry.countries):
        return False
    asked = split_words(params.query.q or "")
    return all(any(word.startswith(beginning) for word in entry.words) for beginning in asked)


def _position(entry: ShownEntry) -> Position:
    return Position(key=entry.sort_key, event_id=entry.slug)


def _next_url(snapshot: Snapshot, folder: str, params: Params, cursor: Cursor, bound_to: str) -> str:
    shared = tuple((name, values) for name, values in params.echo if name != "cursor")
    query = query_string((*shared, ("cursor", (write_cursor(cursor, bound_to),))))
    return f"{snapshot.links.base_url}/v1/{folder}?{query}"
