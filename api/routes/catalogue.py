"""`/v1/people`, `/v1/organizations`, `/v1/places`, `/v1/topics`, `/v1/sources`: lists and one of each."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, request

from api.http.answers import Answer
from api.http.conditional import API_POLICY, strong_etag
from api.http.cursor import Cursor, query_digest, read_cursor, write_cursor
from api.http.negotiation import JSON
from api.http.service import answered
from api.parameters.read import Params, query_echo, read_params
from api.parameters.table import COUNT, CURSOR, FILTERS, KNOWN_AT, LANG, LIMIT, Parameter
from timeline import clock
from timeline.model.catalogue.folders import Folder
from timeline.model.catalogue.listing import EntryQuery
from timeline.model.query import PageRequest
from timeline.reading.catalogue import find_entries, find_entry
from timeline.reading.snapshot import Snapshot
from timeline.render.json.catalogue import entry_json, entry_list_json
from timeline.render.links import query_string

blueprint = Blueprint("catalogue", __name__, url_prefix="/v1")

NAME_WORDS: Final = Parameter("q", "text", "Beginnings of words of the name or an alias; accents and case are equal.")
_COUNTRY: Final = next(parameter for parameter in FILTERS if parameter.name == "country")
_LIST_PARAMETERS: Final = (NAME_WORDS, LANG, KNOWN_AT, LIMIT, CURSOR, COUNT)

ENTRY_PARAMETERS: Final = (LANG, KNOWN_AT)
"""What one entry takes."""

CATALOGUE_PARAMETERS: Final = _LIST_PARAMETERS
"""What the lists of people, topics and sources take."""

COUNTRY_PARAMETERS: Final = (_COUNTRY, *_LIST_PARAMETERS)
"""What the lists of organizations and places take."""

_NOT_IN_CURSOR: Final = ("cursor", "limit", "count")
"""Parameters that may change from page to page."""


@blueprint.get("/<any(people, topics, sources):name>")
def list_of_entries(name: str) -> Response:
    """People, topics or sources that public events mention, with the number of those events."""
    return _list(Folder(name), CATALOGUE_PARAMETERS)


@blueprint.get("/<any(organizations, places):name>")
def list_in_countries(name: str) -> Response:
    """Organizations or places that public events mention; a place also if an event takes place within it."""
    return _list(Folder(name), COUNTRY_PARAMETERS)


@blueprint.get("/<any(people, organizations, places, topics, sources):name>/<slug>")
def one_entry(name: str, slug: str) -> Response:
    """One entry, with the number of public events that mention it; a person with the offices held."""
    folder = Folder(name)
    params = read_params(request.args, ENTRY_PARAMETERS, now=clock.now())

    def build(snapshot: Snapshot) -> Answer:
        body = entry_json(find_entry(snapshot, folder, slug, params.feed.lang), folder, snapshot.links)
        return Answer(body=body, media_type=JSON, etag=strong_etag(folder, (), body.decode()))

    return answered((folder, slug, params.echo), API_POLICY, build, params)


def _list(folder: Folder, accepted: tuple[Parameter, ...]) -> Response:
    params = read_params(request.args, accepted, now=clock.now())
    return answered((folder, params.echo), API_POLICY, lambda snapshot: _list_answer(snapshot, folder, params), params)


def _list_answer(snapshot: Snapshot, folder: Folder, params: Params) -> Answer:
    bound_to = query_digest(folder, [(name, values) for name, values in params.echo if name not in _NOT_IN_CURSOR])
    cursor = None if params.cursor is None else read_cursor(params.cursor, bound_to, now=snapshot.now)
    seen = snapshot if cursor is None else snapshot.seen_at(cursor.at)
    query = EntryQuery(folder=folder, lang=params.feed.lang, countries=params.query.country, q=params.query.q or "")
    after = None if cursor is None else cursor.after
    page = find_entries(seen, query, PageRequest(limit=params.limit, after=after, with_count=params.with_count))
    next_url = None
    if page.next is not None:
        following = write_cursor(Cursor(page.next, seen.sight.at), bound_to)
        next_url = _page_url(snapshot, folder, params, following)
    body = entry_list_json(
        page, snapshot.links, next_url=next_url, query_echo=query_echo(params), known_at=params.known_at
    )
    link = None if next_url is None else f'<{next_url}>; rel="next"'
    return Answer(body=body, media_type=JSON, etag=strong_etag(folder, (), body.decode()), link=link)


def _page_url(snapshot: Snapshot, folder: Folder, params: Params, cursor: str) -> str:
    shared = tuple((name, values) for name, values in params.echo if name != "cursor")
    query = query_string((*shared, ("cursor", (cursor,))))
    return f"{snapshot.links.base_url}/v1/{folder}?{query}"
