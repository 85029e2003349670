"""`/v1/people`, `/v1/organizations`, `/v1/places`, `/v1/topics`: entries of the catalogue that public events bear.

Catalogue -> entries that a public event bears (R10) -> JSON. The number of visible events comes from the query.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import orjson
from flask import Blueprint, Response, request

from api.answers import Answer
from api.conditional import API_POLICY, strong_etag
from api.negotiation import JSON
from api.params import NO_PARAMETERS, read_params
from api.service import Reading, answered
from timeline import clock
from timeline.errors import CatalogueEntryNotFound
from timeline.model.catalogue import Catalogue, Entry, OfficeTerm
from timeline.model.entry_json import entry_to_json
from timeline.model.query import EventQuery, PageRequest
from timeline.store.event_view import find_events

blueprint = Blueprint("catalogue", __name__, url_prefix="/v1")

_FOLDERS: Final = {"people": "person", "organizations": "organization", "places": "place", "topics": "topic"}


@blueprint.get("/<any(people, organizations, places, topics):folder>/<slug>")
def one_entry(folder: str, slug: str) -> Response:
    """One entry, with the number of public events that bear it; a person with the offices held."""
    now = clock.now()
    read_params(request.args, NO_PARAMETERS, now=now)
    return answered((folder, slug), API_POLICY, lambda found: _answer(found, folder, slug), now=now)


def _answer(found: Reading, folder: str, slug: str) -> Answer:
    entry = _entries(found.catalogue, folder).get(slug)
    wanted: dict[str, Any] = {_FOLDERS[folder]: (slug,)}
    counted = PageRequest(limit=1, with_count=True)
    page = find_events(found.session, EventQuery(**wanted), counted, at=found.now)
    if entry is None or not page.count:
        raise CatalogueEntryNotFound(_FOLDERS[folder], slug)
    plain = entry_to_json(entry) | {"events": page.count}
    if folder == "people":
        plain["offices"] = [_office(term) for term in found.catalogue.terms if term.person == slug]
    body = orjson.dumps(plain)
    return Answer(body=body, media_type=JSON, etag=strong_etag(folder, (), body.decode()))


def _entries(catalogue: Catalogue, folder: str) -> Mapping[str, Entry]:
    kinds: dict[str, Mapping[str, Entry]] = {
        "people": catalogue.people,
        "organizations": catalogue.organizations,
        "places": catalogue.places,
        "topics": catalogue.topics,
    }
    return kinds[folder]


def _office(term: OfficeTerm) -> dict[str, Any]:
    return {key: value for key, value in entry_to_json(term).items() if key != "person"}
